"""A local client of a service: what it may leave unread without standing in its own way."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, cast

import pytest

from qubesmanager.backend.api import services
from qubesmanager.backend.services.calls import ReaderGone
from qubesmanager.service_frames import Channel, Frame, Kind, encode

PATIENCE_S = 60
PIECE = bytes(64 * 1024)


class Talkative:
    """A service that has closed its input, and writes without an end."""

    def __init__(self) -> None:
        self.input_ended = asyncio.Event()

    async def write(self, data: bytes) -> None:
        raise ReaderGone

    def write_eof(self) -> None:
        self.input_ended.set()

    async def read(self) -> tuple[Channel, bytes]:
        await asyncio.sleep(0)
        return Channel.STDOUT, PIECE

    def cancel(self) -> None:
        """It is asked for when the client has gone."""


async def test_an_input_that_nobody_wants_is_taken_from_who_does_not_read() -> None:
    """A client may send all before it reads anything, as it may with a local program."""
    ours, far = socket.socketpair()
    far.setblocking(False)
    reader, writer = await asyncio.open_connection(sock=ours)
    call = Talkative()
    client = services._Client(b"", reader, writer)
    relaying = asyncio.create_task(services._relay(client, cast(Any, call)))
    async with asyncio.timeout(PATIENCE_S):
        while writer.transport.get_write_buffer_size() < len(PIECE):
            await asyncio.sleep(0)  # and so it stays
        for frame in [Frame(Kind.DATA, payload=PIECE)] * 64 + [Frame(Kind.EOF)]:
            await asyncio.get_running_loop().sock_sendall(far, encode(frame))
        await call.input_ended.wait()
    far.close()
    with pytest.raises(ConnectionError):
        await relaying
    writer.transport.abort()
    await asyncio.sleep(0)  # in which it closes
