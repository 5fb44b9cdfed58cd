"""What qubesd and the Manager wrote about their work, for a look and for a report."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFontDatabase, QTextCursor
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from qubesmanager import places
from qubesmanager.ui import look
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.work_dialog import WorkDialog

SHOWN_BYTES = 512 << 10


def last_part(path: Path) -> str:
    """The end of the log, from the beginning of a line."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - SHOWN_BYTES))
        data = file.read(SHOWN_BYTES)
    if size > SHOWN_BYTES:
        data = data.partition(b"\n")[2]
    return data.decode("utf-8", "replace")


class LogWindow(WorkDialog):
    """``home`` None: the daemon of a dom0 writes to the journal, and the command is told.

    By program: ``w.whose_edit.setCurrentIndex(1)`` for the errors inside the Manager.
    """

    keeps_size = True

    whose_edit: QComboBox
    search_edit: QLineEdit
    reload_button: QPushButton
    copy_button: QPushButton
    text_view: QPlainTextEdit
    place_label: QLabel
    close_button: QPushButton

    def __init__(
        self, home: Path | None, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("log", notifier, parent)
        look.return_is_no_button(self)
        self.path = None if home is None else places.log_path(home)
        self.whose_edit.addItem("qubesd")
        self.whose_edit.addItem(self.tr("Errors inside Qube Manager"))
        self.whose_edit.currentIndexChanged.connect(self.read)
        self._lines: list[str] = []
        self.text_view.setFont(QFontDatabase.systemFont(QFontDatabase.FixedFont))
        self.place_label.setTextFormat(Qt.PlainText)
        self.copy_button.setIcon(look.icon("copy"))
        self.reload_button.setIcon(look.icon("reconnect"))
        self.search_edit.textChanged.connect(self._show)
        self.reload_button.clicked.connect(self.read)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.read()

    @owned("reload_button")
    async def read(self) -> None:
        is_own = self.whose_edit.currentIndex() == 1
        path = places.errors_path() if is_own else self.path
        lines: list[str] = []
        place = str(path)
        if path is None:
            place = self.tr("It is in the journal: journalctl -u qubesd")
        else:
            try:
                lines = (await asyncio.to_thread(last_part, path)).splitlines()
            except FileNotFoundError:
                nothing = self.tr("qubesd has written nothing yet.")
                place = self.tr("There has been none.") if is_own else nothing
        if is_own == (self.whose_edit.currentIndex() == 1):  # not another one was chosen meanwhile
            self._lines = lines
            self.place_label.setText(place)
            self._show()

    def _show(self) -> None:
        words = self.search_edit.text().casefold().split()
        lines = [line for line in self._lines if all(w in line.casefold() for w in words)]
        self.text_view.setPlainText("\n".join(lines))
        self.text_view.moveCursor(QTextCursor.End)
        self.text_view.moveCursor(QTextCursor.StartOfLine)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text_view.toPlainText())
