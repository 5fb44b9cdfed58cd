"""A new qube of an earlier state, on a real qubesd: by command, by window, refused, cut."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client import cloning, locate, qube, revisions, volumes
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError, QubesException, QubesVMError
from qubesmanager.ui.dialogs.clone_state import CloneStateDialog
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.storage.states import StatesDialog
from tests.commands import Qube
from tests.integration.served import refused, served_store
from tests.integration.stores import digest, runtime_dir, store
from tests.ui_loop import play, turns
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = pytest.mark.real

FIRST, SECOND = b"first" * 50_000, b"second" * 50_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    """`alone`, both of whose volumes were written twice, and `work`, one was."""
    folder = tmp_path_factory.mktemp("served")
    with served_store(folder) as command:
        command.run("create", "alone", "--class", "StandaloneVM")
        command.run("create", "tpl", "--class", "TemplateVM")
        command.run("create", "work", "--class", "AppVM", "--template", "tpl")
        command.run("notes", "alone", "--set", "the tax office")
        command.run("firewall", "alone", "add", "action=accept", "dsthost=example.com")
        for data in (FIRST, SECOND):
            for volume in ("root", "private"):
                command.run("volume", "config", f"alone:{volume}", "revisions_to_keep", "4")
                put(command, f"alone:{volume}", data + volume.encode(), folder)
        yield command


def put(command: Qube, volume: str, data: bytes, folder: Path) -> None:
    (folder / "image").write_bytes(data)
    command.run("volume", "import", volume, str(folder / "image"))


def read(command: Qube, volume: str, folder: Path) -> bytes:
    command.run("volume", "export", volume, str(folder / volume))
    return (folder / volume).read_bytes()


def latest(command: Qube, volume: str) -> str:
    return str(command.json("volume", "revisions", volume)[-1]["name"])


def names(command: Qube) -> set[str]:
    return {row["name"] for row in command.json("ls")} - {"dom0"}


def test_one_volume_as_it_was(served: Qube, tmp_path: Path) -> None:
    before = served.json("volume", "revisions", "alone:private")
    state = f"private:{latest(served, 'alone:private')}"
    made = served.json("clone", "alone", "one", "--revision", state)
    assert (made["name"], made["incomplete"], made["notes"]) == ("one", False, "the tax office")
    assert "example.com" in served.run("firewall", "one", "--raw").stdout
    assert read(served, "one:private", tmp_path) == FIRST + b"private"
    assert read(served, "one:root", tmp_path) == SECOND + b"root"
    assert read(served, "alone:private", tmp_path) == SECOND + b"private"
    assert served.json("volume", "revisions", "alone:private") == before
    served.run("remove", "one")


def test_both_volumes_as_they_were_in_another_pool(served: Qube, tmp_path: Path) -> None:
    served.run("pool", "add", "slow", "file", "-o", f"dir_path={tmp_path}/slow")
    words = [f"{name}:{latest(served, f'alone:{name}')}" for name in ("root", "private")]
    revision = [word for state in words for word in ("--revision", state)]
    served.run("clone", "alone", "both", "--pool", "slow", *revision)
    assert read(served, "both:private", tmp_path) == FIRST + b"private"
    assert read(served, "both:root", tmp_path) == FIRST + b"root"
    pools = {row["name"]: row["pool"] for row in served.json("info", "both")["volumes"]}
    assert (pools["root"], pools["private"]) == ("slow", "slow")
    served.run("remove", "both")
    served.run("pool", "remove", "slow")


@pytest.mark.parametrize(
    ("source", "state", "status", "said"),
    [
        ("alone", "private:77", 1, "alone:private has no revision '77'"),
        ("alone", "nosuch:1", 1, "alone has no volume 'nosuch'"),
        ("work", "root:1", 1, "work:root has no revision '1'"),
        ("alone", "private", 2, "'private' is not of the form VOLUME:REVISION"),
    ],
)
def test_refusals(served: Qube, source: str, state: str, status: int, said: str) -> None:
    before = names(served)
    assert said in refused(served, "clone", source, "new", "--revision", state, status=status)
    assert names(served) == before


def test_it_is_marked_until_it_is_whole_and_gone_when_it_cannot_be(served: Qube) -> None:
    before = names(served)
    states = {"private": latest(served, "alone:private")}
    seen = asyncio.run(clone_but_for_the_data(served, states))
    assert seen == [("new", True)], "half made, it says so"
    assert names(served) == before


async def clone_but_for_the_data(served: Qube, states: dict[str, str]) -> list[tuple[str, bool]]:
    """The qubesd is real; only its answer to the copy of the state is another one."""
    connection = await locate.connect(served.home, start=False)
    call, seen = connection.call, []
    system = System(connection)

    async def refusing(
        method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        if (method, arg) == ("admin.vm.volume.CloneTo", "private"):
            await system.refresh(dest)
            seen.append((dest, system.qubes[dest].incomplete))
            raise QubesVMError("no")
        return await call(method, arg, dest, payload)

    connection.call = refusing  # type: ignore[method-assign]
    await system.load()
    with pytest.raises(QubesException, match="volume private: no"):
        await cloning.clone(system, "alone", "new", states=states)
    return seen


async def test_a_token_is_good_once_and_for_a_state_that_is_there(tmp_path: Path) -> None:
    method = "internal.vm.volume.CloneRevisionFrom"
    with runtime_dir():
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            for name in ("alone", "other"):
                await system.create_qube("StandaloneVM", name, "red")
            await write(connection, FIRST)
            await write(connection, SECOND)
            state = (await revisions.revisions(connection, "alone", "private"))[-1].id
            token = await connection.internal(method, "private", "alone", state.encode())
            await connection.call("admin.vm.volume.CloneTo", "private", "other", token)
            assert (await digest(connection, "other", "private"))[0] == sha256(FIRST)
            with pytest.raises(QubesException, match="has been used"):
                await connection.call("admin.vm.volume.CloneTo", "private", "other", token)
            for untrusted in (b"77", b"../private.img", b""):
                with pytest.raises(AdminError):
                    await connection.internal(method, "private", "alone", untrusted)


async def test_a_stock_daemon_is_not_asked() -> None:
    nowhere = Connection(Endpoint(Path("/nowhere.sock"), Path("/nowhere.internal.sock")))
    with pytest.raises(QubesException, match="of this system cannot copy an earlier state"):
        await revisions.require_states(nowhere, "work", {"private": "1"})


async def write(connection: Connection, data: bytes) -> None:
    target = await volumes.begin_import(connection, "alone", "private", len(data))
    target.write(data)
    await target.commit()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_by_window(qtbot: Any, tmp_path: Path) -> None:
    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("StandaloneVM", "alone", "red")
            await qube.set_notes(connection, "alone", "remember")
            await write(connection, FIRST)
            await write(connection, SECOND)
            await system.load()
            await clone(system)

    async def clone(system: System) -> None:
        window = StatesDialog(system, "alone", Notifier())
        qtbot.addWidget(window)
        window.show()
        await window.tasks.finished()
        assert not window.clone_button.isEnabled()
        assert window.clone_button.toolTip() == "Select a state."
        window.choose(window.model.records[0].id)
        await turns()
        qtbot.mouseClick(window.clone_button, Qt.LeftButton)
        dialog = window.findChild(CloneStateDialog)
        assert dialog.isVisible() and unnamed_controls(dialog) == []
        assert "private is as it was until" in dialog.effect_label.text()
        assert "As they are now: root." in dialog.effect_label.text()
        dialog.name_edit.setText("before")
        changed: list[str] = []
        window.changed.connect(changed.append)
        qtbot.mouseClick(dialog.act_button, Qt.LeftButton)
        await dialog.tasks.finished()
        await turns()
        assert changed == ["before"] and "before" in window.told_label.text()
        assert not system.qubes["before"].incomplete
        assert system.qubes["before"].notes == "remember"
        assert (await digest(system.connection, "before", "private"))[0] == sha256(FIRST)
        assert (await digest(system.connection, "alone", "private"))[0] == sha256(SECOND)
        window.close()

    with runtime_dir():
        play(scene())
