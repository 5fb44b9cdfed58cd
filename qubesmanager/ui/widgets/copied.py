"""Copying a text, seen: a bubble at the button says that it is done."""

from __future__ import annotations

import html
import textwrap

from PyQt5.QtCore import QCoreApplication, QPoint
from PyQt5.QtWidgets import QApplication, QToolTip, QWidget

_TIP_LETTERS = 90


def copy_text(button: QWidget, text: str) -> None:
    QApplication.clipboard().setText(text)
    corner = button.mapToGlobal(QPoint(0, button.height() // 2))
    QToolTip.showText(corner, QCoreApplication.translate("Copied", "Copied"), button)


def command_tip(about: str, command: str) -> str:
    """A tooltip with a command that may be long, in lines that fit a screen."""
    lines = textwrap.wrap(command, _TIP_LETTERS, break_on_hyphens=False)
    return f"<p>{html.escape(about)}</p><pre>{html.escape(chr(10).join(lines))}</pre>"
