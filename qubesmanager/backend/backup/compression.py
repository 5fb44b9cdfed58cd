"""Decompressors of an archive's inner streams, and the names of all filters.

Names are those of ``compression-filter`` in the header (backup-format.md section 2.1) and ``none``.
Decompressors yield their output in bounded pieces, so that a hostile stream cannot expand in
memory: ``process(data)`` is a generator (exhaust it before the next call), ``finish()`` raises when
the stream is incomplete. Zeros after the end of a stream are padding (section 4.3); anything else
there begins a further stream (they are often concatenated). Errors: ``DamagedArchive``.
"""

from __future__ import annotations

import bz2
import lzma
from collections.abc import Callable, Iterator
from typing import Protocol, cast

import zstandard
from isal import igzip_lib

from .errors import DamagedArchive, UnsupportedBackup, printable

PIECE_BYTES = 1 << 20
_STEP_BYTES = 1 << 18
# One KiB of zstd can stand for 32 MiB of output, and its decompressor cannot be told to stop there.
_ZSTD_STEP_BYTES = 1 << 10
_MEMORY_LIMIT_BYTES = 256 << 20

# Its type stub calls this class an instance.
IsalError = cast(type[Exception], igzip_lib.IsalError)

Buffer = bytes | bytearray | memoryview

# Every filter name a version 2-4 header may carry, and the kind of stream it stands for.
FILTERS = {
    "gzip": "gzip",
    "pigz": "gzip",
    "bzip2": "bzip2",
    "pbzip2": "bzip2",
    "xz": "xz",
    "lzma": "lzma",
    "zstd": "zstd",
    "zstdmt": "zstd",
    "none": "none",
}


class Decompressor(Protocol):
    """Compressed bytes in, bytes out in pieces of about one MiB at most (zstd: 32 MiB)."""

    def process(self, data: Buffer) -> Iterator[Buffer]:
        """Take the next bytes; yields what they stand for."""

    def finish(self) -> None:
        """Raise ``DamagedArchive`` when the stream has not come to its end."""


class UnknownFilter(UnsupportedBackup):
    """A compression filter that is not in ``FILTERS``."""


class _LibraryDecompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: Buffer, max_length: int = -1) -> bytes: ...


class _PlainDecompressor:
    """The filter ``none`` backwards."""

    def process(self, data: Buffer) -> Iterator[Buffer]:
        yield data

    def finish(self) -> None:
        return None


class _StreamDecompressor:
    """Any number of streams of one kind, one after another, then zeros."""

    def __init__(self, name: str, make: Callable[[], _LibraryDecompressor], step: int) -> None:
        self._name = name
        self._make = make
        self._step = step
        self._library: _LibraryDecompressor | None = make()

    def process(self, data: Buffer) -> Iterator[Buffer]:
        view = memoryview(data)
        for offset in range(0, len(view), self._step):
            yield from self._process_step(view[offset : offset + self._step])

    def _process_step(self, step: Buffer) -> Iterator[Buffer]:
        rest = bytes(step) if self._library is None else step
        while True:
            if self._library is None:
                rest = bytes(rest).lstrip(b"\0")
                if not rest:
                    return
                self._library = self._make()
            piece = self._decompress(self._library, rest)
            if piece:
                yield piece
            if self._library.eof:
                rest = self._library.unused_data
                self._library = None
            elif self._library.needs_input:
                return
            else:
                rest = b""

    def _decompress(self, library: _LibraryDecompressor, data: Buffer) -> bytes:
        try:
            return library.decompress(data, PIECE_BYTES)
        except (OSError, ValueError, lzma.LZMAError, IsalError, zstandard.ZstdError) as error:
            raise DamagedArchive(f"The {self._name} stream is damaged ({error}).") from error

    def finish(self) -> None:
        if self._library is not None:
            raise DamagedArchive(f"The {self._name} stream is cut off.")


class _ZstdDecompressor:
    """``zstandard`` behind the names of the standard library's decompressors."""

    needs_input = True

    def __init__(self) -> None:
        context = zstandard.ZstdDecompressor(max_window_size=_MEMORY_LIMIT_BYTES // 2)
        self._library = context.decompressobj()

    @property
    def eof(self) -> bool:
        return self._library.eof

    @property
    def unused_data(self) -> bytes:
        return self._library.unused_data

    def decompress(self, data: Buffer, max_length: int = -1) -> bytes:
        return self._library.decompress(data)


def kind_of(untrusted_name: str) -> str:
    """The kind of stream a filter name stands for; ``UnknownFilter`` for any other name."""
    try:
        return FILTERS[untrusted_name]
    except KeyError:
        raise UnknownFilter(
            f"The archive was compressed by “{printable(untrusted_name)}”,"
            " which this program does not know."
        ) from None


def decompressor(name: str) -> Decompressor:
    """A new decompressor for a filter name of the header."""
    kind = kind_of(name)
    if kind == "none":
        return _PlainDecompressor()
    limit = _MEMORY_LIMIT_BYTES
    makers: dict[str, Callable[[], _LibraryDecompressor]] = {
        "gzip": lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP),
        "bzip2": bz2.BZ2Decompressor,
        "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limit),
        "lzma": lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=limit),
        "zstd": _ZstdDecompressor,
    }
    step = _ZSTD_STEP_BYTES if kind == "zstd" else _STEP_BYTES
    return _StreamDecompressor(kind, makers[kind], step)


def zlib_decompressor() -> Decompressor:
    """For the bare zlib streams of ``openssl enc -z`` (section 4.3); no header names it."""
    return _StreamDecompressor(
        "zlib", lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_ZLIB), _STEP_BYTES
    )
