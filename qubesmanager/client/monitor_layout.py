"""The layout of the host's monitors, told to the graphical sessions in qubes.

Stock format of the service ``qubes.SetMonitorLayout``: a line for each monitor, the main one first,
``WIDTH HEIGHT X Y`` in pixels, then for a screen of many dots an inch also its size in mm, so that
the qube can draw larger.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from qubesmanager.client.connection import Connection
from qubesmanager.client.services import service_command
from qubesmanager.client.system import QubeInfo, System

log = logging.getLogger(__name__)

SERVICE = "qubes.SetMonitorLayout"
_SESSION = "qubes.WaitForSession"
_WITH_SCREEN, _WITHOUT_LAYOUT = "gui", "no-monitor-layout"
_MANY_DOTS_AN_INCH = 143
_MM_AN_INCH = 25.4
# A qube that boots, and a person who has to log in.
_SESSION_TIMEOUT_S = 600.0
_SEND_TIMEOUT_S = 30.0


@dataclass(frozen=True)
class Monitor:
    """In pixels; the physical width and height in mm, 0 if the host does not know."""

    width: int
    height: int
    x: int
    y: int
    width_mm: int = 0
    height_mm: int = 0


def layout_text(monitors: Iterable[Monitor]) -> bytes:
    return "".join(f"{_line(monitor)}\n" for monitor in monitors).encode()


def _line(monitor: Monitor) -> str:
    words = [monitor.width, monitor.height, monitor.x, monitor.y]
    if monitor.width_mm and monitor.height_mm:
        dots_an_inch = monitor.width / monitor.width_mm * _MM_AN_INCH
        if dots_an_inch > _MANY_DOTS_AN_INCH:
            words += [monitor.width_mm, monitor.height_mm]
    return " ".join(map(str, words))


def takes_layout(system: System, qube: QubeInfo) -> bool:
    """Whether the qube shows windows, as it or its templates say, and heeds the layout."""
    if qube.klass in ("AdminVM", "RemoteVM"):
        return False
    return bool(_inherited(system, qube, _WITH_SCREEN)) and not _inherited(
        system, qube, _WITHOUT_LAYOUT
    )


def _inherited(system: System, qube: QubeInfo | None, feature: str) -> str:
    while qube is not None:
        if feature in qube.features:
            return qube.features[feature]
        qube = system.qubes.get(qube.template or "")
    return ""


async def send_layout(connection: Connection, qube: str, layout: bytes) -> bool:
    """To the session in a running qube, once there is one. Whether it was taken; if not, logged.

    That a qube has no session or does not know the service is nothing to bother anybody with.
    """
    try:
        await _run(connection, qube, _SESSION, b"", _SESSION_TIMEOUT_S)
        await _run(connection, qube, SERVICE, layout, _SEND_TIMEOUT_S)
    except (_NotTaken, TimeoutError) as error:
        log.info("%r has not taken the layout of the monitors: %s", qube, error or "no answer")
        return False
    return True


class _NotTaken(Exception):
    """What the service said."""


async def _run(
    connection: Connection, qube: str, service: str, stdin: bytes, timeout_s: float
) -> None:
    process = await asyncio.create_subprocess_exec(
        *service_command(connection, qube, service),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(timeout_s):
            _, complaint = await process.communicate(stdin)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()  # its end is told only when its pipe is empty
    if process.returncode != 0:
        raise _NotTaken(f"{service}: {complaint.decode('utf-8', 'replace').strip()}")
