"""The beginning of an archive: its header, who sealed it, and the list of qubes.

The header is not trusted before its own authentication was right (backup-format.md section 2.2):
that is a scrypt container in version 4, an HMAC by a digest that is found by trying in versions 2
and 3. Archives of R2 beta 3 have no header and begin with ``qubes.xml``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from .chunk_opening import (
    HMAC_SUFFIX,
    ChunkOpener,
    ChunkRefused,
    ContainerOpener,
    HmacOpener,
)
from .contents import MAX_XML_BYTES
from .errors import DamagedArchive, NotABackup, WrongPassphrase
from .header import (
    DIGESTS,
    HEADER_HMAC_NAME,
    HEADER_NAME,
    MAX_HEADER_BYTES,
    MAX_HMAC_BYTES,
    BackupHeader,
    guess_version,
    headerless,
    parse_header,
)
from .inner_file import Collected, FileDecoder, Layers
from .inner_tar import InnerTar
from .openssl_legacy import check_hmac
from .outer_tar import OuterTar
from .scrypt_container import HEAD_BYTES, MAGIC, ContainerError, Limits, decrypt

CONTENTS_NAME = "qubes.xml.000"
MAX_CONTENTS_BYTES = 1 << 20
_WRONG = (
    "The passphrase is wrong for this backup. Check the keyboard layout and Caps Lock, and"
    " try again. (Damage in the first kilobytes of the file looks the same.)"
)


@dataclass(frozen=True)
class Opened:
    """How the files of an opened archive are authenticated and decoded."""

    header: BackupHeader
    opener: ChunkOpener
    layers: Layers

    def without_secrets(self) -> Opened:
        """The same, unable to open anything any more."""
        return replace(self, opener=HmacOpener("sha512", b""), layers=Layers(self.header, b""))


def open_contents(
    outer: OuterTar, path: Path, passphrase: bytes, limits: Limits, compression: str
) -> tuple[Opened, bytes]:
    """Read up to the list of qubes; returns how to go on, and the text of ``qubes.xml``."""
    name = _first_name(outer, path)
    if name == CONTENTS_NAME:
        return _open_headerless(outer, passphrase)
    untrusted_header = bytes(outer.read(MAX_HEADER_BYTES - MAX_HMAC_BYTES))
    untrusted_hmac = _read_member(outer, HEADER_HMAC_NAME, MAX_HMAC_BYTES)
    if untrusted_hmac[: len(MAGIC)] == MAGIC:
        _check_container(untrusted_header, untrusted_hmac, passphrase, limits)
        sealed_by_container = True
    else:
        if guess_version(untrusted_header) == 4:
            raise _mixed(4)
        _check_digests(untrusted_header, untrusted_hmac, passphrase)
        sealed_by_container = False
    header = parse_header(untrusted_header, compression)
    if sealed_by_container != (header.version == 4):
        raise _mixed(header.version)
    opened = Opened(header, _opener(header, passphrase, limits), Layers(header, passphrase))
    suffix = ".enc" if header.version == 4 else ""
    data = _read_member(outer, CONTENTS_NAME + suffix, MAX_CONTENTS_BYTES)
    return opened, _decode_contents(opened, _open_chunk(outer, opened.opener, suffix, data))


def _mixed(version: int) -> DamagedArchive:
    return DamagedArchive(
        f"The backup header is of format version {version}, but its authentication is not."
    )


def _opener(header: BackupHeader, passphrase: bytes, limits: Limits) -> ChunkOpener:
    if header.version == 4:
        return ContainerOpener(header.backup_id, passphrase, limits)
    return HmacOpener(header.hmac_algorithm, passphrase)


def _open_headerless(outer: OuterTar, passphrase: bytes) -> tuple[Opened, bytes]:
    data = outer.read(MAX_CONTENTS_BYTES)
    untrusted_hmac = _read_member(outer, CONTENTS_NAME + HMAC_SUFFIX, MAX_HMAC_BYTES)
    _check_digests(bytes(data), untrusted_hmac, passphrase, ("sha1",))
    header = headerless(bytes(data[:8]))
    opener = HmacOpener(header.hmac_algorithm, passphrase)
    opened = Opened(header, opener, Layers(header, passphrase))
    return opened, _decode_contents(opened, memoryview(data))


def _first_name(outer: OuterTar, path: Path) -> str:
    """The first member, whose name must be that of the header or of the list of qubes."""
    try:
        member = outer.next()
    except DamagedArchive as error:
        raise NotABackup(
            f"{path} is not a Qubes backup, or its beginning is damaged: {error}"
        ) from error
    if member is None:
        raise NotABackup(f"{path} is not a Qubes backup: it is empty.")
    if member.name not in (HEADER_NAME, CONTENTS_NAME):
        raise NotABackup(f"{path} is not a Qubes backup: it begins with {member.name!r}.")
    return member.name


def _read_member(outer: OuterTar, name: str, max_bytes: int) -> bytearray:
    member = outer.next()
    if member is None:
        raise DamagedArchive(f"The archive ends before {name}.")
    if member.name != name:
        raise DamagedArchive(f"The archive has {member.name!r} where {name!r} must stand.")
    return outer.read(max_bytes)


def _check_container(
    untrusted_header: bytes, untrusted_hmac: bytearray, passphrase: bytes, limits: Limits
) -> None:
    try:
        authentic_header = decrypt(untrusted_hmac, b"backup-header!" + passphrase, limits)
    except WrongPassphrase as error:
        raise WrongPassphrase(_WRONG) from error
    except (ContainerError, DamagedArchive) as error:
        raise DamagedArchive(
            f"The backup header cannot be authenticated: {error} Try another copy of the backup."
        ) from error
    if bytes(authentic_header) != untrusted_header:
        raise DamagedArchive("The backup header was changed after the backup was made.")


def _check_digests(
    untrusted_data: bytes,
    untrusted_hmac: bytearray,
    passphrase: bytes,
    digests: tuple[str, ...] = DIGESTS,
) -> None:
    """The digest is named in what is being authenticated, so all are tried."""
    for digest in digests:
        try:
            check_hmac(digest, passphrase, untrusted_data, untrusted_hmac)
        except WrongPassphrase:
            continue
        except DamagedArchive as error:
            raise DamagedArchive(
                f"The beginning of the backup cannot be authenticated: {error}."
                f" Try another copy of the backup."
            ) from error
        return
    raise WrongPassphrase(_WRONG)


def _open_chunk(outer: OuterTar, opener: ChunkOpener, suffix: str, data: bytearray) -> memoryview:
    hmac = b""
    if opener.sealed:
        hmac = bytes(_read_member(outer, CONTENTS_NAME + HMAC_SUFFIX, MAX_HMAC_BYTES))
    try:
        request = opener.request(CONTENTS_NAME + suffix, bytes(data[:HEAD_BYTES]))
        keys = None if request is None else request.derive()
        return opener.open(CONTENTS_NAME + suffix, data, hmac, keys)
    except ChunkRefused as error:
        raise DamagedArchive(
            "The list of qubes (qubes.xml) in the archive is damaged, so nothing can be restored"
            " from this copy of the backup. Try another copy."
        ) from error


def _decode_contents(opened: Opened, text: memoryview) -> bytes:
    xml = Collected(MAX_XML_BYTES)
    decoder = FileDecoder(opened.layers, InnerTar("qubes.xml", xml))
    decoder.begin_chunk()
    decoder.feed(text)
    decoder.finish()
    return xml.content
