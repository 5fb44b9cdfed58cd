"""What ``openssl enc`` and ``openssl dgst -hmac`` of OpenSSL 1.0 made, for archives before R4.

Encryption (backup-format.md section 4.2): ``Salted__``, 8 bytes of salt, then CBC with PKCS#7
padding; key and initial vector by one round of MD5 over passphrase and salt. It authenticates
nothing, so only bytes whose HMAC was right (section 4.1) may come here. Errors: DamagedArchive,
and WrongPassphrase from ``check_hmac``.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

from .errors import DamagedArchive, WrongPassphrase

Buffer = bytes | bytearray | memoryview

MAGIC = b"Salted__"
_SALT_BYTES = 8
_BLOCK_BYTES = 16
# Key lengths in bytes, by the names under which OpenSSL knows the cipher.
_KEY_BYTES = {
    "aes-128-cbc": 16,
    "aes-192-cbc": 24,
    "aes-256-cbc": 32,
    "aes128": 16,
    "aes192": 24,
    "aes256": 32,
}
_HMAC_TEXT = re.compile(rb"[^=\s]*\s*=\s*([0-9a-f]{40,128})\Z")


def is_cipher(name: str) -> bool:
    """Whether ``Decryptor`` knows a cipher (its name in lower case)."""
    return name in _KEY_BYTES


class Decryptor:
    """One stream of ``openssl enc``: ``process`` its bytes in order, then ``finish``."""

    def __init__(self, cipher: str, passphrase: bytes) -> None:
        self._key_bytes = _KEY_BYTES[cipher]
        self._passphrase = passphrase
        self._head = bytearray()
        self._cipher: CipherContext | None = None
        self._held = b""  # the last block so far, which may be padding
        self._count = 0

    def process(self, data: Buffer) -> bytes:
        """Text that is certain not to be padding."""
        view = memoryview(data)
        if self._cipher is None:
            missing = len(MAGIC) + _SALT_BYTES - len(self._head)
            self._head += view[:missing]
            view = view[missing:]
            if len(self._head) < len(MAGIC) + _SALT_BYTES:
                return b""
            self._cipher = self._start()
        self._count += len(view)
        text = self._held + self._cipher.update(view)
        cut = max(0, len(text) - _BLOCK_BYTES)
        self._held = text[cut:]
        return text[:cut]

    def finish(self) -> bytes:
        """The rest of the text, without the padding."""
        if self._cipher is None or self._count % _BLOCK_BYTES or not self._held:
            raise DamagedArchive("The encrypted stream is cut off.")
        pad = self._held[-1]
        if not 1 <= pad <= _BLOCK_BYTES or self._held[-pad:] != bytes([pad]) * pad:
            raise DamagedArchive("The encrypted stream is cut off or damaged at its end.")
        return self._held[:-pad]

    def _start(self) -> CipherContext:
        if self._head[: len(MAGIC)] != MAGIC:
            raise DamagedArchive("The encrypted stream does not begin as one.")
        salt = bytes(self._head[len(MAGIC) :])
        material = block = b""
        while len(material) < self._key_bytes + _BLOCK_BYTES:
            block = hashlib.md5(block + self._passphrase + salt, usedforsecurity=False).digest()
            material += block
        key, rest = material[: self._key_bytes], material[self._key_bytes :]
        return Cipher(algorithms.AES(key), modes.CBC(rest[:_BLOCK_BYTES])).decryptor()


def check_hmac(digest: str, passphrase: bytes, data: Buffer, untrusted_hmac: Buffer) -> None:
    """Compare with the text that ``openssl dgst -hmac`` printed. Raises WrongPassphrase."""
    expected = parse_hmac(untrusted_hmac)
    actual = hmac.digest(passphrase, data, digest).hex()
    if not hmac.compare_digest(expected, actual):
        raise WrongPassphrase("its HMAC is wrong")


def parse_hmac(untrusted_hmac: Buffer) -> str:
    """The hexadecimal digits of ``NAME(stdin)= DIGITS``. Raises DamagedArchive."""
    match = _HMAC_TEXT.match(bytes(untrusted_hmac).strip())
    if match is None:
        raise DamagedArchive("the text of its HMAC is malformed")
    return match[1].decode("ascii")
