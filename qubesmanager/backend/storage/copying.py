"""Copies that share blocks with their source, or at least leave out its holes.

The kernel interface is ``FICLONE`` (ioctl_ficlonerange(2)).
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import platform
import subprocess
import tempfile
from pathlib import Path

from . import durable
from .errors import NotEnoughSpace, StoragePoolException
from .threads import Stopped, report, stop_requested

log = logging.getLogger(__name__)

# _IOW(0x94, 9, int): direction and size are baked in, the size being that of a C int of
# 4 bytes. These architectures encode the direction in other bits than the rest.
_SWAPPED_DIRECTION = ("ppc", "mips", "sparc", "alpha", "parisc")
FICLONE = 0x80049409 if platform.machine().startswith(_SWAPPED_DIRECTION) else 0x40049409

# Only these mean "not here"; any other errno may be a real fault that a copy would hide.
NO_REFLINK = frozenset({errno.EBADF, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV})

_LOOK_UP_S = 0.2


def clone(source_fd: int, target_fd: int) -> bool:
    """Let the target share all blocks of the source; False where that is not supported."""
    try:
        fcntl.ioctl(target_fd, FICLONE, source_fd)
    except OSError as error:
        if error.errno in NO_REFLINK:
            return False
        raise
    return True


def is_reflink_supported(directory: str | os.PathLike[str]) -> bool:
    """Try it between two files in that directory. They hold bytes: empty ones fool the test."""
    with (
        tempfile.NamedTemporaryFile(dir=directory, prefix=".reflink-check~") as source,
        tempfile.NamedTemporaryFile(dir=directory, prefix=".reflink-check~") as target,
    ):
        source.write(b"reflink?" * 512)
        source.flush()
        return clone(source.fileno(), target.fileno())


def copy_file(
    source: Path, target: Path, *, size: int | None = None, mode: int = durable.IMAGE_MODE
) -> bool:
    """Replace ``target`` by a copy of ``source`` cut or extended to ``size`` bytes, durably.

    The source is a file or block device, the result always a new inode. Returns whether blocks
    are shared. FileNotFoundError without a source, NotEnoughSpace for a copy that would not fit,
    StoragePoolException when the program that makes it fails, Stopped when the caller was
    cancelled; the target is then as before.
    """
    with open(source, "rb") as origin, durable.replace_file(target, mode) as file:
        log.info("copying %r to %r", str(source), str(target))
        with durable.step("clone", target):
            shared = clone(origin.fileno(), file.fileno())
        if not shared:
            _require_room(origin.fileno(), source, target.parent)
            with durable.step("copy", target):
                _copy_sparse(source, Path(file.name))
        if size is not None:
            with durable.step("truncate", target):
                file.truncate(size)
    return shared


def _require_room(descriptor: int, source: Path, folder: Path) -> None:
    figures = os.statvfs(folder)
    free = figures.f_frsize * figures.f_bavail
    needed = os.fstat(descriptor).st_blocks * 512  # of a block device nobody knows
    if needed > free:
        raise NotEnoughSpace(f"a copy of {str(source)!r}", needed, free, repr(str(folder)))


def _copy_sparse(source: Path, target: Path) -> None:
    command = ["cp", "--sparse=always", "--", str(source), str(target)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            errors = _wait(process, target)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise StoragePoolException(
            f"copying {str(source)!r} failed: cp ended with status {process.returncode}: "
            f"{errors.decode(errors='replace').strip()}"
        )


def _wait(process: subprocess.Popen[bytes], target: Path) -> bytes:
    """What the program says on stderr; Stopped when the copy is not wanted any more."""
    while True:
        try:
            return process.communicate(timeout=_LOOK_UP_S)[1]
        except subprocess.TimeoutExpired as error:
            if stop_requested():
                raise Stopped("the copy was cancelled") from error
            report(target.stat().st_blocks * 512)
