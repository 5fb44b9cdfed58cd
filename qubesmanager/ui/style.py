"""The person's own Qt style, with the edges of boxes made visible on dark ground.

Fusion draws the edge of an empty box in a darker shade of the window: on a dark one it is gone.
"""

from __future__ import annotations

from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QPainter, QPalette, QPen
from PyQt5.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from qubesmanager.ui import look

SQUARE = frozenset({QStyle.PE_IndicatorCheckBox, QStyle.PE_IndicatorItemViewItemCheck})
BOXES = SQUARE | {QStyle.PE_IndicatorRadioButton}


class Style(QProxyStyle):
    """Draws as the style below it does, and then the edge."""

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawPrimitive(element, option, painter, widget)
        if element not in BOXES or not look.is_dark(option.palette):
            return
        edge = option.palette.color(QPalette.WindowText)
        edge.setAlphaF(0.65 if option.state & QStyle.State_Enabled else 0.3)
        painter.save()
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setPen(QPen(edge, 1))
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        if element in SQUARE:
            painter.drawRoundedRect(rect, 2, 2)
        else:
            painter.drawEllipse(rect)
        painter.restore()
