"""How long data is, and how much of its space no other file shares (FS_IOC_FIEMAP, fiemap.rst)."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import struct
from pathlib import Path

_FS_IOC_FIEMAP = 0xC020660B
_HEADER = struct.Struct("=QQIIII")  # start, length, flags, mapped, room for extents, reserved
_EXTENT = struct.Struct("=QQQQQIIII")  # logical, physical, length, 2 reserved, flags, 3 reserved
_ROOM = 512
_SECTOR_BYTES = 512
_SYNC = 1
_LAST, _SHARED = 1, 0x2000
# FIEMAP is not for every file system.
_NOT_HERE = frozenset({errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL})


def own_bytes(path: Path) -> int | None:
    """Space that becomes free with the file; None where the file system does not tell.

    Blocking. A file with a second name frees nothing. FileNotFoundError.
    """
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_nlink > 1:
            return 0
        try:
            return sum(length for length, flags in _extents(file.fileno()) if not flags & _SHARED)
        except OSError as error:
            if error.errno in _NOT_HERE:
                return None
            raise


def data_bytes(path: Path) -> int:
    """Length of a file or block device, whether we may read it or not. Blocking."""
    status = path.stat()
    if not stat.S_ISBLK(status.st_mode):
        return status.st_size
    place = f"/sys/dev/block/{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}/size"
    return int(Path(place).read_text()) * _SECTOR_BYTES


def _extents(descriptor: int) -> list[tuple[int, int]]:
    """Length and flags of each."""
    found: list[tuple[int, int]] = []
    start = 0
    while True:
        request = bytearray(_HEADER.size + _ROOM * _EXTENT.size)
        _HEADER.pack_into(request, 0, start, 2**63 - 1 - start, _SYNC, 0, _ROOM, 0)
        fcntl.ioctl(descriptor, _FS_IOC_FIEMAP, request)
        mapped = _HEADER.unpack_from(request)[3]
        flags = _LAST
        for number in range(mapped):
            extent = _EXTENT.unpack_from(request, _HEADER.size + number * _EXTENT.size)
            start, flags = extent[0] + extent[2], extent[5]
            found.append((extent[2], flags))
        if flags & _LAST:
            return found
