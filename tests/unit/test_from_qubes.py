"""Calls of qubes on their way through the policy, without a qube: what is refused, what is cut."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from qubesmanager.backend.api import from_qubes
from qubesmanager.backend.api.context import Context
from qubesmanager.backend.api.from_qubes import FromQubes
from qubesmanager.backend.api.methods import Call as AdminCall
from qubesmanager.backend.api.tables import ADMIN
from qubesmanager.backend.app import App
from qubesmanager.backend.policy.questions import MAX_OPEN, Questions
from qubesmanager.backend.services.calls import Call, ReaderGone
from qubesmanager.backend.services.services import Services
from qubesmanager.protocol import Event, EventDecoder, QubesException, QubesVMNotFoundError
from qubesmanager.protocol import decode_reply as decoded
from qubesmanager.service_frames import CallRequest, Channel, Ended, Frame, Kind, Outcome

from .stock_store import fresh_app

PATIENCE_S = 60


class Host:
    """The host's side with nothing but the app; and a qube ``work`` that calls."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.questions = Questions(app, timeout_s=PATIENCE_S)
        nothing = cast(Any, None)
        self.context = Context(app, app.home, nothing, nothing, Services(app), self.questions)
        self.from_qubes = FromQubes(self.context, ADMIN)
        self.sent: list[Frame] = []

    def policy(self, text: str) -> None:
        folder = self.app.home / "policy.d"
        folder.mkdir(exist_ok=True)
        (folder / "30-user.policy").write_text(text)

    def begin(self, service: str, argument: str, target: str, payload: bytes = b"") -> Call:
        call = Call(2, self.sent.append, lambda: True, by_host=False)
        self.from_qubes.on_call(
            self.app.qubes["work"], call, CallRequest(service, argument, target)
        )
        if payload:
            call.on_frame(Frame(Kind.DATA, 2, Channel.STDIN, payload))
        call.on_frame(Frame(Kind.EOF, 2, Channel.STDIN))
        return call

    async def call(
        self, service: str, argument: str = "", target: str = "dom0", payload: bytes = b""
    ) -> tuple[Ended, bytes]:
        self.sent.clear()
        call = self.begin(service, argument, target, payload)
        async with asyncio.timeout(PATIENCE_S):
            ended = await call.wait()
        return ended, self.output()

    def output(self) -> bytes:
        return b"".join(frame.payload for frame in self.sent if frame.kind is Kind.DATA)


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    app = await fresh_app(tmp_path / "home")
    for name in ("work", "mail", "vault"):
        await app.add_qube("AppVM", name, "red", template="tpl")
    made = Host(app)
    yield made
    await made.from_qubes.close()


DENIED = Ended(Outcome.REFUSED, text="denied")


async def test_nothing_is_allowed_by_itself(host: Host) -> None:
    assert await host.call("admin.vm.List") == (DENIED, b"")
    assert await host.call("my.Service", "", "mail") == (DENIED, b"")


@pytest.mark.parametrize(
    ("service", "target"),
    [
        ("", "dom0"),
        ("a/b", "dom0"),
        ("internal.Ping\n", "dom0"),
        ("x" * 200, "dom0"),
        ("my.Service", "a b"),
        ("my.Service", "x" * 99),
    ],
)
async def test_what_is_no_name_is_refused(host: Host, service: str, target: str) -> None:
    host.policy("* * @anyvm @anyvm allow target=dom0\n* * @anyvm @adminvm allow\n")
    assert await host.call(service, "", target) == (DENIED, b"")


async def test_the_host_has_no_other_services(host: Host) -> None:
    host.policy("* * work @adminvm allow\n")
    ended, _ = await host.call("internal.GetInventory")
    assert ended.outcome is Outcome.REFUSED and "no service internal.GetInventory" in ended.text
    ended, reply = await host.call("admin.NoSuchMethod")
    assert ended.ok and reply.startswith(b"2\0ProtocolError\0")


async def test_the_policy_grants_this_qube_and_no_other(host: Host) -> None:
    host.policy(
        "admin.vm.property.Set +memory work mail allow target=dom0\n"
        "admin.vm.Create.AppVM * work @adminvm allow\n"
    )
    ended, reply = await host.call("admin.vm.property.Set", "memory", "mail", b"333")
    assert ended.ok and decoded(reply) == b""
    assert host.app.qubes["mail"].properties.value("memory") == 333
    for argument, target in (("vcpus", "mail"), ("memory", "vault"), ("memory", "work")):
        assert await host.call("admin.vm.property.Set", argument, target, b"2") == (DENIED, b"")
    ended, reply = await host.call("admin.vm.Create.AppVM", "tpl", "dom0", b"name=mine label=blue")
    assert decoded(reply) == b""
    assert "created-by-work" in host.app.qubes["mine"].tags


