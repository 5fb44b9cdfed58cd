"""Storage pools and labels of the system (``admin-api.md`` 2.1, 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import LabelInfo, color_text
from qubesmanager.client.stock_inventory import parse_pairs
from qubesmanager.protocol import (
    PermissionDenied,
    QubesException,
    QubesInvalidLabelValueError,
    QubesLabelNotFoundError,
    QubesValueError,
)

SETTINGS = ("revisions_to_keep", "ephemeral_volatile")
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


async def pool_names(connection: Connection) -> list[str]:
    return await _list(connection, "admin.pool.List")


async def pool(connection: Connection, name: str) -> PoolDetails:
    """NoSuchPool."""
    await _require(connection, name)
    info = parse_pairs((await connection.call("admin.pool.Info", name)).decode())
    usage = parse_pairs((await connection.call("admin.pool.UsageDetails", name)).decode())
    size = info.pop("size", None)
    used = info.pop("usage", None)
    included_in = info.pop("included_in", None)
    info.pop("name", None)
    return PoolDetails(
        name=name,
        driver=info.pop("driver", ""),
        config=info,
        size=_number(usage.get("data_size", size)),
        usage=_number(usage.get("data_usage", used)),
        included_in=included_in,
    )


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
    """Change one of `SETTINGS`. QubesException when it is another one."""
    if setting not in SETTINGS:
        raise QubesException(f"{setting!r} cannot be changed, only {' and '.join(SETTINGS)}")
    await _require(connection, name)
    await connection.call(f"admin.pool.Set.{setting}", name, payload=value.encode())


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
    if name not in await pool_names(connection):
        raise NoSuchPool(f"there is no pool {name!r}")


async def _list(connection: Connection, method: str, arg: str = "") -> list[str]:
    return (await connection.call(method, arg)).decode().splitlines()


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None
