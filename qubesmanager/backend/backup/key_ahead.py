"""Keys of containers to come, derived in a thread of their own while data is still being read.

Only keys that are certain to be needed are derived, in the order in which they will be needed. A
derivation at stock cost takes 1 GiB and three seconds: there is one at a time in this process,
whatever the number of jobs. It cannot be interrupted, so ``close`` lets a running one end by itself
(it writes nothing, and its thread ends with it).
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from dataclasses import dataclass

from .errors import BackupError
from .scrypt_container import Cost, DerivationFailed, Keys, derive, new_salt

_POLL_S = 0.1
_CLOSE_S = 0.5
_one_derivation = threading.Lock()


@dataclass(frozen=True)
class ContainerKey:
    """A fresh salt and the keys derived with it."""

    salt: bytes
    keys: Keys


class KeyAhead:
    """``want`` names in any order, ``take`` them in theirs; ``close`` when done."""

    def __init__(self, cost: Cost, passphrase_for: Callable[[str], bytes]) -> None:
        self._cost = cost
        self._passphrase_for = passphrase_for
        self._changed = threading.Condition()
        self._wanted: list[tuple[tuple[int, int], str]] = []
        self._ready: dict[str, ContainerKey] = {}
        self._failure: BackupError | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="backup-keys", daemon=True)
        self._thread.start()

    def want(self, name: str, order: tuple[int, int]) -> None:
        """The container ``name`` will be written; lower orders are derived first."""
        with self._changed:
            heapq.heappush(self._wanted, (order, name))
            self._changed.notify_all()

    def take(self, name: str, timeout_s: float) -> ContainerKey | None:
        """The key of a wanted name, once; None when it is not ready yet. Raises its failure."""
        with self._changed:
            if name not in self._ready and self._failure is None:
                self._changed.wait(timeout_s)
            if self._failure is not None:
                raise self._failure
            if name not in self._ready and not self._thread.is_alive():
                raise DerivationFailed("The thread that derives keys has ended unexpectedly.")
            return self._ready.pop(name, None)

    def close(self) -> None:
        """Derive no more keys and forget those at hand."""
        with self._changed:
            self._closed = True
            self._wanted.clear()
            self._ready.clear()
            self._changed.notify_all()
        self._thread.join(_CLOSE_S)

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
        while not _one_derivation.acquire(timeout=_POLL_S):
            if self._closed:
                return None
        try:
            salt = new_salt()
            return ContainerKey(salt, derive(self._passphrase_for(name), salt, self._cost))
        finally:
            _one_derivation.release()
