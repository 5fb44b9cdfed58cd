"""A table of things to tick, with a search line and All and None: used by both wizards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QLineEdit, QStyledItemDelegate, QTableView

from qubesmanager.ui import look
from qubesmanager.ui.models.table import RecordTable
from qubesmanager.ui.models.text_filter import TextFilter
from qubesmanager.ui.widgets.column_fit import ColumnFit


def set_up(
    view: QTableView,
    search: QLineEdit,
    model: RecordTable[Any],
    delegate: QStyledItemDelegate,
    widths: Mapping[str, int],
    expendable: Sequence[str] = (),
) -> TextFilter:
    """Join view, search line and model by a proxy; ``widths`` are characters of each column.

    Those in ``expendable`` give way, in that order, where there is no room; the last one takes
    the room that is left over.
    """
    proxy = TextFilter(model, view)
    view.setModel(proxy)
    view.setItemDelegate(delegate)
    look.breathe(view)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
    letter = QFontMetrics(view.font()).averageCharWidth()
    wishes = {n: letter * widths[column.key] + 20 for n, column in enumerate(model.columns)}
    last = len(model.columns) - 1
    figures = [n for n, column in enumerate(model.columns) if column.right]
    ColumnFit(view, wishes, last, [model.column_of(key) for key in expendable], figures)
    view.sortByColumn(0, Qt.AscendingOrder)
    search.setClearButtonEnabled(True)
    search.addAction(look.icon("search"), QLineEdit.LeadingPosition)
    search.textChanged.connect(proxy.set_text)
    return proxy
