"""The tar archive around one file of a backup, read as it streams by (backup-format.md section 5).

Exactly one member with the expected name, in one of four encodings: PAX 1.0 sparse, old GNU
sparse, plain GNU, plain POSIX. The reader pushes bytes in (``feed``, then ``finish``) and a
``FileConsumer`` gets the expanded file: its size once, then data and holes, together that size.
After the data only zeros may follow, at least the two blocks that end a tar archive.

Errors: DamagedArchive, also for a member that lies about its size, overlapping or unordered map
entries, a second member, or a stream that ends early.
"""

from __future__ import annotations

from .errors import printable
from .sparse_reading import MAX_MAP_ENTRIES
from .tar_block import BLOCK_BYTES, ZERO_BLOCK, TarBlock, parse_pax
from .tar_steps import MAX_FILE_BYTES, Exactly, FileConsumer, Steps, TarParser

__all__ = ["MAX_FILE_BYTES", "MAX_MAP_ENTRIES", "InnerTar"]

_MAX_PAX_BYTES = 1 << 20


class InnerTar(TarParser):
    """Parses the inner archive of the file ``expected_name``."""

    end_bytes = 2 * BLOCK_BYTES

    def __init__(self, expected_name: str, consumer: FileConsumer) -> None:
        super().__init__(expected_name)
        self._consumer = consumer

    def _parse(self) -> Steps:
        records: dict[str, str] = {}
        while True:
            block = yield Exactly(BLOCK_BYTES, header=True)
            if block == ZERO_BLOCK:
                self._fail("has an empty inner archive")
            header = self._header(block)
            if header.type != b"x":
                break
            if header.size_bytes > _MAX_PAX_BYTES or records:
                self._fail("has an extended header that is too large or repeated")
            padded = header.size_bytes + -header.size_bytes % BLOCK_BYTES
            body = (yield Exactly(padded)) if padded else b""
            records = parse_pax(body[: header.size_bytes])
        yield from self._file(block, header, records)

    def _file(self, block: bytes, header: TarBlock, records: dict[str, str]) -> Steps:
        stored = self._stored_size(header, records)
        self._member_name = header.name
        if header.type == b"S" and header.gnu:
            self._check_name(header.name)
            sparse_map = yield from self._old_gnu_sparse_map(block, stored)
            sparse_map.check_end()
            yield from self._emit(sparse_map.entries(), sparse_map.real_size_bytes, stored)
        elif header.type != b"0":
            self._fail("is not a regular file in its inner archive")
        elif any(key.startswith("GNU.sparse.") for key in records):
            sparse_map, map_bytes = yield from self._pax_sparse_map(records, stored)
            self._check_name(records.get("GNU.sparse.name", header.name))
            sparse_map.check_end()
            yield from self._emit(
                sparse_map.entries(), sparse_map.real_size_bytes, stored - map_bytes
            )
        else:
            self._check_name(records.get("path", header.name))
            yield from self._emit([(0, stored)], stored, stored)

    def _check_name(self, untrusted_name: str) -> None:
        if untrusted_name != self._name:
            self._fail(f"has the name {printable(untrusted_name)!r} in its inner archive")
