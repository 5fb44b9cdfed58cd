"""A qube's volumes to another pool. The daemon does the work; nothing else of the qube changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from qubesmanager.client.connection import Connection, NoInternalSocket
from qubesmanager.protocol import DaemonCommunicationError, Event, ProtocolError, QubesException


@dataclass(frozen=True)
class MoveResult:
    """``stayed`` tells for each volume that was not moved why, ``notes`` what is different now."""

    moved: tuple[str, ...]
    stayed: Mapping[str, str]
    dropped_revisions: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MovePlan:
    """``drops``: how many earlier states go with each of the ``volumes`` that are left behind."""

    volumes: tuple[str, ...]
    stayed: Mapping[str, str]
    drops: Mapping[str, int]


@dataclass(frozen=True)
class MoveProgress:
    """``phase`` is ``copy`` or ``compare``; both are done for one volume after the other."""

    volume: str
    phase: str
    done_bytes: int
    total_bytes: int


OnProgress = Callable[[MoveProgress], None]


async def plan(connection: Connection, qube: str, pool: str, volume: str | None = None) -> MovePlan:
    """What `move` would do. QubesException if it would be refused."""
    reply = await _call(connection, "internal.vm.MovePlan", qube, pool, volume)
    try:
        facts = json.loads(reply)
        drops = {str(name): int(count) for name, count in facts["drops"].items()}
        return MovePlan(tuple(facts["volumes"]), dict(facts["stayed"]), drops)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DaemonCommunicationError(f"not the plan of a move: {error!r}") from error


async def move(
    connection: Connection,
    qube: str,
    pool: str,
    volume: str | None = None,
    on_progress: OnProgress | None = None,
) -> MoveResult:
    """Move all volumes that can be moved, or one. QubesException says why not; nothing is changed.

    A cancelled caller leaves the daemon at its work: `cancel` ends that.
    """
    async with _listening(connection, qube, on_progress):
        reply = await _call(connection, "internal.vm.Move", qube, pool, volume)
    try:
        facts = json.loads(reply)
        return MoveResult(
            tuple(facts["moved"]),
            dict(facts["stayed"]),
            int(facts["dropped_revisions"]),
            tuple(facts["notes"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DaemonCommunicationError(f"not the result of a move: {error!r}") from error


async def cancel(connection: Connection, qube: str) -> None:
    """`move` then ends with an error. QubesException when there is none, or it is too late."""
    await connection.internal("internal.vm.MoveCancel", "", qube)


async def _call(
    connection: Connection, method: str, qube: str, pool: str, volume: str | None
) -> bytes:
    try:
        return await connection.internal(method, volume or "", qube, pool.encode())
    except (NoInternalSocket, ProtocolError) as error:
        if connection.home is not None:
            raise
        raise QubesException("the qubesd of this system cannot move volumes") from error


@asynccontextmanager
async def _listening(
    connection: Connection, qube: str, on_progress: OnProgress | None
) -> AsyncIterator[None]:
    if on_progress is None:
        yield
        return
    async with connection.events(qube) as events:
        await anext(events)  # connected: what comes from now on is heard
        listener = asyncio.ensure_future(_hear(events, on_progress))
        try:
            yield
        finally:
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener


async def _hear(events: AsyncIterator[Event], on_progress: OnProgress) -> None:
    async for event in events:
        if event.name == "domain-volume-move":
            args = event.args
            on_progress(
                MoveProgress(
                    args["volume"],
                    args["phase"],
                    int(args["done_bytes"]),
                    int(args["total_bytes"]),
                )
            )
