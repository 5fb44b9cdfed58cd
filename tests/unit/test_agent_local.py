"""Programs of a qube that call by its agent: what they may do to it, and what it owes them."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.agent import qube_agent
from qubesmanager.agent.qube_agent import (
    CALL,
    CANCEL,
    CREDIT,
    DATA,
    END,
    END_HEAD,
    EOF,
    EXITED,
    MAX_PAYLOAD,
    REFUSED,
    STDERR,
    STDIN,
    STDOUT,
    STOP,
    U32,
    WINDOW,
    Agent,
    LocalCall,
    ServiceCall,
    header,
)

PATIENCE_S = 60
REQUEST = b"my.Service+\0vault\0"


class Recorder(Agent):
    """An agent without port and children: it notes what it would send."""

    def __init__(self) -> None:
        self.epoll = select.epoll()
        self.handlers = {}
        self.calls = {}
        self.queued = 0
        self.frames: list[tuple[int, int, bytes]] = []

    def send(self, kind: int, number: int, channel: int, payload: bytes = b"") -> None:
        self.frames.append((kind, channel, payload))

    def turn(self) -> bool:
        """Whether there was anything to do."""
        ready = self.epoll.poll(0)
        for fd, events in ready:
            if (handler := self.handlers.get(fd)) is not None:
                handler(events)
        return bool(ready)


@contextlib.contextmanager
def local_call() -> Iterator[tuple[Recorder, LocalCall, socket.socket]]:
    ours, program = socket.socketpair()
    agent = Recorder()
    call = agent.calls[2] = LocalCall(agent, 2, ours)
    program.setblocking(False)
    try:
        yield agent, call, program
    finally:
        call.close()
        program.close()
        agent.epoll.close()


def frame(kind: int, channel: int = 0, payload: bytes = b"") -> bytes:
    return header(kind, 1, channel, len(payload)) + payload


def talk(agent: Recorder, program: socket.socket, data: bytes) -> bytes:
    """As much as the agent takes; what is left."""
    while True:
        count = 0
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            count = program.send(data) if data else 0
        data = data[count:]
        if not agent.turn() and not count:
            return data


def test_a_program_never_sends_more_than_there_is_credit_for() -> None:
    """The host would end the session, and with it the calls of all others."""
    with local_call() as (agent, call, program):
        much = frame(DATA, 0, bytes(MAX_PAYLOAD)) * 9
        left = talk(agent, program, frame(CALL, 0, REQUEST) + frame(DATA, 0, b"1") + much)
        sent = sum(len(payload) for kind, _, payload in agent.frames if kind == DATA)
        assert WINDOW - MAX_PAYLOAD < sent <= WINDOW
        assert call.credit[STDIN] == WINDOW - sent
        call.on_frame(CREDIT, STDIN, memoryview(U32.pack(sent)))
        assert not talk(agent, program, left)
        assert sum(len(payload) for _, _, payload in agent.frames[1:]) == 1 + 9 * MAX_PAYLOAD


def test_a_program_that_goes_is_missed_also_when_it_may_not_send() -> None:
    with local_call() as (agent, call, program):
        talk(agent, program, frame(CALL, 0, REQUEST))
        call.credit[STDIN] = 0
        call.pump()
        program.close()
        agent.turn()
        assert agent.frames[-1][0] == CANCEL
        assert not agent.calls


@pytest.mark.parametrize(
    "nonsense",
    [
        frame(DATA, STDIN, b""),
        frame(DATA, STDOUT, b"x"),
        frame(EOF, STDIN) + frame(DATA, STDIN, b"x"),
        frame(EOF, STDOUT),
        frame(STOP, STDERR),
        frame(STOP, STDIN),
        frame(CALL, 0, REQUEST),
        frame(CREDIT, STDOUT, U32.pack(1)),
        frame(END, 0, END_HEAD.pack(0, 0)),
        frame(99),
        b"no frame at all, but long enough",
    ],
)
def test_what_the_host_would_not_take_ends_only_the_call_of_who_sends_it(nonsense: bytes) -> None:
    with local_call() as (agent, _call, program):
        talk(agent, program, frame(CALL, 0, REQUEST) + nonsense)
        assert [kind for kind, _, _ in agent.frames if kind != EOF] == [CALL, CANCEL]
        assert not agent.calls


@pytest.mark.parametrize("request_", [b"", b"a\0b", b"a\0b\0c\0d", "ä\0b\0".encode()])
def test_a_request_that_is_none_does_not_reach_the_host(request_: bytes) -> None:
    with local_call() as (agent, _call, program):
        talk(agent, program, frame(CALL, 0, request_))
        assert not agent.frames and not agent.calls


def test_what_was_meant_for_whoever_had_the_descriptor_before_ends_nothing() -> None:
    with local_call() as (agent, call, program):
        for events in (select.EPOLLIN, select.EPOLLOUT, select.EPOLLIN | select.EPOLLOUT):
            call._on_ready(events)
        assert agent.calls == {2: call}
        talk(agent, program, frame(CALL, 0, REQUEST))
        assert agent.frames == [(CALL, 0, REQUEST)]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.binary(min_size=1, max_size=60), max_size=6),
    st.lists(st.integers(1, 40), min_size=1, max_size=9),
)
def test_any_cut_of_what_a_program_sends_is_the_same(pieces: list[bytes], cuts: list[int]) -> None:
    stream = frame(CALL, 0, REQUEST) + b"".join(frame(DATA, 0, piece) for piece in pieces)
    stream += frame(EOF)
    with local_call() as (agent, _call, program):
        at = 0
        while at < len(stream):
            count = cuts[at % len(cuts)]
            talk(agent, program, stream[at : at + count])
            at += count
        expected = [(CALL, 0, REQUEST), *((DATA, 0, piece) for piece in pieces), (EOF, 0, b"")]
        assert agent.frames == expected


def test_after_the_cancel_no_end_of_the_input_counts() -> None:
    """A service would take for whole what it has."""
    call = ServiceCall.__new__(ServiceCall)
    call.input_ends, call.kill_at = False, 1.0
    call.on_frame(EOF, STDIN, memoryview(b""))
    assert not call.input_ends


# -- the program `qube-agent call`


@contextlib.contextmanager
def calling(
    folder: Path, stdin: int, stdout: int
) -> Iterator[tuple[subprocess.Popen[bytes], socket.socket]]:
    """The program, and the line on which we play the agent."""
    path = folder / "agent.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        words = [sys.executable, "-IS", qube_agent.__file__, "call", "--socket", str(path)]
        with (
            open(folder / "said", "w+b") as said,
            subprocess.Popen(
                [*words, "vault", "my.Service"], stdin=stdin, stdout=stdout, stderr=said
            ) as process,
        ):
            try:
                listener.settimeout(PATIENCE_S)
                line = listener.accept()[0]
                with line:
                    line.settimeout(PATIENCE_S)
                    yield process, line
                process.wait(PATIENCE_S)
            finally:
                process.kill()


def test_the_answer_is_taken_while_the_input_waits(tmp_path: Path) -> None:
    """A service that makes much of little reads on only when its output is taken."""
    piece = bytes(range(256)) * 256
    with open("/dev/zero", "rb") as zeros, open(tmp_path / "out", "wb") as out:
        with calling(tmp_path, zeros.fileno(), out.fileno()) as (process, line):
            for _ in range(64):
                line.sendall(frame(DATA, STDOUT, piece))
            line.sendall(frame(EOF, STDOUT) + frame(END, 0, END_HEAD.pack(EXITED, 7)))
        assert process.returncode == 7
    assert (tmp_path / "out").read_bytes() == piece * 64


def test_an_answer_that_nobody_reads_is_stopped(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        with calling(tmp_path, subprocess.DEVNULL, write_end) as (process, line):
            line.sendall(frame(DATA, STDOUT, b"x"))
            came = b""
            while frame(STOP, STDOUT) not in came:
                more = line.recv(1 << 16)
                assert more, (tmp_path / "said").read_bytes()
                came += more
            line.sendall(frame(DATA, STDOUT, b"x") + frame(EOF, STDOUT))
            line.sendall(frame(END, 0, END_HEAD.pack(EXITED, 256)))
        assert process.returncode == 125, "and 256 is not success"
    finally:
        os.close(write_end)


def test_an_answer_in_single_bytes_and_a_program_that_has_not_asked_yet(tmp_path: Path) -> None:
    with (
        open(tmp_path / "out", "wb") as out,
        calling(tmp_path, subprocess.DEVNULL, out.fileno()) as (process, line),
    ):
        answer = frame(DATA, STDOUT, frame(END, 0, END_HEAD.pack(EXITED, 0)))
        for byte in answer + frame(END, 0, END_HEAD.pack(REFUSED, 0) + b"denied"):
            line.send(bytes([byte]))
    assert process.returncode == 126
    assert (tmp_path / "said").read_bytes() == b"qube-agent: denied\n"
    assert (tmp_path / "out").read_bytes() == frame(END, 0, END_HEAD.pack(EXITED, 0))
