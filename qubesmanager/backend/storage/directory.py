"""What the drivers that keep image files in a directory share.

A volume ``appvms/NAME/private`` lies in ``DIR/appvms/NAME/``, one of a template in
``DIR/vm-templates/NAME/``; no other prefix is taken, since only images below these two are
hidden from the rest of the system by the udev rules of Qubes.
"""

from __future__ import annotations

import contextlib
import fnmatch
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from . import durable
from .errors import StoragePoolException
from .extents import own_bytes
from .leftovers import Stray
from .pool import Pool
from .thin_root import thin_pool_of
from .threads import in_thread
from .values import QubeRef
from .volume import Volume, VolumeSpec

PREFIXES = ("appvms", "vm-templates")

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
# Endings that would make one volume's files look like another's.
_RESERVED = re.compile(r"(-dirty|-import|-precache|-cow)\Z|\.img\b")
# A file of a volume of any driver here, finished or not.
_FILE = re.compile(r"(?P<name>.+?)(-dirty|-import|-precache|-cow)?\.img(?![A-Za-z0-9])")


class DirectoryPool(Pool):
    """A pool in a directory of its own, or in a store's base directory."""

    def __init__(
        self,
        name: str,
        dir_path: str | os.PathLike[str],
        revisions_to_keep: int | str,
        ephemeral_volatile: bool | str,
    ) -> None:
        super().__init__(name, revisions_to_keep, ephemeral_volatile)
        self.dir_path = Path(os.path.abspath(dir_path))
        self._made: list[Path] = []

    @property
    def config(self) -> dict[str, str]:
        return {**super().config, "dir_path": str(self.dir_path)}

    def make_directories(self, check: Callable[[], None]) -> None:
        """For ``setup``, blocking: the directory if ``check`` passes, and its two parts.

        What was made is removed again if anything fails. StoragePoolException.
        """
        made: list[Path] = []
        try:
            for path in (self.dir_path, *(self.dir_path / prefix for prefix in PREFIXES)):
                if durable.mkdir(path):
                    made.append(path)
                if path == self.dir_path:
                    check()
        except (OSError, StoragePoolException) as error:
            for path in reversed(made):
                durable.rmdir(path)
            if isinstance(error, StoragePoolException):
                raise
            raise self._not_made(error) from error
        self._made = made

    def _not_made(self, error: OSError) -> StoragePoolException:
        above = self.dir_path.parent
        if isinstance(error, FileNotFoundError) and not above.exists():
            why = f"{str(above)!r} is not there; make that directory, or mount its disk, first"
        elif isinstance(error, FileExistsError | NotADirectoryError):
            why = "something that is no directory is in its place"
        else:
            why = error.strerror or str(error)
        return StoragePoolException(f"no pool can be made in {str(self.dir_path)!r}: {why}")

    async def undo_setup(self) -> None:
        await in_thread(self._remove_made)

    def _remove_made(self) -> None:
        while self._made:
            durable.rmdir(self._made.pop())

    def require_there(self, part: Path) -> None:
        """StoragePoolException without ``part``, the directory of PREFIXES a volume is below.

        A mount point has none while nothing is mounted on it. Blocking.
        """
        if not part.is_dir():
            raise StoragePoolException(self._gone(part))

    def _gone(self, part: Path) -> str:
        gone = self.dir_path if not self.dir_path.is_dir() else part
        return f"the directory {str(gone)!r} of pool {self.name} is not there; is its disk mounted?"

    def _parts(self) -> list[Path]:
        """Directories of which a pool that has ever been used has one at least."""
        return [self.dir_path / prefix for prefix in PREFIXES]

    @property
    def hindrance(self) -> str | None:
        parts = self._parts()
        return None if any(part.is_dir() for part in parts) else self._gone(parts[0])

    def make_vid(self, qube: QubeRef, spec: VolumeSpec) -> str:
        """The given vid, or PREFIX/QUBE/VOLUME; StoragePoolException for an odd one."""
        vid = spec.vid or f"{qube.dir_prefix}/{qube.name}/{spec.name}"
        prefix, *names = vid.split("/")
        if prefix not in PREFIXES:
            raise StoragePoolException(
                f"volume {vid!r} is in none of the directories {', '.join(PREFIXES)}"
            )
        if len(names) != 2 or not self._is_vid(vid):
            raise StoragePoolException(f"no volume can be called {vid!r}")
        return vid

    def stem(self, vid: str) -> Path:
        """Path of the volume's files without their endings."""
        return self.dir_path / vid

    def usual_vid(self, qube: QubeRef, volume: str) -> str:
        return self.make_vid(qube, VolumeSpec(volume))

    def _stray(self, vid: str) -> Volume:
        prefix, _, rest = vid.partition("/")
        qube, _, name = rest.partition("/")
        config = {"name": name, "vid": vid, "rw": True, "save_on_stop": True}
        return self.init_volume(QubeRef(qube, prefix), config)

    async def strays(self, known: Collection[str]) -> list[Stray]:
        return await in_thread(self._find_strays, set(known))

    def _find_strays(self, known: set[str]) -> list[Stray]:
        usage: dict[str, int | None] = {}
        for path in sorted(self._files_of_qubes()):
            match = _FILE.match(path.name)
            if match is None:
                continue
            vid = f"{path.parent.parent.name}/{path.parent.name}/{match['name']}"
            if vid in known or not self._is_vid(vid):
                continue
            with contextlib.suppress(FileNotFoundError):
                before, own = usage.get(vid, 0), own_bytes(path)
                usage[vid] = None if before is None or own is None else before + own
        return [Stray(vid, size) for vid, size in usage.items()]

    def _files_of_qubes(self) -> Iterator[Path]:
        for prefix in PREFIXES:
            for folder in matching(self.dir_path / prefix, "*"):
                if folder.is_dir() and not folder.is_symlink():
                    yield from matching(folder, "*")

    def _is_vid(self, vid: str) -> bool:
        _, qube, name = vid.split("/")
        return all(map(_NAME.match, (qube, name))) and not _RESERVED.search(name)

    def _figures(self) -> os.statvfs_result | None:
        """None without the pool's disk: the figures would be those of another one."""
        try:
            return None if self.hindrance else os.statvfs(self.dir_path)
        except FileNotFoundError:
            return None

    @property
    def size(self) -> int | None:
        figures = self._figures()
        return None if figures is None else figures.f_frsize * figures.f_blocks

    @property
    def usage(self) -> int | None:
        figures = self._figures()
        if figures is None:
            return None
        return figures.f_frsize * (figures.f_blocks - figures.f_bfree)

    @property
    def free(self) -> int | None:
        """Without what the file system reserves: whether we might take that is not certain.

        Being root is not enough (a container, btrfs), and a disk filled to the last block
        stops the machine.
        """
        figures = self._figures()
        return None if figures is None else figures.f_frsize * figures.f_bavail

    def included_in(self, pools: Iterable[Pool]) -> Pool | None:
        """The pool with the deepest directory that is above this one's, or the same.

        Else the LVM pool that carries this one's file system.
        """
        pools = list(pools)
        own = Path(os.path.realpath(self.dir_path))
        holders = [
            (len(above.parts), pool)
            for pool in pools
            if isinstance(pool, DirectoryPool) and pool != self
            for above in [Path(os.path.realpath(pool.dir_path))]
            if above == own or above in own.parents
        ]
        if holders:
            return max(holders, key=lambda holder: holder[0])[1]
        thin_pools = [pool for pool in pools if pool.driver == "lvm_thin"]
        carrier = thin_pool_of(str(own)) if thin_pools else (None, None)
        for pool in thin_pools:
            if (pool.config["volume_group"], pool.config["thin_pool"]) == carrier:
                return pool
        return None


def length(path: Path) -> int | None:
    """Bytes of a file, None without one."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def allocated(path: Path) -> int | None:
    """Allocated bytes of a file, None without one."""
    try:
        return path.stat().st_blocks * 512
    except FileNotFoundError:
        return None


def matching(folder: Path, pattern: str) -> list[Path]:
    """Files whose names fit a glob pattern; none when the folder is missing.

    Not Path.glob: that raises when the folder goes between two of its steps, which happens when
    the volumes of one qube are removed at once.
    """
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return [folder / name for name in names if fnmatch.fnmatchcase(name, pattern)]
