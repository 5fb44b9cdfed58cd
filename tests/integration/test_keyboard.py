"""The Manager as a program on a real X server, operated by real key events and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qubesmanager import places
from tests.integration.served import QubeHere
from tests.integration.stores import runtime_dir

pytestmark = [pytest.mark.real, pytest.mark.slow]
PATIENCE_S = 120
# So long keys may be on their way before they are pressed again; pages must not be turned twice.
AGAIN_S, PAGE_S = 2, 10


def until(condition: Callable[[], Any], what: str) -> Any:
    if found := came(condition, PATIENCE_S):
        return found
    pytest.fail(f"waited in vain for {what}", pytrace=False)


def came(condition: Callable[[], Any], patience_s: float) -> Any:
    deadline = time.monotonic() + patience_s
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


class Keyboard:
    """xdotool on one display; keys go to the window of a title, wherever the pointer is."""

    def __init__(self, display: str, xdotool: str) -> None:
        self._environ = {**os.environ, "DISPLAY": display}
        self._xdotool = xdotool

    def _run(self, *words: str) -> str:
        command = [self._xdotool, *words]
        done = subprocess.run(command, env=self._environ, capture_output=True, text=True)
        return done.stdout

    def window(self, title: str) -> str:
        """The id of a visible window, once there is one."""
        words = ("search", "--onlyvisible", "--name", title)
        return until(lambda: self._run(*words).split(), f"the window {title}")[-1]

    def is_there(self, title: str) -> bool:
        return bool(self._run("search", "--onlyvisible", "--name", title).split())

    def open(self, title: str, press: Callable[[], object], again_s: float = AGAIN_S) -> None:
        """Press keys until a window of that title is there; they may come too early."""

        def opened() -> bool:
            press()
            return bool(came(lambda: self.is_there(title), again_s))

        until(opened, f"the window {title}")

    def turn(self, title: str) -> None:
        """To the next page of a wizard, which has this title."""
        self.open(title, lambda: self.press("alt+n"), PAGE_S)

    def focus(self, title: str) -> None:
        self._run("windowfocus", "--sync", self.window(title))

    def press(self, *keys: str) -> None:
        for key in keys:
            self._run("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        self._run("type", "--delay", "8", text)


@pytest.fixture
def display(program: Callable[[str], str]) -> Iterator[str]:
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            program("Xvfb"),
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
            "-noreset",  # not even when xdotool has come and gone before the Manager has come
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def test_a_qube_is_made_set_up_saved_removed_and_restored_by_keys(
    display: str, program: Callable[[str], str], tmp_path: Path
) -> None:
    with runtime_dir():
        store = QubeHere(tmp_path / "store")
        store.run("init", "--pool-driver", "file-reflink")
        store.run("create", "--class", "TemplateVM", "--label", "black", "tpl")
        environ = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        environ["XDG_CONFIG_HOME"] = str(tmp_path / "config")
        manager = subprocess.Popen(
            [Path(sys.executable).with_name("qubes-qube-manager"), "--home", str(store.home)],
            env=environ,
        )
        try:
            by_keys(Keyboard(display, program("xdotool")), store, tmp_path)
            manager.send_signal(signal.SIGTERM)
            assert manager.wait(PATIENCE_S) == 0
        finally:
            manager.kill()
            manager.wait()
            if (holder := places.read_holder(store.home)) is not None:
                os.kill(holder.pid, signal.SIGTERM)


def by_keys(keys: Keyboard, store: QubeHere, folder: Path) -> None:
    """A qube is made, set up, backed up, removed, and restored."""

    def names() -> set[str]:
        return {row["name"] for row in json.loads(store.run("--json", "ls").stdout)}

    keys.focus("Qube Manager")
    keys.open("New qube", lambda: keys.press("ctrl+n"))
    keys.focus("New qube")
    keys.type("typed")
    keys.press("Return")
    until(lambda: "typed" in names(), "the new qube")
    change_settings(keys, store)
    back_up(keys, folder)
    on_typed(keys, "Delete", "Remove")
    keys.press("alt+r")
    until(lambda: "typed" not in names(), "the qube to go")
    restore(keys, folder / "kept")
    until(lambda: "typed" in names(), "the qube to be back")
    until(lambda: memory(store) == "555", "what was set to be back")


def on_typed(keys: Keyboard, key: str, window: str) -> None:
    """That key with the list's cursor on the qube opens a window; an event brings it there."""

    def press() -> None:
        keys.focus("Qube Manager")
        keys.press("ctrl+f", "ctrl+a")
        keys.type("name:typed")
        keys.press("Down", key)

    keys.open(window, press)
    keys.focus(window)


def memory(store: QubeHere) -> str:
    return store.run("prefs", "typed", "memory", ok=False).stdout.strip()


def change_settings(keys: Keyboard, store: QubeHere) -> None:
    on_typed(keys, "ctrl+e", "Settings of typed")
    keys.press("Down")  # the list of pages has the keys; the second one has the memory

    def set_memory() -> bool:
        keys.press("alt+m", "ctrl+a")
        keys.type("555")
        keys.press("alt+y")  # Apply can be pressed when all pages are read
        return bool(came(lambda: memory(store) == "555", AGAIN_S))

    until(set_memory, "the memory to be set")
    keys.press("Escape")
    until(lambda: not keys.is_there("Settings of typed"), "the settings to close")


def back_up(keys: Keyboard, folder: Path) -> None:
    """The qube that is selected in the list; not read back, to save the time."""
    keys.focus("Qube Manager")
    keys.open("Back up qubes – What", lambda: keys.press("ctrl+b"))
    keys.focus("Back up qubes – What")
    keys.turn("Back up qubes – Where")
    keys.press("alt+f", "ctrl+a")
    keys.type(str(folder))
    keys.press("alt+m", "ctrl+a")
    keys.type("kept")
    keys.turn("Back up qubes – Passphrase")
    keys.type("pass phrase")
    keys.press("alt+m")
    keys.type("pass phrase")
    keys.press("alt+r")
    keys.turn("Back up qubes – Summary")
    keys.press("alt+u")
    until((folder / "kept").exists, "the archive")
    until(
        lambda: keys.press("alt+c") or not keys.is_there("Back up qubes"), "the end of the backup"
    )


def restore(keys: Keyboard, archive: Path) -> None:
    keys.focus("Qube Manager")
    keys.open("Restore qubes – From where", lambda: keys.press("ctrl+r"))
    keys.focus("Restore qubes – From where")
    keys.type(str(archive))
    keys.turn("Restore qubes – Passphrase")
    keys.type("pass phrase")
    keys.turn("Restore qubes – Plan")
    keys.press("alt+r")
