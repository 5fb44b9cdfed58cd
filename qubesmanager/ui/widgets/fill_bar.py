"""How full something is: a caption, a bar, and the figures beside it."""

from __future__ import annotations

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from qubesmanager.ui import look, wording

CAPTION_LETTERS = 12


class FillBar(QWidget):
    """Turns amber with a sign from ``warn_share`` on, so that colour is not the only mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        self._caption = ""
        self._figures = ""
        self._share: float | None = None
        self._warns = False

    def show_fill(
        self, caption: str, used: int | None, size: int | None, warn_share: float = 0.9
    ) -> None:
        """Bytes; None for what nobody knows."""
        self._caption = caption
        self._share = used / size if used is not None and size else None
        self._warns = self._share is not None and self._share >= warn_share
        if self._share is None:
            self._figures = self.tr("size not known")
        else:
            percent = self.tr("{percent} % full").format(percent=int(self._share * 100))
            self._figures = f"{wording.size_pair(used or 0, size or 0)}, {percent}"
        if self._warns:
            self._figures = self.tr("{figures}: nearly full").format(figures=self._figures)
        self.setAccessibleName(f"{caption}: {self._figures}")
        self.setToolTip(self._figures)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, round(self.fontMetrics().height() * 1.5))

    def minimumSizeHint(self) -> QSize:
        """Its words, and a bar that can still be read."""
        letter = self.fontMetrics().averageCharWidth()
        words = self.fontMetrics().horizontalAdvance(self._figures)
        return QSize(words + letter * (CAPTION_LETTERS + 15), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = self.fontMetrics()
        letter = metrics.averageCharWidth()
        height = self.height()
        left, right = letter * CAPTION_LETTERS, metrics.horizontalAdvance(self._figures) + letter
        painter.setPen(self.palette().windowText().color())
        self._write(painter, QRectF(0, 0, left, height), self._caption)
        self._write(painter, QRectF(self.width() - right, 0, right, height), self._figures)
        bar = QRectF(left, height / 2 - 4, self.width() - left - right - 2 * letter, 8)
        if self._warns:
            sign = self._mirrored(QRectF(bar.right() - height, 0, height, height))
            look.icon("sign-warning", "warning").paint(painter, sign.toRect())
            bar.setRight(bar.right() - height - letter)
        if self._share is not None and bar.width() > 8:
            kind = "warning" if self._warns else "accent"
            look.draw_bar(painter, self._mirrored(bar), self._share, self.palette(), kind=kind)

    def _write(self, painter: QPainter, rect: QRectF, text: str) -> None:
        """A painter does not mirror by itself."""
        rtl = self.layoutDirection() == Qt.RightToLeft
        side = Qt.AlignRight if rtl else Qt.AlignLeft
        painter.drawText(self._mirrored(rect), int(Qt.AlignVCenter | side), text)

    def _mirrored(self, rect: QRectF) -> QRectF:
        mirrored = QRectF(rect)
        if self.layoutDirection() == Qt.RightToLeft:
            mirrored.moveLeft(self.width() - rect.right())
        return mirrored
