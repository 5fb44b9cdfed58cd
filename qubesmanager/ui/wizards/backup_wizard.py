"""The backup wizard: what, where, passphrase, summary, run.

By program: ``w = BackupWizard(system, notifier)``, ``w.what.model.choose({"work"})``,
``w.where.folder_edit.setText(...)``, ``w.where.name_edit.setText(...)``,
``w.passphrase.first_edit.setText(...)``, ``w.passphrase.second_edit.setText(...)``. Each
``await w.next()`` (or a click on ``w.next_button``) goes one page on, the one from the summary
starts ``w.job``; ``await w.job.wait_ended()``, then ``w.job.rows`` and ``w.job.headline``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PyQt5.QtWidgets import QWidget

from qubesmanager.client import history
from qubesmanager.client.backup_check import BackupCheck
from qubesmanager.client.backup_job import BackupJob, BackupRequest
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import System
from qubesmanager.ui import wording
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.wizards.backup_run import BackupRun
from qubesmanager.ui.wizards.job_wizard import JobWizard
from qubesmanager.ui.wizards.jobs import JobState
from qubesmanager.ui.wizards.passphrase_page import PassphrasePage
from qubesmanager.ui.wizards.profile_row import ProfileRow
from qubesmanager.ui.wizards.summary_page import SummaryPage
from qubesmanager.ui.wizards.what_page import WhatPage
from qubesmanager.ui.wizards.where_page import WherePage


class BackupWizard(JobWizard):
    """``preselected`` empty ticks the qubes that are included in backups by default."""

    def __init__(
        self,
        system: System,
        notifier: Notifier,
        parent: QWidget | None = None,
        preselected: Collection[str] = (),
        make_job: Callable[[Connection], BackupJob] = BackupJob,
        make_check: Callable[[Connection], BackupCheck] = BackupCheck,
    ) -> None:
        super().__init__(notifier, parent)
        self.setObjectName("backup_wizard")
        self.setWindowTitle(self.tr("Back up qubes"))
        self.system = system
        self._make_job = make_job
        self._make_check = make_check
        self.what = WhatPage(system, preselected, self)
        self.where = WherePage(system, self.what, self.tasks, self)
        self.passphrase = PassphrasePage(self)
        self.summary = SummaryPage(system, self.what, self.where, self.passphrase, self)
        self.profiles = ProfileRow(self)
        self.set_pages([self.what, self.where, self.passphrase, self.summary, self.run_page])
        self.passphrase.compression_edit.currentIndexChanged.connect(
            lambda: self.what.expect(compression=self.passphrase.compression)
        )
        self.reading.start(self._read_history())

    async def leave_page(self) -> bool:
        if not await super().leave_page():
            return False
        if self.page is self.what:
            self.reading.start(self._read_sizes())
        if self.page is self.summary:
            self._start()
        return True

    def prepare_again(self) -> int:
        """Most failures are of the place."""
        if self.last_job is not None and self.last_job.state is JobState.INCOMPLETE:
            self.where.note_failure(self.last_job.remark)
        self.reading.start(self._read_sizes())
        return self.pages.index(self.where)

    async def _read_sizes(self) -> None:
        await self.what.read_sizes()
        self.page.enter()

    def system_changed(self) -> None:
        """Qubes began or ceased to run."""
        self.where.refresh_places()

    def request(self, passphrase: bytes = b"") -> BackupRequest:
        """What the pages say now."""
        return BackupRequest(
            target=self.where.target(),
            passphrase=passphrase,
            include=tuple(qube.name for qube in self.what.model.chosen_qubes()),
            compression=self.passphrase.compression,
            qube=self.where.qube or "dom0",
            command=self.where.command,
            sheet=self.passphrase.sheet_box.isChecked(),
            running=self.what.running,
            will_verify=self.passphrase.verify_box.isChecked(),
        )

    async def _read_history(self) -> None:
        self.what.expect(await history.backups(self.system.connection))

    def _start(self) -> None:
        request = self.request(self.passphrase.passphrase())
        names = list(request.include or ())
        count = len(names)
        title = wording.plural(self.tr("Backing up %n qube(s)", "", count), count)
        connection = self.system.connection
        run = BackupRun(self._make_job(connection), request, names, title, self)
        if self.passphrase.verify_box.isChecked():
            run.check = self._make_check(connection)
        self.passphrase.first_edit.clear()
        self.passphrase.second_edit.clear()
        self.start_job(run)
