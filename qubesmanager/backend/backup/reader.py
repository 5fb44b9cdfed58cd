"""Opening a backup archive and handing out its chunks, authenticated.

``BackupReader`` checks the header against the passphrase and reads ``qubes.xml``; nothing else
is read then. ``chunks`` makes one pass over the rest: threads read, derive keys and decrypt ahead
of the caller, as far as the memory allows that was free in the beginning. Chunks of files that
nobody wants are skipped over unread. What comes from a pipe can be read once only.

Errors of opening: NotABackup, UnsupportedBackup, WrongPassphrase, DamagedArchive, ArchiveIOError.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import BinaryIO

from . import extras
from .archive_opening import Opened, open_contents
from .chunk_feed import THREADS, Ahead, ChunkFeed
from .chunk_opening import ChunkOpener, ChunkRefused
from .contents import Archive, BackupContents, QubeRecord, parse_contents
from .derivations import Derivations, KeyRequest
from .errors import ArchiveIOError, BackupError, DamagedArchive, NotABackup
from .header import unsupported_version
from .inner_file import FileDecoder
from .memory_lack import telling_memory_lack
from .memory_plan import ReadingRoom, available_bytes, choose_for_reading
from .outer_tar import OuterTar
from .qube_source import QubeSource
from .scrypt_container import DEFAULT_LIMITS, HEAD_BYTES, Limits
from .tar_steps import TarParser

# Two hands: they are derived before the first chunk was read, and its successors read meanwhile.
_KEYS_AHEAD = 8
# Among so many chunks they are looked for: each takes a disk that turns some milliseconds.
_CHUNKS_LOOKED_AT = 256
_DESCRIPTOR = re.compile(r"/dev/(?:stdin|fd/[0-9]+)\Z", re.ASCII)


class BackupReader:
    """An opened archive: ``header`` and ``contents``. No file stays open between passes."""

    def __init__(
        self,
        path: str | Path,
        passphrase: bytes,
        limits: Limits = DEFAULT_LIMITS,
        room: ReadingRoom | None = None,
        compression: str = "",
        source: QubeSource | None = None,
        reads_all: bool = False,
    ) -> None:
        """Authenticate the header and read the list of qubes. Takes two key derivations.

        ``reads_all``: a pass over all of it will probably follow, so the keys that it begins with
        are derived meanwhile.
        ``compression``: the filter, whatever the header says. With ``source`` the archive lies in a
        qube, and ``path`` only names it.
        """
        self.path = Path(path)
        self._source = source
        self._closed = False
        cores = len(os.sched_getaffinity(0))
        self._room = room or choose_for_reading(available_bytes(), cores)
        self._derivations = Derivations(self._room.derivation_bytes, cores)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="chunks")
        stream = open_archive(self.path) if source is None else source.head()
        self._pipe: OuterTar | None = None  # what can be read once, until it was
        try:
            self._identity = (0, 0) if source is not None else _identity(stream)
            self._has_places = source is None and stream.seekable()
            with telling_memory_lack("open the archive"):
                opened = self._open(stream, passphrase, limits, compression, reads_all)
                self._opened, xml = opened
                qubes = parse_contents(xml, self._opened.header.version)
        except BaseException:
            stream.close()
            self._derivations.close()
            raise
        if self._pipe is None:
            stream.close()
        self.header = self._opened.header
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

    def _open(
        self,
        stream: BinaryIO,
        passphrase: bytes,
        limits: Limits,
        compression: str,
        reads_all: bool,
    ) -> tuple[Opened, bytes]:
        self.size_bytes = 0
        if stream.seekable():
            self.size_bytes = stream.seek(0, os.SEEK_END)
            stream.seek(0)
        outer = OuterTar(stream)
        scout = self._look_ahead if reads_all and self._has_places else None
        found = open_contents(
            outer, self.path, passphrase, limits, compression, self._derivations, scout
        )
        outer.leave_member()
        self._data_offset_bytes = outer.position_bytes
        if self._source is not None:
            while outer.next() is not None:  # so that the qube hears that all went well
                raise DamagedArchive("The qube sends more than its header and list of qubes.")
        elif not stream.seekable():
            self._pipe = outer
        return found

    def expect(self, wants: Callable[[str], bool]) -> None:
        """The pass that follows will read these files, and no others: have its first keys derived.

        ``wants`` as in ``chunks``.
        """
        if self._has_places and not self._opened.opener.sealed:
            self._look_ahead(self._data_offset_bytes, self._opened.opener, wants)

    def _look_ahead(
        self, start_bytes: int, opener: ChunkOpener, wants: Callable[[str], bool] = lambda _: True
    ) -> None:
        """What hinders it, the pass itself will tell."""
        requests: list[KeyRequest] = []
        with suppress(BackupError), open_archive(self.path) as stream:
            stream.seek(start_bytes)
            outer = OuterTar(stream)
            for _ in range(_CHUNKS_LOOKED_AT):
                member = outer.next()
                match = None if member is None else opener.name.match(member.name)
                if member is None or match is None or len(requests) == _KEYS_AHEAD:
                    break
                if wants(match["stem"]):
                    with suppress(ChunkRefused):
                        request = opener.request(member.name, outer.peek(HEAD_BYTES))
                        requests += () if request is None else (request,)
        self._derivations.ask_ahead(requests)

    def close(self) -> None:
        """Forget the passphrase: no pass can begin any more. What runs ends by itself."""
        self._closed = True
        self._pool.shutdown(wait=False)
        self._derivations.close()
        self._opened = self._opened.without_secrets()
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        self.interrupt()

    def interrupt(self) -> None:
        """End what a qube sends just now, or does not send."""
        if self._source is not None:
            self._source.close()

    def decoder(self, parser: TarParser, check: Callable[[], None]) -> FileDecoder:
        """What makes a file of its chunks; ``check`` is called often and may raise."""
        return FileDecoder(self._opened.layers, parser, check)

    def chunks(self, wants: Callable[[str], bool], stop: Event) -> ChunkFeed:
        """One pass over the archive's files; use it as a context manager.

        ``wants`` is called from the feed's thread with a name such as ``vm3/private.img``, once a
        chunk.
        """
        assert not self._closed, "the reader was closed"
        chunk_bytes = self._room.chunk_bytes
        ahead = Ahead(self._pool, self._derivations, chunk_bytes)
        outer = self._outer() if self._source is None else self._from_qube(self._source, wants)
        return ChunkFeed(outer, wants, self._opened.opener, stop, ahead)

    def _from_qube(self, source: QubeSource, wants: Callable[[str], bool]) -> OuterTar:
        """Only what is wanted comes out of the qube at all."""
        records = [
            record
            for record in self.contents.qubes
            if not record.synthetic and any(wants(stem) for stem in _stems(record))
        ]
        folders = [
            "dom0-home" if record.klass == "AdminVM" else record.backup_path for record in records
        ]
        return OuterTar(source.data(folders, sum(record.size_bytes for record in records)))

    def _outer(self) -> OuterTar:
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            return pipe
        stream = open_archive(self.path)
        if not stream.seekable():
            stream.close()
            raise ArchiveIOError("What comes from a pipe can be read only once; start anew.")
        if _identity(stream) != self._identity:
            stream.close()
            raise ArchiveIOError(f"{self.path} was replaced while it was in use; open it again.")
        stream.seek(self._data_offset_bytes)
        return OuterTar(stream)


def _stems(record: QubeRecord) -> list[str]:
    """Files of a qube by which it shows whether it is wanted."""
    if record.klass == "AdminVM":
        return [record.backup_path]
    volumes = [f"{record.backup_path}/{volume}.img" for volume in record.saved_volumes]
    return [*volumes, *(f"{record.backup_path}/{name}" for name in extras.NAMES)]


def open_archive(path: Path) -> BinaryIO:
    """Open for reading. Raises ArchiveIOError; a directory is a version 1 backup or none."""
    try:
        if path.is_dir():
            if (path / "qubes.xml").is_file():
                raise unsupported_version(1)
            raise NotABackup(f"{path} is a folder, not a backup archive.")
        if _DESCRIPTOR.match(str(path)) is not None:
            return open(path, "rb")
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_block_device():
            raise ArchiveIOError(f"{path} is neither a file nor a disk.")
        return open(path, "rb")
    except OSError as error:
        raise ArchiveIOError(f"{path} cannot be read: {error.strerror}.") from error


def _identity(stream: BinaryIO) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_dev, status.st_ino
