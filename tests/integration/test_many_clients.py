"""Many clients at once, slow ones, and those that vanish: qubesd serves on and keeps nothing."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from qubesmanager.backend.new_store import create_store
from tests.integration.daemon import Daemon, read_all

CLIENTS = 200
# What a fresh interpreter may still take for its pools and caches.
GROWTH_KIB = 4096
SETTLE_S = 60.0


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    folder: Path = tmp_path_factory.mktemp("clients")
    asyncio.run(create_store(folder / "home", "file-reflink"))
    daemon = Daemon(folder / "home")
    daemon.call("admin.vm.Create.TemplateVM", payload="name=tpl label=black")
    daemon.call("admin.vm.Create.AppVM", "tpl", payload="name=work label=red")
    yield daemon
    assert daemon.stop() == 0
    assert "Traceback" not in daemon.log, daemon.log[-5000:]
    assert "never retrieved" not in daemon.log and "was destroyed" not in daemon.log


def settled(daemon: Daemon, open_files: int) -> bool:
    """Whether the daemon comes back to so many descriptors."""
    deadline = time.monotonic() + SETTLE_S
    while time.monotonic() < deadline:
        if daemon.open_files() <= open_files:
            return True
        daemon.call("admin.vm.List")
    return False


def listen(daemon: Daemon) -> socket.socket:
    """An event stream that is open."""
    client = daemon.open()
    client.sendall(b"admin.Events+ dom0 name dom0\0")
    client.shutdown(socket.SHUT_WR)
    opening = b"1\0\0connection-established\0\0"
    assert client.recv(len(opening), socket.MSG_WAITALL) == opening
    return client


def test_two_hundred_clients_with_every_kind_of_call(daemon: Daemon) -> None:
    before = daemon.open_files()
    start_line = threading.Barrier(CLIENTS)

    def work(number: int) -> bytes:
        start_line.wait(timeout=60)
        if number % 5 == 0:
            with closing(listen(daemon)) as stream:
                return stream.recv(2)  # some event of the others
        if number % 5 == 1:
            return daemon.raw(f"admin.vm.tag.Set+t{number} dom0 name work\0".encode())[:2]
        if number % 5 == 2:
            return daemon.raw(b"internal.GetInventory+ dom0 name dom0\0", internal=True)[:2]
        if number % 5 == 3:
            return daemon.raw(b"admin.vm.property.GetAll+ dom0 name work\0")[:2]
        return daemon.raw(b"admin.vm.property.Set+memory dom0 name work\x00500")[:2]

    with ThreadPoolExecutor(CLIENTS) as pool:
        futures = [pool.submit(work, number) for number in range(CLIENTS)]
        others = [futures[number].result(120) for number in range(CLIENTS) if number % 5]
        streams = [futures[number] for number in range(0, CLIENTS, 5)]
        count = 0
        while not all(stream.done() for stream in streams):
            daemon.call("admin.vm.feature.Set", "last", "work", str(count := count + 1))
        heard = {stream.result() for stream in streams}
    assert set(others) == {b"0\0"}
    assert heard == {b"1\0"}
    tags = daemon.call("admin.vm.tag.List", dest="work").split()
    assert {f"t{number}" for number in range(1, CLIENTS, 5)} <= set(tags)
    assert settled(daemon, before)


def test_slow_clients_hold_up_nobody(daemon: Daemon) -> None:
    """Requests that come a byte at a time, and replies that nobody reads."""
    before = daemon.open_files()
    with ExitStack() as stack:
        slow = [stack.enter_context(daemon.open()) for _ in range(CLIENTS)]
        deaf = []
        for _ in range(50):
            client = stack.enter_context(daemon.open(internal=True))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            client.sendall(b"internal.GetInventory+ dom0 name dom0\0")
            client.shutdown(socket.SHUT_WR)
            deaf.append(client)
        for byte in b"admin.vm.List+ dom0 name dom0\0":
            for client in slow:
                client.send(bytes([byte]))
        # None of them has ended its request or read its reply.
        assert daemon.call("admin.vm.property.Get", "label", "work")
        for client in slow:
            client.shutdown(socket.SHUT_WR)
        assert {read_all(client)[:2] for client in slow} == {b"0\0"}
        assert {read_all(client)[-2:] for client in deaf} == {b"]}"}
    assert settled(daemon, before)


def test_clients_that_vanish(daemon: Daemon) -> None:
    """In mid-request, before the reply, in mid-event: no socket, no listener, no memory stays."""

    def vanish(rounds: int) -> None:
        for number in range(rounds):
            with daemon.open() as client:
                client.sendall(b"admin.vm.Li")
            with daemon.open() as client:
                client.sendall(b"x" * 60_000)
            with daemon.open(internal=True) as client:
                client.sendall(b"internal.GetInventory+ dom0 name dom0\0")
                client.shutdown(socket.SHUT_WR)
            with closing(listen(daemon)) as stream:
                stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
                daemon.call("admin.vm.feature.Set", "f", "work", str(number))

    vanish(100)  # pools and caches have then the size that they need
    before, memory_kib = daemon.open_files(), daemon.memory_kib()
    vanish(400)
    assert settled(daemon, before)
    assert daemon.memory_kib() - memory_kib < GROWTH_KIB
    # Whoever is gone is no longer told; a stream that is left is told everything once.
    with closing(listen(daemon)) as stream:
        daemon.call("admin.vm.feature.Set", "f", "work", "end")
        told = b""
        while b"\0domain-feature-set:f\0" not in told:
            told += stream.recv(4096)
        assert told.count(b"domain-feature-set:f") == 1


def test_calls_take_no_memory(daemon: Daemon) -> None:
    def calls(count: int) -> None:
        for _ in range(count):
            daemon.call("admin.vm.property.GetAll", dest="work")
            daemon.call("admin.vm.volume.CloneFrom", "private", "work")
            daemon.raw(b"admin.vm.nosuch+ dom0 name work\0")
            daemon.call("admin.vm.tag.Set", "odd", "work")
            daemon.call("admin.vm.tag.Remove", "odd", "work")

    calls(100)
    memory_kib = daemon.memory_kib()
    calls(400)
    assert daemon.memory_kib() - memory_kib < GROWTH_KIB


def test_a_listener_that_reads_nothing_is_cut_off(daemon: Daemon) -> None:
    """Its events cannot pile up for ever: it gets an end instead of a gap, and asks afresh."""
    before = daemon.open_files()
    changes = 80
    with closing(listen(daemon)) as stream:
        for number in range(changes):
            daemon.call("admin.vm.feature.Set", "f", "work", f"{number}" + "x" * 60_000)
        data = read_all(stream)
    assert 0 < data.count(b"domain-feature-set:f") < changes
    assert data.endswith(b"\0\0")
    assert settled(daemon, before)
    daemon.call("admin.vm.feature.Remove", "f", "work")
