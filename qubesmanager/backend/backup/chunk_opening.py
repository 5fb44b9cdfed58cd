"""How a chunk's bytes become authentic: by its container (version 4) or its HMAC (2 and 3).

An opener knows what chunks are called, whether another member must follow each of them, and how to
check one. What it returns was authenticated as a whole; of older archives it may still be encrypted
(backup-format.md sections 1.1, 3.2 and 4.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from .derivations import KeyRequest
from .errors import DamagedArchive, WrongPassphrase
from .openssl_legacy import check_hmac
from .scrypt_container import (
    ContainerError,
    Keys,
    Limits,
    TooDear,
    open_container,
    parse_head,
)

HMAC_SUFFIX = ".hmac"
_NUMBERED = r"(?P<stem>.+)\.(?P<number>[0-9]{3}|[1-9][0-9]{3,8})"


class ChunkRefused(Exception):
    """A chunk is not authentic; the text is a clause behind "chunk 003"."""


class ChunkOpener(Protocol):
    """``name`` has the groups stem and number. ``sealed``: a member NAME.hmac must follow.

    ``binds_names``: what opens under a name is what was written under it in this backup.
    """

    @property
    def name(self) -> re.Pattern[str]: ...

    @property
    def sealed(self) -> bool: ...

    @property
    def binds_names(self) -> bool: ...

    def request(self, member_name: str, untrusted_head: bytes) -> KeyRequest | None:
        """Which keys it takes; the first ``HEAD_BYTES`` tell. Raises ChunkRefused."""

    def open(
        self, member_name: str, data: bytearray, untrusted_hmac: bytes, keys: Keys | None
    ) -> memoryview:
        """The authentic bytes; may be the same memory. ``keys`` are those of ``request``.

        Raises ChunkRefused.
        """


def member_passphrase(backup_id: str, member_name: str, passphrase: bytes) -> bytes:
    """What a chunk's container is opened with: it binds backup, file and chunk number."""
    return f"{backup_id}!{member_name.removesuffix('.enc')}!".encode("ascii") + passphrase


@dataclass(frozen=True)
class ContainerOpener:
    """Version 4: every chunk is a scrypt container."""

    backup_id: str
    passphrase: bytes
    limits: Limits
    name = re.compile(_NUMBERED + r"\.enc\Z", re.ASCII)
    sealed = False
    binds_names = True

    def request(self, member_name: str, untrusted_head: bytes) -> KeyRequest:
        secret = member_passphrase(self.backup_id, member_name, self.passphrase)
        try:
            head = parse_head(untrusted_head, self.limits)
        except ContainerError as error:
            raise ChunkRefused(f"is damaged: {error}") from error
        except TooDear as error:
            raise ChunkRefused(f"cannot be opened: {error}") from error
        return KeyRequest(secret, head.salt, head.cost)

    def open(
        self, member_name: str, data: bytearray, untrusted_hmac: bytes, keys: Keys | None
    ) -> memoryview:
        assert keys is not None
        try:
            return open_container(data, keys)
        except WrongPassphrase as error:
            raise ChunkRefused(
                "is not the one that was written under its name"
                " (it is damaged, or was moved from another place or backup)"
            ) from error
        except DamagedArchive as error:
            raise ChunkRefused(f"is damaged: {error}") from error


@dataclass(frozen=True)
class HmacOpener:
    """Versions 2 and 3: every chunk is followed by a member with its HMAC."""

    digest: str
    passphrase: bytes
    name = re.compile(_NUMBERED + r"\Z", re.ASCII)
    sealed = True
    binds_names = False

    def request(self, member_name: str, untrusted_head: bytes) -> None:
        return None

    def open(
        self, member_name: str, data: bytearray, untrusted_hmac: bytes, keys: Keys | None
    ) -> memoryview:
        try:
            check_hmac(self.digest, self.passphrase, data, untrusted_hmac)
        except (WrongPassphrase, DamagedArchive) as error:
            raise ChunkRefused(f"is damaged: {error}") from error
        return memoryview(data)
