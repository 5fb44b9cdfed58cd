"""Reading everything at once, by either road, and following events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import INCOMPLETE_TAG, parse_inventory
from qubesmanager.client.system import Change, ChangeKind, System
from qubesmanager.protocol import (
    DaemonCommunicationError,
    Event,
    PropertyValue,
    QubesValueError,
    Request,
    encode_exception,
    encode_success,
)
from tests.socket_server import Server, serving


def qube(name: str, **changes: Any) -> dict[str, Any]:
    record = {
        "name": name,
        "class": "AppVM",
        "state": "Halted",
        "label": "blue",
        "template": "debian",
        "netvm": None,
        "properties": {
            "backup_timestamp": {"value": "1700000000", "type": "int", "default": False},
            "memory": {"value": "400", "type": "int", "default": True},
        },
        "features": {"gui": "1"},
        "tags": ["created-by-dom0"],
        "notes": "",
        "incomplete": False,
        "volumes": [
            {"name": "root", "pool": "p", "vid": "r", "size": 100, "usage": 7, "rw": True,
             "save_on_stop": False, "snap_on_start": True, "source": "tr", "path": None,
             "revisions_to_keep": 0, "is_outdated": False},
            {"name": "private", "pool": "p", "vid": "v", "size": 50, "usage": 3, "rw": True,
             "save_on_stop": True, "snap_on_start": False, "source": None, "path": "/x",
             "revisions_to_keep": 1, "is_outdated": False},
        ],
    }  # fmt: skip
    return {**record, **changes}


class Store:
    """The inventory that the server answers from."""

    def __init__(self, *names: str) -> None:
        self.qubes = {name: qube(name) for name in names}

    def answer(self, request: Request) -> bytes:
        if request.dest != "dom0" and request.dest not in self.qubes:
            return encode_exception("QubesVMNotFoundError", f"No such domain: '{request.dest}'")
        chosen = [q for name, q in self.qubes.items() if request.dest in ("dom0", name)]
        return encode_success(
            json.dumps(
                {
                    "labels": [{"name": "blue", "index": 6, "color": "0x3465A4"}],
                    "pools": [
                        {"name": "p", "driver": "file", "size": 10, "usage": 4, "config": {}},
                        {"name": "k", "driver": "linux-kernel", "size": None, "usage": None,
                         "config": {"dir_path": "/k"}},
                    ],
                    "global": {
                        "default_pool": {"value": "p", "type": "str", "default": False}
                    },
                    "qubes": chosen,
                }
            )
        )  # fmt: skip


async def test_one_call_reads_everything(tmp_path: Path) -> None:
    store = Store("work", "vault")
    async with serving(tmp_path, {"internal.GetInventory": store.answer}) as (server, connection):
        system = System(connection)
        await system.load()
    assert server.names() == ["internal.GetInventory"]
    assert list(system.qubes) == ["work", "vault"]
    work = system.qubes["work"]
    assert (work.disk_used_bytes, work.disk_size_bytes) == (3, 50)
    assert work.last_backup == 1700000000
    assert work.properties["memory"] == PropertyValue("int", "400", True)
    assert system.pools["p"].free_bytes == 6
    assert system.pools["k"].free_bytes is None
    # 10 of which 4 are used and 2 free: the file system keeps 4 for itself.
    assert replace(system.pools["p"], free=2).capacity == 6
    assert (system.pools["p"].capacity, system.pools["k"].capacity) == (10, None)
    assert system.labels["blue"].color == "#3465a4"
    assert system.global_properties["default_pool"].value == "p"


@pytest.mark.parametrize("reply", [b"", b"[]", b'{"qubes": [{}]}', b'{"qubes": [{"name": 1}]}'])
def test_an_inventory_that_is_none(reply: bytes) -> None:
    with pytest.raises(DaemonCommunicationError):
        parse_inventory(reply)


STOCK = {
    "admin.vm.List": b"dom0 class=AdminVM state=Running uuid=0\nwork class=AppVM state=Halted\n",
    "admin.vm.List+@work": b"work class=AppVM state=Running\n",
    "admin.vm.property.GetAll": b"label default=False type=label blue\n"
    b"template default=False type=vm debian\nnetvm default=True type=vm \n"
    b"backup_timestamp default=True type=int \n",
    "admin.vm.property.GetAll+@dom0": b"label default=False type=label black\n",
    "admin.vm.feature.List": b"gui\n",
    "admin.vm.feature.List+@dom0": b"",
    "admin.vm.feature.Get": b"1",
    "admin.vm.tag.List": b"backup-restore-in-progress\n",
    "admin.vm.tag.List+@dom0": b"",
    "admin.vm.notes.Get": "ein Žluťoučký kůň".encode(),
    "admin.vm.volume.List": b"private\n",
    "admin.vm.volume.List+@dom0": b"",
    "admin.vm.volume.Info": b"pool=p\nvid=v=1\nsize=50\nusage=3\nrw=True\nsource=\n"
    b"save_on_stop=True\nsnap_on_start=False\nrevisions_to_keep=1\n",
    "admin.pool.List": b"p\n",
    "admin.pool.Info": b"driver=file\nname=p\nsize=99\nusage=98\n",
    "admin.pool.UsageDetails": b"data_size=10\ndata_usage=4\n",
    "admin.label.List": b"blue\n",
    "admin.label.Get": b"0x3465a4",
    "admin.label.Index": b"6",
    "admin.property.GetAll": b"default_pool default=True type=str p\n",
}


async def test_a_stock_daemon_is_read_by_stock_calls(tmp_path: Path) -> None:
    async with serving(tmp_path, STOCK, internal=False) as (server, connection):
        system = System(connection)
        await system.load()
        refreshed = await system.refresh("work")
    assert all(name.startswith("admin.") for name in server.names())
    assert list(system.qubes) == ["dom0", "work"]
    work = system.qubes["work"]
    assert work is refreshed
    assert (work.klass, work.state, work.label) == ("AppVM", "Running", "blue")
    assert (work.template, work.netvm, work.last_backup) == ("debian", None, None)
    assert work.incomplete
    assert work.notes == "ein Žluťoučký kůň"
    assert work.features == {"gui": "1"}
    assert work.volumes[0].vid == "v=1"
    assert work.disk_used_bytes == 3
    assert system.qubes["dom0"].volumes == ()
    assert system.pools["p"].free_bytes == 6
    assert system.labels["blue"].index == 6


async def test_a_daemon_whose_internal_socket_lacks_our_call(tmp_path: Path) -> None:
    async with serving(tmp_path, STOCK) as (_, connection):
        system = System(connection)
        await system.load()
    assert list(system.qubes) == ["dom0", "work"]


async def test_create_and_remove(tmp_path: Path) -> None:
    store = Store("work")
    answers = {
        "internal.GetInventory": store.answer,
        "admin.vm.CreateInPool.AppVM": b"",
        "admin.vm.Create.AppVM": b"",
        "internal.vm.CreateIncomplete.AppVM": b"",
        "admin.vm.Remove": b"",
    }
    async with serving(tmp_path, answers) as (server, connection):
        system = System(connection)
        await system.create_qube("AppVM", "work", "red", "debian", "big")
        await system.create_qube("AppVM", "work", "red")
        await system.create_qube("AppVM", "work", "red", pool="big", incomplete=True)
        assert list(system.qubes) == ["work"]
        await system.remove_qube("work")
        assert system.qubes == {}
        with pytest.raises(QubesValueError):
            await system.create_qube("AppVM", "work pool=x", "red")
    in_pool, _, plain, _, marked, _, removed = server.requests
    assert marked.payload == b"name=work label=red pool=big"
    assert (in_pool.arg, in_pool.payload) == ("debian", b"name=work label=red pool=big")
    assert (plain.arg, plain.payload) == ("", b"name=work label=red")
    assert removed.dest == "work"


async def test_a_stock_daemon_marks_a_new_qube_afterwards(tmp_path: Path) -> None:
    answers = {**STOCK, "admin.vm.Create.AppVM": b"", "admin.vm.tag.Set": b""}
    async with serving(tmp_path, answers, internal=False) as (server, _):
        connection = Connection(replace(server.endpoint, home=None))
        made = await System(connection).create_qube("AppVM", "work", "red", incomplete=True)
    assert made.incomplete
    assert server.names()[:2] == ["admin.vm.Create.AppVM", "admin.vm.tag.Set"]
    assert (server.requests[1].arg, server.requests[1].dest) == (INCOMPLETE_TAG, "work")


class Watched:
    """A system followed in a task, its changes in a queue."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.changes: asyncio.Queue[Change] = asyncio.Queue()

    async def __aenter__(self) -> Watched:
        self._task = asyncio.create_task(self.system.watch(self.changes.put_nowait))
        assert (await self.next()).kind is ChangeKind.RELOADED
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        assert self._task.cancelled()

    async def next(self) -> Change:
        async with asyncio.timeout(60):
            return await self.changes.get()


