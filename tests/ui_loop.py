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
from concurrent.futures import Future
from typing import Any, ClassVar, TypeVar

os.environ.setdefault("QT_NO_GLIB", "1")

import pytest
import qasync
from PyQt5.QtCore import QSettings
from PyQt5.QtWidgets import QApplication, QWidget

T = TypeVar("T")
Drive = Callable[[Coroutine[Any, Any, Any]], Any]
PATIENCE_S = 120
_windows: list[QWidget] = []


def play(scene: Coroutine[Any, Any, T], patience_s: float = PATIENCE_S) -> T:
    """Run ``scene`` to its end, with everything it started; one that hangs fails.

    Needs the application, which the fixtures ``qtbot`` and ``qapp`` make.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)  # as the programs do: the end of a scene is the end
    loop = qasync.QEventLoop(app)
    loop.set_default_executor(_Workers())
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(asyncio.wait_for(_kept(scene, app), patience_s))
    except BaseException:
        loop.run_until_complete(_close_windows(app))
        raise
    finally:
        _end_tasks(loop)
        loop.run_until_complete(asyncio.sleep(0.01))  # transports that were closed let go
        _end_tasks(loop)
        loop.close()
        asyncio.set_event_loop(None)


class _Workers(qasync.QThreadExecutor):  # type: ignore[misc]
    """The threads of a scene, and what of theirs has not ended: ``turns`` waits for it."""

    busy: ClassVar[set[Future[Any]]] = set()

    def submit(self, work: Callable[..., T], *args: Any, **more: Any) -> Future[T]:
        future: Future[T] = super().submit(work, *args, **more)
        self.busy.add(future)
        future.add_done_callback(self.busy.discard)
        return future


async def _kept(scene: Coroutine[Any, Any, T], app: QApplication) -> T:
    """Its windows stay referred to: one that nobody has is deleted by Python's collector whenever
    that runs, in the midst of its own painting too. The end of the test deletes them."""
    try:
        return await scene
    finally:
        _windows[:] = app.topLevelWidgets()


async def _close_windows(app: QApplication) -> None:
    """While there is a loop, and not in the midst of another test, which would be blamed."""
    for window in app.topLevelWidgets():
        window.close()
    for _ in range(100):
        if not any(window.isVisible() for window in app.topLevelWidgets()):
            break
        await asyncio.sleep(0.05)


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
    """Let the loop go round, Qt's events included, and what threads have been given come back."""
    await _turns(count)
    while _Workers.busy:
        await until(lambda: not _Workers.busy)
        await _turns(count)


async def _turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)
        QApplication.sendPostedEvents()


def no_settings(path: Any) -> QSettings:
    """Settings in a file of the test's own."""
    return QSettings(str(path / "settings.ini"), QSettings.IniFormat)
