"""Rows of tests/storage_rows.py that need more than one room: pools in a store, copies, devices."""

from __future__ import annotations

import asyncio
import builtins
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.storage import QubeRef, Volume, build_pool, loops
from qubesmanager.backend.storage.conformance_tools import (
    SIZE,
    TEMPLATE,
    committed,
    load,
    origin,
    read,
    run,
    snapshot,
    volatile,
    write,
)
from qubesmanager.backend.storage.volume import VolumeSpec
from qubesmanager.backend.store import read_store
from qubesmanager.protocol import QubesException
from tests import storage_places
from tests.storage_places import KINDS, files, loop_filesystem, memory_folder

MIB = 1024**2

pytestmark = pytest.mark.root


@pytest.fixture(scope="module")
def mounts() -> Iterator[dict[str, Path]]:
    """A directory on each kind of file system."""
    with (
        memory_folder() as memory,
        loop_filesystem("btrfs", memory) as btrfs,
        loop_filesystem("xfs", memory) as xfs,
        loop_filesystem("ext4", memory) as ext4,
    ):
        yield {"btrfs": btrfs, "xfs": xfs, "ext4": ext4}


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, mounts: dict[str, Path]) -> Iterator[Path]:
    made = mounts[request.param] / "test"
    made.mkdir()
    yield made
    shutil.rmtree(made)


@pytest.fixture
def on_ext4(mounts: dict[str, Path]) -> Iterator[Path]:
    made = mounts["ext4"] / "own"
    made.mkdir()
    yield made
    shutil.rmtree(made)


@pytest.mark.row("S2.1")
async def test_a_store_with_driver_file_stays_so_on_any_file_system(place: Path) -> None:
    """(Where nobody names a driver, `qube init` proposes one by what the file system can do.)"""
    await create_store(place / "home", "file")
    app = await App.load(place / "home")
    assert app.pools["varlibqubes"].driver == "file"
    await app.save()
    assert {pool["name"]: pool["driver"] for pool in read_store(place / "home/qubes.xml").pools}[
        "varlibqubes"
    ] == "file"


@pytest.mark.row("S2.9", "S2.10", "6.9", "6.47")
async def test_a_pool_without_reflinks_takes_consent(on_ext4: Path) -> None:
    await create_store(on_ext4 / "home", "file")
    app = await App.load(on_ext4 / "home")
    directory = on_ext4 / "pool"
    with pytest.raises(QubesException, match=f"{directory}.*setup_check=no"):
        await app.add_pool("second", "file-reflink", dir_path=str(directory))
    assert not directory.exists() and "second" not in app.pools
    assert "second" not in (await App.load(app.home)).pools
    pool = await app.add_pool("second", "file-reflink", dir_path=str(directory), setup_check="no")
    volume = origin(pool, size=64 * MIB)
    await volume.create()
    await load(volume, b"d" * MIB, 64 * MIB)
    await volume.start()
    assert volume.usage <= 2 * MIB, "a start copies holes as holes"
    assert read(volume.path or "", MIB) == b"d" * MIB


async def filled_store(home: Path) -> None:
    """By driver file: a template, a qube of it, and one that stands alone; each with data."""
    await create_store(home, "file")
    app = await App.load(home)
    await app.add_qube("TemplateVM", "tpl", "black")
    await app.add_qube("AppVM", "work", "red", template="tpl")
    await app.add_qube("StandaloneVM", "alone", "blue")
    for qube, volume, data in (
        ("tpl", "root", b"system"),
        ("work", "private", b"letters"),
        ("alone", "root", b"another system"),
    ):
        storage = app.qubes[qube].storage
        write(await storage.import_data(volume, SIZE), data)
        await storage.import_data_end(volume, True)
    # What earlier runs of that driver leave beside the images.
    (home / "appvms/work/private-cow.img").write_bytes(bytes(4096))
    (home / "appvms/work/private-cow.img.old").write_bytes(b"differences")
    (home / "vm-templates/tpl/root-cow.img").write_bytes(bytes(4096))
    await app.close()


