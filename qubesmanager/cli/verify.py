"""`qube verify`: an archive read to its end, without a store and without writing anything."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from functools import partial
from threading import Event
from typing import Any

from qubesmanager import places
from qubesmanager.backend.backup.archive_pass import without_volume
from qubesmanager.backend.backup.compare import SAME
from qubesmanager.backend.backup.errors import DamagedArchive, NotABackup
from qubesmanager.backend.backup.plan import QubeRow, RestorePlan, Status, VolumeRow
from qubesmanager.backend.backup.plan_making import archive_notes, archived_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import verify_archive
from qubesmanager.cli import archive
from qubesmanager.cli.output import ProgressLine, counted, safe, table
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.restore import document, same
from qubesmanager.cli.session import (
    FAILED,
    OK,
    CliError,
    Session,
    UsageError,
    on_interrupt,
    warn,
)
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.client.services import split_place
from qubesmanager.client.verified_note import VerifiedNote, why_not_verified
from qubesmanager.sizes import format_size

# What of an archive that cannot be opened says that it is not whole.
_BROKEN = (DamagedArchive.kind, NotABackup.kind)
_DESCRIPTION = """\
Read and check everything in an archive and change nothing. Each volume that the archive's own list
promises must be there, whole, and of its size. Needs no store and no qubesd, but with --compare,
which reads the volumes that are here as well and fails when one is not the same. Where the store's
list of backups has the archive, the result is noted there.
"""
_EXAMPLES = """\
examples:
  qube verify backup.qbak
  qube --json verify backup.qbak --passphrase-file passphrase.txt
  qube verify --digests backup.qbak           (to compare volumes elsewhere)
  qube verify --compare backup.qbak
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
    parser.add_argument(
        "--compare",
        action="store_true",
        help="compare each volume with that of the qube of the same name here",
    )
    parser.set_defaults(run=run, prepare=prepare, doing="verify {archive}")


def prepare(options: argparse.Namespace) -> None:
    if options.compare and options.digests:
        raise UsageError("--compare reads volumes here itself and shows no --digests")
    if options.digests and split_place(str(options.archive)) is not None:
        raise UsageError("--digests are computed of an archive that is here, not of one in a qube")
    if split_place(str(options.archive)) is None:
        archive.prepare(options)
    else:
        options.passphrase = read_passphrase(options.passphrase_file)


async def run(options: argparse.Namespace, session: Session) -> int:
    with_store = options.compare or split_place(str(options.archive)) is not None
    verify = partial(_verify_with_store, session=session) if with_store else _verify_alone
    with VerifiedNote(session.home or places.default_home(), options.archive) as note:
        try:
            plan = await verify(options)
        except (CliError, RestoreError) as error:
            if error.kind in _BROKEN:
                note.tell(str(error))
            raise
        if all(row.status is not Status.PENDING for row in plan.selected):
            note.tell(why_not_verified(plan), plan.backup_id)
    return _show(plan, options, session)


async def _verify_alone(options: argparse.Namespace) -> RestorePlan:
    def verify(reader: BackupReader, show: archive.OnProgress, stop: Event) -> RestorePlan:
        plan = archived_plan(reader.contents)
        made_up = {record.name for record in reader.contents.qubes if record.synthetic}
        _select_all(plan, made_up)
        verify_archive(reader, plan, show, stop, options.digests)
        return plan

    return await archive.with_reader(options, verify, reads_all=True)


async def _verify_with_store(options: argparse.Namespace, session: Session) -> RestorePlan:
    """By the worker of a restore, which has a qubesd to ask."""
    async with session.connection() as connection:
        job = RestoreJob(
            connection, key_memory_mib=options.key_memory, compression=options.compression or ""
        )
        try:
            plan, _ = await job.open(options.archive, options.passphrase, compare=options.compare)
            _select_all(plan, ())
            with ProgressLine() as line, on_interrupt(job.cancel):
                return await job.verify(plan, archive.shown_on(line))
        finally:
            await job.close()


def _select_all(plan: RestorePlan, made_up: Collection[str]) -> None:
    for row in plan.rows:
        row.selected = row.status is Status.PENDING and row.name not in made_up


def _show(plan: RestorePlan, options: argparse.Namespace, session: Session) -> int:
    session.answer(document(plan))
    session.say(_table(plan, options.digests, options.compare))
    bad = [row for row in plan.selected if row.status is not Status.VERIFIED or row.reason]
    for note in plan.notes:
        if not any(same(note, row.reason) for row in bad):
            warn(safe(note))
    for reason, names in _reasons(bad).items():
        warn(f"{safe(', '.join(names))}: {safe(reason)}")
    if plan.ok:
        is_sure = not archive_notes(plan.version)
        limit = "" if is_sure else f", as far as format {plan.version} can tell"
        session.say(f"Everything is there and whole{limit}.")
        if options.compare:
            return _compared(plan, session)
        return _digested(plan) if options.digests else OK
    total = counted(len(plan.selected), "qube")
    unchecked = [row for row in bad if row.status is Status.PENDING]
    if unchecked:
        were = "was" if len(unchecked) == 1 else "were"
        warn(f"{len(unchecked)} of {total} {were} not checked.")
    if len(bad) > len(unchecked):
        lost = len(bad) - len(unchecked)
        are = "is not as it was" if lost == 1 else "are not as they were"
        warn(f"{lost} of {total} {are} backed up.")
    return FAILED


def _compared(plan: RestorePlan, session: Session) -> int:
    compared = [
        volume.compared
        for row in plan.selected
        for volume in row.volumes
        if row.klass != "AdminVM"  # files of a user, of which there is no second set here
    ]
    other = [result for result in compared if result != SAME]
    if not other:
        session.say("All volumes here are the same.")
        return OK
    warn(f"{len(other)} of {len(compared)} volumes here are not the same.")
    return FAILED


def _digested(plan: RestorePlan) -> int:
    digests = [
        volume.sha256
        for row in plan.selected
        for volume in row.volumes
        if row.klass != "AdminVM"  # files of a user, which have none
    ]
    if all(digests):
        return OK
    warn(f"{digests.count('')} of {len(digests)} digests were not computed.")
    return FAILED


def _table(plan: RestorePlan, digests: bool, compare: bool) -> str:
    head = ["QUBE", "VOLUME", "STATUS", "SIZE"]
    head += ["SHA-256"] * digests + ["HERE"] * compare
    rows = [tuple(head)]
    for row in plan.selected:
        name = safe(row.name)
        for volume in row.volumes or [VolumeRow("-", status=row.status)]:
            size = "" if volume.name == "-" else format_size(volume.size)
            cells = [name, volume.name, volume.status.value, size]
            cells += [volume.sha256] * digests + [volume.compared] * compare
            rows.append(tuple(cells))
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
