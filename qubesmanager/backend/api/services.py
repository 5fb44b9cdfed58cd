"""Services in qubes for local clients: one connection is one call (docs/agent-protocol.md)."""

from __future__ import annotations

import asyncio
import contextlib

from qubesmanager.backend.api.methods import Call, Dest, MethodTable
from qubesmanager.backend.services.calls import ReaderGone
from qubesmanager.backend.services.services import AnyCall
from qubesmanager.protocol import AdminError
from qubesmanager.service_frames import (
    CallRequest,
    Channel,
    Ended,
    Frame,
    FrameDecoder,
    FrameError,
    Kind,
    Outcome,
    encode,
)

METHODS = MethodTable()

_READ_BYTES = 256 * 1024


class _Client:
    """The client's end: frames of its one call, whose number does not matter."""

    def __init__(
        self, rest: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._rest = rest
        self._reader = reader
        self._writer = writer
        self._decoder = FrameDecoder()
        self._frames: list[Frame] = []

    async def read(self) -> Frame | None:
        """None when it has gone. Raises FrameError."""
        while not self._frames:
            data = self._rest or await self._reader.read(_READ_BYTES)
            self._rest = b""
            if not data:
                return None
            frames = self._decoder.feed(data)
            while frames:
                self._frames += frames
                frames = self._decoder.pending()
        return self._frames.pop(0)

    def send(self, kind: Kind, channel: Channel, payload: bytes = b"") -> None:
        self._writer.write(encode(Frame(kind, 1, channel, payload)))

    async def write(self, kind: Kind, channel: Channel, payload: bytes = b"") -> None:
        self.send(kind, channel, payload)
        await self._writer.drain()


@METHODS.duplex("internal.vm.RunService", dest=Dest.QUBE)
async def run_service(
    call: Call, rest: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Frames from here on: CALL first, then as the section on clients of qubesd says."""
    client = _Client(rest, reader, writer)
    try:
        first = await client.read()
        if first is None:
            return
        if first.kind is not Kind.CALL:
            raise FrameError("the first frame must be CALL")
        request = CallRequest.parse(first.payload)
        opened = await call.context.services.open_call(
            call.qube, request.service, request.argument, user=request.user
        )
    except (AdminError, FrameError, OSError) as error:
        ended = Ended(Outcome.FAILED, text=str(error))
        await client.write(Kind.END, Channel.STDIN, ended.encode())
        return
    try:
        ended = await _relay(client, opened)
    finally:
        opened.cancel()
    await client.write(Kind.END, Channel.STDIN, ended.encode())


async def _relay(client: _Client, call: AnyCall) -> Ended:
    """Both directions until the service has ended, or the client has gone."""
    outward = asyncio.create_task(_to_service(client, call))
    inward = asyncio.create_task(_from_service(client, call))
    try:
        await asyncio.wait([outward, inward], return_when=asyncio.FIRST_COMPLETED)
        if not inward.done():
            call.cancel()
            raise ConnectionResetError("the client of a service has gone")
        return inward.result()
    finally:
        for task in (outward, inward):
            task.cancel()
        for failure in await asyncio.gather(outward, inward, return_exceptions=True):
            if isinstance(failure, FrameError):
                raise ConnectionAbortedError(str(failure)) from failure


async def _to_service(client: _Client, call: AnyCall) -> None:
    """Ends when the client has gone."""
    reads = True
    while (frame := await client.read()) is not None:
        if frame.kind is Kind.DATA and reads:
            with contextlib.suppress(ReaderGone):
                await call.write(frame.payload)
                continue
            reads = False
            # Without waiting for room: who does not take the output may still have input to send.
            client.send(Kind.STOP, Channel.STDIN)
        elif frame.kind is Kind.EOF:
            call.write_eof()
        elif frame.kind is Kind.STOP:
            call.stop_reading(frame.channel)


async def _from_service(client: _Client, call: AnyCall) -> Ended:
    while (item := await call.read()) is not None:
        channel, data = item
        await client.write(Kind.DATA if data else Kind.EOF, channel, data)
    return await call.wait()
