"""The qubes as a list or as a tree: one of the two is shown, and what is selected in it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PyQt5.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSettings,
    Qt,
    pyqtSignal,
)
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QAbstractItemView, QTreeView

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look
from qubesmanager.ui.manager.qube_table import QubeTable
from qubesmanager.ui.models.qubes_tree import QubesTree
from qubesmanager.ui.widgets.column_fit import ColumnFit
from qubesmanager.ui.widgets.delegates import CellDelegate

MODES = ("list", "netvm", "template")
SETTING = "manager/mode"
TREE_WIDTHS = {"name": 30, "state": 14, "class": 13, "disk": 15, "backup": 14}


class QubeViews(QObject):
    """``mode`` is one of `MODES`, kept between runs."""

    selection_changed = pyqtSignal()
    mode_changed = pyqtSignal()

    def __init__(self, table: QubeTable, tree_view: QTreeView, settings: QSettings) -> None:
        super().__init__(tree_view)
        self.table = table
        self.tree_view = tree_view
        self.settings = settings
        self.tree = QubesTree(table.proxy, self)
        self._kept: list[str] = []
        look.breathe(tree_view)
        tree_view.setTextElideMode(Qt.ElideMiddle)
        tree_view.setModel(self.tree)
        tree_view.setItemDelegate(CellDelegate(tree_view))
        self.tree_fit = self._fit_tree()
        self.tree.modelAboutToBeReset.connect(self._keep_selection)
        self.tree.rebuilt.connect(self._restore_selection)
        tree_view.selectionModel().selectionChanged.connect(self.selection_changed)
        table.view.selectionModel().selectionChanged.connect(self.selection_changed)
        saved = str(settings.value(SETTING, "list"))
        self.mode = saved if saved in MODES else "list"
        self.tree.group_by("" if self.mode == "list" else self.mode)

    @property
    def current(self) -> QAbstractItemView:
        return self.table.view if self.mode == "list" else self.tree_view

    def set_mode(self, mode: str) -> None:
        """What was selected in the one is selected in the other."""
        chosen = [qube.name for qube in self.selected()]
        self.mode = mode
        self.settings.setValue(SETTING, mode)
        self.tree.group_by("" if mode == "list" else mode)
        self.mode_changed.emit()
        self.select_all(chosen)

    def selected(self) -> list[QubeInfo]:
        """The qubes of the selected rows, in the order shown."""
        if self.mode == "list":
            return self.table.selected()
        rows = self.tree_view.selectionModel().selectedRows()
        names = [self.tree.name(index) for index in sorted(rows, key=lambda i: i.row())]
        return [
            self.tree.model.records[row]
            for row in map(self.tree.model.row_of, names)
            if row is not None
        ]

    def select(self, name: str) -> None:
        """Put the cursor on a qube, if it is shown."""
        if self.mode == "list":
            self.table.select(name)
            return
        index = self.tree.index_of(name)
        if index.isValid():
            self.tree_view.setCurrentIndex(index)
            self.tree_view.scrollTo(index)

    def select_all(self, names: Sequence[str]) -> None:
        """Those of the qubes that are shown, the cursor on the first of them."""
        indexes = [index for index in map(self._index_of, names) if index.isValid()]
        if indexes:
            self.select(indexes[0].data())
        self._select_rows(indexes)

    def _index_of(self, name: str) -> QModelIndex:
        return self.table.index_of(name) if self.mode == "list" else self.tree.index_of(name)

    def _select_rows(self, indexes: Iterable[QModelIndex]) -> None:
        wanted = QItemSelection()
        for index in indexes:
            wanted.select(index, index)
        self.current.selectionModel().select(
            wanted, QItemSelectionModel.ClearAndSelect | QItemSelectionModel.Rows
        )

    def go_to_first(self) -> None:
        """The keyboard goes to the list, its first row selected."""
        self.current.setFocus(Qt.OtherFocusReason)
        self.current.setCurrentIndex(self.current.model().index(0, 0))

    def take_keys(self) -> None:
        if self.mode == "list":
            self.table.take_keys()
        else:
            self.tree_view.setFocus(Qt.OtherFocusReason)

    def _fit_tree(self) -> ColumnFit:
        letter = QFontMetrics(self.tree_view.font()).averageCharWidth()
        numbers = {column.key: n for n, column in enumerate(self.tree.model.columns)}
        fit = ColumnFit(
            self.tree_view,
            {n: letter * TREE_WIDTHS.get(key, 8) + 24 for key, n in numbers.items()},
            numbers["name"],
            [numbers[key] for key in ("backup", "class", "disk")],
            [numbers[key] for key in ("name", "state", "disk")],
        )
        fit.hidden = {n for key, n in numbers.items() if key not in TREE_WIDTHS}
        fit.fit()
        return fit

    def _keep_selection(self) -> None:
        rows = self.tree_view.selectionModel().selectedRows() if self.mode != "list" else []
        self._kept = [self.tree.name(index) for index in rows]

    def _restore_selection(self) -> None:
        """All open, and what was selected still is."""
        self.tree_view.expandAll()
        if self.mode != "list":
            self._select_rows(filter(QModelIndex.isValid, map(self.tree.index_of, self._kept)))
