"""A qube wants a service in another qube: allow it or not, before the time is over."""

from __future__ import annotations

import time

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QComboBox, QDialog, QLabel, QProgressBar, QPushButton, QWidget

from qubesmanager.client import policy
from qubesmanager.client.connection import Connection
from qubesmanager.client.policy import Question
from qubesmanager.ui import look, wording
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import Tasks, owned

# A window that comes up under somebody's fingers must not take what was meant for another.
HOLD_MS = 1000
TICK_MS = 250


class PolicyQuestionDialog(QDialog):
    """Closing it, Escape and time say no. ``answered`` carries the id of the question."""

    sign: QLabel
    heading_label: QLabel
    target_edit: QComboBox
    time_bar: QProgressBar
    time_label: QLabel
    allow_button: QPushButton
    deny_button: QPushButton

    answered = pyqtSignal(str)

    def __init__(
        self,
        connection: Connection,
        question: Question,
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look.load_form("policy_question", self)
        self.connection = connection
        self.question = question
        self.tasks = Tasks(notifier, self)
        self.heading_label.setTextFormat(Qt.PlainText)
        look.enlarge(self.heading_label, 1.15)
        self.sign.setPixmap(look.icon("sign-warning", "warning").pixmap(32, 32))
        service = question.service + (f"+{question.argument}" if question.argument else "")
        self.heading_label.setText(
            self.tr("The qube {source} asks to use {service} in another qube.").format(
                source=question.source, service=service
            )
        )
        for name in question.targets:
            self.target_edit.addItem(name, name)
        self.target_edit.setCurrentIndex(self.target_edit.findData(question.default_target))
        self.target_edit.currentIndexChanged.connect(self._refresh)
        self.allow_button.clicked.connect(self.allow)
        self.deny_button.clicked.connect(self.reject)
        self.deny_button.setDefault(True)
        self._ends_s = time.monotonic() + question.timeout_s
        self._held = True
        QTimer.singleShot(HOLD_MS, self._release)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._show_time)
        self._tick.start(TICK_MS)
        self._show_time()
        self._refresh()

    @owned("allow_button", "deny_button")
    async def allow(self) -> None:
        target = self.target_edit.currentData()
        if target:
            await policy.answer(self.connection, self.question.id, str(target))
            self._finish()

    def reject(self) -> None:
        self._deny()

    @owned("allow_button", "deny_button")
    async def _deny(self) -> None:
        await policy.answer(self.connection, self.question.id, None)
        self._finish()

    def close_answered(self) -> None:
        """It was answered elsewhere, or its time is over."""
        self._finish()

    def _finish(self) -> None:
        self._tick.stop()
        self.answered.emit(self.question.id)
        self.done(self.Accepted)

    def _release(self) -> None:
        self._held = False
        self._refresh()

    def _refresh(self) -> None:
        chosen = self.target_edit.currentIndex() >= 0
        self.allow_button.setEnabled(chosen and not self._held)
        why = "" if chosen else self.tr("Choose the qube first.")
        self.allow_button.setToolTip(why)

    def _show_time(self) -> None:
        left_s = max(0.0, self._ends_s - time.monotonic())
        self.time_bar.setValue(int(1000 * left_s / max(1.0, self.question.timeout_s)))
        self.time_label.setText(
            self.tr("Denied by itself in {duration}").format(duration=wording.duration(left_s))
        )
        if not left_s:
            self._finish()
