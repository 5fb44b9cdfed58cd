"""A table of a dialog: columns as wide as what is in them, the last one takes the rest."""

from __future__ import annotations

from PyQt5.QtCore import QAbstractItemModel, Qt
from PyQt5.QtWidgets import QHeaderView, QLabel, QTableView

from qubesmanager.ui import look
from qubesmanager.ui.widgets.delegates import CellDelegate


def set_up(view: QTableView, model: QAbstractItemModel, empty: str = "") -> None:
    """``empty`` is said where there is no row."""
    look.breathe(view)
    view.setModel(model)
    view.setItemDelegate(CellDelegate(view))
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeToContents)
    header.setStretchLastSection(True)
    if empty:
        _say_when_empty(view, model, empty)


def _say_when_empty(view: QTableView, model: QAbstractItemModel, text: str) -> None:
    label = QLabel(text, view.viewport())
    label.setTextFormat(Qt.PlainText)
    label.setMargin(8)
    view.setAccessibleDescription(text)

    def refresh() -> None:
        label.setVisible(model.rowCount() == 0)

    for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
        signal.connect(refresh)
    refresh()
