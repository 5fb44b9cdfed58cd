"""Moving volumes: what stands in the way, what is refused meanwhile, a store on a full disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qubesmanager.backend import moving, unfinished
from qubesmanager.backend.app import App
from qubesmanager.backend.moving import Move, MoveResult
from qubesmanager.backend.qube.lifecycle import PowerState
from qubesmanager.backend.qube.start_rules import check_start
from qubesmanager.backend.storage import StoragePoolException, durable
from qubesmanager.backend.storage.conformance_tools import committed, load
from qubesmanager.protocol import QubesException, QubesVMInUseError, QubesVMNotHaltedError
from tests.unit.stock_store import fail_to_write, fresh_app

DATA = b"what the person has"


@pytest.fixture
async def app(tmp_path: Path) -> App:
    app = await fresh_app(tmp_path)
    options = {"dir_path": str(tmp_path / "second"), "setup_check": "no"}
    await app.add_pool("second", "file-reflink", **options)
    await app.add_qube("AppVM", "work", "red")
    await load(app.qubes["tpl"].volumes["root"], DATA)
    return app


async def move(
    app: App, name: str = "tpl", on_progress: Callable[..., None] = lambda *_: None
) -> MoveResult:
    return await Move(app, app.qubes[name], app.pools["second"], None, on_progress).run()


async def is_as_before(app: App) -> bool:
    """Data, followers, and nothing in the other pool."""
    root = app.qubes["tpl"].volumes["root"]
    assert app.qubes["work"].volumes["root"].source is root
    assert app.qubes["tpl"].storage.moving_to is None and not app.qubes["tpl"].holds
    known = {vid for pool, vid in unfinished.known_volumes(app) if pool == "second"}
    assert not await app.pools["second"].strays(known)
    assert app.pools["second"].list_volumes() == []
    return root.pool == "varlibqubes" and (await committed(root)).startswith(DATA)


@pytest.mark.parametrize("name", ["tpl", "work"])
async def test_what_runs_stays(app: App, name: str) -> None:
    app.qubes[name].life.state = PowerState.RUNNING
    with pytest.raises(QubesVMNotHaltedError, match=name):
        await move(app)
    assert await is_as_before(app)


async def test_a_child_that_starts_in_between(app: App) -> None:
    """It would be on the old volume when that is dropped."""

    def start(_volume: str, phase: str, done: int, total: int) -> None:
        if phase == "compare" and done == total:
            app.qubes["work"].life.state = PowerState.RUNNING

    with pytest.raises(QubesVMNotHaltedError, match="work run from 'tpl'"):
        await move(app, on_progress=start)
    assert await is_as_before(app)


async def test_what_is_held_stays(app: App) -> None:
    with (
        app.qubes["tpl"].held("it is being backed up"),
        pytest.raises(QubesVMInUseError, match="it is being backed up"),
    ):
        await move(app)
    assert await is_as_before(app)


async def test_refused_meanwhile(app: App) -> None:
    refusals: list[str] = []

    def look(_volume: str, phase: str, *_: int) -> None:
        if phase == "compare" or refusals:
            return
        tpl = app.qubes["tpl"]
        for qube in (tpl, app.qubes["work"]):
            with pytest.raises(QubesVMInUseError, match="'tpl' is being moved"):
                check_start(qube)
        with pytest.raises(StoragePoolException, match="being moved to pool second") as refused:
            tpl.storage.refuse_moving()
        refusals.append(str(refused.value))
        assert "it is being moved to pool second" in tpl.holds

    await move(app, on_progress=look)
    assert refusals
    assert app.qubes["tpl"].volumes["root"].pool == "second"
    check_start(app.qubes["work"])


async def test_a_store_that_cannot_be_written(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is as before; the copies stay until it is certain that the store is so as well."""
    fail_to_write(monkeypatch, "qubes.xml")
    with pytest.raises(QubesException, match="No space left"):
        await move(app)
    monkeypatch.setattr(durable, "on_step", None)
    root = app.qubes["tpl"].volumes["root"]
    assert root.pool == "varlibqubes" and (await committed(root)).startswith(DATA)
    assert app.qubes["work"].volumes["root"].source is root
    assert len(list((app.home / unfinished.FOLDER).iterdir())) == 1
    again = await App.load(app.home)
    await unfinished.clean_up(again)
    assert await is_as_before(again)
    assert not (app.home / unfinished.FOLDER).exists()


async def test_a_copy_that_differs_is_not_used(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "first_difference", lambda *_: 4711)
    with pytest.raises(QubesException, match="root differs from it at byte 4711"):
        await move(app)
    assert await is_as_before(app)


async def test_a_driver_that_keeps_fewer_states(app: App, tmp_path: Path) -> None:
    await app.add_pool("plain", "file", dir_path=str(tmp_path / "plain"))
    tpl = app.qubes["tpl"]
    tpl.volumes["root"].revisions_to_keep = 5
    result = await Move(app, tpl, app.pools["plain"], "root", lambda *_: None).run()
    assert result.notes == ("revisions_to_keep of volume root is 1 there, not 5",)
    assert tpl.volumes["root"].revisions_to_keep == 1
    assert tpl.volumes["root"].revisions == {} and tpl.revision_marks["root"] == {}
    assert list(tpl.volumes) == ["root", "private", "volatile", "kernel"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"qube": "../..", "prefix": "appvms", "directory": true, "volumes": []}',
        '{"qube": "work", "prefix": "../..", "directory": true, "volumes": []}',
        '{"qube": "work", "prefix": "appvms", "directory": true, "volumes": [["varlibqubes"]]}',
    ],
)
async def test_a_note_that_is_none_is_left_alone(
    app: App, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = app.home / unfinished.FOLDER / "x.json"
    path.parent.mkdir()
    path.write_text(text)
    (path.parent / "x.json~1234").write_text("a note that was being written")
    before = sorted(app.home.rglob("*.img"))
    await unfinished.clean_up(app)
    assert sorted(app.home.rglob("*.img")) == before
    assert [entry.name for entry in path.parent.iterdir()] == ["x.json"]
    assert "no note of ours" in caplog.text
    caplog.clear()


async def test_a_note_of_a_pool_that_cannot_be_used_waits(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    path = app.home / unfinished.FOLDER / "x.json"
    path.parent.mkdir()
    volume = app.qubes["work"].volumes["private"]
    vids = f'[["varlibqubes", "{volume.vid}"], ["away", "appvms/gone/private"]]'
    path.write_text(
        f'{{"qube": "gone", "prefix": "appvms", "directory": false, "volumes": {vids}}}'
    )
    app.unusable_pools["away"] = {"name": "away", "driver": "lvm_thin"}
    await unfinished.clean_up(app)
    assert path.exists() and "stays until that can be used" in caplog.text
    del app.unusable_pools["away"]
    await unfinished.clean_up(app)
    assert not path.exists()
    await volume.verify()
    caplog.clear()
