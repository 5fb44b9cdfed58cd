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
# For what a process that has ended still had to say, should another one hold its stderr.
_LAST_WORDS_TIMEOUT_S = 1.0


class ServiceBroker:
    """``worker_fd`` is for the worker; `serve` runs until it or `close` ends that."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setblocking(False)
        self._call: _Call | None = None
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
        try:
            await self._answer()
        except OSError as error:
            _log.warning("the restore process gets no more service calls: %s", error)
        finally:
            self._ours.close()  # so that it does not wait for an answer

    async def _answer(self) -> None:
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
        fds: list[int] = []
        try:
            fds += os.pipe()
            fds += os.pipe()
            stdin_read, stdin_write, stdout_read, stdout_write = fds
            self._call = await _Call.begin(self._command, stdin_read, stdout_write)
            ends = array.array("i", (stdin_write, stdout_read)).tobytes()
            self._ours.sendmsg([b"ok"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, ends)])
        except OSError as error:
            self._ours.send(f"error {error.strerror or error}".encode())
        finally:
            for fd in fds:
                os.close(fd)

    async def _end(self, *, kill: bool) -> tuple[int, bytes]:
        """How the last call ended; one that does not end by itself is killed."""
        if self._call is None:
            return 0, b""
        ended = await self._call.end(0.0 if kill else _END_TIMEOUT_S)
        self._call = None
        return ended


class _Call:
    """One process. Its stderr is a pipe of our own: asyncio would tell its end only after that of
    the pipe, which whoever else has it open can put off for ever.
    """

    def __init__(self, process: asyncio.subprocess.Process, words: _Beginning) -> None:
        self._process = process
        self._words = words

    @classmethod
    async def begin(cls, command: Sequence[str], stdin: int, stdout: int) -> _Call:
        """Raises OSError."""
        stderr_read, stderr_write = os.pipe()
        pipe = os.fdopen(stderr_read, "rb", buffering=0)  # the transport closes it
        loop = asyncio.get_running_loop()
        _, words = await loop.connect_read_pipe(_Beginning, pipe)
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=stdin, stdout=stdout, stderr=stderr_write, start_new_session=True
            )
        finally:
            os.close(stderr_write)
        return cls(process, words)

    async def end(self, grace_s: float) -> tuple[int, bytes]:
        """Status and first words, of a process that has so long to end by itself."""
        try:
            async with asyncio.timeout(grace_s):
                await self._process.wait()
        except TimeoutError:
            if grace_s:
                _log.warning("the service call %r does not end, killing it", self._process.pid)
        finally:
            if self._process.returncode is None:
                self._process.kill()
        status = await self._process.wait()
        return status, await self._words.all_said(_LAST_WORDS_TIMEOUT_S)


class _Beginning(asyncio.Protocol):
    """The first of what a pipe says; the rest is read and forgotten, so that nobody waits."""

    def __init__(self) -> None:
        self._said = b""
        self._over = asyncio.Event()
        self._pipe: asyncio.BaseTransport | None = None

    async def all_said(self, timeout_s: float) -> bytes:
        assert self._pipe is not None
        try:
            async with asyncio.timeout(timeout_s):
                await self._over.wait()
        except TimeoutError:
            _log.info("another process holds the stderr of a service call that has ended")
        finally:
            self._pipe.close()
        return self._said

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._pipe = transport

    def data_received(self, data: bytes) -> None:
        self._said += data[: _MAX_STDERR_BYTES - len(self._said)]

    def connection_lost(self, exc: Exception | None) -> None:
        self._over.set()
