"""One owner for every coroutine that a window starts.

A slot cannot await. ``@owned`` turns a coroutine method into a slot: the task is kept by the
window's ``Tasks``, the named controls are disabled while it runs, and whatever goes wrong is told.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import sys
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from PyQt5 import sip
from PyQt5.QtCore import QObject, pyqtBoundSignal, pyqtSignal

from qubesmanager.protocol import AdminError
from qubesmanager.ui.notify import Notifier


class Control(Protocol):
    """A button or an action."""

    def setEnabled(self, enabled: bool) -> None: ...

    def isEnabled(self) -> bool: ...


class Tasks(QObject):
    """The running coroutines of one window. ``stop`` ends them all and waits for it."""

    idle = pyqtSignal()  # a task has ended, and its controls are enabled again

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.notifier = notifier
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], *controls: Control) -> asyncio.Task[None]:
        """Run ``work`` now; the controls that are enabled stay disabled until it ends."""
        held = [control for control in controls if control.isEnabled()]
        for control in held:
            control.setEnabled(False)
        task = asyncio.ensure_future(self._watch(work, held))
        self._running.add(task)
        task.add_done_callback(self._ended)
        task.add_done_callback(lambda _: work.close())  # cancelled before its first step
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not sip.isdeleted(self):  # the window may be gone before its last task
            self.idle.emit()

    async def _watch(self, work: Coroutine[Any, Any, None], held: list[Control]) -> None:
        try:
            await work
        except (AdminError, OSError) as error:
            self.notifier.report(error)
        except Exception:  # noqa: BLE001 - a bug: the one hook of the program logs it and says so
            sys.excepthook(*sys.exc_info())
        finally:
            for control in held:
                if not _is_gone(control):
                    control.setEnabled(True)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def cancel(self) -> None:
        """Ask all of them to end, but for the one that says so."""
        for task in self._running:
            if task is not asyncio.current_task():
                task.cancel()

    async def stop(self) -> None:
        """Cancel what runs and return when all of it has ended. Safe to call twice."""
        running = [task for task in self._running if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def finished(self) -> None:
        """Wait until nothing runs."""
        while running := [task for task in self._running if task is not asyncio.current_task()]:
            await asyncio.gather(*running, return_exceptions=True)


def _is_gone(control: Control) -> bool:
    """Its window may have been closed meanwhile."""
    return isinstance(control, QObject) and sip.isdeleted(control)


def next_emission(signal: pyqtBoundSignal) -> asyncio.Future[tuple[Any, ...]]:
    """The arguments of the signal's next emission, to be awaited."""
    future: asyncio.Future[tuple[Any, ...]] = asyncio.get_running_loop().create_future()

    def emitted(*args: Any) -> None:
        if not future.done():
            future.set_result(args)

    signal.connect(emitted)
    return future


def owned(*controls: str) -> Callable[[Callable[..., Coroutine[Any, Any, None]]], Any]:
    """A slot out of a coroutine method of an object that has ``tasks``.

    ``controls`` are names of attributes (buttons, actions) to disable meanwhile. Arguments that a
    signal brings and the method does not take are dropped.
    """

    def decorate(method: Callable[..., Coroutine[Any, Any, None]]) -> Any:
        wanted = len(inspect.signature(method).parameters) - 1

        @functools.wraps(method)
        def slot(self: Any, *args: Any) -> asyncio.Task[None]:
            held = [getattr(self, name) for name in controls]
            task: asyncio.Task[None] = self.tasks.start(method(self, *args[:wanted]), *held)
            return task

        return slot

    return decorate
