"""The file a backup is written to: under ``NAME.incomplete`` until it is whole.

The file is locked (flock(2)) while it is written. One without a lock that begins like an archive
is a *leftover*: its writer was killed. A backup to the same name replaces it, ``find_leftovers``
shows those of a folder. All errors are ``ArchiveIOError`` and name the file, what failed and what
can be done.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import hashlib
import io
import logging
import os
import stat
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self, cast

from qubesmanager.sizes import format_unlike

from .errors import ArchiveIOError, BackupCancelled

logger = logging.getLogger(__name__)

SUFFIX = ".incomplete"
# Written data is sent to the disk in windows of this size, so that the last fsync, which cannot be
# cancelled, has little left to do.
WINDOW_BYTES = 32 << 20
_FIRST_MEMBER = b"backup-header\0"
# The largest file of FAT; other limits are beyond what anybody backs up.
_SMALLEST_LIMIT_BYTES = (4 << 30) - 1
_SYNC_WAIT_BEFORE, _SYNC_WRITE, _SYNC_WAIT_AFTER = 1, 2, 4
_RENAME_NOREPLACE = 1

_libc = ctypes.CDLL(None, use_errno=True)
_libc.sync_file_range.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]
_libc.renameat2.argtypes = [
    ctypes.c_int,
    ctypes.c_char_p,
    ctypes.c_int,
    ctypes.c_char_p,
    ctypes.c_uint,
]

_ADVICE = {
    errno.ENOSPC: "The disk is full. Free some space, or choose another place.",
    errno.EDQUOT: "Your disk quota is used up. Free some space, or choose another place.",
    errno.EFBIG: "The file became larger than is allowed there. Choose another file system"
    " (FAT, for instance, ends at 4 GiB), or back up fewer qubes at a time.",
    errno.EIO: "The disk reports an error. Check it, or choose another one.",
    errno.EROFS: "The disk is mounted read-only. Choose another place.",
    errno.EACCES: "You may not write there. Choose another place.",
    errno.EPERM: "You may not write there. Choose another place.",
    errno.ENAMETOOLONG: "The name is too long. Choose a shorter one.",
    errno.EPIPE: "The receiving side ended early.",
}


class TargetExists(ArchiveIOError):
    """The file, or its ``.incomplete``, is there already; it was not touched."""


class NotEnoughSpace(ArchiveIOError):
    """Less free space than the backup will need."""


def write_failure(path: str, error: OSError) -> ArchiveIOError:
    """What to tell about a failed write to ``path``."""
    advice = _ADVICE.get(error.errno or 0, "")
    return ArchiveIOError(f"Writing {path} failed: {error.strerror}. {advice}".rstrip())


class Target(Protocol):
    """Where an archive goes. A context: entering tries the place, leaving without ``commit``
    undoes what was begun. All blocks; errors are ``ArchiveIOError``.
    """

    @property
    def path(self) -> str:
        """The place, in words for the person; a file's final path."""

    @property
    def location(self) -> str:
        """A path under which the committed archive can be read there, if that is known."""

    @property
    def file(self) -> BinaryIO:
        """What the archive is written to, raw; see ``ArchiveOutput``."""

    def commit(self) -> None:
        """All was written: make it last. After this it counts."""

    def digest(self) -> tuple[int, str]:
        """Size in bytes and SHA-256 (hex) of the committed archive."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


@dataclass(frozen=True)
class Leftover:
    """What a killed backup left: an ``.incomplete`` file that nobody writes any more."""

    path: str
    size_bytes: int
    changed_s: float


def find_leftovers(folder: str) -> list[Leftover]:
    """The leftovers in a folder, oldest first; none when it cannot be read."""
    found = []
    try:
        names = [name for name in os.listdir(folder) if name.endswith(SUFFIX)]
    except OSError as error:
        logger.debug("no leftovers are looked for in %r: %s", folder, error)
        return []
    for name in names:
        path = os.path.join(folder, name)
        fd = _open_leftover(path)
        if fd is not None:
            state = os.fstat(fd)
            os.close(fd)
            found.append(Leftover(path, state.st_size, state.st_mtime))
    return sorted(found, key=lambda leftover: leftover.changed_s)


def remove_leftover(path: str) -> bool:
    """Remove a leftover; False when it is none (any more). Raises ``ArchiveIOError``."""
    fd = _open_leftover(path)
    if fd is None:
        return False
    try:
        os.unlink(path)
    except OSError as error:
        raise ArchiveIOError(f"{path} could not be removed: {error.strerror}.") from error
    finally:
        os.close(fd)
    return True


def _open_leftover(path: str, folder_fd: int | None = None) -> int | None:
    """The locked file when it is one: ours, not locked by its writer, and begun as an archive."""
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        fd = os.open(path, flags, dir_fd=folder_fd)
    except OSError:
        return None
    try:
        state = os.fstat(fd)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        begin = os.pread(fd, len(_FIRST_MEMBER), 0)
        same = os.stat(path, dir_fd=folder_fd, follow_symlinks=False).st_ino == state.st_ino
        ours = stat.S_ISREG(state.st_mode) and state.st_uid == os.getuid()
        if same and ours and begin in (b"", _FIRST_MEMBER):
            return fd
    except OSError as error:
        logger.debug("%r is not taken for a leftover: %s", path, error)
    os.close(fd)
    return None


class FileTarget:
    """A new file for one archive.

    ``path`` is the file, or a folder in which ``qubes-backup-YYYY-MM-DDTHHMMSS`` is made.
    ``needed_bytes`` must be free there. Entering the context makes the ``.incomplete`` file;
    ``commit`` gives it its name once it is safely on disk; leaving without commit removes it.
    Nothing that exists is ever overwritten, but for the leftover of a killed backup to that name.
    """

    def __init__(
        self,
        path: str,
        needed_bytes: int = 0,
        now: datetime | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        absolute = Path(path).absolute()
        if absolute.is_dir():
            moment = now if now is not None else datetime.now().astimezone()
            absolute /= f"qubes-backup-{moment:%Y-%m-%dT%H%M%S}"
        self.path = str(absolute)
        self.committed = False
        self._folder, self._name = str(absolute.parent), absolute.name
        self._needed_bytes = needed_bytes
        self._stop = stop
        self._raw: _TargetFile | None = None
        self._folder_fd = -1

    @property
    def location(self) -> str:
        return self.path

    @property
    def file(self) -> BinaryIO:
        """Where the archive is written; unbuffered, write only."""
        if self._raw is None:
            raise ValueError("the target is not open")
        return cast(BinaryIO, self._raw)

    def __enter__(self) -> Self:
        try:
            self._folder_fd = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError as error:
            raise ArchiveIOError(
                f"The folder {self._folder} does not exist. Make it, or choose another one."
            ) from error
        except OSError as error:
            raise write_failure(self._folder, error) from error
        try:
            self._check_free()
            self._create()
        except BaseException:
            os.close(self._folder_fd)
            raise
        return self

    def _check_free(self) -> None:
        if self._exists(self._name):
            raise TargetExists(f"{self.path} exists already. Choose another name.")
        state = os.fstatvfs(self._folder_fd)
        free_bytes = state.f_bavail * state.f_frsize
        if free_bytes < self._needed_bytes:
            free, needed = format_unlike(free_bytes, self._needed_bytes)
            raise NotEnoughSpace(
                f"The disk of {self._folder} has {free} free, and the backup needs about {needed}."
                " Free some space, choose another place, or back up fewer qubes."
            )

    def _exists(self, name: str) -> bool:
        try:
            os.lstat(name, dir_fd=self._folder_fd)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise write_failure(self.path, error) from error
        return True

    def _create(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            fd = os.open(self._name + SUFFIX, flags, 0o600, dir_fd=self._folder_fd)
        except FileExistsError as error:
            leftover_fd = _open_leftover(self._name + SUFFIX, self._folder_fd)
            if leftover_fd is None:
                raise TargetExists(
                    f"{self.path}{SUFFIX} exists: another backup is being written there, or it is"
                    " a file of somebody else. Wait for its end, or choose another name."
                ) from error
            fd = leftover_fd
            logger.warning("%r%s of an interrupted backup is replaced", self.path, SUFFIX)
        except OSError as error:
            raise write_failure(self.path, error) from error
        try:
            self._lock(fd)
            if self._needed_bytes >= _SMALLEST_LIMIT_BYTES:
                # A file system whose files end there says so at once.
                os.ftruncate(fd, self._needed_bytes)
            os.ftruncate(fd, 0)
        except BlockingIOError as error:
            os.close(fd)
            raise TargetExists(f"Another backup is just being written to {self.path}.") from error
        except OSError as error:
            os.unlink(self._name + SUFFIX, dir_fd=self._folder_fd)
            os.close(fd)
            raise write_failure(self.path, error) from error
        self._raw = _TargetFile(fd, self.path)

    @staticmethod
    def _lock(fd: int) -> None:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL):
                raise

    def commit(self) -> None:
        """Bring everything to the disk, then give the file its name, unless told to stop."""
        assert self._raw is not None
        try:
            os.fsync(self._raw.fileno())
            if self._stop is not None and self._stop.is_set():
                raise BackupCancelled("The backup was cancelled.")
            self._rename()
            self.committed = True
            os.fsync(self._folder_fd)
        except FileExistsError as error:
            raise TargetExists(
                f"{self.path} was made by somebody else in the meantime. Choose another name."
            ) from error
        except OSError as error:
            raise write_failure(self.path, error) from error

    def digest(self) -> tuple[int, str]:
        """Size in bytes and SHA-256 (hex) of the committed archive, read back from the file."""
        try:
            with open(self.path, "rb") as file:
                result = hashlib.file_digest(file, "sha256").hexdigest()
                return file.tell(), result
        except OSError as error:
            raise ArchiveIOError(f"{self.path} cannot be read: {error.strerror}.") from error

    def _rename(self) -> None:
        incomplete = self._name + SUFFIX
        failed = _libc.renameat2(
            self._folder_fd,
            os.fsencode(incomplete),
            self._folder_fd,
            os.fsencode(self._name),
            _RENAME_NOREPLACE,
        )
        if not failed:
            return
        number = ctypes.get_errno()
        if number not in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):
            raise OSError(number, os.strerror(number))
        # A file system without that call: only our own empty stand-in can be overwritten.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        os.close(os.open(self._name, flags, 0o600, dir_fd=self._folder_fd))
        os.rename(incomplete, self._name, src_dir_fd=self._folder_fd, dst_dir_fd=self._folder_fd)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._raw is not None
        try:
            self._raw.close()
            if not self.committed:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self._name + SUFFIX, dir_fd=self._folder_fd)
        except OSError as failure:
            if error is None:
                raise write_failure(self.path, failure) from failure
            logger.warning("%r%s could not be removed: %s", self.path, SUFFIX, failure)
        finally:
            os.close(self._folder_fd)


def free_bytes(folder: str) -> int:
    """What a user may still write to the disk of that folder. ``ArchiveIOError``."""
    try:
        state = os.statvfs(folder)
    except OSError as error:
        raise write_failure(folder, error) from error
    return state.f_bavail * state.f_frsize


class _TargetFile(io.RawIOBase):
    """An open file that sends its data to the disk as it grows; ``name`` is the final path."""

    def __init__(self, fd: int, name: str) -> None:
        self.name = name
        self._fd = fd
        self._position = 0
        self._written = 0
        self._sent = 0
        self._regular = stat.S_ISREG(os.fstat(fd).st_mode)
        self._can_send = self._regular

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._regular

    def fileno(self) -> int:
        return self._fd

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._position = os.lseek(self._fd, offset, whence)
        return self._position

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        count = os.write(self._fd, data)
        self._position += count
        self._written = max(self._written, self._position)
        while self._can_send and self._written - self._sent >= WINDOW_BYTES:
            self._send_window()
        return count

    def _send_window(self) -> None:
        """Start writing the last window out; wait for the one before it."""
        wait = _SYNC_WAIT_BEFORE | _SYNC_WRITE | _SYNC_WAIT_AFTER
        windows = [(self._sent, _SYNC_WRITE)]
        if self._sent:
            windows.append((self._sent - WINDOW_BYTES, wait))
        for offset, how in windows:
            if _libc.sync_file_range(self._fd, offset, WINDOW_BYTES, how):
                number = ctypes.get_errno()
                if number not in (errno.ENOSYS, errno.EINVAL, errno.ESPIPE, errno.EOPNOTSUPP):
                    raise OSError(number, os.strerror(number))
                self._can_send = False
        self._sent += WINDOW_BYTES

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._fd)
