"""The Manager on a real qubesd: the first run, live events, a qubesd that is killed, a restore."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager import places
from qubesmanager.client.system import System
from qubesmanager.ui.dialogs.first_run import FirstRunDialog
from qubesmanager.ui.dialogs.new_qube import NewQubeDialog
from qubesmanager.ui.dialogs.remove_qubes import RemoveDialog
from qubesmanager.ui.launch import Program
from qubesmanager.ui.manager.window import ManagerWindow
from qubesmanager.ui.tasks import next_emission
from qubesmanager.ui.wizards.jobs import JobState
from tests.ui_loop import no_settings, play, until

pytestmark = [pytest.mark.real, pytest.mark.slow]


def end_daemon(home: Path) -> None:
    """The window's qubesd outlives it on purpose; the test's does not."""
    holder = places.read_holder(home)
    if holder is not None:
        os.kill(holder.pid, signal.SIGTERM)


def names(window: ManagerWindow) -> set[str]:
    return {record.name for record in window.model.records}


def test_from_the_first_run_to_a_restored_qube(
    qtbot: Any,
    runtime: Path,
    tmp_path: Path,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
) -> None:
    home = tmp_path / "home"
    record = manifest["v4-gzip.qbak"]

    async def scene() -> None:
        program = Program(home)

        def open_system() -> Any:
            return program.open_system(window)

        window = ManagerWindow(open_system, program.notifier, no_settings(tmp_path))
        qtbot.addWidget(window)
        window.show()
        window.start()
        await first_run(window)
        await until(lambda: window.pages.currentWidget() is window.empty_page)
        await make_and_remove(window)
        await see_a_change_of_another_client(window)
        await lose_and_find_qubesd(window)
        await restore(window)
        finished = next_emission(window.finished)
        window.close()
        await finished

    async def first_run(window: ManagerWindow) -> None:
        await until(lambda: window.findChildren(FirstRunDialog))
        dialog = window.findChildren(FirstRunDialog)[0]
        assert str(home) in dialog.place_label.text()
        assert dialog.driver == "file-reflink"
        assert dialog.reason_label.text()
        assert not home.exists(), "nothing is made before Create"
        qtbot.mouseClick(dialog.create_button, Qt.LeftButton)
        await next_emission(window.loaded)
        assert (home / "qubes.xml").exists()

    async def make_and_remove(window: ManagerWindow) -> None:
        qtbot.mouseClick(window.empty_new_button, Qt.LeftButton)
        dialog = window.findChildren(NewQubeDialog)[0]
        dialog.class_box.setCurrentIndex(dialog.class_box.findData("TemplateVM"))
        qtbot.keyClicks(dialog.name_edit, "first")
        closed = next_emission(dialog.finished)
        qtbot.mouseClick(dialog.act_button, Qt.LeftButton)
        await closed
        await until(lambda: names(window) == {"first"})
        window.table.select("first")
        assert window.details.class_value.text() == "TemplateVM (Template)"
        window.remove_action.trigger()
        asked = window.findChildren(RemoveDialog)[0]
        asked.name_edit.setText("first")
        qtbot.mouseClick(asked.remove_button, Qt.LeftButton)
        await until(lambda: not names(window))
        await until(lambda: window.pages.currentWidget() is window.empty_page)

    async def see_a_change_of_another_client(window: ManagerWindow) -> None:
        other = System(window.system.connection)
        await other.load()
        await other.create_qube("TemplateVM", "elsewhere", "blue")
        await until(lambda: names(window) == {"elsewhere"})
        await other.connection.call("admin.vm.feature.Set", "seen", "elsewhere", b"1")
        window.table.select("elsewhere")
        await until(lambda: any(f.name == "seen" for f in window.details.features.records))

    async def lose_and_find_qubesd(window: ManagerWindow) -> None:
        holder = places.read_holder(home)
        assert holder is not None
        os.kill(holder.pid, signal.SIGKILL)
        await until(lambda: not window.online)
        assert window.banner.isVisible()
        assert names(window) == {"elsewhere"}, "what was known stays readable"
        qtbot.mouseClick(window.banner.action_button, Qt.LeftButton)
        await until(lambda: window.online and not window.banner.isVisible())
        assert names(window) == {"elsewhere"}

    async def restore(window: ManagerWindow) -> None:
        wizard = window.job_windows.open_restore()
        assert wizard is not None
        wizard.source.path_edit.setText(str(fixtures_dir / record["file"]))
        await wizard.next()
        qtbot.keyClicks(wizard.unlock.passphrase_edit, record["passphrase"])
        await wizard.next()
        assert wizard.page is wizard.plan_page, wizard.unlock.error_label.text()
        model = wizard.plan_page.model
        model.select([row for row in model.plan.rows if row.name != "demo-tpl"], False)
        model.assign(model.plan.row("demo-tpl"), "name", "brought-back")
        await wizard.next()
        wizard.close()
        assert window.job_bar.isVisible()
        await wizard.job.wait_ended()
        assert wizard.job.state is JobState.DONE, wizard.job.headline
        assert window.job_bar.title_label.text() == "1 of 1 qube restored."
        await until(lambda: "brought-back" in names(window))
        await until(lambda: not window.system.qubes["brought-back"].incomplete)
        qtbot.mouseClick(window.job_bar.dismiss_button, Qt.LeftButton)
        assert not window.job_bar.isVisible()

    try:
        play(scene(), patience_s=300)
    finally:
        end_daemon(home)
