"""The backups that this store knows of: one row an archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PyQt5.QtCore import QObject, Qt

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.table import Column, RecordTable


class BackupsModel(RecordTable[BackupRecord]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.now = datetime.now
        self.columns = (
            Column(
                "when",
                self.tr("Made"),
                lambda r: wording.since(r.finished_s, self.now()),
                tip=lambda r: wording.moment(r.finished_s),
            ),
            Column(
                "qubes",
                self.tr("Qubes"),
                lambda r: str(len(r.qubes)),
                tip=lambda r: ", ".join(r.qubes),
                right=True,
            ),
            Column("size", self.tr("Size"), lambda r: wording.size(r.size_bytes), right=True),
            Column("health", self.tr("State"), self._health),
            Column("target", self.tr("File"), lambda r: r.target),
        )

    def role_data(self, record: BackupRecord, column: Column[BackupRecord], role: int) -> Any:
        if column.key != "health" or role != Qt.DecorationRole:
            return None
        if record.verify_failure:
            return look.icon("sign-error", "error")
        return look.icon("sign-ok", "ok") if record.verified_s else look.icon("sign-waiting")

    def _health(self, record: BackupRecord) -> str:
        if record.verify_failure:
            return self.tr("verification failed")
        return self.tr("verified") if record.verified_s else self.tr("not verified yet")
