"""The inner archive: four encodings, and everything that a careful reader refuses."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import DamagedArchive
from qubesmanager.backend.backup.inner_tar import MAX_FILE_BYTES, MAX_MAP_ENTRIES, InnerTar
from tests.archives import (
    extents,
    gnu_sparse,
    inner_tar,
    noise,
    pad,
    pax_records,
    pax_sparse,
    plain,
    sparse_image,
    tar_header,
    tar_number,
)

NAME = "vm2/private.img"
IMAGE = sparse_image(256 * 1024)
ENCODINGS = ["pax-sparse", "gnu-sparse", "gnu", "ustar"]


class Expanded:
    """A consumer that refuses to take more than the size it was told."""

    def __init__(self) -> None:
        self.size = -1
        self.content = bytearray()
        self.holes = 0

    def begin(self, size_bytes: int) -> None:
        assert self.size == -1
        self.size = size_bytes

    def data(self, piece: memoryview) -> None:
        assert self.size >= 0
        self.content += piece
        assert len(self.content) <= self.size

    def hole(self, length_bytes: int) -> None:
        assert length_bytes > 0
        assert len(self.content) + length_bytes <= self.size
        self.holes += length_bytes
        self.content += bytes(length_bytes) if length_bytes < 1 << 24 else b""


def expand(stream: bytes, step: int = 1 << 16, name: str = NAME) -> Expanded:
    file = Expanded()
    inner = InnerTar(name, file)
    for start in range(0, len(stream), step):
        inner.feed(stream[start : start + step])
    inner.finish()
    return file


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("step", [1, 511, 1 << 16])
@pytest.mark.parametrize(
    "image",
    [b"", b"x", bytes(4096), noise(512), noise(5000), noise(4096) + bytes(8192) + b"end"],
    ids=["empty", "one", "zeros", "block", "unaligned", "hole"],
)
def test_encodings(encoding: str, image: bytes, step: int) -> None:
    file = expand(inner_tar(NAME, image, encoding), step)
    assert (file.size, bytes(file.content)) == (len(image), image)


@pytest.mark.parametrize("encoding", ["pax-sparse", "gnu-sparse"])
def test_holes_are_given_as_holes(encoding: str) -> None:
    file = expand(inner_tar(NAME, IMAGE, encoding))
    assert bytes(file.content) == IMAGE
    assert file.holes == len(IMAGE) - sum(length for _, length in extents(IMAGE))


@pytest.mark.parametrize("make", [pax_sparse, gnu_sparse])
@settings(max_examples=50, deadline=None)
@given(
    pieces=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=60),
    tail=st.integers(0, 700),
)
def test_any_map(make: Any, pieces: list[tuple[int, int]], tail: int) -> None:
    """Any layout comes back, with many extension blocks, entries that touch, and odd ends."""
    image = bytearray()
    entries = []
    for index, (hole, data) in enumerate(pieces):
        image += bytes(hole * 512)
        entries.append((len(image), data * 512))
        image += noise(data * 512, index)
    image += bytes(tail)
    entries.append((len(image), 0))
    assert bytes(expand(make(NAME, bytes(image), entries)).content) == bytes(image)


@pytest.mark.real
def test_real_tar_sparse(tmp_path: Path, program: Any) -> None:
    """GNU tar's own sparse member, with more than four and more than 25 data areas."""
    (tmp_path / "vm2").mkdir()
    path = tmp_path / NAME
    image = b"".join(noise(4096, i) + bytes(60 * 1024) for i in range(40))
    with open(path, "wb") as file:
        for start in range(0, len(image), 65536):
            file.seek(start)
            file.write(image[start : start + 4096])
        file.truncate(len(image))
    for options in (["--sparse"], ["--sparse", "--format=posix"], []):
        stream = subprocess.run(
            [program("tar"), "-C", tmp_path, *options, "-cf", "-", NAME],
            check=True,
            stdout=subprocess.PIPE,
        ).stdout
        assert bytes(expand(stream).content) == image