@pytest.mark.row("S2.8")
async def test_a_tree_of_driver_file_with_only_the_driver_word_changed(place: Path) -> None:
    home = place / "home"
    await filled_store(home)
    before = {
        path: path.read_bytes() for path in home.rglob("*.img*") if path.stat().st_size <= SIZE
    }
    text = (home / "qubes.xml").read_text()
    assert text.count('driver="file"') == 1
    (home / "qubes.xml").write_text(text.replace('driver="file"', 'driver="file-reflink"'))

    app = await App.load(home)
    template, work, alone = (app.qubes[name].storage for name in ("tpl", "work", "alone"))
    assert {volume.pool.driver for volume in work.volumes.values()} == {
        "file-reflink",
        "linux-kernel",
    }
    for storage in (template, work, alone):
        assert await storage.verify()
    assert await committed(template.volumes["root"], 6) == b"system"
    assert {path: path.read_bytes() for path in before} == before, "looking changes nothing"

    await work.start()
    root, private = (work.volumes[name].path or "" for name in ("root", "private"))
    assert (read(root, 6), read(private, 7)) == (b"system", b"letters")
    write(private, b"answers")
    write(root, b"garbage")
    await run_in_template(template.volumes["root"])
    assert work.outdated_volumes() == [work.volumes["root"]]
    assert read(root, 7) == b"garbage"
    await work.stop()
    assert await committed(work.volumes["private"], 7) == b"answers"
    assert list(work.volumes["private"].revisions) == ["1"]
    await work.volumes["private"].revert()
    assert await committed(work.volumes["private"], 7) == b"letters"
    await work.start()
    assert read(root, 6) == b"update"
    await work.stop()
    await alone.start()
    assert read(alone.volumes["root"].path or "", 14) == b"another system"
    await alone.stop()
    left = files(home / "appvms/work")
    assert {"private-cow.img", "private-cow.img.old"} <= set(left), "what is not ours stays"
    await app.close()


async def run_in_template(root: Volume) -> None:
    await root.start()
    write(root.path or "", b"update")
    await root.stop()


@pytest.mark.row("S2.13")
async def test_a_clone_into_a_directory_that_is_there(place: Path) -> None:
    await create_store(place / "home", "file")
    app = await App.load(place / "home")
    source = await app.add_qube("StandaloneVM", "alone", "red")
    write(await source.storage.import_data("private", SIZE), b"data")
    await source.storage.import_data_end("private", True)
    folder = place / "home/appvms/copy"
    folder.mkdir()
    (folder / "stray").write_text("kept")
    copy = await app.add_qube("StandaloneVM", "copy", "red")
    await copy.storage.import_volume("private", source.volumes["private"])
    assert await committed(copy.volumes["private"], 4) == b"data"
    assert (folder / "stray").read_text() == "kept"
    await app.close()


@pytest.mark.row("6.17")
async def test_a_disposable_has_its_volatile_where_its_template_has_it(place: Path) -> None:
    await create_store(place / "home", "file")
    app = await App.load(place / "home")
    await app.add_pool("second", "file", dir_path=str(place / "second"))
    await app.add_qube("TemplateVM", "tpl", "black")
    base = await app.add_qube("AppVM", "dvm", "red", template="tpl", pools={"volatile": "second"})
    await base.properties.set("template_for_dispvms", "True")
    disposable = await app.add_qube("DispVM", "disp1", "red", template="dvm")
    assert disposable.volumes["volatile"].pool.name == "second"
    assert disposable.volumes["private"].pool.name == "varlibqubes"
    await app.close()


class OnDevice(Volume):
    """Exports a block device."""

    exported = ""

    async def export(self) -> str:
        return self.exported

    async def export_end(self, path: str) -> None:
        """Nothing to give back."""


