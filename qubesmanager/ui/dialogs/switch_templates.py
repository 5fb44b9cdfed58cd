"""Move qubes from one template to another: halted ones at once, running ones at their next start.

By program: ``d = SwitchTemplatesDialog(system, notifier)``, ``d.choose("debian-12", "debian-13")``,
``d.model.wanted``, ``await d.apply()``, ``d.told_label.text()``.
"""

from __future__ import annotations

from enum import Enum

from PyQt5.QtGui import QStandardItemModel
from PyQt5.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from qubesmanager.client.batch import NEXT_TEMPLATE, Step
from qubesmanager.client.next_start import can_put_off
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.batch_dialog import BatchDialog
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import RECORD_ROLE
from qubesmanager.ui.models.text_filter import TextFilter
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned

ANY = ""  # template


class Running(Enum):
    """What becomes of qubes that run: none can change its template at once."""

    PUT_OFF = "put-off"
    RESTART = "restart"
    LEAVE = "leave"


class SwitchTemplatesDialog(BatchDialog):
    from_edit: QComboBox
    to_edit: QComboBox
    running_edit: QComboBox
    search_edit: QLineEdit
    all_button: QPushButton
    none_button: QPushButton

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(
            "switch_templates", system, lambda name: self.tr("Template"), notifier, parent
        )
        templates = sorted(
            (q.name for q in system.qubes.values() if q.klass == "TemplateVM"), key=natural_key
        )
        used = {q.template for q in system.qubes.values()}
        for box in (self.from_edit, self.to_edit):
            box.addItem(self.tr("choose a template"), None)
        for name in templates:
            self.to_edit.addItem(name, name)
            if name in used:
                self.from_edit.addItem(name, name)
        self.from_edit.addItem(self.tr("any template"), ANY)
        for box in (self.from_edit, self.to_edit):
            box.currentIndexChanged.connect(self._chosen)
        self._fill_running()
        self.running_edit.currentIndexChanged.connect(self.preview)
        self.found = TextFilter(self.model, self)
        self.preview_view.setModel(self.found)
        self.preview_view.setColumnHidden(self.model.column_of("setting"), True)
        self.search_edit.addAction(look.icon("search"), QLineEdit.LeadingPosition)
        self.search_edit.textChanged.connect(self.found.set_text)
        self.all_button.clicked.connect(lambda: self.model.tick(self._shown(), True))
        self.none_button.clicked.connect(lambda: self.model.tick(self._shown(), False))
        self.apply_button.clicked.connect(self.apply)
        self.preview()

    def _fill_running(self) -> None:
        """Where qubesd cannot put a change off, that choice says so."""
        for text, what in (
            (self.tr("switch at their next start"), Running.PUT_OFF),
            (self.tr("shut down, switch, and start again"), Running.RESTART),
            (self.tr("leave as they are"), Running.LEAVE),
        ):
            self.running_edit.addItem(text, what)
        if not can_put_off(self.system.connection):
            model = self.running_edit.model()
            assert isinstance(model, QStandardItemModel)
            item = model.item(self.running_edit.findData(Running.PUT_OFF))
            item.setEnabled(False)
            why = self.tr("The qubesd of this system cannot put a change off to the next start.")
            item.setToolTip(why)
            self.running_edit.setToolTip(why)
            self.running_edit.setCurrentIndex(self.running_edit.findData(Running.LEAVE))

    @property
    def running(self) -> Running:
        return Running(self.running_edit.currentData())

    def choose(self, old: str, new: str, running: Running | None = None) -> None:
        """``old`` empty for any."""
        self.from_edit.setCurrentIndex(self.from_edit.findData(old))
        self.to_edit.setCurrentIndex(self.to_edit.findData(new))
        if running is not None:
            self.running_edit.setCurrentIndex(self.running_edit.findData(running))

    @owned("apply_button")
    async def apply(self) -> None:
        """The ticked ones; the preview becomes the list of results."""
        restarted = {
            step.qube
            for step in self.model.wanted
            if step.name != NEXT_TEMPLATE and not self._is_halted(step.qube)
        }
        for widget in (self.from_edit, self.to_edit, self.running_edit, *self._tickers()):
            widget.setEnabled(False)
        await self.make_changes(restarted)

    def tell_outcome(self, failed: int, total: int) -> None:
        waiting = sum(step.name == NEXT_TEMPLATE for step in self.model.results)
        if failed or not waiting:
            super().tell_outcome(failed, total)
            return
        said = []
        if now := total - waiting:
            said.append(wording.plural(self.tr("%n qube(s) switched.", "", now), now))
        said.append(
            wording.plural(
                self.tr("%n qube(s) will change at the next start.", "", waiting), waiting
            )
        )
        self.told.done(" ".join(said))

    def preview(self) -> None:
        old, new = self.from_edit.currentData(), self.to_edit.currentData()
        fitting = [] if old is None or new is None else self._fitting(old, new)
        running = [q for q in fitting if not self._is_halted(q.name)]
        left = self.running is Running.LEAVE
        if left:
            fitting = [q for q in fitting if q not in running]
        put_off = {q.name for q in running if self.running is Running.PUT_OFF}
        steps = (
            Step(q.name, NEXT_TEMPLATE if q.name in put_off else "template", q.template or "", new)
            for q in fitting
            if q.name not in put_off or q.next_template != new
        )
        # Qubes of one template are meant together; of any template, the person ticks them.
        self.model.propose(steps, ticked=old != ANY)
        names = ", ".join(q.name for q in running)
        if old is None or new is None:
            self.told.hint(self.tr("Choose from which template to which."))
        elif running and left:
            self.told.warn(self.tr("Left out, for they run: {names}").format(names=names))
        elif running and self.running is Running.RESTART:
            self.told.warn(self.tr("Will be restarted: {names}").format(names=names))
        elif running:
            self.told.hint(self.tr("At their next start: {names}").format(names=names))
        else:
            self.told.nothing()
        self.show_button()

    def show_button(self) -> None:
        count = 0 if self.model.results else len(self.model.wanted)
        text = self.tr("S&witch %n qube(s)", "", count) if count else self.tr("S&witch")
        self.apply_button.setText(wording.plural(text, count))
        self.apply_button.setEnabled(bool(count) and not self.tasks.busy)
        why = "" if count else self.tr("No qube is to be switched.")
        self.apply_button.setToolTip(why)
        for button in self._tickers():
            button.setEnabled(bool(self.model.records) and not self.model.results)

    def _chosen(self) -> None:
        self.model.propose(())
        self.preview()

    def _tickers(self) -> tuple[QPushButton, QPushButton]:
        return self.all_button, self.none_button

    def _shown(self) -> list[Step]:
        rows = range(self.found.rowCount())
        return [self.found.index(row, 0).data(RECORD_ROLE) for row in rows]

    def _is_halted(self, name: str) -> bool:
        return self.system.qubes[name].state == "Halted"

    def _fitting(self, old: str, new: str) -> list[QubeInfo]:
        return [
            q
            for q in sorted(self.system.qubes.values(), key=lambda q: natural_key(q.name))
            if q.template and q.klass != "DispVM" and old in (ANY, q.template) and q.template != new
        ]
