"""Cut the driver lvm_thin off before and after every ``lvm`` command and look at what is left.

``python -m tests.guest.lvm_cuts VG POOL`` prints one JSON line per cut. The state before an
operation is made by lvm itself; a forked child begins the operation and ends itself
(``os._exit``); then a service that has just started looks at it. What is before a command is what
was after the one before it, so only the first one is also cut before it. (tests/crash_cuts.py does
the same with files.)
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend.storage import QubeRef, StoragePoolException, Volume, build_pool, durable
from qubesmanager.backend.storage.conformance_tools import committed, device, exported_is, read
from qubesmanager.backend.storage.lvm_command import CACHE

MIB = 1024**2
SIZE = 8 * MIB
CUT = 9
NAME = "vm-work-private"
OTHER = "vm-other-private"
SNAP, IMPORT, REVISION = f"{NAME}-snap", f"{NAME}-import", f"{NAME}-1500000000-back"
FIRST, OLD, NEW, ZEROS = b"first", b"older", b"newer", bytes(5)
WORDS = {FIRST: "first", OLD: "old", NEW: "new", ZEROS: "zeros"}


class Bench:
    """The volume under test and another one, as a service that has just started sees them."""

    def __init__(self, group: str, thin_pool: str) -> None:
        self.group = group
        self.thin_pool = thin_pool
        self.pool = build_pool("lvm_thin", "cuts", volume_group=group, thin_pool=thin_pool)
        self.volume = self._volume("work")
        self.other = self._volume("other")

    def _volume(self, qube: str) -> Volume:
        config = {"name": "private", "rw": True, "save_on_stop": True, "size": SIZE}
        return self.pool.init_volume(QubeRef(qube, "appvms"), config)

    def names(self) -> list[str]:
        """What there is of the volume under test."""
        names = (vid.partition("/")[2] for vid in CACHE.table())
        return sorted(name for name in names if name.startswith(NAME))

    def states(self) -> list[bytes]:
        """The data of every logical volume of it."""
        return [read(f"/dev/{self.group}/{name}", 5) for name in self.names()]

    def prepare(self, state: dict[str, bytes]) -> None:
        """Make exactly these volumes, in one run of lvm's own shell."""
        there = [vid for vid, lv in CACHE.table().items() if lv.pool_lv == self.thin_pool]
        lines = [f"lvremove --force {vid}" for vid in there]
        copies = [name for name in state if name in (SNAP, REVISION)]
        for name in state:
            if name not in copies:
                pool = f"{self.group}/{self.thin_pool}"
                lines.append(f"lvcreate --thin --virtualsize={SIZE}B --name={name} {pool}")
        for name in copies:
            flags = "--setactivationskip=n --activate=y --type=thin"
            lines.append(f"lvcreate {flags} --name={name} {self.group}/{NAME}")
        subprocess.run(["lvm"], input="\n".join(lines), text=True, check=True, capture_output=True)
        for name, data in state.items():
            descriptor = os.open(f"/dev/{self.group}/{name}", os.O_RDWR)
            os.write(descriptor, data)
            os.fsync(descriptor)
            os.close(descriptor)
        CACHE._table = None  # a child reads it for itself, and so does the judge


async def service_starts(bench: Bench) -> Volume:
    """It stops every volume of a qube that does not run."""
    await bench.volume.stop()
    return bench.volume


async def word(volume: Volume) -> str:
    data = await committed(volume, 5)
    assert data in WORDS, f"damaged data {data!r}"
    return WORDS[data]


async def judge_start(bench: Bench) -> str:
    await bench.volume.start()
    assert read(device(bench.volume), 5) == OLD, "a guest does not see the data"
    await bench.volume.stop()
    return await word(bench.volume)


async def judge_stop(bench: Bench) -> str:
    """What the guest wrote is there, and what was before it is a revision."""
    outcome = await word(bench.volume)
    assert outcome in ("old", "new"), f"{outcome} is committed"
    if bench.volume.is_dirty():
        await bench.volume.start()
        assert read(device(bench.volume), 5) == NEW, "the guest's data is lost"
        await exported_is(bench.volume, OLD, "the state before the start is lost")
        await bench.volume.stop()
    assert await word(bench.volume) == "new", "the guest's data is not committed"
    assert OLD in bench.states(), "the state before is no revision"
    assert SNAP not in bench.names(), "the snapshot stays"
    return outcome


