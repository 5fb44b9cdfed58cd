"""Devices that are assigned to qubes (admin-api.md section 2.6)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from qubesmanager.client.connection import Connection
from qubesmanager.protocol import AdminError, ProtocolError

_log = logging.getLogger(__name__)
# ``key='value'``; a quote inside of a value is written with a backslash.
_FIELD = re.compile(r"([^=' ]+)='((?:[^'\\]|\\.)*)'")


@dataclass(frozen=True)
class DeviceUse:
    """One assignment. ``fields`` are the keys of its line, values as they stand between quotes."""

    devclass: str
    fields: tuple[tuple[str, str], ...]

    def __getitem__(self, key: str) -> str:
        return dict(self.fields).get(key, "")

    @property
    def backend(self) -> str:
        return self["backend_domain"]

    @property
    def port(self) -> str:
        """``BACKEND:PORT``."""
        return f"{self.backend}:{self['port_id']}"

    def of(self, backend: str) -> DeviceUse:
        """The same device of another qube."""
        changed = {**dict(self.fields), "backend_domain": backend}
        return DeviceUse(self.devclass, tuple(changed.items()))

    @property
    def options(self) -> dict[str, str]:
        """The options for attaching, by name."""
        return {
            key[1:]: value.replace(r"\'", "'") for key, value in self.fields if key.startswith("_")
        }

    @property
    def argument(self) -> str:
        parts = (self[key] or "*" for key in ("backend_domain", "port_id", "device_id"))
        return "+".join("_" if part == "*" else part.replace(":", "+") for part in parts)

    @property
    def payload(self) -> bytes:
        kept = (f"{key}='{value}'" for key, value in self.fields if key != "frontend_domain")
        return " ".join(kept).encode()


async def device_classes(connection: Connection) -> list[str]:
    """Empty when the daemon knows no devices. Raises AdminError."""
    try:
        return (await connection.call("admin.deviceclass.List")).decode().splitlines()
    except ProtocolError:
        return []


async def assignments(connection: Connection, qube: str) -> list[DeviceUse]:
    """Every device assigned to a qube. Raises AdminError."""
    return [
        DeviceUse(devclass, tuple(_FIELD.findall(line.partition(" ")[2])))
        for devclass in await device_classes(connection)
        for line in (
            (await connection.call(f"admin.vm.device.{devclass}.Assigned", "", qube))
            .decode()
            .splitlines()
        )
    ]


async def assign(connection: Connection, qube: str, device: DeviceUse) -> None:
    """Raises AdminError."""
    method = f"admin.vm.device.{device.devclass}.Assign"
    await connection.call(method, device.argument, qube, device.payload)


async def unassign(connection: Connection, qube: str, device: DeviceUse) -> None:
    """Raises AdminError."""
    await connection.call(f"admin.vm.device.{device.devclass}.Unassign", device.argument, qube)


async def set_mode(connection: Connection, qube: str, device: DeviceUse, mode: str) -> None:
    """When the device is attached. Raises AdminError."""
    method = f"admin.vm.device.{device.devclass}.Set.assignment"
    await connection.call(method, device.argument, qube, mode.encode())


async def available(
    connection: Connection, devclass: str, backends: Iterable[str]
) -> list[DeviceUse]:
    """What those qubes have of one class; a qube that does not answer has nothing to offer."""
    found = []
    for backend in backends:
        try:
            reply = await connection.call(f"admin.vm.device.{devclass}.Available", "", backend)
        except AdminError as error:
            _log.info("devices of %r: %r", backend, error)
            continue
        for line in reply.decode().splitlines():
            fields = dict(_FIELD.findall(line.partition(" ")[2]))
            fields |= {"devclass": devclass, "backend_domain": backend}
            found.append(DeviceUse(devclass, tuple(fields.items())))
    return found
