"""Service calls for the restore worker: their end is known whatever others hold open."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from qubesmanager.client.service_broker import ServiceBroker
from qubesmanager.service_end import BrokeredCall, BrokerEnd


@asynccontextmanager
async def brokered(*command: str) -> AsyncIterator[tuple[ServiceBroker, BrokeredCall]]:
    async with asyncio.timeout(90):
        broker = ServiceBroker(command)
        broker.start()
        end = BrokerEnd(os.dup(broker.worker_fd))
        try:
            call = await asyncio.to_thread(end.open_call)
            with call.stdin, call.stdout:
                yield broker, call
        finally:
            end._socket.close()
            await broker.close()


def shell(text: str) -> Sequence[str]:
    return ("sh", "-c", text)


async def test_status_and_first_words() -> None:
    async with brokered(*shell("cat; yes no | head -c 100000 >&2; exit 3")) as (_, call):
        call.stdin.write(b"in")
        call.stdin.close()
        assert await asyncio.to_thread(call.stdout.read) == b"in"
        assert await asyncio.to_thread(call.wait) == (3, b"no\n" * 341 + b"n")


async def test_another_process_that_has_its_stderr(tmp_path: Path) -> None:
    """asyncio's own word of the end would come with the end of that one."""
    pid = tmp_path / "pid"
    try:
        async with brokered(*shell(f"echo why >&2; sleep 600 & echo $! >{pid}; exit 4")) as made:
            assert await asyncio.to_thread(made[1].wait) == (4, b"why\n")
    finally:
        os.kill(int(pid.read_text()), signal.SIGKILL)


async def test_one_that_does_not_end_is_killed() -> None:
    async with brokered("sleep", "600") as (_, call):
        await asyncio.to_thread(call.kill)
        assert call._ended == (-signal.SIGKILL, b"")
    async with brokered("sleep", "600") as (broker, _):
        await broker.close()


async def test_no_such_program() -> None:
    with pytest.raises(OSError, match="No such file"):
        async with brokered("/no/such/program"):
            pass
