"""Keys derived ahead: in order, one at a time, each with its own salt."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from qubesmanager.backend.backup import key_ahead
from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.key_ahead import ContainerKey, KeyAhead
from qubesmanager.backend.backup.scrypt_container import Cost, DerivationFailed, Keys, derive

CHEAP = Cost(log_n=2)


def passphrase_for(name: str) -> bytes:
    return b"id!" + name.encode() + b"!secret"


def taken(keys: KeyAhead, name: str) -> ContainerKey:
    while (key := keys.take(name, 10)) is None:
        pass
    return key


class Gate:
    """A derivation that waits to be let through, and notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.begun = threading.Semaphore(0)
        self.let_through = threading.Semaphore(0)
        self.running = 0
        self.most_running = 0

    def derive(self, passphrase: bytes, salt: bytes, cost: Cost) -> Keys:
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        self.asked.append(passphrase)
        self.begun.release()
        assert self.let_through.acquire(timeout=30)
        self.running -= 1
        return Keys(bytes(32), bytes(32))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(key_ahead, "derive", gate.derive)
    yield gate
    for _ in range(100):
        gate.let_through.release()
    for thread in threading.enumerate():
        if thread.name == "backup-keys":
            thread.join(10)


def test_a_key_belongs_to_its_name_and_salt() -> None:
    keys = KeyAhead(CHEAP, passphrase_for)
    for name in ("b", "a"):
        keys.want(name, (0, 0))
    a, b = taken(keys, "a"), taken(keys, "b")
    keys.close()
    assert a.salt != b.salt
    assert a.keys == derive(passphrase_for("a"), a.salt, CHEAP)
    assert b.keys == derive(passphrase_for("b"), b.salt, CHEAP)


def test_what_is_needed_first_is_derived_first(gate: Gate) -> None:
    keys = KeyAhead(CHEAP, passphrase_for)
    keys.want("first", (0, 0))
    assert gate.begun.acquire(timeout=10)
    keys.want("vm2/private.img.000", (2, 0))
    keys.want("vm1/root.img.010", (1, 10))
    keys.want("vm1/root.img.009", (1, 9))
    for _ in range(4):
        gate.let_through.release()
    for name in ("vm1/root.img.009", "vm1/root.img.010", "vm2/private.img.000"):
        taken(keys, name)
    keys.close()
    assert [passphrase.split(b"!")[1] for passphrase in gate.asked] == [
        b"first",
        b"vm1/root.img.009",
        b"vm1/root.img.010",
        b"vm2/private.img.000",
    ]


def test_one_derivation_at_a_time_for_all_jobs(gate: Gate) -> None:
    jobs = [KeyAhead(CHEAP, passphrase_for) for _ in range(3)]
    for keys in jobs:
        keys.want("name", (0, 0))
    for _ in jobs:
        assert gate.begun.acquire(timeout=10)
        assert not gate.begun.acquire(timeout=0.05)
        gate.let_through.release()
    for keys in jobs:
        taken(keys, "name")
        keys.close()
    assert gate.most_running == 1


def test_close_does_not_wait_for_a_derivation(gate: Gate) -> None:
    running, waiting = KeyAhead(CHEAP, passphrase_for), KeyAhead(CHEAP, passphrase_for)
    running.want("name", (0, 0))
    assert gate.begun.acquire(timeout=10)
    waiting.want("name", (0, 0))
    waiting.close()
    running.close()
    gate.let_through.release()
    for thread in threading.enumerate():
        if thread.name == "backup-keys":
            thread.join(10)
    assert len(gate.asked) == 1, "a closed job derived a key"


def test_a_failure_reaches_whoever_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object) -> Keys:
        raise DerivationFailed("no memory")

    monkeypatch.setattr(key_ahead, "derive", no_memory)
    keys = KeyAhead(CHEAP, passphrase_for)
    keys.want("name", (0, 0))
    with pytest.raises(BackupError, match="no memory"):
        taken(keys, "name")
    keys.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_broke_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> Keys:
        raise ZeroDivisionError

    monkeypatch.setattr(key_ahead, "derive", bug)
    keys = KeyAhead(CHEAP, passphrase_for)
    keys.want("name", (0, 0))
    with pytest.raises(DerivationFailed, match="unexpectedly"):
        taken(keys, "name")
    keys.close()
