"""Keys derived side by side: the right ones, in bounded memory, and nobody waits for ever."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

import pytest

from qubesmanager.backend.backup import derivations
from qubesmanager.backend.backup.derivations import Derivations, KeyRequest
from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.scrypt_container import Cost, Keys
from qubesmanager.backend.backup.scrypt_pair import PairDeriver

SMALL, OTHER = Cost(4), Cost(5, 4, 2)
WAIT_S = 30


def request(number: int, cost: Cost = SMALL) -> KeyRequest:
    return KeyRequest(b"secret %d" % number, bytes([number]) * 32, cost)


@pytest.mark.parametrize("pairs", [False, True])
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("memory_bytes", [0, 10 * SMALL.memory_bytes])
def test_the_right_keys(
    memory_bytes: int, threads: int, pairs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of different costs, in any company, however little memory there is."""
    if pairs and not PairDeriver.is_possible():
        pytest.skip("this machine derives no pairs")
    monkeypatch.setattr(PairDeriver, "is_possible", staticmethod(lambda: pairs))
    work = Derivations(memory_bytes, threads)
    wanted = [request(number, OTHER if number % 5 == 3 else SMALL) for number in range(23)]
    futures = [work.ask(one) for one in wanted]
    assert [future.result(WAIT_S) for future in futures] == [one.derive() for one in wanted]
    work.close()


def test_memory_bounds_how_many_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PairDeriver, "is_possible", staticmethod(lambda: False))
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
    with pytest.raises(CancelledError):
        futures[-1].result(WAIT_S)


def test_a_failure_reaches_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One without the memory it needs, and one that nobody has thought of."""
    monkeypatch.setattr(PairDeriver, "is_possible", staticmethod(lambda: False))
    work = Derivations(0, 1)
    dear = work.ask(request(1, Cost(40)))
    with pytest.raises(BackupError, match="not enough free memory"):
        dear.result(WAIT_S)

    def broken(secret: bytes, salt: bytes, cost: Cost) -> Keys:
        raise ZeroDivisionError

    monkeypatch.setattr(derivations, "derive", broken)
    monkeypatch.setattr(threading, "excepthook", lambda arguments: None)
    with pytest.raises(BackupError, match="unexpectedly"):
        work.ask(request(2)).result(WAIT_S)


def test_a_pair_without_memory_becomes_two(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(self: PairDeriver, cost: Cost) -> None:
        raise derivations.DerivationFailed("none")

    monkeypatch.setattr(PairDeriver, "is_possible", staticmethod(lambda: True))
    monkeypatch.setattr(PairDeriver, "__init__", no_memory)
    work = Derivations(1 << 30, 1)
    futures = [work.ask(request(number)) for number in range(4)]
    assert [f.result(WAIT_S) for f in futures] == [request(n).derive() for n in range(4)]
    work.close()
