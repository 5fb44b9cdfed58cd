"""What takes space in a pool and could be removed: one row an item, with a box to tick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt, pyqtSignal

from qubesmanager.client.pools import Reclaimable
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import Column, RecordTable

translate = wording.translate


def what_text(item: Reclaimable) -> str:
    return {
        "revision": translate("Reclaim", "earlier state"),
        "import": translate("Reclaim", "data that were never finished"),
        "volatile": translate("Reclaim", "temporary data of a past run"),
        "snapshot": translate("Reclaim", "snapshot of a past run"),
        "orphan": translate("Reclaim", "data of no qube"),
    }.get(item.kind, item.kind)


class ReclaimModel(RecordTable[Reclaimable]):
    ticked_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.ticked: set[str] = set()
        self.now = datetime.now
        self.columns = (
            Column("owner", self.tr("Of"), _owner, lambda r: natural_key(_owner(r))),
            Column("what", self.tr("What"), self._what),
            Column(
                "age", self.tr("When"), self._age, lambda r: r.time or "", lambda r: r.time or ""
            ),
            Column(
                "size",
                self.tr("Frees"),
                lambda r: wording.size(r.bytes) if r.bytes is not None else "?",
                lambda r: r.bytes or 0,
                right=True,
            ),
            Column("remark", self.tr("Remarks"), lambda r: r.reason or r.note),
        )

    def load(self, items: Iterable[Reclaimable]) -> None:
        self.set_records(items)
        self.ticked &= {item.item for item in self.records if item.reason is None}
        self.ticked_changed.emit()

    @property
    def chosen(self) -> list[Reclaimable]:
        return [item for item in self.records if item.item in self.ticked]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and not self.records[index.row()].reason:
            flags |= Qt.ItemIsUserCheckable
        return flags

    def role_data(self, record: Reclaimable, column: Column[Reclaimable], role: int) -> Any:
        if column.key == "owner" and role == Qt.CheckStateRole:
            return Qt.Checked if record.item in self.ticked else Qt.Unchecked
        if role == Qt.ForegroundRole and record.reason:
            return look.faded()
        if column.key == "what" and role == Qt.DecorationRole and record.pinned:
            return look.icon("pin")
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        if not index.isValid() or role != Qt.CheckStateRole or self.records[index.row()].reason:
            return False
        self.ticked ^= {self.records[index.row()].item}
        self.row_changed(index.row())
        self.ticked_changed.emit()
        return True

    def _what(self, item: Reclaimable) -> str:
        text = what_text(item)
        return self.tr("{what}, pinned").format(what=text) if item.pinned else text

    def _age(self, item: Reclaimable) -> str:
        try:
            made_s = datetime.fromisoformat(item.time or "").timestamp()
        except ValueError:
            return "–"
        return wording.since(made_s, self.now())


def _owner(item: Reclaimable) -> str:
    return f"{item.qube}:{item.volume}" if item.qube else item.vid
