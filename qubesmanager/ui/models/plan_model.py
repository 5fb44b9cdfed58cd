"""The editable plan of a restore: one row a qube of the archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt, pyqtSignal
from PyQt5.QtGui import QColor

from qubesmanager.backend.backup.plan import (
    Conflict,
    HostState,
    Problem,
    QubeRow,
    RestorePlan,
    Status,
)
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client.resuming import leave_done
from qubesmanager.client.system import LabelInfo
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.plan_words import plan_text
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import STRIPE_ROLE, Column, RecordTable

CHOICES_ROLE = Qt.UserRole + 10  # of a cell with a drop-down: a list of (text, value)
VALUE_ROLE = Qt.UserRole + 11  # the value that is chosen there
# In which column a problem is marked and mended.
FIELD_COLUMNS = {
    "name": "new",
    "template": "template",
    "netvm": "netvm",
    "kernel": "kernel",
    "label": "label",
    "pool": "pool",
    "space": "pool",
}
EACH_VOLUME = "\N{SECTION SIGN}each"  # a choice of a qube's pool that no pool's name can be
Choices = list[tuple[str, Any]]


class PlanModel(RecordTable[QubeRow]):
    """Every edit is checked against the host at once; ``edited`` follows it.

    Checking may change other rows (names that clash, templates that are no longer selected), so
    an edit tells of all rows.
    """

    edited = pyqtSignal()
    volumes_wanted = pyqtSignal(object)  # the row of which each volume gets its own pool

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self.plan: RestorePlan | None = None
        self.host = HostState()
        self.labels: Mapping[str, LabelInfo] = {}
        self.verifies = False
        self.touched = False  # by the person
        self._added: list[QubeRow] = []  # selected for the verification only
        self._asked: dict[str, str] = {}  # whose files they are, while that is to be asked
        self.columns = (
            Column(
                "name", self.tr("In the backup"), lambda r: r.name, lambda r: natural_key(r.name)
            ),
            Column("new", self.tr("Restore as"), self._new_text, editable=True),
            Column("class", self.tr("Class"), lambda r: r.klass),
            Column("label", self.tr("Label"), lambda r: r.label or "–", editable=True),
            Column("template", self.tr("Template"), self._template_text, editable=True),
            Column("netvm", self.tr("Net qube"), self._netvm_text, editable=True),
            Column("kernel", self.tr("Kernel"), self._kernel_text, editable=True),
            Column("pool", self.tr("Pool"), self._pool_text, editable=True),
            Column(
                "size",
                self.tr("Size"),
                lambda r: wording.size(r.size_bytes),
                lambda r: r.size_bytes,
                self._size_tip,
                right=True,
            ),
            Column("remarks", self.tr("Remarks"), self._remarks, tip=self._all_remarks),
        )

    def show_plan(
        self, plan: RestorePlan, host: HostState, labels: Mapping[str, LabelInfo]
    ) -> None:
        self.plan, self.host, self.labels = plan, host, labels
        self.touched = False
        self._added = []
        self._asked = {r.name: r.left_out for r in plan.rows if r.klass == "AdminVM"}
        self.set_records(plan.rows)
        self.verify(self.verifies)

    def take_over(self, before: RestorePlan) -> None:
        """Of a run that did not do all: its choices, and only what is still to be done."""
        assert self.plan is not None
        if leave_done(self.plan, before):
            self.touched = True
            self.check()

    def verify(self, verifies: bool) -> None:
        """A verification makes nothing: names do not clash, and it takes what was left out too."""
        self.verifies = verifies
        if self.plan is None:
            return
        if verifies:
            self._added = [r for r in self.plan.rows if self.can_restore(r) and not r.selected]
            self._added = [r for r in self._added if r.left_out]
        for row in self._added:
            row.selected = verifies
        self.check()

    # -- what can be changed ---------------------------------------------------------------

    def can_restore(self, row: QubeRow) -> bool:
        """Whether this version restores such a thing at all."""
        return row.status is Status.PENDING

    def select(self, rows: list[QubeRow], selected: bool) -> None:
        """By the person; somebody else's files are asked about each time that they are selected."""
        self.touched = True
        for row in rows:
            if self.can_restore(row):
                row.selected = selected
                row.left_out = self._asked.get(row.name, row.left_out)
        self.check()

    def restore_home(self, row: QubeRow) -> None:
        """The person knows whose files these are, and wants them."""
        self.touched = True
        row.selected, row.left_out = True, ""
        self.check()

    def offers_home(self, row: QubeRow | None) -> bool:
        """Whether it is somebody else's files, and nobody has said yet that they are wanted."""
        if row is None or row.klass != "AdminVM" or self.verifies:
            return False
        return self.can_restore(row) and bool(row.left_out)

    def unanswered(self) -> list[QubeRow]:
        """What is not selected needs no answer."""
        chosen = [] if self.plan is None else self.plan.selected
        return [row for row in chosen if self.offers_home(row)]

    def assign(self, row: QubeRow, field: str, value: Any) -> None:
        """An edit by the person: ``field`` as in Problem.field."""
        self.touched = True
        if field == "name":
            row.restored_as = str(value).strip() or row.name
        elif field == "template":
            row.template = value
        elif field == "netvm":
            row.netvm = value
        elif field == "pool" and value == EACH_VOLUME:
            self.volumes_wanted.emit(row)
            return
        elif field == "pool":
            row.pool = value
            for volume in row.volumes:
                volume.pool = ""
        elif field == "label":
            row.label = value
        elif field == "kernel":
            row.kernel = value
        elif field == "conflict":
            row.conflict = value
        self.check()

    def assign_volume(self, row: QubeRow, volume: str, pool: str) -> None:
        """``pool`` empty: where the qube's others go."""
        self.touched = True
        row.volume(volume).pool = pool
        self.check()

    def pool_choices(self, row: QubeRow) -> Choices:
        """For one volume: the pool of its qube, or another one."""
        pool = row.pool or self.host.default_pool or "–"
        kept: Choices = [(self.tr("that of the qube ({pool})").format(pool=pool), "")]
        return kept + self._pools()

    def _pools(self) -> Choices:
        return [(p.name, p.name) for p in self.host.pools if p.driver != "linux-kernel"]

    def can_replace(self, row: QubeRow) -> bool:
        """Whether the qube of its name that is here could give way to it."""
        if self.plan is None or self.verifies or row.conflict is not Conflict.ASK:
            return False
        if row.restored_as not in self.host.qubes:
            return False
        trial = RestorePlan.from_dict(self.plan.to_dict())
        trial.row(row.name).conflict = Conflict.REPLACE
        check_plan(trial, self.host)
        return not any(p.field == "name" for p in trial.row(row.name).problems)

    def cure_all(self) -> None:
        """Take the first proposal of every problem that has one; where data goes stays a choice."""
        assert self.plan is not None
        for row in self.plan.selected:
            # A cure may settle another row's clash, so each is looked at freshly.
            for problem in [p for p in row.problems if p.choices and p.field != "space"]:
                if problem in row.problems:
                    self.assign(row, problem.field, problem.choices[0])

    def check(self) -> None:
        if self.plan is None:
            return
        check_plan(self.plan, self.host)
        if self.records:
            last = self.index(len(self.records) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.edited.emit()

    # -- the model's face ------------------------------------------------------------------

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        row, column = self.records[index.row()], self.columns[index.column()]
        if index.column() == 0 and self.can_restore(row):
            flags |= Qt.ItemIsUserCheckable
        if self._is_editable(row, column):
            flags |= Qt.ItemIsEditable
        return flags

    def _is_editable(self, row: QubeRow, column: Column[QubeRow]) -> bool:
        if not column.editable or not row.selected or not self.can_restore(row) or self.verifies:
            return False
        if row.klass == "AdminVM":
            return False  # files of dom0's user go into a new folder, and nowhere else
        if column.key == "pool" and row.replaces:
            return False  # it goes where that qube's volumes are
        return column.key != "template" or row.klass in ("AppVM", "DispVM")

    def role_data(self, record: QubeRow, column: Column[QubeRow], role: int) -> Any:
        if role == CHOICES_ROLE:
            return self.choices(record, column.key) if self._is_editable(record, column) else None
        if role == VALUE_ROLE:
            return self.value(record, column.key)
        if role == Qt.ForegroundRole and not record.selected:
            return look.faded()
        if role == Qt.FontRole and record.selected and column.key in record.defaults:
            return look.slanted()  # not the backup's choice, but what this machine has
        if column.key == "name":
            if role == Qt.CheckStateRole:
                return Qt.Checked if record.selected else Qt.Unchecked
            if role == STRIPE_ROLE:
                known = self.labels.get(record.label)
                return QColor(known.color) if known else QColor(Qt.gray)
            if role == Qt.DecorationRole:
                return look.icon(f"kind-{kind_of_row(record)}")
            if role == Qt.ToolTipRole:
                return self.tr("{name}, label {label}").format(name=record.name, label=record.label)
        elif role == Qt.DecorationRole and column.key == "remarks" and record.selected:
            if self.problems(record):
                return look.icon("sign-error", "error")
            if self._remark_list(record):
                return look.icon("sign-info", "accent")
        elif role == Qt.DecorationRole and record.selected:
            if any(FIELD_COLUMNS.get(p.field) == column.key for p in self.problems(record)):
                return look.icon("sign-error", "error")
            if column.key == "template" and "template" in record.defaults:
                return look.icon("sign-info", "accent")
        elif role == Qt.EditRole and column.key == "new":
            return record.restored_as
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        if not index.isValid():
            return False
        row, column = self.records[index.row()], self.columns[index.column()]
        if role == Qt.CheckStateRole and index.column() == 0 and self.can_restore(row):
            self.select([row], value == Qt.Checked)
            return True
        if role != Qt.EditRole or not self._is_editable(row, column):
            return False
        self.assign(row, "name" if column.key == "new" else column.key, value)
        return True

    def choices(self, row: QubeRow, key: str) -> Choices | None:
        """What the drop-down of a cell offers; None for a cell that is typed."""
        assert self.plan is not None
        selected = [other for other in self.plan.selected if other is not row]
        host = self.host.qubes
        if key == "template":
            if row.klass == "DispVM":
                names = {n for n, q in host.items() if q.template_for_dispvms}
                names |= {other.restored_as for other in selected if other.template_for_dispvms}
            else:
                names = {n for n, q in host.items() if q.klass == "TemplateVM"}
                names |= {other.restored_as for other in selected if other.klass == "TemplateVM"}
                names |= set(self.plan.stand_ins)
            return [(name, name) for name in sorted(names, key=natural_key)]
        if key == "netvm":
            names = {n for n, q in host.items() if q.provides_network}
            names |= {other.restored_as for other in selected if other.provides_network}
            fixed: Choices = [(self.default_netvm(), ""), (self.tr("none"), None)]
            return fixed + [(name, name) for name in sorted(names, key=natural_key)]
        if key == "kernel":
            offered: Choices = [(self.default_kernel(), ""), (self.tr("none"), None)]
            return offered + [(k, k) for k in sorted(self.host.kernels, key=natural_key)]
        if key == "label":
            return [(name, name) for name in self.host.labels]
        if key == "pool":
            default = self.tr("default ({pool})").format(pool=self.host.default_pool or "–")
            each: Choices = [(self.tr("by volume…"), EACH_VOLUME)] if len(row.volumes) > 1 else []
            return [(default, ""), *self._pools(), *each]
        return None

    def value(self, row: QubeRow, key: str) -> Any:
        """The value behind a cell with choices; None where it is none of them."""
        if key == "pool" and any(volume.pool for volume in row.volumes):
            return None
        return (
            getattr(row, key) if key in ("template", "netvm", "kernel", "label", "pool") else None
        )

    def default_netvm(self) -> str:
        return self.tr("default ({netvm})").format(netvm=self.host.default_netvm or self.tr("none"))

    def default_kernel(self) -> str:
        kernel = self.host.default_kernel or self.tr("none")
        return self.tr("default ({kernel})").format(kernel=kernel)

    def problems(self, row: QubeRow) -> list[Problem]:
        """What hinders it; nothing of that matters when nothing is made."""
        return [] if self.verifies or not row.selected else row.problems

    # -- texts -----------------------------------------------------------------------------

    def _size_tip(self, row: QubeRow) -> str:
        text = self.tr("{size} of data, as the backup's list says; what is written can be more")
        return text.format(size=wording.exact_bytes(row.size_bytes))

    def _new_text(self, row: QubeRow) -> str:
        if not row.selected or self.verifies:
            return "–"
        return self.tr("a new folder") if row.klass == "AdminVM" else row.restored_as

    def _template_text(self, row: QubeRow) -> str:
        return (row.template if row.selected else row.archived_template) or "–"

    def _netvm_text(self, row: QubeRow) -> str:
        if not self.can_restore(row) or row.klass == "AdminVM":
            return "–"
        if row.netvm is None:
            return self.tr("none")
        return row.netvm or self.default_netvm()

    def _kernel_text(self, row: QubeRow) -> str:
        if not self.can_restore(row) or row.klass == "AdminVM":
            return "–"
        if row.kernel is None:
            return self.tr("none")
        return row.kernel or self.tr("default")

    def _pool_text(self, row: QubeRow) -> str:
        if not self.can_restore(row) or row.klass == "AdminVM":
            return "–"
        if row.replaces or any(volume.pool for volume in row.volumes):
            return ", ".join(dict.fromkeys(volume.target_pool for volume in row.volumes)) or "–"
        return row.pool or self.tr("default")

    def _remarks(self, row: QubeRow) -> str:
        return " ".join(self._remark_list(row))

    def _all_remarks(self, row: QubeRow) -> str:
        return "\n".join(self._remark_list(row))

    def _remark_list(self, row: QubeRow) -> list[str]:
        if not self.can_restore(row):
            return [row.reason]
        if self.verifies:
            return []
        if not row.selected:
            return [plan_text(row.left_out)] if row.left_out else []
        return [plan_text(text) for text in [*(p.text for p in row.problems), *row.notes]]


def kind_of_row(row: QubeRow) -> str:
    if row.provides_network:
        return "service"
    if row.template_for_dispvms:
        return "disposable"
    return {
        "TemplateVM": "template",
        "StandaloneVM": "standalone",
        "DispVM": "disposable",
        "AdminVM": "admin",
    }.get(row.klass, "app")
