"""When a daemon that clients started may end: nobody is connected any more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)


class IdleWatch:
    """Ends the daemon once nobody has been connected for ``idle_exit_s`` seconds.

    ``connections`` counts the open ones. A client keeps one open for as long as it needs the
    daemon, and says on it that it leaves. ``ending`` is for one that comes too late.
    """

    def __init__(
        self,
        idle_exit_s: float | None,
        connections: Callable[[], int],
        stop: Callable[[], object],
    ) -> None:
        self._idle_exit_s = idle_exit_s
        self._connections = connections
        self._stop = stop
        self._timer: asyncio.TimerHandle | None = None
        self._leaving: set[asyncio.Task[object]] = set()
        self.ending = False

    def touch(self) -> None:
        """Somebody came or went."""
        self.cancel()
        if self._idle_exit_s is not None and not self._connections():
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._idle_exit_s, self._expire)

    def leave(self, *, starter: bool) -> bool:
        """The connection of this task is about to close. Whether the daemon ends with it.

        Once its starter has left, the daemon is there for those that are still connected only.
        """
        task = asyncio.current_task()
        assert task is not None
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
        if starter:
            self._idle_exit_s = 0.0
        ends = self._idle_exit_s == 0.0 and self._connections() == len(self._leaving)
        if ends:
            log.info("the last client leaves, ending")
            self._end()
        return ends

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _expire(self) -> None:
        log.info("nobody has been here for %g s, ending", self._idle_exit_s)
        self._end()

    def _end(self) -> None:
        self.ending = True
        self._stop()
