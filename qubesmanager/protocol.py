"""The Admin API on the wire, shared by both ends of the socket.

Facts: ``admin-api.md`` sections 1.2-1.6. One connection carries one call::

    request    METHOD "+" ARG SP SRC SP TYPE SP DEST NUL PAYLOAD      then half-close
    success    "0" NUL BODY
    event      "1" NUL SUBJECT NUL NAME NUL (KEY NUL VALUE NUL)* NUL  many on one connection
    exception  "2" NUL CLASS NUL TRACEBACK NUL MESSAGE NUL

The errors that cross the socket::

    AdminError
    ├── ProtocolError                     malformed request; the client is at fault
    ├── PermissionDenied                  refused by policy or by a check of the argument
    ├── DaemonAccessError                 (local) no answer from qubesd
    ├── DaemonCommunicationError          (local) an answer that makes no sense
    └── QubesException                    a failure the person may read
        ├── QubesVMNotFoundError, QubesVMAlreadyExistsError, QubesVMInvalidUUIDError
        ├── QubesVMError
        │   ├── QubesVMInUseError, QubesVMNotHaltedError, QubesVMNotStartedError, ...
        ├── QubesValueError
        │   └── QubesPropertyValueError
        └── QubesNoSuchPropertyError, QubesFeatureNotFoundError, StoragePoolException, ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

MAX_REQUEST_BYTES = 65536
MAX_NAME_LENGTH = 31

_QUBE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
# Names with dots only would be mistaken for directories.
_POOL_NAME = re.compile(r"(?!\.+\Z)[A-Za-z0-9_.-]{1,63}\Z")
QUBE_NAME_RULE = (
    "a qube's name begins with a letter, has only letters, digits, '_', '.' and '-', and at most "
    f"{MAX_NAME_LENGTH} characters"
)
_RESERVED_NAMES = frozenset({"none", "default", "Domain-0"})


class AdminError(Exception):
    """Anything that ends an Admin API call without success."""

    @property
    def message(self) -> str:
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        return self.message


class ProtocolError(AdminError):
    """The request does not have the form that the method asks for."""


class PermissionDenied(AdminError):
    """The request is understood and refused."""


class DaemonAccessError(AdminError):
    """No qubesd answered, or it closed the connection without a reply."""


class AnswerLostError(DaemonAccessError):
    """qubesd had the request and gave no reply: it may have been done, or not."""


class DaemonCommunicationError(AdminError):
    """The reply is not one that this protocol knows."""


class QubesException(AdminError):
    """A failure that the person may read. Its text is the whole message."""


class QubesVMNotFoundError(QubesException):
    """There is no qube of that name."""


class QubesVMAlreadyExistsError(QubesException):
    """A qube of that name exists."""


class QubesVMInvalidUUIDError(QubesException):
    """Not a UUID of a qube."""


class QubesVMError(QubesException):
    """Something about one qube."""


class QubesVMInUseError(QubesVMError):
    """Another qube or a default of the system depends on this qube."""


class QubesVMNotStartedError(QubesVMError):
    """The qube is halted."""


class QubesVMNotRunningError(QubesVMNotStartedError):
    """The qube is not running."""


class QubesVMNotPausedError(QubesVMNotStartedError):
    """The qube is not paused."""


class QubesVMNotSuspendedError(QubesVMError):
    """The qube is not suspended."""


class QubesVMNotHaltedError(QubesVMError):
    """The qube must be halted for this."""


class QubesVMShutdownTimeoutError(QubesVMError):
    """The qube did not shut down in time."""


class QubesNoTemplateError(QubesVMError):
    """The qube has no template."""


class QubesVMAlreadyStartedError(QubesVMError):
    """The qube is already started."""


class QubesMemoryError(QubesVMError):
    """Not enough memory."""


class QubesPoolInUseError(QubesException):
    """The pool holds volumes, or is a default of the system, or its name is taken."""


class StoragePoolException(QubesException):
    """A pool or a volume could not do what was asked."""


class BackupCancelledError(QubesException):
    """The backup was cancelled."""


class BackupAlreadyRunningError(QubesException):
    """A backup of that profile is running."""


class QubesBackupProfileNotFoundError(QubesException):
    """There is no backup profile of that name."""


class QubesValueError(QubesException):
    """A value that cannot be taken."""


class QubesPropertyValueError(QubesValueError):
    """A value that this property does not take."""


class QubesNoSuchPropertyError(QubesException):
    """There is no property of that name."""


class QubesNotImplementedError(QubesException):
    """The operation does not exist here."""


class QubesFeatureNotFoundError(QubesException):
    """The qube does not have that feature."""


class QubesTagNotFoundError(QubesException):
    """The qube does not have that tag."""


class QubesLabelNotFoundError(QubesException):
    """There is no label of that name."""


class QubesLabelInUseError(QubesException):
    """A qube has that label, or the name is taken."""


class QubesInvalidLabelError(QubesException):
    """Not a name for a label."""


class QubesInvalidLabelValueError(QubesException):
    """Not a colour."""


class QubesInvalidTagError(QubesException):
    """Not a name for a tag."""


class QubesNotesError(QubesException):
    """Notes could not be read or written."""


class QubesVolumeCopyTokenNotFoundError(QubesException):
    """No volume waits to be copied under that token."""


class DeviceNotFound(QubesException):
    """There is no such device."""


class DeviceNotAssigned(QubesException):
    """The device is not assigned to that qube."""


class DeviceAlreadyAttached(QubesException):
    """The device is attached already."""


class DeviceAlreadyAssigned(QubesException):
    """The device is assigned already."""


class UnrecognizedDevice(QubesException):
    """The device is not the one that was meant."""


class UnexpectedDeviceProperty(QubesException):
    """A property that a device description does not have."""


def _wire_errors(base: type[AdminError]) -> Iterable[type[AdminError]]:
    for cls in base.__subclasses__():
        yield cls
        yield from _wire_errors(cls)


_LOCAL = {"DaemonAccessError", "AnswerLostError", "DaemonCommunicationError"}
ERRORS: Mapping[str, type[AdminError]] = {
    cls.__name__: cls for cls in _wire_errors(AdminError) if cls.__name__ not in _LOCAL
}

# The stock client does not know these two as QubesException and formats every other message with
# the % operator, so a literal % must be doubled for the others (section 1.4).
_UNFORMATTED = frozenset({"ProtocolError", "PermissionDenied"})


class FramingError(Exception):
    """Bytes that are no request at all; the connection is dropped without a reply."""


@dataclass(frozen=True)
class Request:
    """One call. All fields come from outside and are unchecked but for the framing."""

    method: str
    arg: str
    source: str
    dest: str
    payload: bytes = b""

    def encode(self) -> bytes:
        header = f"{self.method}+{self.arg} {self.source} name {self.dest}"
        return header.encode("ascii") + b"\0" + self.payload

    @classmethod
    def parse(cls, data: bytes) -> Request:
        """Split a whole request. Raises FramingError (sections 1.2 and A.2 rows 10-11).

        ProtocolError when it has its form, but one of the words is not ASCII.
        """
        if len(data) > MAX_REQUEST_BYTES:
            raise FramingError(f"request of {len(data)} bytes, at most {MAX_REQUEST_BYTES} allowed")
        header, separator, payload = data.partition(b"\0")
        if not separator:
            raise FramingError("no NUL after the header")
        words = header.split(b" ")
        if len(words) != 4:
            raise FramingError(f"header has {len(words)} words, expected 4")
        raw_kind, raw_dest = words[2:]
        is_adminvm = raw_kind == b"keyword" and raw_dest == b"adminvm"
        if raw_kind != b"name" and not is_adminvm:
            raise FramingError(f"destination type {raw_kind[:80]!r}")
        try:
            call, source, _, dest = (word.decode("ascii") for word in words)
        except UnicodeDecodeError as error:
            raise ProtocolError("the header of the request is not ASCII") from error
        if is_adminvm:
            dest = "dom0"
        method, _, arg = call.partition("+")
        return cls(method, arg, source, dest, payload)


def encode_success(body: bytes | str = b"") -> bytes:
    return b"0\0" + (body.encode() if isinstance(body, str) else body)


def encode_exception(class_name: str, message: str) -> bytes:
    """An exception reply. The message is finished text; NUL and % are made safe here."""
    message = message.replace("\0", " ")
    if class_name not in _UNFORMATTED:
        message = message.replace("%", "%%")
    return b"\0".join([b"2", class_name.encode("ascii"), b"", message.encode(), b""])


def decode_reply(data: bytes) -> bytes:
    """The body of a success reply; raises the error that an exception reply carries.

    Raises DaemonAccessError on an empty reply, DaemonCommunicationError on an unknown one.
    """
    if not data:
        raise DaemonAccessError(
            "qubesd closed the connection without an answer: it has ended or was killed"
        )
    if data.startswith(b"0\0"):
        return data[2:]
    if not data.startswith(b"2\0"):
        raise DaemonCommunicationError(f"unknown kind of reply: {data[:16]!r}")
    parts = data.split(b"\0", 4)
    if len(parts) < 5:
        raise DaemonCommunicationError("exception reply is cut short")
    _, raw_class, _traceback, raw_format, rest = parts
    message = raw_format.decode("utf-8", "replace")
    class_name = raw_class.decode("ascii", "replace")
    if class_name not in _UNFORMATTED:
        arguments = [a.decode("utf-8", "replace") for a in rest.split(b"\0")[:-1]]
        message = _percent_format(message, arguments)
    raise ERRORS.get(class_name, QubesException)(message)


def _percent_format(text: str, arguments: list[str]) -> str:
    """Fill %s and %d in order and undouble %%; a text with stray % stays as it is."""
    values = iter(arguments)

    def fill(match: re.Match[str]) -> str:
        if match.group() == "%%":
            return "%"
        return next(values, match.group())

    return re.sub(r"%[%sd]", fill, text)


@dataclass(frozen=True)
class Event:
    """One event: subject is a qube's name, or empty for the whole system."""

    subject: str
    name: str
    args: Mapping[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        parts = ["1", self.subject, self.name]
        for key, value in self.args.items():
            parts += [key, value.replace("\0", " ")]
        return "\0".join(parts).encode() + b"\0\0"


class EventDecoder:
    """Cuts a byte stream into events. Raises the error if an exception reply comes instead."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[Event]:
        self._buffer += data
        events = []
        while self._buffer:
            if not self._buffer.startswith(b"1\0"[: len(self._buffer)]):
                if not _may_go_on(self._buffer):
                    self._fail()
                break
            event, used = self._next()
            if event is None:
                break
            events.append(event)
            self._buffer = self._buffer[used:]
        return events

    def end(self) -> None:
        """Nothing more comes. Raises as ``feed``; half an event is no error."""
        if not self._buffer.startswith(b"1\0"[: len(self._buffer)]):
            self._fail()

    def _fail(self) -> NoReturn:
        decode_reply(self._buffer)
        raise DaemonCommunicationError("a plain reply in an event stream")

    def _next(self) -> tuple[Event | None, int]:
        fields: list[str] = []
        position = 0
        while True:
            end = self._buffer.find(b"\0", position)
            if end < 0:
                return None, 0
            text = self._buffer[position:end].decode("utf-8", "replace")
            position = end + 1
            # Fields 0-2 are kind, subject and name; then pairs, ended by an empty key.
            if len(fields) >= 3 and len(fields) % 2 == 1 and not text:
                args = dict(zip(fields[3::2], fields[4::2], strict=True))
                return Event(fields[1], fields[2], args), position
            fields.append(text)


def _may_go_on(reply: bytes) -> bool:
    """Whether the rest of an exception reply, or of another's first two bytes, may still come."""
    if not reply.startswith(b"2\0"):
        return reply in (b"0", b"2")
    parts = reply.split(b"\0", 4)
    if len(parts) < 5:
        return True
    _, raw_class, _traceback, raw_format, rest = parts
    is_formatted = raw_class.decode("ascii", "replace") not in _UNFORMATTED
    wanted = len(re.findall(rb"%[sd]", raw_format.replace(b"%%", b""))) if is_formatted else 0
    return rest.count(b"\0") < wanted


@dataclass(frozen=True)
class PropertyValue:
    """A property as the wire shows it: type is one of str, int, bool, vm, label (section 1.6)."""

    type: str
    value: str
    is_default: bool

    def encode(self) -> str:
        return f"default={self.is_default} type={self.type} {self.value}"

    @classmethod
    def parse(cls, text: str) -> PropertyValue:
        try:
            default, kind, value = text.split(" ", 2)
        except ValueError as error:
            raise DaemonCommunicationError(f"not a property value: {text!r}") from error
        if not default.startswith("default=") or not kind.startswith("type="):
            raise DaemonCommunicationError(f"not a property value: {text!r}")
        return cls(kind[5:], value, default == "default=True")


def encode_properties(properties: Mapping[str, PropertyValue]) -> str:
    """The body of ``GetAll``: a line a property, ``\\`` and line feeds escaped."""
    lines = []
    for name, value in properties.items():
        text = value.encode().replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"{name} {text}\n")
    return "".join(lines)


def decode_properties(text: str) -> dict[str, PropertyValue]:
    properties = {}
    for line in text.split("\n")[:-1]:
        name, _, rest = line.partition(" ")
        plain = re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), rest)
        properties[name] = PropertyValue.parse(plain)
    return properties


def is_pool_name(name: str) -> bool:
    """Whether a pool may have this name."""
    return _POOL_NAME.match(name) is not None


def is_qube_name(name: str) -> bool:
    """Whether a qube may have this name (section 1.7). dom0 has the right form as well."""
    return (
        len(name) <= MAX_NAME_LENGTH
        and _QUBE_NAME.match(name) is not None
        and name not in _RESERVED_NAMES
        and not name.endswith("-dm")
    )
