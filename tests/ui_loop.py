"""Running a coroutine of windows on a loop that is Qt's and asyncio's at once.

pytest-asyncio runs ``async def`` tests on a loop of its own; a window's coroutines need this one::

    def test_something(qtbot):
        async def scene(): ...
        play(scene())
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

os.environ.setdefault("QT_NO_GLIB", "1")

import pytest
import qasync
from PyQt5.QtCore import QSettings
from PyQt5.QtWidgets import QApplication

T = TypeVar("T")
Drive = Callable[[Coroutine[Any, Any, Any]], Any]
PATIENCE_S = 120


def play(scene: Coroutine[Any, Any, T], patience_s: float = PATIENCE_S) -> T:
    """Run ``scene`` to its end, with everything it started; one that hangs fails.

    Needs the application, which the fixtures ``qtbot`` and ``qapp`` make.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)  # as the programs do: the end of a scene is the end
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(asyncio.wait_for(scene, patience_s))
    finally:
        _end_tasks(loop)
        loop.run_until_complete(asyncio.sleep(0.01))  # transports that were closed let go
        _end_tasks(loop)
        loop.close()
        asyncio.set_event_loop(None)


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Also those that the end of others has begun, by a signal for instance."""
    while left := [task for task in asyncio.all_tasks(loop) if not task.done()]:
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


@pytest.fixture
def drive(qapp: QApplication) -> Drive:
    """`play`, for a test that asks for no other fixture of Qt."""
    return play


async def until(so: Callable[[], Any], patience_s: float = PATIENCE_S) -> None:
    """Let the loop go round until something is so and stays; one that never comes fails."""
    async with asyncio.timeout(patience_s):
        while not so():
            await asyncio.sleep(0.01)


async def turns(count: int = 5) -> None:
    """Let the loop go round, Qt's events included."""
    for _ in range(count):
        await asyncio.sleep(0)
        QApplication.sendPostedEvents()


def no_settings(path: Any) -> QSettings:
    """Settings in a file of the test's own."""
    return QSettings(str(path / "settings.ini"), QSettings.IniFormat)
