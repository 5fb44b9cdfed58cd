"""The scrypt container that every member of a version 4 archive is wrapped in.

Layout and order of the checks: backup-format.md section 3.1. A container is a 96-byte head (cost,
salt, checksum, HMAC), the text XOR an AES-256-CTR key stream, and a 32-byte HMAC over all of it.
Nothing decrypted is handed out before that last HMAC was found right.

Errors: ``ContainerError`` (not a container), ``TooDear`` (its cost is refused), ``WrongPassphrase``
(the HMAC of the head is wrong: another passphrase, or another member name), ``DamagedArchive`` (the
text was changed or cut), ``DerivationFailed`` (no memory for the key derivation).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes
from nacl.bindings import crypto_pwhash_scryptsalsa208sha256_ll
from nacl.exceptions import RuntimeError as SodiumRuntimeError

from .errors import (
    BackupFormatError,
    DamagedArchive,
    NotEnoughMemory,
    UnsupportedBackup,
    WrongPassphrase,
)
from .memory_lack import memory_lack

MAGIC = b"scrypt"
SALT_BYTES = 32
HEAD_BYTES = 96
TAIL_BYTES = 32
OVERHEAD_BYTES = HEAD_BYTES + TAIL_BYTES
_STEP_BYTES = 1 << 20

Buffer = bytes | bytearray | memoryview


class ContainerError(BackupFormatError):
    """The bytes are not a scrypt container."""


class TooDear(UnsupportedBackup):
    """A container whose cost is refused. Its head is whole, so another copy would not help."""


class DerivationFailed(NotEnoughMemory):
    """The key derivation could not get its memory."""


@dataclass(frozen=True)
class Cost:
    """Parameters of one key derivation: N = 2**log_n blocks of 128*r bytes, p times."""

    log_n: int = 20
    r: int = 8
    p: int = 1

    @property
    def memory_bytes(self) -> int:
        """What one derivation allocates."""
        return 128 * self.r * ((1 << self.log_n) + self.p)

    @property
    def work(self) -> int:
        """N*r*p, proportional to the processor time; that around the rows is like 16 of them."""
        return max(1 << self.log_n, 16) * self.r * self.p


STOCK_COST = Cost()


@dataclass(frozen=True)
class Limits:
    """How dear a container from an untrusted file may be (checked before anything is allocated)."""

    memory_bytes: int = (2 << 30) + (1 << 20)
    work: int = 1 << 25

    @classmethod
    def of_memory(cls, mib: int) -> Limits:
        """As the person allows: so much memory a key, and the time that goes with it."""
        return cls((mib << 20) + (1 << 20), mib << 14)


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Keys:
    """The two halves of the derived 64 bytes."""

    cipher: bytes
    mac: bytes

    def __repr__(self) -> str:
        return "Keys(…)"


@dataclass(frozen=True)
class Head:
    """What the first 96 bytes say; authentic only once ``open_container`` accepted them."""

    cost: Cost
    salt: bytes


def derive(passphrase: bytes, salt: bytes, cost: Cost) -> Keys:
    """Derive a container's keys; takes ``cost.memory_bytes``, seconds, and no interpreter lock."""
    try:
        key = crypto_pwhash_scryptsalsa208sha256_ll(
            passphrase, salt, 1 << cost.log_n, cost.r, cost.p, 64, 2 * cost.memory_bytes
        )
    except SodiumRuntimeError as error:
        what = "derive a key from the passphrase"
        raise DerivationFailed(memory_lack(what, cost.memory_bytes)) from error
    return Keys(key[:32], key[32:])


def new_salt() -> bytes:
    """A fresh random salt; every container needs its own."""
    return os.urandom(SALT_BYTES)


def build_head(keys: Keys, salt: bytes, cost: Cost) -> bytes:
    """The 96 bytes before the text."""
    fields = MAGIC + bytes((0, cost.log_n))
    fields += cost.r.to_bytes(4, "big") + cost.p.to_bytes(4, "big") + salt
    fields += hashlib.sha256(fields).digest()[:16]
    return fields + hmac.digest(keys.mac, fields, "sha256")


