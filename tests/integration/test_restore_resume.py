"""Restores that were cut and gone on with, and qubes that replace others, cut at every call."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan import Conflict, Progress, RestorePlan, Status
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client import qube, replacing, restore_marks, revisions
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.client.restore_journal import unfinished
from qubesmanager.client.system import System
from qubesmanager.client.volumes import begin_import
from qubesmanager.protocol import DaemonAccessError, QubesException
from tests.archives import ArchiveQube, make_archive, noise
from tests.integration.stores import (
    PASSPHRASE,
    daemon_pid,
    digest,
    kill_process,
)
from tests.waiting import reached

pytestmark = pytest.mark.usefixtures("runtime")

ROOT, PRIVATE = noise(256 << 10, 1), noise(2 << 20, 2)
SMALL = noise(4096, 3)
QUBES = [
    ArchiveQube("tpl", "TemplateVM", volumes={"root": SMALL, "private": SMALL}),
    ArchiveQube("solo", "StandaloneVM", volumes={"root": ROOT, "private": PRIVATE}),
    ArchiveQube("last", template="tpl", volumes={"private": ROOT}),
]
IMAGES = {f"{q.name}:{volume}": data for q in QUBES for volume, data in q.volumes.items()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    return make_archive(folder / "a", QUBES, compression="none", chunk_bytes=48 << 10, log_n=15)


def at(volume: str, act: Callable[[], object]) -> Callable[[Progress], None]:
    """A progress handler that acts once, when data of that volume has begun to come."""
    done = False

    def handler(progress: Progress) -> None:
        nonlocal done
        if f"{progress.qube}:{progress.volume}" == volume and not done:
            done = True
            act()

    return handler


def statuses(plan: RestorePlan) -> dict[str, str]:
    return {row.name: row.status.value for row in plan.rows}


async def qubes(connection: Connection) -> dict[str, bool]:
    """Whether each is incomplete."""
    system = System(connection)
    await system.load()
    return {name: info.incomplete for name, info in system.qubes.items() if name != "dom0"}


async def assert_whole(connection: Connection) -> None:
    """Every volume is that of the archive, and nothing tells of the restore any more."""
    assert await qubes(connection) == {"tpl": False, "solo": False, "last": False}
    for volume, data in IMAGES.items():
        wanted = hashlib.sha256(data).hexdigest(), len(data)
        assert await digest(connection, *volume.split(":")) == wanted
    for name in ("tpl", "solo", "last"):
        assert not restore_marks.ALL & set(await qube.features(connection, name))
    assert unfinished(connection.home) == []


def spoiled(archive: Path, folder: Path, *members: str) -> Path:
    """The same archive, in which every chunk of those files is damaged: nobody may read them."""
    data = bytearray(archive.read_bytes())
    for member in members:
        position = data.find(member.encode())
        assert position > 0
        while position > 0:
            data[position + 512 + 300] ^= 1
            position = data.find(member.encode(), position + 512)
    path = folder / "spoiled"
    path.write_bytes(data)
    return path


async def go_on(connection: Connection, archive: Path) -> RestorePlan:
    (cut,) = unfinished(connection.home)
    job = RestoreJob(connection)
    try:
        plan, _ = await job.resume(archive, PASSPHRASE, cut)
        assert not plan.problems
        return await job.run(plan, lambda _: None)
    finally:
        await job.close()


async def test_a_killed_worker(
    job: RestoreJob, connection: Connection, archive: Path, tmp_path: Path
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    pid = job.pid
    assert pid is not None
    result = await job.run(plan, at("solo:private", lambda: os.kill(pid, signal.SIGKILL)))
    assert statuses(result) == {"tpl": "restored", "solo": "failed", "last": "failed"}
    solo = result.row("solo")
    assert solo.kept
    assert solo.reason.startswith("kept, incomplete: private is missing because the restore proc")
    assert solo.volume("root").status is Status.RESTORED
    assert await qubes(connection) == {"tpl": False, "solo": True}

    with pytest.raises(QubesException, match="restore was cut off"):
        await connection.call("admin.vm.Start", dest="solo")
    again, _ = await job.open(archive, PASSPHRASE)
    assert "left it incomplete" in again.row("solo").problems[0].text

    unread = spoiled(archive, tmp_path, "vm1/root.img", "vm1/private.img", "vm2/root.img")
    result = await go_on(connection, unread)
    assert result.ok
    await assert_whole(connection)


async def test_a_killed_qubesd(job: RestoreJob, connection: Connection, archive: Path) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    pid = await daemon_pid(connection)
    result = await job.run(plan, at("solo:private", lambda: kill_process(pid)))
    assert statuses(result)["solo"] == "failed"
    assert result.row("solo").kept
    assert (await go_on(connection, archive)).ok
    await assert_whole(connection)


@pytest.mark.parametrize("volume", ["tpl:root", "solo:private"])
async def test_everything_gone_at_once(
    job: RestoreJob, connection: Connection, archive: Path, volume: str
) -> None:
    """As when the power fails: worker, daemon and the program that asked for it."""
    plan, _ = await job.open(archive, PASSPHRASE)
    assert job.pid is not None
    daemon, worker = await daemon_pid(connection), job.pid
    volume_begun = asyncio.Event()
    running = asyncio.create_task(job.run(plan, at(volume, volume_begun.set)))
    await reached(volume_begun, running)
    running.cancel()
    os.kill(worker, signal.SIGKILL)
    kill_process(daemon)
    await asyncio.gather(running, return_exceptions=True)
    await connection.revive()
    assert (await go_on(connection, archive)).ok
    await assert_whole(connection)


async def test_cancelled_to_go_on_later(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    tasks: list[asyncio.Task[None]] = []

    def cancel() -> None:
        tasks.append(asyncio.create_task(job.cancel(keep=True)))

    result = await job.run(plan, at("solo:private", cancel))
    await asyncio.gather(*tasks)
    assert result.row("solo").kept
    assert (await go_on(connection, archive)).ok
    await assert_whole(connection)


async def test_cancelled_for_good(job: RestoreJob, connection: Connection, archive: Path) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    tasks: list[asyncio.Task[None]] = []
    result = await job.run(
        plan, at("solo:private", lambda: tasks.append(asyncio.create_task(job.cancel())))
    )
    await asyncio.gather(*tasks)
    assert not result.row("solo").kept
    assert await qubes(connection) == {"tpl": False}
    assert unfinished(connection.home) == []


async def test_a_journal_on_a_full_disk(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    """Nothing of the restore is lost with it, and nothing of it is left."""
    assert connection.home is not None
    folder = connection.home / "restores"

    def fill() -> None:
        (journal,) = folder.iterdir()
        journal.unlink()
        journal.symlink_to("/dev/full")

    plan, _ = await job.open(archive, PASSPHRASE)
    result = await job.run(plan, at("tpl:root", fill))
    assert result.ok and not result.notes
    assert list(folder.iterdir()) == []


async def test_another_archive_is_refused(
    job: RestoreJob, connection: Connection, archive: Path, tmp_path: Path
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    pid = job.pid
    assert pid is not None
    await job.run(plan, at("solo:private", lambda: os.kill(pid, signal.SIGKILL)))
    (cut,) = unfinished(connection.home)
    longer = tmp_path / "longer"
    longer.write_bytes(archive.read_bytes() + bytes(10240))
    with pytest.raises(RestoreError, match="it has .* bytes, that one had"):
        await job.resume(longer, PASSPHRASE, cut)
    other = make_archive(tmp_path / "other", [QUBES[0]], log_n=10)
    with pytest.raises(RestoreError, match="not of this backup|bytes"):
        await job.resume(other, PASSPHRASE, cut)
    assert await qubes(connection) == {"tpl": False, "solo": True}


# -- replacing -----------------------------------------------------------------------------------

OLD_ROOT, OLD_PRIVATE, NEW_ROOT = noise(5000, 8), noise(7000, 9), noise(6000, 10)


async def fill(connection: Connection, name: str, volume: str, data: bytes) -> None:
    target = await begin_import(connection, name, volume, len(data))
    target.write(data)
    await target.commit()


async def make_old(connection: Connection, name: str = "solo") -> None:
    await System(connection).create_qube("StandaloneVM", name, "green")
    await fill(connection, name, "root", OLD_ROOT)
    await fill(connection, name, "private", OLD_PRIVATE)
    await qube.set_property(connection, name, "memory", "777")
    await qube.set_feature(connection, name, "old-feature", "1")
    await qube.add_tag(connection, name, "old-tag")


async def content(connection: Connection, name: str, volume: str) -> str:
    return (await digest(connection, name, volume))[0]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def test_a_restored_qube_replaces_the_one_here(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    await make_old(connection)
    plan, host = await job.open(archive, PASSPHRASE)
    assert [problem.field for problem in plan.problems] == ["name"]
    plan.row("solo").conflict = Conflict.REPLACE
    check_plan(plan, host)
    assert not plan.problems
    assert plan.row("solo").made_as == "solo-1"
    result = await job.run(plan, lambda _: None)
    assert result.ok
    await assert_whole(connection)
    info = await System(connection).refresh("solo")
    assert info is not None
    assert (info.label, "old-feature" in info.features, "old-tag" in info.tags) == (
        result.row("solo").label,
        False,
        False,
    )
    assert info.properties["memory"].is_default
    for volume, old in (("root", OLD_ROOT), ("private", OLD_PRIVATE)):
        kept = (await revisions.revisions(connection, "solo", volume))[-1]
        assert kept.pinned
        await revisions.revert(connection, "solo", volume, kept.id)
        assert await content(connection, "solo", volume) == sha(old)


async def test_a_failed_replacement_leaves_the_old_one(
    job: RestoreJob, connection: Connection, archive: Path, tmp_path: Path
) -> None:
    await make_old(connection)
    plan, host = await job.open(spoiled(archive, tmp_path, "vm2/private.img"), PASSPHRASE)
    plan.row("solo").conflict = Conflict.REPLACE
    check_plan(plan, host)
    result = await job.run(plan, lambda _: None)
    assert result.row("solo").status is Status.FAILED
    assert await content(connection, "solo", "root") == sha(OLD_ROOT)
    assert await content(connection, "solo", "private") == sha(OLD_PRIVATE)
    assert "old-feature" in await qube.features(connection, "solo")
    assert (await qubes(connection))["solo-1"] is True
    assert (await go_on(connection, archive)).ok
    assert await content(connection, "solo", "private") == sha(PRIVATE)
    assert "solo-1" not in await qubes(connection)


class Cut(Connection):
    """Passes on so many calls that change something, and then loses the daemon, or is refused."""

    def __init__(self, real: Connection, calls: int, error: Exception) -> None:
        super().__init__(real.endpoint)
        self.left = calls
        self._error = error

    async def call(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        if method.endswith(("Set", "Remove", "CloneTo", "Revert", "Reset", "Assign")):
            self.left -= 1
            if self.left < 0:
                if isinstance(self._error, QubesException) and method.endswith("Revert"):
                    return await super().call(method, arg, dest, payload)
                raise self._error
        return await super().call(method, arg, dest, payload)


async def make_pair(connection: Connection) -> None:
    await make_old(connection)
    await System(connection).create_qube("StandaloneVM", "new", "blue", incomplete=True)
    await fill(connection, "new", "root", NEW_ROOT)
    await fill(connection, "new", "private", SMALL)
    await qube.set_property(connection, "new", "memory", "500")
    await qube.set_feature(connection, "new", "new-feature", "1")
    await qube.add_tag(connection, "new", "new-tag")


async def test_a_replacement_cut_at_every_call_is_finished(connection: Connection) -> None:
    """What the old one held is there in every state, and is not pushed out by going on."""
    cuts, ended = 0, False
    while not ended:
        await make_pair(connection)
        cut = Cut(connection, cuts, DaemonAccessError("gone"))
        try:
            await replacing.replace(cut, "solo", "new")
            ended = True
        except DaemonAccessError:
            begun = restore_marks.REPLACES in await qube.features(connection, "new")
            told = await replacing.finish(connection)
            assert (len(told) == 1) == begun
            if not begun:
                assert await content(connection, "solo", "root") == sha(OLD_ROOT)
                await replacing.replace(connection, "solo", "new")
        assert await qubes(connection) == {"solo": False}
        info = await System(connection).refresh("solo")
        assert info is not None
        assert (info.label, info.property_value("memory")) == ("blue", "500")
        assert "new-tag" in info.tags
        assert set(info.features) == {"new-feature"}
        for volume, old, new in (("root", OLD_ROOT, NEW_ROOT), ("private", OLD_PRIVATE, SMALL)):
            assert await content(connection, "solo", volume) == sha(new)
            kept = (await revisions.revisions(connection, "solo", volume))[-1]
            await revisions.revert(connection, "solo", volume, kept.id)
            assert await content(connection, "solo", volume) == sha(old)
        await System(connection).remove_qube("solo")
        cuts += 1 if cuts < 9 else 4  # settings are set once more, whichever was the last
    assert cuts > 10


async def test_a_replacement_refused_while_volumes_are_copied_is_undone(
    connection: Connection,
) -> None:
    refused = 0
    for calls in range(1, 7):
        await make_pair(connection)
        cut = Cut(connection, calls, QubesException("the pool is full"))
        try:
            await replacing.replace(cut, "solo", "new")
        except QubesException:
            cut.left = 99
            refused += 1
            assert set(await qubes(connection)) == {"solo", "new"}
            await replacing.finish(connection)
        there = await qubes(connection)
        if "new" in there:
            assert await content(connection, "solo", "root") == sha(OLD_ROOT)
            assert await content(connection, "solo", "private") == sha(OLD_PRIVATE)
            assert not restore_marks.ALL & set(await qube.features(connection, "solo"))
        else:
            assert await content(connection, "solo", "root") == sha(NEW_ROOT)
            assert await content(connection, "solo", "private") == sha(SMALL)
        for name in there:
            await System(connection).remove_qube(name)
    assert refused > 3


async def test_what_is_neither_old_nor_new_does_not_start(connection: Connection) -> None:
    await make_old(connection)
    await qube.set_feature(connection, "solo", restore_marks.REPLACED_BY, "solo-1")
    with pytest.raises(QubesException, match="qube restore --resume"):
        await connection.call("admin.vm.Start", dest="solo")
