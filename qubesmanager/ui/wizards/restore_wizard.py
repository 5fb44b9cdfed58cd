"""The restore wizard: from where, passphrase, plan, run.

By program: ``w = RestoreWizard(system, notifier)``, ``w.source.path_edit.setText(...)``,
``w.unlock.passphrase_edit.setText(...)``; on the plan page ``w.plan_page.model.plan.rows`` are
``QubeRow`` values: ``model.select(rows, False)``, ``model.assign(row, "name", "other")``,
``w.plan_page.verify_box``. Each ``await w.next()`` (or a click on ``w.next_button``) goes one page
on, the one from the plan starts ``w.job``; ``await w.job.wait_ended()``, then ``w.job.plan``,
``w.job.rows`` and ``w.job.headline``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import QWidget

from qubesmanager.backend.backup.plan import RestorePlan
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.services import service_targets
from qubesmanager.client.system import System
from qubesmanager.ui import wording
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.widgets.leave_question import ask_to_leave
from qubesmanager.ui.wizards.job_wizard import JobWizard
from qubesmanager.ui.wizards.plan_page import PlanPage
from qubesmanager.ui.wizards.restore_pages import SourcePage, UnlockPage
from qubesmanager.ui.wizards.restore_run import RestoreRun


class RestoreWizard(JobWizard):
    """The client's job is opened by the passphrase page, and closed with the run or the window."""

    def __init__(
        self,
        system: System,
        notifier: Notifier,
        parent: QWidget | None = None,
        archive: Path | None = None,
        make_job: Callable[[Connection], RestoreJob] = RestoreJob,
        *,
        verify: bool = False,
    ) -> None:
        super().__init__(notifier, parent)
        self.setObjectName("restore_wizard")
        title = self.tr("Verify a backup") if verify else self.tr("Restore qubes")
        self.setWindowTitle(title)
        self.system = system
        self._make_job = make_job
        self._given_up = False
        self.client_job = make_job(system.connection)
        self.source = SourcePage(self.client_job, self.tasks, self)
        self.source.verifies = verify
        self.source.offer_places(service_targets(system))
        self.unlock = UnlockPage(self.client_job, self.source, self)
        self.plan_page = PlanPage(system, self)
        self.plan_page.verify_box.setChecked(verify)
        self.set_pages([self.source, self.unlock, self.plan_page, self.run_page])
        self.reading.start(self.source.look_for_cut(system.connection.home))
        self.reading.start(self.source.read_known(system.connection))
        if archive is not None:
            self.source.path_edit.setText(str(archive))

    async def leave_page(self) -> bool:
        if not await super().leave_page():
            return False
        if self.page is self.unlock:
            assert self.unlock.opened is not None
            plan, host = self.unlock.opened
            if self.plan_page.opened_plan is not plan:
                self.plan_page.show_plan(plan, host)
                if isinstance(self.last_job, RestoreRun) and self.unlock.resumed is None:
                    self.plan_page.model.take_over(self.last_job.plan)
        elif self.page is self.plan_page:
            self._start(self.plan_page.plan)
        return True

    def system_changed(self) -> None:
        """Qubes began or ceased to run."""
        self.source.offer_places(service_targets(self.system))

    def prepare_again(self) -> int:
        """The archive is opened again, so that the plan knows what is here by now.

        The run is gone on with, where its journal is there; else its choices are taken over.
        """
        self.client_job = self._make_job(self.system.connection)
        self.source.client_job = self.unlock.client_job = self.client_job
        self.unlock.opened = None
        self.reading.start(self._look_for_journal())
        return self.pages.index(self.unlock)

    async def _look_for_journal(self) -> None:
        await self.source.look_for_cut(self.system.connection.home)
        cut, run = self.source.cut, self.last_job
        if cut is not None and isinstance(run, RestoreRun) and not run.verify_only:
            self.source.resume_box.setChecked(str(cut.archive) == run.plan.archive)

    def _start(self, plan: RestorePlan) -> None:
        verify = self.plan_page.verify_only
        count = sum(row.klass != "AdminVM" for row in plan.selected)
        if verify:
            title = wording.plural(self.tr("Verifying %n qube(s)", "", count), count)
        else:
            title = wording.plural(self.tr("Restoring %n qube(s)", "", count), count)
        self.unlock.passphrase_edit.clear()
        self.start_job(RestoreRun(self.client_job, plan, verify, title, self))

    def closeEvent(self, event: QCloseEvent) -> None:
        edited = self.plan_page.model.touched and self.unlock.opened is not None
        if edited and self.job is None and not self.unasked:
            event.ignore()
            ask_to_leave(
                self,
                "leave_plan_question",
                self.tr("The plan was changed, and nothing of it is done yet."),
                self.tr("Closing forgets the changes."),
                self.tr("Close and &forget them"),
                self.end,
                self.tr("&Keep the window open"),
            )
            return
        super().closeEvent(event)
        if event.isAccepted() and self.job is None and not self._given_up:
            self._given_up = True  # a closed window may be told to close again
            self.run_job(self.client_job.close())
