"""A backup as a job: profile, progress, report; by our daemon's calls and by a dom0's file."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from qubesmanager.client import backup_job
from qubesmanager.client.backup_job import BackupJob, BackupProgress, BackupRequest, failed_rows
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.protocol import (
    DaemonAccessError,
    Event,
    QubesException,
    QubesValueError,
    Request,
    encode_exception,
    encode_success,
)
from tests.integration.stores import runtime_dir
from tests.socket_server import Server, serving

REQUEST = BackupRequest(Path("/media/x.qbak"), "zażółć: 'a' #b".encode(), include=("work", "vault"))
REPORT = {
    "state": "done",
    "target": "/media/x.qbak",
    "message": "",
    "qubes": [{"name": "work", "status": "saved"}, {"name": "vault", "status": "failed"}],
}


@pytest.fixture(autouse=True)
def runtime() -> Iterator[Path]:
    with runtime_dir() as folder:
        yield folder


def profile_of(request: Request) -> dict[str, Any]:
    profile: dict[str, Any] = yaml.safe_load(request.payload)
    return profile


def test_the_profile_is_the_stock_one() -> None:
    assert yaml.safe_load(REQUEST.profile()) == {
        "include": ["work", "vault"],
        "exclude": [],
        "destination_vm": "dom0",
        "destination_path": "/media/x.qbak",
        "compression": True,
        "passphrase_text": "zażółć: 'a' #b",
    }
    assert yaml.safe_load(BackupRequest(Path("/x"), b"123").profile())["passphrase_text"] == "123"
    assert yaml.safe_load(BackupRequest(Path("/x"), b"p").profile())["include"] is None
    checked = BackupRequest(Path("/x"), b"p", will_verify=True)
    assert yaml.safe_load(checked.profile())["will_verify"] is True
    assert "will_verify" not in checked.record()  # of a run, not of a profile that is kept
    with pytest.raises(QubesValueError, match="UTF-8"):
        BackupRequest(Path("/x"), b"\xff").profile()


async def test_the_profile_goes_by_the_internal_call(tmp_path: Path) -> None:
    answers = {
        "internal.backup.SetProfile": b"",
        "admin.backup.Execute": b"",
        "internal.backup.Report": json.dumps(REPORT).encode(),
    }
    async with serving(tmp_path, answers) as (server, connection):
        job = BackupJob(connection)
        await job.start(REQUEST, lambda _: None)
        report = await job.wait()
    assert report == REPORT
    assert [row["name"] for row in failed_rows(report)] == ["vault"]
    given = server.requests[0]
    assert given.method == "internal.backup.SetProfile"
    assert profile_of(given)["passphrase_text"] == "zażółć: 'a' #b"
    assert {r.arg for r in server.requests if "backup" in r.method} == {job.profile_name}


async def test_info(tmp_path: Path) -> None:
    answers = {"internal.backup.SetProfile": b"", "admin.backup.Info": "Größe".encode()}
    async with serving(tmp_path, answers) as (_, connection):
        assert await BackupJob(connection).info(REQUEST) == "Größe"


async def test_failures_are_reports_while_there_is_one(tmp_path: Path) -> None:
    failed = {**REPORT, "state": "failed", "message": "disk full"}
    answers = {
        "internal.backup.SetProfile": b"",
        "admin.backup.Execute": lambda _: encode_exception("QubesException", "disk full"),
        "internal.backup.Report": json.dumps(failed).encode(),
    }
    async with serving(tmp_path, answers) as (_, connection):
        job = BackupJob(connection)
        await job.start(REQUEST, lambda _: None)
        assert (await job.wait())["message"] == "disk full"


async def test_a_daemon_that_goes_away_is_an_error(tmp_path: Path) -> None:
    answers = {"internal.backup.SetProfile": b"", "admin.backup.Execute": lambda _: b""}
    async with serving(tmp_path, answers) as (_, connection):
        job = BackupJob(connection)
        await job.start(REQUEST, lambda _: None)
        with pytest.raises(DaemonAccessError, match="killed.*NAME.incomplete may be left.*--clean"):
            await job.wait()


async def test_a_profile_that_is_refused(tmp_path: Path) -> None:
    refusal = encode_exception("QubesException", "no")
    async with serving(tmp_path, {"internal.backup.SetProfile": lambda _: refusal}) as (_, conn):
        with pytest.raises(QubesException, match="no"):
            await BackupJob(conn).start(REQUEST, lambda _: None)


class HeldExecute(Server):
    """Execute answers only when it is told to, so that events can come before."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, {"internal.backup.SetProfile": b"", "admin.backup.Cancel": b""})
        self.release = asyncio.Event()
        self.outcome = encode_success()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peeked = await reader.read()
        if peeked.startswith(b"admin.backup.Execute"):
            await self.release.wait()
            writer.write(self.outcome)
            writer.close()
            await writer.wait_closed()
            return
        if peeked.startswith(b"admin.backup.Cancel"):
            self.outcome = encode_exception("BackupCancelledError", "cancelled")
            self.release.set()
        again = asyncio.StreamReader()
        again.feed_data(peeked)
        again.feed_eof()
        await super()._serve(again, writer)


