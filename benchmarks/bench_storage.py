"""Operations on volumes: whether their time depends on the size, and copies against cp and dd.

btrfs, XFS and ext4 are on loop devices, which takes root; LVM is in the guest of the tests, whose
processor is emulated: its figures tell a proportion and no speed.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from qubesmanager.backend.qube.disks import Storage
from qubesmanager.backend.storage import Pool, build_pool
from qubesmanager.backend.storage.copying import copy_file
from tests.guest.machine import command_in_guest, lacking
from tests.storage_places import loop_filesystem

from .report import Row
from .storage_life import OPERATIONS, RUNS, Size, measure, spread_data

GIB = 1024**3
SMALL, LARGE = Size(GIB, GIB // 5), Size(10 * GIB, 2 * GIB)
_TIMES = 5
_DISK_BYTES = 16 * GIB
_GUEST_S = 1800
_IN_GUEST = """
set -e
lvm vgcreate bench /dev/vda >/dev/null
lvm lvcreate --type=thin-pool --size=1G --name=pool bench >/dev/null
exec "$0" -m benchmarks.storage_life bench pool
"""


def rows() -> list[Row]:
    if os.geteuid() != 0:
        print("storage is not measured: loop devices take root", file=sys.stderr)
        return []
    found: list[Row] = []
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        for kind in ("btrfs", "xfs"):
            found += _reflink_rows(kind, Path(folder))
        found += _copy_rows(Path(folder))
    return found + _thin_rows()


def _pairs(what: str, small: dict[str, float], large: dict[str, float], note: str) -> list[Row]:
    return [
        Row(
            f"{what}: {name}",
            large[name] * 1000,
            "ms",
            "a tenth of the size",
            small[name] * 1000,
            small[name] / large[name],
            note,
        )
        for name in OPERATIONS
    ]


def _reflink_rows(kind: str, folder: Path) -> list[Row]:
    with loop_filesystem(kind, folder, _DISK_BYTES) as place:
        pool = build_pool("file-reflink", "bench", dir_path=str(place / "pool"))
        small, large, starts = asyncio.run(_lives(pool))
    (folder / f"{kind}.img").unlink()
    (folder / kind).rmdir()
    one, four = starts
    note = f"{LARGE} in {RUNS} runs; best of {_TIMES}"
    return [
        *_pairs(f"file-reflink on {kind}", small, large, note),
        Row(
            f"file-reflink on {kind}: start of a qube with four volumes",
            four * 1000,
            "ms",
            "with one",
            one * 1000,
            one / four,
            f"best of {_TIMES}",
        ),
    ]


async def _lives(
    pool: Pool,
) -> tuple[dict[str, float], dict[str, float], tuple[float, float]]:
    await pool.setup()
    small, large = await measure(pool, SMALL, _TIMES), await measure(pool, LARGE, _TIMES)
    return small, large, (await _start(pool, 1), await _start(pool, 4))


class _Qube:
    """As much of a qube as its storage needs."""

    klass = "StandaloneVM"
    template = None
    kernel = None

    def __init__(self, pool: Pool, count: int) -> None:
        self.name = f"with-{count}"
        self.dir_path = Path(pool.config["dir_path"]) / "appvms" / self.name
        self.volume_lines: dict[str, int] = {}
        self.revision_marks: dict[str, object] = {}
        self.volume_config = {
            f"v{number}": {
                "name": f"v{number}",
                "pool": pool.name,
                "rw": True,
                "save_on_stop": True,
                "size": GIB,
            }
            for number in range(count)
        }


async def _start(pool: Pool, count: int) -> float:
    """Best seconds to start all volumes of a qube."""

    async def fire(event: str, **more: object) -> None:
        pass

    qube = _Qube(pool, count)
    storage = Storage(qube, {pool.name: pool}, lambda _: pool, fire)  # type: ignore[arg-type]
    await storage.create_on_disk()
    seconds = []
    for _ in range(_TIMES):
        since = time.perf_counter()
        await storage.start()
        seconds.append(time.perf_counter() - since)
        await storage.stop()
    return min(seconds)


def _copy_rows(folder: Path) -> list[Row]:
    """Copies that are on the disk when they end, where no blocks can be shared."""
    found = []
    with loop_filesystem("ext4", folder, 8 * GIB) as place:
        for what, size in (
            ("mostly hole", Size(4 * GIB, GIB // 4)),
            ("all data", Size(GIB // 2, GIB // 2)),
        ):
            source, target = place / "source", place / "target"
            with source.open("wb") as file:
                file.truncate(size.volume_bytes)
            spread_data(str(source), size)
            seconds = _best_copies(source, target)
            best = min("cp", "dd", key=seconds.__getitem__)
            against = {"cp": "cp --sparse=always; sync", "dd": "dd conv=sparse,fsync bs=128K"}[best]
            found.append(
                Row(
                    f"copy without reflinks, {what}",
                    seconds["ours"],
                    "s",
                    f"{against}, the better of cp and dd",
                    seconds[best],
                    seconds[best] / seconds["ours"],
                    f"ext4, {size}; best of {_TIMES}",
                )
            )
    return found


def _best_copies(source: Path, target: Path) -> dict[str, float]:
    """Best seconds of each way to copy, in turns: other work on the machine meets all of them."""
    best: dict[str, float] = {}
    for _ in range(_TIMES):
        for name, copy in _COPIES.items():
            target.unlink(missing_ok=True)
            os.sync()
            since = time.perf_counter()
            copy(source, target)
            best[name] = min(best.get(name, math.inf), time.perf_counter() - since)
    return best


def _ours(source: Path, target: Path) -> None:
    copy_file(source, target)


def _cp(source: Path, target: Path) -> None:
    subprocess.run(["cp", "--sparse=always", "--", source, target], check=True)
    subprocess.run(["sync", "--", target], check=True)


def _dd(source: Path, target: Path) -> None:
    command = ["dd", f"if={source}", f"of={target}", "conv=sparse,fsync", "bs=128K"]
    subprocess.run([*command, "status=none"], check=True)


_COPIES: Mapping[str, Callable[[Path, Path], object]] = {"ours": _ours, "cp": _cp, "dd": _dd}


def _thin_rows() -> list[Row]:
    if reason := lacking():
        print(f"LVM is not measured: {reason} is missing", file=sys.stderr)
        return []
    result = command_in_guest(["/bin/sh", "-c", _IN_GUEST, sys.executable], _GUEST_S)
    if result.rc:
        raise RuntimeError(result.output)
    found = json.loads(result.output.splitlines()[-1])
    note = "10 GiB with 0.3125 of data; emulated processor; best of 3"
    return _pairs("lvm_thin", found["small"], found["large"], note)
