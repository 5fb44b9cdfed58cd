"""`qube backup`: qubes into an archive that the stock tools can restore as well."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from qubesmanager.cli.output import ProgressLine, safe, table
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.session import FAILED, OK, CliError, Session, UsageError, on_interrupt, warn
from qubesmanager.client.backup_job import BackupJob, BackupProgress, BackupRequest
from qubesmanager.client.connection import Connection
from qubesmanager.client.progress import format_size
from qubesmanager.client.system import System

_DESCRIPTION = """\
Save qubes to a new archive in the format of Qubes OS (version 4). Without names every qube is
saved whose property include_in_backups is set. FILE may be a folder, which gets a file named by
the date. An existing file is never replaced; the archive has its final name only when complete.
"""
_EXAMPLES = """\
examples:
  qube backup --to /media/disk/
  qube backup --to /media/disk/work.qbak work vault
  pass show backups/qubes | qube backup --to work.qbak --passphrase-file - work
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "backup",
        help="save qubes to an archive",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--to", metavar="FILE", type=Path, required=True)
    parser.add_argument(
        "--passphrase-file",
        metavar="F",
        help="take the passphrase from the first line of F (- for standard input) "
        "instead of asking",
    )
    parser.add_argument("--compression", choices=("gzip", "none"), default="gzip")
    parser.add_argument("names", metavar="NAME", nargs="*")
    parser.set_defaults(run=run, prepare=prepare, doing="back up to {to}")


def prepare(options: argparse.Namespace) -> None:
    """The target is refused before the passphrase is asked for."""
    options.target = _target(options.to)
    options.passphrase = read_passphrase(options.passphrase_file, twice=True)


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        if options.names:
            await _check_names(connection, options.names)
        request = BackupRequest(
            target=options.target,
            passphrase=options.passphrase,
            include=tuple(dict.fromkeys(options.names)) or None,
            compression=options.compression == "gzip",
        )
        report = await _save(connection, request)
    session.answer(report)
    session.say(_page(report))
    if report["state"] == "done":
        return OK
    warn(f"the backup was not made: {report.get('message') or report['state']}")
    return FAILED


def _target(path: Path) -> Path:
    """The absolute path for qubesd, which is elsewhere. An existing file is refused at once."""
    if os.path.lexists(path) and not path.is_dir():
        raise CliError(f"{path} exists and is not overwritten. Choose another name.")
    return Path(os.path.abspath(path))


async def _check_names(connection: Connection, names: list[str]) -> None:
    system = System(connection)
    await system.load()
    unknown = [name for name in names if name not in system.qubes]
    if unknown:
        raise UsageError(f"there is no qube {', '.join(unknown)}. See them all: qube ls")


async def _save(connection: Connection, request: BackupRequest) -> dict[str, Any]:
    job = BackupJob(connection)
    with ProgressLine() as line:

        def show(progress: BackupProgress) -> None:
            what = f"{progress.qube}:{progress.volume}" if progress.volume else progress.qube
            line.update(progress.done_bytes, progress.total_bytes, safe(what), progress.fraction)

        with on_interrupt(job.cancel):
            await job.start(request, show)
            return await job.wait()


def _page(report: dict[str, Any]) -> str:
    rows = [("NAME", "STATUS", "DATA", "")]
    for qube in report["qubes"]:
        stored = sum(volume.get("bytes") or 0 for volume in qube.get("volumes", ()))
        reason = safe(qube.get("reason") or "")
        rows.append((safe(qube["name"]), qube["status"], format_size(stored), reason))
    parts = [table(rows, right=[2])] if len(rows) > 1 else []
    if report["state"] == "done":
        saved = sum(qube["status"] == "saved" for qube in report["qubes"])
        parts.append(f"{saved} of {len(report['qubes'])} qubes saved to {report['target']}")
    return "\n".join(parts)
