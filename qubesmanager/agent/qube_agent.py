#!/usr/bin/env python3
"""qube-agent: runs services in a qube for its host, and calls services elsewhere for the qube.

The protocol, and how to install this file in a template, are in docs/agent-protocol.md. It needs
Python 3.9 or later and nothing else, and none of the project's other files.
"""

# SPDX-License-Identifier: GPL-2.0-or-later

from __future__ import annotations

import argparse
import collections
import contextlib
import errno
import fcntl
import functools
import io
import os
import pwd
import re
import select
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Generator
from typing import IO, Any, NoReturn

PORT = "/dev/virtio-ports/org.qubes.agent.0"
LOCAL_SOCKET = "/run/qube-agent.sock"
SERVICE_FOLDERS = ("/usr/local/etc/qubes-rpc", "/etc/qubes-rpc")

HELLO, WELCOME, READY, CALL, DATA, EOF, CREDIT, STOP, CANCEL, END, PING, PONG = range(1, 13)
STDIN, STDOUT, STDERR = range(3)
EXITED, SIGNALLED, REFUSED, FAILED, LOST = range(5)

VERSION = 1
MAGIC = 0x4151
FIRST = struct.Struct("<HBBII")
HEADER = struct.Struct("<HBBIII")
END_HEAD = struct.Struct("<Bi")
OPENING = struct.Struct("<16sH")
U32 = struct.Struct("<I")
MAX_PAYLOAD = 256 * 1024
# With its header a multiple of what the kernel takes at a time.
READ_BYTES = MAX_PAYLOAD - HEADER.size
WINDOW = 2 * 1024 * 1024
PIPE_BYTES = 1024 * 1024
PADDING = bytes(HEADER.size + MAX_PAYLOAD)
BUFFER_BYTES = 4 * MAX_PAYLOAD
# So much may wait to be sent before the outputs of services are left unread.
QUEUE_BYTES = MAX_PAYLOAD
MAX_CALLS = 32
MAX_LOCAL_CALLS = 16
KILL_S = 2.0
ASLEEP_S = 0.2


def say(text: str) -> None:
    sys.stderr.write(f"qube-agent: {text}\n")
    sys.stderr.flush()


def header(kind: int, call: int, channel: int, length: int) -> bytes:
    first = FIRST.pack(MAGIC, kind, channel, call, length)
    return first + U32.pack(zlib.crc32(first))


class BadFrame(Exception):
    """Bytes that are no frame."""


class FrameBuffer:
    """Room for what was read; hands out whole frames without copying them."""

    def __init__(self) -> None:
        self.bytes = bytearray(BUFFER_BYTES)
        self.view = memoryview(self.bytes)
        self.have = 0
        self.hunting = False

    def room(self) -> memoryview:
        return self.view[self.have :]

    def frames(self) -> Generator[tuple[int, int, int, memoryview], None, None]:
        """(kind, call, channel, payload). A payload is valid until the next one is asked for.

        To be closed by whoever may not read it to its end: what was read is dropped only then.
        """
        at = 0
        try:
            while self.have - at >= HEADER.size:
                if self.hunting:
                    at = self._next_hello(at)
                    if self.have - at < HEADER.size:
                        break
                kind, call, channel, length = self._header(at)
                end = at + HEADER.size + length
                if end > self.have:
                    break
                self.hunting = False
                start, at = at + HEADER.size, end
                yield kind, call, channel, self.view[start:end]
        finally:
            rest = self.have - at
            if at and rest:
                self.bytes[:rest] = self.bytes[at : self.have]
            self.have = rest

    def _header(self, at: int) -> tuple[int, int, int, int]:
        magic, kind, channel, call, length, crc = HEADER.unpack_from(self.bytes, at)
        if magic != MAGIC or length > MAX_PAYLOAD or channel > STDERR:
            raise BadFrame
        if crc != zlib.crc32(self.view[at : at + FIRST.size]):
            raise BadFrame
        return kind, call, channel, length

    def _next_hello(self, at: int) -> int:
        magic = FIRST.pack(MAGIC, HELLO, 0, 0, 0)[:3]
        while (found := self.bytes.find(magic, at, self.have)) >= 0:
            if found > self.have - HEADER.size:
                return found
            with contextlib.suppress(BadFrame):
                self._header(found)
                return found
            at = found + 1
        return max(at, self.have - 2)


class Call:
    """One call of a session: bytes that wait for their reader, and how much may be sent."""

    def __init__(self, agent: Agent, number: int) -> None:
        self.agent = agent
        self.number = number
        self.credit = {STDIN: WINDOW, STDOUT: WINDOW, STDERR: WINDOW}
        self.passed_on = {STDIN: 0, STDOUT: 0, STDERR: 0}

    def send(self, kind: int, channel: int, payload: bytes = b"") -> None:
        """Nothing once the session is over: in the next one another call has this number."""
        if self.is_current():
            self.agent.send(kind, self.number, channel, payload)

    def is_current(self) -> bool:
        return self.agent.calls.get(self.number) is self

    def acknowledge(self, channel: int, count: int) -> None:
        """These bytes have left the agent's memory; others may come for them."""
        self.passed_on[channel] += count
        if self.passed_on[channel] >= WINDOW // 4:
            self.send(CREDIT, channel, U32.pack(self.passed_on[channel]))
            self.passed_on[channel] = 0

    def may_send(self, channel: int) -> int:
        if self.agent.queued >= QUEUE_BYTES:
            return 0
        return min(self.credit[channel], READ_BYTES)

    def on_frame(self, kind: int, channel: int, payload: memoryview) -> None:
        raise NotImplementedError

    def pump(self) -> None:
        """Go on after there was no credit, or no room in the queue."""
        raise NotImplementedError

    def abandon(self) -> None:
        """The session is over, or the call was cancelled."""
        raise NotImplementedError


