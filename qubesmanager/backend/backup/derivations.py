"""Keys of containers that were read ahead, derived in threads of their own.

A derivation at stock strength takes 1 GiB and seconds. As many run side by side as the cores and
the memory given allow, up to four in the time of one where the processor can (``scrypt_lanes``),
and one in any case. They are done in the order in which they were asked for.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field

from .errors import BackupError
from .scrypt_container import Cost, DerivationFailed, Keys, derive
from .scrypt_lanes import MAX_LANES, LaneDeriver, lanes_for

# How long requests wait for the next one to share their time with, by its work: a chunk of 100 MiB
# is read meanwhile, and a derivation takes twenty times as long.
_COMPANY_S = 0.12 / Cost().work


@dataclass(frozen=True)
class KeyRequest:
    """What a container's keys are derived from."""

    secret: bytes
    salt: bytes
    cost: Cost

    def __repr__(self) -> str:
        return f"KeyRequest(…, {self.cost})"

    def derive(self) -> Keys:
        """Here and now."""
        return derive(self.secret, self.salt, self.cost)


@dataclass(frozen=True)
class _Order:
    request: KeyRequest
    future: Future[Keys]


@dataclass
class _Share:
    """What one thread has of the memory, and what derives in it."""

    size_bytes: int = 0
    deriver: LaneDeriver | None = None

    def drop_deriver(self) -> None:
        if self.deriver is not None:
            self.deriver.close()
            self.deriver = None


@dataclass
class _Memory:
    """Bytes for derivations: one may run in any case."""

    size_bytes: int
    used_bytes: int = field(default=0, init=False)

    def fits(self, size_bytes: int, share: _Share) -> bool:
        """Whether the thread that has ``share`` may have so much instead."""
        others_bytes = self.used_bytes - share.size_bytes
        return others_bytes + size_bytes <= self.size_bytes

    def give(self, size_bytes: int, share: _Share) -> None:
        self.used_bytes += size_bytes - share.size_bytes
        share.size_bytes = size_bytes


class Derivations:
    """``ask`` for keys, ``close`` when no more are needed. Threads begin with the first request."""

    def __init__(self, memory_bytes: int, threads: int) -> None:
        self._memory = _Memory(memory_bytes)
        self._thread_count = threads
        self._max_lanes = MAX_LANES if LaneDeriver.is_possible() else 1
        self._changed = threading.Condition()
        self._waiting: deque[_Order] = deque()
        self._closed = False
        self._threads: list[threading.Thread] = []

    def ask(self, request: KeyRequest) -> Future[Keys]:
        """The keys to be; cancel them when they are needed no more. May hold DerivationFailed."""
        order = _Order(request, Future())
        with self._changed:
            self._waiting.append(order)
            self._changed.notify_all()
            if len(self._threads) < self._thread_count:
                # Nobody waits for it at exit: what it still derives would be of no use.
                thread = threading.Thread(target=self._run, name="keys", daemon=True)
                self._threads.append(thread)
                thread.start()
        return order.future

    def close(self) -> None:
        """Derive no more. What runs ends by itself, and its result is forgotten."""
        with self._changed:
            self._closed = True
            while self._waiting:
                self._waiting.popleft().future.cancel()
            self._changed.notify_all()

    def _run(self) -> None:
        share = _Share()
        try:
            while orders := self._take(share):
                try:
                    _fulfil(orders, share)
                finally:
                    _fail_the_rest(orders)
        finally:
            self._give_back(share)

    def _give_back(self, share: _Share) -> None:
        share.drop_deriver()
        with self._changed:
            self._memory.give(0, share)
            self._changed.notify_all()

    def _take(self, share: _Share) -> list[_Order]:
        """Requests alike, as many as are derived together, their memory set aside; none at the end.

        Memory that is of no more use goes back before anything is waited for.
        """
        while True:
            with self._changed:
                deriver = share.deriver
                goes_on = deriver is not None and self._alike(deriver.cost) > 1
            if not goes_on:
                self._give_back(share)
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._count(share))
                self._await_company(share)
                if self._closed:
                    return []
                if not (count := self._count(share)):
                    continue  # another thread was faster
                cost = self._waiting[0].request.cost
                orders = [self._waiting.popleft() for _ in range(count)]
                orders = [o for o in orders if o.future.set_running_or_notify_cancel()]
                if not orders:
                    continue
                if share.deriver is not None and share.deriver.lanes < len(orders):
                    share.drop_deriver()
                lanes = share.deriver.lanes if share.deriver else lanes_for(len(orders))
                self._memory.give(lanes * cost.memory_bytes, share)
                return orders

    def _await_company(self, share: _Share) -> None:
        """While more requests come that can be derived together with the first."""
        while not self._closed and 0 < (count := self._count(share)) < self._max_lanes:
            cost = self._waiting[0].request.cost
            if self._alike(cost) > count or not self._fits(lanes_for(count + 1), cost, share):
                return
            if not self._changed.wait_for(
                lambda: self._closed or self._count(share) != count, _COMPANY_S * cost.work
            ):
                return

    def _fits(self, lanes: int, cost: Cost, share: _Share) -> bool:
        return self._memory.fits(lanes * cost.memory_bytes, share)

    def _alike(self, cost: Cost) -> int:
        """How many that wait next are of that cost, up to a full hand."""
        count = 0
        for order in self._waiting:
            if count == MAX_LANES or order.request.cost != cost:
                break
            count += 1
        return count

    def _count(self, share: _Share) -> int:
        """How many the thread may take together now; alone, one may always run."""
        if not self._waiting:
            return 0
        cost = self._waiting[0].request.cost
        count = min(self._alike(cost), self._max_lanes)
        while count and not self._fits(lanes_for(count), cost, share):
            count -= 1
        if not count and self._memory.used_bytes == share.size_bytes:
            return 1
        return count


def _fulfil(orders: list[_Order], share: _Share) -> None:
    """Every future gets its keys or its failure."""
    if len(orders) > 1 and share.deriver is None:
        with suppress(DerivationFailed):  # one after the other takes less memory
            share.deriver = LaneDeriver(orders[0].request.cost, lanes_for(len(orders)))
    if len(orders) > 1 and share.deriver is not None:
        secrets = [(order.request.secret, order.request.salt) for order in orders]
        keys = share.deriver.derive(secrets)
        assert keys is not None, "nobody stops it"
        for order, key in zip(orders, keys, strict=True):
            order.future.set_result(key)
        return
    share.drop_deriver()
    for order in orders:
        try:
            order.future.set_result(order.request.derive())
        except BackupError as error:
            order.future.set_exception(error)


def _fail_the_rest(orders: list[_Order]) -> None:
    """Nobody may wait for keys that nobody derives."""
    for order in orders:
        if not order.future.done():
            reason = "The thread that derives keys has ended unexpectedly."
            order.future.set_exception(DerivationFailed(reason))
