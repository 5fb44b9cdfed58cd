"""Qubes that may run although the hypervisor does not have them, and what a crash leaves of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock
from uuid import UUID

import pytest

from qubesmanager.backend import runs
from qubesmanager.backend.api import volumes
from qubesmanager.backend.api.methods import Call
from qubesmanager.backend.hypervisor import embedded, libvirt_driver
from qubesmanager.backend.hypervisor.libvirt_driver import LibvirtHypervisor
from qubesmanager.backend.hypervisor.machine import Machine, MachineState
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import QubesVMNotHaltedError, QubesVMNotRunningError
from tests.fakes.hypervisor import FakeRuns

from .stock_store import fresh_app

PATIENCE_S = 60


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[Qube]:
    app = await fresh_app(tmp_path / "home")
    app.runs = FakeRuns(app)
    work = await app.add_qube("AppVM", "work", "blue", template="tpl")
    await work.storage.start()
    yield work
    await app.runs.close()


@pytest.fixture
def user(work: Qube) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has an image of the qube open, as its QEMU would."""
    with (work.dir_path / "private-dirty.img").open("r+b") as image:
        process = subprocess.Popen(("sleep", "60"), stdin=image)
    yield process
    process.kill()
    process.wait()


async def test_a_lost_machine_is_not_halted(
    work: Qube, user: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_LOST_POLL_S", 0.01)
    image = work.dir_path / "private-dirty.img"
    image.write_bytes(b"written by the machine")
    app = work.app
    assert await app.runs._hold_if_lost(work)
    assert work.state == "NA"
    await app.runs._recover()
    context = Mock(imports=[])

    def call(payload: bytes) -> Call:
        return Call(context, "", work, "private", payload)

    refused = [
        app.remove_qube("work"),
        work.life.start(),
        work.life.kill(),
        work.life.shutdown(force=True),
        work.life.pause(),
        work.properties.set("template", "tpl"),
        volumes.volume_resize(call(b"10737418240")),
        volumes.volume_clear(call(b"")),
        volumes.import_begin(call(b"")),
    ]
    for attempt in refused:
        with pytest.raises(QubesVMNotHaltedError, match=rf"process \({user.pid}\) has .*private"):
            await attempt
    assert image.read_bytes() == b"written by the machine"
    user.kill()
    user.wait()
    async with asyncio.timeout(PATIENCE_S):
        while work.state != "Halted":
            await asyncio.sleep(0.01)
    assert not image.exists()
    assert (work.dir_path / "private.img").read_bytes() == b"written by the machine"
    await app.remove_qube("work")


async def test_a_lost_machine_is_found_by_its_hypervisor(
    work: Qube, user: subprocess.Popen[bytes]
) -> None:
    app = work.app
    await app.runs._hold_if_lost(work)
    assert isinstance(app.runs, FakeRuns)
    app.runs.fake.found.append(Machine(work.uuid, 3, MachineState.RUNNING, None))
    await work.life.start()
    assert work.state == "Running"


def test_notes_of_machines_without_a_process_go(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    directory = tmp_path / "hypervisor"
    notes = directory / "run" / "qemu"
    notes.mkdir(parents=True)
    texts = {
        "unborn": "<domstatus state='paused' reason='starting up' pid='0'><domain/></domstatus>",
        "runs": "<domstatus state='running' reason='booted' pid='4711'><domain/></domstatus>",
        "torn": "<domstatus state='running' pid='0'",
        "other": "<network pid='0'/>",
    }
    for name, text in texts.items():
        (notes / f"{name}.xml").write_text(text)
    embedded.prepare(directory, tmp_path / "link")
    assert sorted(path.stem for path in notes.iterdir()) == ["other", "runs", "torn"]
    assert "unborn.xml is removed" in caplog.text
    assert "torn.xml is left to libvirt" in caplog.text


class _Domain:
    """As libvirt's; ``memoryStats`` waits until the machine answers."""

    def __init__(self, number: int) -> None:
        self.uuid = UUID(int=number)
        self.answers = threading.Event()

    def memoryStats(self) -> None:  # noqa: N802
        assert self.answers.wait(PATIENCE_S)

    def state(self) -> tuple[int]:
        return (3,)

    def name(self) -> str:
        return f"domain {self.uuid}"

    def UUID(self) -> bytes:  # noqa: N802
        return self.uuid.bytes

    def ID(self) -> int:  # noqa: N802
        return 7

    def XMLDesc(self) -> str:  # noqa: N802
        return "<domain/>"


async def test_a_cancelled_start_waits_for_what_libvirt_has_begun() -> None:
    """Else whoever undoes the start would find nothing, and the machine would come after that."""
    begun, may_end, made = threading.Event(), threading.Event(), list[str]()

    def create(xml: str, flags: int) -> _Domain:
        begun.set()
        assert may_end.wait(PATIENCE_S)
        made.append(xml)
        return _Domain(1)

    hypervisor = LibvirtHypervisor("fake:///", lambda uuid, ending: None)
    hypervisor._libvirt = SimpleNamespace(
        VIR_DOMAIN_START_PAUSED=1, VIR_DOMAIN_START_VALIDATE=2, libvirtError=OSError
    )
    hypervisor._connection = SimpleNamespace(createXML=create)
    creating = asyncio.create_task(hypervisor.create("<domain/>"))
    assert await asyncio.to_thread(begun.wait, PATIENCE_S)
    creating.cancel()
    done, _ = await asyncio.wait([creating], timeout=0.1)
    assert not done
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(PATIENCE_S):
            await creating
    assert made == ["<domain/>"]


async def test_one_that_does_not_answer_can_be_killed(work: Qube) -> None:
    """Though somebody waits for its answer, and has its lock."""
    app = work.app
    assert isinstance(app.runs, FakeRuns)
    await work.life.start()
    app.runs.fake.answers.clear()
    pausing = asyncio.create_task(work.life.pause())
    while "pause" not in app.runs.fake.calls:
        await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE_S):
        await work.life.kill()
    assert work.state == "Halted"
    with pytest.raises(QubesVMNotRunningError):
        await pausing


def test_a_call_that_never_returns_does_not_keep_the_process() -> None:
    program = (
        "import asyncio, time\n"
        "from qubesmanager.backend.hypervisor.libvirt_driver import _in_thread\n"
        "async def ask():\n"
        "    async with asyncio.timeout(0.1):\n"
        "        await _in_thread(lambda: time.sleep(600))\n"
        "try: asyncio.run(ask())\n"
        "except TimeoutError: print('given up')\n"
    )
    command = (sys.executable, "-P", "-c", program)
    assert subprocess.run(command, capture_output=True, timeout=60).stdout == b"given up\n"


async def test_one_that_does_not_answer_does_not_keep_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libvirt_driver, "_ANSWER_S", 2.0)  # the thread of the other one is slow
    told: list[UUID] = []
    hypervisor = LibvirtHypervisor("fake:///", lambda uuid, ending: told.append(uuid))
    hypervisor._libvirt = SimpleNamespace(
        VIR_CONNECT_LIST_DOMAINS_ACTIVE=1,
        VIR_DOMAIN_PAUSED=3,
        VIR_DOMAIN_PMSUSPENDED=7,
        libvirtError=OSError,
    )
    stuck, well = _Domain(1), _Domain(2)
    well.answers.set()
    hypervisor._connection = SimpleNamespace(listAllDomains=lambda flags: [stuck, well])
    found = await hypervisor.machines()
    assert [(machine.uuid, machine.state) for machine in found] == [
        (stuck.uuid, MachineState.RUNNING),
        (well.uuid, MachineState.PAUSED),
    ]
    assert told == []
    stuck.answers.set()
    async with asyncio.timeout(PATIENCE_S):
        while not told:
            await asyncio.sleep(0.01)
    assert told == [stuck.uuid]
