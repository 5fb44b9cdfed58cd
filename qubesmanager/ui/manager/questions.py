"""The policy's questions that are open: a dialog each, gone when it is answered anywhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt

from qubesmanager.client import policy
from qubesmanager.client.connection import NoInternalSocket
from qubesmanager.client.policy import Question
from qubesmanager.protocol import Event, PermissionDenied, ProtocolError
from qubesmanager.ui.dialogs.policy_question import PolicyQuestionDialog

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow

log = logging.getLogger(__name__)


class Questions(QObject):
    def __init__(self, window: ManagerWindow) -> None:
        super().__init__(window)
        self.window = window
        self.open: dict[str, PolicyQuestionDialog] = {}

    def hear(self, event: Event) -> None:
        if event.name == policy.ASK:
            self.show(Question.from_event(event.args))
        elif event.args.get("id") in self.open:
            self.open[event.args["id"]].close_answered()

    async def read_pending(self) -> None:
        """Those asked before this window was there; a dom0 asks by a program of its own."""
        system = self.window.system
        if system is None or system.connection.home is None:
            return
        try:
            for question in await policy.pending(system.connection):
                self.show(question)
        except (NoInternalSocket, PermissionDenied, ProtocolError) as error:
            log.info("no questions: %r", error)

    def show(self, question: Question) -> None:
        system = self.window.system
        if system is None or question.id in self.open:
            return
        dialog = PolicyQuestionDialog(
            system.connection, question, self.window.notifier, self.window
        )
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.answered.connect(lambda id: self.open.pop(id, None))
        self.open[question.id] = dialog
        dialog.show()
        dialog.raise_()
