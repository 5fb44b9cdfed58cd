"""The layout of the host's monitors: its text, who gets it, and when."""

from __future__ import annotations

from dataclasses import replace

from PyQt5.QtCore import QObject

from qubesmanager.client.connection import Connection
from qubesmanager.client.monitor_layout import Monitor, layout_text, takes_layout
from qubesmanager.ui.monitor_layout import MonitorLayout, monitors
from qubesmanager.ui.notify import Notifier
from tests.fakes.system import FakeSystem, qube
from tests.ui_loop import play, turns


def test_the_text() -> None:
    plain = Monitor(1920, 1080, 0, 0, 527, 296)
    fine = Monitor(3840, 2160, 1920, 0, 344, 194)
    unknown = Monitor(800, 600, 0, 1080)
    assert layout_text([plain, fine, unknown]) == (
        b"1920 1080 0 0\n3840 2160 1920 0 344 194\n800 600 0 1080\n"
    )


def system() -> FakeSystem:
    """``shown`` and ``text`` run; the template of both has a screen, ``text`` wants no layout."""
    template = replace(qube("tpl", "TemplateVM"), features={"gui": "1"})
    running = {"template": "tpl", "state": "Running", "start_time": 5}
    shown = replace(qube("shown"), **running)
    text = replace(qube("text"), **running, features={"no-monitor-layout": "1"})
    plain = replace(qube("plain"), state="Running", template=None, start_time=5)
    return FakeSystem([template, shown, text, plain])


def test_who_gets_it() -> None:
    there = system()
    assert [name for name, info in there.qubes.items() if takes_layout(there, info)] == [
        "tpl",
        "shown",
    ]


def test_when_it_is_sent(qapp) -> None:
    told: list[tuple[str, bytes]] = []

    async def send(connection: Connection, name: str, layout: bytes) -> bool:
        told.append((name, layout))
        return True

    async def scene() -> None:
        there, owner = system(), QObject()
        layout = MonitorLayout(Notifier(), owner, send)

        async def see(**facts: object) -> list[str]:
            there.qubes["shown"] = replace(there.qubes["shown"], **facts)
            told.clear()
            layout.see(there)
            await turns()
            return [name for name, _ in told]

        assert await see() == ["shown"]
        assert await see() == []
        assert await see(state="Halted", start_time=None) == []
        assert await see(state="Running", start_time=9) == ["shown"]
        told.clear()
        qapp.primaryScreenChanged.emit(qapp.primaryScreen())
        while not told:
            await turns()
        assert told == [("shown", layout_text(monitors()))]
        await layout.stop()

    play(scene())
    assert layout_text(monitors()).count(b"\n") == len(qapp.screens())
