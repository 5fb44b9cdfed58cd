"""Which restores a qube is of. It is noted by our own qubesd; a dom0's has no place for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from qubesmanager.client.connection import Connection
from qubesmanager.protocol import DaemonCommunicationError


@dataclass(frozen=True)
class Restored:
    """``time_s`` is since the epoch. ``archive`` as it was named then, ``QUBE:/path`` in a qube;
    ``made`` when the backup was begun, ISO 8601 in the time of that place, empty if unknown."""

    time_s: int
    archive: str
    made: str = ""


async def restores(connection: Connection, qube: str) -> list[Restored]:
    """Oldest first."""
    if connection.home is None:
        return []
    reply = await connection.internal("internal.vm.ListRestores", "", qube)
    try:
        return [Restored(**row) for row in json.loads(reply)]
    except (ValueError, TypeError) as error:
        raise DaemonCommunicationError(f"not a list of restores: {error!r}") from error


async def note(connection: Connection, qube: str, restored: Sequence[Restored]) -> None:
    """That the qube is of these restores, too."""
    if connection.home is None or not restored:
        return
    rows = [{**asdict(one), "archive": _printable(one.archive)} for one in restored]
    await connection.internal("internal.vm.NoteRestores", "", qube, json.dumps(rows).encode())


async def carry(connection: Connection, old: str, new: str) -> None:
    """The one takes the place of the other, so what made it has made that one."""
    await note(connection, new, await restores(connection, old))


def _printable(text: str) -> str:
    """A name of a file may have any bytes in it."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
