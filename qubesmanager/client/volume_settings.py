"""A volume's facts, settings and size (``admin-api.md`` 4.1). Its data: `volumes`; earlier states:
`revisions`."""

from __future__ import annotations

from collections.abc import Mapping

from qubesmanager.client.connection import Connection
from qubesmanager.client.stock_inventory import parse_pairs
from qubesmanager.protocol import PermissionDenied, ProtocolError, QubesException

SETTINGS = ("rw", "revisions_to_keep", "ephemeral")


class NoSuchVolume(QubesException):
    """The qube has no volume of that name."""


async def volume_names(connection: Connection, qube: str) -> list[str]:
    return (await connection.call("admin.vm.volume.List", "", qube)).decode().splitlines()


async def volume_info(connection: Connection, qube: str, volume: str) -> Mapping[str, str]:
    """The facts of a volume as text, in the daemon's order. NoSuchVolume."""
    await require_volume(connection, qube, volume)
    return parse_pairs((await connection.call("admin.vm.volume.Info", volume, qube)).decode())


async def volume_problem(connection: Connection, qube: str, volume: str) -> str:
    """Why it cannot be used as things are; empty when it can, and from a dom0's daemon."""
    if connection.home is None:
        return ""
    return (await connection.internal("internal.vm.volume.Problem", volume, qube)).decode()


async def resize(
    connection: Connection, qube: str, volume: str, size_bytes: int, *, shrink: bool = False
) -> None:
    """Give a volume another size. QubesException when it would lose data without ``shrink``."""
    info = await volume_info(connection, qube, volume)
    if info.get("snap_on_start") == "True":
        raise QubesException(f"{qube}:{volume} has the size of its template's; resize that one")
    old_bytes = int(info.get("size") or 0)
    if size_bytes < old_bytes and not shrink:
        raise QubesException(
            f"{qube}:{volume} has {old_bytes} bytes; made smaller, it loses what is beyond"
        )
    await connection.call("admin.vm.volume.Resize", volume, qube, str(size_bytes).encode())


async def configure(
    connection: Connection, qube: str, volume: str, setting: str, value: str
) -> None:
    """Change one of `SETTINGS`. QubesException when it is another one."""
    if setting not in SETTINGS:
        raise QubesException(f"{setting!r} cannot be changed, only {', '.join(SETTINGS)}")
    await require_volume(connection, qube, volume)
    await connection.call(f"admin.vm.volume.Set.{setting}", volume, qube, value.encode())


async def copy_volume(
    connection: Connection, source: str, target: str, volume: str, revision: str | None = None
) -> None:
    """Make one qube's volume a copy of the same volume of another; the daemon does the work.

    With ``revision`` of that earlier state of it, which only our own daemon can.
    """
    if revision is None:
        token = await connection.call("admin.vm.volume.CloneFrom", volume, source)
    else:
        method = "internal.vm.volume.CloneRevisionFrom"
        token = await connection.internal(method, volume, source, revision.encode())
    await connection.call("admin.vm.volume.CloneTo", volume, target, token)


async def require_volume(connection: Connection, qube: str, volume: str) -> None:
    """NoSuchVolume, which names those that there are; QubesException for one out of reach."""
    known = await volume_names(connection, qube)
    if volume in known:
        return
    try:
        await connection.call("admin.vm.volume.Info", volume, qube)
    except (PermissionDenied, ProtocolError) as error:
        which = ", ".join(known) or "none"
        raise NoSuchVolume(f"{qube} has no volume {volume!r}; it has {which}") from error
