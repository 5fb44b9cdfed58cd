"""Figures of running qubes, asked for only while somebody can see them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from PyQt5.QtCore import QEvent, QObject

from qubesmanager.client import stats
from qubesmanager.protocol import AdminError

if TYPE_CHECKING:
    from qubesmanager.ui.manager.window import ManagerWindow

log = logging.getLogger(__name__)
COLUMNS = ("memory", "cpu")


class StatsFeed(QObject):
    """Follows the stream while the window is shown, is in front, and has one of the columns."""

    def __init__(self, window: ManagerWindow) -> None:
        super().__init__(window)
        self.window = window
        self._task: asyncio.Task[None] | None = None
        window.installEventFilter(self)
        window.table.fit.changed.connect(self.adjust)

    def adjust(self) -> None:
        """Begin or end to follow, as it is wanted now."""
        running = self._task is not None and not self._task.done()
        if self._is_wanted() and not running:
            self._task = self.window.tasks.start(self._follow())
        elif running and not self._is_wanted():
            assert self._task is not None
            self._task.cancel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Show, QEvent.Hide, QEvent.WindowStateChange):
            self.adjust()
        return False

    def _is_wanted(self) -> bool:
        window = self.window
        if window.system is None or not window.isVisible() or window.isMinimized():
            return False
        return any(
            not window.table_view.isColumnHidden(window.model.column_of(key)) for key in COLUMNS
        )

    async def _follow(self) -> None:
        """A daemon that is gone is told elsewhere; the next adjust begins anew."""
        assert self.window.system is not None
        try:
            async for name, figures in stats.follow(self.window.system.connection):
                self.window.model.set_stats(name, figures)
        except AdminError as error:
            log.info("no figures of running qubes: %r", error)
