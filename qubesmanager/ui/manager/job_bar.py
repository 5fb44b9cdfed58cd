"""The line at the bottom of the Manager: what runs, how far, and its end until it was seen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from qubesmanager.ui import look, wording
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.elided_label import ElidedLabel
from qubesmanager.ui.wizards.jobs import Job, JobState

END_SIGNS = {
    JobState.DONE: ("sign-ok", "ok"),
    JobState.INCOMPLETE: ("sign-error", "error"),
    JobState.CANCELLED: ("sign-warning", "warning"),
}


def show_progress(bar: QProgressBar, share: float | None) -> None:
    """In thousandths; a moving bar while nothing is known."""
    if share is None:
        bar.setRange(0, 0)
    else:
        bar.setRange(0, 1000)
        bar.setValue(int(share * 1000))


def pace_text(job: Job) -> str:
    """``62 %   148.0 MiB/s   3 to 5 min left``, as far as that is known.

    Where nobody knows how much there is, what is done stands in place of the share.
    """
    parts = []
    if job.share is not None:
        parts.append(
            QCoreApplication.translate("JobBar", "{percent} %").format(percent=int(job.share * 100))
        )
    elif job.done_bytes:
        parts.append(wording.size(job.done_bytes))
    if job.pace.rate_bytes_s > 0 and job.tells_bytes:
        parts.append(wording.rate(job.pace.rate_bytes_s))
    left = wording.time_left(job.pace.left)
    parts.append(job.stage_text.format(left=left) if left and job.stage_text else left)
    return "   ".join(part for part in parts if part)


class JobBar(QFrame):
    """One job at a time; hidden without one. ``watch`` gives it the next."""

    sign_label: QLabel
    title_label: ElidedLabel
    current_label: ElidedLabel
    progress: QProgressBar
    pace_label: QLabel
    show_button: QPushButton
    cancel_button: QPushButton
    dismiss_button: QPushButton

    dismissed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.load_form("job_bar", self)
        for label in (self.title_label, self.current_label, self.pace_label):
            label.setTextFormat(Qt.PlainText)
        self.job: Job | None = None
        self.tasks: Tasks
        self._show: Callable[[], None] = lambda: None
        self.show_button.clicked.connect(self._show_job)
        self.cancel_button.clicked.connect(self._cancel)
        self.dismiss_button.clicked.connect(self.dismiss)
        self.hide()

    def watch(self, job: Job, show: Callable[[], None]) -> None:
        """Follow that job; ``show`` opens its window."""
        if self.job is not None:
            self.job.changed.disconnect(self._refresh)
        self.job = job
        self._show = show
        job.changed.connect(self._refresh)
        self._refresh()
        self.show()

    def dismiss(self) -> None:
        """The end was seen."""
        if self.job is not None and not self.job.is_running:
            self.job.changed.disconnect(self._refresh)
            self.job = None
            self._show = lambda: None
            self.hide()
            self.dismissed.emit()

    def _refresh(self) -> None:
        job = self.job
        assert job is not None
        running = job.is_running
        sign, kind = ("sign-working", "accent") if running else END_SIGNS[job.state]
        side = self.fontMetrics().height() + 2
        self.sign_label.setPixmap(look.icon(sign, kind).pixmap(side, side))
        self.title_label.setText(job.title if running else job.headline)
        stopping = job.state is JobState.CANCELLING
        at = job.waits_for or job.current
        self.current_label.setText(self.tr("cancelling…") if stopping else at)
        self.current_label.setVisible(running)
        self._row().setStretchFactor(self.title_label, 0 if running else 1)
        self.progress.setVisible(running)
        self.pace_label.setVisible(running)
        self.cancel_button.setVisible(running)
        self.cancel_button.setEnabled(not stopping)
        self.dismiss_button.setVisible(not running)
        show_progress(self.progress, job.share)
        self.pace_label.setText(pace_text(job))
        self.setAccessibleName(f"{self.title_label.text()} {self.pace_label.text()}")

    def _row(self) -> QHBoxLayout:
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        return layout

    def _show_job(self) -> None:
        self._show()

    @owned()
    async def _cancel(self) -> None:
        if self.job is not None:
            await self.job.cancel()
