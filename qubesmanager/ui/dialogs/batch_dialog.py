"""Many changes at once: a preview with boxes that becomes the list of results."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from qubesmanager.client import batch
from qubesmanager.client.system import System
from qubesmanager.ui import look
from qubesmanager.ui.models.batch_model import BatchModel
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import word
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.widgets.work_dialog import WorkDialog


class BatchDialog(WorkDialog):
    """``changed`` carries the name of each qube of which something was changed."""

    heading_label: QLabel
    preview_view: QTableView
    apply_button: QPushButton
    close_button: QPushButton

    changed = pyqtSignal(str)

    def __init__(
        self,
        form: str,
        system: System,
        caption: Callable[[str], str],
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(form, notifier, parent)
        look.return_is_no_button(self)
        look.enlarge(self.heading_label)
        self.system = system
        self.tasks.idle.connect(self.show_button)
        self.model = BatchModel(caption, word, self)
        self.model.ticked_changed.connect(self.show_button)
        plain_table.set_up(self.preview_view, self.model)
        self.close_button.clicked.connect(self.reject)

    def show_button(self) -> None:
        """What pressing the button would do now."""
        raise NotImplementedError

    async def make_changes(self, restart: Collection[str] = ()) -> tuple[int, int]:
        """The ticked ones, each with its result: how many of how many were made."""
        wanted = self.model.wanted
        results = await batch.apply(self.system.connection, wanted, restart)
        reasons = {}
        for step in wanted:
            error = results[step]
            reasons[step] = "" if error is None else error_message(error).text
        for name in dict.fromkeys(step.qube for step in wanted):
            if await self.system.refresh(name) is not None:
                self.changed.emit(name)
        self.model.show_results(reasons)
        return sum(not reason for reason in reasons.values()), len(reasons)
