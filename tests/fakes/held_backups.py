"""Backups that stay in their middle, however busy the machine is, until they are let go on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from qubesmanager.backend.backup.writer import Progress
from qubesmanager.backend.backup_job import BackupJob


@contextmanager
def held_backups(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Writers stop at their first progress, with the archive begun, until the event is set.

    One that is cancelled goes on, and so comes to its end.
    """
    go_on, real = threading.Event(), BackupJob._on_progress

    def hold(job: BackupJob, progress: Progress) -> None:
        real(job, progress)
        while not (go_on.wait(0.02) or job.is_cancelled):
            pass

    monkeypatch.setattr(BackupJob, "_on_progress", hold)
    try:
        yield go_on
    finally:
        go_on.set()
