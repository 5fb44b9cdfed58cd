"""Restores on a real qubesd tell where each qube came from: restart, rename, clone, replacement."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import Conflict, RestorePlan
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client import cloning, history, qube, renaming, restores
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.restores import Restored
from qubesmanager.client.system import System
from qubesmanager.protocol import ProtocolError
from tests.archives import ArchiveQube, make_archive, noise
from tests.integration.stores import (
    PASSPHRASE,
    daemon_pid,
    kill_process,
    runtime_dir,
    store,
)

SMALL = noise(4096)
QUBES = [
    ArchiveQube("solo", "StandaloneVM", volumes={"root": SMALL, "private": SMALL}),
    ArchiveQube("based", template="nowhere", volumes={"private": SMALL}),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive") / "my backup", QUBES, log_n=12)


@pytest.fixture(autouse=True)
def _runtime() -> Iterator[None]:
    with runtime_dir():
        yield


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Connection]:
    async with store(tmp_path / "store") as connection:
        yield connection


async def restore(connection: Connection, archive: Path, *replaced: str) -> RestorePlan:
    """All of the archive, in which those qubes take the place of the ones that are here."""
    job = RestoreJob(connection)
    try:
        plan, host = await job.open(archive, PASSPHRASE)
        for row in plan.selected:
            if row.name in replaced:
                row.conflict = Conflict.REPLACE
            else:
                row.selected = not replaced
        check_plan(plan, host)
        result = await job.run(plan, lambda progress: None)
    finally:
        await job.close()
    assert all(row.status.value == "restored" for row in result.selected), result.to_dict()
    return result


async def told(connection: Connection, name: str) -> list[Restored]:
    """What the timeline of the qube has, newest first."""
    system = System(connection)
    await system.load()
    happenings = await history.of_qube(connection, system.qubes[name])
    return [happening.restored for happening in happenings if happening.restored is not None]


async def test_a_restored_qube_says_so(connection: Connection, archive: Path) -> None:
    began_s = int(time.time())
    plan = await restore(connection, archive)
    (once,) = await told(connection, "solo")
    assert (once.archive, once.made) == (str(archive), plan.date) and plan.date
    assert began_s <= once.time_s <= time.time()
    assert len(await told(connection, "based")) == 1
    (stand_in,) = plan.stand_ins
    assert await told(connection, stand_in) == [], "an empty template is of no archive"

    kill_process(await daemon_pid(connection))
    await connection.revive()
    assert await told(connection, "solo") == [once], "it outlives the daemon"

    system = System(connection)
    await system.load()
    await cloning.clone(system, "solo", "copy")
    assert await told(connection, "copy") == [], "a copy was not restored"
    await renaming.rename(system, "solo", "lone")
    assert await told(connection, "lone") == [once], "the same qube under another name was"

    await qube.set_notes(connection, "based", "here before")
    await restore(connection, archive, "based")
    assert len(await told(connection, "based")) == 2, "a replaced one keeps its own history"


async def test_noted_once_for_a_restore_that_was_gone_on_with(connection: Connection) -> None:
    """While the qube is incomplete, what is noted is of an earlier run of the same restore."""
    system = System(connection)
    first, again = Restored(1_790_000_000, "/a"), Restored(1_790_000_900, "/a", "")
    await system.create_qube("StandaloneVM", "solo", "red", incomplete=True)
    for noted in (first, again):
        await restores.note(connection, "solo", [noted])
    assert await told(connection, "solo") == [again]
    await qube.remove_tag(connection, "solo", "backup-restore-in-progress")
    await restores.note(connection, "solo", [first, again])
    assert await told(connection, "solo") == [again, first]


async def test_what_is_no_restore_is_refused(connection: Connection) -> None:
    await System(connection).create_qube("StandaloneVM", "solo", "red")
    good = {"time_s": 1, "archive": "/a", "made": ""}
    for untrusted in (
        b"",
        b"[]",
        b"{}",
        b"[" * 60_000,
        json.dumps([{**good, "time_s": -1}]).encode(),
        json.dumps([{**good, "archive": "/a\n"}]).encode(),
        json.dumps([{**good, "archive": "/" * 5000}]).encode(),
        json.dumps([{**good, "made": "x"}]).encode(),
        json.dumps([good] * 21).encode(),
        b'[{"time_s": 1e999, "archive": "/a", "made": ""}]',
    ):
        with pytest.raises(ProtocolError):
            await connection.internal("internal.vm.NoteRestores", "", "solo", untrusted)
    assert await told(connection, "solo") == []
    odd = Restored(1, "/a\udcff\x07b")
    await restores.note(connection, "solo", [odd])
    (found,) = await told(connection, "solo")
    assert found.archive == "/a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}b"
