"""Windows open as large as they were left; news goes when it is none any more; Ctrl+Q."""

from __future__ import annotations

import pytest
from PyQt5.QtCore import QSize, Qt
from PyQt5.QtTest import QTest

from qubesmanager.ui.dialogs.log_window import LogWindow
from qubesmanager.ui.dialogs.name_dialog import CloneDialog
from qubesmanager.ui.notify import Level, Message, Notifier
from qubesmanager.ui.storage.pools import PoolsWindow
from qubesmanager.ui.widgets.banner import Banner
from qubesmanager.ui.widgets.window_sizes import window_sizes
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import no_settings, play, until

LEFT = QSize(820, 537)  # no narrower than its least width


@pytest.fixture
def kept(monkeypatch, tmp_path):
    monkeypatch.setattr(window_sizes, "settings", no_settings(tmp_path))


def shown(qtbot, window):
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_next_window_of_its_kind_is_as_large(qtbot, tmp_path, kept):
    async def scene():
        first = shown(qtbot, LogWindow(tmp_path, Notifier()))
        usual = first.size()
        assert usual != LEFT
        first.resize(LEFT)
        first.close()
        assert shown(qtbot, LogWindow(tmp_path, Notifier())).size() == LEFT
        pools = shown(qtbot, PoolsWindow(FakeSystem(household()), Notifier()))
        assert pools.size() != LEFT

    play(scene())


def test_what_a_question_takes_is_not_kept(qtbot, tmp_path, kept):
    async def scene():
        first = shown(qtbot, CloneDialog(FakeSystem(household()), "work", Notifier()))
        usual = first.size()
        first.resize(LEFT)
        first.close()
        again = shown(qtbot, CloneDialog(FakeSystem(household()), "work", Notifier()))
        assert again.size() == usual

    play(scene())


def test_a_size_of_a_larger_screen_fits_this_one(qtbot, tmp_path, kept):
    async def scene():
        window_sizes.settings.setValue("sizes/LogWindow", QSize(20_000, 20_000))
        window = shown(qtbot, LogWindow(tmp_path, Notifier()))
        assert window.height() == window.screen().availableSize().height()

    play(scene())


def test_news_goes_and_trouble_stays(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_message(Message(Level.INFO, "The backup goes on."))
    banner.forget_news()
    assert not banner.isVisible()
    banner.show_message(Message(Level.ERROR, "The disk is full."))
    banner.forget_news()
    assert banner.isVisible()


def test_ctrl_q_ends_the_manager(qtbot, tmp_path):
    from tests.unit.test_ui_manager import Stage

    async def scene():
        s = Stage(qtbot, tmp_path, FakeSystem(household()))
        window = await s.start()
        closed = []
        window.finished.connect(lambda: closed.append(True))
        QTest.keyClick(window.table_view, Qt.Key_Q, Qt.ControlModifier)
        await until(lambda: closed)

    play(scene())
