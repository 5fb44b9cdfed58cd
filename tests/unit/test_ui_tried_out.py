"""What a person met who tried the windows for the first time."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtGui import QFont, QFontMetrics, QRawFont, QWheelEvent
from PyQt5.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from qubesmanager.backend.backup.glance import Glance, Sight
from qubesmanager.backend.storage import reflink
from qubesmanager.backend.storage.reflink import ReflinkPool
from qubesmanager.client import system as client_system
from qubesmanager.protocol import DaemonAccessError, QubesException
from qubesmanager.ui import look
from qubesmanager.ui.dialogs.batch_edit import BatchEditDialog
from qubesmanager.ui.dialogs.name_dialog import CloneDialog
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.storage.states import StatesDialog
from qubesmanager.ui.tasks import Tasks
from qubesmanager.ui.widgets import mnemonics, wheel
from qubesmanager.ui.wizards.restore_pages import SourcePage
from tests.fakes.system import FakeSystem, household, qube
from tests.ui_loop import no_settings, play, turns, until


class SlowLook:
    """Looks at a file until it is told to have seen it."""

    def __init__(self) -> None:
        self.seen = asyncio.Event()

    async def glance(self, archive: object) -> Glance:
        await self.seen.wait()
        return Glance(Sight.UNREADABLE, reason="not a backup")


def test_a_path_typed_while_next_looks_is_not_gone_on_with(qtbot):
    async def scene():
        job = SlowLook()
        page = SourcePage(job, Tasks(Notifier()))
        qtbot.addWidget(page)
        page.path_edit.setText("/etc/passwd")
        leaving = asyncio.ensure_future(page.leave())
        await turns()
        page.path_edit.setText("/media/usb/qub")
        job.seen.set()
        assert not await leaving

    play(scene())


class Refusing(FakeSystem):
    async def refresh(self, name: str):
        raise QubesException(" ".join(["the disk is full and nothing was made of it"] * 12))


def test_a_refusal_is_shown_whole_and_can_be_tried_again(qtbot):
    async def scene():
        system = Refusing(household())
        dialog = CloneDialog(system, "work", Notifier())
        qtbot.addWidget(dialog)
        dialog.show()
        dialog._act = system.refresh
        dialog.act()
        await until(lambda: "disk is full" in dialog.reason_label.text())
        await until(lambda: dialog.act_button.isEnabled())
        QApplication.processEvents()
        label = dialog.reason_label
        assert label.height() >= label.heightForWidth(label.width())

    play(scene())


@pytest.mark.parametrize(("shares", "said"), [(True, "next to no space"), (False, "as much again")])
def test_a_clone_says_what_it_takes_there(qtbot, shares, said):
    system = FakeSystem(household())
    system.pools = {n: replace(p, shares_blocks=shares) for n, p in system.pools.items()}
    dialog = CloneDialog(system, "work", Notifier())
    qtbot.addWidget(dialog)
    assert said in dialog.effect_label.text()


def test_whether_a_pool_shares_blocks_is_tried_once(tmp_path, monkeypatch):
    answers = [OSError(28, "No space left on device"), False]
    asked = []

    def try_it(folder):
        asked.append(folder)
        answer = answers[len(asked) - 1]
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(reflink, "is_reflink_supported", try_it)
    pool = ReflinkPool("p", tmp_path, setup_check=False)
    assert pool.shares_blocks is None
    assert pool.shares_blocks is False
    assert pool.shares_blocks is False
    assert asked == [tmp_path, tmp_path]


def test_undo_goes_when_something_else_is_said(qtbot):
    async def scene():
        dialog = StatesDialog(FakeSystem(household()), "work", Notifier())
        qtbot.addWidget(dialog)
        await turns()
        for begin in (lambda: dialog._cloned("other"), dialog.mover.pool_chosen, dialog.read):
            dialog.offer_undo("1@2026")
            assert not dialog.undo_button.isHidden()
            begin()
            await until(lambda: dialog.undo_button.isHidden())

    play(scene())


def test_results_of_long_names_need_no_scrolling(qtbot):
    names = [f"customer-{n}-with-a-rather-long-n" for n in range(9)]
    system = FakeSystem([*household(), *(qube(name, netvm=names[0]) for name in names)])
    dialog = BatchEditDialog(system, names, Notifier())
    qtbot.addWidget(dialog)
    dialog.set_value("netvm", names[1])
    dialog.show()
    QApplication.processEvents()
    view = dialog.preview_view
    last = dialog.model.column_of("result")
    end = view.columnViewportPosition(last) + view.columnWidth(last)
    assert 0 < end <= view.viewport().width()
    assert view.columnWidth(last) > view.fontMetrics().averageCharWidth() * 10


def test_a_name_that_is_cut_is_seen_to_be_cut(qapp, monkeypatch):
    """Where the first font has no such sign, the next one gives it."""
    plain = QFont("Droid Sans Fallback")  # a Chinese one, as the tests' machine may have it

    class Without(QRawFont):
        @staticmethod
        def fromFont(font, *more):  # noqa: N802
            raw = QRawFont.fromFont(font, *more)
            lacks = font.families() == plain.families()
            return type("Raw", (), {
                "supportsCharacter": lambda self, c: not lacks and raw.supportsCharacter(c)
            })()  # fmt: skip

    monkeypatch.setattr(look, "QRawFont", Without)
    font = look.with_ellipsis(plain)
    assert font.families() == [look.FONTS_WITH_ELLIPSIS[0], plain.family()]
    cut = QFontMetrics(font).elidedText("client-1-" * 9, Qt.ElideMiddle, 150)
    assert look.ELLIPSIS in cut


def test_names_have_the_room_they_need_until_they_are_dragged(qtbot, tmp_path):
    async def scene():
        names = [f"customer-{n}-with-a-rather-long-n" for n in range(9)]
        system = FakeSystem([*household(), *(qube(name) for name in names)])

        async def open_system():
            return system

        window = ManagerWindow(open_system, Notifier(), no_settings(tmp_path))
        qtbot.addWidget(window)
        window.resize(1280, 760)
        window.show()
        window.start()
        await until(lambda: window.model.rowCount() > len(names))
        name = window.model.column_of("name")
        letter = window.table_view.fontMetrics().averageCharWidth()
        await until(lambda: window.table_view.columnWidth(name) >= 26 * letter)
        window.table_view.setColumnWidth(name, 120)
        system.qubes["new"] = qube("new")
        window.model.put(system.qubes["new"])
        await turns()
        assert window.table_view.columnWidth(name) == 120
        window.table.save_columns()
        saved = json.loads(window.settings.value("manager/table"))
        assert saved["widths"] == {"name": 120}
        await window.shutdown()

    play(scene())


async def test_why_qubesd_cannot_come_back_is_told_once(monkeypatch):
    monkeypatch.setattr(client_system, "_RECONNECT_S", 0)
    reasons = iter(("it was killed", "Read-only file system", "Read-only file system"))
    told: list[str] = []
    asked_all = asyncio.Event()

    class Gone:
        async def revive(self) -> None:
            reason = next(reasons, None)
            if reason is None:
                asked_all.set()
                await asyncio.Event().wait()
            raise DaemonAccessError(reason)

    system = client_system.System(Gone())
    watching = asyncio.create_task(system.watch(lambda change: told.append(change.reason)))
    async with asyncio.timeout(60):
        await asked_all.wait()
    watching.cancel()
    assert told == ["it was killed", "Read-only file system"]


def test_the_wheel_changes_no_field_that_the_person_is_not_in(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    box = QComboBox(page)
    box.addItems(["one", "two"])
    wheel.guard(page)
    page.show()
    QApplication.setActiveWindow(page)
    page.setFocus()

    def turned() -> bool:
        """Whether the box took it; what it does not take goes to the page."""
        middle, down = QPoint(5, 5), QPoint(0, -120)
        there = QPointF(middle), QPointF(box.mapToGlobal(middle))
        event = QWheelEvent(
            *there, QPoint(), down, Qt.NoButton, Qt.NoModifier, Qt.NoScrollPhase, False
        )
        QApplication.sendEvent(box, event)
        return event.isAccepted()

    assert not turned() and box.currentText() == "one" and not box.hasFocus()
    box.setFocus()
    assert box.hasFocus() and turned() and box.currentText() == "two"


def test_entries_of_a_menu_have_letters_of_their_own(qapp):
    menu = QMenu()
    for caption in ("&Views", "&Pools", "&Verify a backup\u2026"):
        menu.addAction(caption)
    mnemonics.settle_menu(menu)
    letters = [mnemonics.letter_of(action.text()) for action in menu.actions()]
    assert letters[:2] == ["v", "p"]
    assert letters[2] not in ("", "v", "p")
