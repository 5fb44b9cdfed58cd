"""What earlier backups tell about the next one."""

from __future__ import annotations

import time

import pytest

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.client.history import compressed_share, kept_s, time_s
from qubesmanager.client.revisions import Revision


def record(size: int, data: int, *qubes: str, method: str = "gzip") -> BackupRecord:
    return BackupRecord("/x", 1, list(qubes), "", size, data_bytes=data, compression=method)


@pytest.mark.parametrize(
    ("records", "method", "share"),
    [
        ([], True, None),
        ([record(0, 0, "work"), record(5, 0, "work")], True, None),
        ([record(1, 2, "work")], True, 0.5),
        ([record(1, 2, "work")], "gzip", 0.5),
        ([record(1, 2, "work")], "zstd", None),
        ([record(1, 2, "work")], False, None),
        ([record(1, 2, "work", method="none")], False, 0.5),
        # Those of the same qubes before others, and the sizes weigh.
        ([record(1, 100, "other"), record(6, 8, "work"), record(1, 2, "work")], True, 0.7),
        ([record(1, 4, "other")], True, 0.25),
        # The oldest of many no longer counts.
        ([record(9, 9, "work"), *[record(1, 2, "work")] * 5], True, 0.5),
    ],
)
def test_the_share_is_that_of_similar_backups(records, method, share) -> None:
    assert compressed_share(records, method, {"work"}) == share


def test_times_of_states_are_utc_wherever_the_person_is(monkeypatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        state = Revision("1", "2026-11-21T10:00:00", kept="2026-11-21T18:00:00")
        assert (time_s(state), kept_s(state)) == (1795255200, 1795284000)
        assert time_s(Revision("1", "2026-11-21T10:00:00Z")) == 1795255200
        assert kept_s(Revision("1", "2026-11-21T10:00:00")) == 1795255200
        assert kept_s(Revision("1")) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
