"""A table of things to tick, with a search line and All and None: used by both wizards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QHeaderView, QLineEdit, QStyledItemDelegate, QTableView

from qubesmanager.ui import look
from qubesmanager.ui.models.table import RecordTable
from qubesmanager.ui.models.text_filter import TextFilter


def set_up(
    view: QTableView,
    search: QLineEdit,
    model: RecordTable[Any],
    delegate: QStyledItemDelegate,
    widths: Mapping[str, int],
) -> TextFilter:
    """Join view, search line and model by a proxy; ``widths`` are characters of each column."""
    proxy = TextFilter(model, view)
    view.setModel(proxy)
    view.setItemDelegate(delegate)
    look.breathe(view)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
    letter = QFontMetrics(view.font()).averageCharWidth()
    for number, column in enumerate(model.columns):
        header.resizeSection(number, letter * widths[column.key] + 20)
    header.setSectionResizeMode(QHeaderView.Interactive)
    header.setStretchLastSection(True)
    view.sortByColumn(0, Qt.AscendingOrder)
    search.setClearButtonEnabled(True)
    search.addAction(look.icon("search"), QLineEdit.LeadingPosition)
    search.textChanged.connect(proxy.set_text)
    return proxy
