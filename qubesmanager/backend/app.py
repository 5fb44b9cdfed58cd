"""The system: its qubes, labels, pools and global properties, and their way to the disk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from qubesmanager.protocol import (
    QubesException,
    QubesLabelInUseError,
    QubesPoolInUseError,
    QubesVMAlreadyExistsError,
    QubesVMInUseError,
    QubesVMNotFoundError,
    StoragePoolException,
)

from . import storage, unfinished
from .background import Background
from .collection import Qubes
from .events import Emitter
from .global_properties import TABLE, VOLUME_KINDS
from .labels import Label, Labels
from .loading import build_pools, load_properties, load_qubes
from .new_store import create_store
from .pool_places import Place, conflict, conflicts, place_of
from .pool_watch import PoolWatch
from .properties import Properties, Type
from .qube.base import Qube
from .qube.creation import plan_record, prepare
from .qube.kinds import CLASSES, make_qube
from .runs import Runs
from .saving import Saver
from .storage import Pool
from .storage.threads import in_thread
from .storage_errors import storage_errors
from .store import FILE_NAME, DomainRecord, StoreError, StoreRecord, read_store, same_directory
from .usage import users_of

__all__ = ["App", "create_store"]

log = logging.getLogger(__name__)

# Images without data, directories, and what is noted in the store.
_NEW_QUBE_BYTES = 1 << 20


class App:
    """One store, loaded. Takes no lock: that only one process has it is up to qubesd."""

    def __init__(self, home: Path, record: StoreRecord) -> None:
        self.home = home
        self.events = Emitter()
        self.background = Background(self)
        self.runs = Runs(self)
        self.labels = Labels(record.labels)
        self.pools: dict[str, Pool] = {}
        self.unusable_pools: dict[str, Mapping[str, str]] = {}
        self.unusable_reasons: dict[str, str] = {}
        self.qubes = Qubes()
        self.properties = Properties(self, TABLE)
        self.host_memory_mib: int = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
        self._busy_names: dict[str, Qube | None] = {}
        build_pools(self, record)
        for reason in conflicts(self._pool_places()):
            log.warning("pools overlap, which a new one may not: %s", reason)
        self.unknown_properties = load_properties(self, record)
        load_qubes(self, record)
        self.pool_watch = PoolWatch(self, record.extras)
        self._saver = Saver(self, home / FILE_NAME, self.pool_watch.other_nodes)

    @classmethod
    async def load(cls, home: Path) -> App:
        """Read a store. StoreError with line and reason; the file is left as it is."""
        home = await asyncio.to_thread(home.absolute)
        path = home / FILE_NAME
        record = await asyncio.to_thread(read_store, path)
        if any(pool["driver"] == "lvm_thin" for pool in record.pools):
            await asyncio.to_thread(storage.thin_pool_of, "/")  # asked for on the loop from now on
        try:
            app = cls(home, record)
        except StoreError as error:
            raise StoreError(error.reason, error.line, path) from error
        await asyncio.to_thread(_load_notes, list(app.qubes.values()))
        return app

    async def start(self) -> None:
        """Begin what the system does by itself; qubesd only. ``close`` must follow."""
        await unfinished.clean_up(self)
        await self.runs.open()
        await self.background.start()
        self.pool_watch.start()

    async def close(self) -> None:
        """End what ``start`` began."""
        await self.pool_watch.close()
        await self.background.close()
        await self.runs.close()

    def __str__(self) -> str:
        return "the system"

    # -- as a holder of properties

    @property
    def event_subject(self) -> str:
        return ""

    async def fire(self, event: str, **kwargs: object) -> None:
        await self.events.fire(self, event, **kwargs)

    def changed(self) -> None:
        """The head of the store is small and written anew each time."""

    async def save(self) -> None:
        """Bring every change to the disk: atomic, one writer at a time, nothing if unchanged."""
        await self._saver.save()

    def check_reference(self, kind: Type, untrusted_name: str) -> str:
        """The name of the qube or label that is meant.

        QubesVMNotFoundError, QubesLabelNotFoundError.
        """
        if kind is Type.LABEL:
            return self.labels.find(untrusted_name).name
        if untrusted_name not in self.qubes:
            raise QubesVMNotFoundError(f"No such domain: {untrusted_name!r}")
        return untrusted_name

    def refuse_while_running(self, what: str) -> None:
        """The system always runs; none of its properties minds."""

    # -- what it is

    @property
    def qube_classes(self) -> tuple[str, ...]:
        return tuple(CLASSES)

    def power_state(self, qube: Qube) -> str:
        """One of the words of ``admin.vm.List``."""
        return "Running" if qube.klass in ("AdminVM", "RemoteVM") else qube.life.state.value

    @property
    def kernels_dir(self) -> Path:
        """Where kernels for qubes are installed, a directory each."""
        pool = self.pools.get(str(self.properties.value("default_pool_kernel")))
        directory = pool.config.get("dir_path") if pool and not pool.keeps_data else None
        return Path(directory) if directory else self.home / "vm-kernels"

    # -- pools

    @property
    def default_pool(self) -> Pool:
        """QubesException when there is none."""
        return self.find_pool(str(self.properties.value("default_pool") or ""))

    def default_pool_of(self, volume_name: str) -> Pool:
        """The pool for a new volume of that name. StoragePoolException of the storage floor."""
        kind = volume_name if volume_name in VOLUME_KINDS else None
        name = self.properties.value(f"default_pool_{kind}" if kind else "default_pool")
        if name not in self.pools:
            raise storage.StoragePoolException(self._no_pool(str(name or "")))
        return self.pools[str(name)]

    def find_pool(self, name: str) -> Pool:
        """QubesException when there is none of that name."""
        if name not in self.pools:
            raise QubesException(self._no_pool(name))
        return self.pools[name]

    def _no_pool(self, name: str) -> str:
        """Why there is no such pool to be had; of the default one when it has no name."""
        if name in self.unusable_reasons:
            return f"the pool {name} cannot be used: {self.unusable_reasons[name]}"
        if name:
            return f"Unknown storage pool {name}"
        unusable = [f"{pool} ({reason})" for pool, reason in self.unusable_reasons.items()]
        also = f"; these pools cannot be used: {', '.join(unusable)}" if unusable else ""
        return f"there is no default storage pool{also}"

    async def add_pool(self, name: str, driver: str, **options: str) -> Pool:
        """Build, set up, keep. QubesPoolInUseError for a name that is taken, QubesException."""
        self._refuse_pool_name(name)
        if driver not in storage.drivers():
            raise QubesException(f"Unknown storage driver {driver!r}")
        directory = options.get("dir_path")
        if directory is not None:
            self._refuse_directory(name, driver, directory)
        with storage_errors(f"Pool {name!r}"):
            pool = storage.build_pool(driver, name, **options)
            await pool.setup()
        try:
            self._refuse_pool_name(name)
            if directory is not None:  # somebody may have been faster
                self._refuse_directory(name, driver, directory)
            self.pools[name] = pool
            await self.save()
        except BaseException:
            if self.pools.get(name) is pool:
                del self.pools[name]
            await pool.undo_setup()
            raise
        log.info("pool %r added", name)
        await self.fire("pool-add", pool=pool)
        return pool

    def _refuse_directory(self, pool: str, driver: str, untrusted_path: str) -> None:
        """Two pools in one directory would each take the other's images for their own."""
        if not os.path.isabs(untrusted_path):
            raise QubesException(f"A pool's directory is a whole path, not {untrusted_path!r}")
        wanted = os.path.realpath(untrusted_path)
        for known in self.pools.values():
            used = known.config.get("dir_path")
            if used is not None and os.path.realpath(used) == wanted:
                raise QubesPoolInUseError(f"The pool {known.name} is in {untrusted_path} already")
        place = place_of({"name": pool, "driver": driver, "dir_path": untrusted_path})
        if place is not None and (reason := conflict(place, self._pool_places())):
            raise QubesPoolInUseError(f"No pool can be there: {reason}")

    def _pool_places(self) -> list[Place]:
        """Of the store itself too: every qube has a folder there, wherever its volumes are."""
        configs = [*(pool.config for pool in self.pools.values()), *self.unusable_pools.values()]
        places = [place for place in map(place_of, configs) if place is not None]
        if not any(same_directory(place.path, self.home) for place in places):
            places.append(Place("the store", self.home))
        return places

    def _refuse_pool_name(self, name: str) -> None:
        if name in self.pools or name in self.unusable_pools:
            raise QubesPoolInUseError(f"There is a pool of that name: {name!r}")

    async def remove_pool(self, name: str) -> None:
        """Forget a pool, its data stays. QubesPoolInUseError; unknown names are no error."""
        if name not in self.pools:
            await self._remove_unusable_pool(name)
            return
        self._refuse_used_pool(name)
        await self.fire("pool-pre-delete", pool=self.pools[name])
        self._refuse_used_pool(name)
        pool = self.pools[name]
        with storage_errors(f"Pool {name!r}"):
            await pool.destroy()
        del self.pools[name]
        try:
            await self.save()
        except BaseException:
            self.pools[name] = pool
            raise
        log.info("pool %r removed", name)
        await self.fire("pool-delete", pool=pool)

    async def _remove_unusable_pool(self, name: str) -> None:
        config = self.unusable_pools.get(name)
        if config is None:
            return
        self._refuse_used_pool(name)
        del self.unusable_pools[name]
        try:
            await self.save()
        except BaseException:
            self.unusable_pools[name] = config
            raise
        self.unusable_reasons.pop(name, None)

    def _refuse_used_pool(self, name: str) -> None:
        everyone = self.qubes_and_those_being_made()
        users = [qube.name for qube in everyone if name in qube.used_pools()]
        properties = ("default_pool", *(f"default_pool_{kind}" for kind in VOLUME_KINDS))
        users += [prop for prop in properties if self.properties.value(prop) == name]
        if users:
            raise QubesPoolInUseError(f"Pool {name!r} is used by: {', '.join(users)}")

    # -- labels

    async def add_label(self, untrusted_name: str, untrusted_color: str) -> Label:
        """A new label, saved. Raises as ``Labels.add``."""
        label = self.labels.add(untrusted_name, untrusted_color)
        try:
            await self.save()
        except BaseException:
            self.labels.remove(label)
            raise
        return label

    async def remove_label(self, name: str) -> None:
        """QubesLabelNotFoundError, QubesLabelInUseError, ProtocolError for a built-in one."""
        label = self.labels.find(name)
        self.labels.refuse_built_in(label)
        everyone = self.qubes_and_those_being_made()
        users = [qube.name for qube in everyone if qube.properties.kept("label") == label.name]
        if users:
            raise QubesLabelInUseError(f"Label {label.name!r} is used by: {', '.join(users)}")
        self.labels.remove(label)
        try:
            await self.save()
        except BaseException:
            self.labels.put_back(label)
            raise

    # -- qubes

    async def add_qube(
        self,
        klass: str,
        name: str,
        label: str,
        template: str | None = None,
        pool: str | None = None,
        pools: Mapping[str, str] | None = None,
        tags: Collection[str] = (),
        created_by: str = "dom0",
        settings: Mapping[str, str] = {},
    ) -> Qube:
        """Create a qube with its disks, and save. On failure nothing is left of it.

        ``pool`` is for all writable volumes of its own, ``pools`` for those it names. ``tags``
        and ``settings`` (properties, known to be right) are there from the first save on.
        Raises QubesValueError, QubesVMAlreadyExistsError, QubesVMNotFoundError,
        QubesLabelNotFoundError, QubesPropertyValueError, ProtocolError, QubesException.
        """
        record = plan_record(self, klass, name, label, template)
        told_tags = (f"created-by-{created_by}", *tags)
        with self._reserved(name):
            async with contextlib.AsyncExitStack() as note:
                qube = await self._make(record, pool, pools, settings, told_tags, note)
                self.qubes.add(qube)
                try:
                    await self.save()
                except BaseException:
                    self.qubes.discard(qube)
                    await qube.undo_create_on_disk()
                    raise
        log.info("%s %r created", qube.klass, name)
        await self.fire("domain-add", vm=qube)
        for tag in told_tags:
            await qube.fire(f"domain-tag-add:{tag}", tag=tag)
        await qube.fire("domain-create-on-disk")
        return qube

    async def _make(
        self,
        record: DomainRecord,
        pool: str | None,
        pools: Mapping[str, str] | None,
        settings: Mapping[str, str],
        tags: tuple[str, ...],
        note: contextlib.AsyncExitStack,
    ) -> Qube:
        """A qube with its disks, not in the store yet; ``note`` tells until then of the disks."""
        name = record.properties["name"]
        qid = self.qubes.take_qid()
        try:
            record.properties.update(settings, qid=str(qid))
            record.tags = tags
            qube = make_qube(self, record)
            self._busy_names[name] = qube
            prepare(qube, pool, pools)
            with storage_errors(f"Cannot create {name!r}"):
                for room in {volume.pool for volume in qube.volumes.values()}:
                    if room.keeps_data:
                        await in_thread(room.require_room, "a new qube", _NEW_QUBE_BYTES)
                absent = await unfinished.absent(qube.volumes.values())
                await note.enter_async_context(unfinished.noted(self, qube, absent))
                await qube.create_on_disk()
        except BaseException:
            self.qubes.free_qid(qid)
            raise
        return qube

    async def remove_qube(self, name: str) -> None:
        """Remove a qube and its disks.

        QubesVMNotFoundError; QubesVMInUseError that says who uses it; QubesVMNotHaltedError.
        What cannot be deleted on the disk is logged: the qube is gone from the store by then.
        """
        qube = self.qubes[self.check_reference(Type.VM, name)]
        self._refuse_removal(qube)
        await self.fire("domain-pre-delete", vm=qube)
        if importing := await qube.storage.imports_under_way():
            raise QubesVMInUseError(
                f"{name!r} cannot be removed: new data is being imported into "
                f"{', '.join(importing)}"
            )
        with storage_errors(f"Cannot remove {name!r}"):
            for volume in list(qube.volumes.values()):
                await asyncio.to_thread(volume.require_place)
        self._refuse_removal(qube)
        with self._reserved(name, removing=True):
            async with unfinished.noted(self, qube, qube.volumes.values(), removing=True):
                self.qubes.discard(qube)
                try:
                    await self.save()
                except BaseException:
                    self.qubes.add(qube)
                    raise
                await qube.remove_from_disk()
        self.background.note_expiry(qube, None)
        log.info("%s %r removed", qube.klass, name)
        await self.fire("domain-delete", vm=qube)
        await self.events.fire(qube, "domain-remove-from-disk")

    def _refuse_removal(self, qube: Qube) -> None:
        if self.qubes.get(qube.name) is not qube:
            raise QubesVMNotFoundError(f"No such domain: {qube.name!r}")
        if qube.klass == "AdminVM":
            raise QubesVMInUseError(f"{qube.name!r} is the system itself")
        if qube.properties.kept("installed_by_rpm"):
            raise QubesVMInUseError(f"{qube.name!r} belongs to a package; remove that instead")
        if qube.holds:
            raise QubesVMInUseError(f"{qube.name!r} cannot be removed: {', '.join(qube.holds)}")
        users = users_of(self, qube)
        if users:
            raise QubesVMInUseError(f"{qube.name!r} is used as: {', '.join(users)}")
        if qube.klass != "RemoteVM":
            qube.refuse_while_running("The qube")
        lost = qube.unreachable_volumes(own=True)
        for volume, reason in lost.items():
            raise StoragePoolException(
                f"the data of volume {volume} cannot be deleted, because {reason}. "
                "Make its pool usable first."
            )

    @contextmanager
    def _reserved(self, name: str, *, removing: bool = False) -> Iterator[None]:
        """Nobody else makes a qube of that name meanwhile."""
        if name in self._busy_names or (name in self.qubes and not removing):
            raise QubesVMAlreadyExistsError(f"There is a qube of that name: {name!r}")
        self._busy_names[name] = None
        try:
            yield
        finally:
            del self._busy_names[name]

    def is_taken(self, name: str) -> bool:
        """Whether a qube has that name, or is about to get or lose it."""
        return name in self.qubes or name in self._busy_names

    def qubes_and_those_being_made(self) -> list[Qube]:
        """Every qube that may use another one, a pool or a label."""
        made = [qube for qube in self._busy_names.values() if qube is not None]
        return [*self.qubes.values(), *(qube for qube in made if qube.name not in self.qubes)]

    # -- as text

    def to_xml(
        self,
        selected: Collection[str] | None = None,
        extra_features: Mapping[str, Mapping[str, str]] = {},
    ) -> bytes:
        """The store, or for a backup only labels, properties and the qubes of those names.

        ``extra_features`` adds features by the name of the qube.
        """
        return self._saver.to_xml(selected, extra_features)


def _load_notes(qubes: Collection[Qube]) -> None:
    """Blocking."""
    for qube in qubes:
        qube.load_notes()
