"""Keys derived side by side: the right ones, in bounded memory, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import ClassVar

import pytest

from qubesmanager.backend.backup import derivations
from qubesmanager.backend.backup.derivations import Derivations, KeyRequest
from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.scrypt_container import Cost, Keys
from qubesmanager.backend.backup.scrypt_lanes import LaneDeriver, Secret

SMALL, OTHER = Cost(4), Cost(5, 4, 2)
WAIT_S = 60


def request(number: int, cost: Cost = SMALL) -> KeyRequest:
    return KeyRequest(b"secret %d" % number, bytes([number]) * 32, cost)


@pytest.mark.parametrize("lanes", [False, True])
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("memory_bytes", [0, 3 * SMALL.memory_bytes, 20 * SMALL.memory_bytes])
def test_the_right_keys(
    memory_bytes: int, threads: int, lanes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of different costs, in any company, however little memory there is."""
    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: lanes))
    work = Derivations(memory_bytes, threads)
    wanted = [request(number, OTHER if number % 5 == 3 else SMALL) for number in range(23)]
    futures = [work.ask(one) for one in wanted]
    assert [future.result(WAIT_S) for future in futures] == [one.derive() for one in wanted]
    work.close()


def test_memory_bounds_how_many_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    running: list[int] = []
    most: list[int] = []
    both = threading.Barrier(2, timeout=WAIT_S)

    def derive(secret: bytes, salt: bytes, cost: Cost) -> Keys:
        running.append(1)
        most.append(len(running))
        both.wait()
        running.pop()
        return Keys(b"", b"")

    monkeypatch.setattr(derivations, "derive", derive)
    work = Derivations(2 * SMALL.memory_bytes, 5)
    for future in [work.ask(request(number)) for number in range(8)]:
        future.result(WAIT_S)
    assert max(most) == 2
    work.close()


def test_cancelled_ones_are_not_derived() -> None:
    work = Derivations(0, 1)
    slow = work.ask(request(1, Cost(14)))
    dropped = work.ask(request(2))
    assert dropped.cancel()
    assert slow.result(WAIT_S) == request(1, Cost(14)).derive()
    assert work.ask(request(3)).result(WAIT_S) == request(3).derive()
    work.close()


def test_after_the_close_nothing_is_derived() -> None:
    work = Derivations(0, 1)
    futures = [work.ask(request(number, Cost(14))) for number in range(5)]
    work.close()
    for future in (futures[-1], work.ask(request(9))):
        with pytest.raises(BackupError, match="was ended"):
            future.result(WAIT_S)


def test_a_failure_reaches_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One without the memory it needs, and one that nobody has thought of."""
    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    work = Derivations(0, 1)
    dear = work.ask(request(1, Cost(40)))
    with pytest.raises(BackupError, match="not enough free memory"):
        dear.result(WAIT_S)

    def broken(secret: bytes, salt: bytes, cost: Cost) -> Keys:
        raise ZeroDivisionError

    monkeypatch.setattr(derivations, "derive", broken)
    monkeypatch.setattr(threading, "excepthook", lambda arguments: None)
    [thread] = work._threads
    with pytest.raises(BackupError, match="was ended"):
        work.ask(request(2)).result(WAIT_S)
    thread.join(WAIT_S)


def test_nobody_waits_for_a_thread_that_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves behind what waited for it, and the next one to ask gets another thread."""
    begun, go_on = threading.Event(), threading.Event()

    def broken(secret: bytes, salt: bytes, cost: Cost) -> Keys:
        begun.set()
        assert go_on.wait(WAIT_S)
        raise ZeroDivisionError

    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    monkeypatch.setattr(derivations, "derive", broken)
    monkeypatch.setattr(threading, "excepthook", lambda arguments: None)
    work = Derivations(1 << 30, 1)
    first = work.ask(request(1), is_last=True)
    assert begun.wait(WAIT_S)
    second = work.ask(request(2), is_last=True)
    [thread] = work._threads
    go_on.set()
    for future in (first, second):
        with pytest.raises(BackupError, match="was ended"):
            future.result(WAIT_S)
    thread.join(WAIT_S)
    monkeypatch.undo()
    assert work.ask(request(3)).result(WAIT_S) == request(3).derive()
    work.close()


def test_several_without_memory_become_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(self: LaneDeriver, cost: Cost, lanes: int) -> None:
        raise derivations.DerivationFailed("none")

    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: True))
    monkeypatch.setattr(LaneDeriver, "__init__", no_memory)
    work = Derivations(1 << 30, 1)
    futures = [work.ask(request(number)) for number in range(4)]
    assert [f.result(WAIT_S) for f in futures] == [request(n).derive() for n in range(4)]
    work.close()


