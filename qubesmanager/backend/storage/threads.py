"""Blocking bodies in worker threads that are never left behind."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(body: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``body`` in the default executor and wait for its end, also when cancelled.

    A cancelled ``asyncio.to_thread`` leaves its thread running: whoever held a lock would free
    it while files are still being written. So cancellation is passed on only after the body
    has ended; a failure of the body is then the cause of the CancelledError.
    """
    work = asyncio.ensure_future(asyncio.to_thread(body, *args, **kwargs))
    cancelled: asyncio.CancelledError | None = None
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is None:
        return work.result()
    failure = work.exception()
    if failure is not None:
        log.warning("failed while being cancelled: %r", failure)
    raise cancelled from failure
