"""A backup as a job: the client's job with its report turned into rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import QObject

from qubesmanager.backend.backup.plan import Progress
from qubesmanager.client.backup_check import BackupCheck, CheckResult
from qubesmanager.client.backup_job import BackupJob, BackupProgress, BackupRequest
from qubesmanager.protocol import AdminError
from qubesmanager.ui import room
from qubesmanager.ui.models.result_model import Outcome, ResultRow, VolumeResult
from qubesmanager.ui.widgets.headline import headline
from qubesmanager.ui.wizards.jobs import Job, JobState

UNKNOWN_TOTAL_BYTES = 1_000_000  # a stock daemon tells a fraction only
OUTCOMES = {
    "saved": Outcome.SAVED,
    "failed": Outcome.FAILED,
    "skipped": Outcome.SKIPPED,
    "pending": Outcome.PENDING,
}


def report_rows(report: dict[str, Any]) -> list[ResultRow]:
    """The rows of ``internal.backup.Report``."""
    return [
        ResultRow(
            name=str(row["name"]),
            outcome=OUTCOMES.get(str(row["status"]), Outcome.FAILED),
            reason=room.in_windows(str(row.get("reason") or "")),
            notes=tuple(text for text in (str(row.get("remark") or ""),) if text),
            volumes=tuple(
                VolumeResult(
                    str(volume["name"]),
                    OUTCOMES.get(str(volume["status"]), Outcome.FAILED),
                    int(volume.get("bytes") or 0),
                    int(volume.get("size") or 0),
                    room.in_windows(str(volume.get("reason") or "")),
                )
                for volume in row.get("volumes", ())
            ),
        )
        for row in report["qubes"]
    ]


class BackupRun(Job):
    """``names`` are the qubes of the request, shown as waiting until the report says more."""

    def __init__(
        self,
        client_job: BackupJob,
        request: BackupRequest,
        names: Sequence[str],
        title: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.client_job = client_job
        self.request = request
        self.rows = [ResultRow(name, Outcome.PENDING) for name in names]
        self.target = request.command or str(request.target)
        self._checking = False
        self.check: BackupCheck | None = None  # reads the finished archive back
        self._checked: CheckResult | None = None
        self._report_state = ""
        self._at = ""

    async def _work(self) -> None:
        try:
            await self.client_job.start(self.request, self._on_progress, self._on_message)
            report = await self.client_job.wait()
        except AdminError as error:
            self._fail(str(error))
            return
        self._report_state = str(report["state"])
        self.target = str(report.get("target") or self.target)
        message = room.in_windows(str(report.get("message") or ""))
        rows = report_rows(report)
        if rows:
            self.rows = rows
        elif self._report_state == "done":
            # A stock daemon says no more than that all of it was saved.
            self.rows = [ResultRow(row.name, Outcome.SAVED) for row in self.rows]
        else:
            self._fail(message)
        if self._report_state == "done":
            self.remark = self._where_it_is()
            if self.check is not None:
                await self._read_back(self.check, report)
        else:
            self.remark = message
        self.remark = "\n".join([self.remark, *map(str, report.get("notes", ()))]).strip()

    def _where_it_is(self) -> str:
        if command := self.request.command:
            return self.tr("All of the archive went to the command {command}").format(
                command=command
            )
        return self.tr("The archive is {path}").format(path=self.target)

    async def _read_back(self, check: BackupCheck, report: dict[str, Any]) -> None:
        """The second half of the bar: reading what the first half has written."""
        self.rows_changed.emit()
        self._checking = True
        written_bytes = self.total_bytes // 2
        self.stage_text, self.tells_bytes = "", True
        self.progress(written_bytes, 2 * written_bytes, self.tr("verifying"), (0, 0))
        self._checked = await check.run(
            report,
            self.request.passphrase,
            lambda progress: self._on_check(progress, written_bytes),
        )
        if not self._checked.tried:
            lack = self.tr("It could not be read back: {reason}")
            self.remark += "\n" + lack.format(reason=self._checked.reason)
        elif not self._checked.ok:
            self.remark += "\n" + self._checked.reason

    def _on_check(self, progress: Progress, written_bytes: int) -> None:
        total = max(1, progress.total_bytes)
        done = written_bytes + int(written_bytes * min(1.0, progress.done_bytes / total))
        what = self.tr("verifying {qube}").format(qube=progress.qube)
        stage = (progress.done_bytes, progress.total_bytes)
        self.progress(done, 2 * written_bytes, what, stage)

    async def _stop(self) -> None:
        """While it is read back the archive is complete, and stays."""
        if self._checking and self.check is not None:
            await self.check.cancel()
        else:
            await self.client_job.cancel()

    def _judge(self) -> tuple[JobState, str]:
        cancelled = self._report_state == "cancelled"
        text = headline(self.rows, Outcome.SAVED, cancelled)
        if cancelled:
            return JobState.CANCELLED, text
        saved = all(row.outcome in (Outcome.SAVED, Outcome.SKIPPED) for row in self.rows)
        whole = self._report_state == "done" and saved
        if whole and self._checked is not None and self._checked.tried:
            if not self._checked.ok:
                bad = self.tr("{result} But the archive could not be verified.")
                return JobState.INCOMPLETE, bad.format(result=text)
            text = self.tr("{result} The archive was read back and is whole.").format(result=text)
        return (JobState.DONE if whole else JobState.INCOMPLETE), text

    def _fail(self, reason: str) -> None:
        """No archive came to be, so no qube is saved in it."""
        reason = room.in_windows(reason)
        self.remark = reason
        self.rows = [ResultRow(row.name, Outcome.FAILED, reason) for row in self.rows]

    def _on_message(self, message: str) -> None:
        self.waits_for = message
        self.changed.emit()

    def _on_progress(self, progress: BackupProgress) -> None:
        if progress.qube != self._at:
            self._at = progress.qube
            self.rows = [self._moved(row) for row in self.rows]
            self.rows_changed.emit()
        current = ":".join(part for part in (progress.qube, progress.volume) if part)
        self.tells_bytes = progress.total_bytes > 0
        total = progress.total_bytes or UNKNOWN_TOTAL_BYTES
        done = progress.done_bytes if self.tells_bytes else int(progress.fraction * total)
        halves = 1
        if self.check is not None:  # what is written is read back as well
            halves, self.stage_text = 2, self.tr("writing: {left}")
        self.progress(done, halves * total, current, (done, total))

    def _moved(self, row: ResultRow) -> ResultRow:
        """A qube that was worked on and no longer is waits for the archive to be complete."""
        if row.name == self._at:
            return ResultRow(row.name, Outcome.WORKING)
        begun = row.outcome in (Outcome.WORKING, Outcome.WRITTEN)
        return ResultRow(row.name, Outcome.WRITTEN if begun else Outcome.PENDING)
