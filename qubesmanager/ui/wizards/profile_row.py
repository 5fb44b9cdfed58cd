"""Profiles of the backup wizard: what, where and how, kept under a name; load, save, schedule."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject, Qt

from qubesmanager.client import profiles
from qubesmanager.client.backup_job import BackupRequest
from qubesmanager.protocol import AdminError
from qubesmanager.ui.widgets.ask_text import ask_text
from qubesmanager.ui.wizards.schedule import ScheduleDialog

if TYPE_CHECKING:
    from qubesmanager.ui.wizards.backup_wizard import BackupWizard


class ProfileRow(QObject):
    """A dom0 keeps its profiles where only root writes: there the row is not shown."""

    def __init__(self, wizard: BackupWizard) -> None:
        super().__init__(wizard)
        self.wizard = wizard
        self.home = wizard.system.connection.home
        page = wizard.what
        self.box = page.profile_edit
        self._passphrase_vm = ""  # of the profile that was loaded; no page shows it
        for widget in (page.profile_caption, self.box, page.save_button, page.schedule_button):
            widget.setVisible(self.home is not None)
        self.box.activated.connect(self._chosen)
        page.save_button.clicked.connect(self.ask_to_save)
        page.schedule_button.clicked.connect(self.open_schedule)
        self.refresh()

    @property
    def name(self) -> str:
        return str(self.box.currentData() or "")

    def refresh(self, chosen: str = "") -> None:
        self.box.clear()
        self.box.addItem(self.tr("none"), "")
        for name in profiles.names(self.home) if self.home is not None else ():
            self.box.addItem(name, name)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self._show_buttons()

    def load(self, name: str) -> None:
        """Fill the pages; what the profile names and is not here stays unticked and is told."""
        assert self.home is not None
        wizard = self.wizard
        try:
            record = profiles.load(self.home, name)
            request = BackupRequest.from_record(record, b"")
        except AdminError as error:
            wizard.notifier.report(error)
            return
        self._passphrase_vm = request.passphrase_vm
        model = wizard.what.model
        known = {qube.name: qube for qube in model.records}
        wanted = request.include
        if wanted is None:
            wanted = tuple(n for n, q in known.items() if q.include_in_backups)
        wanted = tuple(n for n in wanted if n not in request.exclude)
        gone = [n for n in wanted if n not in known or not model.can_save(known[n])]
        model.choose([n for n in wanted if n not in gone])
        qube = "" if request.qube == "dom0" else request.qube
        wizard.where.choose(qube, request.target, request.command)
        wizard.what.choose_running(request.running)
        wizard.passphrase.choose_compression(request.compression)
        wizard.passphrase.sheet_box.setChecked(request.sheet)
        if gone:
            text = self.tr("Not saved, for they are not here: {names}")
            wizard.notifier.warning(text.format(names=", ".join(gone)))
        self.box.setCurrentIndex(self.box.findData(name))
        self._show_buttons()

    def ask_to_save(self) -> None:
        label = self.tr("Its name (qubes, place and options; never the passphrase):")
        ask_text(
            *(self.wizard, "save_profile", self.tr("Save the profile"), label),
            lambda name: self.wizard.tasks.start(self.save(name)),
            value=self.name,
        )

    async def save(self, name: str) -> None:
        """Raises AdminError."""
        assert self.home is not None
        if name != self.name:
            self._passphrase_vm = ""  # it knows that of the other profile
        request = dataclasses.replace(self.wizard.request(), passphrase_vm=self._passphrase_vm)
        record = request.record()
        await asyncio.to_thread(profiles.save, self.home, name, record)
        self.refresh(name)

    def open_schedule(self) -> None:
        if self.name:
            dialog = ScheduleDialog(self.home, self.name, self.wizard.notifier, self.wizard)
            dialog.setAttribute(Qt.WA_DeleteOnClose)
            dialog.open()

    def _chosen(self) -> None:
        if self.name:
            self.load(self.name)
        self._show_buttons()

    def _show_buttons(self) -> None:
        button = self.wizard.what.schedule_button
        button.setEnabled(bool(self.name))
        button.setToolTip("" if self.name else self.tr("Choose or save a profile first."))
