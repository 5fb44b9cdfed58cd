"""Many changes at once: a preview with boxes that becomes the list of results.

By program: ``d.model.results``, and as long as some of them failed ``await d.try_again()``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from qubesmanager.client import batch
from qubesmanager.client.batch import Step
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError, DaemonAccessError
from qubesmanager.ui import look, wording
from qubesmanager.ui.models.batch_model import BatchModel
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import word
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets import plain_table
from qubesmanager.ui.widgets.column_fit import ColumnFit
from qubesmanager.ui.widgets.told import Told
from qubesmanager.ui.widgets.work_dialog import WorkDialog

translate = wording.translate
RETRY_S = 1.0
# In characters. With long names the result would else be where nobody scrolls to.
WIDTHS = {"qube": 20, "setting": 14, "old": 12, "new": 14, "result": 18}
REASON_WIDTH = 50


class BatchDialog(WorkDialog):
    """``changed`` carries the name of each qube of which something was changed."""

    keeps_size = True

    heading_label: QLabel
    preview_view: QTableView
    told_sign: QLabel
    told_label: QLabel
    again_button: QPushButton
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
        self.told = Told(self.told_sign, self.told_label)
        self.tasks.idle.connect(self.show_button)
        self.tasks.idle.connect(self._offer_again)
        self._restart: Collection[str] = ()
        self.model = BatchModel(caption, word, self)
        self.model.ticked_changed.connect(self.show_button)
        plain_table.set_up(self.preview_view, self.model)
        self.preview_view.setTextElideMode(Qt.ElideMiddle)  # names differ at their ends
        letter = self.preview_view.fontMetrics().averageCharWidth()
        self.fit = ColumnFit(
            self.preview_view,
            {self.model.column_of(key): letter * width for key, width in WIDTHS.items()},
            self.model.column_of("result"),
        )
        self.again_button.clicked.connect(self.try_again)
        self.again_button.hide()
        self.close_button.clicked.connect(self.reject)

    def system_changed(self) -> None:
        """Something was changed elsewhere: what is proposed may be another thing now."""
        if not self.model.results and not self.tasks.busy:
            self.preview()

    def preview(self) -> None:
        """Show what would be changed now, and keep what the person has left out."""
        raise NotImplementedError

    def show_button(self) -> None:
        """What pressing the button would do now."""
        raise NotImplementedError

    async def make_changes(self, restart: Collection[str] = ()) -> None:
        """The ticked ones, each with its result; those qubes are shut down for it and started."""
        self._restart = restart
        self.model.show_results(await self._make(self.model.wanted))
        if self.model.failed:
            result = self.model.column_of("result")
            wish = self.preview_view.fontMetrics().averageCharWidth() * REASON_WIDTH
            self.fit.set_first(result, wish, self.fit.floors[result])
        self._tell()

    @owned("again_button")
    async def try_again(self) -> None:
        """Only what failed; the results are told in the same rows."""
        failed = self.model.failed
        results: Mapping[Step, str] = {}
        self.model.try_again(failed)
        try:
            results = await self._make(failed)
        finally:
            self.model.take_results(results)
        self._tell()

    async def _make(self, wanted: Sequence[Step]) -> dict[Step, str]:
        """Why each of them failed, empty where it did not.

        Where qubesd went away before it answered, the result is what the qube has afterwards.
        """

        def tell(answered: int) -> None:
            text = translate("BatchDialog", "{done} of %n answered…", "", len(wanted))
            self.told.hint(wording.plural(text, len(wanted)).format(done=answered))

        tell(0)
        results = await batch.apply(self.system.connection, wanted, self._restart, tell)
        await self._read_again(dict.fromkeys(step.qube for step in wanted))
        return {step: self._reason(step, results[step]) for step in wanted}

    def _tell(self) -> None:
        self.tell_outcome(len(self.model.failed), len(self.model.results))

    def _offer_again(self) -> None:
        """Once there are results, the keyboard is where one goes on from them."""
        if not self.model.results or self.tasks.busy:
            return
        failed = bool(self.model.failed)
        self.apply_button.hide()
        self.again_button.setVisible(failed)
        (self.again_button if failed else self.close_button).setFocus()

    def tell_outcome(self, failed: int, total: int) -> None:
        """What came of it, in a sentence with a sign; the failed ones are first in the list."""
        if failed:
            text = translate(
                "BatchDialog", "{failed} of %n change(s) failed; the list says why.", "", total
            )
            said = wording.plural(text, total).format(failed=failed)
            reasons = {self.model.results[step] for step in self.model.failed}
            # The same for all, it need not be looked for in a narrow column.
            self.told.wrong(f"{said}\n{reasons.pop()}" if len(reasons) == 1 else said)
        else:
            text = wording.plural(
                translate("BatchDialog", "%n change(s) made, none failed.", "", total), total
            )
            self.told.done(text)

    def _reason(self, step: Step, error: AdminError | None) -> str:
        """Why it failed; empty where it did not."""
        if error is None:
            return ""
        info = self.system.qubes.get(step.qube)
        if isinstance(error, DaemonAccessError) and batch.is_made(step, info):
            stopped = step.qube in self._restart and info is not None and info.state == "Halted"
            return (
                translate("BatchDialog", "changed, but not started again: qubesd went away")
                if stopped
                else ""
            )
        if isinstance(error, DaemonAccessError):
            return translate("BatchDialog", "not changed: qubesd went away")
        return error_message(error).text

    async def _read_again(self, names: Iterable[str]) -> None:
        """What is true of them now. While qubesd is away, nobody knows: wait until it is back."""
        there = []
        for name in names:
            while True:
                try:
                    if await self.system.refresh(name) is not None:
                        there.append(name)
                    break
                except DaemonAccessError:
                    self.told.warn(
                        translate(
                            "BatchDialog",
                            "qubesd went away before it answered all. "
                            "What was changed is read when it is back…",
                        )
                    )
                    await asyncio.sleep(RETRY_S)
        for name in there:  # at once, so that the window is painted once and not for each
            self.changed.emit(name)
