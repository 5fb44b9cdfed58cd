"""The sheet for several qubes on a real qubesd: mixed values, a refusal, results per row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client import qube
from qubesmanager.client.batch import ADD_TAG
from qubesmanager.client.system import System
from qubesmanager.ui.dialogs.batch_edit import BatchEditDialog
from qubesmanager.ui.manager.power import Power
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import next_emission
from tests.integration.stores import runtime_dir, store
from tests.ui_loop import no_settings, play, until
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = pytest.mark.real


def test_many_qubes_change_at_once(qtbot: Any, tmp_path: Path) -> None:
    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("TemplateVM", "tpl", "black")
            await system.create_qube("AppVM", "net", "red", "tpl")
            await qube.set_property(connection, "net", "provides_network", "True")
            for name, label in (("one", "red"), ("two", "blue"), ("three", "red")):
                await system.create_qube("AppVM", name, label, "tpl")
            await qube.set_property(connection, "one", "provides_network", "True")
            await qube.set_property(connection, "net", "netvm", "one")
            await system.load()
            dialog = BatchEditDialog(system, ["one", "two", "three"], Notifier())
            qtbot.addWidget(dialog)
            dialog.show()
            assert unnamed_controls(dialog) == []
            assert "different" in dialog.label_edit.currentText()  # type: ignore[attr-defined]
            assert "tpl" in dialog.template_edit.currentText()  # type: ignore[attr-defined]
            assert not dialog.apply_button.isEnabled()
            dialog.set_value("label", "green")
            dialog.set_value("netvm", "net")  # of "one" it would close a ring: refused
            dialog.set_value(ADD_TAG, "many")
            assert dialog.apply_button.text() == "&Change 3 qubes"
            model = dialog.model
            row = next(
                n for n, s in enumerate(model.records) if (s.qube, s.name) == ("three", "label")
            )
            assert model.setData(model.index(row, 0), Qt.Unchecked, Qt.CheckStateRole)
            qtbot.mouseClick(dialog.apply_button, Qt.LeftButton)
            await dialog.tasks.finished()
            await system.load()
            labels = {name: system.qubes[name].label for name in ("one", "two", "three")}
            assert labels == {"one": "green", "two": "green", "three": "red"}
            assert all("many" in system.qubes[name].tags for name in labels)
            assert system.qubes["two"].netvm == "net" and system.qubes["one"].netvm != "net"
            reasons = {(s.qube, s.name): why for s, why in model.results.items()}
            assert reasons["one", "netvm"] and not reasons["two", "netvm"]
            total, failed = len(reasons), sum(bool(why) for why in reasons.values())
            said = f"{failed} of {total} changes failed; the list says why."
            assert dialog.told_label.text() == f"{said}\n{reasons['one', 'netvm']}"
            assert dialog.told_sign.isVisible()
            assert reasons[model.records[0].qube, model.records[0].name], "failed ones are first"
            await try_again(system, dialog)
            dialog.close()

    async def try_again(system: System, dialog: BatchEditDialog) -> None:
        """By the keyboard; first in vain, then the cause of the failure has gone."""
        model, again = dialog.model, dialog.again_button
        order, others = list(model.records), {s for s in model.records if not model.results[s]}
        (failed,) = model.failed
        assert again.isVisible() and dialog.apply_button.isHidden()
        await qube.set_property(system.connection, "two", "netvm", "one")  # nobody's to undo here
        place = model.index(order.index(failed), model.column_of("result"))
        said: set[str] = set()
        model.dataChanged.connect(lambda *_: said.add(place.data()))
        for expected in (1, 0):
            assert dialog.focusWidget() is again
            qtbot.keyClick(again, Qt.Key_Space)
            assert not again.isEnabled(), "not twice at once"
            await dialog.tasks.finished()
            assert model.records == order, "each stays where it is"
            assert len(model.failed) == expected and not any(model.results[s] for s in others)
            await qube.set_property(system.connection, "net", "netvm", "")
        assert place.data() == "changed" and "trying again…" in said
        assert dialog.told_label.text() == f"{len(order)} changes made, none failed."
        assert again.isHidden() and dialog.focusWidget() is dialog.close_button
        await system.load()
        assert (system.qubes["one"].netvm, system.qubes["two"].netvm) == ("net", "one")

    with runtime_dir():
        play(scene())


def test_qubes_that_could_not_be_paused_are_tried_again(qtbot: Any, tmp_path: Path) -> None:
    """Taken for running ones, qubesd refuses it; one is gone by then, the other is tried."""

    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("TemplateVM", "tpl", "black")
            for name in ("one", "two"):
                await system.create_qube("AppVM", name, "red", "tpl")

            async def opened() -> System:
                return System(connection)

            window = ManagerWindow(opened, Notifier(), no_settings(tmp_path))
            qtbot.addWidget(window)
            window.show()
            window.start()
            await next_emission(window.loaded)
            assert window.system is not None
            for name in ("one", "two"):
                info = replace(window.system.qubes[name], state="Running")
                window.system.qubes[name] = info
                window.show_change(name)
            window.views.select_all(["one", "two"])
            banner = window.banner
            window.commands.power(Power.PAUSE)
            await until(banner.isVisible)
            assert banner.text_label.text() == "0 of 2 qubes: paused"
            reasons = banner.detail_label.text().splitlines()
            assert [line.partition(":")[0] for line in reasons] == ["one", "two"]
            assert banner.action_button.text() == "&Try the failed ones again"
            await connection.call("admin.vm.Remove", "", "one")
            await until(lambda: window.model.row_of("one") is None)
            qtbot.mouseClick(banner.action_button, Qt.LeftButton)
            await until(lambda: banner.text_label.text() == "0 of 1 qube: paused")
            assert banner.detail_label.text() == reasons[1]
            assert banner.action_button.text() == "&Try again" and banner.isVisible()
            finished = next_emission(window.finished)
            window.close()
            await finished

    with runtime_dir():
        play(scene())
