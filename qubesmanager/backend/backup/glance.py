"""What kind of file an archive seems to be, from its first few kilobytes.

Only a look for the first page of the wizard, taken in the restore worker: nothing here is
authenticated, nothing else is built on it. Layout: backup-format.md section 1.
"""

from __future__ import annotations

import enum
import os
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.header import HEADER_NAME, guess_version

LOOK_BYTES = 8192
BLOCK = 512


class Sight(enum.Enum):
    BACKUP = "backup"
    NOT_A_BACKUP = "not a backup"
    NOT_A_FILE = "not a file"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Glance:
    """``version`` is 0 unless the sight is a backup; ``reason`` is the system's own text."""

    sight: Sight
    size_bytes: int = 0
    version: int = 0
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "sight": self.sight.value}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Glance:
        return cls(Sight(data["sight"]), data["size_bytes"], data["version"], data["reason"])


def glance(path: Path) -> Glance:
    """Blocks as long as the file system does. Never raises for whatever the file holds."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return Glance(Sight.MISSING)
    except (OSError, ValueError) as error:
        return Glance(Sight.UNREADABLE, reason=getattr(error, "strerror", "") or str(error))
    try:
        state = os.fstat(fd)
        if not stat.S_ISREG(state.st_mode):
            return Glance(Sight.NOT_A_FILE)
        version = seen_version(os.read(fd, LOOK_BYTES))
    except OSError as error:
        return Glance(Sight.UNREADABLE, reason=error.strerror or str(error))
    finally:
        os.close(fd)
    sight = Sight.BACKUP if version else Sight.NOT_A_BACKUP
    return Glance(sight, state.st_size, version)


def seen_version(untrusted_start: bytes) -> int:
    """The format version that the first member claims; 0 when this is no such archive."""
    offset = 0
    for _ in range(2):
        block = untrusted_start[offset : offset + BLOCK]
        if len(block) < BLOCK or block[257:262] != b"ustar":
            return 0
        name = block[:100].split(b"\0", 1)[0]
        size = _octal(block[124:136])
        body = untrusted_start[offset + BLOCK : offset + BLOCK + size]
        if block[156:157] != b"x":
            break
        offset += BLOCK + -(-size // BLOCK) * BLOCK
    if name == HEADER_NAME.encode():
        return guess_version(body)
    return 2 if name == b"qubes.xml.000" else 0


def _octal(untrusted_field: bytes) -> int:
    digits = untrusted_field.strip(b" \0")
    return int(digits, 8) if digits and all(c in b"01234567" for c in digits) else 0