@asynccontextmanager
async def watching(folder: Path, store: Store) -> AsyncIterator[tuple[Server, Watched]]:
    async with (
        serving(folder, {"internal.GetInventory": store.answer}) as (server, connection),
        Watched(System(connection)) as watched,
    ):
        yield server, watched


async def test_events_change_only_what_they_name(tmp_path: Path) -> None:
    store = Store("work", "vault")
    async with watching(tmp_path, store) as (server, watched):
        server.requests.clear()
        store.qubes["work"]["label"] = "red"
        await server.send(
            Event("work", "property-pre-set:label", {"name": "label"}),
            Event("work", "property-reset:icon", {"name": "icon"}),
            Event("work", "property-set:label", {"name": "label"}),
        )
        assert await watched.next() == Change(ChangeKind.CHANGED, "work")
        assert watched.system.qubes["work"].label == "red"
        assert [request.dest for request in server.requests] == ["work"]

        store.qubes["new"] = qube("new")
        await server.send(Event("", "domain-add", {"vm": "new"}))
        assert await watched.next() == Change(ChangeKind.ADDED, "new")
        del store.qubes["vault"]
        await server.send(Event("", "domain-delete", {"vm": "vault"}))
        assert await watched.next() == Change(ChangeKind.REMOVED, "vault")
        assert set(watched.system.qubes) == {"work", "new"}

        await server.send(Event("", "pool-add", {"pool": "p"}))
        assert await watched.next() == Change(ChangeKind.SYSTEM)


