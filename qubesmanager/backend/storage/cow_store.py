"""What a snapshot store of device-mapper has kept (dm-snapshot-persistent.c of the kernel).

A store is a row of chunks. Chunk 0 is the header: ``SnAp``, whether it is valid, version, sectors
in a chunk, each in 32 bits. Then come areas: a chunk with a table, and the chunks that its entries
name. An entry has two numbers of 64 bits, the chunk of the image and the chunk of the store that
has what the image had there; the first entry without the latter ends the store.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from .errors import StoragePoolException
from .threads import Stopped, stop_requested

_MAGIC = b"SnAp"
_HEADER = struct.Struct("<4sIII")
_ENTRY = struct.Struct("<QQ")
_SECTOR_BYTES = 512
_MAX_CHUNK_BYTES = 1 << 24


def swap(image: Path, store: Path, earlier: Path, kept: Path) -> None:
    """Make of copies of both the earlier state, and a store that leads back to the present one.

    ``earlier`` is a copy of ``image``, ``kept`` one of ``store``; both are changed in place. What
    lies beyond the end of the image is left out: the image keeps its size. StoragePoolException
    for what is no store, or one that has run full. Blocking.
    """
    with (
        image.open("rb") as now,
        store.open("rb") as before,
        earlier.open("r+b") as new_image,
        kept.open("r+b") as new_store,
    ):
        for offset, kept_offset, length in _kept_pieces(store, image.stat().st_size):
            now.seek(offset)
            before.seek(kept_offset)
            new_store.seek(kept_offset)
            new_store.write(now.read(length))
            new_image.seek(offset)
            new_image.write(before.read(length))


def put_back(store: Path, image: Path) -> None:
    """Make of a copy of the image the earlier state, in place. Errors as of `swap`. Blocking."""
    with store.open("rb") as before, image.open("r+b") as earlier:
        for offset, kept_offset, length in _kept_pieces(store, image.stat().st_size):
            before.seek(kept_offset)
            earlier.seek(offset)
            earlier.write(before.read(length))


def _kept_pieces(store: Path, image_bytes: int) -> Iterator[tuple[int, int, int]]:
    """Where in the image, where in the store, how long. Stopped when the caller was cancelled."""
    chunk_bytes = _chunk_bytes(store)
    for place, source in _entries(store, chunk_bytes):
        if stop_requested():
            raise Stopped("going back to an earlier state was cancelled")
        length = min(chunk_bytes, image_bytes - place * chunk_bytes)
        if length > 0:
            yield place * chunk_bytes, source * chunk_bytes, length


def _chunk_bytes(store: Path) -> int:
    with store.open("rb") as file:
        header = file.read(_HEADER.size)
    magic, valid, version, sectors = _HEADER.unpack(header.ljust(_HEADER.size, b"\0"))
    chunk_bytes = int(sectors) * _SECTOR_BYTES
    is_power_of_two = chunk_bytes and chunk_bytes & (chunk_bytes - 1) == 0
    if magic != _MAGIC or version != 1 or not is_power_of_two or chunk_bytes > _MAX_CHUNK_BYTES:
        raise StoragePoolException(f"{str(store)!r} is no store of a snapshot")
    if valid != 1:
        raise StoragePoolException(f"{str(store)!r} has run full and holds no whole state")
    return chunk_bytes


def _entries(store: Path, chunk_bytes: int) -> Iterator[tuple[int, int]]:
    """Chunk of the image, chunk of the store."""
    in_table = chunk_bytes // _ENTRY.size
    end = store.stat().st_size // chunk_bytes
    with store.open("rb") as file:
        table = 1
        while table < end:
            file.seek(table * chunk_bytes)
            for place, source in _ENTRY.iter_unpack(file.read(chunk_bytes)):
                if not source:
                    return
                if source >= end:
                    raise StoragePoolException(f"{str(store)!r} is damaged")
                yield place, source
            table += in_table + 1
