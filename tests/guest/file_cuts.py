"""Cut the driver ``file`` off between its steps on device-mapper and look at what is left.

``python -m tests.guest.file_cuts DIRECTORY`` prints one JSON line per cut. A forked child begins
the operation and ends itself (``os._exit``) after the n-th step of a file or a device. Then either
only the service is gone: the devices are as they were at the cut; or the whole machine is: no
device is left. What comes after is a service that has just started. (tests/crash_cuts.py does the
same with qubes that do not run, tests/guest/lvm_cuts.py with LVM.)
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend.storage import StoragePoolException, Volume, build_pool, durable
from qubesmanager.backend.storage.conformance_tools import (
    TEMPLATE,
    committed,
    device,
    read,
    snapshot,
    write,
)

MIB = 1024**2
SIZE = MIB
CUT = 9
OLD, NEW, OWN = b"older", b"newer", b"child"


class Bench:
    """A template's volume and a qube's snapshot of it, as a fresh service sees them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = build_pool("file", "cuts", dir_path=str(folder))
        config = {"name": "root", "rw": True, "save_on_stop": True, "size": SIZE}
        self.volume: Volume = self.pool.init_volume(TEMPLATE, config)
        self.child = snapshot(self.volume)


def devices() -> list[str]:
    names = os.listdir("/dev/mapper")
    return sorted((n for n in names if n.startswith(("origin-", "snapshot-"))), key=len)


def drop_devices() -> None:
    """As a machine without power does."""
    for name in reversed(devices()):
        subprocess.run(["env", "DM_DISABLE_UDEV=1", "dmsetup", "remove", name], check=True)
    if loops():
        subprocess.run(["losetup", "--detach-all"], check=True)


def loops() -> list[str]:
    """Files with a loop device."""
    return [path.read_text() for path in Path("/sys/block").glob("loop*/loop/backing_file")]


# -- what is there before; the pool is that of the cut before, if there was one


async def stopped(bench: Bench) -> None:
    if not bench.folder.exists():
        await bench.pool.setup()
    if not Path(bench.volume.path or "").exists():
        await bench.volume.create()
    await load(bench.volume, OLD)


async def load(volume: Volume, data: bytes) -> None:
    write(await volume.import_data(SIZE), data)
    await volume.import_data_end(True)


async def running(bench: Bench) -> None:
    await stopped(bench)
    await bench.volume.start()
    write(device(bench.volume), NEW)


async def run_over(bench: Bench) -> None:
    await running(bench)
    await bench.volume.stop()


async def child_running(bench: Bench) -> None:
    await stopped(bench)
    await bench.child.start()
    write(device(bench.child), OWN)


async def both_running(bench: Bench) -> None:
    await child_running(bench)
    await bench.volume.start()
    write(device(bench.volume), NEW)


async def import_begun(bench: Bench) -> None:
    await stopped(bench)
    write(await bench.volume.import_data(SIZE), NEW)


# -- what must be there after


async def seen_by_child(bench: Bench) -> bytes:
    """The committed data, as a qube of the template gets it."""
    await bench.child.start()
    data = read(device(bench.child), 5)
    await bench.child.stop()
    return data


def nothing_is_left() -> None:
    assert not devices(), f"devices stay: {devices()}"
    assert not loops(), f"loop devices stay: {loops()}"


async def judge_start(bench: Bench) -> str:
    assert await seen_by_child(bench) == OLD, "the committed data is not what it was"
    await bench.volume.start()
    assert read(device(bench.volume), 5) == OLD, "a guest does not see the committed data"
    await bench.volume.stop()
    nothing_is_left()
    assert await committed(bench.volume, 5) == OLD
    return "old"


async def judge_stop(bench: Bench) -> str:
    """What the guest wrote is there; a qube of the template sees the whole old or new data."""
    data = await seen_by_child(bench)
    assert data in (OLD, NEW), "neither the old data nor the new"
    await bench.volume.start()
    assert read(device(bench.volume), 5) == NEW, "the guest's data is lost"
    await bench.volume.stop()
    nothing_is_left()
    assert await committed(bench.volume, 5) == NEW, "the guest's data is not committed"
    return "old" if data == OLD else "new"


async def judge_stop_of_service(bench: Bench) -> str:
    """A service that starts stops what does not run, which finishes a cut stop."""
    await bench.volume.stop()
    nothing_is_left()
    assert await committed(bench.volume, 5) == NEW, "the guest's data is not committed"
    return "new"


async def judge_child(bench: Bench) -> str:
    await bench.child.stop()
    nothing_is_left()
    assert await committed(bench.volume, 5) == OLD, "a snapshot changes its source"
    assert await seen_by_child(bench) == OLD, "what a snapshot wrote shows at its next start"
    nothing_is_left()
    return "old"


async def judge_both(bench: Bench) -> str:
    """A running snapshot stays as it is, whatever becomes of its source."""
    assert read(device(bench.child), 5) == OWN, "a running snapshot changes with its source"
    await bench.child.stop()
    return await judge_stop(bench)


async def judge_resize(bench: Bench) -> str:
    await bench.volume.start()
    path = device(bench.volume)
    assert read(path, 5) == NEW, "resizing changes data"
    size = bench.volume.size
    assert size in (SIZE, 2 * SIZE)
    descriptor = os.open(path, os.O_RDONLY)
    length = os.lseek(descriptor, 0, os.SEEK_END)
    os.close(descriptor)
    assert length in (SIZE, size), "the device has another length"
    await bench.volume.resize(2 * SIZE)
    await bench.volume.stop()
    nothing_is_left()
    assert await committed(bench.volume) == NEW + bytes(2 * SIZE - len(NEW))
    return "old" if size == SIZE else "new"


