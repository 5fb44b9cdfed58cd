"""What to back up: one row a qube, with a box to tick."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt, pyqtSignal
from PyQt5.QtGui import QColor

from qubesmanager.client.system import LabelInfo, QubeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.qubes_model import kind_of, state_of
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import STRIPE_ROLE, Column, RecordTable


class ChoiceModel(RecordTable[QubeInfo]):
    """The box of a qube that cannot be saved stays empty, and their remark says why."""

    chosen_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.chosen: set[str] = set()
        self.labels: Mapping[str, LabelInfo] = {}
        self.now = datetime.now
        self.running = "last"  # what to do with those that run, as in a BackupRequest
        self.columns = (
            Column("name", self.tr("Qube"), lambda q: q.name, lambda q: natural_key(q.name)),
            Column("class", self.tr("Class"), lambda q: q.klass),
            Column(
                "size",
                self.tr("To save"),
                lambda q: wording.size(q.disk_used_bytes),
                lambda q: q.disk_used_bytes,
                lambda q: wording.exact_bytes(q.disk_used_bytes),
                right=True,
            ),
            Column(
                "backup",
                self.tr("Last backup"),
                lambda q: wording.since(q.last_backup, self.now()),
                lambda q: q.last_backup or 0,
                lambda q: wording.moment(q.last_backup) if q.last_backup else "",
            ),
            Column("remark", self.tr("Remarks"), self._remark),
        )

    def load(
        self,
        qubes: Iterable[QubeInfo],
        labels: Mapping[str, LabelInfo],
        preselected: Collection[str],
    ) -> None:
        """``preselected`` empty: those whose ``include_in_backups`` says so."""
        self.labels = labels
        self.set_records(qubes)
        wanted = {
            qube.name
            for qube in self.records
            if (qube.name in preselected if preselected else qube.include_in_backups)
        }
        self.choose(wanted & {qube.name for qube in self.records if self.can_save(qube)})

    def follow(self, qubes: Mapping[str, QubeInfo]) -> None:
        """Show those of the rows as they are now; one that is gone loses its row and its tick."""
        gone = [qube for qube in self.records if qube.name not in qubes]
        if gone:
            self.chosen -= {qube.name for qube in gone}
            self.set_records(qubes[q.name] for q in self.records if q.name in qubes)
        changed = [row for row, qube in enumerate(self.records) if qubes[qube.name] is not qube]
        for row in changed:
            self.replace(row, qubes[self.records[row].name])
        if gone or changed:
            self.chosen_changed.emit()

    def can_save(self, qube: QubeInfo) -> bool:
        """What runs may still have what is lost on the disk."""
        return not qube.incomplete and not (qube.lost and state_of(qube) == "halted")

    def choose(self, names: Collection[str]) -> None:
        self.chosen = set(names)
        self._changed()

    def save_running(self, way: str) -> None:
        self.running = way
        self._changed()

    def chosen_running(self) -> list[QubeInfo]:
        return [qube for qube in self.chosen_qubes() if state_of(qube) != "halted"]

    def _changed(self) -> None:
        if self.records:
            last = self.index(len(self.records) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.chosen_changed.emit()

    def chosen_qubes(self) -> list[QubeInfo]:
        return [qube for qube in self.records if qube.name in self.chosen]

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and self.can_save(self.records[index.row()]):
            flags |= Qt.ItemIsUserCheckable
        return flags

    def role_data(self, record: QubeInfo, column: Column[QubeInfo], role: int) -> Any:
        if column.key == "name":
            if role == Qt.CheckStateRole:
                return Qt.Checked if record.name in self.chosen else Qt.Unchecked
            if role == STRIPE_ROLE:
                known = self.labels.get(record.label)
                return QColor(known.color) if known else QColor(Qt.gray)
            if role == Qt.DecorationRole:
                return look.icon(f"kind-{kind_of(record)}")
        if role == Qt.DecorationRole and column.key == "remark" and self._remark(record):
            running = self.can_save(record)
            return look.icon("sign-info", "accent") if running else look.icon("sign-skipped")
        if role == Qt.ForegroundRole and not self.can_save(record):
            return look.faded()
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        if role != Qt.CheckStateRole or not index.isValid() or index.column() != 0:
            return False
        qube = self.records[index.row()]
        if not self.can_save(qube):
            return False
        if value == Qt.Checked:
            self.chosen.add(qube.name)
        else:
            self.chosen.discard(qube.name)
        self.row_changed(index.row())
        self.chosen_changed.emit()
        return True

    def _remark(self, qube: QubeInfo) -> str:
        if qube.incomplete:
            return self.tr("Left over from an unfinished restore; not saved")
        if not self.can_save(qube):
            volumes = ", ".join(qube.lost)
            return self.tr("Its data is missing ({volumes}); not saved").format(volumes=volumes)
        if state_of(qube) == "halted":
            return ""
        if self.running == "snapshot":
            return self.tr("Saved as it is now, as after a power cut")
        if self.running == "restart":
            return self.tr("Shut down, saved, started again")
        if qube.start_time is None:
            return self.tr("Saved as before its start")
        return self.tr("Saved as before its start, {when}").format(
            when=wording.since(qube.start_time, self.now())
        )
