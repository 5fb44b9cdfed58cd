"""`qube restore`: qubes out of an archive, after a look at what would happen."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.plan import (
    HostState,
    Problem,
    Progress,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.cli import plan_file
from qubesmanager.cli.archive import add_opening_arguments, from_standard_input
from qubesmanager.cli.output import ProgressLine, safe, table
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.session import FAILED, OK, CliError, Session, UsageError, on_interrupt, warn
from qubesmanager.client.progress import format_size
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.protocol import QUBE_NAME_RULE, is_qube_name

_DESCRIPTION = """\
Restore qubes from an archive that Qubes OS or this program made. Nothing is changed when the plan
has a problem; a qube that cannot be restored as a whole is removed again, and the rest goes on.
"""
_EXAMPLES = """\
examples:
  qube restore backup.qbak --list
  qube restore backup.qbak
  qube restore backup.qbak --select work,vault --rename work=work-old --pool big
  qube restore backup.qbak --plan-out plan.json     (edit it, then:)
  qube restore backup.qbak --plan plan.json
  qube restore backup.qbak --verify-only --passphrase-file passphrase.txt
"""
_DONE = (Status.RESTORED, Status.VERIFIED)


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "restore",
        help="bring qubes back from an archive",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="- for standard input")
    parser.add_argument(
        "--passphrase-file",
        metavar="F",
        help="take the passphrase from the first line of F (- for standard input) "
        "instead of asking",
    )
    add_opening_arguments(parser)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--list", action="store_true", help="show the plan and change nothing")
    only.add_argument(
        "--verify-only", action="store_true", help="read and check all data and change nothing"
    )
    parser.add_argument("--select", metavar="NAME,…", action="append", help="only these qubes")
    parser.add_argument(
        "--rename", metavar="OLD=NEW", action="append", default=[], help="restore under a new name"
    )
    parser.add_argument("--pool", metavar="P", help="put all volumes into this pool")
    parser.add_argument(
        "--plan-out", metavar="F", type=Path, help="write the plan to F to be edited; no restore"
    )
    parser.add_argument(
        "--plan", metavar="F", type=Path, help="do as the plan in F says, made by --plan-out"
    )
    parser.set_defaults(run=run, prepare=prepare, doing="restore from {file}")


def prepare(options: argparse.Namespace) -> None:
    """Everything that can be refused before the passphrase is asked for, and then that."""
    options.renames = parse_renames(options.rename)
    options.selected = parse_selection(options.select)
    options.wishes = None if options.plan is None else plan_file.read(options.plan)
    if options.plan_out is not None and os.path.lexists(options.plan_out):
        raise CliError(f"{options.plan_out} exists already; nothing was written.", "io")
    options.file = from_standard_input(options.file, options.passphrase_file)
    if not os.access(options.file, os.R_OK):
        reason = "no permission" if options.file.exists() else "there is no such file"
        raise CliError(f"cannot read {options.file}: {reason}.", "io")
    options.passphrase = read_passphrase(options.passphrase_file)


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        job = RestoreJob(
            connection, key_memory_mib=options.key_memory, compression=options.compression
        )
        try:
            plan, host = await job.open(options.file, options.passphrase)
            if options.wishes is not None:
                plan_file.apply(options.wishes, plan)
            edit_plan(plan, host, options.selected, options.renames, options.pool)
            check_plan(plan, host)
            if options.plan_out is not None:
                plan_file.write(options.plan_out, plan)
            if options.list or options.plan_out is not None:
                return _show_plan(plan, session)
            if not options.verify_only and plan.problems:
                return _refuse(plan, session)
            plan = await _work(job, plan, verify=options.verify_only)
        finally:
            await job.close()
    return _show_result(plan, session)


def parse_renames(texts: list[str]) -> dict[str, str]:
    """New names by old ones. Raises UsageError."""
    renames: dict[str, str] = {}
    for text in texts:
        old, separator, new = text.partition("=")
        if not separator or not old or not new:
            raise UsageError(f"--rename {text!r} is not OLD=NEW")
        if not is_qube_name(new) or new == "dom0":
            raise UsageError(f"--rename {text!r}: {new!r} cannot be a name; {QUBE_NAME_RULE}")
        if old in renames:
            raise UsageError(f"--rename names {old} twice")
        renames[old] = new
    return renames


def parse_selection(texts: list[str] | None) -> list[str] | None:
    """Names from ``a,b``, given once or more often; None when nothing was selected."""
    if texts is None:
        return None
    names = [name for text in texts for name in text.split(",") if name]
    if not names:
        raise UsageError("--select names no qube")
    return names


def edit_plan(
    plan: RestorePlan,
    host: HostState,
    selected: list[str] | None,
    renames: dict[str, str],
    pool: str | None,
) -> None:
    """Put the command line's wishes into the plan. Raises CliError, naming what is unknown."""
    known = {row.name: row for row in plan.rows}
    unknown = [name for name in [*(selected or ()), *renames] if name not in known]
    if unknown:
        raise CliError(
            f"the backup has no qube {', '.join(dict.fromkeys(unknown))}. "
            f"It has: {', '.join(sorted(known))}"
        )
    pools = [state.name for state in host.pools]
    if pool is not None and pool not in pools:
        raise CliError(f"there is no pool {pool}. There are: {', '.join(pools)}")
    for row in plan.rows:
        if selected is not None:
            _select(row, row.name in selected)
        if row.name in renames:
            row.restored_as = renames[row.name]
        if pool is not None:
            row.pool = pool
    idle = [name for name in renames if not known[name].selected]
    if idle:
        raise CliError(f"--rename {idle[0]}: that qube is not selected")


