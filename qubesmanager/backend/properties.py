"""Properties of qubes and of the system: declared once each, kept, checked and shown here.

Facts: admin-api.md sections 1.6, 2.2 and 2.10. A *holder* is the App or a Qube. Values are kept
plain: ``str``, ``int``, ``bool``, ``None``; a qube or a label is kept as its name, so a store may
be read in any order. What is not kept is computed by the default rule each time it is asked for.
"""

from __future__ import annotations

import enum
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from qubesmanager.protocol import (
    PropertyValue,
    QubesNoSuchPropertyError,
    QubesPropertyValueError,
    QubesValueError,
    is_qube_name,
)

log = logging.getLogger(__name__)

Value = str | int | bool | None


class Type(enum.Enum):
    """The types that the wire knows."""

    STR = "str"
    INT = "int"
    BOOL = "bool"
    VM = "vm"
    LABEL = "label"


class Write(enum.Enum):
    """Who may write a property: clients, only the creation of the holder, nobody."""

    FREE = enum.auto()
    ONCE = enum.auto()
    NEVER = enum.auto()


class Stage(enum.IntEnum):
    """Order in lists and on load: those that may need another qube come last."""

    OWN = 3
    OTHERS = 4


class Holder(Protocol):
    """What a set of properties asks of its owner."""

    async def fire(self, event: str, **kwargs: object) -> None: ...

    def changed(self) -> None:
        """What the store keeps of the holder is no longer what it was."""

    async def save(self) -> None:
        """Bring the store to the disk."""

    def check_reference(self, kind: Type, name: str) -> str:
        """The name of the qube or label that is meant; raises if there is none."""

    def refuse_while_running(self, what: str) -> None:
        """QubesVMNotHaltedError unless halted."""


H = TypeVar("H")

_PRINTABLE = re.compile(r"[\x20-\x7e]*\Z")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})\Z")
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


def parse_bool(untrusted_text: str) -> bool:
    """One of the boolean words of section 1.6, in any case."""
    try:
        return _BOOLEANS[untrusted_text.strip().lower()]
    except KeyError as error:
        raise QubesValueError(f"Not a boolean value: {untrusted_text!r}") from error


@dataclass(frozen=True)
class Property(Generic[H]):
    """One property.

    ``doc``: one paragraph of reStructuredText whose only markup is double backquotes.
    ``default``: computes the value when none is set; None when there is no default.
    ``form``: what a value of the type must be to be one at all, whoever the holder; returns the
    value to keep or raises QubesValueError. ``check``: the same for this holder at this moment.
    ``check_reset``: raises when the default may not apply.
    ``follow``: what else has to change once the value has changed from the first to the second.
    ``clean``: brings a text of older releases to the form of today, before anything else.
    ``affects``: properties of the same holder whose defaults are computed from this one.
    ``can_unset``: whether a property without default may be reset all the same.
    """

    name: str
    type: Type
    doc: str
    default: Callable[[H], Value] | None = None
    clean: Callable[[str], str] | None = None
    form: Callable[[Any], Value] | None = None
    check: Callable[[H, Value], Value] | None = None
    check_reset: Callable[[H], None] | None = None
    follow: Callable[[H, Value, Value], Awaitable[None]] | None = None
    affects: tuple[str, ...] = ()
    write: Write = Write.FREE
    while_running: bool = True
    can_unset: bool = False
    stage: Stage = Stage.OWN

    def parse(self, untrusted_text: str) -> Value:
        """A value of this type and form from its text. QubesValueError otherwise."""
        value = self._typed(self.clean(untrusted_text) if self.clean else untrusted_text)
        return value if self.form is None or value is None else self.form(value)

    def _typed(self, untrusted_text: str) -> Value:
        if not _PRINTABLE.match(untrusted_text):
            raise QubesValueError(f"Property {self.name!r} takes printable ASCII only")
        if self.type is Type.STR:
            return untrusted_text
        if self.type is Type.BOOL:
            return parse_bool(untrusted_text)
        if self.type is Type.INT:
            if not _INTEGER.match(untrusted_text.strip()):
                raise QubesValueError(f"Property {self.name!r} takes a whole number")
            return int(untrusted_text)
        if not untrusted_text:
            return None
        if self.type is Type.VM and not is_qube_name(untrusted_text):
            raise QubesValueError(f"Not a name of a qube: {untrusted_text!r}")
        return untrusted_text


