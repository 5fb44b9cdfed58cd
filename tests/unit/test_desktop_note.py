"""Notifications on a session bus of the test's own, taken by a desktop of the test's own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator

import pytest
from PyQt5.QtCore import Q_CLASSINFO, QObject, pyqtSignal, pyqtSlot
from PyQt5.QtDBus import QDBusConnection

from qubesmanager.ui import desktop_note
from tests.unit.test_ui_backup_wizard import Stage, play

PATIENCE_S = 90


class Desktop(QObject):
    """What a desktop's notification service does, as far as we call it."""

    Q_CLASSINFO("D-Bus Interface", desktop_note.SERVICE)
    noted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[tuple[str, str, int]] = []

    @pyqtSlot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout_ms):  # noqa: N802
        self.notes.append((title, body, ord(hints["urgency"])))
        self.noted.emit()
        return 1


@pytest.fixture
def address(program: Callable[[str], str]) -> Iterator[str]:
    daemon = subprocess.Popen(
        [program("dbus-daemon"), "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.communicate(timeout=PATIENCE_S)


@pytest.fixture
def bus(qtbot, address: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(address, "ours")
    QDBusConnection.disconnectFromBus("ours")


@pytest.fixture
def desktop(qtbot, address: str) -> Iterator[Desktop]:
    made = Desktop()
    bus = QDBusConnection.connectToBus(address, "desktop")
    assert bus.registerObject(desktop_note.PATH, made, QDBusConnection.ExportAllSlots)
    assert bus.registerService(desktop_note.SERVICE)
    yield made
    QDBusConnection.disconnectFromBus("desktop")


def test_the_desktop_is_told_in_plain_text(qtbot, bus, desktop) -> None:
    with qtbot.waitSignal(desktop.noted, timeout=PATIENCE_S * 1000):
        assert desktop_note.tell("Backing up", "<b>a & b</b>", failed=True, bus=bus)
    assert desktop.notes == [("Backing up", "&lt;b&gt;a &amp; b&lt;/b&gt;", 2)]


def test_without_a_bus_nothing_is_started_or_waited_for(qtbot, monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not desktop_note.tell("a", "b", failed=False)


@pytest.mark.parametrize("failure", ["", "No space left on device"])
def test_the_end_of_a_backup_is_told(qtbot, tmp_path, monkeypatch, failure) -> None:
    told = []
    monkeypatch.setattr(desktop_note, "tell", lambda *a, **k: told.append((a, k)))

    async def scene() -> None:
        stage = Stage(qtbot, tmp_path, {"work"})
        stage.job.failure = failure
        await stage.to_summary()
        stage.wizard.hide()  # nobody looks
        await stage.wizard.next()
        await stage.wizard.job.wait_ended()
        stage.wizard.close()

    play(scene())
    ((arguments, options),) = told
    assert arguments[0] == "Backing up 1 qube"
    assert arguments[1].startswith("0 of 1" if failure else "1 of 1")
    assert options["failed"] is bool(failure)
