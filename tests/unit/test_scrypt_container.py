"""The scrypt container, against the real ``scrypt`` program and against hostile bytes."""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import BackupFormatError, DamagedArchive, WrongPassphrase
from qubesmanager.backend.backup.scrypt_container import (
    HEAD_BYTES,
    OVERHEAD_BYTES,
    ContainerError,
    Cost,
    Keys,
    Limits,
    Sealer,
    TooDear,
    build_head,
    derive,
    encrypt,
    new_salt,
    open_container,
    parse_head,
)

CHEAP = Cost(log_n=2)
PASSPHRASE = "20261121T031234-20008!vm2/private.img.001!geheim ß".encode()


def sealed(text: bytes, passphrase: bytes = PASSPHRASE, cost: Cost = CHEAP) -> bytes:
    salt = new_salt()
    return encrypt(text, derive(passphrase, salt, cost), salt, cost)


def decrypt(container: bytes | bytearray, passphrase: bytes) -> memoryview:
    head = parse_head(container)
    return open_container(container, derive(passphrase, head.salt, head.cost))


def forged_head(log_n: int, r: int, p: int, version: int = 0) -> bytes:
    """A head whose checksum is right, as an attacker can make it."""
    head = b"scrypt" + bytes((version, log_n)) + r.to_bytes(4, "big") + p.to_bytes(4, "big")
    head += bytes(32)
    return head + hashlib.sha256(head).digest()[:16] + bytes(32)


def test_rfc_7914_vector() -> None:
    keys = derive(b"pleaseletmein", b"SodiumChloride", Cost(log_n=14))
    assert (keys.cipher + keys.mac).hex() == (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )


@pytest.mark.real
@pytest.mark.parametrize("text", [b"", b"x", bytes(range(256)) * 5000])
def test_scrypt_program_opens_ours(text: bytes, tmp_path: Path, program) -> None:
    archive = tmp_path / "container"
    archive.write_bytes(sealed(text, cost=Cost(log_n=10)))
    opened = subprocess.run(
        [program("scrypt"), "dec", "-f", "--passphrase", "dev:stdin-once", str(archive)],
        input=PASSPHRASE + b"\n",
        capture_output=True,
        check=True,
    )
    assert opened.stdout == text
    assert len(archive.read_bytes()) == len(text) + OVERHEAD_BYTES


@pytest.mark.real
def test_we_open_what_scrypt_program_makes(tmp_path: Path, program) -> None:
    text = b"made by the stock program" * 1000
    plain, archive = tmp_path / "plain", tmp_path / "container"
    plain.write_bytes(text)
    subprocess.run(
        [program("scrypt"), "enc", "--logN", "12", "-r", "8", "-p", "1", "--passphrase"]
        + ["dev:stdin-once", str(plain), str(archive)],
        input=PASSPHRASE + b"\n",
        check=True,
    )
    assert parse_head(archive.read_bytes()).cost == Cost(12)
    assert bytes(decrypt(archive.read_bytes(), PASSPHRASE)) == text


def test_stock_cost_fixture(fixtures_dir: Path, program) -> None:
    listing = subprocess.run(
        [program("tar"), "-iOxf", fixtures_dir / "v4-gzip-stock-kdf.qbak", "backup-header.hmac"],
        capture_output=True,
        check=True,
    )
    assert parse_head(listing.stdout).cost == Cost()


@given(text=st.binary(max_size=5000), cuts=st.lists(st.integers(0, 5000), max_size=5))
@settings(max_examples=50, deadline=None)
def test_pieces_make_the_same_container(text: bytes, cuts: list[int]) -> None:
    salt = bytes(32)
    keys = derive(PASSPHRASE, salt, CHEAP)
    body = bytearray(text)
    sealer = Sealer(keys, salt, CHEAP)
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    for start, end in zip(edges, edges[1:], strict=False):
        sealer.seal(memoryview(body)[start:end])
    container = sealer.head + body + sealer.tail()
    assert container == encrypt(text, keys, salt, CHEAP)
    assert bytes(open_container(container, keys)) == text
    assert bytes(open_container(bytearray(container), keys)) == text


