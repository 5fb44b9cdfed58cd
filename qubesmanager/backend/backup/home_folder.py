"""A new folder that the files of dom0's user are restored into, never over anything that exists.

The folder is made inside the person's home directory and bears another name until it is complete,
or lies in a folder ``work`` of the same file system until then.
Below it everything is reached by descriptors of directories that are opened without following
links, one component at a time, so that no name in the archive can lead out of it. Owners are not
taken from the archive: files belong to whoever owns the home directory; set-id bits are dropped.

Errors: TargetError.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .errors import TargetError, printable

_DIRECTORY_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_UNFINISHED = ".incomplete"

Names = tuple[str, ...]


@dataclass
class _Open:
    """An open directory; ``mtime_s`` is set when it is left, for its content changes it."""

    name: str
    fd: int
    mtime_s: int | None


class HomeFolder:
    """Implements ``home_tree.HomeSink`` with a folder ``home-restore-YYYY-MM-DD-HHMMSS``."""

    def __init__(self, home: Path, now: datetime | None = None, work: Path | None = None) -> None:
        name = f"home-restore-{now or datetime.now():%Y-%m-%d-%H%M%S}"
        self.path = home / name
        self._unfinished = home / (name + _UNFINISHED) if work is None else work / name
        with _telling(self._unfinished):
            if os.path.lexists(self.path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            owner = home.stat()
            # Only root may give files away, and only root must.
            self._owner = (owner.st_uid, owner.st_gid) if os.geteuid() == 0 else None
            os.mkdir(self._unfinished, 0o700)
            self._top_fd = os.open(self._unfinished, _DIRECTORY_FLAGS)
            self._own(self._top_fd)
        self._stack: list[_Open] = []  # below the top, each in the one before
        self._file = -1
        self._size_bytes = 0
        self._mtime_s = 0

    def make_directory(self, path: Names, mode: int, mtime_s: int) -> None:
        with _telling(path):
            fd = self._enter(path)
            # Its owner can always look into it and remove it.
            os.fchmod(fd, mode & 0o777 | 0o700)
            self._stack[-1].mtime_s = mtime_s

    def make_link(self, path: Names, target: str) -> None:
        with _telling(path):
            parent = self._enter(path[:-1])
            os.symlink(target, path[-1], dir_fd=parent)
            if self._owner is not None:
                os.chown(path[-1], *self._owner, dir_fd=parent, follow_symlinks=False)

    def make_hard_link(self, path: Names, existing: Names) -> None:
        with _telling(path):
            source = os.dup(self._enter(existing[:-1], create=False))
            try:
                target = self._enter(path[:-1])
                os.link(
                    existing[-1],
                    path[-1],
                    src_dir_fd=source,
                    dst_dir_fd=target,
                    follow_symlinks=False,
                )
            finally:
                os.close(source)

    def begin_file(self, path: Names, size_bytes: int, mode: int, mtime_s: int) -> None:
        with _telling(path):
            self._file = os.open(path[-1], _FILE_FLAGS, 0o600, dir_fd=self._enter(path[:-1]))
            os.fchmod(self._file, mode & 0o777)
            self._own(self._file)
        self._size_bytes, self._mtime_s = size_bytes, mtime_s

    def write(self, data: memoryview) -> None:
        with _telling(self._unfinished):
            while data:
                data = data[os.write(self._file, data) :]

    def skip(self, length: int) -> None:
        with _telling(self._unfinished):
            os.lseek(self._file, length, os.SEEK_CUR)

    def end_file(self) -> None:
        with _telling(self._unfinished):
            os.ftruncate(self._file, self._size_bytes)
            os.utime(self._file, (self._mtime_s, self._mtime_s))
            self._close_file()

    def commit(self) -> str:
        with _telling(self._unfinished):
            self._leave(0)
            os.close(self._top_fd)
            os.sync()
            # Nothing but an empty folder could be replaced by this.
            os.rename(self._unfinished, self.path)
            os.sync()
        return str(self.path)

    def abort(self, reason: str) -> None:
        self._close_file()
        self._leave(0, times=False)
        os.close(self._top_fd)
        with _telling(self._unfinished):
            shutil.rmtree(self._unfinished)

    def _close_file(self) -> None:
        fd, self._file = self._file, -1
        if fd >= 0:
            os.close(fd)

    def _own(self, fd: int) -> None:
        if self._owner is not None:
            os.fchown(fd, *self._owner)

    def _enter(self, path: Names, create: bool = True) -> int:
        """The descriptor of a directory; missing ones on the way are made."""
        common = 0
        while common < min(len(self._stack), len(path)):
            if self._stack[common].name != path[common]:
                break
            common += 1
        self._leave(common)
        for name in path[common:]:
            parent = self._stack[-1].fd if self._stack else self._top_fd
            self._stack.append(self._open(parent, name, create))
        return self._stack[-1].fd if self._stack else self._top_fd

    def _open(self, parent: int, name: str, create: bool) -> _Open:
        if create:
            try:
                os.mkdir(name, 0o700, dir_fd=parent)
            except FileExistsError:
                create = False
        fd = os.open(name, _DIRECTORY_FLAGS, dir_fd=parent)
        if create:
            self._own(fd)
        return _Open(name, fd, None)

    def _leave(self, depth: int, times: bool = True) -> None:
        """Close directories below that depth; what is in them is complete, so their times stay."""
        while len(self._stack) > depth:
            left = self._stack.pop()
            if times and left.mtime_s is not None:
                os.utime(left.fd, (left.mtime_s, left.mtime_s))
            os.close(left.fd)


@contextmanager
def _telling(path: Path | Names) -> Iterator[None]:
    """What the file system refuses becomes a sentence about the file."""
    try:
        yield
    except OSError as error:
        name = printable(os.fspath(path) if isinstance(path, Path) else "/".join(path))
        raise TargetError(f"{name} cannot be restored: {error.strerror}.") from error
