"""Connections to one qubesd for a process that may make none itself.

A `Dialer` starts a process, this module, that connects to the sockets it was told of and to nothing
else: whenever a byte asks for one of them it passes a new connection back (SCM_RIGHTS, unix(7)). It
ends when nobody can ask any more.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_MAX_ANSWER_BYTES = 16


class Dialer:
    """`dial` one of ``paths``. Started while this process can still start another."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._lock = threading.Lock()  # one question and its answer at a time
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            words = [str(theirs.fileno()), *map(str, paths)]
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "qubesmanager.client.dialer", *words],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    async def dial(self, path: Path) -> socket.socket:
        """A connected socket. Raises OSError like ``connect``, ValueError for another path."""
        return await asyncio.to_thread(self._ask, self._paths.index(path))

    def close(self) -> None:
        """No more connections; those made stay."""
        self._socket.close()
        self._process.wait()

    def _ask(self, number: int) -> socket.socket:
        with self._lock:
            self._socket.send(bytes([number]))
            answer, fds, _, _ = socket.recv_fds(self._socket, _MAX_ANSWER_BYTES, 1)
        if fds:
            return socket.socket(fileno=fds[0])
        code = int(answer) if answer else errno.EPIPE
        raise OSError(code, os.strerror(code))


def serve(channel: socket.socket, paths: Sequence[str]) -> None:
    """Answer with a connection, or with the number of the error, until the other end is closed."""
    while question := channel.recv(1):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made:
            try:
                made.connect(paths[question[0]])
            except OSError as error:
                channel.send(str(error.errno or errno.EIO).encode())
            else:
                socket.send_fds(channel, [b"0"], [made.fileno()])


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _channel:
        serve(_channel, sys.argv[2:])
