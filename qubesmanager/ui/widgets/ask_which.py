"""A question with several answers, none of which is pressed by chance."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QMessageBox, QWidget

from qubesmanager.ui import look
from qubesmanager.ui.tasks import next_emission


async def ask_which(
    parent: QWidget, name: str, text: str, more: str, answers: Sequence[str]
) -> int | None:
    """The number of the answer; None for Cancel, Escape and the window's frame."""
    box = QMessageBox(parent.window())
    box.setObjectName(name)
    box.setTextFormat(Qt.PlainText)
    box.setWindowTitle(parent.window().windowTitle())
    box.setText(text)
    box.setInformativeText(more)
    buttons = [box.addButton(answer, QMessageBox.AcceptRole) for answer in answers]
    box.setDefaultButton(box.addButton(QMessageBox.Cancel))
    finished = next_emission(box.finished)
    box.open()
    look.without_icons(box)
    try:
        await finished
        clicked = box.clickedButton()
        return next((n for n, button in enumerate(buttons) if button is clicked), None)
    finally:
        box.deleteLater()
