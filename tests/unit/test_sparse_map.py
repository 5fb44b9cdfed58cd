"""Maps of real sparse files, against a plain look at their bytes."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.sparse_map import (
    BLOCK_BYTES,
    STEP_BYTES,
    SparseMap,
    allocated_extents,
    build_map,
    data_runs,
)

LAYOUT = st.lists(
    st.tuples(
        st.sampled_from(["hole", "zeros", "data", "last byte", "first byte"]),
        st.integers(1, 5 * BLOCK_BYTES),
    ),
    max_size=12,
)


def write_layout(path: Path, layout: list[tuple[str, int]]) -> bytes:
    content = bytearray()
    with path.open("wb") as file:
        for kind, length in layout:
            data = bytearray(length)
            if kind == "data":
                data = bytearray(b"d" * length)
            elif kind == "last byte":
                data[-1] = 1
            elif kind == "first byte":
                data[0] = 1
            if kind == "hole":
                file.seek(length, os.SEEK_CUR)
            else:
                file.write(data)
            content += data
        file.truncate(len(content))
    return bytes(content)


def map_of(path: Path, **options: int) -> SparseMap:
    fd = os.open(path, os.O_RDONLY)
    try:

        def read(offset: int, buffer: memoryview) -> None:
            assert os.preadv(fd, [buffer], offset) == len(buffer)

        return build_map(fd, os.fstat(fd).st_size, read, **options)
    finally:
        os.close(fd)


def rebuilt(sparse_map: SparseMap, content: bytes) -> bytes:
    result = bytearray(sparse_map.size_bytes)
    for offset, length in sparse_map:
        result[offset : offset + length] = content[offset : offset + length]
    return bytes(result)


@given(layout=LAYOUT)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_map_keeps_every_byte_that_is_not_zero(
    tmp_path: Path, layout: list[tuple[str, int]]
) -> None:
    content = write_layout(tmp_path / "image", layout)
    sparse_map = map_of(tmp_path / "image")
    assert rebuilt(sparse_map, content) == content
    end = -1
    for offset, length in sparse_map:
        assert offset > end
        assert length > 0
        end = offset + length
        assert offset % BLOCK_BYTES == 0
        assert end % BLOCK_BYTES == 0 or end == len(content)
        for block in range(offset, end, BLOCK_BYTES):
            assert any(content[block : block + BLOCK_BYTES]), "a block of zeros is in the map"
    assert sparse_map.data_bytes == sum(length for _, length in sparse_map)


@given(layout=LAYOUT, max_entries=st.integers(2, 4))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_map_stays_within_its_entries(
    tmp_path: Path, layout: list[tuple[str, int]], max_entries: int
) -> None:
    content = write_layout(tmp_path / "image", layout)
    sparse_map = map_of(tmp_path / "image", max_entries=max_entries)
    assert len(sparse_map) <= max_entries
    assert rebuilt(sparse_map, content) == content


def test_the_shortest_holes_go_first() -> None:
    sparse_map = SparseMap(1 << 30, max_entries=4)
    for start in (0, 8192, 1 << 20, (1 << 20) + 8192, 1 << 29):
        sparse_map.add(start, start + 4096)
    assert list(sparse_map) == [(0, 12288), (1 << 20, 12288), (1 << 29, 4096)]


def test_memory_is_bounded_for_the_worst_layout() -> None:
    """Two hundred thousand single blocks with holes between them, in a sixteenth of the room."""
    tracemalloc.start()
    sparse_map = SparseMap(1 << 40, max_entries=1 << 16)
    for start in range(0, 200_000 * 8192, 8192):
        sparse_map.add(start, start + 4096)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(sparse_map) <= 1 << 16
    assert peak < 4 << 20


@given(
    blocks=st.lists(st.sampled_from([b"\0", b"d", b"e"]), max_size=STEP_BYTES // BLOCK_BYTES),
    place=st.integers(0, BLOCK_BYTES - 1),
    tail=st.binary(max_size=50),
)
@settings(max_examples=100, deadline=None)
def test_one_byte_anywhere_makes_a_block_data(blocks: list[bytes], place: int, tail: bytes) -> None:
    buffer = bytearray()
    for byte in blocks:
        block = bytearray(BLOCK_BYTES)
        block[place] = byte[0]
        buffer += block
    buffer = (buffer + tail)[:STEP_BYTES]
    found = bytearray(len(buffer))
    for start, end in data_runs(buffer):
        assert any(buffer[start:end])
        found[start:end] = buffer[start:end]
    assert found == buffer


def test_a_huge_empty_volume_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "image"
    with path.open("wb") as file:
        file.truncate(2 << 40)
        file.seek(1 << 40)
        file.write(b"one island")
    # Whoever read 2 TiB of nothing would still be at it when the test's time is over.
    assert list(map_of(path)) == [(1 << 40, 4096)]


def test_empty_and_all_zero_files_have_no_entries(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "zeros").write_bytes(bytes(3 * STEP_BYTES + 5))
    for name in ("empty", "zeros"):
        assert list(map_of(tmp_path / name)) == []


def test_what_is_not_a_file_is_data_as_a_whole() -> None:
    fd = os.open("/dev/zero", os.O_RDONLY)
    try:
        assert list(allocated_extents(fd, 12345)) == [(0, 12345)]
        assert list(allocated_extents(fd, 0)) == []
    finally:
        os.close(fd)


def test_an_error_of_the_source_is_not_swallowed(tmp_path: Path) -> None:
    (tmp_path / "image").write_bytes(b"data")
    fd = os.open(tmp_path / "image", os.O_RDONLY)

    def read(offset: int, buffer: memoryview) -> None:
        raise OSError("bad block")

    try:
        with pytest.raises(OSError, match="bad block"):
            build_map(fd, 4, read)
    finally:
        os.close(fd)
