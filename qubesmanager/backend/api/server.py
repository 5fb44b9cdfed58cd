"""A socket of qubesd: reads a request, has it answered, sends the reply (admin-api.md 1.1-1.5).

An error has three audiences. The client gets a class and a sentence. The log gets what went wrong
inside, with the traceback. The caller of what is no request at all gets nothing, as the protocol
says, and the log gets the reason.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from qubesmanager.backend.api.context import Context
from qubesmanager.backend.api.hangup import HangupWatch
from qubesmanager.backend.api.methods import Call, Method, MethodTable
from qubesmanager.backend.store_lock import BACKLOG
from qubesmanager.protocol import (
    ERRORS,
    MAX_REQUEST_BYTES,
    AdminError,
    FramingError,
    ProtocolError,
    Request,
    encode_exception,
    encode_success,
)

log = logging.getLogger(__name__)

# At the end: until connections that the kernel has taken are here, and for their requests.
_ACCEPT_S = 0.02
_READING_S = 0.5
_INTERNAL_ERROR = "internal error, see the log of qubesd"


class Server:
    """Serves one method table on one listening socket."""

    def __init__(
        self, table: MethodTable, context: Context, on_activity: Callable[[], object] = lambda: None
    ) -> None:
        self._table = table
        self._context = context
        self._on_activity = on_activity
        self._listener: asyncio.Server | None = None
        self._hangups: HangupWatch | None = None
        self._calls: set[asyncio.Task[None]] = set()
        # Of these: waiting for the end of a request, and streams. Nothing is lost in ending them.
        self._reading: set[asyncio.Task[None]] = set()
        self._streams: set[asyncio.Task[None]] = set()

    @property
    def open_connections(self) -> int:
        return len(self._calls)

    async def listen(self, sock: socket.socket) -> None:
        """Serve a bound, listening Unix socket until ``close``."""
        self._hangups = HangupWatch()
        self._listener = await asyncio.start_unix_server(
            self._on_connect, sock=sock, limit=MAX_REQUEST_BYTES, backlog=BACKLOG
        )

    async def close(self, grace_s: float) -> None:
        """End the event streams, let calls run for ``grace_s`` seconds, then end them too.

        The socket's name is gone by now; who has connected already is still served.
        """
        if self._listener is None or self._hangups is None:
            return
        await asyncio.sleep(_ACCEPT_S)
        self._listener.close()
        for task in self._streams:
            task.cancel()
        await _wait(self._reading, min(grace_s, _READING_S))
        for task in self._reading:
            task.cancel()
        for task in await _wait(self._calls, grace_s):
            task.cancel()
        await _wait(self._calls, None)
        await self._listener.wait_closed()
        self._hangups.close()
        self._listener = None

    def _on_connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._calls.add(task)
        task.add_done_callback(self._on_end)
        self._on_activity()

    def _on_end(self, task: asyncio.Task[None]) -> None:
        self._calls.discard(task)
        self._reading.discard(task)
        self._streams.discard(task)
        self._on_activity()
        if not task.cancelled() and task.exception() is not None:
            log.error("a connection failed", exc_info=task.exception())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = _current_task()
        self._reading.add(task)
        try:
            data, rest = await _read_request(reader, self._table)
            self._reading.discard(task)
            await self._answer(data, rest, reader, writer)
            writer.close()
            await writer.wait_closed()
        except FramingError as error:
            log.info("dropped a request: %s", error)
        except ConnectionError as error:
            log.debug("a client vanished: %s", error)
        finally:
            _drop(writer)

    async def _answer(
        self,
        data: bytes,
        rest: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        try:
            request = Request.parse(data)
        except ProtocolError as error:
            log.info("refused a request: %s", error)
            writer.write(encode_exception("ProtocolError", str(error)))
            return
        try:
            method, call = self._table.resolve(self._context, request)
        except AdminError as error:
            writer.write(encoded_refusal(request, error))
            return
        if method.stream is not None:
            await self._stream(method, call, writer)
        elif method.duplex is not None:
            with self._until_hangup(writer):
                await method.duplex(call, rest, reader, writer)
        else:
            writer.write(await encoded_reply(method, call, request))

    async def _stream(self, method: Method, call: Call, writer: asyncio.StreamWriter) -> None:
        """Write events until the client closes its end, or the daemon ends."""
        assert method.stream is not None
        with self._until_hangup(writer):
            events = method.stream(call)
            try:
                async for event in events:
                    writer.write(event.encode())
                    await writer.drain()
            finally:
                await events.aclose()

    @contextmanager
    def _until_hangup(self, writer: asyncio.StreamWriter) -> Iterator[None]:
        """The body is cancelled when the client closes its end, whatever it is waiting for."""
        assert self._hangups is not None
        task = _current_task()
        self._streams.add(task)
        watch = self._hangups.add(writer.get_extra_info("socket").fileno(), task.cancel)
        try:
            yield
        finally:
            self._hangups.remove(watch)


def _drop(writer: asyncio.StreamWriter) -> None:
    """End a connection now, whatever it still had to say.

    One that is closing with nothing left to send ends by itself, and asyncio 3.11 fails in
    ``abort`` when that has happened.
    """
    transport = writer.transport
    if not transport.is_closing() or transport.get_write_buffer_size():
        transport.abort()


async def _wait(tasks: set[asyncio.Task[None]], timeout_s: float | None) -> set[asyncio.Task[None]]:
    """Wait for those that are there now; which of them have not ended."""
    if not tasks:
        return set()
    _done, late = await asyncio.wait(set(tasks), timeout=timeout_s)
    return late


def _current_task() -> asyncio.Task[None]:
    task = asyncio.current_task()
    assert task is not None
    return task


async def _read_request(reader: asyncio.StreamReader, table: MethodTable) -> tuple[bytes, bytes]:
    """All bytes up to the half-close. Raises FramingError when they are too many.

    Of a duplex method only the header with its NUL, and what has come behind it already.
    """
    data = bytearray()
    while chunk := await reader.read(MAX_REQUEST_BYTES + 1):
        has_header = b"\0" in data
        data += chunk
        if not has_header and b"\0" in chunk:
            header, nul, rest = bytes(data).partition(b"\0")
            if table.is_duplex(header):
                return header + nul, rest
        if len(data) > MAX_REQUEST_BYTES:
            raise FramingError(f"more than {MAX_REQUEST_BYTES} bytes")
    return bytes(data), b""


async def encoded_reply(method: Method, call: Call, request: Request) -> bytes:
    """Run a method that answers once; its reply, or the exception that it ended with."""
    assert method.reply is not None
    try:
        body = await method.reply(call)
    except AdminError as error:
        return encoded_refusal(request, error)
    except OSError as error:
        log.warning("%s+%s %s failed", request.method, request.arg, request.dest, exc_info=True)
        where = f"{error.filename}: " if error.filename else ""
        return encode_exception("QubesException", f"{where}{error.strerror or error}")
    except Exception:  # noqa: BLE001  the request loop: one bug must not leave a client waiting
        log.exception("bug in %s+%s %s", request.method, request.arg, request.dest)
        return encode_exception("QubesException", _INTERNAL_ERROR)
    return encode_success(body or b"")


def encoded_refusal(request: Request, error: AdminError) -> bytes:
    """An exception reply; a class that clients do not know is sent as QubesException."""
    log.debug("%s+%s %s: %r", request.method, request.arg, request.dest, error)
    class_name = type(error).__name__
    if class_name not in ERRORS:
        class_name = "QubesException"
    return encode_exception(class_name, str(error))
