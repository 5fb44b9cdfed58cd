"""What could be removed to make room: earlier states, leftovers of crashes, data of no qube.

An item's id is its kind, pool, vid and, of a revision, that one's id. It is matched against a new
list before anything is removed, so an id that has become something else is not acted on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .storage import Pool, StoragePoolException, Volume
from .storage.errors import in_words
from .unfinished import known_volumes

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Item:
    """``kind``: ``revision``, ``import``, ``volatile``, ``snapshot`` or ``orphan``.

    ``bytes`` is what removing it frees, None if unknown. ``reason`` says why it cannot be removed
    now, None when it can; ``note`` what to know before.
    """

    item: str
    kind: str
    pool: str
    vid: str
    qube: str | None = None
    volume: str | None = None
    revision: str | None = None
    time: str | None = None
    bytes: int | None = None
    pinned: bool = False
    note: str = ""
    reason: str | None = None


@dataclass(frozen=True)
class Outcome:
    """``reason`` is None when the item was removed."""

    item: str
    reason: str | None


async def reclaimable(app: App, pools: Collection[Pool]) -> list[Item]:
    """The most first, then what nobody can tell the size of."""
    found: list[Item] = []
    for qube in list(app.qubes.values()):
        volumes = [volume for volume in qube.volumes.values() if volume.pool in pools]
        for items in await asyncio.gather(*(_of_volume(qube, volume) for volume in volumes)):
            found += items
    for pool in pools:
        found += await _orphans(app, pool)
    return sorted(found, key=lambda item: -1 if item.bytes is None else item.bytes, reverse=True)


async def _of_volume(qube: Qube, volume: Volume) -> list[Item]:
    whole = Item(
        item="", kind="", pool=volume.pool.name, vid=volume.vid, qube=qube.name, volume=volume.name
    )
    moved = None if qube.storage.moving_to is None else "it is being moved"
    found = []
    for facts in await volume.describe_revisions():
        item = f"revision:{volume.pool}:{volume.vid}:{facts.id}"
        revision = replace(whole, item=item, kind="revision", revision=facts.id, time=facts.time)
        found.append(
            replace(revision, bytes=facts.usage, pinned=facts.pinned, note=facts.note, reason=moved)
        )
    for leftover in await volume.leftovers():
        reason = moved or ("the qube runs" if qube.is_running else None)
        if leftover.kind == "import":
            importing = await qube.storage.is_importing(volume.name)
            reason = reason or ("the import is not over" if importing else None)
        elif reason is not None:
            continue  # it is in use, and nothing is left over
        item = f"{leftover.kind}:{volume.pool}:{volume.vid}"
        found.append(
            replace(whole, item=item, kind=leftover.kind, bytes=leftover.usage, reason=reason)
        )
    return found


async def _orphans(app: App, pool: Pool) -> list[Item]:
    known = {vid for name, vid in known_volumes(app) if name == pool.name}
    note = "of no qube in this store"
    if pool.is_shared:
        note += ", maybe of another system that uses the pool"
    return [
        Item(f"orphan:{pool}:{stray.vid}", "orphan", pool.name, stray.vid, bytes=stray.usage,
             note=note)
        for stray in await pool.strays(known)
    ]  # fmt: skip


async def reclaim(app: App, wanted: Collection[str]) -> list[Outcome]:
    """Remove these items, one after the other; each has an outcome of its own."""
    items = await reclaimable(app, list(app.pools.values()))
    listed = {item.item: item for item in items}
    outcomes = []
    for name in dict.fromkeys(wanted):
        item = listed.get(name)
        reason = "there is no such item" if item is None else item.reason
        if item is not None and reason is None:
            try:
                await _remove(app, item)
            except (StoragePoolException, NotImplementedError, OSError) as error:
                log.exception("%s could not be removed", name)
                reason = in_words(error) if isinstance(error, OSError) else str(error)
        outcomes.append(Outcome(name, reason))
    await app.save()
    return outcomes


async def _remove(app: App, item: Item) -> None:
    """StoragePoolException, OSError."""
    pool = app.pools[item.pool]
    if item.kind == "orphan":
        if (item.pool, item.vid) in known_volumes(app):
            raise StoragePoolException("it belongs to a qube by now")
        await pool.remove_stray(item.vid)
    else:
        await _remove_of_qube(app, item)
    log.info("removed to make room: %s", item.item)


async def _remove_of_qube(app: App, item: Item) -> None:
    qube = app.qubes.get(item.qube or "")
    volume = None if qube is None else qube.volumes.get(item.volume or "")
    if qube is None or volume is None or (volume.pool.name, volume.vid) != (item.pool, item.vid):
        raise StoragePoolException("the volume is gone")
    qube.storage.refuse_moving()
    if item.kind == "revision":
        assert item.revision is not None
        await volume.remove_revision(item.revision)
        qube.changed()
        return
    if qube.is_running:
        raise StoragePoolException("the qube runs")
    if item.kind == "import":
        await qube.storage.drop_import(volume)
    else:
        await volume.stop()
