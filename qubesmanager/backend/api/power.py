"""Start and end of qubes, their state and figures (admin-api.md 2.3).

dom0, and a qube that stands for a remote one, always runs; what is asked of any other is up to its
``life``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator

from qubesmanager.backend.api.methods import ADMIN_VM, Call, MethodTable, Use
from qubesmanager.backend.figures import Usage, UsageMeter
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    Event,
    PermissionDenied,
    QubesVMError,
    QubesVMNotHaltedError,
    QubesVMNotSuspendedError,
)

METHODS = MethodTable()

_SHUTDOWN_WORDS = frozenset({"force", "wait"})


def _refuse_fixed(call: Call, what: str) -> None:
    """QubesVMError for what no qubesd can start or end."""
    if call.qube.klass == "AdminVM":
        raise QubesVMError(f"{call.qube.name!r} is the system itself and cannot be {what}")
    if call.qube.klass == "RemoteVM":
        raise QubesVMError(f"{call.qube.name!r} is on another machine and cannot be {what} here")


@METHODS.method("admin.vm.CurrentState")
async def vm_current_state(call: Call) -> str:
    """Memory in KiB, processor time in ns; zeros for what does not run, or is not measured."""
    figures = (await call.context.app.runs.figures()).get(call.qube.uuid)
    memory_kib = 0 if figures is None else figures.memory_bytes // 1024
    cpu_time_ns = 0 if figures is None else figures.cpu_time_ns
    return (
        f"mem={memory_kib} mem_static_max={memory_kib} cputime={cpu_time_ns} "
        f"power_state={call.qube.state}"
    )


@METHODS.method("admin.vm.Start")
async def vm_start(call: Call) -> None:
    if call.qube.klass in ("AdminVM", "RemoteVM"):
        raise QubesVMNotHaltedError(f"qube {call.qube.name!r} always runs")
    await call.qube.life.start()


@METHODS.method("admin.vm.Shutdown", arg=Use.OPTIONAL)
async def vm_shutdown(call: Call) -> None:
    words = call.untrusted_arg.split("+") if call.untrusted_arg else []
    if not _SHUTDOWN_WORDS.issuperset(words) or len(set(words)) != len(words):
        raise PermissionDenied(f"Argument not in {sorted(_SHUTDOWN_WORDS)}")
    _refuse_fixed(call, "shut down")
    await call.qube.life.shutdown(force="force" in words, wait="wait" in words)


@METHODS.method("admin.vm.Kill")
async def vm_kill(call: Call) -> None:
    _refuse_fixed(call, "killed")
    await call.qube.life.kill()


# The guest is not told, so a suspended qube is one that is paused.
@METHODS.method("admin.vm.Pause", "admin.vm.Suspend")
async def vm_pause(call: Call) -> None:
    _refuse_fixed(call, "paused")
    await call.qube.life.pause()


@METHODS.method("admin.vm.Unpause")
async def vm_unpause(call: Call) -> None:
    _refuse_fixed(call, "unpaused")
    await call.qube.life.unpause()


@METHODS.method("admin.vm.Resume")
async def vm_resume(call: Call) -> None:
    _refuse_fixed(call, "resumed")
    if call.qube.state != "Paused":
        raise QubesVMNotSuspendedError(f"qube {call.qube.name!r} is not suspended")
    await call.qube.life.unpause()


@METHODS.method("admin.vm.Console")
async def vm_console(call: Call) -> str:
    """Path of the terminal at the other end of the qube's serial line."""
    _refuse_fixed(call, "looked at by its console")
    return await call.qube.life.console()


@METHODS.stream("admin.vm.Stats")
async def vm_stats(call: Call) -> AsyncGenerator[Event, None]:
    """Every ``stats_interval`` seconds the figures of each qube that runs."""
    app = call.context.app
    yield Event("", "connection-established")
    meter = UsageMeter()
    while True:
        usages = meter.measure(await app.runs.figures(), time.monotonic_ns())
        for uuid, usage in usages.items():
            qube = app.qubes.by_uuid.get(uuid)
            if qube is not None and call.qube.name in (ADMIN_VM, qube.name):
                yield Event(qube.name, "vm-stats", _stats(qube, usage))
        interval_s = app.properties.value("stats_interval")
        assert isinstance(interval_s, int)
        await asyncio.sleep(max(interval_s, 1))


def _stats(qube: Qube, usage: Usage) -> dict[str, str]:
    """The stock keys, and of our own what the disks do."""
    values = {
        "memory_kb": usage.memory_bytes // 1024,
        "memory_assigned_total": usage.memory_bytes // 1024,
        "memory_assigned_usable": usage.memory_bytes // 1024,
        "memory_with_swap_used": usage.resident_bytes // 1024,
        "cpu_time": usage.cpu_time_ns // 1_000_000,
        "cpu_usage": usage.cpu_percent,
        "online_vcpus": usage.vcpus,
        "disk_read_rate": usage.disk_read_bytes_per_s,
        "disk_written_rate": usage.disk_written_bytes_per_s,
    }
    return {key: str(value) for key, value in values.items()}
