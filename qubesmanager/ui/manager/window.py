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
from pathlib import Path

from PyQt5.QtCore import QSettings, QSize, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QCloseEvent, QKeySequence
from PyQt5.QtWidgets import (
    QAction,
    QDialog,
    QLabel,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QShortcut,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolBar,
    QToolButton,
    QTreeView,
    QWidget,
)

from qubesmanager import places
from qubesmanager.client import devices, history
from qubesmanager.client.locate import NoPlace, StoreMissing
from qubesmanager.client.system import Change, ChangeKind, QubeInfo, System
from qubesmanager.protocol import AdminError, QubesException
from qubesmanager.ui import look
from qubesmanager.ui.manager.actions import dress, refresh_actions
from qubesmanager.ui.manager.change_feed import ChangeFeed
from qubesmanager.ui.manager.commands import QubeCommands
from qubesmanager.ui.manager.details import DetailsPanel
from qubesmanager.ui.manager.facets import FacetBar
from qubesmanager.ui.manager.job_bar import JobBar
from qubesmanager.ui.manager.job_windows import JobWindows
from qubesmanager.ui.manager.menus import Menus
from qubesmanager.ui.manager.power import Power
from qubesmanager.ui.manager.qube_table import QubeTable
from qubesmanager.ui.manager.questions import Questions
from qubesmanager.ui.manager.saved_views import SavedViews
from qubesmanager.ui.manager.search_line import SearchLine
from qubesmanager.ui.manager.seen_changes import SeenChanges
from qubesmanager.ui.manager.stats_feed import StatsFeed
from qubesmanager.ui.manager.views import QubeViews
from qubesmanager.ui.models.qubes_filter import Facets, QubesFilter
from qubesmanager.ui.models.qubes_model import QubesModel
from qubesmanager.ui.monitor_layout import MonitorLayout
from qubesmanager.ui.notify import Level, Message, Notifier, error_message
from qubesmanager.ui.settings.windows import SettingsWindows
from qubesmanager.ui.storage.pools import PoolsWindow
from qubesmanager.ui.tasks import Tasks, owned
from qubesmanager.ui.widgets.banner import Banner
from qubesmanager.ui.widgets.leave_question import ask_about_job
from qubesmanager.ui.widgets.tool_fit import ToolFit
from qubesmanager.ui.widgets.work_dialog import WorkDialog
from qubesmanager.ui.wizards.jobs import Job, JobState

log = logging.getLogger(__name__)
AGES_REFRESH_MS = 60_000


