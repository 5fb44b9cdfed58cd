"""A label that ends in "…" where there is no room, and then has the whole text as tooltip."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QPainter, QPaintEvent, QResizeEvent
from PyQt5.QtWidgets import QLabel

from qubesmanager.ui.models.table import plain_tip

FEWEST_CHARACTERS = 8


class ElidedLabel(QLabel):
    """Plain text on one line."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self._show_tip()

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        whole = metrics.horizontalAdvance(self.text())
        few = metrics.averageCharWidth() * FEWEST_CHARACTERS
        return QSize(min(whole, few), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(Qt.AlignVCenter | Qt.AlignLeft), self._shown())

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(
            self.text(), Qt.ElideRight, self.contentsRect().width()
        )

    def _show_tip(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self._shown() != self.text() else "")
