"""A tool bar whose buttons lose their texts before anything of it is hidden behind a ``»``."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtWidgets import QToolBar


class ToolFit(QObject):
    """The tips of the buttons say what their texts did."""

    def __init__(self, bar: QToolBar) -> None:
        super().__init__(bar)
        self.bar = bar
        self._full_px = 0  # what it takes with texts
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.StyleChange, QEvent.FontChange, QEvent.LanguageChange):
            self._full_px = 0
        if event.type() in (QEvent.Resize, QEvent.Show):
            self.fit()
        return False

    def fit(self) -> None:
        bar = self.bar
        if not self._full_px:
            self._measure()
        roomy = bar.width() >= self._full_px
        bar.setToolButtonStyle(Qt.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonIconOnly)

    def _measure(self) -> None:
        """Both ways: with texts, and with as little as the window may be made."""
        bar = self.bar
        bar.setToolButtonStyle(Qt.ToolButtonIconOnly)
        bar.setMinimumWidth(bar.sizeHint().width())
        bar.setToolButtonStyle(Qt.ToolButtonTextBesideIcon)
        self._full_px = bar.sizeHint().width()
