"""Running coroutines of windows on a loop that is Qt's and asyncio's at once.

pytest-asyncio runs ``async def`` tests on a loop of its own; a window's coroutines need this one::

    def test_something(drive, qtbot):
        async def scene(): ...
        drive(scene())
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
import qasync
from PyQt5.QtWidgets import QApplication

Drive = Callable[[Coroutine[Any, Any, Any]], Any]
PATIENCE_S = 60


@pytest.fixture
def drive(qapp: QApplication) -> Iterator[Drive]:
    """Runs one coroutine to its end; a test that hangs fails after a minute."""
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)

    def run(scene: Coroutine[Any, Any, Any]) -> Any:
        return loop.run_until_complete(asyncio.wait_for(scene, PATIENCE_S))

    yield run
    left = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
    asyncio.set_event_loop(None)
    gc.collect()
