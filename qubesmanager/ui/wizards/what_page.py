"""The first page of the backup wizard: which qubes."""

from __future__ import annotations

from collections.abc import Collection

from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from qubesmanager.client.system import System
from qubesmanager.ui import wording
from qubesmanager.ui.models.choice_model import ChoiceModel
from qubesmanager.ui.widgets import check_table
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.wizards.wizard import Page

WIDTHS = {"name": 25, "class": 13, "size": 9, "backup": 12, "remark": 16}


class WhatPage(Page):
    form = "backup_what"
    search_edit: QLineEdit
    all_button: QPushButton
    none_button: QPushButton
    table: QTableView
    sum_label: QLabel
    profile_caption: QLabel
    profile_edit: QComboBox
    save_button: QPushButton
    schedule_button: QPushButton

    def __init__(
        self, system: System, preselected: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = ChoiceModel(self)
        self.proxy = check_table.set_up(
            self.table, self.search_edit, self.model, CellDelegate(self.table), WIDTHS
        )
        qubes = [qube for qube in system.qubes.values() if qube.klass != "AdminVM"]
        self.model.chosen_changed.connect(self._show_sum)
        self.model.load(qubes, system.labels, preselected)
        self.all_button.clicked.connect(lambda: self._choose_shown(True))
        self.none_button.clicked.connect(lambda: self._choose_shown(False))
        self.setFocusProxy(self.table)

    def step(self) -> str:
        return self.tr("What")

    def title(self) -> str:
        return self.tr("Which qubes shall be saved?")

    def hindrance(self) -> str:
        return "" if self.model.chosen else self.tr("Tick the qubes to save.")

    def size_bytes(self) -> int:
        return sum(qube.disk_used_bytes for qube in self.model.chosen_qubes())

    def _choose_shown(self, chosen: bool) -> None:
        """All or none of those that the search shows."""
        shown = {qube.name for qube in self.proxy.records() if self.model.can_save(qube)}
        before = self.model.chosen
        self.model.choose(before | shown if chosen else before - shown)

    def _show_sum(self) -> None:
        count = len(self.model.chosen)
        qubes = wording.plural(self.tr("%n qube(s)", "", count), count)
        self.sum_label.setText(
            self.tr("{qubes}, {size} before compression").format(
                qubes=qubes, size=wording.size(self.size_bytes())
            )
        )
        self.changed.emit()
