"""Editing a plan in its cells: drop-downs for choices, a checked line for names."""

from __future__ import annotations

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QRect, QSize, Qt
from PyQt5.QtGui import QPainter, QPalette
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOption,
    QStyleOptionViewItem,
    QWidget,
)

from qubesmanager.protocol import MAX_NAME_LENGTH
from qubesmanager.ui.models.plan_model import CHOICES_ROLE, VALUE_ROLE
from qubesmanager.ui.widgets.delegates import CellDelegate

ARROW_PX = 14


class PlanDelegate(CellDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)
        if index.data(CHOICES_ROLE) is not None:
            arrow = QStyleOption()
            arrow.palette = QPalette(option.palette)
            if option.state & QStyle.State_Selected:
                bright = option.palette.color(QPalette.HighlightedText)
                for role in (QPalette.Text, QPalette.ButtonText, QPalette.WindowText):
                    arrow.palette.setColor(role, bright)
            arrow.state = QStyle.State_Enabled
            side = 8
            arrow.rect = QRect(
                option.rect.right() - ARROW_PX, option.rect.center().y() - side // 2, side, side
            )
            QApplication.style().drawPrimitive(QStyle.PE_IndicatorArrowDown, arrow, painter)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        if index.data(CHOICES_ROLE) is not None:
            hint.setWidth(hint.width() + ARROW_PX + 4)
        return hint

    def _inner(self, option: QStyleOptionViewItem, index: QModelIndex) -> QStyleOptionViewItem:
        """The text ends before the arrow."""
        inner = super()._inner(option, index)
        if index.data(CHOICES_ROLE) is not None:
            inner.rect.adjust(0, 0, -ARROW_PX + 2, 0)
        return inner

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        choices = index.data(CHOICES_ROLE)
        title = index.model().headerData(index.column(), Qt.Horizontal)
        if choices is None:
            line = QLineEdit(parent)
            line.setMaxLength(MAX_NAME_LENGTH)
            line.setAccessibleName(title)
            return line
        box = QComboBox(parent)
        box.setAccessibleName(title)
        box.addItems([text for text, _ in choices])
        box.activated.connect(lambda: self._done(box))
        return box

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(Qt.EditRole))
        elif isinstance(editor, QComboBox):
            values = [value for _, value in index.data(CHOICES_ROLE)]
            current = index.data(VALUE_ROLE)
            editor.setCurrentIndex(values.index(current) if current in values else -1)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.EditRole)
        elif isinstance(editor, QComboBox) and editor.currentIndex() >= 0:
            value = index.data(CHOICES_ROLE)[editor.currentIndex()][1]
            if value != index.data(VALUE_ROLE):
                model.setData(index, value, Qt.EditRole)
