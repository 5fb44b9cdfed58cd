"""The beginning of an archive: its header, who sealed it, and the list of qubes.

The header is not trusted before its own authentication was right (backup-format.md section 2.2):
that is a scrypt container in version 4, an HMAC by a digest that is found by trying in versions 2
and 3. Archives of R2 beta 3 have no header and begin with ``qubes.xml``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
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
from .derivations import Derivations, KeyRequest
from .errors import ArchiveIOError, BackupError, DamagedArchive, NotABackup, WrongPassphrase
from .header import (
    DIGESTS,
    HEADER_HMAC_NAME,
    HEADER_NAME,
    MAX_HEADER_BYTES,
    MAX_HMAC_BYTES,
    BackupHeader,
    guess_backup_id,
    guess_version,
    headerless,
    parse_header,
    refuse_unknown_digest,
)
from .inner_file import Collected, FileDecoder, Layers
from .inner_tar import InnerTar
from .openssl_legacy import check_hmac
from .outer_tar import OuterTar
from .scrypt_container import (
    HEAD_BYTES,
    MAGIC,
    ContainerError,
    Keys,
    Limits,
    open_container,
    parse_head,
)

CONTENTS_NAME = "qubes.xml.000"
MAX_CONTENTS_BYTES = 1 << 20
Scout = Callable[[int, ChunkOpener], None]
"""Called with a place in the archive (bytes) and what opens the containers from there on."""
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
    outer: OuterTar,
    path: Path,
    passphrase: bytes,
    limits: Limits,
    compression: str,
    derivations: Derivations,
    scout: Scout | None,
) -> tuple[Opened, bytes]:
    """Read up to the list of qubes; returns how to go on, and the text of ``qubes.xml``.

    ``scout`` is told where the rest begins, as soon as the keys for these two are being derived.
    """
    name = _first_name(outer, path)
    if name == CONTENTS_NAME:
        return _open_headerless(outer, passphrase)
    untrusted_header = bytes(outer.read(MAX_HEADER_BYTES - MAX_HMAC_BYTES))
    untrusted_hmac = _read_member(outer, HEADER_HMAC_NAME, MAX_HMAC_BYTES)
    if untrusted_hmac[: len(MAGIC)] == MAGIC:
        parts = _Parts(untrusted_header, untrusted_hmac, passphrase, limits)
        opened, text = _open_containers(outer, parts, compression, derivations, scout)
    else:
        if guess_version(untrusted_header) == 4:
            raise _mixed(4)
        try:
            _check_digests(untrusted_header, untrusted_hmac, passphrase)
        except (WrongPassphrase, DamagedArchive):
            refuse_unknown_digest(untrusted_header)
            raise
        header = parse_header(untrusted_header, compression)
        if header.version == 4:
            raise _mixed(4)
        opener = HmacOpener(header.hmac_algorithm, passphrase)
        opened = Opened(header, opener, Layers(header, passphrase))
        text = _open_sealed(outer, opener)
    return opened, _decode_contents(opened, text)


@dataclass(frozen=True)
class _Parts:
    """What the beginning of a version 4 archive is authenticated with."""

    untrusted_header: bytes
    untrusted_hmac: bytearray
    passphrase: bytes
    limits: Limits


def _open_containers(
    outer: OuterTar,
    parts: _Parts,
    compression: str,
    derivations: Derivations,
    scout: Scout | None,
) -> tuple[Opened, memoryview]:
    """The header, then the list of qubes.

    The key of the list takes as long as that of the header. It is derived at the same time, for the
    identity that the header claims, and is of use only if that proves right.
    """
    header_keys = derivations.ask(_header_request(parts))
    data, problem = _try_read(outer, CONTENTS_NAME + ".enc", MAX_CONTENTS_BYTES)
    claimed = guess_backup_id(parts.untrusted_header)
    guess = ContainerOpener(claimed, parts.passphrase, parts.limits)
    list_keys = None
    with suppress(ChunkRefused):
        request = guess.request(CONTENTS_NAME + ".enc", bytes(data[:HEAD_BYTES]))
        list_keys = derivations.ask(request, is_last=True)
    if scout is not None and problem is None:
        outer.leave_member()
        scout(outer.position_bytes, guess)
    try:
        _check_container(parts, header_keys.result())
        header = parse_header(parts.untrusted_header, compression)
        if header.version != 4:
            raise _mixed(header.version)
        if problem is not None:
            raise problem
        opener = ContainerOpener(header.backup_id, parts.passphrase, parts.limits)
        keys = list_keys.result() if list_keys is not None and opener == guess else None
    finally:
        if list_keys is not None:
            list_keys.cancel()
    try:
        if keys is None:
            request = opener.request(CONTENTS_NAME + ".enc", bytes(data[:HEAD_BYTES]))
            keys = request.derive()
        text = opener.open(CONTENTS_NAME + ".enc", data, b"", keys)
    except ChunkRefused as error:
        raise _broken_list() from error
    return Opened(header, opener, Layers(header, parts.passphrase)), text


def _try_read(
    outer: OuterTar, name: str, max_bytes: int
) -> tuple[bytearray, DamagedArchive | ArchiveIOError | None]:
    """What is wrong with it is said only when the header is known to be right."""
    try:
        return _read_member(outer, name, max_bytes), None
    except (DamagedArchive, ArchiveIOError) as error:
        return bytearray(), error


def _open_sealed(outer: OuterTar, opener: HmacOpener) -> memoryview:
    data = _read_member(outer, CONTENTS_NAME, MAX_CONTENTS_BYTES)
    hmac = bytes(_read_member(outer, CONTENTS_NAME + HMAC_SUFFIX, MAX_HMAC_BYTES))
    try:
        return opener.open(CONTENTS_NAME, data, hmac, None)
    except ChunkRefused as error:
        raise _broken_list() from error


def _broken_list() -> DamagedArchive:
    return DamagedArchive(
        "The list of qubes (qubes.xml) in the archive is damaged, so nothing can be restored"
        " from this copy of the backup. Try another copy."
    )


def _mixed(version: int) -> DamagedArchive:
    return DamagedArchive(
        f"The backup header is of format version {version}, but its authentication is not."
    )


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


def _header_request(parts: _Parts) -> KeyRequest:
    try:
        head = parse_head(parts.untrusted_hmac, parts.limits)
    except ContainerError as error:
        raise _no_authentication(error) from error
    return KeyRequest(b"backup-header!" + parts.passphrase, head.salt, head.cost)


def _check_container(parts: _Parts, keys: Keys) -> None:
    try:
        authentic_header = open_container(parts.untrusted_hmac, keys)
    except WrongPassphrase as error:
        raise WrongPassphrase(_WRONG) from error
    except DamagedArchive as error:
        raise _no_authentication(error) from error
    if bytes(authentic_header) != parts.untrusted_header:
        raise DamagedArchive("The backup header was changed after the backup was made.")


def _no_authentication(error: BackupError) -> DamagedArchive:
    return DamagedArchive(
        f"The backup header cannot be authenticated: {error} Try another copy of the backup."
    )


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


def _decode_contents(opened: Opened, text: memoryview) -> bytes:
    xml = Collected(MAX_XML_BYTES)
    decoder = FileDecoder(opened.layers, InnerTar("qubes.xml", xml))
    decoder.begin_chunk()
    decoder.feed(text)
    decoder.finish()
    return xml.content
