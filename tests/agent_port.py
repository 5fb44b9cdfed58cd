"""A stand-in for a virtio-serial port: what QEMU does between a socket and a guest's port.

The host side serves one connection at a time; bytes for a side that is not there wait, as far as
the kernel's buffers reach. The guest side is a socket as well, to which the real agent connects.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from qubesmanager.agent import qube_agent

AGENT = Path(qube_agent.__file__)
_END_S = 60.0


class Port:
    """Listens on ``folder/host.sock`` and ``folder/guest.sock``."""

    def __init__(self, folder: Path) -> None:
        self.host_path = folder / "host.sock"
        self.guest_path = folder / "guest.sock"
        self.local_path = folder / "local.sock"
        self._guest: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
        self._guest = asyncio.get_running_loop().create_future()
        self._host_writer: asyncio.StreamWriter | None = None
        self._one = asyncio.Lock()
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def open(self) -> None:
        for path, serve in ((self.host_path, self._host), (self.guest_path, self._guest_comes)):
            self._servers.append(await asyncio.start_unix_server(serve, path))

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            if not writer.is_closing():
                writer.transport.abort()
        await asyncio.sleep(0)  # in which they close; Python complains of those that do not

    def end_qube(self) -> None:
        """QEMU is gone: the host's connection ends."""
        assert self._host_writer is not None
        self._host_writer.transport.abort()

    async def _host(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._note_task(writer)
        async with self._one:
            self._host_writer = writer
            try:
                while data := await reader.read(65536):
                    while True:
                        _guest_reader, guest = await asyncio.shield(self._guest)
                        with contextlib.suppress(ConnectionError):
                            guest.write(data)
                            await guest.drain()
                            break
                        await asyncio.sleep(0.01)
            except ConnectionError:
                pass
            finally:
                self._host_writer = None
                writer.close()

    async def _guest_comes(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._note_task(writer)
        if self._guest.done():
            self._guest = asyncio.get_running_loop().create_future()
        self._guest.set_result((reader, writer))
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                while self._host_writer is None:
                    await asyncio.sleep(0.01)
                self._host_writer.write(data)
                with contextlib.suppress(ConnectionError):
                    await self._host_writer.drain()
        writer.close()

    def _note_task(self, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@contextlib.asynccontextmanager
async def agent_process(port: Port) -> AsyncIterator[asyncio.subprocess.Process]:
    """The real agent, at the guest's side of the port."""
    command = [sys.executable, "-IS", str(AGENT), "serve", "--port", str(port.guest_path)]
    command += ["--socket", str(port.local_path)]
    process = await asyncio.create_subprocess_exec(*command)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_END_S):
                await process.wait()
        if process.returncode is None:
            process.kill()
            await process.wait()
            raise AssertionError("the agent did not end when it was told to")
