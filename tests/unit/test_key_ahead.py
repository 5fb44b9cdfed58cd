"""Keys derived ahead: in order, one at a time or in pairs, each with its own salt."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup import key_ahead, scrypt_pair
from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.key_ahead import ContainerKey, KeyAhead
from qubesmanager.backend.backup.scrypt_container import Cost, DerivationFailed, Keys, derive
from qubesmanager.backend.backup.scrypt_pair import PairDeriver

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
        keys.want((name, (0, 0)))
    a, b = taken(keys, "a"), taken(keys, "b")
    keys.close()
    assert a.salt != b.salt
    assert a.keys == derive(passphrase_for("a"), a.salt, CHEAP)
    assert b.keys == derive(passphrase_for("b"), b.salt, CHEAP)


def test_what_is_needed_first_is_derived_first(gate: Gate) -> None:
    keys = KeyAhead(CHEAP, passphrase_for)
    keys.want(("first", (0, 0)))
    assert gate.begun.acquire(timeout=10)
    keys.want(("vm2/private.img.000", (2, 0)))
    keys.want(("vm1/root.img.010", (1, 10)))
    keys.want(("vm1/root.img.009", (1, 9)))
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
        keys.want(("name", (0, 0)))
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
    running.want(("name", (0, 0)))
    assert gate.begun.acquire(timeout=10)
    waiting.want(("name", (0, 0)))
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
    keys.want(("name", (0, 0)))
    with pytest.raises(BackupError, match="no memory"):
        taken(keys, "name")
    keys.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_broke_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object) -> Keys:
        raise ZeroDivisionError

    monkeypatch.setattr(key_ahead, "derive", bug)
    keys = KeyAhead(CHEAP, passphrase_for)
    keys.want(("name", (0, 0)))
    with pytest.raises(DerivationFailed, match="unexpectedly"):
        taken(keys, "name")
    keys.close()


# ---- pairs


def test_this_machine_derives_pairs() -> None:
    """The extension is built and the processor has AVX2; RFC 7914 section 12, the third vector."""
    assert PairDeriver.is_possible()
    pair = PairDeriver(Cost(log_n=14))
    keys = pair.derive((b"pleaseletmein", b"other"), (b"SodiumChloride", b"salt"))
    expected = bytes.fromhex(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )
    other = derive(b"other", b"salt", Cost(log_n=14))
    assert keys == (Keys(expected[:32], expected[32:]), other)
    pair.close()


def test_wrong_keys_are_noticed_before_any_is_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scrypt_pair, "derive", lambda *_: Keys(bytes(32), bytes(32)))
    scrypt_pair._library.cache_clear()
    try:
        assert not PairDeriver.is_possible()
    finally:
        monkeypatch.undo()
        scrypt_pair._library.cache_clear()
    assert "derives wrong ones" in caplog.text
    assert PairDeriver.is_possible()


@given(
    passphrases=st.tuples(st.binary(min_size=1), st.binary(min_size=1)),
    salts=st.tuples(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32)),
    cost=st.builds(Cost, st.integers(1, 8), st.integers(1, 9), st.integers(1, 3)),
)
@settings(max_examples=50, deadline=None)
def test_pairs_are_what_one_by_one_are(
    passphrases: tuple[bytes, bytes], salts: tuple[bytes, bytes], cost: Cost
) -> None:
    pair = PairDeriver(cost)
    for _ in range(2):
        assert pair.derive(passphrases, salts) == (
            derive(passphrases[0], salts[0], cost),
            derive(passphrases[1], salts[1], cost),
        )
    pair.close()


def test_a_pair_can_be_stopped() -> None:
    """At once, also in the midst of a derivation that would take minutes."""
    pair = PairDeriver(Cost(log_n=12, p=20_000))
    with ThreadPoolExecutor(1) as executor:
        running = executor.submit(pair.derive, (b"a", b"b"), (b"s", b"t"))
        pair.stop()
        assert running.result(20) is None
    pair.close()


def test_too_much_memory_for_a_pair() -> None:
    with pytest.raises(DerivationFailed, match="not enough free memory"):
        PairDeriver(Cost(log_n=40))


class Pairs:
    """Instead of ``PairDeriver``: notes what was asked for, and waits to be let through."""

    asked: list[tuple[bytes, bytes]]
    let_through: threading.Semaphore

    def __init__(self, cost: Cost) -> None:
        self._real = PairDeriver(cost)
        self._stopped = threading.Event()

    @staticmethod
    def is_possible() -> bool:
        return True

    def derive(
        self, passphrases: tuple[bytes, bytes], salts: tuple[bytes, bytes]
    ) -> tuple[Keys, Keys] | None:
        self.asked.append(passphrases)
        while not self.let_through.acquire(timeout=0.01):
            if self._stopped.is_set():
                return None
        return self._real.derive(passphrases, salts)

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def pairs(monkeypatch: pytest.MonkeyPatch) -> type[Pairs]:
    Pairs.asked = []
    Pairs.let_through = threading.Semaphore(0)
    monkeypatch.setattr(key_ahead, "PairDeriver", Pairs)
    return Pairs


def names_of(asked: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(first.split(b"!")[1], second.split(b"!")[1]) for first, second in asked]


def test_a_lone_key_is_joined_by_one_that_may_be_needed(pairs: type[Pairs]) -> None:
    keys = KeyAhead(CHEAP, passphrase_for, 2)
    keys.may_want(["old"])
    keys.may_want(["x", "y", "z"])
    keys.want(("a", (0, 0)), ("c", (2, 0)), ("b", (1, 0)))
    for _ in range(2):
        pairs.let_through.release()
    for name in ("a", "b", "c"):
        key = taken(keys, name)
        assert key.keys == derive(passphrase_for(name), key.salt, CHEAP)
    keys.want(("x", (3, 0)), ("y", (4, 0)))
    assert keys.take("x", 10) is not None, "it was derived already"
    pairs.let_through.release()
    taken(keys, "y")
    keys.close()
    assert names_of(pairs.asked) == [(b"a", b"b"), (b"c", b"x"), (b"y", b"z")]


def test_what_may_be_needed_waits_for_what_is_needed(pairs: type[Pairs]) -> None:
    keys = KeyAhead(CHEAP, passphrase_for, 2)
    keys.may_want(["x"])
    keys.want(("lone", (0, 0)))
    keys.may_want([])
    pairs.let_through.release()
    taken(keys, "lone")
    keys.want(("later", (0, 1)))
    pairs.let_through.release()
    taken(keys, "later")
    keys.close()
    assert names_of(pairs.asked)[1] == (b"later", b"later")


def test_close_ends_a_pair(pairs: type[Pairs]) -> None:
    keys = KeyAhead(CHEAP, passphrase_for, 4)
    keys.want(("a", (0, 0)), ("b", (1, 0)), ("c", (2, 0)), ("d", (3, 0)))
    while len(pairs.asked) < 2:
        threading.Event().wait(0.01)
    keys.close()
    assert not [t for t in threading.enumerate() if t.name == "backup-keys"]


def test_lanes_without_pairs(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """A processor or an installation that has none: side by side, each by itself."""
    monkeypatch.setattr(PairDeriver, "is_possible", staticmethod(lambda: False))
    keys = KeyAhead(CHEAP, passphrase_for, 2)
    keys.want(("a", (0, 0)), ("b", (1, 0)), ("c", (2, 0)))
    for _ in range(2):
        assert gate.begun.acquire(timeout=10)
    assert not gate.begun.acquire(timeout=0.05)
    for _ in range(3):
        gate.let_through.release()
    for name in ("a", "b", "c"):
        taken(keys, name)
    keys.close()
    assert gate.most_running == 2