@pytest.mark.real
@pytest.mark.parametrize("detection", ["seek", "raw"])
@pytest.mark.parametrize("form", ["gnu", "posix"])
@pytest.mark.parametrize(
    "pieces",
    [[], [(0, 4096)], [(8192, 5000)], [(0, 512), (65000, 536)], [(4096, 3), (32768, 4096)]],
    ids=["all holes", "hole at the end", "unaligned", "data at the end", "both"],
)
def test_real_tar_maps_reach_the_end(
    tmp_path: Path, program: Any, detection: str, form: str, pieces: list[tuple[int, int]]
) -> None:
    """What the reader demands of a map, tar does in each of its ways (1.34 was seen to)."""
    (tmp_path / "vm2").mkdir()
    image = bytearray(65536)
    with open(tmp_path / NAME, "wb") as file:
        file.truncate(len(image))
        for start, length in pieces:
            image[start : start + length] = noise(length, start)
            file.seek(start)
            file.write(image[start : start + length])
    options = ["--sparse", f"--format={form}", f"--hole-detection={detection}"]
    words = [program("tar"), "-C", tmp_path, *options, "-cf", "-", NAME]
    stream = subprocess.run(words, check=True, stdout=subprocess.PIPE, timeout=60).stdout
    file_ = expand(stream)
    assert bytes(file_.content) == image
    assert file_.holes


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_truncation(encoding: str, data: st.DataObject) -> None:
    """A cut stream is refused, or only zeros behind the end were cut."""
    stream = inner_tar(NAME, IMAGE[:70000], encoding)
    length = data.draw(st.integers(0, len(stream) - 1))
    try:
        file = expand(stream[:length])
    except DamagedArchive as error:
        assert NAME in str(error)
    else:
        assert bytes(file.content) == IMAGE[:70000]
        assert not any(stream[length:])


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_flipped_bit(encoding: str, data: st.DataObject) -> None:
    stream = bytearray(inner_tar(NAME, IMAGE[:9000], encoding))
    position = data.draw(st.integers(0, len(stream) - 1))
    stream[position] ^= 1 << data.draw(st.integers(0, 7))
    try:
        file = expand(bytes(stream))
    except DamagedArchive:
        return
    assert file.size == 9000
    assert sum(a != b for a, b in zip(file.content, IMAGE, strict=False)) <= 1


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([b"0", b"S", b"x"]), st.integers(0, 511), st.binary(max_size=130), st.binary()
)
def test_hostile_header(kind: bytes, position: int, value: bytes, rest: bytes) -> None:
    """Fields with a right checksum: whatever they say, only the documented error comes out."""
    value = value[: 512 - position]
    header = tar_header(NAME, 1000, kind, gnu=kind == b"S", **{f"at{position}": value})
    try:
        expand(header + rest)
    except DamagedArchive as error:
        assert str(error)


@settings(deadline=None)
@given(st.text(alphabet="0123456789\n -x", max_size=100))
def test_hostile_pax_map(text: str) -> None:
    stream = _pax_with_map(text.encode(), 10000, 1024)
    try:
        expand(stream)
    except DamagedArchive as error:
        assert NAME in str(error)


def _pax_with_map(sparse_map: bytes, real_size: int, stored: int, **more: str) -> bytes:
    records = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": NAME,
        "GNU.sparse.realsize": str(real_size),
    }
    body = pax_records(records | more)
    padded = pad(sparse_map)
    return (
        tar_header("././@PaxHeader", len(body), b"x")
        + pad(body)
        + tar_header("vm2/GNUSparseFile.0/private.img", len(padded) + stored)
        + padded
        + noise(stored)
        + bytes(1024)
    )


@pytest.mark.parametrize(
    "sparse_map",
    [
        b"2\n512\n512\n512\n512\n",  # overlaps
        b"2\n1024\n512\n0\n512\n",  # runs backwards
        b"2\n0\n512\n9999\n512\n",  # passes the real size
        b"1\n0\n512\n",  # fewer bytes than stored
        b"1\n0\n1536\n",  # more bytes than stored
        b"1\n0\n",  # cut
        b"-1\n",
        b"1\n0x0\n1024\n",
        b"1\n" + b"0" * 30 + b"\n1024\n",
        b"99999999\n" + b"0\n0\n" * 100,
        b"0\n",  # no entry at all, for 10000 bytes
        b"2\n512\n512\n2048\n512\n",  # ends before the real size
        b"3\n512\n512\n1024\n0\n9488\n512\n",  # an empty entry that is not the last
        b"23\n" + b"0\n0\n" * 22 + b"10000\n0\n",  # more than there are blocks
    ],
)
def test_lying_maps(sparse_map: bytes) -> None:
    with pytest.raises(DamagedArchive, match=r"sparse map"):
        expand(_pax_with_map(sparse_map, 10000, 1024))


def test_good_map_made_the_same_way() -> None:
    sparse_map = b"3\n512\n512\n2048\n512\n10000\n0\n"
    assert expand(_pax_with_map(sparse_map, 10000, 1024)).size == 10000


@pytest.mark.parametrize(("count", "size"), [(MAX_MAP_ENTRIES + 1, 1 << 40), (1000, 4096)])
def test_map_with_too_many_entries_ends_early(count: int, size: int) -> None:
    """Before its text is collected."""
    with pytest.raises(DamagedArchive, match="too many"):
        expand(_pax_with_map(f"{count}\n".encode(), size, 1024))


