"""A template from the next start on: what the switcher offers, and where it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt5.QtCore import Qt

from qubesmanager.client.batch import NEXT_TEMPLATE
from qubesmanager.protocol import QubesException
from qubesmanager.ui.dialogs.switch_templates import Running, SwitchTemplatesDialog
from qubesmanager.ui.manager.details import DetailsPanel
from qubesmanager.ui.models.qubes_model import QubesModel
from qubesmanager.ui.notify import Notifier
from tests.fakes.system import FakeConnection, FakeSystem, household, qube
from tests.ui_loop import play


class Keeping(FakeSystem):
    """Its daemon takes one change for the next start and refuses another."""

    def __init__(self) -> None:
        running = [qube(name, template="debian-13", state="Running") for name in ("able", "baker")]
        super().__init__([*household(), *running])
        self.connection.call = self.call  # type: ignore[method-assign]
        self.connection.internal = self.call  # type: ignore[method-assign]

    async def call(self, method: str, arg: str = "", dest: str = "", payload: bytes = b"") -> bytes:
        assert (method, arg) == ("internal.vm.SetNextTemplate", "")
        if dest != "able":
            raise QubesException(f"{dest} shall not")
        self.qubes[dest] = replace(self.qubes[dest], next_template=payload.decode())
        return b""


def test_running_qubes_are_put_off_and_each_row_says_so(qtbot: Any) -> None:
    async def scene() -> None:
        system = Keeping()
        dialog = SwitchTemplatesDialog(system, Notifier())
        qtbot.addWidget(dialog)
        assert dialog.running is Running.PUT_OFF
        dialog.choose("debian-13", "fedora-42")
        running = {s.qube for s in dialog.model.records if s.name == NEXT_TEMPLATE}
        assert {"able", "baker"} <= running
        assert all(system.qubes[name].state != "Halted" for name in running)
        dialog.none_button.click()
        ticked = [s for s in dialog.model.records if s.qube in ("able", "baker")]
        dialog.model.tick(ticked, True)
        row = dialog.model.records.index(ticked[0])
        assert dialog.model.index(row, 3).data() == "fedora-42, at the next start"
        dialog.apply()
        await dialog.tasks.finished()
        results = {s.qube: (reason, s) for s, reason in dialog.model.results.items()}
        assert results["able"][0] == "" and "shall not" in results["baker"][0]
        row = dialog.model.records.index(results["able"][1])
        assert dialog.model.index(row, 4).data() == "changes at the next start"
        assert dialog.told_label.text().startswith("1 of 2 changes failed")

    play(scene())


def test_what_waits_already_is_not_proposed_again(qtbot: Any) -> None:
    system = Keeping()
    system.qubes["able"] = replace(system.qubes["able"], next_template="fedora-42")
    dialog = SwitchTemplatesDialog(system, Notifier())
    qtbot.addWidget(dialog)
    dialog.choose("debian-13", "fedora-42", Running.PUT_OFF)
    names = {step.qube for step in dialog.model.records}
    assert "baker" in names and "able" not in names
    dialog.choose("debian-13", "fedora-42", Running.RESTART)
    assert {s.name for s in dialog.model.records if s.qube == "able"} == {"template"}
    assert "able" in dialog.told_label.text()
    dialog.choose("debian-13", "fedora-42", Running.LEAVE)
    assert not {"able", "baker"} & {step.qube for step in dialog.model.records}


def test_a_daemon_of_dom0_says_why_not(qtbot: Any) -> None:
    system = FakeSystem(household())
    system.connection = FakeConnection(home=None)
    dialog = SwitchTemplatesDialog(system, Notifier())
    qtbot.addWidget(dialog)
    assert dialog.running is Running.LEAVE
    index = dialog.running_edit.model().index(dialog.running_edit.findData(Running.PUT_OFF), 0)
    assert not index.flags() & Qt.ItemIsEnabled
    assert "cannot put a change off" in index.data(Qt.ToolTipRole)


def test_where_it_shows(qtbot: Any) -> None:
    system = FakeSystem(household())
    panel = DetailsPanel()
    qtbot.addWidget(panel)
    model = QubesModel()
    for waits in (None, "fedora-42"):
        info = replace(system.qubes["work"], next_template=waits)
        panel.show_qubes([info], system.qubes, system.labels)
        assert panel.keep_template_button.isHidden() == (waits is None)
        assert panel.next_template_label.isHidden() == (waits is None)
        model.load({"work": info}, system.labels)
        cell = model.index(0, model.column_of("template"))
        assert cell.data() == info.template
        assert (cell.data(Qt.DecorationRole) is None) == (waits is None)
        assert ("fedora-42 from its next start on" in str(cell.data(Qt.ToolTipRole))) == bool(waits)
    assert panel.next_template_label.text() == "From the next start on: fedora-42"
