"""Volumes of a qube to another pool: copy, compare, switch in one save of the store, then drop.

Until the switch the qube has its old volumes, from then on the new ones; a note on the disk
(unfinished.py) lets the next start remove the side that the store does not name. Volumes that
start from a moved one, those of a template's qubes, follow with the same save.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesException, QubesVMInUseError, QubesVMNotHaltedError

from . import unfinished
from .qube.disk_config import VolumeConfig, from_strings
from .storage import Pool, StoragePoolException, Volume
from .storage.comparing import first_difference
from .storage.threads import in_thread, progress
from .storage_errors import storage_errors

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)

#: Called in a worker thread with the volume's name, ``copy`` or ``compare``, bytes done and all.
OnProgress = Callable[[str, str, int, int], None]


@dataclass(frozen=True)
class MoveResult:
    """``stayed`` tells for each volume that was not moved why; ``dropped_revisions`` how many."""

    moved: tuple[str, ...]
    stayed: Mapping[str, str]
    dropped_revisions: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MovePlan:
    """``drops``: how many earlier states go with each of the ``volumes`` that are left behind."""

    volumes: tuple[str, ...]
    stayed: Mapping[str, str]
    drops: Mapping[str, int]


class _Switch:
    """One volume of one qube gets another object."""

    def __init__(self, qube: Qube, name: str, new: Volume) -> None:
        self.qube, self.name, self.new = qube, name, new
        self.old = qube.storage.volumes[name]
        self._old_config = qube.volume_config[name]

    def do(self) -> None:
        self._put(self.new, from_strings(self.new.config))

    def undo(self) -> None:
        self._put(self.old, self._old_config)

    def _put(self, volume: Volume, config: VolumeConfig) -> None:
        self.qube.storage.volumes[self.name] = volume  # its place in the order stays
        self.qube.volume_config[self.name] = config
        self.qube.revision_marks[self.name] = volume.marks
        self.qube.changed()


class Move:
    """Of one qube into one pool; ``only`` names the one volume to move."""

    def __init__(
        self, app: App, qube: Qube, pool: Pool, only: str | None, on_progress: OnProgress
    ) -> None:
        self._app = app
        self._qube = qube
        self._pool = pool
        self._on_progress = on_progress
        self._names, self._stayed = self._choose(only)
        self._notes: list[str] = []
        self.too_late = False

    def _choose(self, only: str | None) -> tuple[list[str], dict[str, str]]:
        stayed = self._qube.unreachable_volumes()
        names = []
        for name, volume in self._qube.volumes.items():
            if volume.pool == self._pool:
                stayed[name] = f"it is in pool {self._pool.name} already"
            elif not volume.pool.keeps_data:
                stayed[name] = "kernels have a pool of their own"
            elif volume.source is not None:
                stayed[name] = f"it starts from {volume.source.vid} and is where that is"
            else:
                names.append(name)
        if only is not None:
            if only not in self._qube.volumes and only not in stayed:
                have = ", ".join(self._qube.volumes) or "none"
                raise QubesException(f"{self._qube.name} has no volume {only}; it has {have}")
            if only in stayed:
                raise QubesException(f"volume {only} of {self._qube.name} stays: {stayed[only]}")
            return [only], {}
        if not names:
            raise QubesException(f"{self._qube.name} has no volume to move to {self._pool.name}")
        return names, stayed

    async def plan(self) -> MovePlan:
        """What would be done, as far as it can be told. QubesException if it would be refused."""
        await self._refuse_all()
        olds = {name: self._qube.volumes[name] for name in self._names}
        with storage_errors(f"Cannot move {self._qube.name!r} to pool {self._pool.name!r}"):
            await in_thread(self._require_room, list(olds.values()))
            drops = {name: len(old.revisions) for name, old in olds.items() if old.revisions}
        return MovePlan(tuple(olds), self._stayed, drops)

    async def run(self) -> MoveResult:
        """QubesException with the reason; then everything is as it was."""
        await self._refuse_all()
        qube = self._qube
        qube.storage.moving_to = self._pool.name
        try:
            with (
                qube.held(f"it is being moved to pool {self._pool.name}"),
                storage_errors(f"Cannot move {qube.name!r} to pool {self._pool.name!r}"),
            ):
                return await self._run()
        finally:
            qube.storage.moving_to = None

    async def _run(self) -> MoveResult:
        olds = {name: self._qube.volumes[name] for name in self._names}
        await in_thread(self._require_room, list(olds.values()))
        dropped = sum(len(old.revisions) for old in olds.values())
        news = await self._build_all(olds)
        volumes = [*olds.values(), *news.values()]
        try:
            async with unfinished.noted(self._app, self._qube, volumes) as note:
                try:
                    for name, old in olds.items():
                        await self._copy(name, old, news[name])
                except BaseException:
                    await self._drop(news.values(), note)
                    raise
                await _to_its_end(self._switch_and_drop(olds, news, note))
        finally:
            for volume in news.values():
                if self._qube.volumes.get(volume.name) is not volume:
                    volume.pool.forget(volume)
        log.info("%r: %s moved to pool %s", self._qube.name, ", ".join(olds), self._pool)
        return MoveResult(tuple(olds), self._stayed, dropped, tuple(self._notes))

    # -- what stands in the way

    async def _refuse_all(self) -> None:
        if importing := await self._qube.storage.imports_under_way():
            raise QubesVMInUseError(
                f"{self._qube.name!r} cannot be moved: new data is being imported into "
                f"{', '.join(importing)}"
            )
        self._refuse()
        if not self._pool.keeps_data:
            raise QubesException(f"pool {self._pool.name} is for kernels")

    def _refuse(self) -> None:
        qube = self._qube
        qube.life.refuse_lost()
        if qube.is_running:
            raise QubesVMNotHaltedError(f"{qube.name!r} runs; shut it down before it is moved")
        if qube.is_incomplete:
            raise QubesException(f"{qube.name!r} is incomplete: a restore did not finish it")
        if qube.holds:
            raise QubesVMInUseError(f"{qube.name!r} cannot be moved: {', '.join(qube.holds)}")
        for name in self._names:
            volume = qube.volumes[name]
            if volume.is_dirty():
                raise QubesException(f"volume {name} of {qube.name} holds uncommitted data")
            pinned = [id for id, t in volume.revisions.items() if volume.mark_of(id, t).pinned]
            if pinned:
                raise QubesException(
                    f"earlier states do not come along, and of volume {name} these are pinned: "
                    f"{', '.join(pinned)}. Unpin them, or leave the volume where it is"
                )
        self._refuse_running_children()

    def _refuse_running_children(self) -> None:
        running = sorted({child.name for child, _ in self._followers() if child.is_running})
        if running:
            raise QubesVMNotHaltedError(
                f"{', '.join(running)} run from {self._qube.name!r}; shut them down first"
            )

    def _followers(self) -> list[tuple[Qube, str]]:
        """Qubes with the name of a volume that starts from one that is moved."""
        sources = [self._qube.volumes[name] for name in self._names]
        return [
            (qube, name)
            for qube in self._app.qubes_and_those_being_made()
            for name, volume in qube.volumes.items()
            if volume.source is not None and any(volume.source is source for source in sources)
        ]

    def _require_room(self, olds: list[Volume]) -> None:
        needed = sum(
            old.usage
            for old in olds
            if old.save_on_stop and not self._pool.shares_blocks_with(old.pool)
        )
        self._pool.require_room(f"moving {self._qube.name}", needed)

    # -- copy and compare

    async def _build_all(self, olds: Mapping[str, Volume]) -> dict[str, Volume]:
        """Objects in the new pool, of which nothing lies on the disk yet."""
        news: dict[str, Volume] = {}
        try:
            for name, old in olds.items():
                news[name] = self._build(name, old)
                if await news[name].exists():
                    raise StoragePoolException(f"it already holds data called {news[name].vid}")
        except BaseException:
            for new in news.values():
                new.pool.forget(new)
            raise
        return news

    def _build(self, name: str, old: Volume) -> Volume:
        config = {k: v for k, v in old.config.items() if k not in ("vid", "source")}
        config["pool"] = self._pool.name
        try:
            return self._qube.storage.build(name, config)
        except NotImplementedError:  # another driver may keep fewer
            kept = config.pop("revisions_to_keep")
            new = self._qube.storage.build(name, config)
            self._notes.append(
                f"revisions_to_keep of volume {name} is {new.revisions_to_keep} there, not {kept}"
            )
            return new

    async def _copy(self, name: str, old: Volume, new: Volume) -> None:
        await new.create()
        if not old.save_on_stop:
            return
        keep, new.revisions_to_keep = new.revisions_to_keep, 0  # the empty one is no state
        with self._telling(name, "copy", old.usage):
            await new.import_volume(old)
        new.revisions_to_keep = keep
        old_path, new_path = await old.export(), await new.export()
        try:
            with self._telling(name, "compare", old.size):
                found = await in_thread(first_difference, Path(old_path), Path(new_path), old.size)
        finally:
            await old.export_end(old_path)
            await new.export_end(new_path)
        if found is not None or new.size < old.size:
            raise StoragePoolException(
                f"the copy of volume {name} differs from it at byte {found or new.size}"
            )

    @contextmanager
    def _telling(self, name: str, phase: str, total: int) -> Iterator[None]:
        """Whatever long work the body begins tells how far it is."""
        self._on_progress(name, phase, 0, total)
        token = progress.set(lambda done: self._on_progress(name, phase, min(done, total), total))
        try:
            yield
        finally:
            progress.reset(token)

    # -- switch and drop

    async def _switch_and_drop(
        self, olds: Mapping[str, Volume], news: Mapping[str, Volume], note: unfinished.Note
    ) -> None:
        self.too_late = True
        switches: list[_Switch] = []
        try:
            if self._app.pools.get(self._pool.name) is not self._pool:
                raise StoragePoolException("the pool has been removed meanwhile")
            self._refuse_running_children()
            switches = self._switch(news)
            await self._app.save()
        except BaseException:
            await self._switch_back(switches, note)
            await self._drop(news.values(), note)
            raise
        await self._drop(olds.values(), note)
        await self._qube.storage.keep_directory()
        for switch in switches[len(news) :]:
            await switch.old.stop()  # what a run that was cut off has left there
            switch.old.pool.forget(switch.old)

    def _switch(self, news: Mapping[str, Volume]) -> list[_Switch]:
        """Nothing else runs meanwhile, so a save sees all of it or nothing."""
        followers = self._followers()
        sources = {self._qube.volumes[name]: new for name, new in news.items()}
        switches = [_Switch(self._qube, name, new) for name, new in news.items()]
        for qube, name in followers:
            old = qube.volumes[name]
            assert old.source is not None
            config: VolumeConfig = dict(from_strings(old.config))
            del config["vid"]
            config["source"] = sources[old.source]
            switches.append(_Switch(qube, name, qube.storage.build(name, config)))
        for switch in switches:
            switch.do()
        return switches

    async def _switch_back(self, switches: list[_Switch], note: unfinished.Note) -> None:
        for switch in switches:
            switch.undo()
            switch.new.pool.forget(switch.new)
        # Somebody else's save may have written what is undone here: the new volumes stay until
        # the store says again that they are none.
        note.keep = True
        await self._app.save()
        note.keep = False

    async def _drop(self, volumes: Iterable[Volume], note: unfinished.Note) -> None:
        """What cannot be removed now goes with the next start."""
        for volume in volumes:
            try:
                await volume.remove()
            except (StoragePoolException, OSError):
                log.exception("volume %s of pool %s stays for now", volume.vid, volume.pool)
                note.keep = True


async def _to_its_end(work: Coroutine[object, object, None]) -> None:
    """A cancelled caller waits: between the two sides there is no place to stop."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        task.result()
        raise
