"""Cut storage operations off at every system call that matters and look at what is left.

``python -m tests.crash_cuts DRIVER DIRECTORY`` prints one JSON line per cut. For each scenario
and each cut a fresh pool is prepared, a child process is forked that begins the operation and
ends itself (``os._exit``) before or after the n-th step of ``durable``, and then the pool is
opened anew and judged. It is a program of its own because forking wants a single thread.

What a process has written stays when it ends; tests/lost_writes.py runs the same scenarios and
then takes the writes away that a disk without power may lose.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import struct
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend.storage import QubeRef, StoragePoolException, Volume, build_pool, durable

MIB = 1024**2
SIZE = 2 * MIB
OLD = b"old".ljust(MIB, b"o") + bytes(MIB)
NEW = b"new".ljust(MIB, b"n") + bytes(2 * MIB)
RUN = NEW[:SIZE]
CHUNK = 128 * 1024
CUT = 9


class Bench:
    """A pool with the volume under test and another one to copy from."""

    def __init__(self, driver: str, folder: Path) -> None:
        options = {"setup_check": "no"} if driver == "file-reflink" else {}
        self.folder = folder
        self.pool = build_pool(driver, "crash", dir_path=str(folder), **options)
        self.volume = self._volume("private")
        self.other = self._volume("other")

    def _volume(self, name: str) -> Volume:
        config = {"name": name, "rw": True, "save_on_stop": True, "size": SIZE}
        return self.pool.init_volume(QubeRef("work", "appvms"), config)

    def files(self) -> list[str]:
        folder = self.folder / "appvms" / "work"
        names = (path.name for path in folder.iterdir()) if folder.exists() else ()
        return sorted(name for name in names if name.startswith("private"))


async def load(volume: Volume, data: bytes) -> None:
    Path(await volume.import_data(len(data))).write_bytes(data)
    await volume.import_data_end(True)


async def committed(volume: Volume) -> bytes:
    path = Path(await volume.export())
    try:
        return path.read_bytes()
    finally:
        await volume.export_end(str(path))


async def attached(volume: Volume) -> bytes:
    await volume.start()
    assert volume.path is not None
    return Path(volume.path).read_bytes()


# -- what is there before, what is done, what may be there after


async def nothing(bench: Bench) -> None:
    await bench.pool.setup()


async def old_data(bench: Bench) -> None:
    await bench.pool.setup()
    await bench.volume.create()
    await load(bench.volume, OLD)


async def import_begun(bench: Bench) -> None:
    await old_data(bench)
    Path(await bench.volume.import_data(len(NEW))).write_bytes(NEW)


async def other_volume(bench: Bench) -> None:
    await old_data(bench)
    await bench.other.create()
    await load(bench.other, NEW)


async def running(bench: Bench) -> None:
    await old_data(bench)
    await bench.volume.start()
    assert bench.volume.path is not None
    Path(bench.volume.path).write_bytes(NEW)


async def two_states(bench: Bench) -> None:
    await running(bench)
    await bench.volume.stop()


async def run_with_differences(bench: Bench) -> None:
    """As driver file leaves a run on device-mapper: the image, and what it had before."""
    await bench.pool.setup()
    await bench.volume.create()
    await load(bench.volume, RUN)
    chunks = range(MIB // CHUNK)
    table = b"".join(struct.pack("<QQ", number, 2 + number) for number in chunks)
    header = struct.pack("<4sIII", b"SnAp", 1, 1, CHUNK // 512)
    store = header.ljust(CHUNK, b"\0") + table.ljust(CHUNK, b"\0") + OLD[:MIB]
    write(str(bench.folder / "appvms/work/private-cow.img.old"), store)


def write(path: str, data: bytes) -> None:
    """On the disk when it returns."""
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


async def judge_swap(bench: Bench) -> str:
    """Reverted or not, and each state can be had from the other."""
    volume = bench.volume
    data = await committed(volume)
    assert data in (OLD, RUN), "neither state is there"
    other = RUN if data == OLD else OLD
    for expected in (other, data):
        await volume.revert()
        assert await committed(volume) == expected, "a state is lost"
    return "old" if data == OLD else "new"


async def judge_created(bench: Bench) -> str:
    """Absent or empty, never half; and it can be created again."""
    try:
        await bench.volume.verify()
        state = "there"
        assert await committed(bench.volume) == bytes(SIZE), "a created volume is not empty"
    except StoragePoolException:
        state = "absent"
    if state == "absent" or bench.pool.driver == "file-reflink":
        await bench.volume.create()
    assert await committed(bench.volume) == bytes(SIZE), "after creating again it is not empty"
    return state


async def judge_old_or_new(bench: Bench) -> str:
    """Whole old or whole new data, committed and attached; nothing left over."""
    volume = bench.volume
    data = await committed(volume)
    assert data in (OLD, NEW), "neither the old data nor the new"
    assert volume.size == len(data), "size is not that of the data"
    if bench.pool.driver == "file-reflink":
        assert await attached(volume) == data, "a guest does not see the committed data"
        left = [name for name in bench.files() if "~" in name or "import" in name]
        assert not left, f"left over: {left}"
        await volume.stop()
        assert len(volume.revisions) <= volume.revisions_to_keep, "too many revisions"
        assert await committed(volume) == data, "a run without changes changes data"
    else:
        await load(volume, NEW)
        assert await committed(volume) == NEW, "an import after the cut fails"
    return "old" if data == OLD else "new"


async def judge_stop(bench: Bench) -> str:
    """What the guest wrote is there, whatever happened."""
    data = await committed(bench.volume)
    assert data in (OLD, NEW), "neither the old data nor the new"
    assert await attached(bench.volume) == NEW, "the guest's data is lost"
    await bench.volume.stop()
    assert await committed(bench.volume) == NEW, "the guest's data is not committed"
    return "old" if data == OLD else "new"


async def judge_revert(bench: Bench) -> str:
    """Reverted, or as before and with the revision still there."""
    volume = bench.volume
    data = await committed(volume)
    assert data in (OLD, NEW), "neither state is there"
    if data == NEW:
        await volume.revert("1" if "1" in volume.revisions else None)
    reverted = await committed(volume)
    assert reverted in (OLD, NEW), "a second revert loses data"
    assert OLD in await every_state(bench), "the older state is lost"
    assert NEW in await every_state(bench), "the newer state is lost"
    return "old" if data == OLD else "new"


async def every_state(bench: Bench) -> list[bytes]:
    folder = bench.folder / "appvms" / "work"
    return [(folder / name).read_bytes() for name in bench.files()]


async def judge_resize(bench: Bench) -> str:
    data = await committed(bench.volume)
    assert data in (OLD, OLD + bytes(SIZE)), "resizing changes data"
    if bench.pool.driver == "file-reflink":
        assert await attached(bench.volume) == data
    return "old" if data == OLD else "new"


async def judge_resize_running(bench: Bench) -> str:
    data = await attached(bench.volume)
    assert data in (NEW, NEW + bytes(2 * SIZE - len(NEW))), "resizing changes the guest's data"
    assert await committed(bench.volume) == OLD
    return "old" if data == NEW else "new"


async def judge_removed(bench: Bench) -> str:
    left = bench.files()
    await Bench(bench.pool.driver, bench.folder).volume.remove()
    assert not bench.files(), "removing again leaves files"
    return f"{len(left)} files"


async def judge_anew(bench: Bench) -> str:
    left = bench.files()
    await bench.volume.create()
    assert bench.files() == ["private.img"], "creating again leaves files of an older life"
    assert await attached(bench.volume) == bytes(SIZE), "old data shows in a new volume"
    return f"{len(left)} files"


@dataclass(frozen=True)
class Scenario:
    """``done`` is the outcome once the operation has returned."""

    name: str
    before: Callable[[Bench], Awaitable[None]]
    operation: Callable[[Bench], Awaitable[object]]
    judge: Callable[[Bench], Awaitable[str]]
    done: str


#: What a driver does for a qube that does not run.
STOPPED = [
    Scenario("create", nothing, lambda b: b.volume.create(), judge_created, "there"),
    Scenario(
        "import", import_begun, lambda b: b.volume.import_data_end(True), judge_old_or_new, "new"
    ),
    Scenario(
        "import begins", old_data, lambda b: b.volume.import_data(SIZE), judge_old_or_new, "old"
    ),
    Scenario(
        "import_volume",
        other_volume,
        lambda b: b.volume.import_volume(b.other),
        judge_old_or_new,
        "new",
    ),
    Scenario("resize", old_data, lambda b: b.volume.resize(2 * SIZE), judge_resize, "new"),
    Scenario("remove", old_data, lambda b: b.volume.remove(), judge_removed, "0 files"),
]
#: What takes no device-mapper with file-reflink.
RUNNING = [
    Scenario("create anew", running, lambda b: b.volume.create(), judge_anew, "1 files"),
    Scenario("start", old_data, lambda b: b.volume.start(), judge_old_or_new, "old"),
    Scenario("stop", running, lambda b: b.volume.stop(), judge_stop, "new"),
    Scenario("revert", two_states, lambda b: b.volume.revert(), judge_revert, "old"),
    Scenario(
        "resize running", running, lambda b: b.volume.resize(2 * SIZE), judge_resize_running, "new"
    ),
    Scenario("remove running", running, lambda b: b.volume.remove(), judge_removed, "0 files"),
]


#: What driver file does otherwise.
SWAPPING = [
    Scenario("revert", run_with_differences, lambda b: b.volume.revert(), judge_swap, "old")
]


def scenarios(driver: str) -> list[Scenario]:
    return STOPPED + (RUNNING if driver == "file-reflink" else SWAPPING)


def cut_child(driver: str, folder: Path, scenario: Scenario, cut: int, report: int) -> int:
    """Fork; the exit status of the child: CUT, or 0 when there are fewer steps."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def on_step(when: str, call: str, path: Path) -> None:
        nonlocal steps
        if steps == cut:
            os.write(report, f"{when} {call} {path.name}".encode())
            os._exit(CUT)
        steps += 1

    try:
        bench = Bench(driver, folder)
        durable.on_step = on_step
        asyncio.run(awaited(scenario.operation(bench)))
    except BaseException as error:
        print(f"child of {scenario.name}: {error!r}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


async def awaited(operation: Awaitable[object]) -> object:
    return await operation


def judged(driver: str, folder: Path, scenario: Scenario, has_returned: bool) -> dict[str, str]:
    """The outcome, or what is wrong."""
    try:
        outcome = asyncio.run(awaited(scenario.judge(Bench(driver, folder))))
    except (AssertionError, OSError, StoragePoolException) as error:
        return {"error": repr(error)}
    if has_returned and outcome != scenario.done:
        return {"error": f"it had returned, but the outcome is {outcome!r}"}
    return {"outcome": outcome}


def try_cut(driver: str, folder: Path, scenario: Scenario, cut: int) -> dict[str, str]:
    """One line of the table; its step is ``returned`` when the operation has fewer steps."""
    asyncio.run(awaited(scenario.before(Bench(driver, folder))))
    reader, writer = os.pipe()
    status = cut_child(driver, folder, scenario, cut, writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        step = pipe.read().decode() or "returned"
    line = {"scenario": scenario.name, "step": step}
    if status not in (CUT, 0):
        return {**line, "error": f"child ended with {status}"}
    line |= judged(driver, folder, scenario, step == "returned")
    shutil.rmtree(folder)
    return line


def main() -> None:
    driver, base = sys.argv[1], Path(sys.argv[2])
    for scenario in scenarios(driver):
        for cut in itertools.count():
            folder = base / f"{scenario.name}-{cut}".replace(" ", "-")
            line = try_cut(driver, folder, scenario, cut)
            print(json.dumps(line), flush=True)
            if line["step"] == "returned" or "error" in line:
                break


if __name__ == "__main__":
    main()
