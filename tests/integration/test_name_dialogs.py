"""Clone and rename on a real qubesd: what follows is told before, what is refused stays open."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client import qube
from qubesmanager.client.system import System
from qubesmanager.ui.dialogs.name_dialog import CloneDialog, RenameDialog
from qubesmanager.ui.dialogs.name_rule import free_name
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import next_emission
from tests.integration.stores import digest, store
from tests.ui_loop import play
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("runtime")]


def test_clone_then_rename(qtbot: Any, tmp_path: Path) -> None:
    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("TemplateVM", "tpl", "black")
            await system.create_qube("AppVM", "work", "blue", "tpl")
            await qube.set_notes(connection, "work", "remember")
            await system.load()
            await clone(system)
            await rename(system)

    async def clone(system: System) -> None:
        dialog = CloneDialog(system, "work", Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.name_edit.text() == "work-1" and unnamed_controls(dialog) == []
        dialog.name_edit.setText("work")
        assert not dialog.act_button.isEnabled()
        assert dialog.reason_label.text() == "There is a qube of that name already."
        dialog.name_edit.setText("gone")
        qtbot.mouseClick(dialog.act_button, Qt.LeftButton)
        while "gone" not in system.qubes:
            await asyncio.sleep(0)
        qtbot.mouseClick(dialog.cancel_button, Qt.LeftButton)
        await dialog.tasks.finished()
        assert dialog.isVisible() and dialog.act_button.isEnabled()
        await system.load()
        assert "gone" not in system.qubes, "what was made of it is removed"
        dialog.name_edit.setText("copy")
        finished = next_emission(dialog.done_as)
        qtbot.mouseClick(dialog.act_button, Qt.LeftButton)
        assert await finished == ("copy",)
        assert system.qubes["copy"].notes == "remember" and not system.qubes["copy"].incomplete

    async def rename(system: System) -> None:
        dialog = RenameDialog(system, "tpl", Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        assert "template of work" in dialog.effect_label.text()
        assert dialog.reason_label.text() == "Type another name."
        dialog.name_edit.setText("debian")
        await dialog.act()
        assert not dialog.isVisible()
        assert "tpl" not in system.qubes
        assert system.qubes["work"].template == system.qubes["copy"].template == "debian"

    play(scene())


def test_a_proposed_name_is_free_and_short_enough() -> None:
    assert free_name("work", {"work", "work-1"}) == "work-2"
    assert free_name("a" * 31, set()) == "a" * 29 + "-1"


def test_a_template_comes_out_of_a_disk_image(
    qtbot: Any, tmp_path: Path, program: Callable[[str], str]
) -> None:
    program("qemu-img")
    image = tmp_path / "cloud.raw"
    image.write_bytes(b"x" * (1 << 20))

    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            dialog = NewQubeDialog(system, Notifier())
            qtbot.addWidget(dialog)
            dialog.show()
            assert dialog.image_edit.isHidden()
            dialog.class_box.setCurrentIndex(dialog.class_box.findData("TemplateVM"))
            assert not dialog.image_edit.isHidden() and unnamed_controls(dialog) == []
            dialog.name_edit.setText("cloud")
            dialog.image_edit.setText(str(tmp_path / "none"))
            await dialog.create_qube()
            assert dialog.isVisible() and "cloud" not in system.qubes
            assert "none" in dialog.reason_label.text()
            dialog.image_edit.setText(str(image))
            await dialog.create_qube()
            assert not dialog.isVisible()
            root = system.qubes["cloud"].volume("root")
            assert root is not None and not system.qubes["cloud"].incomplete
            assert (await digest(connection, "cloud", "root"))[0] == sha256(image)

    play(scene())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
