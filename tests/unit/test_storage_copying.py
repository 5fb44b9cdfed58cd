"""Copies: shared blocks where possible, else sparse, and no fault is hidden."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import StoragePoolException, build_pool, copying, probe
from qubesmanager.backend.storage.copying import copy_file
from qubesmanager.backend.storage.errors import NotEnoughSpace
from qubesmanager.backend.storage.threads import in_thread
from tests.storage_places import files, loop_filesystem

MIB = 1024**2


@pytest.fixture(scope="module", params=["plain", pytest.param("xfs", marks=pytest.mark.root)])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("copies")
    if request.param == "plain":
        yield folder
        return
    with loop_filesystem(request.param, folder) as mounted:
        yield mounted


def sparse(path: Path, size: int = 100 * MIB) -> Path:
    """1 MiB of data in the middle of a hole."""
    with path.open("wb") as file:
        file.seek(size // 2)
        file.write(b"d" * MIB)
        file.truncate(size)
    return path


@pytest.mark.parametrize("size", [None, 200 * MIB, 60 * MIB, 0])
@pytest.mark.row("S1.11", "6.31")
def test_copy_plain_extended_shrunk_emptied(place: Path, size: int | None) -> None:
    source, target = sparse(place / "source"), place / "target"
    target.write_bytes(b"older")
    before = target.stat().st_ino
    shared = copying.copy_file(source, target, size=size)
    assert shared == probe(place).reflink == (place.name == "xfs")
    wanted = 100 * MIB if size is None else size
    with target.open("rb") as copy, source.open("rb") as original:
        assert os.fstat(copy.fileno()).st_size == wanted
        for offset in (0, 50 * MIB, 51 * MIB):
            original.seek(offset)
            copy.seek(offset)
            assert copy.read(MIB) == original.read(MIB)[: max(0, wanted - offset)]
    assert target.stat().st_blocks * 512 <= 2 * MIB
    assert target.stat().st_ino not in (before, source.stat().st_ino)
    assert target.stat().st_mode & 0o777 == 0o600
    assert files(place) == ["source", "target"]


def test_a_missing_source_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"kept")
    with pytest.raises(FileNotFoundError):
        copying.copy_file(tmp_path / "none", target)
    assert files(tmp_path) == ["target"]
    assert target.read_bytes() == b"kept"


def failing(number: int) -> object:
    def ioctl(descriptor: int, request: int, argument: object = 0) -> int:
        raise OSError(number, os.strerror(number))

    return ioctl


@pytest.mark.parametrize("number", [errno.EBADF, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV])
@pytest.mark.row("S3.5")
def test_four_errnos_mean_no_reflinks(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"data")
    monkeypatch.setattr(fcntl, "ioctl", failing(number))
    assert copying.copy_file(source, tmp_path / "target") is False
    assert (tmp_path / "target").read_bytes() == b"data"


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EPERM])
@pytest.mark.row("S3.4")
def test_any_other_errno_is_a_fault(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(b"data")
    (tmp_path / "target").write_bytes(b"kept")
    monkeypatch.setattr(fcntl, "ioctl", failing(number))
    with pytest.raises(OSError) as caught:
        copying.copy_file(tmp_path / "source", tmp_path / "target")
    assert caught.value.errno == number
    assert files(tmp_path) == ["source", "target"]
    assert (tmp_path / "target").read_bytes() == b"kept"


def test_a_failing_cp_says_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "source").write_bytes(b"data")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "cp").write_text("#!/bin/sh\necho no luck >&2\nexit 3\n")
    (tools / "cp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setattr(copying, "clone", lambda *_: False)
    with pytest.raises(StoragePoolException, match="status 3: no luck"):
        copying.copy_file(tmp_path / "source", tmp_path / "target")
    assert files(tmp_path) == ["bin", "source"]


async def test_a_cancelled_copy_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "source").write_bytes(b"data")
    (tmp_path / "target").write_bytes(b"kept")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "cp").write_text(f"#!/bin/sh\n: >{tools}/begun\nexec sleep 600\n")
    (tools / "cp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setattr(copying, "clone", lambda *_: False)
    task = asyncio.create_task(
        in_thread(copying.copy_file, tmp_path / "source", tmp_path / "target")
    )
    while not (tools / "begun").exists():
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asyncio.shield(task), timeout=60)
    assert files(tmp_path) == ["bin", "source", "target"]
    assert (tmp_path / "target").read_bytes() == b"kept"


@pytest.mark.root
@pytest.mark.row("S2.11")
def test_copy_between_file_systems(tmp_path: Path) -> None:
    with loop_filesystem("btrfs", tmp_path) as mounted:
        source = sparse(tmp_path / "source")
        assert copying.copy_file(source, mounted / "copy") is False
        assert (mounted / "copy").stat().st_blocks * 512 <= 2 * MIB
        assert (mounted / "copy").read_bytes() == source.read_bytes()


@pytest.mark.row("S3.6")
def test_request_number() -> None:
    if platform.machine() in ("x86_64", "aarch64"):
        assert copying.FICLONE == 0x40049409


def test_a_copy_that_does_not_fit_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"x" * MIB)
    os.truncate(source, 50 * MIB)  # a hole needs no room
    target.write_bytes(b"kept")
    figures = os.statvfs(tmp_path)

    def nearly_full(free: int) -> None:
        values = list(figures)
        values[3] = values[4] = free // figures.f_frsize
        monkeypatch.setattr("os.statvfs", lambda _: os.statvfs_result(values))

    monkeypatch.setattr(copying, "clone", lambda *_: False)
    nearly_full(MIB - figures.f_frsize)
    with pytest.raises(NotEnoughSpace) as refused:
        copy_file(source, target)
    assert (refused.value.needed, refused.value.free) == (MIB, MIB - figures.f_frsize)
    said = str(refused.value)  # with the digits that tell the two apart
    assert "needs 1.000 MiB, and" in said and "0.996 MiB free" in said and "reclaimable" in said
    assert target.read_bytes() == b"kept" and files(tmp_path) == ["source", "target"]
    nearly_full(MIB)
    copy_file(source, target)
    assert target.stat().st_size == 50 * MIB


def test_what_a_file_system_keeps_for_itself_is_not_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = build_pool("file-reflink", "p", dir_path=str(tmp_path), setup_check="no")
    asyncio.run(pool.setup())
    source = tmp_path / "source"
    source.write_bytes(b"x" * MIB)
    figures = os.statvfs(tmp_path)
    values = list(figures)
    values[4] = (MIB - figures.f_frsize) // figures.f_frsize  # f_bavail; f_bfree is as it was
    monkeypatch.setattr("os.statvfs", lambda _: os.statvfs_result(values))
    monkeypatch.setattr(copying, "clone", lambda *_: False)
    assert pool.free == MIB - figures.f_frsize
    with pytest.raises(NotEnoughSpace):
        copy_file(source, tmp_path / "target")
