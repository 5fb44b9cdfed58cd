"""The settings of a qube: what is edited here is shown as a list of changes before it is applied.

By program: ``d = SettingsDialog(system, "work", notifier)``, ``d.set_value("memory", "800")``
(None for the default), ``d.changes_label.text()``, ``await d.apply()``.
"""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QIntValidator
from PyQt5.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from qubesmanager.client import settings
from qubesmanager.client.settings import NOTES, Change, Sheet
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.ui import look, wording
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import YES_NO, choices, word
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.label_icon import label_icon
from qubesmanager.ui.widgets.leave_question import ask_to_leave

NUMBERS = ("memory", "maxmem", "vcpus", "qrexec_timeout", "shutdown_timeout")
LINES = (*NUMBERS, "default_user", "ip", "mac")
CHOICES = ("label", "template", *YES_NO, "virt_mode", "default_dispvm", "netvm")
REQUIRED = ("label", "template")
LARGEST = 2**31 - 1


class SettingsDialog(QDialog):
    """``applied`` when something was changed. Lines that are empty follow the default, greyed."""

    heading_label: QLabel
    tabs: QTabWidget
    notes_edit: QPlainTextEdit
    changes_label: QLabel
    refused_sign: QLabel
    refused_label: QLabel
    apply_button: QPushButton
    close_button: QPushButton

    applied = pyqtSignal(str)

    def __init__(
        self, system: System, name: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look.load_form("settings", self)
        self.system = system
        self.sheet = Sheet(system.qubes[name])
        self.tasks = Tasks(notifier, self)
        self.tasks.idle.connect(self._show_changes)
        self._filling = False
        for label in (self.heading_label, self.changes_label, self.refused_label):
            label.setTextFormat(Qt.PlainText)
        look.enlarge(self.heading_label)
        self.setWindowTitle(self.tr("Settings of {name}").format(name=name))
        self.heading_label.setText(name)
        for line in LINES:
            edit = self._line(line)
            edit.textEdited.connect(lambda text, n=line: self._edited(n, text or None))
            if line in NUMBERS:
                edit.setValidator(QIntValidator(0, LARGEST, edit))
        for choice in CHOICES:
            box = self._box(choice)
            box.activated.connect(lambda _, n=choice, b=box: self._edited(n, b.currentData()))
        self.notes_edit.textChanged.connect(
            lambda: self._edited(NOTES, self.notes_edit.toPlainText())
        )
        self.apply_button.clicked.connect(self.apply)
        self.close_button.clicked.connect(self.reject)
        self._say_refused({})
        self._fill()
        self.tasks.start(self._read_defaults())

    @property
    def qube(self) -> str:
        return self.sheet.info.name

    def set_value(self, name: str, value: str | None) -> None:
        """As if the person had edited it; None for the default."""
        self._edited(name, value)
        self._fill()

    def take(self, info: QubeInfo) -> None:
        """The qube has changed: what is not edited here follows, what is edited stays edited."""
        self.sheet.take(info)
        self._fill()

    @owned("apply_button")
    async def apply(self) -> None:
        """Make the changes. What qubesd refuses stays edited, with its reason."""
        changes = self.sheet.changes
        refused = await settings.apply(self.system.connection, self.qube, changes)
        info = await self.system.refresh(self.qube)
        if info is None:
            self.done(self.Rejected)
            return
        self.sheet.edits = {c.name: c.new for c in changes if c.name in refused}
        self.take(info)
        self._say_refused({name: error_message(error).text for name, error in refused.items()})
        await self._read_defaults()
        self.applied.emit(self.qube)

    def done(self, result: int) -> None:
        self.tasks.cancel()
        super().done(result)

    def reject(self) -> None:
        """The button, Escape and the window's frame: edits are not dropped unasked."""
        if not self.sheet.changes:
            super().reject()
            return
        ask_to_leave(
            self,
            "discard_question",
            self.tr("These changes are not applied yet:"),
            self.changes_label.text(),
            self.tr("&Discard them"),
            lambda: self.done(self.Rejected),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    async def _read_defaults(self) -> None:
        names = [name for name in (*LINES, *CHOICES) if self.sheet.has(name)]
        self.sheet.defaults = await settings.read_defaults(
            self.system.connection, self.sheet.info, names
        )
        self._fill()

    # -- what the fields show --------------------------------------------------------------

    def _line(self, name: str) -> QLineEdit:
        edit: QLineEdit = getattr(self, f"{name}_edit")
        return edit

    def _box(self, name: str) -> QComboBox:
        box: QComboBox = getattr(self, f"{name}_edit")
        return box

    def _caption(self, name: str) -> str:
        if name == NOTES:
            return self.tr("Notes")
        caption: QLabel = getattr(self, f"{name}_caption")
        return caption.text().replace("&", "")

    def _fill(self) -> None:
        """All fields from the sheet; one that this qube does not have is not shown."""
        self._filling = True
        try:
            for name in (*LINES, *CHOICES):
                has = self.sheet.has(name)
                getattr(self, f"{name}_edit").setVisible(has)
                getattr(self, f"{name}_caption").setVisible(has)
            for name in filter(self.sheet.has, LINES):
                self._fill_line(self._line(name), name)
            for name in filter(self.sheet.has, CHOICES):
                self._fill_box(self._box(name), name)
            notes = self.sheet.shown(NOTES) or ""
            if notes != self.notes_edit.toPlainText():
                self.notes_edit.setPlainText(notes)
        finally:
            self._filling = False
        self._show_changes()

    def _fill_line(self, edit: QLineEdit, name: str) -> None:
        default = self.sheet.default(name)
        edit.setPlaceholderText(default or "")
        text = self.sheet.shown(name) or ""
        if text != edit.text():
            edit.setText(text)

    def _fill_box(self, box: QComboBox, name: str) -> None:
        box.clear()
        shown = self.sheet.shown(name)
        offered = list(choices(self.system, name, [self.sheet.info]))
        if name not in REQUIRED:
            default = self.sheet.default(name)
            text = self.tr("default")
            if default is not None:
                text = self.tr("default ({value})").format(value=word(name, default))
            offered.insert(0, (text, None))
        if shown not in [value for _, value in offered]:
            offered.append((word(name, shown or ""), shown))
        for text, value in offered:
            box.addItem(text, value)
            known = self.system.labels.get(text) if name == "label" else None
            if known is not None:
                box.setItemIcon(box.count() - 1, label_icon(known.color))
        box.setCurrentIndex([value for _, value in offered].index(shown))

    # -- what will change ------------------------------------------------------------------

    def _edited(self, name: str, value: str | None) -> None:
        if not self._filling:
            self.sheet.edit(name, value)
            self._say_refused({})
            self._show_changes()

    def _show_changes(self) -> None:
        changes = self.sheet.changes
        lines = [self._change_text(change) for change in changes]
        self.changes_label.setText("\n".join(lines) or self.tr("Nothing is changed."))
        count = len(changes)
        text = self.tr("&Apply %n change(s)", "", count) if changes else self.tr("&Apply")
        self.apply_button.setText(wording.plural(text, count))
        self.apply_button.setEnabled(bool(changes) and not self.tasks.busy)
        self.apply_button.setToolTip("" if changes else self.tr("Nothing is changed."))

    def _change_text(self, change: Change) -> str:
        caption = self._caption(change.name)
        if change.name == NOTES:
            return self.tr("{setting} are changed").format(setting=caption)
        new = change.new
        if new is not None:
            after = word(change.name, new)
        else:
            default = self.sheet.default(change.name)
            after = self.tr("default")
            if default is not None:
                after = self.tr("default ({value})").format(value=word(change.name, default))
        return f"{caption}: {word(change.name, change.old)} → {after}"

    def _say_refused(self, reasons: dict[str, str]) -> None:
        side = self.fontMetrics().height() + 2
        self.refused_sign.setPixmap(look.icon("sign-error", "error").pixmap(side, side))
        lines = [f"{self._caption(name)}: {reason}" for name, reason in reasons.items()]
        self.refused_label.setText("\n".join(lines))
        for widget in (self.refused_sign, self.refused_label):
            widget.setVisible(bool(lines))
