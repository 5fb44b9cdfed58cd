"""The tar layers, taken apart by GNU tar."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup import tar_writing
from qubesmanager.backend.backup.sparse_map import SparseMap

NAMES = st.from_regex(r"vm[0-9]{1,5}/[a-z][a-z.]{0,40}[a-z]", fullmatch=True)


@given(name=NAMES, content=st.binary(max_size=3000), mtime=st.integers(0, 2**32))
def test_a_plain_member_is_read_by_tarfile(name: str, content: bytes, mtime: int) -> None:
    with tarfile.open(fileobj=io.BytesIO(tar_writing.plain_member(name, content, mtime))) as tar:
        (member,) = tar.getmembers()
        file = tar.extractfile(member)
        assert file is not None
        assert (member.name, member.mtime, file.read()) == (name, mtime, content)


@given(size=st.integers(0, 100_000))
def test_an_outer_member_fills_whole_records(size: int) -> None:
    trailer = tar_writing.outer_trailer(size)
    assert (512 + size + len(trailer)) % 10240 == 0
    assert len(trailer) >= 1024
    assert 512 + size + len(trailer) < 512 + size + 512 + 1024 + 10240


@given(key=NAMES, value=st.integers(0, 10**120))
def test_a_pax_record_counts_itself(key: str, value: int) -> None:
    record = tar_writing.pax_record(key, str(value))
    assert record == b"%d %s=%d\n" % (len(record), key.encode(), value)


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_names_at_the_limit(name: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        tar_writing.header_block(name, 0)
    assert tar_writing.header_block("x" * 100, 8**11 - 1)
    with pytest.raises(ValueError, match="does not fit"):
        tar_writing.header_block("x", 8**11)
    with pytest.raises(UnicodeEncodeError):
        tar_writing.header_block("größe", 0)


@pytest.mark.parametrize(
    ("size", "extents", "lines"),
    [
        (0, [], b"1\n0\n0\n"),
        (4096, [], b"1\n4096\n0\n"),
        (4096, [(0, 4096)], b"1\n0\n4096\n"),
        (5000, [(4096, 5000)], b"1\n4096\n904\n"),
        (9000, [(0, 10)], b"2\n0\n10\n9000\n0\n"),
    ],
)
def test_the_map_ends_at_the_real_size(
    size: int, extents: list[tuple[int, int]], lines: bytes
) -> None:
    sparse_map = SparseMap(size)
    for start, end in extents:
        sparse_map.add(start, end)
    assert b"".join(tar_writing.map_text(sparse_map)) == lines


@pytest.mark.real
@given(
    blocks=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5), st.binary(max_size=9))),
    tail=st.integers(0, 3000),
    cut=st.integers(0, 511),
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_gnu_tar_unpacks_a_sparse_member(
    tmp_path: Path, program, blocks: list[tuple[int, int, bytes]], tail: int, cut: int
) -> None:
    image = bytearray()
    sparse_map_entries = []
    for hole, length, data in blocks:
        image += bytes(512 * hole) + data.rjust(512 * length, b"x")
        sparse_map_entries.append((len(image) - 512 * length, len(image)))
    if blocks and cut:
        del image[-cut:]
        sparse_map_entries[-1] = (sparse_map_entries[-1][0], len(image))
    else:
        image += bytes(tail)
    sparse_map = SparseMap(len(image))
    for start, end in sparse_map_entries:
        sparse_map.add(start, end)
    stream = b"".join(tar_writing.sparse_prefix("vm2/private.img", sparse_map))
    for offset, length in sparse_map:
        stream += image[offset : offset + length]
    stream += tar_writing.sparse_suffix(sparse_map)
    assert len(stream) % 512 == 0

    listing = subprocess.run(
        [program("tar"), "-tvf", "-"], input=stream, capture_output=True, check=True
    )
    assert listing.stdout.split()[2] == str(len(image)).encode()
    assert listing.stderr == b""
    done = subprocess.run(
        [program("tar"), "-xSf", "-", "-C", str(tmp_path)],
        input=stream,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert (tmp_path / "vm2/private.img").read_bytes() == image


@pytest.mark.real
def test_more_than_eight_gib_of_data(tmp_path: Path, program) -> None:
    """Size by a PAX record; the data is fed to tar as zeros and thrown away."""
    size = (8 << 30) + 4096
    sparse_map = SparseMap(2 * size)
    sparse_map.add(size, 2 * size)
    prefix = b"".join(tar_writing.sparse_prefix("vm2/root.img", sparse_map))
    assert prefix[1024 + 124 : 1024 + 136] == b"00000000000\0"
    assert b"size=%d\n" % (size + 512) in prefix
    archive = tmp_path / "sparse.tar"
    with archive.open("wb") as file:
        file.write(prefix)
        file.truncate(len(prefix) + size)
        file.seek(0, os.SEEK_END)
        file.write(tar_writing.sparse_suffix(sparse_map))
        file.write(tar_writing.plain_member("after", b"found"))
    listing = subprocess.run(
        [program("tar"), "-itvf", str(archive)], capture_output=True, text=True, check=True
    )
    sizes = [(line.split()[2], line.split()[-1]) for line in listing.stdout.splitlines()]
    assert sizes == [(str(2 * size), "vm2/root.img"), ("5", "after")]