@given(text=st.binary(max_size=300), data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_flipped_bit_is_an_error(text: bytes, data: st.DataObject) -> None:
    container = bytearray(sealed(text))
    bit = data.draw(st.integers(0, len(container) * 8 - 1))
    container[bit // 8] ^= 1 << bit % 8
    with pytest.raises((BackupFormatError, WrongPassphrase)):
        decrypt(bytes(container), PASSPHRASE)


@given(text=st.binary(max_size=300), data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_cut_container_is_an_error(text: bytes, data: st.DataObject) -> None:
    container = sealed(text)
    with pytest.raises(BackupFormatError):
        decrypt(container[: data.draw(st.integers(0, len(container) - 1))], PASSPHRASE)


@settings(deadline=None)
@given(untrusted=st.binary(max_size=300))
def test_random_bytes_are_refused(untrusted: bytes) -> None:
    with pytest.raises(BackupFormatError):
        decrypt(untrusted, PASSPHRASE)


def test_wrong_passphrase_and_damaged_text_are_told_apart() -> None:
    container = sealed(b"text")
    with pytest.raises(WrongPassphrase):
        decrypt(container, PASSPHRASE + b"x")
    damaged = bytearray(container)
    damaged[HEAD_BYTES] ^= 1
    with pytest.raises(DamagedArchive):
        decrypt(damaged, PASSPHRASE)


def test_nothing_is_decrypted_in_place_before_the_hmac_is_right() -> None:
    damaged = bytearray(sealed(b"text" * 100))
    damaged[-1] ^= 1
    before = bytes(damaged)
    with pytest.raises(DamagedArchive):
        decrypt(damaged, PASSPHRASE)
    assert damaged == before


@pytest.mark.parametrize(
    ("log_n", "r", "p"),
    [
        (0, 8, 1),
        (64, 8, 1),
        (255, 8, 1),
        (20, 0, 1),
        (20, 8, 0),
        (10, 1 << 15, 1 << 15),
        (16, 1, 1),
        (31, 8, 1),
        (63, 8, 1),
        (20, 0xFFFFFFFF, 1),
        (22, 8, 1),
        (10, 8, 0xFFFFFF),
        (20, 8, 8),
        (1, 1, (1 << 21) + 1),
    ],
)
def test_absurd_cost_is_refused_without_allocation(log_n: int, r: int, p: int) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    with pytest.raises((ContainerError, TooDear)):
        decrypt(forged_head(log_n, r, p) + bytes(64), PASSPHRASE)
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    assert faults < 2000, "memory was touched"


def test_limits_are_the_callers() -> None:
    head = forged_head(10, 8, 1)
    assert parse_head(head).cost == Cost(10)
    with pytest.raises(TooDear, match="too dear"):
        parse_head(head, Limits(memory_bytes=1 << 19))
    with pytest.raises(TooDear, match="too dear"):
        parse_head(head, Limits(work=1 << 12))


def test_stock_tools_costs_are_accepted() -> None:
    for log_n in range(10, 21):
        assert parse_head(forged_head(log_n, 8, 1)).cost == Cost(log_n)
    with pytest.raises(ContainerError, match="version 1"):
        parse_head(forged_head(10, 8, 1, version=1))


def test_no_memory_for_the_derivation_is_said() -> None:
    """In a process of its own, whose address space is bounded."""
    code = """
import resource
from qubesmanager.backend.backup.scrypt_container import Cost, DerivationFailed, derive
limit = 900 << 20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    derive(b"p", bytes(32), Cost(20))
except DerivationFailed as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "1024 MiB" in done.stdout


def test_keys_are_not_in_repr() -> None:
    keys = Keys(b"k" * 32, b"m" * 32)
    assert "kkk" not in repr(keys)
    assert "mmm" not in repr(keys)


def test_every_salt_is_fresh() -> None:
    assert len({new_salt() for _ in range(100)}) == 100
    assert len(build_head(derive(b"p", bytes(32), CHEAP), bytes(32), CHEAP)) == HEAD_BYTES
