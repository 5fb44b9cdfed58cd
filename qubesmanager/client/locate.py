"""Which qubesd to talk to, and starting ours when none answers.

In a Qubes dom0 that is the system's own. Elsewhere, or for a store named by the person, it is the
one that the store's lock file names; when none answers, one is started for that store. Two
clients may do so at once: the lock lets one daemon live, and both connect to that.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from pathlib import Path

from qubesmanager import places
from qubesmanager.client.connection import Connection, Endpoint
from qubesmanager.client.lease import Lease
from qubesmanager.protocol import DaemonAccessError

_log = logging.getLogger(__name__)
IDLE_EXIT_S = 300
# A private daemon ends with its last client; this is for clients that were killed.
_ORPHAN_EXIT_S = 10
_START_TIMEOUT_S = 30.0
_ANSWER_TIMEOUT_S = 10.0
_WINNER_TIMEOUT_S = 10.0
_END_TIMEOUT_S = 10.0
_POLL_S = 0.02
_LOG_LIMIT_BYTES = 1 << 20
_REASON_LINES = 3
# -P: a folder named like one of our modules, where the person happens to be, is not imported.
_QUBESD = (sys.executable, "-P", "-m", "qubesmanager.backend.qubesd")


class LocateError(DaemonAccessError):
    """No qubesd could be reached or started; the text says why."""


class StoreMissing(LocateError):
    """There is no store at ``home`` yet."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"there is no store at {home}")
        self.home = home


class NoPlace(LocateError):
    """No store can be made at ``home``; the text is qubesd's reason."""

    def __init__(self, home: Path, reason: str) -> None:
        super().__init__(reason)
        self.home = home


async def connect(
    home: Path | None = None, *, start: bool = True, private: bool = False
) -> Connection:
    """A connection to the qubesd of ``home``, or to the default one.

    With ``private``, a daemon that has to be started ends when the connection is closed and
    nobody else is connected any more; otherwise it ends by itself once nobody has used it for a
    while. It stays until the connection is closed in any case.
    Raises StoreMissing, or LocateError when none can be had.
    """
    if home is None and places.SYSTEM_SOCKET.exists():
        return Connection(
            Endpoint(places.SYSTEM_SOCKET, places.internal_socket(places.SYSTEM_SOCKET))
        )
    daemon = _Embedded(home or places.default_home(), private=private)
    endpoint = await daemon.endpoint(start=start)
    if not start:
        return Connection(endpoint)
    return Connection(endpoint, revive=daemon.endpoint, on_close=daemon.stop)


def attach(socket: Path, home: Path | None = None) -> Connection:
    """A connection to a daemon that somebody else looks after."""
    return Connection(Endpoint(socket, places.internal_socket(socket), home))


async def probe(home: Path, pool_dir: Path | None = None) -> dict[str, object]:
    """What the file system there can do: the JSON of ``qubesd --probe``. Raises NoPlace."""
    try:
        output = await _run_qubesd(home, "--probe", *_pool_dir(pool_dir))
    except LocateError as error:
        raise NoPlace(home, str(error)) from error
    try:
        answer = json.loads(output)
    except ValueError as error:
        raise LocateError(f"qubesd --probe did not answer in JSON: {output[:200]!r}") from error
    if not isinstance(answer, dict):
        raise LocateError(f"qubesd --probe did not answer with an object: {output[:200]!r}")
    return answer


async def init_store(home: Path, driver: str, pool_dir: Path | None = None) -> None:
    """Make a store. Raises LocateError with qubesd's reason when it cannot be made."""
    await _run_qubesd(home, "--init", "--pool-driver", driver, *_pool_dir(pool_dir))