async def test_a_qube_that_is_gone_before_it_could_be_read(tmp_path: Path) -> None:
    store = Store("work")
    async with watching(tmp_path, store) as (server, watched):
        del store.qubes["work"]
        await server.send(Event("work", "domain-feature-set:x", {"feature": "x"}))
        assert await watched.next() == Change(ChangeKind.REMOVED, "work")
        await server.send(Event("", "domain-delete", {"vm": "work"}))
        await server.send(Event("", "backup-progress", {"progress": "3"}))
        assert (await watched.next()).kind is ChangeKind.BACKUP


async def test_lost_and_back(tmp_path: Path) -> None:
    store = Store("work")
    server = Server(tmp_path, {"internal.GetInventory": store.answer})
    async with watching(tmp_path, store) as (first, watched):
        await first.stop()
        lost = await watched.next()
        assert lost.kind is ChangeKind.LOST
        assert lost.reason
        assert not watched.system.online
        assert "work" in watched.system.qubes
        store.qubes["more"] = qube("more")
        await server.start()
        try:
            while (change := await watched.next()).kind is ChangeKind.LOST:
                pass  # another reason, as long as it did not answer
            assert change.kind is ChangeKind.BACK
            assert (await watched.next()).kind is ChangeKind.RELOADED
            assert set(watched.system.qubes) == {"work", "more"}
            await server.stop()
            assert (await watched.next()).kind is ChangeKind.LOST
        finally:
            await server.stop()
