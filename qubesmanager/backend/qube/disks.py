"""The storage of one qube: its volumes, handled together (spec section 4).

A :class:`Storage` asks a pool for every volume of the qube's configuration and runs operations
on all of them at once. The rule for many at once: all are begun, all are waited for, then the
first failure in the order of the volumes is raised and every other one is logged.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from qubesmanager.backend.importing import Import
from qubesmanager.backend.storage import (
    BlockDevice,
    Pool,
    QubeRef,
    StoragePoolException,
    Volume,
)
from qubesmanager.backend.storage.marks import Marks
from qubesmanager.protocol import QubesException, QubesVMError

from .disk_config import KERNEL, VolumeConfig, default_volumes, dir_prefix
from .folder import remove_folder

log = logging.getLogger(__name__)


class StoredQube(Protocol):
    """What the storage needs to know of its qube. ``storage`` may be built when asked for."""

    @property
    def name(self) -> str: ...
    @property
    def klass(self) -> str: ...
    @property
    def template(self) -> StoredQube | None: ...
    @property
    def kernel(self) -> str | None: ...
    @property
    def dir_path(self) -> Path: ...
    @property
    def volume_config(self) -> dict[str, VolumeConfig]: ...
    @property
    def volume_lines(self) -> Mapping[str, int]: ...
    @property
    def revision_marks(self) -> dict[str, Marks]: ...
    @property
    def storage(self) -> Storage: ...


class Fire(Protocol):
    """Fires an event of the qube and waits for its handlers."""

    def __call__(self, event: str, **kwargs: object) -> Awaitable[None]: ...


async def _no_events(event: str, **kwargs: object) -> None:
    """For a storage that nobody listens to."""


class Storage:
    """The volumes of one qube.

    ``pools`` maps names to pools and may change later; ``default_pool(volume name)`` answers
    with the pool for a volume that names none. With ``lenient`` (a store being loaded) a volume
    that cannot be built is logged and kept in ``unavailable`` (name -> reason) instead of
    raising StoragePoolException or QubesException; create, verify and start then refuse.
    """

    def __init__(
        self,
        qube: StoredQube,
        pools: Mapping[str, Pool],
        default_pool: Callable[[str], Pool],
        fire: Fire = _no_events,
        *,
        lenient: bool = False,
    ) -> None:
        self.qube = qube
        self.volumes: dict[str, Volume] = {}
        self.unavailable: dict[str, str] = {}
        self._pools = pools
        self._default_pool = default_pool
        self._fire = fire
        self._directory_is_ours = False
        #: The pool that volumes are being moved to: until that is over they are only read there.
        self.moving_to: str | None = None
        #: Volumes that clients write new data for; None while that is being begun or ended.
        self.imports: dict[str, Import | None] = {}
        for name, config in qube.volume_config.items():
            if name == KERNEL and self._has_no_kernels(config, lenient):
                log.debug("%s has no kernel of the host: no pool has any", qube.name)
                continue
            try:
                self.init_volume(name, self._mended(name, config) if lenient else config)
            except (StoragePoolException, QubesException, NotImplementedError) as error:
                if not lenient:
                    self.forget()
                    raise
                line = qube.volume_lines.get(name)
                where = f" (line {line} of the store)" if line else ""
                log.error("volume %s of %s%s is unavailable: %s", name, qube.name, where, error)
                self.unavailable[name] = str(error)

    # -- building volumes

    def _mended(self, name: str, config: Mapping[str, object]) -> Mapping[str, object]:
        """A store's entry without what can only be a mistake, so that the volume is not lost."""
        pool = self._pools.get(str(config.get("pool")))
        if pool is not None and pool.keeps_data and name == KERNEL:
            mended = self._default_pool(KERNEL)
            log.warning("kernels of %s are in pool %s, not %s", self.qube.name, mended, pool)
            return {key: value for key, value in config.items() if key != "vid"} | {"pool": mended}
        if pool is None or pool.keeps_data or not config.get("rw"):
            return config
        log.warning("volume %s of %s is read-only in pool %s", name, self.qube.name, pool)
        return {**config, "rw": False}

    def _has_no_kernels(self, config: Mapping[str, object], lenient: bool) -> bool:
        """Whether there are none to be had: the qube then boots what is on its own disk."""
        pool = config.get("pool")
        known = self._pools.get(str(pool))
        if pool is not None and not (lenient and known is not None and known.keeps_data):
            return False
        return all(pool.keeps_data for pool in self._pools.values())

    def init_volume(self, name: str, config: Mapping[str, object]) -> Volume:
        """Ask the right pool for the volume and register it here; touches no disk."""
        volume = self.build(name, config)
        volume.marks = self.qube.revision_marks.setdefault(name, {})
        self.volumes[name] = volume
        self.unavailable.pop(name, None)
        return volume

    def build(self, name: str, config: Mapping[str, object]) -> Volume:
        """The same without registering it, for one that may take the place of another."""
        config = {"name": name, **config}
        config.pop("internal", None)
        if "source" in config:
            self._resolve_source(name, config)
        pool = self._find_pool(name, config.get("pool"))
        if pool.keeps_data and name == KERNEL:
            raise StoragePoolException(f"pool {pool} is for data; kernels have one of their own")
        if not pool.keeps_data and config.get("rw"):
            raise StoragePoolException(f"volume {name} cannot be in pool {pool}: it is for kernels")
        qube = QubeRef(self.qube.name, dir_prefix(self.qube.klass), lambda: self.qube.kernel)
        return pool.init_volume(qube, {**config, "pool": pool})

    def _find_pool(self, name: str, pool: object) -> Pool:
        if isinstance(pool, Pool):
            return pool
        if pool is None:
            return self._default_pool(name)
        try:
            return self._pools[str(pool)]
        except KeyError as error:
            raise QubesException(f"Unknown storage pool {pool}") from error

    def _resolve_source(self, name: str, config: VolumeConfig) -> None:
        """Turn ``source`` into a Volume; a template's also gives the pool and the size."""
        source = config["source"]
        if isinstance(source, Volume):
            config["pool"] = source.pool
        elif source is not None:
            config["source"] = self._find_source(name, str(source), config.get("pool"))
        elif config.get("snap_on_start"):
            origin = self._template_volume(name)
            config.update(source=origin, pool=origin.pool, size=origin.size)

    def _find_source(self, name: str, vid: str, pool: object) -> Volume:
        if pool is None:
            raise StoragePoolException(f"volume {name} has the source {vid} but no pool")
        template = self.qube.template
        while template is not None:  # makes their volumes known to the pool
            template = template.storage.qube.template
        try:
            return self._find_pool(name, pool).get_volume(vid)
        except KeyError as error:
            raise StoragePoolException(
                f"source {vid} of volume {name} is not in pool {pool}"
            ) from error

    def _template_volume(self, name: str) -> Volume:
        template = self.qube.template
        while template is not None:
            volume = template.storage.volumes.get(name)
            if volume is not None and volume.source is None:
                return volume
            template = template.template
        raise StoragePoolException(f"no template of {self.qube.name} has a volume {name}")

    def follow_template(self) -> None:
        """After a change of template: the snapshots of its volumes are set up anew."""
        for name, config in default_volumes(self.qube.klass).items():
            if config["snap_on_start"] and config["source"] is None:
                old = self.volumes.pop(name, None)
                if old is not None:
                    old.pool.forget(old)
                self.qube.volume_config[name] = config
                self.init_volume(name, config)
        for name in self.qube.volume_config:  # back in their order
            if name in self.volumes:
                self.volumes[name] = self.volumes.pop(name)

    def forget(self) -> None:
        """The pools lose sight of the volumes; nothing on the disk changes."""
        for volume in self.volumes.values():
            volume.pool.forget(volume)

    def get_volume(self, volume: str | Volume) -> Volume:
        """By name (KeyError) or the volume itself; TypeError for anything else."""
        if isinstance(volume, Volume):
            return volume
        if isinstance(volume, str):
            return self.volumes[volume]
        raise TypeError(f"neither a volume nor its name: {volume!r}")

    # -- all volumes at once

    async def create(self) -> None:
        """Create every volume; if one fails, those that were made are removed again.

        The volume that failed is left alone: it may have refused to overwrite something.
        """
        self._require_all()
        refused: list[Volume] = []

        async def create(volume: Volume) -> None:
            try:
                await _finish(volume.create())
            except BaseException as error:
                if not isinstance(error, asyncio.CancelledError) or error.__cause__ is not None:
                    refused.append(volume)
                raise

        try:
            await self._all("create", create)
        except BaseException:
            made = [volume for volume in self.volumes.values() if volume not in refused]
            await self._undo(made)
            self.forget()
            raise

    async def verify(self) -> bool:
        """QubesVMError without the directory, StoragePoolException without a volume's data."""
        self._require_all()
        if not self.qube.dir_path.is_dir():
            raise QubesVMError(f"VM directory does not exist: {self.qube.dir_path}")
        await self._all("verify", lambda volume: volume.verify())
        await self._fire("domain-verify-files")
        return True

    async def start(self) -> None:
        """Start every volume; if one fails, those that started are stopped again."""
        self._require_all()
        volumes = list(self.volumes.values())
        outcomes = await _settle(lambda volume: volume.start(), volumes)
        if failed := _failures(volumes, outcomes):
            started = [v for v, outcome in zip(volumes, outcomes, strict=True) if not outcome]
            self._log("stop", _failures(started, await _settle(_stop, started)))
            self._raise_first("start", failed)

    async def stop(self) -> None:
        """Stop every volume, also after one of them failed."""
        await self._all("stop", _stop)

    async def remove(self) -> None:
        """Stop and remove every volume. An OSError is logged, others are raised at the end."""
        volumes = list(self.volumes.values())
        stopping = _failures(volumes, await _settle(_stop, volumes))
        self._log("stop", stopping)
        failed = _failures(volumes, await _settle(lambda volume: volume.remove(), volumes))
        harmless = [pair for pair in failed if isinstance(pair[1], OSError)]
        self._log("remove", harmless)
        self._raise_first("remove", [pair for pair in failed if pair not in harmless])

    async def clone(self, source: Storage) -> None:
        """Fill this qube with copies of the volumes of another one.

        On failure what was made is removed again, the directory too if that leaves it empty.
        """
        self.volumes.clear()
        names = list(source.volumes)
        outcomes = await asyncio.gather(
            *(self.clone_volume(source, name) for name in names), return_exceptions=True
        )
        failed = [
            (source.volumes[name], outcome)
            for name, outcome in zip(names, outcomes, strict=True)
            if isinstance(outcome, BaseException)
        ]
        if failed:
            await self._undo(list(self.volumes.values()))
            await asyncio.to_thread(_rmdir_if_empty, self.qube.dir_path)
            self._raise_first("clone", failed)

    async def clone_volume(self, source: Storage, name: str) -> Volume:
        """A volume of this qube with the committed data of another qube's."""
        volume = self.init_volume(name, self.qube.volume_config[name])
        try:
            await _finish(volume.create())
        except BaseException:
            self.volumes.pop(name).pool.forget(volume)  # what is on disk was there before
            raise
        await _finish(volume.import_volume(source.volumes[name]))
        log.info("volume %s of %s cloned from %s", name, self.qube.name, source.qube.name)
        return volume

    # -- the qube's directory

    async def keep_directory(self) -> None:
        """It belongs to the qube even when a pool has removed the last volume from it."""
        await asyncio.to_thread(_make_directory, self.qube.dir_path)

    async def create_on_disk(self) -> None:
        """Directory and volumes; nothing new stays behind after a failure."""
        self._directory_is_ours = await asyncio.to_thread(_make_directory, self.qube.dir_path)
        try:
            await self.create()
        except BaseException:
            try:
                await asyncio.to_thread(_rmdir_if_empty, self.qube.dir_path)
            except OSError:
                log.exception("cleaning up after creating %s failed", self.qube.name)
            raise
        await self._fire("domain-create-on-disk")

    async def undo_create_on_disk(self) -> None:
        """What :meth:`create_on_disk` has made goes; what was in the directory before stays."""
        try:
            await self.remove()
        finally:
            removal = remove_folder if self._directory_is_ours else _rmdir_if_empty
            await asyncio.to_thread(removal, self.qube.dir_path)

    async def remove_from_disk(self) -> None:
        """Volumes and directory, the latter in all cases; what is not the qube's stays in it."""
        try:
            await self.remove()
        finally:
            await asyncio.to_thread(remove_folder, self.qube.dir_path)

    # -- one volume

    async def resize(self, volume: str | Volume, size: int) -> None:
        """New size in bytes."""
        target = self.get_volume(volume)
        await self.refuse_importing(target.name)
        self.refuse_moving()
        await _finish(target.resize(size))

    async def export(self, volume: str | Volume) -> str:
        """Path of the committed data; ``export_end`` must follow."""
        self.refuse_moving()
        return str(await _finish(self.get_volume(volume).export()))

    async def export_now(self, volume: str | Volume) -> str:
        """The same for what runs, as after a power cut."""
        self.refuse_moving()
        return str(await _finish(self.get_volume(volume).export_now()))

    async def export_end(self, volume: str | Volume, path: str) -> None:
        await _finish(self.get_volume(volume).export_end(path))

    async def import_data(self, volume: str | Volume, size: int | None = None) -> str:
        """Path to write ``size`` bytes to, by default as many as now."""
        target = self.get_volume(volume)
        await self.refuse_importing(target.name)
        self.refuse_moving()
        self.imports[target.name] = None
        try:
            path = str(await _finish(target.import_data(target.size if size is None else size)))
            self.imports[target.name] = await asyncio.to_thread(Import.begin, path)
        except BaseException:
            del self.imports[target.name]
            raise
        return path

    async def import_data_end(self, volume: str | Volume, success: bool) -> None:
        target = self.get_volume(volume)
        self.imports[target.name] = None  # its client may be gone by now, and that is right
        try:
            await _finish(target.import_data_end(success))
        finally:
            self.imports.pop(target.name, None)

    async def import_volume(
        self, volume: str | Volume, source: Volume, revision: str | None = None
    ) -> None:
        """Replace a volume's data by that of another volume, of any pool, or an earlier state."""
        target = self.get_volume(volume)
        await self.refuse_importing(target.name)
        self.refuse_moving()
        if revision is None:
            await _finish(target.import_volume(source))
        else:
            await _finish(target.import_volume(source, revision))
        await self._fire("domain-import-volume", name=target.name, source=source)

    def refuse_moving(self) -> None:
        """StoragePoolException while volumes are being moved."""
        if self.moving_to is not None:
            raise StoragePoolException(f"{self.qube.name} is being moved to pool {self.moving_to}")

    async def imports_under_way(self) -> list[str]:
        """Volumes that clients write new data for. What a client left that is gone is dropped."""
        for name, begun in list(self.imports.items()):
            if not await self.is_importing(name) and self.imports.get(name) is begun:
                log.info("an import into %s of %s was given up", name, self.qube.name)
                await self.import_data_end(name, False)
        return list(self.imports)

    async def is_importing(self, volume: str) -> bool:
        """Whether a client writes new data for it."""
        begun = self.imports.get(volume)
        if begun is None:
            return volume in self.imports
        return await asyncio.to_thread(begun.is_under_way)

    async def drop_import(self, volume: Volume) -> None:
        """Remove what is left of an import that nobody ends any more."""
        self.imports.pop(volume.name, None)
        await _finish(volume.drop_import())

    async def refuse_importing(self, volume: str | None = None) -> None:
        """StoragePoolException while a client writes new data for the volume, without one for any.

        What it has written stays whatever it is refused for.
        """
        for name in await self.imports_under_way():
            if volume in (None, name):
                raise StoragePoolException(
                    f"new data is being imported into volume {name} of {self.qube.name}; "
                    "wait until that has ended, or end it"
                )

    # -- figures

    def block_devices(self) -> list[BlockDevice]:
        """What a hypervisor attaches, in the order of the volumes."""
        devices = (volume.block_device() for volume in self.volumes.values())
        return [device for device in devices if device is not None]

    def outdated_volumes(self) -> list[Volume]:
        """Running snapshots whose source has changed; none of a halted qube."""
        return [volume for volume in self.volumes.values() if volume.is_outdated()]

    @property
    def disk_utilization_bytes(self) -> int:
        return sum(volume.usage for volume in self.volumes.values())

    # -- the rule for many at once

    def _require_all(self) -> None:
        for name, reason in self.unavailable.items():
            raise StoragePoolException(f"volume {name} of {self.qube.name}: {reason}")

    async def _all(self, action: str, call: Callable[[Volume], object]) -> None:
        volumes = list(self.volumes.values())
        self._raise_first(action, _failures(volumes, await _settle(call, volumes)))

    async def _undo(self, volumes: list[Volume]) -> None:
        """Undo a creation: what fails is only logged, the first error is under way already."""
        self._log("remove", _failures(volumes, await _settle(lambda v: v.remove(), volumes)))

    def _log(self, action: str, failed: Iterable[tuple[Volume, BaseException]]) -> None:
        for volume, error in failed:
            text = "%s of volume %s of %s failed: %r"
            log.error(text, action, volume.name, self.qube.name, error, exc_info=error)

    def _raise_first(self, action: str, failed: list[tuple[Volume, BaseException]]) -> None:
        self._log(action, failed[1:])
        if failed:
            raise failed[0][1]


