"""Where a store and the sockets of its qubesd are.

A store is a directory, here called its *home*: ``qubes.xml``, the lock, the volumes and the
profiles. The sockets live in the user's runtime directory R. The default home's socket is
``R/qubesd.sock``, that of any other home ``R/<12 hex digits>/qubesd.sock``; the internal socket
stands beside it. Both ends of the socket use these rules and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SYSTEM_SOCKET = Path("/run/qubesd.sock")
# sun_path holds 108 bytes with the NUL at its end (unix(7)).
MAX_SOCKET_PATH_BYTES = 107


class PlaceError(Exception):
    """A place that cannot be used; the text says which and why."""


@dataclass(frozen=True)
class Holder:
    """The qubesd that has, or had when it last ran, a store open."""

    pid: int
    socket: Path


def default_home(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's own store: ``$XDG_DATA_HOME/qubes``, else ``~/.local/share/qubes``."""
    data = environ.get("XDG_DATA_HOME", "")
    # A relative path in an XDG variable is to be ignored (XDG base directories, 0.8).
    if os.path.isabs(data):
        return Path(data) / "qubes"
    return Path.home() / ".local" / "share" / "qubes"


def store_path(home: Path) -> Path:
    return home / "qubes.xml"


def lock_path(home: Path) -> Path:
    return home / "qubesd.lock"


def log_path(home: Path) -> Path:
    """Where a qubesd that a client started writes its log."""
    return home / "qubesd.log"


def profile_path(home: Path, profile: str) -> Path:
    return home / "backup" / f"{profile}.conf"


def restores_dir(home: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where plans of unfinished restores are; None is the store of the system."""
    return (home or _state_dir(environ)) / "restores"


def errors_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the programs with windows write what went wrong inside themselves."""
    return _state_dir(environ) / "manager-errors.log"


def _state_dir(environ: Mapping[str, str]) -> Path:
    state = environ.get("XDG_STATE_HOME", "")
    base = Path(state) if os.path.isabs(state) else Path.home() / ".local" / "state"
    return base / "qubes"


def runtime_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """R, the directory of the sockets. It may not exist yet; see ``make_private_dir``."""
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if os.path.isabs(runtime):
        return Path(runtime) / "qubes"
    uid = os.getuid()
    usual = Path(f"/run/user/{uid}")
    if usual.is_dir() and usual.stat().st_uid == uid:
        return usual / "qubes"
    return Path(f"/tmp/qubes-{uid}")  # noqa: S108  make_private_dir refuses a foreign one


def socket_path(home: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """The socket of the qubesd that serves ``home``. Raises PlaceError when it is too long."""
    runtime = runtime_dir(environ)
    real = os.path.realpath(home)
    if real != os.path.realpath(default_home(environ)):
        runtime = runtime / hashlib.sha256(os.fsencode(real)).hexdigest()[:12]
    return checked_socket(runtime / "qubesd.sock")


def prepare_socket(home: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """``socket_path`` with its directories made or checked: both ends call this first.

    Raises PlaceError when another user owns or may write to one of them: whoever can put a socket
    there would be told passphrases.
    """
    socket = socket_path(home, environ)
    make_private_dir(runtime_dir(environ))
    make_private_dir(socket.parent)
    return socket


def prepare_manager_socket(home: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the Manager of a store hears of its next start, in a directory made or checked.

    ``home`` None is the default: the store of the system where there is one.
    """
    if home is None and SYSTEM_SOCKET.exists():
        make_private_dir(runtime_dir(environ))
        return runtime_dir(environ) / "system-manager.sock"
    return prepare_socket(home or default_home(environ), environ).with_name("manager.sock")


def checked_socket(socket: Path) -> Path:
    """``socket`` itself when it and its internal socket fit the kernel's limit, else PlaceError."""
    longest = os.fsencode(internal_socket(socket))
    if len(longest) > MAX_SOCKET_PATH_BYTES:
        raise PlaceError(
            f"the socket path {os.fsdecode(longest)} has {len(longest)} bytes and the system "
            f"allows {MAX_SOCKET_PATH_BYTES}; set XDG_RUNTIME_DIR to a shorter directory"
        )
    return socket


def internal_socket(socket: Path) -> Path:
    """The socket of the ``internal.*`` calls beside the one of the Admin API."""
    if socket.suffix != ".sock":
        raise PlaceError(f"a qubesd socket must end in .sock, {socket} does not")
    return socket.with_suffix(".internal.sock")


def agent_socket(home: Path, qid: int) -> Path:
    """Where the port of the agent in a qube ends on this side (docs/agent-protocol.md).

    The same after a restart of qubesd, and short. Raises PlaceError when it is too long.
    """
    socket = socket_path(home).with_name(f"agent-{qid}.sock")
    if len(os.fsencode(socket)) > MAX_SOCKET_PATH_BYTES:
        raise PlaceError(
            f"the socket path {socket} is longer than the {MAX_SOCKET_PATH_BYTES} bytes that the"
            " system allows; set XDG_RUNTIME_DIR to a shorter directory"
        )
    return socket


def make_private_dir(directory: Path) -> None:
    """Make ``directory`` (and those above it) for us alone, or check the one that is there.

    Raises PlaceError when somebody else owns it or may write to it.
    """
    if not directory.parent.is_dir():
        make_private_dir(directory.parent)
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise PlaceError(f"cannot make {directory}: {error.strerror}") from error
    status = directory.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise PlaceError(f"{directory} is not a directory")
    if status.st_uid != os.getuid():
        raise PlaceError(f"{directory} belongs to user {status.st_uid}, not to us")
    if status.st_mode & 0o077:
        raise PlaceError(
            f"{directory} is open to others (mode {stat.S_IMODE(status.st_mode):04o}); "
            f"make it yours alone with: chmod 700 {directory}"
        )


def read_holder(home: Path) -> Holder | None:
    """Who holds the store, as the lock file says it; None when nobody has held it yet.

    The file outlives a killed qubesd, so only an answer on the socket proves that it runs.
    Raises PlaceError when the file cannot be read.
    """
    path = lock_path(home)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise PlaceError(f"cannot read {path}: {error}") from error
    if not text.strip():
        return None
    try:
        record = json.loads(text)
        return Holder(int(record["pid"]), Path(record["socket"]))
    except (ValueError, TypeError, KeyError) as error:
        # A qubesd writes it in one go right after it has the lock; what else stands there is
        # as good as nothing.
        raise PlaceError(f"{path} does not say who holds the store: {text[:80]!r}") from error
