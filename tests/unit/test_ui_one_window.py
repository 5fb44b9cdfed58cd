"""A second start of the Manager finds the first one, whatever became of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from qubesmanager import places
from qubesmanager.ui import one_window
from qubesmanager.ui.one_window import Seat, Wish, take
from tests.integration.stores import runtime_dir
from tests.ui_loop import play

SOON_S = 0.2  # for one who never answers
LONG_S = 60.0  # the others are waited for as long as it takes
HERE = "wayland-7"
TOKEN = "token of the second"


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(one_window, "PATIENCE_S", LONG_S)
    monkeypatch.setenv("WAYLAND_DISPLAY", HERE)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", TOKEN)
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "panel-1_TIME4711")
    with runtime_dir() as folder:
        yield folder


def first(home: Path | None) -> Seat:
    seat = take(home)
    assert seat is not None and seat.is_first
    return seat


async def take_later(home: Path) -> Seat | None:
    return await asyncio.to_thread(take, home)


async def test_the_second_start_shows_the_first_window(tmp_path: Path) -> None:
    seen: list[Wish] = []
    seat = first(tmp_path)
    seat.serve(lambda wish: seen.append(wish) is None)
    assert await take_later(tmp_path) is None
    assert await take_later(tmp_path) is None
    assert seen == [Wish(HERE, "panel-1_TIME4711", TOKEN)] * 2
    await seat.close()


async def test_each_store_has_a_window(tmp_path: Path) -> None:
    seats = [first(tmp_path / name) for name in ("one", "two")] + [first(None)]
    for seat in seats:
        await seat.close()


async def test_after_the_end_of_the_first_the_next_is_the_first(tmp_path: Path) -> None:
    seat = first(tmp_path)
    seat.serve(lambda wish: True)
    await seat.close()
    await seat.close()
    assert not places.prepare_manager_socket(tmp_path).exists()
    await first(tmp_path).close()


async def test_one_that_is_about_to_end_is_waited_for(tmp_path: Path) -> None:
    """Its window would be gone the moment after it was shown."""
    asked = asyncio.Event()

    def show(wish: Wish) -> bool:
        asked.set()
        return False

    seat = first(tmp_path)
    seat.serve(show)
    later = asyncio.create_task(take_later(tmp_path))
    await asyncio.wait_for(asked.wait(), 60)
    await seat.close()
    next_seat = await later
    assert next_seat is not None and next_seat.is_first
    await next_seat.close()


def test_what_a_killed_one_left_hinders_nobody(tmp_path: Path) -> None:
    place = places.prepare_manager_socket(tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(str(place))
    place.with_suffix(".lock").touch()
    asyncio.run(first(tmp_path).close())


def test_one_that_hangs_hinders_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the lock and listens, and nobody takes the call."""
    seat = first(tmp_path)
    monkeypatch.setattr(one_window, "PATIENCE_S", SOON_S)
    later = take(tmp_path)
    assert later is not None and not later.is_first
    asyncio.run(later.close())
    asyncio.run(seat.close())


async def test_a_window_on_another_display_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = first(tmp_path)
    seat.serve(lambda wish: pytest.fail("it was shown"))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-8")
    later = await take_later(tmp_path)
    assert later is not None and not later.is_first
    await seat.close()


def test_a_directory_that_others_can_write_is_not_trusted(
    runtime: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (runtime / "qubes").mkdir()
    (runtime / "qubes").chmod(0o777)
    seat = take(tmp_path)
    assert seat is not None and not seat.is_first
    assert "is open to others" in caplog.text
    caplog.clear()


async def test_another_user_is_neither_asked_nor_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = first(tmp_path)
    seat.serve(lambda wish: pytest.fail("it was shown"))
    monkeypatch.setattr(one_window, "_is_ours", lambda link: False)
    later = await take_later(tmp_path)
    assert later is not None and not later.is_first
    await seat.close()


def test_whose_process_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = socket.socketpair()
    with one, other:
        assert one_window._is_ours(one)
        uid = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: uid + 1)
        assert not one_window._is_ours(one)


@pytest.mark.parametrize(
    "said", [b"", b"x\n", b"[]\n", b"\xff\n", b"{" * 200_000, b"[" * 5000 + b"\n"]
)
async def test_what_is_no_wish_shows_nothing(tmp_path: Path, said: bytes) -> None:
    seat = first(tmp_path)
    seat.serve(lambda wish: pytest.fail("it was shown"))
    reader, writer = await asyncio.open_unix_connection(places.prepare_manager_socket(tmp_path))
    writer.write(said)
    writer.write_eof()
    async with asyncio.timeout(60):
        with contextlib.suppress(ConnectionError):  # it hangs up before it has read all
            assert await reader.read() == b""
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
    await seat.close()


@pytest.mark.parametrize("hide", [QWidget.hide, QWidget.showMinimized])
def test_a_window_comes_forward_with_the_token(
    qtbot: object, monkeypatch: pytest.MonkeyPatch, hide: Callable[[QWidget], None]
) -> None:
    class Window(QWidget):
        token = ""

        def activateWindow(self) -> None:
            self.token = os.environ["XDG_ACTIVATION_TOKEN"]
            super().activateWindow()

    async def scene() -> None:
        window = Window()
        window.show()
        hide(window)
        one_window.bring_forward(window, replace(Wish.of_this_process(), activation_token="mine"))
        assert window.isVisible() and not window.windowState() & Qt.WindowMinimized
        assert window.token == "mine" and "XDG_ACTIVATION_TOKEN" not in os.environ
        window.close()

    play(scene())
