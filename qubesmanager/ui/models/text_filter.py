"""A proxy for tables that are only searched and sorted."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QModelIndex, QObject

from qubesmanager.ui.models.sorting import SortProxy
from qubesmanager.ui.models.table import RecordTable


class TextFilter(SortProxy):
    """Rows in which every word of the text occurs in some column."""

    def __init__(self, model: RecordTable[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words: list[str] = []
        self.setSourceModel(model)

    def set_text(self, text: str) -> None:
        self._words = text.casefold().split()
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        if not self._words:
            return True
        record = self._model.records[row]
        hay = "\n".join(column.text(record) for column in self._model.columns).casefold()
        return all(word in hay for word in self._words)
