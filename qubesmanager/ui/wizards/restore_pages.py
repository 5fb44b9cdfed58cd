"""The first two pages of the restore wizard: from where, and the passphrase."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from pathlib import Path

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PyQt5.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QWidget,
)

from qubesmanager.backend.backup.glance import Glance, Sight
from qubesmanager.backend.backup.plan import HostState, RestorePlan
from qubesmanager.client import history
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.client.restore_journal import Unfinished, unfinished
from qubesmanager.client.services import split_place
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.backups_model import BackupsModel
from qubesmanager.ui.tasks import Tasks
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.widgets.passphrase_field import PassphraseEdit
from qubesmanager.ui.wizards.wizard import Page

LOOK_DELAY_MS = 200


class SourcePage(Page):
    """A path typed, chosen or dropped; the file is looked at right away."""

    form = "restore_source"
    place_edit: QComboBox
    path_edit: QLineEdit
    browse_button: QPushButton
    sight_sign: QLabel
    sight_label: QLabel
    resume_box: QCheckBox
    known_caption: QLabel
    known_view: QTableView

    def __init__(self, client_job: RestoreJob, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verifies = False
        self.cut: Unfinished | None = None
        self.resume_box.hide()
        self.known = BackupsModel(self)
        plain_table.set_up(self.known_view, self.known)
        self.known_view.selectionModel().selectionChanged.connect(self._known_chosen)
        self._show_known()
        self.resume_box.toggled.connect(self._resume_chosen)
        self.client_job = client_job
        self._tasks = tasks
        self.seen: Glance | None = None
        self.setAcceptDrops(True)
        self.sight_label.setTextFormat(Qt.PlainText)
        self.browse_button.setIcon(look.icon("folder"))
        self.browse_button.clicked.connect(self._browse)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_DELAY_MS)
        self._timer.timeout.connect(lambda: self._tasks.start(self.look()))
        self.path_edit.textChanged.connect(self._edited)
        self.place_edit.activated.connect(self._place_chosen)
        self.offer_places(())
        self.setFocusProxy(self.path_edit)

    def step(self) -> str:
        return self.tr("From where")

    def title(self) -> str:
        if self.verifies:
            return self.tr("Which backup shall be verified?")
        return self.tr("Which backup shall be restored?")

    def path(self) -> Path:
        return Path(self.path_edit.text()).expanduser()

    def offer_places(self, qubes: Collection[str]) -> None:
        """This computer, and the qubes that run now and can send a file."""
        self.place_edit.clear()
        self.place_edit.addItem(self.tr("this computer"), "")
        for name in qubes:
            self.place_edit.addItem(self.tr("the qube {name}").format(name=name), name)
        self._follow_path()

    def _follow_path(self) -> None:
        """The path says where it is; a qube that does not run is none of the places."""
        place = split_place(self.path_edit.text())
        self.place_edit.setCurrentIndex(self.place_edit.findData(place[0] if place else ""))
        self.browse_button.setEnabled(place is None and not self.resume_box.isChecked())

    def _place_chosen(self) -> None:
        text, qube = self.path_edit.text(), self.place_edit.currentData()
        place = split_place(text)
        path = text if place is None else place[1]
        if qube:
            path = f"{qube}:{path if path.startswith('/') else '/home/user/'}"
        self.path_edit.setText(path)
        self.path_edit.setFocus(Qt.OtherFocusReason)

    async def look_for_cut(self, home: Path | None) -> None:
        """A restore that was cut is offered to go on with."""
        found = await asyncio.to_thread(unfinished, home)
        self.cut = found[0] if found else None
        if self.cut is None:
            self.resume_box.setChecked(False)
            self.resume_box.hide()
        else:
            whole, total = len(self.cut.restored), len(self.cut.plan.selected)
            text = wording.plural(
                self.tr(
                    "Go &on with the restore of {archive} that was cut: {done} of %n qube(s) done",
                    "",
                    total,
                ),
                total,
            )
            self.resume_box.setText(text.format(done=whole, archive=self.cut.archive.name))
            self.resume_box.show()

    async def read_known(self, connection: Connection) -> None:
        """The newest first, of those whose file is there now."""
        records = [r for r in await history.backups(connection) if not r.place]
        there = await asyncio.to_thread(lambda: [r for r in records if Path(r.target).is_file()])
        self.known.set_records(reversed(there))
        self._show_known()

    def _show_known(self) -> None:
        for widget in (self.known_caption, self.known_view):
            widget.setVisible(bool(self.known.records))

    def _known_chosen(self) -> None:
        for index in self.known_view.selectionModel().selectedRows():
            self.path_edit.setText(self.known.records[index.row()].target)

    @property
    def resumed(self) -> Unfinished | None:
        """What is to be gone on with, if anything."""
        return self.cut if self.resume_box.isChecked() else None

    def _resume_chosen(self, chosen: bool) -> None:
        if chosen and self.cut is not None:
            self.path_edit.setText(str(self.cut.archive))
        for widget in (self.place_edit, self.path_edit, self.known_view):
            widget.setEnabled(not chosen)
        self._follow_path()

    async def look(self) -> None:
        """Let the worker recognise the file; an answer that came too late is dropped."""
        text = self.path_edit.text()
        if not text:
            return
        place = split_place(text)
        if place is not None:
            self._show_sight(
                ("sign-info", "accent"),
                self.tr("It is read out of the running qube {name}.").format(name=place[0]),
            )
            return
        try:
            seen = await self.client_job.glance(self.path())
        except RestoreError as error:
            seen = Glance(Sight.UNREADABLE, reason=str(error))
        if text == self.path_edit.text():
            self.seen = seen
            self._show()
            self.changed.emit()

    async def leave(self) -> bool:
        asked = self.path_edit.text()
        await self.look()
        # A path that was typed meanwhile has not been looked at, and Next was not pressed for it.
        return asked == self.path_edit.text() and not self.hindrance()

    def hindrance(self) -> str:
        if not self.path_edit.text():
            return self.tr("Choose a backup archive.")
        # Until the look is done nothing speaks against Next, which looks first.
        return "" if self.seen is None else self._trouble(self.seen)

    def said(self) -> str:
        return self.sight_label.text()

    def _trouble(self, seen: Glance) -> str:
        return {
            Sight.BACKUP: "",
            Sight.NOT_A_BACKUP: self.tr("That file is not a Qubes backup."),
            Sight.NOT_A_FILE: self.tr("That is not a file."),
            Sight.MISSING: self.tr("There is no such file."),
            Sight.UNREADABLE: self.tr("That file cannot be read: {reason}").format(
                reason=seen.reason
            ),
        }[seen.sight]

    def _edited(self) -> None:
        self.seen = None
        self._follow_path()
        self.sight_sign.clear()
        self.sight_label.clear()
        self._timer.start()
        self.changed.emit()

    def _show(self) -> None:
        assert self.seen is not None
        trouble = self._trouble(self.seen)
        sign = ("sign-error", "error") if trouble else ("sign-ok", "ok")
        self._show_sight(
            sign,
            trouble
            or self.tr("A Qubes backup, format {version}, {size}").format(
                version=self.seen.version, size=wording.size(self.seen.size_bytes)
            ),
        )

    def _show_sight(self, sign: tuple[str, str], text: str) -> None:
        side = self.fontMetrics().height() + 2
        self.sight_sign.setPixmap(look.icon(*sign).pixmap(side, side))
        self.sight_label.setText(text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is waiting for the look any more."""
        self._timer.stop()
        super().hideEvent(event)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Backup archive"), self.path_edit.text())
        dialog.setFileMode(QFileDialog.ExistingFile)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.path_edit.setText)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.path_edit.setText(url.toLocalFile())
                event.acceptProposedAction()
                return


