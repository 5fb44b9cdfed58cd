"""What `qube verify` and `qube backup-extract` share: an archive, opened without any qubesd."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

from qubesmanager.backend.backup.compression import FILTERS
from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.plan import Progress
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.scrypt_container import DEFAULT_LIMITS, Limits
from qubesmanager.cli.output import ProgressLine, safe
from qubesmanager.cli.passphrase import read_passphrase
from qubesmanager.cli.session import CliError, UsageError, on_interrupt
from qubesmanager.client.copying import in_thread
from qubesmanager.confinement import Bounds, ConfinementError, confine

OnProgress = Callable[[Progress], None]
_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_MAX_KEY_MEMORY_MIB = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help="- for standard input")
    parser.add_argument(
        "--passphrase-file",
        metavar="F",
        help="take the passphrase from the first line of F (- for standard input) "
        "instead of asking",
    )
    add_opening_arguments(parser)


def add_opening_arguments(parser: argparse.ArgumentParser) -> None:
    """For archives that are not read as they are."""
    parser.add_argument(
        "--key-memory",
        metavar="MIB",
        type=_key_memory,
        default=DEFAULT_LIMITS.memory_bytes >> 20,
        help="accept an archive each of whose keys takes so much memory (default %(default)s)",
    )
    kinds = sorted(set(FILTERS.values()) - {"none"})
    parser.add_argument(
        "--compression",
        metavar="KIND",
        choices=kinds,
        default="",
        help=f"what it is compressed with, whatever its header says ({', '.join(kinds)})",
    )


def _key_memory(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _MAX_KEY_MEMORY_MIB:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of MiB")
    return int(text)


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


def shown_on(line: ProgressLine) -> OnProgress:
    def show(progress: Progress) -> None:
        what = f"{progress.qube}:{progress.volume}" if progress.volume else progress.qube
        line.update(progress.done_bytes, progress.total_bytes, safe(what))

    return show


async def with_reader(
    options: argparse.Namespace,
    work: Callable[[BackupReader, OnProgress, Event], _T],
    folder: Path | None = None,
    reads_all: bool = False,
) -> _T:
    """Open the archive and work on it in a thread, with a line that tells how far it is.

    For that this process gives up everything but the archive and ``folder``, for good.
    """
    stopped = Event()
    _confine(options.archive, folder)

    async def stop() -> None:
        stopped.set()

    with ProgressLine() as line, on_interrupt(stop):
        show = shown_on(line)

        def read(_: Event) -> _T:
            limits = Limits.of_memory(options.key_memory)
            reader = BackupReader(
                options.archive,
                options.passphrase,
                limits,
                compression=options.compression,
                reads_all=reads_all,
            )
            try:
                return work(reader, show, stopped)
            finally:
                reader.close()

        try:
            return await in_thread(read)
        except BackupError as error:
            raise CliError(safe(str(error)), error.kind) from error


def _confine(archive: Path, folder: Path | None) -> None:
    made = () if folder is None else (folder,)
    try:
        lines = confine(Bounds(read=(archive,), make=made))
    except ConfinementError as error:
        raise CliError(f"{error}; nothing was read.", "isolation") from error
    _log.info("isolation: %s", "; ".join(lines))
