"""What would free space in a pool: tick, see the sum, and only then remove.

By program: ``d = ReclaimDialog(system, "vm-pool", notifier)``, ``await d.tasks.finished()``,
``d.model.records``, ``await d.free()``, ``d.told_label.text()``.
"""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget

from qubesmanager.client import pools
from qubesmanager.client.system import System
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.reclaim_model import ReclaimModel
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets import check_table
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog

WIDTHS = {"owner": 24, "what": 24, "age": 12, "size": 9, "remark": 20}


class ReclaimDialog(WorkDialog):
    heading_label: QLabel
    search_edit: QLineEdit
    items_view: QTableView
    sum_label: QLabel
    told_sign: QLabel
    told_label: QLabel
    free_button: QPushButton
    close_button: QPushButton

    freed = pyqtSignal()

    def __init__(
        self, system: System, pool: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("reclaim", notifier, parent)
        look.return_is_no_button(self)
        self.system = system
        self.pool = pool
        self.tasks.idle.connect(self._show_sum)
        self.told = Told(self.told_sign, self.told_label)
        look.enlarge(self.heading_label)
        self.heading_label.setTextFormat(Qt.PlainText)
        text = self.tr("What would free space in {pool}?").format(pool=pool)
        self.heading_label.setText(text)
        self.model = ReclaimModel(self)
        self.model.ticked_changed.connect(self._show_sum)
        self.proxy = check_table.set_up(
            self.items_view, self.search_edit, self.model, CellDelegate(self.items_view), WIDTHS
        )
        self.items_view.sortByColumn(self.model.column_of("size"), Qt.DescendingOrder)
        self.free_button.clicked.connect(self.free)
        self.close_button.clicked.connect(self.accept)
        self._show_sum()
        self.read()

    @owned()
    async def read(self) -> None:
        self.model.load(await pools.reclaimable(self.system.connection, self.pool))

    @owned("free_button")
    async def free(self) -> None:
        """Remove what is ticked; what could not be removed is told with its reason."""
        chosen = self.model.chosen
        names = {item.item: f"{item.qube}:{item.volume}" for item in chosen}
        results = await pools.reclaim(self.system.connection, list(names))
        self.model.load(await pools.reclaimable(self.system.connection, self.pool))
        failed = [f"{names[item]}: {why}" for item, why in results.items() if why is not None]
        done = len(results) - len(failed)
        text = self.tr("{done} of {total} removed.").format(done=done, total=len(results))
        if failed:
            self.told.wrong("\n".join([text, *failed]))
        else:
            self.told.done(text)
        self.freed.emit()

    def _show_sum(self) -> None:
        chosen = self.model.chosen
        size = wording.size(sum(item.bytes or 0 for item in chosen))
        if not self.model.records:
            text = "" if self.tasks.busy else self.tr("Nothing is there that could be removed.")
        elif any(item.bytes is None for item in chosen):
            text = self.tr("{size} and more become free.").format(size=size)
        else:
            text = self.tr("{size} become free.").format(size=size)
        self.sum_label.setText(text)
        self.free_button.setText(self.tr("&Free {size}").format(size=size))
        self.free_button.setEnabled(bool(chosen) and not self.tasks.busy)
        self.free_button.setToolTip("" if chosen else self.tr("Tick something first."))