class ServiceCall(Call):
    """The host calls: a process with three pipes."""

    def __init__(self, agent: Agent, number: int, payload: bytes) -> None:
        super().__init__(agent, number)
        name, source, user = (word.decode("ascii") for word in payload.split(b"\0"))
        self.pending: collections.deque[memoryview] = collections.deque()
        self.pending_bytes = 0
        self.input_ends = False
        self.kill_at: float | None = None
        # A service that keeps what it is given must tell an end of its input from our own end.
        commit_reader, self.commit_writer = os.pipe()
        try:
            self.process = start_service(name, source, user, commit_reader)
        except BaseException:
            os.close(self.commit_writer)
            raise
        finally:
            os.close(commit_reader)
        assert self.process.stdin and self.process.stdout and self.process.stderr
        self.stdin = self.process.stdin.fileno()
        self.outputs = {STDOUT: self.process.stdout, STDERR: self.process.stderr}
        for fd in (self.stdin, *(pipe.fileno() for pipe in self.outputs.values())):
            os.set_blocking(fd, False)
            with contextlib.suppress(OSError):
                fcntl.fcntl(fd, 1031, PIPE_BYTES)  # F_SETPIPE_SZ
        self.writing = False
        self.reading: set[int] = set()
        self.pump()

    # -- to the service

    def on_frame(self, kind: int, channel: int, payload: memoryview) -> None:
        if kind == DATA and channel == STDIN:
            self._on_data(payload)
        elif kind == EOF and channel == STDIN and self.kill_at is None:
            self.input_ends = True
            self._close_stdin_if_done()
        elif kind == CREDIT and channel in self.outputs:
            self.credit[channel] += U32.unpack(payload)[0]
            self.pump()
        elif kind == STOP and channel in self.outputs:
            self._close_output(channel, told=True)
        elif kind == CANCEL:
            self.abandon()

    def _on_data(self, payload: memoryview) -> None:
        if self.stdin < 0 or self.input_ends:
            self.acknowledge(STDIN, len(payload))
            return
        if not self.pending:
            payload = payload[self._write(payload) :]
        if payload and self.stdin >= 0:
            self.pending.append(memoryview(bytes(payload)))
            self.pending_bytes += len(payload)
            if self.pending_bytes > WINDOW:
                raise BadFrame
            if not self.writing:
                self.writing = True
                self.agent.watch(self.stdin, select.EPOLLOUT, self._on_writable)

    def _write(self, data: memoryview) -> int:
        """How many bytes the pipe took; all of them when nobody reads it any more."""
        try:
            count = os.write(self.stdin, data)
        except BlockingIOError:
            return 0
        except BrokenPipeError:
            self._drop_stdin()
            self.send(STOP, STDIN)
            count = len(data)
        self.acknowledge(STDIN, count)
        return count

    def _on_writable(self, _events: int) -> None:
        while self.pending:
            # Taken out first: what waits is acknowledged when nobody reads it any more.
            data = self.pending.popleft()
            self.pending_bytes -= len(data)
            count = self._write(data)
            if self.stdin < 0:
                return
            if count < len(data):
                self.pending.appendleft(data[count:])
                self.pending_bytes += len(data) - count
                return
        self.agent.unwatch(self.stdin)
        self.writing = False
        self._close_stdin_if_done()

    def _close_stdin_if_done(self) -> None:
        if self.input_ends and not self.pending and self.stdin >= 0:
            with contextlib.suppress(BrokenPipeError):
                os.write(self.commit_writer, b"1")
            self._drop_stdin()

    def _drop_stdin(self) -> None:
        if self.writing:
            self.agent.unwatch(self.stdin)
            self.writing = False
        left, self.pending_bytes = self.pending_bytes, 0
        self.pending.clear()
        self.stdin = -1
        assert self.process.stdin
        self.process.stdin.close()
        if left:
            self.acknowledge(STDIN, left)

    # -- from the service

    def pump(self) -> None:
        for channel, pipe in self.outputs.items():
            if channel not in self.reading and self.may_send(channel):
                self.reading.add(channel)
                self.agent.watch(
                    pipe.fileno(), select.EPOLLIN, functools.partial(self._on_output, channel)
                )

    def _on_output(self, channel: int, _events: int) -> None:
        pipe = self.outputs[channel]
        size = self.may_send(channel)
        if not size:
            self.reading.discard(channel)
            self.agent.unwatch(pipe.fileno())
            return
        try:
            count = os.readv(pipe.fileno(), [self.agent.scratch_payload[:size]])
        except BlockingIOError:
            return
        if not count:
            self._close_output(channel, told=False)
            return
        self.credit[channel] -= count
        if self.is_current():
            self.agent.send_scratch(self.number, channel, count)

    def _close_output(self, channel: int, told: bool) -> None:
        pipe = self.outputs.pop(channel)
        if channel in self.reading:
            self.reading.discard(channel)
            self.agent.unwatch(pipe.fileno())
        pipe.close()
        if not told:
            self.send(EOF, channel)
        self.check_end()

    # -- its end

    def check_end(self) -> None:
        """END follows the last output, and that may come after the process has ended."""
        status = self.process.poll()
        if status is None or (self.outputs and self.kill_at is None):
            return
        self.close()
        if status < 0:
            self.agent.end(self, SIGNALLED, -status, "")
        else:
            self.agent.end(self, EXITED, status, "")

    def abandon(self) -> None:
        """The input stays open, so that nothing takes it for whole; see ``commit_writer``."""
        if self.kill_at is None:
            self._signal(signal.SIGTERM)
            self.kill_at = time.monotonic() + KILL_S
            self.check_end()

    def on_time(self, now: float) -> None:
        if self.kill_at is not None and now >= self.kill_at:
            self._signal(signal.SIGKILL)
            self.kill_at = now + KILL_S

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def close(self) -> None:
        if self.stdin >= 0:
            self._drop_stdin()
        for channel, pipe in self.outputs.items():
            if channel in self.reading:
                self.agent.unwatch(pipe.fileno())
            pipe.close()
        self.outputs.clear()
        os.close(self.commit_writer)


