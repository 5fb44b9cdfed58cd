"""The earlier states of a volume, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PyQt5.QtCore import QObject, Qt

from qubesmanager.client.history import kept_s
from qubesmanager.client.revisions import Revision
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.table import Column, RecordTable
from qubesmanager.ui.models.timeline_model import cause_text, data_text


class StatesModel(RecordTable[Revision]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.now = datetime.now
        self.columns = (
            Column("time", self.tr("When"), self.when, kept_s, self._moment),
            Column("cause", self.tr("Why it was kept"), cause_text),
            Column(
                "held",
                self.tr("Holds"),
                lambda r: "–" if r.usage is None else wording.size(r.usage),
                lambda r: r.usage or 0,
                self._held_tip,
                right=True,
            ),
            Column("note", self.tr("Note"), lambda r: r.note),
        )

    def role_data(self, record: Revision, column: Column[Revision], role: int) -> Any:
        if role == Qt.DecorationRole and column.key == "time":
            return look.icon("pin" if record.pinned else "revert")
        if role == Qt.AccessibleTextRole and column.key == "time" and record.pinned:
            return self.tr("{time}, pinned").format(time=self.when(record))
        return None

    def when(self, revision: Revision) -> str:
        made_s = kept_s(revision)
        return wording.since(made_s, self.now()) if made_s else revision.id

    def _moment(self, revision: Revision) -> str:
        made_s = kept_s(revision)
        pinned = self.tr("pinned: it stays until it is unpinned") if revision.pinned else ""
        moment = wording.moment(made_s) if made_s else ""
        parts = [moment, data_text(revision), revision.id, pinned]
        return "\n".join(part for part in parts if part)

    def _held_tip(self, revision: Revision) -> str:
        if revision.usage is None:
            return self.tr("The driver of its pool does not know")
        return self.tr("What removing it would free")
