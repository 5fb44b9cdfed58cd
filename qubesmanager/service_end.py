"""The restore worker's end of `qubesmanager.client.service_broker`: service calls, blocking."""

from __future__ import annotations

import array
import json
import os
import socket
import threading
from typing import BinaryIO

_MAX_ANSWER_BYTES = 8192
# What a call has come to of which nobody can tell any more: it failed (`service_call`).
_LOST = b'{"status": 125, "stderr": "whoever has made the call is gone"}'


class BrokeredCall:
    """Implements `qubesmanager.backend.backup.qube_source.ServiceCall`."""

    def __init__(self, broker: BrokerEnd, stdin_fd: int, stdout_fd: int) -> None:
        self._broker = broker
        self._ending = threading.Lock()
        self._ended: tuple[int, bytes] | None = None
        self.stdin: BinaryIO = open(stdin_fd, "wb", buffering=0)  # noqa: SIM115  closed by wait
        self.stdout: BinaryIO = open(stdout_fd, "rb", buffering=0)  # noqa: SIM115

    def wait(self) -> tuple[int, bytes]:
        self.stdin.close()
        self.stdout.close()
        return self._end("end")

    def kill(self) -> None:
        """The streams stay open: another thread may read from one just now."""
        self._end("kill")

    def _end(self, word: str) -> tuple[int, bytes]:
        with self._ending:  # asked twice, the answer would be that of no call
            if self._ended is None:
                facts = json.loads(self._broker.ask(word)[0] or _LOST)
                self._ended = facts["status"], facts["stderr"].encode("latin-1")
            return self._ended


class BrokerEnd:
    """One call at a time."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._lock = threading.Lock()

    def open_call(self) -> BrokeredCall:
        """Raises OSError with the reason."""
        answer, ends = self.ask("open")
        if len(ends) != 2:
            for end in ends:
                os.close(end)
            raise OSError(answer.decode("utf-8", "replace").removeprefix("error ") or "it ended")
        return BrokeredCall(self, *ends)

    def ask(self, word: str) -> tuple[bytes, list[int]]:
        """The answer, with descriptors that came along; empty when the other side has gone."""
        with self._lock:
            try:
                self._socket.send(word.encode())
                answer, rights, _, _ = self._socket.recvmsg(
                    _MAX_ANSWER_BYTES, socket.CMSG_SPACE(2 * array.array("i").itemsize)
                )
            except OSError:
                return b"", []
        ends = array.array("i")
        for _, _, data in rights:
            ends.frombytes(data[: len(data) - len(data) % ends.itemsize])
        return answer, list(ends)
