"""A sign and a sentence in a window, about what was just done there or could not be."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel

from qubesmanager.ui import look
from qubesmanager.ui.notify import error_message


class Told:
    """Hidden until there is something to say; with ``keeps_room`` nothing moves when there is."""

    def __init__(self, sign: QLabel, label: QLabel, keeps_room: bool = False) -> None:
        self.sign = sign
        self.label = label
        label.setTextFormat(Qt.PlainText)
        label.setWordWrap(True)
        if keeps_room:
            look.keep_room(sign)
            look.keep_room(label)
            side = label.fontMetrics().height() + 2
            sign.setMinimumSize(side, side)
        self.nothing()

    def nothing(self) -> None:
        self._show("", "", "")

    def hint(self, text: str) -> None:
        """What is still to be done; nothing where that is empty."""
        self._show("sign-info", "accent", text)

    def done(self, text: str) -> None:
        self._show("sign-ok", "ok", text)

    def warn(self, text: str) -> None:
        self._show("sign-warning", "warning", text)

    def wrong(self, text: str) -> None:
        self._show("sign-error", "error", text)

    def error(self, error: BaseException) -> None:
        message = error_message(error)
        self.wrong(f"{message.text} {message.detail}".strip())

    def _show(self, icon: str, kind: str, text: str) -> None:
        side = self.label.fontMetrics().height() + 2
        if icon:
            self.sign.setPixmap(look.icon(icon, kind).pixmap(side, side))
        self.label.setText(text)
        for widget in (self.sign, self.label):
            widget.setVisible(bool(text))
        if self.label.isVisible():
            look.give_height(self.label.window())  # a long sentence would be cut at both ends
