"""Service calls for the restore worker: their end is known whatever others hold open."""

from __future__ import annotations

import asyncio
import errno
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


async def test_a_broker_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The restore process would wait for its answer for ever."""

    def no_pipe() -> tuple[int, int]:
        monkeypatch.undo()
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(os, "pipe", no_pipe)
    with pytest.raises(OSError, match="Too many open files"):
        async with brokered("true"):
            pass


async def test_a_broker_that_goes_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_broker: ServiceBroker) -> None:
        raise OSError(errno.ENOMEM, "no memory")

    monkeypatch.setattr(ServiceBroker, "_open", fails)
    with pytest.raises(OSError, match="it ended"):
        async with brokered("true"):
            pass


async def test_a_call_whose_end_nobody_knows_has_not_succeeded() -> None:
    async with brokered("cat") as (broker, call):
        await broker.close()
        broker._ours.close()
        assert (await asyncio.to_thread(call.wait))[0] == 125


async def test_closing_ends_a_call_that_is_being_waited_for() -> None:
    async with brokered("sleep", "600") as (broker, call):
        waiting = asyncio.create_task(asyncio.to_thread(call.wait))
        while broker._call is None or not call.stdout.closed:
            await asyncio.sleep(0.01)
        running = broker._call
        await broker.close()
        assert running is not None and running._process.returncode == -signal.SIGKILL
        assert (await waiting)[0] != 0


async def test_no_such_program() -> None:
    with pytest.raises(OSError, match="No such file"):
        async with brokered("/no/such/program"):
            pass
