"""A place for sockets, a store with its daemon, and a restore: what many tests begin with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreJob
from tests.integration.stores import runtime_dir, store


@pytest.fixture
def runtime() -> Iterator[Path]:
    """No daemon of another test is found, and none of this one's is left."""
    with runtime_dir() as folder:
        yield folder


@pytest.fixture
async def connection(runtime: Path, tmp_path: Path) -> AsyncIterator[Connection]:
    """To the daemon of a new store, ``tmp_path/store``."""
    async with store(tmp_path / "store") as connection:
        yield connection


@pytest.fixture
async def job(connection: Connection) -> AsyncIterator[RestoreJob]:
    job = RestoreJob(connection)
    yield job
    await job.close()
