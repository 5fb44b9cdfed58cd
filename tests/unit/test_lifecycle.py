"""The runs of a qube, with a hypervisor that does what it is told to, or fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from lxml import etree

from qubesmanager.backend.app import App
from qubesmanager.backend.hypervisor.choice import Choice
from qubesmanager.backend.hypervisor.machine import Ending, Machine, MachineState
from qubesmanager.backend.qube import lifecycle
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.services.services import Services
from qubesmanager.protocol import (
    QubesException,
    QubesVMError,
    QubesVMInUseError,
    QubesVMNotPausedError,
    QubesVMNotRunningError,
    QubesVMNotStartedError,
    QubesVMShutdownTimeoutError,
    StoragePoolException,
)
from tests.fakes.hypervisor import FakeHypervisor, FakeRuns

from .stock_store import fresh_app


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await fresh_app(tmp_path / "home")
    app.runs = FakeRuns(app)
    net = await app.add_qube("AppVM", "net", "red", template="tpl")
    await net.properties.set("provides_network", "True")
    work = await app.add_qube("AppVM", "work", "blue", template="tpl")
    await work.properties.set("netvm", "net")
    yield app
    await app.runs.close()


@pytest.fixture
def fake(app: App) -> FakeHypervisor:
    assert isinstance(app.runs, FakeRuns)
    return app.runs.fake


@pytest.fixture
def events(app: App) -> list[str]:
    told: list[str] = []

    def note(subject: object, event: str, **kwargs: object) -> None:
        told.append(f"{getattr(subject, 'name', '')} {event}")

    app.events.add_handler("domain-*", note)
    return told


async def settled(app: App) -> None:
    """Until what the events have begun has ended."""
    while pending := [task for task in app.runs._tasks if not task.done()]:
        await asyncio.wait(pending)


def dirty(qube: Qube) -> list[str]:
    return sorted(path.name for path in qube.dir_path.glob("*-dirty*"))


async def test_the_netvm_comes_first(app: App, events: list[str]) -> None:
    work, net = app.qubes["work"], app.qubes["net"]
    await work.life.start()
    started = [event for event in events if event.endswith(" domain-start")]
    assert started == ["net domain-start", "work domain-start"]
    assert (work.state, net.state) == ("Running", "Running")
    assert work.properties.value("xid") == 7
    with pytest.raises(QubesVMInUseError, match="work"):
        await net.life.shutdown()
    await net.life.shutdown(force=True, wait=True)
    assert net.state == "Halted"


@pytest.mark.parametrize("step", ["create", "resume"])
async def test_a_step_that_fails_undoes_those_before(
    app: App, fake: FakeHypervisor, events: list[str], step: str, caplog: pytest.LogCaptureFixture
) -> None:
    net = app.qubes["net"]
    fake.fail = {step}
    with pytest.raises(QubesException, match=f"could not be started: no {step} today"):
        await net.life.start()
    await settled(app)
    assert (net.state, dirty(net), fake.states) == ("Halted", [], {})
    assert events[-1] == "net domain-start-failed"
    assert "'net' was not started" in caplog.text
    fake.fail = set()
    await net.life.start()
    assert net.state == "Running"


async def test_a_veto_is_a_failure(app: App, fake: FakeHypervisor) -> None:
    net = app.qubes["net"]

    def veto(subject: object, event: str, **kwargs: object) -> None:
        raise QubesVMError("not today")

    for event in ("domain-pre-start", "domain-pre-spawn", "domain-pre-unpaused"):
        app.events.add_handler(event, veto)
        with pytest.raises(QubesVMError, match="not today"):
            await net.life.start()
        app.events.remove_handler(event, veto)
        assert (net.state, dirty(net), fake.states) == ("Halted", [], {})


async def test_data_that_is_being_imported_is_left_alone(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    net = app.qubes["net"]
    path = Path(await net.storage.import_data("private", 4096))
    with pytest.raises(StoragePoolException, match="imported into volume private of net"):
        await net.life.start()
    assert "'net' was not started" in caplog.text
    path.write_bytes(b"n" * 4096)
    await net.storage.import_data_end("private", True)
    await net.life.start()
    assert path.with_name("private-dirty.img").read_bytes() == b"n" * 4096


async def test_a_netvm_that_does_not_start(app: App, fake: FakeHypervisor) -> None:
    fake.fail = {"create"}
    with pytest.raises(QubesException, match="'net' could not be started"):
        await app.qubes["work"].life.start()
    assert app.qubes["work"].state == "Halted"
    assert dirty(app.qubes["work"]) == []


async def test_two_starts_are_one(app: App, fake: FakeHypervisor) -> None:
    life = app.qubes["net"].life
    await asyncio.gather(life.start(), life.start())
    assert fake.calls == ["create", "resume"]


async def test_kill_while_it_starts(app: App, fake: FakeHypervisor) -> None:
    net = app.qubes["net"]
    fake.before_create.clear()
    starting = asyncio.create_task(net.life.start())
    while "create" not in fake.calls:
        await asyncio.sleep(0)
    assert net.state == "Transient"
    with pytest.raises(QubesVMNotRunningError):
        killing = asyncio.create_task(net.life.kill())
        await asyncio.sleep(0)
        fake.before_create.set()
        await net.life.pause()
    with pytest.raises(QubesVMError, match="killed while it was starting"):
        await starting
    await killing
    assert (net.state, dirty(net), fake.states) == ("Halted", [], {})


async def test_the_timer_of_an_emulated_machine_is_not_put_to_the_test(
    app: App, fake: FakeHypervisor
) -> None:
    net = app.qubes["net"]
    kernel = app.kernels_dir / "own"
    kernel.mkdir(parents=True)
    (kernel / "vmlinuz").touch()
    await net.properties.set("kernel", "own")
    await net.properties.set("kernelopts", "quiet")
    for accelerator, words in (
        ("tcg", "no_timer_check console=ttyS0 quiet"),
        ("kvm", "console=ttyS0 quiet"),
    ):
        app.runs._choice = Choice(fake.uri, accelerator)
        await net.life.start()
        assert etree.fromstring(fake.xml).findtext("os/cmdline") == words
        await net.life.kill()


async def test_words_for_every_state(app: App, fake: FakeHypervisor) -> None:
    life = app.qubes["net"].life
    with pytest.raises(QubesVMNotStartedError):
        await life.shutdown()
    with pytest.raises(QubesVMNotStartedError):
        await life.kill()
    with pytest.raises(QubesVMNotRunningError):
        await life.pause()
    with pytest.raises(QubesVMNotRunningError):
        await life.console()
    await life.start()
    with pytest.raises(QubesVMNotPausedError):
        await life.unpause()
    await life.pause()
    with pytest.raises(QubesVMNotRunningError, match="is paused already"):
        await life.pause()
    with pytest.raises(QubesVMNotRunningError, match="is paused$"):
        await Services(app).open_call(app.qubes["net"], "qubes.VMExec")
    with pytest.raises(QubesVMNotRunningError, match="is paused"):
        await life.shutdown()
    await life.shutdown(force=True, wait=True)
    assert fake.calls[-2:] == ["resume", "shutdown"]
    assert life.last_ending is Ending.SHUT_DOWN


async def test_a_system_that_does_not_heed(
    app: App, fake: FakeHypervisor, events: list[str]
) -> None:
    net = app.qubes["net"]
    await net.properties.set("shutdown_timeout", "1")
    fake.heeds = False
    await net.life.start()
    with pytest.raises(QubesVMShutdownTimeoutError, match="in 1 seconds"):
        await net.life.shutdown(wait=True)
    assert net.state == "Running"
    assert events[-1] == "net domain-shutdown-failed"
    await net.life.shutdown()
    assert net.state == "Halting"
    await net.life.kill()
    assert (net.state, net.life.last_ending) == ("Halted", Ending.KILLED)


async def test_a_system_that_was_booting_is_asked_again(
    app: App, fake: FakeHypervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "_ASK_AGAIN_S", 0.01)
    net = app.qubes["net"]
    fake.heeds = False
    await net.life.start()
    async with asyncio.timeout(60):
        halting = asyncio.create_task(net.life.shutdown(wait=True))
        while fake.calls.count("shutdown") < 3:
            await asyncio.sleep(0.01)
        fake.heeds = True
        await halting
    assert (net.state, net.life.last_ending) == ("Halted", Ending.SHUT_DOWN)


async def test_what_comes_from_outside(
    app: App, fake: FakeHypervisor, events: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    net = app.qubes["net"]
    await net.life.start()
    await fake.pause(net.uuid)
    await settled(app)
    assert net.state == "Paused"
    await fake.resume(net.uuid)
    await settled(app)
    assert net.state == "Running"
    fake.on_event(net.uuid, Ending.CRASHED)  # late, of an earlier run: this one goes on
    await settled(app)
    assert net.state == "Running"
    fake.end(net.uuid, Ending.CRASHED)
    await settled(app)
    assert (net.state, net.life.last_ending) == ("Halted", Ending.CRASHED)
    assert events[-2:] == ["net domain-stopped", "net domain-shutdown"]
    assert "'net' has ended: crashed" in caplog.text
    assert "'net' ended by itself 0 s after its start" in caplog.text


async def test_a_run_of_the_qubesd_before(app: App, fake: FakeHypervisor) -> None:
    net, work = app.qubes["net"], app.qubes["work"]
    for qube, state in ((net, MachineState.RUNNING), (work, MachineState.PAUSED)):
        await qube.storage.start()
        fake.states[qube.uuid] = state
        fake.found.append(Machine(qube.uuid, 3, state, 1234))
    await app.runs.ready()
    await app.runs._recover()
    assert (net.state, work.state) == ("Running", "Paused")
    assert net.properties.value("start_time") == "1234.0"
    assert dirty(net) == dirty(work) != []


async def test_leftovers_are_put_away(app: App) -> None:
    net = app.qubes["net"]
    await net.storage.start()
    (net.dir_path / "private-dirty.img").write_bytes(b"written before the crash")
    await app.runs._recover()
    assert dirty(net) == []
    assert (net.dir_path / "private.img").read_bytes() == b"written before the crash"


async def test_a_connection_that_is_lost(app: App, fake: FakeHypervisor) -> None:
    net, work = app.qubes["net"], app.qubes["work"]
    await work.life.start()
    fake.lost = "the wire is cut"
    assert app.runs.start_disabled_reason == "Qubes cannot start: the wire is cut"
    fake.states.pop(work.uuid)  # it ends meanwhile, and nobody is told
    fake.found = [Machine(net.uuid, 7, MachineState.RUNNING, 1)]
    fake.come_back()
    await app.runs.ready()
    await settled(app)
    assert (net.state, work.state) == ("Running", "Halted")
    assert work.life.last_ending is Ending.CRASHED
    assert fake.calls.count("close") == 1


async def test_disposables_go_with_their_run(app: App, fake: FakeHypervisor) -> None:
    await app.qubes["work"].properties.set("template_for_dispvms", "True")
    settings = {"auto_cleanup": "True", "dispid": "5"}
    disposable = await app.add_qube("DispVM", "disp5", "red", template="work", settings=settings)
    await disposable.properties.set("netvm", "")
    await disposable.life.start()
    await app.background.start()  # which removes those that do not run
    assert "disp5" in app.qubes
    await disposable.life.kill()
    while "disp5" in app.qubes:
        await asyncio.sleep(0)
    await app.background.close()
