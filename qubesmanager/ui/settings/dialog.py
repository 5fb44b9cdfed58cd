"""The settings of a qube: what is edited here is shown as a list of changes before it is applied.

By program: ``d = SettingsDialog(system, "work", notifier)``, ``d.set_value("memory", "800")``
(None for the default), ``d.changes_label.text()``, ``await d.apply()``.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Awaitable, Callable, Sequence

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QIntValidator
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from qubesmanager.client import next_start, pools, settings
from qubesmanager.client.settings import NOTES, TEMPLATE, Change, Sheet
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.protocol import AdminError, QubesVMNotFoundError
from qubesmanager.ui import look
from qubesmanager.ui.notify import Notifier, error_message
from qubesmanager.ui.settings.choices import YES_NO, choices
from qubesmanager.ui.settings.devices_page import DevicesPage
from qubesmanager.ui.settings.firewall_page import FirewallPage
from qubesmanager.ui.settings.nav import PageList
from qubesmanager.ui.settings.page import SettingsPage, make_scrollable
from qubesmanager.ui.settings.services_page import ServicesPage
from qubesmanager.ui.settings.sheet_dialog import SheetDialog
from qubesmanager.ui.settings.storage_page import StoragePage
from qubesmanager.ui.tasks import owned
from qubesmanager.ui.widgets.ask_which import ask_which
from qubesmanager.ui.widgets.label_icon import show_label_icons
from qubesmanager.ui.widgets.told import Told

log = logging.getLogger(__name__)
NUMBERS = ("memory", "maxmem", "vcpus", "qrexec_timeout", "shutdown_timeout")
LINES = (*NUMBERS, "default_user", "kernelopts", "ip", "mac")
CHOICES = ("label", "template", *YES_NO, "virt_mode", "kernel", "default_dispvm", "netvm")
REQUIRED = ("label", "template")
LARGEST = 2**31 - 1
LINES_OF_CHANGES = 3
MIN_HEIGHT_PX = 480
HEIGHT_PX = 760  # the tallest page needs no scrolling
FRAME_PX = 40
SHOWN_NOTES = 1500


class SettingsDialog(SheetDialog):
    """``applied`` when something was changed. Lines that are empty follow the default, greyed."""

    tabs: QTabWidget
    basic_page: QWidget
    nav_view: QListView
    find_edit: QLineEdit
    notes_edit: QPlainTextEdit
    template_hint: QLabel
    keep_template_button: QPushButton
    changes_area: QScrollArea
    refused_sign: QLabel
    refused_label: QLabel

    applied = pyqtSignal(str)
    states_wanted = pyqtSignal(str)

    def __init__(
        self, system: System, name: str, notifier: Notifier, parent: QWidget | None = None
    ) -> None:
        super().__init__("settings", system, Sheet(system.qubes[name]), notifier, parent)
        self.refused = Told(self.refused_sign, self.refused_label)
        self.kernels: list[str] = []
        self.is_gone = False
        self._is_stale = False
        self._following: asyncio.Task[None] | None = None
        self._filling = False
        self.heading_label.setTextFormat(Qt.PlainText)
        self._show_name()
        for line in LINES:
            edit = self.line(line)
            edit.textEdited.connect(lambda text, n=line: self.edited(n, text or None))
            if line in NUMBERS:
                edit.setValidator(QIntValidator(0, LARGEST, edit))
        for choice in CHOICES:
            box = self.box(choice)
            box.activated.connect(lambda _, n=choice, b=box: self.edited(n, b.currentData()))
        self.notes_edit.textChanged.connect(
            lambda: self.edited(NOTES, self.notes_edit.toPlainText())
        )
        make_scrollable(self.basic_page)
        self.template_hint.setTextFormat(Qt.PlainText)
        self.keep_template_button.clicked.connect(self._keep_template)
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
        # Bounded, so that nothing else moves while the lines come and go.
        self.changes_area.setFixedHeight(LINES_OF_CHANGES * self.fontMetrics().lineSpacing() + 8)
        room = self.screen().availableGeometry().height() - FRAME_PX
        self.resize(800, max(MIN_HEIGHT_PX, min(HEIGHT_PX, room)))
        self.setMinimumHeight(MIN_HEIGHT_PX)
        self.nav_view.setFocus()
        self.apply_button.clicked.connect(self.apply)
        self.fill()
        self.tasks.start(self._read_rest())

    @property
    def qube(self) -> str:
        return self.sheet.info.name

    def _show_name(self) -> None:
        self.setWindowTitle(self.tr("Settings of {name}").format(name=self.qube))
        self.heading_label.setText(self.qube)

    def take(self, info: QubeInfo) -> None:
        """The qube has changed: what is not edited here follows, what is edited stays edited.

        It may have another name since.
        """
        if self.is_gone:
            return
        self.sheet.take(info)
        self._show_name()
        for page in self.more_pages:
            page.take(info)
        self.fill()

    def follow(self, info: QubeInfo) -> None:
        """It was changed, perhaps elsewhere: rules and devices are not among what is known."""
        self.take(info)
        self._is_stale = True
        if self._following is None or self._following.done():
            self._following = self.tasks.start(self._follow())

    def qube_is_gone(self) -> None:
        """With edits the window stays, so that they can be read and copied."""
        if not self.change_lines():
            self.done(self.Rejected)
            return
        self.is_gone = True
        for widget in self.tabs.findChildren(QWidget):
            if isinstance(widget, (QLineEdit, QPlainTextEdit)):
                widget.setReadOnly(True)
            elif isinstance(widget, (QAbstractButton, QAbstractItemView, QComboBox)):
                widget.setEnabled(False)
        self.show_changes()

    def reject(self) -> None:
        """Edits that nothing can be done with any more are not asked about."""
        if self.is_gone:
            self.done(self.Rejected)
        else:
            super().reject()

    @owned("apply_button")
    async def apply(self) -> None:
        """Make the changes. What qubesd refuses stays edited, with its reason."""
        connection = self.system.connection
        known = self._conflicts()
        try:
            info = await self.system.refresh(self.qube)
            if info is None:
                self.qube_is_gone()
                return
            self.take(info)
            await self._read_again()
        except AdminError as error:
            self.refused.wrong(self.not_applied(error))
            return
        if self._conflicts() - known:
            self.refused.warn(
                self.tr("It was changed elsewhere just now. Look at the changes, then apply them.")
            )
            return
        if not await self._ask():
            return
        changes = self.sheet.changes
        refused = await settings.apply(connection, info, changes)
        reasons = [(self.caption(name), error) for name, error in refused.items()]
        try:
            for page in self.more_pages:
                reasons += await page.apply(connection)
            info = await self.system.refresh(self.qube)
        except AdminError as error:
            # What was applied is no longer listed as soon as the qube has been read again.
            reasons.append((self.tr("Not everything was applied"), error))
            self._say_errors(reasons)
            return
        if info is None:
            self.qube_is_gone()
            return
        for change in changes:
            if change.name not in refused and self.sheet.edits.get(change.name) == change.new:
                self.sheet.drop(change.name)
        self.take(info)
        self._say_errors(reasons)
        await self._read_defaults()
        self.applied.emit(self.qube)

    def _conflicts(self) -> set[str]:
        """Properties; notes and pages are asked about."""
        return {n for n in self.sheet.edits if n != NOTES and self.sheet.is_conflict(n)}

    async def _follow(self) -> None:
        """Once for all changes that come while it reads."""
        while self._is_stale:
            self._is_stale = False
            try:
                await self._read_again()
            except QubesVMNotFoundError:
                log.debug("%r went while it was read; its event is on the way", self.qube)

    async def _read_again(self) -> None:
        for page in self.more_pages:
            await page.read_again(self.system.connection)

    async def _ask(self) -> bool:
        """What was changed elsewhere as well and cannot be put together."""
        if self.sheet.is_conflict(NOTES):
            mine, theirs = self.sheet.edits[NOTES] or "", self.sheet.stored(NOTES) or ""
            answer = await ask_which(
                self,
                "notes_question",
                self.tr("The notes were changed elsewhere as well. Which ones shall it be?"),
                self.tr("Those from elsewhere:") + "\n" + theirs[:SHOWN_NOTES],
                (self.tr("&Mine"), self.tr("Those from &elsewhere"), self.tr("&Both")),
            )
            if answer is None:
                return False
            self.sheet.settle(NOTES, (mine, theirs, f"{theirs.rstrip()}\n\n{mine}")[answer])
            self.fill()
        return all([await page.ask() for page in self.more_pages])

    async def _read_rest(self) -> None:
        connection = self.system.connection
        reads: list[Callable[[], Awaitable[None]]] = [self._read_defaults, self._read_kernels]
        reads += [functools.partial(page.read, connection) for page in self.more_pages]
        for read in reads:
            try:
                await read()
            except AdminError as error:  # the other pages do not suffer
                self.notifier.report(error)

    async def _read_kernels(self) -> None:
        self.kernels = await pools.kernels(self.system.connection, self.system.pools)
        self.fill()

    async def _read_defaults(self) -> None:
        names = [name for name in (*LINES, *CHOICES) if self.sheet.has(name)]
        self.sheet.defaults = await settings.read_defaults(
            self.system.connection, self.sheet.info, names
        )
        self.fill()

    # -- what the fields show --------------------------------------------------------------

    def caption(self, name: str) -> str:
        return self.tr("Notes") if name == NOTES else super().caption(name)

    def fill(self) -> None:
        self._filling = True
        try:
            self.show_what_there_is((*LINES, *CHOICES))
            for name in filter(self.sheet.has, LINES):
                self.fill_line(name)
            for name in filter(self.sheet.has, CHOICES):
                offered = choices(self.system, name, [self.sheet.info], self.kernels)
                self.fill_box(name, offered, has_default=name not in REQUIRED)
            show_label_icons(self.box("label"), self.system.labels)
            self._fill_template_hint()
            notes = self.sheet.shown(NOTES) or ""
            if notes != self.notes_edit.toPlainText():
                self.notes_edit.setPlainText(notes)
        finally:
            self._filling = False
        self.show_changes()

    def _fill_template_hint(self) -> None:
        """What waits for the next start, and that a change would have to."""
        info, hint = self.sheet.info, ""
        connection = self.system.connection
        shown = self.sheet.shown(TEMPLATE) if self.sheet.has(TEMPLATE) else None
        waits = info.next_template is not None and shown == info.next_template
        if waits:
            hint = self.tr("It has {now}, and gets {then} at its next start.")
            hint = hint.format(now=info.template, then=shown)
        elif shown is not None and next_start.puts_off(connection, info):
            hint = self.tr("It runs, so another template comes at its next start.")
        elif shown is not None and info.state != "Halted" and info.klass != "DispVM":
            hint = self.tr("It runs; its template can be changed when it is shut down.")
        self.template_hint.setText(hint)
        self.template_hint.setVisible(bool(hint))
        self.keep_template_button.setVisible(waits)

    def _keep_template(self) -> None:
        self.set_value(TEMPLATE, self.sheet.info.template)

    # -- what will change ------------------------------------------------------------------

    def edited(self, name: str, value: str | None) -> None:
        if not self._filling:
            self.sheet.edit(name, value)
            self._page_edited()

    def change_lines(self) -> list[str]:
        lines = [self._change_text(change) for change in self.sheet.changes]
        return lines + [line for page in self.more_pages for line in page.changes()]

    def hindrance(self) -> str:
        if self.is_gone:
            return self.tr("The qube was removed; nothing of this can be applied.")
        return next((h for page in self.more_pages if (h := page.hindrance())), "")

    def show_changes(self) -> None:
        super().show_changes()
        if self.is_gone:
            self.refused.wrong(self.hindrance())
        elif (flaw := self.hindrance()) and self.change_lines():
            self._say_refused([(self.tr("This cannot be applied"), flaw)])

    def _page_edited(self) -> None:
        self._say_refused([])
        self.show_changes()

    def _change_text(self, change: Change) -> str:
        caption = self.caption(change.name)
        if change.name == NOTES:
            text = self.tr("{setting} are changed").format(setting=caption)
            if self.sheet.is_conflict(NOTES):
                text += " " + self.tr("(they were changed elsewhere meanwhile)")
            return text
        if change.name == TEMPLATE:
            return self._template_text(caption, str(change.new)) + self.elsewhere(TEMPLATE)
        old = self.value_word(change.name, self.sheet.stored(change.name))
        new = self.value_word(change.name, change.new)
        return f"{caption}: {old} → {new}{self.elsewhere(change.name)}"

    def _template_text(self, caption: str, new: str) -> str:
        """When it comes is as important as which it is."""
        info = self.sheet.info
        if new == info.template:
            text = self.tr("{setting}: {now} stays; {then} is not taken at the next start")
            return text.format(setting=caption, now=new, then=info.next_template)
        text = "{setting}: {now} → {then}"
        if next_start.puts_off(self.system.connection, info):
            text = self.tr("{setting}: {now} → {then} at the next start, for the qube runs")
        return text.format(setting=caption, now=info.template, then=new)

    def _say_errors(self, reasons: Sequence[tuple[str, AdminError]]) -> None:
        self._say_refused([(what, error_message(error).text) for what, error in reasons])

    def _say_refused(self, reasons: Sequence[tuple[str, str]]) -> None:
        self.refused.wrong("\n".join(f"{what}: {reason}" for what, reason in reasons))
