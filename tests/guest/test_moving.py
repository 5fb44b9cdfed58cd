"""Qubes between a directory and a thin pool, and what lies in a thin pool for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend import unfinished
from qubesmanager.backend.app import App
from qubesmanager.backend.moving import Move, MoveResult
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.reclaiming import reclaim, reclaimable
from qubesmanager.backend.storage import Pool, StoragePoolException, build_pool
from qubesmanager.backend.storage.conformance_tools import (
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
from qubesmanager.backend.storage.lvm_command import CACHE
from tests.guest.conftest import GROUPS, POOL, lvm, names

pytestmark = pytest.mark.lvm

GROUP = GROUPS[0]
DATA = b"what the person has".ljust(1 << 20, b"!")


@pytest.fixture
async def app(pool: Pool, tmp_path: Path) -> App:
    """A store with a directory and the thin pool."""
    await create_store(tmp_path / "home", "file-reflink", setup_check=False)
    app = await App.load(tmp_path / "home")
    await app.add_pool("thin", "lvm_thin", volume_group=GROUP, thin_pool=POOL)
    return app


async def move(app: App, name: str, pool: str) -> MoveResult:
    return await Move(app, app.qubes[name], app.pools[pool], None, lambda *_: None).run()


async def test_there_and_back(app: App) -> None:
    await app.add_qube("TemplateVM", "tpl", "black")
    await app.add_qube("AppVM", "child", "red", "tpl")
    root, private = (app.qubes["tpl"].volumes[name] for name in ("root", "private"))
    await load(root, DATA, 3 * SIZE + 512)
    await private.resize(SIZE)  # all of it is compared, and reading is slow in a guest
    result = await move(app, "tpl", "thin")
    assert sorted(result.moved) == ["private", "root", "volatile"]
    assert names() == ["vm-tpl-private", "vm-tpl-root"]
    moved, follower = app.qubes["tpl"].volumes["root"], app.qubes["child"].volumes["root"]
    assert follower.source is moved and follower.pool == "thin"
    assert (await committed(moved)).rstrip(b"\0") == DATA
    assert moved.usage < 2 * len(DATA), "holes stay holes"
    await follower.start()
    assert read(device(follower), len(DATA)) == DATA
    await follower.stop()
    again = await App.load(app.home)
    assert again.qubes["child"].volumes["root"].source is again.qubes["tpl"].volumes["root"]
    await move(again, "tpl", "varlibqubes")
    back = again.qubes["tpl"].volumes["root"]
    assert (await committed(back)).rstrip(b"\0") == DATA
    assert names() == []
    assert not (app.home / unfinished.FOLDER).exists()


async def test_data_of_no_qube(app: App) -> None:
    """Only what is called like a qube's volume is shown; only what is named goes."""
    await app.add_qube("StandaloneVM", "work", "red", pool="thin")
    volume = app.qubes["work"].volumes["private"]
    await run(volume, b"one")
    for name in ("root", "vm-gone-private", "vm-gone-private-1500000000-back", "vm-cut-x-snap"):
        lvm("lvcreate", "--thin", "--virtualsize=8M", f"--name={name}", f"{GROUP}/{POOL}")
    CACHE.reset()

    found = {item.item: item for item in await reclaimable(app, [app.pools["thin"]])}
    (revision,) = volume.revisions
    assert set(found) == {
        f"revision:thin:{volume.vid}:{revision}",
        f"orphan:thin:{GROUP}/vm-gone-private",
        f"orphan:thin:{GROUP}/vm-cut-x",
    }
    assert all(item.reason is None for item in found.values())
    wanted = [f"orphan:thin:{GROUP}/vm-gone-private", f"orphan:thin:{GROUP}/root"]
    outcomes = await reclaim(app, wanted)
    assert [outcome.reason for outcome in outcomes] == [None, "there is no such item"]
    assert {"root", "vm-cut-x-snap"} < set(names())
    assert not [name for name in names() if name.startswith("vm-gone")]
    await reclaim(app, list(found))
    assert set(names()) == {"root", "vm-work-private", "vm-work-root"}


async def test_a_creation_that_was_cut_off(app: App) -> None:
    """What its note names goes at the next start, and the name is free again."""
    lvm("lvcreate", "--thin", "--virtualsize=8M", "--name=vm-new-other", f"{GROUP}/{POOL}")
    CACHE.reset()
    new = await app.add_qube("StandaloneVM", "new", "red", pool="thin")
    app.qubes.discard(new)
    await app.save()
    note = app.home / unfinished.FOLDER / "new-x.json"
    note.parent.mkdir()
    vids = ", ".join(f'["thin", "{GROUP}/vm-new-{name}"]' for name in ("root", "private"))
    facts = '"qube": "new", "prefix": "appvms", "directory": false'
    note.write_text(f'{{{facts}, "volumes": [{vids}]}}')
    again = await App.load(app.home)
    with pytest.raises(Exception, match="exists and is not overwritten"):
        await again.add_qube("StandaloneVM", "new", "red", pool="thin")
    await unfinished.clean_up(again)
    assert names() == ["vm-new-other"]
    await again.add_qube("StandaloneVM", "new", "red", pool="thin")


async def test_room(pool: Pool, tmp_path: Path) -> None:
    free = pool.free
    assert free is not None and 0 < free <= 1 << 30
    with pytest.raises(StoragePoolException, match="qube pool reclaimable"):
        pool.require_room("a copy", free + 1)
    pool.require_room("a copy", free)


@pytest.mark.parametrize("driver", ["lvm_thin", "file"])
async def test_snapshots_follow_a_resize_of_their_source(
    driver: str, pool: Pool, tmp_path: Path
) -> None:
    if driver == "file":
        pool = build_pool("file", "images", dir_path=str(tmp_path / "images"))
        await pool.setup()
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    child = snapshot(source)
    await child.start()
    await source.resize(2 * SIZE)
    assert len(read(device(child))) == SIZE, "a run keeps its size"
    await child.stop()
    assert child.size == 2 * SIZE
    await child.start()
    assert len(read(device(child))) == 2 * SIZE
    await child.stop()
    await source.start()
    await source.resize(3 * SIZE)
    await child.start()
    assert len(read(device(child))) == 2 * SIZE, "a snapshot is of the committed state"
    await child.stop()
    write(device(source), b"new")
    await source.stop()
    await child.start()
    assert len(read(device(child))) == 3 * SIZE
    await child.stop()
