"""What volumes of image files share: the committed image ``P.img``, and imports beside it.

Imports are written to ``P-import.img``, which nothing is ever attached to, and become the image
by a rename; what a crash leaves of one goes with the next start, import or removal.
"""

from __future__ import annotations

import contextlib
import glob
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from . import durable
from .copying import copy_file
from .directory import DirectoryPool, matching
from .errors import StoragePoolException, in_words
from .extents import own_bytes
from .leftovers import Leftover
from .marks import Cause
from .threads import in_thread
from .volume import Volume, VolumeSpec


class ImageVolume(Volume):
    """Base of the volumes whose pool is a directory. Steps run under the lock, in a thread."""

    pool: DirectoryPool
    file_mode: ClassVar[int] = durable.IMAGE_MODE

    def __init__(self, pool: DirectoryPool, vid: str, spec: VolumeSpec) -> None:
        super().__init__(pool, vid, spec)
        self._image = self._file(".img")
        self._import = self._file("-import.img")

    def _file(self, ending: str) -> Path:
        stem = self.pool.stem(self.vid)
        return stem.with_name(stem.name + ending)

    # -- for drivers

    def _whole_files(self) -> list[Path]:
        """Files of the volume besides an import, there or not, in the order of their removal."""
        raise self._absent("_whole_files")

    def _names(self) -> list[str]:
        """Glob patterns of these; while being written a file has ``~`` and more at its end."""
        raise self._absent("_names")

    def _run_files(self) -> list[Path]:
        """What a run of a volume that keeps nothing has on the disk."""
        raise self._absent("_run_files")

    def _refuse_in_use(self, consequence: str) -> None:
        """StoragePoolException while the committed image cannot be replaced."""
        self._refuse_dirty(consequence)

    def _commit_import(self, cause: Cause) -> None:
        """The import becomes the committed image."""
        raise self._absent("_commit_import")

    # -- life

    def require_place(self) -> None:
        self.pool.require_there(self._image.parent.parent)

    def _require_image(self) -> None:
        """StoragePoolException when the committed data is missing."""
        if self._image.exists():
            return
        self.require_place()
        known = ", ".join(self.revisions)
        advice = f"; revert to one of its revisions: {known}" if known else ""
        raise StoragePoolException(
            f"the data of volume {self.name} of qube {self._image.parent.name} is missing "
            f"({str(self._image)!r}){advice}"
        )

    async def remove(self) -> Volume:
        await in_thread(self.require_place)
        self.pool.forget(self)
        await self._locked(self._remove)
        return self

    def _remove(self) -> None:
        self._remove_files()
        durable.rmdir(self._image.parent)

    async def exists(self) -> bool:
        return await in_thread(self._exists)

    def _exists(self) -> bool:
        return any(path.exists() for path in (*self._whole_files(), *self._unfinished()))

    async def verify(self) -> None:
        await in_thread(self._verify)

    def _verify(self) -> None:
        needed = None
        if self.snap_on_start:
            assert isinstance(self.source, ImageVolume)
            needed = self.source._image
        elif self.save_on_stop:
            needed = self._image
        if needed is not None and not needed.exists():
            raise StoragePoolException(f"volume {self.vid} lacks its image {str(needed)!r}")

    def _missing(self) -> str:
        needed = self.source if self.snap_on_start else self if self.save_on_stop else None
        if needed is None or needed._lock.locked():
            return ""
        assert isinstance(needed, ImageVolume)
        try:
            needed._require_image()
        except (StoragePoolException, OSError) as error:
            return in_words(error) if isinstance(error, OSError) else str(error)
        return ""

    def _refuse_read_only(self) -> None:
        if not self.rw:
            raise StoragePoolException(f"volume {self.vid} is read-only, it cannot be resized")

    # -- imports

    async def import_data(self, size: int) -> str:
        self._require_save_on_stop("import_data")
        await self._locked(self._begin_import, size)
        return str(self._import)

    def _begin_import(self, size: int) -> None:
        self.require_place()
        self._refuse_in_use("data cannot be imported")
        durable.mkdir(self._import.parent)
        durable.create_sparse(self._import, size, self.file_mode)

    async def import_data_end(self, success: bool) -> Volume:
        self._require_save_on_stop("import_data_end")
        await self._locked(self._end_import, success)
        return self

    def _end_import(self, success: bool) -> None:
        if not success:
            durable.remove(self._import)
            return
        self._refuse_in_use("the import cannot be taken over")
        if not self._import.exists():
            raise StoragePoolException(f"no import into volume {self.vid} is in progress")
        self._commit_import(Cause.IMPORT)

    async def import_volume(self, src: Volume, revision: str | None = None) -> Volume:
        if not self.save_on_stop:
            return self
        exported = await self._export_of(src, revision)
        try:
            await self._locked(self._import_file, Path(exported))
        finally:
            await src.export_end(exported)
        return self

    def _import_file(self, exported: Path) -> None:
        self.require_place()
        self._refuse_in_use("data cannot be imported")
        try:
            copy_file(exported, self._import, mode=self.file_mode)
            self._commit_import(Cause.COPY)
        except BaseException:
            durable.remove(self._import)
            raise

    # -- what lies on the disk

    def _unfinished(self) -> list[Path]:
        """An import, and files being written when we were cut off; none of a sibling's."""
        names = [glob.escape(self._import.name), *(f"{name}~*" for name in self._names())]
        names.append(f"{glob.escape(self._import.name)}~*")
        return [path for name in names for path in matching(self._image.parent, name)]

    def _remove_unfinished(self) -> None:
        _remove_all(self._unfinished())

    def _remove_files(self) -> None:
        _remove_all((*self._unfinished(), *self._whole_files()))

    async def leftovers(self) -> list[Leftover]:
        return await in_thread(self._leftovers)

    def _leftovers(self) -> list[Leftover]:
        found = []
        if unfinished := self._unfinished():
            found.append(Leftover("import", _usage(unfinished)))
        if not self.save_on_stop and (run := [p for p in self._run_files() if p.exists()]):
            found.append(Leftover("snapshot" if self.snap_on_start else "volatile", _usage(run)))
        return found

    async def drop_import(self) -> None:
        await self._locked(self._remove_unfinished)


def _remove_all(paths: Iterable[Path]) -> None:
    for path in paths:
        durable.remove(path)


def _usage(paths: Iterable[Path]) -> int | None:
    """What removing them frees."""
    total = 0
    for path in paths:
        with contextlib.suppress(FileNotFoundError):  # gone meanwhile
            own = own_bytes(path)
            if own is None:
                return None
            total += own
    return total