def parse_head(untrusted: Buffer, limits: Limits = DEFAULT_LIMITS) -> Head:
    """Cost and salt of a container (its first 96 bytes are enough); allocates nothing."""
    head = bytes(untrusted[:HEAD_BYTES])
    if head[:6] != MAGIC:
        raise ContainerError("This is not a scrypt container.")
    if len(head) < HEAD_BYTES:
        raise ContainerError("A scrypt container is cut off in its head.")
    if head[6] != 0:
        raise ContainerError(f"A scrypt container has the unknown format version {head[6]}.")
    log_n = head[7]
    r, p = int.from_bytes(head[8:12], "big"), int.from_bytes(head[12:16], "big")
    if not (1 <= log_n <= 63 and r >= 1 and p >= 1 and r * p < 1 << 30 and log_n < 16 * r):
        raise ContainerError(f"A scrypt container has impossible parameters ({log_n}, {r}, {p}).")
    if hashlib.sha256(head[:48]).digest()[:16] != head[48:64]:
        raise ContainerError("The checksum of a scrypt container's head is wrong.")
    cost = Cost(log_n, r, p)
    if cost.memory_bytes > limits.memory_bytes or cost.work > limits.work:
        raise TooDear(
            f"A scrypt container asks for a key derivation that is refused as too dear"
            f" (logN={log_n}, r={r}, p={p}: {cost.memory_bytes >> 20} MiB of memory); the option"
            f" --key-memory allows more."
        )
    return Head(cost, head[16:48])


class Sealer:
    """Makes one container piece by piece: ``head``, then ``seal`` for each piece, then ``tail``."""

    def __init__(self, keys: Keys, salt: bytes, cost: Cost) -> None:
        self.head = build_head(keys, salt, cost)
        self._mac = hmac.new(keys.mac, self.head, "sha256")
        self._stream = key_stream(keys)

    def seal(self, text: memoryview) -> None:
        """Encrypt the next piece where it stands (``text`` must be writable)."""
        self._stream.update_into(text, text)
        self._mac.update(text)

    def tail(self) -> bytes:
        """The last 32 bytes."""
        return self._mac.digest()


def encrypt(text: Buffer, keys: Keys, salt: bytes, cost: Cost) -> bytes:
    """A whole container around a small text (``salt`` is the one ``keys`` were derived with)."""
    sealer = Sealer(keys, salt, cost)
    body = bytearray(text)
    sealer.seal(memoryview(body))
    return b"".join((sealer.head, body, sealer.tail()))


def open_container(container: Buffer, keys: Keys) -> memoryview:
    """Check a container against derived keys and return its text.

    A writable container is decrypted where it stands: no second copy is made, and the container
    must not be used any more. Raises ``WrongPassphrase`` or ``DamagedArchive``.
    """
    view = memoryview(container)
    head = bytes(view[:HEAD_BYTES])
    if not hmac.compare_digest(hmac.digest(keys.mac, head[:64], "sha256"), head[64:]):
        raise WrongPassphrase("The passphrase is wrong.")
    if len(view) < OVERHEAD_BYTES:
        raise DamagedArchive("A scrypt container is cut off.")
    mac = hmac.new(keys.mac, view[:-TAIL_BYTES], "sha256")
    if not hmac.compare_digest(mac.digest(), bytes(view[-TAIL_BYTES:])):
        raise DamagedArchive("A scrypt container was changed or cut off: its HMAC is wrong.")
    text = view[HEAD_BYTES:-TAIL_BYTES]
    target = memoryview(bytearray(len(text))) if text.readonly else text
    stream = key_stream(keys)
    for offset in range(0, len(text), _STEP_BYTES):
        piece = slice(offset, offset + _STEP_BYTES)
        stream.update_into(text[piece], target[piece])
    return target


def key_stream(keys: Keys) -> CipherContext:
    """AES-256 in counter mode from block 0."""
    return Cipher(algorithms.AES(keys.cipher), modes.CTR(bytes(16))).encryptor()
