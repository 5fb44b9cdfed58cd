"""One road to the person: a level, a sentence, a detail. A window decides how it looks."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import QCoreApplication, QObject

from qubesmanager.client.locate import NoPlace
from qubesmanager.protocol import (
    AnswerLostError,
    DaemonAccessError,
    DaemonCommunicationError,
    PermissionDenied,
    ProtocolError,
    QubesException,
)
from qubesmanager.ui import room

log = logging.getLogger(__name__)


class Level(enum.Enum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Message:
    """Plain text, already translated."""

    level: Level
    text: str
    detail: str = ""

    @property
    def wants_room(self) -> bool:
        """Whether to offer the window that shows what can be freed."""
        return self.level is Level.ERROR and room.is_wanted(f"{self.text}\n{self.detail}")


Sink = Callable[[Message], None]


class Notifier(QObject):
    """Carries messages to the newest window that shows them; keeps them until there is one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sinks: list[Sink] = []
        self._waiting: list[Message] = []

    def attach(self, sink: Sink) -> None:
        self._sinks.append(sink)
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            sink(message)

    def detach(self, sink: Sink) -> None:
        if sink in self._sinks:
            self._sinks.remove(sink)

    def post(self, message: Message) -> None:
        log.info("told %s: %s %s", message.level.value, message.text, message.detail)
        if self._sinks:
            self._sinks[-1](message)
        else:
            self._waiting.append(message)

    def info(self, text: str) -> None:
        self.post(Message(Level.INFO, text))

    def warning(self, text: str, detail: str = "") -> None:
        self.post(Message(Level.WARNING, text, detail))

    def report(self, error: BaseException) -> None:
        """Tell an error that was expected to be possible."""
        log.info("reported %r", error, exc_info=error)
        self.post(error_message(error))


def error_message(error: BaseException) -> Message:
    """What happened and what to try, from the class of the error."""

    detail = room.in_windows(str(error)) or type(error).__name__
    if isinstance(error, AnswerLostError):
        text = QCoreApplication.translate(
            "Errors",
            "qubesd went away before it answered: what it was asked for may have been done, "
            "or not. Look again when it is back.",
        )
    elif isinstance(error, NoPlace):
        text = QCoreApplication.translate("Errors", "Your qubes cannot be kept in {folder}")
        text = text.format(folder=error.home)
        advice = QCoreApplication.translate(
            "Errors", "Put that right, or start the program with another folder: --home FOLDER"
        )
        detail = f"{detail}\n{advice}"
    elif isinstance(error, DaemonAccessError):
        text = QCoreApplication.translate(
            "Errors", "qubesd does not answer. Try again when it is back."
        )
    elif isinstance(error, (DaemonCommunicationError, ProtocolError)):
        text = QCoreApplication.translate(
            "Errors", "qubesd and this program did not understand each other."
        )
    elif isinstance(error, PermissionDenied):
        text = QCoreApplication.translate("Errors", "qubesd refused this; nothing was changed.")
    elif isinstance(error, QubesException):
        text, detail = detail, ""
    elif isinstance(error, OSError):
        text, detail = error.strerror or detail, str(error.filename or "")
    else:
        text = QCoreApplication.translate(
            "Errors", "Something went wrong inside Qube Manager. The log has the details."
        )
        detail = f"{type(error).__name__}: {detail}"
    return Message(Level.ERROR, text, detail)
