"""Compressors of an archive's inner streams.

A stream is cut into pieces, which several threads compress side by side and which come out in their
order: as parts of one gzip member; as streams or frames of their own otherwise, which ``xz``,
``bzip2`` and ``zstd`` read one after another. gzip is made by ISA-L at its best ratio of speed to
size (level 1). Data that cannot be compressed any further is noticed by samples: gzip and xz store
it, zstd takes the quickest level.

A filter to write with is a name of ``FILTERS``, with a level behind a colon where there are some:
``zstd:19``. Errors: ``UnknownFilter``.
"""

from __future__ import annotations

import bz2
import functools
import lzma
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import zstandard
from isal import isal_zlib

from .compression import FILTERS, Buffer, UnknownFilter
from .errors import printable

Pack = Callable[[memoryview], bytes]

THREADS = len(os.sched_getaffinity(0))
_GZIP_PIECE_BYTES = 1 << 20
# So long that little is lost at the ends, and so short that a slow compressor ends it in a second.
_PIECE_BYTES = 2 << 20
_RUN_BYTES = 128 << 10
_SAMPLE_BYTES = 4096
_MAX_STORED_BYTES = 0xFFFF
# RFC 1952: no name, no time; and RFC 1951: an empty last block.
_GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_GZIP_LAST_BLOCK = b"\x01\0\0\xff\xff"


class Compressor(Protocol):
    """Bytes in, compressed bytes out."""

    def process(self, data: Buffer) -> Buffer:
        """Take the next bytes; returns what is ready (often nothing)."""

    def finish(self) -> bytes:
        """End the stream; returns the rest."""


@dataclass(frozen=True)
class Packing:
    """What a filter to write with stands for; ``level`` is 0 where there is nothing to choose."""

    kind: str
    level: int = 0


# Lowest, default and highest level.
_LEVELS = {"zstd": (1, 1, 19), "xz": (0, 1, 9), "bzip2": (1, 9, 9)}


def packing(untrusted_filter: str) -> Packing:
    """Kind and level of a filter to write with; ``UnknownFilter`` for any other word."""
    name, colon, level = untrusted_filter.partition(":")
    kind = FILTERS.get(name)
    if kind is None:
        raise UnknownFilter(f"There is no compression “{printable(untrusted_filter)}”.")
    lowest, default, highest = _LEVELS.get(kind, (0, 0, 0))
    if not colon:
        return Packing(kind, default)
    if not (level.isascii() and level.isdigit() and lowest <= int(level[:3]) <= highest):
        reason = f"levels go from {lowest} to {highest}" if highest else "it has no levels"
        raise UnknownFilter(
            f"There is no compression “{printable(untrusted_filter)}”: {name}, {reason}."
        )
    return Packing(kind, int(level[:3]))


def compressor(untrusted_filter: str, pool: ThreadPoolExecutor | None = None) -> Compressor:
    """A new compressor. Its pieces are made in ``pool``, or at once when there is none."""
    chosen = packing(untrusted_filter)
    if chosen.kind == "none":
        return _PlainCompressor()
    if chosen.kind == "lzma":  # its programs read one stream only
        return _LzmaCompressor()
    if chosen.kind == "gzip":
        return _GzipCompressor(_Pieces(_deflate, _GZIP_PIECE_BYTES, pool))
    makers: dict[str, Callable[[int, memoryview], bytes]] = {
        "bzip2": _bzip2,
        "xz": _xz,
        "zstd": _zstd,
    }
    pack = functools.partial(makers[chosen.kind], chosen.level)
    return _StreamsCompressor(_Pieces(pack, _PIECE_BYTES, pool))


class _PlainCompressor:
    """The filter ``none``."""

    def process(self, data: Buffer) -> Buffer:
        return data

    def finish(self) -> bytes:
        return b""


class _LzmaCompressor:
    """The filter ``lzma``: one stream in the old format."""

    def __init__(self) -> None:
        self._library = lzma.LZMACompressor(format=lzma.FORMAT_ALONE, preset=1)

    def process(self, data: Buffer) -> Buffer:
        return self._library.compress(data)

    def finish(self) -> bytes:
        return self._library.flush()


class _Pieces:
    """Bytes in, packed pieces out, in order; a few are under way at a time."""

    def __init__(self, pack: Pack, piece_bytes: int, pool: ThreadPoolExecutor | None) -> None:
        self.pack = pack
        self._piece_bytes = piece_bytes
        self._pool = pool
        self._running: deque[tuple[bytearray, Future[bytes]]] = deque()
        self._free: list[bytearray] = []
        self._piece = bytearray()
        self._length = 0

    def add(self, data: Buffer) -> Iterator[bytes]:
        """The next bytes; yields packed pieces (exhaust it before the next call)."""
        rest = memoryview(data)
        while rest:
            if not self._length:
                self._piece = self._free.pop() if self._free else bytearray(self._piece_bytes)
            count = min(len(rest), self._piece_bytes - self._length)
            self._piece[self._length : self._length + count] = rest[:count]
            self._length += count
            rest = rest[count:]
            if self._length == self._piece_bytes:
                yield from self._begin()
        while self._running and self._running[0][1].done():
            yield self._next()

    def end(self) -> Iterator[bytes]:
        """All that is left."""
        while self._running:
            yield self._next()
        if self._length:
            yield self.pack(memoryview(self._piece)[: self._length])
            self._length = 0

    def _begin(self) -> Iterator[bytes]:
        piece, self._length = self._piece, 0
        if self._pool is None:
            yield self.pack(memoryview(piece))
            self._free.append(piece)
            return
        self._running.append((piece, self._pool.submit(self.pack, memoryview(piece))))
        while len(self._running) > THREADS:
            yield self._next()

    def _next(self) -> bytes:
        piece, future = self._running.popleft()
        packed = future.result()
        self._free.append(piece)
        return packed


