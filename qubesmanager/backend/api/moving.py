"""Moving a qube's volumes to another pool; calls of our own, the stock daemon has none."""

from __future__ import annotations

import asyncio
import json
import time

from qubesmanager.backend.api.context import RunningMove
from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use
from qubesmanager.backend.moving import Move, MoveResult
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import QubesException, QubesVMInUseError

INTERNAL_METHODS = MethodTable()

_TELL_EVERY_S = 0.5


@INTERNAL_METHODS.method("internal.vm.Move", dest=Dest.QUBE, arg=Use.OPTIONAL, payload=Use.REQUIRED)
async def move(call: Call) -> str:
    """Payload: a pool; argument: a volume, nothing for all that can be moved. Ends with the move.

    Reply: JSON ``{"moved": [], "stayed": {volume: why}, "dropped_revisions": N, "notes": []}``.
    Event meanwhile: ``domain-volume-move`` (volume, phase ``copy`` or ``compare``, done_bytes,
    total_bytes).
    """
    qube, moves = call.qube, call.context.moves
    if qube.name in moves:
        raise QubesVMInUseError(f"{qube.name!r} is being moved already")
    teller = _Teller(qube)
    pool = call.context.app.find_pool(call.ascii_payload().strip())
    job = Move(call.context.app, qube, pool, call.untrusted_arg or None, teller)
    task = asyncio.create_task(job.run())
    moves[qube.name] = RunningMove(job, task)
    try:
        result = await _result(task)
    finally:
        del moves[qube.name]
        await teller.close()
    for volume in result.moved:
        await qube.fire("domain-volume-moved", volume=volume, pool=pool.name)
    return json.dumps(vars(result))


@INTERNAL_METHODS.method(
    "internal.vm.MovePlan", dest=Dest.QUBE, arg=Use.OPTIONAL, payload=Use.REQUIRED
)
async def move_plan(call: Call) -> str:
    """What ``internal.vm.Move`` would do, or its refusal.

    Reply: JSON ``{"volumes": [], "stayed": {volume: why}, "drops": {volume: earlier states}}``.
    """
    pool = call.context.app.find_pool(call.ascii_payload().strip())
    job = Move(call.context.app, call.qube, pool, call.untrusted_arg or None, _tell_nobody)
    return json.dumps(vars(await job.plan()))


def _tell_nobody(volume: str, phase: str, done: int, total: int) -> None:
    """A plan makes no progress."""


async def _result(task: asyncio.Task[MoveResult]) -> MoveResult:
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:  # qubesd ends
        task.cancel()
        await asyncio.wait([task])
        raise
    if task.cancelled():
        raise QubesException("the move was cancelled, nothing has changed")
    return task.result()


@INTERNAL_METHODS.method("internal.vm.MoveCancel", dest=Dest.QUBE)
async def move_cancel(call: Call) -> None:
    """The call that moves the qube ends with an error, and nothing has changed."""
    running = call.context.moves.get(call.qube.name)
    if running is None:
        raise QubesException(f"{call.qube.name!r} is not being moved")
    if running.move.too_late:
        raise QubesException("too late: all is copied, and the old volumes are being removed")
    running.task.cancel()


class _Teller:
    """Progress from worker threads as events, not too many of them."""

    def __init__(self, qube: Qube) -> None:
        self._qube = qube
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._next_s = 0.0

    def __call__(self, volume: str, phase: str, done: int, total: int) -> None:
        now_s = time.monotonic()
        if now_s >= self._next_s or done == total:
            self._next_s = now_s + _TELL_EVERY_S
            self._loop.call_soon_threadsafe(self._tell, volume, phase, done, total)

    def _tell(self, volume: str, phase: str, done: int, total: int) -> None:
        event = self._qube.fire(
            "domain-volume-move", volume=volume, phase=phase, done_bytes=done, total_bytes=total
        )
        task = asyncio.ensure_future(event)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        await asyncio.gather(*self._tasks)
