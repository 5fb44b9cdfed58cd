"""How long operations on a volume take, small and large; for bench_storage and for its guest.

``python -m benchmarks.storage_life VG POOL`` measures a thin pool and prints JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from qubesmanager.backend.storage import Pool, QubeRef, Volume, build_pool

MIB = 1024**2
OPERATIONS = ("clone", "start", "stop", "revert")
#: What is shared, is shared by the run: their number counts, not the bytes in them.
RUNS = 64


@dataclass(frozen=True)
class Size:
    """Of a volume, and of the data in it."""

    volume_bytes: int
    data_bytes: int

    def __str__(self) -> str:
        return f"{self.volume_bytes / 1024**3:.4g} GiB with {self.data_bytes / 1024**3:.4g} of data"


async def measure(pool: Pool, size: Size, times: int) -> dict[str, float]:
    """Seconds of each operation on a volume of that size, the best of several."""
    volume = _volume(pool, f"of-{size.volume_bytes}", size)
    await volume.create()
    await _fill(volume, size)
    seconds: dict[str, list[float]] = {name: [] for name in OPERATIONS}
    for number in range(times):
        clone = _volume(pool, f"clone-{size.volume_bytes}-{number}", size)
        await clone.create()
        seconds["clone"].append(await _seconds(lambda clone=clone: clone.import_volume(volume)))
        seconds["start"].append(await _seconds(volume.start))
        _write_a_little(volume, number)
        seconds["stop"].append(await _seconds(volume.stop))
        seconds["revert"].append(await _seconds(volume.revert))
        await clone.remove()
    await volume.remove()
    return {name: min(found) for name, found in seconds.items()}


async def _seconds(operation: Callable[[], Awaitable[object]]) -> float:
    since = time.perf_counter()
    await operation()
    return time.perf_counter() - since


def _volume(pool: Pool, qube: str, size: Size) -> Volume:
    config = {"name": "private", "rw": True, "save_on_stop": True, "size": size.volume_bytes}
    return pool.init_volume(QubeRef(qube, "appvms"), config)


async def _fill(volume: Volume, size: Size) -> None:
    path = await volume.import_data(size.volume_bytes)
    spread_data(path, size)
    await volume.import_data_end(True)


def spread_data(path: str, size: Size) -> None:
    """Noise in RUNS runs all over a file or device, on the disk when it returns."""
    noise = os.urandom(4 * MIB)
    run_bytes = size.data_bytes // RUNS
    with open(path, "r+b") as file:
        for number in range(RUNS):
            file.seek(number * (size.volume_bytes // RUNS))
            for done in range(0, run_bytes, len(noise)):
                file.write(noise[: run_bytes - done])
        file.flush()
        os.fsync(file.fileno())


def _write_a_little(volume: Volume, number: int) -> None:
    """What a guest does in a short run."""
    device = volume.block_device()
    assert device is not None
    with open(device.path, "r+b") as file:
        file.seek(number * MIB)
        file.write(os.urandom(MIB))
        file.flush()
        os.fsync(file.fileno())


async def _thin_pool(group: str, thin_pool: str) -> dict[str, dict[str, float]]:
    pool = build_pool("lvm_thin", "bench", volume_group=group, thin_pool=thin_pool)
    await pool.setup()
    sizes = {"small": Size(1024 * MIB, 32 * MIB), "large": Size(10240 * MIB, 320 * MIB)}
    return {name: await measure(pool, size, 3) for name, size in sizes.items()}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_thin_pool(*sys.argv[1:]))))
