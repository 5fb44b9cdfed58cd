"""Move qubes from one template to another: halted ones at once, running ones with a restart.

By program: ``d = SwitchTemplatesDialog(system, notifier)``, ``d.choose("debian-12", "debian-13")``,
``d.model.wanted``, ``await d.apply()``, ``d.told_label.text()``.
"""

from __future__ import annotations

from PyQt5.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from qubesmanager.client.batch import Step
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.batch_dialog import BatchDialog
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import RECORD_ROLE
from qubesmanager.ui.models.text_filter import TextFilter
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned

ANY = ""  # template


class SwitchTemplatesDialog(BatchDialog):
    from_edit: QComboBox
    to_edit: QComboBox
    restart_box: QCheckBox
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
        self.restart_box.toggled.connect(self.preview)
        self.found = TextFilter(self.model, self)
        self.preview_view.setModel(self.found)
        self.preview_view.setColumnHidden(self.model.column_of("setting"), True)
        self.search_edit.addAction(look.icon("search"), QLineEdit.LeadingPosition)
        self.search_edit.textChanged.connect(self.found.set_text)
        self.all_button.clicked.connect(lambda: self.model.tick(self._shown(), True))
        self.none_button.clicked.connect(lambda: self.model.tick(self._shown(), False))
        self.apply_button.clicked.connect(self.apply)
        self.preview()

    def choose(self, old: str, new: str, restart: bool = False) -> None:
        """``old`` empty for any."""
        self.from_edit.setCurrentIndex(self.from_edit.findData(old))
        self.to_edit.setCurrentIndex(self.to_edit.findData(new))
        self.restart_box.setChecked(restart)

    @owned("apply_button")
    async def apply(self) -> None:
        """The ticked ones; the preview becomes the list of results."""
        running = {s.qube for s in self.model.wanted if not self._is_halted(s.qube)}
        for widget in (self.from_edit, self.to_edit, self.restart_box, *self._tickers()):
            widget.setEnabled(False)
        await self.make_changes(running)

    def preview(self) -> None:
        old, new = self.from_edit.currentData(), self.to_edit.currentData()
        fitting = [] if old is None or new is None else self._fitting(old, new)
        running = [q for q in fitting if not self._is_halted(q.name)]
        if not self.restart_box.isChecked():
            fitting = [q for q in fitting if q not in running]
        steps = (Step(q.name, "template", q.template or "", new) for q in fitting)
        # Qubes of one template are meant together; of any template, the person ticks them.
        self.model.propose(steps, ticked=old != ANY)
        names = ", ".join(q.name for q in running)
        if old is None or new is None:
            self.told.hint(self.tr("Choose from which template to which."))
        elif running and self.restart_box.isChecked():
            self.told.warn(self.tr("Will be restarted: {names}").format(names=names))
        elif running:
            self.told.warn(self.tr("Left out, for they run: {names}").format(names=names))
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
