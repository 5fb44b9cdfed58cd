"""A qube: its properties, features, tags, volumes and files, in one place."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from qubesmanager.backend.features import Features, Tags
from qubesmanager.backend.labels import Label
from qubesmanager.backend.properties import Properties, Table, Type, Write
from qubesmanager.backend.storage import StoragePoolException, Volume
from qubesmanager.backend.storage.durable import replace_file
from qubesmanager.backend.storage.errors import in_words
from qubesmanager.backend.storage.threads import in_thread
from qubesmanager.backend.store import DomainRecord, StoreError
from qubesmanager.protocol import QubesNotesError, QubesValueError, QubesVMNotHaltedError

from .devices import Devices
from .disk_config import VolumeConfig, dir_prefix, merge_volumes
from .disks import Storage
from .feature_effects import AFFECTED, MEMINFO_WRITER, set_meminfo_writer
from .firewall import Firewall
from .lifecycle import Lifecycle
from .next_start import next_template_nodes, read_next_template
from .restores import read_restores, restores_nodes
from .revision_marks import marks_nodes, read_marks

if TYPE_CHECKING:
    from qubesmanager.backend.app import App

log = logging.getLogger(__name__)

RESTORE_TAG = "backup-restore-in-progress"
NOTES_FILE = "notes.txt"

# What a driver's own configuration says; other attributes of a stored volume stay as they are.
_LIVE_ATTRIBUTES = frozenset(
    ("name", "pool", "vid", "size", "rw", "save_on_stop", "snap_on_start", "source")
    + ("revisions_to_keep", "ephemeral")
)


class Qube:
    """Base of all classes. Made from a record, of the store or of a qube that is to be created.

    Until ``app.qubes`` has it nobody hears its events.
    """

    klass: ClassVar[str]
    table: ClassVar[Table]
    has_template: ClassVar[bool] = False
    # Fixed by the class; a store need not say them.
    fixed: ClassVar[frozenset[str]] = frozenset()

    app: App
    name: str
    qid: int
    uuid: UUID

    def __init__(self, app: App, record: DomainRecord) -> None:
        self.app = app
        self.name = record.properties["name"]
        self.qid = int(record.properties["qid"])
        self.uuid = UUID(record.properties["uuid"])
        # What the store has of this qube, and whether that is still right.
        self.xml = ""
        self.written_volumes: tuple[Mapping[str, str], ...] = ()
        self.is_stale = True
        self.devices = Devices(self, record.devices)
        self.properties = Properties(self, self.table)
        self._unknown: dict[str, str] = {}
        self._load_properties(record)
        self.features = Features(self, record.features)
        self.tags = Tags(self, record.tags)
        # By the volume's name; the volumes themselves keep them up to date.
        self.revision_marks, extras = read_marks(record.extras)
        self.restores, extras = read_restores(extras)
        # The template that it gets at its next start.
        self.next_template, self.foreign_nodes = read_next_template(extras)
        self.volume_lines = record.volume_lines
        self._stored_volumes = {volume["name"]: volume for volume in record.volumes}
        self._foreign_attributes = {
            name: {key: text for key, text in volume.items() if key not in _LIVE_ATTRIBUTES}
            for name, volume in self._stored_volumes.items()
        }
        self.volume_config: dict[str, VolumeConfig] = merge_volumes(self.klass, record.volumes)
        self.firewall = Firewall(self, lambda expiry_s: app.background.note_expiry(self, expiry_s))
        # Why the qube must stay for now, one sentence each.
        self.holds: list[str] = []
        self.life: Lifecycle = Lifecycle(self)
        self._storage: Storage | None = None
        self._notes = ""

    def _load_properties(self, record: DomainRecord) -> None:
        for name, text in record.properties.items():
            if name in self.fixed:
                continue
            if name not in self.properties:
                log.warning("qube %r has an unknown property %r, kept as it is", self.name, name)
                self._unknown[name] = text
            elif self.properties.declaration(name).write is Write.NEVER:
                self._unknown[name] = text
            else:
                try:
                    self.properties.load(name, text)
                except QubesValueError as error:
                    raise StoreError(
                        f"{name} of qube {self.name!r}: {error.message}", record.line_of(name)
                    ) from error

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    # -- as a holder of properties, features and tags

    @property
    def event_subject(self) -> str:
        return self.name

    async def fire(self, event: str, **kwargs: object) -> None:
        """An event of this qube; of one that is not known yet nobody hears."""
        if self.app.qubes.get(self.name) is self:
            await self.app.events.fire(self, event, **kwargs)

    def changed(self) -> None:
        """What the store keeps of this qube, its volumes too, has to be written anew."""
        self.is_stale = True

    async def save(self) -> None:
        await self.app.save()

    def check_reference(self, kind: Type, name: str) -> str:
        return self.app.check_reference(kind, name)

    @contextlib.asynccontextmanager
    async def telling(self, names: Iterable[str]) -> AsyncIterator[None]:
        """Whatever the body does: those of these properties that it gives another default tell."""
        before = self.properties.defaults_in_use(names)
        yield
        await self.properties.tell_new_defaults(before)

    def telling_feature(self, name: str) -> contextlib.AbstractAsyncContextManager[None]:
        return self.telling(AFFECTED.get(name, ()))

    async def translate_feature(self, name: str, value: str) -> bool:
        if name != MEMINFO_WRITER or "memory" not in self.properties:
            return False
        await set_meminfo_writer(self, value)
        return True

    def refuse_while_running(self, what: str) -> None:
        self.life.refuse_lost()
        if self.state != "Halted":
            raise QubesVMNotHaltedError(f"{what} of {self.name!r} can be changed only when halted")

    @property
    def feature_template(self) -> Qube | None:
        return self.template

    @property
    def feature_netvm(self) -> Qube | None:
        return self.netvm

    @property
    def feature_adminvm(self) -> Qube | None:
        return self.app.qubes["dom0"] if self.name != "dom0" else None

    # -- what it is

    @property
    def state(self) -> str:
        """Power state, one of the words of ``admin.vm.List``."""
        return self.app.power_state(self)

    @property
    def is_running(self) -> bool:
        return self.state not in ("Halted", "Crashed")

    @property
    def is_incomplete(self) -> bool:
        """A restore has begun this qube and not finished it; it must not start."""
        return RESTORE_TAG in self.tags

    @property
    def label(self) -> Label:
        return self.app.labels[str(self.properties.value("label"))]

    @property
    def template(self) -> Qube | None:
        name = self.properties.kept("template")
        return None if name is None else self.app.qubes[str(name)]

    @property
    def netvm(self) -> Qube | None:
        if "netvm" not in self.properties:
            return None
        name = self.properties.value("netvm")
        return None if name is None else self.app.qubes[str(name)]

    @property
    def provides_network(self) -> bool:
        return bool(self.properties.kept("provides_network"))

    @property
    def template_for_dispvms(self) -> bool:
        return bool(self.properties.kept("template_for_dispvms"))

    @property
    def kernel(self) -> str | None:
        """The kernel from the host, None when the qube boots its own."""
        return str(self.properties.value("kernel") or "") or None

    @property
    def kernel_command_line(self) -> str | None:
        """What the hypervisor hands to the kernel; None when the qube boots its own."""
        return None if self.kernel is None else str(self.properties.value("kernelopts"))

    @contextlib.contextmanager
    def held(self, why: str) -> Iterator[None]:
        """The qube cannot be removed while the body runs; ``why`` is told to whoever tries."""
        self.holds.append(why)
        try:
            yield
        finally:
            self.holds.remove(why)

    # -- its disks and files

    @property
    def dir_path(self) -> Path:
        return self.app.home / dir_prefix(self.klass) / self.name

    @property
    def storage(self) -> Storage:
        """Built when first asked for; a volume that cannot be built is listed as unavailable."""
        self.build_storage_once()
        assert self._storage is not None
        return self._storage

    def build_storage(self, *, lenient: bool) -> None:
        """Ask the pools for the volumes. Touches no disk."""
        self._storage = Storage(
            self, self.app.pools, self.app.default_pool_of, self.fire, lenient=lenient
        )

    def build_storage_once(self) -> None:
        """For a store that was loaded: an unusable volume stands in nobody else's way."""
        if self._storage is None:
            self.build_storage(lenient=True)

    @property
    def volumes(self) -> Mapping[str, Volume]:
        return self.storage.volumes

    def unreachable_volumes(self, *, own: bool = False) -> dict[str, str]:
        """Why volumes cannot be used, by name; with ``own`` only those that keep data of it."""
        reasons = {}
        for name, reason in self.storage.unavailable.items():
            config = self.volume_config[name]
            if own and str(config.get("save_on_stop")) != "True":
                continue
            pool = str(config.get("pool", ""))
            unusable = self.app.unusable_reasons.get(pool)
            reasons[name] = f"the pool {pool} cannot be used: {unusable}" if unusable else reason
        return reasons

    def lost_data(self) -> dict[str, str]:
        """Why volumes that keep data of its own cannot be read, by name; told at once."""
        volumes = self.volumes.values()
        lost = {v.name: v.problem for v in volumes if v.save_on_stop and v.problem}
        return {**self.unreachable_volumes(own=True), **lost}

    def used_pools(self) -> set[str]:
        """Names of the pools that this qube's volumes lie in, usable or not."""
        pools = {volume.pool.name for volume in self.volumes.values()}
        for config in self.volume_config.values():
            pools.add(str(config.get("pool", "")))
        return pools - {""}

    async def create_on_disk(self) -> None:
        """Directory and volumes, and what a disposable takes over from its template.

        On failure nothing new stays behind.
        """
        if not self.volume_config:
            return
        await self.storage.create_on_disk()
        template = self.template
        if self.klass == "DispVM" and template is not None:
            try:
                await self.firewall.take_over(template.firewall)
            except BaseException:
                await self.undo_create_on_disk()
                raise

    async def undo_create_on_disk(self) -> None:
        """After a creation that failed later on: nothing of it stays. A failure is logged."""
        await self._clean_up(Storage.undo_create_on_disk)

    async def remove_from_disk(self) -> None:
        """Volumes, directory and what is in it. A failure is logged."""
        await self._clean_up(Storage.remove_from_disk)

    async def _clean_up(self, action: Callable[[Storage], Awaitable[None]]) -> None:
        try:
            await action(self.storage)
        except (OSError, StoragePoolException, NotImplementedError):
            log.exception("removing the files of %r failed", self.name)

    @property
    def notes(self) -> str:
        """Free text by the person as last read; empty when there is none or it cannot be read."""
        return self._notes

    async def read_notes(self) -> str:
        """The notes from the disk. QubesNotesError."""
        try:
            self._notes = await in_thread(self._notes_on_disk)
        except OSError as error:
            said = in_words(error)
            raise QubesNotesError(f"Notes of {self.name!r} cannot be read: {said}") from error
        return self._notes

    def load_notes(self) -> None:
        """Blocking. Notes that cannot be read stand in nobody's way."""
        try:
            self._notes = self._notes_on_disk()
        except OSError as error:
            log.warning("notes of %r cannot be read: %s", self.name, error)

    def _notes_on_disk(self) -> str:
        try:
            return (self.dir_path / NOTES_FILE).read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""

    async def set_notes(self, text: str) -> None:
        """Replace the notes; blank ones remove them, for the Admin API has no empty payload.

        QubesNotesError when that fails.
        """
        text = text if text.strip() else ""
        try:
            await in_thread(_write_notes, self.dir_path / NOTES_FILE, text)
        except OSError as error:
            said = in_words(error)
            raise QubesNotesError(f"Notes of {self.name!r} cannot be written: {said}") from error
        self._notes = text
        await self.fire("domain-notes-changed")

    async def move_tag(self, old: str | None, new: str | None) -> None:
        """One tag goes, another comes; either may be none."""
        if old is not None and old in self.tags:
            self.tags.drop(old)
            await self.fire(f"domain-tag-delete:{old}", tag=old)
        if new is not None and new not in self.tags:
            self.tags.put(new)
            await self.fire(f"domain-tag-add:{new}", tag=new)

    # -- for the store

    def record(self) -> DomainRecord:
        """What the store keeps, volumes as they are now."""
        return DomainRecord(
            klass=self.klass,
            properties={**self.properties.stored(), **self._unknown},
            features=dict(self.features),
            tags=tuple(self.tags),
            devices=self.devices.nodes(),
            volumes=self.volume_records(),
            extras=(
                *marks_nodes(self.revision_marks),
                *restores_nodes(self.restores),
                *next_template_nodes(self.next_template),
                *self.foreign_nodes,
            ),
        )

    def volume_records(self) -> tuple[Mapping[str, str], ...]:
        """A volume's attributes as its driver tells them; those nobody could build, as stored."""
        if self._storage is None:
            return tuple(self._stored_volumes.values())
        records: list[Mapping[str, str]] = []
        for name in self.volume_config:
            volume = self._storage.volumes.get(name)
            if volume is not None:
                live = {key: text for key, text in volume.config.items() if text is not None}
                # Without a kernel the volume of kernels has an empty vid.
                first = {"name": name, "pool": volume.pool.name, "vid": ""}
                records.append({**first, **live, **self._foreign_attributes.get(name, {})})
            elif name in self._stored_volumes:
                records.append(self._stored_volumes[name])
        return tuple(records)


def _write_notes(path: Path, text: str) -> None:
    if not text:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o775, parents=True, exist_ok=True)
    with replace_file(path, mode=0o664) as file:
        file.write(text.encode())
