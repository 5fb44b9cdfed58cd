"""Where each volume of one qube goes when it is restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt

from qubesmanager.backend.backup.plan import VolumeRow
from qubesmanager.ui import wording
from qubesmanager.ui.models.plan_model import CHOICES_ROLE, VALUE_ROLE, Choices
from qubesmanager.ui.models.table import Column, RecordTable


class VolumePoolsModel(RecordTable[VolumeRow]):
    """``choose`` is called with a volume and a pool's name, empty for the pool of the qube."""

    def __init__(
        self,
        volumes: Sequence[VolumeRow],
        choices: Choices,
        choose: Callable[[VolumeRow, str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__((), parent)
        self._choices = choices
        self._choose = choose
        self.columns = (
            Column("volume", self.tr("Volume"), lambda v: v.name),
            Column(
                "size",
                self.tr("At most"),
                lambda v: wording.size(v.estimate_bytes or v.size),
                lambda v: v.estimate_bytes or v.size,
                right=True,
            ),
            Column("pool", self.tr("Pool"), self._pool_text, editable=True),
        )
        self.set_records(volumes)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].editable:
            flags |= Qt.ItemIsEditable
        return flags

    def role_data(self, record: VolumeRow, column: Column[VolumeRow], role: int) -> Any:
        if column.key == "pool" and role == CHOICES_ROLE:
            return self._choices
        if column.key == "pool" and role == VALUE_ROLE:
            return record.pool
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        if role != Qt.EditRole or not self.flags(index) & Qt.ItemIsEditable:
            return False
        self._choose(self.records[index.row()], str(value))
        self.row_changed(index.row())
        return True

    def _pool_text(self, volume: VolumeRow) -> str:
        return next((text for text, value in self._choices if value == volume.pool), volume.pool)
