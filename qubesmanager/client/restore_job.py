"""A restore as a process of its own: started, asked for the plan, told to run it, watched.

The archive is untrusted, so the windows and commands never parse it; `qubesmanager.restore_worker`
does. Both sides exchange JSON objects, one a line::

    to the worker   {"do": "open", "archive", "passphrase", "socket", "home"}
                    {"do": "restore" | "verify", "plan"}    {"do": "cancel"}
    from it         {"event": "plan", "plan", "host"}       {"event": "row", "row"}
                    {"event": "progress", "done_bytes", "total_bytes", "qube", "volume"}
                    {"event": "result", "plan"}             {"event": "error", "kind", "message"}

The end of its input tells the worker that nobody is left to tell: it stops and cleans up.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.plan import HostState, Progress, QubeRow, RestorePlan, Status
from qubesmanager.client.connection import Connection
from qubesmanager.client.leftovers import remove_qubes
from qubesmanager.client.system import System
from qubesmanager.protocol import AdminError, QubesException

_log = logging.getLogger(__name__)
_WORKER = (sys.executable, "-P", "-m", "qubesmanager.restore_worker")
# A plan of thousands of qubes is one line.
_LINE_LIMIT_BYTES = 64 << 20
_LAST_WORDS_BYTES = 4096
_CLOSE_TIMEOUT_S = 30.0

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
    """One worker process. `open` first, then `verify` or `run`; `close` in any case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._process: asyncio.subprocess.Process | None = None
        self._listener: asyncio.Task[None] | None = None
        self._last_words = b""
        self._host = HostState()

    @property
    def pid(self) -> int | None:
        """The worker's process, while there is one."""
        return None if self._process is None else self._process.pid

    async def open(self, archive: Path, passphrase: bytes) -> tuple[RestorePlan, HostState]:
        """Read what the archive holds. Raises RestoreError; may be called again after that."""
        if self._process is None:
            await self._start()
        await self._send(self._open_request(archive, passphrase))
        answer = await self._wait_for("plan")
        if answer is None:
            raise RestoreError("worker", await self._obituary())
        self._host = HostState.from_dict(answer["host"])
        return RestorePlan.from_dict(answer["plan"]), self._host

    def _open_request(self, archive: Path, passphrase: bytes) -> dict[str, Any]:
        home = self._connection.home
        return {
            "do": "open",
            "archive": os.path.abspath(archive),
            "passphrase": passphrase.decode("utf-8", "surrogateescape"),
            "socket": str(self._connection.endpoint.socket),
            "home": None if home is None else str(home),
        }

    async def run(
        self, plan: RestorePlan, on_progress: OnProgress, on_row: OnRow | None = None
    ) -> RestorePlan:
        """Restore the selected rows. The plan that comes back has a result in every row.

        When the worker dies, what it had begun and not finished is removed again.
        """
        result, dead = await self._work("restore", plan, on_progress, on_row)
        if dead:
            await self._bury(result, f"{await self._obituary()} before this qube was complete")
        return result

    async def verify(
        self, plan: RestorePlan, on_progress: OnProgress, on_row: OnRow | None = None
    ) -> RestorePlan:
        """Read and check everything selected, and change nothing."""
        result, dead = await self._work("verify", plan, on_progress, on_row)
        if dead:
            reason = f"{await self._obituary()} before this qube was checked"
            for row in _unfinished_rows(result):
                row.status, row.reason = Status.FAILED, reason
        return result

    async def cancel(self) -> None:
        """Ask for the end; `run` then comes back with what was done until now."""
        with suppress(RestoreError):
            await self._send({"do": "cancel"})

    async def close(self) -> None:
        """End the worker, letting it clean up, and wait for it. Closing twice is silent."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None and self._listener is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(_CLOSE_TIMEOUT_S):
                await self._drain(process)
                await process.wait()
        except TimeoutError:
            _log.warning("the restore process %r does not end, killing it", process.pid)
            process.kill()
            await process.wait()
        self._listener.cancel()
        await asyncio.gather(self._listener, return_exceptions=True)

    async def _start(self) -> None:
        # A session of its own: Ctrl-C is for the command, which then tells the worker.
        self._process = await asyncio.create_subprocess_exec(
            *_WORKER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LINE_LIMIT_BYTES,
            start_new_session=True,
        )
        self._listener = asyncio.create_task(self._listen(self._process))

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Keep the end of what the worker says on stderr, its reason should it die."""
        assert process.stderr is not None
        while data := await process.stderr.read(_LAST_WORDS_BYTES):
            self._last_words = (self._last_words + data)[-_LAST_WORDS_BYTES:]

    async def _send(self, request: dict[str, Any]) -> None:
        if self._process is None or self._process.stdin is None:
            raise RestoreError("worker", "the restore process has ended")
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            await self._process.stdin.drain()
        except OSError as error:
            _log.debug("the restore process does not listen: %r", error)  # its end is seen below

    async def _work(
        self, what: str, plan: RestorePlan, on_progress: OnProgress, on_row: OnRow | None
    ) -> tuple[RestorePlan, bool]:
        """The plan with results, and whether the worker died before it could give it."""
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
                        return RestorePlan.from_dict(message["plan"]), False
                    case "error":
                        raise RestoreError(message["kind"], message["message"])
        except asyncio.CancelledError:
            await self.cancel()
            raise
        return result, True

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
        line = await self._process.stdout.readline()
        if not line.endswith(b"\n"):
            return None
        message: dict[str, Any] = json.loads(line)
        return message

    async def _drain(self, process: asyncio.subprocess.Process) -> None:
        """Read on, so that a worker which still reports is not held up by a full pipe."""
        assert process.stdout is not None
        while await process.stdout.read(1 << 16):
            pass

    async def _obituary(self) -> str:
        """How the worker ended, in words."""
        assert self._process is not None and self._listener is not None
        status = await self._process.wait()
        await self._listener
        how = f"signal {-status}" if status < 0 else f"status {status}"
        said = self._last_words.decode("utf-8", "replace").strip().splitlines()
        why = f": {said[-1]}" if said else ""
        self._process = None
        return f"the restore process ended ({how}{why})"

    async def _bury(self, result: RestorePlan, reason: str) -> None:
        """Mark what was not done and remove what was half done."""
        unfinished = _unfinished_rows(result)
        begun = {row.restored_as for row in result.selected} | set(result.stand_ins)
        begun -= set(self._host.qubes)
        try:
            await self._connection.revive()
            system = System(self._connection)
            await system.load()
            # Without the mark a qube is whole, or somebody else's who took the name meanwhile.
            marked = {name for name in begun & set(system.qubes) if system.qubes[name].incomplete}
            stays = await remove_qubes(self._connection, marked)
        except AdminError as error:
            stays = {}
            reason += f"; and what it began could not be removed: {error}"
        for row in unfinished:
            row.status, row.reason = Status.FAILED, reason
            if row.restored_as in stays:
                row.reason += f"; the incomplete qube {row.restored_as} stays: "
                row.reason += stays[row.restored_as]


def _unfinished_rows(plan: RestorePlan) -> list[QubeRow]:
    return [row for row in plan.selected if row.status is Status.PENDING]


def _replace_row(plan: RestorePlan, row: QubeRow) -> None:
    plan.rows = [row if known.name == row.name else known for known in plan.rows]


def _progress(message: dict[str, Any]) -> Progress:
    return Progress(
        message["done_bytes"],
        message["total_bytes"],
        message.get("qube", ""),
        message.get("volume", ""),
    )