async def _finish(result: object) -> Any:  # noqa: ANN401  (whatever the driver's method gives)
    """A driver's method may be a coroutine or not."""
    return await result if inspect.isawaitable(result) else result


async def _stop(volume: Volume) -> None:
    try:
        await _finish(volume.stop())
    except NotImplementedError:
        log.debug("%r cannot run, so there is nothing to stop", volume)


async def _settle(
    call: Callable[[Volume], object], volumes: Iterable[Volume]
) -> list[BaseException | None]:
    """Begin all, wait for all; one entry per volume: its failure or None."""

    async def one(volume: Volume) -> None:
        await _finish(call(volume))

    return await asyncio.gather(*map(one, volumes), return_exceptions=True)


def _failures(
    volumes: Iterable[Volume], outcomes: Iterable[BaseException | None]
) -> list[tuple[Volume, BaseException]]:
    return [(v, error) for v, error in zip(volumes, outcomes, strict=True) if error is not None]


def _make_directory(path: Path) -> bool:
    """Whether it was not there before."""
    path.parent.mkdir(0o775, parents=True, exist_ok=True)
    try:
        path.mkdir(0o775)
    except FileExistsError:
        path.mkdir(0o775, exist_ok=True)  # raises unless it is a directory
        return False
    return True


def _rmdir_if_empty(path: Path) -> None:
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
