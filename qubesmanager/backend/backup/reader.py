"""Opening a backup archive and handing out its chunks, authenticated and decrypted.

``BackupReader`` checks the header against the passphrase and reads ``qubes.xml``; nothing else
is read then. ``chunks`` makes one pass over the rest: a thread reads, derives keys and decrypts one
chunk ahead of the caller, so that at most two chunks are in memory and at most one key derivation
runs. Chunks of files that nobody wants are skipped over unread.

Errors of opening: NotABackup, UnsupportedBackup, WrongPassphrase, DamagedArchive, ArchiveIOError.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import BinaryIO

from .chunk_feed import ChunkFeed, member_passphrase
from .contents import MAX_XML_BYTES, Archive, BackupContents, QubeRecord, parse_contents
from .errors import ArchiveIOError, DamagedArchive, NotABackup, WrongPassphrase
from .header import (
    HEADER_HMAC_NAME,
    HEADER_NAME,
    MAX_HEADER_BYTES,
    MAX_HMAC_BYTES,
    BackupHeader,
    guess_version,
    parse_header,
    unsupported_version,
)
from .inner_file import Collected, FileDecoder
from .outer_tar import OuterTar
from .scrypt_container import DEFAULT_LIMITS, MAGIC, ContainerError, Limits, decrypt

CONTENTS_NAME = "qubes.xml.000.enc"
MAX_CONTENTS_BYTES = 1 << 20


class BackupReader:
    """An opened archive: ``header`` and ``contents``. No file stays open between passes."""

    def __init__(
        self, path: str | Path, passphrase: bytes, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        """Authenticate the header and read the list of qubes. Takes two key derivations."""
        self.path = Path(path)
        self._passphrase = passphrase
        self._limits = limits
        self._closed = False
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="chunks")
        with open_archive(self.path) as stream:
            self._identity = _identity(stream)
            self.size_bytes = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            outer = OuterTar(stream)
            self.header = _read_header(outer, self.path, passphrase, limits)
            qubes = _read_qubes(outer, self.header, passphrase, limits)
            outer.leave_member()
            self._data_offset_bytes = outer.position_bytes
        self.contents = BackupContents(
            Archive(
                path=str(self.path),
                version=self.header.version,
                backup_id=self.header.backup_id,
                encrypted=self.header.encrypted,
                compression=self.header.compression,
                size_bytes=self.size_bytes,
            ),
            qubes,
        )

    def close(self) -> None:
        """Forget the passphrase: no pass can begin any more. What runs ends by itself."""
        self._closed = True
        self._pool.shutdown(wait=False)
        self._passphrase = b""

    def chunks(self, wants: Callable[[str], bool], stop: Event) -> ChunkFeed:
        """One pass over the archive's files; use it as a context manager.

        ``wants`` is called from the feed's thread with a name such as ``vm3/private.img``, once a
        chunk.
        """
        assert not self._closed, "the reader was closed"
        stream = open_archive(self.path)
        if _identity(stream) != self._identity:
            stream.close()
            raise ArchiveIOError(f"{self.path} was replaced while it was in use; open it again.")
        stream.seek(self._data_offset_bytes)
        return ChunkFeed(
            stream,
            wants,
            self.header.backup_id,
            self._passphrase,
            self._limits,
            stop,
            self._pool,
        )


def open_archive(path: Path) -> BinaryIO:
    """Open for reading. Raises ArchiveIOError; a directory is a version 1 backup or none."""
    try:
        if path.is_dir():
            if (path / "qubes.xml").is_file():
                raise unsupported_version(1)
            raise NotABackup(f"{path} is a folder, not a backup archive.")
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_block_device():
            raise ArchiveIOError(f"{path} is neither a file nor a disk.")
        return open(path, "rb")
    except OSError as error:
        raise ArchiveIOError(f"{path} cannot be read: {error.strerror}.") from error


def _identity(stream: BinaryIO) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_dev, status.st_ino


def _read_header(outer: OuterTar, path: Path, passphrase: bytes, limits: Limits) -> BackupHeader:
    untrusted_header = _read_first(outer, path)
    untrusted_hmac = _read_member(outer, HEADER_HMAC_NAME, MAX_HMAC_BYTES)
    if untrusted_hmac[: len(MAGIC)] != MAGIC:
        version = guess_version(untrusted_header)
        if version == 4:
            raise DamagedArchive(
                "The backup header is of format version 4, but its authentication is not."
            )
        raise unsupported_version(version)
    try:
        authentic_header = decrypt(untrusted_hmac, b"backup-header!" + passphrase, limits)
    except WrongPassphrase as error:
        raise WrongPassphrase(
            "The passphrase is wrong for this backup. Check the keyboard layout and Caps Lock, and"
            " try again. (Damage in the first kilobytes of the file looks the same.)"
        ) from error
    except (ContainerError, DamagedArchive) as error:
        raise DamagedArchive(
            f"The backup header cannot be authenticated: {error} Try another copy of the backup."
        ) from error
    if bytes(authentic_header) != untrusted_header:
        raise DamagedArchive("The backup header was changed after the backup was made.")
    return parse_header(untrusted_header)


def _read_first(outer: OuterTar, path: Path) -> bytes:
    """The header member; anything else at the beginning is no backup, or an older one."""
    try:
        member = outer.next()
    except DamagedArchive as error:
        raise NotABackup(
            f"{path} is not a Qubes backup, or its beginning is damaged: {error}"
        ) from error
    if member is None:
        raise NotABackup(f"{path} is not a Qubes backup: it is empty.")
    if member.name == "qubes.xml.000":
        raise unsupported_version(2)
    if member.name != HEADER_NAME:
        raise NotABackup(f"{path} is not a Qubes backup: it begins with {member.name!r}.")
    return bytes(outer.read(MAX_HEADER_BYTES - MAX_HMAC_BYTES))


def _read_member(outer: OuterTar, name: str, max_bytes: int) -> bytearray:
    member = outer.next()
    if member is None:
        raise DamagedArchive(f"The archive ends before {name}.")
    if member.name != name:
        raise DamagedArchive(f"The archive has {member.name!r} where {name!r} must stand.")
    return outer.read(max_bytes)


def _read_qubes(
    outer: OuterTar, header: BackupHeader, passphrase: bytes, limits: Limits
) -> tuple[QubeRecord, ...]:
    container = _read_member(outer, CONTENTS_NAME, MAX_CONTENTS_BYTES)
    secret = member_passphrase(header.backup_id, CONTENTS_NAME, passphrase)
    try:
        text = decrypt(container, secret, limits)
    except (WrongPassphrase, ContainerError, DamagedArchive) as error:
        raise DamagedArchive(
            "The list of qubes (qubes.xml) in the archive is damaged, so nothing can be restored"
            " from this copy of the backup. Try another copy."
        ) from error
    xml = Collected(MAX_XML_BYTES)
    decoder = FileDecoder("qubes.xml", header.compression, xml)
    decoder.feed(text)
    decoder.finish()
    return parse_contents(xml.content)