class LocalCall(Call):
    """A program of this qube calls: frames on a Unix socket, on their way to the host."""

    def __init__(self, agent: Agent, number: int, client: socket.socket) -> None:
        super().__init__(agent, number)
        self.client = client
        self.fd = client.fileno()
        self.buffer = FrameBuffer()
        # (channel or -1, length of the payload, what is left of the frame)
        self.pending: collections.deque[tuple[int, int, memoryview]] = collections.deque()
        self.pending_bytes = 0
        self.events = 0
        self.is_open = False  # the host has been told
        self.input_ends = False
        self.ended = False
        client.setblocking(False)
        agent.watch(self.fd, 0, self._on_ready)
        self.pump()

    def pump(self) -> None:
        """That the program has gone is told whatever else is waited for."""
        events = select.EPOLLOUT if self.pending else 0
        has_room = self.credit[STDIN] >= MAX_PAYLOAD and self.agent.queued < QUEUE_BYTES
        if has_room and not self.ended:
            events |= select.EPOLLIN
        if events != self.events:
            self.agent.epoll.modify(self.fd, events)
            self.events = events

    def _on_ready(self, events: int) -> None:
        try:
            if events & self.events & select.EPOLLOUT:
                self._on_writable()
            if events & self.events & select.EPOLLIN:
                self._on_readable()
            elif events & (select.EPOLLHUP | select.EPOLLERR):
                self._gone()
        except BlockingIOError:
            pass  # meant for whoever had this descriptor before
        except (BadFrame, OSError):
            self._gone()

    def _on_readable(self) -> None:
        # One frame at a time, so that credit and queue are looked at before the next.
        have = self.buffer.have
        length = HEADER.size
        if have >= HEADER.size:
            length += self.buffer._header(0)[3]
        count = self.client.recv_into(self.buffer.room()[: length - have])
        if not count:
            self._gone()
            return
        self.buffer.have += count
        for kind, _call, channel, payload in self.buffer.frames():
            if not self._is_allowed(kind, channel, bytes(payload)):
                raise BadFrame
            self.is_open = True
            self.input_ends |= kind == EOF
            self.credit[STDIN] -= len(payload) if kind == DATA else 0
            self.send(kind, channel, bytes(payload))
        self.pump()

    def _is_allowed(self, kind: int, channel: int, payload: bytes) -> bool:
        """What the host would not take ends its session, and so the calls of all others."""
        if kind == CALL:
            return not self.is_open and payload.isascii() and payload.count(b"\0") == 2
        if kind == DATA:
            return self.is_open and channel == STDIN and bool(payload) and not self.input_ends
        return self.is_open and not payload and (kind, channel) in ((EOF, STDIN), (STOP, STDOUT))

    def _gone(self) -> None:
        """The program has ended without waiting for the answer."""
        if self.is_open and not self.ended:
            self.send(CANCEL, 0)
        self.close()

    def on_frame(self, kind: int, channel: int, payload: memoryview) -> None:
        if kind == CREDIT and channel == STDIN:
            self.credit[STDIN] += U32.unpack(payload)[0]
            self.pump()
        elif kind in (DATA, EOF, STOP, END):
            self._pass_on(kind, channel, bytes(payload))

    def _pass_on(self, kind: int, channel: int, payload: bytes) -> None:
        frame = header(kind, 1, channel, len(payload)) + payload
        self.ended |= kind == END
        self.pending.append((channel if kind == DATA else -1, len(payload), memoryview(frame)))
        self.pending_bytes += len(payload)
        if self.pending_bytes > 3 * WINDOW:
            raise BadFrame
        self.pump()

    def _on_writable(self) -> None:
        while self.pending:
            channel, length, data = self.pending[0]
            try:
                count = self.client.send(data)
            except BlockingIOError:
                return
            if count < len(data):
                self.pending[0] = (channel, length, data[count:])
                return
            self.pending.popleft()
            self.pending_bytes -= length
            if channel >= 0:
                self.acknowledge(channel, length)
        if self.ended:
            self.close()
        else:
            self.pump()

    def abandon(self) -> None:
        text = b"the connection to the host was lost"
        self._pass_on(END, 0, END_HEAD.pack(LOST, 0) + text)

    def close(self) -> None:
        if self.client.fileno() >= 0:
            self.agent.unwatch(self.fd)
            self.events = 0
        self.client.close()
        self.agent.forget(self)