class Slow(LaneDeriver):
    """Derives when it is let to, and notes how many lanes stand at a time."""

    standing: ClassVar[list[int]]
    most: ClassVar[int]
    hands: ClassVar[list[int]]
    first: ClassVar[list[int]]
    begun: ClassVar[threading.Event]
    go_on: ClassVar[threading.Event]
    given_back: ClassVar[threading.Event]

    @classmethod
    def prepare(cls, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(derivations, "LaneDeriver", cls)
        cls.standing, cls.most, cls.hands, cls.first = [], 0, [], []
        cls.begun, cls.go_on, cls.given_back = (threading.Event() for _ in range(3))

    def __init__(self, cost: Cost, lanes: int) -> None:
        super().__init__(cost, lanes)
        Slow.standing.append(lanes)
        Slow.most = max(Slow.most, sum(Slow.standing))

    def derive(self, secrets: Sequence[Secret]) -> list[Keys] | None:
        Slow.hands.append(len(secrets))
        Slow.begun.set()
        assert Slow.go_on.wait(WAIT_S)
        return super().derive(secrets)

    def close(self) -> None:
        super().close()
        Slow.standing.remove(self.lanes)
        if not Slow.standing:
            Slow.given_back.set()


@pytest.mark.parametrize("memory_keys", [2, 4, 7, 8])
def test_several_hands_stay_within_the_memory(
    memory_keys: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Slow.prepare(monkeypatch)
    cost = Cost(9)
    work = Derivations(memory_keys * cost.memory_bytes, 3)
    wanted = [request(number, cost) for number in range(40)]
    futures = [work.ask(one) for one in wanted]
    Slow.go_on.set()
    assert [future.result(WAIT_S) for future in futures] == [one.derive() for one in wanted]
    work.close()
    assert 1 < Slow.most <= memory_keys
    assert max(Slow.hands) == (4 if memory_keys >= 4 else 2)


def test_requests_that_come_together_are_derived_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derivations, "_COMPANY_S", WAIT_S / SMALL.work)
    Slow.prepare(monkeypatch)
    Slow.go_on.set()
    work = Derivations(1 << 30, 1)
    for future in [work.ask(request(number)) for number in range(4)]:
        future.result(WAIT_S)
    assert Slow.hands == [4]
    work.close()


def test_memory_is_used_again_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derivations, "_COMPANY_S", WAIT_S / SMALL.work)
    monkeypatch.setattr(derivations, "_KEEP_S", WAIT_S)
    Slow.prepare(monkeypatch)
    Slow.go_on.set()
    # No room for another hand: keys are there a moment before the memory is given back.
    work = Derivations(4 * SMALL.memory_bytes, 2)
    for _ in range(3):
        for future in [work.ask(request(number)) for number in range(4)]:
            future.result(WAIT_S)
    assert (Slow.hands, Slow.most) == ([4, 4, 4], 4)
    work.close()
    assert Slow.given_back.wait(WAIT_S)  # by the last hand, whose keys were there before
    assert Slow.standing == []


def test_idle_memory_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derivations, "_KEEP_S", 0.01)
    Slow.prepare(monkeypatch)
    Slow.go_on.set()
    work = Derivations(1 << 30, 1)
    for future in [work.ask(request(number)) for number in range(4)]:
        future.result(WAIT_S)
    assert Slow.given_back.wait(WAIT_S)
    assert work.ask(request(5)).result(WAIT_S) == request(5).derive()
    work.close()


def test_keys_asked_for_ahead_are_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    Slow.prepare(monkeypatch)
    Slow.go_on.set()
    work = Derivations(1 << 30, 1)
    work.ask_ahead([request(number) for number in range(4)])
    for _ in range(2):
        for number in range(4):
            key = work.ask(request(number), is_last=True).result(WAIT_S)
            assert key == request(number).derive()
        Slow.first = Slow.first or list(Slow.hands)
    work.close()
    assert Slow.first == [4]


def test_keys_that_are_expected_no_longer_are_not_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    Slow.prepare(monkeypatch)
    work = Derivations(1 << 30, 1)
    work.ask_ahead([request(number) for number in range(4)])
    assert Slow.begun.wait(WAIT_S)  # the first hand holds the only thread
    work.ask_ahead([request(number) for number in range(4, 8)])
    work.ask_ahead([request(number) for number in range(6, 10)])
    Slow.go_on.set()
    for number in range(6, 10):
        assert work.ask(request(number)).result(WAIT_S) == request(number).derive()
    work.close()
    assert sum(Slow.hands) == 8


def test_the_close_ends_what_runs() -> None:
    """At once, also in the midst of derivations that would take minutes."""
    work = Derivations(1 << 30, 1)
    futures = [work.ask(request(number, Cost(12, p=20_000))) for number in range(4)]
    while not futures[0].running():
        assert not futures[0].done()
    work.close()
    with pytest.raises(BackupError, match="was ended"):
        futures[0].result(WAIT_S)
