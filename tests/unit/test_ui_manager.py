"""The Manager's window, its dialogs and its job bar, clicked with a system in memory."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt5.QtCore import QRect, Qt
from PyQt5.QtGui import QPainter, QPalette, QPixmap
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QStyle,
    QWidget,
)

from qubesmanager.client.locate import LocateError, NoPlace
from qubesmanager.client.system import ChangeKind
from qubesmanager.protocol import DaemonAccessError, PropertyValue, QubesException
from qubesmanager.ui.dialogs.first_run import FirstRunDialog
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.dialogs.remove_qubes import RemoveDialog
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.models.result_model import Outcome, ResultRow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import next_emission
from qubesmanager.ui.wizards.jobs import Job, JobState
from tests.fakes.system import FakeSystem, household, qube
from tests.ui_loop import no_settings, play, turns, until


class Stage:
    """A Manager on a system in memory."""

    def __init__(self, qtbot, tmp_path, system: FakeSystem) -> None:
        self.qtbot = qtbot
        self.system = system
        self.settings = no_settings(tmp_path)
        self.opened = 0
        self.error: Exception | None = None
        self.window = ManagerWindow(self.open, Notifier(), self.settings)
        qtbot.addWidget(self.window)

    async def open(self) -> FakeSystem:
        self.opened += 1
        if self.error is not None:
            raise self.error
        return self.system

    async def start(self) -> ManagerWindow:
        self.window.show()
        self.window.start()
        await turns(10)
        return self.window

    async def shut(self) -> None:
        await self.window.shutdown()

    def names(self) -> list[str]:
        return [record.name for record in self.window.proxy.records()]

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.LeftButton)

    def dialog(self, kind):
        return next(d for d in self.window.findChildren(kind) if d.isVisible())


@pytest.fixture
def stage(qtbot, tmp_path):
    def make(qubes=None) -> Stage:
        return Stage(qtbot, tmp_path, FakeSystem(household() if qubes is None else qubes))

    return make


# -- the list -----------------------------------------------------------------------------------


def test_it_shows_what_qubesd_has_and_follows_events(stage):
    async def scene():
        s = stage()
        window = await s.start()
        assert window.pages.currentWidget() is window.list_page
        assert len(s.names()) == 12
        s.system.put(qube("zebra"))
        assert s.names()[-1] == "zebra"
        s.system.put(replace(s.system.qubes["work"], state="Halted"))
        row = window.model.row_of("work")
        assert window.model.index(row, 1).data() == "Halted"
        await s.system.remove_qube("zebra")
        assert "zebra" not in s.names()
        await s.shut()

    play(scene())


def test_the_host_is_no_row_in_a_store_of_ours(stage):
    async def scene():
        s = stage([qube("dom0", "AdminVM", "black", "Running")])
        window = await s.start()
        assert window.pages.currentWidget() is window.empty_page
        s.system.put(replace(s.system.qubes["dom0"], notes="changed"))
        assert s.names() == []
        s.system.connection.home = None
        s.system.tell(ChangeKind.RELOADED)
        assert s.names() == ["dom0"]
        await s.shut()

    play(scene())


def test_no_qubes_yet_offers_the_first_steps(stage):
    async def scene():
        s = stage([])
        window = await s.start()
        assert window.pages.currentWidget() is window.empty_page
        assert not window.backup_action.isEnabled()
        assert "no qubes" in window.backup_action.toolTip()
        s.click(window.empty_new_button)
        assert s.dialog(NewQubeDialog)
        s.dialog(NewQubeDialog).reject()
        await s.shut()

    play(scene())


def test_the_headers_menu_opens_when_the_collector_has_been_there(stage):
    async def scene():
        s = stage()
        window = await s.start()
        gc.collect()
        header = window.table_view.horizontalHeader()
        header.customContextMenuRequested.emit(header.rect().center())
        (menu,) = [m for m in window.table_view.findChildren(QMenu) if m.isVisible()]
        assert len(menu.actions()) == len(window.model.columns)
        menu.close()
        await s.shut()

    play(scene())


def test_search_and_chips_narrow_and_clear(stage):
    async def scene():
        s = stage()
        window = await s.start()
        assert window.facets.count_label.text() == "12 qubes"
        s.qtbot.keyClick(window, Qt.Key_F, Qt.ControlModifier)
        s.qtbot.keyClicks(window.search_edit, "firewall")
        assert "fedora-42" not in s.names()
        s.click(window.facets.chips["states", "running"])
        assert set(s.names()) == {"work", "sys-firewall"}
        assert window.facets.count_label.text() == "2 of 12 qubes"
        chip = window.facets.chips["states", "running"]
        assert (chip.isChecked(), chip.text()) == (True, "✓ Running")
        assert not window.facets.chips["kinds", "admin"].isVisible()
        s.click(window.facets.clear_button)
        assert window.search_edit.text() == ""
        assert len(s.names()) == 12
        s.qtbot.keyClicks(window.search_edit, "nothing")
        assert window.table_pages.currentWidget() is window.nothing_page
        s.click(window.nothing_button)
        assert window.table_pages.currentWidget() is window.table_view
        await s.shut()

    play(scene())


def test_details_follow_the_selection(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.table.select("work")
        panel = window.details
        assert panel.name_label.text() == "work"
        assert panel.netvm_value.text() == "sys-firewall"
        assert "calendar" in panel.notes_view.toPlainText()
        assert [v.name for v in panel.volumes.records] == ["root", "private", "volatile"]
        assert ("tag", "audio") in {(f.name, f.value) for f in panel.features.records}
        window.table.select("fedora-42")
        assert panel.roles_value.text() == "template of 5 qubes"
        window.table_view.selectAll()
        assert "12 qubes selected" in panel.hint_label.text()
        await s.shut()

    play(scene())


def test_markup_in_names_and_notes_stays_text(stage):
    async def scene():
        s = stage([qube("evil", notes="<b>bold</b><img src=x>", template="<i>t</i>")])
        window = await s.start()
        window.table.select("evil")
        assert window.details.template_value.textFormat() == Qt.PlainText
        assert window.details.notes_view.toPlainText() == "<b>bold</b><img src=x>"
        await s.shut()

    play(scene())


def test_back_up_takes_the_one_qube_that_is_selected(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.table.select("vault")
        wizard = window.job_windows.open_backup()
        assert [q.name for q in wizard.what.model.chosen_qubes()] == ["vault"]
        wizard.close()
        await s.shut()

    play(scene())


def test_columns_sort_and_are_remembered(stage, qtbot, tmp_path):
    async def scene():
        s = stage()
        window = await s.start()
        window.resize(1600, 700)
        await turns()
        disk = window.model.column_of("disk")
        window.table_view.sortByColumn(disk, Qt.DescendingOrder)
        assert s.names()[:2] == ["win-10", "fedora-42"]
        menu = window.table.column_menu(window)
        actions = {action.text(): action for action in menu.actions()}
        assert not actions["Name"].isEnabled()
        actions["Class"].trigger()
        assert window.table_view.isColumnHidden(window.model.column_of("class"))
        window.table_view.horizontalHeader().moveSection(disk, 1)
        await s.shut()
        again = Stage(qtbot, tmp_path, s.system)
        await again.start()
        assert again.window.table_view.isColumnHidden(window.model.column_of("class"))
        assert again.window.table_view.horizontalHeader().visualIndex(disk) == 1
        assert again.names()[:2] == ["win-10", "fedora-42"]
        await again.shut()

    play(scene())


# -- qubesd away --------------------------------------------------------------------------------


def test_a_lost_qubesd_leaves_the_list_readable_and_offers_reconnect(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.table.select("work")
        s.system.tell(ChangeKind.LOST, reason="connection refused")
        assert window.banner.isVisible()
        assert window.banner.detail_label.text() == "connection refused"
        assert len(s.names()) == 12
        for action in (window.new_action, window.remove_action, window.backup_action):
            assert not action.isEnabled()
            assert "does not answer" in action.toolTip()
        s.system.tell(ChangeKind.BACK)
        s.system.tell(ChangeKind.RELOADED)
        assert not window.banner.isVisible()
        assert window.new_action.isEnabled()
        assert window.table.selected()[0].name == "work"
        s.system.tell(ChangeKind.LOST, reason="again")
        s.click(window.banner.action_button)
        await turns(10)
        assert s.opened == 2
        assert len(s.system.watchers) == 1
        await s.shut()

    play(scene())


def test_a_qubesd_that_never_answers_is_a_page_with_its_reason(stage):
    async def scene():
        s = stage()
        s.error = LocateError("the lock is held by process 7")
        window = await s.start()
        assert window.pages.currentWidget() is window.wait_page
        assert window.wait_reason.text() == "the lock is held by process 7"
        s.error = None
        s.click(window.reconnect_button)
        await turns(10)
        assert window.pages.currentWidget() is window.list_page
        await s.shut()

    play(scene())


# -- making -------------------------------------------------------------------------------------


def test_a_new_qube_is_checked_as_it_is_typed_and_made(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.new_action.trigger()
        dialog = s.dialog(NewQubeDialog)
        assert not dialog.act_button.isEnabled()
        for name, part in (
            ("work", "already"),
            ("9lives", "begins with a letter"),
            ("two words", "letters, digits"),
            ("none", "letters, digits"),
            ("x" * 32, "31 characters"),
        ):
            dialog.name_edit.setText(name)
            assert part in dialog.reason_label.text(), name
            assert dialog.act_button.toolTip() == dialog.reason_label.text()
            assert not dialog.act_button.isEnabled()
        dialog.name_edit.setText("fresh")
        assert dialog.template_box.currentText() == "fedora-42"
        dialog.template_box.setCurrentText("debian-13")
        dialog.label_box.setCurrentText("green")
        dialog.pool_box.setCurrentIndex(dialog.pool_box.findData("backup-disk"))
        assert dialog.pool_box.findData("linux-kernel") < 0
        s.click(dialog.act_button)
        await turns(10)
        made = s.system.qubes["fresh"]
        assert (made.template, made.label) == ("debian-13", "green")
        assert made.volumes[0].pool == "backup-disk"
        assert window.table.selected()[0].name == "fresh"
        await s.shut()

    play(scene())


def test_a_refused_qube_keeps_the_dialog_with_the_reason(stage):
    async def scene():
        s = stage()
        window = await s.start()
        s.system.refuse["fresh"] = QubesException("the pool is full")
        window.new_action.trigger()
        dialog = s.dialog(NewQubeDialog)
        dialog.name_edit.setText("fresh")
        s.click(dialog.act_button)
        await turns(10)
        assert dialog.isVisible()
        assert dialog.reason_label.text() == "the pool is full"
        dialog.name_edit.setText("fresher")
        assert dialog.act_button.isEnabled()
        dialog.reject()
        await s.shut()

    play(scene())


@pytest.mark.parametrize(
    ("klass", "templates"),
    [
        ("AppVM", ["debian-13", "fedora-42"]),
        ("DispVM", ["default-dvm"]),
        ("TemplateVM", []),
        ("StandaloneVM", []),
    ],
)
def test_templates_on_offer_fit_the_kind(qtbot, klass, templates):
    dialog = NewQubeDialog(FakeSystem(household()), Notifier())
    qtbot.addWidget(dialog)
    dialog.class_box.setCurrentIndex(dialog.class_box.findData(klass))
    box = dialog.template_box
    assert [box.itemText(i) for i in range(box.count())] == templates
    assert box.isEnabled() == bool(templates)


def test_without_a_template_the_cure_is_said(qtbot):
    dialog = NewQubeDialog(FakeSystem(), Notifier())
    qtbot.addWidget(dialog)
    dialog.name_edit.setText("fresh")
    assert "no template yet" in dialog.flaw()
    dialog.class_box.setCurrentIndex(dialog.class_box.findData("TemplateVM"))
    assert dialog.flaw() == ""


# -- removing -----------------------------------------------------------------------------------


def test_del_asks_and_wants_the_name_when_no_backup_is_known(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.table.select("untrusted")
        s.qtbot.keyClick(window.table_view, Qt.Key_Delete)
        dialog = s.dialog(RemoveDialog)
        assert "never backed up" in dialog.list_label.text()
        assert not dialog.remove_button.isEnabled()
        dialog.name_edit.setText("untruste")
        assert not dialog.remove_button.isEnabled()
        dialog.name_edit.setText("untrusted")
        s.click(dialog.remove_button)
        await turns(10)
        assert "untrusted" not in s.system.qubes
        assert "untrusted" not in s.names()
        await s.shut()

    play(scene())


def test_a_saved_qube_goes_without_typing_and_a_needed_one_does_not_go(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.table.select("vault")
        window.remove_action.trigger()
        dialog = s.dialog(RemoveDialog)
        assert not dialog.name_edit.isVisible()
        assert dialog.remove_button.isEnabled()
        dialog.reject()
        await turns()
        window.table.select("fedora-42")
        window.remove_action.trigger()
        dialog = s.dialog(RemoveDialog)
        assert "work" in dialog.hindrance_label.text()
        assert not dialog.remove_button.isEnabled()
        dialog.reject()
        await s.shut()

    play(scene())


def test_one_refusal_does_not_keep_the_others(stage):
    async def scene():
        s = stage()
        window = await s.start()
        s.system.refuse["vault"] = QubesException("it is being backed up")
        await window.commands.remove(
            [s.system.qubes[name] for name in ("personal", "vault", "win-10")]
        )
        assert "vault" in s.names()
        assert not {"personal", "win-10"} & set(s.names())
        assert window.banner.text_label.text() == "2 of 3 qubes removed."
        assert "vault: it is being backed up" in window.banner.detail_label.text()
        s.click(window.banner.dismiss_button)
        assert not window.banner.isVisible()
        await s.shut()

    play(scene())


# -- jobs and closing ---------------------------------------------------------------------------


class SlowJob(Job):
    """Runs until it is told to end."""

    def __init__(self) -> None:
        super().__init__("Backing up 2 qubes")
        self.now = 0.0
        self.clock = lambda: self.now
        self.go = asyncio.Event()
        self.rows = [ResultRow("a", Outcome.PENDING), ResultRow("b", Outcome.PENDING)]

    async def _work(self) -> None:
        await self.go.wait()
        if self.state is JobState.RUNNING:
            self.rows = [replace(row, outcome=Outcome.SAVED) for row in self.rows]

    async def _stop(self) -> None:
        self.go.set()

    def _judge(self) -> tuple[JobState, str]:
        if self.rows[0].outcome is Outcome.SAVED:
            return JobState.DONE, "2 of 2 qubes saved."
        return JobState.CANCELLED, "Cancelled: 0 of 2 qubes saved"


def test_the_job_bar_shows_the_job_and_its_end_until_seen(stage):
    async def scene():
        s = stage()
        window = await s.start()
        bar, job, shown = window.job_bar, SlowJob(), []
        assert not bar.isVisible()
        bar.watch(job, lambda: shown.append(True))
        window.tasks.start(job.run())
        for second in range(15):  # long enough for a spread of its rates
            job.now = float(second)
            job.progress(second * 50_000_000, 1_000_000_000, "a:private")
        assert bar.title_label.text() == "Backing up 2 qubes"
        assert bar.current_label.text() == "a:private"
        assert bar.progress.value() == 700
        assert "70 %" in bar.pace_label.text()
        assert "47.7 MiB/s" in bar.pace_label.text()
        assert "less than a minute left" in bar.pace_label.text()
        job.progress(10, 1_000_000_000, "")
        assert bar.progress.value() == 700, "progress went backwards"
        s.click(bar.show_button)
        assert shown == [True]
        job.go.set()
        await job.wait_ended()
        assert bar.isVisible()
        assert bar.title_label.text() == "2 of 2 qubes saved."
        assert not bar.progress.isVisible()
        s.click(bar.dismiss_button)
        assert not bar.isVisible()
        await s.shut()

    play(scene())


def test_progress_is_never_full_before_the_end(qapp):
    async def scene():
        job = SlowJob()
        job.progress(1000, 1000, "")
        assert job.share == 0.999
        job.go.set()
        await job.run()
        assert job.share == 1.0

    play(scene())


def test_closing_while_a_job_runs_asks_first(stage):
    async def scene():
        s = stage()
        window = await s.start()
        job = SlowJob()
        window.job_bar.watch(job, lambda: None)
        window.tasks.start(job.run())
        window.close()
        assert window.isVisible()
        box = s.dialog(QMessageBox)
        s.click(next(b for b in box.buttons() if "Keep the window" in b.text()))
        await turns()
        assert window.isVisible()
        assert job.is_running
        finished = next_emission(window.finished)
        window.close()
        box = s.dialog(QMessageBox)
        s.click(next(b for b in box.buttons() if "Cancel it" in b.text()))
        await finished
        assert job.state is JobState.CANCELLED
        assert not window.isVisible()
        assert s.system.connection.closed

    play(scene())


def test_closing_is_orderly(stage):
    async def scene():
        s = stage()
        window = await s.start()
        finished = next_emission(window.finished)
        window.close()
        assert window.isVisible(), "the first request waits for the shutdown"
        await finished
        assert not window.isVisible()
        assert s.system.watchers == []
        assert s.system.connection.closed

    play(scene())


# -- the first run ------------------------------------------------------------------------------

PROBE = {
    "reflink": False,
    "device_mapper": False,
    "root": False,
    "recommended": "file-reflink",
    "reason": "This file system has no reflinks.",
}


def test_first_run_recommends_says_why_and_makes(qtbot):
    async def scene():
        made = []

        async def init(home: Path, driver: str) -> None:
            made.append((home, driver))

        dialog = FirstRunDialog(Path("/x/qubes"), PROBE, init, Notifier())
        qtbot.addWidget(dialog)
        dialog.open()
        assert "/x/qubes" in dialog.place_label.text()
        assert "recommended" in dialog.reflink_button.text()
        assert "whole disks are copied at every start" in dialog.reason_label.text()
        assert dialog.driver == "file-reflink"
        dialog.file_button.click()
        accepted = next_emission(dialog.finished)
        qtbot.mouseClick(dialog.create_button, Qt.LeftButton)
        assert await accepted == (1,)
        assert made == [(Path("/x/qubes"), "file")]

    play(scene())


def test_first_run_keeps_a_refusal_in_place(qtbot):
    async def scene():
        async def init(home: Path, driver: str) -> None:
            raise DaemonAccessError("no room for a store there")

        dialog = FirstRunDialog(Path("/x"), PROBE, init, Notifier())
        qtbot.addWidget(dialog)
        dialog.open()
        await dialog.create_store()
        assert dialog.isVisible()
        said = dialog.reason_label.text()
        assert said.startswith("No store was made. no room for a store there\n")
        assert "press Create again" in said and "--home" in said
        assert dialog.create_button.isEnabled() and not dialog.busy_bar.isVisible()
        assert dialog.focusWidget() is dialog.create_button

    play(scene())


def test_first_run_moves_while_it_works_and_can_be_left(qtbot):
    """Escape stops it, and closes only when what was begun has been removed."""

    async def scene():
        begun, removed, left = asyncio.Event(), asyncio.Event(), []

        async def init(home: Path, driver: str) -> None:
            try:
                begun.set()
                await asyncio.Event().wait()
            finally:
                await removed.wait()

        dialog = FirstRunDialog(Path("/x"), PROBE, init, Notifier())
        qtbot.addWidget(dialog)
        dialog.finished.connect(left.append)
        dialog.open()
        assert not dialog.busy_bar.isVisible()
        qtbot.keyClick(dialog, Qt.Key_Return)
        await begun.wait()
        assert dialog.busy_bar.isVisible() and dialog.busy_bar.maximum() == 0
        assert dialog.reason_label.text().startswith("Making the store")
        assert dialog.quit_button.isEnabled()
        for button in (dialog.create_button, dialog.reflink_button, dialog.file_button):
            assert not button.isEnabled()
        qtbot.keyClick(dialog, Qt.Key_Escape)
        await turns()
        assert dialog.reason_label.text().startswith("Stopping") and not left
        assert dialog.isVisible() and not dialog.quit_button.isEnabled()
        qtbot.keyClick(dialog, Qt.Key_Escape)
        removed.set()
        await until(lambda: left)
        assert left == [0] and not dialog.isVisible()

    play(scene())


# -- access -------------------------------------------------------------------------------------


def unnamed_controls(window: QWidget) -> list[str]:
    """Controls that a screen reader could only call "edit" or "button"."""
    buddies = {label.buddy() for label in window.findChildren(QLabel) if label.buddy()}
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
    found = []
    for control in window.findChildren(QWidget):
        if not isinstance(control, kinds) or control.objectName().startswith("qt_"):
            continue
        if control.isHidden() or control.focusPolicy() == Qt.NoFocus:
            continue
        if isinstance(control.parent(), QComboBox):
            continue
        text = control.text() if isinstance(control, QAbstractButton) else ""
        named = control.accessibleName() or text or control.toolTip() or control in buddies
        inside = any(isinstance(p, QComboBox | QAbstractItemView) for p in parents(control))
        if not named and not inside:
            found.append(control.objectName() or type(control).__name__)
    return found


def parents(widget: QWidget):
    while (widget := widget.parent()) is not None:
        yield widget


def test_every_control_has_a_name(stage, qtbot):
    async def scene():
        s = stage()
        window = await s.start()
        assert unnamed_controls(window) == []
        for dialog in (
            NewQubeDialog(s.system, Notifier()),
            RemoveDialog([s.system.qubes["work"]], s.system.qubes),
            FirstRunDialog(Path("/x"), PROBE, None, Notifier()),
        ):
            qtbot.addWidget(dialog)
            assert unnamed_controls(dialog) == []
        await s.shut()

    play(scene())


def test_search_and_menu_are_there_in_a_narrow_window(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.resize(1600, 700)
        await turns()
        assert window.toolbar.toolButtonStyle() == Qt.ToolButtonTextBesideIcon
        assert window.search_edit.width() > 300
        window.resize(500, 700)
        await turns()
        assert window.toolbar.toolButtonStyle() == Qt.ToolButtonIconOnly
        assert window.search_edit.isVisible() and window.menu_button.isVisible()
        right = window.menu_button.mapTo(window, window.menu_button.rect().topRight()).x()
        assert right < window.width()
        assert window.splitter.sizes()[1] < 0.45 * window.width()
        window.resize(1600, 700)
        await turns()
        assert window.toolbar.toolButtonStyle() == Qt.ToolButtonTextBesideIcon
        await s.shut()

    play(scene())


def test_a_start_is_seen_at_once_with_its_net_qube_and_its_failure_too(stage):
    async def scene():
        s = stage()
        asked, answer = [], asyncio.Event()

        async def call(method, arg="", dest="dom0", payload=b""):
            asked.append((method, dest))
            await answer.wait()
            raise QubesException("no room")

        s.system.qubes["sys-firewall"] = replace(s.system.qubes["sys-firewall"], state="Halted")
        daemon = dict(s.system.qubes)
        window = await s.start()
        window.table.select("vault")
        netvm = replace(s.system.qubes["vault"], netvm="sys-firewall")
        s.system.put(netvm)
        daemon["vault"] = netvm
        s.system.connection.call = call

        async def refresh(name):
            s.system.qubes[name] = daemon[name]
            return daemon[name]

        s.system.refresh = refresh

        def shown(name):
            return window.model.index(window.model.row_of(name), 1).data()

        window.start_action.trigger()
        await turns()
        assert asked == [("admin.vm.Start", "vault")]
        assert shown("vault") == shown("sys-firewall") == "Starting"
        assert shown("sys-net") == "Running"
        answer.set()
        await turns(10)
        assert shown("vault") == shown("sys-firewall") == "Halted"
        assert "no room" in window.banner.detail_label.text()
        await s.shut()

    play(scene())


@pytest.mark.parametrize(
    ("home", "title"),
    [
        (None, "Qube Manager"),
        (Path.home() / "data" / "qubes", "Qube Manager"),
        (Path.home() / "second", "~/second — Qube Manager"),
        (Path("/srv/third"), "/srv/third — Qube Manager"),
    ],
)
def test_a_store_that_is_not_the_usual_one_is_named(stage, monkeypatch, home, title):
    monkeypatch.setenv("XDG_DATA_HOME", str(Path.home() / "data"))

    async def scene():
        s = stage()
        s.system.connection.home = home
        window = await s.start()
        assert window.windowTitle() == title
        await s.shut()

    play(scene())


def test_a_first_store_that_cannot_be_made_is_no_qubesd_that_does_not_answer(stage):
    async def scene():
        s = stage()
        s.error = NoPlace(Path("/srv/x"), "no pool can be in '/srv': Permission denied")
        window = await s.start()
        assert window.wait_label.text() == "Your qubes cannot be kept in /srv/x"
        assert "Permission denied" in window.wait_reason.text()
        assert window.reconnect_button.text() == "&Try again"
        s.error = None
        s.click(window.reconnect_button)
        await turns(10)
        assert window.online and s.opened == 2
        await s.shut()

    play(scene())


def test_what_is_selected_stays_so_in_the_tree_and_back(stage):
    async def scene():
        s = stage()
        window = await s.start()
        names = ["personal", "vault", "work"]
        window.views.select_all(names)
        for mode in ("template", "netvm", "list"):
            window.views.set_mode(mode)
            await turns()
            assert sorted(q.name for q in window.views.selected()) == names
        s.system.tell(ChangeKind.RELOADED)
        await turns()
        assert sorted(q.name for q in window.views.selected()) == names
        assert not window.settings_action.isEnabled()
        assert "Ctrl+Shift+E" in window.settings_action.toolTip()
        await s.shut()

    play(scene())


def test_the_focused_cell_of_a_selected_row_has_the_ground_of_its_row(stage):
    async def scene():
        s = stage()
        window = await s.start()
        window.table.select("work")
        view, index = window.table_view, window.table_view.currentIndex()
        option = view.viewOptions()
        option.rect = QRect(0, 0, 200, 30)
        option.widget = view
        grounds = []
        for extra in (QStyle.State_None, QStyle.State_HasFocus | QStyle.State_KeyboardFocusChange):
            option.state = (
                QStyle.State_Enabled | QStyle.State_Active | QStyle.State_Selected | extra
            )
            picture = QPixmap(200, 30)
            painter = QPainter(picture)
            view.itemDelegate().paint(painter, option, index)
            painter.end()
            grounds.append(picture.toImage().pixelColor(190, 15).name())
        assert grounds[0] == grounds[1] == view.palette().color(QPalette.Highlight).name()
        await s.shut()

    play(scene())


def test_the_timeline_has_what_the_window_saw(stage):
    async def scene():
        s = stage()
        window = await s.start()
        work = s.system.qubes["work"]
        properties = {**work.properties, "netvm": PropertyValue("vm", "", False)}
        s.system.put(replace(work, netvm=None, properties=properties))
        s.system.put(replace(s.system.qubes["work"], state="Halting"))
        s.system.put(replace(s.system.qubes["work"], state="Halted"))
        window.table.select("work")
        window.details.tabs.setCurrentWidget(window.details.timeline_tab)
        model = window.details.timeline
        await until(lambda: model.rowCount() > 2)
        lines = [model.index(row).data() for row in range(model.rowCount())]
        assert {"just now: ended", "just now: net qube: sys-firewall → none"} == set(lines[:2])
        assert any("before it was reverted" in line for line in lines[2:])
        await s.shut()

    play(scene())
