"""A full disk: windows lead to their own list of what can be freed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.backend.storage import StoragePoolException, build_pool
from qubesmanager.backend.storage.conformance_tools import origin
from qubesmanager.backend.storage.errors import NotEnoughSpace
from qubesmanager.protocol import QubesException
from qubesmanager.ui import room
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Level, Message, Notifier, error_message
from qubesmanager.ui.storage.pools import PoolsWindow
from qubesmanager.ui.storage.reclaim import ReclaimDialog
from tests.fakes.system import FakeSystem, household
from tests.ui_loop import no_settings, play, until

PLACE = "Pools and volumes ▸ What would free space?"
FULL = NotEnoughSpace("volume work:private", 3 << 30, 12 << 20, "pool vm-pool")


def test_a_refusal_for_want_of_room_names_the_window():
    message = error_message(QubesException(str(FULL)))
    assert message.text == (
        "volume work:private needs 3.0 GiB, and pool vm-pool has 12.0 MiB free. "
        f"The Qube Manager lists what can be freed: {PLACE}"
    )
    assert message.wants_room
    assert Message(Level.ERROR, "not written", os.strerror(errno.ENOSPC)).wants_room
    assert not error_message(QubesException("the pool is gone")).wants_room
    assert not Message(Level.INFO, os.strerror(errno.ENOSPC)).wants_room


async def test_what_stands_in_the_way_names_the_window(tmp_path: Path):
    pool = build_pool("file", "p", dir_path=str(tmp_path))
    await pool.setup()
    (tmp_path / "appvms/work").mkdir()
    (tmp_path / "appvms/work/private.img").touch()
    with pytest.raises(StoragePoolException) as refused:
        await origin(pool).create()
    said = room.in_windows(str(refused.value))
    assert said.endswith(f"if no qube needs it, remove it in the Qube Manager: {PLACE}")
    assert "qube pool" not in said


@pytest.mark.parametrize("pools", [1, 2])
def test_the_manager_opens_what_would_free_space(qtbot, tmp_path, pools):
    """Where several pools have something to free, the person sees which there are."""

    async def scene():
        system = FakeSystem(household())
        kept = [n for n, pool in system.pools.items() if pool.driver != "linux-kernel"]
        assert len(kept) > 1
        for name in kept[pools:]:
            del system.pools[name]

        async def open_system():
            return system

        notifier = Notifier()
        window = ManagerWindow(open_system, notifier, no_settings(tmp_path))
        qtbot.addWidget(window)
        window.show()
        window.start()
        await until(lambda: window.online)
        notifier.report(QubesException("something else"))
        assert window.banner.isVisible() and not window.banner.action_button.isVisible()
        notifier.report(QubesException(str(FULL)))
        assert window.banner.dismiss_button.isVisible()
        qtbot.mouseClick(window.banner.action_button, Qt.LeftButton)
        shown = window.findChild(PoolsWindow)
        assert shown.isVisible()
        asked = [dialog.pool for dialog in shown.findChildren(ReclaimDialog)]
        assert asked == (kept[:1] if pools == 1 else [])
        await window.shutdown()

    play(scene())
