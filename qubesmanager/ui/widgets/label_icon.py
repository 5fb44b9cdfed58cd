"""A label as a picture: a rounded square of its colour, with an edge that shows on any ground."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from PyQt5.QtCore import QRectF, Qt
from PyQt5.QtGui import QColor, QIcon, QPainter, QPixmap
from PyQt5.QtWidgets import QApplication, QComboBox

from qubesmanager.client.system import LabelInfo
from qubesmanager.ui import look

SIDE_PX = 32


@functools.cache
def label_icon(colour: str) -> QIcon:
    """``colour`` is ``#rrggbb``."""
    pixmap = QPixmap(SIDE_PX, SIDE_PX)
    pixmap.fill(Qt.transparent)
    painter = QPainter(pixmap)
    rect = QRectF(4, 4, SIDE_PX - 9, SIDE_PX - 9)
    look.draw_stripe(painter, rect, QColor(colour), QApplication.palette())
    painter.end()
    return QIcon(pixmap)


def show_label_icons(box: QComboBox, labels: Mapping[str, LabelInfo]) -> None:
    """Beside those choices that are names of labels."""
    for row in range(box.count()):
        known = labels.get(box.itemText(row))
        if known is not None:
            box.setItemIcon(row, label_icon(known.color))
