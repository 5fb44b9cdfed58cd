"""Start and end of qubes, their state and figures (admin-api.md 2.3).

This build has no hypervisor: dom0 (and a qube that stands for a remote one) always runs, every
other qube is halted. Each call gives the answer that is right for that state, with the class that
the tools look at; none of them changes anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from qubesmanager.backend.api.methods import Call, MethodTable, Use
from qubesmanager.backend.qube.start_rules import check_start
from qubesmanager.protocol import (
    Event,
    PermissionDenied,
    QubesException,
    QubesVMError,
    QubesVMNotHaltedError,
    QubesVMNotPausedError,
    QubesVMNotRunningError,
    QubesVMNotStartedError,
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
    # Nobody measures: memory and processor time are those of a halted qube.
    return f"mem=0 mem_static_max=0 cputime=0 power_state={call.qube.state}"


@METHODS.method("admin.vm.Start")
async def vm_start(call: Call) -> None:
    name = call.qube.name
    if call.qube.state != "Halted":
        raise QubesVMNotHaltedError(f"qube {name!r} always runs")
    check_start(call.qube)
    raise QubesException(
        f"This build of qubesd has no hypervisor yet, so qube {name!r} was not started "
        "and nothing has changed"
    )


@METHODS.method("admin.vm.Shutdown", arg=Use.OPTIONAL)
async def vm_shutdown(call: Call) -> None:
    words = call.untrusted_arg.split("+") if call.untrusted_arg else []
    if not _SHUTDOWN_WORDS.issuperset(words) or len(set(words)) != len(words):
        raise PermissionDenied(f"Argument not in {sorted(_SHUTDOWN_WORDS)}")
    _refuse_fixed(call, "shut down")
    raise QubesVMNotStartedError(f"qube {call.qube.name!r} is not started")


@METHODS.method("admin.vm.Kill")
async def vm_kill(call: Call) -> None:
    _refuse_fixed(call, "killed")
    raise QubesVMNotStartedError(f"qube {call.qube.name!r} is not started")


@METHODS.method("admin.vm.Pause", "admin.vm.Suspend")
async def vm_pause(call: Call) -> None:
    _refuse_fixed(call, "paused")
    raise QubesVMNotRunningError(f"qube {call.qube.name!r} is not running")


@METHODS.method("admin.vm.Unpause")
async def vm_unpause(call: Call) -> None:
    _refuse_fixed(call, "unpaused")
    raise QubesVMNotPausedError(f"qube {call.qube.name!r} is not paused")


@METHODS.method("admin.vm.Resume")
async def vm_resume(call: Call) -> None:
    _refuse_fixed(call, "resumed")
    raise QubesVMNotSuspendedError(f"qube {call.qube.name!r} is not suspended")


@METHODS.method("admin.vm.Console")
async def vm_console(call: Call) -> None:
    _refuse_fixed(call, "looked at by its console")
    raise QubesVMNotRunningError(f"qube {call.qube.name!r} is not running")


@METHODS.stream("admin.vm.Stats")
async def vm_stats(call: Call) -> AsyncGenerator[Event, None]:
    """Figures of running qubes. None runs, so after the opening there is nothing to tell."""
    yield Event("", "connection-established")
    await asyncio.Event().wait()
