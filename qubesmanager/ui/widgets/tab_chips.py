"""The tabs of a narrow QTabWidget as chips that wrap; the tab bar itself is hidden."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QButtonGroup, QTabWidget, QToolButton, QWidget

from qubesmanager.ui import wording
from qubesmanager.ui.widgets.flow_layout import FlowLayout

STYLE = """
QToolButton { border: none; border-bottom: 2px solid transparent; padding: 3px 5px; }
QToolButton:hover { border-bottom-color: palette(mid); }
QToolButton:focus { border: 1px solid palette(highlight); padding: 2px 4px; }
QToolButton:checked { border-bottom: 2px solid palette(highlight); font-weight: bold; }
"""


def hide_bar(tabs: QTabWidget) -> None:
    """The Tab key would stay before it for ever: the widget passes the focus on to its bar, and one
    that is hidden takes none."""
    tabs.tabBar().hide()
    tabs.tabBar().setFocusPolicy(Qt.NoFocus)
    tabs.setFocusPolicy(Qt.NoFocus)


class TabChips(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, 0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)

    def steer(self, tabs: QTabWidget) -> None:
        """A chip for each tab there is by now."""
        hide_bar(tabs)
        for number in range(tabs.count()):
            chip = QToolButton(self)
            chip.setText(tabs.tabText(number))
            chip.setCheckable(True)
            chip.setStyleSheet(STYLE)
            chip.setAccessibleName(wording.plain(tabs.tabText(number)))
            self._group.addButton(chip, number)
            self._flow.addWidget(chip)
        self._group.button(tabs.currentIndex()).setChecked(True)
        self._group.idClicked.connect(tabs.setCurrentIndex)
        tabs.currentChanged.connect(lambda number: self._group.button(number).setChecked(True))
