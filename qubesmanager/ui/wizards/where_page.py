"""The second page of the backup wizard: where to, tested as it is typed."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QHideEvent
from PyQt5.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from qubesmanager.client.services import service_targets
from qubesmanager.client.system import System
from qubesmanager.client.target_check import (
    TargetState,
    Verdict,
    check_in_qube,
    check_target,
    is_bad_name,
)
from qubesmanager.ui import look, wording
from qubesmanager.ui.tasks import Tasks
from qubesmanager.ui.wizards.what_page import WhatPage
from qubesmanager.ui.wizards.wizard import Page

CHECK_DELAY_MS = 250
QUBE_CHECK_DELAY_MS = 600  # a call into a qube is no light thing
COMMAND = "|"  # among the places; no qube is called so


class WherePage(Page):
    form = "backup_where"
    folder_edit: QLineEdit
    browse_button: QPushButton
    name_edit: QLineEdit
    command_edit: QLineEdit
    folder_caption: QLabel
    name_caption: QLabel
    command_caption: QLabel
    shape_label: QLabel
    verdict_sign: QLabel
    verdict_label: QLabel
    disk_sign: QLabel
    disk_label: QLabel
    place_edit: QComboBox

    def __init__(
        self, system: System, what: WhatPage, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._home = system.connection.home
        self._naming: set[str] = set()  # qubes whose service takes a folder and names the file
        self._what = what
        self._tasks = tasks
        self.state: TargetState | None = None
        self._failed = ("", "", "")  # the place of the last try, and why that failed
        for label in (self.verdict_label, self.disk_label):
            label.setTextFormat(Qt.PlainText)
        self.folder_edit.setText(str(Path.home()))
        self.name_edit.setText(f"qubes-backup-{datetime.now():%Y-%m-%dT%H%M%S}")
        self.browse_button.setIcon(look.icon("folder"))
        self.browse_button.clicked.connect(self._browse)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._tasks.start(self.check()))
        for edit in (self.folder_edit, self.name_edit, self.command_edit):
            edit.textChanged.connect(self._edited)
        self.place_edit.currentIndexChanged.connect(self._place_chosen)
        self.refresh_places()

    @property
    def qube(self) -> str:
        """The running qube that gets the backup; empty for this computer and its commands."""
        return "" if self.is_command else self._place

    @property
    def command(self) -> str:
        """What a shell here runs with the archive as its input; empty where that is not meant."""
        return self.command_edit.text().strip() if self.is_command else ""

    @property
    def is_command(self) -> bool:
        return self._place == COMMAND

    @property
    def _place(self) -> str:
        return str(self.place_edit.currentData() or "")

    def refresh_places(self) -> None:
        """This computer, the qubes that run now (not those that have ended), and a command."""
        offered = ["", *service_targets(self._system)]
        if self._home is not None:  # a stock qubesd runs no command
            offered.append(COMMAND)
        now = [self.place_edit.itemData(n) for n in range(self.place_edit.count())]
        if now == offered:
            return
        chosen = self._place
        words = {"": self.tr("this computer"), COMMAND: self.tr("a command of this computer")}
        self.place_edit.blockSignals(True)
        self.place_edit.clear()
        for name in offered:
            text = words.get(name) or self.tr("the qube {name}").format(name=name)
            self.place_edit.addItem(text, name)
        self.place_edit.setCurrentIndex(max(0, self.place_edit.findData(chosen)))
        self.place_edit.blockSignals(False)
        self._place_chosen()

    def choose(self, qube: str, target: Path, command: str = "") -> None:
        """The place that a profile names."""
        self.refresh_places()
        place = COMMAND if command else qube
        self.place_edit.setCurrentIndex(max(0, self.place_edit.findData(place)))
        if command:
            self.command_edit.setText(command)
            return
        is_folder = self.qube_names_file if qube else target.is_dir()
        self.folder_edit.setText(str(target if is_folder else target.parent))
        if not is_folder and target.name:
            self.name_edit.setText(target.name)

    def note_failure(self, reason: str) -> None:
        """The last try failed at the place that is chosen now."""
        self._failed = (*self._asked()[:2], reason)

    def step(self) -> str:
        return self.tr("Where")

    def title(self) -> str:
        return self.tr("Where shall the backup be kept?")

    def target(self) -> Path:
        if self.is_command:
            return Path()
        folder = Path(self.folder_edit.text())
        return folder if self.qube_names_file else folder / self.name_edit.text()

    @property
    def qube_names_file(self) -> bool:
        """Whether the service in the qube that is chosen takes a folder only, as the stock one."""
        return bool(self.qube) and (self._home is None or self.qube in self._naming)

    def enter(self) -> None:
        self.refresh_places()
        self._edited()

    async def check(self) -> None:
        """Look at the place, off the loop; an answer that came too late is dropped."""
        asked = self._asked()
        if not asked[1] or self._rule_broken():
            self._forget_finding()
            return
        if self.is_command:
            self._show_command()
            return
        if self.qube:
            state = await self._ask_qube()
        else:
            folder, name = Path(asked[1]), asked[2]
            state = await asyncio.to_thread(check_target, folder, name, self._home)
        if asked == self._asked():
            self.state = state
            self._show_state(state)
            self.changed.emit()

    def _asked(self) -> tuple[str, str, str]:
        where = self.command_edit if self.is_command else self.folder_edit
        return self._place, where.text(), self.name_edit.text()

    async def _ask_qube(self) -> TargetState:
        qube = self.qube
        self._show(
            ("sign-working", "accent"),
            self.tr("{name} is asked whether it can take the backup…").format(name=qube),
        )
        connection = self._system.connection
        state = await check_in_qube(connection, qube, str(self.target()))
        if state.verdict is Verdict.NAMES_ITSELF and qube == self.qube:
            self._naming.add(qube)
            self._show_naming()
            state = await check_in_qube(connection, qube, str(self.target()))
        return state

    async def leave(self) -> bool:
        await self.check()
        return not self.hindrance()

    def hindrance(self) -> str:
        if self.is_command:
            return "" if self.command else self.tr("Type the command.")
        if not self.folder_edit.text():
            return self.tr("Choose a folder.")
        if broken := self._rule_broken():
            return broken
        if self.state is None:
            return ""  # Next looks first
        return {
            Verdict.OK: "",
            Verdict.NO_FOLDER: self.tr("There is no such folder."),
            Verdict.NOT_A_FOLDER: self.tr("That is a file, not a folder."),
            Verdict.NOT_WRITABLE: self.tr("{name} may not write to that folder.").format(
                name=self.qube
            )
            if self.qube
            else self.tr("You may not write to that folder."),
            Verdict.EXISTS: self.tr("There is a file of that name; nothing is overwritten."),
            Verdict.BAD_NAME: self.tr("That cannot be the name of a file."),
            Verdict.NAMES_ITSELF: self.tr("The qube takes a folder only."),
            Verdict.UNKNOWN: "",  # it may go well
        }[self.state.verdict]

    def _rule_broken(self) -> str:
        """What can be said of a place without looking at it."""
        if self.is_command:
            return ""
        if not self.qube:
            # It would be taken from wherever this program was started.
            is_whole = self.folder_edit.text().startswith("/")
            return "" if is_whole else self.tr("The folder is a whole path: it begins with /.")
        if not self.folder_edit.text().startswith("/"):
            return self.tr("In a qube, the folder is a whole path: it begins with /.")
        if not self.qube_names_file and is_bad_name(self.name_edit.text()):
            return self.tr("That cannot be the name of a file.")
        return ""

    def said(self) -> str:
        return self.verdict_label.text()

    def _place_chosen(self) -> None:
        for widget in (
            *(self.folder_caption, self.folder_edit, self.browse_button),
            *(self.name_caption, self.name_edit, self.shape_label),
        ):
            widget.setVisible(not self.is_command)
        for widget in (self.command_caption, self.command_edit):
            widget.setVisible(self.is_command)
        self.setFocusProxy(self.command_edit if self.is_command else self.folder_edit)
        self.browse_button.setEnabled(not self.qube)
        tip = self.tr("Type the folder: this program does not look into qubes.")
        self.browse_button.setToolTip(tip if self.qube else "")
        self._show_naming()
        self._forget_finding()
        self._edited()

    def _forget_finding(self) -> None:
        """What is shown is about another place."""
        for label in (self.verdict_sign, self.verdict_label):
            label.clear()
        for widget in (self.disk_sign, self.disk_label):
            widget.hide()
        self.changed.emit()

    def _show_naming(self) -> None:
        self.name_edit.setEnabled(not self.qube_names_file)
        tip = self.tr("The qube gives the file a name, made of the date.")
        self.name_edit.setToolTip(tip if self.qube_names_file else "")

    def _edited(self) -> None:
        self.state = None
        if self.isVisible():
            self._timer.start(QUBE_CHECK_DELAY_MS if self.qube else CHECK_DELAY_MS)
        self.changed.emit()

    def _show_state(self, state: TargetState) -> None:
        self._show(*self._finding(state))
        side = self.fontMetrics().height() + 2
        self.disk_sign.setPixmap(look.icon("sign-info", "accent").pixmap(side, side))
        for widget in (self.disk_sign, self.disk_label):
            widget.setVisible(state.same_disk and not self.hindrance())

    def _finding(self, state: TargetState) -> tuple[tuple[str, str], str]:
        """The sign and the sentence for what was found out."""
        why = self.hindrance()
        if why:
            return ("sign-error", "error"), why
        if state.verdict is Verdict.UNKNOWN:
            text = self.tr(
                "Whether {name} can take the backup is not known: it cannot be asked ({reason})."
                " It checks the folder when the backup begins, before any data go."
            )
            return ("sign-warning", "warning"), text.format(name=self.qube, reason=state.reason)
        whole, packed = self._what.size_bytes(), self._what.archive_bytes()
        needed = whole if packed is None else packed
        free_bytes = state.free_bytes
        free = "" if free_bytes is None else wording.size(free_bytes)
        if free_bytes is not None and free_bytes < needed:
            text = (
                self.tr("{free} free, and {needed} to save before compression: it may not fit.")
                if packed is None
                else self.tr("{free} free, and about {needed} are needed: it may not fit.")
            ).format(free=free, needed=wording.size(needed))
            return ("sign-warning", "warning"), text
        if self._failed[:2] == (self.qube, self.folder_edit.text()):
            text = self.tr("{free} free. The last try here failed: {reason}")
            if free_bytes is None:
                text = self.tr("The last try here failed: {reason}")
            return ("sign-warning", "warning"), text.format(free=free, reason=self._failed[2])
        text = self.tr("Writable, {free} free")
        if self.qube:
            text = self.tr("{name} can write there, {free} free")
            if free_bytes is None:
                text = self.tr("{name} can write there; how much is free it does not say")
        return ("sign-ok", "ok"), text.format(name=self.qube, free=free)

    def _show_command(self) -> None:
        """Nothing can be found out of a command but by running it."""
        text = self.tr(
            "A shell of this computer runs it, as you, with the archive as its input. Whether the"
            " archive is whole there cannot be found out from here."
        )
        if self._failed[:2] == self._asked()[:2]:
            text = self.tr("The last try here failed: {reason}").format(reason=self._failed[2])
            self._show(("sign-warning", "warning"), text)
            return
        self._show(("sign-info", "accent"), text)

    def _show(self, sign: tuple[str, str], text: str) -> None:
        side = self.fontMetrics().height() + 2
        self.verdict_sign.setPixmap(look.icon(*sign).pixmap(side, side))
        self.verdict_label.setText(text)

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
