"""Driver ``file``: plain image files (spec section 3.1).

The files of a volume ``P``::

    P.img             the data (origin)
    P-cow.img         what a run has overwritten (origin), or the run's changes (snapshot)
    P-cow.img.old     the one before: the one revision
    P-cow.img.old~N   the same for the image with inode N: a revert that is being done
    P.img~old         the earlier state as an image, while it is being read; dropped like an import
    P-import.img      an import in progress

A running origin writes to its image, and device-mapper keeps what that had before in the CoW file
(file_devices.py); a running snapshot reads through it. Where the kernel has no device-mapper,
``start`` of these is absent and all that is for stopped qubes works.
"""

from __future__ import annotations

import errno
import glob
import logging
import os
import struct
import time
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from . import cow_store, durable, file_devices
from .copying import copy_file
from .directory import DirectoryPool, allocated, length, matching
from .errors import StoragePoolException
from .images import ImageVolume
from .loops import update_loop_sizes
from .marks import Cause
from .threads import in_thread
from .values import QubeRef
from .volume import BlockDevice, Volume, VolumeSpec

log = logging.getLogger(__name__)

# Members of the owner's group (qubes, in dom0) work with the images; nobody else reads them.
FILE_MODE = 0o660

# A snapshot store without a change: header of one chunk (dm-snapshot-persistent) and no more.
_CHUNK_BYTES = file_devices.CHUNK_SECTORS * 512
_EMPTY_STORE_BYTES = 2 * _CHUNK_BYTES
_EMPTY_STORE_HEADER = struct.pack("<4sIII", b"SnAp", 1, 1, file_devices.CHUNK_SECTORS)


class FilePool(DirectoryPool):
    """Options as in the store; at most one revision."""

    driver: ClassVar[str] = "file"

    def __init__(
        self,
        name: str,
        dir_path: str | os.PathLike[str],
        revisions_to_keep: int | str = 1,
        ephemeral_volatile: bool | str = False,
    ) -> None:
        super().__init__(name, dir_path, revisions_to_keep, ephemeral_volatile)

    def _allowed_revisions(self, wanted: int) -> int:
        return _at_most_one(wanted)

    async def setup(self) -> None:
        await in_thread(self.make_directories, lambda: None)

    def init_volume(self, qube: QubeRef, config: Mapping[str, object]) -> Volume:
        spec = VolumeSpec.parse(config)
        if spec.snap_on_start and spec.save_on_stop:
            raise NotImplementedError("FileVolume with snap_on_start and save_on_stop")
        return self._register(FileVolume(self, self.make_vid(qube, spec), spec))


