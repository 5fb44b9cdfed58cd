"""Finding or starting the daemon of a store: real daemons, real races."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager import places
from qubesmanager.client import locate
from qubesmanager.client.connection import Connection
from qubesmanager.protocol import DaemonAccessError
from tests.integration.stores import daemon_pid, kill_process, runtime_dir


@pytest.fixture(autouse=True)
def runtime() -> Iterator[Path]:
    with runtime_dir() as folder:
        yield folder


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    await locate.init_store(tmp_path / "store", "file-reflink")
    return tmp_path / "store"


async def end(*connections: Connection) -> None:
    """End the daemons that were started for all; they would end by themselves much later."""
    for pid in {await daemon_pid(connection) for connection in connections}:
        os.kill(pid, signal.SIGTERM)
        await asyncio.to_thread(os.waitpid, pid, 0)
    for connection in connections:
        await connection.close()


async def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(locate.StoreMissing) as caught:
        await locate.connect(tmp_path / "none")
    assert caught.value.home == tmp_path / "none"
    assert not (tmp_path / "none").exists()


async def test_probe(tmp_path: Path) -> None:
    answer = await locate.probe(tmp_path)
    assert answer["recommended"] in ("file", "file-reflink")
    assert answer["reason"]


async def test_init_twice(home: Path) -> None:
    with pytest.raises(locate.LocateError, match="there is a store"):
        await locate.init_store(home, "file-reflink")


async def test_a_store_that_is_not_wanted_any_more_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process is told as by Ctrl-C, and waited for while it tidies up."""
    half = tmp_path / "half"
    slow = (
        "import pathlib, sys, time\n"
        "half = pathlib.Path(sys.argv[2], 'half')\n"
        "try:\n half.touch()\n time.sleep(600)\n"
        "finally:\n half.unlink()\n"
    )
    monkeypatch.setattr(locate, "_QUBESD", (sys.executable, "-c", slow))
    making = asyncio.create_task(locate.init_store(tmp_path, "file-reflink"))
    async with asyncio.timeout(60):
        while not half.exists():
            assert not making.done()
            await asyncio.sleep(0.01)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert not half.exists()


async def test_a_private_daemon_ends_with_its_connection(home: Path) -> None:
    connection = await locate.connect(home, private=True)
    assert connection.home == home
    pid = await daemon_pid(connection)
    await connection.close()
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(DaemonAccessError):
        await connection.call("admin.vm.List")
    await connection.close()


async def test_a_private_daemon_stays_while_another_command_needs_it(home: Path) -> None:
    first = await locate.connect(home, private=True)
    pid = await daemon_pid(first)
    second = await locate.connect(home, private=True)
    await first.close()
    assert await daemon_pid(second) == pid
    third = await locate.connect(home, private=True)
    await second.close()
    assert await daemon_pid(third) == pid
    # The last one waits for the end, so that the store is free.
    await third.close()
    assert places.read_holder(home) is None
    os.waitpid(pid, 0)


async def test_a_private_daemon_stays_while_a_window_needs_it(home: Path) -> None:
    command = await locate.connect(home, private=True)
    pid = await daemon_pid(command)
    window = await locate.connect(home)
    await command.close()
    later = await locate.connect(home, private=True)
    await later.close()
    assert await daemon_pid(window) == pid
    await window.close()
    await asyncio.to_thread(os.waitpid, pid, 0)


async def test_commands_that_come_and_go_at_once(home: Path) -> None:
    """None of them loses its daemon, and at the end there is none."""

    async def command() -> None:
        connection = await locate.connect(home, private=True)
        try:
            first = await daemon_pid(connection)
            for _ in range(5):
                assert await daemon_pid(connection) == first
        finally:
            await connection.close()

    await asyncio.gather(*(command() for _ in range(3)))
    assert places.read_holder(home) is None


async def test_a_shared_daemon_is_found_and_outlives_its_starter(home: Path) -> None:
    first = await locate.connect(home)
    pid = await daemon_pid(first)
    await first.close()
    second = await locate.connect(home)
    third = await locate.connect(home, private=True)
    assert await daemon_pid(second) == await daemon_pid(third) == pid
    await third.close()  # it did not start the daemon, so it does not end it
    assert await daemon_pid(second) == pid
    await end(second)


async def test_without_start(home: Path) -> None:
    with pytest.raises(locate.LocateError, match="no qubesd serves"):
        await locate.connect(home, start=False)


async def test_two_clients_at_once_get_one_daemon(home: Path) -> None:
    connections = await asyncio.gather(*(locate.connect(home) for _ in range(4)))
    pids = {await daemon_pid(connection) for connection in connections}
    assert len(pids) == 1
    await end(*connections)


async def test_a_killed_daemon_is_started_again(home: Path) -> None:
    connection = await locate.connect(home, private=True)
    try:
        pid = await daemon_pid(connection)
        kill_process(pid)
        assert await daemon_pid(connection) != pid
    finally:
        await connection.close()


async def test_the_reason_of_a_daemon_that_ends_at_once(home: Path) -> None:
    places.store_path(home).write_text("<qubes>\n<broken")
    with pytest.raises(locate.LocateError, match="line 2"):
        await locate.connect(home)
    assert places.store_path(home).read_text() == "<qubes>\n<broken"


async def test_a_lock_file_that_another_store_left(home: Path, tmp_path: Path) -> None:
    """The named socket answers, but for another home."""
    await locate.init_store(tmp_path / "other", "file-reflink")
    other = await locate.connect(tmp_path / "other", private=True)
    try:
        record = {"pid": await daemon_pid(other), "socket": str(other.endpoint.socket)}
        places.lock_path(home).write_text(json.dumps(record))
        connection = await locate.connect(home, private=True)
        try:
            assert await daemon_pid(connection) != record["pid"]
        finally:
            await connection.close()
    finally:
        await other.close()


async def test_a_socket_path_that_is_too_long(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("long" * 30)))
    with pytest.raises(locate.LocateError, match="107"):
        await locate.connect(home)


async def test_the_system_daemon_is_the_default_where_there_is_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = tmp_path / "qubesd.sock"
    system.touch()
    monkeypatch.setattr(places, "SYSTEM_SOCKET", system)
    connection = await locate.connect()
    assert connection.home is None
    assert connection.endpoint.socket == system
    assert connection.endpoint.internal_socket == tmp_path / "qubesd.internal.sock"
    named = await locate.connect(home, private=True)
    assert named.home == home
    await named.close()
