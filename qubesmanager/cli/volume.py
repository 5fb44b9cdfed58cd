"""`qube volume`: raw images into and out of volumes; the other actions are beside."""

from __future__ import annotations

import argparse
import os
import stat
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from qubesmanager.cli import volume_revisions
from qubesmanager.cli.output import ProgressLine
from qubesmanager.cli.session import OK, CliError, Session, UsageError
from qubesmanager.cli.streams import stdout_fd
from qubesmanager.cli.volume_settings import EXAMPLES, add_actions, parse_size, parse_volume
from qubesmanager.client.connection import Connection
from qubesmanager.client.copying import FdSink, copy_image, has_more, in_thread
from qubesmanager.client.volumes import Place, VolumeError, begin_import, exporting

_EXAMPLES = f"""\
examples:
{EXAMPLES}{volume_revisions.EXAMPLES}  qube volume export work:private work-private.img
  qube volume import work:private work-private.img
  zcat image.gz | qube volume import work:private - --size 2GiB
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "volume",
        help="show, change, import and export volumes",
        description="Look at volumes, change them, and move raw images into and out of them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=None)
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add_actions(actions)
    volume_revisions.add_actions(actions)
    importing = actions.add_parser(
        "import",
        help="replace a volume's contents by an image",
        description="Replace a volume's contents by a raw image; the volume takes the image's "
        "size. It is replaced as a whole or not at all. From a pipe whose --size is not given, "
        "data waits in a nameless file of the store until its end is known. Holes stay holes. An "
        "empty image, and one that does not have the --size told, are refused.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    importing.add_argument("volume", metavar="QUBE:VOLUME")
    importing.add_argument("file", metavar="FILE", help="- for standard input")
    importing.add_argument(
        "--size", metavar="SIZE", help="how much will come: bytes, or with a unit: 2GiB"
    )
    importing.set_defaults(run=run_import, doing="import into {volume}")
    export = actions.add_parser(
        "export",
        help="write a volume's contents to a file",
        description="Write a volume's contents to a new file, or to standard output.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("volume", metavar="QUBE:VOLUME")
    export.add_argument("file", metavar="FILE", help="- for standard output")
    export.set_defaults(run=run_export, doing="export {volume}")


async def run_import(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    told_bytes = None if options.size is None else parse_size(options.size)
    if told_bytes == 0:
        raise UsageError("--size 0: an empty image is not imported")
    with _source(options.file) as fd:
        async with (
            session.connection() as connection,
            _sized(fd, told_bytes, connection) as (sized_fd, size_bytes),
        ):
            if size_bytes == 0:
                raise CliError(
                    f"{_name(options.file)} is empty. Nothing was imported; the volume is what "
                    "it was."
                )
            name = _name(options.file)
            await _import(connection, qube, volume, sized_fd, size_bytes, name)
    session.answer({"name": options.volume, "size": size_bytes})
    return OK


async def run_export(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    if options.file == "-" and session.json:
        raise UsageError("--json and an image cannot both go to standard output")
    async with session.connection() as connection, exporting(connection, qube, volume) as place:
        if options.file == "-":
            await _export(place, stdout_fd(), options.volume)
        else:
            with new_file(Path(options.file)) as fd:
                await _export(place, fd, options.volume)
    session.answer({"name": options.volume, "size": place.size_bytes, "file": options.file})
    return OK


async def _import(
    connection: Connection, qube: str, volume: str, fd: int, size_bytes: int, name: str
) -> None:
    # Of a pipe it is known only when it has come.
    status = os.fstat(fd)
    data_bytes = status.st_blocks * 512 if stat.S_ISREG(status.st_mode) else 0
    target = await begin_import(connection, qube, volume, size_bytes, min(data_bytes, size_bytes))
    try:
        with ProgressLine() as line:
            update = partial(_show, line, size_bytes, f"{qube}:{volume}")
            done_bytes = await in_thread(
                lambda stop: copy_image(fd, size_bytes, target, stop, update)
            )
        if done_bytes < size_bytes:
            raise CliError(
                f"{name} has only {done_bytes} of {size_bytes} bytes. The volume is what it was."
            )
        if await in_thread(lambda stop: has_more(fd, size_bytes, stop)):
            raise CliError(
                f"there is more data than the {size_bytes} bytes told. The volume is what it was."
            )
    except BaseException as error:
        await target.abort(str(error) or "interrupted")
        if isinstance(error, OSError):
            raise CliError(f"cannot read the image: {error.strerror}") from error
        if isinstance(error, VolumeError):
            raise VolumeError(f"{error}. The volume is what it was.") from error
        raise
    await target.commit()


async def _export(place: Place, target_fd: int, what: str) -> None:
    def copy(stop: threading.Event) -> int:
        fd = os.open(place.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            with ProgressLine() as line:
                update = partial(_show, line, place.size_bytes, what)
                return copy_image(fd, place.size_bytes, FdSink(target_fd), stop, update)
        finally:
            os.close(fd)

    try:
        done_bytes = await in_thread(copy)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CliError(f"cannot export {what}: {error.strerror}") from error
    if done_bytes != place.size_bytes:
        raise CliError(f"cannot export {what}: {done_bytes} of {place.size_bytes} bytes were read")


def _show(line: ProgressLine, total_bytes: int, what: str, done_bytes: int) -> None:
    line.update(done_bytes, total_bytes, what)


@contextmanager
def _source(file: str) -> Iterator[int]:
    if file == "-":
        yield sys.stdin.fileno()
        return
    try:
        fd = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise CliError(f"cannot read {file}: {error.strerror}") from error
    try:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise CliError(f"{file} is a folder, not an image.")
        yield fd
    finally:
        os.close(fd)


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


@asynccontextmanager
async def _sized(
    fd: int, size_bytes: int | None, connection: Connection
) -> AsyncIterator[tuple[int, int]]:
    """A source whose size is known before its first byte is imported."""
    status = os.fstat(fd)
    if size_bytes is not None:
        yield fd, size_bytes
    elif stat.S_ISREG(status.st_mode):
        yield fd, status.st_size
    elif stat.S_ISBLK(status.st_mode):
        end = os.lseek(fd, 0, os.SEEK_END)
        os.lseek(fd, 0, os.SEEK_SET)
        yield fd, end
    elif connection.home is None:
        raise CliError("the size of the image is not known. Say it with --size SIZE.")
    else:
        with _nameless_file(connection.home) as spool:
            sink = FdSink(spool)
            try:
                spooled_bytes = await in_thread(
                    lambda stop: copy_image(fd, None, sink, stop, lambda _: None)
                )
            except OSError as error:
                raise CliError(
                    f"cannot keep the image at {connection.home}: {error.strerror}. "
                    "With its --size told it need not be kept. The volume is what it was."
                ) from error
            yield spool, spooled_bytes


@contextmanager
def _nameless_file(home: Path) -> Iterator[int]:
    """Nothing of what is kept there stays, however this ends."""
    try:
        fd = os.open(home, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CliError(f"cannot keep the image at {home}: {error.strerror}") from error
    try:
        yield fd
    finally:
        os.close(fd)


@contextmanager
def new_file(path: Path) -> Iterator[int]:
    """A file that has its name only once it is complete. Never replaces one; devices and pipes
    are written as they are."""
    if path.exists() and not path.is_file():
        fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            yield fd
        finally:
            os.close(fd)
        return
    if path.exists():
        raise CliError(f"{path} exists and is not overwritten. Choose another name or remove it.")
    partial_path = path.with_name(f"{path.name}.incomplete")
    try:
        fd = os.open(partial_path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CliError(f"cannot write {partial_path}: {error.strerror}") from error
    try:
        yield fd
        os.fsync(fd)
        os.link(partial_path, path)
    finally:
        os.close(fd)
        partial_path.unlink(missing_ok=True)
