"""The Manager's table view: columns the person arranges, kept between runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import QItemSelectionModel, QModelIndex, QObject, QPoint, QSettings, Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QAction, QMenu, QTableView, QWidget

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look
from qubesmanager.ui.models.qubes_filter import QubesFilter
from qubesmanager.ui.widgets.column_fit import ColumnFit
from qubesmanager.ui.widgets.delegates import CellDelegate

# Characters that a column wishes for at first; the person's own widths are kept after that.
FIRST_WIDTHS = {
    "name": 24,
    "state": 14,
    "class": 13,
    "template": 13,
    "netvm": 13,
    "disk": 15,
    "backup": 14,
    "label": 7,
    "tags": 16,
    "notes": 24,
    "memory": 9,
    "cpu": 9,
    "ip": 12,
    "pool": 10,
    "virt": 6,
    "dispvm": 13,
    "autostart": 9,
}
ALWAYS = "name"
# What gives way first where there is no room: the stripe and the icon say it as well.
FIRST_HIDDEN = ("tags", "notes", "memory", "cpu", "ip", "pool", "virt", "dispvm", "autostart")
EXPENDABLE = (
    *("virt", "autostart", "dispvm", "pool", "ip", "notes", "tags", "label", "class"),
    *("backup", "netvm", "cpu", "memory", "template"),
)
STIFF = ("state", "disk", "backup", "memory", "cpu")
NAME_AIR = 8  # the stripe, the icon and the margins, in characters
NAME_FLOOR = 26
SETTING = "manager/table"


class QubeTable(QObject):
    """Behaviour for a plain QTableView from the form."""

    def __init__(self, view: QTableView, proxy: QubesFilter, settings: QSettings) -> None:
        super().__init__(view)
        self.view = view
        self.proxy = proxy
        self.settings = settings
        view.setModel(proxy)
        view.setItemDelegate(CellDelegate(view))
        look.breathe(view)
        view.setTextElideMode(Qt.ElideMiddle)  # names differ at their ends
        view.setWordWrap(False)  # it would break them at a hyphen and cut the rest off
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
        header.setContextMenuPolicy(Qt.CustomContextMenu)
        # A method, not a lambda that holds the header: such a pair is only held by itself, the
        # collector empties it, and the next click on the header would run what is left.
        header.customContextMenuRequested.connect(self.show_column_menu)
        letter = QFontMetrics(view.font()).averageCharWidth()
        columns = proxy.model.columns
        self.fit = ColumnFit(
            view,
            {n: letter * FIRST_WIDTHS[column.key] + 24 for n, column in enumerate(columns)},
            proxy.model.column_of(ALWAYS),
            [proxy.model.column_of(key) for key in EXPENDABLE],
            [proxy.model.column_of(key) for key in STIFF],
        )
        self._restore_columns()
        self._longest_name = ""
        proxy.model.modelReset.connect(self._all_are_new)
        proxy.model.rowsInserted.connect(self._some_are_new)

    def _all_are_new(self) -> None:
        self._longest_name = ""
        self._see_names(self.proxy.model.records)

    def _some_are_new(self, _: QModelIndex, first: int, last: int) -> None:
        self._see_names(self.proxy.model.records[first : last + 1])

    def _see_names(self, qubes: Sequence[QubeInfo]) -> None:
        """A burst of new qubes costs next to nothing, unless one has the longest name so far."""
        longest = max((qube.name for qube in qubes), key=len, default="")
        if len(longest) > len(self._longest_name):
            self._longest_name = longest
            self._give_names_room()

    def _give_names_room(self) -> None:
        """The name is what one looks for: as wide as the longest, where there is room."""
        metrics = QFontMetrics(self.view.font())
        letter = metrics.averageCharWidth()
        needed = metrics.horizontalAdvance(self._longest_name) + letter * NAME_AIR
        wish = max(needed, letter * FIRST_WIDTHS[ALWAYS])
        self.fit.set_first(
            self.proxy.model.column_of(ALWAYS), wish, min(needed, letter * NAME_FLOOR)
        )

    def selected(self) -> list[QubeInfo]:
        """The qubes of the selected rows, in the order shown."""
        rows = self.view.selectionModel().selectedRows()
        return [self.proxy.record(index) for index in sorted(rows, key=lambda i: i.row())]

    def select(self, name: str) -> None:
        """Put the cursor on a qube, if it is shown."""
        index = self.index_of(name)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def index_of(self, name: str) -> QModelIndex:
        """Where the qube is shown; not valid where it is not."""
        row = self.proxy.model.row_of(name)
        if row is None:
            return QModelIndex()
        return self.proxy.mapFromSource(self.proxy.model.index(row, 0))

    def take_keys(self) -> None:
        """The keyboard goes to the list, its cursor on the first row; nothing is selected."""
        self.view.setFocus(Qt.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.selectionModel().setCurrentIndex(
                self.proxy.index(0, 0), QItemSelectionModel.NoUpdate
            )

    def show_column_menu(self, place: QPoint) -> None:
        self.column_menu(self.view).popup(self.view.horizontalHeader().mapToGlobal(place))

    def column_menu(self, parent: QWidget) -> QMenu:
        """Tick the columns to see; the name is always there."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WA_DeleteOnClose)
        for number, column in enumerate(self.proxy.model.columns):
            wanted = number not in self.fit.hidden
            no_room = wanted and self.view.isColumnHidden(number)
            title = self.tr("{column} (no room)") if no_room else "{column}"
            action = QAction(title.format(column=column.title), menu)
            action.setCheckable(True)
            action.setChecked(wanted)
            action.setEnabled(column.key != ALWAYS)
            action.toggled.connect(
                lambda shown, number=number: self.fit.set_hidden(number, not shown)
            )
            menu.addAction(action)
        return menu

    def save_columns(self) -> None:
        """Order, widths, what is hidden and how it is sorted, by the names of the columns."""
        header = self.view.horizontalHeader()
        columns = self.proxy.model.columns
        state = {
            "order": [columns[header.logicalIndex(place)].key for place in range(len(columns))],
            "widths": {
                columns[n].key: width
                for n, width in self.fit.wishes.items()
                if width != self.fit.first[n]
            },
            "hidden": [columns[n].key for n in sorted(self.fit.hidden)],
            "sort": columns[header.sortIndicatorSection()].key,
            "descending": header.sortIndicatorOrder() == Qt.DescendingOrder,
        }
        self.settings.setValue(SETTING, json.dumps(state))

    def _restore_columns(self) -> None:
        """A column that a newer version has and the settings do not stays where it is."""
        state = self._saved()
        numbers = {column.key: n for n, column in enumerate(self.proxy.model.columns)}
        header = self.view.horizontalHeader()
        known_keys = [key for key in state.get("order", ()) if key in numbers]
        known = [numbers[key] for key in known_keys]
        for place, number in enumerate(known):
            header.moveSection(header.visualIndex(number), place)
        for key, width in state.get("widths", {}).items():
            if key in numbers:
                self.fit.wishes[numbers[key]] = int(width)
        new = [key for key in FIRST_HIDDEN if key not in known_keys]
        hidden = [*state.get("hidden", ()), *new]
        self.fit.hidden = {numbers[key] for key in hidden if key in numbers}
        order = Qt.DescendingOrder if state.get("descending") else Qt.AscendingOrder
        self.view.sortByColumn(numbers.get(state.get("sort", ALWAYS), 0), order)
        self.fit.fit()

    def _saved(self) -> dict[str, Any]:
        """Settings are a file that anybody may have edited."""
        try:
            state = json.loads(str(self.settings.value(SETTING, "{}")))
        except ValueError:
            return {}
        return state if isinstance(state, dict) else {}
