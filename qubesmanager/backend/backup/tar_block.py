"""One 512-byte header block of a tar archive, as the outer and the inner readers meet it.

Layout (POSIX ustar): name 0-99, mode, uid, gid, size 124-135, mtime, checksum 148-155, type 156,
linkname, magic and version 257-264, prefix 345-499. GNU archives have the magic ``ustar  \\0`` and
no prefix. Numbers are octal text, or base 256 when the first byte is 0x80.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .errors import DamagedArchive, printable

BLOCK_BYTES = 512
ZERO_BLOCK = bytes(BLOCK_BYTES)
POSIX_MAGIC = b"ustar\x0000"
GNU_MAGIC = b"ustar  \x00"

_OCTAL = re.compile(rb" *([0-7]+)[ \0]*\Z")


@dataclass(frozen=True)
class TarBlock:
    """A header whose checksum is right. Name and size are as trusted as their source."""

    name: str
    size_bytes: int
    type: bytes  # one byte; NUL is turned into b"0"
    gnu: bool


def parse_block(block: bytes, any_magic: bool = False) -> TarBlock:
    """Raises DamagedArchive when the block is no tar header.

    ``any_magic`` is for the head of a further volume, which has none.
    """
    if not _checksum_is_right(block):
        raise DamagedArchive("a tar header has a wrong checksum")
    magic = block[257:265]
    if magic not in (POSIX_MAGIC, GNU_MAGIC) and not any_magic:
        raise DamagedArchive("a tar header has an unknown magic")
    gnu = magic != POSIX_MAGIC
    raw_name = block[:100].split(b"\0", 1)[0]
    raw_prefix = b"" if gnu else block[345:500].split(b"\0", 1)[0]
    if raw_prefix:
        raw_name = raw_prefix + b"/" + raw_name
    kind = block[156:157]
    return TarBlock(
        name=raw_name.decode("utf-8", "surrogateescape"),
        size_bytes=number(block[124:136], "size"),
        type=b"0" if kind == b"\0" else kind,
        gnu=gnu,
    )


def _checksum_is_right(block: bytes) -> bool:
    match = _OCTAL.match(block[148:156])
    if match is None:
        return False
    return int(match.group(1), 8) == sum(block) - sum(block[148:156]) + 8 * 0x20


def number(raw: bytes, what: str) -> int:
    """A number field, octal or base 256. Raises DamagedArchive naming the field."""
    if raw[0] == 0x80:
        return int.from_bytes(raw[1:], "big")
    match = _OCTAL.match(raw)
    if match is None:
        raise DamagedArchive(f"a tar header has the impossible {what} {raw!r}")
    return int(match.group(1), 8)


def parse_pax(untrusted_records: bytes) -> dict[str, str]:
    """The records ``LENGTH KEY=VALUE\\n`` of an extended header. Raises DamagedArchive."""
    records: dict[str, str] = {}
    position = 0
    while position < len(untrusted_records):
        length_text, space, _ = untrusted_records[position : position + 8].partition(b" ")
        if not space or not length_text.isdigit():
            raise DamagedArchive("an extended tar header is malformed")
        end = position + int(length_text)
        record = untrusted_records[position + len(length_text) + 1 : end]
        key, equals, value = record.partition(b"=")
        if end > len(untrusted_records) or not equals or not value.endswith(b"\n"):
            raise DamagedArchive("an extended tar header is malformed")
        name = key.decode("utf-8", "replace")
        if name in records:
            raise DamagedArchive(f"an extended tar header repeats {printable(name)}")
        records[name] = value[:-1].decode("utf-8", "surrogateescape")
        position = end
    return records