def test_old_map_that_lies() -> None:
    image = IMAGE[:65536]
    entries = extents(image)
    backwards = gnu_sparse(NAME, image, entries[::-1])
    with pytest.raises(DamagedArchive, match="backwards"):
        expand(backwards)


@pytest.mark.parametrize(("size", "blocks"), [(0, 3), (1 << 20, 100), (1 << 40, 200_000)])
def test_old_map_without_end(size: int, blocks: int) -> None:
    """Every extension block says that another one follows, and has nothing else."""
    header = tar_header(NAME, 0, b"S", gnu=True, at482=b"\1", at483=tar_number(size))
    endless = bytes(504) + b"\1" + bytes(7)
    inner = InnerTar(NAME, Expanded())
    inner.feed(header)
    with pytest.raises(DamagedArchive, match="too many"):
        for _ in range(blocks):
            inner.feed(endless)


def test_old_map_that_ends_early() -> None:
    for entries in ([], [(0, 4096)]):
        with pytest.raises(DamagedArchive, match="before its size"):
            expand(gnu_sparse(NAME, IMAGE[:65536], entries))


def test_old_map_of_numbers_beyond_64_bits() -> None:
    """Base 256 holds larger ones than a volume can have."""
    large = b"\x80" + (1 << 70).to_bytes(11, "big")
    head = tar_header(NAME, 0, b"S", gnu=True, at386=large + tar_number(0), at483=large)
    with pytest.raises(DamagedArchive, match="claims a size"):
        expand(head + bytes(1024))


@pytest.mark.parametrize("size", [MAX_FILE_BYTES + 1, 1 << 80])
def test_absurd_sizes(size: int) -> None:
    header = tar_header(NAME, 0, b"S", gnu=True, at483=b"\x80" + size.to_bytes(11, "big"))
    with pytest.raises(DamagedArchive, match="size"):
        expand(header + bytes(1024))


def test_sizes_above_8_gib() -> None:
    """In base 256, and as a PAX record; both all holes."""
    size = 20 << 30
    end = tar_number(size) + tar_number(0)
    old = tar_header(NAME, 0, b"S", gnu=True, at386=end, at483=tar_number(size))
    file = expand(old + bytes(1024))
    assert (file.size, file.holes) == (size, size)
    file = expand(_pax_with_map(f"1\n{size}\n0\n".encode(), size, 0))
    assert (file.size, file.holes) == (size, size)
    records = pax_records({"size": "5"})
    extended = tar_header("././@PaxHeader", len(records), b"x") + pad(records)
    file = expand(extended + tar_header(NAME, 0) + pad(b"hello") + bytes(1024))
    assert bytes(file.content) == b"hello"


def test_another_name() -> None:
    for make in (pax_sparse, gnu_sparse, plain):
        with pytest.raises(DamagedArchive, match="vm3/private.img"):
            expand(make("vm3/private.img", IMAGE[:8192]))


def test_second_member() -> None:
    first = tar_header(NAME, 5) + pad(b"hello")
    with pytest.raises(DamagedArchive, match="more than its one file"):
        expand(first + first + bytes(1024))
    with pytest.raises(DamagedArchive, match="more than its one file"):
        expand(first + bytes(1024) + first + bytes(1024))


@pytest.mark.parametrize("type_", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, b"L", b"g"])
def test_other_kinds_of_members(type_: bytes) -> None:
    with pytest.raises(DamagedArchive, match="not a regular file"):
        expand(tar_header(NAME, 0, type_) + bytes(1024))


def test_unknown_sparse_versions() -> None:
    stream = _pax_with_map(b"1\n0\n1024\n", 10000, 1024, **{"GNU.sparse.minor": "1"})
    with pytest.raises(DamagedArchive, match="unknown kind"):
        expand(stream)


def test_zeros_without_end_are_refused() -> None:
    inner = InnerTar(NAME, Expanded())
    inner.feed(plain(NAME, b"x"))
    with pytest.raises(DamagedArchive, match="long after its end"):
        for _ in range(100):
            inner.feed(bytes(1 << 16))


def test_empty_stream() -> None:
    for stream in (b"", bytes(1024)):
        with pytest.raises(DamagedArchive):
            expand(stream)


def test_agrees_with_the_standard_library() -> None:
    """Our test builders make what Python's tarfile reads as the same file."""
    for encoding in ENCODINGS:
        stream = inner_tar(NAME, IMAGE, encoding)
        if len(IMAGE) % 512 == 0:
            with tarfile.open(fileobj=io.BytesIO(stream)) as archive:
                (member,) = archive.getmembers()
                extracted = archive.extractfile(member)
                assert extracted is not None
                assert extracted.read() == IMAGE
