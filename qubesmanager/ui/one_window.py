"""One Manager a store: a second start brings the window that is there to the front.

The first one holds a lock beside qubesd's socket for as long as it lives, and listens on a socket
there. The lock is what counts: the kernel drops it with its process, whereas a socket outlives a
killed one. Whoever asks and gets no answer in time opens a window all the same.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
import re
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QApplication, QWidget

from qubesmanager import places

log = logging.getLogger(__name__)
PATIENCE_S = 10.0
_POLL_S = 0.05
_MAX_BYTES = 8192
_UCRED = struct.Struct("3i")  # pid, uid, gid: unix(7), SO_PEERCRED
_X11_TIME = re.compile(r"_TIME(\d+)$")  # startup-notification-spec 0.2
SHOWN, ENDING, ELSEWHERE = b"shown\n", b"ending\n", b"elsewhere\n"


@dataclass(frozen=True)
class Wish:
    """A start that wants to see the window: on which display, and what lets it take the focus."""

    display: str = ""
    startup_id: str = ""
    activation_token: str = ""

    @classmethod
    def of_this_process(cls) -> Wish:
        """To be read before there is a QApplication, which takes these out of the environment."""
        environ = os.environ
        return cls(
            environ.get("WAYLAND_DISPLAY", "") or environ.get("DISPLAY", ""),
            environ.get("DESKTOP_STARTUP_ID", ""),
            environ.get("XDG_ACTIVATION_TOKEN", ""),
        )


Show = Callable[[Wish], bool]


class Seat:
    """That of the Manager whom later starts ask; or, without a place, that of one they do not."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place
        self._lock: int | None = None
        self._listening: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._answering: set[asyncio.Task[None]] = set()
        self._display = Wish.of_this_process().display

    @property
    def is_first(self) -> bool:
        return self._listening is not None

    def claim(self) -> bool:
        """Become the first one, unless another process is. Raises OSError."""
        assert self._place is not None
        self._lock = _try_lock(self._place.with_suffix(".lock"))
        if self._lock is None:
            return False
        try:
            self._listening = _listen(self._place)
        except OSError:
            self._let_go()
            raise
        return True

    def serve(self, show: Show) -> None:
        """From now on a second start calls ``show``; False says that the window is about to go."""
        if self._listening is not None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._listening, self._hear, self._listening, show)

    async def close(self) -> None:
        """The next start is the first one. Safe to call twice."""
        if self._listening is not None and self._place is not None:
            if self._loop is not None:
                self._loop.remove_reader(self._listening)
            for task in self._answering:
                task.cancel()
            await asyncio.gather(*self._answering, return_exceptions=True)
            self._listening.close()
            self._place.unlink(missing_ok=True)
            self._listening = None
        self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _hear(self, listening: socket.socket, show: Show) -> None:
        try:
            link, _ = listening.accept()
        except OSError as error:  # it has gone again
            log.info("a second start went away: %r", error)
            return
        link.setblocking(False)
        task = asyncio.ensure_future(self._answer(link, show))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)
        task.add_done_callback(lambda _: link.close())

    async def _answer(self, link: socket.socket, show: Show) -> None:
        loop = asyncio.get_running_loop()
        try:
            if not _is_ours(link):
                return
            async with asyncio.timeout(PATIENCE_S):
                wish = await _hear_wish(link)
            if wish.display != self._display:
                await loop.sock_sendall(link, ELSEWHERE)
            else:
                await loop.sock_sendall(link, SHOWN if show(wish) else ENDING)
        except (OSError, ValueError, RecursionError) as error:  # a TimeoutError is an OSError
            log.info("a second start was not understood: %r", error)


def take(home: Path | None) -> Seat | None:
    """A seat for a new window; None when one that is there has come to the front instead.

    For the start of a program, before there are windows: it waits. ``home`` as in
    ``client.locate.connect``.
    """
    wish = Wish.of_this_process()
    deadline = time.monotonic() + PATIENCE_S
    try:
        place = places.prepare_manager_socket(home)
        seat = Seat(place)
        while not seat.claim():
            answer = _ask(place, wish, deadline)
            if answer == SHOWN:
                return None
            if answer == ELSEWHERE or time.monotonic() >= deadline:
                log.info("a window of its own: %r", answer)
                return Seat()
            time.sleep(_POLL_S)
        return seat
    except (places.PlaceError, OSError) as error:
        log.warning("later starts will not find this window: %s", error)
        return Seat()


def bring_forward(window: QWidget, wish: Wish) -> None:
    """As far as the desktop lets a program do it: it wants to know what the person did for that."""
    when = _X11_TIME.search(wish.startup_id)
    if when is not None and QGuiApplication.platformName() == "xcb":
        _set_x11_time(int(when[1]))
    window.setWindowState(window.windowState() & ~Qt.WindowMinimized)
    window.show()
    window.raise_()
    if wish.activation_token:
        os.environ["XDG_ACTIVATION_TOKEN"] = wish.activation_token  # where Qt's Wayland looks
    try:
        (QApplication.activeModalWidget() or window).activateWindow()
    finally:
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)


def _set_x11_time(when_ms: int) -> None:
    """A window manager gives the focus only to what was asked for later than the last key."""
    try:
        from PyQt5.QtX11Extras import QX11Info  # noqa: PLC0415 - Debian has it apart
    except ImportError:
        return
    QX11Info.setAppTime(when_ms)
    QX11Info.setAppUserTime(when_ms)


def _try_lock(path: Path) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    except OSError:
        os.close(lock)
        raise
    return lock


def _listen(place: Path) -> socket.socket:
    """Only whoever has the lock comes here, so a socket that is there is of one who is gone."""
    place.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listening.bind(str(place))
        listening.listen()
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening


def _ask(place: Path, wish: Wish, deadline: float) -> bytes:
    """What the first one says; nothing when it does not answer before ``deadline``."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(max(_POLL_S, deadline - time.monotonic()))
        try:
            link.connect(str(place))
            if not _is_ours(link):
                return ELSEWHERE
            link.sendall(json.dumps(asdict(wish)).encode() + b"\n")
            with link.makefile("rb") as answer:
                return answer.readline(_MAX_BYTES)
        except OSError as error:
            log.info("the first window does not answer: %r", error)
            return b""


def _is_ours(link: socket.socket) -> bool:
    """Whether the process at the other end is of the same user."""
    _pid, uid, _gid = _UCRED.unpack(
        link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
    )
    return bool(uid == os.getuid())


async def _hear_wish(link: socket.socket) -> Wish:
    """Raises OSError, and ValueError or RecursionError for what is none."""
    line = b""
    while not line.endswith(b"\n") and len(line) < _MAX_BYTES:
        piece = await asyncio.get_running_loop().sock_recv(link, _MAX_BYTES)
        if not piece:
            break
        line += piece
    told = json.loads(line)
    if not isinstance(told, dict):
        raise ValueError(f"not a wish: {line[:80]!r}")
    names = ("display", "startup_id", "activation_token")
    return Wish(*(str(told.get(name, "")).replace("\0", "") for name in names))
