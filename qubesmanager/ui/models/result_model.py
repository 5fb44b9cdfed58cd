"""What became of each qube, with its volumes below it: a tree of two levels."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QObject, Qt

from qubesmanager.ui import look, wording
from qubesmanager.ui.models.table import AIR, LEFT, NOTHING, RECORD_ROLE, RIGHT, plain_tip

translate = QCoreApplication.translate


class Outcome(enum.Enum):
    PENDING = "pending"
    WORKING = "working"
    WRITTEN = "written"  # it stands in an archive that is not complete yet
    SAVED = "saved"
    RESTORED = "restored"
    VERIFIED = "verified"
    SKIPPED = "skipped"
    FAILED = "failed"


GOOD = frozenset({Outcome.SAVED, Outcome.RESTORED, Outcome.VERIFIED})
_SIGNS = {
    Outcome.PENDING: ("sign-waiting", ""),
    Outcome.WORKING: ("sign-working", "accent"),
    Outcome.WRITTEN: ("sign-waiting", "accent"),
    Outcome.SAVED: ("sign-ok", "ok"),
    Outcome.RESTORED: ("sign-ok", "ok"),
    Outcome.VERIFIED: ("sign-ok", "ok"),
    Outcome.SKIPPED: ("sign-skipped", ""),
    Outcome.FAILED: ("sign-error", "error"),
}


@dataclass(frozen=True)
class VolumeResult:
    """``done_bytes`` of ``size_bytes`` were really written or read."""

    name: str
    outcome: Outcome
    done_bytes: int = 0
    size_bytes: int = 0
    reason: str = ""


@dataclass(frozen=True)
class ResultRow:
    """One qube; ``new_name`` is what it is called here when that differs.

    ``lossy``: it is done, and not with all that it had; reason and notes say what is not there.
    ``is_home``: no qube, but the files of dom0's user.
    """

    name: str
    outcome: Outcome
    reason: str = ""
    new_name: str = ""
    volumes: tuple[VolumeResult, ...] = ()
    notes: tuple[str, ...] = ()
    lossy: bool = False
    is_home: bool = False

    @property
    def done_bytes(self) -> int:
        return sum(volume.done_bytes for volume in self.volumes)

    @property
    def size_bytes(self) -> int:
        return sum(volume.size_bytes for volume in self.volumes)


class ResultModel(QAbstractItemModel):
    """Name, result, data, remark. A qube's index has id 0, a volume's has its qube's row + 1."""

    NAME, OUTCOME, DATA, REMARK = range(4)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ResultRow] = []
        self.titles = (self.tr("Qube"), self.tr("Result"), self.tr("Data"), self.tr("Remark"))

    def set_rows(self, rows: Sequence[ResultRow]) -> None:
        """Show these. Rows of the same shape change in place, so the view keeps its state."""
        same = [(row.name, len(row.volumes)) for row in rows] == [
            (row.name, len(row.volumes)) for row in self.rows
        ]
        if not same:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()
            return
        for number, row in enumerate(rows):
            if row != self.rows[number]:
                self.rows[number] = row
                self._tell(number)

    def _tell(self, number: int) -> None:
        top = self.index(number, 0)
        self.dataChanged.emit(top, self.index(number, self.REMARK))
        if count := len(self.rows[number].volumes):
            first, last = self.index(0, 0, top), self.index(count - 1, self.REMARK, top)
            self.dataChanged.emit(first, last)

    def index(self, row: int, column: int, parent: QModelIndex = NOTHING) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: QModelIndex) -> QModelIndex:  # type: ignore[override]
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    def rowCount(self, parent: QModelIndex = NOTHING) -> int:
        if not parent.isValid():
            return len(self.rows)
        if parent.internalId() == 0 and parent.column() == 0:
            return len(self.rows[parent.row()].volumes)
        return 0

    def columnCount(self, parent: QModelIndex = NOTHING) -> int:
        return len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole
    ) -> Any:
        if orientation != Qt.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role == Qt.DisplayRole:
            return self.titles[section] + (AIR if section == self.DATA else "")
        if role == Qt.TextAlignmentRole:
            return RIGHT if section == self.DATA else LEFT
        return None

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._record(index)
        column = index.column()
        if role == Qt.DisplayRole:
            return self._text(record, column)
        if role == Qt.ToolTipRole:
            return plain_tip(self._text(record, column)) or None
        if role == Qt.DecorationRole and column == self.OUTCOME:
            return look.icon(*_SIGNS[record.outcome])
        if role == Qt.TextAlignmentRole:
            return RIGHT if column == self.DATA else LEFT
        if role == RECORD_ROLE:
            return record
        return None

    def _record(self, index: QModelIndex) -> ResultRow | VolumeResult:
        if index.internalId() == 0:
            return self.rows[index.row()]
        return self.rows[index.internalId() - 1].volumes[index.row()]

    def _text(self, record: ResultRow | VolumeResult, column: int) -> str:
        if column == self.NAME:
            return name_text(record)
        if column == self.OUTCOME:
            return outcome_word(record.outcome)
        if column == self.DATA:
            return data_text(record)
        notes = record.notes if isinstance(record, ResultRow) else ()
        return "; ".join(text for text in (record.reason, *notes) if text)


def name_text(record: ResultRow | VolumeResult) -> str:
    """``work → work-1`` for a qube that has another name here."""
    if isinstance(record, ResultRow) and record.new_name not in ("", record.name):
        return f"{record.name} → {record.new_name}"
    return record.name


def data_text(record: ResultRow | VolumeResult) -> str:
    """What was written, and of how much while that is not all of it."""
    if not record.done_bytes and not record.size_bytes:
        return ""
    if record.outcome in GOOD or record.done_bytes >= record.size_bytes:
        return wording.size(record.done_bytes)  # of a sparse volume only its data is saved
    return wording.size_pair(record.done_bytes, record.size_bytes)


def outcome_word(outcome: Outcome) -> str:
    return {
        Outcome.PENDING: translate("Outcome", "Waiting"),
        Outcome.WORKING: translate("Outcome", "Working"),
        Outcome.WRITTEN: translate("Outcome", "Written"),
        Outcome.SAVED: translate("Outcome", "Saved"),
        Outcome.RESTORED: translate("Outcome", "Restored"),
        Outcome.VERIFIED: translate("Outcome", "Verified"),
        Outcome.SKIPPED: translate("Outcome", "Skipped"),
        Outcome.FAILED: translate("Outcome", "Failed"),
    }[outcome]