async def judge_import(bench: Bench) -> str:
    data = await committed(bench.volume, 5)
    assert data in (OLD, NEW), "neither the old data nor the new"
    assert await seen_by_child(bench) == data, "a guest does not see the committed data"
    await bench.volume.start()
    assert read(device(bench.volume), 5) == data
    await bench.volume.stop()
    return "old" if data == OLD else "new"


async def judge_revert(bench: Bench) -> str:
    """Reverted or not, guests see it whole, and each state can be had from the other."""
    data = await committed(bench.volume, 5)
    assert data in (OLD, NEW), "neither the old data nor the new"
    assert await seen_by_child(bench) == data, "a guest does not see the committed data"
    await bench.volume.revert()
    assert {data, await committed(bench.volume, 5)} == {OLD, NEW}, "a state is lost"
    return "old" if data == OLD else "new"


async def judge_removed(bench: Bench) -> str:
    folder = bench.folder / "vm-templates" / "template"
    left = len(list(folder.iterdir())) if folder.exists() else 0
    await bench.volume.remove()
    assert not folder.exists(), "removing again leaves files"
    return f"{left} files"


@dataclass(frozen=True)
class Scenario:
    """``machine`` and ``service``: what is judged when only that much is gone, None for not."""

    name: str
    before: Callable[[Bench], Awaitable[None]]
    operation: Callable[[Bench], Awaitable[object]]
    done: str
    machine: Callable[[Bench], Awaitable[str]] | None
    service: Callable[[Bench], Awaitable[str]] | None


SCENARIOS = [
    Scenario("start", stopped, lambda b: b.volume.start(), "old", judge_start, judge_start),
    Scenario("stop", running, lambda b: b.volume.stop(), "new", judge_stop, judge_stop_of_service),
    Scenario("start snapshot", stopped, lambda b: b.child.start(), "old", None, judge_child),
    Scenario("stop snapshot", child_running, lambda b: b.child.stop(), "old", None, judge_child),
    Scenario(
        "stop below a snapshot", both_running, lambda b: b.volume.stop(), "new", None, judge_both
    ),
    Scenario(
        "resize running",
        running,
        lambda b: b.volume.resize(2 * SIZE),
        "new",
        None,
        judge_resize,
    ),
    Scenario(
        "import", import_begun, lambda b: b.volume.import_data_end(True), "new", judge_import, None
    ),
    Scenario("revert", run_over, lambda b: b.volume.revert(), "old", judge_revert, None),
    Scenario("remove", stopped, lambda b: b.volume.remove(), "0 files", judge_removed, None),
]


def cut_child(folder: Path, scenario: Scenario, cut: int, report: int) -> int:
    """Fork; the exit status of the child: CUT, or 0 when there are fewer steps."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def changes_what_is_seen(call: str) -> bool:
        """The others prepare a file that has no name yet; tests/lost_writes.py cuts them too."""
        if call.startswith("dmsetup") or call in ("rename", "unlink"):
            return True
        return call == "truncate" and scenario.name == "resize running"

    def on_step(when: str, call: str, path: Path) -> None:
        nonlocal steps
        if not changes_what_is_seen(call) or (when == "before" and steps > 0):
            return  # as after the one before it
        if steps == cut:
            os.write(report, f"{when} {call} {path.name}".encode())
            os._exit(CUT)
        steps += 1

    try:
        durable.on_step = on_step
        asyncio.run(awaited(scenario.operation(Bench(folder))))
    except BaseException as error:
        print(f"child of {scenario.name}: {error!r}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


async def awaited(operation: Awaitable[object]) -> object:
    return await operation


def try_cut(folder: Path, scenario: Scenario, cut: int, gone: str) -> dict[str, str]:
    """One line of the table; its step is ``returned`` when the operation has fewer steps."""
    judge = scenario.machine if gone == "machine" else scenario.service
    assert judge is not None
    asyncio.run(awaited(scenario.before(Bench(folder))))
    reader, writer = os.pipe()
    status = cut_child(folder, scenario, cut, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        step = pipe.read().decode() or "returned"
    line = {"scenario": scenario.name, "step": step, "gone": gone}
    if status not in (CUT, 0):
        return {**line, "error": f"child ended with {status}"}
    try:
        if gone == "machine":
            drop_devices()
        outcome = asyncio.run(awaited(judge(Bench(folder))))
    except (AssertionError, OSError, StoragePoolException, subprocess.SubprocessError) as error:
        return {**line, "error": repr(error)}
    if step == "returned" and outcome != scenario.done:
        return {**line, "error": f"it had returned, but the outcome is {outcome!r}"}
    return {**line, "outcome": outcome}


def main() -> None:
    base = Path(sys.argv[1])
    for scenario in SCENARIOS:
        for gone in ("machine", "service"):
            if getattr(scenario, gone) is None:
                continue
            for cut in itertools.count():
                folder = base / "pool"
                line = try_cut(folder, scenario, cut, gone)
                print(json.dumps(line), flush=True)
                if line["step"] == "returned" or "error" in line:
                    break
            drop_devices()
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
