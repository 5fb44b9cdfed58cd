"""The Manager's qubes as a tree: each under its net qube, or under its template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, QTimer, pyqtSignal

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look
from qubesmanager.ui.models.qubes_filter import QubesFilter
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import NOTHING, RECORD_ROLE


@dataclass
class _Node:
    name: str
    parent: int  # number of a node, -1 for the top
    place: int  # among its siblings
    found: bool  # the filter lets it through; others are there because something hangs on them
    children: list[int] = field(default_factory=list)


class QubesTree(QAbstractItemModel):
    """Shows what the filter shows, and what that hangs on, faded. ``rebuilt`` after each change."""

    rebuilt = pyqtSignal()

    def __init__(self, proxy: QubesFilter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.proxy = proxy
        self.model = proxy.model
        self._field = ""
        self._nodes: list[_Node] = []
        self._numbers: dict[str, int] = {}
        self._top: list[int] = []
        self._later = QTimer(self)  # a burst of changes is one rebuild
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.rebuild)
        for signal in (proxy.modelReset, proxy.rowsInserted, proxy.rowsRemoved):
            signal.connect(self._rebuild_later)
        self.model.dataChanged.connect(self._changed)

    def group_by(self, name: str) -> None:
        """``netvm`` or ``template``; empty rests, and costs nothing."""
        self._field = name
        self.rebuild()

    def rebuild(self) -> None:
        self.beginResetModel()
        self._nodes, self._numbers, self._top = [], {}, []
        if self._field:
            self._build()
        self.endResetModel()
        self.rebuilt.emit()

    def index_of(self, name: str) -> QModelIndex:
        number = self._numbers.get(name)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._nodes[number].place, 0, number)

    def name(self, index: QModelIndex) -> str:
        return self._nodes[index.internalId()].name

    def record(self, index: QModelIndex) -> QubeInfo:
        return self._record(self.name(index))

    # -- Qt's questions --------------------------------------------------------------------

    def index(self, row: int, column: int, parent: QModelIndex = NOTHING) -> QModelIndex:
        siblings = self._siblings(parent)
        if not 0 <= row < len(siblings) or not 0 <= column < len(self.model.columns):
            return QModelIndex()
        return self.createIndex(row, column, siblings[row])

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        number = self._nodes[index.internalId()].parent
        if number < 0:
            return QModelIndex()
        return self.createIndex(self._nodes[number].place, 0, number)

    def rowCount(self, parent: QModelIndex = NOTHING) -> int:
        return 0 if parent.column() > 0 else len(self._siblings(parent))

    def columnCount(self, parent: QModelIndex = NOTHING) -> int:
        return len(self.model.columns)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.DisplayRole) -> Any:
        return self.model.headerData(section, way, role)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        if role == RECORD_ROLE:
            return self._record(node.name)
        if role == Qt.ForegroundRole and not node.found:
            return look.faded()
        row = self.model.row_of(node.name)
        if row is None:  # gone, and the rebuild is on its way
            return None
        return self.model.data(self.model.index(row, index.column()), role)

    # -- building --------------------------------------------------------------------------

    def _record(self, name: str) -> QubeInfo:
        row = self.model.row_of(name)
        assert row is not None
        return self.model.records[row]

    def _hangs_on(self, qube: QubeInfo) -> str:
        """The qube above, where it is in the list and not below this one itself."""
        above = getattr(qube, self._field) or ""
        return above if self.model.row_of(above) is not None and above != qube.name else ""

    def _chain(self, name: str) -> Iterator[str]:
        """The qube and all above it; a ring, which no store should have, ends."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            yield name
            name = self._hangs_on(self._record(name))

    def _build(self) -> None:
        found = {qube.name for qube in self.proxy.records()}
        shown = {name for one in found for name in self._chain(one)}
        names = sorted(shown, key=natural_key)
        self._numbers = {name: number for number, name in enumerate(names)}
        self._nodes = [_Node(name, -1, 0, name in found) for name in names]
        for number, node in enumerate(self._nodes):
            above = self._hangs_on(self._record(node.name))
            if above in self._numbers and node.name not in set(self._chain(above)):
                node.parent = self._numbers[above]
            siblings = self._nodes[node.parent].children if node.parent >= 0 else self._top
            node.place = len(siblings)
            siblings.append(number)

    def _siblings(self, parent: QModelIndex) -> list[int]:
        return self._nodes[parent.internalId()].children if parent.isValid() else self._top

    def _rebuild_later(self) -> None:
        if self._field:
            self._later.start()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        """A change of one qube is a change of one row, unless it moves."""
        if not self._field:
            return
        for row in range(first.row(), last.row() + 1):
            qube = self.model.records[row]
            number = self._numbers.get(qube.name)
            if number is None:
                continue
            node = self._nodes[number]
            above = self._nodes[node.parent].name if node.parent >= 0 else ""
            if self._hangs_on(qube) != above:
                self._later.start()
                return
            left = self.createIndex(node.place, first.column(), number)
            self.dataChanged.emit(left, self.createIndex(node.place, last.column(), number))
