"""What a client knows of a qubesd's qubes, pools and labels, as plain records.

The JSON is the reply of ``internal.GetInventory``::

    {"labels": [{"name", "index", "color"}], "global": {NAME: {"value", "type", "default"}},
     "hypervisor": {"uri", "accelerator", "start_disabled_reason"},
     "pools": [{"name", "driver", "size", "usage", "config": {}}],
     "qubes": [{"name", "class", "state", "start_time", "last_end", "label", "template",
                "next_template", "netvm", "properties": {}, "features": {}, "tags": [],
                "notes": "", "incomplete": bool, "unreachable": {}, "lost": {},
                "volumes": [{"name", "pool", "vid", "size", "usage", ..., "problem"}]}]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qubesmanager.protocol import DaemonCommunicationError, PropertyValue

INCOMPLETE_TAG = "backup-restore-in-progress"


@dataclass(frozen=True)
class VolumeInfo:
    """A volume of a qube; sizes in bytes, ``source`` the vid of a template's volume or empty."""

    name: str
    pool: str
    vid: str
    size: int
    usage: int
    rw: bool
    save_on_stop: bool
    snap_on_start: bool
    source: str = ""
    path: str = ""
    revisions_to_keep: int = 0
    is_outdated: bool = False
    # Why it cannot be used as things are, as when its image is gone; a dom0's daemon never says.
    problem: str = ""


@dataclass(frozen=True)
class QubeInfo:
    """A qube as the daemon shows it. An incomplete one is left over from a restore."""

    name: str
    klass: str
    state: str
    label: str
    template: str | None
    netvm: str | None
    properties: Mapping[str, PropertyValue] = field(default_factory=dict)
    features: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    notes: str = ""
    volumes: tuple[VolumeInfo, ...] = ()
    incomplete: bool = False
    # Why the daemon cannot reach volumes, by their names: they are not among ``volumes``.
    unreachable: Mapping[str, str] = field(default_factory=dict)
    # Why volumes that keep data of its own cannot be read, by their names; they may be of either.
    lost: Mapping[str, str] = field(default_factory=dict)
    # Seconds since 1970; None when it does not run, or is said to run by another kind of daemon.
    start_time: int | None = None
    # The template that it gets at its next start; None when it keeps the one it has.
    next_template: str | None = None
    # How the run before ended, in words ("shut down", "killed", "crashed"); empty if unknown.
    last_end: str = ""

    @property
    def disk_used_bytes(self) -> int:
        """Space taken by the volumes that last: what the qube's own data occupies."""
        return sum(volume.usage for volume in self.volumes if volume.save_on_stop)

    @property
    def disk_size_bytes(self) -> int:
        return sum(volume.size for volume in self.volumes if volume.save_on_stop)

    @property
    def problems(self) -> dict[str, str]:
        """Why volumes cannot be used as things are, by their names; empty when all is well."""
        own = {volume.name: volume.problem for volume in self.volumes if volume.problem}
        return {**self.unreachable, **own}

    @property
    def last_backup(self) -> int | None:
        """Seconds since the epoch, or None when it was never backed up."""
        value = self.property_value("backup_timestamp")
        return int(value) if value.isdigit() else None

    @property
    def include_in_backups(self) -> bool:
        return self.property_value("include_in_backups") == "True"

    def property_value(self, name: str) -> str:
        """The text of a property; empty when it is unset or unknown."""
        found = self.properties.get(name)
        return found.value if found is not None else ""

    def volume(self, name: str) -> VolumeInfo | None:
        return next((volume for volume in self.volumes if volume.name == name), None)


@dataclass(frozen=True)
class PoolInfo:
    """A storage pool; size and usage in bytes, None where the driver does not know.

    ``free`` is what can still be put there, ``over`` names what is fuller than the level to warn
    at (``data``, ``metadata``), ``shares_blocks`` whether copies take no room; a dom0's daemon
    tells none of them.
    """

    name: str
    driver: str
    size: int | None
    usage: int | None
    config: Mapping[str, str] = field(default_factory=dict)
    free: int | None = None
    over: tuple[str, ...] = ()
    shares_blocks: bool | None = None

    @property
    def free_bytes(self) -> int | None:
        if self.free is not None:
            return self.free
        if self.size is None or self.usage is None:
            return None
        return max(0, self.size - self.usage)

    @property
    def capacity(self) -> int | None:
        """What volumes can have of it, used or free; less than its size where some is reserved."""
        if self.usage is None or self.free_bytes is None:
            return self.size
        return self.usage + self.free_bytes


