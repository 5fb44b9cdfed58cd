"""The qfile stream in which a qube sends members of an archive (backup-format.md section 9.3).

Everything in it is hostile. A record, little-endian::

    0  u32 length of the name, its NUL included     16  u32 atime s    20  u32 atime ns
    4  u32 mode                                     24  u32 mtime s    28  u32 mtime ns
    8  u64 length of the content                    32  name, NUL, content

A record of zeros ends it. The receiver answers, once, with an errno and the CRC-32 of all bytes:
u32 code, u32 zero, u64 CRC, u32 length of the last name, that name.

`QfileReader` gives the files as what the rest of the program reads: one tar header a file, the
content, padding. Nothing is kept of a content; of names, so that none comes twice.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from .errors import ArchiveIOError, DamagedArchive, printable
from .outer_tar import MAX_CHUNK_BYTES
from .tar_writing import MAX_NAME_BYTES, header_block, padding

_RECORD = struct.Struct("<IIQIIII")
_RESULT = struct.Struct("<IIQ")
_LENGTH = struct.Struct("<I")
_MAX_NS = 999_999_999
_END_OF_FILE = 31415926  # what a receiver answers when the stream ends early
_STEP_BYTES = 1 << 20


@dataclass(frozen=True)
class QfileLimits:
    """What may come at most, directories not counted."""

    total_bytes: int
    files: int


class QfileReader(io.RawIOBase):
    """A stream of tar blocks made of the qfile stream ``source``, whose fd must be blocking.

    ``answer`` takes the result record and is called once; it may raise OSError, for the sender may
    have gone. Errors: DamagedArchive, ArchiveIOError.
    """

    def __init__(
        self, source: BinaryIO, answer: Callable[[bytes], object], limits: QfileLimits
    ) -> None:
        super().__init__()
        self._source = source
        self._answer = answer
        self._limits = limits
        self._ready = b""  # tar header or padding, to be given next
        self._content_bytes = 0  # of the file that is being given
        self._padding = b""
        self._total_bytes = 0
        self._names: set[str] = set()
        self._last_name = ""
        self._crc = 0
        self._answered = False
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        while not self._ready and not self._content_bytes and not self.ended:
            self._next_record()
        if self._ready:
            piece = self._ready[: len(view)]
            view[: len(piece)] = piece
            self._ready = self._ready[len(piece) :]
            return len(piece)
        if not self._content_bytes:
            return 0
        count = self._take(view[: min(len(view), self._content_bytes, _STEP_BYTES)])
        self._content_bytes -= count
        if not self._content_bytes:
            self._ready = self._padding
        return count

    def _next_record(self) -> None:
        header = self._exactly(_RECORD.size)
        name_length, mode, size, _, atime_ns, _, mtime_ns = _RECORD.unpack(header)
        if name_length == 0:
            if any(header):
                self._refuse(errno.EINVAL, "The end of what the qube sends is malformed")
            self.ended = True
            self._reply(0)
            return
        if name_length > MAX_NAME_BYTES + 1:
            self._refuse(errno.ENAMETOOLONG, f"The qube sends a name of {name_length} bytes")
        name = self._checked_name(self._exactly(name_length))
        if atime_ns > _MAX_NS or mtime_ns > _MAX_NS:
            self._refuse(errno.EINVAL, f"{name} has an impossible time")
        if stat.S_ISDIR(mode):
            if size:
                self._refuse(errno.EINVAL, f"The directory {name} is sent with a content")
            return
        if not stat.S_ISREG(mode):
            self._refuse(errno.EPERM, f"{name} is neither a file nor a directory")
        self._begin_file(name, size)

    def _checked_name(self, untrusted: bytes) -> str:
        name = untrusted[:-1].decode("ascii", "replace")
        if not untrusted.endswith(b"\0") or not untrusted[:-1].isascii() or not name.isprintable():
            self._refuse(errno.EILSEQ, f"The qube sends the impossible name {printable(name)!r}")
        if any(part in ("", ".", "..") for part in name.split("/")):
            self._refuse(errno.EINVAL, f"The qube sends the impossible name {printable(name)!r}")
        return name

    def _begin_file(self, name: str, size: int) -> None:
        if name in self._names:
            self._refuse(errno.EEXIST, f"The qube sends {name} twice")
        if size > MAX_CHUNK_BYTES:
            self._refuse(errno.EFBIG, f"The qube sends {name} with {size} bytes")
        self._names.add(name)
        self._total_bytes += size
        if len(self._names) > self._limits.files:
            self._refuse(errno.EDQUOT, f"The qube sends more than {self._limits.files} files")
        if self._total_bytes > self._limits.total_bytes:
            self._refuse(
                errno.EDQUOT,
                f"The qube sends more than the {self._limits.total_bytes} bytes that the backup"
                f" says it has",
            )
        self._last_name = name
        self._ready = header_block(name, size)
        self._content_bytes = size
        self._padding = padding(size)

    def _exactly(self, count: int) -> bytes:
        data = bytearray(count)
        view = memoryview(data)
        while view:
            view = view[self._take(view) :]
        return bytes(data)

    def _take(self, view: memoryview) -> int:
        """Some bytes of the stream; its end is an error here."""
        try:
            count = os.readv(self._source.fileno(), [view])
        except OSError as error:
            raise ArchiveIOError(f"The qube cannot be read from: {error.strerror}.") from error
        if count == 0:
            self._reply(_END_OF_FILE)
            where = f" in {self._last_name}" if self._content_bytes else ""
            raise ArchiveIOError(f"The qube has stopped sending{where} before the end.")
        self._crc = zlib.crc32(view[:count], self._crc)
        return count

    def _refuse(self, code: int, reason: str) -> NoReturn:
        self._reply(code)
        raise DamagedArchive(f"{reason}, which is refused.")

    def _reply(self, code: int) -> None:
        if self._answered:
            return
        self._answered = True
        name = self._last_name.encode()
        record = _RESULT.pack(code, 0, self._crc) + _LENGTH.pack(len(name)) + name
        try:
            self._answer(record)
        except OSError:
            return  # it has gone; how it ended says why
