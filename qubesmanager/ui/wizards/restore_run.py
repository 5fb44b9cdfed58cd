"""A restore, or a verification, as a job."""

from __future__ import annotations

from PyQt5.QtCore import QObject

from qubesmanager.backend.backup.plan import Progress, QubeRow, RestorePlan, Status
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.protocol import AdminError
from qubesmanager.ui import room
from qubesmanager.ui.models.plan_words import plan_text
from qubesmanager.ui.models.result_model import Outcome, ResultRow, VolumeResult
from qubesmanager.ui.widgets.headline import headline
from qubesmanager.ui.wizards.jobs import Job, JobState

OUTCOMES = {
    Status.PENDING: Outcome.PENDING,
    Status.RESTORED: Outcome.RESTORED,
    Status.VERIFIED: Outcome.VERIFIED,
    Status.SKIPPED: Outcome.SKIPPED,
    Status.FAILED: Outcome.FAILED,
}


def result_row(row: QubeRow, working_volume: str | None = None) -> ResultRow:
    """``working_volume``: this qube is being worked on, at that volume."""
    outcome = OUTCOMES[row.status]
    is_home = row.klass == "AdminVM"
    if outcome is Outcome.PENDING and working_volume is not None:
        outcome = Outcome.WORKING
    return ResultRow(
        name=row.name,
        new_name="" if is_home else row.restored_as,  # a note says which folder it became
        outcome=outcome,
        reason=room.in_windows(plan_text(row.reason)),
        notes=(*row.losses, *row.notes),
        lossy=row.is_done and not row.is_whole,
        is_home=is_home,
        volumes=tuple(
            VolumeResult(
                volume.name,
                Outcome.WORKING
                if volume.status is Status.PENDING and volume.name == working_volume
                else OUTCOMES[volume.status],
                volume.bytes,
                volume.size,
                room.in_windows(volume.reason),
            )
            for volume in row.volumes
        ),
    )


class RestoreRun(Job):
    """``client_job`` has the plan open; it is closed when the run has ended."""

    def __init__(
        self,
        client_job: RestoreJob,
        plan: RestorePlan,
        verify_only: bool,
        title: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.client_job = client_job
        self.plan = plan
        self.verify_only = verify_only
        self._at = ("", "")
        self._fill()

    async def _work(self) -> None:
        run = self.client_job.verify if self.verify_only else self.client_job.run
        try:
            self.plan = await run(self.plan, self._on_progress, self._on_row)
        except RestoreError as error:
            self._give_up(str(error))
        except AdminError as error:
            self._give_up(str(error))
        finally:
            await self.client_job.close()
        self._at = ("", "")
        self._fill()
        self.remark = self.remark or " ".join(map(plan_text, self.plan.notes))

    async def _stop(self) -> None:
        await self.client_job.cancel()

    def _judge(self) -> tuple[JobState, str]:
        wanted = Outcome.VERIFIED if self.verify_only else Outcome.RESTORED
        cancelled = self.state is JobState.CANCELLING and not self.plan.ok
        text = headline(self.rows, wanted, cancelled)
        if self.plan.ok:
            return JobState.DONE, text
        return (JobState.CANCELLED if cancelled else JobState.INCOMPLETE), text

    def _give_up(self, reason: str) -> None:
        """The run ended without a result: whatever is not done has failed."""
        self.remark = room.in_windows(reason)
        for row in self.plan.selected:
            if row.status is Status.PENDING:
                row.status, row.reason = Status.FAILED, reason

    def _on_progress(self, progress: Progress) -> None:
        if (progress.qube, progress.volume) != self._at:
            self._at = (progress.qube, progress.volume)
            self._fill()
            self.rows_changed.emit()
        waiting = any(row.status is Status.PENDING for row in self.plan.selected)
        if progress.done_bytes >= progress.total_bytes > 0 and waiting:
            # The rest was passed over, for qubes that have failed: that is no work done.
            self.waits_for = self.tr("Settling what was begun and cannot be finished…")
            self.changed.emit()
            return
        current = ":".join(part for part in (progress.qube, progress.volume) if part)
        self.progress(progress.done_bytes, progress.total_bytes, current)

    def _on_row(self, changed: QubeRow) -> None:
        self.plan.rows = [changed if row.name == changed.name else row for row in self.plan.rows]
        self._fill()
        self.rows_changed.emit()

    def _fill(self) -> None:
        """Rows that were asked for, and those that are left out for a reason worth saying."""
        qube, volume = self._at
        self.rows = [
            result_row(row, volume if row.name == qube else None)
            for row in self.plan.rows
            if row.selected or row.reason
        ]
