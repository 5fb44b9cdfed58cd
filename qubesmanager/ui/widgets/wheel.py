"""The wheel scrolls a page; it changes a field only where the person is in that field.

Qt gives a combo or spin box under the pointer the focus and the turn: a setting would change
unseen while the page is scrolled.
"""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _Guard(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Wheel or (isinstance(watched, QWidget) and watched.hasFocus()):
            return False
        event.ignore()  # what it stands in gets it
        return True


def guard(window: QWidget) -> None:
    """For all combo and spin boxes that are in there now."""
    keeper = _Guard(window)
    for kind in (QComboBox, QAbstractSpinBox):
        for box in window.findChildren(kind):
            if box.focusPolicy() == Qt.WheelFocus:
                box.setFocusPolicy(Qt.StrongFocus)
            box.installEventFilter(keeper)
