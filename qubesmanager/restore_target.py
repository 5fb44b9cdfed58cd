"""A restore's target that is a qubesd: what the restore asks for becomes Admin API calls.

The restore blocks in its own thread; the calls are made by the loop of the process. Every error
of a call becomes a TargetError with a sentence, whose cause is kept.
"""

from __future__ import annotations

import asyncio
import os
import pwd
import re
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from qubesmanager.backend.backup.addresses import ADDRESSES, Owners
from qubesmanager.backend.backup.contents import REFERENCES, DeviceRecord, QubeRecord
from qubesmanager.backend.backup.errors import TargetError
from qubesmanager.backend.backup.home_folder import HomeFolder
from qubesmanager.backend.backup.plan import (
    HostQube,
    HostState,
    PoolState,
    QubeRow,
    Status,
    VolumeRow,
)
from qubesmanager.client import restore_marks, restores
from qubesmanager.client.connection import Connection
from qubesmanager.client.devices import assignments
from qubesmanager.client.inventory import INCOMPLETE_TAG
from qubesmanager.client.leftovers import remove_qubes, what_stays
from qubesmanager.client.pools import kernels
from qubesmanager.client.replacing import replace
from qubesmanager.client.restore_marks import Mark
from qubesmanager.client.restores import Restored
from qubesmanager.client.system import PoolInfo, QubeInfo, System
from qubesmanager.client.volumes import VolumeImport, begin_import, exporting
from qubesmanager.protocol import AdminError, DaemonAccessError

_STAND_IN_LABEL = "black"
_STAND_IN_NOTE = (
    "Made by a restore in place of a template that was neither in the backup nor on this "
    "machine. It is empty: restore or install a real template and change the qubes that use it."
)
# Pools that hold what a qube is started with, not qubes' own volumes.
_NOT_FOR_QUBES = frozenset({"linux-kernel"})
_DEVICES = Path("/dev")
_T = TypeVar("_T")


async def read_host(connection: Connection) -> HostState:
    """What a plan must know of the machine that receives."""
    system = System(connection)
    await system.load()

    def default(name: str) -> str:
        found = system.global_properties.get(name)
        return found.value if found is not None else ""

    return HostState(
        qubes={qube.name: _host_qube(qube) for qube in system.qubes.values()},
        labels=list(system.labels),
        pools=[
            PoolState(pool.name, pool.driver, pool.free_bytes, copies=_copies(pool))
            for pool in system.pools.values()
            if pool.driver not in _NOT_FOR_QUBES
        ],
        default_pool=default("default_pool"),
        default_template=default("default_template"),
        default_netvm=default("default_netvm"),
        default_dispvm=default("default_dispvm"),
        default_kernel=default("default_kernel"),
        kernels=await kernels(system.connection, system.pools),
        home_user=pwd.getpwuid(os.getuid()).pw_name,
    )


def _copies(pool: PoolInfo) -> bool:
    """A pool that was set up without a look at its file system may be on one without reflinks."""
    unchecked = pool.config.get("setup_check", "yes").lower() in ("no", "false", "0", "off")
    return pool.driver == "file-reflink" and unchecked


def _host_qube(qube: QubeInfo) -> HostQube:
    return HostQube(
        qube.klass,
        qube.property_value("provides_network") == "True",
        qube.property_value("template_for_dispvms") == "True",
        halted=qube.state == "Halted",
        incomplete=qube.incomplete,
        pools={volume.name: volume.pool for volume in qube.volumes if volume.save_on_stop},
        addresses=_addresses(qube),
    )


def _addresses(qube: QubeInfo) -> dict[str, str]:
    """The default mac is the same for all qubes: their cards are never in one network."""
    return {
        kind: found.value
        for kind in ADDRESSES
        if (found := qube.properties.get(kind)) is not None
        and found.value
        and not (kind == "mac" and found.is_default)
    }


async def image_places(connection: Connection) -> tuple[Path, ...] | None:
    """Folders that images of volumes are written in; None where that is done by a script."""
    if connection.home is None:
        return None
    places = {connection.home}
    for name in (await connection.call("admin.pool.List")).decode().split():
        info = (await connection.call("admin.pool.Info", name)).decode()
        config = dict(line.partition("=")[::2] for line in info.splitlines())
        if folder := config.get("dir_path"):
            places.add(Path(folder))
        if "volume_group" in config:
            places.add(_DEVICES)
    return tuple(sorted(places))


