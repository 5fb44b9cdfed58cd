"""A restored qube takes the place of one that is here, whose volumes keep what they held.

The name of a qube is given once and for all, so settings and data are copied onto the old one and
the new one is removed. A cut at any point leaves marks (`restore_marks`), and `finish` goes on:

1. ``restore-replaces`` on the new qube. From here on it goes forward.
2. ``restore-replaced-by`` on the old one, which must not be started now.
3. Each volume is copied by the daemon; what the old one held becomes a revision, which is pinned.
   Before that, the newest revision is noted on the new qube: when another one is the newest later,
   the copy was made, and is not made again.
4. Settings. 5. The mark of the old one goes, then the new qube.

When a volume cannot be copied, the first mark is made to say so, and from there it goes backward:
the volumes that were copied are reverted, and both qubes are as they were.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from qubesmanager.client import devices, firewall, qube, restores, revisions, volume_settings
from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import INCOMPLETE_TAG
from qubesmanager.client.restore_marks import ALL, REPLACED_BY, REPLACES, drop
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.protocol import AdminError, DaemonAccessError, QubesException

_log = logging.getLogger(__name__)
# What belongs to the qube's identity, or is computed.
_NOT_COPIED = frozenset(
    ("name", "uuid", "qid", "klass", "icon", "dispid", "is_preload", "updateable")
    + ("installed_by_rpm", "start_time", "xid", "stubdom_xid", "stubdom_uuid")
    + ("gateway", "gateway6", "visible_netmask", "visible_ip", "visible_ip6")
    + ("visible_gateway", "visible_gateway6")
)
_SYSTEM_TAGS = ("created-by-", "disp-created-by-", "guivm-", "audiovm-")
_NONE = "-"
_BACKWARD = "!"  # before the old one's name
_PIN_NOTE = "before a restore replaced the qube"


class ReplaceError(QubesException):
    """The old qube is as it was; or, when the text says so, only partly."""


async def replace(connection: Connection, old: str, new: str) -> list[str]:
    """``new`` becomes ``old``. Returns sentences about settings that could not be carried over.

    Raises ReplaceError, or DaemonAccessError when the daemon went; `finish` goes on then.
    """
    system = System(connection)
    await system.load()
    here, there = system.qubes.get(old), system.qubes.get(new)
    if here is None or there is None:
        raise ReplaceError(f"there is no qube {old if here is None else new}")
    if here.state != "Halted":
        raise ReplaceError(f"{old} is {here.state.lower()}; it must be halted")
    work = _Replacement(connection, here, there)
    if work.backward:
        await work.undo()
        return [f"{old} is as it was; the restored qube is {new}."]
    await work.copy_volumes()
    return await work.copy_settings()


async def finish(connection: Connection) -> list[str]:
    """Go on with replacements that were cut. Returns sentences on what was done, and on failures.

    Raises DaemonAccessError.
    """
    system = System(connection)
    await system.load()
    told = []
    for info in system.qubes.values():
        if REPLACES not in info.features:
            continue
        old = info.features[REPLACES].split(" ")[0].removeprefix(_BACKWARD)
        try:
            told += await replace(connection, old, info.name)
        except DaemonAccessError:
            raise
        except AdminError as error:
            told.append(f"{old} could not be replaced by {info.name}: {error}.")
        else:
            told.append(f"The replacement of {old}, which had been cut, was settled.")
    return told


class _Replacement:
    def __init__(self, connection: Connection, old: QubeInfo, new: QubeInfo) -> None:
        self._connection = connection
        self._old = old
        self._new = new
        self._warnings: list[str] = []
        first, *words = new.features.get(REPLACES, old.name).split(" ")
        self.backward = first.startswith(_BACKWARD)
        # The newest revision of each volume before it was replaced, by the volume's name.
        self._before = {name: rev for name, _, rev in (word.partition("=") for word in words)}

    async def copy_volumes(self) -> None:
        names = [v.name for v in self._new.volumes if v.save_on_stop]
        for name in names:
            await self._keep_revisions(name)
        await self._note()
        await qube.set_feature(self._connection, self._old.name, REPLACED_BY, self._new.name)
        try:
            for name in names:
                await self._copy_volume(name)
        except DaemonAccessError:
            raise
        except AdminError as error:
            reason = f"its volume {error}" if isinstance(error, ReplaceError) else str(error)
            await self._turn_back(reason)
            raise ReplaceError(reason) from error

    async def _keep_revisions(self, name: str) -> None:
        info = await volume_settings.volume_info(self._connection, self._old.name, name)
        if int(info.get("revisions_to_keep") or 0) < 1:
            await volume_settings.configure(
                self._connection, self._old.name, name, "revisions_to_keep", "1"
            )

    async def _newest(self, name: str) -> str:
        known = await revisions.revisions(self._connection, self._old.name, name)
        return known[-1].id if known else _NONE

    async def _note(self) -> None:
        first = (_BACKWARD if self.backward else "") + self._old.name
        words = [first, *(f"{name}={rev}" for name, rev in self._before.items())]
        await qube.set_feature(self._connection, self._new.name, REPLACES, " ".join(words))

    async def _copy_volume(self, name: str) -> None:
        newest = await self._newest(name)
        if name not in self._before:
            self._before[name] = newest
            await self._note()
        if newest == self._before[name]:  # otherwise it was copied before a cut
            old, new = self._old.name, self._new.name
            await volume_settings.copy_volume(self._connection, new, old, name)
            newest = await self._newest(name)
        if newest == self._before[name]:
            raise ReplaceError(f"{name}: its pool has kept nothing of what it held")
        # Without a pin the next stops of the qube would push it out.
        pin = partial(revisions.pin, self._connection, self._old.name, name, newest, _PIN_NOTE)
        await self._try(f"earlier state of {name}", pin)

    async def _turn_back(self, reason: str) -> None:
        """Raises ReplaceError when that is not possible; the marks stay then."""
        # Noted while all of it is known: a revert makes yet another newest revision.
        for name, before in self._before.items():
            newest = await self._newest(name)
            self._before[name] = newest if newest != before else _NONE
        self.backward = True
        try:
            await self._note()
            await self.undo()
        except DaemonAccessError:
            raise
        except AdminError as error:
            raise ReplaceError(
                f"{reason}; and {self._old.name} could not be put back as it was: {error}."
                f" What it held is in the revisions of its volumes"
            ) from error

    async def undo(self) -> None:
        """Going backward, what is noted are the revisions that hold what was there."""
        for name, revision in self._before.items():
            known = await revisions.revisions(self._connection, self._old.name, name)
            if revision in {kept.id for kept in known}:
                await revisions.revert(self._connection, self._old.name, name, revision)
        await drop(self._connection, self._old.name, REPLACED_BY)
        await drop(self._connection, self._new.name, REPLACES)

    async def copy_settings(self) -> list[str]:
        connection, old, new = self._connection, self._old, self._new
        await self._properties()
        await self._features()
        await self._tags()
        await self._try("notes", partial(qube.set_notes, connection, old.name, new.notes))
        rules = await firewall.rules(connection, new.name)
        if rules != await firewall.rules(connection, old.name):
            await firewall.set_rules(connection, old.name, rules)
        await self._devices()
        await restores.carry(connection, new.name, old.name)
        await drop(connection, old.name, REPLACED_BY)
        await self._try("copy", partial(connection.call, "admin.vm.Remove", "", new.name))
        return self._warnings

    async def _properties(self) -> None:
        connection, name = self._connection, self._old.name
        for prop, there in self._new.properties.items():
            here = self._old.properties.get(prop)
            if prop in _NOT_COPIED or here is None:
                continue
            if there.is_default:
                if not here.is_default:
                    await self._try(prop, partial(qube.reset_property, connection, name, prop))
            elif here.is_default or here.value != there.value:
                await self._try(
                    prop, partial(qube.set_property, connection, name, prop, there.value)
                )

    async def _features(self) -> None:
        """The journal comes along: it says that this qube is restored now."""
        connection, name = self._connection, self._old.name
        wanted = {k: v for k, v in self._new.features.items() if k != REPLACES}
        for feature, value in wanted.items():
            if self._old.features.get(feature) != value:
                await self._try(
                    feature, partial(qube.set_feature, connection, name, feature, value)
                )
        for feature in self._old.features.keys() - wanted.keys() - ALL:
            await self._try(feature, partial(drop, connection, name, feature))

    async def _tags(self) -> None:
        connection, name = self._connection, self._old.name
        here, there = set(self._old.tags), set(self._new.tags) - {INCOMPLETE_TAG}
        for tag in sorted(t for t in here ^ there if not t.startswith(_SYSTEM_TAGS)):
            act = qube.add_tag if tag in there else qube.remove_tag
            await self._try(tag, partial(act, connection, name, tag))

    async def _devices(self) -> None:
        connection, name = self._connection, self._old.name
        here = await devices.assignments(connection, name)
        there = await devices.assignments(connection, self._new.name)
        keys = {(use.devclass, use.argument, use.payload) for use in there}
        for use in here:
            if (use.devclass, use.argument, use.payload) not in keys:
                await self._try(use.port, partial(devices.unassign, connection, name, use))
        kept = {(use.devclass, use.argument, use.payload) for use in here}
        for use in there:
            if (use.devclass, use.argument, use.payload) not in kept:
                await self._try(use.port, partial(devices.assign, connection, name, use))

    async def _try(self, what: str, act: Callable[[], Coroutine[Any, Any, object]]) -> None:
        """What is refused of the settings becomes a sentence."""
        try:
            await act()
        except DaemonAccessError:
            raise
        except AdminError as error:
            _log.debug("%r of %r: %r", what, self._old.name, str(error))
            self._warnings.append(f"The {what} of {self._old.name} stays as it is: {error}")
