"""The Manager's table: one row a qube."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtGui import QColor

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.client.stats import Stats
from qubesmanager.client.system import LabelInfo, QubeInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import BAR_ROLE, STRIPE_ROLE, Column, RecordTable

KINDS = ("app", "template", "disposable", "service", "standalone", "admin")
STATES = ("running", "paused", "starting", "stopping", "lost", "crashed", "halted", "unfinished")
FLAGS = ("outdated", "at-risk")  # true beside the state
AT_RISK_S = 30 * 86400

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
    "Transient": "starting",
    "Halting": "stopping",
    "Dying": "stopping",
    "NA": "lost",
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


class Health(enum.Enum):
    """What is known of the last backup of a qube."""

    VERIFIED = "verified"
    BAD = "bad"
    OLD = "old"
    UNKNOWN = "unknown"


HEALTH_SIGNS = {
    Health.VERIFIED: ("sign-ok", "ok"),
    Health.BAD: ("sign-error", "error"),
    Health.OLD: ("sign-warning", "warning"),
}


def state_of(qube: QubeInfo) -> str:
    """The state facet; an unknown word of the daemon stays as it is."""
    if qube.incomplete:
        return "unfinished"
    return _STATE_OF_WIRE.get(qube.state, qube.state)


def is_at_risk(qube: QubeInfo, now_s: float) -> bool:
    """It has data that a backup should have, and none of the last 30 days does."""
    if not qube.include_in_backups or not qube.disk_used_bytes or qube.klass == "AdminVM":
        return False
    return qube.last_backup is None or now_s - qube.last_backup > AT_RISK_S


def states_of(qube: QubeInfo, now_s: float) -> frozenset[str]:
    """Every facet of states that the qube is in: its power state, and the flags."""
    found = {state_of(qube)}
    if any(volume.is_outdated for volume in qube.volumes):
        found.add("outdated")
    if qube.problems or is_at_risk(qube, now_s):
        found.add("at-risk")
    return frozenset(found)


def disk_text(qube: QubeInfo) -> str:
    if not qube.disk_size_bytes:
        return "–"
    return wording.size_pair(qube.disk_used_bytes, qube.disk_size_bytes)


def own_pools(qube: QubeInfo) -> list[str]:
    """Where the qube's own data is."""
    return sorted({volume.pool for volume in qube.volumes if volume.save_on_stop})


def or_dash(text: str | None) -> str:
    return text or "–"


