"""Sorting in Python: natural order of names, whole 64-bit sizes, stable ties."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from typing import Any

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QObject, QSortFilterProxyModel

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
        self._column = -1
        self._places: list[int] = []
        self._keys: list[tuple[Any, Any]] = []
        self._sorted: list[tuple[Any, Any]] = []
        self.setDynamicSortFilter(True)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        places = self._places
        if left.column() != self._column or len(places) != self._model_rows():
            places = self._rank(left.column())
        return places[left.row()] < places[right.row()]

    def setSourceModel(self, model: QAbstractItemModel) -> None:
        """Ranks are made anew after each change; the model's signals come here before the proxy."""
        for signal in (
            model.modelReset,
            model.rowsRemoved,
            model.layoutChanged,
        ):
            signal.connect(self._forget)
        model.rowsInserted.connect(self._inserted)
        model.dataChanged.connect(self._changed)
        super().setSourceModel(model)

    def _forget(self) -> None:
        self._places = []

    def _inserted(self, _: QModelIndex, first: int, last: int) -> None:
        """Rows at the end find their place among the others, which only move on."""
        if first != len(self._places):
            self._forget()
        if not self._places:
            return
        model: RecordTable[Any] = self.sourceModel()  # type: ignore[assignment]
        for row in range(first, last + 1):
            key = self._key(model, row)
            place = bisect_right(self._sorted, key)
            self._keys.append(key)
            self._sorted.insert(place, key)
            self._places = [other + (other >= place) for other in self._places]
            self._places.append(place)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """Most changes do not touch what is sorted by: then the ranks stay right."""
        if not self._places:
            return
        model: RecordTable[Any] = self.sourceModel()  # type: ignore[assignment]
        for row in range(first.row(), last.row() + 1):
            if self._keys[row] != self._key(model, row):
                self._forget()
                return

    def _key(self, model: RecordTable[Any], row: int) -> tuple[Any, Any]:
        return model.sort_value(row, self._column), model.sort_value(row, 0)

    def _model_rows(self) -> int:
        return self.sourceModel().rowCount()

    def _rank(self, column: int) -> list[int]:
        """The place of every row: Python sorts far faster than it is asked pair by pair."""
        model: RecordTable[Any] = self.sourceModel()  # type: ignore[assignment]
        self._column = column
        rows = range(len(model.records))
        self._keys = [self._key(model, row) for row in rows]
        self._places = [0] * len(self._keys)
        order = sorted(rows, key=self._keys.__getitem__)
        self._sorted = [self._keys[row] for row in order]
        for place, row in enumerate(order):
            self._places[row] = place
        return self._places

    def record(self, index: QModelIndex) -> Any:
        """The record of a row of this proxy."""
        model: RecordTable[Any] = self.sourceModel()  # type: ignore[assignment]
        return model.records[self.mapToSource(index).row()]

    def records(self) -> list[Any]:
        """All records that are shown, in their order."""
        return [self.record(self.index(row, 0)) for row in range(self.rowCount())]