async def held(tmp_path: Path, home: Path | None) -> tuple[HeldExecute, Connection]:
    server = HeldExecute(tmp_path)
    await server.start(internal=home is not None)
    endpoint = Endpoint(server.endpoint.socket, server.endpoint.internal_socket, home)
    return server, Connection(endpoint)


async def test_only_this_jobs_progress_is_told(tmp_path: Path) -> None:
    server, connection = await held(tmp_path, tmp_path)
    server.answers["internal.backup.Report"] = json.dumps(REPORT).encode()
    seen: asyncio.Queue[BackupProgress] = asyncio.Queue()
    job = BackupJob(connection)
    await job.start(REQUEST, seen.put_nowait)
    async with asyncio.timeout(60):
        while not server.streams:
            await asyncio.sleep(0)
        name = job.profile_name
        ours = {"done_bytes": "25", "total_bytes": "100", "qube": "work", "volume": "private"}
        await server.send(
            Event("", "backup-progress", {"backup_profile": name, "progress": "99"}),
            Event("", "backup-job-progress", {"backup_profile": "other", **ours}),
            Event("", "backup-job-progress", {"backup_profile": name, **ours}),
        )
        assert await seen.get() == BackupProgress(0.25, 25, 100, "work", "private")
        server.release.set()
        await job.wait()
    assert seen.empty()
    await server.stop()


async def test_a_dom0_gets_a_link_to_a_secret_file_that_does_not_last(
    tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = tmp_path / "etc"
    profiles.mkdir()
    monkeypatch.setattr(backup_job, "STOCK_PROFILES", profiles)
    server, connection = await held(tmp_path, None)
    seen: asyncio.Queue[BackupProgress] = asyncio.Queue()
    job = BackupJob(connection)
    await job.start(replace(REQUEST, will_verify=True), seen.put_nowait)
    link = profiles / f"{job.profile_name}.conf"
    assert link.is_symlink()
    assert link.resolve().is_relative_to(runtime)
    assert stat.S_IMODE(link.resolve().stat().st_mode) == 0o600
    assert link.read_bytes() == REQUEST.profile()
    async with asyncio.timeout(60):
        while not server.streams:
            await asyncio.sleep(0)
        name = job.profile_name
        await server.send(Event("", "backup-progress", {"backup_profile": name, "progress": "50"}))
        assert await seen.get() == BackupProgress(0.5)
        await job.cancel()
        report = await job.wait()
    assert report["state"] == "cancelled"
    assert list(profiles.iterdir()) == []
    assert [p for p in runtime.rglob("*") if p.is_file()] == []
    await job.cancel()
    await server.stop()


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"running": "restart"}, "what to do with running qubes"),
        ({"command": "cat"}, "a command as the target"),
        ({"sheet": True}, "an emergency sheet"),
        ({"compression": "zstd:9"}, "a level of compression"),
    ],
)
async def test_a_stock_daemon_is_not_asked_for_what_it_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: dict[str, Any], reason: str
) -> None:
    monkeypatch.setattr(backup_job, "STOCK_PROFILES", tmp_path)
    server, connection = await held(tmp_path, None)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QubesException, match=f"cannot be told {reason}"):
        await BackupJob(connection).start(replace(REQUEST, **wish), lambda _: None)
    assert sorted(tmp_path.iterdir()) == before
    await server.stop()
