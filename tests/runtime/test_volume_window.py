"""The window of volumes while the qube runs: why a volume cannot be moved, and what helps then."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client import locate, pools
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesVMNotStartedError
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.storage.states import StatesDialog
from qubesmanager.ui.storage.volume_mover import Phase
from qubesmanager.ui.tasks import next_emission
from tests.runtime.conftest import MachineStore
from tests.ui_loop import no_settings, play, until
from tests.unit.test_ui_manager import unnamed_controls

pytestmark = pytest.mark.slow


def test_a_volume_is_moved_when_its_qube_has_ended(
    qtbot: Any, store: MachineStore, tmp_path: Any
) -> None:
    async def scene() -> None:
        connection = await locate.connect(store.home)
        folder = store.home / "second"
        folder.mkdir()
        options = {"dir_path": str(folder), "setup_check": "False"}
        await pools.add_pool(connection, "second", "file-reflink", options)
        window = await opened(connection)
        window.table.select("work")
        window.states_action.trigger()
        dialog = window.findChild(StatesDialog)
        await dialog.tasks.finished()
        home = pool_of(window)
        await waits_until_it_has_ended(window, dialog, "second")
        store.call("admin.vm.Start", "", "work")
        await until(lambda: state(window) == "Running")
        await shuts_it_down(window, dialog, home)
        finished = next_emission(window.finished)
        window.close()
        await finished
        await connection.close()

    async def opened(connection: Connection) -> ManagerWindow:
        async def open_system() -> System:
            return System(connection)

        window = ManagerWindow(open_system, Notifier(), no_settings(tmp_path))
        qtbot.addWidget(window)
        window.show()
        window.start()
        await next_emission(window.loaded)
        return window

    def state(window: ManagerWindow) -> str:
        assert window.system is not None
        return window.system.qubes["work"].state

    def pool_of(window: ManagerWindow) -> str:
        assert window.system is not None
        volume = window.system.qubes["work"].volume("private")
        return "" if volume is None else volume.pool

    def choose(dialog: StatesDialog, pool: str) -> None:
        dialog.pool_edit.setCurrentIndex(dialog.pool_edit.findData(pool))
        assert dialog.told_label.text() == (
            "work runs. A volume can be moved while its qube is shut down."
        )
        assert unnamed_controls(dialog) == []
        assert not dialog.move_button.isEnabled()
        assert dialog.end_button.isEnabled() and dialog.wait_button.isVisible()

    async def waits_until_it_has_ended(
        window: ManagerWindow, dialog: StatesDialog, pool: str
    ) -> None:
        """Somebody else ends it; before that the person has thought of it twice."""
        choose(dialog, pool)
        for number in range(2):
            qtbot.mouseClick(dialog.wait_button, Qt.LeftButton)
            assert dialog.mover.phase is Phase.WAITING and dialog.wait_button.isHidden()
            assert not dialog.pool_edit.isEnabled() and "still open" in dialog.told_label.text()
            if number == 0:
                qtbot.mouseClick(dialog.move_button, Qt.LeftButton)
                choose(dialog, pool)
        store.call("admin.vm.Kill", "", "work")
        await until(lambda: pool_of(window) == pool)
        await dialog.tasks.finished()
        assert dialog.told_label.text() == f"It is in the pool {pool} now."
        assert not dialog.revert_button.toolTip().startswith("Shut"), "that is over, too"

    async def shuts_it_down(window: ManagerWindow, dialog: StatesDialog, pool: str) -> None:
        choose(dialog, pool)
        qtbot.mouseClick(dialog.end_button, Qt.LeftButton)
        await until(lambda: store.state("work") != "Running")
        with suppress(QubesVMNotStartedError):  # its system heeds the wish, but takes its time
            store.call("admin.vm.Kill", "", "work")
        await until(lambda: pool_of(window) == pool)
        await dialog.tasks.finished()
        assert dialog.told_label.text() == f"It is in the pool {pool} now."

    store.make("work")
    store.call("admin.vm.Start", "", "work")
    play(scene())
