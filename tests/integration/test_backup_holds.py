"""A qube that is being backed up is not removed under the backup's hands."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.qube.firewall_rule import ACCEPT_ALL, Rule
from qubesmanager.protocol import QubesException, QubesVMInUseError
from tests.unit.stock_store import fresh_app

from .test_backup_job import profile

REFUSAL = "being backed up"


async def test_a_qube_stays_until_its_backup_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = await fresh_app(tmp_path / "home")
    work = await app.add_qube("StandaloneVM", "work", "red")
    other = await app.add_qube("StandaloneVM", "other", "red")
    work.firewall.path.touch()
    refused: list[str] = []

    async def rules_while_removed() -> tuple[Rule, ...]:
        for qube in (work, other):
            try:
                await app.remove_qube(qube.name)
            except QubesVMInUseError as error:
                refused.append(error.message)
        return (ACCEPT_ALL,)

    monkeypatch.setattr(work.firewall, "rules", rules_while_removed)
    jobs = BackupJobs(app, app.home, Cost(10))
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work", "other"]))
    await jobs.execute("one")
    assert len(refused) == 2
    assert all(REFUSAL in text for text in refused)
    assert (tmp_path / "archive").exists()
    await app.remove_qube("work")
    await app.remove_qube("other")
    assert list((await App.load(app.home)).qubes) == ["dom0", "tpl"]


async def test_notes_that_cannot_be_read_fail_the_backup(tmp_path: Path) -> None:
    app = await fresh_app(tmp_path / "home")
    work = await app.add_qube("StandaloneVM", "work", "red")
    (work.dir_path / "notes.txt").mkdir()
    jobs = BackupJobs(app, app.home, Cost(10))
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work"]))
    with pytest.raises(QubesException, match="Notes of 'work'"):
        await jobs.execute("one")
    assert not (tmp_path / "archive").exists()
    assert not work.holds
