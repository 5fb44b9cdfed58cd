"""The outer archive: members are found, hostile ones are refused."""

from __future__ import annotations

import io
import tarfile
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import ArchiveIOError, DamagedArchive
from qubesmanager.backend.backup.outer_tar import MAX_CHUNK_BYTES, OuterTar
from tests.archives import OuterMember, outer_bytes, pad, pax_records, tar_header

MEMBERS = [
    OuterMember("backup-header", b"version=4\n"),
    OuterMember("vm1/root.img.000.enc", bytes(range(256)) * 5),
    OuterMember("vm1/..000", b""),
]
ARCHIVE = outer_bytes(MEMBERS)


class Pipe(io.RawIOBase):
    """Cannot seek, and gives a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._source = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._source.readinto(buffer[:777])


def as_pipe(data: bytes) -> BinaryIO:
    return cast(BinaryIO, Pipe(data))


def read_all(stream: BinaryIO) -> list[tuple[str, bytes]]:
    outer = OuterTar(stream)
    found = []
    while (member := outer.next()) is not None:
        found.append((member.name, bytes(outer.read(1 << 20))))
    return found


EXPECTED = [(member.name, member.data) for member in MEMBERS]


@pytest.mark.parametrize("opened", [io.BytesIO, as_pipe])
def test_members_in_order(opened) -> None:  # type: ignore[no-untyped-def]
    assert read_all(opened(ARCHIVE)) == EXPECTED


@pytest.mark.parametrize("opened", [io.BytesIO, as_pipe])
def test_unread_members_are_skipped(opened) -> None:  # type: ignore[no-untyped-def]
    outer = OuterTar(opened(ARCHIVE))
    names = []
    while (member := outer.next()) is not None:
        names.append(member.name)
    assert names == [name for name, _ in EXPECTED]
    assert outer.position_bytes == len(ARCHIVE)


def test_extended_headers_with_times_are_passed_over() -> None:
    records = pax_records({"mtime": "1795230739.776210956", "atime": "1", "ctime": "1"})
    extended = tar_header("./PaxHeaders/backup-header", len(records), b"x") + pad(records)
    assert read_all(io.BytesIO(extended + ARCHIVE)) == EXPECTED


@pytest.mark.parametrize("key", ["path", "size", "linkpath", "GNU.sparse.major"])
def test_extended_headers_that_change_the_member(key: str) -> None:
    records = pax_records({key: "1"})
    extended = tar_header("./PaxHeaders/x", len(records), b"x") + pad(records)
    with pytest.raises(DamagedArchive, match=key):
        read_all(io.BytesIO(extended + ARCHIVE))


def test_archive_repacked_by_gnu_tar() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for member in MEMBERS:
            info = tarfile.TarInfo(member.name)
            info.size = len(member.data)
            archive.addfile(info, io.BytesIO(member.data))
    stream.seek(0)
    assert read_all(stream) == EXPECTED


@pytest.mark.parametrize(
    ("type_", "what"),
    [
        (tarfile.SYMTYPE, "symbolic link"),
        (tarfile.LNKTYPE, "hard link"),
        (tarfile.FIFOTYPE, "pipe"),
        (tarfile.BLKTYPE, "device"),
        (b"S", "sparse"),
        (b"L", "long name"),
    ],
)
def test_only_regular_files(type_: bytes, what: str) -> None:
    with pytest.raises(DamagedArchive, match=what):
        read_all(io.BytesIO(tar_header("vm1/x.000.enc", 0, type_)))


def test_folders_are_passed_over() -> None:
    assert read_all(io.BytesIO(tar_header("vm1/", 0, b"5") + ARCHIVE)) == EXPECTED


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../x", "vm1/../x", "vm1//x", "vm1/./x", "vm\x07", "vm1/\x7f", "", "a b/.."],
)
def test_impossible_names(name: str) -> None:
    with pytest.raises(DamagedArchive, match="impossible name"):
        read_all(io.BytesIO(tar_header(name, 0)))


def test_names_are_ascii() -> None:
    header = tar_header("vm1/x", 0, at4="ü".encode())
    with pytest.raises(DamagedArchive, match="impossible name"):
        read_all(io.BytesIO(header))


def test_huge_member_is_refused_before_anything_is_allocated() -> None:
    with pytest.raises(DamagedArchive, match=str(MAX_CHUNK_BYTES)):
        OuterTar(io.BytesIO(tar_header("vm1/x", MAX_CHUNK_BYTES + 1))).next()


def test_read_has_its_own_limit() -> None:
    outer = OuterTar(io.BytesIO(ARCHIVE))
    outer.next()
    with pytest.raises(DamagedArchive, match="at most 5"):
        outer.read(5)


def test_wrong_checksum_tells_where() -> None:
    damaged = bytearray(ARCHIVE)
    damaged[10240 + 20] ^= 1
    outer = OuterTar(io.BytesIO(bytes(damaged)))
    outer.next()
    with pytest.raises(DamagedArchive, match="byte 10240"):
        outer.next()


@pytest.mark.parametrize("opened", [io.BytesIO, as_pipe])
@settings(deadline=None)
@given(length=st.integers(0, len(ARCHIVE)))
def test_truncation_loses_nothing_silently(opened, length: int) -> None:  # type: ignore[no-untyped-def]
    """What is read is right, and a member that is cut is an error, never a shorter member."""
    outer = OuterTar(opened(ARCHIVE[:length]))
    found = []
    try:
        while (member := outer.next()) is not None:
            found.append((member.name, bytes(outer.read(1 << 20))))
    except DamagedArchive as error:
        assert "cut off" in str(error)
    assert found == EXPECTED[: len(found)]


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=2048).filter(lambda data: any(data)))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(DamagedArchive):
        read_all(io.BytesIO(data))


@settings(deadline=None)
@given(st.integers(0, 511), st.binary(min_size=1, max_size=24))
def test_hostile_header_fields(position: int, value: bytes) -> None:
    """With a checksum that is right, so that the fields themselves are judged."""
    value = value[: 512 - position]
    header = tar_header("vm1/private.img.000.enc", 10, **{f"at{position}": value})
    try:
        read_all(io.BytesIO(header + pad(b"0123456789")))
    except DamagedArchive as error:
        assert str(error)


class BadDisk(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        raise OSError(5, "Input/output error")


def test_read_errors_are_told_from_damage() -> None:
    with pytest.raises(ArchiveIOError, match="Input/output error"):
        OuterTar(cast(BinaryIO, BadDisk())).next()
