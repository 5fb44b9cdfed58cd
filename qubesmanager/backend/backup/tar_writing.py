"""Bytes of the two tar layers of a version 4 archive (backup-format.md sections 1, 5 and 11).

The outer archive is a row of little tars with one plain ustar member each, padded to 10240 bytes.
The inner one is a single member: plain for small files, PAX 1.0 sparse for volumes. Everything
here is pure; sizes are bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from .sparse_map import SparseMap

BLOCK_BYTES = 512
RECORD_BYTES = 10240
END = bytes(2 * BLOCK_BYTES)
MAX_NAME_BYTES = 100
_MAX_OCTAL_SIZE = 8**11 - 1
_MAP_PIECE_BYTES = 1 << 18


def header_block(name: str, size: int, mtime: int = 0, typeflag: bytes = b"0") -> bytes:
    """One ustar header; ``ValueError`` for a name or size that does not fit its field."""
    encoded = name.encode("ascii")
    if not 0 < len(encoded) <= MAX_NAME_BYTES:
        raise ValueError(f"a member name of {len(encoded)} bytes does not fit: {name!r}")
    if not 0 <= size <= _MAX_OCTAL_SIZE:
        raise ValueError(f"a member of {size} bytes does not fit")
    block = bytearray(BLOCK_BYTES)
    block[0 : len(encoded)] = encoded
    block[100:108] = b"0000644\0"
    block[108:116] = block[116:124] = b"0000000\0"
    block[124:136] = b"%011o\0" % size
    block[136:148] = b"%011o\0" % mtime
    block[148:156] = b"        "
    block[156:157] = typeflag
    block[257:265] = b"ustar\x0000"
    block[265:269] = block[297:301] = b"root"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padding(size: int, unit: int = BLOCK_BYTES) -> bytes:
    """Zeros that bring ``size`` to a multiple of ``unit``."""
    return bytes(-size % unit)


def outer_header(name: str, size: int, mtime: int) -> bytes:
    """What stands before a member of the outer archive."""
    return header_block(name, size, mtime)


def outer_trailer(size: int) -> bytes:
    """What stands after its data: padding, two zero blocks, padding of the whole to 10240."""
    block_padding = -size % BLOCK_BYTES
    used = BLOCK_BYTES + size + block_padding + len(END)
    return bytes(block_padding + len(END) + -used % RECORD_BYTES)


def plain_member(name: str, content: bytes, mtime: int = 0) -> bytes:
    """An inner archive with one small file."""
    return header_block(name, len(content), mtime) + content + padding(len(content)) + END


def pax_record(key: str, value: str) -> bytes:
    """``<length> key=value\\n``, where the length counts itself."""
    rest = len(key) + len(value) + 3
    length = rest
    while rest + len(str(length)) != length:
        length = rest + len(str(length))
    return f"{length} {key}={value}\n".encode("ascii")


def map_text(sparse_map: SparseMap) -> Iterator[bytes]:
    """The sparse map as decimal lines, in pieces; the last entry ends at the size of the volume."""
    entries = len(sparse_map)
    end = 0
    for offset, length in sparse_map:
        end = offset + length
    closing = end != sparse_map.size_bytes or not entries
    lines = [b"%d\n" % (entries + closing)]
    length_of_lines = len(lines[0])
    for offset, length in sparse_map:
        lines.append(b"%d\n%d\n" % (offset, length))
        length_of_lines += len(lines[-1])
        if length_of_lines > _MAP_PIECE_BYTES:
            yield b"".join(lines)
            lines, length_of_lines = [], 0
    if closing:
        lines.append(b"%d\n0\n" % sparse_map.size_bytes)
    yield b"".join(lines)


def sparse_prefix(name: str, sparse_map: SparseMap) -> Iterator[bytes]:
    """All that stands before the data of a PAX 1.0 sparse member; the data follows unpadded."""
    map_bytes = sum(map(len, map_text(sparse_map)))
    stored = map_bytes + -map_bytes % BLOCK_BYTES + sparse_map.data_bytes
    records = [
        pax_record("GNU.sparse.major", "1"),
        pax_record("GNU.sparse.minor", "0"),
        pax_record("GNU.sparse.name", name),
        pax_record("GNU.sparse.realsize", str(sparse_map.size_bytes)),
    ]
    if stored > _MAX_OCTAL_SIZE:
        records.append(pax_record("size", str(stored)))
    pax = b"".join(records)
    folder, _, base = name.rpartition("/")
    stand_in = f"{folder}/GNUSparseFile.0/{base}" if folder else f"GNUSparseFile.0/{base}"
    size_field = stored if stored <= _MAX_OCTAL_SIZE else 0
    yield header_block("././@PaxHeader", len(pax), typeflag=b"x")
    yield pax + padding(len(pax)) + header_block(stand_in, size_field)
    yield from map_text(sparse_map)
    yield padding(map_bytes)


def sparse_suffix(sparse_map: SparseMap) -> bytes:
    """What stands after the data."""
    return padding(sparse_map.data_bytes) + END
