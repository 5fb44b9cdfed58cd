"""Telling a client that has gone from one that has merely said all it has to say.

Every client half-closes after its request, so end of file means nothing. The kernel reports
EPOLLHUP on a Unix stream socket only when both directions are shut, that is when the other end
is closed (unix(7), ``unix_poll``), and asyncio cannot ask for that alone.
"""

from __future__ import annotations

import asyncio
import os
import select
from collections.abc import Callable


class HangupWatch:
    """Calls back once when the peer of a watched Unix stream socket has closed it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._epoll = select.epoll()
        self._callbacks: dict[int, Callable[[], object]] = {}
        self._loop.add_reader(self._epoll.fileno(), self._on_ready)

    def add(self, fd: int, callback: Callable[[], object]) -> int:
        """Watch a socket. Returns what to give to ``remove``.

        The watch has a descriptor of its own: the transport may close the socket's at any time,
        and its number then belongs to another client.
        """
        own = os.dup(fd)
        self._callbacks[own] = callback
        # EPOLLHUP is reported whether asked for or not; one shot, as it would stay ready.
        self._epoll.register(own, select.EPOLLONESHOT)
        return own

    def remove(self, own: int) -> None:
        del self._callbacks[own]
        self._epoll.unregister(own)
        os.close(own)

    def close(self) -> None:
        self._loop.remove_reader(self._epoll.fileno())
        self._epoll.close()
        for own in self._callbacks:
            os.close(own)
        self._callbacks.clear()

    def _on_ready(self) -> None:
        for fd, _events in self._epoll.poll(0):
            callback = self._callbacks.get(fd)
            if callback is not None:
                callback()
