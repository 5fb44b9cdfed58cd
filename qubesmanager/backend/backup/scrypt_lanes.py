"""Up to four scrypt keys in little more than the time of one, where the processor can (AVX2) and a
compiler was there.

``scrypt_lanes.c`` does the memory-hard part for two or four at once and is built with the package;
PBKDF2 around it is the standard library's. Without it ``LaneDeriver.is_possible()`` is false, and
keys are derived one by one (``scrypt_container.derive``), with the same result.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import logging
import mmap
import os
from collections.abc import Sequence
from importlib.util import find_spec

from .memory_lack import memory_lack
from .scrypt_container import Cost, DerivationFailed, Keys, derive

log = logging.getLogger(__name__)

MAX_LANES = 4
_MODULE = "qubesmanager.backend.backup._scrypt_lanes"
_PROBE = Cost(10)
# Beside a table for each lane.
_WORK_BLOCKS = 8

Secret = tuple[bytes, bytes]
"""A passphrase and a salt."""


def lanes_for(count: int) -> int:
    """How many lanes derive so many keys at once: one, two or four."""
    return 1 if count < 2 else 2 if count == 2 else MAX_LANES


@functools.cache
def _library() -> ctypes.CDLL | None:
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        log.info("keys are derived one by one: built without a compiler")
        return None
    try:
        library = ctypes.CDLL(spec.origin)
    except OSError as error:
        log.warning("keys are derived one by one: %s", error)
        return None
    library.scrypt_lanes_mix.argtypes = [
        ctypes.c_void_p,
        ctypes.c_size_t,
        ctypes.c_uint64,
        ctypes.c_size_t,
        ctypes.c_void_p,
        ctypes.c_int,
        ctypes.c_void_p,
    ]
    if not library.scrypt_lanes_are_fast():
        log.info("keys are derived one by one: this processor has no AVX2")
        return None
    if not _is_right(library):
        log.error("keys are derived one by one: %s derives wrong ones", spec.origin)
        return None
    return library


def _is_right(library: ctypes.CDLL) -> bool:
    """Whether it derives what libsodium does: a key that nobody else derives would lose data."""
    secrets = [(os.urandom(9), os.urandom(32)) for _ in range(MAX_LANES)]
    deriver = LaneDeriver(_PROBE, MAX_LANES, library)
    try:
        keys = deriver.derive(secrets[:2]) or []
        keys += deriver.derive(secrets) or []
    finally:
        deriver.close()
    return keys == [derive(*secret, _PROBE) for secret in secrets[:2] + secrets]


class LaneDeriver:
    """Derives so many keys at a time (two or four), in memory of its own kept until the ``close``.

    ``stop``, from another thread, ends a derivation within milliseconds.
    """

    def __init__(self, cost: Cost, lanes: int, library: ctypes.CDLL | None = None) -> None:
        self._library = library or _library()
        assert self._library is not None, "this machine derives one by one"
        self.cost = cost
        self.lanes = lanes
        self._block_bytes = 128 * cost.r
        size_bytes = self._block_bytes * (lanes * (1 << cost.log_n) + _WORK_BLOCKS)
        try:
            self._memory = mmap.mmap(-1, size_bytes, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        except OSError as error:
            what = f"derive {lanes} keys from the passphrase"
            raise DerivationFailed(memory_lack(what, size_bytes)) from error
        self._used_lanes = 0
        self._stop = ctypes.c_int(0)

    @staticmethod
    def is_possible() -> bool:
        """Whether this machine derives several keys in the time of one."""
        return _library() is not None

    def derive(self, secrets: Sequence[Secret]) -> list[Keys] | None:
        """A key of each; None after ``stop``. Takes seconds, and no interpreter lock."""
        size_bytes = self.cost.p * self._block_bytes
        texts = [
            bytearray(hashlib.pbkdf2_hmac("sha256", passphrase, salt, 1, size_bytes))
            for passphrase, salt in secrets
        ]
        lanes = max(2, lanes_for(len(texts)))
        assert len(texts) <= lanes <= self.lanes
        # What no secret is there for works on scratch text.
        lane_texts = texts + [bytearray(size_bytes) for _ in range(lanes - len(texts))]
        for offset in range(0, size_bytes, self._block_bytes):
            if not self._mix(lane_texts, offset):
                return None
        return [_last_step(secret[0], text) for secret, text in zip(secrets, texts, strict=True)]

    def stop(self) -> None:
        """End what is being derived, and every later one."""
        self._stop.value = 1

    def close(self) -> None:
        """Give the memory back; nothing may be deriving any more."""
        self._memory.close()

    def _mix(self, texts: list[bytearray], offset: int) -> bool:
        """One block of each text, where it stands; False when stopped."""
        assert self._library is not None
        block = ctypes.c_char * self._block_bytes
        blocks = [block.from_buffer(text, offset) for text in texts]
        done: int = self._library.scrypt_lanes_mix(
            (ctypes.c_void_p * len(blocks))(*map(ctypes.addressof, blocks)),
            len(blocks),
            1 << self.cost.log_n,
            self.cost.r,
            (ctypes.c_char * len(self._memory)).from_buffer(self._memory),
            len(blocks) > self._used_lanes,
            ctypes.byref(self._stop),
        )
        self._used_lanes = max(self._used_lanes, len(blocks))
        return bool(done)


def _last_step(passphrase: bytes, text: bytearray) -> Keys:
    key = hashlib.pbkdf2_hmac("sha256", passphrase, bytes(text), 1, 64)
    return Keys(key[:32], key[32:])
