"""What the stock client library makes of replies, with all its quirks (admin-api.md 1.3-1.6).

Written from the spec, to be as unforgiving as the real one: where that runs into an IndexError or
an assertion, this raises StockClientFailure, so a reply that the real client could not read fails
the test. Requests are the exact bytes that the real one sends.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping

from tests.integration.daemon import Daemon

# Section 1.4: the names the client knows, and what each is besides. Others: QubesException.
ALSO = {
    "QubesException": (),
    "QubesVMNotFoundError": (KeyError,),
    "QubesVMInvalidUUIDError": (),
    "QubesVMError": (),
    "QubesVMInUseError": (),
    "QubesVMNotStartedError": (),
    "QubesVMNotRunningError": (),
    "QubesVMNotPausedError": (),
    "QubesVMNotSuspendedError": (),
    "QubesVMShutdownTimeoutError": (),
    "QubesNoTemplateError": (),
    "QubesVMAlreadyStartedError": (),
    "QubesVMNotHaltedError": (),
    "QubesMemoryError": (MemoryError,),
    "QubesPoolInUseError": (),
    "StoragePoolException": (),
    "BackupCancelledError": (),
    "BackupAlreadyRunningError": (),
    "QubesValueError": (ValueError,),
    "QubesPropertyValueError": (ValueError,),
    "QubesNoSuchPropertyError": (AttributeError,),
    "QubesNotImplementedError": (NotImplementedError,),
    "QubesFeatureNotFoundError": (KeyError,),
    "QubesTagNotFoundError": (KeyError,),
    "QubesLabelNotFoundError": (KeyError,),
    "DeviceNotAssigned": (KeyError,),
    "DeviceAlreadyAttached": (KeyError,),
    "DeviceAlreadyAssigned": (KeyError,),
    "UnrecognizedDevice": (ValueError,),
    "UnexpectedDeviceProperty": (ValueError,),
    "ProtocolError": (AssertionError,),
    "PermissionDenied": (),
}
UNFORMATTED = ("ProtocolError", "PermissionDenied")


class StockClientFailure(Exception):
    """A reply that the stock client chokes on."""


class Refused(Exception):
    """An exception reply, as the client raises it: ``name`` is the class that it arrives as."""

    def __init__(self, sent_name: str, text: str) -> None:
        super().__init__(f"{sent_name}: {text}")
        self.sent_name = sent_name
        self.name = sent_name if sent_name in ALSO else "QubesException"
        self.text = text


def body_of(reply: bytes) -> bytes:
    """The body of a reply; raises Refused for an exception."""
    if not reply:
        raise StockClientFailure("Got empty response from qubesd")
    if reply[:2] == b"0\0":
        return reply[2:]
    if reply[:2] != b"2\0":
        raise StockClientFailure(f"Invalid response format: {reply[:20]!r}")
    parts = reply.split(b"\0", 4)
    if len(parts) != 5:
        raise StockClientFailure("not enough values to unpack (expected 5)")
    _header, raw_name, traceback, raw_format, rest = parts
    name, text = raw_name.decode("ascii"), raw_format.decode("utf-8")
    arguments = tuple(_argument(text) for text in rest.decode("utf-8").split("\0")[:-1])
    if traceback:
        raise StockClientFailure("a traceback leaves the daemon")
    if name not in UNFORMATTED:
        try:
            text %= arguments
        except (TypeError, ValueError) as error:
            raise StockClientFailure(f"{text!r} % {arguments!r}: {error}") from error
    raise Refused(name, text)


def _argument(text: str) -> str | int:
    return int(text) if text.isdigit() else text


def _text(body: bytes) -> str:
    return body.decode("utf-8")


class Client:
    """Calls as the tools make them; each notes its header in ``calls``."""

    def __init__(self, daemon: Daemon) -> None:
        self.daemon = daemon
        self.calls: list[str] = []

    def call(
        self, dest: str, method: str, arg: str | None = None, payload: bytes | None = None
    ) -> bytes:
        """``METHOD+ARG dom0 name DEST NUL payload``, half-close, read to the end."""
        header = f"{method}+{arg or ''} dom0 name {dest}"
        self.calls.append(header)
        return body_of(self.daemon.raw(header.encode("ascii") + b"\0" + (payload or b"")))

    # -- lists (1.6)

    def lines(self, dest: str, method: str, arg: str | None = None) -> list[str]:
        return _text(self.call(dest, method, arg)).splitlines()

    def labels(self) -> list[str]:
        return _not_empty(_text(self.call("dom0", "admin.label.List")))

    def pools(self) -> list[str]:
        return _not_empty(_text(self.call("dom0", "admin.pool.List")))

    def drivers(self) -> dict[str, list[str]]:
        text = _text(self.call("dom0", "admin.pool.ListDrivers"))
        _ends_in_line_feed(text)
        found = {}
        for line in text.splitlines():
            driver, separator, options = line.partition(" ")
            if not separator:
                raise StockClientFailure(f"a driver without a space: {line!r}")
            found[driver] = options.split(" ")
        return found

    def vm_list(self) -> dict[str, dict[str, str]]:
        """By name: class, state, and uuid when it is there."""
        found = {}
        for line in _text(self.call("dom0", "admin.vm.List")).splitlines():
            name, *words = line.split(" ")
            facts = dict(_pair(word, "=") for word in words)
            if not {"class", "state"} <= set(facts):
                raise StockClientFailure(f"no class or state: {line!r}")
            found[name] = facts
        return found

    # -- facts

    def pool_info(self, pool: str) -> dict[str, str]:
        text = _text(self.call("dom0", "admin.pool.Info", pool))
        _ends_in_line_feed(text)
        facts = dict(_pair(line, "=") for line in text.splitlines())
        _require(facts, "driver")
        return facts

    def usage_details(self, pool: str) -> dict[str, int]:
        lines = self.lines("dom0", "admin.pool.UsageDetails", pool)
        return {key: int(value) for key, value in (_pair(line, "=") for line in lines)}

    def volume_info(self, qube: str, volume: str) -> dict[str, str]:
        text = _text(self.call(qube, "admin.vm.volume.Info", volume))
        facts = dict(_pair(line, "=") for line in text.splitlines())
        _require(
            facts,
            *("pool", "vid", "size", "usage", "rw", "source", "save_on_stop", "snap_on_start"),
            "revisions_to_keep",
        )
        for key in ("size", "usage", "revisions_to_keep"):
            int(facts[key])
        for key in ("rw", "save_on_stop", "snap_on_start"):
            if facts[key] not in ("True", "False"):
                raise StockClientFailure(f"{key} is {facts[key]!r}")
        return facts

    def current_state(self, qube: str) -> dict[str, str]:
        text = _text(self.call(qube, "admin.vm.CurrentState"))
        facts = dict(_pair(word, "=") for word in text.split(" "))
        _require(facts, "power_state", "mem")
        int(facts["mem"])
        return facts

    # -- properties

    def property(self, qube: str | None, name: str) -> str | int | bool | None:
        dest, prefix = _holder(qube)
        return property_value(_text(self.call(dest, f"{prefix}.Get", name)))

    def property_default(self, qube: str | None, name: str) -> str | int | bool | None:
        """None stands for the AttributeError of a property without a default, too."""
        dest, prefix = _holder(qube)
        text = _text(self.call(dest, f"{prefix}.GetDefault", name))
        return typed_value(text) if text else None

    def properties(self, qube: str | None) -> dict[str, str | int | bool | None]:
        """GetAll, as qvm-ls and qvm-prefs read it."""
        dest, prefix = _holder(qube)
        found = {}
        for line in _text(self.call(dest, f"{prefix}.GetAll")).splitlines():
            name, value = _pair(_unescape(line), " ")
            found[name] = property_value(value)
        return found

    def set_property(self, qube: str | None, name: str, value: str | int | bool | None) -> None:
        dest, prefix = _holder(qube)
        payload = b"" if value is None else str(value).encode("ascii")
        self.call(dest, f"{prefix}.Set", name, payload)

    def features(self, qube: str) -> dict[str, str]:
        names = self.lines(qube, "admin.vm.feature.List")
        return {name: _text(self.call(qube, "admin.vm.feature.Get", name)) for name in names}

    def has_tag(self, qube: str, tag: str) -> bool:
        answer = self.call(qube, "admin.vm.tag.Get", tag)
        if answer not in (b"0", b"1"):
            raise StockClientFailure(f"neither 0 nor 1: {answer!r}")
        return answer == b"1"

    def assigned(self, qube: str, devclass: str) -> list[tuple[str, dict[str, str]]]:
        lines = self.lines(qube, f"admin.vm.device.{devclass}.Assigned")
        return [_device(line) for line in lines]


def property_value(text: str) -> str | int | bool | None:
    """``default=B type=T VALUE``; the second space is mandatory."""
    words = text.split(" ", 2)
    if len(words) != 3:
        raise StockClientFailure(f"no trailing space: {text!r}")
    default, kind, value = words
    if default not in ("default=True", "default=False"):
        raise StockClientFailure(f"bad default: {text!r}")
    return typed_value(f"{kind} {value}")


def typed_value(text: str) -> str | int | bool | None:
    """``type=T VALUE``; None also stands for the AttributeError of an empty int or bool."""
    kind, separator, value = text.partition(" ")
    if not separator:
        raise StockClientFailure(f"no space after the type: {text!r}")
    if kind == "type=str":
        return value
    if kind in ("type=vm", "type=label"):
        return value or None
    if kind == "type=int":
        return int(value) if value else None
    if kind == "type=bool":
        return value == "True" if value else None
    raise StockClientFailure(f"Received invalid value type: {kind}")


def events(
    daemon: Daemon, dest: str, until: str, on_open: Callable[[], object] = lambda: None
) -> list[tuple[str, str, dict[str, str]]]:
    """Open ``admin.Events``, tell when it is open, read up to an event of that name. Blocks."""
    with daemon.open() as client:
        client.sendall(f"admin.Events+ dom0 name {dest}\0".encode())
        client.shutdown(socket.SHUT_WR)
        reader = client.makefile("rb")
        found = []
        while not found or found[-1][1] != until:
            found.append(_event(reader))
            if len(found) == 1:
                on_open()
        reader.close()
        return found


def _event(reader: object) -> tuple[str, str, dict[str, str]]:
    """One event, field by field up to the empty key."""
    kind = _field(reader)
    if kind != "1":
        raise StockClientFailure(f"not an event: {kind!r}")
    subject, name = _field(reader), _field(reader)
    args = {}
    while key := _field(reader):
        args[key] = _field(reader)
    return subject, name, args


def _field(reader: object) -> str:
    text = b""
    while (byte := reader.read(1)) != b"\0":  # type: ignore[attr-defined]
        if not byte:
            raise StockClientFailure("the stream ended in an event")
        text += byte
    return text.decode("utf-8")


def _holder(qube: str | None) -> tuple[str, str]:
    """Destination and prefix of property calls; None is the system."""
    return ("dom0", "admin.property") if qube is None else (qube, "admin.vm.property")


def _not_empty(text: str) -> list[str]:
    items = text.splitlines()
    if not items:
        raise StockClientFailure("IndexError: the list is empty")
    return items


def _ends_in_line_feed(text: str) -> None:
    if not text.endswith("\n"):
        raise StockClientFailure(f"assertion: {text!r} does not end in a line feed")


def _pair(text: str, separator: str) -> tuple[str, str]:
    key, found, value = text.partition(separator)
    if not found:
        raise StockClientFailure(f"no {separator!r} in {text!r}")
    return key, value


def _require(facts: Mapping[str, str], *keys: str) -> None:
    missing = set(keys) - set(facts)
    if missing:
        raise StockClientFailure(f"KeyError: {missing}")


def _unescape(line: str) -> str:
    plain, characters = "", iter(line)
    for char in characters:
        if char == "\\":
            char = {"n": "\n", "\\": "\\"}.get(next(characters, ""), "")
            if not char:
                raise StockClientFailure(f"unknown escape in {line!r}")
        plain += char
    return plain


def _device(line: str) -> tuple[str, dict[str, str]]:
    """``BACKEND+PORT:DEVID key='value' …``; a quote in a value is written ``\\'``."""
    ident, _, rest = line.partition(" ")
    place, separator, _devid = ident.partition(":")
    if not separator or place.count("+") != 1:
        raise StockClientFailure(f"no BACKEND+PORT:DEVID in {line!r}")
    found = {}
    while rest:
        key, rest = _pair(rest, "='")
        value = ""
        while not rest.startswith("'"):
            if not rest:
                raise StockClientFailure(f"open quote in {line!r}")
            step = 2 if rest.startswith("\\'") else 1
            value, rest = value + rest[step - 1 : step], rest[step:]
        found[key.strip(" ")] = value
        rest = rest[1:].lstrip(" ")
    return ident, found
