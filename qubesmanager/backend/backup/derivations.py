"""Keys of containers that were read ahead, derived in threads of their own.

A derivation at stock strength takes 1 GiB and seconds. As many run side by side as the cores and
the memory given allow, up to four in the time of one where the processor can (``scrypt_lanes``),
and one in any case. They are done in the order in which they were asked for.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from .errors import BackupError
from .scrypt_container import Cost, DerivationFailed, Keys, derive
from .scrypt_lanes import MAX_LANES, LaneDeriver, lanes_for

# How long requests wait for the next one to share their time with, by its work: a chunk of 100 MiB
# is read meanwhile, and a derivation takes ten times as long.
_COMPANY_S = 0.25 / Cost().work
# How long memory is kept that nothing is derived in; new memory costs as much as the derivation.
_KEEP_S = 2.0


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
    is_last: bool


@dataclass
class _Hand:
    """Requests alike that one thread derives together, and what derives them."""

    orders: list[_Order]
    size_bytes: int
    deriver: LaneDeriver | None


class Derivations:
    """``ask`` for keys, ``close`` when no more are needed. Threads begin with the first request."""

    def __init__(self, memory_bytes: int, threads: int) -> None:
        self._memory_bytes = memory_bytes
        self._thread_count = threads
        self._most_lanes = MAX_LANES if LaneDeriver.is_possible() else 1
        self._changed = threading.Condition()
        self._waiting: deque[_Order] = deque()
        self._used_bytes = 0  # by hands
        self._idle: list[LaneDeriver] = []
        self._busy: list[LaneDeriver] = []
        self._ahead: dict[KeyRequest, Future[Keys]] = {}
        self._closed = False
        self._threads: list[threading.Thread] = []

    def ask(self, request: KeyRequest, is_last: bool = False) -> Future[Keys]:
        """The keys to be; cancel them when they are needed no more. May hold DerivationFailed.

        ``is_last``: neither this one nor those before it should wait for others.
        """
        with self._changed:
            known = self._ahead.pop(request, None)
            return known or self._order(request, is_last)

    def ask_ahead(self, requests: Sequence[KeyRequest]) -> None:
        """These will probably be asked for: derive them, and keep the keys until then.

        What was said here before holds no longer.
        """
        with self._changed:
            before, self._ahead = self._ahead, {}
            for number, request in enumerate(requests, start=1):
                known = before.pop(request, None)
                is_last = number == len(requests)
                self._ahead[request] = known or self._order(request, is_last)
            for future in before.values():
                future.cancel()

    def _order(self, request: KeyRequest, is_last: bool) -> Future[Keys]:
        order = _Order(request, Future(), is_last)
        if self._closed:
            _fail_the_rest([order])
            return order.future
        if len(self._threads) < self._thread_count:
            # Nobody waits for it at exit: what it still derives would be of no use.
            thread = threading.Thread(target=self._run, name="keys", daemon=True)
            thread.start()
            self._threads.append(thread)
        self._waiting.append(order)
        self._changed.notify_all()
        return order.future

    def close(self) -> None:
        """Derive no more: hands end at once, a single derivation by itself, and is forgotten."""
        with self._changed:
            self._closed = True
            self._fail_waiting()
            self._ahead.clear()
            self._forget_idle()
            for deriver in self._busy:
                deriver.stop()
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            while (hand := self._take()) is not None:
                try:
                    _fulfil(hand)
                finally:
                    _fail_the_rest(hand.orders)
                    self._give_back(hand)
        except BaseException:
            with self._changed:
                self._threads.remove(threading.current_thread())
                if not self._threads:
                    self._fail_waiting()
            raise

    def _fail_waiting(self) -> None:
        waiting = [o for o in self._waiting if o.future.set_running_or_notify_cancel()]
        self._waiting.clear()
        _fail_the_rest(waiting)

    def _take(self) -> _Hand | None:
        """The next hand, its memory set aside; None at the end."""
        with self._changed:
            while True:
                if not self._changed.wait_for(self._may_go_on, _KEEP_S):
                    self._forget_idle()
                    self._changed.wait_for(self._may_go_on)
                self._await_company()
                if self._closed:
                    return None
                if not (count := self._count()):
                    continue  # another thread was faster
                orders = [self._waiting.popleft() for _ in range(count)]
                orders = [o for o in orders if o.future.set_running_or_notify_cancel()]
                if orders:
                    return self._hand(orders)

    def _give_back(self, hand: _Hand) -> None:
        with self._changed:
            self._used_bytes -= hand.size_bytes
            if hand.deriver is not None:
                self._busy.remove(hand.deriver)
                self._idle.append(hand.deriver)
            if self._closed:
                self._forget_idle()
            self._changed.notify_all()

    def _hand(self, orders: list[_Order]) -> _Hand:
        cost = orders[0].request.cost
        deriver = next((idle for idle in self._idle if _suits(idle, orders)), None)
        lanes = lanes_for(len(orders)) if deriver is None else deriver.lanes
        size_bytes = lanes * cost.memory_bytes
        if deriver is not None:
            self._idle.remove(deriver)
        else:
            self._make_room(size_bytes)
        if deriver is None and lanes > 1:
            with suppress(DerivationFailed):  # one after the other takes less memory
                deriver = LaneDeriver(cost, lanes)
        if deriver is not None:
            self._busy.append(deriver)
        self._used_bytes += size_bytes
        return _Hand(orders, size_bytes, deriver)

    def _make_room(self, size_bytes: int) -> None:
        idle_bytes = sum(idle.lanes * idle.cost.memory_bytes for idle in self._idle)
        if self._used_bytes + idle_bytes + size_bytes > self._memory_bytes:
            self._forget_idle()

    def _forget_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _may_go_on(self) -> bool:
        return self._closed or self._count() > 0

    def _await_company(self) -> None:
        """While more requests come that can be derived together with the first."""
        while not self._closed and 0 < (count := self._count()) < self._most_lanes:
            cost = self._waiting[0].request.cost
            if (
                self._waiting[count - 1].is_last
                or self._alike(cost) > count
                or not self._fits(lanes_for(count + 1), cost)
            ):
                return
            if not self._changed.wait_for(
                lambda: self._closed or self._count() != count, _COMPANY_S * cost.work
            ):
                return

    def _alike(self, cost: Cost) -> int:
        """How many that wait next are of that cost and belong together, up to a full hand."""
        count = 0
        for order in self._waiting:
            if count == MAX_LANES or order.request.cost != cost:
                break
            count += 1
            if order.is_last:
                break
        return count

    def _count(self) -> int:
        """How many a thread may take together now; alone, one may always run."""
        if not self._waiting:
            return 0
        cost = self._waiting[0].request.cost
        count = min(self._alike(cost), self._most_lanes)
        while count and not self._fits(lanes_for(count), cost):
            count -= 1
        return count or (0 if self._used_bytes else 1)

    def _fits(self, lanes: int, cost: Cost) -> bool:
        """Idle memory is given up, or used again, for what is to be derived."""
        return self._used_bytes + lanes * cost.memory_bytes <= self._memory_bytes


def _suits(deriver: LaneDeriver, orders: list[_Order]) -> bool:
    return deriver.cost == orders[0].request.cost and deriver.lanes >= len(orders)


def _fulfil(hand: _Hand) -> None:
    """Every future gets its keys or its failure."""
    if hand.deriver is not None:
        secrets = [(order.request.secret, order.request.salt) for order in hand.orders]
        keys = hand.deriver.derive(secrets)
        if keys is None:
            return
        for order, key in zip(hand.orders, keys, strict=True):
            order.future.set_result(key)
        return
    for order in hand.orders:
        try:
            order.future.set_result(order.request.derive())
        except BackupError as error:
            order.future.set_exception(error)


def _fail_the_rest(orders: list[_Order]) -> None:
    """Nobody may wait for keys that nobody derives."""
    for order in orders:
        if not order.future.done():
            reason = "The derivation of keys was ended."
            order.future.set_exception(DerivationFailed(reason))
