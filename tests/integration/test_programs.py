"""The three programs of the desktop menu, started as they are there and ended by the session."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from qubesmanager import __version__, places
from tests.integration.stores import store

pytestmark = [pytest.mark.real, pytest.mark.slow]
PATIENCE_S = 90
PROGRAMS = {
    "qubes-qube-manager": "manager",
    "qubes-backup": "backup",
    "qubes-backup-restore": "restore",
}


async def start(name: str, *arguments: str, **more: str) -> asyncio.subprocess.Process:
    # However busy the machine is, a window that is there is waited for.
    code = (
        "import sys; from qubesmanager.ui import launch, one_window;"
        f" one_window.PATIENCE_S = {PATIENCE_S}; sys.exit(launch.{PROGRAMS[name]}())"
    )
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **more},
    )


@pytest.mark.parametrize("name", PROGRAMS)
async def test_version_and_help(name: str) -> None:
    for option, part in (("--version", __version__), ("--help", "--home")):
        process = await start(name, option)
        output, _ = await process.communicate()
        assert process.returncode == 0
        assert part in output.decode()


@pytest.mark.parametrize("name", PROGRAMS)
async def test_the_end_of_the_session_ends_it_in_good_order(
    name: str, runtime: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    async with store(home):
        process = await start(name, "--home", str(home), XDG_CONFIG_HOME=str(tmp_path / "config"))
        try:
            await window_is_up(process)
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(PATIENCE_S):
                output, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()  # its end is told only when its pipe is empty
        assert process.returncode == 0, output.decode()
        assert "Traceback" not in output.decode()
        if name == "qubes-qube-manager":
            assert list((tmp_path / "config").rglob("*.conf")), "the layout is kept"
        assert places.read_holder(home) is not None, "qubesd serves others, too"


async def test_a_second_manager_shows_the_window_of_the_first(
    runtime: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"

    async def another(*more: str) -> asyncio.subprocess.Process:
        config = str(tmp_path / "config")
        return await start("qubes-qube-manager", "--home", str(home), *more, XDG_CONFIG_HOME=config)

    async with store(home):
        running = [await another()]
        try:
            await window_is_up(running[0])
            second = await another()
            async with asyncio.timeout(PATIENCE_S):
                output, _ = await second.communicate()
            assert (second.returncode, output) == (0, b"")
            running.append(await another("--new-window"))
            await window_is_up(running[1])
            assert running[0].returncode is None
            running[0].kill()
            await running[0].communicate()
            running.append(await another())
            await window_is_up(running[2])
        finally:
            for process in running:
                if process.returncode is None:
                    process.kill()
                    await process.communicate()


async def window_is_up(process: asyncio.subprocess.Process) -> None:
    """The offscreen platform complains of every window that it shows."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        while line := await process.stdout.readline():
            if b"propagateSizeHints" in line:
                return
    raise AssertionError("the program ended without a window")
