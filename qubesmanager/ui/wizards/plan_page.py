"""The restore's plan: every qube of the archive, what becomes of it, and cures in place."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, Qt, QTimer
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from qubesmanager.backend.backup.plan import Conflict, HostState, Problem, QubeRow, RestorePlan
from qubesmanager.client.system import System
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.plan_model import CHOICES_ROLE, PlanModel
from qubesmanager.ui.models.plan_words import plan_text
from qubesmanager.ui.widgets import check_table
from qubesmanager.ui.widgets.ask_which import ask_which
from qubesmanager.ui.widgets.copied import command_tip, copy_text
from qubesmanager.ui.wizards.plan_delegate import PlanDelegate
from qubesmanager.ui.wizards.volume_pools import VolumePoolsDialog
from qubesmanager.ui.wizards.wizard import Page

WIDTHS = {
    "name": 21,
    "new": 17,
    "class": 13,
    "label": 7,
    "template": 17,
    "netvm": 18,
    "kernel": 8,
    "pool": 10,
    "size": 8,
    "remarks": 20,
}


class PlanPage(Page):
    form = "restore_plan"
    search_edit: QLineEdit
    all_button: QPushButton
    none_button: QPushButton
    new_button: QPushButton
    cure_all_button: QPushButton
    table: QTableView
    row_frame: QFrame
    row_sign: QLabel
    row_label: QLabel
    row_button: QPushButton
    replace_button: QPushButton
    verify_box: QCheckBox
    command_button: QToolButton
    space_sign: QLabel
    space_label: QLabel

    def __init__(self, system: System, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.system = system
        self.model = PlanModel(self)
        self.opened_plan: RestorePlan | None = None  # as it came, until another one does
        self.proxy = check_table.set_up(
            self.table,
            self.search_edit,
            self.model,
            PlanDelegate(self.table),
            WIDTHS,
            expendable=("kernel", "label", "class", "remarks"),
        )
        for label in (self.row_label, self.space_label):
            label.setTextFormat(Qt.PlainText)
        self.table.setEditTriggers(
            QAbstractItemView.DoubleClicked | QAbstractItemView.EditKeyPressed
        )
        self.table.clicked.connect(self._clicked)
        self.table.selectionModel().currentChanged.connect(self._show_row)
        self.table.selectionModel().currentChanged.connect(self.changed)
        self.model.edited.connect(self._edited)
        # Not from within the cell's editor, which is still closing.
        self.model.volumes_wanted.connect(
            lambda row: QTimer.singleShot(0, lambda: self.open_volumes(row))
        )
        self.verify_box.toggled.connect(self.model.verify)
        self.verify_box.toggled.connect(self._edited)
        self.command_button.setIcon(look.icon("copy"))
        self.command_button.clicked.connect(lambda: copy_text(self.command_button, self.command()))
        self.all_button.clicked.connect(lambda: self._select_shown(True))
        self.none_button.clicked.connect(lambda: self._select_shown(False))
        self.new_button.clicked.connect(self._select_missing)
        self.cure_all_button.clicked.connect(self.model.cure_all)
        self.row_button.clicked.connect(self._cure_row)
        self.replace_button.clicked.connect(self._replace_row)
        self.setFocusProxy(self.table)

    def step(self) -> str:
        return self.tr("Plan")

    def title(self) -> str:
        if self.verify_only:
            return self.tr("What shall be verified?")
        return self.tr("What shall be restored, and how?")

    def show_plan(self, plan: RestorePlan, host: HostState) -> None:
        self.opened_plan = plan
        self.model.show_plan(plan, host, self.system.labels)
        rows: list[QubeRow] = self.proxy.records()
        troubled = [row for row in rows if self.model.problems(row)]
        first = next(iter(troubled or plan.selected or rows), None)
        if first is not None:
            self.table.setCurrentIndex(self.proxy.index(rows.index(first), 0))
        self._show_row()

    @property
    def plan(self) -> RestorePlan:
        assert self.model.plan is not None
        return self.model.plan

    @property
    def verify_only(self) -> bool:
        return self.verify_box.isChecked()

    def next_text(self) -> str:
        chosen = self.model.plan.selected if self.model.plan else []
        count = sum(row.klass != "AdminVM" for row in chosen)
        if chosen and not count:
            return (
                self.tr("&Verify the files") if self.verify_only else self.tr("&Restore the files")
            )
        if self.verify_only:
            text = self.tr("&Verify %n qube(s)", "", count)
        else:
            text = self.tr("&Restore %n qube(s)", "", count)
        return wording.plural(text, count)

    def hindrance(self) -> str:
        """A verification changes nothing, so problems of a restore do not hinder it."""
        if self.model.plan is None or not self.plan.selected:
            if self.verify_only:
                return self.tr("Tick the qubes to verify.")
            return self.tr("Tick the qubes to restore.")
        if self.verify_only:
            return ""
        troubled = [row for row in self.plan.selected if row.problems]
        if len(troubled) == 1:
            return f"{troubled[0].name}: {plan_text(troubled[0].problems[0].text)}"
        if troubled:
            count = len(troubled)
            text = self.tr("%n qube(s) have a problem, the first is {name}: {problem}", "", count)
            return wording.plural(text, count).format(
                name=troubled[0].name, problem=plan_text(troubled[0].problems[0].text)
            )
        return ""

    def said(self) -> str:
        """The row's frame has its problem, with what can be done about it."""
        why = self.hindrance()
        return why if why in self.row_label.text() and self.row_frame.isVisible() else ""

    async def leave(self) -> bool:
        """Whether to restore somebody else's files is a question that wants an answer."""
        if self.verify_only:
            return True
        for row in self.model.unanswered():
            answer = await ask_which(
                self,
                "whose_files_question",
                self.tr("Shall the files of dom0's user be restored as well?"),
                "\n".join(map(plan_text, row.fixed_notes)),
                [self.tr("&Restore them into a new folder"), self.tr("&Leave them out")],
            )
            if answer is None:
                return False
            if answer == 0:
                self.model.restore_home(row)
            else:
                self.model.select([row], False)
        return bool(self.plan.selected)

    def command(self) -> str:
        """The same in a terminal."""
        home = self.system.connection.home
        words = ["qube", *([] if home is None else ["--home", str(home)])]
        chosen = [row.name for row in self.plan.selected]
        if self.verify_only:
            words += ["restore", self.plan.archive, "--verify-only"]
            return wording.shell_words([*words, "--select", ",".join(chosen)])
        words += ["restore", self.plan.archive, "--select", ",".join(chosen)]
        for row in self.plan.selected:
            if row.restored_as != row.name and row.klass != "AdminVM":
                words += ["--rename", f"{row.name}={row.restored_as}"]
            if row.pool:
                words += ["--pool", f"{row.name}={row.pool}"]
            for volume in row.volumes:
                if volume.pool and not row.replaces:
                    words += ["--pool", f"{row.name}:{volume.name}={volume.pool}"]
            if row.template and row.template != row.archived_template:
                words += ["--template", f"{row.name}={row.template}"]
        return wording.shell_words(words)

    def open_volumes(self, row: QubeRow) -> None:
        """A pool for each volume of that qube."""
        dialog = VolumePoolsDialog(self.model, row, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.open()

    # -- reactions -------------------------------------------------------------------------

    def _edited(self) -> None:
        if self.model.plan is None:
            return  # the entry for verifying ticks its box before there is one
        problems = [p for row in self.plan.selected for p in self.model.problems(row)]
        curable = [p for p in problems if p.choices and p.field != "space"]
        self.cure_all_button.setVisible(len(curable) > 0)
        count = len(curable)
        self.cure_all_button.setText(
            wording.plural(self.tr("&Use %n proposal(s)", "", count), count)
        )
        self.cure_all_button.setToolTip(
            "\n".join(dict.fromkeys(self._cure_text(p) for p in curable))
        )
        self._show_row()
        self._show_space()
        about = self.tr("The same in a terminal; press to copy it:")
        self.command_button.setToolTip(command_tip(about, self.command()))
        self.changed.emit()

    def _clicked(self, index: QModelIndex) -> None:
        """One click opens a drop-down; names are edited by two, as elsewhere."""
        if index.data(CHOICES_ROLE) is not None:
            self.table.edit(index)

    def _select_shown(self, selected: bool) -> None:
        self.model.select(self.proxy.records(), selected)

    def _select_missing(self) -> None:
        """Only what this machine does not have."""
        here = self.model.host.qubes
        self.model.select(self.model.records, False)
        self.model.select([row for row in self.model.records if row.name not in here], True)

    def _current(self) -> QubeRow | None:
        index = self.table.currentIndex()
        return self.proxy.record(index) if index.isValid() else None

    def _show_row(self) -> None:
        """The current row's problem with its cure, or its notes in full."""
        row = self._current()
        problem = self._first_problem(row)
        lines: list[str] = []
        if row is not None and not self.model.can_restore(row):
            lines = [f"{row.name}: {row.reason}"]
        elif problem is not None:
            assert row is not None
            lines = [f"{row.name}: {plan_text(p.text)} {plan_text(p.cure)}" for p in row.problems]
        elif self.verify_only:
            lines = []
        elif row is not None and not row.selected and row.left_out:
            lines = [f"{row.name}: {plan_text(row.left_out)}"]
        elif row is not None and row.selected:
            lines = [f"{row.name}: {plan_text(note)}" for note in row.notes]
        side = self.fontMetrics().height() + 2
        sign = ("sign-error", "error") if problem else ("sign-info", "accent")
        self.row_sign.setPixmap(look.icon(*sign).pixmap(side, side))
        self.row_label.setText("\n".join(lines))
        self.row_frame.setVisible(bool(lines))
        offered = self.model.offers_home(row)
        self.row_button.setVisible(offered or (problem is not None and bool(problem.choices)))
        self.replace_button.setVisible(
            row is not None
            and problem is not None
            and problem.field == "name"
            and self.model.can_replace(row)
        )
        if problem is not None and problem.choices:
            self.row_button.setText(self._cure_text(problem))
        elif offered:
            self.row_button.setText(self.tr("Restore them into a new folder"))

    def _first_problem(self, row: QubeRow | None) -> Problem | None:
        problems = [] if row is None else self.model.problems(row)
        return next((p for p in problems if p.choices), problems[0] if problems else None)

    def _cure_text(self, problem: Problem) -> str:
        choice = problem.choices[0]
        if problem.field == "name":
            return self.tr("Restore it as {name}").format(name=choice)
        if problem.field in ("pool", "space"):
            return self.tr("Use the pool {name}").format(name=choice)
        return self.tr("Use {name}").format(name=choice)

    def _cure_row(self) -> None:
        row = self._current()
        problem = self._first_problem(row)
        if row is not None and problem is not None and problem.choices:
            field = "pool" if problem.field == "space" else problem.field
            self.model.assign(row, field, problem.choices[0])
        elif row is not None and self.model.offers_home(row):
            self.model.restore_home(row)

    def _replace_row(self) -> None:
        row = self._current()
        if row is not None:
            self.model.assign(row, "conflict", Conflict.REPLACE)

    def _show_space(self) -> None:
        """Needed and free, per pool that takes something."""
        parts = []
        for space in self.plan.space:
            text = (
                self.tr("{pool}: needs {needed}, {free} free")
                if space.free_bytes is not None
                else self.tr("{pool}: needs {needed}")
            )
            needed, free = wording.size(space.needed_bytes), wording.size(space.free_bytes or 0)
            parts.append(text.format(pool=space.pool or "–", needed=needed, free=free))
        short = any(space.short for space in self.plan.space)
        if self.verify_only:
            parts, short = (
                [self.tr("What is ticked is read and checked; nothing is changed.")],
                False,
            )
            if all(row.selected for row in self.plan.rows if self.model.can_restore(row)):
                parts = [self.tr("Everything is read and checked; nothing is changed.")]
        elif self.plan.stand_ins:
            parts.append(
                self.tr("Made as well, empty: {names}").format(names=", ".join(self.plan.stand_ins))
            )
        side = self.fontMetrics().height()
        sign = ("sign-error", "error") if short else ("sign-info", "accent")
        self.space_sign.setPixmap(look.icon(*sign).pixmap(side, side))
        self.space_label.setText("   ".join(parts))
        self.space_sign.setVisible(bool(parts))
