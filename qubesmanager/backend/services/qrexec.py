"""Calls to qubes of a dom0: the program ``qrexec-client``, whose pipes are those of the service."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections import deque
from typing import TYPE_CHECKING

from qubesmanager.service_frames import CallRequest, Channel, Ended, Outcome

from .calls import ReaderGone

if TYPE_CHECKING:
    from qubesmanager.backend.app import App

PROGRAM = "qrexec-client"
_PATH = "/usr/bin:/usr/lib/qubes"
#: Of both channels together; a little more can come, as much as one read brings.
_MOST_UNREAD_BYTES = 256 * 1024


def is_used(app: App) -> bool:
    """Whether qubes run under Xen, with qrexec beside it."""
    uri = app.runs.uri
    return uri is not None and uri.startswith("xen") and program() is not None


def program() -> str | None:
    return shutil.which(PROGRAM, path=_PATH)


def command(qube: str, request: CallRequest) -> list[str]:
    """The words of a call, for whoever may run it: dom0 itself."""
    name = request.full_name if request.argument else request.service
    who = request.user or "DEFAULT"
    return [program() or PROGRAM, "-d", qube, f"{who}:QUBESRPC {name} {request.peer}"]


class QrexecCall(asyncio.SubprocessProtocol):
    """As `calls.Call`, of a process. Its end is known whether or not its output is read."""

    def __init__(self) -> None:
        self._transport: asyncio.SubprocessTransport | None = None
        self._received: deque[tuple[Channel, bytes]] = deque()
        self._unread_bytes = 0
        self._open = {Channel.STDOUT, Channel.STDERR}
        self._arrived = asyncio.Event()
        self._may_write = asyncio.Event()
        self._may_write.set()
        self._reader_gone = False
        self._ended: asyncio.Future[Ended] = asyncio.get_running_loop().create_future()

    # -- the call

    async def write(self, data: bytes | memoryview) -> None:
        """Raises ReaderGone when the other side has stopped reading, or the call has ended."""
        await self._may_write.wait()
        if self._reader_gone:
            raise ReaderGone
        self._stdin().write(data)

    def write_eof(self) -> None:
        self._stdin().close()

    async def read(self) -> tuple[Channel, bytes] | None:
        while not self._received:
            if not self._open:
                return None
            self._arrived.clear()
            await self._arrived.wait()
        channel, data = self._received.popleft()
        self._unread_bytes -= len(data)
        self._hold_or_let_come()
        return channel, data

    def stop_reading(self, channel: Channel) -> None:
        self.cancel()  # qrexec has no way to tell it to the other side

    async def wait(self) -> Ended:
        return await asyncio.shield(self._ended)

    def cancel(self) -> None:
        """Ask for the end; nobody reads what is still to come."""
        assert self._transport is not None
        self._open.clear()
        self._received.clear()
        self._arrived.set()
        for number in (Channel.STDOUT, Channel.STDERR):
            if (pipe := self._transport.get_pipe_transport(number)) is not None:
                pipe.close()
        if not self._ended.done():
            with contextlib.suppress(ProcessLookupError):
                self._transport.terminate()

    def _stdin(self) -> asyncio.WriteTransport:
        assert self._transport is not None
        pipe = self._transport.get_pipe_transport(0)
        assert isinstance(pipe, asyncio.WriteTransport)
        return pipe

    def _hold_or_let_come(self) -> None:
        assert self._transport is not None
        for channel in self._open:
            pipe = self._transport.get_pipe_transport(channel)
            if not isinstance(pipe, asyncio.ReadTransport):
                continue
            if self._unread_bytes > _MOST_UNREAD_BYTES:
                pipe.pause_reading()
            else:
                pipe.resume_reading()

    # -- what asyncio tells of the process

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._transport = transport

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if (channel := Channel(fd)) in self._open:
            self._received.append((channel, data))
            self._unread_bytes += len(data)
            self._arrived.set()
            self._hold_or_let_come()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        channel = Channel(fd)
        if channel is Channel.STDIN:
            self._reader_gone = True
            self._may_write.set()
        elif channel in self._open:
            self._open.discard(channel)
            self._received.append((channel, b""))
            self._arrived.set()

    def connection_lost(self, exc: Exception | None) -> None:
        assert self._transport is not None
        self._transport.close()

    def pause_writing(self) -> None:
        self._may_write.clear()

    def resume_writing(self) -> None:
        self._may_write.set()

    def process_exited(self) -> None:
        assert self._transport is not None
        status = self._transport.get_returncode()
        assert status is not None
        outcome = Outcome.SIGNALLED if status < 0 else Outcome.EXITED
        self._ended.set_result(Ended(outcome, abs(status)))


async def open_call(qube: str, request: CallRequest) -> QrexecCall:
    """Raises OSError when the program cannot be run."""
    _, call = await asyncio.get_running_loop().subprocess_exec(QrexecCall, *command(qube, request))
    return call
