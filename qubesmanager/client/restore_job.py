"""A restore as a process of its own: started, asked for the plan, told to run it, watched.

The archive is untrusted, so the windows and commands never parse it; `qubesmanager.restore_worker`
does. Both sides exchange JSON objects, one a line::

    to the worker   {"do": "glance", "archive"}
                    {"do": "open", "archive", "passphrase", "socket", "home", "home_work",
                     "source", "key_memory_mib", "compression", "compare", "reads_all"}
                    {"do": "restore" | "verify", "plan"}    {"do": "cancel", "keep"}
                    {"do": "notes"}
    from it         {"event": "glance", "glance"}
                    {"event": "plan", "plan", "host", "isolation"}
                    {"event": "row", "row"}                 {"event": "notes", "notes"}
                    {"event": "progress", "done_bytes", "total_bytes", "qube", "volume"}
                    {"event": "result", "plan"}             {"event": "error", "kind", "message"}

Each request but "cancel" has a "number", and what comes of it has that in "about": an answer to a
request that nobody waits for any more is not taken for that to the next.
The end of its input tells the worker that nobody is left to tell: it stops and cleans up, but keeps
qubes with whole volumes, which a later restore can go on with (`resume`). It gives up the right to
anything but the archive that it is told to open, so each archive has a process. An archive in a
qube is ``QUBE:/path``; what it sends comes by `service_broker`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.glance import Glance
from qubesmanager.backend.backup.plan import HostState, Progress, QubeRow, RestorePlan, Status
from qubesmanager.client import replacing
from qubesmanager.client.connection import Connection
from qubesmanager.client.leftovers import how_to_remove, remove_qubes, still_true, what_stays
from qubesmanager.client.restore_journal import RestoreJournal, Unfinished
from qubesmanager.client.restore_marks import JOURNAL, drop
from qubesmanager.client.resuming import done_volumes, take_up
from qubesmanager.client.service_broker import ServiceBroker
from qubesmanager.client.services import service_command, split_place
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError, QubesException

_log = logging.getLogger(__name__)
_SERVICE = "qubes.Restore"
_WORKER = (sys.executable, "-P", "-m", "qubesmanager.restore_worker")
# A plan of thousands of qubes is one line.
_LINE_LIMIT_BYTES = 64 << 20
_LAST_WORDS_BYTES = 4096
_CLOSE_TIMEOUT_S = 30.0

# As a connection says it, once for each of its sockets.
_NO_DAEMON = re.compile(
    r"(?:No qubesd answers at [^;]*; it has ended or was killed|Qubesd broke off the call: [^;(]*)"
    r"(?: ?\(its log [^)]*\))?"
)

OnProgress = Callable[[Progress], None]
OnRow = Callable[[QubeRow], None]


class RestoreError(QubesException):
    """The restore could not begin or go on. ``kind`` tells the cases apart for a program.

    Kinds are those of the archive errors (wrong-passphrase, not-a-backup, damaged, unsupported,
    io, target, cancelled) and ``worker``: the process ended.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class RestoreJob:
    """One worker process. `open` first, then `verify` or `run`; `close` in any case.

    Archives that are not read as they are take ``key_memory_mib``, what one of their keys may take,
    or ``compression``, what they are compressed with whatever their header says.
    """

    def __init__(
        self, connection: Connection, *, key_memory_mib: int | None = None, compression: str = ""
    ) -> None:
        self._connection = connection
        self._opening: dict[str, Any] = {
            "key_memory_mib": key_memory_mib,
            "compression": compression,
        }
        self._discards = False  # cancelled, and nothing is to be gone on with
        self._process: asyncio.subprocess.Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._last_words = b""
        self._number = 0  # of the last request
        self._host = HostState()
        self._archive = ""  # what the worker is confined to
        self._home_work: Path | None = None
        self._broker: ServiceBroker | None = None  # when the archive lies in a qube
        self._descriptors: tuple[int, ...] = ()
        self._asking = asyncio.Lock()  # one question and its answer at a time

    @property
    def pid(self) -> int | None:
        """The worker's process, while there is one."""
        return None if self._process is None else self._process.pid

    async def glance(self, archive: Path) -> Glance:
        """What kind of file it seems to be. Raises RestoreError only when the process ended."""
        if self._archive not in ("", _absolute(archive)):
            # Ours may read nothing else any more, and its plan may still be wanted.
            other = RestoreJob(self._connection)
            try:
                return await other.glance(archive)
            finally:
                await other.close()
        answer = await self._ask({"do": "glance", "archive": _absolute(archive)}, "glance")
        return Glance.from_dict(answer["glance"])

    async def open(
        self, archive: Path, passphrase: bytes, *, compare: bool = False, reads_all: bool = True
    ) -> tuple[RestorePlan, HostState]:
        """Read what the archive holds. Raises RestoreError; may be called again after that.

        With ``compare``, `verify` also compares the volumes with those of the same names here.
        ``reads_all``: probably all of it will be read next, so that is prepared meanwhile.
        """
        self._opening.update(compare=compare, reads_all=reads_all)
        place = split_place(str(archive))
        if self._archive not in ("", _absolute(archive)) or place is not None:
            await self.close()
        self._archive = _absolute(archive)
        self._descriptors = _descriptors(archive)
        if place is not None:
            self._make_broker(place[0])
        answer = await self._ask(self._open_request(archive, passphrase), "plan")
        _log.info("isolation of the restore process: %s", "; ".join(answer["isolation"]))
        self._host = HostState.from_dict(answer["host"])
        return RestorePlan.from_dict(answer["plan"]), self._host

    async def notes(self) -> dict[str, str]:
        """What people wrote about the qubes of the archive that is open, by their names.

        Takes a key for each. Raises RestoreError.
        """
        answer = await self._ask({"do": "notes"}, "notes")
        return {str(name): str(text) for name, text in answer["notes"].items()}

    def _make_broker(self, qube: str) -> None:
        try:
            self._broker = ServiceBroker(service_command(self._connection, qube, _SERVICE))
        except AdminError as error:
            raise RestoreError("target", str(error)) from error
        self._descriptors = (self._broker.worker_fd,)

    async def resume(
        self, archive: Path, passphrase: bytes, cut: Unfinished
    ) -> tuple[RestorePlan, HostState]:
        """As `open`, for a restore that was cut: its plan, with what is whole already.

        Raises RestoreError, also when the archive is another one.
        """
        try:
            told = await replacing.finish(self._connection)
        except AdminError as error:
            raise RestoreError("target", str(error)) from error
        plan, host = await self.open(archive, passphrase, reads_all=False)
        system = System(self._connection)
        await system.load()
        try:
            take_up(plan, host, cut, system.qubes)
        except ValueError as error:
            raise RestoreError("other-archive", str(error)) from error
        plan.notes += told
        return plan, host

    async def _ask(self, request: dict[str, Any], event: str) -> dict[str, Any]:
        async with self._asking:
            if self._process is None:
                await self._start()
            await self._send(request)
            answer = await self._wait_for(event)
            if answer is None:
                raise RestoreError("worker", await self._obituary())
            return answer

    def _open_request(self, archive: Path, passphrase: bytes) -> dict[str, Any]:
        home = self._connection.home
        return {
            "do": "open",
            "archive": _absolute(archive),
            "passphrase": passphrase.decode("utf-8", "surrogateescape"),
            "socket": str(self._connection.endpoint.socket),
            "home": None if home is None else str(home),
            "home_work": self._work_folder(),
            "source": self._source(archive),
            **self._opening,
        }

    def _source(self, archive: Path) -> dict[str, Any] | None:
        """Where in a qube the archive lies, and the descriptor by which that is asked."""
        place = split_place(str(archive))
        if place is None or self._broker is None:
            return None
        return {"qube": place[0], "location": place[1], "fd": self._broker.worker_fd}

    def _work_folder(self) -> str | None:
        """A folder of the worker's own in the home directory, gone with the job."""
        if self._home_work is None:
            try:
                self._home_work = Path(tempfile.mkdtemp(prefix=".home-restore-", dir=Path.home()))
            except OSError as error:
                _log.info("nothing can be restored into the home directory: %s", error)
                return None
        return str(self._home_work)

    async def run(
        self, plan: RestorePlan, on_progress: OnProgress, on_row: OnRow | None = None
    ) -> RestorePlan:
        """Restore the selected rows. The plan that comes back has a result in every row.

        Of what the worker had begun and, having died or lost qubesd, left unfinished, qubes with
        whole volumes are kept and the others removed.
        """
        self._discards = False
        journal, lack = self._begin_journal(plan)

        def note_row(row: QubeRow) -> None:
            nonlocal lack
            if journal is not None and not lack and row.status is Status.RESTORED:
                try:
                    journal.row_done(row)
                except OSError as error:
                    lack = _no_journal(error)
            if on_row is not None:
                on_row(row)

        result, reason = await self._work("restore", plan, on_progress, note_row)
        _fail_pending(result, reason, "before this qube was complete")
        if not result.ok or any(row.begun for row in result.selected):
            await self._settle_leftovers(result)
        if not result.ok:
            result.notes += [lack] if lack else []
        done = all(row.is_done for row in result.selected)
        if journal is not None and (done or self._discards):
            try:
                journal.end()
            except OSError as error:
                _log.warning("the journal of a restore that is done stays: %r", error)
        return result

    def _begin_journal(self, plan: RestorePlan) -> tuple[RestoreJournal | None, str]:
        """Or why there is none; what can be restored is restored all the same."""
        try:
            return RestoreJournal.begin(self._connection.home, plan), ""
        except OSError as error:
            return None, _no_journal(error)

    async def verify(
        self, plan: RestorePlan, on_progress: OnProgress, on_row: OnRow | None = None
    ) -> RestorePlan:
        """Read and check everything selected, and change nothing."""
        result, reason = await self._work("verify", plan, on_progress, on_row)
        _fail_pending(result, reason, "before this qube was checked")
        return result

    async def cancel(self, *, keep: bool = False) -> None:
        """Ask for the end; `run` then comes back with what was done until now.

        With ``keep``, qubes that have whole volumes stay, for a later run to go on with.
        """
        self._discards = not keep
        with suppress(RestoreError):
            await self._send({"do": "cancel", "keep": keep})

    async def close(self) -> None:
        """End the worker, letting it clean up, and wait for it. Closing twice is silent."""
        await self._end()
        self._archive = ""
        broker, self._broker = self._broker, None
        if broker is not None:
            await broker.close()
        work, self._home_work = self._home_work, None
        if work is not None:
            await asyncio.to_thread(_remove_folder, work)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                await self._bid_farewell(process)
        except TimeoutError:
            _log.warning("the restore process %r does not end, killing it", process.pid)
            process.kill()
            await self._bid_farewell(process)

    async def _bid_farewell(self, process: asyncio.subprocess.Process) -> int:
        """Close the worker's input and read what it still says, until it has ended."""
        assert process.stdin is not None and process.stdout is not None and self._listener
        process.stdin.close()
        with suppress(OSError):  # it may have gone before it had read everything
            await process.stdin.wait_closed()
        while await process.stdout.read(1 << 16):
            pass
        await self._listener
        return await process.wait()

    async def _start(self) -> None:
        # A session of its own: Ctrl-C is for the command, which then tells the worker.
        self._process = await asyncio.create_subprocess_exec(
            *_WORKER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE_LIMIT_BYTES,
            start_new_session=True,
            pass_fds=self._descriptors,
        )
        self._listener = asyncio.create_task(self._listen(self._process))
        if self._broker is not None:
            self._broker.start()

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Keep the end of what the worker says on stderr, its reason should it die."""
        assert process.stderr is not None
        while data := await process.stderr.read(_LAST_WORDS_BYTES):
            self._last_words = (self._last_words + data)[-_LAST_WORDS_BYTES:]

    async def _send(self, request: dict[str, Any]) -> None:
        if self._process is None or self._process.stdin is None:
            raise RestoreError("worker", "the restore process has ended")
        if request["do"] != "cancel":
            self._number += 1
        try:
            numbered = {**request, "number": self._number}
            self._process.stdin.write(json.dumps(numbered).encode() + b"\n")
            await self._process.stdin.drain()
        except OSError as error:
            _log.debug("the restore process does not listen: %r", error)  # its end is seen below

    async def _work(
        self, what: str, plan: RestorePlan, on_progress: OnProgress, on_row: OnRow | None
    ) -> tuple[RestorePlan, str]:
        """The plan with results; and, when the worker could not give it, why."""
        await self._send({"do": what, "plan": plan.to_dict()})
        result = RestorePlan.from_dict(plan.to_dict())
        try:
            while (message := await self._next()) is not None:
                match message["event"]:
                    case "progress":
                        on_progress(_progress(message))
                    case "row":
                        row = QubeRow.from_dict(message["row"])
                        _replace_row(result, row)
                        if on_row is not None:
                            on_row(row)
                    case "result":
                        return RestorePlan.from_dict(message["plan"]), ""
                    case "error":
                        return result, message["message"]
        except asyncio.CancelledError:
            await self.cancel(keep=True)
            raise
        return result, await self._obituary()

    async def _wait_for(self, event: str) -> dict[str, Any] | None:
        while (message := await self._next()) is not None:
            if message["event"] == "error":
                raise RestoreError(message["kind"], message["message"])
            if message["event"] == event:
                return message
        return None

    async def _next(self) -> dict[str, Any] | None:
        """The worker's next message; None when it has ended."""
        if self._process is None or self._process.stdout is None:
            return None
        answers = self._process.stdout
        while (line := await answers.readline()).endswith(b"\n"):
            message: dict[str, Any] = json.loads(line)
            if message["about"] == self._number:
                return message
        return None

    async def _obituary(self) -> str:
        """How the worker ended, in words."""
        process, self._process = self._process, None
        assert process is not None
        status = await self._bid_farewell(process)
        how = f"signal {-status}" if status < 0 else f"status {status}"
        said = self._last_words.decode("utf-8", "replace").strip().splitlines()
        why = f": {said[-1]}" if said else ""
        return f"the restore process ended ({how}{why})"

    async def _settle_leftovers(self, result: RestorePlan) -> None:
        """Keep or remove what is still marked as being restored, and say so where that fails.

        What is whole, also from an earlier run, loses its mark.
        """
        rows = {row.made_as: row for row in result.selected}
        here = set(self._host.qubes) - {row.made_as for row in result.selected if row.begun}
        begun = (rows.keys() | set(result.stand_ins)) - here
        try:
            await self._connection.revive()
            result.notes += await replacing.finish(self._connection)
            system = System(self._connection)
            await system.load()
            # Without the mark a qube is whole, or somebody else's who took the name meanwhile.
            marked = {name for name in begun & set(system.qubes) if system.qubes[name].incomplete}
            for name in marked & rows.keys():
                if not self._discards and not rows[name].kept:
                    _keep_if_worth(rows[name], done_volumes(system.qubes[name], result))
            for row in result.selected:
                if row.status is Status.RESTORED and row.restored_as in system.qubes:
                    await drop(self._connection, row.restored_as, JOURNAL)
            kept = {name for name, row in rows.items() if row.kept}
            stays = await remove_qubes(self._connection, marked - kept - set(_in_use(result)))
        except AdminError as error:
            mends = how_to_remove("NAME")  # nobody can say which of them are there
            result.notes.append(
                f"What was begun and not finished could not be removed: {error}. {mends}"
            )
            return
        gone = begun - (marked & stays.keys()) - kept
        result.notes = still_true(result.notes, gone)
        _say_once(result, gone)
        for name, reason in stays.items():
            result.notes.append(what_stays(name, reason))


