"""Driver file beyond the shared suite: its files, its refusals."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from qubesmanager.backend.storage import Pool, QubeRef, StoragePoolException, build_pool
from qubesmanager.backend.storage.conformance_tools import (
    SIZE,
    committed,
    load,
    origin,
    snapshot,
    volatile,
)
from tests.storage_places import files

TEMPLATE = QubeRef("template", "vm-templates")


@pytest.fixture
async def pool(tmp_path: Path) -> Pool:
    made = build_pool("file", "p", dir_path=str(tmp_path))
    await made.setup()
    assert files(tmp_path) == ["appvms", "vm-templates"]
    return made


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "appvms" / "work"


@pytest.mark.row("S1.7", "6.21")
async def test_files(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    await volatile(pool).create()
    source = origin(pool, "root", TEMPLATE)
    await snapshot(source).create()
    assert files(work) == ["private.img"]
    assert (work / "private.img").stat().st_mode & 0o777 == 0o660
    await volume.import_data(SIZE)
    assert files(work) == ["private-import.img", "private.img"]
    assert snapshot(source).path == str(work.parent.parent / "vm-templates/template/root.img")


@pytest.mark.row("6.29")
async def test_nothing_is_overwritten(pool: Pool, work: Path) -> None:
    work.mkdir()
    (work / "private.img").write_bytes(b"precious")
    with pytest.raises(StoragePoolException, match="exists"):
        await origin(pool).create()
    assert (work / "private.img").read_bytes() == b"precious"


async def test_a_volume_needs_a_size(pool: Pool) -> None:
    with pytest.raises(StoragePoolException, match="size"):
        await origin(pool, size=0).create()


def changes(first: bytes = b"", at: int = 0) -> bytes:
    """A snapshot store: header of an empty one, and something written."""
    store = bytearray(struct.pack("<4sIII", b"SnAp", 1, 1, 256).ljust(256 * 1024, b"\0"))
    store[at : at + len(first)] = first
    return bytes(store)


@pytest.mark.parametrize(
    ("store", "dirty"),
    [
        (None, False),
        (b"", False),
        (bytes(4096), False),
        (changes(), False),
        (changes(b"x", at=20), True),
        (changes(b"x", at=200_000), True),
        (changes() + b"x", True),
        (b"x", True),
    ],
)
async def test_dirty_means_changes_in_the_snapshot_store(
    pool: Pool, work: Path, store: bytes | None, dirty: bool
) -> None:
    volume = origin(pool)
    await volume.create()
    if store is not None:
        (work / "private-cow.img").write_bytes(store)
    assert volume.is_dirty() == dirty
    if dirty:
        for refused in (
            volume.export(),
            volume.import_data(SIZE),
            volume.resize(2 * SIZE),
            volume.import_volume(volume),
        ):
            with pytest.raises(StoragePoolException, match="stop the qube first"):
                await refused


@pytest.mark.row("6.30")
async def test_a_hole_is_no_change(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    with (work / "private-cow.img").open("wb") as store:
        store.truncate(SIZE)
        assert not volume.is_dirty()
        store.seek(SIZE - 1)
        store.write(b"x")
    assert volume.is_dirty()


async def test_an_import_drops_differences_to_the_old_image(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    (work / "private-cow.img").write_bytes(changes())
    (work / "private-cow.img.old").write_bytes(b"differences")
    assert list(volume.revisions) == ["old"]
    await load(volume, b"new")
    assert files(work) == ["private.img"]
    assert volume.revisions == {}
    assert await committed(volume, 3) == b"new"


@pytest.mark.row("S2.18", "6.23")
async def test_limits(pool: Pool) -> None:
    volume = origin(pool)
    for holder in (volume, pool):
        with pytest.raises(NotImplementedError, match="at most one revision"):
            holder.revisions_to_keep = 2
        assert holder.revisions_to_keep == 1
    source = origin(pool, "root", TEMPLATE)
    child = snapshot(source)
    assert child.revisions_to_keep == 0
    assert not child.is_outdated()
    with pytest.raises(StoragePoolException, match="template"):
        await child.resize(2 * SIZE)
    with pytest.raises(StoragePoolException, match="snapshot"):
        await volume.import_volume(child)
    with pytest.raises(NotImplementedError):
        config = {"name": "x", "snap_on_start": True, "save_on_stop": True, "source": source}
        pool.init_volume(QubeRef("work", "appvms"), config)
    with pytest.raises(StoragePoolException, match="has no revisions"):
        await volume.revert()
    with pytest.raises(NotImplementedError, match=r"FileVolume\.pin"):
        await volume.pin("old")


async def test_size_follows_the_image_and_is_remembered(pool: Pool, work: Path) -> None:
    volume = origin(pool, size=1)
    assert volume.size == 1
    work.mkdir()
    (work / "private.img").write_bytes(bytes(12345))
    assert volume.size == 12345
    (work / "private.img").unlink()
    assert volume.size == 12345


async def test_remove_takes_everything_of_the_volume(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    names = ["-cow.img", "-cow.img.old", "-import.img", "-import.img~x", ".img~x", "2.img~x"]
    for name in names:
        (work / f"private{name}").write_bytes(b"")
    await volume.remove()
    assert files(work) == ["private2.img~x"]
