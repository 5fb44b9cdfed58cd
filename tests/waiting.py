"""Waiting for what must come: with an end when it cannot come any more, never for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

PATIENCE_S = 60.0


async def reached(event: asyncio.Event, running: asyncio.Task[Any]) -> None:
    """Until ``running`` sets ``event``; fails when it has ended without."""
    waiting = asyncio.create_task(event.wait())
    await asyncio.wait({running, waiting}, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    assert event.is_set(), running


async def until(so: Callable[[], Any], running: asyncio.Task[Any] | None = None) -> None:
    """Until something is so and stays; fails when ``running``, which makes it so, has ended."""
    async with asyncio.timeout(PATIENCE_S):
        while not so():
            assert running is None or not running.done() or so(), running
            await asyncio.sleep(0.01)