class FileVolume(ImageVolume):
    """A volume of image files."""

    pool: FilePool
    file_mode: ClassVar[int] = FILE_MODE

    def __init__(self, pool: FilePool, vid: str, spec: VolumeSpec) -> None:
        super().__init__(pool, vid, spec)
        self._cow = self._file("-cow.img")
        self._old_cow = self._file("-cow.img.old")
        self._earlier = self._file(".img~old")
        self._exports = 0

    # -- figures

    @property
    def path(self) -> str:
        source = self.source
        return str(self._image if source is None else source.path)

    @property
    def size(self) -> int:
        """Length of the image, else the nominal size."""
        size = length(Path(self.path))
        if size is not None:
            self._nominal_size = size
        return super().size if size is None else size

    @property
    def usage(self) -> int:
        return sum(allocated(image) or 0 for image in (self._image, self._cow))

    def _allowed_revisions(self, wanted: int) -> int:
        return _at_most_one(wanted) if self.save_on_stop else 0

    @property
    def revisions(self) -> dict[str, str]:
        try:
            changed = self._old_cow.stat().st_ctime
        except FileNotFoundError:
            return {}
        return {"old": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(changed))}

    async def pin(self, revision: str, note: str = "") -> None:
        """Not here: ``old`` has only what one run overwrote, and means nothing after the next."""
        raise self._absent("pin")

    def _remove_revision(self, revision: str) -> None:
        durable.remove(self._old_cow)

    def _revision_usage(self, revisions: list[str]) -> dict[str, int]:
        size = allocated(self._old_cow)
        return {} if size is None else {"old": size}

    def is_dirty(self) -> bool:
        """Whether a run of an origin has overwritten anything since the last commit."""
        return self.save_on_stop and _holds_changes(self._cow)

    def is_outdated(self) -> bool:
        """Whether the source has got a new CoW file, which it does with every commit."""
        device = file_devices.snapshot_device(self._cow) if self.snap_on_start else None
        if device is None:
            return False
        try:
            return not file_devices.runs_on(device, self._source._image, self._source._cow)
        except FileNotFoundError:
            return False

    @property
    def _source(self) -> FileVolume:
        assert isinstance(self.source, FileVolume)
        return self.source

    def _is_running(self) -> bool:
        """Of an origin."""
        try:
            return file_devices.origin_device(self._image).exists()
        except FileNotFoundError:
            return False

    def block_device(self) -> BlockDevice:
        """The device while running; before that, what it will stand on."""
        device: Path | None = None
        if self.snap_on_start:
            device = file_devices.snapshot_device(self._cow)
        elif self.save_on_stop and self._is_running():
            device = file_devices.origin_device(self._image)
        return BlockDevice(str(device or self.path), self.name, self.rw)

    # -- life

    async def create(self) -> Volume:
        await self._locked(self._create)
        return self

    def _create(self) -> None:
        self.require_place()
        durable.mkdir(self._image.parent)
        if not self.save_on_stop:
            return
        if self._nominal_size <= 0:
            raise StoragePoolException(f"volume {self.vid} cannot be made without a size")
        if self._image.exists():
            raise StoragePoolException(
                f"{str(self._image)!r} exists and is not overwritten; "
                "if no qube needs it, qube pool reclaimable can remove it"
            )
        durable.create_sparse(self._image, self._nominal_size, FILE_MODE)

    async def start(self) -> Volume:
        """NotImplementedError where this takes device-mapper and there is none."""
        if self.snap_on_start or self.save_on_stop:
            if not file_devices.is_available():
                raise self._absent("start")
            await self._locked(self._start)
        else:
            await self._locked(self._start_volatile)
        return self

    def _start_volatile(self) -> None:
        self.require_place()
        durable.mkdir(self._image.parent)
        durable.create_sparse(self._image, self._nominal_size, FILE_MODE)

    def _start(self) -> None:
        if self._exports:
            raise StoragePoolException(f"volume {self.vid} is being exported, it cannot be started")
        self.require_place()
        image = self._source._image if self.snap_on_start else self._image
        if not image.exists():
            raise StoragePoolException(f"volume {self.vid}: missing image {str(image)!r}")
        with file_devices.LOCK:
            if self.snap_on_start:
                self._stop_snapshot()
                durable.mkdir(self._cow.parent)
                self._source._make_store()
                store = file_devices.store_bytes(image.stat().st_size)
                durable.create_sparse(self._cow, store, FILE_MODE)
                file_devices.start_snapshot(image, self._source._cow, self._cow)
            else:
                self._remove_unfinished()
                self._make_store()
                file_devices.start_origin(image, self._cow)

    def _make_store(self) -> None:
        """A CoW file large enough for every block; what an existing one holds stays."""
        wanted = file_devices.store_bytes(self._image.stat().st_size)
        present = length(self._cow)
        if present is None:
            durable.create_sparse(self._cow, wanted, FILE_MODE)
        elif present < wanted:
            durable.resize(self._cow, wanted)
            update_loop_sizes(self._cow)

    async def stop(self) -> Volume:
        await self._locked(self._stop)
        return self

    def _stop(self) -> None:
        self._exports = 0
        with file_devices.LOCK:
            if self.snap_on_start:
                self._stop_snapshot()
                durable.remove(self._cow)
            elif not self.save_on_stop:
                self._nominal_size = length(self._image) or self._nominal_size
                durable.remove(self._image)
            else:
                has_run = self._is_running() or self.is_dirty()
                if self._image.exists():
                    file_devices.stop_origin(self._image, self._cow)
                if has_run:
                    self._commit()

    def _stop_snapshot(self) -> None:
        source = self._source
        file_devices.stop_snapshot(source._image, source._cow, self._cow)

    def _commit(self) -> None:
        """What the image has now is its data; what it had before may be kept."""
        durable.fsync(self._image)
        if self.rw and self.revisions_to_keep > 0:
            durable.fsync(self._cow)
            durable.rename(self._cow, self._old_cow)
            self._note_cause("old", self.revisions["old"], Cause.SHUTDOWN)
        else:
            durable.remove(self._cow)
        if self.rw:
            self._make_store()

    async def resize(self, size: int) -> Volume:
        self._refuse_read_only()
        if self.snap_on_start:
            raise StoragePoolException(
                f"volume {self.vid} is a snapshot; resize the template's volume instead"
            )
        await self._locked(self._resize, size)
        return self

    def _resize(self, size: int) -> None:
        self.require_place()
        if not self._is_running():
            self._refuse_dirty("it cannot be resized")
        if self.save_on_stop:
            self._require_image()
        if self._image.exists():
            durable.resize(self._image, size)
            if file_devices.is_available():
                file_devices.resize_origin(self._image)
            if not self._is_running() and durable.remove(self._cow):
                # It was empty. Snapshots that run stay on it; the next ones see the new size.
                self._make_store()
        self._nominal_size = size

    # -- data in and out

    async def export(self) -> str:
        self._require_save_on_stop("export")
        await in_thread(self._require_image)
        self._refuse_in_use("it cannot be exported")
        self._exports += 1
        return str(self._image)

    def _open_revision(self, revision: str) -> str:
        """Only differences are kept, so the whole is made for the reader, as a copy."""
        self._refuse_in_use("its earlier state cannot be read")
        if self._is_read(revision):
            raise StoragePoolException(f"the earlier state of {self.vid} is being read already")
        self._end_revert()
        copy_file(self._image, self._earlier, mode=FILE_MODE)
        try:
            cow_store.put_back(self._old_cow, self._earlier)
            durable.fsync(self._earlier)
        except BaseException:
            durable.remove(self._earlier)
            raise
        return str(self._earlier)

    async def export_end(self, path: str) -> None:
        if path == str(self._earlier):
            await self._locked(durable.remove, self._earlier)
            await super().export_end(path)
        else:
            self._exports = max(self._exports - 1, 0)

    def _unfinished(self) -> list[Path]:
        found = super()._unfinished()
        return [path for path in found if path != self._earlier or not self._is_read("old")]

    async def import_volume(self, src: Volume, revision: str | None = None) -> Volume:
        """StoragePoolException for a snapshot as source."""
        if src.snap_on_start:
            raise StoragePoolException(f"{src.vid} is a snapshot and cannot be imported")
        return await super().import_volume(src, revision)

    async def revert(self, revision: str | None = None) -> Volume:
        """The present state takes the place of the one revision. The size stays."""
        self._require_save_on_stop("revert")
        await self._locked(self._revert, revision)
        return self

    def _revert(self, wanted: str | None) -> None:
        self._refuse_in_use("it cannot be reverted")
        if self._exports:
            raise StoragePoolException(f"volume {self.vid} is being exported")
        self._end_revert()
        if wanted not in (None, "old") or not self._old_cow.exists():
            raise self._no_revision(wanted)
        earlier, kept = (p.with_name(f"{p.name}~revert") for p in (self._image, self._old_cow))
        try:
            copy_file(self._image, earlier, mode=FILE_MODE)
            copy_file(self._old_cow, kept, mode=FILE_MODE)
            cow_store.swap(self._image, self._old_cow, earlier, kept)
            durable.fsync(earlier)
            durable.fsync(kept)
            durable.rename(kept, self._kept_for(earlier))
        except BaseException:
            for path in (earlier, kept):
                durable.remove(path)
            raise
        durable.rename(earlier, self._image)
        self._end_revert()
        durable.remove(self._cow)  # it was empty, and for the other image
        self._make_store()

    def _kept_for(self, image: Path) -> Path:
        """The revision that belongs to an image which is to take its place."""
        return self._old_cow.with_name(f"{self._old_cow.name}~{image.stat().st_ino}")

    def _end_revert(self) -> None:
        """After a cut too: the image says which revision is its own."""
        if not self.save_on_stop or not self._image.exists():
            return
        own = self._kept_for(self._image)
        for kept in matching(own.parent, f"{glob.escape(self._old_cow.name)}~*"):
            if kept == own:
                durable.rename(kept, self._old_cow)
                self._note_cause("old", self.revisions["old"], Cause.REVERT)
            else:
                durable.remove(kept)

    def _remove_unfinished(self) -> None:
        self._end_revert()
        super()._remove_unfinished()

    def _commit_import(self, cause: Cause) -> None:
        self._end_revert()
        durable.fsync(self._import)
        durable.rename(self._import, self._image)
        for differences in (self._cow, self._old_cow):  # to an image that is no more
            durable.remove(differences)
        self.marks.clear()

    def _whole_files(self) -> list[Path]:
        return [self._old_cow, self._cow, self._image]

    def _names(self) -> list[str]:
        return [glob.escape(path.name) for path in self._whole_files()]

    def _run_files(self) -> list[Path]:
        return [self._cow if self.snap_on_start else self._image]

    # -- refusals

    def _refuse_in_use(self, consequence: str) -> None:
        self._refuse_dirty(consequence)
        if self._is_running():
            raise StoragePoolException(
                f"volume {self.vid} is in use, {consequence}; stop the qube first"
            )


def _at_most_one(wanted: int) -> int:
    if wanted > 1:
        raise NotImplementedError(f"driver file keeps at most one revision, not {wanted}")
    return wanted


def _holds_changes(store: Path) -> bool:
    """Whether a snapshot store has more than the header of an empty one.

    Looks for data, not for blocks: some file systems allocate for empty files too.
    """
    try:
        with store.open("rb") as file:
            if not _has_data(file.fileno(), 0):
                return False
            start = file.read(_EMPTY_STORE_BYTES)
            empty = _EMPTY_STORE_HEADER.ljust(len(start), b"\0")
            return start not in (empty, bytes(len(start))) or _has_data(file.fileno(), len(start))
    except FileNotFoundError:
        return False


def _has_data(descriptor: int, offset: int) -> bool:
    try:
        os.lseek(descriptor, offset, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:  # nothing but a hole up to the end
            return False
        raise
    os.lseek(descriptor, offset, os.SEEK_SET)
    return True
