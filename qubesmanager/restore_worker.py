"""The process that reads an untrusted archive and restores it as a client of qubesd.

Speaks JSON lines on stdin and stdout; `qubesmanager.client.restore_job` is the other end and has
the messages. The loop makes the calls to qubesd; reading, decrypting and writing happen in a
thread, which asks the loop for a call and waits. The passphrase comes by stdin alone and is never
printed. When stdin ends nobody is left to tell: what runs is stopped and cleaned up.

Before an archive is read the process gives up everything that it does not need for that one, so
another archive takes another process (`qubesmanager.confinement`).
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import resource
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.errors import BackupError
from qubesmanager.backend.backup.glance import glance
from qubesmanager.backend.backup.look_inside import read_notes
from qubesmanager.backend.backup.memory_lack import telling_memory_lack
from qubesmanager.backend.backup.plan import Progress, RestorePlan
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.qube_source import QubeSource
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from qubesmanager.backend.backup.scrypt_container import DEFAULT_LIMITS, Limits
from qubesmanager.client.connection import Connection
from qubesmanager.client.dialer import Dialer
from qubesmanager.client.locate import attach
from qubesmanager.client.restore_marks import identity
from qubesmanager.confinement import Bounds, confine
from qubesmanager.protocol import AdminError
from qubesmanager.restore_target import ClientTarget, image_places, read_host, volumes_here
from qubesmanager.service_end import BrokerEnd

_log = logging.getLogger(__name__)
_LINE_LIMIT_BYTES = 64 << 20
_PROGRESS_EVERY_S = 0.1
# Two derivations of the dearest kind that is accepted, chunks in memory, and room to work.
_MEMORY_BYTES = 8 << 30


class Channel:
    """The way back to the parent. When nobody reads any more, messages are dropped."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._lock = threading.Lock()
        self.about = 0  # the request that is being obeyed

    def send(self, event: str, **fields: Any) -> None:
        data = json.dumps({"event": event, "about": self.about, **fields}).encode() + b"\n"
        with self._lock:
            view = memoryview(data)
            try:
                while view:
                    view = view[os.write(self._fd, view) :]
            except BrokenPipeError:
                _log.debug("the parent no longer reads")


class Reporter:
    """Tells progress a few times a second and at each new volume, and each row as it changes."""

    def __init__(self, channel: Channel, plan: RestorePlan) -> None:
        self._channel = channel
        self._plan = plan
        self._told = {row.name: row.status for row in plan.rows}
        self._last_s = 0.0
        self._last_place = "", ""

    def __call__(self, progress: Progress) -> None:
        self._rows()
        now_s = time.monotonic()
        at_end = 0 < progress.total_bytes <= progress.done_bytes
        place = progress.qube, progress.volume
        is_soon = now_s - self._last_s < _PROGRESS_EVERY_S
        if is_soon and place == self._last_place and not at_end:
            return
        self._last_s, self._last_place = now_s, place
        self._channel.send(
            "progress",
            done_bytes=progress.done_bytes,
            total_bytes=progress.total_bytes,
            qube=progress.qube,
            volume=progress.volume,
        )

    def _rows(self) -> None:
        for row in self._plan.rows:
            if self._told[row.name] != row.status:
                self._told[row.name] = row.status
                self._channel.send("row", row=row.to_dict())


