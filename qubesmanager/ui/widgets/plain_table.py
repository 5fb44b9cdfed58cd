"""A table of a dialog: columns as wide as what is in them, the last one takes the rest."""

from __future__ import annotations

from PyQt5.QtCore import QAbstractItemModel
from PyQt5.QtWidgets import QHeaderView, QTableView

from qubesmanager.ui import look
from qubesmanager.ui.widgets.delegates import CellDelegate


def set_up(view: QTableView, model: QAbstractItemModel) -> None:
    look.breathe(view)
    view.setModel(model)
    view.setItemDelegate(CellDelegate(view))
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeToContents)
    header.setStretchLastSection(True)
