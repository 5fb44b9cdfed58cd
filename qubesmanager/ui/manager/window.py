"""The Qube Manager window.

``ManagerWindow(open_system, notifier, settings)``; ``open_system`` is awaited for a System.
``start()`` connects and from then on only events change the table. ``close()`` is answered
after an orderly ``shutdown()``. In tests: ``table.select("work")``, ``remove_action.trigger()``.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from PyQt5.QtCore import QPoint, QSettings, QSize, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QKeySequence
from PyQt5.QtWidgets import (
    QAction,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QShortcut,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolBar,
    QWidget,
)

from qubesmanager.client.locate import StoreMissing
from qubesmanager.client.system import Change, ChangeKind, QubeInfo, System
from qubesmanager.protocol import AdminError
from qubesmanager.ui import look
from qubesmanager.ui.dialogs.name_dialog import CloneDialog, NameDialog, RenameDialog
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.dialogs.remove_qubes import RemoveDialog
from qubesmanager.ui.manager.actions import refresh_actions
from qubesmanager.ui.manager.details import DetailsPanel
from qubesmanager.ui.manager.facets import FacetBar
from qubesmanager.ui.manager.job_bar import JobBar
from qubesmanager.ui.manager.qube_table import QubeTable
from qubesmanager.ui.models.qubes_filter import Facets, QubesFilter
from qubesmanager.ui.models.qubes_model import QubesModel
from qubesmanager.ui.models.query import TEXT_FIELDS
from qubesmanager.ui.notify import Level, Message, Notifier, error_message
from qubesmanager.ui.settings.windows import SettingsWindows
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.banner import Banner
from qubesmanager.ui.widgets.leave_question import ask_about_job
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.jobs import Job
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard
from qubesmanager.ui.wizards.wizard import Wizard

log = logging.getLogger(__name__)
AGES_REFRESH_MS = 60_000


class ManagerWindow(QMainWindow):
    """All of a qubesd's qubes, and the way to every other window."""

    banner: Banner
    pages: QStackedWidget
    wait_page: QWidget
    wait_page_picture: QLabel
    wait_label: QLabel
    wait_reason: QLabel
    reconnect_button: QPushButton
    empty_page: QWidget
    empty_page_picture: QLabel
    empty_label: QLabel
    empty_reason: QLabel
    empty_new_button: QPushButton
    empty_restore_button: QPushButton
    list_page: QWidget
    facets: FacetBar
    splitter: QSplitter
    table_pages: QStackedWidget
    table_view: QTableView
    nothing_page: QWidget
    nothing_button: QPushButton
    details: DetailsPanel
    job_bar: JobBar
    toolbar: QToolBar
    new_action: QAction
    restore_action: QAction
    backup_action: QAction
    settings_action: QAction
    clone_action: QAction
    rename_action: QAction
    remove_action: QAction

    loaded = pyqtSignal()  # the table shows what qubesd has
    finished = pyqtSignal()  # shut down and closed

    def __init__(
        self,
        open_system: Callable[[], Awaitable[System]],
        notifier: Notifier,
        settings: QSettings,
    ) -> None:
        super().__init__()
        look.load_form("manager", self)
        self.open_system = open_system
        self.notifier = notifier
        self.settings = settings
        self.system: System | None = None
        self.online = False
        self.tasks = Tasks(notifier, self)
        self.tasks.idle.connect(self.refresh_actions)
        self.job_bar.tasks = self.tasks
        self.job_bar.dismissed.connect(self.refresh_actions)
        self.model = QubesModel(self)
        self.proxy = QubesFilter(self.model, self)
        self.table = QubeTable(self.table_view, self.proxy, settings)
        self.facets.watch(self.proxy)
        self.settings_windows = SettingsWindows(self, notifier, self._changed)
        self._watching: asyncio.Task[None] | None = None
        self._closing = False
        notifier.attach(self.banner.show_message)
        self._build_toolbar()
        self._connect_signals()
        self._dress()
        self._restore_geometry()
        self.show_waiting()

    # -- connection ------------------------------------------------------------------------

    @owned("reconnect_button")
    async def start(self) -> None:
        """Connect, and follow the events from then on."""
        await self._stop_watching()
        self.show_waiting()
        try:
            self.system = await self.open_system()
        except StoreMissing:
            self.close()  # the person does not want one
            return
        except AdminError as error:
            log.info("no connection: %r", error)
            self.show_away(str(error))
            return
        self._watching = self.tasks.start(self.system.watch(self.on_change))

    def on_change(self, change: Change) -> None:
        """One change of the system: touch no more rows than it names."""
        system = self.system
        assert system is not None
        if change.kind in (ChangeKind.ADDED, ChangeKind.CHANGED):
            if self._is_shown(system.qubes[change.qube]):
                self.model.put(system.qubes[change.qube])
            self.settings_windows.tell(system, change.qube)
        elif change.kind is ChangeKind.REMOVED:
            self.model.drop(change.qube)
            self.settings_windows.tell(system, change.qube)
        elif change.kind is ChangeKind.LOST:
            self.show_away(change.reason)
            return
        elif change.kind in (ChangeKind.RELOADED, ChangeKind.SYSTEM):
            self._load(system)
        self.refresh()

    def _load(self, system: System) -> None:
        """The whole list again, the person's place in it kept."""
        chosen = [qube.name for qube in self.table.selected()]
        shown = {name: qube for name, qube in system.qubes.items() if self._is_shown(qube)}
        self.model.load(shown, system.labels)
        if not self.online:
            self.online = True
            self.banner.hide()
            self.refresh()
            if shown and not self.search_edit.hasFocus():
                self.table.take_keys()
        for name in chosen[:1]:
            self.table.select(name)
        self.loaded.emit()

    def _is_shown(self, qube: QubeInfo) -> bool:
        """The host is a qube only where Qubes itself runs; in a store of ours it has nothing."""
        embedded = self.system is not None and self.system.connection.home is not None
        return not (qube.klass == "AdminVM" and embedded)

    # -- what is shown ---------------------------------------------------------------------

    def show_waiting(self) -> None:
        if not self.model.records:
            self.wait_label.setText(self.tr("Asking qubesd for its qubes…"))
            self.wait_reason.clear()
            self.reconnect_button.hide()
            self.pages.setCurrentWidget(self.wait_page)
        self.refresh_actions()

    def show_away(self, reason: str) -> None:
        """qubesd is gone: say so, keep what was known readable, offer to reconnect."""
        self.online = False
        if self.model.records:
            text = self.tr(
                "qubesd does not answer. The list shows what was known last; "
                "changes wait until it is back."
            )
            message = Message(Level.WARNING, text, reason)
            self.banner.show_message(message, self.tr("&Reconnect"))
        else:
            self.wait_label.setText(self.tr("qubesd does not answer"))
            self.wait_reason.setText(reason)
            self.reconnect_button.show()
            self.pages.setCurrentWidget(self.wait_page)
        self.refresh_actions()

    def refresh(self) -> None:
        """Page, details and actions from what is there now."""
        if self.model.records:
            self.pages.setCurrentWidget(self.list_page)
            found = self.proxy.rowCount() > 0
            self.table_pages.setCurrentWidget(self.table_view if found else self.nothing_page)
        elif self.online:
            self.pages.setCurrentWidget(self.empty_page)
        self.show_details()
        self.refresh_actions()

    def show_details(self) -> None:
        system = self.system
        if system is not None:
            self.details.show_qubes(self.table.selected(), system.qubes, system.labels)

    def refresh_actions(self) -> None:
        refresh_actions(self)
        self.search_edit.setEnabled(bool(self.model.records))
        for button in (self.empty_new_button, self.empty_restore_button):
            button.setEnabled(self.online)

    # -- actions ---------------------------------------------------------------------------

    def new_qube(self) -> None:
        if self.system is None or not self.new_action.isEnabled():
            return
        dialog = NewQubeDialog(self.system, self.notifier, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.created.connect(self._created)
        dialog.open()

    def _changed(self, name: str) -> None:
        """Show it at once; the event that follows finds the row there."""
        if self.system is not None and name in self.system.qubes:
            self.model.put(self.system.qubes[name])
            self.refresh()

    def _created(self, name: str) -> None:
        self._changed(name)
        self.table.select(name)

    def ask_to_remove(self) -> None:
        chosen = self.table.selected()
        if self.system is None or not chosen or not self.remove_action.isEnabled():
            return
        dialog = RemoveDialog(chosen, self.system.qubes, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.confirmed.connect(self.remove)
        dialog.open()

    @owned("remove_action")
    async def remove(self, chosen: list[QubeInfo]) -> None:
        """One after the other; a failure of one does not keep the others."""
        assert self.system is not None
        failures = []
        for qube in chosen:
            try:
                await self.system.remove_qube(qube.name)
            except AdminError as error:
                message = error_message(error)
                failures.append(f"{qube.name}: {message.text} {message.detail}".strip())
            else:
                self.model.drop(qube.name)
                self.refresh()
        if failures:
            text = self.tr("{done} of {total} qubes removed.").format(
                done=len(chosen) - len(failures), total=len(chosen)
            )
            self.notifier.post(Message(Level.ERROR, text, "\n".join(failures)))

    def open_settings(self) -> None:
        if self.system is not None and self.settings_action.isEnabled():
            self.settings_windows.open(self.system, self.table.selected()[0].name)

    def clone(self) -> None:
        self._open_name_dialog(CloneDialog, self.clone_action)

    def rename(self) -> None:
        self._open_name_dialog(RenameDialog, self.rename_action)

    def _open_name_dialog(self, kind: type[NameDialog], action: QAction) -> None:
        if self.system is None or not action.isEnabled():
            return
        dialog = kind(self.system, self.table.selected()[0].name, self.notifier, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.done_as.connect(self._created)
        dialog.open()

    def open_backup(self) -> BackupWizard | None:
        """Chosen are the selected qubes, or what is included by default when none is."""
        if self.system is None or not self.backup_action.isEnabled():
            return None
        chosen = [qube.name for qube in self.table.selected()]
        several = chosen if len(chosen) > 1 else []
        wizard = BackupWizard(self.system, self.notifier, self, several)
        self._open_wizard(wizard)
        return wizard

    def open_restore(self) -> RestoreWizard | None:
        if self.system is None or not self.restore_action.isEnabled():
            return None
        wizard = RestoreWizard(self.system, self.notifier, self)
        self._open_wizard(wizard)
        return wizard

    def _open_wizard(self, wizard: BackupWizard | RestoreWizard) -> None:
        wizard.job_started.connect(lambda job: self._watch_job(job, wizard))
        wizard.run_job = self.tasks.start
        wizard.hosted = True
        wizard.closed.connect(lambda: self._wizard_closed(wizard))
        wizard.show()

    def _watch_job(self, job: Job, wizard: Wizard) -> None:
        def show_window() -> None:
            wizard.show()
            wizard.raise_()
            wizard.activateWindow()

        self.job_bar.watch(job, show_window)
        job.changed.connect(self.refresh_actions)
        self.refresh_actions()

    def _wizard_closed(self, wizard: BackupWizard | RestoreWizard) -> None:
        """Its result was seen there."""
        if wizard.last_job is not None and wizard.last_job is self.job_bar.job:
            self.job_bar.dismiss()
        wizard.deleteLater()

    # -- closing ---------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """The first request is refused, answered by an orderly end, and then repeated."""
        if self._closing:
            event.accept()
            self.finished.emit()
            return
        event.ignore()
        job = self.job_bar.job
        if job is not None and job.is_running:
            ask_about_job(self, job, self.end)
        else:
            self.end()

    def end(self) -> None:
        """Close without a question, cancelling what runs."""
        self.tasks.start(self.shutdown())

    async def shutdown(self) -> None:
        """Cancel the job, stop everything, save the layout, close."""
        job = self.job_bar.job
        if job is not None and job.is_running:
            await job.cancel()
            await job.wait_ended()
        await self.tasks.stop()
        if self.system is not None:
            await self.system.connection.close()
        self.table.save_columns()
        self.settings.setValue("manager/geometry", self.saveGeometry())
        self.settings.setValue("manager/splitter", self.splitter.saveState())
        self._closing = True
        self.close()

    async def _stop_watching(self) -> None:
        task, self._watching = self._watching, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    # -- building --------------------------------------------------------------------------

    def _build_toolbar(self) -> None:
        spacer = QWidget(self)
        spacer.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Preferred)
        self.toolbar.addWidget(spacer)
        self.search_edit = QLineEdit(self)
        self.search_edit.setObjectName("search_edit")
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search_edit.setAccessibleName(self.tr("Search qubes"))
        self.search_edit.setToolTip(
            self.tr(
                "Words from any column, and terms:\n"
                "{fields} with a part of the text, such as template:debian or netvm:none\n"
                "size>10G or size<500M for what the disks use"
            ).format(fields=" ".join(f"{name}:" for name in TEXT_FIELDS))
        )
        self.search_edit.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Fixed)
        self.search_edit.setMinimumWidth(self.fontMetrics().averageCharWidth() * 30)
        self.search_edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.search_edit.addAction(look.icon("search"), QLineEdit.LeadingPosition)
        self.toolbar.addWidget(self.search_edit)
        self.toolbar.setIconSize(QSize(20, 20))

    def _connect_signals(self) -> None:
        self.new_action.triggered.connect(self.new_qube)
        self.restore_action.triggered.connect(self.open_restore)
        self.backup_action.triggered.connect(self.open_backup)
        self.settings_action.triggered.connect(self.open_settings)
        self.clone_action.triggered.connect(self.clone)
        self.rename_action.triggered.connect(self.rename)
        self.addActions([self.clone_action, self.rename_action])
        self.table_view.doubleClicked.connect(self.open_settings)
        self.remove_action.triggered.connect(self.ask_to_remove)
        self.empty_new_button.clicked.connect(self.new_qube)
        self.empty_restore_button.clicked.connect(self.open_restore)
        self.reconnect_button.clicked.connect(self.start)
        self.banner.action_button.clicked.connect(self.start)
        self.nothing_button.clicked.connect(lambda: self.proxy.set_facets(Facets()))
        self.search_edit.textChanged.connect(
            lambda text: self.proxy.set_facets(replace(self.proxy.facets, text=text))
        )
        self.proxy.facets_changed.connect(self._facets_changed)
        self.table_view.selectionModel().selectionChanged.connect(self._selected)
        self.table_view.customContextMenuRequested.connect(self._context_menu)
        find = QShortcut(QKeySequence(QKeySequence.Find), self)
        find.activated.connect(self._to_search)
        escape = QShortcut(QKeySequence(Qt.Key_Escape), self.search_edit)
        escape.setContext(Qt.WidgetShortcut)
        escape.activated.connect(self.search_edit.clear)
        self._ages = QTimer(self)
        self._ages.timeout.connect(self._refresh_ages)
        self._ages.start(AGES_REFRESH_MS)

    def _dress(self) -> None:
        for action, name in (
            (self.new_action, "new"),
            (self.restore_action, "restore"),
            (self.backup_action, "backup"),
            (self.settings_action, "settings"),
            (self.clone_action, "copy"),
            (self.remove_action, "remove"),
        ):
            action.setIcon(look.icon(name))
        self.reconnect_button.setIcon(look.icon("reconnect"))
        self.empty_new_button.setIcon(look.icon("new"))
        self.empty_restore_button.setIcon(look.icon("restore"))
        picture = look.program_icon().pixmap(96, 96)
        for label in (self.empty_page_picture, self.wait_page_picture):
            label.setPixmap(picture)
        for label in (self.empty_label, self.wait_label):
            font = label.font()
            font.setPointSizeF(font.pointSizeF() * 1.6)
            label.setFont(font)
        self.wait_reason.setTextFormat(Qt.PlainText)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)

    def _restore_geometry(self) -> None:
        geometry = self.settings.value("manager/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1280, 760)
        splitter = self.settings.value("manager/splitter")
        if splitter is None or not self.splitter.restoreState(splitter):
            self.splitter.setSizes([990, 290])

    # -- small reactions -------------------------------------------------------------------

    def _facets_changed(self) -> None:
        if self.search_edit.text() != self.proxy.facets.text:
            self.search_edit.setText(self.proxy.facets.text)
        self.refresh()

    def _selected(self) -> None:
        self.show_details()
        self.refresh_actions()

    def _to_search(self) -> None:
        self.search_edit.setFocus(Qt.ShortcutFocusReason)
        self.search_edit.selectAll()

    def _refresh_ages(self) -> None:
        """ "2 h ago" grows old by itself; only that column is told."""
        column = self.model.column_of("backup")
        if rows := len(self.model.records):
            first, last = self.model.index(0, column), self.model.index(rows - 1, column)
            self.model.dataChanged.emit(first, last)

    def _context_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WA_DeleteOnClose)
        one = (self.settings_action, self.clone_action, self.rename_action)
        menu.addActions([*one, self.backup_action, self.remove_action])
        menu.addSeparator()
        menu.addAction(self.new_action)
        columns = self.table.column_menu()
        columns.setTitle(self.tr("&Columns"))
        menu.addMenu(columns)
        menu.popup(self.table_view.viewport().mapToGlobal(place))
