"""The policy's question, the log, about: small windows that stand for themselves."""

from __future__ import annotations

import asyncio
import logging

import pytest
from PyQt5 import sip
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QPushButton

from qubesmanager import places
from qubesmanager.backend.policy.questions import Question as AskedByDaemon
from qubesmanager.client.policy import Question
from qubesmanager.client.system import Change, ChangeKind
from qubesmanager.protocol import DaemonCommunicationError, Event
from qubesmanager.ui import error_log
from qubesmanager.ui.dialogs.about import AboutDialog
from qubesmanager.ui.dialogs.log_window import SHOWN_BYTES, LogWindow, last_part
from qubesmanager.ui.dialogs.policy_question import PolicyQuestionDialog
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import Tasks
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import play, turns, until
from tests.unit.test_ui_manager import Stage, unnamed_controls


class Answers:
    """A connection that takes answers."""

    def __init__(self) -> None:
        self.given: list[tuple[str, bytes]] = []

    async def internal(self, method: str, arg: str = "", dest: str = "", payload: bytes = b""):
        self.given.append((arg, payload))
        return b""


def asked(timeout_s: float = 30.0, default: str = "vault") -> AskedByDaemon:
    targets = ("personal", "vault")
    return AskedByDaemon(
        "q1", "work", "qubes.Filecopy", "", "@default", targets, default, timeout_s
    )


def told(question: AskedByDaemon) -> Event:
    """As it comes over the socket: every argument is a string."""
    record = {**question.record(), "targets": " ".join(question.targets)}
    return Event("", "policy-ask", {key: str(value) for key, value in record.items()})


def test_a_question_is_read_from_its_event_and_nonsense_is_not():
    question = Question.from_event(told(asked()).args)
    assert question.targets == ("personal", "vault") and question.timeout_s == 30
    assert Question.from_event(asked().record()) == question
    with pytest.raises(DaemonCommunicationError):
        Question.from_event({"id": "x"})


def test_allow_is_held_back_at_first_and_deny_is_the_default(qtbot):
    async def scene():
        answers = Answers()
        question = Question.from_event(told(asked()).args)
        dialog = PolicyQuestionDialog(answers, question, Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        assert unnamed_controls(dialog) == []
        assert not dialog.allow_button.isEnabled() and dialog.deny_button.isDefault()
        dialog._release()
        assert dialog.target_edit.currentText() == "vault"
        dialog.target_edit.setCurrentIndex(0)
        qtbot.mouseClick(dialog.allow_button, Qt.LeftButton)
        await dialog.tasks.finished()
        assert answers.given == [("q1", b"allow personal")] and not dialog.isVisible()

    play(scene())


def test_escape_and_time_deny(qtbot):
    async def scene():
        answers = Answers()
        question = Question.from_event(told(asked(default="")).args)
        dialog = PolicyQuestionDialog(answers, question, Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        dialog._release()
        assert not dialog.allow_button.isEnabled(), "nothing is chosen"
        qtbot.keyClick(dialog, Qt.Key_Escape)
        await dialog.tasks.finished()
        assert answers.given == [("q1", b"deny")]
        late = PolicyQuestionDialog(
            answers, Question.from_event(told(asked(0.05)).args), Notifier()
        )
        qtbot.addWidget(late)
        late.show()
        await until(lambda: not late.isVisible())
        assert len(answers.given) == 1, "the daemon denies by itself"

    play(scene())


def test_the_manager_shows_questions_until_they_are_answered(qtbot, tmp_path):
    async def scene():
        s = Stage(qtbot, tmp_path, FakeSystem(household()))
        window = await s.start()
        window.on_change(Change(ChangeKind.POLICY, event=told(asked())))
        dialog = window.questions.open["q1"]
        assert dialog.isVisible()
        answered = Event("", "policy-answered", {"id": "q1", "outcome": "allow vault"})
        window.on_change(Change(ChangeKind.POLICY, event=answered))
        await turns()
        assert not window.questions.open
        await s.shut()

    play(scene())


def test_the_log_is_searched_and_copied(qtbot, tmp_path):
    async def scene():
        window = LogWindow(tmp_path, Notifier())
        qtbot.addWidget(window)
        window.show()
        await window.tasks.finished()
        assert "nothing" in window.place_label.text()
        window.path.write_text("one start\ntwo stop\nthree start\n")
        qtbot.mouseClick(window.reload_button, Qt.LeftButton)
        await window.tasks.finished()
        qtbot.keyClicks(window.search_edit, "START")
        qtbot.mouseClick(window.copy_button, Qt.LeftButton)
        assert QApplication.clipboard().text() == "one start\nthree start"
        assert unnamed_controls(window) == []
        window.close()

    play(scene())


def test_what_goes_wrong_inside_is_in_the_log(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    logger = logging.getLogger("inside")
    logger.propagate = False  # it is meant to go wrong
    error_log.keep(logger, places.errors_path())
    try:
        raise RuntimeError("of the fifth kind")
    except RuntimeError:
        logger.exception("unexpected")
    for handler in logger.handlers:
        handler.close()

    async def scene():
        window = LogWindow(None, Notifier())
        qtbot.addWidget(window)
        await window.tasks.finished()
        assert "journalctl" in window.place_label.text()
        window.whose_edit.setCurrentIndex(1)
        await window.tasks.finished()
        assert window.place_label.text() == str(places.errors_path())
        text = window.text_view.toPlainText()
        assert "Traceback" in text and "RuntimeError: of the fifth kind" in text
        window.close()

    play(scene())


def test_only_the_end_of_a_long_log_is_read(tmp_path):
    path = tmp_path / "log"
    line = "x" * 99 + "\n"
    path.write_text(line * (2 * SHOWN_BYTES // 100) + "last\n")
    text = last_part(path)
    assert len(text) <= SHOWN_BYTES and text.endswith("last\n") and text.startswith("x" * 99 + "\n")


def test_about_says_what_a_report_needs(qtbot):
    dialog = AboutDialog(FakeSystem())
    qtbot.addWidget(dialog)
    assert "0." in dialog.version_label.text() and "Qt 5" in dialog.facts_label.text()
    assert unnamed_controls(dialog) == []


def test_what_runs_may_end_after_its_window(qtbot):
    async def scene():
        notifier = Notifier()
        tasks = Tasks(notifier)
        button, other = QPushButton(), QPushButton()
        qtbot.addWidget(other)
        task = tasks.start(asyncio.sleep(60), button, other)
        await turns()
        assert not other.isEnabled()
        sip.delete(button)
        tasks.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert other.isEnabled()

    play(scene())
