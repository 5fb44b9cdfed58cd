"""What running qubes use of memory and processors (``admin.vm.Stats``, ``admin-api.md`` 2.3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from qubesmanager.client.connection import Connection
from qubesmanager.protocol import Event


@dataclass(frozen=True)
class Stats:
    """``cpu_percent`` is a share of all processors of the qube, rates are bytes in a second."""

    memory_bytes: int
    cpu_percent: int
    disk_read_rate: int = 0
    disk_written_rate: int = 0


async def follow(connection: Connection) -> AsyncIterator[tuple[str, Stats]]:
    """(qube, its figures) as they come, until the daemon ends. Raises AdminError."""
    async with connection.events(method="admin.vm.Stats") as stream:
        async for event in stream:
            if event.name == "vm-stats":
                yield event.subject, _stats(event)


def _stats(event: Event) -> Stats:
    return Stats(
        _number(event, "memory_kb") * 1024,
        _number(event, "cpu_usage"),
        _number(event, "disk_read_rate"),
        _number(event, "disk_written_rate"),
    )


def _number(event: Event, key: str) -> int:
    """A figure that is missing or none counts as nothing used."""
    text = event.args.get(key, "")
    return int(text) if text.isdigit() else 0
