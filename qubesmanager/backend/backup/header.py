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
from .openssl_legacy import is_cipher

HEADER_NAME = "backup-header"
HEADER_HMAC_NAME = "backup-header.hmac"
MAX_HEADER_BYTES = 1 << 20
MAX_HMAC_BYTES = 4096
READABLE_VERSIONS = (2, 3, 4)
# Keyed digests of version 2 and 3, by their names in lower case; hashlib knows them by the same.
DIGESTS = ("sha512", "sha1", "sha256", "sha384", "sha224")

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
}


@dataclass(frozen=True)
class BackupHeader:
    """A checked header. Algorithms are in lower case; ``hmac_algorithm`` is a digest or scrypt."""

    version: int
    encrypted: bool
    compressed: bool
    compression_filter: str
    hmac_algorithm: str
    backup_id: str = ""  # version 4 only
    crypto_algorithm: str = ""  # version 2 and 3 only

    @property
    def compression(self) -> str:
        """The filter that the inner streams went through, or ``none``."""
        return self.compression_filter if self.compressed else "none"


def parse_header(untrusted_header: bytes, compression: str = "") -> BackupHeader:
    """Parse an authenticated header; other versions than 2, 3 and 4 raise UnsupportedBackup.

    ``compression`` is a filter that the person knows better than the header.
    """
    values = _parse_lines(untrusted_header)
    version = _version(values)
    if version not in READABLE_VERSIONS:
        raise unsupported_version(version)
    required = ["encrypted", "compressed", "hmac-algorithm"]
    if version == 4:
        required.append("backup-id")
    for key in required:
        if key not in values:
            raise DamagedArchive(f"The backup header lacks {key}.")
    encrypted, compressed = _flag(values["encrypted"]), _flag(values["compressed"])
    return BackupHeader(
        version=version,
        encrypted=encrypted,
        compressed=compressed,
        compression_filter=compression
        or _filter(values.get("compression-filter"), compressed, version),
        hmac_algorithm=_hmac_algorithm(values["hmac-algorithm"], version),
        backup_id=_backup_id(values["backup-id"]) if version == 4 else "",
        crypto_algorithm=_cipher(values, version) if version < 4 and encrypted else "",
    )


def headerless(untrusted_contents: bytes) -> BackupHeader:
    """What an archive of R2 beta 3 would say, which has no header (section 2).

    ``untrusted_contents`` is the authenticated first chunk: its first bytes tell what was done.
    """
    return BackupHeader(
        version=2,
        encrypted=untrusted_contents.startswith(b"Salted__"),
        compressed=untrusted_contents.startswith(b"\x1f\x8b"),
        compression_filter="gzip",
        hmac_algorithm="sha1",
        crypto_algorithm="aes-256-cbc",
    )


def guess_version(untrusted_header: bytes) -> int:
    """The version of a header that is not authenticated, for a message only; 2 has no such line."""
    match = re.search(rb"^version=([0-9]{1,3})$", untrusted_header, re.MULTILINE)
    return int(match.group(1)) if match else 2


def guess_backup_id(untrusted_header: bytes) -> str:
    """The identity that a header claims which is not authenticated yet; empty if it has none."""
    match = re.search(rb"^backup-id=([A-Za-z0-9-]{1,255})$", untrusted_header, re.MULTILINE)
    return match[1].decode("ascii") if match else ""


def refuse_unknown_digest(untrusted_header: bytes) -> None:
    """Raises UnsupportedBackup when a header that no digest of ours authenticates names another."""
    match = re.search(rb"^hmac-algorithm=([A-Za-z0-9-]{1,32})$", untrusted_header, re.MULTILINE)
    if match and match[1].decode("ascii").lower() not in (*DIGESTS, "scrypt"):
        raise _unknown_digest(match[1].decode("ascii"))


def _unknown_digest(name: str) -> UnsupportedBackup:
    known = ", ".join(digest.upper() for digest in DIGESTS)
    return UnsupportedBackup(
        f"The backup is authenticated by {printable(name)!r}, a digest that this program does not"
        f" support. It supports {known}."
    )


def unsupported_version(version: int) -> UnsupportedBackup:
    """The refusal of an archive of a version that is not read."""
    origin = _RELEASES.get(version, "an unknown kind of")
    return UnsupportedBackup(
        f"This is {origin} backup (format version {version});"
        f" this version of the program reads the format versions 2, 3 and 4,"
        f" which Qubes R2 beta 3 and all later releases make."
    )


def _parse_lines(untrusted_header: bytes) -> dict[str, str]:
    try:
        text = untrusted_header.decode("ascii")
    except UnicodeDecodeError as error:
        raise DamagedArchive("The backup header has bytes that are not ASCII.") from error
    values: dict[str, str] = {}
    # It is authentic as a whole, so a last line without its end is no loss.
    for line in text.removesuffix("\n").split("\n"):
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


def _filter(value: str | None, compressed: bool, version: int) -> str:
    if version == 2:
        return "gzip"
    if value is None and version == 3:
        return "gzip"  # very early ones do not name it
    if value is None:
        if compressed:
            raise DamagedArchive("The backup header lacks compression-filter.")
        return "none"
    if value not in FILTERS or value == "none":
        raise UnsupportedBackup(
            f"The backup was compressed by {printable(value)!r}, which this program does not know."
            f" If it writes a known kind of stream, name that by the option --compression."
        )
    return value


def _hmac_algorithm(value: str, version: int) -> str:
    name = value.lower()
    if version == 4 and name != "scrypt":
        raise DamagedArchive(
            f"The backup header names {printable(value)!r} for its authentication;"
            f" format version 4 always uses scrypt."
        )
    if version < 4 and name == "scrypt":
        raise DamagedArchive(
            f"The backup header names scrypt for its authentication, which format version"
            f" {version} does not know."
        )
    if version < 4 and name not in DIGESTS:
        raise _unknown_digest(value)
    return name


def _cipher(values: dict[str, str], version: int) -> str:
    if "crypto-algorithm" not in values:
        raise DamagedArchive("The backup header lacks crypto-algorithm.")
    name = values["crypto-algorithm"].lower()
    if not is_cipher(name):
        raise UnsupportedBackup(
            f"The backup was encrypted by {printable(name)!r}, which this program does not read."
        )
    return name


def _backup_id(value: str) -> str:
    if not value or value.startswith("-"):
        raise DamagedArchive("The backup header has an impossible backup-id.")
    return value
