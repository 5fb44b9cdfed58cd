"""A restore whose archive lies in a qube; in its place a process that does as one would."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import RestorePlan
from qubesmanager.client import restore_job
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.protocol import QubesException
from tests import qfile_sender
from tests.archives import ArchiveQube, make_archive, noise
from tests.integration.stores import PASSPHRASE, WAIT_S, digest
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("runtime")

SENDER = [sys.executable, str(Path(qfile_sender.__file__))]
IMAGES = {"root": noise(300_000, 1), "private": noise(9000, 2)}
QUBES = [
    ArchiveQube("solo", "StandaloneVM", size=1 << 20, volumes=IMAGES),
    ArchiveQube("other", "StandaloneVM", size=1 << 20, volumes={"root": b"", "private": b""}),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = make_archive(tmp_path / "a", QUBES, compression="none", chunk_bytes=40_000)
    return Path(f"sys-usb:{path}")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The services that were called; the qube behind them is a process."""
    made: list[tuple[str, str]] = []

    def command(connection: Connection, qube: str, service: str) -> list[str]:
        made.append((qube, service))
        return SENDER

    monkeypatch.setattr(restore_job, "service_command", command)
    return made


async def restored(job: RestoreJob, plan: RestorePlan) -> RestorePlan:
    plan.row("other").selected = False
    return await job.run(plan, lambda _: None)


async def test_restored_out_of_a_qube(
    job: RestoreJob, connection: Connection, archive: Path, calls: list[tuple[str, str]]
) -> None:
    with pytest.raises(RestoreError) as caught:
        await job.open(archive, b"wrong")
    assert caught.value.kind == "wrong-passphrase"
    plan, _ = await job.open(archive, PASSPHRASE)
    assert plan.archive == str(archive)
    assert set(calls) == {("sys-usb", "qubes.Restore")}
    checked = await job.verify(plan, lambda _: None)
    assert checked.ok
    result = await restored(job, checked)
    assert result.ok
    for volume, data in IMAGES.items():
        assert (await digest(connection, "solo", volume))[1] == len(data)


async def test_what_the_qube_says_is_told(
    job: RestoreJob, archive: Path, calls: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    monkeypatch.setenv("FAULT", "words")
    result = await restored(job, plan)
    assert not result.ok
    assert "Reading from sys-usb failed: the disk?[31m has gone" in result.row("solo").reason
    assert len(result.row("solo").reason) < 400
    with pytest.raises(RestoreError, match="absent: No such file or directory"):
        await job.open(Path("sys-usb:/absent"), PASSPHRASE)


@pytest.mark.parametrize("way", ["cancel", "close"])
async def test_a_qube_that_sends_nothing_any_more(
    job: RestoreJob, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """It takes neither the run nor the end of it with it."""
    calls = tmp_path / "calls"  # a byte for each
    sender = " ".join(SENDER)
    line = f"printf x >> {calls}; case $(cat {calls}) in x|xx) exec {sender};; esac; exec sleep 600"
    monkeypatch.setattr(restore_job, "service_command", lambda *_: ["sh", "-c", line])
    plan, _ = await job.open(archive, PASSPHRASE)
    running = asyncio.create_task(restored(job, plan))
    await until(lambda: calls.read_text() == "xxx", running)
    async with asyncio.timeout(WAIT_S):
        if way == "cancel":
            await job.cancel()
            assert not (await running).ok
        else:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await job.close()


@pytest.mark.parametrize("way", ["cancel", "close"])
async def test_a_qube_that_does_not_even_begin(
    job: RestoreJob,
    archive: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    monkeypatch.setattr(restore_job, "_CLOSE_TIMEOUT_S", 10 * WAIT_S)  # nobody has to kill it
    begun = tmp_path / "begun"
    line = f"touch {begun}; exec sleep 600"
    monkeypatch.setattr(restore_job, "service_command", lambda *_: ["sh", "-c", line])
    opening = asyncio.create_task(job.open(archive, PASSPHRASE))
    await until(begun.exists, opening)
    async with asyncio.timeout(WAIT_S):
        if way == "cancel":
            await job.cancel()
            with pytest.raises(RestoreError):
                await opening
        else:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
            await job.close()


async def test_a_qube_that_cannot_be_called(
    job: RestoreJob, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> list[str]:
        raise QubesException("no qrexec")

    monkeypatch.setattr(restore_job, "service_command", refuse)
    with pytest.raises(RestoreError, match="no qrexec"):
        await job.open(archive, PASSPHRASE)
    monkeypatch.setattr(restore_job, "service_command", lambda *_: ["/absent/program"])
    with pytest.raises(RestoreError, match="sys-usb cannot be asked: No such file"):
        await job.open(archive, PASSPHRASE)
