"""A blocking body in a thread of its own that can be left behind when it does not end."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
_POLL_S = 0.1


class Abandoned(Exception):
    """The body was told to stop and did not: it hangs in the kernel, on a dead disk for instance.

    It cleans up by itself should it ever come back.
    """


async def run_abandonable(body: Callable[[], T], stop: threading.Event, grace_s: float) -> T:
    """The result of ``body``. After ``stop`` is set it has ``grace_s`` seconds to end.

    Cancelling the caller sets ``stop``. The thread is a daemon: it does not keep the process alive.
    """
    result: Future[T] = Future()

    def run() -> None:
        try:
            value = body()
        except BaseException as error:  # noqa: BLE001  it is raised again by whoever waits
            result.set_exception(error)
        else:
            result.set_result(value)

    threading.Thread(target=run, name="backup-writer", daemon=True).start()
    work = asyncio.wrap_future(result)
    cancelled: asyncio.CancelledError | None = None
    left_s = grace_s
    while not work.done() and left_s > 0:
        if stop.is_set():
            left_s -= _POLL_S
        try:
            await asyncio.wait([work], timeout=_POLL_S)
        except asyncio.CancelledError as error:
            cancelled = error
            stop.set()
    if not work.done():
        work.add_done_callback(_say)
    if cancelled is not None:
        work.add_done_callback(_say)
        raise cancelled
    if not work.done():
        raise Abandoned
    return work.result()


def _say(work: asyncio.Future[T]) -> None:
    """Also takes note of its exception, which nobody else will."""
    if not work.cancelled():
        log.info("a body that was left behind has ended: %r", work.exception())
