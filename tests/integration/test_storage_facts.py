"""What the storage windows say by themselves, on a real qubesd: a pool's disk is gone, what a move
takes along.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qubesmanager.client import pools
from qubesmanager.client.system import System
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.storage.pools import PoolsWindow
from qubesmanager.ui.storage.states import StatesDialog
from tests.integration.test_storage_windows import on_a_store, put

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("runtime")]


def test_a_move_is_explained_and_a_lost_disk_is_told(qtbot: Any, tmp_path: Path) -> None:
    async def scene(system: System) -> None:
        folder = tmp_path / "disk"
        folder.mkdir()
        options = {"dir_path": str(folder), "setup_check": "False"}
        await pools.add_pool(system.connection, "second", "file-reflink", options)
        await put(system, b"one" * 1000)
        await put(system, b"two" * 1000)
        await system.load()

        states = StatesDialog(system, "work", Notifier())
        qtbot.addWidget(states)
        states.show()
        await states.tasks.finished()
        count = len(states.model.records)
        assert count >= 1
        states.pool_edit.setCurrentIndex(states.pool_edit.findData("second"))
        await states.mover.planning.finished()
        lost = f"{count} earlier state{'s' if count > 1 else ''} will"
        assert lost in states.told_label.text()
        assert states.move_button.isEnabled()
        states.close()

        window = PoolsWindow(system, Notifier())
        qtbot.addWidget(window)
        window.show()
        await window.tasks.finished()
        card = window.cards["second"]
        assert card.hindrance_label.isHidden()
        folder.rename(tmp_path / "unplugged")
        window.refresh()
        await window.tasks.finished()
        assert "It cannot be used now" in card.hindrance_label.text()
        assert str(folder) in card.hindrance_label.text()
        (tmp_path / "unplugged").rename(folder)
        window.refresh()
        await window.tasks.finished()
        assert card.hindrance_label.isHidden()
        window.close()

    on_a_store(tmp_path, scene)
