"""Driver ``linux-kernel``: one directory per kernel version, never written (spec section 3.4)."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from . import durable
from .directory import DirectoryPool
from .errors import StoragePoolException, StorageValueError
from .leftovers import Stray
from .threads import in_thread
from .values import QubeRef
from .volume import BlockDevice, Volume, VolumeSpec

log = logging.getLogger(__name__)


class KernelPool(DirectoryPool):
    """``DIR/VERSION`` holds ``vmlinuz``, ``initramfs`` and ``modules.img``."""

    driver: ClassVar[str] = "linux-kernel"
    keeps_data: ClassVar[bool] = False

    def __init__(self, name: str, dir_path: str | os.PathLike[str]) -> None:
        super().__init__(name, dir_path, revisions_to_keep=0, ephemeral_volatile=False)

    @property
    def config(self) -> dict[str, str]:
        return {"name": self.name, "driver": self.driver, "dir_path": str(self.dir_path)}

    def _allowed_revisions(self, wanted: int) -> int:
        if wanted:
            raise StorageValueError("kernels have no revisions")
        return 0

    async def setup(self) -> None:
        try:
            await in_thread(durable.mkdir, self.dir_path)
        except OSError as error:
            raise self._not_made(error) from error

    def init_volume(self, qube: QubeRef, config: Mapping[str, object]) -> Volume:
        """Not registered: the volume is whatever kernel the qube has at the time."""
        spec = VolumeSpec.parse(config)
        if spec.snap_on_start and spec.source is None:  # an old store's way to write it
            spec = replace(spec, snap_on_start=False)
        return KernelVolume(self, spec, qube.kernel)

    def _parts(self) -> list[Path]:
        return [self.dir_path]

    def get_volume(self, vid: str) -> Volume:
        if not vid or "/" in vid or vid.startswith(".") or not (self.dir_path / vid).is_dir():
            raise KeyError(vid)
        return KernelVolume(self, VolumeSpec(name="kernel"), lambda: vid)

    async def strays(self, known: Collection[str]) -> list[Stray]:
        """None: a kernel is there for whoever may want it."""
        return []

    def list_volumes(self) -> list[Volume]:
        """One per version."""
        try:
            names = sorted(entry.name for entry in self.dir_path.iterdir() if entry.is_dir())
        except FileNotFoundError:
            return []
        return [self.get_volume(name) for name in names if not name.startswith(".")]

    @property
    def usage_details(self) -> dict[str, int]:
        return {}


class KernelVolume(Volume):
    """The modules of a qube's present kernel; all changes of state are no-ops."""

    pool: KernelPool

    def __init__(
        self, pool: KernelPool, spec: VolumeSpec, kernel: Callable[[], str | None]
    ) -> None:
        if spec.rw or spec.ephemeral:
            raise StorageValueError("a kernel volume is neither writable nor ephemeral")
        if spec.save_on_stop or spec.snap_on_start:
            raise NotImplementedError("KernelVolume with save_on_stop or snap_on_start")
        self._kernel = kernel
        super().__init__(pool, "", spec)

    @property
    def rw(self) -> bool:
        """Always False; all qubes with that kernel share the file."""
        return False

    @rw.setter
    def rw(self, wanted: bool) -> None:
        if wanted:
            raise StorageValueError("a kernel volume cannot be made writable")

    @property
    def vid(self) -> str:
        """The kernel's version; empty without a kernel."""
        return self._kernel() or ""

    @property
    def kernels_dir(self) -> Path | None:
        """Where the present kernel's files are."""
        return self.pool.dir_path / self.vid if self.vid else None

    @property
    def path(self) -> str | None:
        return None if self.kernels_dir is None else str(self.kernels_dir / "modules.img")

    @property
    def size(self) -> int:
        path = self.path
        return Path(path).stat().st_size if path is not None and Path(path).exists() else 0

    def _allowed_revisions(self, wanted: int) -> int:
        if wanted:
            raise StorageValueError("kernels have no revisions")
        return 0

    @property
    def config(self) -> dict[str, str]:
        config = super().config
        config.pop("size", None)  # the file's, and the kernel may be another tomorrow
        if not self.vid:
            del config["vid"]
        return config

    def block_device(self) -> BlockDevice | None:
        path = self.path
        if path is None or not Path(path).exists():
            return None
        return BlockDevice(path, self.name, rw=False)

    async def resize(self, size: int) -> Volume:
        raise StoragePoolException("a kernel has the size that it has, it cannot be resized")

    async def create(self) -> Volume:
        return self

    async def exists(self) -> bool:
        """Of its own there is nothing."""
        return False

    async def remove(self) -> Volume:
        return self

    async def start(self) -> Volume:
        return self

    async def stop(self) -> Volume:
        return self

    async def verify(self) -> None:
        if lacking := self._missing():
            raise StoragePoolException(lacking)

    def _missing(self) -> str:
        directory = self.kernels_dir
        if directory is None or (directory / "vmlinuz").exists():
            return ""
        return f"kernel {self.vid} lacks {str(directory / 'vmlinuz')!r}"

    async def import_volume(self, src: Volume, revision: str | None = None) -> Volume:
        """Nothing for another kernel; StoragePoolException for data."""
        if not isinstance(src, KernelVolume):
            raise StoragePoolException("only a kernel can be cloned into a kernel volume")
        return self
