"""The last page of a wizard: a job that runs, then its result as a table with a headline."""

from __future__ import annotations

from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeView,
    QWidget,
)

from qubesmanager.ui import look
from qubesmanager.ui.manager.job_bar import END_SIGNS, pace_text, show_progress
from qubesmanager.ui.models.result_model import Outcome, ResultModel
from qubesmanager.ui.widgets.delegates import CellDelegate
from qubesmanager.ui.widgets.headline import report_text
from qubesmanager.ui.wizards.jobs import Job, JobState
from qubesmanager.ui.wizards.wizard import Page


class RunPage(Page):
    """``watch`` gives it the job. Saving the report is the page's own affair."""

    form = "run_page"
    current_label: QLabel
    pace_label: QLabel
    progress: QProgressBar
    end_sign: QLabel
    headline_label: QLabel
    remark_label: QLabel
    tree: QTreeView
    leave_label: QLabel
    again_button: QPushButton
    report_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for label in (self.current_label, self.pace_label, self.headline_label, self.remark_label):
            label.setTextFormat(Qt.PlainText)
        font = self.headline_label.font()
        font.setBold(True)
        self.headline_label.setFont(font)
        self.job: Job | None = None
        self.hosted = False  # the job goes on without this window
        self.model = ResultModel(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(CellDelegate(self.tree))
        look.breathe(self.tree)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeToContents)
        header.setSectionResizeMode(ResultModel.NAME, QHeaderView.Interactive)
        header.resizeSection(ResultModel.NAME, self.fontMetrics().averageCharWidth() * 34)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 11)
        header.setStretchLastSection(True)
        self.model.modelReset.connect(self._unfold)
        self.model.dataChanged.connect(self._unfold_failed)
        self.report_button.clicked.connect(self._choose_report)
        self.report_button.setIcon(look.icon("folder"))
        self.again_button.setIcon(look.icon("reconnect"))

    def watch(self, job: Job) -> None:
        self.job = job
        job.changed.connect(self._refresh)
        job.rows_changed.connect(self._refresh_rows)
        self._refresh_rows()
        self._refresh()

    def step(self) -> str:
        return self.tr("Result")

    def title(self) -> str:
        if self.job is None:
            return ""
        return self.job.title if self.job.is_running else self.tr("This is what was done")

    def can_go_back(self) -> bool:
        return False

    def save_report(self, path: str) -> None:
        """Write the result as text. Raises OSError."""
        job = self.job
        assert job is not None
        with open(path, "w", encoding="utf-8") as file:
            file.write(report_text(job.title, job.headline, job.remark, job.rows))

    def _choose_report(self) -> None:
        dialog = QFileDialog(self, self.tr("Save report"))
        dialog.setAcceptMode(QFileDialog.AcceptSave)
        dialog.selectFile(self.tr("report.txt"))
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save_report)
        dialog.open()

    def _save_report(self, path: str) -> None:
        try:
            self.save_report(path)
        except OSError as error:
            self._say(self.tr("The report was not saved: {reason}"), reason=error.strerror or "")
        else:
            self._say(self.tr("The report is in {path}"), path=path)

    def _say(self, text: str, **fields: str) -> None:
        self.leave_label.setText(text.format(**fields))
        self.leave_label.show()

    def _refresh_rows(self) -> None:
        if self.job is not None:
            self.model.set_rows(self.job.rows)

    def _refresh(self) -> None:
        job = self.job
        assert job is not None
        running = job.is_running
        during: tuple[QWidget, ...] = (self.current_label, self.pace_label, self.progress)
        after: tuple[QWidget, ...] = (self.end_sign, self.headline_label, self.report_button)
        for widget in during:
            widget.setVisible(running)
        for widget in after:
            widget.setVisible(not running)
        self.again_button.setVisible(job.state in (JobState.INCOMPLETE, JobState.CANCELLED))
        self.remark_label.setVisible(not running and bool(job.remark))
        if running:
            stopping = job.state is JobState.CANCELLING
            text = self.tr("Cancelling, and removing what is half made…")
            self.current_label.setText(text if stopping else job.waits_for or job.current)
            self.pace_label.setText(pace_text(job))
            show_progress(self.progress, job.share)
            self.leave_label.setVisible(self.hosted)
        else:
            sign, kind = END_SIGNS[job.state]
            side = round(self.fontMetrics().height() * 1.6)
            self.end_sign.setPixmap(look.icon(sign, kind).pixmap(side, side))
            self.headline_label.setText(job.headline)
            self.remark_label.setText(job.remark)
            self.leave_label.hide()
        self.changed.emit()

    def _unfold(self) -> None:
        for row in range(self.model.rowCount()):
            self._unfold_if_failed(row)

    def _unfold_failed(self, first: QModelIndex, last: QModelIndex) -> None:
        if not first.parent().isValid():
            for row in range(first.row(), last.row() + 1):
                self._unfold_if_failed(row)

    def _unfold_if_failed(self, row: int) -> None:
        """A failed qube shows its volumes without being asked."""
        if self.model.rows[row].outcome is Outcome.FAILED:
            self.tree.expand(self.model.index(row, 0))
