"""Keys of containers to come, derived in threads of their own while data is still being read.

Keys that are certain to be needed are derived in the order in which they will be. Where several can
be derived in the time of one (``LaneDeriver``), they are joined by some that only may be needed.
A derivation at stock cost takes 1 GiB and seconds: in this process so many lanes run at a time as
the job that asks has, one if it has one, whatever the number of jobs.

``close`` ends derivations of several at once. A single one cannot be interrupted: it ends by itself
(it writes nothing, and its thread ends with it).
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .errors import BackupError
from .scrypt_container import Cost, DerivationFailed, Keys, derive, new_salt
from .scrypt_lanes import MAX_LANES, LaneDeriver

_POLL_S = 0.1
_CLOSE_S = 0.5
_ENDED = "The thread that derives keys has ended unexpectedly."

Order = tuple[int, int]


class _Gate:
    """Lets so many derivations run at a time in this process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = 0

    def enter(self, lanes: int, at_once: int, timeout_s: float) -> bool:
        """False when too many others are still running after that time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._running + lanes <= at_once, timeout_s):
                return False
            self._running += lanes
            return True

    def leave(self, lanes: int) -> None:
        with self._changed:
            self._running -= lanes
            self._changed.notify_all()


_gate = _Gate()


@dataclass(frozen=True)
class ContainerKey:
    """A fresh salt and the keys derived with it."""

    salt: bytes
    keys: Keys


@dataclass
class _Wishes:
    """Names to derive keys for, each once, the lowest order first."""

    known: set[str] = field(default_factory=set)
    certain: list[tuple[Order, str]] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)

    def add(self, name: str, order: Order) -> None:
        if name not in self.known:
            self.known.add(name)
            heapq.heappush(self.certain, (order, name))

    def next(self, count: int) -> list[str]:
        """So many names at most, the first of them certain; none when nothing is certain."""
        names: list[str] = []
        while self.certain and len(names) < count:
            names.append(heapq.heappop(self.certain)[1])
        while names and self.possible and len(names) < count:
            name = self.possible.pop(0)
            if name not in self.known:
                self.known.add(name)
                names.append(name)
        return names


class KeyAhead:
    """``want`` names in any order, ``take`` them in theirs; ``close`` when done.

    ``lanes`` keys are derived side by side, each with its own ``cost.memory_bytes``: four or two in
    a thread, if there are so many and this machine gains by that.
    """

    def __init__(self, cost: Cost, passphrase_for: Callable[[str], bytes], lanes: int = 1) -> None:
        self._cost = cost
        self._lanes = lanes
        self._passphrase_for = passphrase_for
        self._changed = threading.Condition()
        self._wishes = _Wishes()
        self._ready: dict[str, ContainerKey] = {}
        self._failure: BackupError | None = None
        self._closed = False
        self._derivers: set[LaneDeriver] = set()
        self._threads = [
            threading.Thread(target=self._run, args=(count,), name="backup-keys", daemon=True)
            for count in _shared_out(lanes)
        ]
        self._running = len(self._threads)
        for thread in self._threads:
            thread.start()

    def want(self, *wishes: tuple[str, Order]) -> None:
        """The containers of these names will be written; lower orders are derived first.

        A name that was wanted before is not derived again.
        """
        with self._changed:
            for name, order in wishes:
                self._wishes.add(name, order)
            self._changed.notify_all()

    def may_want(self, names: Sequence[str]) -> None:
        """These may be written next: their keys are derived where that costs nothing.

        Forgets what was said here before.
        """
        with self._changed:
            self._wishes.possible = list(names)

    def take(self, name: str, timeout_s: float) -> ContainerKey | None:
        """The key of a wanted name, once; None when it is not ready yet. Raises its failure."""
        with self._changed:
            if name not in self._ready and self._failure is None and self._running:
                self._changed.wait(timeout_s)
            if self._failure is not None:
                raise self._failure
            if name not in self._ready and not self._running:
                raise DerivationFailed(_ENDED)
            return self._ready.pop(name, None)

    def close(self) -> None:
        """Derive no more keys and forget those at hand."""
        with self._changed:
            self._closed = True
            self._ready.clear()
            for deriver in self._derivers:
                deriver.stop()
            self._changed.notify_all()
        end_s = time.monotonic() + _CLOSE_S
        for thread in self._threads:
            thread.join(max(0.0, end_s - time.monotonic()))

    def _run(self, lanes: int) -> None:
        try:
            if lanes == 1:
                self._run_singly()
            else:
                self._run_lanes(lanes)
        except BackupError as error:
            self._failure = error
        except BaseException:
            # Its names would never come, however many other threads there are.
            self._failure = DerivationFailed(_ENDED)
            raise
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _run_singly(self) -> None:
        def one(names: list[str]) -> list[ContainerKey]:
            salt = new_salt()
            return [ContainerKey(salt, derive(self._passphrase_for(names[0]), salt, self._cost))]

        while self._derive(1, one):
            pass

    def _run_lanes(self, lanes: int) -> None:
        deriver: LaneDeriver | None = None

        def several(names: list[str]) -> list[ContainerKey]:
            nonlocal deriver
            deriver = deriver or self._new_deriver(lanes)
            secrets = [(self._passphrase_for(name), new_salt()) for name in names]
            keys = deriver.derive(secrets) or ()
            return [ContainerKey(s[1], key) for s, key in zip(secrets, keys, strict=False)]

        try:
            while self._derive(lanes, several):
                pass
        finally:
            if deriver is not None:
                with self._changed:
                    self._derivers.discard(deriver)
                deriver.close()

    def _new_deriver(self, lanes: int) -> LaneDeriver:
        deriver = LaneDeriver(self._cost, lanes)
        with self._changed:
            self._derivers.add(deriver)
            if self._closed:
                deriver.stop()
        return deriver

    def _derive(self, lanes: int, make: Callable[[list[str]], list[ContainerKey]]) -> bool:
        """Wait for names and make their keys; False when closed."""
        with self._changed:
            names: list[str] = []
            while not self._closed and not (names := self._wishes.next(lanes)):
                self._changed.wait()
        while not _gate.enter(lanes, self._lanes, _POLL_S):
            if self._closed:
                return False
        try:
            keys = make(names) if not self._closed else []
        finally:
            _gate.leave(lanes)
        with self._changed:
            if self._closed:
                return False
            self._ready.update(zip(names, keys, strict=False))
            self._changed.notify_all()
        return True


def _shared_out(lanes: int) -> list[int]:
    """How many each thread derives at a time."""
    if lanes == 1 or not LaneDeriver.is_possible():
        return [1] * lanes
    return [MAX_LANES] * (lanes // MAX_LANES) + [2] * (lanes % MAX_LANES // 2)