class QubesModel(RecordTable[QubeInfo]):
    """Rows change by events: ``put`` and ``drop`` touch one row, ``load`` replaces the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.labels: Mapping[str, LabelInfo] = {}
        self.now = datetime.now
        self.stats: dict[str, Stats] = {}
        self.backups: Mapping[str, BackupRecord] = {}
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
                self._template_tip,
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
                self._disk_text,
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
            Column(
                "memory",
                self.tr("Memory"),
                self._memory_text,
                self._memory_bytes,
                right=True,
            ),
            Column("cpu", self.tr("Processor"), self._cpu_text, self._cpu_percent, right=True),
            Column("ip", self.tr("Address"), lambda q: or_dash(q.property_value("ip"))),
            Column("pool", self.tr("Pool"), lambda q: or_dash(", ".join(own_pools(q)))),
            Column("virt", self.tr("Mode"), lambda q: or_dash(q.property_value("virt_mode"))),
            Column(
                "dispvm",
                self.tr("Disposable"),
                lambda q: or_dash(q.property_value("default_dispvm")),
            ),
            Column(
                "autostart",
                self.tr("Autostart"),
                lambda q: self.tr("yes") if is_true(q, "autostart") else "–",
            ),
        )

    def load(self, qubes: Mapping[str, QubeInfo], labels: Mapping[str, LabelInfo]) -> None:
        self.labels = labels
        self.set_records(qubes.values())
        self._number()

    def states_of(self, qube: QubeInfo) -> frozenset[str]:
        return states_of(qube, self.now().timestamp())

    def set_stats(self, name: str, stats: Stats) -> None:
        """New figures of a running qube: two cells change."""
        self.stats[name] = stats
        row = self._rows.get(name)
        if row is not None:
            first, last = self.column_of("memory"), self.column_of("cpu")
            self.dataChanged.emit(self.index(row, first), self.index(row, last))

    def set_backups(self, records: Iterable[BackupRecord]) -> None:
        """The list of backups, oldest first: what is known of the last one of each qube."""
        backups = {name: record for record in records for name in record.qubes}
        if backups != self.backups:
            self.backups = backups
            self.tell_backups()

    def tell_backups(self) -> None:
        """The column of backups looks different; only that one."""
        column = self.column_of("backup")
        if rows := len(self.records):
            self.dataChanged.emit(self.index(0, column), self.index(rows - 1, column))

    def health(self, qube: QubeInfo) -> Health:
        """What is known of its last backup."""
        record = self.backups.get(qube.name)
        if record is not None and record.finished_s >= (qube.last_backup or 0):
            if record.verify_failure:
                return Health.BAD
            if record.verified_s:
                return Health.VERIFIED
        return Health.OLD if is_at_risk(qube, self.now().timestamp()) else Health.UNKNOWN

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
            if column.key == "template" and record.next_template:
                return look.icon("sign-waiting")
            if column.key == "disk" and record.problems:
                return look.icon("sign-error", "error")
            if column.key == "backup" and (sign := HEALTH_SIGNS.get(self.health(record))):
                return look.icon(*sign)
        elif role == STRIPE_ROLE and column.key == "name":
            return self.colour_of(record.label)
        elif role == BAR_ROLE and column.key == "disk" and record.disk_size_bytes:
            if record.problems:
                return None
            return record.disk_used_bytes / record.disk_size_bytes
        elif role == Qt.ToolTipRole and column.key == "name":
            return self._name_tip(record)
        elif role == Qt.AccessibleTextRole:
            said = f"{column.title}: {column.text(record)}"
            if column.key == "template" and record.next_template:
                said = f"{said}, {self._template_tip(record)}"
            return said
        return None

    def _stats_of(self, qube: QubeInfo) -> Stats | None:
        return self.stats.get(qube.name) if state_of(qube) == "running" else None

    def _memory_bytes(self, qube: QubeInfo) -> int:
        stats = self._stats_of(qube)
        return stats.memory_bytes if stats else 0

    def _memory_text(self, qube: QubeInfo) -> str:
        stats = self._stats_of(qube)
        return wording.size(stats.memory_bytes) if stats else "–"

    def _cpu_percent(self, qube: QubeInfo) -> int:
        stats = self._stats_of(qube)
        return stats.cpu_percent if stats else -1

    def _cpu_text(self, qube: QubeInfo) -> str:
        stats = self._stats_of(qube)
        return self.tr("{percent} %").format(percent=stats.cpu_percent) if stats else "–"

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

    def _template_tip(self, qube: QubeInfo) -> str:
        if not qube.next_template:
            return ""
        return self.tr("{template} from its next start on").format(template=qube.next_template)

    def _state_tip(self, qube: QubeInfo) -> str:
        if qube.incomplete:
            return self.tr(
                "A restore of this qube did not finish. It cannot be started; remove it and "
                "restore it again."
            )
        if state_of(qube) == "lost":
            return self.tr(
                "It may be running although the hypervisor does not know of it, so nothing may "
                "touch its disks. Start tells who has them open."
            )
        return wording.state_word(state_of(qube))

    def _disk_text(self, qube: QubeInfo) -> str:
        return self.tr("not usable") if qube.problems else disk_text(qube)

    def _disk_tip(self, qube: QubeInfo) -> str:
        lines = [f"{name}: {why}" for name, why in qube.problems.items()]
        lines += [
            self.tr("{volume}: {used} of {size} in pool {pool}").format(
                volume=volume.name,
                used=wording.size(volume.usage),
                size=wording.size(volume.size),
                pool=volume.pool,
            )
            for volume in qube.volumes
            if volume.save_on_stop and not volume.problem
        ]
        return "\n".join(lines) or self.tr("No disk space of its own")

    def _backup_text(self, qube: QubeInfo) -> str:
        return wording.since(qube.last_backup, self.now())

    def _backup_tip(self, qube: QubeInfo) -> str:
        if qube.last_backup is None:
            return self.tr("No backup of this qube is known here")
        about = {
            Health.VERIFIED: self.tr("read back and whole"),
            Health.BAD: self.tr("it could not be verified"),
            Health.OLD: self.tr("older than 30 days"),
        }.get(self.health(qube), "")
        return "\n".join(text for text in (wording.moment(qube.last_backup), about) if text)


def state_icon(state: str) -> Any:
    """A shape for each state, so that colour is never the only sign."""
    if state in ("unfinished", "lost"):
        return look.icon("sign-warning", "warning")
    kind = {"running": "ok", "crashed": "error", "paused": "accent"}.get(state, "")
    name = state if state in ("running", "paused", "crashed", "halted") else "changing"
    return look.icon(f"state-{name}", kind)
