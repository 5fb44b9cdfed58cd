"""Two scrypt keys in the time of one, where the processor can (AVX2) and a compiler was there.

``scrypt_pair.c`` does the memory-hard part for both at once and is built with the package; PBKDF2
around it is the standard library's. Without it ``PairDeriver.is_possible()`` is false, and keys
are derived one by one (``scrypt_container.derive``), with the same result.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import logging
import mmap
import os
from importlib.util import find_spec

from .scrypt_container import Cost, DerivationFailed, Keys, derive

log = logging.getLogger(__name__)

_MODULE = "qubesmanager.backend.backup._scrypt_pair"
_PROBE = Cost(10)


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
    library.scrypt_pair_mix.argtypes = [
        ctypes.c_void_p,
        ctypes.c_void_p,
        ctypes.c_uint64,
        ctypes.c_size_t,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    if not library.scrypt_pair_is_fast():
        log.info("keys are derived one by one: this processor has no AVX2")
        return None
    if not _is_right(library):
        log.error("keys are derived one by one: %s derives wrong ones", spec.origin)
        return None
    return library


def _is_right(library: ctypes.CDLL) -> bool:
    """Whether it derives what libsodium does: a key that nobody else derives would lose data."""
    passphrases, salts = (b"first", b"the second"), (os.urandom(32), os.urandom(32))
    deriver = PairDeriver(_PROBE, library)
    try:
        pair = deriver.derive(passphrases, salts)
    finally:
        deriver.close()
    return pair == tuple(map(derive, passphrases, salts, (_PROBE, _PROBE)))


class PairDeriver:
    """Derives two keys at a time, in memory of its own that is kept until the ``close``.

    ``stop``, from another thread, ends a derivation within milliseconds.
    """

    def __init__(self, cost: Cost, library: ctypes.CDLL | None = None) -> None:
        self._library = library or _library()
        assert self._library is not None, "this machine does not derive pairs"
        self._cost = cost
        self._block_bytes = 128 * cost.r
        size_bytes = 2 * self._block_bytes * ((1 << cost.log_n) + 2)
        try:
            self._memory = mmap.mmap(-1, size_bytes, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        except OSError as error:
            raise DerivationFailed(
                f"There is not enough free memory to derive two keys from the passphrase"
                f" ({size_bytes >> 20} MiB are needed)."
            ) from error
        self._stop = ctypes.c_int(0)

    @staticmethod
    def is_possible() -> bool:
        """Whether this machine derives two keys in the time of one."""
        return _library() is not None

    def derive(
        self, passphrases: tuple[bytes, bytes], salts: tuple[bytes, bytes]
    ) -> tuple[Keys, Keys] | None:
        """Both keys; None after ``stop``. Takes seconds, and no interpreter lock."""
        size_bytes = self._cost.p * self._block_bytes
        first, second = (
            bytearray(hashlib.pbkdf2_hmac("sha256", passphrase, salt, 1, size_bytes))
            for passphrase, salt in zip(passphrases, salts, strict=True)
        )
        for offset in range(0, size_bytes, self._block_bytes):
            if not self._mix(first, second, offset):
                return None
        return _last_step(passphrases[0], first), _last_step(passphrases[1], second)

    def stop(self) -> None:
        """End what is being derived, and every later one."""
        self._stop.value = 1

    def close(self) -> None:
        """Give the memory back; nothing may be deriving any more."""
        self._memory.close()

    def _mix(self, first: bytearray, second: bytearray, offset: int) -> bool:
        """One block of each text, where it stands; False when stopped."""
        assert self._library is not None
        block = ctypes.c_char * self._block_bytes
        done: int = self._library.scrypt_pair_mix(
            block.from_buffer(first, offset),
            block.from_buffer(second, offset),
            1 << self._cost.log_n,
            self._cost.r,
            (ctypes.c_char * len(self._memory)).from_buffer(self._memory),
            ctypes.byref(self._stop),
        )
        return bool(done)


def _last_step(passphrase: bytes, text: bytearray) -> Keys:
    key = hashlib.pbkdf2_hmac("sha256", passphrase, bytes(text), 1, 64)
    return Keys(key[:32], key[32:])
