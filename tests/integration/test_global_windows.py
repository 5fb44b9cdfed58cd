"""Global settings and the switch of templates on a real qubesd."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client import qube
from qubesmanager.client.system import System
from qubesmanager.ui.dialogs.switch_templates import SwitchTemplatesDialog
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.global_dialog import GlobalSettingsDialog
from tests.integration.stores import runtime_dir, store
from tests.ui_loop import play
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = pytest.mark.real


def test_defaults_change_and_qubes_switch_templates(qtbot: Any, tmp_path: Path) -> None:
    async def change_defaults(system: System) -> None:
        dialog = GlobalSettingsDialog(system, Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        assert unnamed_controls(dialog) == []
        assert not dialog.apply_button.isEnabled()
        dialog.set_value("default_netvm", "net")
        dialog.set_value("default_template", "new")
        dialog.set_value("clockvm", "not-a-qube")
        qtbot.mouseClick(dialog.apply_button, Qt.LeftButton)
        await dialog.tasks.finished()
        values = {name: value.value for name, value in system.global_properties.items()}
        assert (values["default_netvm"], values["default_template"]) == ("net", "new")
        assert [change.name for change in dialog.sheet.changes] == ["clockvm"]
        assert "time" in dialog.told_label.text()
        dialog.set_value("clockvm", dialog.sheet.stored("clockvm"))
        dialog.set_value("default_netvm", None)
        await dialog.apply()
        assert system.global_properties["default_netvm"].is_default
        dialog.close()
        assert not dialog.isVisible()

    async def switch(system: System) -> None:
        dialog = SwitchTemplatesDialog(system, Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        assert unnamed_controls(dialog) == []
        dialog.choose("old", "new")
        assert {step.qube for step in dialog.model.wanted} == {"one", "two", "net"}
        row = next(n for n, s in enumerate(dialog.model.records) if s.qube == "net")
        dialog.model.setData(dialog.model.index(row, 0), Qt.Unchecked, Qt.CheckStateRole)
        assert dialog.apply_button.text() == "S&witch 2 qubes"
        qtbot.mouseClick(dialog.apply_button, Qt.LeftButton)
        await dialog.tasks.finished()
        templates = {name: system.qubes[name].template for name in ("one", "two", "net")}
        assert templates == {"one": "new", "two": "new", "net": "old"}
        assert dialog.told_label.text() == "2 changes made, none failed."
        dialog.close()

    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            for name in ("old", "new"):
                await system.create_qube("TemplateVM", name, "black")
            for name in ("net", "one", "two"):
                await system.create_qube("AppVM", name, "red", "old")
            await qube.set_property(connection, "net", "provides_network", "True")
            await qube.set_property(connection, "net", "netvm", "")
            await system.load()
            await change_defaults(system)
            await switch(system)

    with runtime_dir():
        play(scene())
