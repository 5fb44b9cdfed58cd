"""How cells are drawn: the label's stripe before a name, a thin bar under a figure."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, QRectF, QSize
from PyQt5.QtGui import QColor, QPainter
from PyQt5.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qubesmanager.ui import look
from qubesmanager.ui.models.table import BAR_ROLE, STRIPE_ROLE

STRIPE_PX = 5
GAP_PX = 5


class CellDelegate(QStyledItemDelegate):
    """For every column of our tables; cells without those roles look as ever."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        stripe, share = index.data(STRIPE_ROLE), index.data(BAR_ROLE)
        if isinstance(stripe, QColor):
            super().paint(painter, option, index)
            rect = QRectF(option.rect.x() + 2, option.rect.y() + 3, STRIPE_PX, 0)
            rect.setHeight(option.rect.height() - 7)
            look.draw_stripe(painter, rect, stripe, option.palette)
        elif isinstance(share, float):
            super().paint(painter, option, index)
            rect = QRectF(option.rect.x() + 6, option.rect.bottom() - 4.5, 0, 3)
            rect.setWidth(option.rect.width() - 12)
            look.draw_bar(painter, rect, share, option.palette)
        else:
            super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        if isinstance(index.data(STRIPE_ROLE), QColor):
            # The icon grows to the left by the stripe's place, so text and selection stay whole.
            size = option.decorationSize
            option.decorationSize = QSize(size.width() + STRIPE_PX + GAP_PX, size.height())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        if isinstance(index.data(STRIPE_ROLE), QColor):
            hint.setWidth(hint.width() + STRIPE_PX + GAP_PX)
        return hint
