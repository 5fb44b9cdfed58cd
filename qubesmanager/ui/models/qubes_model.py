"""The Manager's table: one row a qube."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtGui import QColor

from qubesmanager.client.system import LabelInfo, QubeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import BAR_ROLE, STRIPE_ROLE, Column, RecordTable

KINDS = ("app", "template", "disposable", "service", "standalone", "admin")
STATES = ("running", "paused", "changing", "crashed", "halted", "unfinished")

_KIND_OF_CLASS = {
    "TemplateVM": "template",
    "StandaloneVM": "standalone",
    "DispVM": "disposable",
    "AdminVM": "admin",
}
_STATE_OF_WIRE = {
    "Running": "running",
    "Paused": "paused",
    "Suspended": "paused",
    "Transient": "changing",
    "Halting": "changing",
    "Dying": "changing",
    "Crashed": "crashed",
    "Halted": "halted",
}


def is_true(qube: QubeInfo, name: str) -> bool:
    return qube.property_value(name) == "True"


def kind_of(qube: QubeInfo) -> str:
    """The facet of a qube: a qube that provides network is a service, whatever its class."""
    if qube.klass in ("AppVM", "StandaloneVM", "DispVM") and is_true(qube, "provides_network"):
        return "service"
    if qube.klass == "AppVM" and is_true(qube, "template_for_dispvms"):
        return "disposable"
    return _KIND_OF_CLASS.get(qube.klass, "app")


def state_of(qube: QubeInfo) -> str:
    """The state facet; an unknown word of the daemon stays as it is."""
    if qube.incomplete:
        return "unfinished"
    return _STATE_OF_WIRE.get(qube.state, qube.state)


def disk_text(qube: QubeInfo) -> str:
    if not qube.disk_size_bytes:
        return "–"
    return wording.size_pair(qube.disk_used_bytes, qube.disk_size_bytes)


def or_dash(text: str | None) -> str:
    return text or "–"


class QubesModel(RecordTable[QubeInfo]):
    """Rows change by events: ``put`` and ``drop`` touch one row, ``load`` replaces the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.labels: Mapping[str, LabelInfo] = {}
        self.now = datetime.now
        self.columns = self._columns()
        self._rows: dict[str, int] = {}

    def _columns(self) -> tuple[Column[QubeInfo], ...]:
        return (
            Column("name", self.tr("Name"), lambda q: q.name, lambda q: natural_key(q.name)),
            Column(
                "state",
                self.tr("State"),
                lambda q: wording.state_word(state_of(q)),
                lambda q: STATES.index(state_of(q)) if state_of(q) in STATES else len(STATES),
                self._state_tip,
            ),
            Column("class", self.tr("Class"), lambda q: q.klass, tip=self._kind_tip),
            Column(
                "template",
                self.tr("Template"),
                lambda q: or_dash(q.template),
                lambda q: natural_key(q.template or ""),
            ),
            Column(
                "netvm",
                self.tr("Net qube"),
                lambda q: or_dash(q.netvm),
                lambda q: natural_key(q.netvm or ""),
            ),
            Column(
                "disk",
                self.tr("Disk used / size"),
                disk_text,
                lambda q: q.disk_used_bytes,
                self._disk_tip,
                right=True,
            ),
            Column(
                "backup",
                self.tr("Last backup"),
                self._backup_text,
                lambda q: q.last_backup or 0,
                self._backup_tip,
            ),
            Column("label", self.tr("Label"), lambda q: or_dash(q.label), self._label_order),
            Column("tags", self.tr("Tags"), lambda q: ", ".join(q.tags)),
            Column(
                "notes",
                self.tr("Notes"),
                lambda q: q.notes.strip().partition("\n")[0],
                tip=lambda q: q.notes,
            ),
        )

    def load(self, qubes: Mapping[str, QubeInfo], labels: Mapping[str, LabelInfo]) -> None:
        self.labels = labels
        self.set_records(qubes.values())
        self._number()

    def put(self, qube: QubeInfo) -> None:
        """Add a qube, or change its row."""
        row = self._rows.get(qube.name)
        if row is not None:
            self.replace(row, qube)
            return
        row = len(self.records)
        self.beginInsertRows(self.no_parent, row, row)
        self.records.append(qube)
        self._rows[qube.name] = row
        self.endInsertRows()

    def drop(self, name: str) -> None:
        row = self._rows.get(name)
        if row is None:
            return
        self.beginRemoveRows(self.no_parent, row, row)
        del self.records[row]
        self._number()
        self.endRemoveRows()

    def row_of(self, name: str) -> int | None:
        return self._rows.get(name)

    def colour_of(self, label: str) -> QColor:
        known = self.labels.get(label)
        return QColor(known.color) if known else QColor(Qt.gray)

    def role_data(self, record: QubeInfo, column: Column[QubeInfo], role: int) -> Any:
        if role == Qt.DecorationRole:
            if column.key == "name":
                return look.icon(f"kind-{kind_of(record)}")
            if column.key == "state":
                return state_icon(state_of(record))
        elif role == STRIPE_ROLE and column.key == "name":
            return self.colour_of(record.label)
        elif role == BAR_ROLE and column.key == "disk" and record.disk_size_bytes:
            return record.disk_used_bytes / record.disk_size_bytes
        elif role == Qt.ToolTipRole and column.key == "name":
            return self._name_tip(record)
        elif role == Qt.AccessibleTextRole:
            return f"{column.title}: {column.text(record)}"
        return None

    def _number(self) -> None:
        self._rows = {qube.name: row for row, qube in enumerate(self.records)}

    def _label_order(self, qube: QubeInfo) -> tuple[int, str]:
        known = self.labels.get(qube.label)
        return (known.index if known else 1 << 30, qube.label)

    def _name_tip(self, qube: QubeInfo) -> str:
        return self.tr("{name}: {kind} qube, label {label}").format(
            name=qube.name, kind=wording.kind_word(kind_of(qube)), label=or_dash(qube.label)
        )

    def _kind_tip(self, qube: QubeInfo) -> str:
        return f"{qube.klass} ({wording.kind_word(kind_of(qube))})"

    def _state_tip(self, qube: QubeInfo) -> str:
        if qube.incomplete:
            return self.tr(
                "A restore of this qube did not finish. It cannot be started; remove it and "
                "restore it again."
            )
        return wording.state_word(state_of(qube))

    def _disk_tip(self, qube: QubeInfo) -> str:
        lines = [
            self.tr("{volume}: {used} of {size} in pool {pool}").format(
                volume=volume.name,
                used=wording.size(volume.usage),
                size=wording.size(volume.size),
                pool=volume.pool,
            )
            for volume in qube.volumes
            if volume.save_on_stop
        ]
        return "\n".join(lines) or self.tr("No disk space of its own")

    def _backup_text(self, qube: QubeInfo) -> str:
        return wording.since(qube.last_backup, self.now())

    def _backup_tip(self, qube: QubeInfo) -> str:
        if qube.last_backup is None:
            return self.tr("No backup of this qube is known here")
        return wording.moment(qube.last_backup)


def state_icon(state: str) -> Any:
    """A shape for each state, so that colour is never the only sign."""
    if state == "unfinished":
        return look.icon("sign-warning", "warning")
    kind = {"running": "ok", "crashed": "error", "paused": "accent"}.get(state, "")
    name = state if state in ("running", "paused", "crashed", "halted") else "changing"
    return look.icon(f"state-{name}", kind)
