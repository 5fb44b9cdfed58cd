"""The method table of the Admin API: what each call may carry, checked before the call runs.

A method is declared once, with the columns of admin-api.md section 2::

    @METHODS.method("admin.vm.feature.Get", dest=Dest.ANY, arg=Use.REQUIRED)
    async def feature_get(call: Call) -> str: ...

The checks and their order are those of section 1.7.
"""

from __future__ import annotations

import asyncio
import enum
import re
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qubesmanager.protocol import (
    Event,
    PermissionDenied,
    ProtocolError,
    QubesValueError,
    QubesVMInvalidUUIDError,
    QubesVMNotFoundError,
    Request,
    is_qube_name,
)

if TYPE_CHECKING:
    from qubesmanager.backend.api.context import Context
    from qubesmanager.backend.qube.base import Qube

ADMIN_VM = "dom0"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class Dest(enum.Enum):
    """Which destinations a method takes."""

    ADMIN = "dom0"
    QUBE = "not dom0"
    ANY = "any"


class Use(enum.Enum):
    """Whether a method takes an argument, or a payload."""

    NONE = "must be empty"
    REQUIRED = "required"
    OPTIONAL = "may be empty"


@dataclass(frozen=True)
class Call:
    """One call whose form is right. What the argument and the payload say is still unchecked."""

    context: Context
    method: str
    qube: Qube
    untrusted_arg: str
    untrusted_payload: bytes
    source: str = ADMIN_VM

    def ascii_payload(self) -> str:
        """The payload as text. Raises ProtocolError for bytes outside ASCII."""
        try:
            return self.untrusted_payload.decode("ascii")
        except UnicodeDecodeError as error:
            raise ProtocolError("payload is not ASCII text") from error


Body = str | bytes | None
Reply = Callable[[Call], Awaitable[Body]]
Stream = Callable[[Call], AsyncGenerator[Event, None]]
# Both directions of the connection from here on; what the client had sent behind the request first.
Duplex = Callable[[Call, bytes, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Method:
    """A row of the table.

    ``reply`` answers once, ``stream`` answers with events for ever, ``duplex`` has the connection
    to itself as soon as the request's header is there.
    """

    name: str
    dest: Dest
    arg: Use
    payload: Use
    reply: Reply | None = None
    stream: Stream | None = None
    duplex: Duplex | None = None

    def check(self, request: Request, is_admin: bool) -> None:
        """Raises ProtocolError for a form that this method does not have."""
        if self.payload is Use.NONE and request.payload:
            raise ProtocolError("unexpected payload")
        if self.payload is Use.REQUIRED and not request.payload:
            raise ProtocolError("expected payload")
        if self.arg is Use.NONE and request.arg:
            raise ProtocolError("unexpected argument")
        if self.arg is Use.REQUIRED and not request.arg:
            raise ProtocolError("expected an argument")
        if self.dest is Dest.ADMIN and not is_admin:
            raise ProtocolError("expected destination to be AdminVM")
        if self.dest is Dest.QUBE and is_admin:
            raise ProtocolError("expected destination to not be AdminVM")


class MethodTable:
    """The methods of one socket by name."""

    def __init__(self, *parts: MethodTable) -> None:
        self._methods: dict[str, Method] = {}
        for part in parts:
            for method in part:
                self._add(method)

    def __iter__(self) -> Iterator[Method]:
        return iter(self._methods.values())

    def _add(self, method: Method) -> None:
        if method.name in self._methods:
            raise ValueError(f"method {method.name} is declared twice")
        self._methods[method.name] = method

    def method(
        self,
        *names: str,
        dest: Dest = Dest.ANY,
        arg: Use = Use.NONE,
        payload: Use = Use.NONE,
    ) -> Callable[[Reply], Reply]:
        """Declare a coroutine function that answers calls of these names with one body."""

        def declare(function: Reply) -> Reply:
            for name in names:
                self._add(Method(name, dest, arg, payload, reply=function))
            return function

        return declare

    def stream(self, name: str, dest: Dest = Dest.ANY) -> Callable[[Stream], Stream]:
        """Declare an async generator function that answers with events."""

        def declare(function: Stream) -> Stream:
            self._add(Method(name, dest, Use.NONE, Use.NONE, stream=function))
            return function

        return declare

    def duplex(self, name: str, dest: Dest = Dest.ANY) -> Callable[[Duplex], Duplex]:
        """Declare a coroutine function that takes the connection over."""

        def declare(function: Duplex) -> Duplex:
            self._add(Method(name, dest, Use.NONE, Use.NONE, duplex=function))
            return function

        return declare

    def is_duplex(self, untrusted_header: bytes) -> bool:
        """Whether this is the header of a request that is not ended by a half-close."""
        name = untrusted_header.partition(b" ")[0].partition(b"+")[0]
        method = self._methods.get(name.decode("ascii", "replace"))
        return method is not None and method.duplex is not None

    def resolve(
        self, context: Context, request: Request, *, granted: bool = False
    ) -> tuple[Method, Call]:
        """The method and the checked call for a request, or the error of section 1.7.

        ``granted``: the policy lets this source make this very call.
        """
        source = _find_qube(context, request.source)
        qube = _find_qube(context, request.dest)
        method = self._methods.get(request.method)
        if method is None:
            raise ProtocolError(f"no such method: {request.method!r}")
        if source.name != ADMIN_VM and not granted:
            raise PermissionDenied(f"calls from qube {source.name!r} are not allowed")
        method.check(request, qube.name == ADMIN_VM)
        call = Call(context, method.name, qube, request.arg, request.payload, source.name)
        return method, call


def _find_qube(context: Context, untrusted_name: str) -> Qube:
    if untrusted_name.startswith("uuid:"):
        untrusted_uuid = untrusted_name[5:]
        if not _UUID.match(untrusted_uuid):
            raise QubesVMInvalidUUIDError(f"not a UUID: {untrusted_uuid!r}")
        by_uuid = context.app.qubes.by_uuid.get(uuid.UUID(untrusted_uuid))
        if by_uuid is None:
            raise QubesVMNotFoundError(f"No such domain: {untrusted_name!r}")
        return by_uuid
    if not is_qube_name(untrusted_name):
        raise QubesValueError(f"not a valid qube name: {untrusted_name!r}")
    qube = context.app.qubes.get(untrusted_name)
    if qube is None:
        raise QubesVMNotFoundError(f"No such domain: {untrusted_name!r}")
    return qube


def parse_int(untrusted_text: str, allow_negative: bool = False) -> int:
    """A number as section 1.7 writes it. Raises ProtocolError."""
    digits = untrusted_text.removeprefix("-") if allow_negative else untrusted_text
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", digits, re.ASCII):
        raise ProtocolError(f"not a number: {untrusted_text[:40]!r}")
    return int(untrusted_text)


def parse_bool(untrusted_text: str) -> bool:
    """A boolean as section 1.6 lets clients write it. Raises QubesValueError."""
    word = untrusted_text.lower()
    if word in {"1", "yes", "true", "on"}:
        return True
    if word in {"0", "no", "false", "off"}:
        return False
    raise QubesValueError(f"not a boolean: {untrusted_text[:40]!r}")


def lines(items: Iterable[object]) -> str:
    """A list as section 1.6 writes it: a line an item, nothing for an empty list."""
    return "".join(f"{item}\n" for item in items)
