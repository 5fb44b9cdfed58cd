"""The settings of a qube: what is edited here is shown as a list of changes before it is applied.

By program: ``d = SettingsDialog(system, "work", notifier)``, ``d.set_value("memory", "800")``
(None for the default), ``d.changes_label.text()``, ``await d.apply()``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QIntValidator
from PyQt5.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from qubesmanager.client import settings
from qubesmanager.client.settings import NOTES, Change, Sheet
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look, wording
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import YES_NO, choices, word
from qubesmanager.ui.settings.devices_page import DevicesPage
from qubesmanager.ui.settings.firewall_page import FirewallPage
from qubesmanager.ui.settings.nav import PageList
from qubesmanager.ui.settings.page import SettingsPage
from qubesmanager.ui.settings.services_page import ServicesPage
from qubesmanager.ui.settings.storage_page import StoragePage
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
    nav_view: QListView
    find_edit: QLineEdit
    notes_edit: QPlainTextEdit
    changes_label: QLabel
    refused_sign: QLabel
    refused_label: QLabel
    apply_button: QPushButton
    close_button: QPushButton

    applied = pyqtSignal(str)
    states_wanted = pyqtSignal(str)

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
        self.firewall = FirewallPage(self)
        self.devices = DevicesPage(self)
        self.services = ServicesPage(self)
        self.storage = StoragePage(self)
        self.more_pages: Sequence[SettingsPage] = (
            self.firewall,
            self.devices,
            self.services,
            self.storage,
        )
        for page in self.more_pages:
            self.tabs.insertTab(self.tabs.count() - 1, page, page.title())
            page.edited.connect(self._page_edited)
            page.take(self.sheet.info)
        self.storage.states_wanted.connect(lambda: self.states_wanted.emit(self.qube))
        look.return_is_no_button(self)
        self.page_list = PageList(self.nav_view, self.find_edit, self.tabs)
        self.resize(800, 640)
        self.nav_view.setFocus()
        self.apply_button.clicked.connect(self.apply)
        self.close_button.clicked.connect(self.reject)
        self._say_refused([])
        self._fill()
        self.tasks.start(self._read_rest())

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
        for page in self.more_pages:
            page.take(info)
        self._fill()

    @owned("apply_button")
    async def apply(self) -> None:
        """Make the changes. What qubesd refuses stays edited, with its reason."""
        changes = self.sheet.changes
        connection = self.system.connection
        refused = await settings.apply(connection, self.qube, changes)
        more: list[tuple[str, AdminError]] = []
        for page in self.more_pages:
            more += await page.apply(connection)
        info = await self.system.refresh(self.qube)
        if info is None:
            self.done(self.Rejected)
            return
        self.sheet.edits = {c.name: c.new for c in changes if c.name in refused}
        self.take(info)
        reasons = [(self._caption(name), error) for name, error in refused.items()]
        self._say_refused([(what, error_message(error).text) for what, error in reasons + more])
        await self._read_defaults()
        self.applied.emit(self.qube)

    def done(self, result: int) -> None:
        self.tasks.cancel()
        super().done(result)

    def reject(self) -> None:
        """The button, Escape and the window's frame: edits are not dropped unasked."""
        if not self._change_lines():
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

    async def _read_rest(self) -> None:
        await self._read_defaults()
        for page in self.more_pages:
            try:
                await page.read(self.system.connection)
            except AdminError as error:  # the other pages do not suffer
                self.tasks.notifier.report(error)

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
            self._say_refused([])
            self._show_changes()

    def _show_changes(self) -> None:
        lines = self._change_lines()
        self.changes_label.setText("\n".join(lines) or self.tr("Nothing is changed."))
        count = len(lines)
        text = self.tr("&Apply %n change(s)", "", count) if count else self.tr("&Apply")
        self.apply_button.setText(wording.plural(text, count))
        flaw = next((h for page in self.more_pages if (h := page.hindrance())), "")
        why = flaw if count else self.tr("Nothing is changed.")
        if count and flaw:
            self._say_refused([(self.tr("This cannot be applied"), flaw)])
        self.apply_button.setEnabled(not why and not self.tasks.busy)
        self.apply_button.setToolTip(why)

    def _change_lines(self) -> list[str]:
        lines = [self._change_text(change) for change in self.sheet.changes]
        return lines + [line for page in self.more_pages for line in page.changes()]

    def _page_edited(self) -> None:
        self._say_refused([])
        self._show_changes()

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
        text = f"{caption}: {word(change.name, change.old)} → {after}"
        if change.name in self.sheet.conflicts:
            text += " " + self.tr("(it was changed elsewhere meanwhile)")
        return text

    def _say_refused(self, reasons: Sequence[tuple[str, str]]) -> None:
        side = self.fontMetrics().height() + 2
        self.refused_sign.setPixmap(look.icon("sign-error", "error").pixmap(side, side))
        lines = [f"{what}: {reason}" for what, reason in reasons]
        self.refused_label.setText("\n".join(lines))
        for widget in (self.refused_sign, self.refused_label):
            widget.setVisible(bool(lines))