@dataclass(frozen=True)
class LabelInfo:
    """A label; ``color`` is ``#rrggbb``."""

    name: str
    index: int
    color: str


@dataclass(frozen=True)
class Inventory:
    """Everything that the first look at a store needs."""

    qubes: Mapping[str, QubeInfo]
    pools: Mapping[str, PoolInfo]
    labels: Mapping[str, LabelInfo]
    global_properties: Mapping[str, PropertyValue]
    # Why no qube can start, a sentence for people; None when they can.
    start_disabled_reason: str | None = None


def parse_inventory(reply: bytes) -> Inventory:
    """Raises DaemonCommunicationError when the reply is not of the form above."""
    try:
        data = json.loads(reply)
        return Inventory(
            qubes={item["name"]: _qube(item) for item in data["qubes"]},
            pools={item["name"]: _pool(item) for item in data.get("pools", ())},
            labels={item["name"]: _label(item) for item in data.get("labels", ())},
            global_properties=_properties(data.get("global", {})),
            start_disabled_reason=data.get("hypervisor", {}).get("start_disabled_reason"),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DaemonCommunicationError(f"not an inventory: {error!r}") from error


def color_text(untrusted_color: str) -> str:
    """``#rrggbb`` from ``0xrrggbb``; black when it is neither."""
    digits = untrusted_color.removeprefix("0x").removeprefix("#").lower()
    if len(digits) == 6 and all(digit in "0123456789abcdef" for digit in digits):
        return f"#{digits}"
    return "#000000"


def _qube(item: Mapping[str, Any]) -> QubeInfo:
    tags = tuple(str(tag) for tag in item["tags"])
    return QubeInfo(
        name=str(item["name"]),
        klass=str(item["class"]),
        state=str(item["state"]),
        label=str(item["label"]),
        template=item["template"] or None,
        netvm=item["netvm"] or None,
        properties=_properties(item["properties"]),
        features={str(name): str(value) for name, value in item["features"].items()},
        tags=tags,
        notes=str(item.get("notes") or ""),
        volumes=tuple(_volume(volume) for volume in item["volumes"]),
        incomplete=bool(item.get("incomplete", INCOMPLETE_TAG in tags)),
        unreachable={str(n): str(why) for n, why in item.get("unreachable", {}).items()},
        lost={str(n): str(why) for n, why in item.get("lost", {}).items()},
        start_time=item.get("start_time"),
        last_end=str(item.get("last_end") or ""),
        next_template=item.get("next_template") or None,
    )


def _volume(item: Mapping[str, Any]) -> VolumeInfo:
    return VolumeInfo(
        name=str(item["name"]),
        pool=str(item["pool"]),
        vid=str(item["vid"]),
        size=int(item["size"] or 0),
        usage=int(item["usage"] or 0),
        rw=bool(item["rw"]),
        save_on_stop=bool(item["save_on_stop"]),
        snap_on_start=bool(item["snap_on_start"]),
        source=str(item.get("source") or ""),
        path=str(item.get("path") or ""),
        revisions_to_keep=int(item.get("revisions_to_keep") or 0),
        is_outdated=bool(item.get("is_outdated")),
        problem=str(item.get("problem") or ""),
    )


def _pool(item: Mapping[str, Any]) -> PoolInfo:
    size, usage = item["size"], item["usage"]
    return PoolInfo(
        name=str(item["name"]),
        driver=str(item["driver"]),
        size=None if size is None else int(size),
        usage=None if usage is None else int(usage),
        config={str(key): str(value) for key, value in item.get("config", {}).items()},
        free=None if item.get("free") is None else int(item["free"]),
        over=tuple(str(kind) for kind in item.get("over", ())),
        shares_blocks=item.get("shares_blocks"),
    )


def _label(item: Mapping[str, Any]) -> LabelInfo:
    return LabelInfo(str(item["name"]), int(item["index"]), color_text(str(item["color"])))


def _properties(items: Mapping[str, Mapping[str, Any]]) -> dict[str, PropertyValue]:
    return {
        name: PropertyValue(str(item["type"]), _text(item["value"]), bool(item["default"]))
        for name, item in items.items()
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)