class Table:
    """The properties of one class of holders, in the order of lists: stage, then name."""

    def __init__(self, properties: Iterable[Property[Any]]) -> None:
        ordered = sorted(properties, key=lambda prop: (prop.stage, prop.name))
        self.by_name: Mapping[str, Property[Any]] = {prop.name: prop for prop in ordered}
        self.names: tuple[str, ...] = tuple(self.by_name)
        # What reading all needs, without a look-up per property.
        self.rows = tuple((prop.name, prop.type.value, prop.default) for prop in ordered)
        self.references = tuple(prop.name for prop in ordered if prop.type is Type.VM)
        assert len(self.names) == len(ordered), "a property is declared twice"


def show(value: Value) -> str:
    """The text of a value on the wire and in the store."""
    return "" if value is None else str(value)


class Properties:
    """The properties of one holder."""

    def __init__(self, owner: Holder, table: Table) -> None:
        self._owner = owner
        self._table = table
        self._values: dict[str, Value] = {}

    # -- reading

    def names(self) -> tuple[str, ...]:
        """All names, sorted by stage and name."""
        return self._table.names

    def __contains__(self, name: object) -> bool:
        return name in self._table.by_name

    def declaration(self, name: str) -> Property[Any]:
        """QubesNoSuchPropertyError when this holder has none of that name."""
        try:
            return self._table.by_name[name]
        except KeyError as error:
            raise QubesNoSuchPropertyError(
                f"Invalid property {name!r} of {self._owner!s}"
            ) from error

    def value(self, name: str) -> Value:
        """The value, or the default, or None when there is neither."""
        if name in self._values:
            return self._values[name]
        rule = self.declaration(name).default
        return None if rule is None else rule(self._owner)

    def is_default(self, name: str) -> bool:
        """Whether no value of its own is set."""
        return name not in self._values

    def get(self, name: str) -> PropertyValue:
        """As the wire shows it (1.6)."""
        prop = self.declaration(name)
        return PropertyValue(prop.type.value, show(self.value(name)), name not in self._values)

    def default(self, name: str) -> PropertyValue | None:
        """The value that a reset would give, None when there is no default."""
        prop = self.declaration(name)
        if prop.default is None:
            return None
        return PropertyValue(prop.type.value, show(prop.default(self._owner)), True)

    def all(self) -> dict[str, PropertyValue]:
        """Every property. One whose rule fails is shown unset, and logged with the cause."""
        found = {}
        kept = self._values
        for name, kind, rule in self._table.rows:
            if name in kept:
                found[name] = PropertyValue(kind, show(kept[name]), False)
                continue
            try:
                text = "" if rule is None else show(rule(self._owner))
            except Exception:
                log.exception("property %r of %r cannot be read", name, str(self._owner))
                text = ""
            found[name] = PropertyValue(kind, text, True)
        return found

    def help(self, name: str) -> str:
        """One paragraph of plain text."""
        return self.declaration(name).doc.replace("``", "")

    def help_rst(self, name: str) -> str:
        """The same in reStructuredText."""
        return self.declaration(name).doc

    # -- writing by clients

    async def set(self, name: str, untrusted_text: str) -> None:
        """Check, announce (``property-pre-set`` may veto), keep, save, tell (``property-set``).

        Raises QubesNoSuchPropertyError, QubesValueError and the errors of the property's own
        check; then nothing has changed.
        """
        prop = self.declaration(name)
        self._refuse_read_only(prop)
        value = self._checked(prop, prop.parse(untrusted_text))
        told = {"name": name, "newvalue": value, **self._old_value(prop)}
        await self._owner.fire(f"property-pre-set:{name}", **told)
        # Handlers may have taken their time, and the system has changed meanwhile.
        value = self._checked(prop, value)
        await self._exchange(prop, {name: value})
        await self._owner.fire(f"property-set:{name}", **told)

    async def reset(self, name: str) -> None:
        """Back to the default. QubesPropertyValueError for one that cannot go without a value."""
        prop = self.declaration(name)
        self._refuse_read_only(prop)
        self._check_reset(prop)
        told = {"name": name, **self._old_value(prop)}
        await self._owner.fire(f"property-pre-reset:{name}", **told)
        await self._owner.fire(f"property-pre-del:{name}", **told)
        self._check_reset(prop)
        await self._exchange(prop, {})
        await self._owner.fire(f"property-reset:{name}", **told)
        await self._owner.fire(f"property-del:{name}", **told)

    async def _exchange(self, prop: Property[Any], new: dict[str, Value]) -> None:
        """Let ``new`` (the name's value, or nothing) take the place of what is kept, and save.

        When what follows or the save fails, both go back to what was.
        """
        kept = {prop.name: self._values[prop.name]} if prop.name in self._values else {}
        before = self.value(prop.name)
        affected = self.defaults_in_use(prop.affects)
        self._keep(prop, new)
        after = self.value(prop.name)
        try:
            await self._follow(prop, before, after)
            await self._owner.save()
        except BaseException:
            if self._values.get(prop.name) == new.get(prop.name):
                self._keep(prop, kept)
                await self._follow(prop, after, before)
            raise
        await self.tell_new_defaults(affected)

    def _keep(self, prop: Property[Any], new: dict[str, Value]) -> None:
        self._values.pop(prop.name, None)
        self._values.update(new)
        self._owner.changed()

    async def _follow(self, prop: Property[Any], old: Value, new: Value) -> None:
        if prop.follow is not None and new != old:
            await prop.follow(self._owner, old, new)

    def defaults_in_use(self, names: Iterable[str]) -> dict[str, Value]:
        """The values of those that the holder has and that are not set."""
        return {
            name: self.value(name)
            for name in names
            if name in self._table.by_name and name not in self._values
        }

    async def tell_new_defaults(self, before: Mapping[str, Value]) -> None:
        """``property-reset`` for each that is not what it was, here and where it is followed."""
        for name, old in before.items():
            new = self.value(name)
            if name not in self._values and new != old:
                await self._owner.fire(f"property-reset:{name}", name=name)
                await self._follow(self._table.by_name[name], old, new)

    def _refuse_read_only(self, prop: Property[Any]) -> None:
        if prop.write is not Write.FREE:
            raise QubesPropertyValueError(f"Property {prop.name!r} of {self._owner!s} is read-only")

    def _checked(self, prop: Property[Any], value: Value) -> Value:
        if not prop.while_running:
            self._owner.refuse_while_running(f"Property {prop.name!r}")
        if value is not None and prop.type in (Type.VM, Type.LABEL):
            value = self._owner.check_reference(prop.type, str(value))
        return value if prop.check is None else prop.check(self._owner, value)

    def _check_reset(self, prop: Property[Any]) -> None:
        if prop.default is None and not prop.can_unset:
            raise QubesPropertyValueError(f"Property {prop.name!r} has no default")
        if not prop.while_running:
            self._owner.refuse_while_running(f"Property {prop.name!r}")
        if prop.check_reset is not None:
            prop.check_reset(self._owner)

    def _old_value(self, prop: Property[Any]) -> dict[str, Value]:
        """``oldvalue``, when there was a value (section 3, note 1)."""
        if prop.name in self._values or prop.default is not None:
            return {"oldvalue": self.value(prop.name)}
        return {}

    # -- writing by qubesd itself: creation of the holder, and the store

    def put(self, name: str, value: Value) -> None:
        """Keep a value that is known to be right. Fires nothing."""
        self._values[self.declaration(name).name] = value
        self._owner.changed()

    def kept(self, name: str) -> Value:
        """The value that is set, None when there is none. Asks no default rule."""
        return self._values.get(name)

    def references(self) -> Iterator[tuple[str, str]]:
        """(property, name of the qube) for each that is set to a qube."""
        for name in self._table.references:
            value = self._values.get(name)
            if value is not None:
                yield name, str(value)

    def stored(self) -> dict[str, str]:
        """What the store keeps: the values that are set, as text, in the order of lists."""
        return {
            name: show(self._values[name]) for name in self._table.names if name in self._values
        }

    def load(self, name: str, text: str) -> None:
        """Take a value from the store. QubesValueError when it is not of the property's type.

        Whether a reference leads somewhere can be told only once everything is loaded.
        """
        prop = self.declaration(name)
        if prop.type is Type.INT and not text and prop.default is not None:
            return
        self._values[name] = prop.parse(text)
