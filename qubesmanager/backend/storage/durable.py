"""File operations that are on the disk when they return (spec section 3.0).

Each is ordered so that a cut at any point leaves the old or the new state, never neither. Every
operation that changes a name is logged at INFO. A test may put a function into :data:`on_step`;
it is called before and after every system call that a crash could come between.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

IMAGE_MODE = 0o600

#: Called with ("before" | "after", name of the system call, path).
on_step: Callable[[str, str, Path], None] | None = None


@contextlib.contextmanager
def step(call: str, path: Path) -> Iterator[None]:
    """Mark a system call for :data:`on_step`."""
    if on_step is None:
        yield
        return
    on_step("before", call, path)
    yield
    on_step("after", call, path)


def fsync(path: Path, descriptor: int | None = None) -> None:
    """Bring a file or directory to the disk."""
    with step("fsync", path):
        if descriptor is not None:
            os.fsync(descriptor)
            return
        opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC, 0o600)


@contextlib.contextmanager
def replace_file(target: Path, mode: int = IMAGE_MODE) -> Iterator[IO[bytes]]:
    """A new file to write, which takes the place of ``target`` when the block ends well.

    It is called ``TARGET~RANDOM`` (its ``name``) until then, and is deleted if the block raises.
    A crash leaves the old target or the complete new one, at worst also a stale ``~`` file.
    """
    temporary = target.with_name(f"{target.name}~{secrets.token_hex(6)}")
    with contextlib.ExitStack() as undo:
        with open(temporary, "x+b", opener=_open_private) as file:
            undo.callback(temporary.unlink, missing_ok=True)
            yield file
            file.flush()
            os.fchmod(file.fileno(), mode)
            fsync(temporary, file.fileno())
        rename(temporary, target)
        undo.pop_all()


def create_sparse(target: Path, size: int, mode: int = IMAGE_MODE) -> None:
    """A file of ``size`` bytes that is all hole; replaces an existing one."""
    log.info("creating %r with %d bytes", str(target), size)
    with replace_file(target, mode) as file, step("truncate", target):
        file.truncate(size)


def rename(source: Path, target: Path) -> None:
    """Atomic; replaces ``target``. Both are in one file system."""
    log.info("renaming %r to %r", str(source), str(target))
    with step("rename", target):
        os.rename(source, target)
    fsync(target.parent)
    if source.parent != target.parent:
        fsync(source.parent)


def hardlink(source: Path, target: Path) -> None:
    """A second name; FileExistsError if it is taken."""
    log.info("linking %r to %r", str(source), str(target))
    with step("link", target):
        os.link(source, target)
    fsync(target.parent)


def remove(path: Path) -> bool:
    """Whether there was a file to remove."""
    try:
        with step("unlink", path):
            os.unlink(path)
    except FileNotFoundError:
        return False
    log.info("removed %r", str(path))
    # Whoever removed a sibling meanwhile may have taken the emptied directory away, and synced.
    with contextlib.suppress(FileNotFoundError):
        fsync(path.parent)
    return True


def mkdir(path: Path, mode: int = 0o775) -> bool:
    """One level. False if the directory is there; FileExistsError if something else is."""
    try:
        with step("mkdir", path):
            os.mkdir(path, mode)
    except FileExistsError:
        if path.is_dir():
            return False
        raise
    log.info("made directory %r", str(path))
    fsync(path.parent)
    return True


def rmdir(path: Path) -> bool:
    """False if the directory is not there or not empty."""
    try:
        with step("rmdir", path):
            os.rmdir(path)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTEMPTY):
            return False
        raise
    log.info("removed directory %r", str(path))
    fsync(path.parent)
    return True


def resize(path: Path, size: int) -> None:
    """In place. What lies below both sizes is untouched."""
    log.info("resizing %r to %d bytes", str(path), size)
    with open(path, "r+b") as file:
        with step("truncate", path):
            file.truncate(size)
        fsync(path, file.fileno())
