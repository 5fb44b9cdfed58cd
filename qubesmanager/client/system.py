"""The qubes of one qubesd, kept current by its event stream.

`System.load` asks once for everything; afterwards `System.watch` turns events into narrow
`Change` values, re-reading only the qubes that an event named. Nothing polls.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from qubesmanager.client.connection import Connection, NoInternalSocket
from qubesmanager.client.inventory import (
    INCOMPLETE_TAG,
    Inventory,
    LabelInfo,
    PoolInfo,
    QubeInfo,
    VolumeInfo,
    parse_inventory,
)
from qubesmanager.client.stock_inventory import StockReader
from qubesmanager.protocol import (
    QUBE_NAME_RULE,
    AdminError,
    Event,
    PermissionDenied,
    PropertyValue,
    ProtocolError,
    QubesValueError,
    QubesVMNotFoundError,
    is_qube_name,
)

__all__ = ["Change", "ChangeKind", "LabelInfo", "PoolInfo", "QubeInfo", "System", "VolumeInfo"]

_log = logging.getLogger(__name__)
_RECONNECT_S = 1.0
_STATE_AFTER = {
    "domain-pre-start": "Transient",
    "domain-start": "Running",
    "domain-unpaused": "Running",
    "domain-paused": "Paused",
    "domain-shutdown": "Halted",
    "domain-start-failed": "Halted",
}


class ChangeKind(Enum):
    """What a person would see change."""

    ADDED = "added"  # a qube is new
    REMOVED = "removed"  # a qube is gone
    CHANGED = "changed"  # something of one qube
    SYSTEM = "system"  # pools, labels or global properties
    RELOADED = "reloaded"  # everything was read again
    BACKUP = "backup"  # a backup moved on: `event` has its figures
    POLICY = "policy"  # the policy asks the person, or has its answer: `event`
    LOST = "lost"  # qubesd is gone; what is shown is the last known state
    BACK = "back"  # it answers again; RELOADED follows


@dataclass(frozen=True)
class Change:
    """One change. ``qube`` is its name for ADDED, REMOVED and CHANGED, else empty.

    ``now`` is the other name that one which is REMOVED goes by since: it was renamed here.
    """

    kind: ChangeKind
    qube: str = ""
    reason: str = ""
    event: Event | None = None
    now: str = ""


class System:
    """The qubes, pools, labels and global properties of one qubesd."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.qubes: dict[str, QubeInfo] = {}
        self.pools: dict[str, PoolInfo] = {}
        self.labels: dict[str, LabelInfo] = {}
        self.global_properties: Mapping[str, PropertyValue] = {}
        self.start_disabled_reason: str | None = None
        self.online = True
        # New names by old ones. To the daemon a rename is a new qube and one that goes, so only
        # who renames knows that they are one; the entry goes when the old name's end is told.
        self.renamed: dict[str, str] = {}
        self._untold: set[str] = set()  # gone from ``qubes`` before their event has come
        self._has_inventory = True
        self._stock = StockReader(connection)

    async def load(self) -> None:
        """Read everything: one internal call, or stock calls where there is none."""
        inventory = await self._inventory()
        self._untold |= self.qubes.keys() - inventory.qubes.keys()
        self.qubes = dict(inventory.qubes)
        self._take_rest(inventory)

    async def refresh(self, name: str) -> QubeInfo | None:
        """Read one qube again; None, and no longer in `qubes`, when it is gone."""
        try:
            qube = await self._read(name)
        except QubesVMNotFoundError:
            self._drop(name)
            return None
        self.qubes[name] = qube
        return qube

    async def create_qube(
        self,
        klass: str,
        name: str,
        label: str,
        template: str | None = None,
        pool: str | None = None,
        *,
        pools: Mapping[str, str] = MappingProxyType({}),
        incomplete: bool = False,
    ) -> QubeInfo:
        """Make a qube, its volumes in ``pool`` or in the default ones (section 2.3.1).

        ``pools`` gives single volumes their pools instead, by the volumes' names.
        ``incomplete`` marks it as being restored, until that tag is removed.
        """
        if not is_qube_name(name):
            raise QubesValueError(f"not a valid qube name: {name!r} ({QUBE_NAME_RULE})")
        if not label:
            raise QubesValueError("the qube needs a label")
        if any(" " in value for value in (name, label, pool or "", *pools.values())):
            raise ProtocolError("names of qubes, labels and pools have no spaces")
        places = [f"pool={pool}"] if pool else [f"pool:{v}={p}" for v, p in pools.items()]
        words = " ".join([f"name={name}", f"label={label}", *places])
        arguments = (template or "", "dom0", words.encode())
        method = "CreateInPool" if places else "Create"
        if not incomplete:
            await self.connection.call(f"admin.vm.{method}.{klass}", *arguments)
        elif self.connection.home is not None:
            await self.connection.internal(f"internal.vm.CreateIncomplete.{klass}", *arguments)
        else:
            # A stock daemon can only be told afterwards.
            await self.connection.call(f"admin.vm.{method}.{klass}", *arguments)
            await self.connection.call("admin.vm.tag.Set", INCOMPLETE_TAG, name)
        qube = await self._read(name)
        self.qubes[name] = qube
        return qube

    async def remove_qube(self, name: str) -> None:
        """Remove a qube with its volumes."""
        await self.connection.call("admin.vm.Remove", dest=name)
        self._drop(name)

    def _drop(self, name: str) -> None:
        if self.qubes.pop(name, None) is not None:
            self._untold.add(name)

    async def watch(self, on_change: Callable[[Change], None]) -> None:
        """Follow the daemon until cancelled, reconnecting when it goes away.

        Each pass reads everything once after the stream is open, so no change is missed between.
        ``self`` is up to date whenever ``on_change`` is called.
        """
        told = ""
        while True:
            reason = "qubesd ended the event stream"
            try:
                await self.connection.revive()
                async with self.connection.events() as stream:
                    await self._follow(stream, on_change)
            except AdminError as error:
                reason = str(error)
            # That it went is soon followed by why it cannot come back, which is worth more.
            if self.online or reason != told:
                self.online, told = False, reason
                _log.info("qubesd is gone: %r", reason)
                on_change(Change(ChangeKind.LOST, reason=reason))
            await asyncio.sleep(_RECONNECT_S)

    async def _follow(
        self, stream: AsyncIterator[Event], on_change: Callable[[Change], None]
    ) -> None:
        """Handle the events of one connection, those that wait together as one burst."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()

        async def read() -> None:
            try:
                async for event in stream:
                    queue.put_nowait(event)
            finally:
                queue.put_nowait(None)

        reading = asyncio.create_task(read())
        try:
            ended = False
            while not ended:
                burst = [await queue.get()]
                while not queue.empty():
                    burst.append(queue.get_nowait())
                ended = None in burst
                await self._handle([event for event in burst if event is not None], on_change)
            await reading
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _handle(self, burst: list[Event], on_change: Callable[[Change], None]) -> None:
        if not any(event.name == "connection-established" for event in burst):
            await self._apply(burst, on_change)
            return
        await self.load()
        self._untold.clear()
        if not self.online:
            self.online = True
            on_change(Change(ChangeKind.BACK))
        on_change(Change(ChangeKind.RELOADED))

    async def _apply(self, burst: list[Event], on_change: Callable[[Change], None]) -> None:
        """A burst of events costs one call per qube named in it."""
        stale: dict[str, None] = {}
        system = False
        for event in burst:
            kind = event.name.partition(":")[0]
            if "-pre-" in kind and kind not in _STATE_AFTER:
                continue
            if event.name == "domain-delete":
                name = event.args.get("vm", "")
                stale.pop(name, None)
                self._drop(name)
                self._tell_gone(name, on_change)
            elif event.name == "domain-add":
                stale[event.args.get("vm", "")] = None
            elif event.name in ("backup-progress", "backup-job-progress"):
                on_change(Change(ChangeKind.BACKUP, event=event))
            elif event.name in ("policy-ask", "policy-answered"):
                on_change(Change(ChangeKind.POLICY, event=event))
            elif event.subject:
                self._note_state(event)
                stale[event.subject] = None
            else:
                system = True
        for name in stale:
            await self._refresh_and_tell(name, on_change)
        if system:
            self._take_rest(await self._inventory())
            on_change(Change(ChangeKind.SYSTEM))

    def _note_state(self, event: Event) -> None:
        qube = self.qubes.get(event.subject)
        if qube is not None and event.name in _STATE_AFTER:
            self.qubes[qube.name] = replace(qube, state=_STATE_AFTER[event.name])

    async def _refresh_and_tell(self, name: str, on_change: Callable[[Change], None]) -> None:
        known = name in self.qubes
        if await self.refresh(name) is not None:
            on_change(Change(ChangeKind.CHANGED if known else ChangeKind.ADDED, name))
        elif known:
            self._tell_gone(name, on_change)

    def _tell_gone(self, name: str, on_change: Callable[[Change], None]) -> None:
        """Once for each qube that was known."""
        if name in self._untold:
            self._untold.remove(name)
            on_change(Change(ChangeKind.REMOVED, name, now=self.renamed.pop(name, "")))

    async def _inventory(self) -> Inventory:
        found = await self._ask("dom0")
        return found if found is not None else await self._stock.everything()

    async def _read(self, name: str) -> QubeInfo:
        found = await self._ask(name)
        if found is None:
            return await self._stock.qube(name)
        if name not in found.qubes:
            raise QubesVMNotFoundError(f"No such domain: {name!r}")
        return found.qubes[name]

    async def _ask(self, dest: str) -> Inventory | None:
        """The internal call's answer; None, from then on, when this daemon has no such call."""
        if self._has_inventory:
            try:
                reply = await self.connection.internal("internal.GetInventory", dest=dest)
                return parse_inventory(reply)
            except (NoInternalSocket, ProtocolError, PermissionDenied) as error:
                _log.info("reading by stock calls: %r", str(error))
                self._has_inventory = False
        return None

    def _take_rest(self, inventory: Inventory) -> None:
        self.pools = dict(inventory.pools)
        self.labels = dict(inventory.labels)
        self.global_properties = inventory.global_properties
        self.start_disabled_reason = inventory.start_disabled_reason
