"""What a running job says of its pace, with the clock in the test's hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import Progress
from qubesmanager.client.backup_job import BackupJob, BackupProgress, BackupRequest
from qubesmanager.ui.manager.job_bar import pace_text
from qubesmanager.ui.wizards.backup_run import BackupRun
from qubesmanager.ui.wizards.restore_run import RestoreRun
from tests.fakes.jobs import FakeBackupCheck, FakeBackupJob, FakeRestoreJob, host, plan, row

MIB = 1 << 20
TOTAL = 12_100 * MIB


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def backup(qapp: object, now: list[float]) -> Iterator[BackupRun]:
    job = FakeBackupJob()
    assert not isinstance(job, BackupJob)
    run = BackupRun(job, BackupRequest(Path("/x"), b""), ["work"], "Backing up")  # type: ignore[arg-type]
    run.check = FakeBackupCheck()  # type: ignore[assignment]
    run.clock = lambda: now[0]
    yield run
    run.deleteLater()


def test_the_time_until_it_is_written_is_no_time_of_reading_back(
    backup: BackupRun, now: list[float]
) -> None:
    """Writing at 20 MiB/s, then reading back at 60: neither rate is taken for the other."""
    for second in range(61):
        now[0] = second
        backup._on_progress(BackupProgress(0.0, 20 * MIB * second, TOTAL, "work", "private"))
        if second < 9:
            assert "left" not in pace_text(backup)
    assert pace_text(backup) == "4 %   20.0 MiB/s   writing: 9 to 10 min left"
    backup._on_progress(BackupProgress(1.0, TOTAL, TOTAL, "work", "private"))
    backup.stage_text = ""
    backup.progress(TOTAL, 2 * TOTAL, "verifying", (0, 0))
    assert pace_text(backup) == "50 %"
    for second in range(41):
        now[0] = 100 + second
        backup._on_check(Progress(60 * MIB * second, TOTAL, "work"), TOTAL)
    assert pace_text(backup) == "59 %   60.0 MiB/s   2 to 3 min left"


def test_a_share_alone_has_no_rate_in_bytes(backup: BackupRun, now: list[float]) -> None:
    """A stock daemon tells a percentage and nothing else."""
    backup.check = None
    for second in range(31):
        now[0] = second
        backup._on_progress(BackupProgress(second / 120))
    assert pace_text(backup) == "25 %   1 to 2 min left"


def test_what_comes_out_of_a_qube_has_no_share_and_no_end(qapp: object, now: list[float]) -> None:
    """Nobody tells how large the archive is there: bytes and a rate, and a bar that only moves."""
    archived = plan(row("work"))
    job = FakeRestoreJob(archived, host())
    run = RestoreRun(job, archived, False, "Restoring")  # type: ignore[arg-type]
    run.clock = lambda: now[0]
    for second in range(31):
        now[0] = second
        run._on_progress(Progress(5 * MIB * second, 0, "work", "private"))
    assert run.share is None
    assert pace_text(run) == "150 MiB   5.0 MiB/s"
    run.deleteLater()
