"""A message at the top of a window: sign, sentence, detail; never modal."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from qubesmanager.ui import look
from qubesmanager.ui.notify import Level, Message

SIGNS = {
    Level.INFO: ("sign-info", "info"),
    Level.WARNING: ("sign-warning", "warning"),
    Level.ERROR: ("sign-error", "error"),
}


class Banner(QFrame):
    """Hidden until ``show_message``; ``action_button`` appears when it is given a text."""

    sign_label: QLabel
    text_label: QLabel
    detail_label: QLabel
    action_button: QPushButton
    dismiss_button: QToolButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("banner", self)
        for label in (self.text_label, self.detail_label):
            label.setTextFormat(Qt.PlainText)
        self.dismiss_button.setIcon(look.icon("clear"))
        self.dismiss_button.clicked.connect(self.hide)
        self._act: Callable[[], object] = lambda: None
        self.action_button.clicked.connect(lambda: self._act())
        self.action_button.hide()
        self.level: Level | None = None
        self.hide()

    def show_message(
        self,
        message: Message,
        action: str = "",
        act: Callable[[], object] = lambda: None,
        lasts: bool = False,
    ) -> None:
        """``action`` is the text of a button that does ``act``.

        A message that ``lasts`` is not dismissed; it goes when what it says is so no more.
        """
        self.level = message.level
        self._act = act
        sign, kind = SIGNS[message.level]
        side = self.fontMetrics().height() + 4
        self.sign_label.setPixmap(look.icon(sign, kind).pixmap(side, side))
        self.text_label.setText(message.text)
        self.detail_label.setText(message.detail)
        self.detail_label.setVisible(bool(message.detail))
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.dismiss_button.setVisible(not lasts)
        back = look.ground(kind, self.palette()).name()
        self.setStyleSheet(f"#{self.objectName()} {{ background: {back}; }}")
        self.setAccessibleName(message.text)
        self.show()

    def forget_news(self) -> None:
        """What was only told is told no longer; what is wrong stays."""
        if self.level is Level.INFO and self.action_button.isHidden():
            self.hide()
