"""Blocking bodies in worker threads that are never left behind."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import logging
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_stop: contextvars.ContextVar[threading.Event | None] = contextvars.ContextVar("stop", default=None)


#: Set by who wants to hear how many bytes a long body has done; called in its thread.
progress: contextvars.ContextVar[Callable[[int], None] | None] = contextvars.ContextVar(
    "progress", default=None
)


def report(done_bytes: int) -> None:
    """For a long body: so much of it is done."""
    listener = progress.get()
    if listener is not None:
        listener(done_bytes)


class Stopped(Exception):
    """A body noticed that nobody wants its result any more and undid what it had begun."""


def stop_requested() -> bool:
    """For a long body: whether its caller was cancelled. Then raise :class:`Stopped`."""
    stop = _stop.get()
    return stop is not None and stop.is_set()


async def in_thread(body: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``body`` in the default executor and wait for its end, also when cancelled.

    A cancelled ``asyncio.to_thread`` leaves its thread running: whoever held a lock would free
    it while files are still being written. So cancellation is passed on only after the body
    has ended (:func:`stop_requested` tells it to hurry); a failure of the body is then the cause
    of the CancelledError.
    """
    stop = threading.Event()
    context = contextvars.copy_context()
    context.run(_stop.set, stop)
    call = functools.partial(context.run, body, *args, **kwargs)
    # A bare future: the end of the loop cancels tasks, and this one must be waited for.
    work = asyncio.get_running_loop().run_in_executor(None, call)
    cancelled: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError as error:
            cancelled = error
            stop.set()
    if cancelled is None:
        return work.result()
    failure = work.exception()
    if failure is not None and not isinstance(failure, Stopped):
        log.warning("failed while being cancelled: %r", failure)
    raise cancelled from failure
