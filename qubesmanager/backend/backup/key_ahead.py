"""Keys of containers to come, derived in a thread of their own while data is still being read.

Only keys that are certain to be needed, or very likely, are derived, in the order in which they
will be needed. A derivation at stock cost takes 1 GiB and three seconds: there is one at a time in
this process, whatever the number of jobs, unless a job asks for more. It cannot be interrupted, so
``close`` lets a running one end by itself (it writes nothing, and its thread ends with it).
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from .errors import BackupError
from .scrypt_container import Cost, DerivationFailed, Keys, derive, new_salt

_POLL_S = 0.1
_CLOSE_S = 0.5


class _Gate:
    """Lets so many derivations run at a time in this process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = 0

    def enter(self, at_once: int, timeout_s: float) -> bool:
        """False when others are still running after that time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._running < at_once, timeout_s):
                return False
            self._running += 1
            return True

    def leave(self) -> None:
        with self._changed:
            self._running -= 1
            self._changed.notify_all()


_gate = _Gate()


@dataclass(frozen=True)
class ContainerKey:
    """A fresh salt and the keys derived with it."""

    salt: bytes
    keys: Keys


class KeyAhead:
    """``want`` names in any order, ``take`` them in theirs; ``close`` when done.

    ``at_once`` derivations run side by side, each with its own ``cost.memory_bytes``.
    """

    def __init__(
        self, cost: Cost, passphrase_for: Callable[[str], bytes], at_once: int = 1
    ) -> None:
        self._cost = cost
        self._at_once = at_once
        self._passphrase_for = passphrase_for
        self._changed = threading.Condition()
        self._wanted: list[tuple[tuple[int, int], str]] = []
        self._known: set[str] = set()
        self._ready: dict[str, ContainerKey] = {}
        self._failure: BackupError | None = None
        self._closed = False
        self._threads = [
            threading.Thread(target=self._run, name="backup-keys", daemon=True)
            for _ in range(at_once)
        ]
        for thread in self._threads:
            thread.start()

    def want(self, name: str, order: tuple[int, int]) -> None:
        """The container ``name`` will be written; lower orders are derived first.

        A name that was wanted before is not derived again.
        """
        with self._changed:
            if name in self._known:
                return
            self._known.add(name)
            heapq.heappush(self._wanted, (order, name))
            self._changed.notify_all()

    def take(self, name: str, timeout_s: float) -> ContainerKey | None:
        """The key of a wanted name, once; None when it is not ready yet. Raises its failure."""
        with self._changed:
            if name not in self._ready and self._failure is None:
                self._changed.wait(timeout_s)
            if self._failure is not None:
                raise self._failure
            if name not in self._ready and not any(t.is_alive() for t in self._threads):
                raise DerivationFailed("The thread that derives keys has ended unexpectedly.")
            return self._ready.pop(name, None)

    def close(self) -> None:
        """Derive no more keys and forget those at hand."""
        with self._changed:
            self._closed = True
            self._wanted.clear()
            self._ready.clear()
            self._changed.notify_all()
        end_s = time.monotonic() + _CLOSE_S
        for thread in self._threads:
            thread.join(max(0.0, end_s - time.monotonic()))

    def _run(self) -> None:
        try:
            while (name := self._next()) is not None:
                key = self._derive(name)
                with self._changed:
                    if key is None or self._closed:
                        return
                    self._ready[name] = key
                    self._changed.notify_all()
        except BackupError as error:
            with self._changed:
                self._failure = error
                self._changed.notify_all()

    def _next(self) -> str | None:
        with self._changed:
            while not self._wanted and not self._closed:
                self._changed.wait()
            return None if self._closed else heapq.heappop(self._wanted)[1]

    def _derive(self, name: str) -> ContainerKey | None:
        """None when closed while another job was deriving."""
        while not _gate.enter(self._at_once, _POLL_S):
            if self._closed:
                return None
        try:
            salt = new_salt()
            return ContainerKey(salt, derive(self._passphrase_for(name), salt, self._cost))
        finally:
            _gate.leave()
