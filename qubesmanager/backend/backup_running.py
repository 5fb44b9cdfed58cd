"""Qubes that run while they are backed up: which state is saved, and how the report says so.

Three ways: the last clean state, from before the qube was started; a snapshot of now, which is what
a power cut would leave (all volumes at once, but each by itself); or the qube is shut down first
and started again. Where a way cannot be gone, the last clean state is saved, and the report gives
the reason.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import logging
import threading
import time
from collections.abc import Sequence

from qubesmanager.backend.backup.errors import BackupCancelled
from qubesmanager.backend.backup.writer import ArchiveFile
from qubesmanager.backend.backup_files import ADMIN_VM, qube_files, saved_volumes
from qubesmanager.backend.backup_report import QubeResult, SavedState
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.storage import StoragePoolException
from qubesmanager.protocol import QubesException

log = logging.getLogger(__name__)

_POLL_S = 0.2


class Running(enum.Enum):
    """What to do with a qube that runs, as a profile says it."""

    LAST = "last"
    SNAPSHOT = "snapshot"
    RESTART = "restart"


class RunningQubes:
    """The qubes of one backup that run. ``rows`` of the report get what was done with each."""

    def __init__(self, way: Running, rows: dict[str, QubeResult], stop: threading.Event) -> None:
        self._way = way
        self._rows = rows
        self._stop = stop
        self._reasons: dict[str, str] = {}
        self._to_start: list[Qube] = []

    async def shut_down(self, qubes: Sequence[Qube]) -> None:
        """If that was asked for. Those that give network to others go after them."""
        if self._way is not Running.RESTART:
            return
        for qube in sorted(filter(_can_run, qubes), key=_distance_to_outside, reverse=True):
            if not qube.is_running:
                continue
            self._to_start.append(qube)
            ending = asyncio.create_task(qube.life.shutdown(wait=True))
            while not ending.done():
                await asyncio.wait([ending], timeout=_POLL_S)
                if self._stop.is_set():
                    ending.cancel()
                    raise BackupCancelled("The backup was cancelled.")
            error = ending.exception()
            if isinstance(error, QubesException):
                log.warning("%r is not shut down for the backup: %s", qube.name, error)
                self._reasons[qube.name] = str(error)
                self._to_start.remove(qube)
            elif error is not None:
                raise error

    async def files(self, qube: Qube, exports: contextlib.AsyncExitStack) -> list[ArchiveFile]:
        """What is stored of the qube, as ``qube_files``; its row says which state that is."""
        row = self._rows[qube.name]
        if qube in self._to_start:
            row.state, row.state_s = SavedState.SHUT_DOWN, int(time.time())
            row.remark = "it was shut down for the backup and started again"
        elif _has_unsaved_data(qube):
            if self._way is Running.SNAPSHOT and (files := await self._snapshot(qube, exports)):
                row.state, row.state_s = SavedState.SNAPSHOT, int(time.time())
                row.remark = "a snapshot while it ran: what a power cut would leave"
                return files
            self._tell_last(qube, row)
        return await qube_files(qube, exports)

    async def start_early(self) -> None:
        """All is exported: start again what may run while that is being read."""
        await self._start([qube for qube in self._to_start if _runs_while_exported(qube)])

    async def start_rest(self) -> None:
        """Nothing is exported any more, or the backup has ended early: start all that is left.

        Who has cancelled it does not wait for that.
        """
        start = self._start(list(self._to_start))
        if self._stop.is_set() and self._to_start:
            self._to_start[0].app.runs.spawn(start)
        else:
            await start

    async def _start(self, qubes: Sequence[Qube]) -> None:
        for qube in reversed(qubes):
            self._to_start.remove(qube)
            try:
                await _ended(qube)
                await qube.life.start()
            except (QubesException, StoragePoolException) as error:
                log.warning("%r was not started again", qube.name, exc_info=True)
                self._rows[
                    qube.name
                ].remark = (
                    f"it was shut down for the backup and could not be started again: {error}"
                )

    async def _snapshot(
        self, qube: Qube, exports: contextlib.AsyncExitStack
    ) -> list[ArchiveFile] | None:
        """None, with the reason kept, where a pool cannot take one."""
        async with contextlib.AsyncExitStack() as attempt:
            try:
                files = await qube_files(qube, attempt, now=True)
            except QubesException as error:
                self._reasons[qube.name] = str(error)
                return None
            exports.push_async_callback(attempt.pop_all().aclose)
        return files

    def _tell_last(self, qube: Qube, row: QubeResult) -> None:
        row.state = SavedState.LAST_CLEAN
        started_s = qube.life.started_s if qube.is_running else None
        if started_s is not None:
            row.state_s = started_s
            age = _words_for(int(time.time()) - started_s)
            row.remark = f"its last clean state, from before it was started {age} ago"
        else:
            row.remark = "its last clean state: it was not stopped cleanly since"
        if reason := self._reasons.get(qube.name):
            row.remark += f" ({reason})"


async def _ended(qube: Qube) -> None:
    """Wait for the end of one that is ending."""
    while True:
        if qube.state not in ("Halting", "Dying"):
            return
        await asyncio.sleep(_POLL_S)


def _can_run(qube: Qube) -> bool:
    return qube.name != ADMIN_VM and qube.klass != "RemoteVM"


def _has_unsaved_data(qube: Qube) -> bool:
    return any(volume.is_dirty() for volume in saved_volumes(qube).values())


def _runs_while_exported(qube: Qube) -> bool:
    return all(volume.runs_while_exported for volume in saved_volumes(qube).values())


def _distance_to_outside(qube: Qube) -> int:
    """How many qubes its network goes through."""
    distance, netvm = 0, qube.netvm
    while netvm is not None:
        distance, netvm = distance + 1, netvm.netvm
    return distance


def _words_for(seconds: int) -> str:
    """A time in the unit that fits: ``2 minutes``, ``5 hours``, ``3 days``."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length or unit == "minute":
            count = max(seconds, 0) // length
            return f"{count} {unit}{'' if count == 1 else 's'}"
    raise AssertionError("unreachable")
