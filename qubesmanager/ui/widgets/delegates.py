"""How cells are drawn: the label's stripe before a name, a thin bar under a figure."""

from __future__ import annotations

from PyQt5.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPalette
from PyQt5.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qubesmanager.ui import look
from qubesmanager.ui.models.table import BAR_ROLE, STRIPE_ROLE

STRIPE_PX = 5
AIR_PX = 6
# Other cells have no ground of their own: the row's is drawn by the view.
GROUND = QStyle.State_Selected | QStyle.State_MouseOver


class CellDelegate(QStyledItemDelegate):
    """For every column of our tables: content with air at its right, drawn beside the stripe."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """A table of 200 cells is drawn within a frame, so each asks for no more than it needs."""
        if option.state & GROUND:
            style = option.widget.style() if option.widget is not None else QApplication.style()
            style.drawPrimitive(QStyle.PE_PanelItemViewItem, option, painter, option.widget)
        inner = self._inner(option, index)
        focused = option.state & QStyle.State_HasFocus
        if focused:  # a frame of our own: styles fill the cell, and its text is hard to read then
            inner.state = QStyle.State(int(inner.state) & ~int(QStyle.State_HasFocus))
        super().paint(painter, inner, index)
        if focused and option.state & QStyle.State_KeyboardFocusChange:
            self._frame(painter, option)
        stripe = self._stripe(index)
        share = index.data(BAR_ROLE)
        if stripe is not None:
            place = QRect(option.rect.x() + 2, option.rect.y() + 3, STRIPE_PX, 0)
            place.setHeight(option.rect.height() - 7)
            rect = QRectF(QStyle.visualRect(option.direction, option.rect, place))
            look.draw_stripe(painter, rect, stripe, option.palette)
        if isinstance(share, float):
            rect = QRectF(option.rect.x() + 6, option.rect.bottom() - 4.5, 0, 3)
            rect.setWidth(option.rect.width() - 12)
            chosen = bool(option.state & QStyle.State_Selected)
            look.draw_bar(painter, rect, share, option.palette, chosen)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> bool:
        """A click on the box is looked for where the box was drawn."""
        return super().editorEvent(event, model, self._inner(option, index), index)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        height = hint.height() if option.widget is None else look.row_height(option.widget)
        return QSize(hint.width() + self._left(index) + AIR_PX, height)

    def _stripe(self, index: QModelIndex) -> QColor | None:
        """Only names have one, and they are in the first column."""
        stripe = index.data(STRIPE_ROLE) if index.column() == 0 else None
        return stripe if isinstance(stripe, QColor) else None

    def _frame(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = option.state & QStyle.State_Selected
        role = QPalette.HighlightedText if chosen else QPalette.Highlight
        painter.save()
        painter.setRenderHint(QPainter.Antialiasing)
        painter.setPen(option.palette.color(role))
        painter.setBrush(Qt.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 2, 2)
        painter.restore()

    def _left(self, index: QModelIndex) -> int:
        return STRIPE_PX + 4 if self._stripe(index) is not None else 0

    def _inner(self, option: QStyleOptionViewItem, index: QModelIndex) -> QStyleOptionViewItem:
        inner = QStyleOptionViewItem(option)
        place = option.rect.adjusted(self._left(index), 0, -AIR_PX, 0)
        inner.rect = QStyle.visualRect(option.direction, option.rect, place)
        return inner
