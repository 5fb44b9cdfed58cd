"""One call, one socket: against real sockets that answer by a table."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from qubesmanager.client.connection import Connection, Endpoint, NoInternalSocket
from qubesmanager.client.leftovers import what_stays
from qubesmanager.protocol import (
    DaemonAccessError,
    DaemonCommunicationError,
    Event,
    ProtocolError,
    QubesVMNotFoundError,
    encode_exception,
)
from tests.socket_server import Server, serving


async def test_call_sends_one_request_and_gives_the_body(tmp_path: Path) -> None:
    async with serving(tmp_path, {"admin.vm.feature.Get": b"a\0b%d"}) as (server, connection):
        body = await connection.call("admin.vm.feature.Get", "gui", "work", b"payload\0more")
    assert body == b"a\0b%d"
    request = server.requests[0]
    assert (request.source, request.dest, request.arg) == ("dom0", "work", "gui")
    assert request.payload == b"payload\0more"


async def test_internal_calls_use_the_other_socket(tmp_path: Path) -> None:
    async with serving(tmp_path, {"internal.Ping": b"{}"}, internal=False) as (_, connection):
        with pytest.raises(NoInternalSocket):
            await connection.internal("internal.Ping")


async def test_an_exception_reply_is_raised_by_its_name(tmp_path: Path) -> None:
    reply = encode_exception("QubesVMNotFoundError", "No such domain: '100%'")
    async with serving(tmp_path, {"admin.vm.List": lambda _: reply}) as (_, connection):
        with pytest.raises(QubesVMNotFoundError, match="No such domain: '100%'"):
            await connection.call("admin.vm.List", dest="work")


@pytest.mark.parametrize(
    ("reply", "error"), [(b"", DaemonAccessError), (b"7\0", DaemonCommunicationError)]
)
async def test_replies_that_are_none(tmp_path: Path, reply: bytes, error: type[Exception]) -> None:
    async with serving(tmp_path, {"admin.vm.List": lambda _: reply}) as (_, connection):
        with pytest.raises(error):
            await connection.call("admin.vm.List")


async def test_nobody_there(tmp_path: Path) -> None:
    connection = Connection(Endpoint(tmp_path / "a.sock", tmp_path / "a.internal.sock", tmp_path))
    with pytest.raises(DaemonAccessError, match="No such file.*killed.*qubesd.log"):
        await connection.call("admin.vm.List")
    with pytest.raises(DaemonAccessError, match="No such file"):
        await connection.internal("internal.Ping")


@pytest.mark.parametrize(
    ("arg", "dest", "payload"),
    [("a b", "dom0", b""), ("", "d\0m0", b""), ("é", "dom0", b""), ("", "dom0", bytes(70000))],
)
async def test_a_request_that_cannot_be_sent(
    tmp_path: Path, arg: str, dest: str, payload: bytes
) -> None:
    async with serving(tmp_path, {"admin.vm.List": b""}) as (server, connection):
        with pytest.raises(ProtocolError):
            await connection.call("admin.vm.List", arg, dest, payload)
    assert server.requests == []


async def test_many_calls_at_once(tmp_path: Path) -> None:
    def answer(request: object) -> bytes:
        return b"0\0" + str(getattr(request, "arg", "")).encode()

    async with serving(tmp_path, {"admin.vm.tag.Get": answer}) as (_, connection):
        calls = (connection.call("admin.vm.tag.Get", str(n)) for n in range(100))
        assert await asyncio.gather(*calls) == [str(n).encode() for n in range(100)]


async def test_events_until_the_daemon_ends(tmp_path: Path) -> None:
    async with serving(tmp_path) as (server, connection), connection.events() as stream:
        first = await anext(stream)
        await server.send(Event("work", "domain-start"), Event("", "pool-add", {"pool": "p"}))
        rest = [await anext(stream), await anext(stream)]
        await server.stop()
        assert [event async for event in stream] == []
    assert first.name == "connection-established"
    assert rest == [Event("work", "domain-start"), Event("", "pool-add", {"pool": "p"})]


async def test_a_daemon_that_ended_is_revived_before_anything_is_sent(tmp_path: Path) -> None:
    server = Server(tmp_path, {"admin.vm.List": b"again"})
    revived = 0

    async def revive() -> Endpoint:
        nonlocal revived
        revived += 1
        await server.start()
        return server.endpoint

    connection = Connection(server.endpoint, revive=revive)
    try:
        assert await connection.call("admin.vm.List") == b"again"
        assert await connection.call("admin.vm.List") == b"again"
    finally:
        await server.stop()
    assert revived == 1


async def test_close_acts_once(tmp_path: Path) -> None:
    closed: list[bool] = []

    async def on_close() -> None:
        closed.append(True)

    connection = Connection(
        Endpoint(tmp_path / "a.sock", tmp_path / "a.internal.sock"), on_close=on_close
    )
    await connection.close()
    await connection.close()
    assert closed == [True]


def test_what_stays_says_how_to_remove_it() -> None:
    assert what_stays("work", "qubesd was killed.") == (
        "The incomplete qube work could not be removed: qubesd was killed. "
        "It is marked as incomplete; remove it with: qube remove work"
    )
