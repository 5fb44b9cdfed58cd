"""Stores for tests of the client and the command: made, served, looked at."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from qubesmanager.client import locate
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import Change, System
from qubesmanager.client.volumes import exporting
from tests.archives import ArchiveQube, make_archive, noise
from tests.waiting import reached

PASSPHRASE = b"correct horse battery"
WAIT_S = 60


def _not_gone(_: object, path: str, error: tuple[object, BaseException, object]) -> None:
    """A qubesd that is ending removes its sockets itself."""
    if not isinstance(error[1], FileNotFoundError):
        raise error[1]


@contextmanager
def runtime_dir() -> Iterator[Path]:
    """A short path for sockets, and no daemon left on it."""
    folder = Path(tempfile.mkdtemp(prefix="qube-run-", dir="/tmp"))
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        yield folder
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
        shutil.rmtree(folder, onerror=_not_gone)


@asynccontextmanager
async def store(home: Path) -> AsyncIterator[Connection]:
    """A new store with its daemon, which ends with the context."""
    await locate.init_store(home, "file-reflink")
    connection = await locate.connect(home, private=True)
    try:
        yield connection
    finally:
        await connection.close()


async def daemon_pid(connection: Connection) -> int:
    return int(json.loads(await connection.internal("internal.Ping"))["pid"])


def kill_process(pid: int) -> None:
    """SIGKILL a child of this process and wait until it is gone; whoever started it reaps it."""
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


async def digest(connection: Connection, qube: str, volume: str) -> tuple[str, int]:
    """SHA-256 and size of a volume's contents."""
    async with exporting(connection, qube, volume) as place:
        data = await asyncio.to_thread(place.path.read_bytes)
    return hashlib.sha256(data).hexdigest(), len(data)


async def until(system: System, seen: Callable[[Change], bool]) -> None:
    """Follow the events until one is what is waited for."""
    found = asyncio.Event()

    def look(change: Change) -> None:
        if seen(change):
            found.set()

    watching = asyncio.create_task(system.watch(look))
    try:
        await reached(found, watching)
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


def slow_archive(path: Path) -> Path:
    """Three qubes; the last one's data comes in many chunks with keys that take a while.

    So there are seconds to interfere, also where four keys are derived in the time of one.
    """
    return make_archive(
        path,
        [
            ArchiveQube("tpl", "TemplateVM", volumes={"root": noise(4096), "private": noise(4096)}),
            ArchiveQube("first", template="tpl", volumes={"private": noise(8192, 1)}),
            ArchiveQube("second", template="tpl", volumes={"private": noise(3 << 20, 2)}),
        ],
        compression="none",
        chunk_bytes=48 << 10,
        log_n=15,
    )


def saved_volumes(record: dict[str, Any]) -> dict[tuple[str, str], tuple[str, int]]:
    """Digest and size by qube and volume, as the manifest of an archive has them."""
    return {
        (name, volume): (facts["sha256"], facts["size"])
        for name, vm in record["vms"].items()
        for volume, facts in vm["volumes"].items()
    }
