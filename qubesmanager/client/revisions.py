"""Earlier states of a volume: what is known of them, going back, keeping one for good.

A dom0's daemon knows their ids only; the rest is None there and cannot be changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from qubesmanager.client.connection import Connection, NoInternalSocket
from qubesmanager.client.volume_settings import require_volume
from qubesmanager.protocol import (
    DaemonCommunicationError,
    ProtocolError,
    QubesException,
    StoragePoolException,
)


@dataclass(frozen=True)
class Revision:
    """An earlier state. ``time`` of its data is ISO 8601 in UTC, ``cause`` what replaced it,
    ``kept`` when that was; empty when nobody noted it.

    ``cause`` is one of ``shutdown``, ``before-revert``, ``before-import``, ``before-copy``,
    ``before-restore``, None when nobody noted it; ``usage`` the bytes that removing it frees.
    """

    id: str
    time: str | None = None
    cause: str | None = None
    pinned: bool = False
    note: str = ""
    usage: int | None = None
    kept: str = ""


async def revisions(connection: Connection, qube: str, volume: str) -> list[Revision]:
    """Oldest first. NoSuchVolume."""
    await require_volume(connection, qube, volume)
    if connection.home is None:
        reply = await connection.call("admin.vm.volume.ListSnapshots", volume, qube)
        return [Revision(id) for id in reply.decode().splitlines()]
    reply = await connection.internal("internal.vm.volume.ListRevisions", volume, qube)
    try:
        return [Revision(**row) for row in json.loads(reply)]
    except (ValueError, TypeError) as error:
        raise DaemonCommunicationError(f"not a list of revisions: {error!r}") from error


async def revert(
    connection: Connection, qube: str, volume: str, revision: str | None = None
) -> str:
    """Go back to an earlier state, the latest when none is named. Returns its id.

    The state of now becomes the newest revision. Raises StoragePoolException when there is
    nothing to go back to, or while the volume is in use.
    """
    known = [found.id for found in await revisions(connection, qube, volume)]
    if not known:
        raise StoragePoolException(f"{qube}:{volume} has no earlier state to go back to")
    if revision is None:
        revision = known[-1]
    elif revision not in known:
        raise StoragePoolException(f"{qube}:{volume} has no revision {revision!r}")
    await connection.call("admin.vm.volume.Revert", volume, qube, revision.encode())
    return revision


def copies_states(connection: Connection) -> bool:
    """Whether this daemon can make a new qube of an earlier state."""
    return connection.home is not None


async def require_states(connection: Connection, qube: str, states: Mapping[str, str]) -> None:
    """Each volume of the keys has the state of that id. QubesException, StoragePoolException."""
    if states and not copies_states(connection):
        raise QubesException("the qubesd of this system cannot copy an earlier state")
    for volume, revision in states.items():
        if revision not in {found.id for found in await revisions(connection, qube, volume)}:
            raise StoragePoolException(f"{qube}:{volume} has no revision {revision!r}")


async def pin(
    connection: Connection, qube: str, volume: str, revision: str, note: str = ""
) -> None:
    """Keep a state until it is unpinned, however many others come. StoragePoolException."""
    payload = f"{revision}\n{note}" if note else revision
    await _internal(connection, "PinRevision", qube, volume, payload)


async def unpin(connection: Connection, qube: str, volume: str, revision: str) -> None:
    """StoragePoolException when there is no such state."""
    await _internal(connection, "UnpinRevision", qube, volume, revision)


async def _internal(
    connection: Connection, method: str, qube: str, volume: str, payload: str
) -> None:
    await require_volume(connection, qube, volume)
    try:
        await connection.internal(f"internal.vm.volume.{method}", volume, qube, payload.encode())
    except (NoInternalSocket, ProtocolError) as error:
        if connection.home is not None:
            raise
        raise QubesException("the qubesd of this system cannot pin states") from error
