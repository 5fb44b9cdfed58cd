"""Classes, labels and properties (admin-api.md 2.1, 2.2)."""

from __future__ import annotations

from collections.abc import Callable

from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Reply, Use, lines
from qubesmanager.backend.labels import Label
from qubesmanager.backend.properties import Properties
from qubesmanager.backend.qube.kinds import CLASSES
from qubesmanager.protocol import QubesLabelNotFoundError, QubesValueError, encode_properties

METHODS = MethodTable()


@METHODS.method("admin.vmclass.List", dest=Dest.ADMIN)
async def class_list(call: Call) -> str:
    return lines(CLASSES)


@METHODS.method("admin.label.List", dest=Dest.ADMIN)
async def label_list(call: Call) -> str:
    labels = sorted(call.context.app.labels.values(), key=lambda label: label.index)
    return lines(label.name for label in labels)


@METHODS.method("admin.label.Get", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def label_get(call: Call) -> str:
    return _label(call).color


@METHODS.method("admin.label.Index", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def label_index(call: Call) -> str:
    return str(_label(call).index)


@METHODS.method("admin.label.Create", dest=Dest.ADMIN, arg=Use.REQUIRED, payload=Use.REQUIRED)
async def label_create(call: Call) -> None:
    await call.context.app.add_label(call.untrusted_arg, call.ascii_payload())


@METHODS.method("admin.label.Remove", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def label_remove(call: Call) -> None:
    await call.context.app.remove_label(_label(call).name)


def _label(call: Call) -> Label:
    try:
        return call.context.app.labels[call.untrusted_arg]
    except KeyError as error:
        raise QubesLabelNotFoundError(f"No such label: {call.untrusted_arg!r}") from error


def _holder(call: Call) -> Properties:
    """The properties that the method's prefix means: the system's, or the destination's."""
    if call.method.startswith("admin.vm."):
        return call.qube.properties
    return call.context.app.properties


def _both(name: str, arg: Use = Use.NONE, payload: Use = Use.NONE) -> Callable[[Reply], Reply]:
    """Declare a property method under both prefixes; the global one goes to dom0 alone."""

    def declare(function: Reply) -> Reply:
        METHODS.method(f"admin.vm.property.{name}", arg=arg, payload=payload)(function)
        METHODS.method(f"admin.property.{name}", dest=Dest.ADMIN, arg=arg, payload=payload)(
            function
        )
        return function

    return declare


@_both("List")
async def property_list(call: Call) -> str:
    return lines(_holder(call).names())


@_both("GetAll")
async def property_get_all(call: Call) -> str:
    return encode_properties(_holder(call).all())


@_both("Get", arg=Use.REQUIRED)
async def property_get(call: Call) -> str:
    return _holder(call).get(call.untrusted_arg).encode()


@_both("GetDefault", arg=Use.REQUIRED)
async def property_get_default(call: Call) -> str:
    value = _holder(call).default(call.untrusted_arg)
    return "" if value is None else f"type={value.type} {value.value}"


@_both("Help", arg=Use.REQUIRED)
async def property_help(call: Call) -> str:
    return _holder(call).help(call.untrusted_arg)


@_both("HelpRst", arg=Use.REQUIRED)
async def property_help_rst(call: Call) -> str:
    """As Help, with its markup."""
    return _holder(call).help_rst(call.untrusted_arg)


@_both("Set", arg=Use.REQUIRED, payload=Use.OPTIONAL)
async def property_set(call: Call) -> None:
    try:
        untrusted_text = call.untrusted_payload.decode("ascii")
    except UnicodeDecodeError as error:
        raise QubesValueError("the value of a property must be ASCII text") from error
    await _holder(call).set(call.untrusted_arg, untrusted_text)


@_both("Reset", arg=Use.REQUIRED)
async def property_reset(call: Call) -> None:
    await _holder(call).reset(call.untrusted_arg)
