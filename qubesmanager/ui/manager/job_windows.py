"""The wizards that a Manager opens, and the job that goes on when their window is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import QObject

from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.job_wizard import JobWizard
from qubesmanager.ui.wizards.jobs import Job
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow


class JobWindows(QObject):
    def __init__(self, window: ManagerWindow) -> None:
        super().__init__(window)
        self.window = window
        self.bar = window.job_bar

    @property
    def is_running(self) -> bool:
        return self.bar.job is not None and self.bar.job.is_running

    def open_backup(self) -> BackupWizard | None:
        """Chosen are the selected qubes, or what is included by default when none is."""
        window = self.window
        if window.system is None or not window.backup_action.isEnabled():
            return None
        chosen = [qube.name for qube in window.views.selected()]
        wizard = BackupWizard(window.system, window.notifier, window, chosen)
        self._host(wizard)
        return wizard

    def open_restore(self, verify: bool = False) -> RestoreWizard | None:
        window = self.window
        if window.system is None or not window.restore_action.isEnabled():
            return None
        wizard = RestoreWizard(window.system, window.notifier, window, verify=verify)
        self._host(wizard)
        return wizard

    def open_verify(self) -> RestoreWizard | None:
        return self.open_restore(verify=True)

    def system_changed(self) -> None:
        for wizard in self.window.findChildren(JobWizard):
            wizard.system_changed()

    async def end(self) -> None:
        """Cancel what runs and wait until it has."""
        job = self.bar.job
        if job is not None and job.is_running:
            await job.cancel()
            await job.wait_ended()

    def _host(self, wizard: JobWizard) -> None:
        wizard.job_started.connect(lambda job: self._watch(job, wizard))
        wizard.run_job = self.window.tasks.start
        wizard.hosted = True
        wizard.closed.connect(lambda: self._closed(wizard))
        wizard.show()

    def _watch(self, job: Job, wizard: JobWizard) -> None:
        def show_window() -> None:
            wizard.show()
            wizard.raise_()
            wizard.activateWindow()

        self.bar.watch(job, show_window)
        job.changed.connect(self.window.refresh_actions)
        job.ended.connect(self.window.read_backups)
        job.ended.connect(self.window.banner.forget_news)
        self.window.refresh_actions()

    def _closed(self, wizard: JobWizard) -> None:
        """Its result was seen there."""
        if wizard.last_job is not None and wizard.last_job is self.bar.job:
            self.bar.dismiss()
        wizard.deleteLater()
