"""All runs of all qubes: the hypervisor of this store, and the way from its events to a qube."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from qubesmanager import places
from qubesmanager.protocol import AdminError, QubesException

from .file_use import is_open_elsewhere, users_of
from .hypervisor import choice, embedded, kvm
from .hypervisor.choice import Choice
from .hypervisor.domain_xml import DomainXMLError, build
from .hypervisor.libvirt_driver import LibvirtHypervisor
from .hypervisor.machine import Ending, Figures, Hypervisor, HypervisorError
from .qube import links
from .qube.base import Qube
from .qube.lifecycle import PowerState
from .qube.machine_facts import machine_facts

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)

# A host that is away must not keep qubesd from serving.
_OPEN_TIMEOUT_S = 15.0
_FOLLOW_TIMEOUT_S = 10.0
# How soon it is seen that a lost machine has ended.
_LOST_POLL_S = 2.0
_NETVM_EVENTS = ("property-set:netvm", "property-reset:netvm")


class Runs:
    """Of one App. Until ``open`` and after ``close`` nothing starts."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._directory = app.home / "hypervisor"
        self._choice: Choice | None = None
        self._hindrance: str | None = "qubesd is not serving yet"
        self._hypervisor: Hypervisor | None = None
        self._opening = asyncio.Lock()
        self._probing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        # Of these: what follows an event, and may be putting volumes away.
        self._following: set[asyncio.Task[None]] = set()
        self._accelerator: str | None = None
        self.on_change: Callable[[], object] = lambda: None

    # -- for others to read

    @property
    def uri(self) -> str | None:
        """None until the hypervisor has been needed."""
        return None if self._hypervisor is None else self._hypervisor.uri

    @property
    def accelerator(self) -> str | None:
        """kvm, tcg or xen; None until it has been needed."""
        return self._accelerator

    @property
    def start_disabled_reason(self) -> str | None:
        """Why no qube can be started, a sentence for the person; None when they can."""
        if self._hypervisor is not None and self._hypervisor.lost is not None:
            return f"Qubes cannot start: {self._hypervisor.lost}"
        return self._hindrance

    @property
    def running_count(self) -> int:
        return sum(qube.life.state is not PowerState.HALTED for qube in self._app.qubes.values())

    # -- begin and end

    async def open(self) -> None:
        """Take over machines that still run, put away what others have left open."""
        try:
            self._choice = await asyncio.to_thread(choice.read_choice, self._config)
        except HypervisorError as error:
            self._hindrance = f"Qubes cannot start: {error}"
            log.error("%s", error)
            return
        self._hindrance = choice.hindrance(self._choice)
        for event in _NETVM_EVENTS:
            self._app.events.add_handler(event, self._on_netvm)
        was_used = self._choice.uri is not None or embedded.was_used(self._directory)
        if self._hindrance is None and was_used:
            try:
                await self.ready()
            except QubesException as error:
                log.error("%s", error)
        # Before anybody can ask for anything: what may run unseen must not pass for halted.
        for qube in list(self._app.qubes.values()):
            await self._hold_if_lost(qube)
        self.spawn(self._recover())

    @property
    def _config(self) -> Path:
        return self._app.home / "hypervisor.conf"

    async def close(self) -> None:
        """Machines go on running; the next qubesd takes them over."""
        if self._following:
            await asyncio.wait(self._following, timeout=_FOLLOW_TIMEOUT_S)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._hypervisor is not None:
            hypervisor, self._hypervisor = self._hypervisor, None
            try:
                await hypervisor.close()
            except HypervisorError as error:
                log.warning("the hypervisor was not left in order: %s", error)

    async def ready(self) -> Hypervisor:
        """The hypervisor, connected to when it is first needed. QubesException says why not."""
        async with self._opening:
            if self._hypervisor is not None and self._hypervisor.lost is not None:
                log.info("connecting to the hypervisor again")
                await self._hypervisor.close()
                self._hypervisor = None
            if self._hypervisor is None:
                if self._choice is None:
                    raise QubesException(self._hindrance or "")
                # Something may have been installed since.
                self._hindrance = choice.hindrance(self._choice)
                if self._hindrance is not None:
                    raise QubesException(self._hindrance)
                try:
                    self._hypervisor = await self._connect(self._choice)
                except (HypervisorError, places.PlaceError, OSError) as error:
                    self._hindrance = f"Qubes cannot start: {error}"
                    raise QubesException(self._hindrance) from error
            return self._hypervisor

    async def _connect(self, chosen: Choice) -> Hypervisor:
        uri = chosen.uri
        if uri is None:
            link = places.prepare_socket(self._app.home).parent / "libvirt"
            uri = await asyncio.to_thread(embedded.prepare, self._directory, link)
        hypervisor = LibvirtHypervisor(uri, self._on_event)
        try:
            async with asyncio.timeout(_OPEN_TIMEOUT_S):
                await hypervisor.open()
                await self._take_over(hypervisor)
        except TimeoutError as error:
            raise HypervisorError(f"{uri} does not answer") from error
        log.info("qubes run by %s", uri)
        return hypervisor

    async def _take_over(self, hypervisor: Hypervisor) -> None:
        own = {machine.uuid: machine for machine in await hypervisor.machines()}
        for qube in self._app.qubes.values():
            machine = own.pop(qube.uuid, None)
            if machine is not None and qube.life.state in (PowerState.HALTED, PowerState.LOST):
                qube.life.take_over(machine)
                self.spawn(qube.life.follow())  # for an end that was told before
            elif machine is None and qube.life.state is not PowerState.HALTED:
                self.spawn(qube.life.follow())  # it ended while the connection was lost
        if own and self._choice is not None and self._choice.uri is None:
            log.warning("machines run that no qube of this store has: %s", list(map(str, own)))

    async def _recover(self) -> None:
        """What a crash of qubesd or the host left open is committed or dropped, one by one.

        A run that was cut off has left a changed volume; of others, a start throws away what is
        there. So most qubes cost no more than a look.
        """
        for qube in list(self._app.qubes.values()):
            await asyncio.sleep(0)
            if self._app.qubes.get(qube.name) is not qube or qube.is_running:
                continue
            if _is_changed(qube) and not await self._hold_if_lost(qube):
                await qube.life.recover()

    async def _hold_if_lost(self, qube: Qube) -> bool:
        """A qube that may run unseen is one that does, until nobody has its images."""
        if qube.is_running or not _is_changed(qube):
            return False
        why = await self._why_lost(qube)
        if why is None:
            return False
        log.error("%r is left alone: %s", qube.name, why)
        await qube.life.lose(why)
        self.spawn(self._await_end(qube))
        return True

    async def _await_end(self, lost: Qube) -> None:
        while lost.life.state is PowerState.LOST:
            await asyncio.sleep(_LOST_POLL_S)
            if not await self.open_images(lost) and not await self._cannot_tell(lost):
                await lost.life.find()

    async def _why_lost(self, qube: Qube) -> str | None:
        """What speaks against its having ended, a sentence; None for nothing."""
        if paths := await self.open_images(qube):
            pids = await asyncio.to_thread(users_of, paths[0])
            who = "another process" + (f" ({', '.join(map(str, pids))})" if pids else "")
            return f"{who} has {', '.join(paths)} open"
        if await self._cannot_tell(qube):
            return "the hypervisor does not answer, so nobody can tell"
        return None

    async def _cannot_tell(self, qube: Qube) -> bool:
        return self._is_blind and await asyncio.to_thread(_has_changed_device, qube)

    async def look_again(self) -> None:
        """For a lost machine that a hypervisor may have which is there by now."""
        try:
            await self.ready()
        except QubesException as error:
            log.warning("%s", error)

    @property
    def _is_blind(self) -> bool:
        """Whether machines may run that cannot be seen."""
        chosen = self._choice
        may_run = chosen is None or chosen.uri is not None or embedded.was_used(self._directory)
        return self._hypervisor is None and may_run and not (chosen and chosen.uri == choice.NONE)

    async def open_images(self, qube: Qube) -> list[str]:
        """Image files of changed volumes that another process has open: a machine that is lost."""
        paths = [
            str(volume.path) for volume in qube.volumes.values() if volume.rw and volume.is_dirty()
        ]
        if not paths:
            return []
        return await asyncio.to_thread(lambda: [p for p in paths if is_open_elsewhere(p)])

    async def autostart(self) -> None:
        """Start the qubes that are to start with the system, one after the other."""
        self.spawn(self._autostart())

    async def _autostart(self) -> None:
        for qube in list(self._app.qubes.values()):
            if "autostart" in qube.properties and qube.properties.value("autostart"):
                try:
                    await qube.life.start()
                except AdminError as error:
                    log.error("autostart of %r: %s", qube.name, error)

    # -- for the lifecycle of a qube

    async def domain_xml(self, qube: Qube) -> str:
        """For the machine that is about to be created. QubesException."""
        assert self._choice is not None
        xen = self._choice.is_xen
        accelerator = "xen" if xen else await self._find_accelerator(self._choice)
        try:
            facts = await asyncio.to_thread(
                machine_facts,
                qube,
                accelerator,
                wired=self._is_wired,
                outside=self._choice.outside,
            )
            stock = "xen.xsl" if xen else "qemu.xsl"
            return await asyncio.to_thread(build, facts, stock, self._directory / "templates")
        except (DomainXMLError, places.PlaceError, OSError) as error:
            raise QubesException(f"{qube.name!r} cannot start: {error}") from error

    async def _find_accelerator(self, chosen: Choice) -> str:
        if chosen.accelerator != "auto":
            self._accelerator = chosen.accelerator
        async with self._probing:
            if self._accelerator is None:
                self._accelerator = "kvm" if await self._has_kvm(chosen) else "tcg"
        return self._accelerator

    async def _has_kvm(self, chosen: Choice) -> bool:
        emulator = choice.emulator()
        # Of another host nothing is known here.
        if emulator is None or not (chosen.uri is None or ":///" in chosen.uri):
            return False
        kernels = [*self._app.kernels_dir.glob("*/vmlinuz"), *kvm.host_kernels()]
        return await kvm.works(Path(emulator), kernels, embedded.cache_dir() / "kvm.json")

    @property
    def _is_wired(self) -> bool:
        """Whether machines reach sockets of ours: those of our own user on this host."""
        return self._choice is not None and self._choice.uri in (None, "qemu:///session")

    async def plug_in(self, client: Qube, netvm: Qube) -> None:
        """The end of a qube's wire that is in its netvm, which runs. HypervisorError."""
        if self._is_wired and self._hypervisor is not None:
            await self._hypervisor.plug_in(netvm.uuid, links.netvm_end(client))
        await netvm.fire("net-domain-connect", vm=client)

    async def pull_out(self, client: Qube, netvm: Qube) -> None:
        """The same undone; a failure is logged, as nothing can be done about it."""
        if netvm.is_running and self._is_wired and self._hypervisor is not None:
            try:
                await self._hypervisor.pull_out(netvm.uuid, links.netvm_end(client))
            except HypervisorError as error:
                log.warning("the wire of %r stays in %r: %s", client.name, netvm.name, error)

    async def _on_netvm(self, subject: object, event: str, **kwargs: object) -> None:
        """A qube that runs has another netvm."""
        if isinstance(subject, Qube):
            await subject.life.follow_netvm()

    def clean_up(self, qube: Qube) -> None:
        """What a run leaves in the runtime directory."""
        try:
            places.agent_socket(self._app.home, qube.qid).unlink(missing_ok=True)
            links.clean_up(qube)
        except (OSError, places.PlaceError) as error:
            log.warning("sockets of %r stay: %s", qube.name, error)

    def changed(self) -> None:
        """The state of a qube is another one."""
        self.on_change()

    def spawn(self, body: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """A task that ends with this object at the latest; its failure is logged."""
        task = asyncio.create_task(body)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("following a qube's run failed", exc_info=task.exception())

    # -- what the hypervisor tells

    def _on_event(self, uuid: UUID, ending: Ending | None) -> None:
        qube = self._app.qubes.by_uuid.get(uuid)
        if qube is not None:
            if ending is not None:
                qube.life.note_ending(ending)
            task = self.spawn(qube.life.follow())
            self._following.add(task)
            task.add_done_callback(self._following.discard)

    async def figures(self) -> dict[UUID, Figures]:
        """Of all machines, nothing while none runs. QubesException."""
        if not self.running_count or self._hypervisor is None:
            return {}
        try:
            return await self._hypervisor.figures()
        except HypervisorError as error:
            raise QubesException(f"the hypervisor has no figures: {error}") from error


def _is_changed(qube: Qube) -> bool:
    return any(volume.is_dirty() for volume in qube.volumes.values())


def _has_changed_device(qube: Qube) -> bool:
    """Blocking. Of a device nobody can tell whether another process has it open."""
    dirty = [volume for volume in qube.volumes.values() if volume.is_dirty()]
    return any(not Path(str(volume.path)).is_file() for volume in dirty)
