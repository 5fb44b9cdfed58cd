"""`qube move` against a real qubesd: data, settings and followers, refusals, progress, cancel."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.client import locate, moving
from qubesmanager.client.moving import MoveProgress
from qubesmanager.protocol import QubesException
from tests.archives import noise
from tests.commands import Qube
from tests.integration.served import refused, served_store
from tests.storage_places import files
from tests.waiting import reached

MIB = 1 << 20


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    folder = tmp_path_factory.mktemp("moving")
    with served_store(folder) as qube:
        for name, driver in (("second", "file-reflink"), ("plain", "file")):
            words = ["-o", f"dir_path={folder}/{name}"]
            words += ["-o", "setup_check=no"] if driver == "file-reflink" else []
            qube.run("pool", "add", name, driver, *words)
        qube.run("create", "tpl", "--class", "TemplateVM")
        qube.run("create", "work", "--class", "AppVM", "--template", "tpl")
        yield qube


def fill(qube: Qube, volume: str, folder: Path, seed: int) -> bytes:
    data = noise(MIB, seed) + bytes(MIB)
    (folder / "image").write_bytes(data)
    qube.run("volume", "import", volume, str(folder / "image"))
    return data


def data_of(qube: Qube, volume: str, folder: Path) -> bytes:
    (folder / "out").unlink(missing_ok=True)
    qube.run("volume", "export", volume, str(folder / "out"))
    return (folder / "out").read_bytes()


def places(qube: Qube, name: str) -> dict[str, str]:
    return {row["volume"]: row["pool"] for row in qube.json("volume", "list", name)}


def test_a_qube_and_what_starts_from_it(qube: Qube, tmp_path: Path) -> None:
    root = fill(qube, "tpl:root", tmp_path, 1)
    private = fill(qube, "work:private", tmp_path, 2)
    qube.run("prefs", "work", "memory", "777")
    qube.run("notes", "work", "--set", "mine")
    before = qube.json("info", "work")

    plan = qube.json("move", "tpl", "--pool", "plain", "--plan")
    assert (sorted(plan["volumes"]), plan["drops"]) == (
        ["private", "root", "volatile"],
        {"root": 1},
    )
    said = qube.run("move", "tpl", "--pool", "plain", "--plan").stdout
    assert "earlier states do not come along and will be removed: 1 of root" in said
    assert set(places(qube, "tpl").values()) == {"varlibqubes", "linux-kernel"}

    done = qube.json("move", "tpl", "--pool", "plain")
    assert sorted(done["moved"]) == ["private", "root", "volatile"]
    assert done["stayed"] == {"kernel": "kernels have a pool of their own"}
    assert done["dropped_revisions"] == 1
    assert places(qube, "tpl") == dict.fromkeys(done["moved"], "plain") | {"kernel": "linux-kernel"}
    assert places(qube, "work")["root"] == "plain" and places(qube, "work")["private"] != "plain"
    assert data_of(qube, "tpl:root", tmp_path) == root
    assert files(qube.home / "vm-templates" / "tpl") == []

    said = qube.run("move", "work", "-P", "second", "--volume", "private").stdout
    assert said.startswith("work: private moved to pool second\n")
    assert data_of(qube, "work:private", tmp_path) == private
    after = qube.json("info", "work")
    assert after["properties"] == before["properties"] and after["notes"] == before["notes"]
    assert not (qube.home / "unfinished").exists()

    back = qube.json("move", "tpl", "--pool", "varlibqubes")
    assert sorted(back["moved"]) == ["private", "root", "volatile"]
    assert places(qube, "work")["root"] == "varlibqubes"
    assert data_of(qube, "tpl:root", tmp_path) == root


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nobody", "--pool", "plain"), 1, "nobody"),
        (("work", "--pool", "nosuch"), 1, "Unknown storage pool nosuch"),
        (("work", "--pool", "linux-kernel"), 1, "for kernels"),
        (("work", "--pool", "plain", "--volume", "root"), 1, "root of work stays: it starts from"),
        (("work", "--pool", "plain", "--volume", "x"), 1, "work has no volume x; it has root"),
        (("dom0", "--pool", "plain"), 1, "dom0"),
        (("work",), 2, "--pool"),
    ],
)
def test_refusals(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    before = qube.json("volume", "list")
    assert said in refused(qube, "move", *words, status=status)
    assert qube.json("volume", "list") == before


def test_pinned_states_and_foreign_data_are_not_lost(qube: Qube, tmp_path: Path) -> None:
    qube.run("create", "pins", "--class", "StandaloneVM")
    fill(qube, "pins:private", tmp_path, 3)
    (revision,) = (row["name"] for row in qube.json("volume", "revisions", "pins:private"))
    qube.run("volume", "pin", "pins:private", revision)
    assert f"pinned: {revision}" in refused(qube, "move", "pins", "--pool", "second")
    qube.run("volume", "unpin", "pins:private", revision)
    second = Path(qube.json("pool", "info", "second")["config"]["dir_path"])
    foreign = second / "appvms" / "pins" / "private.img"
    foreign.parent.mkdir()
    foreign.write_bytes(b"somebody's")
    assert "already holds data called" in refused(qube, "move", "pins", "--pool", "second")
    assert foreign.read_bytes() == b"somebody's"
    assert set(places(qube, "pins").values()) == {"varlibqubes", "linux-kernel"}


def test_progress(qube: Qube) -> None:
    async def move() -> list[MoveProgress]:
        heard: list[MoveProgress] = []
        connection = await locate.connect(qube.home)
        try:
            done = await moving.move(connection, "work", "plain", "private", heard.append)
            assert done.moved == ("private",)
            with pytest.raises(QubesException, match="is not being moved"):
                await moving.cancel(connection, "work")
        finally:
            await connection.close()
        return heard

    heard = asyncio.run(move())
    assert {(p.volume, p.phase) for p in heard} == {("private", "copy"), ("private", "compare")}
    assert heard[-1].done_bytes == heard[-1].total_bytes == 2 * MIB


def test_cancel(qube: Qube) -> None:
    """With so many scattered bytes that the cancellation comes in the middle."""
    plain, second = (
        Path(qube.json("pool", "info", pool)["config"]["dir_path"]) / "appvms" / "work"
        for pool in ("plain", "second")
    )
    with (plain / "private.img").open("r+b") as image:
        image.truncate(16 << 30)
        for offset in range(0, 16 << 30, MIB):
            os.pwrite(image.fileno(), b"x", offset)

    async def move_and_cancel() -> None:
        connection = await locate.connect(qube.home)
        begun = asyncio.Event()
        try:
            task = asyncio.ensure_future(
                moving.move(connection, "work", "second", "private", lambda _: begun.set())
            )
            await reached(begun, task)
            await moving.cancel(connection, "work")
            with pytest.raises(QubesException, match="cancelled, nothing has changed"):
                await task
        finally:
            await connection.close()

    asyncio.run(move_and_cancel())
    assert places(qube, "work")["private"] == "plain"
    assert files(second) == []
    assert not (qube.home / "unfinished").exists()
