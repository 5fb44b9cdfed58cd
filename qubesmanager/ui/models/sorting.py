"""Sorting in Python: natural order of names, whole 64-bit sizes, stable ties."""

from __future__ import annotations

import functools
import re
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, QSortFilterProxyModel

from qubesmanager.ui.models.table import RecordTable

_DIGITS = re.compile(r"(\d+)")


@functools.lru_cache(maxsize=16384)  # a name is compared many times in one sort
def natural_key(text: str) -> tuple[Any, ...]:
    """``work2`` before ``work10``, whatever the case; text and numbers alternate."""
    parts = _DIGITS.split(text.casefold())
    return tuple(int(part) if i % 2 else part for i, part in enumerate(parts))


class SortProxy(QSortFilterProxyModel):
    """Compares the raw values of a RecordTable; equal ones keep the order of the first column.

    Qt's own comparison would cut integers to 32 bits.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setDynamicSortFilter(True)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        model: RecordTable[Any] = self.sourceModel()  # type: ignore[assignment]
        column = left.column()
        one, other = (model.sort_value(index.row(), column) for index in (left, right))
        if one != other or column == 0:
            return bool(one < other)
        return bool(model.sort_value(left.row(), 0) < model.sort_value(right.row(), 0))

    def record(self, index: QModelIndex) -> Any:
        """The record of a row of this proxy."""
        model: RecordTable[Any] = self.sourceModel()  # type: ignore[assignment]
        return model.records[self.mapToSource(index).row()]

    def records(self) -> list[Any]:
        """All records that are shown, in their order."""
        return [self.record(self.index(row, 0)) for row in range(self.rowCount())]
