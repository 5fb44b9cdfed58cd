"""The socket server: framing, half-close, errors, streams, clients that vanish (A.2, 1.2-1.5)."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.api.context import Context
from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use
from qubesmanager.backend.api.server import Server
from qubesmanager.backend.collection import Qubes
from qubesmanager.backend.store_lock import BoundSocket
from qubesmanager.protocol import (
    Event,
    ProtocolError,
    QubesVMInUseError,
    QubesVMNotFoundError,
    Request,
    decode_reply,
    encode_exception,
)

WORK_UUID = "12345678-1234-4321-8abc-1234567890ab"


class Place:
    """A server with a few methods of its own on a socket."""

    def __init__(self, socket_path: Path) -> None:
        self.path = socket_path
        self.started = asyncio.Event()
        self.go_on = asyncio.Event()
        self.finished: list[str] = []
        self.streams = 0
        self.events: asyncio.Queue[Event] = asyncio.Queue()
        self.activity = 0

    def touch(self) -> None:
        self.activity += 1

    def table(self) -> MethodTable:
        table = MethodTable()

        @table.method("t.Echo", payload=Use.OPTIONAL, arg=Use.OPTIONAL)
        async def echo(call: Call) -> bytes:
            return f"{call.untrusted_arg}|{call.qube.name}|".encode() + call.untrusted_payload

        @table.method("t.Plain", dest=Dest.ADMIN)
        async def plain(call: Call) -> None:
            return None

        @table.method("t.NeedsAll", dest=Dest.QUBE, arg=Use.REQUIRED, payload=Use.REQUIRED)
        async def needs_all(call: Call) -> str:
            return "ok"

        @table.method("t.Bug")
        async def bug(call: Call) -> str:
            raise ZeroDivisionError("secret detail")

        @table.method("t.Refuse")
        async def refuse(call: Call) -> str:
            raise QubesVMInUseError("disk 100% full\nä")

        @table.method("t.Full")
        async def full(call: Call) -> str:
            raise OSError(28, "No space left on device", "/pool/x.img")

        @table.method("t.Slow")
        async def slow(call: Call) -> str:
            self.started.set()
            await self.go_on.wait()
            self.finished.append("slow")
            return "done"

        @table.method("t.Big")
        async def big(call: Call) -> bytes:
            return b"x" * (8 << 20)

        @table.stream("t.Events")
        async def events(call: Call) -> AsyncGenerator[Event, None]:
            self.streams += 1
            try:
                yield Event("", "connection-established")
                while True:
                    yield await self.events.get()
            finally:
                self.streams -= 1

        @table.duplex("t.Duplex")
        async def duplex(
            call: Call, rest: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            self.started.set()
            try:
                await self.go_on.wait()
            finally:
                self.finished.append("duplex")

        return table

    async def raw(self, data: bytes) -> bytes:
        reader, writer = await asyncio.open_unix_connection(str(self.path))
        writer.write(data)
        writer.write_eof()
        try:
            return await reader.read()
        except ConnectionResetError:
            return b""
        finally:
            writer.close()

    async def call(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        return decode_reply(await self.raw(Request(method, arg, "dom0", dest, payload).encode()))


def _context() -> Context:
    import uuid

    qubes = Qubes()
    for name, qid, number in (("dom0", 0, uuid.UUID(int=0)), ("work", 1, uuid.UUID(WORK_UUID))):
        qubes.add(cast(Any, SimpleNamespace(name=name, qid=qid, uuid=number)))
    nothing = cast(Any, None)
    return Context(
        cast(Any, SimpleNamespace(qubes=qubes)), Path("/"), nothing, nothing, nothing, nothing
    )


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[tuple[Place, Server]]:
    place = Place(folder / "s.sock")
    bound = BoundSocket(place.path)
    server = Server(place.table(), _context(), on_activity=place.touch)
    await server.listen(bound.sock)
    try:
        yield place, server
    finally:
        place.go_on.set()
        await server.close(grace_s=5)


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Place, Server]]:
    async with serving(tmp_path) as both:
        yield both


@pytest.fixture
def place(served: tuple[Place, Server]) -> Place:
    return served[0]


async def until_idle(server: Server) -> None:
    async with asyncio.timeout(60):
        while server.open_connections:
            await asyncio.sleep(0.01)


# -- framing, rows of A.2


@pytest.mark.parametrize(
    ("data", "reply"),
    [
        (b"t.Echo+ dom0 name dom0\0", b"0\0|dom0|"),
        (b"t.Echo+a dom0 name work\0b\0c", b"0\0a|work|b\0c"),
        (b"t.Echo dom0 name dom0\0", b"0\0|dom0|"),
        (b"t.Echo+x+y+z dom0 name dom0\0", b"0\0x+y+z|dom0|"),
        (b"t.Echo+ dom0 keyword adminvm\0", b"0\0|dom0|"),
        (b"t.Echo+ dom0 name uuid:" + WORK_UUID.encode() + b"\0", b"0\0|work|"),
        (b"t.Plain+ dom0 name dom0\0", b"0\0"),
    ],
)
async def test_success(place: Place, data: bytes, reply: bytes) -> None:
    assert await place.raw(data) == reply


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"t.Echo+ dom0 name dom0",
        b"t.Echo+ dom0 dom0\0",
        b"t.Echo+ dom0 id 7\0",
        b"t.Echo+ dom0 keyword other\0",
        b"t.Echo+  dom0 name dom0\0",
        b"t.Echo+ dom0 name dom0\0" + b"x" * (65537 - 23),
        b"x" * 500_000,
    ],
)
async def test_bad_framing_is_dropped_without_a_reply(
    place: Place, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert await place.raw(data) == b""
    assert caplog.text.count("dropped a request: ") == 1


async def test_a_header_that_is_not_ascii_is_refused(place: Place) -> None:
    reply = await place.raw("t.Echo+ä dom0 name dom0\0".encode())
    assert reply == encode_exception("ProtocolError", "the header of the request is not ASCII")


async def test_exactly_64_kib_are_taken(place: Place) -> None:
    data = b"t.Echo+ dom0 name dom0\0"
    data += b"x" * (65536 - len(data))
    assert (await place.raw(data)).startswith(b"0\0")


async def test_nothing_happens_before_the_half_close(served: tuple[Place, Server]) -> None:
    place, server = served
    reader, writer = await asyncio.open_unix_connection(str(place.path))
    writer.write(b"t.Echo+ dom0 name dom0\0")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await reader.read(1)
    writer.write(b"more")
    writer.write_eof()
    assert await reader.read() == b"0\0|dom0|more"
    writer.close()


# -- checks of 1.7


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"t.Echo+ dom0 name @adminvm\0", b"2\0QubesValueError\0"),
        (b"t.Echo+ dom0 name 1work\0", b"2\0QubesValueError\0"),
        (b"t.Echo+ dom0 name " + b"a" * 32 + b"\0", b"2\0QubesValueError\0"),
        (b"t.Echo+ dom0 name a-dm\0", b"2\0QubesValueError\0"),
        (b"t.Echo+ dom0 name Domain-0\0", b"2\0QubesValueError\0"),
        (b"t.Echo+ bad! name dom0\0", b"2\0QubesValueError\0"),
        (b"t.Echo+ dom0 name uuid:x\0", b"2\0QubesVMInvalidUUIDError\0"),
        (b"t.Echo+ dom0 name nosuch\0", b"2\0QubesVMNotFoundError\0\0No such domain: 'nosuch'\0"),
        (
            b"t.Echo+ dom0 name uuid:12345678-1234-4321-8abc-000000000000\0",
            b"2\0QubesVMNotFoundError\0",
        ),
        (b"t.Echo+ nosuch name dom0\0", b"2\0QubesVMNotFoundError\0"),
        (b"t.Echo+ work name dom0\0", b"2\0PermissionDenied\0"),
        (b"t.Nothing+ dom0 name dom0\0", b"2\0ProtocolError\0\0no such method: 't.Nothing'\0"),
        (b"t.Plain+ dom0 name dom0\0x", b"2\0ProtocolError\0\0unexpected payload\0"),
        (b"t.Plain+x dom0 name dom0\0", b"2\0ProtocolError\0\0unexpected argument\0"),
        (b"t.Plain+ dom0 name work\0", b"2\0ProtocolError\0\0expected destination to be AdminVM\0"),
        (b"t.NeedsAll+x dom0 name work\0", b"2\0ProtocolError\0\0expected payload\0"),
        (b"t.NeedsAll+ dom0 name work\0x", b"2\0ProtocolError\0\0expected an argument\0"),
        (
            b"t.NeedsAll+x dom0 name dom0\0x",
            b"2\0ProtocolError\0\0expected destination to not be AdminVM\0",
        ),
        # the order of several faults: payload, argument, destination
        (b"t.Plain+x dom0 name work\0x", b"2\0ProtocolError\0\0unexpected payload\0"),
        (b"t.Plain+x dom0 name work\0", b"2\0ProtocolError\0\0unexpected argument\0"),
    ],
)
async def test_checks(place: Place, data: bytes, error: bytes) -> None:
    assert (await place.raw(data)).startswith(error)


# -- errors have three audiences


async def test_a_bug_is_logged_and_the_client_hears_of_it(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    reply = await place.raw(b"t.Bug+ dom0 name work\0")
    assert reply == b"2\0QubesException\0\0internal error, see the log of qubesd\0"
    assert "secret detail" in caplog.text and "Traceback" in caplog.text


async def test_an_error_keeps_its_class_and_its_percent_sign(place: Place) -> None:
    assert await place.raw(b"t.Refuse+ dom0 name work\0") == (
        "2\0QubesVMInUseError\0\0disk 100%% full\nä\0".encode()
    )
    with pytest.raises(QubesVMInUseError, match="^disk 100% full\nä$"):
        await place.call("t.Refuse")


async def test_a_full_disk_is_told_with_its_path(place: Place) -> None:
    reply = await place.raw(b"t.Full+ dom0 name work\0")
    assert reply == b"2\0QubesException\0\0/pool/x.img: No space left on device\0"


# -- many clients, slow clients, clients that vanish


async def test_two_hundred_at_once(served: tuple[Place, Server]) -> None:
    place, server = served
    replies = await asyncio.gather(*(place.call("t.Echo", str(n)) for n in range(200)))
    assert replies == [f"{n}|dom0|".encode() for n in range(200)]
    await until_idle(server)


async def test_a_slow_call_does_not_hold_up_others(place: Place) -> None:
    slow = asyncio.create_task(place.call("t.Slow"))
    await place.started.wait()
    assert await place.call("t.Plain") == b""
    place.go_on.set()
    assert await slow == b"done"


async def test_a_call_runs_to_its_end_when_its_client_vanishes(
    served: tuple[Place, Server],
) -> None:
    place, server = served
    _reader, writer = await asyncio.open_unix_connection(str(place.path))
    writer.write(b"t.Slow+ dom0 name dom0\0")
    writer.write_eof()
    await place.started.wait()
    writer.transport.abort()
    await asyncio.sleep(0)
    place.go_on.set()
    await until_idle(server)
    assert place.finished == ["slow"]


async def test_a_client_that_does_not_read_is_let_go_when_it_leaves(
    served: tuple[Place, Server],
) -> None:
    place, server = served
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.connect(str(place.path))
    client.sendall(b"t.Big+ dom0 name dom0\0")
    client.shutdown(socket.SHUT_WR)
    assert await place.call("t.Plain") == b""
    assert server.open_connections == 1
    client.close()
    await until_idle(server)


async def test_a_client_that_reads_slowly_gets_all_and_fails_nothing(
    served: tuple[Place, Server], caplog: pytest.LogCaptureFixture
) -> None:
    place, server = served
    reader, writer = await asyncio.open_unix_connection(str(place.path), limit=1 << 12)
    writer.write(b"t.Big+ dom0 name dom0\0")
    writer.write_eof()
    size = 0
    while data := await reader.read(1 << 12):
        size += len(data)
    writer.close()
    assert size == 2 + (8 << 20)
    await until_idle(server)
    assert not caplog.records


async def test_a_client_that_vanishes_in_mid_request_is_let_go(
    served: tuple[Place, Server],
) -> None:
    place, server = served
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.connect(str(place.path))
    client.sendall(b"t.Echo+ dom0 na")
    assert await place.call("t.Plain") == b""
    client.close()
    await until_idle(server)


# -- event streams


async def _open_stream(place: Place) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_unix_connection(str(place.path))
    writer.write(b"t.Events+ dom0 name dom0\0")
    writer.write_eof()
    established = b"1\0\0connection-established\0\0"
    assert await reader.readexactly(len(established)) == established
    return reader, writer


async def test_a_half_close_is_no_disconnect(place: Place) -> None:
    reader, writer = await _open_stream(place)
    await place.call("t.Plain")
    place.events.put_nowait(Event("vm", "domain-tag-add:zz", {"tag": "zz"}))
    wire = b"1\0vm\0domain-tag-add:zz\0tag\0zz\0\0"
    assert await reader.readexactly(len(wire)) == wire
    writer.close()


async def test_a_stream_ends_when_its_client_goes_without_any_event(
    served: tuple[Place, Server],
) -> None:
    place, server = served
    writers = [(await _open_stream(place))[1] for _ in range(5)]
    assert place.streams == 5
    for writer in writers:
        writer.transport.abort()
    await until_idle(server)
    assert place.streams == 0


async def test_a_stream_that_nobody_reads_ends_with_its_client(
    served: tuple[Place, Server],
) -> None:
    place, server = served
    _reader, writer = await _open_stream(place)
    for number in range(2000):
        place.events.put_nowait(Event("vm", "e", {"k": f"{number}" * 1000}))
    await place.call("t.Plain")
    writer.transport.abort()
    await until_idle(server)
    assert place.streams == 0


async def test_a_connection_that_was_taken_over_ends_with_its_client(
    served: tuple[Place, Server],
) -> None:
    """Also while its method does not read it: a service must not begin for who has gone."""
    place, server = served
    _reader, writer = await asyncio.open_unix_connection(str(place.path))
    writer.write(b"t.Duplex+ dom0 name dom0\0 and what follows")
    async with asyncio.timeout(60):
        await place.started.wait()
    writer.transport.abort()
    await until_idle(server)
    assert place.finished == ["duplex"]


async def test_an_error_before_the_stream_is_a_plain_one(place: Place) -> None:
    with pytest.raises(QubesVMNotFoundError):
        await place.call("t.Events", dest="nosuch")
    with pytest.raises(ProtocolError):
        await place.call("t.Events", payload=b"x")


# -- the end


async def test_closing_waits_for_calls_and_not_for_streams(tmp_path: Path) -> None:
    async with serving(tmp_path) as (place, server):
        slow = asyncio.create_task(place.call("t.Slow"))
        await place.started.wait()
        reader, _writer = await _open_stream(place)
        _reader, waiting = await asyncio.open_unix_connection(str(place.path))
        waiting.write(b"t.Echo")
        await place.call("t.Plain")
        closing = asyncio.create_task(server.close(grace_s=20))
        assert await reader.read() == b""
        place.go_on.set()
        async with asyncio.timeout(60):
            await closing
        assert await slow == b"done"
        waiting.close()
        _writer.close()


async def test_closing_gives_up_on_a_call_that_hangs(tmp_path: Path) -> None:
    async with serving(tmp_path) as (place, server):
        slow = asyncio.create_task(place.raw(b"t.Slow+ dom0 name dom0\0"))
        await place.started.wait()
        await server.close(grace_s=0.05)
        assert await slow == b""
        assert place.finished == []


async def test_activity_is_told(served: tuple[Place, Server]) -> None:
    place, server = served
    await place.call("t.Plain")
    await until_idle(server)
    assert place.activity == 2


# -- fuzz


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_no_bytes_break_the_server(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    word = st.one_of(
        st.sampled_from(["t.Echo+", "t.Plain", "t.Bug+x", "dom0", "work", "name", "keyword", ""]),
        st.text(st.characters(codec="latin-1"), max_size=8),
    )
    header = " ".join(data.draw(st.lists(word, min_size=2, max_size=6))).encode("latin-1")
    raw = data.draw(st.one_of(st.binary(max_size=200), st.just(header + b"\0"), st.just(header)))
    async with serving(tmp_path_factory.mktemp("fuzz")) as (place, server):
        reply = await place.raw(raw)
        assert reply[:2] in (b"", b"0\0", b"2\0")
        assert await place.call("t.Plain") == b""
        await until_idle(server)
