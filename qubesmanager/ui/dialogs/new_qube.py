"""The dialog that makes a qube: what is typed is checked as it is typed."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QToolButton,
    QWidget,
)

from qubesmanager.client.system import QubeInfo, System
from qubesmanager.client.template_import import import_template, look_at
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.dialogs.making_dialog import MakingDialog
from qubesmanager.ui.dialogs.name_rule import name_hindrance
from qubesmanager.ui.models.qubes_model import is_true
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.label_icon import show_label_icons


class NewQubeDialog(MakingDialog):
    """``created`` carries the name. Cancel ends an import, and then closes."""

    name_edit: QLineEdit
    class_box: QComboBox
    class_hint: QLabel
    template_caption: QLabel
    template_box: QComboBox
    label_box: QComboBox
    pool_box: QComboBox
    image_caption: QLabel
    image_edit: QLineEdit
    image_button: QToolButton
    import_bar: QProgressBar

    created = pyqtSignal(str)

    def __init__(self, system: System, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__("new_qube", system, notifier, parent)
        self.class_hint.setTextFormat(Qt.PlainText)
        self._hints = {
            "AppVM": self.tr("Keeps its own files; programs come from a template."),
            "StandaloneVM": self.tr("A whole system of its own, empty at first."),
            "TemplateVM": self.tr("Programs for other qubes, empty at first."),
            "DispVM": self.tr("Forgets everything when it is shut down."),
        }
        for klass, text in (
            ("AppVM", self.tr("App qube (AppVM)")),
            ("StandaloneVM", self.tr("Standalone qube (StandaloneVM)")),
            ("TemplateVM", self.tr("Template (TemplateVM)")),
            ("DispVM", self.tr("Named disposable (DispVM)")),
        ):
            self.class_box.addItem(text, klass)
        for known in sorted(system.labels.values(), key=lambda label: label.index):
            self.label_box.addItem(known.name, known.name)
        show_label_icons(self.label_box, system.labels)
        self._fill_pools()
        self.name_edit.textChanged.connect(self.typed)
        self.class_box.currentIndexChanged.connect(self._class_chosen)
        self.act_button.clicked.connect(self.create_qube)
        self.image_button.setIcon(look.icon("folder"))
        self.image_button.clicked.connect(self._browse)
        self.image_edit.textChanged.connect(self.typed)
        self.import_bar.hide()
        self._class_chosen()

    @property
    def klass(self) -> str:
        return str(self.class_box.currentData())

    def flaw(self) -> str:
        if why := name_hindrance(self.name_edit.text(), self.system.qubes):
            return why
        if self.template_box.isEnabled() and self.template_box.count() == 0:
            if self.klass == "DispVM":
                return self.tr("No app qube here is a template for disposables.")
            return self.tr("There is no template yet. Restore one, or make an empty one first.")
        return ""

    @owned("act_button")
    async def create_qube(self) -> None:
        """Make it, and close."""
        if self.flaw():
            return
        name = self.name_edit.text()
        template = self.template_box.currentData() if self.template_box.isEnabled() else None
        try:
            if self.klass == "TemplateVM" and self.image_edit.text():
                await self._import(name)
            else:
                await self.system.create_qube(
                    self.klass,
                    name,
                    str(self.label_box.currentData()),
                    template,
                    self.pool_box.currentData(),
                )
        except AdminError as error:
            self.refuse(error)
            return
        self.created.emit(name)
        self.accept()

    async def _import(self, name: str) -> None:
        """A template out of a disk image: whole, or not at all."""
        image = await look_at(Path(self.image_edit.text()))
        self.import_bar.setValue(0)
        self.import_bar.show()
        try:
            await import_template(
                self.system.connection,
                name,
                image,
                label=str(self.label_box.currentData()),
                pool=self.pool_box.currentData(),
                on_progress=lambda percent: self.import_bar.setValue(int(percent * 10)),
            )
            await self.system.refresh(name)
        finally:
            self.import_bar.hide()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Disk image"), self.image_edit.text())
        dialog.setFileMode(QFileDialog.ExistingFile)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.image_edit.setText)
        dialog.open()

    def reject(self) -> None:
        """A running import is ended first, and what it had made is removed."""
        if self.import_bar.isVisible():
            self.tasks.cancel()
        else:
            super().reject()

    def _class_chosen(self) -> None:
        self.class_hint.setText(self._hints[self.klass])
        self.template_box.clear()
        needed = self.klass in ("AppVM", "DispVM")
        for qube in sorted(self._templates(), key=lambda q: natural_key(q.name)):
            self.template_box.addItem(qube.name, qube.name)
        default = self.system.global_properties.get("default_template")
        if default is not None and self.template_box.findData(default.value) >= 0:
            self.template_box.setCurrentIndex(self.template_box.findData(default.value))
        self.template_box.setEnabled(needed)
        self.template_caption.setEnabled(needed)
        for widget in (self.image_caption, self.image_edit, self.image_button):
            widget.setVisible(self.klass == "TemplateVM")
        self.typed()

    def _templates(self) -> list[QubeInfo]:
        qubes = self.system.qubes.values()
        if self.klass == "AppVM":
            return [qube for qube in qubes if qube.klass == "TemplateVM"]
        if self.klass == "DispVM":
            return [qube for qube in qubes if is_true(qube, "template_for_dispvms")]
        return []

    def _fill_pools(self) -> None:
        self.pool_box.addItem(self.tr("Default pool"), None)
        for pool in self.system.pools.values():
            if pool.driver == "linux-kernel":
                continue
            text = pool.name
            if pool.free_bytes is not None:
                text = self.tr("{pool} ({size} free)").format(
                    pool=pool.name, size=wording.size(pool.free_bytes)
                )
            self.pool_box.addItem(text, pool.name)
