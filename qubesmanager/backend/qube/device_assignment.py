"""Which device is meant for which qube: the record, its text and its place in the store.

Text (admin-api.md section 2.6)::

    argument   BACKEND+PORT[+DEVICE]                 "_" for any port or any device
    line       BACKEND+PORT:DEVICE key='value' ...   the keys of a device, then mode and options

Store (backup-format.md section 6)::

    <device backend-domain= id= mode= identity=><option name=>value</option>...</device>
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from qubesmanager.backend.store import Node, StoreError
from qubesmanager.protocol import (
    ProtocolError,
    QubesValueError,
    UnexpectedDeviceProperty,
    is_qube_name,
)

ANY = "*"
DEVICE_CLASSES = ("block", "mic", "pci", "usb")
INTERFACE_LENGTH = 7
INTERFACE = re.compile(r"[bump*][0-9a-f*]{6}\Z")

_PART = re.compile(r"[A-Za-z0-9_.:*?-]+\Z")
_KEY = re.compile(r"[A-Za-z0-9_.-]+\Z")
_VALUE = re.compile(r"[\x20-\x7e]*\Z")
_PROPERTY = re.compile(r"([^=' ]+)='((?:[^'\\]|\\'|\\(?!'))*)'(?: +|\Z)")
# What stands for a character that an argument cannot carry.
_MASKED = re.compile(r"[^A-Za-z0-9.-]")


class Mode(enum.Enum):
    """When an assigned device is attached. A device attached by hand is not assigned."""

    ASK = "ask-to-attach"
    AUTO = "auto-attach"
    REQUIRED = "required"


@dataclass(frozen=True)
class Device:
    """A device by its place: class, qube that has it, port. ``device_id`` tells what it is.

    ``*`` for port or ``device_id`` means any.
    """

    devclass: str
    backend: str
    port_id: str
    device_id: str = ANY

    def __str__(self) -> str:
        return f"{self.backend}:{self.port_id}:{self.device_id}"

    def means(self, device_id: str) -> bool:
        """Whether that is the identity, be it exact or masked as in an argument."""
        return device_id == self.device_id or (
            ANY not in (device_id, self.device_id) and _mask(device_id) == _mask(self.device_id)
        )


@dataclass(frozen=True)
class Assignment:
    """A device that a qube gets whenever mode says so."""

    device: Device
    mode: Mode = Mode.REQUIRED
    options: Mapping[str, str] = field(default_factory=dict)

    def line(self, frontend: str) -> str:
        """As ``Assigned`` and ``Attached`` show it, without line feed."""
        device = self.device
        fields = {
            "device_id": device.device_id,
            "port_id": device.port_id,
            "devclass": device.devclass,
            "backend_domain": device.backend,
            "mode": self.mode.value,
            "frontend_domain": frontend,
            **{f"_{name}": value for name, value in self.options.items()},
        }
        text = " ".join(f"{key}={_quote(value)}" for key, value in fields.items())
        return f"{device.backend}+{device.port_id}:{device.device_id} {text}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", r"\'") + "'"


def parse_device(devclass: str, untrusted_arg: str) -> Device:
    """The device that an argument names. ProtocolError; that the backend exists is unchecked.

    ``+`` stands for the colons of a device's identity as well.
    """
    parts = untrusted_arg.split("+", 2)
    if len(parts) < 2 or not all(_PART.match(part.replace("+", ":")) for part in parts):
        raise ProtocolError(f"expected BACKEND+PORT or BACKEND+PORT+DEVICE: {untrusted_arg[:80]!r}")
    backend, port_id, device_id = (*parts, "_")[:3]
    backend, port_id = _any(backend), _any(port_id)
    if backend != ANY and not is_qube_name(backend):
        raise QubesValueError(f"Not a name of a qube: {backend!r}")
    return Device(devclass, backend, port_id, _any(device_id.replace("+", ":")))


def _any(text: str) -> str:
    return ANY if text == "_" else text


def parse_fields(untrusted_text: str) -> tuple[dict[str, str], dict[str, str]]:
    """``key='value'`` words as (fields, options). ProtocolError."""
    fields: dict[str, str] = {}
    options: dict[str, str] = {}
    text = untrusted_text.strip(" ")
    position = 0
    while position < len(text):
        found = _PROPERTY.match(text, position)
        if found is None:
            raise ProtocolError(f"expected key='value': {text[position : position + 80]!r}")
        position = found.end()
        key, value = found[1], found[2].replace(r"\'", "'")
        if not _KEY.match(key) or not _VALUE.match(value):
            raise ProtocolError(f"Not a property of a device: {found[0][:80]!r}")
        target, name = (options, key[1:]) if key.startswith("_") else (fields, key)
        if not name or name in target:
            raise ProtocolError(f"property {key!r} of a device is empty or given twice")
        target[name] = value
    return fields, options


def parse_assignment(device: Device, untrusted_text: str, frontend: str) -> Assignment:
    """What ``Assign`` asks for. ProtocolError, QubesValueError (mode), UnexpectedDeviceProperty.

    The identity in the text is exact; in the argument some of its characters are masked.
    """
    fields, options = parse_fields(untrusted_text)
    expected = {
        "devclass": device.devclass,
        "backend_domain": device.backend,
        "port_id": device.port_id,
        "frontend_domain": frontend,
    }
    device_id = fields.pop("device_id", device.device_id)
    if device.device_id != ANY and not device.means(device_id):
        raise UnexpectedDeviceProperty(
            f"device {device_id!r} is not the one of the argument, {device.device_id!r}"
        )
    if not _PART.match(device_id):
        raise ProtocolError(f"Not an identity of a device: {device_id[:80]!r}")
    mode = parse_mode(fields.pop("mode", Mode.REQUIRED.value))
    for name, value in fields.items():
        if name not in expected:
            raise UnexpectedDeviceProperty(f"unknown property {name!r} of an assignment")
        if value != expected[name]:
            raise UnexpectedDeviceProperty(f"{name} is {value!r} where {expected[name]!r} is meant")
    return Assignment(replace(device, device_id=device_id), mode, options)


def _mask(device_id: str) -> str:
    return _MASKED.sub("_", device_id)


def parse_mode(untrusted_text: str) -> Mode:
    """QubesValueError; ``manual`` is no mode of an assignment."""
    try:
        return Mode(untrusted_text)
    except ValueError as error:
        words = ", ".join(mode.value for mode in Mode)
        raise QubesValueError(
            f"A device is assigned as one of {words}, not {untrusted_text[:40]!r}"
        ) from error


def parse_interfaces(untrusted_text: str) -> tuple[str, ...]:
    """Codes of device interfaces in a row. QubesValueError, ProtocolError for one given twice."""
    text = untrusted_text.strip()
    codes = [
        text[start : start + INTERFACE_LENGTH] for start in range(0, len(text), INTERFACE_LENGTH)
    ]
    for code in codes:
        if not INTERFACE.match(code):
            raise QubesValueError(f"Not a device interface: {code!r}")
    if len(set(codes)) != len(codes):
        raise ProtocolError("a device interface is given twice")
    return tuple(codes)


# -- in the store


def assignment_of(devclass: str, node: Node) -> Assignment:
    """StoreError with the line."""
    attributes = dict(node.attributes)
    for name in ("backend-domain", "id"):
        if not attributes.get(name):
            raise StoreError(f"device without {name!r}", node.line)
    text = attributes.get("mode")
    if text is None:
        # Stores of older releases say only whether the qube can do without it.
        text = "auto-attach" if attributes.get("required", "yes") == "no" else "required"
    try:
        mode = parse_mode(text)
    except QubesValueError as error:
        raise StoreError(error.message, node.line) from error
    device = Device(
        devclass, attributes["backend-domain"], attributes["id"], attributes.get("identity") or ANY
    )
    return Assignment(device, mode, dict(_options(node.children)))


def _options(nodes: Iterable[Node]) -> Iterable[tuple[str, str]]:
    for node in nodes:
        if node.tag == "option":
            name = dict(node.attributes).get("name")
            if not name:
                raise StoreError("option of a device without a name", node.line)
            yield name, node.text


def node_of(assignment: Assignment) -> Node:
    """The element that the store keeps."""
    device = assignment.device
    return Node(
        "device",
        (
            ("backend-domain", device.backend),
            ("id", device.port_id),
            ("mode", assignment.mode.value),
            ("identity", device.device_id),
        ),
        "",
        tuple(
            Node("option", (("name", name),), value) for name, value in assignment.options.items()
        ),
    )
