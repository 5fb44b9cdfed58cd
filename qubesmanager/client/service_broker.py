"""Calls of a service in a qube, made on behalf of the restore worker.

The worker may not start anything (it reads what it is sent), so whoever has started it makes the
calls, each a process (`services.service_command`), and hands over the ends of its pipes. Both sides
speak over a pair of sockets, one packet a message::

    from the worker   open                    end    kill
    to the worker     ok + [stdin, stdout]    {"status", "stderr"} of the call, for both
                      error REASON

The other end is `qubesmanager.service_end`.
"""

from __future__ import annotations

import array
import asyncio
import json
import logging
import os
import socket
from collections.abc import Sequence

_log = logging.getLogger(__name__)
_MAX_PACKET_BYTES = 64
_MAX_STDERR_BYTES = 1024
_END_TIMEOUT_S = 20.0


class ServiceBroker:
    """``worker_fd`` is for the worker; `serve` runs until it or `close` ends that."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setblocking(False)
        self._process: asyncio.subprocess.Process | None = None
        self._stderr: asyncio.Task[bytes] | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def worker_fd(self) -> int:
        return self._theirs.fileno()

    def start(self) -> None:
        """To be called when the worker has its end."""
        self._serving = asyncio.create_task(self._serve())

    async def close(self) -> None:
        """End what runs. Closing twice is silent."""
        if self._serving is not None:
            self._serving.cancel()
            await asyncio.gather(self._serving, return_exceptions=True)
            self._serving = None
        await self._end(kill=True)
        self._ours.close()
        self._theirs.close()

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        while word := await loop.sock_recv(self._ours, _MAX_PACKET_BYTES):
            if word == b"open":
                await self._open()
            else:
                status, said = await self._end(kill=word == b"kill")
                answer = {"status": status, "stderr": said.decode("latin-1")}
                await loop.sock_sendall(self._ours, json.dumps(answer).encode())

    async def _open(self) -> None:
        await self._end(kill=True)
        stdin_read, stdin_write = os.pipe()
        stdout_read, stdout_write = os.pipe()
        reason = ""
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=stdin_read,
                stdout=stdout_write,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
            self._stderr = asyncio.create_task(_beginning(self._process))
        except OSError as error:
            reason = error.strerror or str(error)
        finally:
            os.close(stdin_read)
            os.close(stdout_write)
        try:
            if reason:
                self._ours.send(f"error {reason}".encode())
            else:
                ends = array.array("i", (stdin_write, stdout_read)).tobytes()
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, ends)]
                self._ours.sendmsg([b"ok"], rights)
        finally:
            os.close(stdin_write)
            os.close(stdout_read)

    async def _end(self, *, kill: bool) -> tuple[int, bytes]:
        """How the last call ended; one that does not end by itself is killed."""
        process, self._process = self._process, None
        if process is None or self._stderr is None:
            return 0, b""
        if kill and process.returncode is None:
            process.kill()
        try:
            async with asyncio.timeout(_END_TIMEOUT_S):
                status = await process.wait()
        except TimeoutError:
            _log.warning("the service call %r does not end, killing it", process.pid)
            process.kill()
            status = await process.wait()
        return status, await self._stderr


async def _beginning(process: asyncio.subprocess.Process) -> bytes:
    """The first of what it says; the rest is read and forgotten, so that it does not wait."""
    assert process.stderr is not None
    said = b""
    while data := await process.stderr.read(4096):
        said += data[: _MAX_STDERR_BYTES - len(said)]
    return said
