"""The tar archive around one file of a backup, read as it streams by (backup-format.md section 5).

Exactly one member with the expected name, in one of four encodings: PAX 1.0 sparse, old GNU
sparse, plain GNU, plain POSIX. The reader pushes bytes in (``feed``, then ``finish``) and a
``FileConsumer`` gets the expanded file: its size once, then data and holes, together that size.
After the data only zeros may follow, at least the two blocks that end a tar archive.

Errors: DamagedArchive, also for a member that lies about its size, overlapping or unordered map
entries, a second member, or a stream that ends early.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NoReturn, Protocol

from .errors import DamagedArchive, printable
from .tar_block import (
    BLOCK_BYTES,
    ZERO_BLOCK,
    TarBlock,
    number,
    parse_block,
    parse_pax,
)

MAX_FILE_BYTES = 1 << 50
# 16 bytes each are kept until the data has passed.
MAX_MAP_ENTRIES = 1 << 22
_MAX_PAX_BYTES = 1 << 20
_MAX_TRAILING_BYTES = 1 << 20
_END_BYTES = 2 * BLOCK_BYTES

Buffer = bytes | bytearray | memoryview


class FileConsumer(Protocol):
    """Gets one expanded file. What it raises passes through ``feed``."""

    def begin(self, size_bytes: int) -> None:
        """The real size, before any data."""

    def data(self, piece: memoryview) -> None:
        """The next bytes; only valid during the call."""

    def hole(self, length_bytes: int) -> None:
        """The next bytes are zeros that the archive does not hold."""


@dataclass(frozen=True)
class _Exactly:
    """A step of the parser: collect so many bytes and hand them back."""

    count: int


@dataclass(frozen=True)
class _Through:
    """A step of the parser: pass so many bytes on to the consumer."""

    count: int


_Steps = Generator[_Exactly | _Through, bytes, None]


class InnerTar:
    """Parses the inner archive of the file ``expected_name``."""

    def __init__(self, expected_name: str, consumer: FileConsumer) -> None:
        self._name = expected_name
        self._consumer = consumer
        self._buffer = bytearray()
        self._trailing_bytes = 0
        self._steps = self._parse()
        self._step: _Exactly | _Through | None = next(self._steps)

    def feed(self, piece: Buffer) -> None:
        """Take the next bytes of the archive."""
        view = memoryview(piece)
        while len(view):
            if self._step is None:
                self._take_trailing(view)
                return
            missing = self._step.count - len(self._buffer)
            if isinstance(self._step, _Exactly):
                self._buffer += view[:missing]
                view = view[missing:]
                if len(self._buffer) == self._step.count:
                    block = bytes(self._buffer)
                    self._buffer.clear()
                    self._advance(block)
            else:
                passed = view[: self._step.count]
                self._consumer.data(passed)
                view = view[len(passed) :]
                rest = self._step.count - len(passed)
                if rest:
                    self._step = _Through(rest)
                else:
                    self._advance(b"")

    def finish(self) -> None:
        """The stream has ended; raises DamagedArchive unless the file was whole."""
        if self._step is not None:
            self._fail("ends in the middle of its data")
        if self._trailing_bytes < _END_BYTES:
            self._fail("lacks the end of its inner archive")

    def _advance(self, block: bytes) -> None:
        try:
            self._step = self._steps.send(block)
            # An empty step needs no bytes to be done.
            while self._step.count == 0:
                self._step = self._steps.send(b"")
        except StopIteration:
            self._step = None

    def _take_trailing(self, view: memoryview) -> None:
        self._trailing_bytes += len(view)
        if self._trailing_bytes > _MAX_TRAILING_BYTES:
            self._fail("goes on long after its end")
        if bytes(view).count(0) != len(view):
            self._fail("holds more than its one file")

    def _fail(self, what: str) -> NoReturn:
        raise DamagedArchive(f"{self._name} {what}.")

    def _parse(self) -> _Steps:
        records: dict[str, str] = {}
        while True:
            block = yield _Exactly(BLOCK_BYTES)
            header = self._header(block)
            if header.type != b"x":
                break
            if header.size_bytes > _MAX_PAX_BYTES or records:
                self._fail("has an extended header that is too large or repeated")
            padded = header.size_bytes + -header.size_bytes % BLOCK_BYTES
            body = (yield _Exactly(padded)) if padded else b""
            records = parse_pax(body[: header.size_bytes])
        size_bytes = self._stored_size(header, records)
        if header.type == b"S" and header.gnu:
            yield from self._old_gnu_sparse(block, size_bytes)
        elif header.type != b"0":
            self._fail("is not a regular file in its inner archive")
        elif any(key.startswith("GNU.sparse.") for key in records):
            yield from self._pax_sparse(header, records, size_bytes)
        else:
            self._check_name(records.get("path", header.name))
            yield from self._emit([(0, size_bytes)], size_bytes)

    def _header(self, block: bytes) -> TarBlock:
        if block == ZERO_BLOCK:
            self._fail("has an empty inner archive")
        try:
            return parse_block(block)
        except DamagedArchive as error:
            raise DamagedArchive(f"{self._name}: {error}.") from error

    def _check_name(self, untrusted_name: str) -> None:
        if untrusted_name != self._name:
            self._fail(f"has the name {printable(untrusted_name)!r} in its inner archive")

    def _stored_size(self, header: TarBlock, records: dict[str, str]) -> int:
        if "size" not in records:
            return header.size_bytes
        return self._decimal(records["size"], "size")

    def _decimal(self, untrusted_text: str, what: str) -> int:
        if re.fullmatch(r"[0-9]{1,18}", untrusted_text, re.ASCII) is None:
            self._fail(f"has the impossible {what} {printable(untrusted_text)!r}")
        return int(untrusted_text)

    def _emit(
        self, entries: Iterator[tuple[int, int]] | list[tuple[int, int]], size: int
    ) -> _Steps:
        """Pass a checked map's data and holes on."""
        if size > MAX_FILE_BYTES:
            self._fail(f"claims a size of {size} bytes")
        self._consumer.begin(size)
        position = 0
        for offset, length in entries:
            if offset > position:
                self._consumer.hole(offset - position)
            if length:
                yield _Through(length)
            position = offset + length
        if size > position:
            self._consumer.hole(size - position)

    def _pax_sparse(self, header: TarBlock, records: dict[str, str], stored: int) -> _Steps:
        kind = (records.get("GNU.sparse.major"), records.get("GNU.sparse.minor"))
        if kind != ("1", "0"):
            self._fail("has an unknown kind of sparse map")
        self._check_name(records.get("GNU.sparse.name", header.name))
        real_size = self._decimal(records.get("GNU.sparse.realsize", ""), "real size")
        sparse_map = _SparseMap(self._name, real_size)
        map_bytes = 0
        numbers = _DecimalLines(self._name)
        while not numbers.complete:
            if map_bytes + BLOCK_BYTES > stored:
                self._fail("has a sparse map longer than its data")
            numbers.take((yield _Exactly(BLOCK_BYTES)))
            map_bytes += BLOCK_BYTES
        values = numbers.values
        for index in range(1, len(values), 2):
            sparse_map.add(values[index], values[index + 1])
        sparse_map.check_total(stored - map_bytes)
        yield from self._emit(sparse_map.entries(), real_size)

    def _old_gnu_sparse(self, block: bytes, stored: int) -> _Steps:
        header = parse_block(block)
        self._check_name(header.name)
        real_size = number(block[483:495], "real size")
        sparse_map = _SparseMap(self._name, real_size)
        sparse_map.add_fields(block[386:482])
        extended = block[482] != 0
        blocks = 0
        while extended:
            blocks += 1
            if blocks > MAX_MAP_ENTRIES // 21:
                self._fail("has a sparse map with too many entries")
            block = yield _Exactly(BLOCK_BYTES)
            sparse_map.add_fields(block[:504])
            extended = block[504] != 0
        sparse_map.check_total(stored)
        yield from self._emit(sparse_map.entries(), real_size)


