"""A backup, a restore or a verification that runs: what the job bar and a wizard's last page show.

A job outlives the window that started it. Its figures never go backwards.
"""

from __future__ import annotations

import asyncio
import enum
import logging
import time
from abc import abstractmethod

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from qubesmanager.client.progress import Pace, ProgressMeter
from qubesmanager.ui.models.result_model import ResultRow

log = logging.getLogger(__name__)
_LOOK_EVERY_MS = 2000


class JobState(enum.Enum):
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"  # everything that was asked for
    INCOMPLETE = "incomplete"  # it ended, and some of it was not done
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.DONE, JobState.INCOMPLETE, JobState.CANCELLED})


class Job(QObject):
    """Subclasses implement ``_work`` (to the end, filling ``rows``), ``_stop`` and ``_judge``."""

    changed = pyqtSignal()
    rows_changed = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.state = JobState.RUNNING
        self.done_bytes = 0
        self.total_bytes = 0
        self.tells_bytes = True  # not a share of something alone
        self.current = ""
        self.waits_for = ""  # a sentence while nothing moves
        self.told = False  # the desktop shows how it ended
        self.pace = Pace(0.0, None)
        self.stage_text = ""  # with {left}, where the time is that of a part of the job
        self.rows: list[ResultRow] = []
        self.headline = ""
        self.remark = ""  # what else the person should know of the end
        self.clock = time.monotonic
        self._meter = ProgressMeter()
        self._measured = (0, 0)
        self._over = asyncio.Event()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        return self.state not in ENDED

    @property
    def share(self) -> float | None:
        """From 0 to 1; None while nothing is known. Full only when the job has ended."""
        if not self.total_bytes:
            return None
        share = self.done_bytes / self.total_bytes
        return min(share, 0.999) if self.is_running else share

    @abstractmethod
    async def _work(self) -> None:
        """Run to the end. What goes wrong is put into rows and remark, not raised."""

    @abstractmethod
    async def _stop(self) -> None:
        """Make ``_work`` end soon, having cleaned up."""

    @abstractmethod
    def _judge(self) -> tuple[JobState, str]:
        """The end and its headline, computed from the rows."""

    async def run(self) -> None:
        self._timer.start()
        try:
            await self._work()
        finally:
            self._timer.stop()
        self.state, self.headline = self._judge()
        if self.state is JobState.DONE:
            self.done_bytes = self.total_bytes
        self.pace = Pace(0.0, None)
        log.info("%s: %s (%s)", self.title, self.headline, self.remark)
        self.rows_changed.emit()
        self.changed.emit()
        self._over.set()
        self.ended.emit()

    async def wait_ended(self) -> None:
        """Return when the job has ended."""
        await self._over.wait()

    async def cancel(self) -> None:
        """Ask it to end; silent when it has ended."""
        if self.state is not JobState.RUNNING:
            return
        self.state = JobState.CANCELLING
        self.changed.emit()
        await self._stop()

    def _look(self) -> None:
        """While nothing moves nobody tells of it, and the rate must not stand as if it did."""
        pace = self._meter.update(*self._measured, self.clock())
        if pace != self.pace:
            self.pace = pace
            self.changed.emit()

    def progress(
        self, done_bytes: int, total_bytes: int, current: str, stage: tuple[int, int] | None = None
    ) -> None:
        """Take new figures. ``total_bytes`` 0: nobody knows it.

        ``stage``: done and total of the part that runs, whose rate says nothing of other parts.
        """
        self.total_bytes = max(total_bytes, self.total_bytes)
        self.done_bytes = max(self.done_bytes, min(done_bytes, self.total_bytes or done_bytes))
        if current:
            self.current = current
        self._measured = (self.done_bytes, self.total_bytes) if stage is None else stage
        self.pace = self._meter.update(*self._measured, self.clock())
        self.changed.emit()
