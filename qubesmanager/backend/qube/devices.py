"""The devices of a qube: which are assigned to it, and which interfaces it may not have.

What is attached at the moment is known to whoever runs the qube; here is what the store keeps.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qubesmanager.backend.store import Node
from qubesmanager.protocol import (
    DeviceAlreadyAssigned,
    DeviceNotAssigned,
    QubesValueError,
    QubesVMNotFoundError,
)

from .device_assignment import (
    ANY,
    DEVICE_CLASSES,
    INTERFACE_LENGTH,
    Assignment,
    Device,
    Mode,
    assignment_of,
    node_of,
)

if TYPE_CHECKING:
    from .base import Qube

log = logging.getLogger(__name__)

# What a PCI device changes in the qube that has one.
_PCI_EFFECTS = ("virt_mode", "maxmem", "kernelopts")


@dataclass(frozen=True)
class _Entry:
    """``node`` is what the store had or gets; ``assignment`` None for what nobody knows."""

    node: Node
    assignment: Assignment | None


@dataclass
class _Section:
    devclass: str
    node: Node
    entries: list[_Entry]


class Devices:
    """The assignments of one qube, in the order of the store."""

    def __init__(self, owner: Qube, stored: Iterable[Node]) -> None:
        self._owner = owner
        self._sections = [_section(node) for node in stored]

    def assigned(
        self, devclass: str | None = None, backend: str | None = None, port_id: str | None = None
    ) -> tuple[Assignment, ...]:
        """The assignments, of one class, of one backend and port if these are given."""
        return tuple(
            assignment
            for assignment in self._all()
            if devclass in (None, assignment.device.devclass)
            and backend in (None, assignment.device.backend)
            and port_id in (None, assignment.device.port_id)
        )

    def has(self, devclass: str) -> bool:
        """Whether a device of that class is assigned."""
        return any(assignment.device.devclass == devclass for assignment in self._all())

    def backends(self) -> set[str]:
        """Names of the qubes that the devices come from."""
        return {assignment.device.backend for assignment in self._all()} - {ANY}

    async def assign(self, assignment: Assignment) -> None:
        """Announce (``device-pre-assign`` may veto), keep, save, tell.

        DeviceAlreadyAssigned, QubesVMNotFoundError for an unknown backend, QubesValueError.
        Devices that nobody has seen yet may be assigned.
        """
        device = assignment.device
        self._check_new(assignment)
        told = {"device": device, "options": dict(assignment.options)}
        await self._owner.fire(f"device-pre-assign:{device.devclass}", **told)
        self._check_new(assignment)
        section = self._section_of(device.devclass)
        entry = _Entry(node_of(assignment), assignment)
        await self._exchange(device, section, [*section.entries, entry])
        log.info("%s device %s is assigned to %r", device.devclass, device, self._owner.name)
        await self._owner.fire(f"device-assign:{device.devclass}", **told)

    async def unassign(self, device: Device) -> None:
        """Forget an assignment. DeviceNotAssigned.

        A device without identity means the only one that is assigned at that port.
        """
        found = self._find(device)
        section = self._section_of(found.device.devclass)
        kept = [entry for entry in section.entries if not _is(entry, found.device)]
        await self._exchange(found.device, section, kept)
        log.info("%s device %s is no longer assigned to %r", found.device.devclass, found.device,
                 self._owner.name)  # fmt: skip
        await self._owner.fire(f"device-unassign:{found.device.devclass}", device=found.device)

    async def set_mode(self, device: Device, mode: Mode) -> None:
        """When the device is attached from now on. DeviceNotAssigned."""
        found = self._find(device)
        if found.mode is mode:
            return
        changed = replace(found, mode=mode)
        told = {"device": found.device, "options": dict(changed.options)}
        await self._owner.fire(f"device-pre-assign:{found.device.devclass}", **told)
        section = self._section_of(self._find(found.device).device.devclass)
        entries = [
            _Entry(_with_mode(entry.node, mode), changed) if _is(entry, found.device) else entry
            for entry in section.entries
        ]
        await self._exchange(found.device, section, entries)
        await self._owner.fire(
            f"device-assignment-changed:{found.device.devclass}", device=found.device
        )

    # -- interfaces that are denied

    def denied(self) -> tuple[str, ...]:
        """Codes of 7 characters, sorted."""
        text = str(self._owner.properties.value("devices_denied") or "")
        return tuple(
            text[start : start + INTERFACE_LENGTH]
            for start in range(0, len(text), INTERFACE_LENGTH)
        )

    async def deny(self, codes: Iterable[str]) -> None:
        """Add interfaces; those that are denied already change nothing."""
        await self._set_denied({*self.denied(), *codes})

    async def allow(self, codes: Iterable[str] | None) -> None:
        """Take interfaces off the list, None: all."""
        await self._set_denied(set() if codes is None else {*self.denied()} - {*codes})

    async def _set_denied(self, codes: set[str]) -> None:
        if codes != set(self.denied()):
            await self._owner.properties.set("devices_denied", "".join(sorted(codes)))

    # -- for the store

    def nodes(self) -> tuple[Node, ...]:
        """A ``devices`` element for each class; what was not changed is as it was read."""
        return tuple(
            replace(section.node, children=tuple(entry.node for entry in section.entries))
            for section in self._sections
        )

    # -- inside

    def _all(self) -> Iterable[Assignment]:
        for section in self._sections:
            for entry in section.entries:
                if entry.assignment is not None:
                    yield entry.assignment

    def _section_of(self, devclass: str) -> _Section:
        for section in self._sections:
            if section.devclass == devclass:
                return section
        section = _Section(devclass, Node("devices", (("class", devclass),)), [])
        self._sections.append(section)
        return section

    def _find(self, device: Device) -> Assignment:
        same_port = self.assigned(device.devclass, device.backend, device.port_id)
        for assignment in same_port:
            if assignment.device.means(device.device_id):
                return assignment
        if device.device_id == ANY and len(same_port) == 1:
            return same_port[0]
        raise DeviceNotAssigned(
            f"{device.devclass} device {device} is not assigned to {self._owner.name!r}"
        )

    def _check_new(self, assignment: Assignment) -> None:
        device, owner = assignment.device, self._owner
        if device.devclass not in DEVICE_CLASSES:
            raise QubesValueError(f"Not a class of devices: {device.devclass!r}")
        if device.backend != ANY and device.backend not in owner.app.qubes:
            raise QubesVMNotFoundError(f"No such domain: {device.backend!r}")
        if any(known.device == device for known in self._all()):
            raise DeviceAlreadyAssigned(
                f"{device.devclass} device {device} is already assigned to {owner.name!r}"
            )
        if device.devclass == "pci" and owner.properties.kept("virt_mode") == "pvh":
            raise QubesValueError(f"{owner.name!r} is set to pvh, so it cannot have PCI devices")

    async def _exchange(self, device: Device, section: _Section, entries: list[_Entry]) -> None:
        """Let the entries take the place of those of the section, and save; or go back."""
        before = section.entries
        names = _PCI_EFFECTS if device.devclass == "pci" else ()
        async with self._owner.telling(names):
            section.entries = entries
            self._owner.changed()
            try:
                await self._owner.save()
            except BaseException:
                if section.entries is entries:
                    section.entries = before
                    self._owner.changed()
                raise


def _section(node: Node) -> _Section:
    devclass = dict(node.attributes).get("class", "")
    entries = [
        _Entry(child, assignment_of(devclass, child) if child.tag == "device" else None)
        for child in node.children
    ]
    return _Section(devclass, node, entries)


def _is(entry: _Entry, device: Device) -> bool:
    return entry.assignment is not None and entry.assignment.device == device


def _with_mode(node: Node, mode: Mode) -> Node:
    """The element as it was, but for the mode."""
    attributes = [(name, text) for name, text in node.attributes if name != "required"]
    if "mode" not in dict(attributes):
        attributes.append(("mode", mode.value))
    return replace(
        node,
        attributes=tuple(
            (name, mode.value if name == "mode" else text) for name, text in attributes
        ),
    )
