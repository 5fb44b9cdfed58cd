"""The pages of the backup wizard before its run: what, where, passphrase, summary."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QHideEvent
from PyQt5.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.choice_model import ChoiceModel
from qubesmanager.ui.tasks import Tasks
from qubesmanager.ui.widgets import check_table
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.widgets.passphrase_field import PassphraseEdit
from qubesmanager.ui.wizards.strength import Strength, strength, too_long, unusable
from qubesmanager.ui.wizards.target_check import TargetState, Verdict, check_target
from qubesmanager.ui.wizards.wizard import Page

WIDTHS = {"name": 25, "class": 13, "size": 9, "backup": 12, "remark": 16}
CHECK_DELAY_MS = 250


class WhatPage(Page):
    form = "backup_what"
    search_edit: QLineEdit
    all_button: QPushButton
    none_button: QPushButton
    table: QTableView
    sum_label: QLabel

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


class WherePage(Page):
    form = "backup_where"
    folder_edit: QLineEdit
    browse_button: QPushButton
    name_edit: QLineEdit
    verdict_sign: QLabel
    verdict_label: QLabel
    disk_sign: QLabel
    disk_label: QLabel
    compress_box: QCheckBox

    def __init__(
        self, system: System, what: WhatPage, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._home = system.connection.home
        self._what = what
        self._tasks = tasks
        self.state: TargetState | None = None
        for label in (self.verdict_label, self.disk_label):
            label.setTextFormat(Qt.PlainText)
        self.folder_edit.setText(str(Path.home()))
        self.name_edit.setText(f"qubes-backup-{datetime.now():%Y-%m-%dT%H%M%S}")
        self.browse_button.setIcon(look.icon("folder"))
        self.browse_button.clicked.connect(self._browse)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_DELAY_MS)
        self._timer.timeout.connect(lambda: self._tasks.start(self.check()))
        for edit in (self.folder_edit, self.name_edit):
            edit.textChanged.connect(self._edited)
        self.setFocusProxy(self.folder_edit)

    def step(self) -> str:
        return self.tr("Where")

    def title(self) -> str:
        return self.tr("Where shall the backup be kept?")

    def target(self) -> Path:
        return Path(self.folder_edit.text()) / self.name_edit.text()

    def enter(self) -> None:
        self._edited()

    async def check(self) -> None:
        """Look at the place, off the loop; an answer that came too late is dropped."""
        folder, name = self.folder_edit.text(), self.name_edit.text()
        state = await asyncio.to_thread(check_target, Path(folder), name, self._home)
        if (folder, name) == (self.folder_edit.text(), self.name_edit.text()):
            self.state = state
            self._show_state(state)
            self.changed.emit()

    async def leave(self) -> bool:
        await self.check()
        return not self.hindrance()

    def hindrance(self) -> str:
        if not self.folder_edit.text():
            return self.tr("Choose a folder.")
        if self.state is None:
            return ""  # Next looks first
        return {
            Verdict.OK: "",
            Verdict.NO_FOLDER: self.tr("There is no such folder."),
            Verdict.NOT_A_FOLDER: self.tr("That is a file, not a folder."),
            Verdict.NOT_WRITABLE: self.tr("You may not write to that folder."),
            Verdict.EXISTS: self.tr("There is a file of that name; nothing is overwritten."),
            Verdict.BAD_NAME: self.tr("That cannot be the name of a file."),
        }[self.state.verdict]

    def _edited(self) -> None:
        self.state = None
        self._timer.start()
        self.changed.emit()

    def _show_state(self, state: TargetState) -> None:
        side = self.fontMetrics().height() + 2
        why = self.hindrance()
        needed = self._what.size_bytes()
        free = wording.size(state.free_bytes)
        if why:
            sign, text = ("sign-error", "error"), why
        elif state.free_bytes < needed:
            sign = ("sign-warning", "warning")
            text = self.tr(
                "{free} free, and {needed} to save before compression: it may not fit."
            ).format(free=free, needed=wording.size(needed))
        else:
            sign, text = ("sign-ok", "ok"), self.tr("Writable, {free} free").format(free=free)
        self.verdict_sign.setPixmap(look.icon(*sign).pixmap(side, side))
        self.verdict_label.setText(text)
        self.disk_sign.setPixmap(look.icon("sign-info", "accent").pixmap(side, side))
        for widget in (self.disk_sign, self.disk_label):
            widget.setVisible(state.same_disk and not why)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is waiting for the look any more."""
        self._timer.stop()
        super().hideEvent(event)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the backup"), self.folder_edit.text())
        dialog.setFileMode(QFileDialog.Directory)
        dialog.setOption(QFileDialog.ShowDirsOnly)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder_edit.setText)
        dialog.open()


