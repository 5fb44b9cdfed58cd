"""Settings of a qube as one sheet: what each is, what it would be by default, and changes to make.

``None`` as a new value lets a property follow its default again. The template is the one that the
qube starts with: one that waits for the next start counts. Nothing here knows a window.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from qubesmanager.client import next_start
from qubesmanager.client import qube as calls
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError, PropertyValue

NOTES = "notes"
TEMPLATE = "template"


@dataclass(frozen=True)
class Change:
    """``new`` None: back to the default."""

    name: str
    old: str
    new: str | None


@dataclass
class Sheet:
    """The settings of one qube with a person's edits laid over them."""

    info: QubeInfo
    defaults: Mapping[str, str] = field(default_factory=dict)
    edits: dict[str, str | None] = field(default_factory=dict)
    bases: dict[str, str | None] = field(default_factory=dict)  # what was there when it was edited

    @classmethod
    def of_system(cls, properties: Mapping[str, PropertyValue]) -> Sheet:
        """The properties of the whole system, which are edited in the same way."""
        return cls(QubeInfo("dom0", "AdminVM", "Running", "", None, None, properties))

    def has(self, name: str) -> bool:
        return name == NOTES or name in self.info.properties

    def stored(self, name: str) -> str | None:
        """What the qube has; None where it follows the default."""
        if name == NOTES:
            return self.info.notes
        if name == TEMPLATE and self.info.next_template is not None:
            return self.info.next_template
        value = self.info.properties[name]
        return None if value.is_default else value.value

    def default(self, name: str) -> str | None:
        """What it would be by default; None where there is none."""
        if self.has(name) and name != NOTES and self.info.properties[name].is_default:
            return self.info.properties[name].value
        return self.defaults.get(name)

    def shown(self, name: str) -> str | None:
        """As it will be after applying; None for the default."""
        return self.edits.get(name, self.stored(name))

    def edit(self, name: str, value: str | None) -> None:
        """What is edited back to what it was is no change."""
        if value == self.stored(name):
            self.drop(name)
        else:
            self.bases.setdefault(name, self.stored(name))
            self.edits[name] = value

    def drop(self, name: str) -> None:
        self.edits.pop(name, None)
        self.bases.pop(name, None)

    def take(self, info: QubeInfo) -> None:
        """The qube has changed elsewhere: what was not edited here follows it."""
        self.info = info
        for name, value in list(self.edits.items()):
            if self.has(name):
                self.edit(name, value)
            else:
                self.drop(name)

    def is_conflict(self, name: str) -> bool:
        """It was edited here, and has been changed elsewhere since."""
        return name in self.edits and self.bases[name] != self.stored(name)

    def settle(self, name: str, value: str | None) -> None:
        """A person who knows of the change elsewhere wants that."""
        self.bases.pop(name, None)
        self.edit(name, value)

    @property
    def changes(self) -> list[Change]:
        return [Change(name, self._old(name), new) for name, new in self.edits.items()]

    def _old(self, name: str) -> str:
        stored = self.stored(name)
        return stored if stored is not None else self.default(name) or ""


async def read_defaults(
    connection: Connection, info: QubeInfo, names: Collection[str]
) -> dict[str, str]:
    """What those properties would be by default, where they are not and have one."""
    found = {}
    for name in names:
        value = info.properties.get(name)
        if value is None or value.is_default:
            continue
        reply = await connection.call("admin.vm.property.GetDefault", name, info.name)
        if reply:
            found[name] = reply.decode().partition(" ")[2]
    return found


async def apply(
    connection: Connection, info: QubeInfo | None, changes: Collection[Change]
) -> dict[str, AdminError]:
    """Make the changes one by one; what was refused, by name. The others are made.

    ``info`` is the qube as it is now; None: properties of the system.
    """
    refused: dict[str, AdminError] = {}
    qube = None if info is None else info.name
    for change in changes:
        try:
            if change.name == NOTES and qube is not None:
                await calls.set_notes(connection, qube, change.new or "")
            elif change.name == TEMPLATE and info is not None and change.new is not None:
                await next_start.give(connection, info, change.new)
            elif change.new is None:
                await calls.reset_property(connection, qube, change.name)
            else:
                await calls.set_property(connection, qube, change.name, change.new)
        except AdminError as error:
            refused[change.name] = error
    return refused