async def judge_import(bench: Bench) -> str:
    """Whole old or whole new data, and nothing of the import left."""
    volume = await service_starts(bench)
    outcome = await word(volume)
    assert outcome in ("old", "new"), f"{outcome} is committed"
    assert IMPORT not in bench.names(), "the import stays"
    assert OLD in bench.states(), "the state before is lost"
    await volume.start()
    assert WORDS[read(device(volume), 5)] == outcome, "a guest does not see the committed data"
    return outcome


async def judge_revert(bench: Bench) -> str:
    """Reverted or not, both states are there, and it can be reverted again."""
    volume = await service_starts(bench)
    outcome = await word(volume)
    assert outcome in ("old", "new"), f"{outcome} is committed"
    assert {OLD, NEW} <= set(bench.states()), "a state is lost"
    await volume.revert()
    assert {outcome, await word(volume)} == {"old", "new"}, "a second revert does not swap"
    return outcome


async def judge_resize(bench: Bench) -> str:
    assert await word(bench.volume) == "old", "resizing changes data"
    assert bench.volume.size in (SIZE, 2 * SIZE)
    return "old" if bench.volume.size == SIZE else "new"


async def judge_create(bench: Bench) -> str:
    left = bench.names()
    await bench.volume.remove()
    again = Bench(bench.group, bench.thin_pool)
    await again.volume.create()
    assert await word(again.volume) == "zeros", "old data shows in a new volume"
    return "there" if left else "absent"


async def judge_remove(bench: Bench) -> str:
    left = bench.names()
    await bench.volume.remove()
    assert bench.names() == [], "removing again leaves volumes"
    return f"{len(left)} left"


@dataclass(frozen=True)
class Scenario:
    name: str
    before: dict[str, bytes]
    operation: Callable[[Bench], Awaitable[object]]
    judge: Callable[[Bench], Awaitable[str]]


STOPPING = {NAME: OLD, SNAP: NEW, REVISION: FIRST}
IMPORTING = {NAME: OLD, IMPORT: NEW, REVISION: FIRST}
SCENARIOS = [
    Scenario("create", {}, lambda b: b.volume.create(), judge_create),
    Scenario("start", {NAME: OLD}, lambda b: b.volume.start(), judge_start),
    Scenario("stop", STOPPING, lambda b: b.volume.stop(), judge_stop),
    Scenario("import end", IMPORTING, lambda b: b.volume.import_data_end(True), judge_import),
    Scenario(
        "import_volume",
        {NAME: OLD, OTHER: NEW},
        lambda b: b.volume.import_volume(b.other),
        judge_import,
    ),
    Scenario("revert", {NAME: NEW, REVISION: OLD}, lambda b: b.volume.revert(), judge_revert),
    Scenario("resize", {NAME: OLD}, lambda b: b.volume.resize(2 * SIZE), judge_resize),
    Scenario("remove", {**STOPPING, IMPORT: NEW}, lambda b: b.volume.remove(), judge_remove),
]


def cut_child(bench: Bench, scenario: Scenario, cut: int, report: int) -> int:
    """Fork; the exit status of the child: CUT, or 0 when there are fewer steps."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def on_step(when: str, call: str, path: Path) -> None:
        nonlocal steps
        if when == "before" and steps > 0:
            return
        if steps == cut:
            os.write(report, f"{when} {call} {path.name}".encode())
            os._exit(CUT)
        steps += 1

    try:
        durable.on_step = on_step
        asyncio.run(awaited(scenario.operation(bench)))
    except BaseException as error:
        print(f"child of {scenario.name}: {error!r}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


async def awaited(operation: Awaitable[object]) -> object:
    return await operation


def try_cut(group: str, thin_pool: str, scenario: Scenario, cut: int) -> dict[str, object] | None:
    """One line of the table, None when the operation has fewer steps."""
    Bench(group, thin_pool).prepare(scenario.before)
    reader, writer = os.pipe()
    status = cut_child(Bench(group, thin_pool), scenario, cut, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        step = pipe.read().decode()
    if status == 0:
        return None
    line: dict[str, object] = {"scenario": scenario.name, "cut": cut, "step": step}
    if status != CUT:
        return {**line, "error": f"child ended with {status}"}
    try:
        line["outcome"] = asyncio.run(awaited(scenario.judge(Bench(group, thin_pool))))
    except (AssertionError, OSError, StoragePoolException) as error:
        line["error"] = repr(error)
    return line


def main() -> None:
    group, thin_pool = sys.argv[1:]
    for scenario in SCENARIOS:
        cut = 0
        while line := try_cut(group, thin_pool, scenario, cut):
            print(json.dumps(line), flush=True)
            cut += 1


if __name__ == "__main__":
    main()