def _no_journal(error: OSError) -> str:
    _log.warning("no journal: %r", error)
    return f"This restore cannot be gone on with: {error.strerror}."


def _in_use(plan: RestorePlan) -> list[str]:
    """Stand-ins that qubes which stay are based on."""
    staying = [row for row in plan.selected if row.kept or row.status is Status.RESTORED]
    return [name for name in plan.stand_ins if any(row.template == name for row in staying)]


def _keep_if_worth(row: QubeRow, done: Mapping[str, int]) -> None:
    """What the worker could not tell any more is on the qube's mark."""
    for volume in row.volumes:
        if volume.name in done:
            volume.status, volume.reason = Status.RESTORED, ""
            volume.bytes = volume.size = done[volume.name]
    if row.worth_keeping:
        row.keep()


def _say_once(result: RestorePlan, gone: Collection[str]) -> None:
    """That qubesd had ended is one cause, and no qube that is gone was left behind."""
    cause = ""
    for row in result.selected:
        if row.status is not Status.FAILED or (match := _NO_DAEMON.search(row.reason)) is None:
            continue
        cause = match[0]
        if row.made_as in gone:
            row.reason = row.reason.partition(f"; {row.made_as} could not be removed: ")[0]
        row.reason = _NO_DAEMON.sub("qubesd had ended", row.reason)
        for volume in row.volumes:
            volume.reason = _NO_DAEMON.sub("qubesd had ended", volume.reason)
    if cause:
        result.notes.insert(0, f"{cause}.")


def _remove_folder(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.warning("%r stays: %s", str(folder), error.strerror)


def _absolute(path: Path) -> str:
    """Against the directory that the person meant: ours. What lies in a qube stays as it is."""
    return os.path.abspath(path) if split_place(str(path)) is None else str(path)


def _descriptors(archive: Path) -> tuple[int, ...]:
    """The descriptor that an archive's path stands for, which the worker needs as well."""
    match = re.fullmatch(r"/dev/fd/([0-9]{1,6})", str(archive), re.ASCII)
    return () if match is None else (int(match[1]),)


def _fail_pending(plan: RestorePlan, reason: str, when: str) -> None:
    """What the worker said of its end is a whole sentence; what is said of it is not."""
    reason = reason if reason.endswith(".") else f"{reason} {when}"
    for row in plan.selected:
        if row.status is Status.PENDING:
            row.status, row.reason = Status.FAILED, reason


def _replace_row(plan: RestorePlan, row: QubeRow) -> None:
    plan.rows = [row if known.name == row.name else known for known in plan.rows]


def _progress(message: dict[str, Any]) -> Progress:
    return Progress(
        message["done_bytes"],
        message["total_bytes"],
        message.get("qube", ""),
        message.get("volume", ""),
    )
