"""The runs of one qube: start, pause, shutdown, kill, and what follows when it ends by itself.

A start is *verify, storage, machine, run*; if a later step fails, the earlier ones are undone. A
change of template that was put off to it comes before all that, and stays whatever follows. What
the hypervisor tells is only a hint that something has changed: what is so then is asked, under the
lock that every transition holds. So late or doubled events do no harm.
"""

from __future__ import annotations

import asyncio
import contextlib
import enum
import logging
import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from qubesmanager.backend.hypervisor.machine import (
    Ending,
    Hypervisor,
    HypervisorError,
    Machine,
    MachineGone,
    MachineState,
)
from qubesmanager.backend.storage_errors import storage_errors
from qubesmanager.protocol import (
    QubesException,
    QubesVMError,
    QubesVMInUseError,
    QubesVMNotHaltedError,
    QubesVMNotPausedError,
    QubesVMNotRunningError,
    QubesVMNotStartedError,
    QubesVMShutdownTimeoutError,
)

from .network import connected
from .next_start import change_now
from .start_rules import check_start

if TYPE_CHECKING:
    from qubesmanager.backend.runs import Runs

    from .base import Qube

log = logging.getLogger(__name__)


class PowerState(enum.Enum):
    """The words of ``admin.vm.List``."""

    HALTED = "Halted"
    STARTING = "Transient"
    RUNNING = "Running"
    PAUSED = "Paused"
    HALTING = "Halting"
    # It has ended, and its volumes are being put away.
    DYING = "Dying"
    # It may run, and the hypervisor does not have it: nobody may touch its volumes.
    LOST = "NA"


# An event that tells of an end may come a little later than the end can be seen.
_LATE_EVENT_S = 1.0
# A system that ends by itself in this time has hardly been of use.
_SOON_S = 60.0
# How often a system is asked to shut down.
_ASK_AGAIN_S = 10.0
_WITH_MACHINE = (PowerState.RUNNING, PowerState.PAUSED, PowerState.HALTING)
# Of these the values change with every run.
_PER_RUN = ("xid", "stubdom_xid", "start_time")


