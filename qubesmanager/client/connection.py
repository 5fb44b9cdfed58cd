"""One qubesd, spoken to over its sockets (``admin-api.md`` 1.1-1.5).

A `Connection` keeps no socket open: one call is one socket. Only an event stream stays open,
until its context ends. Errors are those drawn in `qubesmanager.protocol`.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from qubesmanager import places
from qubesmanager.protocol import (
    MAX_REQUEST_BYTES,
    AnswerLostError,
    DaemonAccessError,
    Event,
    EventDecoder,
    ProtocolError,
    Request,
    decode_reply,
)

_log = logging.getLogger(__name__)
_READ_BYTES = 65536


class NoInternalSocket(DaemonAccessError):
    """The daemon has no socket for ``internal.*`` calls, or this user may not use it."""


@dataclass(frozen=True)
class Endpoint:
    """Where a qubesd answers. ``home`` is None for the system's own daemon of a dom0."""

    socket: Path
    internal_socket: Path
    home: Path | None = None


class Connection:
    """Calls to one qubesd.

    ``revive`` brings the daemon back after it ended and gives its new place; without it a daemon
    that is gone stays gone. ``on_close`` ends what was started for this connection alone. ``dial``
    gives connected sockets to a process that may not make any.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        revive: Callable[[], Awaitable[Endpoint]] | None = None,
        on_close: Callable[[], Awaitable[None]] | None = None,
        dial: Callable[[Path], Awaitable[socket.socket]] | None = None,
    ) -> None:
        self.endpoint = endpoint
        self._revive = revive
        self._on_close = on_close
        self._dial = dial
        self._reviving = asyncio.Lock()

    @property
    def home(self) -> Path | None:
        return self.endpoint.home

    async def call(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        """The body of the reply. Raises the AdminError that the daemon answered with."""
        data = _encode(method, arg, dest, payload)
        return await self._exchange(data, internal=False)

    async def internal(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        """As `call`, on the socket of ``internal.*`` methods. NoInternalSocket if there is none."""
        data = _encode(method, arg, dest, payload)
        return await self._exchange(data, internal=True)

    @asynccontextmanager
    async def events(
        self, dest: str = "dom0", method: str = "admin.Events"
    ) -> AsyncIterator[AsyncIterator[Event]]:
        """A stream of events, the first being ``connection-established``; ends with the daemon."""
        reader, writer = await self._open(internal=False)
        try:
            writer.write(_encode(method, "", dest, b""))
            writer.write_eof()
            yield _event_stream(reader)
        finally:
            await _close(writer)

    async def revive(self) -> None:
        """Make sure that a daemon answers, starting it again where that is ours to do."""
        if self._revive is None:
            return
        async with self._reviving:
            self.endpoint = await self._revive()

    async def close(self) -> None:
        """End what belongs to this connection alone. Closing twice is silent."""
        on_close, self._on_close = self._on_close, None
        self._revive = None
        if on_close is not None:
            await on_close()

    async def _exchange(self, data: bytes, *, internal: bool) -> bytes:
        reader, writer = await self._open(internal=internal)
        try:
            return await _exchange(reader, writer, data)
        except DaemonAccessError as error:
            raise AnswerLostError(f"{error}{self._log()}") from error

    async def _open(self, *, internal: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Nothing has been sent yet, so a daemon that ended idle can be started again here."""
        try:
            return await self._open_once(internal)
        except NoInternalSocket:
            raise
        except DaemonAccessError:
            if self._revive is None:
                raise
        _log.info("no qubesd at %s, starting it again", self.endpoint.socket)
        await self.revive()
        return await self._open_once(internal)

    async def _open_once(self, internal: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        path = self.endpoint.internal_socket if internal else self.endpoint.socket
        try:
            if self._dial is not None:
                return await asyncio.open_unix_connection(sock=await self._dial(path))
            return await asyncio.open_unix_connection(str(path))
        except OSError as error:
            reason = error.strerror or str(error)
            missing = isinstance(error, FileNotFoundError | PermissionError)
            if internal and missing and self.endpoint.socket.exists():
                raise NoInternalSocket(f"{path}: {reason}") from error
            raise DaemonAccessError(
                f"no qubesd answers at {path}: {reason}; it has ended or was killed{self._log()}"
            ) from error

    def _log(self) -> str:
        """Where our own daemon says why; the system's writes to the journal."""
        home = self.home
        return "" if home is None else f" (its log is {places.log_path(home)})"


def _encode(method: str, arg: str, dest: str, payload: bytes) -> bytes:
    try:
        data = Request(method, arg, "dom0", dest, payload).encode()
    except UnicodeEncodeError as error:
        raise ProtocolError(f"{error.object!r} is not plain ASCII text") from error
    if len(data) > MAX_REQUEST_BYTES:
        raise ProtocolError(
            f"{method}: {len(data)} bytes, qubesd takes at most {MAX_REQUEST_BYTES}"
        )
    if any(" " in word or "\0" in word for word in (method, arg, dest)):
        raise ProtocolError(f"{method}: no spaces are allowed in {arg or dest!r}")
    return data


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> bytes:
    try:
        writer.write(request)
        writer.write_eof()
        reply = await reader.read()
    except OSError as error:
        raise DaemonAccessError(f"qubesd broke off the call: {error}") from error
    finally:
        await _close(writer)
    return decode_reply(reply)


async def _event_stream(reader: asyncio.StreamReader) -> AsyncIterator[Event]:
    decoder = EventDecoder()
    while True:
        try:
            data = await reader.read(_READ_BYTES)
        except OSError as error:
            raise DaemonAccessError(f"the event stream broke off: {error}") from error
        if not data:
            decoder.end()
            return
        for event in decoder.feed(data):
            yield event


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        await writer.wait_closed()
    except OSError as error:
        _log.debug("closing a socket: %r", error)
