"""A question for one line of text."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtWidgets import QInputDialog, QWidget

from qubesmanager.ui import look


def ask_text(
    parent: QWidget,
    name: str,
    title: str,
    label: str,
    on_text: Callable[[str], object],
    value: str = "",
    ok: str = "",
) -> None:
    """``on_text`` is called with what was typed, not for Cancel. ``ok`` is that button's text."""
    dialog = QInputDialog(parent)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(value)
    if ok:
        dialog.setOkButtonText(ok)
    dialog.textValueSelected.connect(on_text)
    dialog.open()
    look.without_icons(dialog)
