"""What happened to a qube's data, newest first: one line each."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from PyQt5.QtCore import QAbstractListModel, QDateTime, QLocale, QModelIndex, QObject, Qt

from qubesmanager.client.history import Happening, Seen, kept_s, time_s
from qubesmanager.client.restores import Restored
from qubesmanager.client.revisions import Revision
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.table import NOTHING, RECORD_ROLE, plain_tip
from qubesmanager.ui.settings.choices import word

translate = wording.translate


def cause_text(revision: Revision) -> str:
    """Why that state was kept."""
    return {
        "shutdown": translate("Timeline", "shut down"),
        "before-revert": translate("Timeline", "before it was reverted"),
        "before-import": translate("Timeline", "before data were put in"),
        "before-copy": translate("Timeline", "before it became a copy"),
        "before-restore": translate("Timeline", "before it was restored"),
    }.get(revision.cause or "", translate("Timeline", "kept state"))


def data_text(revision: Revision) -> str:
    """How old its data are, which is not when they were put aside."""
    made_s = time_s(revision)
    if not made_s or made_s == kept_s(revision):
        return ""
    return translate("Timeline", "data of {time}").format(time=wording.moment(made_s))


SEEN_ICONS = {"started": "start", "paused": "pause", "unpaused": "start", "ended": "shutdown"}


def _seen_text(seen: Seen) -> str:
    runs = {
        "started": translate("Timeline", "started"),
        "paused": translate("Timeline", "paused"),
        "unpaused": translate("Timeline", "went on"),
        "ended": translate("Timeline", "ended"),
    }
    captions = {
        "label": translate("Timeline", "label"),
        "template": translate("Timeline", "template"),
        "netvm": translate("Timeline", "net qube"),
        "memory": translate("Timeline", "memory"),
        "autostart": translate("Timeline", "autostart"),
        "include_in_backups": translate("Timeline", "in backups"),
        "default_dispvm": translate("Timeline", "disposable"),
        "kernel": translate("Timeline", "kernel"),
    }
    if seen.what in runs:
        return runs[seen.what]
    old, new = (word(seen.what, value) for value in (seen.old, seen.new))
    return f"{captions.get(seen.what, seen.what)}: {old} → {new}"


def _breakable(name: str) -> str:
    """A name of a file, which may go on in the next line after each of its parts."""
    return re.sub(r"([-_.])", "\\1\N{ZERO WIDTH SPACE}", name)


class TimelineModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: list[Happening] = []
        self.now = datetime.now

    def set_records(self, records: list[Happening]) -> None:
        self.beginResetModel()
        self.records = records
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = NOTHING) -> int:
        return 0 if parent.isValid() else len(self.records)

    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self.records[index.row()]
        if role == RECORD_ROLE:
            return record
        if role == Qt.DisplayRole:
            age = wording.since(record.when_s, self.now()) if record.when_s else "–"
            return f"{age}: {self.text(record)}"
        if role == Qt.ToolTipRole:
            parts = [wording.moment(record.when_s) if record.when_s else "", self.detail(record)]
            return plain_tip("\n".join(part for part in parts if part))
        if role == Qt.DecorationRole:
            return self._icon(record)
        return None

    def text(self, record: Happening) -> str:
        if record.backup is not None:
            if record.backup.verify_failure:
                return self.tr("backup; the verification failed")
            if record.backup.verified_s:
                return self.tr("backup, verified")
            return self.tr("backup, not verified yet")
        if record.restored is not None:
            return self._restored_text(record.restored)
        if record.seen is not None:
            return _seen_text(record.seen)
        assert record.revision is not None
        note = f" – {record.revision.note}" if record.revision.note else ""
        return f"{record.volume}, {cause_text(record.revision)}{note}"

    def detail(self, record: Happening) -> str:
        if record.backup is not None:
            return record.backup.verify_failure or record.backup.target
        if record.restored is not None:
            return record.restored.archive
        if record.seen is not None:
            return self.tr("seen by this window; nobody keeps it")
        assert record.revision is not None
        held = record.revision.usage
        size = self.tr("holds {size}").format(size=wording.size(held)) if held is not None else ""
        pinned = self.tr("pinned") if record.revision.pinned else ""
        return ", ".join(part for part in (data_text(record.revision), size, pinned) if part)

    def _restored_text(self, restored: Restored) -> str:
        """The clock of the backup may have been another one: its time is shown as it says."""
        name = _breakable(restored.archive.rpartition("/")[2] or restored.archive)
        if restored.archive.startswith("/dev/"):
            name = self.tr("a stream")
        made = QDateTime.fromString(restored.made, Qt.ISODate)
        if not made.isValid():
            return self.tr("restored from {archive}").format(archive=name)
        return self.tr("restored from {archive} (backup of {time})").format(
            archive=name, time=QLocale().toString(made, QLocale.ShortFormat)
        )

    def _icon(self, record: Happening) -> Any:
        if record.seen is not None:
            return look.icon(SEEN_ICONS.get(record.seen.what, "edit"))
        if record.restored is not None:
            return look.icon("restore")
        if record.backup is None:
            pinned = record.revision is not None and record.revision.pinned
            return look.icon("pin" if pinned else "revert")
        if record.backup.verify_failure:
            return look.icon("sign-error", "error")
        return look.icon("sign-ok", "ok") if record.backup.verified_s else look.icon("backup")
