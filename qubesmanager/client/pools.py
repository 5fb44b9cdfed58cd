"""Storage pools and labels of the system (``admin-api.md`` 2.1, 4.2)."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import LabelInfo, PoolInfo, color_text
from qubesmanager.client.stock_inventory import parse_pairs
from qubesmanager.protocol import (
    AdminError,
    DaemonCommunicationError,
    PermissionDenied,
    QubesException,
    QubesInvalidLabelValueError,
    QubesLabelNotFoundError,
    QubesValueError,
)

SETTINGS = ("revisions_to_keep", "ephemeral_volatile")
#: Percents at which the daemon warns; 0 never. Not of a dom0's daemon.
LEVELS = ("warn_percent", "warn_metadata_percent")
_HEX = frozenset("0123456789abcdef")


class NoSuchPool(QubesException):
    """There is no pool of that name."""


@dataclass(frozen=True)
class PoolDetails:
    """A pool; sizes in bytes, None where its driver does not know them."""

    name: str
    driver: str
    config: Mapping[str, str]
    size: int | None
    usage: int | None
    included_in: str | None
    free: int | None = None
    metadata_size: int | None = None
    metadata_usage: int | None = None
    warn_percent: int | None = None
    warn_metadata_percent: int | None = None
    #: ``data`` or ``metadata`` where a level is passed.
    over: tuple[str, ...] = ()
    #: Why nothing in it can be used now, None when all can; not of a dom0's daemon.
    hindrance: str | None = None
    #: Whether copies in it take no room, None where that is not known.
    shares_blocks: bool | None = None

    @property
    def capacity(self) -> int | None:
        """What volumes can have of it, used or free; less than its size where some is reserved."""
        if self.usage is None or self.free is None:
            return self.size
        return self.usage + self.free


def disks(known: Mapping[str, PoolInfo]) -> dict[str, int]:
    """On which disk of this machine the folder of each pool is, where it has one. It may block."""
    found = {}
    for name, info in known.items():
        if place := info.config.get("dir_path"):
            with contextlib.suppress(OSError):  # one that is unplugged is on no disk
                found[name] = os.stat(place).st_dev
    return found


async def pool_names(connection: Connection) -> list[str]:
    return await _list(connection, "admin.pool.List")


async def pool(connection: Connection, name: str) -> PoolDetails:
    """NoSuchPool. One that could not be built has only its options, and in ``hindrance`` why."""
    if name not in await pool_names(connection):
        return await _unusable(connection, name)
    info = parse_pairs((await connection.call("admin.pool.Info", name)).decode())
    usage = parse_pairs((await connection.call("admin.pool.UsageDetails", name)).decode())
    size = info.pop("size", None)
    used = info.pop("usage", None)
    included_in = info.pop("included_in", None)
    info.pop("name", None)
    size, used = usage.get("data_size", size), usage.get("data_usage", used)
    filling: dict[str, Any] = {}
    if connection.home is not None:
        filling = json.loads(await connection.internal("internal.pool.Info", name))
        filling["over"] = tuple(filling["over"])
    return PoolDetails(
        name=name,
        driver=info.pop("driver", ""),
        config=info,
        size=_number(size),
        usage=_number(used),
        included_in=included_in,
        **filling,
    )


async def unusable_pools(connection: Connection) -> list[PoolDetails]:
    """Those that the store has and that could not be built. A dom0's daemon does not tell."""
    if connection.home is None:
        return []
    found = []
    for row in json.loads(await connection.internal("internal.pool.Unusable")):
        config = dict(row["config"])
        name, driver = config.pop("name"), config.pop("driver")
        reason = row["hindrance"]
        found.append(PoolDetails(name, driver, config, None, None, None, hindrance=reason))
    return found


