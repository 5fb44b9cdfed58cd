"""Keys derived ahead: in order, one at a time or several, each with its own salt."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup import key_ahead, scrypt_lanes
from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.key_ahead import ContainerKey, KeyAhead
from qubesmanager.backend.backup.scrypt_container import Cost, DerivationFailed, Keys, derive
from qubesmanager.backend.backup.scrypt_lanes import LaneDeriver, Secret, lanes_for

CHEAP = Cost(log_n=2)
PATIENCE_S = 60


def passphrase_for(name: str) -> bytes:
    return b"id!" + name.encode() + b"!secret"


def taken(keys: KeyAhead, name: str) -> ContainerKey:
    while (key := keys.take(name, 10)) is None:
        pass
    return key


def until_ended(keys: KeyAhead) -> None:
    """What a thread says of its end is of this test."""
    for thread in keys._threads:
        thread.join(PATIENCE_S)


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
        assert self.let_through.acquire(timeout=PATIENCE_S)
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
            thread.join(PATIENCE_S)


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
    assert gate.begun.acquire(timeout=PATIENCE_S)
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
        assert gate.begun.acquire(timeout=PATIENCE_S)
        assert not gate.begun.acquire(timeout=0.05)
        gate.let_through.release()
    for keys in jobs:
        taken(keys, "name")
        keys.close()
    assert gate.most_running == 1


def test_close_does_not_wait_for_a_derivation(gate: Gate) -> None:
    running, waiting = KeyAhead(CHEAP, passphrase_for), KeyAhead(CHEAP, passphrase_for)
    running.want(("name", (0, 0)))
    assert gate.begun.acquire(timeout=PATIENCE_S)
    waiting.want(("name", (0, 0)))
    waiting.close()
    running.close()
    gate.let_through.release()
    for thread in threading.enumerate():
        if thread.name == "backup-keys":
            thread.join(PATIENCE_S)
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
    until_ended(keys)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_broke_beside_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one does not know what was to be derived."""

    def broken_for_one(name: str) -> bytes:
        if name == "bad":
            raise ZeroDivisionError
        return passphrase_for(name)

    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    keys = KeyAhead(CHEAP, broken_for_one, 2)
    keys.want(("bad", (0, 0)))
    with pytest.raises(DerivationFailed, match="unexpectedly"):
        taken(keys, "bad")
    keys.close()
    until_ended(keys)


# ---- several in the time of one


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_this_machine_derives_several(count: int) -> None:
    """The extension is built and the processor has AVX2; RFC 7914 section 12, the third vector."""
    assert LaneDeriver.is_possible()
    deriver = LaneDeriver(Cost(log_n=14), max(2, lanes_for(count)))
    others = [(b"other%d" % n, b"salt") for n in range(count - 1)]
    keys = deriver.derive([*others, (b"pleaseletmein", b"SodiumChloride")])
    expected = bytes.fromhex(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )
    alone = [derive(*secret, Cost(log_n=14)) for secret in others]
    assert keys == [*alone, Keys(expected[:32], expected[32:])]
    deriver.close()


def test_wrong_keys_are_noticed_before_any_is_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(scrypt_lanes, "derive", lambda *_: Keys(bytes(32), bytes(32)))
    scrypt_lanes._library.cache_clear()
    try:
        assert not LaneDeriver.is_possible()
    finally:
        monkeypatch.undo()
        scrypt_lanes._library.cache_clear()
    assert "derives wrong ones" in caplog.text
    assert LaneDeriver.is_possible()


SECRETS = st.tuples(st.binary(min_size=1), st.binary(min_size=32, max_size=32))


@given(
    secrets=st.lists(SECRETS, min_size=1, max_size=4),
    lanes=st.sampled_from([2, 4]),
    cost=st.builds(Cost, st.integers(1, 8), st.integers(1, 9), st.integers(1, 3)),
)
@settings(max_examples=80, deadline=None)
def test_several_are_what_one_by_one_are(secrets: list[Secret], lanes: int, cost: Cost) -> None:
    deriver = LaneDeriver(cost, lanes)
    wanted = [derive(*secret, cost) for secret in secrets[:lanes]]
    for _ in range(2):
        assert deriver.derive(secrets[:lanes]) == wanted
    deriver.close()


@pytest.mark.parametrize("lanes", [2, 4])
def test_a_derivation_can_be_stopped(lanes: int) -> None:
    """At once, also in the midst of one that would take minutes."""
    deriver = LaneDeriver(Cost(log_n=12, p=20_000), lanes)
    with ThreadPoolExecutor(1) as executor:
        running = executor.submit(deriver.derive, [(b"a", b"s")] * lanes)
        deriver.stop()
        assert running.result(PATIENCE_S) is None
    deriver.close()


