"""What the system does by itself while qubesd runs: rules that expire, disposables that end."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager.protocol import AdminError

from .qube.firewall import next_expiry
from .qube.firewall_file import FirewallFileError, parse_firewall

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)

# The clock of the wall may be set meanwhile, so no nap is longer.
_LONGEST_NAP_S = 300.0
_RETRY_S = 60.0


class Background:
    """The timers and tasks of one App. Nothing runs before ``start`` and after ``close``."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._expiries: dict[Qube, float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._started = False

    async def start(self) -> None:
        """Find rules that will expire, remove disposables that an earlier run left behind."""
        self._started = True
        self._app.events.add_handler("domain-shutdown", self._on_shutdown)
        files = {qube.firewall.path: qube for qube in self._app.qubes.values()}
        for path, expiry_s in await asyncio.to_thread(_first_expiries, list(files)):
            self._expiries.setdefault(files[path], expiry_s)
        self._arm()
        for qube in list(self._app.qubes.values()):
            if is_left_over(qube):
                await self._remove(qube)

    async def close(self) -> None:
        """Returns when nothing of it runs any more."""
        if not self._started:
            return
        self._started = False
        self._app.events.remove_handler("domain-shutdown", self._on_shutdown)
        if self._timer is not None:
            self._timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- rules that expire

    def note_expiry(self, qube: Qube, expiry_s: float | None) -> None:
        """The next moment, in seconds since 1970, when a rule of the qube's firewall expires."""
        if expiry_s is None:
            self._expiries.pop(qube, None)
        else:
            self._expiries[qube] = expiry_s
        if self._started:
            self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._expiries:
            nap_s = min(self._expiries.values()) - time.time()
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(min(max(nap_s, 0), _LONGEST_NAP_S), self._expire)

    def _expire(self) -> None:
        now_s = time.time()
        for qube in [qube for qube, due_s in self._expiries.items() if due_s <= now_s]:
            del self._expiries[qube]
            if self._app.qubes.get(qube.name) is qube:
                self._spawn(self._drop_expired(qube))
        self._arm()

    async def _drop_expired(self, qube: Qube) -> None:
        try:
            await qube.firewall.drop_expired()
        except AdminError:
            log.exception("expired rules of %r are not applied, but stay in the file", qube.name)
            self.note_expiry(qube, time.time() + _RETRY_S)

    # -- disposables that end

    def _on_shutdown(self, subject: Qube, event: str, **kwargs: object) -> None:
        if is_left_over(subject):
            self._spawn(self._remove(subject))

    async def _remove(self, qube: Qube) -> None:
        try:
            await self._app.remove_qube(qube.name)
        except AdminError:
            log.exception("disposable %r could not be removed", qube.name)

    def _spawn(self, body: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(body)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a task in the background failed", exc_info=task.exception())


def is_left_over(qube: Qube) -> bool:
    """Whether it is a disposable that goes when it does not run."""
    return (
        qube.klass == "DispVM"
        and bool(qube.properties.kept("auto_cleanup"))
        and qube.state == "Halted"
    )


def _first_expiries(paths: Iterable[Path]) -> list[tuple[Path, float]]:
    """Blocking. The files with a rule that expires, and when."""
    found = []
    for path in paths:
        try:
            data = path.read_bytes()
            # Nearly no file has such a rule, so nearly none is taken apart.
            expiry_s = next_expiry(parse_firewall(data)) if b"expire" in data else None
        except FileNotFoundError:
            continue
        except (OSError, FirewallFileError) as error:
            log.warning("%s cannot be read: %s", path, error)
            continue
        if expiry_s is not None:
            found.append((path, expiry_s))
    return found
