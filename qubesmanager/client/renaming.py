"""Another name for a qube.

The Admin API gives a name once and for all, so a rename is a copy under the new name, every
property that names the old qube set to the new one, and only then the old one removed. Whatever
is refused on the way is undone in the opposite order: the old qube is never touched before its
replacement is whole and in use.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from qubesmanager.client import next_start, qube, restores, revisions
from qubesmanager.client.cloning import clone, naming
from qubesmanager.client.connection import Connection
from qubesmanager.client.devices import DeviceUse, assign, assignments, unassign
from qubesmanager.client.leftovers import remove_qubes
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.protocol import (
    AdminError,
    QubesException,
    QubesValueError,
    QubesVMAlreadyExistsError,
    QubesVMInUseError,
    QubesVMNotFoundError,
    QubesVMNotHaltedError,
    is_qube_name,
)

_log = logging.getLogger(__name__)
# These cannot be changed to a halted qube while the one that has them runs.
_NEED_HALTED_USER = ("template", "netvm")
# No property, and yet a qube names another one by it.
_NEXT_TEMPLATE = "template at the next start"


@dataclass(frozen=True)
class Use:
    """A property that names a qube; ``qube`` is None for one of the system."""

    qube: str | None
    property: str

    def __str__(self) -> str:
        owner = "the system" if self.qube is None else self.qube
        return f"{self.property} of {owner}"


@dataclass(frozen=True)
class Lent:
    """A device of the qube that is assigned to another one."""

    device: DeviceUse
    qube: str

    @property
    def property(self) -> str:
        return f"device {self.device.port}"

    def __str__(self) -> str:
        return f"{self.property} of {self.qube}"


@dataclass(frozen=True)
class Renamed:
    """What a rename did: the uses that now name the new qube, and sentences worth knowing."""

    updated: tuple[Use | Lent, ...]
    warnings: tuple[str, ...]


async def rename(system: System, old: str, new: str) -> Renamed:
    """Give the qube ``old`` the name ``new``. Raises AdminError; then all is as it was.

    `System.load` must have been called.
    """
    info = _checked(system, old, new)
    connection = system.connection
    warnings = [*await _lost_revisions(connection, info), *await clone(system, old, new)]
    updated: list[Use | Lent] = []
    try:
        await _copy_rest(connection, info, new)
        await system.load()
        everything: list[Use | Lent] = [*uses(system, old), *await _lent(system, old)]
        for use in everything:
            if use.qube == old:
                continue
            with naming(str(use)):
                await _point(connection, use, old, new)
            updated.append(use)
        await _put_off_again(system, old, new)
        system.renamed[old] = new
        await connection.call("admin.vm.Remove", dest=old)
    except BaseException as error:
        await asyncio.shield(_undo(system, old, new, updated, error))
        raise
    await system.load()
    return Renamed(tuple(updated), (*warnings, *_new_address(info, system.qubes[new])))


def uses(system: System, name: str) -> list[Use]:
    """Every property, of qubes and of the system, that was set to this qube."""
    found = [
        Use(None, prop)
        for prop, value in system.global_properties.items()
        if value.type == "vm" and value.value == name and not value.is_default
    ]
    for info in system.qubes.values():
        found += [
            Use(info.name, prop)
            for prop, value in info.properties.items()
            if value.type == "vm" and value.value == name and not value.is_default
        ]
        if info.next_template == name:
            found.append(Use(info.name, _NEXT_TEMPLATE))
    return found


def _checked(system: System, old: str, new: str) -> QubeInfo:
    """All that can be known beforehand. Raises with every reason there is."""
    info = system.qubes.get(old)
    if info is None:
        raise QubesVMNotFoundError(f"there is no qube {old!r}")
    if not is_qube_name(new):
        raise QubesValueError(
            f"{new!r} is no name for a qube: a letter, then letters, digits, . _ or -, at most 31"
        )
    if new in system.qubes:
        raise QubesVMAlreadyExistsError(f"there is a qube {new!r} already")
    if info.klass == "AdminVM":
        raise QubesException(f"{old} is the system itself and keeps its name")
    if info.state != "Halted":
        raise QubesVMNotHaltedError(f"{old} is {info.state.lower()}; shut it down first")
    if info.property_value("installed_by_rpm") == "True":
        raise QubesVMInUseError(f"{old} belongs to an installed package")
    running = [
        str(use)
        for use in uses(system, old)
        if use.qube is not None
        and use.property in _NEED_HALTED_USER
        and system.qubes[use.qube].state != "Halted"
    ]
    if running:
        raise QubesVMInUseError(f"it is in use by qubes that run: {', '.join(running)}")
    return info


async def _lent(system: System, name: str) -> list[Lent]:
    return [
        Lent(device, info.name)
        for info in system.qubes.values()
        for device in await assignments(system.connection, info.name)
        if device.backend == name
    ]


async def _point(connection: Connection, use: Use | Lent, old: str, new: str) -> None:
    """What named ``old`` names ``new``."""
    if isinstance(use, Use) and use.property == _NEXT_TEMPLATE:
        assert use.qube is not None
        await next_start.put_off(connection, use.qube, new)
        return
    if isinstance(use, Use):
        await qube.set_property(connection, use.qube, use.property, new)
        return
    await assign(connection, use.qube, use.device.of(new))
    await unassign(connection, use.qube, use.device.of(old))


async def _put_off_again(system: System, old: str, new: str) -> None:
    """A template that is set withdraws the one that waited for the next start; here it is the same
    template, under the name ``new``."""
    for info in system.qubes.values():
        if info.template == old and info.next_template not in (None, old):
            await next_start.put_off(system.connection, info.name, str(info.next_template))


async def _copy_rest(connection: Connection, info: QubeInfo, new: str) -> None:
    """What a copy starts anew and the same qube under another name keeps."""
    value = info.properties.get("backup_timestamp")
    if value is not None and not value.is_default:
        await qube.set_property(connection, new, "backup_timestamp", value.value)
    await restores.carry(connection, info.name, new)
    if info.next_template is not None:
        await next_start.put_off(connection, new, info.next_template)


async def _lost_revisions(connection: Connection, info: QubeInfo) -> list[str]:
    lost = [
        volume.name
        for volume in info.volumes
        if volume.save_on_stop and await revisions.revisions(connection, info.name, volume.name)
    ]
    if not lost:
        return []
    return [f"The earlier states (revisions) of {' and '.join(lost)} do not come along."]


def _new_address(old: QubeInfo, new: QubeInfo) -> list[str]:
    before, now = old.property_value("ip"), new.property_value("ip")
    return [f"Its address is now {now}; it was {before}."] if before != now else []


async def _undo(
    system: System, old: str, new: str, updated: list[Use | Lent], cause: BaseException
) -> None:
    """Back to the old name, unless the old qube is gone: then the rename is done."""
    _log.info("renaming %r to %r is undone: %r", old, new, cause)
    try:
        if await system.refresh(old) is None:
            return
        system.renamed.pop(old, None)
        for use in reversed(updated):
            await _point(system.connection, use, new, old)
        await _put_off_again(system, old, old)
        await remove_qubes(system.connection, [new])
        await system.load()
    except AdminError as error:
        _log.warning("renaming %r to %r could not be undone: %r", old, new, str(error))