async def volumes_here(
    connection: Connection, opened: AsyncExitStack
) -> Callable[[str, str], Path | None]:
    """Finds the data of volumes that are kept, for another thread than the loop's; it is held
    still as long as ``opened``."""
    system = System(connection)
    await system.load()
    known = {
        (qube.name, volume.name)
        for qube in system.qubes.values()
        for volume in qube.volumes
        if volume.save_on_stop
    }
    loop = asyncio.get_running_loop()

    def find(qube: str, volume: str) -> Path | None:
        if (qube, volume) not in known:
            return None
        begun = opened.enter_async_context(exporting(connection, qube, volume))
        try:
            return asyncio.run_coroutine_threadsafe(begun, loop).result().path
        except AdminError as error:
            raise OSError(0, str(error)) from error

    return find


class ClientTarget:
    """Implements `qubesmanager.backend.backup.restore.RestoreTarget`.

    ``backup`` is the archive's identity, for the marks; ``archive`` and ``made`` are what a qube's
    history will say of it. ``home_work`` is a folder in the person's
    home directory where files may be made before they come into their own.
    """

    def __init__(
        self,
        connection: Connection,
        loop: asyncio.AbstractEventLoop,
        backup: str,
        archive: str,
        made: str,
        home_work: Path | None = None,
    ) -> None:
        self._connection = connection
        self._system = System(connection)
        self._loop = loop
        self._backup = backup
        self._archive = archive
        self._made = made
        self._home_work = home_work
        self._marks: dict[str, Mark] = {}
        self._noted: set[str] = set()
        # Complete, and still marked: whoever watches has to hear of it first.
        self._completed: list[str] = []
        self._unwanted: list[str] = []

    def create_stand_in(self, name: str) -> None:
        self._wait(self._create("TemplateVM", name, _STAND_IN_LABEL, ""))
        self._call("admin.vm.notes.Set", "", name, _STAND_IN_NOTE)
        self._call("admin.vm.feature.Set", restore_marks.STAND_IN, name, "1")

    def create_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        name = row.made_as
        self._wait(self._create(row.klass, name, row.label, row.template, *_places(row)))
        try:
            self._set_mark(name, Mark(self._backup, row.name))
            return self._configure(row, record)
        except TargetError:
            self.discard_qube(name)
            raise

    def adopt_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        done = {
            volume.name: volume.size for volume in row.volumes if volume.status is Status.RESTORED
        }
        self._set_mark(row.made_as, Mark(self._backup, row.name, done))
        self._call("admin.vm.property.Set", "label", row.made_as, row.label)
        if row.template:
            self.change_template(row.made_as, row.template)
        return self._configure(row, record)

    def volume_done(self, row: QubeRow, volume: VolumeRow) -> None:
        mark = self._marks.get(row.made_as, Mark(self._backup, row.name))
        self._set_mark(row.made_as, mark.with_volume(volume.name, volume.size))

    def link_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        warnings: list[str] = []
        if row.netvm != "":
            # Not a warning when it fails: the qube would have more network than it had.
            self._call("admin.vm.property.Set", "netvm", row.made_as, row.netvm or "")
        if row.default_dispvm != "":
            dispvm = row.default_dispvm or ""
            self._set_property(row.made_as, "default_dispvm", dispvm, warnings)
        for name in REFERENCES:
            if name in record.properties:
                value = record.properties[name] or ""
                self._set_property(row.made_as, name, value, warnings)
        self._assign_devices(row.made_as, record.devices, warnings)
        return warnings

    def unlink_qube(self, qube: str, record: QubeRecord, gone: str) -> list[str]:
        warnings: list[str] = []
        for name in REFERENCES:
            if record.properties.get(name) == gone:
                self._try(warnings, name, "admin.vm.property.Reset", name, qube)
        for use in self._wait(assignments(self._connection, qube)):
            if use.backend == gone:
                method = f"admin.vm.device.{use.devclass}.Unassign"
                self._try(warnings, f"device {use.port}", method, use.argument, qube)
        return warnings

    def change_template(self, qube: str, template: str) -> None:
        self._call("admin.vm.property.Set", "template", qube, template)

    def open_volume(self, qube: str, volume: str, size: int) -> VolumeSink:
        target = self._wait(begin_import(self._connection, qube, volume, size))
        return VolumeSink(target, self)

    def open_home(self) -> HomeFolder:
        return HomeFolder(Path.home(), work=self._home_work)

    def set_firewall(self, qube: str, rules: list[str]) -> None:
        if rules:
            self._call("admin.vm.firewall.Set", "", qube, "".join(f"{rule}\n" for rule in rules))

    def set_notes(self, qube: str, text: str) -> None:
        if text:
            self._call("admin.vm.notes.Set", "", qube, text)

    def set_menu(self, qube: str, text: str) -> None:
        self._call("admin.vm.feature.Set", "menu-items", qube, text)

    def complete_qube(self, qube: str) -> None:
        self._note_restored(qube)
        self._call("admin.vm.tag.Remove", INCOMPLETE_TAG, qube)
        self._has_completed(qube)

    def replace_qube(self, old: str, new: str) -> list[str]:
        self._note_restored(new)
        warnings = self._wait(replace(self._connection, old, new))
        self._has_completed(old)
        return warnings

    def part_addresses(self, old: str, new: str) -> list[str]:
        self._wait(self._system.load())
        there, here = self._system.qubes.get(old), self._system.qubes.get(new)
        if there is None or here is None:
            return []
        theirs, told = Owners(), []
        for kind, address in _addresses(there).items():
            theirs.claim(kind, address, old)
        for kind, address in _addresses(here).items():
            if theirs.claim(kind, address, new) == old:
                self._call("admin.vm.property.Reset", kind, new)
                told.append(
                    f"Its {kind} {address} is that of {old} as well, so it has the default of"
                    f" this machine now."
                )
        return told

    def _note_restored(self, qube: str) -> None:
        """While it is incomplete still; not of a stand-in, which is of no archive."""
        if qube in self._marks and qube not in self._noted:
            restored = Restored(int(time.time()), self._archive, self._made)
            self._wait(restores.note(self._connection, qube, [restored]))
            self._noted.add(qube)

    def _has_completed(self, qube: str) -> None:
        self._unmark()
        self._completed.append(qube)

    def _unmark(self) -> None:
        while self._completed:
            name = self._completed.pop()
            self._wait(restore_marks.drop(self._connection, name, restore_marks.JOURNAL))

    def _set_mark(self, qube: str, mark: Mark) -> None:
        self._marks[qube] = mark
        self._wait(restore_marks.set_mark(self._connection, qube, mark))

    def discard_qube(self, qube: str) -> None:
        """One that another unfinished qube still names goes when that one is gone, or in `finish`.

        Two such qubes may name each other, so the first of them always has to wait.
        """
        self._unwanted.append(qube)
        stays = self._wait(remove_qubes(self._connection, self._unwanted))
        self._unwanted = list(stays)

    def finish(self) -> list[str]:
        """After the run: sentences about unfinished qubes that could not be removed."""
        try:
            self._unmark()
            stays = self._wait(remove_qubes(self._connection, self._unwanted))
        except TargetError as error:
            stays = dict.fromkeys(self._unwanted, error.message)
        return [what_stays(name, reason) for name, reason in stays.items()]

    def wait(self, call: Coroutine[Any, Any, _T]) -> _T:
        """The result of a coroutine that runs in the loop of the process."""
        return self._wait(call)

    def _wait(self, call: Coroutine[Any, Any, _T]) -> _T:
        try:
            return asyncio.run_coroutine_threadsafe(call, self._loop).result()
        except AdminError as error:
            raise TargetError(_sentence(str(error))) from error

    def _call(self, method: str, arg: str, qube: str, payload: str = "") -> None:
        self._wait(self._connection.call(method, arg, qube, payload.encode()))

    async def _create(
        self,
        klass: str,
        name: str,
        label: str,
        template: str,
        pool: str = "",
        pools: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        place = (template or None, pool or None)
        await self._system.create_qube(klass, name, label, *place, pools=pools, incomplete=True)

    def _configure(self, row: QubeRow, record: QubeRecord) -> list[str]:
        """Properties, features and tags. What the daemon refuses becomes a warning."""
        name = row.made_as
        warnings: list[str] = []
        # The daemon turns service.meminfo-writer into maxmem: switched on, it lets go of what the
        # property says, so that comes after; switched off, it has the last word.
        self._set_features(name, {k: v for k, v in record.features.items() if v}, warnings)
        for prop, value in record.properties.items():
            if prop not in ("kernel", *REFERENCES):
                self._set_property(name, prop, value or "", warnings)
        if row.kernel != "":
            self._set_property(name, "kernel", row.kernel or "", warnings)
        self._set_features(name, {k: v for k, v in record.features.items() if not v}, warnings)
        for tag in record.tags:
            if tag != INCOMPLETE_TAG:
                self._try(warnings, f"tag {tag}", "admin.vm.tag.Set", tag, name)
        return warnings

    def _assign_devices(
        self, name: str, devices: Sequence[DeviceRecord], warnings: list[str]
    ) -> None:
        """Those that an earlier call or run has not assigned."""
        uses = self._wait(assignments(self._connection, name)) if devices else []
        here = {(use.devclass, use.backend, use["port_id"], use["device_id"]) for use in uses}
        for device in devices:
            if (device.klass, device.backend, device.ident, device.identity) not in here:
                self._assign(name, device, warnings)

    def _assign(self, name: str, device: DeviceRecord, warnings: list[str]) -> None:
        # What an argument cannot carry is masked there, and exact in the text.
        masked = re.sub(r"[^A-Za-z0-9.-]", "_", device.identity)
        place = "+".join("_" if word == "*" else word for word in (device.backend, device.ident))
        arg = f"{place}+{masked}"
        fields = {"device_id": device.identity, "mode": device.mode}
        fields |= {f"_{option}": value for option, value in device.options.items()}
        quoted = (f"{k}='{v}'" for k, v in fields.items() if "'" not in v and "\\" not in v)
        method = f"admin.vm.device.{device.klass}.Assign"
        what = f"device {device.backend}:{device.ident}"
        self._try(warnings, what, method, arg, name, " ".join(quoted))

    def _set_features(self, name: str, features: dict[str, str], warnings: list[str]) -> None:
        for feature, text in features.items():
            if feature in restore_marks.ALL:
                continue
            what = f"feature {feature}"
            self._try(warnings, what, "admin.vm.feature.Set", feature, name, text)

    def _set_property(self, name: str, prop: str, value: str, warnings: list[str]) -> None:
        what = f"{prop} {value!r}"
        self._try(warnings, what, "admin.vm.property.Set", prop, name, value)

    def _try(
        self,
        warnings: list[str],
        what: str,
        method: str,
        arg: str,
        name: str,
        payload: str = "",
    ) -> None:
        try:
            self._call(method, arg, name, payload)
        except TargetError as error:
            if isinstance(error.__cause__, DaemonAccessError):
                raise
            warnings.append(f"The {what} could not be set: {error}")


def _places(row: QubeRow) -> tuple[str, dict[str, str]]:
    """One pool for all volumes of a qube, or a pool for each that shall not be in the default."""
    wishes = {
        volume.name: volume.target_pool if row.replaces else volume.pool for volume in row.volumes
    }
    if not any(wishes.values()):
        return row.pool, {}
    if row.pool:
        wishes = {"volatile": row.pool, **{n: wish or row.pool for n, wish in wishes.items()}}
    return "", {name: wish for name, wish in wishes.items() if wish}


class VolumeSink:
    """A volume being written by the restore's thread."""

    def __init__(self, target: VolumeImport, owner: ClientTarget) -> None:
        self._target = target
        self._owner = owner

    def write(self, data: memoryview | bytes) -> None:
        try:
            self._target.write(data)
        except AdminError as error:
            raise TargetError(_sentence(str(error))) from error

    def skip(self, length: int) -> None:
        try:
            self._target.skip(length)
        except AdminError as error:
            raise TargetError(_sentence(str(error))) from error

    def commit(self) -> None:
        self._owner.wait(self._target.commit())

    def abort(self, reason: str) -> None:
        self._owner.wait(self._target.abort(reason))


def _sentence(text: str) -> str:
    """The daemon's reasons are fragments; those of a restore are whole sentences."""
    text = text.strip() or "qubesd gave no reason"
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