def test_too_much_memory_for_several() -> None:
    with pytest.raises(DerivationFailed, match="not enough free memory to derive 2 keys"):
        LaneDeriver(Cost(log_n=40), 2)


class Several:
    """Instead of ``LaneDeriver``: notes what was asked for, and waits to be let through."""

    asked: list[list[bytes]]
    let_through: threading.Semaphore

    def __init__(self, cost: Cost, lanes: int) -> None:
        self._real = LaneDeriver(cost, lanes)
        self._stopped = threading.Event()

    @staticmethod
    def is_possible() -> bool:
        return True

    def derive(self, secrets: Sequence[Secret]) -> list[Keys] | None:
        self.asked.append([passphrase.split(b"!")[1] for passphrase, _ in secrets])
        while not self.let_through.acquire(timeout=0.01):
            if self._stopped.is_set():
                return None
        return self._real.derive(secrets)

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> type[Several]:
    Several.asked = []
    Several.let_through = threading.Semaphore(0)
    monkeypatch.setattr(key_ahead, "LaneDeriver", Several)
    return Several


@pytest.mark.parametrize(
    ("lanes", "asked"),
    [
        (2, [[b"a", b"b"], [b"c", b"x"], [b"y", b"z"]]),
        (4, [[b"a", b"b", b"c", b"x"], [b"y", b"z"]]),
    ],
)
def test_empty_lanes_are_filled_with_what_may_be_needed(
    several: type[Several], lanes: int, asked: list[list[bytes]]
) -> None:
    keys = KeyAhead(CHEAP, passphrase_for, lanes)
    keys.may_want(["old"])
    keys.may_want(["x", "y", "z"])
    keys.want(("a", (0, 0)), ("c", (2, 0)), ("b", (1, 0)))
    for _ in range(len(asked) - 1):
        several.let_through.release()
    for name in ("a", "b", "c"):
        key = taken(keys, name)
        assert key.keys == derive(passphrase_for(name), key.salt, CHEAP)
    keys.want(("x", (3, 0)), ("y", (4, 0)))
    assert keys.take("x", PATIENCE_S) is not None, "it was derived already"
    several.let_through.release()
    taken(keys, "y")
    keys.close()
    assert several.asked == asked


def test_what_may_be_needed_waits_for_what_is_needed(several: type[Several]) -> None:
    keys = KeyAhead(CHEAP, passphrase_for, 2)
    keys.may_want(["x"])
    keys.want(("lone", (0, 0)))
    keys.may_want([])
    several.let_through.release()
    taken(keys, "lone")
    keys.want(("later", (0, 1)))
    several.let_through.release()
    taken(keys, "later")
    keys.close()
    assert several.asked[1] == [b"later"]


@pytest.mark.parametrize(("lanes", "threads"), [(1, 1), (2, 1), (3, 1), (4, 1), (7, 2), (8, 2)])
def test_lanes_are_shared_out(lanes: int, threads: int) -> None:
    """No more keys at a time than there is memory for."""
    keys = KeyAhead(CHEAP, passphrase_for, lanes)
    names = [f"n{number}" for number in range(20)]
    keys.want(*((name, (0, number)) for number, name in enumerate(names)))
    for name in names:
        taken(keys, name)
    assert len(keys._threads) == threads
    assert sum(deriver.lanes for deriver in keys._derivers) <= lanes
    keys.close()


def test_close_ends_all(several: type[Several]) -> None:
    keys = KeyAhead(CHEAP, passphrase_for, 8)
    keys.want(*((name, (0, number)) for number, name in enumerate("abcdefgh")))
    end_s = time.monotonic() + PATIENCE_S
    while len(several.asked) < 2:
        assert time.monotonic() < end_s
        threading.Event().wait(0.01)
    keys.close()
    for thread in keys._threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def test_a_machine_that_derives_one_by_one(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """A processor or an installation without lanes: side by side, each by itself."""
    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    keys = KeyAhead(CHEAP, passphrase_for, 2)
    keys.want(("a", (0, 0)), ("b", (1, 0)), ("c", (2, 0)))
    for _ in range(2):
        assert gate.begun.acquire(timeout=PATIENCE_S)
    assert not gate.begun.acquire(timeout=0.05)
    for _ in range(3):
        gate.let_through.release()
    for name in ("a", "b", "c"):
        taken(keys, name)
    keys.close()
