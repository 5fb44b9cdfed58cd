"""`qube restore`: qubes out of an archive, after a look at what would happen."""

from __future__ import annotations

import argparse
import asyncio
import os
import shlex
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from qubesmanager.backend.backup.look_inside import read_notes
from qubesmanager.backend.backup.plan import (
    HostState,
    Problem,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.backend.backup.plan_making import archived_plan, check_plan, clear_results
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.cli import archive, plan_file
from qubesmanager.cli.archive import add_opening_arguments, from_standard_input, shown_on
from qubesmanager.cli.asking import ask_yes, can_ask
from qubesmanager.cli.output import ProgressLine, counted, safe, table
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.plan_edits import (
    FIELDS,
    Edits,
    edit_plan,
    parse_conflicts,
    parse_fields,
    parse_pools,
    parse_renames,
    parse_selection,
)
from qubesmanager.cli.session import FAILED, OK, CliError, Session, UsageError, on_interrupt, warn
from qubesmanager.client.locate import LocateError
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.restore_journal import unfinished
from qubesmanager.client.services import split_place
from qubesmanager.sizes import format_size

_DESCRIPTION = """\
Restore qubes from an archive that Qubes OS or this program made. Nothing is changed when the plan
has a problem. When a part of the archive is damaged, the rest goes on; a qube that lacks a volume
is kept and marked as incomplete, one that lacks all is removed again. A qube of which this machine
refuses a setting is restored without it, and the exit status is 1. A home directory of dom0 whose
user has another name than you is asked about at a terminal; elsewhere it is left out, and named,
until you select dom0. A restore that was cut goes on with --resume, without reading again what is
whole.
"""
_EXAMPLES = """\
examples:
  qube restore backup.qbak --list --notes
  qube restore backup.qbak
  qube restore backup.qbak --select work,vault --rename work=work-old --pool big
  qube restore backup.qbak --template work=debian-13 --netvm work=none --pool vault:private=safe
  qube restore backup.qbak --conflict replace --conflict vault=skip
  qube restore sys-usb:/mnt/removable/backup.qbak --select work
  qube restore --resume
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
        epilog=f"{_EXAMPLES}\n{plan_file.FIELDS_HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="- for standard input, QUBE:/path for one in a running qube; with --resume it need "
        "not be given",
    )
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
    parser.add_argument(
        "--notes",
        action="store_true",
        help="with --list, show what people wrote about their qubes; each takes a second or so",
    )
    parser.add_argument("--select", metavar="NAME,…", action="append", help="only these qubes")
    parser.add_argument(
        "--rename", metavar="OLD=NEW", action="append", default=[], help="restore under a new name"
    )
    parser.add_argument(
        "--conflict",
        metavar="[QUBE=]WHAT",
        action="append",
        default=[],
        help="when a qube of that name is here already: rename the restored one, replace the one "
        "here (what its volumes hold stays as a revision of each), or skip it",
    )
    parser.add_argument(
        "--pool",
        metavar="[QUBE[:VOLUME]=]P",
        action="append",
        default=[],
        help="put all volumes, those of a qube, or one of them into this pool",
    )
    for name, what in FIELDS.items():
        parser.add_argument(
            f"--{name}", metavar=f"QUBE={name.upper()}", action="append", default=[], help=what
        )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with the restore that was cut, of FILE or the latest",
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="when it is interrupted, keep what is whole, to go on with --resume",
    )
    parser.add_argument(
        "--plan-out", metavar="F", type=Path, help="write the plan to F to be edited; no restore"
    )
    parser.add_argument(
        "--plan", metavar="F", type=Path, help="do as the plan in F says, made by --plan-out"
    )
    parser.set_defaults(run=run, prepare=prepare, doing="restore from {file}")


def prepare(options: argparse.Namespace) -> None:
    """Everything that can be refused before the passphrase is asked for, and then that."""
    options.edits = Edits(
        parse_selection(options.select),
        parse_renames(options.rename),
        parse_conflicts(options.conflict),
        parse_pools(options.pool),
        {field: parse_fields(field, getattr(options, field)) for field in FIELDS},
    )
    options.wishes = None if options.plan is None else plan_file.read(options.plan)
    if options.plan_out is not None and os.path.lexists(options.plan_out):
        raise CliError(f"{options.plan_out} exists already; nothing was written.", "io")
    if options.resume:
        _refuse_with_resume(options)
    if options.file is None:
        if not options.resume:
            raise UsageError("which archive? Give FILE, or --resume for the restore that was cut")
        return  # the archive, and then the passphrase, when the store was looked at
    prepare_file(options)


def prepare_file(options: argparse.Namespace) -> None:
    if split_place(str(options.file)) is not None:
        options.passphrase = read_passphrase(options.passphrase_file)
        return
    options.file = from_standard_input(options.file, options.passphrase_file)
    options.file = Path(os.path.abspath(options.file))
    if not os.access(options.file, os.R_OK):
        reason = "no permission" if options.file.exists() else "there is no such file"
        raise CliError(f"cannot read {options.file}: {reason}.", "io")
    options.passphrase = read_passphrase(options.passphrase_file)


def _edits_given(options: argparse.Namespace) -> list[str]:
    """The options that make another plan than the proposed one, or keep it."""
    names = [*FIELDS, "select", "rename", "conflict", "pool", "plan", "plan_out"]
    return [name for name in names if getattr(options, name)]


def _refuse_with_resume(options: argparse.Namespace) -> None:
    given = _edits_given(options) + ["verify_only"] * options.verify_only
    if given:
        flag = given[0].replace("_", "-")
        raise UsageError(
            f"--resume goes on with the plan as it was, so --{flag} has no place there"
        )


async def run(options: argparse.Namespace, session: Session) -> int:
    is_elsewhere = options.resume or split_place(str(options.file)) is not None
    if not options.list or is_elsewhere or _edits_given(options):
        return await _with_store(options, session)
    loop, threads = asyncio.get_running_loop(), ThreadPoolExecutor()
    loop.set_default_executor(threads)
    try:
        return await _with_store(options, session)
    except LocateError as error:
        warn(f"{safe(str(error))}; this is what the archive says, whatever there is here.")
    threads.shutdown()  # a process that gives up its rights has but one thread
    loop.set_default_executor(ThreadPoolExecutor())
    return await _list_alone(options, session)


async def _list_alone(options: argparse.Namespace, session: Session) -> int:
    """For people who have an archive and no store, or none that can be used now."""

    def look(
        reader: BackupReader, _show: archive.OnProgress, stop: Event
    ) -> tuple[RestorePlan, dict[str, str]]:
        notes = read_notes(reader, stop) if options.notes else {}
        return archived_plan(reader.contents), notes

    options.archive = options.file
    plan, notes = await archive.with_reader(options, look)
    return _show_plan(plan, notes, session)


async def _with_store(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        job = RestoreJob(
            connection, key_memory_mib=options.key_memory, compression=options.compression
        )
        try:
            if options.resume:
                plan, host = await _resume(job, connection.home, options)
            else:
                chooses = options.list or options.select or options.plan or options.plan_out
                plan, host = await job.open(options.file, options.passphrase, reads_all=not chooses)
                if options.wishes is not None:
                    plan_file.apply(options.wishes, plan)
                edit_plan(plan, host, options.edits)
                check_plan(plan, host)
            if options.plan_out is not None:
                plan_file.write(options.plan_out, plan)
            if options.list or options.plan_out is not None:
                notes = await job.notes() if options.notes else {}
                return _show_plan(plan, notes, session)
            if options.verify_only:
                for row in plan.unanswered:
                    row.selected = True
            elif can_ask(session):
                await _ask_about_files(plan, host)
            if not plan.selected:
                return _nothing(plan, session)
            if not options.verify_only and plan.problems:
                return _refuse(plan, session)
            plan = await _work(job, plan, verify=options.verify_only, keep=options.keep)
        finally:
            await job.close()
    return _show_result(plan, session)


async def _resume(
    job: RestoreJob, home: Path | None, options: argparse.Namespace
) -> tuple[RestorePlan, HostState]:
    """The plan of the restore that was cut, of the file that was named or the latest."""
    found = await asyncio.to_thread(unfinished, home)
    if not found:
        raise CliError("there is no restore to go on with.")
    cut = found[0]
    if options.file is None:
        options.file = cut.archive
        session_word = f"going on with the restore of {cut.archive}"
        print(f"qube: {safe(session_word)}", file=sys.stderr)
        prepare_file(options)
        return await job.resume(options.file, options.passphrase, cut)
    wanted = os.fspath(options.file)
    cut = next((entry for entry in found if entry.plan.archive == wanted), cut)
    return await job.resume(options.file, options.passphrase, cut)


async def _work(job: RestoreJob, plan: RestorePlan, *, verify: bool, keep: bool) -> RestorePlan:
    with ProgressLine() as line:
        show = shown_on(line)
        with on_interrupt(partial(job.cancel, keep=keep)):
            if verify:
                return await job.verify(plan, show)
            return await job.run(plan, show)


def document(plan: RestorePlan, *, done: bool = True) -> dict[str, Any]:
    """The JSON of a plan. Sizes in bytes, null while unknown; ``ok`` only when it was ``done``."""
    return {
        "archive": plan.archive,
        "version": plan.version,
        "backup_id": plan.backup_id,
        "date": plan.date or None,
        **({"ok": plan.ok} if done else {}),
        "stand_ins": plan.stand_ins,
        "space": [space.to_dict() for space in plan.space],
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
        "kernel": row.kernel or None,
        "defaults": row.defaults,
        "size": row.size_bytes,
        "selected": row.selected,
        **({"left_out": row.left_out} if row.left_out and not row.selected else {}),
        "restored_as": row.restored_as,
        "conflict": row.conflict.value,
        "kept": row.kept,
        "pool": row.pool or None,
        "status": row.status.value,
        "reason": row.reason,
        "losses": row.losses,
        "notes": row.notes,
        "problems": [problem.to_dict() for problem in row.problems],
        "volumes": [_volume_document(volume) for volume in row.volumes],
    }


def _volume_document(volume: VolumeRow) -> dict[str, Any]:
    """The archive tells a volume's size where its data begins, so not before it is read."""
    is_read = volume.status in _DONE or volume.size > 0
    return {
        "name": volume.name,
        "status": volume.status.value,
        "bytes": volume.bytes,
        "size": volume.size if is_read else None,
        "reason": volume.reason,
        **({"kind": volume.kind} if volume.kind else {}),
        "pool": volume.target_pool or None,
        "sha256": volume.sha256,
        **({"compared": volume.compared} if volume.compared else {}),
    }


def _show_plan(plan: RestorePlan, notes: Mapping[str, str], session: Session) -> int:
    shown = document(plan, done=False)
    for qube in shown["qubes"]:
        qube.update({"text": notes[qube["name"]]} if qube["name"] in notes else {})
    session.answer(shown)
    made = f", made {plan.date.replace('T', ' ')}" if plan.date else ""
    session.say(
        f"{safe(plan.archive)}: format {plan.version}, {counted(len(plan.rows), 'qube')}{made}"
    )
    rows = [("NAME", "AS", "CLASS", "LABEL", "TEMPLATE", "NETVM", "KERNEL", "POOL", "SIZE", "")]
    for row in plan.rows:
        remark = "" if row.selected else "not selected"
        cells = [
            safe(row.name),
            safe(row.restored_as) + (" (replaces it)" if row.replaces else ""),
            safe(row.klass),
            *(_cell(row, name) for name in ("label", "template", "netvm", "kernel")),
            _pool_cell(row),
            format_size(row.size_bytes),
            remark,
        ]
        rows.append(tuple(cells))  # type: ignore[arg-type]
    session.say(table(rows, right=[8]))
    if any(row.defaults for row in plan.selected):
        session.say("(*: what this machine has by default)")
    for space in plan.space:
        free = "" if space.free_bytes is None else f", {format_size(space.free_bytes)} are free"
        needed = format_size(space.needed_bytes)
        session.say(f"pool {safe(space.pool) or '-'}: at most {needed} needed{free}")
    for line in _remarks(plan):
        session.say(line)
    for name, text in notes.items():
        session.say(f"notes of {safe(name)}:")
        for line in text.splitlines():
            session.say(f"    {safe(line)}")
    return OK


def _cell(row: QubeRow, name: str) -> str:
    """A value with a star where it is the machine's default."""
    if row.klass == "AdminVM" or (name == "template" and not row.template):
        return "-"
    value = getattr(row, name)
    text = "none" if value is None else safe(value) or "default"
    return text + ("*" if name in row.defaults else "")


def _pool_cell(row: QubeRow) -> str:
    if row.klass == "AdminVM":
        return "-"
    pools = list(dict.fromkeys(volume.target_pool for volume in row.volumes))
    text = ",".join(safe(pool) for pool in pools)
    return text + ("*" if text and "pool" in row.defaults and not row.replaces else "") or "-"


def _remarks(plan: RestorePlan) -> list[str]:
    lines = [safe(note) for note in plan.notes]
    for name in plan.stand_ins:
        lines.append(f"An empty template {safe(name)} will be made first.")
    for row in plan.rows:
        name = safe(row.name)
        lines += [f"{name}: {safe(note)}" for note in row.notes]
        if row.selected:
            lines += [f"{name}: PROBLEM {_problem(problem, row)}" for problem in row.problems]
        elif row.reason or row in plan.unanswered:
            lines.append(f"{name}: {safe(row.reason or row.left_out)}")
    return lines


def _problem(problem: Problem, row: QubeRow) -> str:
    """What, the cure, and how this command is told to do it."""
    parts = [problem.text, problem.cure]
    if problem.choices:
        flag = {"name": "rename", "space": "pool"}.get(problem.field, problem.field)
        parts.append(f"For example: --{flag} {row.name}={problem.choices[0]}")
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


async def _ask_about_files(plan: RestorePlan, host: HostState) -> None:
    """Whose they are is said, and whoever sits there decides."""
    for row in plan.unanswered:
        said = " ".join(row.fixed_notes)
        row.selected = await ask_yes(f"dom0: {safe(said)} Restore them?")
        row.left_out = ""
    check_plan(plan, host)


def _nothing(plan: RestorePlan, session: Session) -> int:
    """No row is selected: all of it is here, or nobody answered, or everything was left out."""
    clear_results(plan)
    if plan.unanswered:
        row = plan.unanswered[0]
        raise CliError(f"nothing was restored. {_unanswered(plan, row)}")
    if not any(row.left_out for row in plan.rows):
        raise CliError("nothing is left to do: every qube of the backup is left out.")
    session.answer({**document(plan), "ok": True})
    session.say("Nothing is left to do: every qube that was asked for is here already.")
    return OK


def _unanswered(plan: RestorePlan, row: QubeRow) -> str:
    return (
        f"{safe(row.left_out)} That is: qube restore {shlex.quote(safe(plan.archive))}"
        f" --select {safe(row.name)}"
    )


def _show_result(plan: RestorePlan, session: Session) -> int:
    session.answer(document(plan))
    rows = [("NAME", "AS", "STATUS", "SIZE", "")]
    for row in plan.rows:
        # Of a qube that failed nothing is left, however much of it was read.
        there = row.is_done and row.volumes
        size = format_size(sum(volume.size for volume in row.volumes)) if there else "-"
        remark = "" if row.selected else safe(row.reason)
        if row.is_done and not row.is_whole:
            remark = "not with all that it had"
        rows.append((safe(row.name), safe(row.restored_as) or "-", row.status.value, size, remark))
    session.say(table(rows, right=[3]))
    for row in plan.selected:
        for note in row.notes:
            session.say(f"{safe(row.name)}: {safe(note)}")
    for row in plan.unanswered:
        warn(f"{safe(row.name)}: {_unanswered(plan, row)}")
    if plan.ok:
        for note in plan.notes:
            session.say(safe(note))
        return OK
    undone = [row for row in plan.selected if not row.is_done]
    lossy = [row for row in plan.selected if row.is_done and not row.is_whole]
    for note in plan.notes:
        if not any(same(note, row.reason) for row in undone):
            warn(safe(note))
    for row in undone:
        warn(f"{safe(row.name)}: {safe(row.reason) or 'not done'}")
    for row in lossy:
        for text in (row.reason, *row.losses):
            if text:
                warn(f"{safe(row.name)}: {safe(text)}")
    but = f", {len(lossy)} of them not with all that they had" if lossy else ""
    total = counted(len(plan.selected), "qube")
    warn(f"{len(plan.selected) - len(undone)} of {total} done{but}.")
    if any(row.kept for row in undone):
        warn("go on with what is incomplete: qube restore --resume")
    return FAILED


def same(note: str, reason: str) -> bool:
    """Whether a qube's reason already says what a note about the whole archive says."""
    return note.rstrip(".").lower() in reason.lower()