async def hindrances(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """Why nothing in these pools can be used now, of those where that is so."""
    found = {}
    for name in names if connection.home is not None else ():
        reply = await connection.internal("internal.pool.Info", name)
        if reason := json.loads(reply)["hindrance"]:
            found[name] = str(reason)
    return found


async def metadata(connection: Connection, name: str) -> tuple[int, int] | None:
    """(used, size) in bytes of what a thin pool keeps about its blocks; None for other pools."""
    usage = parse_pairs((await connection.call("admin.pool.UsageDetails", name)).decode())
    used, size = _number(usage.get("metadata_usage")), _number(usage.get("metadata_size"))
    return None if used is None or size is None else (used, size)


async def pool_volumes(connection: Connection, name: str) -> list[str]:
    """The ids of the volumes in a pool. NoSuchPool."""
    await _require(connection, name)
    return await _list(connection, "admin.pool.volume.List", name)


async def drivers(connection: Connection) -> dict[str, list[str]]:
    """The options of each driver by its name."""
    lines = (await connection.call("admin.pool.ListDrivers")).decode().splitlines()
    return {name: options.split() for name, _, options in (line.partition(" ") for line in lines)}


async def add_pool(
    connection: Connection, name: str, driver: str, options: Mapping[str, str]
) -> None:
    """Raises QubesException when there is no such driver, QubesPoolInUseError for a taken name."""
    known = await drivers(connection)
    if driver not in known:
        raise QubesException(f"there is no driver {driver!r}, only {', '.join(known)}")
    if any("\n" in value for value in (name, *options.values())):
        raise QubesValueError("names and options of pools are single lines")
    lines = [f"name={name}", *(f"{key}={options[key]}" for key in sorted(options))]
    payload = "".join(f"{line}\n" for line in lines)
    await connection.call("admin.pool.Add", driver, payload=payload.encode())


def can_be_forced(refusal: AdminError) -> bool:
    """Whether `add_pool` may have gone with ``setup_check=no``, the option that it names."""
    return "setup_check=no" in str(refusal)


async def remove_pool(connection: Connection, name: str) -> None:
    """QubesPoolInUseError while it holds volumes or is a default. Its data is left alone.

    One that this machine cannot set up is not in the list and can be removed as well.
    """
    try:
        await connection.call("admin.pool.Remove", name)
    except PermissionDenied:
        await _require(connection, name)
        raise


async def set_pool(connection: Connection, name: str, setting: str, value: str) -> None:
    """Change one of `SETTINGS` or `LEVELS`. QubesException when it is another one."""
    if setting not in (*SETTINGS, *LEVELS):
        known = ", ".join((*SETTINGS, *LEVELS))
        raise QubesException(f"{setting!r} cannot be changed, only {known}")
    await _require(connection, name)
    if setting in LEVELS:
        await connection.internal(f"internal.pool.Set.{setting}", name, payload=value.encode())
        return
    await connection.call(f"admin.pool.Set.{setting}", name, payload=value.encode())


# -- making room


@dataclass(frozen=True)
class Reclaimable:
    """What could be removed. ``item`` is its id.

    ``kind`` is ``revision``, ``import`` (that nobody ends), ``volatile`` or ``snapshot`` (left by
    a run that was cut off) or ``orphan`` (data of no qube). ``bytes`` is what removing it frees,
    None if unknown; ``reason`` why it cannot be removed now, ``note`` what to know before.
    """

    item: str
    kind: str
    pool: str
    vid: str
    qube: str | None
    volume: str | None
    revision: str | None
    time: str | None
    bytes: int | None
    pinned: bool
    note: str
    reason: str | None


async def reclaimable(connection: Connection, name: str | None = None) -> list[Reclaimable]:
    """In one pool or all; the most first, what nobody knows the size of last."""
    if name is not None:
        await _require(connection, name)
    reply = await connection.internal("internal.pool.Reclaimable", name or "")
    try:
        return [Reclaimable(**row) for row in json.loads(reply)]
    except (ValueError, TypeError) as error:
        raise DaemonCommunicationError(f"not a list of what can be freed: {error!r}") from error


async def reclaim(connection: Connection, items: Sequence[str]) -> dict[str, str | None]:
    """Remove items, pinned revisions too if they are named; for each why not, None if removed."""
    payload = "\n".join(items).encode()
    reply = await connection.internal("internal.pool.Reclaim", payload=payload)
    try:
        return {str(row["item"]): row["reason"] for row in json.loads(reply)}
    except (ValueError, TypeError, KeyError) as error:
        raise DaemonCommunicationError(f"not what became of items: {error!r}") from error


# -- labels


async def labels(connection: Connection) -> list[LabelInfo]:
    """In the order of their indices."""
    return [
        LabelInfo(
            name,
            int(await connection.call("admin.label.Index", name)),
            color_text((await connection.call("admin.label.Get", name)).decode()),
        )
        for name in await _list(connection, "admin.label.List")
    ]


async def create_label(connection: Connection, name: str, color: str) -> None:
    """``color`` is ``#rrggbb`` or ``0xrrggbb``. QubesLabelInUseError for a taken name."""
    digits = color.removeprefix("#").removeprefix("0x").lower()
    if len(digits) != 6 or not _HEX.issuperset(digits):
        raise QubesInvalidLabelValueError(f"a color is #rrggbb, not {color!r}")
    await connection.call("admin.label.Create", name, payload=f"0x{digits}".encode())


async def remove_label(connection: Connection, name: str) -> None:
    """QubesLabelInUseError while a qube has it; the eight built-in ones stay."""
    if name not in await _list(connection, "admin.label.List"):
        raise QubesLabelNotFoundError(f"there is no label {name!r}")
    await connection.call("admin.label.Remove", name)


async def _require(connection: Connection, name: str) -> None:
    """QubesException for one that could not be built, NoSuchPool."""
    if name not in await pool_names(connection):
        found = await _unusable(connection, name)
        raise QubesException(f"pool {name} cannot be used: {found.hindrance}")


async def _unusable(connection: Connection, name: str) -> PoolDetails:
    for found in await unusable_pools(connection):
        if found.name == name:
            return found
    raise NoSuchPool(f"there is no pool {name!r}")


async def _list(connection: Connection, method: str, arg: str = "") -> list[str]:
    return (await connection.call(method, arg)).decode().splitlines()


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None


async def kernels(connection: Connection, pools: Mapping[str, PoolInfo]) -> list[str]:
    """The names of what the pools of kernels hold."""
    names: list[str] = []
    for pool in pools.values():
        if pool.driver == "linux-kernel":
            names += await _list(connection, "admin.pool.volume.List", pool.name)
    return names
