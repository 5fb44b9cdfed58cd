"""Whether a copy is right: two images byte by byte, holes without reading them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from .threads import Stopped, report, stop_requested

_CHUNK_BYTES = 1 << 20


def first_difference(one: Path, other: Path, size: int) -> int | None:
    """Offset of the first byte that differs within ``size`` bytes, None if there is none.

    What is missing at the end of the shorter one counts as zeros. Reads past the page cache where
    it can, since what was just written is what the disk must have. Blocking; reports bytes.
    """
    with open(one, "rb", buffering=0) as first, open(other, "rb", buffering=0) as second:
        descriptors = (first.fileno(), second.fileno())
        for descriptor in descriptors:
            os.fdatasync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        offset = 0
        while offset < size:
            if stop_requested():
                raise Stopped("the comparison was cancelled")
            offset = min(min(_next_data(each, offset, size) for each in descriptors), size)
            length = min(_CHUNK_BYTES, size - offset)
            data, copy = (os.pread(each, length, offset) for each in descriptors)
            if data != copy and (found := _differ(data, copy, length)) is not None:
                return offset + found
            offset += length
            report(offset)
    return None


def _next_data(descriptor: int, offset: int, size: int) -> int:
    try:
        return os.lseek(descriptor, offset, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:  # nothing but a hole up to the end
            return size
        if error.errno == errno.EINVAL:  # a block device has no holes that it tells of
            return offset
        raise


def _differ(data: bytes, copy: bytes, length: int) -> int | None:
    data, copy = data.ljust(length, b"\0"), copy.ljust(length, b"\0")
    if data == copy:
        return None
    return next(index for index in range(length) if data[index] != copy[index])
