"""A dialog that makes one thing: it says what hinders it as one types, and keeps a refusal."""

from __future__ import annotations

from abc import abstractmethod

from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import QLabel, QPushButton, QWidget

from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog


class MakingDialog(WorkDialog):
    """It stays while the thing is being made: nothing half made is left behind a closed window."""

    reason_sign: QLabel
    reason_label: QLabel
    act_button: QPushButton
    cancel_button: QPushButton

    def __init__(
        self, form: str, system: System, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(form, notifier, parent)
        self.system = system
        self.reason = Told(self.reason_sign, self.reason_label, keeps_room=True)
        self._refused = ""
        self.tasks.idle.connect(self.check)
        self.cancel_button.clicked.connect(self.reject)

    @abstractmethod
    def flaw(self) -> str:
        """Why it cannot be made out of what is typed; empty when it can."""

    def refuse(self, error: AdminError) -> None:
        """Say so until something else is typed; what refused it may have passed, so try again."""
        message = error_message(error)
        self._refused = f"{message.text} {message.detail}".strip()

    def typed(self) -> None:
        self._refused = ""
        self.check()

    def check(self) -> None:
        flaw = self.flaw()
        if self._refused and not flaw:
            self.reason.wrong(self._refused)
        else:
            self.reason.hint(flaw)
        self.act_button.setEnabled(not flaw and not self.tasks.busy)
        self.act_button.setToolTip(flaw)

    def reject(self) -> None:
        if not self.tasks.busy:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()
