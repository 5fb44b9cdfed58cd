"""A wizard whose last page is a job. Closing it never ends a job unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PyQt5.QtCore import QCoreApplication, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PyQt5.QtWidgets import QApplication, QWidget

from qubesmanager.ui import desktop_note
from qubesmanager.ui.notify import Level, Message, Notifier
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets import mnemonics
from qubesmanager.ui.widgets.leave_question import ask_about_job
from qubesmanager.ui.widgets.window_sizes import window_sizes
from qubesmanager.ui.wizards.jobs import Job, JobState
from qubesmanager.ui.wizards.run_page import RunPage
from qubesmanager.ui.wizards.wizard import Wizard

translate = QCoreApplication.translate


class JobWizard(Wizard):
    """``run_job`` starts the job's coroutine under an owner.

    Alone, that owner is the wizard and closing asks. A Manager sets ``run_job`` to its own, with
    ``hosted``; then closing hides the window, and the job goes on in the Manager's job bar.
    """

    job_started = pyqtSignal(object)

    def __init__(self, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(notifier, parent)
        self.run_page = RunPage(self)
        self.job: Job | None = None
        self.last_job: Job | None = None  # stays known while another try is prepared
        self.run_page.again_button.clicked.connect(self.try_again)
        self.run_job: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]] = self.tasks.start
        self.hosted = False
        self.unasked = False  # it ends now, whatever there is to ask

    def start_job(self, job: Job) -> None:
        """Show the last page and run."""
        self.job = self.last_job = job
        self.run_page.hosted = self.hosted
        self.run_page.watch(job)
        job.ended.connect(lambda: self._tell_the_desktop(job))
        self.job_started.emit(job)
        self.run_job(job.run())

    def _tell_the_desktop(self, job: Job) -> None:
        """Whoever has one of our windows before their eyes sees the end there."""
        if QApplication.activeWindow() is None:
            failed = job.state is not JobState.DONE
            job.told = desktop_note.tell(job.title, job.headline, failed=failed)

    def try_again(self) -> None:
        """Back to where something can be changed; what was chosen is still there."""
        if self.job is not None and not self.job.is_running:
            self.job = None
            self.go_to(self.prepare_again())

    def prepare_again(self) -> int:
        """Make ready for another job; the number of the page to go on from."""
        raise NotImplementedError

    def system_changed(self) -> None:
        """Something of the system is not as it was; pages that show it may follow."""

    def close_text(self) -> str:
        if self.job is None or self.job.is_running:
            return translate("JobWizard", "&Cancel")
        return translate("JobWizard", "&Close")

    def refresh(self) -> None:
        super().refresh()
        if self.job is not None and self.job.is_running:
            self.close_button.setEnabled(self.job.state.value == "running")
        else:
            self.close_button.setEnabled(True)

    def close_pressed(self) -> None:
        """The button: cancels a running job, else closes."""
        if self.job is not None and self.job.is_running:
            self._cancel_job()
        else:
            self.close()

    @owned("close_button")
    async def _cancel_job(self) -> None:
        assert self.job is not None
        await self.job.cancel()

    def showEvent(self, event: QShowEvent) -> None:
        mnemonics.settle(self)
        if not event.spontaneous():
            window_sizes.restore(self)
        super().showEvent(event)
        self.notifier.detach(self.show_message)
        self.notifier.attach(self.show_message)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            window_sizes.keep(self)
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        running = self.job is not None and self.job.is_running
        if self.job is not None and running and not self.hosted:
            event.ignore()
            ask_about_job(self, self.job, self.end, self._let_run)
        elif running:
            assert self.job is not None
            self.notifier.detach(self.show_message)
            event.accept()
            text = translate("JobWizard", "{job} goes on; the line at the bottom shows it.")
            self.notifier.post(Message(Level.INFO, text.format(job=self.job.title)))
        else:
            super().closeEvent(event)

    def _let_run(self) -> None:
        """The program stays, unseen, until the job has ended."""
        if self.job is not None and self.job.is_running:
            self.hide()
            self.job.ended.connect(self._end_unseen)

    def _end_unseen(self) -> None:
        """What was not told, or did not go well, is shown after all."""
        if self.isVisible():
            return
        if self.job is not None and self.job.told and self.job.state is JobState.DONE:
            self.close()
        else:
            self.show()

    @owned()
    async def end(self) -> None:
        """Close without a question, cancelling what runs."""
        self.unasked = True
        if self.job is not None and self.job.is_running:
            await self.job.cancel()
            await self.job.wait_ended()
        self.close()