class Lifecycle:
    """Of one qube, for as long as the App has it."""

    def __init__(self, qube: Qube) -> None:
        self.state = PowerState.HALTED
        self.started_s: int | None = None
        self.number: int = -1
        self.last_ending: Ending | None = None
        self._qube = qube
        # Of a lost one: who has it, for the person.
        self._lost = ""
        self._lock = asyncio.Lock()
        self._kill_wanted = False
        # The netvm that has the other end of the qube's wire, and whether it has an end itself.
        self._plugged_into: Qube | None = None
        self._has_card = False
        self._ended_runs = 0
        self._told_ending: Ending | None = None
        self._ending_is_told = asyncio.Event()
        self._halted = asyncio.Event()
        self._halted.set()

    @property
    def _runs(self) -> Runs:
        return self._qube.app.runs

    # -- start

    async def start(self) -> None:
        """Run the qube, and its netvm first. Nothing if it runs. QubesException with the cause."""
        async with self._lock:
            if self.state is PowerState.LOST:
                await self._runs.look_again()
                self.refuse_lost()
            if self.state is not PowerState.HALTED:
                return
            await change_now(self._qube)
            check_start(self._qube)
            hypervisor = await self._runs.ready()
            self._set(PowerState.STARTING)
            self._kill_wanted = False
            self._ending_is_told.clear()
            log.info("starting %r", self._qube.name)
            try:
                with _words(self._qube, "started"):
                    await self._start(hypervisor)
            except BaseException as error:
                self._forget_run()
                log.exception("%r was not started", self._qube.name)
                reason = str(error) or type(error).__name__
                await self._qube.fire("domain-start-failed", reason=reason)
                raise
        log.info("%r runs", self._qube.name)

    async def _start(self, hypervisor: Hypervisor) -> None:
        qube = self._qube
        if qube.netvm is not None:
            await qube.netvm.life.start()
        async with contextlib.AsyncExitStack() as undo:
            await qube.fire("domain-pre-start", start_guid=True, mem_required=None)
            self._refuse_open_images(await self._runs.open_images(qube))
            with storage_errors():
                await qube.storage.refuse_importing()
                await qube.storage.verify()
                undo.push_async_callback(self._put_away)
                await qube.storage.start()
            self._refuse_if_killed()
            await qube.fire("domain-pre-spawn", start_guid=True)
            self.started_s = int(time.time())
            self._runs.clean_up(qube)
            undo.push_async_callback(self._pull_out)
            if qube.netvm is not None:
                self._plugged_into = qube.netvm
                await self._runs.plug_in(qube, qube.netvm)
            self._has_card = qube.netvm is not None
            xml = await self._runs.domain_xml(qube)
            undo.push_async_callback(self._destroy, hypervisor)
            self.number = await hypervisor.create(xml)
            await self._tell_run()
            await qube.fire("domain-spawn", start_guid=True)
            await qube.fire("domain-pre-unpaused")
            self._refuse_if_killed()
            await hypervisor.resume(qube.uuid)
            self._refuse_if_killed()
            undo.pop_all()
        self._set(PowerState.RUNNING)
        await qube.fire("domain-unpaused")
        await qube.fire("domain-start", start_guid=True)

    def _refuse_open_images(self, paths: list[str]) -> None:
        if paths:
            raise QubesVMError(
                f"{self._qube.name!r} cannot start: another process has {', '.join(paths)} open"
            )

    def _refuse_if_killed(self) -> None:
        if self._kill_wanted:
            raise QubesVMError(f"{self._qube.name!r} was killed while it was starting")

    async def _destroy(self, hypervisor: Hypervisor) -> None:
        try:
            await hypervisor.destroy(self._qube.uuid)
        except HypervisorError:
            log.exception("the machine of %r could not be ended", self._qube.name)

    async def _put_away(self) -> None:
        """Commit or discard the volumes. What fails is logged: the volume stays dirty then."""
        try:
            with storage_errors():
                await self._qube.storage.stop()
            self._qube.changed()  # sizes, and what the store notes of revisions
            await self._qube.save()
        except (QubesException, OSError):
            log.exception("volumes of %r could not be put away", self._qube.name)

    async def _pull_out(self) -> None:
        netvm, self._plugged_into = self._plugged_into, None
        if netvm is not None:
            await self._runs.pull_out(self._qube, netvm)

    # -- while it runs

    async def follow_netvm(self) -> None:
        """The qube has another netvm: only the far end of its wire moves. QubesException."""
        async with self._lock:
            netvm = self._qube.netvm
            if self.state not in _WITH_MACHINE or netvm is self._plugged_into:
                return
            await self._pull_out()
            if netvm is None:
                return
            if not self._has_card:
                log.warning("%r gets its network card at its next start", self._qube.name)
                return
            with _words(self._qube, f"connected to {netvm.name!r}"):
                await self._runs.plug_in(self._qube, netvm)
            self._plugged_into = netvm

    async def pause(self) -> None:
        """QubesVMNotRunningError unless it runs."""
        async with self._with_machine("paused") as hypervisor:
            if self.state is PowerState.PAUSED:
                raise QubesVMNotRunningError(f"qube {self._qube.name!r} is paused already")
            if self.state is not PowerState.RUNNING:
                raise QubesVMNotRunningError(f"qube {self._qube.name!r} is not running")
            await self._qube.fire("domain-pre-paused")
            await hypervisor.pause(self._qube.uuid)
            self._set(PowerState.PAUSED)
            await self._qube.fire("domain-paused")

    async def unpause(self) -> None:
        """QubesVMNotPausedError unless it is paused."""
        if self.state is not PowerState.PAUSED:
            raise QubesVMNotPausedError(f"qube {self._qube.name!r} is not paused")
        async with self._with_machine("unpaused") as hypervisor:
            if self.state is PowerState.PAUSED:
                await self._unpause(hypervisor)

    async def _unpause(self, hypervisor: Hypervisor) -> None:
        await self._qube.fire("domain-pre-unpaused")
        await hypervisor.resume(self._qube.uuid)
        self._set(PowerState.RUNNING)
        await self._qube.fire("domain-unpaused")

    async def console(self) -> str:
        """Path of the terminal that the qube's serial line is. QubesVMNotRunningError."""
        async with self._with_machine("looked at by its console") as hypervisor:
            return await hypervisor.console(self._qube.uuid)

    async def resize_disk(self, volume: str, size_bytes: int) -> None:
        """Tell the machine that a volume has grown. QubesVMNotRunningError, QubesException."""
        async with self._with_machine("told of the new size of its disk") as hypervisor:
            for device in self._qube.storage.block_devices():
                if device.name == volume:
                    await hypervisor.resize_disk(self._qube.uuid, str(device.path), size_bytes)

    @contextlib.asynccontextmanager
    async def _with_machine(self, done: str) -> AsyncIterator[Hypervisor]:
        """Alone with the machine. QubesVMNotRunningError without one; its errors in our words."""
        async with self._lock:
            self.refuse_lost()
            if self.state not in _WITH_MACHINE:
                raise QubesVMNotRunningError(f"qube {self._qube.name!r} is not running")
            with _words(self._qube, done):
                yield await self._runs.ready()

    # -- end

    async def shutdown(self, *, force: bool = False, wait: bool = False) -> None:
        """Ask the system inside to shut down.

        QubesVMNotStartedError; QubesVMNotRunningError for one that is paused or still starting;
        QubesVMInUseError while running qubes have it as their netvm. ``force`` shuts down these
        two as well. With ``wait`` QubesVMShutdownTimeoutError after the qube's own timeout.
        """
        self._refuse_halted()
        async with self._with_machine("shut down") as hypervisor:
            if not force:
                self._refuse_in_use()
            if self.state is PowerState.PAUSED and not force:
                raise QubesVMNotRunningError(f"qube {self._qube.name!r} is paused")
            await self._qube.fire("domain-pre-shutdown", force=force)
            if self.state is PowerState.PAUSED:
                await self._unpause(hypervisor)
            try:
                await hypervisor.ask_to_shut_down(self._qube.uuid)
            except MachineGone:
                log.debug("%r ended before it was asked to", self._qube.name)
            except HypervisorError as error:
                await self._qube.fire("domain-shutdown-failed", reason=str(error))
                raise
            ended_before = self._ended_runs
            self._set(PowerState.HALTING)
            waiting = self._runs.spawn(self._see_it_halt())
        if wait:
            # The waiting goes on when the caller leaves.
            await asyncio.shield(waiting)
            if self._ended_runs == ended_before:
                raise QubesVMShutdownTimeoutError(self._late_text())

    def refuse_lost(self) -> None:
        """QubesVMNotHaltedError, with what is known, for one that may run unseen."""
        if self.state is PowerState.LOST:
            raise QubesVMNotHaltedError(
                f"qube {self._qube.name!r} may be running unseen: {self._lost}"
            )

    def _refuse_halted(self) -> None:
        self.refuse_lost()
        if self.state in (PowerState.HALTED, PowerState.DYING):
            raise QubesVMNotStartedError(f"qube {self._qube.name!r} is not started")

    def _refuse_in_use(self) -> None:
        users = [user.name for user in connected(self._qube) if user.is_running]
        if users:
            raise QubesVMInUseError(
                f"{self._qube.name!r} gives network to qubes that run: {', '.join(users)}"
            )

    async def _see_it_halt(self) -> None:
        """A system that does not heed the wish is one that runs, and that is told."""
        timeout_s = self._qube.properties.value("shutdown_timeout")
        assert isinstance(timeout_s, int)
        try:
            async with asyncio.timeout(timeout_s):
                while not await self._halts_in(_ASK_AGAIN_S):
                    await self._ask_again()
        except TimeoutError:
            if self.state is PowerState.HALTING:
                self._set(PowerState.RUNNING)
                log.warning("%s", self._late_text())
                await self._qube.fire("domain-shutdown-failed", reason=self._late_text())

    async def _halts_in(self, timeout_s: float) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                await self._halted.wait()
        except TimeoutError:
            return False
        return True

    async def _ask_again(self) -> None:
        """A system that was still booting has not heard it; one that shuts down does not mind."""
        if self.state is PowerState.HALTING:
            try:
                await (await self._runs.ready()).ask_to_shut_down(self._qube.uuid)
            except (HypervisorError, QubesException) as error:
                log.info("%r could not be asked again to shut down: %s", self._qube.name, error)

    def _late_text(self) -> str:
        timeout_s = self._qube.properties.value("shutdown_timeout")
        return f"qube {self._qube.name!r} did not shut down in {timeout_s} seconds"

    async def kill(self) -> None:
        """End it now; returns when it is gone and its volumes are put away.

        QubesVMNotStartedError when halted.
        """
        self._refuse_halted()
        if self.state is PowerState.STARTING:
            self._kill_wanted = True
        elif self._lock.locked() and self.state in _WITH_MACHINE:
            # Whoever has the lock may wait for a machine that answers nobody any more.
            with _words(self._qube, "killed"):
                await (await self._runs.ready()).destroy(self._qube.uuid)
        async with self._lock:
            if self.state is not PowerState.HALTED:
                hypervisor = await self._runs.ready()
                with _words(self._qube, "killed"):
                    await hypervisor.destroy(self._qube.uuid)
                await self._end(Ending.KILLED)

    def note_ending(self, ending: Ending) -> None:
        """The hypervisor has told how the machine ended. ``follow`` sees whether that is so."""
        self._told_ending = ending
        self._ending_is_told.set()

    async def follow(self) -> None:
        """The hypervisor has told that something changed. Idempotent."""
        async with self._lock:
            if self.state not in _WITH_MACHINE:
                return
            state = await (await self._runs.ready()).state(self._qube.uuid)
            if state is MachineState.GONE:
                await self._end(await self._how_it_ended())
            elif state is MachineState.PAUSED and self.state is not PowerState.PAUSED:
                log.warning("%r was paused from outside, or its disk is full", self._qube.name)
                self._set(PowerState.PAUSED)
                await self._qube.fire("domain-paused")
            elif state is MachineState.RUNNING and self.state is PowerState.PAUSED:
                self._set(PowerState.RUNNING)
                await self._qube.fire("domain-unpaused")

    async def _how_it_ended(self) -> Ending:
        try:
            async with asyncio.timeout(_LATE_EVENT_S):
                await self._ending_is_told.wait()
        except TimeoutError:
            return Ending.CRASHED
        assert self._told_ending is not None
        return self._told_ending

    async def _end(self, ending: Ending) -> None:
        """The machine is gone."""
        level = logging.WARNING if ending is Ending.CRASHED else logging.INFO
        log.log(level, "%r has ended: %s", self._qube.name, ending.value)
        ran_s = time.time() - (self.started_s or 0)
        if ending is not Ending.KILLED and self.state is not PowerState.HALTING and ran_s < _SOON_S:
            # A kernel that panics and resets the machine looks like a system that shuts down.
            log.warning(
                "%r ended by itself %d s after its start; what its system said is in console.log if"
                " its property debug is set",
                self._qube.name,
                ran_s,
            )
        self._set(PowerState.DYING)
        self.last_ending = ending
        self._ended_runs += 1
        await self._put_away()
        await self._pull_out()
        self._forget_run()
        await self._qube.fire("domain-stopped")
        await self._tell_run()
        await self._qube.fire("domain-shutdown")

    # -- when qubesd begins

    def take_over(self, machine: Machine) -> None:
        """A machine that has outlived the qubesd before."""
        paused = machine.state is MachineState.PAUSED
        self.number, self.started_s = machine.number, machine.started_s
        self._plugged_into = self._qube.netvm
        self._has_card = self._plugged_into is not None
        self._set(PowerState.PAUSED if paused else PowerState.RUNNING)
        log.info("%r runs already", self._qube.name)

    async def lose(self, why: str) -> None:
        """Until ``find`` it counts as one that runs, whatever the hypervisor says."""
        async with self._lock:
            if self.state is PowerState.HALTED:
                self._lost = why
                self._set(PowerState.LOST)

    async def find(self) -> None:
        """Nobody has its images any more, so it has ended."""
        async with self._lock:
            if self.state is PowerState.LOST:
                await self._put_away()
                self._forget_run()
                log.info("%r is found to have ended", self._qube.name)
                await self._qube.fire("domain-shutdown")

    async def recover(self) -> None:
        """Commit or discard what a run left open that ended unseen. Nothing for one that runs."""
        async with self._lock:
            if self.state is PowerState.HALTED and self._qube.volumes:
                await self._put_away()

    # -- inside

    def _set(self, state: PowerState) -> None:
        self.state = state
        if state is PowerState.HALTED:
            self._halted.set()
        else:
            self._halted.clear()
        self._runs.changed()

    def _forget_run(self) -> None:
        self.number, self.started_s = -1, None
        self._runs.clean_up(self._qube)
        self._set(PowerState.HALTED)

    async def _tell_run(self) -> None:
        for name in _PER_RUN:
            await self._qube.fire(f"property-reset:{name}", name=name)


@contextlib.contextmanager
def _words(qube: Qube, done: str) -> Iterator[None]:
    """The hypervisor's errors as the protocol's."""
    try:
        yield
    except MachineGone as error:
        raise QubesVMNotRunningError(f"qube {qube.name!r} is not running") from error
    except HypervisorError as error:
        raise QubesException(f"{qube.name!r} could not be {done}: {error}") from error
