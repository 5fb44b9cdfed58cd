"""Sparse maps as archives hold them: where the stored data of a file goes.

Two notations: the decimal lines of PAX 1.0 and the fields of old GNU headers (backup-format.md
section 5). Both are untrusted: entries must ascend, not overlap and not pass the file's size. They
are as many at most as a writer can have: all but the last hold data, in blocks of 512 bytes.
Errors: DamagedArchive.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NoReturn

from .errors import DamagedArchive
from .tar_block import BLOCK_BYTES, number

# 16 bytes each are kept until the data has passed.
MAX_MAP_ENTRIES = 1 << 22
FIELDS_PER_BLOCK = 21


def max_entries(real_size_bytes: int) -> int:
    """Blocks that the file has, one that it begins, and an empty entry at its end."""
    return min(MAX_MAP_ENTRIES, real_size_bytes // BLOCK_BYTES + 2)


class ReadMap:
    """Where stored data goes: entries ascend, do not overlap and end within the file."""

    def __init__(self, name: str, real_size_bytes: int) -> None:
        self._name = name
        self.real_size_bytes = real_size_bytes
        self._max_entries = max_entries(real_size_bytes)
        self._offsets = array("Q")
        self._lengths = array("Q")
        self._end = 0
        self._total = 0

    def add(self, offset: int, length: int) -> None:
        if offset < self._end or offset + length > self.real_size_bytes:
            raise DamagedArchive(
                f"{self._name} has a sparse map that overlaps, runs backwards or passes its size."
            )
        if len(self._offsets) == self._max_entries:
            raise DamagedArchive(f"{self._name} has a sparse map with too many entries.")
        if self._lengths and not self._lengths[-1]:
            raise DamagedArchive(f"{self._name} has a sparse map with an empty entry inside.")
        self._offsets.append(offset)
        self._lengths.append(length)
        self._end = offset + length
        self._total += length

    def add_fields(self, fields: bytes) -> None:
        """Pairs of 12-byte numbers; the first empty pair ends them."""
        for start in range(0, len(fields), 24):
            pair = fields[start : start + 24]
            if pair[12] == 0:
                if any(pair):
                    raise DamagedArchive(f"{self._name} has a malformed sparse map.")
                break
            self.add(number(pair[:12], "offset"), number(pair[12:], "length"))

    def check_end(self) -> None:
        """For a file that did not change while it was packed, the map reaches to its size."""
        if self._end != self.real_size_bytes:
            raise DamagedArchive(
                f"{self._name} has a sparse map that ends at {self._end}, before its size"
                f" ({self.real_size_bytes} bytes)."
            )

    def check_total(self, stored_bytes: int) -> None:
        if self._total != stored_bytes:
            raise DamagedArchive(
                f"{self._name} has a sparse map of {self._total} bytes for {stored_bytes} bytes"
                f" of data."
            )

    def entries(self) -> Iterator[tuple[int, int]]:
        return zip(self._offsets, self._lengths, strict=True)


class DecimalMap:
    """The text of a PAX 1.0 map: a count, then two numbers for each entry, a line each."""

    def __init__(self, name: str, max_entries: int) -> None:
        self._name = name
        self._max_entries = max_entries
        self._rest = b""
        self._expected = 1
        self.values = array("Q")

    @property
    def complete(self) -> bool:
        return len(self.values) == self._expected

    def take(self, block: bytes) -> None:
        """The next block; whatever follows the last number in it is padding."""
        *lines, self._rest = (self._rest + block).split(b"\n")
        for line in lines:
            if len(line) > 18 or not line.isdigit():
                self._malformed()
            self.values.append(int(line))
            if len(self.values) == 1:
                self._expected = 1 + 2 * self.values[0]
                if self.values[0] > self._max_entries:
                    raise DamagedArchive(f"{self._name} has a sparse map with too many entries.")
            if self.complete:
                return
        if len(self._rest) > 18:
            self._malformed()

    def _malformed(self) -> NoReturn:
        raise DamagedArchive(f"{self._name} has a malformed sparse map.")