def _select(row: QubeRow, wanted: bool) -> None:
    if wanted and row.status is Status.SKIPPED:
        raise CliError(f"{row.name} cannot be restored: {row.reason}")
    row.selected = wanted


async def _work(job: RestoreJob, plan: RestorePlan, *, verify: bool) -> RestorePlan:
    with ProgressLine() as line:

        def show(progress: Progress) -> None:
            what = f"{progress.qube}:{progress.volume}" if progress.volume else progress.qube
            line.update(progress.done_bytes, progress.total_bytes, safe(what))

        with on_interrupt(job.cancel):
            if verify:
                return await job.verify(plan, show)
            return await job.run(plan, show)


def document(plan: RestorePlan, *, done: bool = True) -> dict[str, Any]:
    """The JSON of a plan. Sizes in bytes, null while unknown; ``ok`` only when it was ``done``."""
    return {
        "archive": plan.archive,
        "version": plan.version,
        "backup_id": plan.backup_id,
        **({"ok": plan.ok} if done else {}),
        "stand_ins": plan.stand_ins,
        "notes": plan.notes,
        "qubes": [_row_document(row) for row in plan.rows],
    }


def _row_document(row: QubeRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "class": row.klass,
        "label": row.label,
        "template": row.template or None,
        "netvm": row.netvm or None,
        "size": row.size_bytes,
        "selected": row.selected,
        "restored_as": row.restored_as,
        "pool": row.pool or None,
        "status": row.status.value,
        "reason": row.reason,
        "notes": row.notes,
        "problems": [problem.to_dict() for problem in row.problems],
        "volumes": [_volume_document(volume) for volume in row.volumes],
    }


def _volume_document(volume: VolumeRow) -> dict[str, Any]:
    """The archive tells a volume's size where its data begins, so not before it is read."""
    is_read = volume.status in _DONE or volume.size > 0
    return {**volume.to_dict(), "size": volume.size if is_read else None}


def _show_plan(plan: RestorePlan, session: Session) -> int:
    session.answer(document(plan, done=False))
    rows = [("NAME", "AS", "CLASS", "LABEL", "TEMPLATE", "NETVM", "SIZE", "")]
    for row in plan.rows:
        remark = "" if row.selected else "not selected"
        texts = (row.name, row.restored_as, row.klass, row.label, row.template, row.netvm or "")
        cells = [safe(text) or "-" for text in texts]
        rows.append((*cells, format_size(row.size_bytes), remark))  # type: ignore[arg-type]
    session.say(table(rows, right=[6]))
    for line in _remarks(plan):
        session.say(line)
    return OK


def _remarks(plan: RestorePlan) -> list[str]:
    lines = [safe(note) for note in plan.notes]
    for name in plan.stand_ins:
        lines.append(f"An empty template {safe(name)} will be made first.")
    for row in plan.rows:
        name = safe(row.name)
        lines += [f"{name}: {safe(note)}" for note in row.notes]
        if row.selected:
            lines += [f"{name}: PROBLEM {_problem(problem, row)}" for problem in row.problems]
        elif row.reason:
            lines.append(f"{name}: {safe(row.reason)}")
    return lines


def _problem(problem: Problem, row: QubeRow) -> str:
    """What, the cure, and how this command is told to do it."""
    parts = [problem.text, problem.cure]
    if problem.field == "name" and problem.choices:
        parts.append(f"For example: --rename {row.name}={problem.choices[0]}")
    return safe(" ".join(part for part in parts if part))


def _refuse(plan: RestorePlan, session: Session) -> int:
    """Problems are said before anything is changed; then nothing is."""
    for row in plan.rows:
        if not row.selected:
            continue
        if row.problems:
            row.status = Status.FAILED
            row.reason = " ".join(_problem(problem, row) for problem in row.problems)
        else:
            row.status = Status.SKIPPED
            row.reason = "not started: other qubes of the plan have problems"
    session.answer(document(plan))
    for row in plan.rows:
        if row.status is Status.FAILED:
            warn(f"{safe(row.name)}: {row.reason}")
    warn("nothing was changed. Solve the problems above, or leave those qubes out with --select.")
    return FAILED


def _show_result(plan: RestorePlan, session: Session) -> int:
    session.answer(document(plan))
    rows = [("NAME", "AS", "STATUS", "SIZE", "")]
    for row in plan.rows:
        # Of a qube that failed nothing is left, however much of it was read.
        there = row.status in _DONE and row.volumes
        size = format_size(sum(volume.size for volume in row.volumes)) if there else "-"
        remark = "" if row.selected else safe(row.reason)
        rows.append((safe(row.name), safe(row.restored_as) or "-", row.status.value, size, remark))
    session.say(table(rows, right=[3]))
    for row in plan.selected:
        for note in row.notes:
            session.say(f"{safe(row.name)}: {safe(note)}")
    if plan.ok:
        return OK
    undone = [row for row in plan.selected if row.status not in _DONE]
    for note in plan.notes:
        if not any(same(note, row.reason) for row in undone):
            warn(safe(note))
    for row in undone:
        warn(f"{safe(row.name)}: {safe(row.reason) or 'not done'}")
    warn(f"{len(plan.selected) - len(undone)} of {len(plan.selected)} qubes done.")
    return FAILED


def same(note: str, reason: str) -> bool:
    """Whether a qube's reason already says what a note about the whole archive says."""
    return note.rstrip(".").lower() in reason.lower()
