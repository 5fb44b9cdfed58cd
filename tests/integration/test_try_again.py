"""Ways back in the restore wizard, with the real worker and a real qubesd."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.client.system import System
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard
from tests.archives import PASSPHRASE, ArchiveQube, make_archive, noise
from tests.integration.stores import store
from tests.integration.test_wizards import press_next
from tests.ui_loop import play

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("runtime")]


def archive_of(folder: Path, broken: bool) -> Path:
    """Two qubes; in the last chunk of the second a byte may be another."""
    volumes = {"root": noise(60_000, 1), "private": b""}
    qubes = [ArchiveQube(name, "StandaloneVM", volumes=volumes) for name in ("first", "second")]
    path = make_archive(folder / "a.qbak", qubes, compression="none", log_n=2)
    if broken:
        data = bytearray(path.read_bytes())
        data[data.rindex(b"scrypt") + 200] ^= 1
        path.write_bytes(data)
    return path


@asynccontextmanager
async def at_the_plan(
    qtbot: Any, folder: Path, archive: Path
) -> AsyncIterator[tuple[System, RestoreWizard]]:
    """A wizard on a new store, with that archive open."""
    async with store(folder / "store") as connection:
        system = System(connection)
        await system.load()
        wizard = RestoreWizard(system, Notifier())
        qtbot.addWidget(wizard)
        wizard.show()
        wizard.source.path_edit.setText(str(archive))
        await press_next(qtbot, wizard)
        qtbot.keyClicks(wizard.unlock.passphrase_edit, PASSPHRASE.decode())
        await press_next(qtbot, wizard)
        yield system, wizard
        wizard.close()
        await wizard.tasks.finished()


def test_another_try_goes_on_with_what_was_kept(qtbot: Any, tmp_path: Path) -> None:
    async def scene() -> None:
        broken = archive_of(tmp_path, broken=True)
        async with at_the_plan(qtbot, tmp_path, broken) as (system, wizard):
            wizard.plan_page.model.assign(wizard.plan_page.plan.row("second"), "name", "other")
            await press_next(qtbot, wizard)
            await wizard.job.wait_ended()
            results = {row.name: row.is_done for row in wizard.job.plan.rows}
            assert results == {"first": True, "second": False}, wizard.job.headline
            await system.load()
            assert system.qubes["other"].incomplete, "what arrived of it is kept"

            archive_of(tmp_path, broken=False)
            qtbot.mouseClick(wizard.run_page.again_button, Qt.LeftButton)
            await wizard.reading.finished()
            assert "1 of 2 qubes done" in wizard.source.resume_box.text()
            assert wizard.source.resume_box.isChecked()
            qtbot.keyClicks(wizard.unlock.passphrase_edit, PASSPHRASE.decode())
            await press_next(qtbot, wizard)
            row = wizard.plan_page.plan.row("second")
            assert (row.restored_as, row.problems) == ("other", [])
            await press_next(qtbot, wizard)
            await wizard.job.wait_ended()
            assert wizard.job.headline == "2 of 2 qubes restored."
            await system.load()
            assert {"first", "other"} <= set(system.qubes)
            assert not any(qube.incomplete for qube in system.qubes.values())

    play(scene(), patience_s=120)


def test_another_archive_can_be_chosen_when_one_is_open(qtbot: Any, tmp_path: Path) -> None:
    """The worker that has one open may read no other, and the person may come back to it."""

    async def scene() -> None:
        (tmp_path / "b").mkdir()
        one, other = archive_of(tmp_path, broken=False), tmp_path / "b" / "other.qbak"
        qubes = [ArchiveQube("third", "StandaloneVM", volumes={"root": b"", "private": b""})]
        make_archive(other, qubes, log_n=2)
        async with at_the_plan(qtbot, tmp_path, one) as (_system, wizard):
            wizard.plan_page.model.assign(wizard.plan_page.plan.row("second"), "name", "edited")
            for path, names in ((one, ["first", "edited"]), (other, ["third"])):
                wizard.back()
                wizard.back()
                wizard.source.path_edit.setText(str(other))
                await wizard.source.look()
                assert wizard.source.hindrance() == ""
                wizard.source.path_edit.setText(str(path))
                await press_next(qtbot, wizard)
                await press_next(qtbot, wizard)
                rows = wizard.plan_page.plan.rows
                assert [row.restored_as for row in rows] == names
            wizard.unasked = True

    play(scene(), patience_s=120)