class Agent:
    """The loop: the port, the services that run, and the local programs that call."""

    def __init__(self, port: str, local_socket: str) -> None:
        self.port_path = port
        self.epoll = select.epoll()
        self.handlers: dict[int, Callable[[int], None]] = {}
        self.calls: dict[int, Call] = {}
        # Of sessions that are over, until their processes have ended.
        self.leaving: list[ServiceCall] = []
        self.in_session = False
        self.next_number = 2
        self.buffer = FrameBuffer()
        self.queue: collections.deque[memoryview] = collections.deque()
        self.queued = 0
        self.waiting = False
        self.port = -1
        # What services write is read to where it can be sent from.
        self.scratch = memoryview(bytearray(HEADER.size + MAX_PAYLOAD))
        self.scratch_payload = self.scratch[HEADER.size :]
        self.wake_at: float | None = None
        self._watch_children()
        self._listen(local_socket)

    def _watch_children(self) -> None:
        reader, writer = os.pipe()
        for fd in (reader, writer):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.signal(signal.SIGTERM, self._on_sigterm)
        self.watch(reader, select.EPOLLIN, lambda _events: self._on_children(reader))

    def _on_sigterm(self, _number: int, _frame: object) -> NoReturn:
        for call in [*self.calls.values(), *self.leaving]:
            if isinstance(call, ServiceCall):
                call._signal(signal.SIGTERM)
        sys.exit(0)

    def _listen(self, path: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
        self.listener.bind(path)
        # Every program of a qube may ask; the host's policy decides.
        os.chmod(path, 0o666)  # noqa: S103
        self.listener.listen()
        self.listener.setblocking(False)
        self.watch(self.listener.fileno(), select.EPOLLIN, self._on_client)

    # -- the loop

    def watch(self, fd: int, events: int, handler: Callable[[int], None]) -> None:
        self.handlers[fd] = handler
        self.epoll.register(fd, events)

    def unwatch(self, fd: int) -> None:
        del self.handlers[fd]
        self.epoll.unregister(fd)

    def run(self) -> NoReturn:
        self._open_port()
        while True:
            for fd, events in self.epoll.poll(self._timeout()):
                handler = self.handlers.get(fd)
                if handler is not None:
                    handler(events)
            now = time.monotonic()
            for call in [*self.calls.values(), *self.leaving]:
                if isinstance(call, ServiceCall):
                    call.on_time(now)
            if self.wake_at is not None and now >= self.wake_at:
                self._wake()

    def _timeout(self) -> float:
        times = [c.kill_at for c in self.calls.values() if isinstance(c, ServiceCall)]
        times += [call.kill_at for call in self.leaving]
        times.append(self.wake_at)
        due = min((at for at in times if at is not None), default=None)
        return -1 if due is None else max(0.0, due - time.monotonic())

    def _on_children(self, reader: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(reader, 4096)
        for call in [*self.calls.values(), *self.leaving]:
            if isinstance(call, ServiceCall):
                call.check_end()

    # -- the port

    def _open_port(self) -> None:
        """Once for the life of the agent: what the kernel holds is lost by closing it."""
        if stat.S_ISSOCK(os.stat(self.port_path).st_mode):
            self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_CLOEXEC)
            self._line.connect(self.port_path)
            self.port = self._line.fileno()
        else:
            self.port = os.open(self.port_path, os.O_RDWR | os.O_CLOEXEC)
        os.set_blocking(self.port, False)
        # The kernel gives 4 KiB a read; this repeats it in C until there is no more.
        raw = io.FileIO(self.port, "r", closefd=False)
        self.reader = io.BufferedReader(raw, 4096)
        self.port_events = select.EPOLLIN
        self.watch(self.port, self.port_events, self._on_port)
        self._restart_output(READY)

    def _restart_output(self, kind: int, payload: bytes = b"") -> None:
        """The line may stand in the middle of a frame of ours."""
        self.queue.clear()
        self.queued = 0
        self._queue(PADDING)
        self.send(kind, 0, 0, payload)

    def _on_port(self, events: int) -> None:
        if events & select.EPOLLIN:
            self._read_port()
        elif events & (select.EPOLLHUP | select.EPOLLERR):
            self._host_is_away()
            return
        if events & select.EPOLLOUT:
            self._flush()

    def _read_port(self) -> None:
        """When the buffer was filled the reader may keep bytes of which epoll knows nothing."""
        is_full = True
        while is_full:
            room = self.buffer.room()
            try:
                count = self.reader.readinto(room)
            except BrokenPipeError:
                count = 0
            if count is None:
                return
            if not count:
                self._host_is_away()
                return
            is_full = count == len(room)
            self.buffer.have += count
            self._take_frames()

    def _take_frames(self) -> None:
        while True:
            try:
                with contextlib.closing(self.buffer.frames()) as frames:
                    for kind, number, channel, payload in frames:
                        self._on_frame(kind, number, channel, payload)
                return
            except (BadFrame, struct.error, ValueError):
                self._end_session()
                self.buffer.hunting = True

    def _host_is_away(self) -> None:
        """Nobody is at the other end; the kernel would report that over and over."""
        self._end_session()
        self.unwatch(self.port)
        self.wake_at = time.monotonic() + ASLEEP_S
        if stat.S_ISSOCK(os.fstat(self.port).st_mode):
            say("the socket was closed")
            sys.exit(1)

    def _wake(self) -> None:
        self.wake_at = None
        self.watch(self.port, self.port_events, self._on_port)

    def send(self, kind: int, number: int, channel: int, payload: bytes = b"") -> None:
        self._queue(header(kind, number, channel, len(payload)) + payload)

    def send_scratch(self, number: int, channel: int, count: int) -> None:
        """DATA whose payload is in the scratch buffer."""
        self.scratch[: HEADER.size] = header(DATA, number, channel, count)
        frame = self.scratch[: HEADER.size + count]
        if not self.queue:
            frame = frame[self._write(frame) :]
        if frame:
            self._queue(bytes(frame))

    def _write(self, data: memoryview) -> int:
        """As much as there is room for."""
        done = 0
        try:
            while done < len(data):
                done += os.write(self.port, data[done:])
        except (BlockingIOError, BrokenPipeError):
            pass  # epoll tells when there is room, and when there is nobody
        return done

    def _queue(self, data: bytes) -> None:
        self.queue.append(memoryview(data))
        self.queued += len(data)
        if not self.waiting:
            self._flush()

    def _flush(self) -> None:
        was_full = self.queued >= QUEUE_BYTES
        while self.queue:
            data = self.queue[0]
            count = self._write(data)
            self.queued -= count
            if count < len(data):
                self.queue[0] = data[count:]
                break
            self.queue.popleft()
        self.waiting = bool(self.queue)
        events = select.EPOLLIN | (select.EPOLLOUT if self.waiting else 0)
        if events != self.port_events:
            self.port_events = events
            if self.port in self.handlers:
                self.epoll.modify(self.port, events)
        if was_full and self.queued < QUEUE_BYTES:
            for call in list(self.calls.values()):
                call.pump()

    # -- sessions and calls

    def _on_frame(self, kind: int, number: int, channel: int, payload: memoryview) -> None:
        if kind == HELLO:
            nonce, version = OPENING.unpack_from(payload)
            self._end_session()
            self.in_session = True
            self._restart_output(WELCOME, OPENING.pack(nonce, min(version, VERSION)))
        elif not self.in_session:
            return
        elif kind == PING:
            self.send(PONG, 0, 0, bytes(payload[:64]))
        elif kind == CALL and number % 2:
            self._on_call(number, bytes(payload))
        elif number in self.calls:
            self.calls[number].on_frame(kind, channel, payload)

    def _on_call(self, number: int, payload: bytes) -> None:
        try:
            if len(self.calls) >= MAX_CALLS:
                raise Refused("too many services run in the qube")
            if number in self.calls:
                raise BadFrame
            self.calls[number] = ServiceCall(self, number, payload)
        except Refused as error:
            self._send_end(number, REFUSED, 0, str(error))
        except OSError as error:
            self._send_end(number, FAILED, 0, error.strerror or str(error))

    def end(self, call: ServiceCall, outcome: int, code: int, text: str) -> None:
        if self.calls.get(call.number) is call:
            del self.calls[call.number]
            self._send_end(call.number, outcome, code, text)
        else:
            self.leaving.remove(call)

    def _send_end(self, number: int, outcome: int, code: int, text: str) -> None:
        self.send(END, number, 0, END_HEAD.pack(outcome, code) + text.encode()[:1024])

    def forget(self, call: Call) -> None:
        if self.calls.get(call.number) is call:
            del self.calls[call.number]

    def _end_session(self) -> None:
        calls, self.calls = self.calls, {}
        self.in_session = False
        self.next_number = 2
        for call in calls.values():
            if isinstance(call, ServiceCall):
                self.leaving.append(call)
            call.abandon()

    def _on_client(self, _events: int) -> None:
        client, _address = self.listener.accept()
        local = sum(isinstance(call, LocalCall) for call in self.calls.values())
        reason = "" if self.in_session else "the host does not listen"
        if local >= MAX_LOCAL_CALLS:
            reason = "too many calls at once"
        if reason:
            end = END_HEAD.pack(LOST, 0) + reason.encode()
            with contextlib.suppress(OSError):
                client.sendall(header(END, 1, 0, len(end)) + end)
            client.close()
            return
        number, self.next_number = self.next_number, self.next_number + 2
        self.calls[number] = LocalCall(self, number, client)


# -- services


class Refused(Exception):
    """There is no such service, or no such user."""


def start_service(
    full_name: str, source: str, user: str, commit_fd: int
) -> subprocess.Popen[bytes] | OwnProcess:
    """Raises Refused or OSError."""
    service, plus, argument = full_name.partition("+")
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", service, re.ASCII) or "/" in argument:
        raise Refused("that is no name of a service")
    command = find_service(service, argument)
    account = find_account(user)
    folder = account.pw_dir if os.path.isdir(account.pw_dir) else "/"
    environment = {
        **session_environment(account),
        "QREXEC_REMOTE_DOMAIN": source,
        "QREXEC_SERVICE_FULL_NAME": full_name if argument else service,
        "QREXEC_SERVICE_ARGUMENT": argument,
        "QUBE_AGENT_COMMIT_FD": str(commit_fd),
    }
    if not command:
        return OwnProcess(service, account, environment, folder, commit_fd)
    identity: dict[str, Any] = {}
    if account.pw_uid != os.getuid():
        identity = {
            "user": account.pw_uid,
            "group": account.pw_gid,
            "extra_groups": os.getgrouplist(account.pw_name, account.pw_gid),
        }
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env=environment,
        cwd=folder,
        start_new_session=True,
        pass_fds=[commit_fd],
        **identity,
    )


