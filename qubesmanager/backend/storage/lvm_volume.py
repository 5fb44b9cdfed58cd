"""Volumes of driver ``lvm_thin`` (spec section 3.3; names in lvm_names.py).

The only copy of any data is never removed before its replacement is there. What a cut leaves::

    -snap without a vid      a commit was cut between its two renames: the volume is dirty, and
                             committed data is the newest revision until the next stop
    -import without a vid    the same for the end of an import: it is finished
    -import beside a vid     an unfinished import, not of this process: dropped
    only revisions           a revert was cut: the newest revision becomes the vid again
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from . import durable
from .errors import StoragePoolException
from .extents import data_bytes
from .leftovers import Leftover
from .lvm_cache import LogicalVolume
from .lvm_command import CACHE, LvmChanges, copy_to_fresh
from .lvm_names import device_path, iso_time, revision_epochs, revision_vid
from .marks import Cause
from .programs import make_accessible
from .threads import in_thread
from .volume import BlockDevice, Volume, VolumeSpec

if TYPE_CHECKING:
    from .lvm import LvmPool

log = logging.getLogger(__name__)


class LvmVolume(Volume):
    """A volume of thin logical volumes."""

    pool: LvmPool
    runs_while_exported = True

    def __init__(self, pool: LvmPool, vid: str, spec: VolumeSpec) -> None:
        super().__init__(pool, vid, spec)
        self._snap = f"{vid}-snap"
        self._now = f"{vid}-now"
        self._is_now_read = False
        self._import = f"{vid}-import"
        self._importing = False  # by this process, as opposed to what an earlier one left

    # -- figures

    @property
    def current(self) -> str:
        """The logical volume with the committed data, or the volatile."""
        if self.vid in CACHE.figures():
            return self.vid
        epochs = self._epochs()
        return revision_vid(self.vid, epochs[-1]) if epochs else self.vid

    @property
    def path(self) -> str:
        """Of the committed data; a guest gets that of :meth:`block_device`."""
        return device_path(self.current)

    def block_device(self) -> BlockDevice:
        runs_on_snapshot = self.snap_on_start or self.save_on_stop
        path = device_path(self._snap if runs_on_snapshot else self.vid)
        return BlockDevice(path, self.name, self.rw)

    def _in_use(self, table: Mapping[str, LogicalVolume]) -> LogicalVolume | None:
        return table.get(self._snap) or table.get(self.current)

    @property
    def size(self) -> int:
        """Of what a guest has, else of the committed data, else the nominal size."""
        found = self._in_use(CACHE.figures())
        return found.size if found else super().size

    @property
    def usage(self) -> int:
        found = self._in_use(CACHE.recent())
        return found.usage if found else 0

    def _epochs(self) -> list[int]:
        return revision_epochs(self.vid, CACHE.figures()) if self.save_on_stop else []

    @property
    def revisions(self) -> dict[str, str]:
        return {_revision_id(epoch): iso_time(epoch) for epoch in self._epochs()}

    def is_dirty(self) -> bool:
        return self.save_on_stop and self._snap in CACHE.figures()

    def is_outdated(self) -> bool:
        """LVM keeps a snapshot's origin right while that is renamed."""
        running = CACHE.figures().get(self._snap)
        if not self.snap_on_start or running is None:
            return False
        return f"{self.pool.volume_group}/{running.origin}" != self._source.current

    @property
    def _source(self) -> LvmVolume:
        assert isinstance(self.source, LvmVolume)
        return self.source

    # -- life

    async def create(self) -> Volume:
        await self._changing(self._create)
        return self

    def _create(self, lvm: LvmChanges) -> None:
        if not self.save_on_stop:
            return
        if self.vid in CACHE.table():
            raise StoragePoolException(
                f"{self.vid} exists and is not overwritten; "
                "if no qube needs it, qube pool reclaimable can remove it"
            )
        self.pool.require_room(f"volume {self.vid}", 0)
        if self.snap_on_start:
            lvm.clone(self._source.current, self.vid)
        elif self._nominal_size > 0:
            lvm.create(self.pool.pool_vid, self.vid, self._nominal_size)
        else:
            raise StoragePoolException(f"volume {self.vid} cannot be made without a size")

    async def remove(self) -> Volume:
        self.pool.forget(self)
        await self._changing(self._remove)
        return self

    def _remove(self, lvm: LvmChanges) -> None:
        revisions = (revision_vid(self.vid, epoch) for epoch in self._epochs())
        lvm.remove(self._snap, self._import, self._now, *revisions, self.vid)
        self._importing = False

    async def exists(self) -> bool:
        return await in_thread(self._exists)

    def _exists(self) -> bool:
        table = CACHE.table()
        return any(vid in table for vid in (self.vid, self._snap, self._import)) or bool(
            revision_epochs(self.vid, table)
        )

    async def leftovers(self) -> list[Leftover]:
        return await in_thread(self._leftovers)

    def _leftovers(self) -> list[Leftover]:
        """Of blocks that a snapshot shares nobody tells how many they are."""
        table = CACHE.table()
        found = []
        if self._import in table and self.vid in table:
            found.append(Leftover("import", None))
        if self.snap_on_start and self._snap in table:
            found.append(Leftover("snapshot", None))
        elif not self.save_on_stop and self.vid in table:
            found.append(Leftover("volatile", table[self.vid].usage))
        return found

    async def drop_import(self) -> None:
        await self._changing(self._drop_import)

    def _drop_import(self, lvm: LvmChanges) -> None:
        self._importing = False
        if self.vid in CACHE.table():  # else it is an import that has only to be finished
            lvm.remove(self._import)

    async def verify(self) -> None:
        await in_thread(self._verify)

    def _verify(self) -> None:
        if lacking := self._lacking(CACHE.table()):
            raise StoragePoolException(lacking)

    def _missing(self) -> str:
        if self.snap_on_start and self._source._lock.locked():
            return ""
        lacking = self._lacking(CACHE.figures())
        return lacking and (CACHE.failure or lacking)

    def _lacking(self, table: Mapping[str, LogicalVolume]) -> str:
        """What of the data is not in that table, a sentence; "" for nothing."""
        needed = None
        if self.snap_on_start:
            needed = self._source.current
        elif self.save_on_stop:
            needed = self.current
        if needed is None or needed in table:
            return ""
        return f"volume {self.vid} lacks its logical volume {needed}"

    async def start(self) -> Volume:
        await self._changing(self._start)
        return self

    def _start(self, lvm: LvmChanges) -> None:
        self._refuse_importing("it cannot be started")
        self._mend(lvm)
        if not self._is_now_read:
            lvm.remove(self._now)
        if self.is_dirty():
            log.info("volume %s was not stopped cleanly, its data is kept", self.vid)
            lvm.activate(self._snap)
        elif self.snap_on_start:
            lvm.remove(self._snap)
            lvm.clone(self._source.current, self._snap)
        elif self.save_on_stop:
            lvm.clone(self.current, self._snap)
        else:
            lvm.remove(self.vid)
            lvm.create(self.pool.pool_vid, self.vid, self._nominal_size)

    async def stop(self) -> Volume:
        await self._changing(self._stop)
        return self

    def _stop(self, lvm: LvmChanges) -> None:
        if not self.save_on_stop:
            lvm.remove(self._snap if self.snap_on_start else self.vid)
        elif self.is_dirty():
            self._commit(lvm, self._snap, Cause.SHUTDOWN)
        elif not self._importing:
            self._mend(lvm)

    async def resize(self, size: int) -> Volume:
        """Making it smaller is refused by LVM."""
        if not self.rw:
            raise StoragePoolException(f"volume {self.vid} is read-only, it cannot be resized")
        await self._changing(self._resize, size)
        return self

    def _resize(self, lvm: LvmChanges, size: int) -> None:
        if size != self.size:
            there = [
                vid for vid in (self._snap, self._import, self.current) if vid in CACHE.table()
            ]
            if there:
                lvm.resize(there[0], size)
        self._nominal_size = size

    # -- data in and out

    async def export(self) -> str:
        self._require_save_on_stop("export")
        await in_thread(self._export)
        return self.path

    def _export(self) -> None:
        with LvmChanges() as lvm:
            lvm.activate(self.current)
        make_accessible(self.path)

    async def export_now(self) -> str:
        self._require_save_on_stop("export_now")
        if not self.is_dirty():
            return await self.export()
        await self._changing(self._snapshot)
        make_accessible(device_path(self._now))
        return device_path(self._now)

    def _snapshot(self, lvm: LvmChanges) -> None:
        if self._is_now_read:
            raise StoragePoolException(f"a snapshot of volume {self.vid} is being read already")
        lvm.remove(self._now)
        lvm.clone(self._snap, self._now)
        self._is_now_read = True

    async def export_end(self, path: str) -> None:
        if path == device_path(self._now):
            await self._changing(self._drop_snapshot)
        await super().export_end(path)

    def _drop_snapshot(self, lvm: LvmChanges) -> None:
        self._is_now_read = False
        lvm.remove(self._now)

    async def import_data(self, size: int) -> str:
        self._require_save_on_stop("import_data")
        await self._changing(self._begin_import, size)
        return f"/dev/{self._import}"

    def _begin_import(self, lvm: LvmChanges, size: int) -> None:
        self._refuse_importing("a second import has to wait")
        self._refuse_dirty("data cannot be imported")
        self._mend(lvm)
        lvm.create(self.pool.pool_vid, self._import, size)
        self._importing = True
        make_accessible(f"/dev/{self._import}")

    async def import_data_end(self, success: bool) -> Volume:
        self._require_save_on_stop("import_data_end")
        await self._changing(self._end_import, success)
        return self

    def _end_import(self, lvm: LvmChanges, success: bool) -> None:
        self._importing = False
        if not success:
            lvm.remove(self._import)
            return
        self._refuse_dirty("the import cannot be taken over")
        if self._import not in CACHE.table():
            raise StoragePoolException(f"no import into volume {self.vid} is in progress")
        self._fsync(f"/dev/{self._import}")
        self._commit(lvm, self._import, Cause.IMPORT)

    def _fsync(self, path: str) -> None:
        if os.access(path, os.R_OK):
            durable.fsync(Path(path))

    async def import_volume(self, src: Volume, revision: str | None = None) -> Volume:
        """Within a thin pool a snapshot, from elsewhere a copy of everything but zeros."""
        if not self.save_on_stop or not src.save_on_stop:
            return self
        if isinstance(src, LvmVolume) and self.pool.shares_blocks_with(src.pool):
            await self._import_within(src, revision)
            return self
        exported = await self._export_of(src, revision)
        try:
            size = src.size if revision is None else await in_thread(data_bytes, Path(exported))
            await self._changing(self._import_copy, exported, size, src.usage)
        finally:
            await src.export_end(exported)
        return self

    async def _import_within(self, src: LvmVolume, revision: str | None) -> None:
        if revision is None:
            await self._changing(self._import_clone, src, None)
            return
        held = await src.export_revision(revision)  # or rotation may take it
        try:
            await self._changing(self._import_clone, src, revision)
        finally:
            await src.export_end(held)

    def _import_clone(self, lvm: LvmChanges, src: LvmVolume, revision: str | None) -> None:
        self._refuse_importing("a second import has to wait")
        self._refuse_dirty("data cannot be imported")
        self._mend(lvm)
        lvm.clone(src.current if revision is None else src._vid_of(revision), self._import)
        self._commit(lvm, self._import, Cause.COPY)

    def _import_copy(self, lvm: LvmChanges, exported: str, size: int, used: int) -> None:
        self.pool.require_room(f"a copy of {exported!r}", used)
        self._begin_import(lvm, size)
        try:
            copy_to_fresh(exported, self._import)
        except BaseException:
            lvm.remove(self._import)
            raise
        finally:
            self._importing = False
        self._commit(lvm, self._import, Cause.COPY)

    async def revert(self, revision: str | None = None) -> Volume:
        """The state that is replaced becomes a revision, so that this can be undone as well."""
        self._require_save_on_stop("revert")
        await self._changing(self._revert, revision)
        return self

    def _revert(self, lvm: LvmChanges, wanted: str | None) -> None:
        self._refuse_importing("it cannot be reverted")
        self._refuse_dirty("it cannot be reverted")
        self._mend(lvm)
        chosen = self._find_revision(wanted)
        others = [epoch for epoch in self._epochs() if epoch != chosen]
        replaced = self._set_aside(lvm, Cause.REVERT)
        lvm.clone(revision_vid(self.vid, chosen), self.vid)
        # Of too many, first goes the one whose data is now the volume's own; never the one that
        # undoes this, even if none is to be kept any more.
        self._prune(lvm, [chosen, *others, *replaced], at_least=1)

    def _find_revision(self, wanted: str | None) -> int:
        for epoch in reversed(self._epochs()):
            if wanted in (None, _revision_id(epoch)):
                return epoch
        raise self._no_revision(wanted)

    def _vid_of(self, revision: str) -> str:
        return revision_vid(self.vid, self._find_revision(revision))

    def _open_revision(self, revision: str) -> str:
        vid = self._vid_of(revision)
        with LvmChanges() as lvm:
            lvm.activate(vid)
        make_accessible(device_path(vid))
        return device_path(vid)

    def _remove_revision(self, revision: str) -> None:
        with LvmChanges() as lvm:
            lvm.remove(self._vid_of(revision))

    # -- steps, all under the lock and in a thread

    async def _changing(self, body: Callable[..., None], *arguments: object) -> None:
        """Run a body that begins with a :class:`LvmChanges`, alone on this volume."""
        await self._locked(self._with_changes, body, *arguments)

    def _with_changes(self, body: Callable[..., None], *arguments: object) -> None:
        CACHE.table()  # a decision is never made on the empty list of an lvm that fails
        with LvmChanges() as lvm:
            body(lvm, *arguments)

    def _commit(self, lvm: LvmChanges, new: str, cause: Cause) -> None:
        """Make ``new`` the committed data; the one before becomes a revision."""
        known = self._epochs()
        replaced = self._set_aside(lvm, cause)
        lvm.rename(new, self.vid)
        self._prune(lvm, known + replaced)

    def _set_aside(self, lvm: LvmChanges, cause: Cause) -> list[int]:
        """Make the committed data a revision; the epoch of it, none when there is no data.

        Epochs rise even when the clock was set back, since the newest one may have to stand in
        for the volume.
        """
        if self.vid not in CACHE.table():
            return []
        known = self._epochs()
        epoch = max(int(time.time()), known[-1] + 1 if known else 0)
        lvm.rename(self.vid, revision_vid(self.vid, epoch))
        self._note_cause(_revision_id(epoch), iso_time(epoch), cause)
        return [epoch]

    def _prune(self, lvm: LvmChanges, epochs: list[int], at_least: int = 0) -> None:
        """Remove the first of these that are too many; pinned ones are not counted."""
        loose = [e for e in epochs if not self._is_pinned(_revision_id(e), iso_time(e))]
        surplus = max(len(loose) - max(self.revisions_to_keep, at_least), 0)
        lvm.remove(*(revision_vid(self.vid, epoch) for epoch in loose[:surplus]))
        for epoch in loose[:surplus]:
            self.marks.pop(_revision_id(epoch), None)

    def _mend(self, lvm: LvmChanges) -> None:
        """Finish or undo what a crash has cut; nothing while dirty, which is mended by stop."""
        table = CACHE.table()
        if not self.save_on_stop or self._snap in table:
            return
        epochs = self._epochs()
        if self._import in table:
            if self.vid in table:
                log.info("an unfinished import into volume %s is dropped", self.vid)
                lvm.remove(self._import)
            elif epochs:
                log.info("an import into volume %s is finished", self.vid)
                lvm.rename(self._import, self.vid)
        elif self.vid not in table and epochs:
            log.info("volume %s gets its newest revision back", self.vid)
            lvm.rename(revision_vid(self.vid, epochs[-1]), self.vid)
        lvm.settle()

    # -- refusals

    def _refuse_importing(self, consequence: str) -> None:
        if self._importing:
            raise StoragePoolException(
                f"data is being imported into volume {self.vid}, {consequence}"
            )


def _revision_id(epoch: int) -> str:
    return f"{epoch}-back"
