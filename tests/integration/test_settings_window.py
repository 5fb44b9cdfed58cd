"""The settings window on a real qubesd: edits, their list, what is refused, other clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QMessageBox, QPushButton

from qubesmanager.client import qube
from qubesmanager.client.system import System
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.dialog import SettingsDialog
from tests.integration.stores import runtime_dir, store
from tests.ui_loop import play, turns
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = pytest.mark.real


@pytest.fixture(autouse=True)
def runtime() -> Iterator[None]:
    with runtime_dir():
        yield


@pytest.fixture
def opened(qtbot: Any, tmp_path: Path) -> Callable[[], Any]:
    @asynccontextmanager
    async def make() -> AsyncIterator[tuple[System, SettingsDialog]]:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("TemplateVM", "tpl", "black")
            await system.create_qube("AppVM", "net", "red", "tpl")
            await qube.set_property(connection, "net", "provides_network", "True")
            await system.create_qube("AppVM", "work", "blue", "tpl")
            await system.load()
            dialog = SettingsDialog(system, "work", Notifier())
            qtbot.addWidget(dialog)
            dialog.show()
            await dialog.tasks.finished()
            yield system, dialog
            dialog.done(SettingsDialog.Rejected)

    return make


def scene_test(scene: Callable[..., Awaitable[None]]) -> Any:
    """The body of a test on the loop of windows, with a qubesd and the window of ``work``."""

    def test(qtbot: Any, opened: Any) -> None:
        async def run() -> None:
            async with opened() as (system, dialog):
                await scene(qtbot, system, dialog)

        play(run())

    test.__doc__ = scene.__doc__
    return test


@scene_test
async def test_changes_are_listed_and_then_applied(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    assert not dialog.apply_button.isEnabled()
    memory = dialog.memory_edit  # type: ignore[attr-defined]
    assert memory.text() == "" and memory.placeholderText().isdigit()
    qtbot.keyClicks(memory, "800")
    dialog.set_value("netvm", "net")
    dialog.set_value("label", "green")
    qtbot.keyClicks(dialog.notes_edit, "my notes")
    listed = dialog.changes_label.text().splitlines()
    assert f"Memory at start (MiB): {memory.placeholderText()} → 800" in listed
    assert "Label: blue → green" in listed and "Notes are changed" in listed
    assert dialog.apply_button.text() == "&Apply 4 changes"
    qtbot.mouseClick(dialog.apply_button, Qt.LeftButton)
    await dialog.tasks.finished()
    await turns()
    info = system.qubes["work"]
    assert (info.netvm, info.label, info.notes) == ("net", "green", "my notes")
    assert info.property_value("memory") == "800" and not info.properties["memory"].is_default
    assert dialog.changes_label.text() == "Nothing is changed."
    assert memory.placeholderText(), "the default is still told"
    memory.selectAll()
    qtbot.keyClick(memory, Qt.Key_Delete)
    assert "→ default (" in dialog.changes_label.text()
    await dialog.apply()
    assert (await system.refresh("work")).properties["memory"].is_default  # type: ignore[union-attr]


@scene_test
async def test_what_is_refused_stays_with_its_reason(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    dialog.set_value("ip", "not an address")
    dialog.set_value("vcpus", "3")
    await dialog.apply()
    await turns()
    assert system.qubes["work"].property_value("vcpus") == "3"
    assert dialog.refused_label.isVisible() and "IP address: " in dialog.refused_label.text()
    assert [change.name for change in dialog.sheet.changes] == ["ip"]
    assert dialog.apply_button.isEnabled()


@scene_test
async def test_a_change_from_elsewhere_is_merged(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    dialog.set_value("vcpus", "4")
    await qube.set_property(system.connection, "work", "label", "purple")
    dialog.take(await system.refresh("work"))  # type: ignore[arg-type]
    assert dialog.label_edit.currentText() == "purple"  # type: ignore[attr-defined]
    assert [change.name for change in dialog.sheet.changes] == ["vcpus"]
    await qube.set_property(system.connection, "work", "vcpus", "4")
    dialog.take(await system.refresh("work"))  # type: ignore[arg-type]
    assert not dialog.sheet.changes


@scene_test
async def test_edits_are_not_dropped_unasked(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    dialog.set_value("debug", "True")
    qtbot.keyClick(dialog, Qt.Key_Escape)
    assert dialog.isVisible()
    box = dialog.findChild(QMessageBox, "discard_question")
    assert "De" in box.informativeText()
    leave = next(b for b in box.findChildren(QPushButton) if "Discard" in b.text())
    qtbot.mouseClick(leave, Qt.LeftButton)
    assert not dialog.isVisible()
    assert system.qubes["work"].property_value("debug") == "False"


@scene_test
async def test_only_what_the_qube_has_is_shown(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    other = SettingsDialog(system, "tpl", Notifier())
    qtbot.addWidget(other)
    await other.tasks.finished()
    assert other.template_edit.isHidden()  # type: ignore[attr-defined]
    assert not dialog.template_edit.isHidden()  # type: ignore[attr-defined]
    assert unnamed_controls(dialog) == []
    other.done(SettingsDialog.Rejected)
