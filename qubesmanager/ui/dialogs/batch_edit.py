"""Change several qubes at once: mixed values, a preview with boxes, one button, a result per row.

By program: ``d = BatchEditDialog(system, ["a", "b"], notifier)``, ``d.set_value("netvm", "fw")``
(None for the default), ``d.model.records``, ``await d.apply()``, ``d.told_label.text()``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QIntValidator
from PyQt5.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from qubesmanager.client import batch
from qubesmanager.client.batch import ADD_TAG, REMOVE_TAG
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import wording
from qubesmanager.ui.dialogs.batch_dialog import BatchDialog
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.choices import choices, word
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.label_icon import show_label_icons

BOXES = (
    *("label", "template", "netvm", "include_in_backups", "autostart"),
    *("default_dispvm", "virt_mode"),
)
NO_DEFAULT = ("label", "template")
LARGEST_MIB = 2**20


class _Leave:
    """The choice of a box that changes nothing."""


LEAVE = _Leave()


class BatchEditDialog(BatchDialog):
    form: QFormLayout
    memory_edit: QLineEdit
    add_tag_edit: QLineEdit
    remove_tag_edit: QLineEdit
    preview_caption: QLabel

    def __init__(
        self,
        system: System,
        names: Sequence[str],
        notifier: Notifier,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("batch_edit", system, self._caption, notifier, parent)
        self.names = list(names)
        self.edits: dict[str, str | None] = {}
        self.heading_label.setTextFormat(Qt.PlainText)
        count = len(names)
        text = wording.plural(self.tr("Change %n qube(s) at once", "", count), count)
        self.heading_label.setText(text)
        self.heading_label.setToolTip(", ".join(names))
        for name in BOXES:
            self._fill_box(name)
            box = self._box(name)
            box.activated.connect(lambda _, n=name, b=box: self._picked(n, b.currentData()))
        for edit, name in (
            (self.memory_edit, "memory"),
            (self.add_tag_edit, ADD_TAG),
            (self.remove_tag_edit, REMOVE_TAG),
        ):
            edit.textEdited.connect(lambda text, n=name: self._picked(n, text or LEAVE))
        self.memory_edit.setValidator(QIntValidator(1, LARGEST_MIB, self.memory_edit))
        same, value = batch.shared(self.infos, "memory")
        hint = value or self.tr("default") if same else self.tr("different values")
        self.memory_edit.setPlaceholderText(hint)
        for edit in (self.add_tag_edit, self.remove_tag_edit):
            edit.setPlaceholderText(self.tr("unchanged"))
        self.apply_button.clicked.connect(self.apply)
        self.preview()

    @property
    def infos(self) -> list[QubeInfo]:
        """Those that are still there."""
        return [self.system.qubes[name] for name in self.names if name in self.system.qubes]

    def set_value(self, name: str, value: str | None) -> None:
        """As if the person had chosen it; None for the default."""
        self._picked(name, value)

    @owned("apply_button")
    async def apply(self) -> None:
        """Make the ticked changes; the preview becomes the list of results."""
        names = (*BOXES, "memory", "add_tag", "remove_tag")
        for name in names:
            getattr(self, f"{name}_edit").setEnabled(False)
        await self.make_changes()
        for name in names:  # the list of results has their room
            getattr(self, f"{name}_edit").hide()
            getattr(self, f"{name}_caption").hide()
        self.form.setVerticalSpacing(0)
        self.preview_caption.setText(self.tr("What came of it:"))

    def _box(self, name: str) -> QComboBox:
        box: QComboBox = getattr(self, f"{name}_edit")
        return box

    def _caption(self, name: str) -> str:
        own = {ADD_TAG: self.tr("Add tag"), REMOVE_TAG: self.tr("Remove tag")}
        if name in own:
            return own[name]
        caption: QLabel = getattr(self, f"{name}_caption")
        return wording.plain(caption.text())

    def _fill_box(self, name: str) -> None:
        """First what changes nothing, saying what they have; then the choices."""
        box = self._box(name)
        same, value = batch.shared(self.infos, name)
        if not any(name in info.properties for info in self.infos):
            box.setEnabled(False)
            box.addItem(self.tr("none of them has it"), LEAVE)
            return
        now = word(name, value) if value is not None else self.tr("default")
        text = self.tr("unchanged ({value})").format(value=now if same else self.tr("different"))
        box.addItem(text, LEAVE)
        if name not in NO_DEFAULT:
            box.addItem(self.tr("default"), None)
        for text, choice in choices(self.system, name, self.infos):
            box.addItem(text, choice)
        if name == "label":
            show_label_icons(box, self.system.labels)

    def _picked(self, name: str, value: object) -> None:
        if value is LEAVE:
            self.edits.pop(name, None)
        else:
            self.edits[name] = value if value is None else str(value)
        self.preview()

    def preview(self) -> None:
        self.model.propose(batch.steps(self.infos, self.edits))
        self.show_button()

    def show_button(self) -> None:
        if self.model.results:
            self.apply_button.setEnabled(False)
            return
        count = len({step.qube for step in self.model.wanted})
        text = self.tr("&Change %n qube(s)", "", count) if count else self.tr("&Change")
        self.apply_button.setText(wording.plural(text, count))
        self.apply_button.setEnabled(bool(count) and not self.tasks.busy)
        why = "" if count else self.tr("Nothing is changed yet.")
        self.apply_button.setToolTip(why)
        if not self.tasks.busy:
            self.told.hint(why)
