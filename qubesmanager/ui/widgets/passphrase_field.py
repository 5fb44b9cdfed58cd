"""A line for a passphrase with a button that shows it."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QAction, QLineEdit, QWidget

from qubesmanager.ui import look


class PassphraseEdit(QLineEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.Password)
        self.show_action = QAction(look.icon("show"), self.tr("Show the passphrase"), self)
        self.show_action.setCheckable(True)
        self.show_action.toggled.connect(self.show_text)
        self.addAction(self.show_action, QLineEdit.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key of a button that is disabled now is no letter of the passphrase."""
        if event.modifiers() & Qt.AltModifier and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_text(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.Normal if shown else QLineEdit.Password)
        self.show_action.setChecked(shown)
        self.show_action.setToolTip(
            self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        )
