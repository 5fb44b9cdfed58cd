"""Loading and saving a store of 1,000 qubes, and how long a save holds up the loop."""

from __future__ import annotations

import asyncio
import tempfile
import time
import uuid
from pathlib import Path

from qubesmanager.backend.app import App, create_store
from qubesmanager.backend.store import DomainRecord, StoreRecord, domain_xml, read_store, store_xml

from .report import Row

_TIMES = 5
_PROBE_S = 0.0005


def make_store(home: Path, count: int) -> None:
    """A store with dom0, 10 templates, 5 netvms and qubes with four volumes, features and tags."""
    asyncio.run(create_store(home, "file-reflink", setup_check=False))
    record = read_store(home / "qubes.xml")
    domains = [record.domains[0], *(_domain(number) for number in range(1, count))]
    record = StoreRecord(
        record.labels,
        record.pools,
        {**record.properties, "default_netvm": "net-11", "default_template": "template-1"},
        (),
    )
    (home / "qubes.xml").write_bytes(store_xml(record, [domain_xml(one) for one in domains]))


def _domain(number: int) -> DomainRecord:
    is_template, is_net = number <= 10, 10 < number <= 15
    name = f"template-{number}" if is_template else f"net-{number}" if is_net else f"q-{number}"
    properties = {
        "label": ("red", "orange", "yellow", "green", "gray", "blue")[number % 6],
        "name": name,
        "qid": str(number),
        "uuid": str(uuid.UUID(int=(1 << 100) + number, version=4)),
        "memory": str(300 + number % 7 * 100),
    }
    if is_net:
        properties |= {"provides_network": "True", "netvm": ""}
    if not is_template:
        properties["template"] = f"template-{number % 10 + 1}"
    prefix = "vm-templates" if is_template else "appvms"
    root = {"save_on_stop": str(is_template), "snap_on_start": str(not is_template)}
    if not is_template:
        root["source"] = f"vm-templates/{properties['template']}/root"
    kept = {"save_on_stop": "True", "snap_on_start": "False", "revisions_to_keep": "1"}
    lost = {"save_on_stop": "False", "snap_on_start": "False"}
    parts = (("root", 10, root), ("private", 2, kept), ("volatile", 10, lost))
    volumes = [
        {
            "name": part,
            "pool": "varlibqubes",
            "vid": f"{prefix}/{name}/{part}",
            "rw": "True",
            "size": str(size_gib << 30),
            **flags,
        }
        for part, size_gib, flags in parts
    ]
    volumes.append({"name": "kernel", "pool": "linux-kernel", "vid": "None", "rw": "False", **lost})
    return DomainRecord(
        "TemplateVM" if is_template else "AppVM",
        properties,
        features={"qrexec": "1", "os": "Linux", "menu-items": "a.desktop b.desktop"},
        tags=("audiovm-dom0", "created-by-dom0", "guivm-dom0"),
        volumes=tuple(volumes),
    )


async def _measure(home: Path) -> tuple[float, float, float, float]:
    """Seconds: load, whole save, save after one change, longest turn of the loop in a save."""
    loads, saves, changes = [], [], []
    stalls: list[float] = []
    for _ in range(_TIMES):
        since = time.perf_counter()
        app = await App.load(home)
        loads.append(time.perf_counter() - since)
        since = time.perf_counter()
        await app.save()
        saves.append(time.perf_counter() - since)
        probe = asyncio.create_task(_longest_stall(stalls))
        await asyncio.sleep(0)
        since = time.perf_counter()
        await app.qubes["q-500"].features.set("counter", str(since))
        changes.append(time.perf_counter() - since)
        probe.cancel()
        await asyncio.wait([probe])
    return (*map(min, (loads, saves, changes)), max(stalls))


async def _longest_stall(found: list[float]) -> None:
    """In time of the processor, so that other work on the machine does not count."""
    longest_s, since = 0.0, time.thread_time()
    try:
        while True:
            await asyncio.sleep(_PROBE_S)
            now = time.thread_time()
            longest_s, since = max(longest_s, now - since), now
    finally:
        found.append(longest_s)


def rows(count: int = 1000) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home, larger = Path(folder) / "home", Path(folder) / "larger"
        make_store(home, count)
        load_s, save_s, change_s, stall_s = asyncio.run(_measure(home))
        size_mib = (home / "qubes.xml").stat().st_size / 2**20
        make_store(larger, 2 * count)
        twice_s = asyncio.run(_measure(larger))[2]
    note = f"{count} qubes, {size_mib:.1f} MiB; best of {_TIMES}"
    return [
        Row("store: load", load_s * 1000, "ms", "stock daemon", 12_000, 12 / load_s, note),
        Row("store: first save", save_s * 1000, "ms", "stock daemon", 200, 0.2 / save_s, note),
        Row("store: save after one change", change_s * 1000, "ms", note=note),
        Row("store: the same with twice as many qubes", twice_s / change_s, "times", note=note),
        Row(
            "store: longest turn of the loop in a save, processor time",
            stall_s * 1000,
            "ms",
            note=note,
        ),
    ]
