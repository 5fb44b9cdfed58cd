"""A restore as a process: done, refused, killed, cancelled; against a real qubesd."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend.backup.glance import Glance, Sight
from qubesmanager.backend.backup.plan import Progress, RestorePlan, Status
from qubesmanager.client import locate
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.client.system import System
from qubesmanager.confinement import landlock_abi
from tests.archives import (
    ArchiveQube,
    Maker,
    make_archive,
    noise,
    qubes_xml,
    with_paths,
    write_outer,
)
from tests.conftest import missing
from tests.integration.stores import (
    PASSPHRASE,
    daemon_pid,
    digest,
    kill_process,
    saved_volumes,
    slow_archive,
    store,
)
from tests.storage_places import files
from tests.waiting import reached

pytestmark = pytest.mark.usefixtures("runtime")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return slow_archive(tmp_path_factory.mktemp("archive") / "slow")


async def names(connection: Connection) -> set[str]:
    """All qubes, none of them incomplete."""
    system = System(connection)
    await system.load()
    assert not [qube.name for qube in system.qubes.values() if qube.incomplete]
    return set(system.qubes)


def statuses(plan: RestorePlan) -> dict[str, str]:
    return {row.name: row.status.value for row in plan.rows}


def in_second(act: Callable[[], object]) -> Callable[[Progress], None]:
    """A progress handler that acts once, when the last qube's data has begun to come."""
    done = False

    def handler(progress: Progress) -> None:
        nonlocal done
        if progress.qube == "second" and not done:
            done = True
            act()

    return handler


async def test_every_volume_is_what_the_manifest_says(
    job: RestoreJob,
    connection: Connection,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
) -> None:
    record = manifest["v4-gzip.qbak"]
    seen: list[Progress] = []
    rows: list[str] = []
    plan, host = await job.open(fixtures_dir / record["file"], PASSPHRASE)
    assert host.default_pool
    result = await job.run(plan, seen.append, lambda row: rows.append(row.name))
    assert result.ok
    assert {name: s for name, s in statuses(result).items() if name != "dom0"} == dict.fromkeys(
        record["vms"], "restored"
    )
    for (qube, volume), wanted in saved_volumes(record).items():
        assert await digest(connection, qube, volume) == wanted
    assert set(rows) >= set(record["vms"])
    assert [p.done_bytes for p in seen] == sorted(p.done_bytes for p in seen)
    assert seen[-1].done_bytes == seen[-1].total_bytes
    assert await names(connection) == {"dom0", *record["vms"]}


