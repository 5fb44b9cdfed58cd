"""The steps of a wizard at its left: done, current, still to come."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen
from PyQt5.QtWidgets import QWidget

from qubesmanager.ui import look


class StepRail(QWidget):
    """Drawn only: the buttons below the pages move through the steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: Sequence[str] = ()
        self._current = 0

    def set_steps(self, titles: Sequence[str]) -> None:
        self._titles = titles
        self.set_current(0)
        self.updateGeometry()

    def set_current(self, current: int) -> None:
        self._current = current
        self.setAccessibleName(
            self.tr("Step {number} of {total}: {title}").format(
                number=current + 1, total=len(self._titles), title=self._titles[current]
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(title) for title in self._titles), default=0)
        side = metrics.height()
        return QSize(round(widest * 1.08) + 5 * side, self._pitch() * len(self._titles) + 2 * side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _pitch(self) -> int:
        return round(self.fontMetrics().height() * 2.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.Antialiasing)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.AlternateBase))
        side = self.fontMetrics().height() * 1.5
        left = side * 0.8
        for number, title in enumerate(self._titles):
            middle = side + number * self._pitch() + side / 2
            circle = self._mirrored(QRectF(left, middle - side / 2, side, side))
            if number + 1 < len(self._titles):
                painter.setPen(QPen(self._faint(), 1.5))
                x = round(circle.center().x())
                painter.drawLine(
                    x,
                    round(circle.bottom() + 3),
                    x,
                    round(circle.bottom() + self._pitch() - side - 3),
                )
            self._draw_step(painter, number, circle)
            font = QFont(self.font())
            font.setBold(number == self._current)
            painter.setFont(font)
            later = number > self._current
            painter.setPen(self._faint(0.7) if later else palette.color(QPalette.WindowText))
            begin = left + side * 1.45
            text = self._mirrored(QRectF(begin, circle.top(), self.width() - begin, side))
            painter.drawText(text, int(Qt.AlignVCenter | self._side()), title)

    def _side(self) -> Qt.AlignmentFlag:
        """A painter does not mirror by itself."""
        return Qt.AlignRight if self.layoutDirection() == Qt.RightToLeft else Qt.AlignLeft

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.RightToLeft:
            rect.moveLeft(self.width() - rect.right())
        return rect

    def _draw_step(self, painter: QPainter, number: int, circle: QRectF) -> None:
        palette = self.palette()
        if number == self._current:
            painter.setPen(Qt.NoPen)
            painter.setBrush(look.tint("accent", palette))
            painter.drawEllipse(circle)
            painter.setPen(QColor(Qt.black if look.is_dark(palette) else Qt.white))
        elif number < self._current:
            painter.setBrush(Qt.NoBrush)
            painter.setPen(QPen(look.tint("ok", palette), 1.5))
            painter.drawEllipse(circle)
        else:
            painter.setBrush(Qt.NoBrush)
            painter.setPen(QPen(self._faint(), 1.5))
            painter.drawEllipse(circle)
            painter.setPen(self._faint(0.7))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        mark = "✓" if number < self._current else str(number + 1)
        painter.drawText(circle, int(Qt.AlignCenter), mark)

    def _faint(self, alpha: float = 0.35) -> QColor:
        colour = self.palette().color(QPalette.WindowText)
        colour.setAlphaF(alpha)
        return colour
