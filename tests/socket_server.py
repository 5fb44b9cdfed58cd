"""A small real server on Unix sockets that answers Admin API calls from a table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.protocol import Event, Request, encode_exception, encode_success

Answer = bytes | Callable[[Request], bytes]


class Server:
    """Answers ``METHOD`` or ``METHOD+ARG@DEST`` from ``answers``; keeps event streams open."""

    def __init__(self, folder: Path, answers: Mapping[str, Answer] | None = None) -> None:
        self.endpoint = Endpoint(folder / "qubesd.sock", folder / "qubesd.internal.sock", folder)
        self.answers: dict[str, Answer] = dict(answers or {})
        self.requests: list[Request] = []
        self.streams: list[asyncio.StreamWriter] = []
        self._servers: list[asyncio.Server] = []

    def names(self) -> list[str]:
        return [request.method for request in self.requests]

    async def start(self, *, internal: bool = True) -> None:
        sockets = [self.endpoint.socket] + [self.endpoint.internal_socket] * internal
        for path in sockets:
            path.unlink(missing_ok=True)
            self._servers.append(await asyncio.start_unix_server(self._serve, str(path)))

    async def stop(self) -> None:
        for server in self._servers:
            server.close()
        while self.streams:
            self.streams.pop().close()
        for server in self._servers:
            await server.wait_closed()
        self._servers.clear()

    async def send(self, *events: Event) -> None:
        for stream in self.streams:
            stream.write(b"".join(event.encode() for event in events))
            await stream.drain()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = Request.parse(await reader.read())
        self.requests.append(request)
        if request.method == "admin.Events":
            writer.write(Event("", "connection-established").encode())
            self.streams.append(writer)
            return
        exact = f"{request.method}+{request.arg}@{request.dest}"
        answer = self.answers.get(exact, self.answers.get(request.method))
        if answer is None:
            reply = encode_exception("ProtocolError", f"no such method: {request.method!r}")
        elif callable(answer):
            reply = answer(request)
        else:
            reply = encode_success(answer)
        writer.write(reply)
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def serving(
    folder: Path, answers: Mapping[str, Answer] | None = None, *, internal: bool = True
) -> AsyncIterator[tuple[Server, Connection]]:
    server = Server(folder, answers)
    await server.start(internal=internal)
    try:
        yield server, Connection(server.endpoint)
    finally:
        await server.stop()
