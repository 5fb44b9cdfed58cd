"""A hypervisor reached through libvirt. Its calls block, so they run in threads of their own."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import logging
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from . import libvirt_events
from .domain_xml import Link, started_at
from .machine import (
    Ending,
    Figures,
    HypervisorError,
    Machine,
    MachineGone,
    MachineState,
    OnEvent,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

_CALLS_AT_ONCE = 8
# For one machine among many, when it is taken over.
_ANSWER_S = 4.0
_KIB = 1024


class LibvirtHypervisor:
    """One connection, open from ``open`` to ``close``. ``on_event`` is called on the loop."""

    def __init__(self, uri: str, on_event: OnEvent) -> None:
        self.uri = uri
        self._on_event = on_event
        self._loop = asyncio.get_running_loop()
        self._turns = asyncio.Semaphore(_CALLS_AT_ONCE)
        self._libvirt: Any = None
        self._connection: Any = None
        self._callbacks: list[int] = []
        self._lost: str | None = None

    @property
    def lost(self) -> str | None:
        return self._lost

    async def open(self) -> None:
        """HypervisorError when there is no binding or nobody answers."""
        await self._run(self._open)

    def _open(self) -> None:
        try:
            self._libvirt = libvirt_events.load()
        except ImportError as error:
            raise HypervisorError(f"libvirt's Python binding cannot be loaded: {error}") from error
        libvirt = self._libvirt
        connection = libvirt.open(self.uri)
        connection.registerCloseCallback(self._closed, None)
        self._callbacks = [
            connection.domainEventRegisterAny(
                None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, self._lifecycle, None
            )
        ]
        if connection.isAlive() != 1:
            raise HypervisorError(f"{self.uri} does not answer")
        self._connection = connection

    async def close(self) -> None:
        """Machines go on running."""
        if self._connection is not None and self._lost is None:
            await self._run(self._close)

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        for callback in self._callbacks:
            connection.domainEventDeregisterAny(callback)
        connection.unregisterCloseCallback()
        connection.close()

    # -- what libvirt tells, in its thread

    def _closed(self, _connection: object, reason: int, _opaque: object) -> None:
        self._lost = f"the connection to {self.uri} was lost"
        log.error("%s (reason %d)", self._lost, reason)

    def _lifecycle(
        self, _connection: object, domain: Any, event: int, detail: int, _opaque: object
    ) -> None:
        ending = None
        if event == self._libvirt.VIR_DOMAIN_EVENT_STOPPED:
            ending = self._ending(detail)
        try:
            self._loop.call_soon_threadsafe(self._on_event, UUID(bytes=domain.UUID()), ending)
        except RuntimeError:
            log.debug("an event of a machine came when qubesd had ended")

    def _ending(self, detail: int) -> Ending:
        libvirt = self._libvirt
        if detail == libvirt.VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN:
            return Ending.SHUT_DOWN
        if detail == libvirt.VIR_DOMAIN_EVENT_STOPPED_DESTROYED:
            return Ending.KILLED
        return Ending.CRASHED

    # -- what libvirt is asked, in threads

    async def machines(self) -> list[Machine]:
        """All that run. After a restart the driver first has to find them: that is waited for.

        One that does not answer counts as running; what it is is told as an event later on.
        """
        active = self._libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE
        domains = await self._run(lambda: self._connection.listAllDomains(active))
        found = await asyncio.gather(*map(self._look_at, domains))
        return [machine for machine in found if machine is not None]

    async def _look_at(self, domain: Any) -> Machine | None:  # noqa: ANN401
        looking = asyncio.ensure_future(self._run(lambda: self._machine(domain)))
        done, _ = await asyncio.wait([looking], timeout=_ANSWER_S)
        if done:
            return looking.result()
        log.warning("machine %r does not answer", domain.name())
        uuid = UUID(bytes=domain.UUID())

        def answered(looked: asyncio.Future[Machine | None]) -> None:
            if not looked.cancelled() and looked.exception() is None and self._lost is None:
                self._on_event(uuid, None)

        looking.add_done_callback(answered)
        return Machine(uuid, domain.ID(), MachineState.RUNNING, None)

    def _machine(self, domain: Any) -> Machine | None:  # noqa: ANN401
        """None for one that has ended, and for no other."""
        try:
            # It has to wait for its turn, which is after the driver has found the machine.
            domain.memoryStats()
        except self._libvirt.libvirtError as error:
            log.info("machine %r: %s", domain.name(), error)
        try:
            state = self._state(domain)
            started_s = started_at(domain.XMLDesc())
        except self._libvirt.libvirtError as error:
            if self._is_gone(error):
                return None
            raise
        if state is MachineState.GONE:
            return None
        return Machine(UUID(bytes=domain.UUID()), domain.ID(), state, started_s)

    async def state(self, uuid: UUID) -> MachineState:
        try:
            return await self._run(lambda: self._state(self._find(uuid)))
        except MachineGone:
            return MachineState.GONE

    def _state(self, domain: Any) -> MachineState:
        libvirt = self._libvirt
        state = domain.state()[0]
        if state in (libvirt.VIR_DOMAIN_PAUSED, libvirt.VIR_DOMAIN_PMSUSPENDED):
            return MachineState.PAUSED
        if state in (libvirt.VIR_DOMAIN_SHUTOFF, libvirt.VIR_DOMAIN_CRASHED):
            return MachineState.GONE
        return MachineState.RUNNING

    async def create(self, xml: str) -> int:
        def create() -> int:
            libvirt = self._libvirt
            flags = libvirt.VIR_DOMAIN_START_PAUSED | libvirt.VIR_DOMAIN_START_VALIDATE
            return int(self._connection.createXML(xml, flags).ID())

        creating = asyncio.ensure_future(self._run(create))
        try:
            return await asyncio.shield(creating)
        except asyncio.CancelledError:
            # libvirt goes on, and whoever undoes this has to find what it makes.
            await asyncio.wait([creating])
            if (error := creating.exception()) is not None:
                log.info("no machine came of what was cancelled: %s", error)
            raise

    async def resume(self, uuid: UUID) -> None:
        await self._run(lambda: self._find(uuid).resume())

    async def pause(self, uuid: UUID) -> None:
        await self._run(lambda: self._find(uuid).suspend())

    async def ask_to_shut_down(self, uuid: UUID) -> None:
        await self._run(lambda: self._find(uuid).shutdown())

    async def destroy(self, uuid: UUID) -> None:
        with contextlib.suppress(MachineGone):
            await self._run(lambda: self._find(uuid).destroy())

    async def resize_disk(self, uuid: UUID, path: str, size_bytes: int) -> None:
        in_bytes = 1  # VIR_DOMAIN_BLOCK_RESIZE_BYTES
        await self._run(lambda: self._find(uuid).blockResize(path, size_bytes, in_bytes))

    async def console(self, uuid: UUID) -> str:
        def console() -> str:
            tree = ElementTree.fromstring(self._find(uuid).XMLDesc())  # noqa: S314  libvirt's own
            source = tree.find("./devices/console/source")
            path = None if source is None else source.get("path")
            if path is None:
                raise HypervisorError("the machine has no console")
            return path

        return await self._run(console)

    async def plug_in(self, uuid: UUID, link: Link) -> None:
        def plug_in() -> None:
            domain = self._find(uuid)
            ends = {
                "local": {"type": "unix", "path": link.own_socket},
                "remote": {"type": "unix", "path": link.peer_socket},
            }
            self._qmp(domain, "netdev_add", type="dgram", id=link.name, **ends)
            card = {"id": f"card-{link.name}", "netdev": link.name, "mac": link.mac, "romfile": ""}
            self._qmp(domain, "device_add", driver="virtio-net-pci", **card)

        await self._run(plug_in)

    async def pull_out(self, uuid: UUID, link: Link) -> None:
        def pull_out() -> None:
            domain = self._find(uuid)
            for command, name in (("netdev_del", link.name), ("device_del", f"card-{link.name}")):
                try:
                    self._qmp(domain, command, id=name)
                except HypervisorError as error:
                    log.debug("%s of %r: %s", command, name, error)

        with contextlib.suppress(MachineGone):
            await self._run(pull_out)

    def _qmp(self, domain: Any, command: str, **arguments: object) -> None:
        """A command of QEMU's own (QMP). HypervisorError with its words."""
        try:
            binding = importlib.import_module("libvirt_qemu")
        except ImportError as error:
            raise HypervisorError(f"libvirt's binding has no part for QEMU: {error}") from error
        request = json.dumps({"execute": command, "arguments": arguments})
        reply = json.loads(binding.qemuMonitorCommand(domain, request, 0))
        if "error" in reply:
            raise HypervisorError(f"{command}: {reply['error'].get('desc')}")

    async def figures(self) -> dict[UUID, Figures]:
        def figures() -> dict[UUID, Figures]:
            libvirt = self._libvirt
            wanted = libvirt.VIR_DOMAIN_STATS_CPU_TOTAL | libvirt.VIR_DOMAIN_STATS_BALLOON
            wanted |= libvirt.VIR_DOMAIN_STATS_VCPU | libvirt.VIR_DOMAIN_STATS_BLOCK
            flags = libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING
            flags |= libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED
            # One that is busy tells what it can at once; the others must not wait for it.
            flags |= libvirt.VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT
            records = self._connection.getAllDomainStats(wanted, flags)
            return {UUID(bytes=domain.UUID()): _figures(values) for domain, values in records}

        return await self._run(figures)

    def _find(self, uuid: UUID) -> Any:  # noqa: ANN401
        return self._connection.lookupByUUID(uuid.bytes)

    async def _run(self, body: Callable[[], T]) -> T:
        """Blocking work in a thread; libvirt's errors become ours."""
        if self._lost is not None:
            raise HypervisorError(self._lost)
        try:
            async with self._turns:
                return await _in_thread(body)
        except Exception as error:
            libvirt = self._libvirt
            if libvirt is None or not isinstance(error, libvirt.libvirtError):
                raise
            if self._is_gone(error):
                raise MachineGone("it does not run") from error
            raise HypervisorError(error.get_error_message() or str(error)) from error

    def _is_gone(self, error: Any) -> bool:  # noqa: ANN401
        """A machine may end between any two calls; what has ended is then known no more."""
        libvirt = self._libvirt
        gone = (libvirt.VIR_ERR_NO_DOMAIN, libvirt.VIR_ERR_OPERATION_INVALID)
        return error.get_error_code() in gone


async def _in_thread(body: Callable[[], T]) -> T:
    """Not by an executor: the process would wait at its end for what may never return."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, error: Exception | None) -> None:
        if done.cancelled():
            return
        if error is None:
            done.set_result(cast(T, result))
        else:
            done.set_exception(error)

    def work() -> None:
        result, failure = None, None
        try:
            result = body()
        except Exception as error:  # noqa: BLE001  whoever waits gets it
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(tell, result, failure)

    threading.Thread(target=work, name="libvirt call", daemon=True).start()
    return await done


def _figures(values: dict[str, Any]) -> Figures:
    disks = range(int(values.get("block.count", 0)))
    return Figures(
        memory_bytes=int(values.get("balloon.current", 0)) * _KIB,
        resident_bytes=int(values.get("balloon.rss", 0)) * _KIB,
        cpu_time_ns=int(values.get("cpu.time", 0)),
        vcpus=int(values.get("vcpu.current", 1)),
        disk_read_bytes=sum(int(values.get(f"block.{n}.rd.bytes", 0)) for n in disks),
        disk_written_bytes=sum(int(values.get(f"block.{n}.wr.bytes", 0)) for n in disks),
    )
