"""Pools that fill up: a warning for each when a level is crossed, once, and word when it is over.

The levels are kept in the store in an element of our own; an attribute of a pool the stock daemon
would take for an option of the driver::

    pool-warnings
      pool name= data="90" metadata="80"
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .storage import Pool, StoragePoolException
from .storage.threads import in_thread
from .store import Node

if TYPE_CHECKING:
    from .app import App

log = logging.getLogger(__name__)

TAG = "pool-warnings"
_LOOK_EVERY_S = 60.0
# Below the level by this much before it counts as crossed back, so that it does not flutter.
_SLACK_PERCENT = 2


@dataclass(frozen=True)
class Levels:
    """In percent of what is used and free, and of the metadata's size; 0 warns never."""

    data: int = 90
    metadata: int = 80


@dataclass(frozen=True)
class Filling:
    """How full a pool is. ``kind`` is ``data`` or ``metadata``."""

    pool: str
    kind: str
    percent: int


class PoolWatch:
    """Of one App. Nothing is looked at before ``start`` and after ``close``."""

    def __init__(self, app: App, nodes: tuple[Node, ...]) -> None:
        self._app = app
        self._levels = _read(nodes)
        #: Elements of the store that are not ours.
        self.other_nodes = tuple(node for node in nodes if node.tag != TAG)
        self._over: set[tuple[str, str]] = set()
        self._task: asyncio.Task[None] | None = None
        app.events.add_handler("pool-delete", self._forget)

    def levels(self, pool: str) -> Levels:
        return self._levels.get(pool, Levels())

    def set_levels(self, pool: str, levels: Levels) -> None:
        """Percents from 0 to 100. What is crossed already is told with the next look."""
        self._levels[pool] = levels
        self._over = {entry for entry in self._over if entry[0] != pool}

    def over(self, pool: str) -> list[str]:
        """The kinds of which it was found too full."""
        return sorted(kind for name, kind in self._over if name == pool)

    def nodes(self) -> tuple[Node, ...]:
        """For the store; nothing for pools with the usual levels."""
        known = {*self._app.pools, *self._app.unusable_pools}
        children = tuple(
            Node(
                "pool",
                (("name", pool), ("data", str(level.data)), ("metadata", str(level.metadata))),
            )
            for pool, level in self._levels.items()
            if pool in known and level != Levels()
        )
        return (Node(TAG, children=children),) if children else ()

    def _forget(self, _subject: object, _event: str, pool: Pool) -> None:
        self._levels.pop(pool.name, None)
        self._over = {entry for entry in self._over if entry[0] != pool.name}

    # -- looking

    def start(self) -> None:
        self._task = asyncio.create_task(self._watch())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _watch(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(_LOOK_EVERY_S)

    async def look(self) -> None:
        """Ask every pool how full it is, and tell what has changed since."""
        for filling in await in_thread(_fillings, list(self._app.pools.values())):
            levels = self.levels(filling.pool)
            level = levels.data if filling.kind == "data" else levels.metadata
            entry = (filling.pool, filling.kind)
            if entry not in self._over and level and filling.percent >= level:
                self._over.add(entry)
                log.warning(
                    "pool %s is full to %d %% (%s)", filling.pool, filling.percent, filling.kind
                )
                await self._tell("pool-usage-warning", filling, level)
            elif entry in self._over and filling.percent <= max(level - _SLACK_PERCENT, 0):
                self._over.discard(entry)
                await self._tell("pool-usage-normal", filling, level)

    async def _tell(self, event: str, filling: Filling, level: int) -> None:
        await self._app.fire(
            event, pool=filling.pool, kind=filling.kind, percent=filling.percent, level=level
        )


def _fillings(pools: Iterable[Pool]) -> list[Filling]:
    """Blocking. What a pool does not know is left out."""
    found = []
    for pool in pools:
        if not pool.keeps_data:
            continue
        try:
            used, free, details = pool.usage, pool.free, pool.usage_details
        except (StoragePoolException, OSError) as error:
            log.error("how full pool %s is cannot be told: %s", pool, error)
            continue
        # Of what volumes can have, as df tells it: what is reserved is neither used nor free.
        if used is not None and free is not None and used + free:
            found.append(Filling(pool.name, "data", 100 * used // (used + free)))
        if metadata_size := details.get("metadata_size"):
            percent = 100 * details.get("metadata_usage", 0) // metadata_size
            found.append(Filling(pool.name, "metadata", percent))
    return found


def _read(nodes: tuple[Node, ...]) -> dict[str, Levels]:
    """What cannot be understood is logged and left out."""
    levels = {}
    for node in nodes:
        for child in node.children if node.tag == TAG else ():
            attributes = dict(child.attributes)
            try:
                name = attributes.pop("name")
                numbers = {key: parse_percent(text) for key, text in attributes.items()}
                levels[name] = replace(Levels(), **numbers)
            except (KeyError, ValueError, TypeError) as error:
                log.warning("line %d of the store is no level of a pool: %r", child.line, error)
    return levels


def parse_percent(text: str) -> int:
    """ValueError outside of 0 to 100."""
    if not (text.isascii() and text.isdigit() and int(text) <= 100):
        raise ValueError(f"not a percentage from 0 to 100: {text[:20]!r}")
    return int(text)
