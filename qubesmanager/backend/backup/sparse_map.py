"""Where the data of a volume is: a map of (offset, length) in bounded memory.

Two steps: the holes the file system knows (``SEEK_DATA``/``SEEK_HOLE``, free of cost), then blocks
of zeros inside what it calls data. A block device has no holes to ask for and is searched whole.
"""

from __future__ import annotations

import errno
import os
import stat
from array import array
from collections.abc import Callable, Iterator

BLOCK_BYTES = 4096
STEP_BYTES = 1 << 20
# 16 MiB here, and up to 30 MiB of text in the archive. Our reader takes four times as many.
MAX_ENTRIES = 1 << 20

_ZERO_STEP = bytes(STEP_BYTES)
_ZERO_BLOCK = bytes(BLOCK_BYTES)


class SparseMap:
    """Data of a volume as ascending (offset, length) pairs that do not touch each other.

    When there are more than ``max_entries``, the shortest holes are taken into the data: twice as
    long ones each time, so that memory stays bounded whatever the layout is. Lengths are multiples
    of 512, but for data that ends at the end of the volume.
    """

    def __init__(self, size_bytes: int, max_entries: int = MAX_ENTRIES) -> None:
        self.size_bytes = size_bytes
        self._max_entries = max_entries
        self._min_hole_bytes = 1
        self._starts = array("Q")
        self._ends = array("Q")

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for start, end in zip(self._starts, self._ends, strict=True):
            yield start, end - start

    @property
    def data_bytes(self) -> int:
        """Sum of the lengths."""
        return sum(self._ends) - sum(self._starts)

    def add(self, start: int, end: int) -> None:
        """Add data at or after the end of what is there."""
        if self._ends and start - self._ends[-1] < self._min_hole_bytes:
            self._ends[-1] = end
            return
        if len(self._starts) >= self._max_entries:
            self._coarsen()
            self.add(start, end)
            return
        self._starts.append(start)
        self._ends.append(end)

    def _coarsen(self) -> None:
        """Drop holes until half of the entries are left at most."""
        while len(self._starts) > self._max_entries // 2:
            self._min_hole_bytes = max(2 * self._min_hole_bytes, 2 * BLOCK_BYTES)
            starts, ends = array("Q", self._starts[:1]), array("Q")
            for i in range(1, len(self._starts)):
                if self._starts[i] - self._ends[i - 1] >= self._min_hole_bytes:
                    starts.append(self._starts[i])
                    ends.append(self._ends[i - 1])
            ends.append(self._ends[-1])
            self._starts, self._ends = starts, ends


def allocated_extents(fd: int, size_bytes: int) -> Iterator[tuple[int, int]]:
    """(start, end) of what the file system keeps as data; all of it where it cannot tell.

    Both are multiples of ``BLOCK_BYTES`` (but for the end of the volume), whatever the grain of the
    file system: GNU tar reads the data of every entry in whole blocks of 512.
    """
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        if size_bytes:
            yield 0, size_bytes
        return
    end = 0
    while end < size_bytes:
        try:
            start = os.lseek(fd, end, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:
                return
            if error.errno != errno.EINVAL:
                raise
            start, hole = end, size_bytes
        else:
            hole = os.lseek(fd, start, os.SEEK_HOLE)
        start -= start % BLOCK_BYTES
        end = min(hole + -hole % BLOCK_BYTES, size_bytes)
        if start < end:
            yield start, end


def build_map(
    fd: int,
    size_bytes: int,
    read: Callable[[int, memoryview], None],
    max_entries: int = MAX_ENTRIES,
) -> SparseMap:
    """Read all allocated data once and map what is not zero, in blocks of ``BLOCK_BYTES``.

    ``read(offset, buffer)`` fills the whole buffer from the volume; it counts the progress and
    raises when the volume has become shorter, cannot be read, or the job is to stop.
    """
    result = SparseMap(size_bytes, max_entries)
    buffer = bytearray(STEP_BYTES)
    for start, end in allocated_extents(fd, size_bytes):
        for offset in range(start, end, STEP_BYTES):
            length = min(STEP_BYTES, end - offset)
            if length != len(buffer):
                buffer = bytearray(length)
            read(offset, memoryview(buffer))
            for first, last in data_runs(buffer):
                result.add(offset + first, offset + last)
    return result


def data_runs(buffer: bytearray) -> Iterator[tuple[int, int]]:
    """(start, end) of the runs of blocks in ``buffer`` (at most ``STEP_BYTES``) with data in them.

    One byte in three places of each block is looked at first; only where all three are zero is the
    block compared, which is exact and costs next to nothing.
    """
    length = len(buffer)
    end_of_zeros = 0
    for start, end in _zero_blocks(buffer):
        if start > end_of_zeros:
            yield end_of_zeros, start
        end_of_zeros = end
    if length > end_of_zeros:
        yield end_of_zeros, length


def _zero_blocks(buffer: bytearray) -> Iterator[tuple[int, int]]:
    if buffer == _ZERO_STEP[: len(buffer)]:
        yield 0, len(buffer)
        return
    blocks = len(buffer) // BLOCK_BYTES
    whole = blocks * BLOCK_BYTES
    probes = 0
    for place in (0, BLOCK_BYTES // 2, BLOCK_BYTES - 1):
        probes |= int.from_bytes(buffer[place:whole:BLOCK_BYTES], "little")
    probed = probes.to_bytes(blocks, "little")
    candidate = probed.find(0)
    while candidate >= 0:
        start = candidate * BLOCK_BYTES
        if buffer[start : start + BLOCK_BYTES] == _ZERO_BLOCK:
            yield start, start + BLOCK_BYTES
        candidate = probed.find(0, candidate + 1)
    if whole < len(buffer) and not any(buffer[whole:]):
        yield whole, len(buffer)
