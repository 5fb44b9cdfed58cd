"""Changes of qubes on their way to the table: few are shown at once, a burst a frame at a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from PyQt5.QtCore import QObject, QTimer

FRAME_MS = 30
AT_ONCE = 20  # changes within a frame that are shown without waiting for the next one
BUDGET_S = 0.008  # of a frame; what is changed in it is drawn and counted in the same turn


class ChangeFeed(QObject):
    """``show`` takes a name, and looks up what is true of that qube then.

    Every turn of the loop that changes something draws the whole table; a burst that comes in many
    small pieces would draw it many times.
    """

    def __init__(self, show: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._waiting: dict[str, None] = {}
        self._shown = 0  # in this frame
        self._frame = QTimer(self)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._next)

    @property
    def busy(self) -> bool:
        """Not everything is shown yet."""
        return bool(self._waiting)

    def changed(self, name: str) -> None:
        if not self._frame.isActive():
            self._frame.start()
        if self._waiting or self._shown >= AT_ONCE:
            self._waiting[name] = None
        else:
            self._shown += 1
            self._show(name)

    def forget(self, name: str) -> None:
        """It is gone."""
        self._waiting.pop(name, None)

    def clear(self) -> None:
        """All is read anew."""
        self._waiting.clear()

    def _next(self) -> None:
        """As many as there is time for, and one at least."""
        self._shown = 0
        if not self._waiting:
            self._frame.stop()
        end = time.perf_counter() + BUDGET_S
        while self._waiting and (not self._shown or time.perf_counter() < end):
            name = next(iter(self._waiting))
            del self._waiting[name]
            self._shown += 1
            self._show(name)
