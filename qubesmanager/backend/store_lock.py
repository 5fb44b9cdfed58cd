"""One store, one daemon: the lock on a home and the sockets that go with it."""

from __future__ import annotations

import fcntl
import json
import os
import socket as sockets
import stat
import time
from pathlib import Path
from types import TracebackType

from qubesmanager import places

# Clients that come all at once find a place; a non-blocking connect fails when there is none.
BACKLOG = 1024
# A daemon that no longer answers is on its way out; so long a second one waits for it.
_LEAVING_TIMEOUT_S = 10.0
_POLL_S = 0.05
# More than a record needs: a pid and a path that fits a socket's address.
_RECORD_BYTES = 512


class StoreInUse(Exception):
    """Another qubesd has the store, or answers on the socket."""


class StoreLock:
    """The lock file of a home, locked for as long as this lives (a context manager; blocking)."""

    def __init__(self, home: Path, socket: Path) -> None:
        self._home = home
        self._socket = socket
        self._fd = -1

    def __enter__(self) -> StoreLock:
        path = places.lock_path(self._home)
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            self._lock()
            self._say(json.dumps({"pid": os.getpid(), "socket": str(self._socket)}))
        except BaseException:
            os.close(self._fd)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # The file stays: were it removed, two daemons could hold locks on two files of that name.
        self._say("")
        os.close(self._fd)

    def _say(self, text: str) -> None:
        """Write over what the file says. It keeps its block, so this works on a full disk too."""
        try:
            os.pwrite(self._fd, text.encode().ljust(_RECORD_BYTES), 0)
        except OSError as error:
            path = places.lock_path(self._home)
            raise OSError(error.errno, error.strerror, os.fspath(path)) from error

    def _lock(self) -> None:
        give_up = time.monotonic() + _LEAVING_TIMEOUT_S
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                holder = self._holder()
                if time.monotonic() > give_up or (holder is not None and _answers(holder.socket)):
                    by = "another process" if holder is None else f"qubesd with pid {holder.pid}"
                    raise StoreInUse(f"the store {self._home} is in use by {by}") from error
            time.sleep(_POLL_S)

    def _holder(self) -> places.Holder | None:
        try:
            return places.read_holder(self._home)
        except places.PlaceError:
            return None


def _answers(path: Path) -> bool:
    with sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM) as probe:
        try:
            probe.connect(os.fspath(path))
        except OSError:
            return False
    return True


class BoundSocket:
    """A listening socket of mode 0600 at ``path``; a left-over of a dead daemon is replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() or path.is_symlink():
            if not stat.S_ISSOCK(path.lstat().st_mode):
                raise StoreInUse(f"{path} is there and is not a socket")
            if _answers(path):
                raise StoreInUse(f"another qubesd answers on {path}")
            path.unlink()
        self.sock = sockets.socket(sockets.AF_UNIX, sockets.SOCK_STREAM | sockets.SOCK_NONBLOCK)
        try:
            old_umask = os.umask(0o177)
            try:
                self.sock.bind(os.fspath(path))
            finally:
                os.umask(old_umask)
            self.sock.listen(BACKLOG)
            self._inode = path.lstat().st_ino
        except BaseException:
            self.sock.close()
            raise

    def unlink(self) -> None:
        """Take the name away, unless somebody else has put a socket there meanwhile."""
        if self.path.exists() and self.path.lstat().st_ino == self._inode:
            self.path.unlink()