class _SparseMap:
    """Where stored data goes: entries ascend, do not overlap and end within the file."""

    def __init__(self, name: str, real_size_bytes: int) -> None:
        self._name = name
        self._real_size_bytes = real_size_bytes
        self._offsets = array("Q")
        self._lengths = array("Q")
        self._end = 0
        self._total = 0

    def add(self, offset: int, length: int) -> None:
        if offset < self._end or offset + length > self._real_size_bytes:
            raise DamagedArchive(
                f"{self._name} has a sparse map that overlaps, runs backwards or passes its size."
            )
        if len(self._offsets) == MAX_MAP_ENTRIES:
            raise DamagedArchive(f"{self._name} has a sparse map with too many entries.")
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

    def check_total(self, stored_bytes: int) -> None:
        if self._total != stored_bytes:
            raise DamagedArchive(
                f"{self._name} has a sparse map of {self._total} bytes for {stored_bytes} bytes"
                f" of data."
            )

    def entries(self) -> Iterator[tuple[int, int]]:
        return zip(self._offsets, self._lengths, strict=True)


class _DecimalLines:
    """The text of a PAX 1.0 map: a count, then two numbers for each entry, a line each."""

    def __init__(self, name: str) -> None:
        self._name = name
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
                if self.values[0] > MAX_MAP_ENTRIES:
                    raise DamagedArchive(f"{self._name} has a sparse map with too many entries.")
            if self.complete:
                return
        if len(self._rest) > 18:
            self._malformed()

    def _malformed(self) -> NoReturn:
        raise DamagedArchive(f"{self._name} has a malformed sparse map.")