class OwnProcess:
    """One of our own services: a fork of this process, which has all that it needs.

    As far as it is used here it is like subprocess.Popen.
    """

    def __init__(
        self,
        service: str,
        account: pwd.struct_passwd,
        environment: dict[str, str],
        folder: str,
        commit_fd: int,
    ) -> None:
        pipes = [os.pipe() for _ in range(3)]
        theirs = [pipes[STDIN][0], pipes[STDOUT][1], pipes[STDERR][1]]
        ours = [pipes[STDIN][1], pipes[STDOUT][0], pipes[STDERR][0]]
        # The agent's own handler must not run in the child.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        try:
            self.pid = os.fork()
        except OSError:
            for fd in (*theirs, *ours):
                os.close(fd)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
            raise
        if not self.pid:
            status = 1
            try:
                signal.set_wakeup_fd(-1)
                for number in (signal.SIGCHLD, signal.SIGTERM):
                    signal.signal(number, signal.SIG_DFL)
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
                os.setsid()
                commit_fd = move_descriptors(theirs, commit_fd)
                if account.pw_uid != os.getuid():
                    os.initgroups(account.pw_name, account.pw_gid)
                    os.setgid(account.pw_gid)
                    os.setuid(account.pw_uid)
                os.chdir(folder)
                os.environ.clear()
                os.environ.update(environment, QUBE_AGENT_COMMIT_FD=str(commit_fd))
                status = run_own_service(service)
            except Exception as error:  # noqa: BLE001  a bug must not end without a word
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
            finally:
                os._exit(status)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        for fd in theirs:
            os.close(fd)
        self.stdin: IO[bytes] = os.fdopen(ours[STDIN], "wb", buffering=0)
        self.stdout: IO[bytes] = os.fdopen(ours[STDOUT], "rb", buffering=0)
        self.stderr: IO[bytes] = os.fdopen(ours[STDERR], "rb", buffering=0)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def move_descriptors(standard: list[int], commit_fd: int) -> int:
    """These become 0 to 2, the other one 3, and nothing else stays open."""
    moved = [fcntl.fcntl(fd, fcntl.F_DUPFD, 16) for fd in (*standard, commit_fd)]
    for number, fd in enumerate(moved):
        os.dup2(fd, number, inheritable=number < 3)
    os.closerange(len(moved), os.sysconf("SC_OPEN_MAX"))
    return len(moved) - 1


def find_service(service: str, argument: str) -> list[str]:
    """The command, which is empty for our own services."""
    for folder in SERVICE_FOLDERS:
        for name in (f"{service}+{argument}", service):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and os.access(path, os.X_OK):
                return [path, *([argument] if argument else [])]
    if service == "qubes.VMExec":
        return decode_words(argument)
    if service == "qubes.VMShell":
        return ["/bin/sh"]
    if service in OWN_SERVICES:
        return []
    raise Refused(f"there is no service {service} in the qube")


