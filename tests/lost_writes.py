"""Take the writes away that a disk without power may lose, and look at what is left.

``python -m tests.lost_writes DRIVER KIND DIRECTORY [--without-fsync] [--only SCENARIO]`` prints
one JSON line per state of the disk. The scenarios of tests/crash_cuts.py, and some in which a guest
or an importer has not brought its own data to the disk, run on a new file system of that KIND on a
disk that keeps a log (tests/logged_disk.py). Then the disk is made as the power could have left it
at every flush and at every step: without the writes since the last flush, with some of them, with
all; the file system is mounted, which replays its journal, and the pool in it is judged.

``--without-fsync`` leaves the driver's fsync of files out, to show that this finds the losses.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import replace
from pathlib import Path

from qubesmanager.backend.app import create_store
from qubesmanager.backend.storage import durable
from qubesmanager.backend.store import StoreError, read_store, store_xml, write_store
from tests.crash_cuts import (
    NEW,
    OLD,
    Bench,
    Scenario,
    attached,
    awaited,
    committed,
    judge_old_or_new,
    judged,
    old_data,
    scenarios,
)
from tests.logged_disk import WriteLog, copy_sparse, logged_disk, mounted
from tests.storage_places import make_filesystem


async def write_unsynced(path: str | None) -> None:
    assert path is not None
    with open(path, "r+b") as file:
        file.write(NEW)
        file.truncate(len(NEW))


async def import_unsynced(bench: Bench) -> None:
    await write_unsynced(await bench.volume.import_data(len(NEW)))
    await bench.volume.import_data_end(True)


async def run_unsynced(bench: Bench) -> None:
    await bench.volume.start()
    await write_unsynced(bench.volume.path)
    await bench.volume.stop()


async def judge_run(bench: Bench) -> str:
    """Committed data is whole. What the guest has not synced may be anything until the stop."""
    data = await committed(bench.volume)
    assert data in (OLD, NEW), "neither the old data nor the new"
    seen = await attached(bench.volume)
    await bench.volume.stop()
    assert await committed(bench.volume) == seen, "a stop commits something else"
    return "old" if data == OLD else "new"


def _store(bench: Bench) -> Path:
    return bench.folder / "store" / "qubes.xml"


async def make_store(bench: Bench) -> None:
    await bench.pool.setup()
    await create_store(_store(bench).parent, "file")


async def save_store(bench: Bench) -> None:
    record = read_store(_store(bench))
    record = replace(record, properties={**record.properties, "default_kernel": "changed"})
    write_store(_store(bench), store_xml(record, []))


async def judge_store(bench: Bench) -> str:
    try:
        record = read_store(_store(bench))
    except StoreError as error:
        raise AssertionError(f"the store is damaged: {error}") from error
    is_new = record.properties.get("default_kernel") == "changed"
    assert len(record.domains) == (0 if is_new else 1), "half a store"
    left = sorted(path.name for path in _store(bench).parent.glob("qubes.xml?*"))
    assert len(left) <= 1, f"left over: {left}"
    return "new" if is_new else "old"


EVERYWHERE = [
    Scenario("import unsynced", old_data, import_unsynced, judge_old_or_new, "new"),
    Scenario("save store", make_store, save_store, judge_store, "new"),
]
WITHOUT_DEVICES = [Scenario("run unsynced", old_data, run_unsynced, judge_run, "new")]


class Machine:
    """A disk, and what happens on it."""

    def __init__(self, driver: str, kind: str, folder: Path) -> None:
        self._driver = driver
        self._kind = kind
        self._place = folder / "place"
        self._disk, self._fresh, self._before, self._log, self._state = (
            folder / name for name in ("disk.img", "fresh.img", "before.img", "log", "state.img")
        )
        make_filesystem(kind, self._fresh)

    def judge(self, scenario: Scenario) -> list[dict[str, str]]:
        """Run it once and judge every state that it may leave."""
        marks = self._record(scenario)
        log = WriteLog(self._before, self._log)
        moments = {log.position(length): step for step, length in reversed(marks)}
        moments |= {flush: "flush" for flush in log.flushes if flush not in moments}
        end = log.position(marks[-1][1])
        seen: set[tuple[int, ...]] = set()
        lines = []
        for position in sorted((at for at in moments if at <= end), reverse=True):
            step = "returned" if position == end else moments[position]
            for kept, present in log.losses(position):
                if present in seen:
                    continue
                seen.add(present)
                line = {"scenario": scenario.name, "step": step, "late writes kept": kept}
                lines.append({**line, **self._judge_state(scenario, log, present, step)})
        return lines

    def _record(self, scenario: Scenario) -> list[tuple[str, int]]:
        """Every step and the length of the log at it; the last one is the return."""
        copy_sparse(self._fresh, self._disk)
        with mounted(self._kind, self._disk, self._place):
            asyncio.run(awaited(scenario.before(self._bench())))
        copy_sparse(self._disk, self._before)
        self._log.write_bytes(b"")
        marks: list[tuple[str, int]] = []

        def on_step(when: str, call: str, path: Path) -> None:
            marks.append((f"{when} {call} {path.name}", self._log.stat().st_size))

        with (
            logged_disk(self._disk, self._log) as device,
            mounted(self._kind, device, self._place),
        ):
            bench = self._bench()
            durable.on_step = on_step
            asyncio.run(awaited(scenario.operation(bench)))
            durable.on_step = None
            marks.append(("returned", self._log.stat().st_size))
        return marks

    def _judge_state(
        self, scenario: Scenario, log: WriteLog, present: tuple[int, ...], step: str
    ) -> dict[str, str]:
        log.restore(present, self._state)
        with mounted(self._kind, self._state, self._place):
            return judged(self._driver, self._pool, scenario, step == "returned")

    @property
    def _pool(self) -> Path:
        return self._place / "pool"

    def _bench(self) -> Bench:
        return Bench(self._driver, self._pool)


real_fsync = durable.fsync


def without_fsync_of_files(path: Path, descriptor: int | None = None) -> None:
    if descriptor is None and path.is_dir():
        real_fsync(path)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("driver")
    arguments.add_argument("kind")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--without-fsync", action="store_true")
    arguments.add_argument("--only", action="append", default=[])
    given = arguments.parse_args()
    if given.without_fsync:
        durable.fsync = without_fsync_of_files
    machine = Machine(given.driver, given.kind, given.folder)
    own = EVERYWHERE + (WITHOUT_DEVICES if given.driver == "file-reflink" else [])
    for scenario in [*scenarios(given.driver), *own]:
        if not given.only or scenario.name in given.only:
            for line in machine.judge(scenario):
                print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
