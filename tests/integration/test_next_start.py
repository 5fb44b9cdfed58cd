"""A template from the next start on: on a real qubesd by command, by window, renamed, killed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client import next_start
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesException
from qubesmanager.ui.dialogs.switch_templates import SwitchTemplatesDialog
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import next_emission
from tests.commands import Qube
from tests.integration.served import refused, served_store
from tests.integration.stores import daemon_pid, kill_process, runtime_dir, store
from tests.ui_loop import no_settings, play, until
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("served")) as command:
        for name in ("old", "new"):
            command.run("create", name, "--class", "TemplateVM")
        command.run("create", "work", "--class", "AppVM", "--template", "old")
        yield command


def put_off(command: Qube, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = command.json("prefs", "work", "template", *words, "--at-next-start")
    return found


def test_by_command(served: Qube) -> None:
    assert put_off(served, "new") == {"name": "work", "template": "old", "next": "new"}
    assert served.run("prefs", "work", "template", "--at-next-start").stdout == "new\n"
    assert served.json("info", "work")["next_template"] == "new"
    assert "old, from the next start on new" in served.run("info", "work").stdout
    assert "from its next start on" in refused(served, "remove", "new")
    assert put_off(served, "--default")["next"] is None
    assert put_off(served)["next"] is None


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("work", "template", "nobody"), 1, "No such domain: 'nobody'"),
        (("work", "template", "work"), 1, "cannot be a template"),
        (("old", "template", "new"), 1, "Invalid property 'template'"),
        (("work", "netvm", "new"), 2, "goes with the property template"),
        (("work",), 2, "goes with the property template"),
        (("nobody", "template"), 1, "there is no qube 'nobody'"),
    ],
)
def test_refusals(served: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(served, "prefs", *words, "--at-next-start", status=status)
    assert put_off(served)["next"] is None


def test_it_follows_new_names(served: Qube) -> None:
    """Of the template that comes, of the one that goes, and of the qube itself."""
    put_off(served, "new")
    served.run("rename", "new", "newer")
    assert put_off(served)["next"] == "newer"
    served.run("rename", "old", "older")
    assert put_off(served) == {"name": "work", "template": "older", "next": "newer"}
    served.run("rename", "work", "office")
    assert served.json("info", "office")["next_template"] == "newer"
    served.run("prefs", "office", "template", "newer")
    info = served.json("info", "office")
    assert (info["template"], info["next_template"]) == ("newer", None), "the last word counts"
    for old, new in (("office", "work"), ("newer", "new"), ("older", "old")):
        served.run("rename", old, new)
    served.run("prefs", "work", "template", "old")


async def test_it_outlives_a_killed_qubesd(tmp_path: Path) -> None:
    with runtime_dir():
        async with store(tmp_path / "store") as connection:
            system = await furnished(connection)
            for name in ("one", "two"):
                await next_start.put_off(connection, name, "new")
            await next_start.withdraw(connection, "two")
            kill_process(await daemon_pid(connection))
            await connection.revive()
            await system.load()
            waits = {name: system.qubes[name].next_template for name in ("one", "two")}
            assert waits == {"one": "new", "two": None}


async def test_a_stock_daemon_is_not_asked() -> None:
    nowhere = Connection(Endpoint(Path("/nowhere.sock"), Path("/nowhere.internal.sock")))
    with pytest.raises(QubesException, match="cannot put a change off"):
        await next_start.put_off(nowhere, "work", "new")


async def furnished(connection: Connection) -> System:
    system = System(connection)
    await system.load()
    for name in ("old", "new"):
        await system.create_qube("TemplateVM", name, "black")
    for name in ("one", "two"):
        await system.create_qube("AppVM", name, "red", "old")
    await system.load()
    return system


def test_by_window(qtbot: Any, tmp_path: Path) -> None:
    """One qube is taken for a running one; the other one is halted."""

    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = await furnished(connection)
            await switch(system)
            await withdraw(system)

    async def switch(system: System) -> None:
        system.qubes["one"] = replace(system.qubes["one"], state="Running")
        dialog = SwitchTemplatesDialog(system, Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        assert unnamed_controls(dialog) == []
        dialog.choose("old", "new")
        assert dialog.told_label.text() == "At their next start: one"
        qtbot.mouseClick(dialog.apply_button, Qt.LeftButton)
        await dialog.tasks.finished()
        assert "".join(dialog.model.results.values()) == ""
        one, two = system.qubes["one"], system.qubes["two"]
        assert (one.template, one.next_template) == ("old", "new")
        assert (two.template, two.next_template) == ("new", None)
        assert dialog.told_label.text() == "1 qube switched. 1 qube will change at the next start."
        dialog.close()

    async def withdraw(system: System) -> None:
        """In the Manager, which hears of it by an event."""

        async def opened() -> System:
            return System(system.connection)

        window = ManagerWindow(opened, Notifier(), no_settings(tmp_path))
        qtbot.addWidget(window)
        window.show()
        window.start()
        await next_emission(window.loaded)
        window.table.select("one")
        await until(lambda: window.details.keep_template_button.isVisible())
        assert window.details.next_template_label.text() == "From the next start on: new"
        qtbot.mouseClick(window.details.keep_template_button, Qt.LeftButton)
        await until(lambda: not window.details.keep_template_button.isVisible())
        await system.load()
        assert system.qubes["one"].next_template is None
        finished = next_emission(window.finished)
        window.close()
        await finished

    with runtime_dir():
        play(scene())
