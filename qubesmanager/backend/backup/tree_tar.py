"""A tar archive of a directory, read as it streams by (backup-format.md sections 5.2 and 5.3).

Every member is shown to a ``TreeHandler``, which says whether it wants the data. GNU long names,
PAX records, both sparse notations, hard and symbolic links are understood. Names come as raw text
(``surrogateescape``); the handler decides what may be done with them.

Errors: DamagedArchive.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from .tar_block import BLOCK_BYTES, ZERO_BLOCK, TarBlock, number, parse_pax
from .tar_steps import Exactly, FileConsumer, Steps, TarParser, Through

FILE = b"0"
HARD_LINK = b"1"
SYMBOLIC_LINK = b"2"
DIRECTORY = b"5"

_MAX_NAME_BYTES = 64 << 10
_MAX_PAX_BYTES = 1 << 20
_MAX_MEMBERS = 1 << 23
_CONTIGUOUS = b"7"
_LATEST_S = (1 << 32) - 1


@dataclass(frozen=True)
class TreeMember:
    """One entry; ``kind`` is a type byte of tar, FILE for all regular ones."""

    name: str
    kind: bytes
    link: str
    mode: int
    mtime_s: int


class TreeHandler(Protocol):
    """What becomes of a tree. What it raises passes through ``feed``."""

    def begin(self, member: TreeMember) -> FileConsumer | None:
        """The next entry; for a file, who takes its content (None: nobody)."""

    def end(self, member: TreeMember) -> None:
        """All of the entry has passed."""


class TreeTar(TarParser):
    """Parses the archive that the backup keeps under ``name``."""

    end_bytes = BLOCK_BYTES  # the first of the two blocks was a step

    def __init__(self, name: str, handler: TreeHandler) -> None:
        self._handler = handler
        super().__init__(name)

    def _parse(self) -> Steps:
        long: dict[bytes, str] = {}
        records: dict[str, str] = {}
        members = 0
        while (block := (yield Exactly(BLOCK_BYTES, header=True))) != ZERO_BLOCK:
            header = self._header(block)
            members += 1
            if members > _MAX_MEMBERS:
                self._fail("has too many entries")
            if header.type in (b"L", b"K"):
                body = yield from self._body(header, _MAX_NAME_BYTES)
                long[header.type] = body.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
            elif header.type in (b"x", b"g"):
                body = yield from self._body(header, _MAX_PAX_BYTES)
                # Defaults for all members (g) never name one.
                records = parse_pax(body) if header.type == b"x" else records
            else:
                yield from self._member(block, header, long, records)
                long, records = {}, {}
        if not members:
            self._fail("has an empty inner archive")

    def _body(self, header: TarBlock, max_bytes: int) -> Generator[Exactly | Through, bytes, bytes]:
        if header.size_bytes > max_bytes:
            self._fail("has an extended header that is too large")
        padded = header.size_bytes + -header.size_bytes % BLOCK_BYTES
        body = (yield Exactly(padded)) if padded else b""
        return body[: header.size_bytes]

    def _member(
        self, block: bytes, header: TarBlock, long: dict[bytes, str], records: dict[str, str]
    ) -> Steps:
        link = block[157:257].split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
        name = records.get("path", long.get(b"L", header.name))
        sparse = any(key.startswith("GNU.sparse.") for key in records)
        regular = header.type in (FILE, _CONTIGUOUS) or (header.type == b"S" and header.gnu)
        member = TreeMember(
            name=records.get("GNU.sparse.name", name) if sparse else name,
            kind=FILE if regular else header.type,
            link=records.get("linkpath", long.get(b"K", link)),
            mode=number(block[100:108], "mode") & 0o7777,
            mtime_s=_time(block[136:148]),
        )
        self._member_name = header.name
        self._consumer = self._handler.begin(member)
        if regular:
            yield from self._content(block, header, records, sparse)
        elif header.type not in (HARD_LINK, SYMBOLIC_LINK, DIRECTORY):
            yield from self._emit([(0, header.size_bytes)], header.size_bytes, header.size_bytes)
            yield Exactly(-header.size_bytes % BLOCK_BYTES)
        self._handler.end(member)

    def _content(
        self, block: bytes, header: TarBlock, records: dict[str, str], sparse: bool
    ) -> Steps:
        stored = self._stored_size(header, records)
        if header.type == b"S":
            sparse_map = yield from self._old_gnu_sparse_map(block, stored)
            yield from self._emit(sparse_map.entries(), sparse_map.real_size_bytes, stored)
        elif sparse:
            sparse_map, map_bytes = yield from self._pax_sparse_map(records, stored)
            data_bytes = stored - map_bytes
            yield from self._emit(sparse_map.entries(), sparse_map.real_size_bytes, data_bytes)
        else:
            yield from self._emit([(0, stored)], stored, stored)
        yield Exactly(-stored % BLOCK_BYTES)


def _time(raw: bytes) -> int:
    """Seconds since 1970, within what every file system can keep."""
    if raw[0] == 0xFF:  # base 256, negative
        return 0
    return min(number(raw, "time"), _LATEST_S)
