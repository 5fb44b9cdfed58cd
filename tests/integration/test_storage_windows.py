"""Pools and volumes on a real qubesd: add, remove, set; go back, undo, pin, grow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QPushButton, QToolButton

from qubesmanager.client import moving, pools, qube, volumes
from qubesmanager.client.system import Change, ChangeKind, System
from qubesmanager.ui.notify import Message, Notifier
from qubesmanager.ui.storage.add_pool import AddPoolDialog
from qubesmanager.ui.storage.pools import PoolSettingsDialog, PoolsWindow
from qubesmanager.ui.storage.reclaim import ReclaimDialog
from qubesmanager.ui.storage.states import StatesDialog
from qubesmanager.ui.storage.volume_mover import Phase
from qubesmanager.ui.widgets.size_edit import GIB
from tests.integration.stores import digest, store
from tests.ui_loop import play, turns, until
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("runtime")]


def on_a_store(tmp_path: Path, scene: Callable[[System], Awaitable[None]]) -> None:
    """Run ``scene`` with a store that has a template and the qube ``work``."""

    async def run() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("TemplateVM", "tpl", "black")
            await system.create_qube("AppVM", "work", "blue", "tpl")
            await scene(system)

    play(run())


async def put(system: System, data: bytes) -> str:
    """New contents of work's private volume; their digest."""
    target = await volumes.begin_import(system.connection, "work", "private", len(data))
    target.write(data)
    await target.commit()
    return (await digest(system.connection, "work", "private"))[0]


