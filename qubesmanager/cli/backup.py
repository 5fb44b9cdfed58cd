"""`qube backup`: qubes into an archive that the stock tools can restore as well."""

from __future__ import annotations

import argparse
import dataclasses
import os
from pathlib import Path
from typing import Any

from qubesmanager import places
from qubesmanager.backend.backup.compression import UnknownFilter
from qubesmanager.backend.backup.errors import ArchiveIOError
from qubesmanager.backend.backup.packing import packing
from qubesmanager.backend.backup.passphrase_service import PassphraseNotGiven, ask, service_name
from qubesmanager.backend.backup.plan import Progress
from qubesmanager.backend.backup.target import remove_leftover
from qubesmanager.cli import backup_schedule, keyring
from qubesmanager.cli.backups import tell_unverified
from qubesmanager.cli.output import ProgressLine, counted, safe, table
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.session import FAILED, OK, CliError, Session, UsageError, on_interrupt, warn
from qubesmanager.client import history, profiles
from qubesmanager.client.backup_check import BackupCheck, CheckResult
from qubesmanager.client.backup_job import BackupJob, BackupProgress, BackupRequest
from qubesmanager.client.connection import Connection
from qubesmanager.client.services import service_command, split_place
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.client.target_check import Verdict, check_in_qube
from qubesmanager.protocol import QubesException
from qubesmanager.sizes import format_size

_DESCRIPTION = """\
Save qubes to a new archive in the format of Qubes OS (version 4). Without names every qube is
saved whose property include_in_backups is set; dom0 stands for your home directory. FILE may be a
folder, which gets a file named by the date. An existing file is never replaced; the archive has its
final name only when complete. A place in a qube is looked at before anything else. Afterwards the
archive is read back as a whole and verified, also out of a qube that has taken it, where its
service qubes.Restore answers.
"""
_EXAMPLES = """\
examples:
  qube backup --to /media/disk/
  qube backup --to /media/disk/work.qbak work vault
  pass show backups/qubes | qube backup --to work.qbak --passphrase-file - work
  qube backup --to vault:/mnt/disk work
  qube backup --to-command 'ssh nas "cat > qubes.qbak"'
  qube backup --to /media/disk/ --save-profile weekly work vault
  qube backup schedule weekly --weekly
  qube backup --profile weekly --keyring
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "backup",
        help="save qubes to an archive",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--to", metavar="FILE", help="a new file, or a folder; QUBE:/PATH in a running qube"
    )
    where.add_argument(
        "--to-command", metavar="COMMAND", help="a shell command with the archive as its input"
    )
    where.add_argument("--profile", metavar="P", help="what and where to as profile P says")
    parser.add_argument(
        "--to-qube",
        metavar="QUBE",
        default="dom0",
        help="--to names a folder, a new file or a command in this qube",
    )
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument(
        "--passphrase-file",
        metavar="F",
        help="take the passphrase from the first line of F (- for standard input) "
        "instead of asking",
    )
    secret.add_argument(
        "--keyring", action="store_true", help="the passphrase of the profile is in the keyring"
    )
    secret.add_argument(
        "--passphrase-qube",
        metavar="QUBE",
        default="",
        help="with --save-profile: the service qubes.BackupPassphrase of this qube tells it",
    )
    parser.add_argument(
        "--compression",
        metavar="C",
        type=_compression,
        default="gzip",
        help="gzip (the default), zstd, xz, bzip2 or none; a level can follow, as in zstd:19",
    )
    parser.add_argument(
        "--exclude", metavar="NAME", action="append", default=[], help="all but this qube"
    )
    parser.add_argument(
        "--running",
        choices=("last", "snapshot", "restart"),
        default="last",
        help="of qubes that run, save the last clean state (the default), a snapshot of now, or "
        "shut them down first and start them again",
    )
    parser.add_argument(
        "--sheet", action="store_true", help="write README-RESTORE.txt beside the archive"
    )
    parser.add_argument(
        "--clean",
        action="store_true",
        help="remove what interrupted backups left in the target's folder",
    )
    parser.add_argument(
        "--no-verify", action="store_true", help="do not read the archive back afterwards"
    )
    parser.add_argument(
        "--save-profile", metavar="P", help="only keep all this as profile P, without passphrase"
    )
    backup_schedule.add_options(parser)
    parser.add_argument("names", metavar="NAME", nargs="*")
    parser.set_defaults(run=run, prepare=prepare, doing="back up")


def _compression(word: str) -> str:
    try:
        packing(word)
    except UnknownFilter as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return word


def prepare(options: argparse.Namespace) -> None:
    """What can be refused is refused before the passphrase is asked for."""
    if backup_schedule.is_meant(options):
        backup_schedule.prepare(options)
        return
    if options.profile is not None:
        _prepare_profile(options)
        return
    if options.to is None and options.to_command is None:
        raise UsageError("say where to: --to FILE, --to-command COMMAND or --profile P")
    if options.keyring and options.save_profile is None:
        raise UsageError("--keyring keeps passphrases of profiles: name one with --profile")
    if options.passphrase_qube and options.save_profile is None:
        raise UsageError("--passphrase-qube belongs to a profile: name one with --save-profile")
    target = options.to or ""
    if options.to is not None and options.to_qube == "dom0":
        place = split_place(options.to)
        if place is not None:
            options.to_qube, target = place
        else:
            target = _target(Path(options.to))
    options.request = BackupRequest(
        target=Path(target),
        passphrase=b"",
        include=tuple(dict.fromkeys(options.names)) or None,
        exclude=tuple(options.exclude),
        compression={"gzip": True, "none": False}.get(options.compression, options.compression),
        qube=options.to_qube,
        command=options.to_command or "",
        sheet=options.sheet,
        running=options.running,
        passphrase_vm=options.passphrase_qube,
    )
    if options.save_profile is not None:
        options.run = _save_profile
        return
    options.passphrase = read_passphrase(options.passphrase_file, twice=True)


def _prepare_profile(options: argparse.Namespace) -> None:
    """The profile's file, and its passphrase: from there, the keyring, a file or the person."""
    if options.names or options.exclude or options.to_qube != "dom0":
        raise UsageError("the profile says what is saved and where to; leave the rest out")
    record = profiles.load(options.home or places.default_home(), options.profile)
    options.request = BackupRequest.from_record(record, b"")
    text = record.get("passphrase_text")
    if options.keyring:
        passphrase = keyring.lookup(options.profile)
        if passphrase is None:
            raise CliError(
                f"the keyring has no passphrase for the profile {options.profile}. Put it there"
                f" with: qube backup schedule {options.profile} --remember"
            )
        options.passphrase = passphrase
    elif options.request.passphrase_vm and options.passphrase_file is None:
        options.passphrase = None  # it is asked for when there is a connection
    elif isinstance(text, str) and options.passphrase_file is None:
        options.passphrase = text.encode()
    else:
        options.passphrase = read_passphrase(options.passphrase_file, twice=True)


