"""Backups of qubes that run: which state is saved, what the report says, what runs afterwards.

The machine is played by the test: a start starts the volumes, a shutdown stops them. The real one
is in tests/runtime.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend import backup_files
from qubesmanager.backend.app import App
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.backup_running import _words_for
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.lifecycle import PowerState
from qubesmanager.backend.storage import StoragePoolException
from qubesmanager.protocol import BackupCancelledError, QubesException, QubesVMShutdownTimeoutError
from tests.integration.test_backup_job import PASSPHRASE, profile
from tests.real_programs import take_apart
from tests.storage_places import place_of
from tests.waiting import PATIENCE_S, reached, until

SIZE = 1 << 20
HOUR = 3600


class Machine:
    """What a qube's ``life`` does, without a hypervisor. ``log`` has what was done, in order."""

    def __init__(self, qube: Qube, log: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.qube = qube
        self.log = log
        self.refuses_to_start = ""
        self.hangs = False
        self.seen_at_start: bytes = b""
        for name in ("start", "shutdown"):
            monkeypatch.setattr(qube.life, name, getattr(self, name))

    async def start(self) -> None:
        self.log.append(f"start {self.qube.name}")
        if self.refuses_to_start:
            raise QubesException(self.refuses_to_start)
        await self.qube.storage.start()
        self.qube.life.state = PowerState.RUNNING
        self.qube.life.started_s = int(time.time()) - 3 * HOUR

    async def shutdown(self, *, force: bool = False, wait: bool = False) -> None:
        assert wait
        self.log.append(f"shutdown {self.qube.name}")
        if self.hangs:
            raise QubesVMShutdownTimeoutError("it did not shut down in 60 seconds")
        self.qube.life.state = PowerState.HALTING
        await asyncio.sleep(0.05)
        await self.qube.storage.stop()
        self.qube.life.state = PowerState.HALTED

    def write(self, data: bytes) -> None:
        device = self.qube.volumes["private"].block_device()
        assert device is not None
        with open(device.path, "r+b") as file:
            file.write(data)


@pytest.fixture(scope="module", params=["plain", pytest.param("btrfs", marks=pytest.mark.root)])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    with place_of(request.param, tmp_path_factory.mktemp("place")) as folder:
        yield folder


@pytest.fixture
async def app(place: Path, tmp_path: Path) -> AsyncIterator[App]:
    home = place / tmp_path.name
    await create_store(home, "file-reflink")
    app = await App.load(home)
    await app.add_qube("TemplateVM", "tpl", "black")
    for name in ("net", "work"):
        qube = await app.add_qube("AppVM", name, "red", template="tpl")
        await qube.storage.resize("private", SIZE)
    await app.qubes["net"].properties.set("provides_network", "True")
    await app.qubes["work"].properties.set("netvm", "net")
    yield app


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
async def work(app: App, done: list[str], monkeypatch: pytest.MonkeyPatch) -> Machine:
    """It ran, was shut down with ``old``, runs again and has written ``new``."""
    machine = Machine(app.qubes["work"], done, monkeypatch)
    await machine.start()
    machine.write(b"old")
    await machine.shutdown(wait=True)
    await machine.start()
    machine.write(b"new")
    done.clear()
    return machine


@pytest.fixture
def jobs(app: App) -> BackupJobs:
    return BackupJobs(app, app.home, Cost(4))


@pytest.fixture
def saved(
    app: App, jobs: BackupJobs, tmp_path: Path, program: Callable[[str], str]
) -> Callable[..., Any]:
    """Run a backup; what of ``work`` is in the archive, and its row of the report."""

    async def save(**changes: object) -> tuple[bytes, dict[str, Any]]:
        target = tmp_path / "archive"
        jobs.set_profile("one", profile(target, **{"include": ["work"], **changes}))
        await jobs.execute("one")
        (tmp_path / "apart").mkdir()
        apart = take_apart(target, PASSPHRASE, tmp_path / "apart", program)
        image = apart.files[f"vm{app.qubes['work'].qid}/private.img"]
        assert image.stat().st_size == SIZE
        report: Any = jobs.report("one").to_dict()
        assert report["state"] == "done"
        (row,) = (row for row in report["qubes"] if row["name"] == "work")
        return image.read_bytes().rstrip(b"\0"), row

    return save


def leftovers(app: App) -> list[str]:
    return [path.name for path in app.home.rglob("*~*")]


async def test_the_last_clean_state_and_its_age(saved: Any, work: Machine) -> None:
    content, row = await saved()
    assert content == b"old"
    assert row["state"] == "last"
    assert row["remark"] == "its last clean state, from before it was started 3 hours ago"
    assert abs(row["state_s"] - (time.time() - 3 * HOUR)) < 60
    assert work.log == []


async def test_a_snapshot_of_now(app: App, place: Path, saved: Any, work: Machine) -> None:
    content, row = await saved(running="snapshot")
    if place.name == "btrfs":
        assert (content, row["state"]) == (b"new", "snapshot")
        assert row["remark"] == "a snapshot while it ran: what a power cut would leave"
        assert abs(row["state_s"] - time.time()) < 60
    else:
        assert (content, row["state"]) == (b"old", "last")
        assert "does not support reflinks" in row["remark"]
    assert leftovers(app) == []
    assert work.log == []
    assert app.qubes["work"].state == "Running"


async def test_volumes_of_a_qube_are_taken_at_once(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each export waits for the others to have begun; what one gave is ended when another fails."""
    alone = await app.add_qube("StandaloneVM", "alone", "red")
    begun: list[str] = []
    ended: list[str] = []
    all_begun = asyncio.Event()

    async def export(volume: Any) -> str:
        begun.append(volume.name)
        if {"root", "private"} <= set(begun):
            all_begun.set()
        await asyncio.wait_for(all_begun.wait(), PATIENCE_S)
        if volume.name == "private" and len(begun) > 2:
            raise StoragePoolException("gone")
        return str(tmp_path)

    async def export_end(volume: Any, path: str) -> None:
        ended.append(volume.name)

    monkeypatch.setattr(alone.storage, "export_now", export)
    monkeypatch.setattr(alone.storage, "export_end", export_end)
    monkeypatch.setattr(backup_files, "size_bytes", lambda path: 0)
    async with contextlib.AsyncExitStack() as exports:
        await backup_files.qube_files(alone, exports, now=True)
        assert ended == []
        with pytest.raises(QubesException, match="volume private of qube alone cannot be read"):
            await backup_files.qube_files(alone, exports, now=True)
    assert sorted(ended) == ["private", "root", "root"]


async def test_shut_down_saved_and_started_again(app: App, saved: Any, work: Machine) -> None:
    content, row = await saved(running="restart")
    assert content == b"new"
    assert row["state"] == "restart"
    assert row["remark"] == "it was shut down for the backup and started again"
    assert work.log == ["shutdown work", "start work"]
    assert app.qubes["work"].state == "Running"


async def test_whoever_gives_network_goes_last_and_comes_first(
    app: App, saved: Any, work: Machine, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    net = Machine(app.qubes["net"], done, monkeypatch)
    await net.start()
    done.clear()
    await saved(running="restart", include=["net", "work"])
    assert done == ["shutdown work", "shutdown net", "start net", "start work"]


async def test_one_that_does_not_shut_down(saved: Any, work: Machine) -> None:
    work.hangs = True
    content, row = await saved(running="restart")
    assert (content, row["state"]) == (b"old", "last")
    assert row["remark"].endswith("3 hours ago (it did not shut down in 60 seconds)")
    assert work.log == ["shutdown work"]


async def test_one_that_does_not_start_again(app: App, saved: Any, work: Machine) -> None:
    work.refuses_to_start = "no memory"
    content, row = await saved(running="restart")
    assert content == b"new"
    assert row["remark"].endswith("could not be started again: no memory")
    assert app.qubes["work"].state == "Halted"


async def test_a_failed_backup_starts_it_again(
    app: App, jobs: BackupJobs, tmp_path: Path, work: Machine
) -> None:
    failing = profile(tmp_path, include=["work"], running="restart", destination_command="exit 3")
    jobs.set_profile("one", failing)
    with pytest.raises(QubesException, match="status 3"):
        await jobs.execute("one")
    assert work.log == ["shutdown work", "start work"]
    assert app.qubes["work"].state == "Running"


async def test_cancel_while_it_shuts_down(
    app: App, jobs: BackupJobs, tmp_path: Path, work: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wish to end has been heard by the qube: it is started again when it has ended."""
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def shutdown(*, wait: bool) -> None:
        work.qube.life.state = PowerState.HALTING
        begun.set()
        await may_end.wait()

    monkeypatch.setattr(work.qube.life, "shutdown", shutdown)
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work"], running="restart"))
    running = asyncio.create_task(jobs.execute("one"))
    await reached(begun, running)
    jobs.cancel("one")
    async with asyncio.timeout(PATIENCE_S):
        with pytest.raises(BackupCancelledError):
            await running
    assert work.log == []
    await work.qube.storage.stop()
    work.qube.life.state = PowerState.HALTED
    await until(lambda: app.qubes["work"].is_running)
    assert work.log == ["start work"]
    assert list(tmp_path.iterdir()) == []


async def test_one_that_was_not_stopped_cleanly(app: App, saved: Any, work: Machine) -> None:
    """After a power cut: it is halted and has data that nobody has committed."""
    work.qube.life.state = PowerState.HALTED
    content, row = await saved()
    assert content == b"old"
    assert row["remark"] == "its last clean state: it was not stopped cleanly since"


async def test_a_volume_that_has_grown_since_the_last_stop(
    app: App, jobs: BackupJobs, tmp_path: Path, program: Callable[[str], str], work: Machine
) -> None:
    await work.qube.storage.resize("private", 4 * SIZE)
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work"]))
    await jobs.execute("one")
    apart = take_apart(tmp_path / "archive", PASSPHRASE, tmp_path, program)
    assert apart.files[f"vm{work.qube.qid}/private.img"].stat().st_size == SIZE


async def test_ways_there_are_not(jobs: BackupJobs, tmp_path: Path) -> None:
    with pytest.raises(QubesException, match="running must be one of last, snapshot, restart"):
        jobs.set_profile("one", profile(tmp_path / "archive", running="later"))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 minutes"), (59, "0 minutes"), (60, "1 minute"), (119 * 60, "119 minutes")]
    + [(2 * HOUR, "2 hours"), (47 * HOUR, "47 hours"), (48 * HOUR, "2 days")],
)
def test_ages_in_words(seconds: int, words: str) -> None:
    """Also after the clock was set back."""
    assert _words_for(seconds) == words