async def test_verify_changes_nothing(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    result = await job.verify(plan, lambda _: None)
    assert set(statuses(result).values()) == {"verified"}
    assert all(v.bytes == v.size for row in result.rows for v in row.volumes)
    assert await names(connection) == {"dom0"}


async def test_the_worker_recognises_files(
    job: RestoreJob, fixtures_dir: Path, tmp_path: Path
) -> None:
    path = fixtures_dir / "v4-gzip.qbak"
    assert await job.glance(path) == Glance(Sight.BACKUP, path.stat().st_size, 4)
    assert (await job.glance(tmp_path)).sight is Sight.NOT_A_FILE
    assert job.pid is not None
    os.kill(job.pid, signal.SIGSTOP)
    looking = asyncio.create_task(job.glance(path))
    await asyncio.sleep(0)
    os.kill(job.pid, signal.SIGKILL)
    with pytest.raises(RestoreError, match="signal 9"):
        await looking
    assert (await job.glance(path)).sight is Sight.BACKUP  # by a worker of its own


async def test_errors_of_opening_leave_the_worker_usable(
    job: RestoreJob, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "text").write_text("not a backup\n" * 1000)
    cases = [
        (archive, b"battery horse", "wrong-passphrase"),
        (tmp_path / "text", PASSPHRASE, "not-a-backup"),
        (tmp_path / "absent", PASSPHRASE, "io"),
        (tmp_path, PASSPHRASE, "not-a-backup"),
    ]
    for path, passphrase, kind in cases:
        with pytest.raises(RestoreError) as caught:
            await job.open(path, passphrase)
        assert caught.value.kind == kind
        assert passphrase.decode() not in str(caught.value)
    plan, _ = await job.open(archive, PASSPHRASE)
    assert [row.name for row in plan.rows] == ["tpl", "first", "second"]


async def test_an_answer_that_nobody_waits_for_is_not_the_next_one(
    job: RestoreJob, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()
    wait_for = job._wait_for

    async def noted(event: str) -> dict[str, Any] | None:
        asked.set()
        return await wait_for(event)

    monkeypatch.setattr(job, "_wait_for", noted)
    opening = asyncio.create_task(job.open(archive, b"battery horse"))
    await reached(asked, opening)
    opening.cancel()
    await asyncio.gather(opening, return_exceptions=True)
    plan, _ = await job.open(archive, PASSPHRASE)
    assert [row.name for row in plan.rows] == ["tpl", "first", "second"]


async def test_a_killed_worker(job: RestoreJob, connection: Connection, archive: Path) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    pid = job.pid
    assert pid is not None
    result = await job.run(plan, in_second(lambda: os.kill(pid, signal.SIGKILL)))
    assert statuses(result) == {"tpl": "restored", "first": "restored", "second": "failed"}
    assert "signal 9" in result.row("second").reason
    assert not result.ok
    assert await names(connection) == {"dom0", "tpl", "first"}


async def test_a_worker_killed_at_once(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    assert job.pid is not None
    os.kill(job.pid, signal.SIGKILL)
    result = await job.run(plan, lambda _: None)
    assert set(statuses(result).values()) == {"failed"}
    assert await names(connection) == {"dom0"}


async def test_a_killed_qubesd(job: RestoreJob, connection: Connection, archive: Path) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    pid = await daemon_pid(connection)
    result = await job.run(plan, in_second(lambda: kill_process(pid)))
    assert result.row("second").status is Status.FAILED
    assert "qubesd" in result.row("second").reason
    assert "could not be removed" not in f"{result.notes} {result.row('second').reason}"
    assert result.row("tpl").status is Status.RESTORED
    assert await daemon_pid(connection) != pid
    assert await names(connection) == {"dom0", "tpl", "first"}


async def test_a_qube_is_marked_from_its_first_save_on(connection: Connection) -> None:
    assert connection.home is not None
    await System(connection).create_qube("TemplateVM", "new", "red", incomplete=True)
    kill_process(await daemon_pid(connection))
    system = System(connection)
    await system.load()
    assert system.qubes["new"].incomplete


async def test_worker_qubesd_and_parent_all_gone(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    """Nobody could clean up: the next daemon shows what is half made as incomplete."""
    plan, _ = await job.open(archive, PASSPHRASE)
    assert job.pid is not None
    daemon, worker = await daemon_pid(connection), job.pid
    second_begun = asyncio.Event()
    running = asyncio.create_task(job.run(plan, in_second(second_begun.set)))
    await reached(second_begun, running)
    running.cancel()
    os.kill(worker, signal.SIGKILL)
    kill_process(daemon)
    await asyncio.gather(running, return_exceptions=True)

    system = System(connection)
    await system.load()
    states = {name: qube.incomplete for name, qube in system.qubes.items()}
    assert states == {"dom0": False, "tpl": False, "first": False, "second": True}
    await system.remove_qube("second")
    assert connection.home is not None
    assert not list(connection.home.glob("appvms/second*"))


async def test_cancel(job: RestoreJob, connection: Connection, archive: Path) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    cancelling: list[asyncio.Task[None]] = []
    handler = in_second(lambda: cancelling.append(asyncio.create_task(job.cancel())))
    result = await job.run(plan, handler)
    await asyncio.gather(*cancelling)
    assert statuses(result) == {"tpl": "restored", "first": "restored", "second": "failed"}
    assert "cancelled" in result.row("second").reason
    assert await names(connection) == {"dom0", "tpl", "first"}


async def test_a_cancelled_task_and_the_end_of_input_clean_up(
    job: RestoreJob, connection: Connection, archive: Path
) -> None:
    plan, _ = await job.open(archive, PASSPHRASE)
    second_begun = asyncio.Event()
    running = asyncio.create_task(job.run(plan, in_second(second_begun.set)))
    await reached(second_begun, running)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert running.cancelled()
    await job.close()
    assert await names(connection) == {"dom0", "tpl", "first"}


@pytest.mark.row("S0.2")
async def test_a_damaged_chunk_costs_only_its_qube(
    job: RestoreJob, connection: Connection, archive: Path, tmp_path: Path
) -> None:
    data = bytearray(archive.read_bytes())
    position = len(data) - 200_000
    data[position] ^= 1
    (tmp_path / "damaged").write_bytes(data)
    plan, _ = await job.open(tmp_path / "damaged", PASSPHRASE)
    result = await job.run(plan, lambda _: None)
    assert statuses(result) == {"tpl": "restored", "first": "restored", "second": "failed"}
    assert result.row("second").reason
    assert await names(connection) == {"dom0", "tpl", "first"}
    assert files(tmp_path / "store" / "appvms") == ["first"]


async def test_qubes_that_name_each_other_are_removed_when_they_fail(
    job: RestoreJob, connection: Connection, tmp_path: Path
) -> None:
    refers = {"default_dispvm": "dvm", "template_for_dispvms": "True", "audiovm": "net"}
    refers |= {"management_dispvm": "dvm", "guivm": "net"}
    net = ArchiveQube(
        "net",
        "StandaloneVM",
        netvm=None,
        properties={**refers, "provides_network": "True", "audiovm": "dvm", "guivm": "dvm"},
        volumes={"private": noise(4096), "root": noise(4096)},
    )
    dvm = ArchiveQube(
        "dvm",
        "StandaloneVM",
        netvm="net",
        properties=refers,
        volumes={"private": noise(4096), "root": noise(4096)},
    )
    qubes = with_paths([net, dvm])
    xml = qubes_xml(qubes)
    for backend in (b"dvm", b"net"):
        device = b'<device backend-domain="%s" id="1-1"/>' % backend
        # Each time the next end of tags that no devices follow yet.
        xml = xml.replace(b"</tags></", b'</tags><devices class="usb">%s</devices></' % device, 1)
    path = write_outer(tmp_path / "archive", Maker(log_n=2).build(qubes, xml))
    # The first two little archives are the header, the third the list of qubes: no data is left.
    path.write_bytes(path.read_bytes()[: 3 * 10240])
    plan, _ = await job.open(path, PASSPHRASE)
    result = await job.run(plan, lambda _: None)
    assert set(statuses(result).values()) == {"failed"}
    assert await names(connection) == {"dom0"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m,mode=0700", "tmpfs", str(folder)], check=True
    )
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.root
@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
async def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    big = [
        ArchiveQube("fits", "StandaloneVM", volumes={"private": noise(1 << 20), "root": b""}),
        ArchiveQube("large", template="none", volumes={"private": noise(16 << 20)}),
    ]
    path = make_archive(tmp_path / "archive", big, compression="none", chunk_bytes=1 << 20)
    async with store(small_disk / "store") as connection:
        job = RestoreJob(connection)
        try:
            plan, _ = await job.open(path, PASSPHRASE)
            for row in plan.rows:
                row.problems.clear()  # as if the space had gone after the plan was made
            result = await job.run(plan, lambda _: None)
        finally:
            await job.close()
        assert statuses(result) == {"fits": "restored", "large": "failed"}
        assert "No space left" in result.row("large").reason
        assert not result.row("large").kept
        assert await names(connection) == {"dom0", "fits"}
    again = await locate.connect(small_disk / "store", private=True)
    try:
        assert await names(again) == {"dom0", "fits"}
        kill_process(await daemon_pid(again))
        assert await names(again) == {"dom0", "fits"}
    finally:
        await again.close()


async def test_a_worker_that_has_opened_an_archive_can_read_no_other_file(
    job: RestoreJob, archive: Path, tmp_path: Path
) -> None:
    """Asked for directly: the job itself takes another process for another archive."""
    if landlock_abi() < 2:
        missing("Landlock in this kernel")
    other = tmp_path / "other"
    shutil.copy(archive, other)
    await job.open(archive, PASSPHRASE)
    first = job.pid
    status = Path(f"/proc/{first}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status
    with pytest.raises(RestoreError, match="Permission denied") as caught:
        await job._ask(job._open_request(other, PASSPHRASE), "plan")
    assert caught.value.kind == "io"
    answer = await job._ask({"do": "glance", "archive": str(other)}, "glance")
    assert answer["glance"]["sight"] == Sight.UNREADABLE.value
    assert (await job.glance(other)).sight is Sight.BACKUP
    assert job.pid == first, "what it has open may still be wanted"
    plan, _ = await job.open(other, PASSPHRASE)
    assert job.pid != first
    assert [row.name for row in plan.rows] == ["tpl", "first", "second"]
