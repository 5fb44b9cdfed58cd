"""A person restores a stock backup in the wizard, and backs its qubes up again: nothing is faked.

The windows, the worker process and qubesd are the real ones. What comes back is compared with the
digests in the fixtures' manifest, what is written is taken apart by tar, scrypt and gzip alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel

from qubesmanager.client.system import System
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import next_emission
from qubesmanager.ui.wizards.backup_wizard import BackupWizard
from qubesmanager.ui.wizards.restore_wizard import RestoreWizard
from qubesmanager.ui.wizards.wizard import Wizard
from tests.integration.as_manifest import check, check_home, names_of, with_template
from tests.integration.stores import digest, saved_volumes, store
from tests.real_programs import take_apart
from tests.ui_loop import PATIENCE_S, play

pytestmark = [pytest.mark.real, pytest.mark.slow]
CHOSEN = {"demo-tpl"}
SECRET = "a new passphrase, ąę"


async def press_next(qtbot: Any, wizard: Wizard) -> None:
    """Click on Next once the page lets one, and wait for the next page."""
    async with asyncio.timeout(PATIENCE_S):
        while wizard.page.hindrance():
            await next_emission(wizard.page.changed)
        await wizard.tasks.finished()
    assert wizard.next_button.isEnabled()
    turned = next_emission(wizard.stack.currentChanged)
    qtbot.mouseClick(wizard.next_button, Qt.LeftButton)
    await asyncio.wait([turned], timeout=PATIENCE_S)
    assert turned.done(), [label.text() for label in wizard.page.findChildren(QLabel)]


async def restore(
    qtbot: Any, system: System, archive: Path, passphrase: str, chosen: set[str]
) -> None:
    wizard = RestoreWizard(system, Notifier())
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.keyClicks(wizard.source.path_edit, str(archive))
    await wizard.tasks.finished()
    await press_next(qtbot, wizard)
    qtbot.keyClicks(wizard.unlock.passphrase_edit, passphrase)
    await press_next(qtbot, wizard)
    model = wizard.plan_page.model
    for wanted in (True, False):
        rows = [row for row in model.plan.rows if (row.name in chosen) is wanted]
        model.select(rows, wanted)
    for row in model.unanswered():
        model.restore_home(row)  # as the button beside it does
    await press_next(qtbot, wizard)
    await wizard.job.wait_ended()
    results = {row.name: row.status for row in wizard.job.plan.rows if row.selected}
    assert results == dict.fromkeys(chosen, "restored"), wizard.job.headline
    wizard.close()
    await wizard.tasks.finished()


async def back_up(qtbot: Any, system: System, folder: Path, passphrase: str) -> Path:
    wizard = BackupWizard(system, Notifier())
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.what.model.choose(CHOSEN)
    await press_next(qtbot, wizard)
    wizard.where.folder_edit.setText(str(folder))
    wizard.where.name_edit.setText("from-the-wizard")
    await wizard.tasks.finished()
    await press_next(qtbot, wizard)
    wizard.passphrase.first_edit.setText(passphrase)
    wizard.passphrase.second_edit.setText(passphrase)
    await press_next(qtbot, wizard)
    await press_next(qtbot, wizard)
    await wizard.job.wait_ended()
    assert wizard.job.state.name == "DONE", (wizard.job.headline, wizard.job.remark)
    assert "read back" in wizard.job.headline
    assert (folder / "from-the-wizard").exists()
    wizard.close()
    await wizard.tasks.finished()
    return folder / "from-the-wizard"


def test_restore_then_back_up(
    qtbot: Any,
    runtime: Path,
    tmp_path: Path,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
    program: Callable[[str], str],
) -> None:
    record = manifest["v4-gzip.qbak"]
    expected = {key: value for key, value in saved_volumes(record).items() if key[0] in CHOSEN}

    async def scene() -> tuple[dict[tuple[str, str], tuple[str, int]], Path]:
        async with store(tmp_path / "store") as connection:
            system = System(connection)
            await system.load()
            fixture = fixtures_dir / record["file"]
            await restore(qtbot, system, fixture, record["passphrase"], CHOSEN)
            await system.load()
            assert set(system.qubes) >= CHOSEN
            assert "demo-win" not in system.qubes
            found = {key: await digest(connection, *key) for key in expected}
            return found, await back_up(qtbot, system, tmp_path, SECRET)

    found, archive = play(scene(), patience_s=300)
    assert found == expected

    apart = take_apart(archive, SECRET, tmp_path, program)
    images = [name for name in apart.files if name.endswith(".img")]
    assert sorted((apart.sha256(n), apart.files[n].stat().st_size) for n in images) == sorted(
        expected.values()
    )


@pytest.mark.parametrize(
    "name",
    [
        "v2-encrypted-sha1.qbak",
        "v2-gzip.qbak",
        "v2-gzip-multivolume.qbak",
        "v2-plain.qbak",
        "v3-encrypted.qbak",
        "v3-encrypted-bzip2-multichunk.qbak",
        "v3-gzip.qbak",
        "v3-plain.qbak",
        "v4-bzip2-multichunk.qbak",
        "v4-gzip.qbak",
        "v4-gzip-stock-kdf.qbak",
        "v4-uncompressed-multichunk.qbak",
        "v4-zstd.qbak",
    ],
)
def test_every_fixture(
    name: str,
    qtbot: Any,
    runtime: Path,
    tmp_path: Path,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = manifest[name]
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))

    async def scene() -> None:
        async with store(tmp_path / "store") as connection:
            await with_template(connection)
            system = System(connection)
            await system.load()
            archive, passphrase = fixtures_dir / name, record["passphrase"]
            await restore(qtbot, system, archive, passphrase, names_of(record))
            await check(connection, manifest, name)

    play(scene(), patience_s=300)
    check_home(home, record)
