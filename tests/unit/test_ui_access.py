"""Every window by its accessibility tree and its tab order, and with keys alone.

Qt's own accessibility interfaces are asked, as a screen reader would.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QWidget,
)

from qubesmanager.client.policy import Question
from qubesmanager.ui.dialogs.about import AboutDialog
from qubesmanager.ui.dialogs.batch_edit import BatchEditDialog
from qubesmanager.ui.dialogs.first_run import FirstRunDialog
from qubesmanager.ui.dialogs.log_window import LogWindow
from qubesmanager.ui.dialogs.name_dialog import CloneDialog, RenameDialog
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.dialogs.policy_question import PolicyQuestionDialog
from qubesmanager.ui.dialogs.remove_qubes import RemoveDialog
from qubesmanager.ui.dialogs.switch_templates import SwitchTemplatesDialog
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.settings.dialog import SettingsDialog
from qubesmanager.ui.settings.global_dialog import GlobalSettingsDialog
from qubesmanager.ui.storage.add_pool import AddPoolDialog
from qubesmanager.ui.storage.pools import PoolSettingsDialog, PoolsWindow
from qubesmanager.ui.storage.reclaim import ReclaimDialog
from qubesmanager.ui.storage.states import StatesDialog
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard
from qubesmanager.ui.wizards.schedule import ScheduleDialog
from tests.fakes.jobs import FakeRestoreJob, host, lifelike_plan
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import play, turns
from tests.unit.test_ui_manager import PROBE, Stage

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)
QUESTION = Question("1", "work", "x.y", "", "@default", ("vault",), "vault", 30.0)
NAMES = ["work", "vault"]


def restore_wizard(system: FakeSystem) -> RestoreWizard:
    job = FakeRestoreJob(lifelike_plan(), host("work"))
    return RestoreWizard(system, Notifier(), make_job=lambda connection: job)


WINDOWS: dict[str, Callable[[FakeSystem], QWidget]] = {
    "new qube": lambda s: NewQubeDialog(s, Notifier()),
    "clone": lambda s: CloneDialog(s, "work", Notifier()),
    "rename": lambda s: RenameDialog(s, "work", Notifier()),
    "remove": lambda s: RemoveDialog([s.qubes[name] for name in NAMES], s.qubes),
    "several": lambda s: BatchEditDialog(s, NAMES, Notifier()),
    "templates": lambda s: SwitchTemplatesDialog(s, Notifier()),
    "settings": lambda s: SettingsDialog(s, "work", Notifier()),
    "global": lambda s: GlobalSettingsDialog(s, Notifier()),
    "states": lambda s: StatesDialog(s, "work", Notifier()),
    "pools": lambda s: PoolsWindow(s, Notifier()),
    "pool": lambda s: PoolSettingsDialog(s, "vm-pool", Notifier()),
    "add pool": lambda s: AddPoolDialog(s, Notifier()),
    "reclaim": lambda s: ReclaimDialog(s, "vm-pool", Notifier()),
    "question": lambda s: PolicyQuestionDialog(s.connection, QUESTION, Notifier()),
    "log": lambda s: LogWindow(None, Notifier()),
    "about": lambda s: AboutDialog(s),
    "first run": lambda s: FirstRunDialog(Path("/x"), PROBE, None, Notifier()),
    "backup": lambda s: BackupWizard(s, Notifier()),
    "restore": restore_wizard,
    "schedule": lambda s: ScheduleDialog(None, "weekly", Notifier()),
}


def controls(window: QWidget) -> list[QWidget]:
    """What a person operates, parts of other controls left out."""
    found = []
    for widget in window.findChildren(QWidget):
        whole = (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit)
        part = isinstance(widget.parent(), whole) or widget.isWindow()
        inside = any(isinstance(p, QAbstractItemView) for p in ancestors(widget))
        if isinstance(widget, CONTROLS) and not part and not inside:
            found.append(widget)
    return found


def ancestors(widget: QWidget):
    while (widget := widget.parent()) is not None:
        yield widget


def spoken(window: QWidget, widget: QWidget) -> str:
    """What a screen reader says of a control."""
    text = widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        text = text or widget.text() or widget.toolTip()
    if isinstance(widget, QLineEdit) and widget.isReadOnly():
        text = text or widget.text()
    labels = [label for label in window.findChildren(QLabel) if label.buddy() is widget]
    return text or (labels[0].text() if labels else "")


def tab_chain(window: QWidget) -> list[QWidget]:
    """The controls that the Tab key reaches, in its order."""
    chain, widget = [], window
    for _ in range(2000):
        widget = widget.nextInFocusChain()
        if widget is window:
            break
        if widget.focusPolicy() & Qt.TabFocus and widget.isVisibleTo(window):
            chain.append(widget)
    return chain


@pytest.mark.parametrize("name", WINDOWS)
def test_every_control_speaks_and_is_reached_by_tab(qtbot, name):
    async def scene():
        window = WINDOWS[name](FakeSystem(household()))
        qtbot.addWidget(window)
        window.show()
        await turns(20)
        silent = [
            widget.objectName() or type(widget).__name__
            for widget in controls(window)
            if widget.isVisibleTo(window) and not spoken(window, widget)
        ]
        assert silent == []
        chain = tab_chain(window)
        shown = [
            w
            for w in controls(window)
            if w.isVisibleTo(window) and w.focusPolicy() & Qt.TabFocus and w.isEnabled()
        ]
        missed = [w.objectName() for w in shown if w not in chain and w.focusProxy() is None]
        assert missed == []
        boxes = window.findChildren((QComboBox, QAbstractSpinBox))
        assert not [box for box in boxes if box.focusPolicy() == Qt.WheelFocus], "see wheel.guard"
        assert window.windowTitle()
        await end(window)

    play(scene())


async def end(window: QWidget) -> None:
    """Close it, and wait for whatever it still does."""
    if isinstance(window, PolicyQuestionDialog):
        window.close_answered()
    else:
        window.close()
    if hasattr(window, "tasks"):
        await window.tasks.finished()


def clashes(window: QWidget) -> list[tuple[str, str]]:
    """Texts of controls that can be seen together and have the same letter, on every tab."""
    found = []
    tabs = [t for t in window.findChildren(QTabWidget) if t.isVisibleTo(window)]
    pages = range(tabs[0].count()) if tabs else (0,)
    for page in pages:
        if tabs:
            tabs[0].setCurrentIndex(page)
        seen: dict[str, str] = {}
        for widget in window.findChildren((QAbstractButton, QLabel)):
            if not widget.isVisibleTo(window):
                continue
            if isinstance(widget, QLabel) and widget.buddy() is None:
                continue
            letter = mnemonic(widget.text())
            if letter and letter in seen:
                found.append((seen[letter], widget.text()))
            elif letter:
                seen[letter] = widget.text()
    return found


def menu_clashes(window: ManagerWindow) -> list[tuple[str, str]]:
    """Entries of one menu that have the same letter, in all menus of the Manager."""
    saved = QMenu(window)
    window.saved_views.save("one")
    window.saved_views.fill(saved)
    menus = [window.menu_button.menu(), saved]
    for chosen in (["work"], NAMES):
        window.views.select_all(chosen)
        menus.append(window.menus.qube_menu())
    found = []
    for menu in menus:
        seen: dict[str, str] = {}
        for text in (action.text() for action in menu.actions()):
            letter = mnemonic(text)
            if letter and letter in seen:
                found.append((seen[letter], text))
            seen.setdefault(letter, text)
        assert len(seen) > 2, "a menu of entries with letters"
    return found


def test_no_two_controls_of_a_page_share_a_mnemonic(qtbot, tmp_path):
    """Alt and a letter do one thing; on the cards of several pools as well, and in menus."""

    async def scene():
        found = []
        for name, make in WINDOWS.items():
            window = make(FakeSystem(household()))
            qtbot.addWidget(window)
            window.show()
            await turns(20)
            found += [(name, *pair) for pair in clashes(window)]
            await end(window)
        stage = Stage(qtbot, tmp_path, FakeSystem(household()))
        found += [("menu", *pair) for pair in menu_clashes(await stage.start())]
        await stage.shut()
        assert not found, "\n".join(map(str, found))

    play(scene())


def mnemonic(text: str) -> str:
    before, mark, after = text.replace("&&", "").partition("&")
    return after[:1].casefold() if mark else ""


def test_the_manager_by_keys_alone(qtbot, tmp_path):
    """Find a qube, open its settings, change one, leave; make a tree; open the menu."""

    async def scene():
        s = Stage(qtbot, tmp_path, FakeSystem(household()))
        window = await s.start()
        press = lambda key, how=Qt.NoModifier: qtbot.keyClick(focus(window), key, how)  # noqa: E731
        press(Qt.Key_F, Qt.ControlModifier)
        assert window.search_edit.hasFocus()
        qtbot.keyClicks(window.search_edit, "vault")
        press(Qt.Key_Down)
        assert window.table_view.hasFocus()
        assert [qube.name for qube in window.views.selected()] == ["vault"]
        press(Qt.Key_E, Qt.ControlModifier)
        await turns(20)
        dialog = window.findChild(SettingsDialog)
        assert dialog is not None and dialog.qube == "vault"
        goes_round(qtbot, dialog, dialog.nav_view)
        qtbot.keyClick(dialog, Qt.Key_Escape)
        window.activateWindow()
        await turns(20)
        press(Qt.Key_2, Qt.ControlModifier)
        assert window.views.mode == "netvm"
        goes_round(qtbot, window, window.tree_view)
        press(Qt.Key_1, Qt.ControlModifier)
        assert window.views.mode == "list"
        goes_round(qtbot, window, window.table_view)
        await s.shut()

    play(scene())


def goes_round(qtbot, window: QWidget, start: QWidget) -> None:
    """Tab, and Shift with it, lead from there to every other control and back."""
    for key in (Qt.Key_Tab, Qt.Key_Backtab):
        start.setFocus()
        passed: list[QWidget] = []
        while not passed or passed[-1] is not start:
            qtbot.keyClick(window.focusWidget(), key)
            assert window.focusWidget() not in passed, (key, window.focusWidget().objectName())
            passed.append(window.focusWidget())
        assert len(passed) > 5


def focus(window: QWidget) -> QWidget:
    return QApplication.focusWidget() or window


@pytest.mark.parametrize("name", ["settings", "states", "reclaim", "several", "pools", "log"])
def test_return_in_a_field_presses_no_button(qtbot, name):
    """Somebody who searches and presses Return must not free, revert or apply anything."""

    async def scene():
        window = WINDOWS[name](FakeSystem(household()))
        qtbot.addWidget(window)
        window.show()
        await turns(20)
        pressed = []
        for button in window.findChildren(QPushButton):
            button.clicked.connect(lambda _, b=button: pressed.append(b.objectName()))
        for edit in window.findChildren(QLineEdit):
            if edit.isVisibleTo(window):
                qtbot.keyClick(edit, Qt.Key_Return)
        assert pressed == [] and window.isVisible()
        await end(window)

    play(scene())


@pytest.mark.parametrize("name", WINDOWS)
def test_no_wrapped_text_is_cut(qtbot, name):
    """At the size with which a window opens."""

    async def scene():
        window = WINDOWS[name](FakeSystem(household()))
        qtbot.addWidget(window)
        window.show()
        await turns(20)
        cut = [
            label.text()
            for label in window.findChildren(QLabel)
            if label.isVisibleTo(window)
            and label.wordWrap()
            and label.heightForWidth(label.width()) > label.height()
        ]
        assert cut == []
        await end(window)

    play(scene())