class UnlockPage(Page):
    """Next checks the passphrase; what is wrong is said here, not in a box."""

    form = "restore_passphrase"
    archive_label: QLabel
    passphrase_edit: PassphraseEdit
    busy_bar: QProgressBar
    error_sign: QLabel
    error_label: QLabel

    def __init__(
        self, client_job: RestoreJob, source: SourcePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.client_job = client_job
        self.source = source
        self.opened: tuple[RestorePlan, HostState] | None = None
        self._opened_as: object = None  # what was asked for then
        for label in (self.archive_label, self.error_label):
            label.setTextFormat(Qt.PlainText)
        self.passphrase_edit.textChanged.connect(self._typed)
        self.setFocusProxy(self.passphrase_edit)
        self._say("")

    @property
    def resumed(self) -> Unfinished | None:
        return self.source.resumed

    def step(self) -> str:
        return self.tr("Passphrase")

    def title(self) -> str:
        return self.tr("What is its passphrase?")

    def enter(self) -> None:
        self.archive_label.setText(str(self.source.path()))
        self._say("")

    def hindrance(self) -> str:
        return "" if self.passphrase_edit.text() else self.tr("Type the passphrase.")

    async def leave(self) -> bool:
        """Open the archive with it; deriving the key takes some seconds.

        What is open stays so while nothing else is asked for: its plan may have been edited.
        """
        self._say("")
        path, cut = self.source.path(), self.source.resumed
        passphrase = self.passphrase_edit.text().encode()
        wanted = (path, passphrase, cut, await asyncio.to_thread(_identity, path))
        if self.opened is not None and wanted == self._opened_as:
            return True
        self.busy_bar.show()
        self.passphrase_edit.setEnabled(False)
        try:
            self.opened = None
            if cut is None:
                self.opened = await self.client_job.open(path, passphrase)
            else:
                self.opened = await self.client_job.resume(path, passphrase, cut)
            self._opened_as = wanted
        except RestoreError as error:
            self.opened = None
            self._say(self._sentence(error))
            return False
        finally:
            self.busy_bar.hide()
            self.passphrase_edit.setEnabled(True)
            if self.opened is None:
                self.passphrase_edit.setFocus(Qt.OtherFocusReason)
                self.passphrase_edit.selectAll()
        return True

    def _sentence(self, error: RestoreError) -> str:
        if error.kind == "wrong-passphrase":
            return self.tr(
                "This passphrase does not open the archive. Check capital letters and the keyboard "
                "layout. If you are sure of it, the beginning of the file was changed."
            )
        if error.kind == "not-a-backup":
            return self.tr("That file is not a Qubes backup. {reason}").format(reason=error)
        if error.kind == "damaged":
            return self.tr("The archive is damaged. {reason}").format(reason=error)
        return str(error)

    def _typed(self) -> None:
        self._say("")
        self.changed.emit()

    def _say(self, text: str) -> None:
        side = self.fontMetrics().height() + 2
        self.error_sign.setPixmap(look.icon("sign-error", "error").pixmap(side, side))
        self.error_label.setText(text)
        self.error_sign.setVisible(bool(text))
        self.error_label.setVisible(bool(text))
        self.busy_bar.hide()


def _identity(archive: Path) -> tuple[int, ...]:
    """Another one when another file has come to that path, or it was written to."""
    try:
        state = os.stat(archive)
    except OSError:
        return ()
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns
