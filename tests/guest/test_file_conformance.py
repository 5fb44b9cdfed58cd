"""Driver file on device-mapper: the suite of all drivers, and what is its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import Pool, StoragePoolException, build_pool
from qubesmanager.backend.storage.conformance import Check, Factory, run_check
from qubesmanager.backend.storage.conformance_tools import (
    QUBE,
    SIZE,
    TEMPLATE,
    committed,
    device,
    load,
    origin,
    read,
    run,
    snapshot,
    write,
)
from tests.storage_places import files
from tests.storage_rows import checks

pytestmark = pytest.mark.lvm

LACKS = {
    "pinned_revisions_stay": "FileVolume.pin",
    "a_snapshot_of_now_is_what_runs": "FileVolume.export_now",
}


def devices() -> list[str]:
    """Device-mapper devices of this driver."""
    return [n for n in sorted(os.listdir("/dev/mapper")) if n.startswith(("origin-", "snapshot-"))]


def loops() -> str:
    return subprocess.run(
        ["losetup", "--list", "--noheadings"], check=True, capture_output=True, text=True
    ).stdout


def drop(names: list[str]) -> None:
    for name in sorted(names, key=len, reverse=True):
        subprocess.run(["env", "DM_DISABLE_UDEV=1", "dmsetup", "remove", name], check=True)


@pytest.fixture
def factory(tmp_path: Path) -> Iterator[Callable[[], Pool]]:
    names = iter("ab")

    def make() -> Pool:
        name = next(names)
        return build_pool("file", name, dir_path=str(tmp_path / name))

    yield make
    drop(devices())  # of qubes that the test left running


@pytest.fixture
async def pool(factory: Factory) -> Pool:
    made = factory()
    await made.setup()
    return made


@pytest.mark.parametrize("check", checks())
async def test_file(check: Check, factory: Factory) -> None:
    outcome = await run_check(check, factory)
    assert outcome.lacks == LACKS.get(check.__name__)


@pytest.mark.row("6.27", "6.28")
async def test_27_28_devices_of_an_origin(pool: Pool, tmp_path: Path) -> None:
    volume = origin(pool)
    work = tmp_path / "a" / "appvms" / "work"
    await volume.create()
    await load(volume, b"old")
    await volume.start()
    image, cow = ((work / name).stat() for name in ("private.img", "private-cow.img"))
    identity = f"{image.st_dev:x}:{image.st_ino}"
    assert devices() == [
        f"origin-{identity}",
        f"snapshot-{identity}-{cow.st_dev:x}:{cow.st_ino}",
    ]
    assert device(volume) == f"/dev/mapper/origin-{identity}"
    assert not volume.is_dirty(), "a start alone changes nothing"
    for refused in (volume.export(), volume.import_data(SIZE), volume.import_volume(volume)):
        with pytest.raises(StoragePoolException, match="stop the qube first"):
            await refused
    write(device(volume), b"new")
    assert volume.is_dirty()
    assert read(f"/dev/mapper/{devices()[1]}", 3) == b"old"
    await volume.stop()
    assert devices() == [] and loops() == ""
    assert files(work) == ["private-cow.img", "private-cow.img.old", "private.img"]
    assert not volume.is_dirty() and list(volume.revisions) == ["old"]
    path = await volume.export()
    with pytest.raises(StoragePoolException, match="exported"):
        await volume.start()
    await volume.export_end(path)
    await volume.start()
    await volume.stop()


@pytest.mark.row("6.40")
async def test_a_crash_keeps_both_states(pool: Pool) -> None:
    """What a lost run wrote is there, and so is what was before it."""
    volume, source = origin(pool), origin(pool, "root", TEMPLATE)
    for made in (volume, source):
        await made.create()
        await load(made, b"old")
        await made.start()
        write(device(made), b"new")
    drop(devices())
    assert volume.is_dirty() and source.is_dirty()
    with pytest.raises(StoragePoolException, match="stop the qube first"):
        await volume.export()
    child = snapshot(source)
    await child.start()
    assert read(device(child), 3) == b"old"
    await volume.start()
    assert read(device(volume), 3) == b"new"
    for made in (volume, source):
        await made.stop()
        assert await committed(made, 3) == b"new"
    assert child.is_outdated()
    await child.stop()
    assert devices() == [] and loops() == ""


async def test_a_whole_image_can_be_overwritten(pool: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    await load(source, b"o" * SIZE)
    child = snapshot(source)
    await child.start()
    await source.start()
    write(device(source), b"n" * SIZE)
    write(device(child), b"c" * SIZE)
    assert read(device(child)) == b"c" * SIZE
    await source.stop()
    await child.stop()
    assert await committed(source) == b"n" * SIZE
    other = snapshot(source)
    await other.start()
    assert read(device(other)) == b"n" * SIZE
    await other.stop()


async def test_missing_image(pool: Pool) -> None:
    with pytest.raises(StoragePoolException, match="missing image"):
        await origin(pool).start()


@pytest.mark.row("S2.8")
async def test_what_has_run_on_devices_runs_under_file_reflink(pool: Pool, tmp_path: Path) -> None:
    """With real stores of differences beside the images, and after a change of the word only."""
    source, volume = origin(pool, "root", TEMPLATE), origin(pool)
    for made in (source, volume):
        await made.create()
        await load(made, b"old")
        await run(made, b"new")
    child = snapshot(source)
    await child.start()
    await child.stop()
    options = {"dir_path": str(tmp_path / "a"), "setup_check": "no"}
    later = build_pool("file-reflink", pool.name, **options)
    root = later.init_volume(TEMPLATE, source.config)
    private = later.init_volume(QUBE, volume.config)
    again = snapshot(root)
    for there in (root, private, again):
        await there.verify()
        await there.start()
        assert read(device(there), 3) == b"new"
    write(device(private), b"six")
    for there in (again, private, root):
        await there.stop()
    assert await committed(private, 3) == b"six"
    assert await committed(root, 3) == b"new"
    assert "private-cow.img.old" in files(tmp_path / "a/appvms/work")
