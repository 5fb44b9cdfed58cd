"""Handlers, vetoes and listeners."""

from __future__ import annotations

import asyncio
import logging

import pytest

from qubesmanager.backend.events import Emitter, is_pre_event
from qubesmanager.protocol import Event, QubesException


class Subject:
    event_subject = "work"

    def __str__(self) -> str:
        return "work"


WORK = Subject()


@pytest.mark.parametrize(
    "event",
    [
        "property-pre-set:netvm",
        "property-pre-reset:netvm",
        "property-pre-del:netvm",
        "domain-pre-delete",
        "domain-feature-pre-set:a",
        "domain-feature-pre-delete:a",
        "pool-pre-delete",
        "device-pre-attach:pci",
        "domain-cmd-pre-run",
        "admin-permission:admin.vm.List",
    ],
)
def test_pre_events(event: str) -> None:
    assert is_pre_event(event)


@pytest.mark.parametrize(
    "event",
    [
        "property-set:netvm",
        "domain-delete",
        "domain-feature-set:pre-set",
        "domain-tag-add:my-pre-tag",
        "property-set:pre-x",
        "domain-preload-dispvm-used",
        "firewall-changed",
    ],
)
def test_other_events(event: str) -> None:
    assert not is_pre_event(event)


async def test_patterns() -> None:
    emitter = Emitter()
    seen: list[tuple[str, str]] = []

    def note(pattern: str) -> None:
        def handler(subject: object, event: str, **kwargs: object) -> None:
            seen.append((pattern, event))

        emitter.add_handler(pattern, handler)

    for pattern in ("*", "property-set:*", "property-set:netvm", "prop*", "property-set"):
        note(pattern)
    await emitter.fire(WORK, "property-set:netvm", name="netvm")
    assert {pattern for pattern, _ in seen} == {
        "*",
        "property-set:*",
        "property-set:netvm",
        "prop*",
    }
    seen.clear()
    await emitter.fire(WORK, "domain-add", vm="x")
    assert seen == [("*", "domain-add")]


async def test_sync_and_async_handlers_get_subject_and_arguments() -> None:
    emitter = Emitter()
    seen: list[object] = []

    def plain(subject: object, event: str, **kwargs: object) -> None:
        seen.append((subject, event, kwargs))

    async def slow(subject: object, event: str, **kwargs: object) -> None:
        await asyncio.sleep(0)
        seen.append((subject, event, kwargs))

    emitter.add_handler("a-b", plain)
    emitter.add_handler("a-b", slow)
    await emitter.fire(WORK, "a-b", x=1)
    assert seen == [(WORK, "a-b", {"x": 1})] * 2
    emitter.remove_handler("a-b", slow)
    emitter.remove_handler("a-b", plain)
    await emitter.fire(WORK, "a-b", x=1)
    assert len(seen) == 2
    with pytest.raises(ValueError, match="not in list"):
        emitter.remove_handler("a-b", plain)


@pytest.mark.parametrize("is_async", [False, True])
async def test_a_pre_event_can_be_refused(is_async: bool) -> None:
    emitter = Emitter()

    def refuse(subject: object, event: str, **kwargs: object) -> None:
        raise QubesException("no")

    async def refuse_later(subject: object, event: str, **kwargs: object) -> None:
        await asyncio.sleep(0)
        raise QubesException("no")

    later: list[str] = []

    def never(subject: object, event: str, **kwargs: object) -> None:
        later.append(event)

    emitter.add_handler("property-pre-set:*", refuse_later if is_async else refuse)
    emitter.add_handler("property-pre-set:*", never)
    with pytest.raises(QubesException, match="no"):
        await emitter.fire(WORK, "property-pre-set:netvm", name="netvm")
    assert later == []


async def test_failing_handlers_are_logged_with_their_cause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    emitter = Emitter()
    seen: list[str] = []

    def fail(subject: object, event: str, **kwargs: object) -> None:
        raise RuntimeError("first cause")

    async def fail_later(subject: object, event: str, **kwargs: object) -> None:
        await asyncio.sleep(0)
        raise RuntimeError("second cause")

    async def work(subject: object, event: str, **kwargs: object) -> None:
        seen.append(event)

    for handler in (fail, fail_later, work):
        emitter.add_handler("domain-add", handler)
    with caplog.at_level(logging.ERROR):
        await emitter.fire(WORK, "domain-add", vm="x")
    assert seen == ["domain-add"]
    causes = [str(record.exc_info[1]) for record in caplog.records if record.exc_info]
    assert causes == ["first cause", "second cause"]
    assert all("domain-add" in record.getMessage() for record in caplog.records)


async def test_listeners_get_text() -> None:
    emitter = Emitter()
    with emitter.listen() as every, emitter.listen("work") as one, emitter.listen("other") as other:
        await emitter.fire(WORK, "property-set:x", name="x", newvalue=None, oldvalue=True, n={})
        await emitter.fire(object(), "domain-add", vm=WORK)
    told = [event async for event in every]
    assert told == [
        Event(
            "work",
            "property-set:x",
            {"name": "x", "newvalue": "None", "oldvalue": "True", "n": "{}"},
        ),
        Event("", "domain-add", {"vm": "work"}),
    ]
    assert [event.name async for event in one] == ["property-set:x"]
    assert [event async for event in other] == []


async def test_a_listener_sees_a_pre_event_that_is_then_refused() -> None:
    emitter = Emitter()

    def refuse(subject: object, event: str, **kwargs: object) -> None:
        raise QubesException("no")

    emitter.add_handler("domain-pre-delete", refuse)
    with emitter.listen() as listener, pytest.raises(QubesException):
        await emitter.fire(WORK, "domain-pre-delete", vm="x")
    assert [event.name async for event in listener] == ["domain-pre-delete"]


@pytest.mark.parametrize(
    "event", ["admin-permission:admin.vm.List", "device-list:pci", "domain-load", "device-get:usb"]
)
async def test_internal_events_stay_inside(event: str) -> None:
    emitter = Emitter()
    with emitter.listen() as listener:
        await emitter.fire(WORK, event)
        await emitter.fire(WORK, "device-list-change:pci")
    assert [event.name async for event in listener] == ["device-list-change:pci"]


async def test_a_listener_that_falls_behind_ends(caplog: pytest.LogCaptureFixture) -> None:
    emitter = Emitter()
    slow = emitter.listen(limit=3)
    for number in range(5):
        await emitter.fire(WORK, f"event:{number}")
    assert slow.overrun
    assert [event.name async for event in slow] == ["event:0", "event:1", "event:2"]
    assert "behind" in caplog.text
    with emitter.listen() as listener:
        await emitter.fire(WORK, "event:6")
    assert not listener.overrun


async def test_waiting_for_an_event_and_for_the_end() -> None:
    emitter = Emitter()
    listener = emitter.listen()
    waiting = asyncio.ensure_future(anext(listener))
    await asyncio.sleep(0)
    assert not waiting.done()
    await emitter.fire(WORK, "event")
    assert (await waiting).name == "event"
    waiting = asyncio.ensure_future(anext(listener))
    await asyncio.sleep(0)
    listener.close()
    listener.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
