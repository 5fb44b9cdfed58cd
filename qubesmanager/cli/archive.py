"""What `qube verify` and `qube backup-extract` share: an archive, opened without any qubesd."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.plan import Progress
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.cli.output import ProgressLine, safe
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.session import CliError, UsageError, on_interrupt
from qubesmanager.client.copying import in_thread

OnProgress = Callable[[Progress], None]
_T = TypeVar("_T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help="- for standard input")
    parser.add_argument(
        "--passphrase-file",
        metavar="F",
        help="take the passphrase from the first line of F (- for standard input) "
        "instead of asking",
    )


def prepare(options: argparse.Namespace) -> None:
    """What can be refused before the passphrase is asked for, and then that."""
    options.archive = archive = from_standard_input(options.archive, options.passphrase_file)
    if not os.access(archive, os.R_OK):
        reason = "no permission" if archive.exists() else "there is no such file"
        raise CliError(f"cannot read {archive}: {reason}.", "io")
    options.passphrase = read_passphrase(options.passphrase_file)


def from_standard_input(archive: Path, secret_file: str | None) -> Path:
    """A path under which what ``-`` means can be opened, here and in a process of ours."""
    if str(archive) != "-":
        return archive
    if secret_file in (None, "-"):
        raise UsageError("with the archive on standard input, give --passphrase-file FILE")
    if sys.stdin.isatty():
        raise UsageError("standard input is a terminal; pipe an archive into this command")
    # A number of its own, since a child's standard input is another one.
    return Path(f"/dev/fd/{os.dup(sys.stdin.fileno())}")


async def with_reader(
    options: argparse.Namespace,
    work: Callable[[BackupReader, OnProgress, Event], _T],
) -> _T:
    """Open the archive and work on it in a thread, with a line that tells how far it is."""
    stopped = Event()

    async def stop() -> None:
        stopped.set()

    with ProgressLine() as line, on_interrupt(stop):

        def show(progress: Progress) -> None:
            what = f"{progress.qube}:{progress.volume}" if progress.volume else progress.qube
            line.update(progress.done_bytes, progress.total_bytes, safe(what))

        def read(_: Event) -> _T:
            reader = BackupReader(options.archive, options.passphrase)
            try:
                return work(reader, show, stopped)
            finally:
                reader.close()

        try:
            return await in_thread(read)
        except BackupError as error:
            raise CliError(safe(str(error)), error.kind) from error
