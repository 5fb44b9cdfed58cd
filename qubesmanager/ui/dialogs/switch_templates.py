"""Move qubes from one template to another: halted ones at once, running ones with a restart.

By program: ``d = SwitchTemplatesDialog(system, notifier)``, ``d.choose("debian-12", "debian-13")``,
``d.model.wanted``, ``await d.apply()``, ``d.told_label.text()``.
"""

from __future__ import annotations

from PyQt5.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from qubesmanager.client.batch import Step
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import wording
from qubesmanager.ui.dialogs.batch_dialog import BatchDialog
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.told import Told


class SwitchTemplatesDialog(BatchDialog):
    from_edit: QComboBox
    to_edit: QComboBox
    restart_box: QCheckBox
    told_sign: QLabel
    told_label: QLabel

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(
            "switch_templates", system, lambda name: self.tr("Template"), notifier, parent
        )
        self.told = Told(self.told_sign, self.told_label)
        templates = sorted(
            (q.name for q in system.qubes.values() if q.klass == "TemplateVM"), key=natural_key
        )
        used = {q.template for q in system.qubes.values()}
        self.from_edit.addItem(self.tr("any template"), "")
        for name in templates:
            self.to_edit.addItem(name, name)
            if name in used:
                self.from_edit.addItem(name, name)
        for box in (self.from_edit, self.to_edit):
            box.currentIndexChanged.connect(self._preview)
        self.restart_box.toggled.connect(self._preview)
        self.apply_button.clicked.connect(self.apply)
        self._preview()

    def choose(self, old: str, new: str, restart: bool = False) -> None:
        """``old`` empty for any."""
        self.from_edit.setCurrentIndex(self.from_edit.findData(old))
        self.to_edit.setCurrentIndex(self.to_edit.findData(new))
        self.restart_box.setChecked(restart)

    @owned("apply_button")
    async def apply(self) -> None:
        """The ticked ones; the preview becomes the list of results."""
        running = {s.qube for s in self.model.wanted if not self._is_halted(s.qube)}
        done, total = await self.make_changes(running)
        text = self.tr("{done} of {total} qubes were switched.").format(done=done, total=total)
        self.told.done(text) if done == total else self.told.wrong(text)
        for widget in (self.from_edit, self.to_edit, self.restart_box):
            widget.setEnabled(False)

    def _is_halted(self, name: str) -> bool:
        return self.system.qubes[name].state == "Halted"

    def _fitting(self) -> list[QubeInfo]:
        old = str(self.from_edit.currentData())
        return [
            q
            for q in sorted(self.system.qubes.values(), key=lambda q: natural_key(q.name))
            if q.template and q.klass != "DispVM" and old in ("", q.template)
        ]

    def _preview(self) -> None:
        new = str(self.to_edit.currentData() or "")
        fitting = [q for q in self._fitting() if new and q.template != new]
        running = [q for q in fitting if not self._is_halted(q.name)]
        if not self.restart_box.isChecked():
            fitting = [q for q in fitting if q not in running]
        self.model.left_out = set()
        self.model.set_records(Step(q.name, "template", q.template or "", new) for q in fitting)
        names = ", ".join(q.name for q in running)
        if running and self.restart_box.isChecked():
            text = self.tr("Will be restarted: {names}").format(names=names)
            self.told.warn(text)
        elif running:
            text = self.tr("Left out, for they run: {names}").format(names=names)
            self.told.warn(text)
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
