"""Tells running qubes how this host's monitors are arranged: at their start and when it changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from PyQt5.QtCore import QObject, QTimer
from PyQt5.QtGui import QGuiApplication, QScreen
from PyQt5.QtWidgets import QApplication

from qubesmanager.client.connection import Connection
from qubesmanager.client.monitor_layout import Monitor, layout_text, send_layout, takes_layout
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesException
from qubesmanager.ui.notify import Notifier
from qubesmanager.ui.tasks import Tasks

log = logging.getLogger(__name__)
Send = Callable[[Connection, str, bytes], Awaitable[bool]]
# A monitor that is plugged in changes several things one after the other.
_SETTLE_MS = 500


def monitors() -> list[Monitor]:
    """Those of this host, the main one first, in pixels of theirs."""
    main = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not main)
    return [_monitor(screen) for screen in screens]


def _monitor(screen: QScreen) -> Monitor:
    ratio, place, size = screen.devicePixelRatio(), screen.geometry(), screen.physicalSize()
    return Monitor(
        round(place.width() * ratio),
        round(place.height() * ratio),
        # Qt scales sizes, not places (QScreen: native origin is kept).
        place.x(),
        place.y(),
        round(size.width()),
        round(size.height()),
    )


class MonitorLayout(QObject):
    """For as long as the window that owns it. ``see`` is to be called after every change."""

    def __init__(self, notifier: Notifier, parent: QObject, send: Send = send_layout) -> None:
        super().__init__(parent)
        self._send_layout = send
        # Not the window's: a qube may boot for long, and nobody waits for that.
        self._tasks = Tasks(notifier, self)
        self._system: System | None = None
        # The run (by its start) that each qube was told in.
        self._told: dict[str, int | None] = {}
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._tell_all)
        application = QApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._watch)
        application.screenRemoved.connect(self._changed)
        application.primaryScreenChanged.connect(self._changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._changed)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._changed()

    def _changed(self, *_: object) -> None:
        self._settle.start()

    def _tell_all(self) -> None:
        self._told.clear()
        if self._system is not None:
            self.see(self._system)

    def see(self, system: System) -> None:
        """Tell the qubes that run and have not been told yet."""
        self._system = system
        for name, qube in system.qubes.items():
            if qube.state != "Running":
                self._told.pop(name, None)
            elif self._told.get(name, -1) != qube.start_time and takes_layout(system, qube):
                self._told[name] = qube.start_time
                earlier = self._sending.pop(name, None)
                if earlier is not None:
                    earlier.cancel()
                self._sending[name] = self._tasks.start(self._send(system, name))

    async def stop(self) -> None:
        """The window closes."""
        self._settle.stop()
        await self._tasks.stop()

    async def _send(self, system: System, name: str) -> None:
        try:
            await self._send_layout(system.connection, name, layout_text(monitors()))
        except QubesException as error:
            log.info("no layout for %r: %s", name, error)