def test_back_to_an_earlier_state_and_forth_again(qtbot: Any, tmp_path: Path) -> None:
    async def scene(system: System) -> None:
        first = await put(system, b"one" * 100_000)
        second = await put(system, b"two" * 100_000)
        dialog = StatesDialog(system, "work", Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        await dialog.tasks.finished()
        assert unnamed_controls(dialog) == []
        assert dialog.volume_edit.currentText() == "private"
        assert not dialog.revert_button.isEnabled() and dialog.effect_label.text()
        before = len(dialog.model.records)
        assert before >= 1
        dialog.choose(dialog.model.records[0].id)
        await turns()
        place, size = dialog.revert_button.geometry(), dialog.size()
        qtbot.mouseClick(dialog.revert_button, Qt.LeftButton)
        await dialog.tasks.finished()
        await turns()
        assert dialog.told_label.isVisible() and dialog.undo_button.isVisible()
        assert (dialog.revert_button.geometry(), dialog.size()) == (place, size), "it jumped"
        assert (await digest(system.connection, "work", "private"))[0] == first
        assert "It is as it was" in dialog.told_label.text()
        assert any(r.cause == "before-revert" for r in dialog.model.records)
        qtbot.mouseClick(dialog.undo_button, Qt.LeftButton)
        await dialog.tasks.finished()
        assert (await digest(system.connection, "work", "private"))[0] == second
        dialog.choose(dialog.model.records[0].id)
        qtbot.mouseClick(dialog.pin_button, Qt.LeftButton)
        asked = dialog.findChild(QInputDialog, "pin_note")
        assert asked.okButtonText() == "&Pin"
        asked.setTextValue("keep me")
        asked.accept()
        await dialog.tasks.finished()
        assert dialog.chosen.pinned and dialog.chosen.note == "keep me"  # type: ignore[union-attr]
        assert "pin" in dialog.pin_button.text()
        qtbot.mouseClick(dialog.pin_button, Qt.LeftButton)
        await dialog.tasks.finished()
        assert not any(r.pinned for r in dialog.model.records)
        size = system.qubes["work"].volume("private").size  # type: ignore[union-attr]
        dialog.size_edit.setValue(size / GIB + 1)
        qtbot.mouseClick(dialog.size_button, Qt.LeftButton)
        await dialog.tasks.finished()
        grown = system.qubes["work"].volume("private").size  # type: ignore[union-attr]
        assert abs(grown - size - GIB) < GIB // 10
        dialog.keep_edit.setValue(5)
        await dialog.set_kept()
        assert system.qubes["work"].volume("private").revisions_to_keep == 5  # type: ignore[union-attr]
        dialog.volume_edit.setCurrentIndex(dialog.volume_edit.findData("root"))
        await dialog.tasks.finished()
        assert not dialog.size_edit.isEnabled() and "not kept" in dialog.empty_label.text()
        dialog.close()

    on_a_store(tmp_path, scene)


async def move_there_and_free(qtbot: Any, system: System, window: PoolsWindow, pool: str) -> None:
    """work's private volume to the new pool; there an earlier state is freed; and back again."""
    await system.load()
    before = await digest(system.connection, "work", "private")
    states = StatesDialog(system, "work", Notifier())
    qtbot.addWidget(states)
    states.show()
    await states.tasks.finished()
    home = system.qubes["work"].volume("private").pool  # type: ignore[union-attr]
    assert not states.move_button.isEnabled(), "it is there already"
    for target in (pool, home):
        states.pool_edit.setCurrentIndex(states.pool_edit.findData(target))
        qtbot.mouseClick(states.move_button, Qt.LeftButton)
        await states.tasks.finished()
        assert target in states.told_label.text()
        assert system.qubes["work"].volume("private").pool == target  # type: ignore[union-attr]
        assert await digest(system.connection, "work", "private") == before
    states.close()
    await put(system, b"three" * 100_000)
    dialog = ReclaimDialog(system, home, Notifier())
    qtbot.addWidget(dialog)
    dialog.show()
    await dialog.tasks.finished()
    assert unnamed_controls(dialog) == []
    assert not dialog.free_button.isEnabled()
    row = next(n for n, r in enumerate(dialog.model.records) if r.kind == "revision")
    assert dialog.model.setData(dialog.model.index(row, 0), Qt.Checked, Qt.CheckStateRole)
    gone = dialog.model.chosen[0].item
    qtbot.mouseClick(dialog.free_button, Qt.LeftButton)
    await dialog.tasks.finished()
    assert dialog.told_label.text() == "1 of 1 removed."
    assert gone not in {r.item for r in dialog.model.records}
    dialog.close()


def test_a_pool_is_added_set_and_removed(qtbot: Any, tmp_path: Path) -> None:
    async def scene(system: System) -> None:
        window = PoolsWindow(system, Notifier())
        qtbot.addWidget(window)
        window.show()
        assert unnamed_controls(window) == []
        used = next(name for name, pool in system.pools.items() if pool.driver == "file-reflink")
        assert not window.cards[used].remove_button.isEnabled()
        assert "work" in window.cards[used].content_label.text()
        qtbot.mouseClick(window.add_button, Qt.LeftButton)
        dialog = window.findChild(AddPoolDialog)
        await dialog.tasks.finished()
        assert unnamed_controls(dialog) == []
        qtbot.keyClicks(dialog.name_edit, used)
        assert not dialog.add_button.isEnabled()
        qtbot.keyClicks(dialog.name_edit, "-2")
        dialog.driver_edit.setCurrentIndex(dialog.driver_edit.findData("file-reflink"))
        assert dialog.fields["dir_path"].accessibleName() == "Folder"
        folder = dialog.fields["dir_path"].parentWidget()
        qtbot.mouseClick(folder.findChild(QToolButton), Qt.LeftButton)
        chooser = dialog.findChild(QFileDialog)
        chooser.fileSelected.emit(str(tmp_path))
        assert dialog.fields["dir_path"].text() == str(tmp_path)
        chooser.reject()
        dialog.fields["dir_path"].setText("not/absolute")
        await dialog.add()
        assert dialog.isVisible() and dialog.reason_label.text()
        dialog.fields["dir_path"].setText(str(tmp_path / "pool"))
        (tmp_path / "pool").mkdir()
        dialog.anyway_box.setChecked(True)  # whatever file system the tests have
        await dialog.add()
        await window.tasks.finished()
        await turns()
        assert not window.findChildren(AddPoolDialog), "it is closed"
        name = f"{used}-2"
        card = window.cards[name]
        assert used in card.disk_label.text() and not card.disk_label.isHidden()
        for each in window.cards.values():
            assert each.minimumSizeHint().width() <= window.cards_area.viewport().width(), "cut off"
            assert each.remove_button.geometry().right() <= each.width()
        await put(system, b"one" * 100_000)
        await put(system, b"two" * 100_000)
        await move_there_and_free(qtbot, system, window, name)
        qtbot.mouseClick(card.settings_button, Qt.LeftButton)
        settings = window.findChild(PoolSettingsDialog)
        settings.revisions_edit.setValue(4)
        await settings.apply()
        assert system.pools[name].config["revisions_to_keep"] == "4"
        qtbot.mouseClick(card.remove_button, Qt.LeftButton)
        box = window.findChild(QMessageBox, "remove_pool_question")
        yes = next(b for b in box.findChildren(QPushButton) if "Remove" in b.text())
        qtbot.mouseClick(yes, Qt.LeftButton)
        await window.tasks.finished()
        await turns()
        assert name not in system.pools and name not in window.cards
        assert name in window.told_label.text()
        window.close()

    on_a_store(tmp_path, scene)


def test_what_changes_elsewhere_and_a_move_that_is_left_alone_are_told(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pools' cards follow, notes follow, and a window closed during a move says how it ends."""
    may_move = asyncio.Event()
    move = moving.move

    async def when_it_may(*args: Any) -> Any:
        await may_move.wait()
        return await move(*args)

    monkeypatch.setattr(moving, "move", when_it_may)

    async def scene(system: System) -> None:
        (tmp_path / "second").mkdir()
        options = {"dir_path": str(tmp_path / "second"), "setup_check": "no"}
        await pools.add_pool(system.connection, "second", "file-reflink", options)
        await system.load()
        window = PoolsWindow(system, Notifier())
        qtbot.addWidget(window)
        window.show()
        await window.tasks.finished()
        loaded: list[ChangeKind] = []

        def changed(change: Change) -> None:  # as the Manager does it
            loaded.append(change.kind)
            window.system_changed()

        watching = asyncio.ensure_future(system.watch(changed))
        await until(lambda: ChangeKind.RELOADED in loaded)
        await qube.set_notes(system.connection, "work", "written elsewhere")
        await until(lambda: system.qubes["work"].notes == "written elsewhere")

        told: list[Message] = []
        notifier = Notifier()
        notifier.attach(told.append)
        states = StatesDialog(system, "work", notifier)
        qtbot.addWidget(states)
        states.show()
        await states.tasks.finished()
        states.pool_edit.setCurrentIndex(states.pool_edit.findData("second"))
        qtbot.mouseClick(states.move_button, Qt.LeftButton)
        await until(lambda: states.mover.phase is Phase.MOVING)
        for answer, stays in (("Keep", True), ("let", False)):
            qtbot.keyClick(states, Qt.Key_Escape)
            boxes = states.findChildren(QMessageBox, "close_question")
            box = next(box for box in boxes if box.isVisible())
            buttons = box.findChildren(QPushButton)
            qtbot.mouseClick(next(b for b in buttons if answer in b.text()), Qt.LeftButton)
            await turns()
            assert states.isVisible() == stays and states.mover.phase is Phase.MOVING
        assert not told
        may_move.set()
        await until(lambda: told)
        assert "private" in told[0].text and "second" in told[0].text
        await until(lambda: "work" in window.cards["second"].content_label.text())
        assert not window.cards["second"].remove_button.isEnabled()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await window.tasks.finished()
        window.close()

    on_a_store(tmp_path, scene)
