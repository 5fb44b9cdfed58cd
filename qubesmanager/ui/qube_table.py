"""The Manager's table view: columns the person arranges, kept between runs."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QSettings, Qt
from PyQt5.QtGui import QFontMetrics
from PyQt5.QtWidgets import QAction, QMenu, QTableView

from qubesmanager.client.system import QubeInfo
from qubesmanager.ui import look
from qubesmanager.ui.delegates import CellDelegate
from qubesmanager.ui.models.qubes_filter import QubesFilter

# Characters that a column shows at first; the person's own widths are kept after that.
FIRST_WIDTHS = {
    "name": 26,
    "state": 13,
    "class": 14,
    "template": 12,
    "netvm": 12,
    "disk": 14,
    "backup": 11,
    "label": 8,
}
ALWAYS = "name"


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
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
        header.setContextMenuPolicy(Qt.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.column_menu().popup(header.mapToGlobal(place))
        )
        self._restore_columns()

    def selected(self) -> list[QubeInfo]:
        """The qubes of the selected rows, in the order shown."""
        rows = self.view.selectionModel().selectedRows()
        return [self.proxy.record(index) for index in sorted(rows, key=lambda i: i.row())]

    def select(self, name: str) -> None:
        """Put the cursor on a qube, if it is shown."""
        row = self.proxy.model.row_of(name)
        if row is not None:
            index = self.proxy.mapFromSource(self.proxy.model.index(row, 0))
            if index.isValid():
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)

    def column_menu(self) -> QMenu:
        """Tick the columns to see; the name is always there."""
        menu = QMenu(self.view)
        menu.setAttribute(Qt.WA_DeleteOnClose)
        for number, column in enumerate(self.proxy.model.columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(number))
            action.setEnabled(column.key != ALWAYS)
            action.toggled.connect(
                lambda shown, number=number: self.view.setColumnHidden(number, not shown)
            )
            menu.addAction(action)
        return menu

    def save_columns(self) -> None:
        self.settings.setValue("manager/columns", self.view.horizontalHeader().saveState())

    def _restore_columns(self) -> None:
        header = self.view.horizontalHeader()
        state = self.settings.value("manager/columns")
        if state is None or not header.restoreState(state):
            letter = QFontMetrics(self.view.font()).averageCharWidth()
            for number, column in enumerate(self.proxy.model.columns):
                header.resizeSection(number, letter * FIRST_WIDTHS[column.key] + 24)
            self.view.sortByColumn(0, Qt.AscendingOrder)
        header.setStretchLastSection(True)
