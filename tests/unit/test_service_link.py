"""The host's side of the line to an agent that does what no honest one does."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.services.calls import Call, ReaderGone
from qubesmanager.backend.services.link import (
    MAX_CALLS_OF_QUBE,
    Link,
    LinkDown,
)
from qubesmanager.service_frames import (
    FRAMES_AT_ONCE,
    MAX_PAYLOAD_BYTES,
    PADDING,
    WINDOW_BYTES,
    CallRequest,
    Channel,
    Ended,
    Frame,
    FrameDecoder,
    FrameError,
    Kind,
    Outcome,
    encode,
    encode_credit,
    encode_opening,
    parse_opening,
)

MIB = 1024 * 1024
PATIENCE_S = 60
REQUEST = CallRequest("qubes.Backup", "", "dom0")


@dataclass
class Agent:
    """The far end of a socket pair: it sends and reads what a test tells it to."""

    link: Link
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    incoming: list[Call] = field(default_factory=list)
    decoder: FrameDecoder = field(default_factory=FrameDecoder)
    frames: list[Frame] = field(default_factory=list)

    async def next(self, kind: Kind) -> Frame:
        """The next frame of a kind; others are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                while self.frames:
                    frame = self.frames.pop(0)
                    if frame.kind is kind:
                        return frame
                data = await self.reader.read(MIB)
                assert data, "the host closed the line"
                self._take(data)

    def _take(self, data: bytes) -> None:
        try:
            found = self.decoder.feed(data)
        except FrameError:
            self.decoder.hunt()
            found = self.decoder.pending()
        while found:
            self.frames += found
            try:
                found = self.decoder.pending()
            except FrameError:
                self.decoder.hunt()
                found = self.decoder.pending()

    def send(self, kind: Kind, call: int = 0, channel: int = 0, payload: bytes = b"") -> None:
        self.writer.write(encode(Frame(kind, call, Channel(channel), payload)))

    async def welcome(self) -> None:
        """Answer greetings until the host takes one."""
        while not self.link.is_ready:
            nonce, _version = parse_opening((await self.next(Kind.HELLO)).payload)
            self.writer.write(PADDING)
            self.send(Kind.WELCOME, payload=encode_opening(nonce))
            for _ in range(8):
                if self.link.is_ready:
                    break
                await asyncio.sleep(0.005)


@contextlib.asynccontextmanager
async def fresh_agent() -> AsyncIterator[Agent]:
    ours, theirs = socket.socketpair()
    incoming: list[Call] = []
    link = Link("work", lambda call, _request: incoming.append(call), lambda: None)
    await asyncio.get_running_loop().create_connection(lambda: link, sock=ours)
    reader, writer = await asyncio.open_connection(sock=theirs, limit=MIB)
    made = Agent(link, reader, writer, incoming)
    try:
        await made.welcome()
        yield made
    finally:
        link.close()
        writer.transport.abort()
        await link.closed.wait()


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with fresh_agent() as made:
        yield made


async def ended(call: Call) -> Ended:
    """Without reading, which would give credit."""
    async with asyncio.timeout(PATIENCE_S):
        return await call.wait()


