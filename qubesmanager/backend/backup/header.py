"""The ``backup-header`` member: what kind of archive this is (backup-format.md section 2).

The text is parsed only after ``backup-header.hmac`` was found to match it. Parsing is strict: ASCII
lines ``key=value`` ended by a line feed, keys and values of letters, digits and dashes, no key
twice. Unknown keys are ignored. Errors: DamagedArchive, UnsupportedBackup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .compression import FILTERS
from .errors import DamagedArchive, UnsupportedBackup, printable

HEADER_NAME = "backup-header"
HEADER_HMAC_NAME = "backup-header.hmac"
MAX_HEADER_BYTES = 1 << 20
MAX_HMAC_BYTES = 4096
READABLE_VERSION = 4

_WORD = re.compile(r"[A-Za-z0-9-]*\Z", re.ASCII)
_TRUE = frozenset({"1", "true", "yes"})
_KNOWN = frozenset(
    {
        "version",
        "encrypted",
        "compressed",
        "compression-filter",
        "crypto-algorithm",
        "hmac-algorithm",
        "backup-id",
    }
)
_RELEASES = {
    1: "a Qubes R1",
    2: "a Qubes R2 beta",
    3: "a Qubes R2 to R3.2",
}


@dataclass(frozen=True)
class BackupHeader:
    """A checked header of version 4."""

    version: int
    encrypted: bool
    compressed: bool
    compression_filter: str
    hmac_algorithm: str
    backup_id: str

    @property
    def compression(self) -> str:
        """The filter that the inner streams went through, or ``none``."""
        return self.compression_filter if self.compressed else "none"


def parse_header(untrusted_header: bytes) -> BackupHeader:
    """Parse an authenticated header; other versions than 4 raise UnsupportedBackup."""
    values = _parse_lines(untrusted_header)
    version = _version(values)
    if version != READABLE_VERSION:
        raise unsupported_version(version)
    for key in ("encrypted", "compressed", "hmac-algorithm", "backup-id"):
        if key not in values:
            raise DamagedArchive(f"The backup header lacks {key}.")
    compressed = _flag(values["compressed"])
    return BackupHeader(
        version=version,
        encrypted=_flag(values["encrypted"]),
        compressed=compressed,
        compression_filter=_filter(values.get("compression-filter"), compressed),
        hmac_algorithm=_hmac_algorithm(values["hmac-algorithm"]),
        backup_id=_backup_id(values["backup-id"]),
    )


def guess_version(untrusted_header: bytes) -> int:
    """The version of a header that is not authenticated, for a message only; 2 has no such line."""
    match = re.search(rb"^version=([0-9]{1,3})$", untrusted_header, re.MULTILINE)
    return int(match.group(1)) if match else 2


def unsupported_version(version: int) -> UnsupportedBackup:
    """The refusal of an archive of another version than 4."""
    origin = _RELEASES.get(version, "an unknown kind of")
    return UnsupportedBackup(
        f"This is {origin} backup (format version {version});"
        f" this version of the program reads format version {READABLE_VERSION} only,"
        f" which Qubes R4.0 and later make."
    )


def _parse_lines(untrusted_header: bytes) -> dict[str, str]:
    try:
        text = untrusted_header.decode("ascii")
    except UnicodeDecodeError as error:
        raise DamagedArchive("The backup header has bytes that are not ASCII.") from error
    if not text.endswith("\n"):
        raise DamagedArchive("The backup header is cut off in its last line.")
    values: dict[str, str] = {}
    for line in text[:-1].split("\n"):
        if line.count("=") != 1:
            raise DamagedArchive(f"The backup header has the malformed line {printable(line)!r}.")
        key, value = line.split("=")
        if _WORD.match(key) is None:
            raise DamagedArchive(f"The backup header has the malformed key {printable(key)!r}.")
        if key not in _KNOWN:
            continue
        if _WORD.match(value) is None:
            raise DamagedArchive(f"The backup header has a malformed value of {key}.")
        if key in values:
            raise DamagedArchive(f"The backup header gives {key} twice.")
        values[key] = value
    return values


def _version(values: dict[str, str]) -> int:
    if "version" not in values:
        return 2
    if re.fullmatch(r"[0-9]{1,3}", values["version"]) is None:
        raise DamagedArchive("The backup header has a version that is not a number.")
    return int(values["version"])


def _flag(value: str) -> bool:
    return value.lower() in _TRUE


def _filter(value: str | None, compressed: bool) -> str:
    if value is None:
        if compressed:
            raise DamagedArchive("The backup header lacks compression-filter.")
        return "none"
    if value not in FILTERS or value == "none":
        raise UnsupportedBackup(
            f"The backup was compressed by {printable(value)!r}, which this program does not read."
        )
    return value


def _hmac_algorithm(value: str) -> str:
    if value.lower() != "scrypt":
        raise DamagedArchive(
            f"The backup header names {printable(value)!r} for its authentication;"
            f" format version 4 always uses scrypt."
        )
    return "scrypt"


def _backup_id(value: str) -> str:
    if not value or value.startswith("-"):
        raise DamagedArchive("The backup header has an impossible backup-id.")
    return value
