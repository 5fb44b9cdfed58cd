"""Calls to qubes of a dom0: the program ``qrexec-client``, whose pipes are those of the service."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
from typing import TYPE_CHECKING

from qubesmanager.service_frames import CallRequest, Channel, Ended, Outcome

from .calls import ReaderGone

if TYPE_CHECKING:
    from qubesmanager.backend.app import App

PROGRAM = "qrexec-client"
_PATH = "/usr/bin:/usr/lib/qubes"
_READ_BYTES = 65536


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


class QrexecCall:
    """As `calls.Call`, of a process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._received: asyncio.Queue[tuple[Channel, bytes]] = asyncio.Queue(4)
        self._pumps = [
            asyncio.create_task(self._pump(channel, pipe))
            for channel, pipe in (
                (Channel.STDOUT, process.stdout),
                (Channel.STDERR, process.stderr),
            )
            if pipe is not None
        ]
        self._open = len(self._pumps)
        self._cancelled = False

    async def write(self, data: bytes | memoryview) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
            await self._process.stdin.drain()
        except ConnectionError as error:
            raise ReaderGone from error

    def write_eof(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    async def read(self) -> tuple[Channel, bytes] | None:
        if not self._open and self._received.empty():
            return None
        channel, data = await self._received.get()
        if not data:
            self._open -= 1
        return channel, data

    def stop_reading(self, channel: Channel) -> None:
        self.cancel()  # qrexec has no way to tell it to the other side

    async def wait(self) -> Ended:
        status = await self._process.wait()
        if status < 0:
            return Ended(Outcome.SIGNALLED, -status)
        return Ended(Outcome.EXITED, status)

    def cancel(self) -> None:
        if self._process.returncode is None and not self._cancelled:
            self._cancelled = True
            self._open = 0
            for pump in self._pumps:
                pump.cancel()
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGTERM)

    async def _pump(self, channel: Channel, pipe: asyncio.StreamReader) -> None:
        while data := await pipe.read(_READ_BYTES):
            await self._received.put((channel, data))
        await self._received.put((channel, b""))


async def open_call(qube: str, request: CallRequest) -> QrexecCall:
    process = await asyncio.create_subprocess_exec(
        *command(qube, request),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    return QrexecCall(process)
