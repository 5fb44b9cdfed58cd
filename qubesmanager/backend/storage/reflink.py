"""Driver ``file-reflink``: image files whose copies share blocks (spec section 3.2).

The files of a volume ``P`` and what they hold (invariants I1-I4 of the spec)::

    P.img             committed data; only ever replaced by rename
    P-dirty.img       what a guest writes, from start to stop
    P-import.img      an import in progress; attached to nothing, dropped by the next start
    P-dirty.img~now   a snapshot of P-dirty.img that is being read; dropped like an import
    P-precache.img    made by other versions as a spare copy; dropped before P.img changes
    P.img.N@TIMEZ     earlier states, see revisions.py
    ...~RANDOM        a file being written

An earlier state is a second name of the committed file: that costs nothing, also where the file
system shares no blocks, and since that file is never written in place it stays as it was.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from . import durable
from .copying import copy_file, is_reflink_supported
from .directory import DirectoryPool, allocated, length
from .errors import StoragePoolException
from .extents import own_bytes
from .images import ImageVolume
from .loops import update_loop_sizes
from .marks import Cause
from .pool import Pool
from .revisions import Revision, add_revision, list_revisions
from .threads import in_thread
from .values import QubeRef, parse_bool
from .volume import Volume, VolumeSpec

log = logging.getLogger(__name__)

# A hard link is not to be had: another file system below the pool, one without links, too many.
_NO_LINK = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP})


class ReflinkPool(DirectoryPool):
    """Options as in the store. ``setup_check=no`` accepts a file system without reflinks."""

    driver: ClassVar[str] = "file-reflink"

    def __init__(
        self,
        name: str,
        dir_path: str | os.PathLike[str],
        revisions_to_keep: int | str = 1,
        setup_check: bool | str = True,
        ephemeral_volatile: bool | str = False,
    ) -> None:
        super().__init__(name, dir_path, revisions_to_keep, ephemeral_volatile)
        self._setup_check = parse_bool("setup_check", setup_check)
        self._shares: bool | None = None

    async def setup(self) -> None:
        await in_thread(self.make_directories, self._check)

    def _check(self) -> None:
        if self._setup_check and not is_reflink_supported(self.dir_path):
            raise StoragePoolException(
                f"the file system of {str(self.dir_path)!r} does not support reflinks; "
                "to use it all the same, with real copies at every start, give setup_check=no"
            )

    @property
    def shares_blocks(self) -> bool | None:
        """Tried once: it is asked for whenever somebody lists the pools."""
        if self._shares is None:
            try:
                self._shares = is_reflink_supported(self.dir_path)
            except OSError as error:
                log.info("whether %r shares blocks is not known: %s", self.name, error)
        return self._shares

    def shares_blocks_with(self, other: Pool) -> bool:
        if not isinstance(other, DirectoryPool):
            return False
        same = self.dir_path.stat().st_dev == other.dir_path.stat().st_dev
        return same and is_reflink_supported(self.dir_path)

    def init_volume(self, qube: QubeRef, config: Mapping[str, object]) -> Volume:
        spec = VolumeSpec.parse(config)
        return self._register(ReflinkVolume(self, self.make_vid(qube, spec), spec))


class ReflinkVolume(ImageVolume):
    """A volume of image files."""

    pool: ReflinkPool
    runs_while_exported = True

    def __init__(self, pool: ReflinkPool, vid: str, spec: VolumeSpec) -> None:
        super().__init__(pool, vid, spec)
        self._dirty = self._file("-dirty.img")
        self._now = self._file("-dirty.img~now")
        self._is_now_read = False
        self._precache = self._file("-precache.img")

    # -- figures

    @property
    def path(self) -> str:
        return str(self._dirty)

    @property
    def size(self) -> int:
        """Length of the image in use, else of the committed one, else the nominal size."""
        for image in (self._dirty, self._image):
            if (size := length(image)) is not None:
                return size
        return super().size

    @property
    def usage(self) -> int:
        for image in (self._dirty, self._image):
            if (size := allocated(image)) is not None:
                return size
        return 0

    @property
    def revisions(self) -> dict[str, str]:
        return {revision.id: revision.time for revision in list_revisions(self._image)}

    def is_dirty(self) -> bool:
        return self.save_on_stop and self._dirty.exists()

    def is_outdated(self) -> bool:
        if not self.snap_on_start or not self._dirty.exists():
            return False
        try:
            own, source = self._image.stat(), self._source._image.stat()
        except FileNotFoundError:
            return False
        if own.st_dev != source.st_dev:  # then ours is a copy, not a link
            return source.st_mtime_ns > own.st_mtime_ns
        return own.st_ino != source.st_ino

    @property
    def _source(self) -> ReflinkVolume:
        assert isinstance(self.source, ReflinkVolume)
        return self.source

    # -- life

    async def create(self) -> Volume:
        await self._locked(self._create)
        return self

    def _create(self) -> None:
        self.require_place()
        durable.mkdir(self._image.parent)
        self._remove_files()
        if self.save_on_stop and not self.snap_on_start:
            durable.create_sparse(self._image, self._nominal_size)

    async def start(self) -> Volume:
        await self._locked(self._start)
        return self

    def _start(self) -> None:
        self.require_place()
        durable.mkdir(self._image.parent)
        self._remove_unfinished()
        if self.is_dirty():
            log.info("volume %s was not stopped cleanly, its data is kept", self.vid)
        elif self.snap_on_start:
            durable.remove(self._image)
            self._link_or_copy(self._source._image, self._image)
            copy_file(self._image, self._dirty)
        elif self.save_on_stop:
            copy_file(self._image, self._dirty)
        else:
            durable.create_sparse(self._dirty, self._nominal_size)

    async def stop(self) -> Volume:
        await self._locked(self._stop)
        return self

    def _stop(self) -> None:
        if self.is_dirty():
            self._commit(self._dirty, Cause.SHUTDOWN)
        elif not self.save_on_stop:
            if not self.snap_on_start:
                self._nominal_size = length(self._dirty) or self._nominal_size
            durable.remove(self._dirty)
            durable.remove(self._image)

    async def resize(self, size: int) -> Volume:
        self._refuse_read_only()
        await self._locked(self._resize, size)
        return self

    def _resize(self, size: int) -> None:
        self.require_place()
        if self._dirty.exists():
            durable.resize(self._dirty, size)
            update_loop_sizes(self._dirty)
        elif self.save_on_stop and not self.snap_on_start:
            self._require_image()
            durable.remove(self._precache)
            copy_file(self._image, self._image, size=size)
        self._nominal_size = size

    # -- data in and out

    async def export(self) -> str:
        self._require_save_on_stop("export")
        await in_thread(self._require_image)
        return str(self._image)

    async def export_now(self) -> str:
        self._require_save_on_stop("export_now")
        return str(await self._locked(self._snapshot))

    def _snapshot(self) -> Path:
        if not self.is_dirty():
            self._require_image()
            return self._image
        if self._is_now_read:
            raise StoragePoolException(f"a snapshot of volume {self.vid} is being read already")
        if not is_reflink_supported(self.pool.dir_path):
            raise StoragePoolException(
                f"pool {self.pool} cannot take a snapshot of a running qube: its file system does"
                " not support reflinks"
            )
        copy_file(self._dirty, self._now)
        self._is_now_read = True
        return self._now

    async def export_end(self, path: str) -> None:
        if path == str(self._now):
            await self._locked(self._drop_snapshot)
        await super().export_end(path)

    def _drop_snapshot(self) -> None:
        self._is_now_read = False
        durable.remove(self._now)

    def _unfinished(self) -> list[Path]:
        found = super()._unfinished()
        return [path for path in found if path != self._now or not self._is_now_read]

    async def revert(self, revision: str | None = None) -> Volume:
        self._require_save_on_stop("revert")
        await self._locked(self._revert, revision)
        return self

    def _revert(self, wanted: str | None) -> None:
        self._refuse_dirty("it cannot be reverted")
        revision = self._find_revision(wanted)
        there = self._image.exists()
        if not there or not os.path.samefile(revision.path, self._image):
            durable.remove(self._precache)
            if there:
                self._add_revision(Cause.REVERT)
            spare = self._image.with_name(f"{self._image.name}~revert")
            durable.remove(spare)
            self._link_or_copy(revision.path, spare)
            durable.rename(spare, self._image)
        if not self._is_pinned(revision.id, revision.time):
            durable.remove(revision.path)
            self.marks.pop(revision.id, None)

    def _find_revision(self, wanted: str | None) -> Revision:
        for revision in reversed(list_revisions(self._image)):
            if wanted in (None, revision.id):
                return revision
        raise self._no_revision(wanted)

    # -- steps, all under the lock and in a thread

    @property
    def _keep(self) -> int:
        return max(self.revisions_to_keep, 0)

    def _commit(self, image: Path, cause: Cause) -> None:
        """Make ``image`` the committed data; the one before becomes a revision."""
        durable.fsync(image)
        durable.remove(self._precache)
        if self._keep and self._image.exists():
            self._add_revision(cause)
        durable.rename(image, self._image)
        self._prune()

    def _add_revision(self, cause: Cause) -> None:
        made = add_revision(self._image, self._link_or_copy)
        self._note_cause(made.id, made.time, cause)

    def _prune(self) -> None:
        """Remove the oldest that are too many; pinned ones are not counted."""
        known = [r for r in list_revisions(self._image) if not self._is_pinned(r.id, r.time)]
        for revision in known[: max(len(known) - self._keep, 0)]:
            durable.remove(revision.path)
            self.marks.pop(revision.id, None)

    def _open_revision(self, revision: str) -> str:
        return str(self._find_revision(revision).path)

    def _remove_revision(self, revision: str) -> None:
        durable.remove(self._find_revision(revision).path)

    def _revision_usage(self, revisions: list[str]) -> dict[str, int]:
        usage = {}
        for revision in list_revisions(self._image):
            with contextlib.suppress(FileNotFoundError):  # pruned meanwhile
                if (size := own_bytes(revision.path)) is not None:
                    usage[revision.id] = size
        return usage

    def _link_or_copy(self, source: Path, target: Path) -> None:
        try:
            durable.hardlink(source, target)
        except OSError as error:
            if error.errno not in _NO_LINK:
                raise
            copy_file(source, target)

    def _commit_import(self, cause: Cause) -> None:
        self._commit(self._import, cause)

    def _whole_files(self) -> list[Path]:
        revisions = [revision.path for revision in list_revisions(self._image)]
        return [*revisions, self._image, self._precache, self._dirty]

    def _names(self) -> list[str]:
        images = [glob.escape(image.name) for image in (self._image, self._precache, self._dirty)]
        return [*images, *(f"{images[0]}{infix}" for infix in (".[0-9]*@*", "@*"))]

    def _run_files(self) -> list[Path]:
        return [self._dirty, self._image]
