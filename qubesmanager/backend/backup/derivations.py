"""Keys of containers that were read ahead, derived in threads of their own.

A derivation at stock strength takes 1 GiB and seconds. As many run side by side as the cores and
the memory given allow, two in the time of one where the processor can (``scrypt_pair``), and one
in any case. They are done in the order in which they were asked for.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass

from .errors import BackupError
from .scrypt_container import Cost, DerivationFailed, Keys, derive
from .scrypt_pair import PairDeriver

# How long a lone request waits for a second one to share its time with, by its work: about a
# hundredth of what it takes.
_COMPANY_S = 0.04 / Cost().work


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


class Derivations:
    """``ask`` for keys, ``close`` when no more are needed. Threads begin with the first request."""

    def __init__(self, memory_bytes: int, threads: int) -> None:
        self._memory_bytes = memory_bytes
        self._thread_count = threads
        self._in_pairs = PairDeriver.is_possible()
        self._changed = threading.Condition()
        self._waiting: deque[_Order] = deque()
        self._used_bytes = 0
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
        pair: tuple[Cost, PairDeriver] | None = None
        while orders := self._take():
            cost = orders[0].request.cost
            if pair is not None and (pair[0] != cost or len(orders) < 2):
                pair[1].close()
                pair = None
            try:
                if len(orders) == 2 and pair is None:
                    pair = _pair_deriver(cost)
                _fulfil(orders, pair[1] if pair is not None else None)
            finally:
                _fail_the_rest(orders)
                if pair is not None and not self._goes_on():
                    pair[1].close()
                    pair = None
                with self._changed:
                    self._used_bytes -= len(orders) * cost.memory_bytes
                    self._changed.notify_all()

    def _goes_on(self) -> bool:
        with self._changed:
            return len(self._waiting) > 1

    def _take(self) -> list[_Order]:
        """One request or two alike, their memory set aside; none at the end."""
        with self._changed:
            while True:
                self._changed.wait_for(lambda: self._closed or self._waiting)
                if self._closed:
                    return []
                self._changed.wait_for(lambda: self._closed or self._fits(1), None)
                count = self._count()
                if count == 1 and self._in_pairs and self._fits(2):
                    patience_s = _COMPANY_S * self._waiting[0].request.cost.work
                    self._changed.wait_for(
                        lambda: self._closed or len(self._waiting) > 1, patience_s
                    )
                    count = self._count()
                orders = [self._waiting.popleft() for _ in range(count)]
                orders = [o for o in orders if o.future.set_running_or_notify_cancel()]
                if orders:
                    self._used_bytes += len(orders) * orders[0].request.cost.memory_bytes
                    return orders

    def _fits(self, count: int) -> bool:
        """Whether there is memory for so many more like the first; alone it always may run."""
        if not self._waiting:
            return False
        needed = count * self._waiting[0].request.cost.memory_bytes
        return self._used_bytes + needed <= self._memory_bytes or (
            count == 1 and not self._used_bytes
        )

    def _count(self) -> int:
        """How many to take together now."""
        if not self._waiting or not self._fits(1):
            return 0
        alike = len(self._waiting) > 1 and (
            self._waiting[0].request.cost == self._waiting[1].request.cost
        )
        return 2 if alike and self._in_pairs and self._fits(2) else 1


def _pair_deriver(cost: Cost) -> tuple[Cost, PairDeriver] | None:
    try:
        return cost, PairDeriver(cost)
    except DerivationFailed:
        return None  # one after the other takes half of the memory


def _fulfil(orders: list[_Order], pair: PairDeriver | None) -> None:
    """Every future gets its keys or its failure."""
    if pair is not None:
        first, second = orders
        keys = pair.derive(
            (first.request.secret, second.request.secret),
            (first.request.salt, second.request.salt),
        )
        assert keys is not None, "nobody stops it"
        first.future.set_result(keys[0])
        second.future.set_result(keys[1])
        return
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