@pytest.mark.row("S2.11", "S2.21")
@pytest.mark.parametrize("driver", ["file", "file-reflink"])
async def test_a_clone_of_a_block_device_is_sparse(driver: str, place: Path) -> None:
    image = place / "device.img"
    with image.open("wb") as file:
        file.truncate(64 * MIB)
        file.seek(32 * MIB)
        file.write(b"d" * MIB)
    options = {"setup_check": "no"} if driver == "file-reflink" else {}
    pool = build_pool(driver, "p", dir_path=str(place / "pool"), **options)
    await pool.setup()
    volume = origin(pool)
    await volume.create()
    source = OnDevice(pool, "appvms/x/private", VolumeSpec("private", save_on_stop=True))
    source.exported = storage_places.run("losetup", "--find", "--show", image).strip()
    try:
        await volume.import_volume(source)
    finally:
        storage_places.run("losetup", "--detach", source.exported)
    assert volume.size == 64 * MIB
    assert volume.usage <= 2 * MIB
    assert await committed(volume) == image.read_bytes()


@pytest.mark.row("S3.7")
def test_loop_devices_are_opened_as_bytes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = place / "image"
    image.write_bytes(bytes(MIB))
    device = storage_places.run("losetup", "--find", "--show", image).strip()
    modes: list[str] = []

    def watched(path: Any, mode: str = "r", *more: Any) -> Any:
        modes.append(mode)
        return builtins.open(path, mode, *more)

    monkeypatch.setattr(loops, "open", watched, raising=False)
    try:
        os.truncate(image, 2 * MIB)
        loops.update_loop_sizes(image)
        assert modes == ["rb"]
        assert int(storage_places.run("blockdev", "--getsize64", device)) == 2 * MIB
    finally:
        storage_places.run("losetup", "--detach", device)


@pytest.mark.row("S3.10")
@pytest.mark.parametrize("driver", ["file", "file-reflink"])
async def test_asking_for_the_size_never_undoes_a_resize(driver: str, place: Path) -> None:
    options = {"setup_check": "no"} if driver == "file-reflink" else {}
    pool = build_pool(driver, "p", dir_path=str(place / "pool"), **options)
    await pool.setup()
    volume = origin(pool)
    await volume.create()
    ended = threading.Event()
    seen: set[int] = set()

    def ask() -> None:
        while not ended.is_set():
            seen.add(volume.size)

    askers = [asyncio.create_task(asyncio.to_thread(ask)) for _ in range(2)]
    sizes = [SIZE + 4096 * number for number in range(1, 21)]
    for size in sizes:
        await volume.resize(size)
        assert volume.size == size
    ended.set()
    await asyncio.gather(*askers)
    assert volume.size == int(volume.config["size"]) == sizes[-1]
    assert seen <= {SIZE, *sizes}


@pytest.mark.row("S3.12", "6.41")
@pytest.mark.parametrize("driver", ["file", "file-reflink"])
async def test_a_stopped_volatile_starts_with_its_new_size(driver: str, place: Path) -> None:
    options = {"setup_check": "no"} if driver == "file-reflink" else {}
    pool = build_pool(driver, "p", dir_path=str(place / "pool"), **options)
    await pool.setup()
    scratch = volatile(pool)
    await scratch.create()
    await scratch.resize(2 * SIZE)
    await scratch.start()
    assert read(scratch.path or "") == bytes(2 * SIZE)
    await scratch.stop()


@pytest.mark.row("6.37")
async def test_a_revert_of_its_source_makes_a_running_snapshot_outdated(place: Path) -> None:
    pool = build_pool("file-reflink", "p", dir_path=str(place / "pool"), setup_check="no")
    await pool.setup()
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    await run(source, b"one")
    await run(source, b"two")
    child = snapshot(source, qube=QubeRef("work", "appvms"))
    await child.start()
    assert not child.is_outdated()
    await source.revert()
    assert child.is_outdated()
    assert read(child.path or "", 3) == b"two"
    await child.stop()
    await child.start()
    assert not child.is_outdated()
    assert read(child.path or "", 3) == b"one"
