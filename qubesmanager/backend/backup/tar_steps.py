"""The machinery under the inner tar readers: bytes pushed in, parsed by a generator of steps.

A parser yields ``Exactly`` (collect so many bytes and hand them back) or ``Through`` (pass so many
bytes of a file on to its consumer). This makes a reader of a tar archive of what comes in pieces of
any size. Archives of format version 2 come in volumes: each further one begins with a header that
must continue exactly the file that the one before left off in (backup-format.md section 5.1).

Errors: DamagedArchive.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import NoReturn, Protocol

from .errors import DamagedArchive, printable
from .sparse_reading import FIELDS_PER_BLOCK, DecimalMap, ReadMap, max_entries
from .tar_block import BLOCK_BYTES, TarBlock, number, parse_block

MAX_FILE_BYTES = 1 << 50
_MAX_TRAILING_BYTES = 1 << 20

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
class Exactly:
    """Collect so many bytes. A volume may end before a ``header``, and nowhere else in here."""

    count: int
    header: bool = False


@dataclass(frozen=True)
class Through:
    """Pass so many bytes on to the consumer."""

    count: int


Steps = Generator[Exactly | Through, bytes, None]


class TarParser(ABC):
    """Base of the inner readers. ``name`` is that of the file in the archive, for messages."""

    end_bytes: int  # zeros there must be behind the last member

    def __init__(self, name: str) -> None:
        self._name = name
        self._consumer: FileConsumer | None = None
        self._member_name = ""  # as in the header of the file whose data comes
        self._member_size = 0
        self._stored_left = 0
        self._continuation: bytearray | None = None
        self._buffer = bytearray()
        self._trailing_bytes = 0
        self._steps = self._parse()
        self._step: Exactly | Through | None = next(self._steps)

    @abstractmethod
    def _parse(self) -> Steps:
        """The whole archive, but for the zeros at its end."""

    def feed(self, piece: Buffer) -> None:
        """Take the next bytes of the archive."""
        view = memoryview(piece)
        while len(view):
            if self._continuation is not None:
                view = self._take_continuation(view)
            elif self._step is None:
                self._take_trailing(view)
                return
            elif isinstance(self._step, Exactly):
                view = self._collect(view, self._step.count)
            else:
                view = self._pass_on(view, self._step.count)

    def next_volume(self) -> None:
        """What is fed from now on is a further volume of a multi-volume archive."""
        if self._continuation:
            self._fail("breaks off in the head of a volume")
        if isinstance(self._step, Exactly) and (self._buffer or not self._step.header):
            self._fail("breaks off between two volumes where it may not")
        if self._step is not None:
            self._continuation = bytearray()

    def finish(self) -> None:
        """The stream has ended; raises DamagedArchive unless the archive was whole."""
        if self._step is not None:
            self._fail("ends in the middle of its data")
        if self._trailing_bytes < self.end_bytes:
            self._fail("lacks the end of its inner archive")

    def _collect(self, view: memoryview, count: int) -> memoryview:
        missing = count - len(self._buffer)
        self._buffer += view[:missing]
        if len(self._buffer) == count:
            block = bytes(self._buffer)
            self._buffer.clear()
            self._advance(block)
        return view[missing:]

    def _pass_on(self, view: memoryview, count: int) -> memoryview:
        passed = view[:count]
        if self._consumer is not None:
            self._consumer.data(passed)
        self._stored_left -= len(passed)
        rest = count - len(passed)
        if rest:
            self._step = Through(rest)
        else:
            self._advance(b"")
        return view[len(passed) :]

    def _take_continuation(self, view: memoryview) -> memoryview:
        assert self._continuation is not None
        missing = BLOCK_BYTES - len(self._continuation)
        self._continuation += view[:missing]
        if len(self._continuation) < BLOCK_BYTES:
            return view[missing:]
        block, self._continuation = bytes(self._continuation), None
        if isinstance(self._step, Through):
            self._check_continuation(block)
        elif not self._announces(block):
            self._collect(memoryview(block), BLOCK_BYTES)
        return view[missing:]

    def _announces(self, block: bytes) -> bool:
        """Between a long name and its header GNU tar puts a head that continues nothing yet."""
        return block[156:157] == b"M" and number(block[369:381], "offset") == 0

    def _check_continuation(self, block: bytes) -> None:
        header = self._header(block, continues=True)
        offset = number(block[369:381], "offset")
        # A name longer than its field is cut off here, whatever a long name block said before.
        if (
            header.type != b"M"
            or header.name.rstrip("/") != self._member_name[:100].rstrip("/")
            or header.size_bytes != self._stored_left
            or offset + header.size_bytes != self._member_size
        ):
            self._fail("has a volume that does not continue the one before it")

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

    def _header(self, block: bytes, continues: bool = False) -> TarBlock:
        try:
            return parse_block(block, continues)
        except DamagedArchive as error:
            raise DamagedArchive(f"{self._name}: {error}.") from error

    def _decimal(self, untrusted_text: str, what: str) -> int:
        if re.fullmatch(r"[0-9]{1,18}", untrusted_text, re.ASCII) is None:
            self._fail(f"has the impossible {what} {printable(untrusted_text)!r}")
        return int(untrusted_text)

    def _stored_size(self, header: TarBlock, records: dict[str, str]) -> int:
        if "size" not in records:
            return header.size_bytes
        return self._decimal(records["size"], "size")

    def _emit(self, entries: Iterable[tuple[int, int]], size: int, stored: int) -> Steps:
        """Pass a checked map's data and holes on. ``stored`` bytes of data follow."""
        self._check_size(size)
        self._member_size, self._stored_left = size, stored
        consumer = self._consumer
        if consumer is not None:
            consumer.begin(size)
        position = 0
        for offset, length in entries:
            if offset > position and consumer is not None:
                consumer.hole(offset - position)
            if length:
                yield Through(length)
            position = offset + length
        if size > position and consumer is not None:
            consumer.hole(size - position)

    def _check_size(self, size: int) -> None:
        if size > MAX_FILE_BYTES:
            self._fail(f"claims a size of {size} bytes")

    def _pax_sparse_map(
        self, records: dict[str, str], stored: int
    ) -> Generator[Exactly | Through, bytes, tuple[ReadMap, int]]:
        """The map that stands before the data, and how many bytes of ``stored`` it takes."""
        kind = (records.get("GNU.sparse.major"), records.get("GNU.sparse.minor"))
        if kind != ("1", "0"):
            self._fail("has an unknown kind of sparse map")
        real_size = self._decimal(records.get("GNU.sparse.realsize", ""), "real size")
        sparse_map = ReadMap(self._name, real_size)
        map_bytes = 0
        numbers = DecimalMap(self._name, max_entries(real_size))
        while not numbers.complete:
            if map_bytes + BLOCK_BYTES > stored:
                self._fail("has a sparse map longer than its data")
            numbers.take((yield Exactly(BLOCK_BYTES)))
            map_bytes += BLOCK_BYTES
        values = numbers.values
        for index in range(1, len(values), 2):
            sparse_map.add(values[index], values[index + 1])
        sparse_map.check_total(stored - map_bytes)
        return sparse_map, map_bytes

    def _old_gnu_sparse_map(
        self, block: bytes, stored: int
    ) -> Generator[Exactly | Through, bytes, ReadMap]:
        """The map in a header of type ``S`` and the blocks behind it."""
        real_size = number(block[483:495], "real size")
        self._check_size(real_size)  # before offsets of that size are kept in 64 bits
        sparse_map = ReadMap(self._name, real_size)
        sparse_map.add_fields(block[386:482])
        blocks, extended = 0, block[482] != 0
        while extended:
            blocks += 1
            if blocks > max_entries(real_size) // FIELDS_PER_BLOCK + 1:
                self._fail("has a sparse map with too many entries")
            block = yield Exactly(BLOCK_BYTES)
            sparse_map.add_fields(block[:504])
            extended = block[504] != 0
        sparse_map.check_total(stored)
        return sparse_map