async def test_a_qube_that_is_not_there_is_as_if_none_was_named(host: Host) -> None:
    host.policy("admin.vm.Start * work @default allow target=dom0\n")
    _, reply = await host.call("admin.vm.Start", "", "nobody")
    with pytest.raises(QubesVMNotFoundError):
        decoded(reply)


async def test_an_argument_is_reduced(host: Host) -> None:
    host.policy("admin.vm.feature.Get +a_b__c work mail allow target=dom0\n")
    ended, reply = await host.call("admin.vm.feature.Get", "a/b $c", "mail")
    assert ended.ok and reply.startswith(b"2\0QubesFeatureNotFoundError")


async def test_a_request_has_its_limit(host: Host) -> None:
    host.policy("admin.vm.notes.Set * work mail allow target=dom0\n")
    ended, reply = await host.call("admin.vm.notes.Set", "", "mail", bytes(70_000))
    assert (ended, reply) == (Ended(Outcome.REFUSED, text="the request is too long"), b"")


@pytest.mark.parametrize("arrived", [b"", b"6"])
async def test_half_a_request_is_none(arrived: bytes) -> None:
    """It would be done as it stands: half a list of firewall rules, a shorter number."""
    call = Call(2, lambda _frame: None, lambda: True, by_host=False)
    reading = asyncio.create_task(from_qubes._read_all(call))
    await asyncio.sleep(0)  # it waits for the caller now
    if arrived:
        call.on_frame(Frame(Kind.DATA, 2, Channel.STDIN, arrived))
    call.settle(Ended(Outcome.LOST))
    with pytest.raises(ReaderGone):
        await reading


async def joined(act: Callable[[Call, Call], None]) -> list[Kind]:
    """What a service gets from a caller that ``act`` plays with: caller, then service."""
    to_service: list[Frame] = []
    caller = Call(2, lambda _frame: None, lambda: True, by_host=False)
    service = Call(1, to_service.append, lambda: True, by_host=True)
    joining = asyncio.create_task(from_qubes._join(caller, service, "vault"))
    await asyncio.sleep(0)  # it waits for the caller now
    act(caller, service)
    for _ in range(10):
        await asyncio.sleep(0)
    service.settle(Ended(Outcome.EXITED))
    async with asyncio.timeout(PATIENCE_S):
        await joining
    return [frame.kind for frame in to_service]


async def test_a_caller_that_is_lost_is_no_end_of_the_input() -> None:
    """The service would keep half of a file as if it were all."""

    def is_lost(caller: Call, _service: Call) -> None:
        caller.on_frame(Frame(Kind.DATA, 2, Channel.STDIN, b"half"))
        caller.settle(Ended(Outcome.LOST))

    def ends(caller: Call, _service: Call) -> None:
        caller.on_frame(Frame(Kind.DATA, 2, Channel.STDIN, b"all"))
        caller.on_frame(Frame(Kind.EOF, 2, Channel.STDIN))

    assert await joined(is_lost) == [Kind.DATA]
    assert await joined(ends) == [Kind.DATA, Kind.EOF]


async def test_the_end_of_an_output_is_passed_on() -> None:
    """A caller may wait for it before it ends its input, for which the service waits."""
    to_caller: list[Frame] = []
    caller = Call(2, to_caller.append, lambda: True, by_host=False)
    service = Call(1, lambda _frame: None, lambda: True, by_host=True)
    joining = asyncio.create_task(from_qubes._join(caller, service, "vault"))
    service.on_frame(Frame(Kind.DATA, 1, Channel.STDOUT, b"answer"))
    service.on_frame(Frame(Kind.EOF, 1, Channel.STDOUT))
    for _ in range(10):
        await asyncio.sleep(0)
    assert [frame.kind for frame in to_caller] == [Kind.DATA, Kind.EOF]
    service.settle(Ended(Outcome.EXITED))
    async with asyncio.timeout(PATIENCE_S):
        await joining


async def test_a_policy_with_a_mistake_denies(host: Host, caplog: pytest.LogCaptureFixture) -> None:
    host.policy("* * work @adminvm allow\n\nnonsense\n")
    assert await host.call("admin.vm.List") == (DENIED, b"")
    assert "30-user.policy:3: a rule has" in caplog.text


