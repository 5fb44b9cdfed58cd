"""Driver ``file``: plain image files (spec section 3.1).

The files of a volume ``P``::

    P.img             the data (origin)
    P-cow.img         what a run has overwritten (origin), or the run's changes (snapshot)
    P-cow.img.old     the one before: the one revision
    P-import.img      an import in progress

Running a qube from them takes device-mapper snapshots, which this driver does not make yet:
``start`` and ``stop`` are absent. Keeping, importing and exporting qubes is complete.
"""

from __future__ import annotations

import errno
import logging
import os
import struct
import time
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from . import durable
from .copying import copy_file
from .directory import DirectoryPool, allocated, length
from .errors import StoragePoolException
from .threads import in_thread
from .values import QubeRef
from .volume import Volume, VolumeSpec

log = logging.getLogger(__name__)

# Members of the owner's group (qubes, in dom0) work with the images; nobody else reads them.
FILE_MODE = 0o660

# A snapshot store without a change: header of one chunk (dm-snapshot-persistent) and no more.
_CHUNK_BYTES = 256 * 512
_EMPTY_STORE_BYTES = 2 * _CHUNK_BYTES
_EMPTY_STORE_HEADER = struct.pack("<4sIII", b"SnAp", 1, 1, 256)


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


class FileVolume(Volume):
    """A volume of image files."""

    pool: FilePool

    def __init__(self, pool: FilePool, vid: str, spec: VolumeSpec) -> None:
        super().__init__(pool, vid, spec)
        stem = pool.stem(vid)
        self._image = stem.with_name(f"{stem.name}.img")
        self._cow = stem.with_name(f"{stem.name}-cow.img")
        self._old_cow = stem.with_name(f"{stem.name}-cow.img.old")
        self._import = stem.with_name(f"{stem.name}-import.img")
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
        return self._nominal_size

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

    def is_dirty(self) -> bool:
        """Whether a run of an origin has overwritten anything since the last commit."""
        return self.save_on_stop and _holds_changes(self._cow)

    # -- life

    async def create(self) -> Volume:
        await self._locked(self._create)
        return self

    def _create(self) -> None:
        durable.mkdir(self._image.parent)
        if not self.save_on_stop:
            return
        if self._nominal_size <= 0:
            raise StoragePoolException(f"volume {self.vid} cannot be made without a size")
        if self._image.exists():
            raise StoragePoolException(
                f"{str(self._image)!r} exists and is not overwritten; "
                "move it away if no qube needs it"
            )
        durable.create_sparse(self._image, self._nominal_size, FILE_MODE)

    async def remove(self) -> Volume:
        self.pool.forget(self)
        await self._locked(self._remove)
        return self

    def _remove(self) -> None:
        for image in (self._import, self._old_cow, self._cow, self._image):
            durable.remove(image)
            for stale in image.parent.glob(f"{image.name}~*"):
                durable.remove(stale)
        durable.rmdir(self._image.parent)

    async def verify(self) -> None:
        await in_thread(self._verify)

    def _verify(self) -> None:
        image = Path(self.path)
        if (self.save_on_stop or self.snap_on_start) and not image.exists():
            raise StoragePoolException(f"volume {self.vid} lacks its image {str(image)!r}")

    async def resize(self, size: int) -> Volume:
        """Of a stopped qube."""
        if not self.rw:
            raise StoragePoolException(f"volume {self.vid} is read-only, it cannot be resized")
        if self.snap_on_start:
            raise StoragePoolException(
                f"volume {self.vid} is a snapshot; resize the template's volume instead"
            )
        await self._locked(self._resize, size)
        return self

    def _resize(self, size: int) -> None:
        self._refuse_dirty("it cannot be resized")
        if self._image.exists():
            durable.resize(self._image, size)
        self._nominal_size = size

    # -- data in and out

    async def export(self) -> str:
        self._require_save_on_stop("export")
        self._refuse_dirty("it cannot be exported")
        self._exports += 1
        return str(self._image)

    async def export_end(self, path: str) -> None:
        self._exports = max(self._exports - 1, 0)

    async def import_data(self, size: int) -> str:
        self._require_save_on_stop("import_data")
        await self._locked(self._begin_import, size)
        return str(self._import)

    def _begin_import(self, size: int) -> None:
        self._refuse_dirty("data cannot be imported")
        durable.mkdir(self._import.parent)
        durable.create_sparse(self._import, size, FILE_MODE)

    async def import_data_end(self, success: bool) -> Volume:
        self._require_save_on_stop("import_data_end")
        await self._locked(self._end_import, success)
        return self

    def _end_import(self, success: bool) -> None:
        if not success:
            durable.remove(self._import)
            return
        self._refuse_dirty("the import cannot be taken over")
        if not self._import.exists():
            raise StoragePoolException(f"no import into volume {self.vid} is in progress")
        self._commit_import()

    async def import_volume(self, src: Volume) -> Volume:
        """StoragePoolException for a snapshot as source."""
        if src.snap_on_start:
            raise StoragePoolException(f"{src.vid} is a snapshot and cannot be imported")
        if not self.save_on_stop:
            return self
        exported = await src.export()
        try:
            await self._locked(self._import_file, Path(exported))
        finally:
            await src.export_end(exported)
        return self

    def _import_file(self, exported: Path) -> None:
        self._refuse_dirty("data cannot be imported")
        try:
            copy_file(exported, self._import, mode=FILE_MODE)
            self._commit_import()
        except BaseException:
            durable.remove(self._import)
            raise

    def _commit_import(self) -> None:
        durable.fsync(self._import)
        durable.rename(self._import, self._image)
        for differences in (self._cow, self._old_cow):  # to an image that is no more
            durable.remove(differences)


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