class PassphrasePage(Page):
    form = "backup_passphrase"
    first_edit: PassphraseEdit
    second_edit: PassphraseEdit
    show_box: QCheckBox
    strength_bar: QProgressBar
    strength_label: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for edit in (self.first_edit, self.second_edit):
            edit.textChanged.connect(self._typed)
            self.show_box.toggled.connect(edit.show_text)
            edit.show_action.setVisible(False)
        self.setFocusProxy(self.first_edit)
        self._typed()

    def step(self) -> str:
        return self.tr("Passphrase")

    def title(self) -> str:
        return self.tr("Which passphrase shall protect it?")

    def passphrase(self) -> bytes:
        return self.first_edit.text().encode()

    def hindrance(self) -> str:
        text = self.first_edit.text()
        if not text:
            return self.tr("Type a passphrase.")
        if unusable(text):
            return self.tr("It has a character that the restore could not be given.")
        if too_long(text):
            return self.tr("It is too long: at most 1,500 bytes.")
        if not self.second_edit.text():
            return self.tr("Type it once more.")
        if self.second_edit.text() != text:
            return self.tr("The two are not the same.")
        return ""

    def _typed(self) -> None:
        text = self.first_edit.text()
        level = strength(text)
        words = {
            Strength.WEAK: self.tr("Weak: a computer guesses it"),
            Strength.FAIR: self.tr("Fair: enough against the curious"),
            Strength.GOOD: self.tr("Good"),
            Strength.STRONG: self.tr("Strong"),
        }
        self.strength_label.setText(words[level] if text else self.tr("Several words are best"))
        self.strength_bar.setValue(list(Strength).index(level) + 1 if text else 0)
        self.strength_bar.setAccessibleDescription(self.strength_label.text())
        self.changed.emit()


class SummaryPage(Page):
    form = "backup_summary"
    text_label: QLabel
    names_view: QPlainTextEdit
    command_edit: QLineEdit
    copy_button: QToolButton

    def __init__(
        self, system: System, what: WhatPage, where: WherePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._home = system.connection.home
        self._what = what
        self._where = where
        self.text_label.setTextFormat(Qt.PlainText)
        self.copy_button.setIcon(look.icon("copy"))
        self.copy_button.clicked.connect(self._copy)
        self.setFocusProxy(self.names_view)

    def step(self) -> str:
        return self.tr("Summary")

    def title(self) -> str:
        return self.tr("This is what will be saved")

    def next_text(self) -> str:
        count = len(self._what.model.chosen)
        if count == 1:
            return self.tr("&Back up 1 qube")
        return self.tr("&Back up {count} qubes").format(count=count)

    def enter(self) -> None:
        chosen = self._what.model.chosen_qubes()
        compressed = self._where.compress_box.isChecked()
        self.text_label.setText(
            self.tr(
                "{size} of data go, encrypted and {compression}, to\n{target}\n\n"
                "The archive has the disks, settings, features, tags and notes of the qubes below "
                "and names the templates and net qubes they use. Nothing else of this computer."
            ).format(
                size=wording.size(self._what.size_bytes()),
                compression=self.tr("compressed (gzip)")
                if compressed
                else self.tr("not compressed"),
                target=self._where.target(),
            )
        )
        self.names_view.setPlainText("\n".join(self._line(qube) for qube in chosen))
        self.command_edit.setText(self.command())
        self.command_edit.setCursorPosition(0)

    def command(self) -> str:
        """The same backup in a terminal."""
        names = [qube.name for qube in self._what.model.chosen_qubes()]
        words = ["qube", *self._home_words(), "backup", "--to", str(self._where.target())]
        if not self._where.compress_box.isChecked():
            words += ["--compression", "none"]
        return wording.shell_words([*words, *names])

    def _home_words(self) -> list[str]:
        return [] if self._home is None else ["--home", str(self._home)]

    def _line(self, qube: QubeInfo) -> str:
        volumes = ", ".join(
            f"{volume.name} {wording.size(volume.usage)}"
            for volume in qube.volumes
            if volume.save_on_stop
        )
        return f"{qube.name}: {volumes or self.tr('settings only')}"

    def _copy(self) -> None:
        self.command_edit.selectAll()
        self.command_edit.copy()