class ManagerWindow(QMainWindow):
    """All of a qubesd's qubes, and the way to every other window."""

    banner: Banner
    pages: QStackedWidget
    wait_page: QWidget
    wait_page_picture: QLabel
    wait_label: QLabel
    wait_bar: QProgressBar
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
    tree_view: QTreeView
    nothing_page: QWidget
    nothing_label: QLabel
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
    edit_many_action: QAction
    verify_action: QAction
    start_action: QAction
    shutdown_action: QAction
    restart_action: QAction
    pause_action: QAction
    unpause_action: QAction
    kill_action: QAction
    console_action: QAction
    list_action: QAction
    tree_netvm_action: QAction
    tree_template_action: QAction
    states_action: QAction
    pools_action: QAction
    global_action: QAction
    log_action: QAction
    about_action: QAction
    templates_action: QAction

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
        self.views = QubeViews(self.table, self.tree_view, settings)
        self.saved_views = SavedViews(self.views, settings, notifier, self)
        self.settings_windows = SettingsWindows(self, notifier, self.show_change)
        self.commands = QubeCommands(self)
        self.job_windows = JobWindows(self)
        self.questions = Questions(self)
        self.menus = Menus(self)
        self.stats = StatsFeed(self)
        self.seen = SeenChanges()
        self.changes = ChangeFeed(self._show_changed, self)
        self.monitor_layout = MonitorLayout(notifier, self)
        self.details.ask_for_more = lambda qube: self.tasks.start(self._tell_more(qube))
        self.power_actions = {
            Power.START: self.start_action,
            Power.SHUTDOWN: self.shutdown_action,
            Power.RESTART: self.restart_action,
            Power.PAUSE: self.pause_action,
            Power.UNPAUSE: self.unpause_action,
            Power.KILL: self.kill_action,
        }
        self._watching: asyncio.Task[None] | None = None
        self.is_ending = False
        self._closing = False
        notifier.attach(self._show_message)
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
        except NoPlace as error:
            log.info("no store: %r", error)
            self.show_no_place(error)
            return
        except AdminError as error:
            log.info("no connection: %r", error)
            self.show_away(str(error))
            return
        self._name_store(self.system.connection.home)
        self._watching = self.tasks.start(self.system.watch(self.on_change))
        self.stats.adjust()

    def _name_store(self, home: Path | None) -> None:
        """Two windows of two stores must not look the same; the usual one needs no name."""
        if home is None or home == places.default_home():
            return
        at_home = home.is_relative_to(Path.home())
        text = f"~/{home.relative_to(Path.home())}" if at_home else str(home)
        self.setWindowTitle(self.tr("{store} — Qube Manager").format(store=text))

    def on_change(self, change: Change) -> None:
        """One change of the system: touch no more rows than it names."""
        system = self.system
        assert system is not None
        if change.kind in (ChangeKind.ADDED, ChangeKind.CHANGED):
            self.changes.changed(change.qube)
            return
        if change.kind is ChangeKind.REMOVED:
            self.changes.forget(change.qube)
            self.seen.forget(change.qube)
            self.model.drop(change.qube)
            self.settings_windows.tell(system, change.qube, change.now)
        elif change.kind is ChangeKind.POLICY and change.event is not None:
            self.questions.hear(change.event)
            return
        elif change.kind is ChangeKind.LOST:
            self.show_away(change.reason)
            return
        elif change.kind in (ChangeKind.RELOADED, ChangeKind.SYSTEM):
            self.changes.clear()
            self._load(system)
            self.settings_windows.tell_all(system)
            for pools in self.findChildren(PoolsWindow):
                pools.refresh()
        self._soon.start()

    def _show_changed(self, name: str) -> None:
        system = self.system
        if system is None or name not in system.qubes:
            return  # it has gone meanwhile; the list is about to be told
        if self._is_shown(system.qubes[name]):
            self._put(system.qubes[name])
        self.settings_windows.tell(system, name)
        self._soon.start()

    def _settle(self) -> None:
        """What follows from a burst of changes, once."""
        if self.system is not None:
            self.monitor_layout.see(self.system)
        self.job_windows.system_changed()
        for dialog in self.findChildren(WorkDialog):
            dialog.system_changed()
        self.refresh()

    def _load(self, system: System) -> None:
        """The whole list again, the person's place in it kept."""
        chosen = [qube.name for qube in self.views.selected()]
        shown = {name: qube for name, qube in system.qubes.items() if self._is_shown(qube)}
        self.model.load(shown, system.labels)
        if not self.online:
            self.online = True
            self.tasks.start(self.questions.read_pending())
            self.read_backups()
            self.banner.hide()
            self.refresh()
            if shown and not self.search_edit.hasFocus():
                self.views.take_keys()
        self.views.select_all(chosen)
        self._warming.start()
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
            self.wait_bar.show()
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
            self.banner.show_message(message, self.tr("&Reconnect"), self.start, lasts=True)
        else:
            self.wait_label.setText(self.tr("qubesd does not answer"))
            self.wait_reason.setText(reason)
            self.wait_bar.hide()
            self.reconnect_button.setText(self.tr("&Reconnect"))
            self.reconnect_button.show()
            self.pages.setCurrentWidget(self.wait_page)
        self.refresh_actions()

    def show_no_place(self, error: NoPlace) -> None:
        """The first store cannot be made where it would be."""
        message = error_message(error)
        self.wait_label.setText(message.text)
        self.wait_reason.setText(message.detail)
        self.wait_bar.hide()
        self.reconnect_button.setText(self.tr("&Try again"))
        self.reconnect_button.show()
        self.pages.setCurrentWidget(self.wait_page)
        self.refresh_actions()

    def _show_message(self, message: Message) -> None:
        """For a full disk, with the way to what can be freed."""
        if message.wants_room and self.pools_action.isEnabled():
            text = self.tr("&What would free space?")
            self.banner.show_message(message, text, self.commands.open_room)
        else:
            self.banner.show_message(message)

    def refresh(self) -> None:
        """Page, details and actions from what is there now."""
        if self.model.records:
            self.pages.setCurrentWidget(self.list_page)
            found = self.proxy.rowCount() > 0
            self.table_pages.setCurrentWidget(self.views.current if found else self.nothing_page)
            told = [self.tr("No qube matches"), *self.proxy.remarks()]
            self.nothing_label.setText("\n".join(told))
        elif self.online:
            self.pages.setCurrentWidget(self.empty_page)
        self.show_details()
        self.refresh_actions()

    def show_details(self) -> None:
        system = self.system
        if system is not None:
            self.details.show_qubes(self.views.selected(), system.qubes, system.labels)

    async def _tell_more(self, qube: QubeInfo) -> None:
        """What the inventory does not have."""
        if self.system is not None and self.online:
            connection = self.system.connection
            self.details.show_devices(qube.name, await devices.assignments(connection, qube.name))
            known = [*await history.of_qube(connection, qube), *self.seen.of(qube.name)]
            self.details.show_timeline(qube.name, history.newest_first(known))

    def refresh_actions(self) -> None:
        refresh_actions(self)
        self.search_edit.setEnabled(bool(self.model.records))
        for button in (self.empty_new_button, self.empty_restore_button):
            button.setEnabled(self.online)

    def show_change(self, name: str) -> None:
        """A window has changed that qube; the event that follows finds the row there."""
        if self.system is not None and name in self.system.qubes:
            self._put(self.system.qubes[name])
            self._soon.start()

    def _put(self, qube: QubeInfo) -> None:
        row = self.model.row_of(qube.name)
        if row is not None:
            self.seen.note(self.model.records[row], qube)
        self.model.put(qube)

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
            ask_about_job(self, job, self.end, self._let_run)
        else:
            self.end()

    def _let_run(self) -> None:
        """The program stays, unseen, until the job has ended; what did not go well is shown."""
        job = self.job_bar.job
        if job is None or not job.is_running:
            self.end()
            return
        unseen = [self, *(w for w in self.findChildren(QDialog) if w.isWindow() and w.isVisible())]
        for window in unseen:
            window.hide()
        job.ended.connect(lambda: self._end_unseen(job))

    def _end_unseen(self, job: Job) -> None:
        if self.isVisible():
            return
        if job.told and job.state is JobState.DONE:
            self.end()
        else:
            self.show()

    def end(self) -> None:
        """Close without a question, cancelling what runs."""
        self.is_ending = True
        self.tasks.start(self.shutdown())

    async def shutdown(self) -> None:
        """Cancel the job, stop everything, save the layout, close."""
        await self.job_windows.end()
        await self.tasks.stop()
        await self.monitor_layout.stop()
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
        self.search_edit = SearchLine(self.model, self)
        self.toolbar.addWidget(self.search_edit)
        self.menu_button = QToolButton(self)
        self.menu_button.setObjectName("menu_button")
        self.menu_button.setIcon(look.icon("menu"))
        self.menu_button.setAccessibleName(self.tr("Menu"))
        self.menu_button.setToolTip(self.tr("More: views, pools, settings of all qubes (F10)"))
        self.menu_button.setPopupMode(QToolButton.InstantPopup)
        self.menu_button.setMenu(self.menus.main_menu())
        self.menu_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.toolbar.addWidget(self.menu_button)
        self.toolbar.setIconSize(QSize(20, 20))
        ToolFit(self.toolbar)

    def _connect_signals(self) -> None:
        for action, act in (
            (self.new_action, self.commands.new_qube),
            (self.settings_action, self.commands.open_settings),
            (self.clone_action, self.commands.clone),
            (self.rename_action, self.commands.rename),
            (self.edit_many_action, self.commands.edit_many),
            (self.remove_action, self.commands.ask_to_remove),
            (self.states_action, self.commands.open_states),
            (self.pools_action, self.commands.open_pools),
            (self.global_action, self.commands.open_global_settings),
            (self.templates_action, self.commands.switch_templates),
            (self.console_action, self.commands.open_console),
            (self.log_action, self.commands.open_log),
            (self.about_action, self.commands.about),
            (self.restore_action, lambda: self.job_windows.open_restore()),
            (self.verify_action, self.job_windows.open_verify),
            (self.backup_action, self.job_windows.open_backup),
        ):
            action.triggered.connect(act)
            self.addAction(action)
        for kind, action in self.power_actions.items():
            action.triggered.connect(lambda _, kind=kind: self.commands.power(kind))
            self.addAction(action)
        self.table_view.doubleClicked.connect(self.commands.open_settings)
        self.tree_view.doubleClicked.connect(self.commands.open_settings)
        self.empty_new_button.clicked.connect(self.commands.new_qube)
        self.empty_restore_button.clicked.connect(self.restore_action.trigger)
        self.details.states_button.clicked.connect(self.commands.open_states)
        self.details.keep_template_button.clicked.connect(self.commands.keep_template)
        self.reconnect_button.clicked.connect(self.start)
        self.nothing_button.clicked.connect(lambda: self.proxy.set_facets(Facets()))
        self.search_edit.textChanged.connect(
            lambda text: self.proxy.set_facets(replace(self.proxy.facets, text=text))
        )
        self.search_edit.left_down.connect(self.views.go_to_first)
        self.proxy.facets_changed.connect(self._facets_changed)
        self.views.selection_changed.connect(self._selected)
        self.views.mode_changed.connect(self.refresh)
        for view in (self.table_view, self.tree_view):
            view.customContextMenuRequested.connect(self.menus.popup)
        find = QShortcut(QKeySequence(QKeySequence.Find), self)
        find.activated.connect(self.search_edit.take_keys)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        menu = QShortcut(QKeySequence(Qt.Key_F10), self)
        menu.activated.connect(self.menu_button.showMenu)
        self._soon = QTimer(self)  # a burst of events is shown once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._settle)
        self._cold_forms = look.forms()
        self._warming = QTimer(self)  # in turns of the loop in which nothing else is to do
        self._warming.timeout.connect(self._warm_up)
        self._ages = QTimer(self)
        self._ages.timeout.connect(self._refresh_ages)
        self._ages.start(AGES_REFRESH_MS)

    def _dress(self) -> None:
        dress(self)
        self.reconnect_button.setIcon(look.icon("reconnect"))
        self.empty_new_button.setIcon(look.icon("new"))
        self.empty_restore_button.setIcon(look.icon("restore"))
        picture = look.program_icon().pixmap(96, 96)
        for label in (self.empty_page_picture, self.wait_page_picture):
            label.setPixmap(picture)
        for label in (self.empty_label, self.wait_label):
            look.enlarge(label, 1.6)
        for label in (self.wait_reason, self.nothing_label):
            label.setTextFormat(Qt.PlainText)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)

    def _restore_geometry(self) -> None:
        geometry = self.settings.value("manager/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1280, 760)
        splitter = self.settings.value("manager/splitter")
        if splitter is None or not self.splitter.restoreState(splitter):
            self.splitter.setSizes([950, 330])

    # -- small reactions -------------------------------------------------------------------

    def _facets_changed(self) -> None:
        if self.search_edit.text() != self.proxy.facets.text:
            self.search_edit.setText(self.proxy.facets.text)
        self.refresh()

    def _selected(self) -> None:
        self.show_details()
        self.refresh_actions()

    def _warm_up(self) -> None:
        """Read the forms of windows that may be opened, one a turn."""
        if self._cold_forms:
            look.read_form(self._cold_forms.pop())
        else:
            self._warming.stop()

    def _refresh_ages(self) -> None:
        """ "2 h ago" grows old by itself, and a backup may have been verified meanwhile."""
        if not self.isVisible():
            return  # closed, and its loop may have ended
        self.model.tell_backups()
        self.read_backups()

    @owned()
    async def read_backups(self) -> None:
        """What is known of the last backup of each qube."""
        if self.system is None or not self.online:
            return
        try:
            self.model.set_backups(await history.backups(self.system.connection))
        except QubesException as error:
            log.warning("the health of backups is not shown: %s", error)