class _Embedded:
    """The daemon of one store: found, or started and then perhaps ours to end."""

    def __init__(self, home: Path, *, private: bool) -> None:
        self._home = Path(os.path.realpath(home))
        self._private = private
        self._pid: int | None = None
        self._lease: Lease | None = None

    async def endpoint(self, *, start: bool = True) -> Endpoint:
        try:
            places.prepare_socket(self._home)
            found = await self._answering()
            if found is not None:
                return found
            if not places.store_path(self._home).exists():
                raise StoreMissing(self._home)
            if not start:
                raise LocateError(f"no qubesd serves {self._home}")
            return await self._start()
        except places.PlaceError as error:
            raise LocateError(str(error)) from error

    async def stop(self) -> None:
        """Leave the daemon. A private one that nobody else needs has ended afterwards."""
        lease, self._lease = self._lease, None
        if lease is None:
            return
        if not self._private:
            lease.drop()
            return
        starter = self._has_ended() is None
        try:
            ends = await lease.leave(starter=starter)
        except DaemonAccessError as error:
            _log.debug("leaving %r: %r", str(self._home), str(error))
            ends = starter
            if starter and self._pid is not None:
                os.kill(self._pid, signal.SIGTERM)
        if ends:
            await self._wait_for_the_end()

    async def _wait_for_the_end(self) -> None:
        """So that the store is free for the next one."""
        if self._pid is not None:
            pid, self._pid = self._pid, None
            await asyncio.to_thread(os.waitpid, pid, 0)
            return
        for _ in range(round(_END_TIMEOUT_S / _POLL_S)):
            if not self._is_held():
                return
            await asyncio.sleep(_POLL_S)
        _log.warning("qubesd of %r takes long to end", str(self._home))

    async def _answering(self) -> Endpoint | None:
        """Where the store's daemon answers, if it does. The lock file alone proves nothing.

        It is held on to before it is asked: a daemon that answers has counted us by then.
        """
        holder = places.read_holder(self._home)
        if holder is None:
            return None
        internal = places.internal_socket(holder.socket)
        endpoint = Endpoint(holder.socket, internal, self._home)
        try:
            lease = Lease.take(endpoint)
            async with asyncio.timeout(_ANSWER_TIMEOUT_S):
                reply = await Connection(endpoint).internal("internal.Ping")
        except DaemonAccessError:
            return None
        except TimeoutError as error:
            raise LocateError(
                f"qubesd (process {holder.pid}) does not answer at {holder.socket}"
            ) from error
        if not _serves(reply, self._home):
            return None
        old, self._lease = self._lease, lease
        if old is not None:
            old.drop()
        return endpoint

    async def _start(self) -> Endpoint:
        log_path, log_start = await asyncio.to_thread(self._spawn)
        _log.info("started qubesd %r for %r", self._pid, str(self._home))
        try:
            async with asyncio.timeout(_START_TIMEOUT_S):
                while (status := self._has_ended()) is None:
                    if (endpoint := await self._answering()) is not None:
                        await self._end_a_loser()
                        return endpoint
                    await asyncio.sleep(_POLL_S)
        except TimeoutError as error:
            raise LocateError(
                f"qubesd does not answer {_START_TIMEOUT_S:.0f} s after its start; see {log_path}"
            ) from error
        winner = await self._winner()
        if winner is None:
            raise LocateError(_last_words(log_path, log_start, status))
        return winner

    async def _end_a_loser(self) -> None:
        """Where another daemon has the store, ours is not to wait for its turn."""
        holder = places.read_holder(self._home)
        if self._pid is None or (holder is not None and holder.pid == self._pid):
            return
        pid, self._pid = self._pid, None
        os.kill(pid, signal.SIGTERM)
        await asyncio.to_thread(os.waitpid, pid, 0)

    async def _winner(self) -> Endpoint | None:
        """The daemon that got the store while ours was refused, once it answers."""
        for _ in range(round(_WINNER_TIMEOUT_S / _POLL_S)):
            if (endpoint := await self._answering()) is not None:
                return endpoint
            if not self._is_held():
                return None
            await asyncio.sleep(_POLL_S)
        return None

    def _open_log(self) -> tuple[Path, int]:
        """The log beside the store or, where nothing can be written, beside the socket."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        log_path = places.log_path(self._home)
        try:
            if log_path.exists() and log_path.stat().st_size > _LOG_LIMIT_BYTES:
                os.replace(log_path, log_path.with_suffix(".log.old"))
            return log_path, os.open(log_path, flags, 0o600)
        except OSError as error:
            _log.warning("cannot write %r: %s", str(log_path), error.strerror)
        log_path = places.prepare_socket(self._home).with_suffix(".log")
        try:
            return log_path, os.open(log_path, flags, 0o600)
        except OSError as error:
            raise LocateError(f"cannot write {log_path}: {error.strerror}") from error

    def _spawn(self) -> tuple[Path, int]:
        """Start the daemon in a session of its own. Returns its log and where its part begins.

        The session keeps a Ctrl-C in the terminal for the command alone, which then cleans up.
        posix_spawn, because the objects of `subprocess` want to own what is meant to outlive us.
        """
        log_path, log = self._open_log()
        idle_exit_s = _ORPHAN_EXIT_S if self._private else IDLE_EXIT_S
        command = [*_QUBESD, "--home", str(self._home), "--idle-exit", str(idle_exit_s)]
        try:
            self._pid = os.posix_spawn(
                command[0],
                command,
                os.environ,
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_DUP2, log, 1),
                    (os.POSIX_SPAWN_DUP2, log, 2),
                ],
                setsid=True,
            )
            return log_path, os.fstat(log).st_size
        finally:
            os.close(log)

    def _has_ended(self) -> int | None:
        """The exit status (negative: the signal) of the daemon that we started, once it ended."""
        if self._pid is None:
            return 0
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if pid == 0:
            return None
        self._pid = None
        return os.waitstatus_to_exitcode(status)

    def _is_held(self) -> bool:
        """Whether the process that the lock file names lives."""
        holder = places.read_holder(self._home)
        if holder is None:
            return False
        try:
            os.kill(holder.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True


def _serves(ping_reply: bytes, home: Path) -> bool:
    """Whether the daemon that answered is that of ``home``, not a later user of its socket,
    and stays."""
    answer = json.loads(ping_reply)
    served = os.path.realpath(str(answer.get("home", "")))
    return served == str(home) and not answer.get("ending", False)


def _last_words(log_path: Path, start: int, status: int) -> str:
    """The end of what the daemon wrote since ``start``: its reason for not serving."""
    with log_path.open("rb") as log:
        log.seek(start)
        written = log.read()
    return _reason(written) or f"qubesd ended at once with status {status}; see {log_path}"


def _reason(output: bytes) -> str:
    """Why a qubesd failed: what it says last in its own name, or else its last lines."""
    lines = output.decode("utf-8", "replace").strip().splitlines()
    said = [number for number, line in enumerate(lines) if line.startswith("qubesd: ")]
    start = said[-1] if said else -_REASON_LINES
    return "\n".join(lines[start:]).removeprefix("qubesd: ")


async def _interrupt(process: asyncio.subprocess.Process) -> None:
    """End it as Ctrl-C does, after which it removes what it has half made."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
    try:
        async with asyncio.timeout(_END_TIMEOUT_S):
            await process.communicate()
    except TimeoutError:
        _log.warning("process %d does not end, and is killed", process.pid)
        process.kill()
        await process.communicate()


def _pool_dir(pool_dir: Path | None) -> list[str]:
    return [] if pool_dir is None else ["--pool-dir", str(pool_dir)]


async def _run_qubesd(home: Path, *arguments: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *_QUBESD,
        "--home",
        str(home),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        output, errors = await process.communicate()
    except asyncio.CancelledError:
        await _interrupt(process)
        raise
    if process.returncode != 0:
        status = process.returncode
        raise LocateError(_reason(errors) or f"qubesd ended with status {status}")
    return output