def decode_words(argument: str) -> list[str]:
    """The words of a command, as qubes.VMExec encodes them: ``-`` is ``--``, bytes are ``-XX``."""
    if not re.fullmatch(r"(?:[A-Za-z0-9_.+]|--|-[0-9A-F]{2})+", argument, re.ASCII):
        raise Refused("the command is not encoded as qubes.VMExec wants it")

    def plain(match: re.Match[bytes]) -> bytes:
        return b"-" if match[1] == b"-" else bytes([int(match[1], 16)])

    words = [re.sub(rb"-(-|[0-9A-F]{2})", plain, w) for w in argument.encode().split(b"+")]
    if b"\0" in b"".join(words):
        raise Refused("a word of the command has a NUL")
    return [os.fsdecode(word) for word in words]


def find_account(name: str) -> pwd.struct_passwd:
    """Raises Refused. A user that nobody named is ``user``, or root, or whoever we are."""
    own = pwd.getpwuid(os.getuid())
    if own.pw_uid != 0:
        if name not in ("", own.pw_name):
            raise Refused(f"the agent does not run as root and cannot become {name}")
        return own
    try:
        return pwd.getpwnam(name or "user")
    except KeyError:
        if name:
            raise Refused(f"there is no user {name} in the qube") from None
        return own


