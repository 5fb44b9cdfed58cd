"""The settings window on a real qubesd: edits, their list, what is refused, other clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QMessageBox, QPushButton

from qubesmanager.client import devices, firewall, next_start, qube
from qubesmanager.client.firewall_rules import Rule
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.protocol import AnswerLostError
from qubesmanager.ui.dialogs.name_dialog import RenameDialog
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.dialog import SettingsDialog
from qubesmanager.ui.settings.windows import SettingsWindows
from qubesmanager.ui.tasks import next_emission
from tests.integration.stores import store
from tests.ui_loop import no_settings, play, turns, until
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("runtime")]


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
    assert f"Memory at start (MiB): default ({memory.placeholderText()}) → 800" in listed
    assert "Label: blue → green" in listed and "Notes are changed" in listed
    assert dialog.apply_button.text() == "Appl&y 4 changes"
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
async def test_a_kernel_is_one_of_those_that_are_here(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    home = system.connection.home
    assert home is not None
    for version in ("6.1.9", "6.1.12"):
        folder = home / "vm-kernels" / version
        folder.mkdir(parents=True)
        for name in ("vmlinuz", "initramfs"):
            (folder / name).write_bytes(b"x")
    again = SettingsDialog(system, "work", Notifier())
    qtbot.addWidget(again)
    await again.tasks.finished()
    box = again.box("kernel")
    offered = [box.itemData(n) for n in range(box.count())]
    assert offered == [None, "", "6.1.9", "6.1.12"]
    assert box.itemText(1) == "the qube's own"
    again.set_value("kernel", "6.1.12")
    again.set_value("kernelopts", "quiet")
    assert [line.partition(":")[0] for line in again.change_lines()] == [
        "Kernel",
        "Kernel options",
    ]
    await again.apply()
    assert again.change_lines() == [] and again.refused_label.isHidden()
    info = system.qubes["work"]
    assert (info.property_value("kernel"), info.property_value("kernelopts")) == ("6.1.12", "quiet")
    again.done(0)


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
async def test_an_apply_that_qubesd_did_not_answer_says_so(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    async def lost(name: str) -> QubeInfo | None:
        raise AnswerLostError("qubesd went away")

    read, system.refresh = system.refresh, lost  # type: ignore[method-assign]
    dialog.set_value("label", "green")
    await dialog.apply()
    assert "Nothing of this was applied" in dialog.refused_label.text()
    assert len(dialog.change_lines()) == 1
    system.refresh = read  # type: ignore[method-assign]
    dialog.follow(system.qubes["work"])  # it is back
    await dialog.tasks.finished()
    assert "Nothing of this was applied" in dialog.refused_label.text()
    await dialog.apply()
    assert not dialog.refused_label.text() and not dialog.change_lines()


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


@scene_test
async def test_the_firewall_is_edited_checked_and_applied(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    page = dialog.firewall
    dialog.tabs.setCurrentWidget(page)
    assert page.model.records == [Rule()]
    qtbot.mouseClick(page.none_button, Qt.LeftButton)
    qtbot.mouseClick(page.add_button, Qt.LeftButton)
    assert page.model.records == [Rule(proto="tcp"), Rule("drop")]
    await turns(20)
    places = dialog.size(), dialog.tabs.geometry(), page.target_edit.geometry()
    qtbot.keyClicks(page.target_edit, "bad host")
    await turns(20)
    now = dialog.size(), dialog.tabs.geometry(), page.target_edit.geometry()
    assert now == places, "it jumped"
    assert page.flaw_label.text() and not dialog.apply_button.isEnabled()
    assert "Rule 1" in dialog.refused_label.text()
    page.target_edit.clear()
    qtbot.keyClicks(page.target_edit, "example.com")
    qtbot.keyClicks(page.ports_edit, "443")
    page.expire_edit.setCurrentIndex(1)
    page.expire_edit.activated.emit(1)
    assert page.flaw_label.isHidden() and dialog.apply_button.isEnabled()
    qtbot.mouseClick(page.add_button, Qt.LeftButton)
    qtbot.mouseClick(page.up_button, Qt.LeftButton)
    page.proto_edit.setCurrentIndex(page.proto_edit.findData("icmp"))
    page.proto_edit.activated.emit(3)
    qtbot.mouseClick(dialog.apply_button, Qt.LeftButton)
    await dialog.tasks.finished()
    stored = await firewall.rules(system.connection, "work")
    assert [Rule.parse(text).target for text in stored] == ["", "example.com", ""]
    assert "proto=icmp" in stored[0] and "expire=" in stored[1] and stored[2] == "action=drop"
    assert dialog.changes_label.text() == "Nothing is changed."
    page.rules_view.selectRow(0)
    qtbot.mouseClick(page.remove_button, Qt.LeftButton)
    await dialog.apply()
    assert len(await firewall.rules(system.connection, "work")) == 2


@scene_test
async def test_services_features_and_tags(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    page = dialog.services
    dialog.tabs.setCurrentWidget(page)
    qtbot.keyClicks(page.name_edit, "cups")
    qtbot.keyClick(page.name_edit, Qt.Key_Return)
    page.add("tag", "office")
    page.add("feature", "my-note")
    row = next(n for n, e in enumerate(page.model.records) if e.name == "my-note")
    assert page.model.setData(page.model.index(row, 2), "some text", Qt.EditRole)
    await qube.add_tag(system.connection, "work", "elsewhere")
    dialog.take(await system.refresh("work"))  # type: ignore[arg-type]
    assert "Service cups: on" in dialog.changes_label.text()
    assert any(e.name == "elsewhere" for e in page.model.records), "merged"
    await dialog.apply()
    info = system.qubes["work"]
    assert info.features["service.cups"] and info.features["my-note"] == "some text"
    assert {"office", "elsewhere"} <= set(info.tags)
    page.set_extras([e for e in page.model.records if e.name not in ("office", "cups")])
    await dialog.apply()
    info = system.qubes["work"]
    assert "office" not in info.tags and "service.cups" not in info.features


@scene_test
async def test_devices_are_assigned_changed_and_removed(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    page = dialog.devices
    dialog.tabs.setCurrentWidget(page)
    (empty,) = page.devices_view.viewport().findChildren(QLabel)
    assert empty.isVisible() and "No device" in empty.text()
    assert "No running qube offers" in page.why_label.text()
    page.class_edit.setCurrentIndex(page.class_edit.findData("usb"))
    qtbot.keyClicks(page.device_edit.lineEdit(), "net:1-2")
    qtbot.mouseClick(page.add_button, Qt.LeftButton)
    page.add("block", "net:sda")
    assert not empty.isVisible()
    assert "USB net:1-2" in dialog.changes_label.text()
    await dialog.apply()
    now = await devices.assignments(system.connection, "work")
    assert {d.port for d in now} == {"net:1-2", "net:sda"}
    page.devices_view.selectRow(0)
    page.mode_edit.setCurrentIndex(page.mode_edit.findData("ask-to-attach"))
    page.mode_edit.activated.emit(2)
    page.devices_view.selectRow(1)
    qtbot.mouseClick(page.remove_button, Qt.LeftButton)
    await dialog.apply()
    (left,) = await devices.assignments(system.connection, "work")
    assert left["mode"] == "ask-to-attach"


@scene_test
async def test_a_conflict_is_told_and_a_search_leads_to_its_page(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    dialog.set_value("vcpus", "4")
    await qube.set_property(system.connection, "work", "vcpus", "3")
    dialog.take(await system.refresh("work"))  # type: ignore[arg-type]
    assert "elsewhere" in dialog.changes_label.text()
    await dialog.apply()
    assert system.qubes["work"].property_value("vcpus") == "4"
    qtbot.keyClicks(dialog.find_edit, "ip address")
    assert dialog.tabs.currentWidget() is dialog.network_page  # type: ignore[attr-defined]
    for page in dialog.more_pages:
        dialog.tabs.setCurrentWidget(page)
        assert unnamed_controls(dialog) == []


async def press(qtbot: Any, dialog: SettingsDialog, question: str, answer: str) -> None:
    """Wait for the question, and answer it."""
    await until(lambda: dialog.findChild(QMessageBox, question))
    box = dialog.findChild(QMessageBox, question)
    button = next(b for b in box.buttons() if answer in b.text().replace("&", ""))
    qtbot.mouseClick(button, Qt.LeftButton)


@scene_test
async def test_notes_written_at_two_places_are_asked_about(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    for answer, kept in (
        ("Mine", "mine"),
        ("elsewhere", "theirs"),
        ("Both", "theirs\n\nmine"),
        ("Cancel", "theirs"),
    ):
        await qube.set_notes(system.connection, "work", "")
        dialog.take(await system.refresh("work"))  # type: ignore[arg-type]
        dialog.notes_edit.setPlainText("mine")
        await qube.set_notes(system.connection, "work", "theirs")
        dialog.apply_button.click()
        await press(qtbot, dialog, "notes_question", answer)
        await dialog.tasks.finished()
        await turns(20)
        info = await system.refresh("work")
        assert info is not None and info.notes == kept
    assert dialog.notes_edit.toPlainText() == "mine", "cancelled: still there to be saved"


@scene_test
async def test_rules_from_elsewhere_are_put_together_with_those_edited_here(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    page = dialog.firewall
    mine, theirs = Rule(target="192.0.2.1"), Rule(target="192.0.2.2")
    await firewall.add_rule(system.connection, "work", theirs.text(), 0)
    info = await system.refresh("work")
    assert info is not None
    dialog.follow(info)
    dialog.follow(info)
    await dialog.tasks.finished()
    assert page.model.records == [theirs, Rule()] and dialog.change_lines() == []
    page.set_rules([theirs, mine, Rule()])
    await firewall.remove_rule(system.connection, "work", 0)
    await firewall.add_rule(system.connection, "work", theirs.text(), 0)
    await firewall.add_rule(system.connection, "work", Rule(target="192.0.2.3").text(), 0)
    await dialog.apply()
    stored = [Rule.parse(text) for text in await firewall.rules(system.connection, "work")]
    assert stored == [Rule(target="192.0.2.3"), theirs, mine, Rule()]
    await firewall.remove_rule(system.connection, "work", 0)
    dialog.follow(info)
    await dialog.tasks.finished()
    stored = [Rule.parse(text) for text in await firewall.rules(system.connection, "work")]
    assert stored == [theirs, mine, Rule()]
    page.set_rules([theirs, mine, Rule("drop")])
    assert dialog.change_lines() == [
        "Firewall, no longer: accept everywhere all",
        "Firewall, new: drop everywhere all",
    ]
    await firewall.remove_rule(system.connection, "work", 2)
    dialog.apply_button.click()
    await press(qtbot, dialog, "firewall_question", "elsewhere")
    await dialog.tasks.finished()
    assert len(await firewall.rules(system.connection, "work")) == 2
    assert page.model.records == [theirs, mine] and dialog.change_lines() == []


@scene_test
async def test_devices_from_elsewhere_stay_and_a_change_is_shown_before_it_is_overwritten(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    page = dialog.devices
    page.add("block", "net:sda")
    fields = {**dict(page.model.records[0].fields), "port_id": "sdb"}
    other = devices.DeviceUse("block", tuple(fields.items()))
    await devices.assign(system.connection, "work", other)
    await dialog.apply()
    now = await devices.assignments(system.connection, "work")
    assert {d.port for d in now} == {"net:sda", "net:sdb"}
    dialog.set_value("label", "red")
    await qube.set_property(system.connection, "work", "label", "yellow")
    await dialog.apply()
    assert dialog.changes_label.text() == (
        "Label: yellow → red (changed elsewhere meanwhile: blue → yellow)"
    )
    assert "changed elsewhere just now" in dialog.refused_label.text()
    assert (await system.refresh("work")).label == "yellow"  # type: ignore[union-attr]
    await dialog.apply()
    assert (await system.refresh("work")).label == "red"  # type: ignore[union-attr]
    assert dialog.change_lines() == []


@scene_test
async def test_the_window_of_a_removed_qube_stays_with_its_edits(
    qtbot: Any, system: System, dialog: SettingsDialog
) -> None:
    windows = SettingsWindows(dialog, Notifier(), lambda name: None)
    own = windows.open(system, "work")
    await own.tasks.finished()
    own.notes_edit.setPlainText("to be copied")
    await system.connection.call("admin.vm.Remove", "", "work")
    await system.load()
    windows.tell(system, "work")
    assert own.isVisible() and "was removed" in own.refused_label.text()
    assert not own.apply_button.isEnabled() and not own.box("label").isEnabled()
    assert own.notes_edit.isReadOnly() and own.notes_edit.toPlainText() == "to be copied"
    await system.create_qube("AppVM", "work", "red", "tpl")
    assert windows.open(system, "work") is not own, "the new qube of that name has its own"
    own.close()
    assert not own.isVisible(), "there is nothing left to ask"
    windows.open(system, "work").done(0)


class Running(System):
    """``work`` counts as a qube that runs; everything else is what qubesd says."""

    state = "Running"

    async def refresh(self, name: str) -> QubeInfo | None:
        info = await super().refresh(name)
        if info is not None and name == "work":
            info = self.qubes[name] = replace(info, state=self.state)
        return info


def test_a_running_qube_takes_its_template_at_the_next_start(qtbot: Any, tmp_path: Path) -> None:
    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = Running(connection)
            await system.load()
            for name in ("old", "new", "newer"):
                await system.create_qube("TemplateVM", name, "black")
            await system.create_qube("AppVM", "work", "blue", "old")
            await system.refresh("work")
            dialog = SettingsDialog(system, "work", Notifier())
            qtbot.addWidget(dialog)
            dialog.show()
            await dialog.tasks.finished()
            await put_off(dialog)
            await withdraw(dialog)
            system.state = "Halted"
            await halted(dialog)
            dialog.done(0)

    async def put_off(dialog: SettingsDialog) -> None:
        hint = "It runs, so another template comes at its next start."
        assert dialog.template_hint.text() == hint and dialog.keep_template_button.isHidden()
        assert unnamed_controls(dialog) == []
        dialog.set_value("template", "new")
        line = "Template: old → new at the next start, for the qube runs"
        assert dialog.change_lines() == [line]
        await dialog.apply()
        assert dialog.change_lines() == [] and dialog.refused_label.isHidden()
        info = dialog.sheet.info
        assert (info.template, info.next_template) == ("old", "new")
        assert dialog.box("template").currentText() == "new"
        assert dialog.template_hint.text() == "It has old, and gets new at its next start."

    async def withdraw(dialog: SettingsDialog) -> None:
        qtbot.mouseClick(dialog.keep_template_button, Qt.LeftButton)
        assert dialog.box("template").currentText() == "old"
        assert dialog.change_lines() == ["Template: old stays; new is not taken at the next start"]
        await dialog.apply()
        info = dialog.sheet.info
        assert (info.template, info.next_template) == ("old", None)
        assert dialog.keep_template_button.isHidden()

    async def halted(dialog: SettingsDialog) -> None:
        """What waits is shown then too; another one is taken at once, and what waited is off."""
        await next_start.put_off(dialog.system.connection, "work", "new")
        dialog.take(await dialog.system.refresh("work"))  # type: ignore[arg-type]
        assert dialog.keep_template_button.isVisible()
        dialog.set_value("template", "newer")
        assert dialog.change_lines() == ["Template: old → newer"]
        assert not dialog.keep_template_button.isVisible()
        await dialog.apply()
        info = dialog.sheet.info
        assert (info.template, info.next_template) == ("newer", None)

    play(scene())


def test_the_window_follows_a_new_name(qtbot: Any, tmp_path: Path) -> None:
    """Of a Manager, which hears of the rename only as of a new qube and one that goes."""

    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            await system.create_qube("TemplateVM", "tpl", "black")
            await system.create_qube("AppVM", "work", "blue", "tpl")

            async def opened() -> System:
                return System(connection)

            window = ManagerWindow(opened, Notifier(), no_settings(tmp_path))
            qtbot.addWidget(window)
            window.show()
            window.start()
            await next_emission(window.loaded)
            window.table.select("work")
            window.settings_action.trigger()
            dialog = window.findChild(SettingsDialog)
            await dialog.tasks.finished()
            dialog.set_value("vcpus", "3")
            window.rename_action.trigger()
            rename = window.findChild(RenameDialog)
            rename.name_edit.setText("office")
            await rename.act()
            await until(lambda: dialog.qube == "office")
            await until(lambda: window.model.row_of("work") is None)
            assert dialog.windowTitle() == "Settings of office" and not dialog.is_gone
            assert dialog.heading_label.text() == "office"
            assert len(dialog.change_lines()) == 1, "what was edited is edited still"
            await dialog.apply()
            assert dialog.change_lines() == [] and dialog.refused_label.isHidden()
            await system.load()
            assert system.qubes["office"].property_value("vcpus") == "3"
            window.table.select("office")
            window.settings_action.trigger()
            assert window.findChildren(SettingsDialog) == [dialog], "it is the window of that qube"
            await connection.call("admin.vm.Remove", "", "office")
            await until(lambda: not window.findChildren(SettingsDialog))
            finished = next_emission(window.finished)
            window.close()
            await finished

    play(scene())