class Worker:
    """One archive at a time: opened, then verified or restored, perhaps again."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._stop = threading.Event()
        self._keeps = True  # whether qubes with whole volumes stay when it ends early
        self._reader: BackupReader | None = None
        self._source: QubeSource | None = None
        self._connection: Connection | None = None
        self._looker = ThreadPoolExecutor(1)  # ends before there are bounds, which it would escape
        self._isolation: list[str] = []
        self._home_work: Path | None = None
        self._compares = False  # volumes here are read, and none is written

    async def serve(self, commands: asyncio.StreamReader) -> None:
        """Obey until the end of input, then stop what runs and wait for it."""
        async with asyncio.TaskGroup() as jobs:
            job: asyncio.Task[None] | None = None
            # A line that is cut off is no command: the parent was killed in the middle of it.
            while (line := await commands.readline()).endswith(b"\n"):
                request = json.loads(line)
                if request["do"] == "cancel":
                    self._keeps = request["keep"]
                    self._break_off()
                    continue
                if job is not None:
                    await job
                self._stop.clear()
                self._keeps = True
                job = jobs.create_task(self._obey(request))
            self._break_off()

    def _break_off(self) -> None:
        """Also an opening: a qube may keep that waiting for ever."""
        self._stop.set()
        if self._source is not None:
            self._source.close()

    async def _obey(self, request: dict[str, Any]) -> None:
        self._channel.about = request["number"]
        try:
            with telling_memory_lack("go on with the archive"):
                await self._do(request)
        except BackupError as error:
            self._channel.send("error", kind=error.kind, message=str(error))
        except AdminError as error:
            self._channel.send("error", kind="target", message=str(error))

    async def _do(self, request: dict[str, Any]) -> None:
        if request["do"] == "glance":
            loop = asyncio.get_running_loop()
            seen = await loop.run_in_executor(self._looker, glance, Path(request["archive"]))
            self._channel.send("glance", glance=seen.to_dict())
        elif request["do"] == "open":
            await self._open(request)
        elif request["do"] == "notes":
            assert self._reader is not None, "nothing is open"
            notes = await asyncio.to_thread(read_notes, self._reader, self._stop)
            self._channel.send("notes", notes=notes)
        else:
            await self._work(request["do"], RestorePlan.from_dict(request["plan"]))

    async def _open(self, request: dict[str, Any]) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        home = request["home"]
        if self._connection is None:
            self._connection = attach(Path(request["socket"]), None if home is None else Path(home))
        passphrase = request.pop("passphrase").encode("utf-8", "surrogateescape")
        self._compares = request["compare"]
        if not self._isolation:
            self._connection = await self._confine(self._connection, request)
        mib, compression = request["key_memory_mib"], request["compression"]
        limits = DEFAULT_LIMITS if mib is None else Limits.of_memory(mib)
        source = None if request["source"] is None else _qube_source(**request["source"])
        self._source = source
        reader = await asyncio.to_thread(
            BackupReader,
            request["archive"],
            passphrase,
            limits,
            compression=compression,
            source=source,
            reads_all=request["reads_all"],
        )
        self._reader = reader
        host = await read_host(self._connection)
        plan = make_plan(reader.contents, host)
        self._channel.send(
            "plan", plan=plan.to_dict(), host=host.to_dict(), isolation=self._isolation
        )

    async def _confine(self, connection: Connection, request: dict[str, Any]) -> Connection:
        """Keep what this archive and this qubesd take; the kernel refuses any other."""
        images = await image_places(connection)
        self._looker.shutdown()
        self._looker = ThreadPoolExecutor(1)
        if images is None:
            self._isolation = ["none: volumes are written by the system's script, which needs root"]
            return connection
        endpoint = connection.endpoint
        dialer = Dialer(endpoint.socket, endpoint.internal_socket)
        work = request["home_work"]
        self._home_work = None if work is None else Path(work)
        archive = () if request["source"] is not None else (Path(request["archive"]),)
        self._isolation = confine(
            Bounds(
                read=(*archive, *(images if self._compares else ())),
                write=() if self._compares else images,
                make=() if work is None else (Path(work),),
                receive=(Path.home(),),
                memory_bytes=_MEMORY_BYTES + ((request["key_memory_mib"] or 0) << 20),
            )
        )
        return Connection(endpoint, dial=dialer.dial)

    async def _work(self, what: str, plan: RestorePlan) -> None:
        assert self._reader is not None and self._connection is not None, "nothing is open"
        reader, report = self._reader, Reporter(self._channel, plan)
        if what == "verify":
            await self._verify(reader, plan, report)
        else:
            loop = asyncio.get_running_loop()
            target = ClientTarget(
                self._connection, loop, identity(plan), plan.archive, plan.date, self._home_work
            )
            await asyncio.to_thread(
                run_restore, reader, plan, target, report, self._stop, lambda: self._keeps
            )
            plan.notes += await asyncio.to_thread(target.finish)
        self._channel.send("result", plan=plan.to_dict())

    async def _verify(self, reader: BackupReader, plan: RestorePlan, report: Reporter) -> None:
        assert self._connection is not None
        async with AsyncExitStack() as opened:
            find = None
            if self._compares:
                find = await volumes_here(self._connection, opened)
            await asyncio.to_thread(
                verify_archive, reader, plan, report, self._stop, digests=False, here=find
            )


def _qube_source(qube: str, location: str, fd: int) -> QubeSource:
    return QubeSource(qube, location, BrokerEnd(fd).open_call)


async def _serve(stdin_fd: int, stdout_fd: int) -> None:
    loop = asyncio.get_running_loop()
    commands = asyncio.StreamReader(limit=_LINE_LIMIT_BYTES)
    with os.fdopen(stdin_fd, "rb", closefd=False) as stdin:
        transport, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(commands), stdin
        )
        try:
            await Worker(Channel(stdout_fd)).serve(commands)
        finally:
            transport.close()


def main() -> int:
    # A core file would hold the passphrase.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s", stream=sys.stderr)
    asyncio.run(_serve(sys.stdin.fileno(), sys.stdout.fileno()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
