"""What an edit of many qubes would change, and what came of it: one row a change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from PyQt5.QtCore import QModelIndex, QObject, Qt, pyqtSignal

from qubesmanager.client.batch import NEXT_TEMPLATE, Step
from qubesmanager.ui import look
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import Column, RecordTable


class BatchModel(RecordTable[Step]):
    """Each change can be left out by its box. ``caption`` and ``word`` put names into words."""

    ticked_changed = pyqtSignal()

    def __init__(
        self,
        caption: Callable[[str], str],
        word: Callable[[str, str | None], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__((), parent)
        self.left_out: set[Step] = set()
        self.results: Mapping[Step, str] = {}
        self.again: Collection[Step] = ()  # being tried once more
        self.columns = (
            Column("qube", self.tr("Qube"), lambda s: s.qube, lambda s: natural_key(s.qube)),
            Column("setting", self.tr("Setting"), lambda s: caption(s.name)),
            Column("old", self.tr("Now"), lambda s: word(s.name, s.old) if s.old else "–"),
            Column("new", self.tr("Then"), lambda s: self._then(s, word(s.name, s.new))),
            Column("result", self.tr("Result"), self._result),
        )

    @property
    def wanted(self) -> list[Step]:
        return [step for step in self.records if step not in self.left_out]

    @property
    def failed(self) -> list[Step]:
        return [step for step in self.records if self.results.get(step)]

    def propose(self, steps: Iterable[Step], ticked: bool = True) -> None:
        """Another list; what was in it before keeps its tick, what is new is ``ticked`` or not."""
        before = {(step.qube, step.name): step not in self.left_out for step in self.records}
        steps = list(steps)
        self.left_out = {s for s in steps if not before.get((s.qube, s.name), ticked)}
        if steps != self.records:
            self.set_records(steps)

    def tick(self, steps: Iterable[Step], ticked: bool) -> None:
        self.left_out = self.left_out - set(steps) if ticked else self.left_out | set(steps)
        self._rows_changed()
        self.ticked_changed.emit()

    def show_results(self, results: Mapping[Step, str]) -> None:
        """Reasons by step, empty for what was done; those rows can no longer be ticked.

        What failed comes first.
        """
        self.results = results
        self.set_records(sorted(results, key=lambda step: not results[step]))
        self.headerDataChanged.emit(Qt.Horizontal, 0, len(self.columns) - 1)

    def try_again(self, steps: Collection[Step]) -> None:
        """Those rows wait for another result."""
        self.again = steps
        self._rows_changed()

    def take_results(self, results: Mapping[Step, str]) -> None:
        """Of what was tried again. Each row stays where it is, for there the person looks."""
        self.results = {**self.results, **results}
        self.try_again(())

    def _rows_changed(self) -> None:
        if self.records:
            last = self.index(len(self.records) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole
    ) -> Any:
        """What was so when it was proposed is not so any more."""
        texts = (Qt.DisplayRole, Qt.AccessibleTextRole)
        if self.results and role in texts and self.columns[section].key == "old":
            return self.tr("Before")
        return super().headerData(section, orientation, role)

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0 and not self.results:
            flags |= Qt.ItemIsUserCheckable
        return flags

    def role_data(self, record: Step, column: Column[Step], role: int) -> Any:
        if role == Qt.CheckStateRole and column.key == "qube" and not self.results:
            return Qt.Unchecked if record in self.left_out else Qt.Checked
        if role == Qt.DecorationRole and column.key == "result" and record in self.results:
            if record in self.again:
                return look.icon("sign-working", "accent")
            done = not self.results[record]
            return look.icon("sign-ok", "ok") if done else look.icon("sign-error", "error")
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        if not index.isValid() or role != Qt.CheckStateRole or self.results:
            return False
        step = self.records[index.row()]
        self.left_out = self.left_out - {step} if value == Qt.Checked else self.left_out | {step}
        self.row_changed(index.row())
        self.ticked_changed.emit()
        return True

    def _then(self, step: Step, value: str) -> str:
        if step.name == NEXT_TEMPLATE:
            return self.tr("{value}, at the next start").format(value=value)
        return value

    def _result(self, step: Step) -> str:
        if step not in self.results:
            return ""
        if step in self.again:
            return self.tr("trying again…")
        done = self.tr("changed")
        if step.name == NEXT_TEMPLATE:
            done = self.tr("changes at the next start")
        return self.results[step] or done