async def _save_profile(options: argparse.Namespace, session: Session) -> int:
    home = session.home or places.default_home()
    path = profiles.save(home, options.save_profile, options.request.record())
    session.answer({"profile": options.save_profile, "path": str(path)})
    session.say(f"profile {options.save_profile} is kept in {path}")
    return OK


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        if options.passphrase is None:
            options.passphrase = await _ask_qube(connection, options)
        request = dataclasses.replace(
            options.request, passphrase=options.passphrase, will_verify=not options.no_verify
        )
        await _tell_unverified(connection)
        await _check_qubes(connection, options.names, request)
        if request.qube != "dom0" and not request.command:
            await _check_place(connection, request)
        report = await _save(BackupJob(connection, options.profile or ""), request)
        report["verified"] = None
        report["not_verified"] = "not asked for" if options.no_verify else ""
        if report["state"] == "done" and not options.no_verify:
            result = await _verify(connection, report, options.passphrase)
            report["not_verified"] = "" if result.tried else result.reason
            if result.tried:
                report["verified"] = {"ok": result.ok, "reason": result.reason}
    session.answer(report)
    session.say(_page(report))
    for note in report.get("notes", ()):
        warn(safe(note))
    for leftover in report.get("leftovers", ()):
        _tell_leftover(leftover, remove=options.clean)
    if report["state"] != "done":
        warn(f"the backup was not made: {report.get('message') or report['state']}")
        return FAILED
    verified = report["verified"]
    if verified is not None and not verified["ok"]:
        reason = safe(verified["reason"])
        warn(f"the archive was written, but it could not be verified: {reason}")
        return FAILED
    if failed := [row["name"] for row in report["qubes"] if row["status"] == "failed"]:
        warn(f"the archive was written, without {safe(', '.join(failed))}")
        return FAILED
    return OK


async def _tell_unverified(connection: Connection) -> None:
    """Of earlier backups, whose command was ended before it could do so."""
    try:
        await tell_unverified(await history.backups(connection))
    except QubesException as error:
        warn(safe(str(error)))


async def _ask_qube(connection: Connection, options: argparse.Namespace) -> bytes:
    qube, service = options.request.passphrase_vm, service_name(options.profile)
    try:
        return await ask(service_command(connection, qube, service), qube)
    except PassphraseNotGiven as error:
        raise CliError(str(error)) from error


def _tell_leftover(path: str, *, remove: bool) -> None:
    """What a killed backup left is worth nothing; it goes only when that was asked for."""
    if not remove:
        warn(f"an interrupted backup left {safe(path)}; --clean removes such files")
        return
    try:
        if remove_leftover(path):
            warn(f"removed {safe(path)}, which an interrupted backup had left")
    except ArchiveIOError as error:
        warn(safe(str(error)))


