"""Many changes at once: what is proposed, and what is said when qubesd goes away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.protocol import AnswerLostError, DaemonAccessError, PropertyValue
from qubesmanager.ui.dialogs import batch_dialog
from qubesmanager.ui.dialogs.switch_templates import Running, SwitchTemplatesDialog
from qubesmanager.ui.notify import Notifier
from tests.fakes.system import FakeSystem, household, qube
from tests.ui_loop import play


def with_template(system: FakeSystem, name: str, template: str) -> None:
    info = system.qubes[name]
    properties = {**info.properties, "template": PropertyValue("vm", template, False)}
    system.qubes[name] = replace(info, template=template, properties=properties)


class Dying(FakeSystem):
    """Its daemon makes the first change, goes away without an answer, and comes back later."""

    def __init__(self) -> None:
        super().__init__([*household(), *(qube(n, template="debian-13") for n in ("a", "b", "c"))])
        self.connection.call = self.call  # type: ignore[method-assign]
        self.calls = 0
        self.away = 0

    async def call(self, method: str, arg: str = "", dest: str = "", payload: bytes = b"") -> bytes:
        self.calls += 1
        if self.calls == 1:
            with_template(self, dest, payload.decode())
            self.away = 3
            raise AnswerLostError("closed without an answer")
        raise DaemonAccessError("nobody is there")

    async def refresh(self, name: str):
        if self.away:
            self.away -= 1
            raise DaemonAccessError("nobody is there")
        return await super().refresh(name)


def test_after_a_lost_answer_each_row_says_what_is_true(qtbot, monkeypatch):
    monkeypatch.setattr(batch_dialog, "RETRY_S", 0.01)

    async def scene():
        system = Dying()
        dialog = SwitchTemplatesDialog(system, Notifier())
        qtbot.addWidget(dialog)
        dialog.choose("debian-13", "fedora-42", Running.LEAVE)
        names = [step.qube for step in dialog.model.wanted]
        assert {"a", "b", "c"} <= set(names)
        header = dialog.preview_view.horizontalHeader().model()
        assert header.headerData(2, Qt.Horizontal) == "Now"
        dialog.apply()
        await dialog.tasks.finished()
        results = {step.qube: reason for step, reason in dialog.model.results.items()}
        made = [name for name, reason in results.items() if not reason]
        assert made == [names[0]] and set(results) == set(names)
        assert all("not changed" in results[name] for name in names[1:])
        assert dialog.model.records[-1].qube == names[0], "what failed comes first"
        said = f"{len(names) - 1} of {len(names)} changes failed"
        assert dialog.told_label.text().startswith(said)
        assert not dialog.apply_button.isEnabled()
        assert header.headerData(2, Qt.Horizontal) == "Before"

    play(scene())


def test_nothing_is_proposed_until_both_templates_are_chosen(qtbot):
    system = FakeSystem(household())
    dialog = SwitchTemplatesDialog(system, Notifier())
    qtbot.addWidget(dialog)
    assert not dialog.model.records and not dialog.apply_button.isEnabled()
    dialog.from_edit.setCurrentIndex(dialog.from_edit.findData("debian-13"))
    assert not dialog.model.records and not dialog.apply_button.isEnabled()
    dialog.to_edit.setCurrentIndex(dialog.to_edit.findData("fedora-42"))
    count = len(dialog.model.wanted)
    assert count and dialog.apply_button.text() == f"S&witch {count} qubes"
    dialog.none_button.click()
    assert not dialog.model.wanted and not dialog.apply_button.isEnabled()
    dialog.search_edit.setText("vault")
    dialog.all_button.click()
    assert [step.qube for step in dialog.model.wanted] == ["vault"]
    dialog.choose("", "fedora-42")
    assert dialog.model.records and not dialog.model.wanted, "any template: the person ticks"


def test_the_preview_follows_changes_made_elsewhere(qtbot):
    system = FakeSystem(household())
    dialog = SwitchTemplatesDialog(system, Notifier())
    qtbot.addWidget(dialog)
    dialog.choose("debian-13", "fedora-42")
    assert "vault" in {step.qube for step in dialog.model.wanted}
    left = dialog.model.records[0]
    dialog.model.tick([left], False)
    with_template(system, "vault", "fedora-42")
    dialog.system_changed()
    assert "vault" not in {step.qube for step in dialog.model.records}
    if left.qube != "vault":
        assert left not in dialog.model.wanted


@pytest.mark.parametrize("error", [AnswerLostError("x"), DaemonAccessError("x")])
def test_a_message_about_a_lost_qubesd_claims_nothing(qapp, error):
    from qubesmanager.ui.notify import error_message

    assert "nothing was changed" not in error_message(error).text