@pytest.mark.parametrize(
    ("frames", "why"),
    [
        ([Frame(Kind.HELLO)], "HELLO of an agent"),
        ([Frame(Kind.PING)], "PING of an agent"),
        ([Frame(Kind.WELCOME, payload=encode_opening(bytes(16)))], "a welcome in the middle"),
        ([Frame(Kind.DATA, 1, Channel.STDOUT, b"")], "data of no bytes"),
        ([Frame(Kind.DATA, 1, Channel.STDIN, b"x")], "behind the end"),
        (
            [Frame(Kind.EOF, 1, Channel.STDOUT), Frame(Kind.DATA, 1, Channel.STDOUT, b"x")],
            "behind the end",
        ),
        ([Frame(Kind.CREDIT, 1, Channel.STDIN, encode_credit(1))], "never sent"),
        ([Frame(Kind.CREDIT, 1, Channel.STDIN, b"")], "no number"),
        ([Frame(Kind.CREDIT, 1, Channel.STDOUT, encode_credit(1))], "CREDIT does not belong"),
        ([Frame(Kind.CANCEL, 1)], "CANCEL does not belong"),
        ([Frame(Kind.END, 1)], "an end of 0 bytes"),
        ([Frame(Kind.END, 1, payload=b"\x09\0\0\0\0")], "unknown outcome"),
        ([Frame(Kind.CALL, 3, payload=b"a\0b\0c")], "may not use"),
        ([Frame(Kind.CALL, 0, payload=b"a\0b\0c")], "may not use"),
        ([Frame(Kind.CALL, 2, payload=b"a")], "three words"),
        ([Frame(Kind.CALL, 2, payload="ä\0b\0c".encode())], "three words"),
        (
            [Frame(Kind.DATA, 1, Channel.STDOUT, bytes(MAX_PAYLOAD_BYTES))]
            * (WINDOW_BYTES // MAX_PAYLOAD_BYTES + 1),
            "than there was credit for",
        ),
    ],
)
async def test_what_no_agent_sends_ends_the_session(
    agent: Agent, frames: list[Frame], why: str
) -> None:
    call = agent.link.open_call(REQUEST)
    for frame in frames:
        agent.writer.write(encode(frame))
    result = await ended(call)
    assert result.outcome is Outcome.LOST and why in result.text
    with pytest.raises(LinkDown, match="makes no sense"):
        agent.link.open_call(REQUEST)
    await agent.welcome()
    agent.link.open_call(REQUEST)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.binary(min_size=1, max_size=80),
            st.builds(
                lambda *parts: encode(Frame(*parts)),
                st.sampled_from(Kind),
                st.sampled_from([0, 1, 2, 4]),
                st.sampled_from(Channel),
                st.binary(max_size=40),
            ),
        ),
        max_size=12,
    )
)
def test_after_anything_an_honest_session_follows(pieces: list[bytes]) -> None:
    async def run() -> None:
        async with fresh_agent() as agent:
            with contextlib.suppress(LinkDown):
                agent.link.open_call(REQUEST)
            for piece in pieces:
                agent.writer.write(piece)
            await agent.writer.drain()
            agent.writer.write(PADDING)  # as an agent that is started again
            agent.send(Kind.READY)
            await asyncio.sleep(0)
            await asyncio.sleep(0.01)
            assert not agent.link.is_ready
            await agent.welcome()
            call = agent.link.open_call(REQUEST)
            agent.send(Kind.END, call.number, payload=Ended(Outcome.EXITED, 3).encode())
            assert await ended(call) == Ended(Outcome.EXITED, 3)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qubesmanager.backend.services.link.HELLOS_S", 0.01)
        asyncio.run(run())


async def test_many_small_pieces_take_no_more_room_than_a_large_one(agent: Agent) -> None:
    """And the loop is free in between."""
    call = agent.link.open_call(REQUEST)
    count = 50 * FRAMES_AT_ONCE
    agent.writer.write(encode(Frame(Kind.DATA, call.number, Channel.STDOUT, b"x")) * count)
    turns = 0
    async with asyncio.timeout(PATIENCE_S):
        while call._unread[Channel.STDOUT] < count:
            await asyncio.sleep(0)
            turns += 1
    assert [len(data) for data in call._received[Channel.STDOUT]] == [count]
    assert turns >= count // FRAMES_AT_ONCE - 1