async def test_the_list_is_cut_to_what_is_allowed(host: Host) -> None:
    host.policy(
        "admin.vm.List * work @adminvm allow\n"
        "admin.vm.List * work mail allow target=dom0\n"
        "admin.vm.List * work vault ask target=dom0\n"
    )
    _, reply = await host.call("admin.vm.List")
    assert [line.split()[0] for line in decoded(reply).splitlines()] == [b"dom0", b"mail"]


async def test_events_are_cut_to_what_is_allowed(host: Host) -> None:
    host.policy(
        "admin.Events + work @adminvm allow\n"
        "admin.Events +property-set_memory work mail allow target=dom0\n"
    )
    call = host.begin("admin.Events", "", "dom0")
    decoder = EventDecoder()
    seen: list[Event] = []

    async def until_seen(count: int) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while len(seen) < count:
                await asyncio.sleep(0.01)
                seen.extend(decoder.feed(host.output()))
                host.sent.clear()

    await until_seen(1)
    for name in ("vault", "mail"):
        await host.app.qubes[name].properties.set("memory", "300")
        await host.app.qubes[name].properties.set("vcpus", "1")
    await until_seen(2)
    await asyncio.sleep(0.05)
    seen.extend(decoder.feed(host.output()))
    assert [(event.subject, event.name) for event in seen] == [
        ("", "connection-established"),
        ("mail", "property-set:memory"),
    ]
    call.on_frame(Frame(Kind.CANCEL, 2))
    call.settle(Ended(Outcome.LOST))


async def test_a_qube_that_cannot_start_is_no_secret_of_the_host(host: Host) -> None:
    host.policy("my.Service * work mail allow\nmy.Service * work vault allow autostart=no\n")
    ended, _ = await host.call("my.Service", "", "mail")
    assert ended == Ended(Outcome.FAILED, text="the call could not be made")
    assert await host.call("my.Service", "", "vault") == (DENIED, b"")


# -- questions


async def answer(host: Host, text: str) -> None:
    method = from_qubes.METHODS
    found = {item.name: item for item in method}
    [question] = json.loads(await reply_of(found["internal.policy.Pending"].reply, host, "", b""))
    await reply_of(found["internal.policy.Answer"].reply, host, question["id"], text.encode())


async def reply_of(reply: Any, host: Host, arg: str, payload: bytes) -> Any:
    return await reply(AdminCall(host.context, "", host.app.qubes["dom0"], arg, payload))


async def until_asked(host: Host, count: int = 1) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while len(host.questions.pending) < count:
            await asyncio.sleep(0.005)


async def test_an_answer_in_time(host: Host) -> None:
    host.policy("admin.vm.List * work @adminvm ask\n")
    for text, ok in (("allow dom0", True), ("deny", False)):
        call = host.begin("admin.vm.List", "", "dom0")
        await until_asked(host)
        for wrong in ("allow mail", "allow", "deny mail", "maybe"):
            with pytest.raises(QubesException):
                await answer(host, wrong)
        await answer(host, text)
        assert (await call.wait()).ok is ok
    with pytest.raises(QubesException, match="its time is over"):
        host.questions.answer("0000", None)


async def test_silence_is_no(host: Host) -> None:
    host.policy("admin.vm.List * work @adminvm ask\n")
    host.questions._timeout_s = 0.05
    with host.app.events.listen(None) as listener:
        assert await host.call("admin.vm.List") == (DENIED, b"")
        events = [await anext(listener), await anext(listener)]
    assert [event.name for event in events] == ["policy-ask", "policy-answered"]
    assert events[0].args["source"] == "work" and events[0].args["targets"] == "dom0"
    assert events[1].args == {"id": events[0].args["id"], "outcome": "no answer"}


async def test_a_qube_cannot_pester(host: Host) -> None:
    host.policy("* * work @adminvm ask\n")
    calls = [host.begin("admin.vm.List", "", "dom0") for _ in range(MAX_OPEN + 2)]
    ends = [asyncio.create_task(call.wait()) for call in calls]
    async with asyncio.timeout(PATIENCE_S / 2):
        while sum(end.done() for end in ends) < 2:
            await asyncio.sleep(0.005)
    assert len(host.questions.pending) == MAX_OPEN
    for question in host.questions.pending:
        host.questions.answer(question.id, None)
    assert {ended.text for ended in await asyncio.gather(*ends)} == {"denied"}


async def test_a_caller_that_goes_takes_its_question_along(host: Host) -> None:
    host.policy("admin.vm.List * work @adminvm ask\n")
    call = host.begin("admin.vm.List", "", "dom0")
    await until_asked(host)
    call.settle(Ended(Outcome.LOST))
    async with asyncio.timeout(PATIENCE_S / 2):  # sooner than it would be over by itself
        while host.questions.pending:
            await asyncio.sleep(0.005)