class _StreamsCompressor:
    """Each piece is a whole stream; an empty file is one too."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self._is_empty = True

    def process(self, data: Buffer) -> Buffer:
        self._is_empty = self._is_empty and not len(data)
        return b"".join(self._pieces.add(data))

    def finish(self) -> bytes:
        rest = b"".join(self._pieces.end())
        return rest if not self._is_empty else self._pieces.pack(memoryview(b""))


class _GzipCompressor:
    """All pieces are parts of one member, which ends with checksum and length of the text."""

    def __init__(self, pieces: _Pieces) -> None:
        self._pieces = pieces
        self._head = _GZIP_HEAD
        self._crc = 0
        self._length = 0

    def process(self, data: Buffer) -> Buffer:
        self._crc = isal_zlib.crc32(data, self._crc)
        self._length += len(data)
        return b"".join((self._take_head(), *self._pieces.add(data)))

    def finish(self) -> bytes:
        tail = self._crc.to_bytes(4, "little") + (self._length & 0xFFFFFFFF).to_bytes(4, "little")
        return b"".join((self._take_head(), *self._pieces.end(), _GZIP_LAST_BLOCK, tail))

    def _take_head(self) -> bytes:
        head, self._head = self._head, b""
        return head


def _deflate(piece: memoryview) -> bytes:
    """Blocks of RFC 1951 that end with a whole byte and need nothing of what stands before."""
    parts: list[bytes | memoryview] = []
    for start, end, is_noise in _runs(piece):
        part = piece[start:end]
        if is_noise:
            parts += _stored_blocks(part)
        else:
            packer = isal_zlib.compressobj(level=1, wbits=-15)
            parts += (packer.compress(part), packer.flush(isal_zlib.Z_FULL_FLUSH))
    return b"".join(parts)


def _stored_blocks(part: memoryview) -> Iterator[bytes | memoryview]:
    for start in range(0, len(part), _MAX_STORED_BYTES):
        block = part[start : start + _MAX_STORED_BYTES]
        yield b"\0" + len(block).to_bytes(2, "little") + (len(block) ^ 0xFFFF).to_bytes(2, "little")
        yield block


def _runs(piece: memoryview) -> Iterator[tuple[int, int, bool]]:
    """Start, end, and whether it is noise, of alternating runs."""
    begin, before = 0, False
    for start in range(0, len(piece), _RUN_BYTES):
        is_noise = _is_noise(piece[start : start + _RUN_BYTES])
        if is_noise != before and start:
            yield begin, start, before
            begin = start
        before = is_noise
    if len(piece):
        yield begin, len(piece), before


def _is_noise(run: memoryview) -> bool:
    """Whether samples from two places of a whole run do not get any smaller."""
    if len(run) < _RUN_BYTES:
        return False
    samples = (run[place : place + _SAMPLE_BYTES] for place in (_RUN_BYTES // 4, _RUN_BYTES // 2))
    return all(len(isal_zlib.compress(sample, 1, -15)) >= _SAMPLE_BYTES for sample in samples)


def _is_all_noise(piece: memoryview) -> bool:
    return next(_runs(piece), (0, 0, False)) == (0, len(piece), True)


def _zstd(level: int, piece: memoryview) -> bytes:
    if _is_all_noise(piece):
        level = _LEVELS["zstd"][0]
    return zstandard.ZstdCompressor(level=level, write_checksum=True).compress(piece)


def _xz(level: int, piece: memoryview) -> bytes:
    if _is_all_noise(piece):
        return _stored_xz(piece)
    # No larger dictionary than there is data: level 9 would take 674 MiB for each thread.
    chain = [{"id": lzma.FILTER_LZMA2, "preset": level, "dict_size": _PIECE_BYTES}]
    return lzma.compress(piece, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=chain)


def _stored_xz(piece: memoryview) -> bytes:
    """A stream of one block in which nothing is compressed (the .xz file format, 1.1.0)."""

    def checked(data: bytes) -> bytes:
        return data + isal_zlib.crc32(data).to_bytes(4, "little")

    def number(value: int) -> bytes:
        """Seven bits a byte, the lowest first."""
        digits = [value >> shift & 0x7F for shift in range(0, max(1, value.bit_length()), 7)]
        return bytes(digit | 0x80 for digit in digits[:-1]) + bytes(digits[-1:])

    def padded(data: bytes) -> bytes:
        return data + bytes(-len(data) % 4)

    flags = b"\0\x01"  # the check is a CRC32
    parts: list[bytes | memoryview] = []
    for start in range(0, len(piece), 1 << 16):
        chunk = piece[start : start + (1 << 16)]
        control = 2 if start else 1  # 1: begins with an empty dictionary
        parts += (bytes((control,)), (len(chunk) - 1).to_bytes(2, "big"), chunk)
    head = checked(b"\x02\0\x21\x01\0\0\0\0")  # one filter, LZMA2
    block = b"".join((head, *parts, b"\0"))
    check = isal_zlib.crc32(piece).to_bytes(4, "little")
    index = checked(padded(b"\0\x01" + number(len(block) + len(check)) + number(len(piece))))
    backward = (len(index) // 4 - 1).to_bytes(4, "little") + flags
    footer = isal_zlib.crc32(backward).to_bytes(4, "little") + backward + b"YZ"
    return b"".join((b"\xfd7zXZ\0", checked(flags), padded(block), check, index, footer))


def _bzip2(level: int, piece: memoryview) -> bytes:
    return bz2.compress(piece, level)
