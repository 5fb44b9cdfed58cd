"""What ends for lack of memory ends with a sentence, however Python says that there is none."""

from __future__ import annotations

import errno
import threading
from pathlib import Path

import pytest

from qubesmanager.backend.backup import reader as reading
from qubesmanager.backend.backup.errors import NotEnoughMemory
from qubesmanager.backend.backup.memory_lack import telling_memory_lack
from qubesmanager.backend.backup.outer_tar import OuterTar
from qubesmanager.backend.backup.plan import HostState, PoolState, Status
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from tests.archives import LABELS, PASSPHRASE, ArchiveQube, make_archive, noise
from tests.memory_target import MemoryTarget

SOLO = [ArchiveQube("solo", "StandaloneVM", volumes={"root": noise(9000), "private": b""})]
HOST = HostState(labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        RuntimeError("can't start new thread"),
    ],
)
def test_every_way_to_lack_it(error: Exception) -> None:
    with pytest.raises(NotEnoughMemory) as told, telling_memory_lack("open the archive"):
        raise error
    assert str(told.value).startswith("There is not enough free memory to open the archive. Close")
    assert "ulimit -v" in str(told.value)


@pytest.mark.parametrize("error", [OSError(errno.EIO, "bad"), RuntimeError("bug"), ValueError()])
def test_what_is_something_else_goes_on(error: Exception) -> None:
    with pytest.raises(type(error)) as told, telling_memory_lack("open the archive"):
        raise error
    assert told.value is error


def test_a_piece_that_does_not_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the thread that reads; the rows say it, and nothing half made is left."""
    reader = BackupReader(make_archive(tmp_path / "a", SOLO), PASSPHRASE)
    plan, target = make_plan(reader.contents, HOST), MemoryTarget()

    def read(self: OuterTar, max_bytes: int) -> bytearray:
        raise MemoryError

    monkeypatch.setattr(OuterTar, "read", read)
    run_restore(reader, plan, target, lambda _: None, threading.Event())
    (row,) = plan.rows
    assert row.status is Status.FAILED
    assert row.reason.startswith("There is not enough free memory to read the archive.")
    assert plan.notes == [row.reason]
    assert target.qubes == {}
    with pytest.raises(NotEnoughMemory, match="to read the archive"):
        verify_archive(reader, plan, lambda _: None, threading.Event())
    assert row.status is Status.PENDING  # the archive may be as good as any other
    reader.close()


def test_an_archive_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_list(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "parse_contents", no_list)
    with pytest.raises(NotEnoughMemory, match="to open the archive"):
        BackupReader(make_archive(tmp_path / "a", SOLO), PASSPHRASE)
