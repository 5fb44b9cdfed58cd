"""The first page of the backup wizard: which qubes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.client import history
from qubesmanager.client.system import System
from qubesmanager.ui import wording
from qubesmanager.ui.models.choice_model import ChoiceModel
from qubesmanager.ui.widgets import check_table
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.wizards.wizard import Page

WIDTHS = {"name": 25, "class": 13, "size": 9, "backup": 16, "remark": 47}


class WhatPage(Page):
    form = "backup_what"
    search_edit: QLineEdit
    all_button: QPushButton
    none_button: QPushButton
    table: QTableView
    running_caption: QLabel
    running_edit: QComboBox
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
            self.table,
            self.search_edit,
            self.model,
            CellDelegate(self.table),
            WIDTHS,
            expendable=("class",),
        )
        self._system = system
        self._records: Sequence[BackupRecord] = ()
        self._compression: bool | str = True
        self._can_tell = system.connection.home is not None  # a dom0's daemon has one way only
        for way, text, tip in (
            (
                "last",
                self.tr("their last clean state"),
                self.tr("As they were before they were started; nothing of them is disturbed."),
            ),
            (
                "snapshot",
                self.tr("a snapshot of now"),
                self.tr(
                    "What a power cut would leave. Programs inside may have to mend their files."
                ),
            ),
            (
                "restart",
                self.tr("what they hold once shut down, and start them again"),
                self.tr("Complete and clean. Whoever works in them is interrupted."),
            ),
        ):
            self.running_edit.addItem(text, way)
            self.running_edit.setItemData(self.running_edit.count() - 1, tip, Qt.ToolTipRole)
        self.running_edit.currentIndexChanged.connect(self._way_chosen)
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

    def enter(self) -> None:
        self.model.follow(self._system.qubes)

    async def read_sizes(self) -> None:
        """What is to be saved, as it is by now: data may have come since the start."""
        for name in sorted(self.model.chosen):
            await self._system.refresh(name)
        self.model.follow(self._system.qubes)

    @property
    def running(self) -> str:
        """What to do with those that run, as in a BackupRequest."""
        return self.model.running

    def size_bytes(self) -> int:
        return sum(qube.disk_used_bytes for qube in self.model.chosen_qubes())

    def expect(
        self,
        records: Sequence[BackupRecord] | None = None,
        compression: bool | str | None = None,
    ) -> None:
        """What earlier backups were like, and how this one is to be compressed."""
        if records is not None:
            self._records = records
        if compression is not None:
            self._compression = compression
        self._show_sum()

    def archive_bytes(self) -> int | None:
        """About how large the archive becomes, once earlier ones tell."""
        names = {qube.name for qube in self.model.chosen_qubes()}
        share = history.compressed_share(self._records, self._compression, names)
        return None if share is None else round(self.size_bytes() * share)

    def _way_chosen(self) -> None:
        tip = self.running_edit.currentData(Qt.ToolTipRole)
        self.running_edit.setToolTip(tip)
        self.model.save_running(str(self.running_edit.currentData()))

    def choose_running(self, way: str) -> None:
        """As a profile has it."""
        self.running_edit.setCurrentIndex(max(0, self.running_edit.findData(way)))

    def _choose_shown(self, chosen: bool) -> None:
        """All or none of those that the search shows."""
        shown = {qube.name for qube in self.proxy.records() if self.model.can_save(qube)}
        before = self.model.chosen
        self.model.choose(before | shown if chosen else before - shown)

    def _show_sum(self) -> None:
        count = len(self.model.chosen)
        qubes = wording.plural(self.tr("%n qube(s)", "", count), count)
        size, archive_bytes = wording.size(self.size_bytes()), self.archive_bytes()
        text = self.tr("{qubes}, {size} before compression")
        if archive_bytes is not None:
            text = self.tr("{qubes}, {size}; about {packed} in the archive, as earlier ones went")
        self.sum_label.setText(
            text.format(qubes=qubes, size=size, packed=wording.size(archive_bytes or 0))
        )
        asks = self._can_tell and bool(self.model.chosen_running())
        for widget in (self.running_caption, self.running_edit):
            widget.setVisible(asks)
        self.changed.emit()
