"""What happens by itself: rules that expire, disposables that go, qubes that must stay."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from qubesmanager.backend import background
from qubesmanager.backend.app import App
from qubesmanager.backend.disposables import create_disposable
from qubesmanager.backend.events import Listener
from qubesmanager.backend.qube import firewall
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.firewall_file import firewall_xml, parse_firewall
from qubesmanager.backend.qube.firewall_rule import Rule
from qubesmanager.protocol import QubesException, QubesVMInUseError

from .stock_store import fail_to_write, fresh_app

TIMEOUT_S = 60
LATER = Rule("drop", expire=4102444800)


class Clock:
    """That of the wall, for rules: it stands a moment before ``due_s`` until it is let ``go``."""

    def __init__(self) -> None:
        self.due_s = int(time.time()) + 1000
        self._went_s: float | None = None

    def time(self) -> float:
        if self._went_s is None:
            return self.due_s - 0.05
        return self.due_s + time.monotonic() - self._went_s

    def go(self) -> None:
        self._went_s = time.monotonic()

    def soon(self) -> Rule:
        return Rule("accept", expire=self.due_s)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(background, "time", clock)
    monkeypatch.setattr(firewall, "time", clock)
    return clock


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = await fresh_app(tmp_path / "home")
    await app.start()
    yield app
    await app.close()


@pytest.fixture
async def work(app: App) -> Qube:
    return await app.add_qube("AppVM", "work", "blue")


async def wait_for(listener: Listener, name: str) -> None:
    async with asyncio.timeout(TIMEOUT_S):
        async for event in listener:
            if event.name == name:
                return


# -- rules that expire


async def test_a_rule_expires_by_itself(app: App, work: Qube, clock: Clock) -> None:
    with app.events.listen("work") as listener:
        await work.firewall.set([clock.soon(), LATER])
        await wait_for(listener, "firewall-changed")
        assert len(parse_firewall(work.firewall.path.read_bytes())) == 2
        clock.go()
        await wait_for(listener, "firewall-changed")
    assert parse_firewall(work.firewall.path.read_bytes()) == (LATER,)


async def test_a_rule_expires_after_a_restart_too(app: App, work: Qube, clock: Clock) -> None:
    await work.firewall.set([LATER])
    await app.close()
    work.firewall.path.write_bytes(firewall_xml([clock.soon(), LATER]))
    again = await App.load(app.home)
    with again.events.listen("work") as listener:
        await again.start()
        clock.go()
        await wait_for(listener, "firewall-changed")
    await again.close()
    assert parse_firewall(work.firewall.path.read_bytes()) == (LATER,)


async def test_a_file_that_was_edited_is_read_again(app: App, work: Qube, clock: Clock) -> None:
    await work.firewall.set([LATER])
    work.firewall.path.write_bytes(firewall_xml([clock.soon(), LATER]))
    with app.events.listen("work") as listener:
        await work.firewall.reload()
        await wait_for(listener, "firewall-changed")
        clock.go()
        await wait_for(listener, "firewall-changed")
    assert await work.firewall.rules() == (LATER,)
    work.firewall.path.write_text("<broken")
    with pytest.raises(QubesException, match="broken|XML"):
        await work.firewall.reload()


async def test_expired_rules_go_even_when_the_disk_is_full(
    app: App,
    work: Qube,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await work.firewall.set([clock.soon(), LATER])
    with monkeypatch.context() as patch, app.events.listen("work") as listener:
        fail_to_write(patch, "firewall.xml")
        patch.setattr(background, "_RETRY_S", 0.05)
        clock.go()
        await wait_for(listener, "firewall-changed")
        assert await work.firewall.rules() == (LATER,)
        assert len(parse_firewall(work.firewall.path.read_bytes())) == 2
        await wait_for(listener, "firewall-changed")
    with app.events.listen("work") as listener:
        while len(parse_firewall(work.firewall.path.read_bytes())) == 2:
            await wait_for(listener, "firewall-changed")
    assert "No space left" in caplog.text


async def test_nothing_waits_for_the_rules_of_a_removed_qube(
    app: App, work: Qube, clock: Clock
) -> None:
    await work.firewall.set([clock.soon()])
    assert app.background._expiries
    await app.remove_qube("work")
    assert not app.background._expiries


async def test_a_broken_file_does_not_keep_qubesd_from_starting(
    app: App, work: Qube, caplog: pytest.LogCaptureFixture
) -> None:
    work.firewall.path.write_text("<firewall expire")
    again = await App.load(app.home)
    await again.start()
    await again.close()
    assert "firewall.xml cannot be read" in caplog.text


# -- disposables


async def test_a_disposable_is_made_and_goes(app: App, work: Qube) -> None:
    await work.properties.set("template_for_dispvms", "True")
    with app.events.listen() as listener:
        disposable = await create_disposable(app, work, work)
    name = disposable.name
    assert name == f"disp{disposable.properties.value('dispid')}"
    assert disposable.properties.value("auto_cleanup") is True
    assert disposable.properties.get("include_in_backups").value == "False"
    assert disposable.label is work.label
    assert [(e.subject, e.name) async for e in listener] == [
        ("", "domain-add"),
        (name, "domain-tag-add:created-by-work"),
        (name, f"domain-tag-add:disp-created-by-{'work'}"),
        (name, "domain-create-on-disk"),
    ]
    stored = (await App.load(app.home)).qubes[name]
    assert {"created-by-work", "disp-created-by-work"} <= set(stored.tags)
    assert stored.properties.value("auto_cleanup") is True
    with app.events.listen() as listener:
        await disposable.fire("domain-shutdown")
        await wait_for(listener, "domain-delete")
    assert name not in app.qubes
    assert not disposable.dir_path.exists()


async def test_a_disposable_by_default(app: App, work: Qube) -> None:
    dom0 = app.qubes["dom0"]
    with pytest.raises(QubesException, match="no default template"):
        await create_disposable(app, dom0)
    with pytest.raises(QubesException, match="no template for disposables"):
        await create_disposable(app, dom0, work)
    await work.properties.set("template_for_dispvms", "True")
    await app.properties.set("default_dispvm", "work")
    disposable = await create_disposable(app, dom0)
    assert disposable.template is work
    second = await create_disposable(app, disposable)
    assert second.template is work
    assert f"disp-created-by-{disposable.name}" in second.tags
    assert second.properties.value("dispid") != disposable.properties.value("dispid")


async def test_others_stay_when_they_end(app: App, work: Qube) -> None:
    await work.properties.set("template_for_dispvms", "True")
    kept = await app.add_qube("DispVM", "kept", "red", "work")
    await work.fire("domain-shutdown")
    await kept.fire("domain-shutdown")
    await app.close()
    assert {"kept", "work"} <= set(app.qubes)


async def test_what_a_crash_left_of_disposables_goes(app: App, work: Qube) -> None:
    await work.properties.set("template_for_dispvms", "True")
    await app.add_qube("DispVM", "kept", "red", "work")
    disposable = await create_disposable(app, work, work)
    again = await App.load(app.home)
    await again.start()
    await again.close()
    assert "kept" in again.qubes
    assert disposable.name not in again.qubes
    assert disposable.name not in (await App.load(app.home)).qubes


async def test_a_disposable_that_is_used_is_logged_and_stays(
    app: App, work: Qube, caplog: pytest.LogCaptureFixture
) -> None:
    await work.properties.set("template_for_dispvms", "True")
    disposable = await create_disposable(app, work, work)
    with disposable.held("it is looked at"):
        await disposable.fire("domain-shutdown")
        while "could not be removed" not in caplog.text:
            await asyncio.sleep(0)
    assert disposable.name in app.qubes


# -- qubes that must stay


async def test_a_qube_that_is_held_stays(app: App, work: Qube) -> None:
    refusal = pytest.raises(QubesVMInUseError, match="backed up, it is being copied")
    with work.held("it is being backed up"), work.held("it is being copied"), refusal:
        await app.remove_qube("work")
    await app.remove_qube("work")
