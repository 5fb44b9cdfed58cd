"""The same inventory from stock calls alone, for a daemon without our internal socket.

A dom0's own qubesd is asked for its list, then for each qube's properties, features, tags, notes
and volumes, a few calls at a time (``admin-api.md`` 2.2-2.5). Slower than one internal call, so
it is done at start-up and for single qubes afterwards.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import (
    INCOMPLETE_TAG,
    Inventory,
    LabelInfo,
    PoolInfo,
    QubeInfo,
    VolumeInfo,
    color_text,
)
from qubesmanager.protocol import (
    DaemonAccessError,
    PropertyValue,
    QubesException,
    QubesVMNotFoundError,
    decode_properties,
)

_CALLS_AT_ONCE = 8
_T = TypeVar("_T")


class StockReader:
    """Reads one daemon through ``admin.*`` calls only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._slots = asyncio.Semaphore(_CALLS_AT_ONCE)

    async def everything(self) -> Inventory:
        listed = _parse_list(await self._text("admin.vm.List"))
        qubes = await _all(self._qube_or_gone(name, *words) for name, words in listed.items())
        pools = await _all(self._pool(n) for n in (await self._text("admin.pool.List")).split())
        labels = await _all(self._label(n) for n in (await self._text("admin.label.List")).split())
        return Inventory(
            qubes={qube.name: qube for qube in qubes if qube is not None},
            pools={pool.name: pool for pool in pools},
            labels={label.name: label for label in labels},
            global_properties=decode_properties(await self._text("admin.property.GetAll")),
        )

    async def qube(self, name: str) -> QubeInfo:
        """One qube. Raises QubesVMNotFoundError."""
        listed = _parse_list(await self._text("admin.vm.List", dest=name))
        if name not in listed:
            raise QubesVMNotFoundError(f"No such domain: {name!r}")
        return await self._qube(name, *listed[name])

    async def _qube_or_gone(self, name: str, klass: str, state: str) -> QubeInfo | None:
        """A qube may be removed while the list is being read."""
        try:
            return await self._qube(name, klass, state)
        except QubesVMNotFoundError:
            return None

    async def _qube(self, name: str, klass: str, state: str) -> QubeInfo:
        properties = decode_properties(await self._text("admin.vm.property.GetAll", dest=name))
        feature_names = (await self._text("admin.vm.feature.List", dest=name)).splitlines()
        features = await _all(
            self._text("admin.vm.feature.Get", feature, name) for feature in feature_names
        )
        tags = tuple((await self._text("admin.vm.tag.List", dest=name)).splitlines())
        volumes = (await self._text("admin.vm.volume.List", dest=name)).splitlines()
        return QubeInfo(
            name=name,
            klass=klass,
            state=state,
            label=_value(properties, "label"),
            template=_value(properties, "template") or None,
            netvm=_value(properties, "netvm") or None,
            properties=properties,
            features=dict(zip(feature_names, features, strict=True)),
            tags=tags,
            notes=await self._notes(name, klass),
            volumes=tuple(await _all(self._volume(name, volume) for volume in volumes)),
            incomplete=INCOMPLETE_TAG in tags,
        )

    async def _notes(self, name: str, klass: str) -> str:
        if klass == "AdminVM":
            return ""
        return await self._text("admin.vm.notes.Get", dest=name)

    async def _volume(self, qube: str, name: str) -> VolumeInfo:
        info = parse_pairs(await self._text("admin.vm.volume.Info", name, qube))
        return VolumeInfo(
            name=name,
            pool=info.get("pool", ""),
            vid=info.get("vid", ""),
            size=_number(info.get("size")) or 0,
            usage=_number(info.get("usage")) or 0,
            rw=info.get("rw") == "True",
            save_on_stop=info.get("save_on_stop") == "True",
            snap_on_start=info.get("snap_on_start") == "True",
            source=info.get("source", ""),
            path=info.get("path", ""),
            revisions_to_keep=_number(info.get("revisions_to_keep")) or 0,
            is_outdated=info.get("is_outdated") == "True",
        )

    async def _pool(self, name: str) -> PoolInfo:
        config = parse_pairs(await self._text("admin.pool.Info", name))
        try:
            details = parse_pairs(await self._text("admin.pool.UsageDetails", name))
        except (QubesException, DaemonAccessError):
            details = {}  # a pool that cannot tell its use is still a pool
        size = _number(details.get("data_size", config.pop("size", None)))
        usage = _number(details.get("data_usage", config.pop("usage", None)))
        return PoolInfo(name, config.get("driver", ""), size, usage, config)

    async def _label(self, name: str) -> LabelInfo:
        index = _number(await self._text("admin.label.Index", name)) or 0
        return LabelInfo(name, index, color_text(await self._text("admin.label.Get", name)))

    async def _text(self, method: str, arg: str = "", dest: str = "dom0") -> str:
        async with self._slots:
            return (await self._connection.call(method, arg, dest)).decode("utf-8", "replace")


def parse_pairs(text: str) -> dict[str, str]:
    """``key=value`` lines; the first ``=`` separates (section 1.6)."""
    pairs = (line.partition("=") for line in text.splitlines())
    return {key: value for key, _, value in pairs}


def _parse_list(text: str) -> dict[str, tuple[str, str]]:
    """Class and state by name, from ``NAME class=C state=S uuid=U`` lines."""
    listed = {}
    for line in text.splitlines():
        name, *words = line.split(" ")
        fields = {key: value for key, _, value in (word.partition("=") for word in words)}
        listed[name] = (fields.get("class", ""), fields.get("state", "NA"))
    return listed


async def _all(calls: Iterable[Coroutine[Any, Any, _T]]) -> list[_T]:
    """All results in order; the first failure cancels the others and is the one raised."""
    tasks = [asyncio.ensure_future(call) for call in calls]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


def _value(properties: dict[str, PropertyValue], name: str) -> str:
    found = properties.get(name)
    return found.value if found is not None else ""


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None