def _target(path: Path) -> str:
    """The absolute path for qubesd, which is elsewhere. An existing file is refused at once."""
    if os.path.lexists(path) and not path.is_dir():
        raise CliError(f"{path} exists and is not overwritten. Choose another name.")
    return os.path.abspath(path)


async def _check_qubes(connection: Connection, names: list[str], request: BackupRequest) -> None:
    """Names that nobody has end it; what cannot be saved is told before the long part."""
    system = System(connection)
    await system.load()
    for qube in _chosen(system, request):
        for reason in qube.lost.values():
            warn(f"{safe(qube.name)} cannot be saved: {safe(reason)}")
    unknown = [name for name in names if name not in system.qubes and name != "dom0"]
    if unknown:
        raise CliError(f"there is no qube {', '.join(unknown)}. See them all: qube ls")


async def _check_place(connection: Connection, request: BackupRequest) -> None:
    """What the qube says of the place, before anything is waited for."""
    qube, place = request.qube, str(request.target)
    state = await check_in_qube(connection, qube, place)
    folder = os.path.dirname(place) or place
    if state.verdict is Verdict.UNKNOWN:
        warn(f"whether {qube} can take the backup is not known: {safe(state.reason)}")
        return
    lacks = {
        Verdict.NO_FOLDER: f"there is no folder {folder}",
        Verdict.NOT_A_FOLDER: f"{folder} is not a folder",
        Verdict.NOT_WRITABLE: f"it may not write to {folder}",
        Verdict.EXISTS: f"{place} exists and is not overwritten",
        Verdict.NAMES_ITSELF: f"its service takes a folder only, as {qube}:{folder}/",
    }
    if state.verdict in lacks:
        raise CliError(f"{qube} cannot take the backup: {safe(lacks[state.verdict])}.")
    if state.free_bytes is not None:
        await _check_room(connection, request, state.free_bytes)


async def _check_room(connection: Connection, request: BackupRequest, free_bytes: int) -> None:
    """How well it packs nobody knows before; so this is said, and the backup begun."""
    system = System(connection)
    await system.load()
    needed_bytes = sum(qube.disk_used_bytes for qube in _chosen(system, request))
    if free_bytes < needed_bytes:
        warn(
            f"{request.qube} has {format_size(free_bytes)} free there, and the qubes hold"
            f" {format_size(needed_bytes)} before compression: it may not fit"
        )


def _chosen(system: System, request: BackupRequest) -> list[QubeInfo]:
    """Without those that a profile means by a tag or a class."""
    return [
        qube
        for qube in system.qubes.values()
        if (qube.include_in_backups if request.include is None else qube.name in request.include)
        and qube.name not in request.exclude
    ]


async def _save(job: BackupJob, request: BackupRequest) -> dict[str, Any]:
    with ProgressLine() as line:

        def show(progress: BackupProgress) -> None:
            what = f"{progress.qube}:{progress.volume}" if progress.volume else progress.qube
            line.update(progress.done_bytes, progress.total_bytes, safe(what), progress.fraction)

        def tell(message: str) -> None:
            if message:
                warn(safe(message))

        with on_interrupt(job.cancel):
            await job.start(request, show, tell)
            return await job.wait()


async def _verify(connection: Connection, report: dict[str, Any], passphrase: bytes) -> CheckResult:
    check = BackupCheck(connection)
    with ProgressLine() as line:

        def show(progress: Progress) -> None:
            what = f"verifying {safe(progress.qube)}"
            line.update(progress.done_bytes, progress.total_bytes, what)

        with on_interrupt(check.cancel):
            return await check.run(report, passphrase, show)


def _page(report: dict[str, Any]) -> str:
    rows = [("NAME", "STATUS", "DATA", "")]
    for qube in report["qubes"]:
        stored = sum(volume.get("bytes") or 0 for volume in qube.get("volumes", ()))
        # Of one that is in no archive nothing is kept, however much of it was read.
        data = format_size(stored) if qube["status"] == "saved" else "-"
        reason = safe(qube.get("reason") or qube.get("remark") or "")
        rows.append((safe(qube["name"]), qube["status"], data, reason))
    parts = [table(rows, right=[2])] if len(rows) > 1 else []
    if report["state"] == "done":
        saved = sum(qube["status"] == "saved" for qube in report["qubes"])
        total = counted(len(report["qubes"]), "qube")
        parts.append(f"{saved} of {total} saved to {safe(report['target'])}")
        if report.get("sheet"):
            parts.append(f"how to restore by hand is in {safe(report['sheet'])}")
        parts.append(_verified(report))
    return "\n".join(parts)


def _verified(report: dict[str, Any]) -> str:
    if report["verified"] is None:
        return f"not verified: {safe(report['not_verified'])}"
    return "verified: all of it can be read" if report["verified"]["ok"] else "NOT VERIFIED"