def session_environment(account: pwd.struct_passwd) -> dict[str, str]:
    runtime = f"/run/user/{account.pw_uid}"
    found = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": account.pw_dir,
        "USER": account.pw_name,
        "LOGNAME": account.pw_name,
        "SHELL": account.pw_shell or "/bin/sh",
        "LANG": os.environ.get("LANG", "C.UTF-8"),
    }
    if os.path.isdir(runtime):
        found["XDG_RUNTIME_DIR"] = runtime
        if os.path.exists(f"{runtime}/bus"):
            found["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={runtime}/bus"
        if os.path.exists(f"{runtime}/wayland-0"):
            found["WAYLAND_DISPLAY"] = "wayland-0"
    if os.path.exists("/tmp/.X11-unix/X0"):  # noqa: S108  where X servers listen
        found["DISPLAY"] = ":0"
    return found


class ServiceError(Exception):
    """A sentence for the host's person; the service ends with status 1."""


def read_line() -> str:
    """Byte by byte: what follows the line is for others."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(STDIN, 1)
        if not byte or len(line) > 65536:
            raise ServiceError("the request has no line")
        line += byte
    return os.fsdecode(line[:-1])


def is_whole() -> bool:
    """After the end of our input: whether the host ended it, or the agent was lost."""
    with open(int(os.environ["QUBE_AGENT_COMMIT_FD"]), "rb", buffering=0, closefd=False) as pipe:
        return pipe.read(1) == b"1"


def qubes_backup() -> None:
    """Keep an archive: in a folder, as a new file, or in a command's hands."""
    place = read_line()
    words = place.split()
    if os.path.isdir(place):
        name = time.strftime("qubes-backup-%Y-%m-%dT%H%M%S")
        keep_file(os.path.join(place, name))
    elif words and shutil.which(words[0]):
        feed_command(place)
    elif place.startswith("/") and os.path.isdir(os.path.dirname(place)):
        keep_file(place)
    else:
        raise ServiceError(f"{place!r} is neither a folder nor a command in this qube")


def keep_file(path: str) -> None:
    """Nothing has the file's name before all of it is on the disk."""
    half = f"{path}.incomplete"
    if os.path.lexists(path):
        raise ServiceError(f"{path} exists and is not overwritten")
    fd = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(fd, "wb", buffering=0) as file:
            while data := os.read(STDIN, 1024 * 1024):
                write_all(fd, memoryview(data))
            os.fsync(file.fileno())
        if not is_whole():
            raise ServiceError("the backup was broken off")
        os.rename(half, path)
    except BaseException:
        os.unlink(half)
        raise
    folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(folder)
    os.close(folder)
    sys.stdout.write(f"{path}\n")


def feed_command(line: str) -> None:
    """A command that is cut off is killed, with all that it runs, before its input ends."""
    shell = ["/bin/sh", "-c", line]
    with subprocess.Popen(
        shell, stdin=subprocess.PIPE, bufsize=0, start_new_session=True
    ) as command:
        assert command.stdin
        try:
            is_taken = True
            try:
                while data := os.read(STDIN, 65536):
                    write_all(command.stdin.fileno(), memoryview(data))
            except BrokenPipeError:
                is_taken = False
            if is_taken and not is_whole():
                raise ServiceError("the backup was broken off")
            command.stdin.close()
            status = command.wait()
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(command.pid, signal.SIGKILL)
            raise
    if status or not is_taken:
        status = status or 1
        sys.exit(status if status > 0 else 128 - status)


def qubes_restore() -> None:
    """Send chosen members of an archive as a qfile stream (tar in, qfile out)."""
    place = read_line()
    wanted = [os.fsencode(word) for word in read_line().split()]
    words = place.split()
    if os.path.isfile(place):
        with open(place, "rb") as archive, contextlib.suppress(BrokenPipeError):
            send_members(archive, wanted)
    elif words and shutil.which(words[0]):
        command = subprocess.Popen(
            ["/bin/sh", "-c", place], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        assert command.stdout
        is_all = False
        with contextlib.suppress(BrokenPipeError):
            is_all = send_members(command.stdout, wanted)
        command.stdout.close()
        status = command.wait()
        if status and is_all:
            raise ServiceError(f"the command ended with status {status}")
    else:
        raise ServiceError(f"{place!r} is neither a file nor a command in this qube")
    read_result()


QFILE = struct.Struct("<IIQIIII")
RESULT = struct.Struct("<IIQ")
BLOCK = 512


class QfileWriter:
    """The sending end of a qfile stream, with the checksum over all of it."""

    def __init__(self) -> None:
        self.crc = 0
        self.folders: set[bytes] = set()

    def _put(self, data: bytes | memoryview) -> None:
        self.crc = zlib.crc32(data, self.crc)
        write_all(STDOUT, memoryview(data))

    def _record(self, name: bytes, mode: int, size: int, mtime: int) -> None:
        self._put(QFILE.pack(len(name) + 1, mode, size, mtime, 0, mtime, 0) + name + b"\0")

    def file(self, name: bytes, mode: int, size: int, mtime: int, archive: IO[bytes]) -> None:
        parts = name.split(b"/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = b"/".join(parts[:depth])
            if folder not in self.folders:
                self.folders.add(folder)
                self._record(folder, stat.S_IFDIR | mode, 0, mtime)
        self._record(name, stat.S_IFREG | mode, size, mtime)
        left = size
        while left:
            data = archive.read(min(left, 1024 * 1024))
            if not data:
                raise ServiceError("the archive ends in the middle of a file")
            self._put(data)
            left -= len(data)

    def end(self) -> None:
        self._put(bytes(QFILE.size))


def send_members(archive: IO[bytes], wanted: list[bytes]) -> bool:
    """Whether the archive was read to its end: not when all that is wanted has been sent."""
    writer = QfileWriter()
    waiting = set(wanted)
    while len(block := archive.read(BLOCK)) == BLOCK:
        member = parse_block(block)
        if member is None:
            continue
        name, mode, size, mtime, kind = member
        hits = [word for word in wanted if name.startswith(word)]
        rest = -size % BLOCK
        if kind == b"0" and (hits or not wanted):
            writer.file(name, mode, size, mtime, archive)
            waiting.difference_update(hits)
        elif kind == b"0" and wanted and not waiting:
            writer.end()
            return False
        else:
            rest += size
        skip(archive, rest)
    writer.end()
    return True


def parse_block(block: bytes) -> tuple[bytes, int, int, int, bytes] | None:
    """Name, permissions, size, time and type of a ustar header; None for any other block."""
    if block[257:262] != b"ustar":
        return None
    try:
        checksum = int(block[148:156].strip(b" \0"), 8)
        mode, size, mtime = (
            int(block[start:end].strip(b" \0") or b"0", 8)
            for start, end in ((100, 108), (124, 136), (136, 148))
        )
    except ValueError:
        return None
    if checksum != sum(block) - sum(block[148:156]) + 8 * ord(" "):
        return None
    name, prefix = (block[a:b].split(b"\0")[0] for a, b in ((0, 100), (345, 500)))
    return (prefix + b"/" + name if prefix else name), mode & 0o7777, size, mtime, block[156:157]


def skip(archive: IO[bytes], count: int) -> None:
    if count and archive.seekable():
        archive.seek(count, os.SEEK_CUR)
        return
    while count and (data := archive.read(min(count, 1024 * 1024))):
        count -= len(data)


def read_result() -> None:
    """What the host made of it. Once it has seen enough it breaks off, with EDQUOT."""
    data = b""
    while len(data) < RESULT.size and (more := os.read(STDIN, RESULT.size - len(data))):
        data += more
    if len(data) < RESULT.size:
        raise ServiceError("the host did not say whether all has arrived")
    code, _padding, _crc = RESULT.unpack(data)
    if code not in (0, errno.EDQUOT):
        raise ServiceError(f"the host could not take it: {os.strerror(code)}")


def qubes_resize_disk() -> None:
    """Let the file system of a volume fill a disk that has grown."""
    volume = read_line()
    places = {"root": ("/",), "private": ("/rw", "/home")}
    if volume not in places:
        raise ServiceError(f"no file system of the volume {volume!r} is known here")
    with open("/proc/self/mounts", encoding="utf-8", errors="surrogateescape") as table:
        mounts = {fields[1]: fields for fields in map(str.split, table)}
    mount = next((mounts[place] for place in places[volume] if place in mounts), None)
    if mount is None:
        raise ServiceError(f"the volume {volume} is not mounted")
    device, place, kind = mount[:3]
    partition = re.fullmatch(r"(/dev/(?:[sv]d[a-z]+|xvd[a-z]+))(\d+)", device)
    if partition:
        run_program("growpart", partition[1], partition[2], fine=(0, 1))  # 1: nothing to grow
    if kind.startswith("ext"):
        run_program("resize2fs", device)
    elif kind == "xfs":
        run_program("xfs_growfs", place)
    elif kind == "btrfs":
        run_program("btrfs", "filesystem", "resize", "max", place)
    else:
        raise ServiceError(f"a file system of type {kind} cannot be grown here")


def run_program(*command: str, fine: tuple[int, ...] = (0,)) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ServiceError(f"the program {command[0]} is not installed in the qube") from None
    if done.returncode not in fine:
        raise ServiceError(f"{command[0]}: {' '.join(done.stderr.split())}")
    return done.stdout


def qubes_wait_for_session() -> None:
    """Until there is a screen to draw on."""
    account = pwd.getpwuid(os.getuid())
    while not {"DISPLAY", "WAYLAND_DISPLAY"} & session_environment(account).keys():
        time.sleep(0.25)


def qubes_set_monitor_layout() -> None:
    """Lines of ``WIDTH HEIGHT X Y``, and perhaps the size in mm, the first being the main one."""
    layout = []
    pattern = r"(\d{1,5}) (\d{1,5}) (-?\d{1,5}) (-?\d{1,5})(?: \d{1,5}){0,2}"
    for line in sys.stdin:
        match = re.fullmatch(pattern, line.strip(), re.ASCII)
        if match is None:
            raise ServiceError("a line of the layout is not WIDTH HEIGHT X Y")
        layout.append(tuple(map(int, match.groups())))
    query = run_program("xrandr", "--query")
    outputs = re.findall(r"^(\S+) (?:dis)?connected", query, re.MULTILINE)
    if len(layout) > len(outputs):
        raise ServiceError(f"the qube's screen has {len(outputs)} outputs, not {len(layout)}")
    # A monitor may be left of the main one; here none is left of 0.
    left = min([0] + [monitor[2] for monitor in layout])
    top = min([0] + [monitor[3] for monitor in layout])
    command = ["xrandr"]
    for index, output in enumerate(outputs):
        command += ["--output", output]
        if index >= len(layout):
            command.append("--off")
            continue
        width, height, x, y = layout[index]
        mode = f"{width}x{height}"
        if not re.search(rf"^\s+{mode}\s", query, re.MULTILINE):
            mode = add_mode(output, width, height)
        command += [
            "--mode",
            mode,
            "--pos",
            f"{x - left}x{y - top}",
            *(["--primary"] if not index else []),
        ]
    run_program(*command)


def add_mode(output: str, width: int, height: int) -> str:
    """Timings do not matter to a screen that is a window; the figures only have to fit."""
    name = f"qube-{width}x{height}"
    line = run_program("cvt", str(width), str(height)).split("\n")[1].split()[2:]
    run_program("xrandr", "--newmode", name, *line, fine=(0, 1))  # 1: it is there already
    run_program("xrandr", "--addmode", output, name)
    return name


OWN_SERVICES: dict[str, Callable[[], None]] = {
    "qubes.Backup": qubes_backup,
    "qubes.Restore": qubes_restore,
    "qubes.ResizeDisk": qubes_resize_disk,
    "qubes.WaitForSession": qubes_wait_for_session,
    "qubes.SetMonitorLayout": qubes_set_monitor_layout,
}


def run_own_service(name: str) -> int:
    # So that what is half made is removed when the host cancels.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    try:
        OWN_SERVICES[name]()
        sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except ServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"{where}{error.strerror}\n")
        return 1
    return 0


# -- commands


def call(target: str, service: str, path: str) -> int:
    """Call a service elsewhere; our input and outputs are its own. The exit status is its."""
    if "+" not in service:
        service += "+"
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(path)
        except OSError as error:
            say(f"the agent does not run: {error.strerror}")
            return 125
        request = f"{service}\0{target}\0".encode("ascii", "replace")
        # An answer that came before we had said it all is there to be read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(header(CALL, 1, 0, len(request)) + request)
        return relay(line)


def relay(line: socket.socket) -> int:
    """Frames both ways until the end, always reading what comes: the far side may wait for that."""
    buffer = FrameBuffer()
    waiting = b""  # for room on the line; only then more of the input is read
    has_input = True
    closed = set()
    line.setblocking(False)
    while True:
        inputs: list[Any] = [line, STDIN] if has_input and not waiting else [line]
        readable, writable, _ = select.select(inputs, [line] if waiting else [], [])
        if STDIN in readable:
            with contextlib.suppress(BlockingIOError):
                data = os.read(STDIN, MAX_PAYLOAD)
                waiting = header(DATA if data else EOF, 1, STDIN, len(data)) + data
                has_input = bool(data)
        if writable:
            try:
                waiting = waiting[line.send(waiting) :]
            except BlockingIOError:
                pass
            except OSError:
                waiting, has_input = b"", False  # it has answered and gone
        if line not in readable:
            continue
        try:
            count = line.recv_into(buffer.room())
        except BlockingIOError:
            continue
        except ConnectionResetError:
            count = 0
        if not count:
            say("the agent has ended")
            return 125
        buffer.have += count
        for kind, _call, channel, payload in buffer.frames():
            if kind == DATA and channel not in closed:
                try:
                    write_all(channel, payload)
                except BrokenPipeError:
                    closed.add(channel)
                    waiting += header(STOP, 1, channel, 0) if channel == STDOUT else b""
            elif kind == EOF and channel == STDOUT and channel not in closed:
                closed.add(channel)
                os.close(STDOUT)
            elif kind == STOP and channel == STDIN:
                has_input = False
            elif kind == END:
                outcome, code = END_HEAD.unpack_from(payload)
                text = bytes(payload[END_HEAD.size :]).decode("utf-8", "replace")
                if outcome == EXITED:
                    return int(code) if 0 <= code < 256 else 125
                say(text or f"the service was ended by signal {code}")
                return 126 if outcome == REFUSED else 125


def write_all(fd: int, data: memoryview) -> None:
    while data:
        try:
            data = data[os.write(fd, data) :]
        except BlockingIOError:  # whoever else has it open wanted that
            select.select([], [fd], [])


def wait_for(port: str) -> None:
    """The kernel and udev may come to it after us; a host that gives none costs next to nothing."""
    wait_s = 0.1
    while not os.path.exists(port):
        time.sleep(wait_s)
        wait_s = min(2 * wait_s, 10.0)


UNIT = """\
[Unit]
Description=Services of this qube for its host
After=local-fs.target
# However often it fails: without it nobody could mend that from the host.
StartLimitIntervalSec=0

[Service]
ExecStart={agent} serve
Restart=always
RestartSec=1
# A command that the host has started may outlive no agent: nobody would hear of it.
KillMode=control-group

[Install]
WantedBy=multi-user.target
"""


def install() -> int:
    """Write and enable the systemd unit for this very file."""
    unit = "/etc/systemd/system/qube-agent.service"
    with open(unit, "w", encoding="utf-8") as file:
        file.write(UNIT.format(agent=os.path.abspath(__file__)))
    wants = "/etc/systemd/system/multi-user.target.wants"
    os.makedirs(wants, exist_ok=True)
    link = f"{wants}/qube-agent.service"
    if not os.path.lexists(link):
        os.symlink(unit, link)
    say(f"wrote {unit}; the agent starts with the qube")
    return 0


def main() -> int:
    if os.path.basename(sys.argv[0]) == "qrexec-client-vm":
        sys.argv.insert(1, "call")
    parser = argparse.ArgumentParser(prog="qube-agent", description="Services in a qube.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="run services for the host until the end")
    serve.add_argument("--port", default=PORT)
    serve.add_argument("--socket", default=LOCAL_SOCKET)
    caller = commands.add_parser("call", help="call a service elsewhere")
    caller.add_argument("--socket", default=LOCAL_SOCKET)
    caller.add_argument("target")
    caller.add_argument("service")
    commands.add_parser("install", help="write and enable the systemd unit")
    options = parser.parse_args()
    if options.command == "serve":
        wait_for(options.port)
        Agent(options.port, options.socket).run()
    if options.command == "call":
        return call(options.target, options.service, options.socket)
    return install()


if __name__ == "__main__":
    sys.exit(main())
