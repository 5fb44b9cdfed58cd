"""`qube verify`: an archive read to its end, without a store and without writing anything."""

from __future__ import annotations

import argparse
from threading import Event
from typing import Any

from qubesmanager.backend.backup.archive_pass import without_volume
from qubesmanager.backend.backup.plan import HostState, QubeRow, RestorePlan, Status, VolumeRow
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import verify_archive
from qubesmanager.cli import archive
from qubesmanager.cli.output import safe, table
from qubesmanager.cli.restore import document, same
from qubesmanager.cli.session import FAILED, OK, Session, warn
from qubesmanager.client.progress import format_size

_DESCRIPTION = """\
Read and check everything in an archive and change nothing. Each volume that the archive's own list
promises must be there, whole, and of its size. Needs no store and no qubesd.
"""
_EXAMPLES = """\
examples:
  qube verify backup.qbak
  qube --json verify backup.qbak --passphrase-file passphrase.txt
  qube verify --digests backup.qbak           (to compare volumes elsewhere)
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "verify",
        help="check an archive",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    archive.add_arguments(parser)
    parser.add_argument(
        "--digests", action="store_true", help="show the SHA-256 of each volume as well"
    )
    parser.set_defaults(run=run, prepare=archive.prepare, doing="verify {archive}")


async def run(options: argparse.Namespace, session: Session) -> int:
    def verify(reader: BackupReader, show: archive.OnProgress, stop: Event) -> RestorePlan:
        plan = make_plan(reader.contents, HostState())
        made_up = {record.name for record in reader.contents.qubes if record.synthetic}
        for row in plan.rows:
            row.selected = row.status is Status.PENDING and row.name not in made_up
        verify_archive(reader, plan, show, stop, options.digests)
        return plan

    plan = await archive.with_reader(options, verify)
    session.answer(document(plan))
    session.say(_table(plan, options.digests))
    bad = [row for row in plan.selected if row.status is not Status.VERIFIED or row.reason]
    for note in plan.notes:
        if not any(same(note, row.reason) for row in bad):
            warn(safe(note))
    for reason, names in _reasons(bad).items():
        warn(f"{safe(', '.join(names))}: {safe(reason)}")
    if plan.ok:
        session.say("Everything is there and whole.")
        return OK
    warn(f"{len(bad)} of {len(plan.selected)} qubes are not as they were backed up.")
    return FAILED


def _table(plan: RestorePlan, digests: bool) -> str:
    head = ("QUBE", "VOLUME", "STATUS", "SIZE")
    rows = [(*head, "SHA-256") if digests else head]
    for row in plan.selected:
        name = safe(row.name)
        for volume in row.volumes or [VolumeRow("-", status=row.status)]:
            size = "" if volume.name == "-" else format_size(volume.size)
            cells = (name, volume.name, volume.status.value, size)
            rows.append((*cells, volume.sha256) if digests else cells)
    return table(rows, right=[3])


def _reasons(bad: list[QubeRow]) -> dict[str, list[str]]:
    """Each reason once, with everything that it holds for."""
    reasons: dict[str, list[str]] = {}
    for row in bad:
        rest = row.reason
        for volume in row.volumes:
            if volume.reason and volume.status is Status.FAILED:
                reasons.setdefault(volume.reason, []).append(f"{row.name}:{volume.name}")
                rest = without_volume(rest, volume)
        if rest:
            reasons.setdefault(rest, []).append(row.name)
    return reasons