async def test_an_agent_that_calls_and_does_not_listen_is_not_listened_to(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refusals pile up until the host stops reading; then the agent's own writes stop."""
    limit = MIB
    monkeypatch.setattr("qubesmanager.backend.services.link.WRITE_LIMIT_BYTES", limit)
    agent.reader._transport.pause_reading()  # type: ignore[attr-defined]
    transport = agent.link._transport
    assert transport is not None
    number = 2
    for _ in range(400):
        if not transport.is_reading() and agent.link._held:
            break
        batch = [
            encode(Frame(Kind.CALL, number + 2 * index, payload=b"s.S+\0dom0\0"))
            for index in range(500)
        ]
        number += 1000
        agent.writer.write(b"".join(batch))
        await asyncio.sleep(0.01)
    assert not transport.is_reading() and agent.link._held
    assert len(agent.incoming) == MAX_CALLS_OF_QUBE
    assert transport.get_write_buffer_size() < 2 * limit
    agent.reader._transport.resume_reading()  # type: ignore[attr-defined]
    assert (await agent.next(Kind.END)).call > 2 * MAX_CALLS_OF_QUBE
    async with asyncio.timeout(PATIENCE_S):
        while not transport.is_reading():
            await agent.next(Kind.END)


async def test_greetings_are_not_to_be_forced(
    agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each costs the host 64 KiB; an agent gets three in a while, three seconds as a rule."""
    monkeypatch.setattr("qubesmanager.backend.services.link.HELLOS_S", 600.0)
    for _ in range(200):
        agent.send(Kind.READY)
        await agent.writer.drain()
    await asyncio.sleep(0.2)
    sent = 0
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.3):
            while True:
                sent += len(await agent.reader.read(MIB))
    assert sent <= 3 * (len(PADDING) + 64)


async def test_a_silent_agent_is_given_up(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qubesmanager.backend.services.link.SILENCE_S", 0.05)
    call = agent.link.open_call(REQUEST)
    agent.link._watch_silence()
    assert (await agent.next(Kind.PING)).payload == b"?"
    assert "has not answered" in (await ended(call)).text


async def test_an_agent_of_another_version_is_told_from_none() -> None:
    ours, theirs = socket.socketpair()
    link = Link("work", lambda _call, _request: None, lambda: None)
    await asyncio.get_running_loop().create_connection(lambda: link, sock=ours)
    reader, writer = await asyncio.open_connection(sock=theirs)
    agent = Agent(link, reader, writer)
    nonce, _version = parse_opening((await agent.next(Kind.HELLO)).payload)
    agent.send(Kind.WELCOME, payload=nonce + (9).to_bytes(2, "little"))
    async with asyncio.timeout(PATIENCE_S):
        while "version" not in link.hindrance:
            await asyncio.sleep(0.01)
    with pytest.raises(LinkDown, match="speaks version 9"):
        link.open_call(REQUEST)
    link.close()
    writer.transport.abort()
    await link.closed.wait()


async def test_what_is_sent_waits_for_credit(agent: Agent) -> None:
    call = agent.link.open_call(REQUEST)
    data = os.urandom(WINDOW_BYTES + 10)
    sending = asyncio.create_task(call.write(data))
    got = b""
    while len(got) < WINDOW_BYTES:
        got += (await agent.next(Kind.DATA)).payload
    await asyncio.sleep(0.05)
    assert not sending.done() and len(got) == WINDOW_BYTES
    agent.send(Kind.CREDIT, call.number, 0, encode_credit(100))
    got += (await agent.next(Kind.DATA)).payload
    await sending
    assert got == data


async def test_who_writes_does_not_outwait_a_call_that_is_lost(agent: Agent) -> None:
    """The line is full and the agent reads no more, but it says something now and then."""
    agent.reader._transport.pause_reading()  # type: ignore[attr-defined]
    calls = [agent.link.open_call(REQUEST) for _ in range(4)]
    writing = [asyncio.create_task(call.write(bytes(WINDOW_BYTES))) for call in calls]
    async with asyncio.timeout(PATIENCE_S):
        while agent.link._has_room:
            await asyncio.sleep(0.01)
    assert not all(task.done() for task in writing)
    agent.send(Kind.READY)
    async with asyncio.timeout(PATIENCE_S):
        ends = await asyncio.gather(*writing, return_exceptions=True)
    assert any(isinstance(end, ReaderGone) for end in ends), ends


async def test_calls_that_ended_before_the_line_did_have_ended_so(agent: Agent) -> None:
    """A qube that halts when its service is done; what we still send it finds nobody."""
    call = agent.link.open_call(REQUEST)
    await agent.next(Kind.CALL)
    assert agent.link._transport is not None
    agent.link._transport.pause_reading()
    pieces = [bytes([number % 256]) for number in range(2 * FRAMES_AT_ONCE)]
    frames = [Frame(Kind.DATA, call.number, Channel.STDOUT, piece) for piece in pieces]
    frames.append(Frame(Kind.END, call.number, payload=Ended(Outcome.EXITED, 3).encode()))
    agent.writer.write(b"".join(map(encode, frames)))
    assert not agent.writer.transport.get_write_buffer_size()
    agent.writer.transport.abort()
    while agent.writer.transport.get_extra_info("socket").fileno() >= 0:
        await asyncio.sleep(0)
    await call.write(b"for nobody")
    assert await ended(call) == Ended(Outcome.EXITED, 3)
    got = b""
    while (item := await call.read()) is not None:
        got += item[1]
    assert got == b"".join(pieces)


async def test_what_is_cut_off_with_the_line_is_lost(agent: Agent) -> None:
    call = agent.link.open_call(REQUEST)
    await agent.next(Kind.CALL)
    assert agent.link._transport is not None
    agent.link._transport.pause_reading()
    agent.send(Kind.DATA, call.number, 1, b"x")
    agent.writer.write(encode(Frame(Kind.END, call.number, payload=bytes(5)))[:-1])
    agent.writer.transport.abort()
    while agent.writer.transport.get_extra_info("socket").fileno() >= 0:
        await asyncio.sleep(0)
    await call.write(b"for nobody")
    assert await ended(call) == Ended(Outcome.LOST, text="the qube has ended")
    assert await call.read() == (Channel.STDOUT, b"x")


async def test_a_call_of_the_qube_that_is_cancelled_has_an_end(agent: Agent) -> None:
    agent.send(Kind.CALL, 2, 0, CallRequest("my.Service", "", "vault").encode())
    agent.send(Kind.CANCEL, 2)
    answer = await agent.next(Kind.END)
    assert answer.call == 2
    assert Ended.parse(answer.payload).outcome is Outcome.LOST
    assert agent.incoming[0].ended is not None


async def test_a_qube_that_was_paused_has_all_of_the_time(agent: Agent) -> None:
    is_paused = True
    agent.link._may_be_silent = lambda: is_paused
    call = agent.link.open_call(REQUEST)
    for _ in range(3):
        agent.link._watch_silence()
    is_paused = False
    agent.link._watch_silence()  # only now can it answer
    assert call.ended is None
    agent.link._watch_silence()
    assert "has not answered" in (await ended(call)).text


async def test_what_nobody_will_read_takes_no_credit_away(agent: Agent) -> None:
    """An agent that goes on sending after STOP must not stand still with its service."""
    call = agent.link.open_call(REQUEST)
    for _ in range(WINDOW_BYTES // MAX_PAYLOAD_BYTES):
        agent.send(Kind.DATA, call.number, 1, bytes(MAX_PAYLOAD_BYTES))
    async with asyncio.timeout(PATIENCE_S):
        while call._unread[Channel.STDOUT] < WINDOW_BYTES:
            await asyncio.sleep(0.01)
    call.stop_reading(Channel.STDOUT)
    assert (await agent.next(Kind.STOP)).call == call.number
    credit = await agent.next(Kind.CREDIT)
    assert credit.channel is Channel.STDOUT and credit.payload == encode_credit(WINDOW_BYTES)
    agent.send(Kind.DATA, call.number, 1, b"more")
    agent.send(Kind.END, call.number, 0, Ended(Outcome.EXITED, 0).encode())
    assert (await ended(call)).ok
