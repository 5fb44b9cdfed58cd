"""A notification of the desktop, for somebody who does not look at our window at that moment."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from PyQt5.QtCore import QMetaType
from PyQt5.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
ICON = "qubes-manager"
_NORMAL, _CRITICAL = 1, 2  # urgency: a critical one stays until it is dismissed
_AS_LONG_AS_USUAL = -1


def tell(title: str, text: str, *, failed: bool, bus: QDBusConnection | None = None) -> bool:
    """Ask the desktop to show it, and wait for nothing. False where there is no session bus."""
    if bus is None:
        if not _has_session_bus():
            return False
        bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        log.info("no notification, for the session bus does not answer")
        return False
    call = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "Notify")
    urgency = QDBusArgument(_CRITICAL if failed else _NORMAL, QMetaType.UChar)
    call.setArguments(
        [
            "Qube Manager",
            QDBusArgument(0, QMetaType.UInt),
            ICON,
            title,
            _as_markup(text),
            QDBusArgument([], QMetaType.QStringList),
            {"urgency": urgency, "desktop-entry": "qubes-qube-manager"},
            _AS_LONG_AS_USUAL,
        ]
    )
    return bus.send(call)


def _has_session_bus() -> bool:
    """Where there is none, Qt would start one, or search for it on the screen."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and Path(runtime, "bus").exists()


def _as_markup(text: str) -> str:
    """The body may hold tags, so what comes out of a qube must not."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
