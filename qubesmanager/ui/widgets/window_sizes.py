"""Windows open as large as the last one of their kind was; where is the desktop's business."""

from __future__ import annotations

from PyQt5.QtCore import QSettings, QSize
from PyQt5.QtWidgets import QWidget


class WindowSizes:
    """``restore`` before a window is shown, ``keep`` when it goes; nothing without ``settings``."""

    def __init__(self) -> None:
        self.settings: QSettings | None = None

    def restore(self, window: QWidget) -> None:
        """No larger than the screen; its least size is Qt's to keep."""
        size = None if self.settings is None else self.settings.value(_key(window))
        if isinstance(size, QSize) and size.isValid():
            window.resize(size.boundedTo(window.screen().availableSize()))

    def keep(self, window: QWidget) -> None:
        """One that fills the screen tells nothing."""
        if self.settings is not None and not (window.isMaximized() or window.isFullScreen()):
            self.settings.setValue(_key(window), window.size())


#: Of this program; its beginning gives it the settings.
window_sizes = WindowSizes()


def _key(window: QWidget) -> str:
    return f"sizes/{type(window).__name__}"
