"""Devices (admin-api.md 2.6): what is assigned is kept in the store.

Nothing runs in this build and no qube shows devices, so none is available and none attached.
"""

from __future__ import annotations

from collections.abc import Callable

from qubesmanager.backend.api.methods import ADMIN_VM, Call, Dest, MethodTable, Reply, Use, lines
from qubesmanager.backend.qube.device_assignment import (
    DEVICE_CLASSES,
    Device,
    parse_assignment,
    parse_device,
    parse_fields,
    parse_interfaces,
    parse_mode,
)
from qubesmanager.protocol import (
    DeviceNotAssigned,
    ProtocolError,
    QubesVMError,
    QubesVMNotRunningError,
)

METHODS = MethodTable()


def _each_class(
    name: str, arg: Use = Use.REQUIRED, payload: Use = Use.NONE
) -> Callable[[Reply], Reply]:
    """Declare a method for every class of devices."""
    names = (f"admin.vm.device.{devclass}.{name}" for devclass in DEVICE_CLASSES)
    return METHODS.method(*names, arg=arg, payload=payload)


def _class(call: Call) -> str:
    return call.method.split(".")[3]


def _device(call: Call) -> Device:
    """The device that the argument names, its class from the method's name."""
    return parse_device(_class(call), call.untrusted_arg)


@METHODS.method("admin.deviceclass.List", dest=Dest.ADMIN)
async def class_list(call: Call) -> str:
    return lines(DEVICE_CLASSES)


@_each_class("Available", arg=Use.OPTIONAL)
async def available(call: Call) -> str:
    return ""


@_each_class("Assigned", arg=Use.OPTIONAL)
async def assigned(call: Call) -> str:
    wanted = _device(call) if call.untrusted_arg else None
    found = call.qube.devices.assigned(
        _class(call),
        wanted.backend if wanted is not None else None,
        wanted.port_id if wanted is not None else None,
    )
    return lines(assignment.line(call.qube.name) for assignment in found)


@_each_class("Attached", arg=Use.OPTIONAL)
async def attached(call: Call) -> str:
    if call.untrusted_arg:
        _device(call)
    return ""


@_each_class("Assign", payload=Use.OPTIONAL)
async def assign(call: Call) -> None:
    device = _device(call)
    assignment = parse_assignment(device, call.ascii_payload(), call.qube.name)
    await call.qube.devices.assign(assignment)


@_each_class("Unassign")
async def unassign(call: Call) -> None:
    await call.qube.devices.unassign(_device(call))


@_each_class("Set.assignment", payload=Use.REQUIRED)
async def set_assignment(call: Call) -> None:
    device = _device(call)
    await call.qube.devices.set_mode(device, parse_mode(call.ascii_payload()))


@_each_class("Attach", payload=Use.OPTIONAL)
async def attach(call: Call) -> None:
    device = _device(call)
    parse_fields(call.ascii_payload())
    if call.qube.name == ADMIN_VM:
        raise QubesVMError("devices cannot be attached to the system itself")
    raise QubesVMNotRunningError(
        f"qube {call.qube.name!r} is not running, {device} stays where it is"
    )


@_each_class("Detach")
async def detach(call: Call) -> None:
    raise DeviceNotAssigned(f"device {_device(call)} is not attached to {call.qube.name!r}")


# -- interfaces that a qube may not have


@METHODS.method("admin.vm.device.denied.List")
async def denied_list(call: Call) -> str:
    # The one list whose last line has no end.
    return "\n".join(call.qube.devices.denied())


@METHODS.method("admin.vm.device.denied.Add", payload=Use.REQUIRED)
async def denied_add(call: Call) -> None:
    await call.qube.devices.deny(_interfaces(call))


@METHODS.method("admin.vm.device.denied.Remove", payload=Use.REQUIRED)
async def denied_remove(call: Call) -> None:
    everything = call.untrusted_payload == b"all"
    await call.qube.devices.allow(None if everything else _interfaces(call))


def _interfaces(call: Call) -> tuple[str, ...]:
    codes = parse_interfaces(call.ascii_payload())
    if not codes:
        raise ProtocolError("expected the codes of interfaces")
    return codes
