"""A pool whose disk is not mounted, and a volume whose image is lost: nothing pretends to work."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from qubesmanager.backend.api import internal, volumes
from qubesmanager.backend.api.methods import Call
from qubesmanager.backend.app import App
from qubesmanager.backend.storage import Pool, StoragePoolException, Volume, build_pool
from qubesmanager.backend.storage.conformance_tools import MIB, origin, run
from qubesmanager.client.inventory import parse_inventory
from qubesmanager.protocol import StoragePoolException as Refused

from .stock_store import fresh_app

DRIVERS = {"file-reflink": {"setup_check": "no"}, "file": {}}


@pytest.fixture(params=DRIVERS)
async def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Pool:
    made = build_pool(request.param, "p", dir_path=str(tmp_path / "pool"), **DRIVERS[request.param])
    await made.setup()
    return made


def _unmount(pool: Path, mount_point: bool) -> Path:
    """Where the data is from now on; what a mount point shows then is an empty directory."""
    aside = pool.with_name("aside")
    pool.rename(aside)
    if mount_point:
        pool.mkdir()
    return aside


ACTIONS: dict[str, Callable[[Volume, Volume], Awaitable[object]]] = {
    "create": lambda volume, _: volume.create(),
    "remove": lambda volume, _: volume.remove(),
    "resize": lambda volume, _: volume.resize(8 * MIB),
    "export": lambda volume, _: volume.export(),
    "import": lambda volume, _: volume.import_data(MIB),
    "clone": lambda volume, other: volume.import_volume(other),
    "cloned": lambda volume, other: other.import_volume(volume),
}


@pytest.mark.parametrize("mount_point", [False, True])
@pytest.mark.parametrize("action", ACTIONS)
async def test_a_disk_that_is_not_mounted(
    pool: Pool, tmp_path: Path, action: str, mount_point: bool
) -> None:
    elsewhere = build_pool(
        "file-reflink", "other", dir_path=str(tmp_path / "other"), setup_check="no"
    )
    await elsewhere.setup()
    volume, other = origin(pool), origin(elsewhere)
    await volume.create()
    await other.create()
    size = volume.size
    aside = _unmount(tmp_path / "pool", mount_point)
    gone = tmp_path / "pool" / "appvms" if mount_point else tmp_path / "pool"
    with pytest.raises(StoragePoolException) as refused:
        await ACTIONS[action](volume, other)
    said = f"the directory {str(gone)!r} of pool p is not there; is its disk mounted?"
    assert str(refused.value) == said
    assert volume.size == size
    assert (pool.hindrance, pool.size, pool.usage, pool.free) == (said, None, None, None)
    assert (aside / "appvms" / "work" / "private.img").exists()
    assert volume in list(pool.volumes)
    if mount_point:
        (tmp_path / "pool").rmdir()
    aside.rename(tmp_path / "pool")
    await volume.verify()
    assert pool.hindrance is None and pool.size


async def test_a_start_without_the_disk(tmp_path: Path) -> None:
    pool = build_pool("file-reflink", "p", dir_path=str(tmp_path / "pool"), setup_check="no")
    await pool.setup()
    volume = origin(pool)
    await volume.create()
    _unmount(tmp_path / "pool", mount_point=True)
    with pytest.raises(StoragePoolException, match="is its disk mounted"):
        await volume.start()


async def test_a_lost_image(tmp_path: Path) -> None:
    pool = build_pool("file-reflink", "p", dir_path=str(tmp_path / "pool"), setup_check="no")
    await pool.setup()
    volume = origin(pool, revisions_to_keep=2)
    await volume.create()
    await run(volume, b"one")
    image = tmp_path / "pool" / "appvms" / "work" / "private.img"
    image.unlink()
    (revision,) = volume.revisions
    said = f"the data of volume private of qube work is missing ({str(image)!r})"
    for action in (volume.export, volume.export_now, lambda: volume.resize(8 * MIB)):
        with pytest.raises(StoragePoolException) as refused:
            await action()
        assert str(refused.value) == f"{said}; revert to one of its revisions: {revision}"
    await volume.revert(revision)
    assert await volume.export() == str(image)


async def test_a_lost_image_without_revisions(pool: Pool, tmp_path: Path) -> None:
    volume = origin(pool)
    await volume.create()
    image = tmp_path / "pool" / "appvms" / "work" / "private.img"
    image.unlink()
    size = volume.size
    for action in (volume.export, lambda: volume.resize(8 * MIB)):
        with pytest.raises(StoragePoolException, match=r"private of qube work is missing \(.*\)$"):
            await action()
    assert volume.size == size
    await volume.remove()  # there is nothing to lose
    assert not image.parent.exists()


async def test_a_lost_image_is_told_where_qubes_are_listed(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path)
    work = await app.add_qube("AppVM", "work", "red")
    await app.add_qube("AppVM", "other", "red")
    (work.dir_path / "private.img").unlink()
    (app.home / "vm-templates/tpl/root.img").unlink()
    call = Call(Mock(app=app), "", app.qubes["dom0"], "", b"")
    told = parse_inventory(await internal.inventory(call)).qubes
    lost = {name: list(qube.lost) for name, qube in told.items() if qube.lost}
    assert lost == {"work": ["private"], "tpl": ["root"]}
    assert list(told["work"].problems) == ["root", "private"]
    assert "root of qube tpl is missing" in told["other"].problems["root"]
    assert told["dom0"].problems == {}


@pytest.mark.parametrize("mount_point", [False, True])
async def test_a_qube_whose_disk_is_not_mounted_stays(tmp_path: Path, mount_point: bool) -> None:
    app = await fresh_app(tmp_path / "home")
    place = tmp_path / "pool"
    await app.add_pool("p", "file-reflink", dir_path=str(place), setup_check="no")
    await app.add_qube("StandaloneVM", "alone", "red", pool="p")
    aside = _unmount(place, mount_point)
    with pytest.raises(Refused, match="Cannot remove 'alone': .* is its disk mounted"):
        await app.remove_qube("alone")
    assert "alone" in app.qubes
    assert "alone" in (await App.load(tmp_path / "home")).qubes
    assert (aside / "appvms" / "alone" / "private.img").exists()
    if mount_point:
        place.rmdir()
    aside.rename(place)
    await app.remove_qube("alone")
    assert not (place / "appvms" / "alone").exists()


async def test_what_setup_has_not_made_stays(tmp_path: Path) -> None:
    place = tmp_path / "pool"
    (place / "appvms").mkdir(parents=True)
    pool = build_pool("file", "p", dir_path=str(place))
    await pool.setup()
    (place / "vm-templates" / "tpl").mkdir()
    await pool.undo_setup()
    assert (place / "vm-templates" / "tpl").is_dir()
    shutil.rmtree(place / "vm-templates")
    pool = build_pool("file", "p", dir_path=str(place))
    await pool.setup()
    await pool.undo_setup()
    assert [path.name for path in place.iterdir()] == ["appvms"]


async def test_an_import_that_is_refused_is_not_told_of_as_begun(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path / "home")
    work = await app.add_qube("AppVM", "work", "red")

    async def begun(volume: str) -> list[str]:
        with app.events.listen("work") as listener, pytest.raises(Refused):
            await volumes.import_begin(Call(Mock(imports=[]), "", work, volume, b"4096"))
        return [event.name async for event in listener]

    assert await begun("root") == []
    assert await begun("volatile") == []
    (tmp_path / "home" / "appvms").rename(tmp_path / "aside")
    events = ["domain-volume-import-begin", "domain-volume-import-end"]
    assert await begun("private") == events, "whoever hears of a beginning hears of the end"
