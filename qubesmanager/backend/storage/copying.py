"""Copies that share or leave out blocks.

The kernel interface is ``FICLONE`` (ioctl_ficlonerange(2)).
"""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import tempfile

# _IOW(0x94, 9, int): direction and size are baked in, the size being that of a C int of
# 4 bytes. These architectures encode the direction in other bits than the rest.
_SWAPPED_DIRECTION = ("ppc", "mips", "sparc", "alpha", "parisc")
FICLONE = 0x80049409 if platform.machine().startswith(_SWAPPED_DIRECTION) else 0x40049409

# Only these mean "not here"; any other errno may be a real fault that a copy would hide.
NO_REFLINK = frozenset({errno.EBADF, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV})


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
