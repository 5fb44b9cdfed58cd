"""What the checks of the conformance suite are made of: volumes of each kind, guests, importers."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from .errors import StoragePoolException
from .pool import Pool
from .values import QubeRef
from .volume import Volume

Check = Callable[[Pool, Pool], Awaitable[None]]

MIB = 1024**2
SIZE = 8 * MIB

TEMPLATE = QubeRef("template", "vm-templates")
QUBE = QubeRef("work", "appvms")
COPY = QubeRef("copy", "appvms")

#: For each check the methods that a driver may lack.
OPTIONAL: dict[str, tuple[str, ...]] = {}


class ConformanceError(AssertionError):
    """The driver does not do what the contract says."""


def check(checks: list[Check], *optional: str) -> Callable[[Check], Check]:
    """Add to ``checks``; ``optional`` are the methods that a driver may lack."""

    def register(function: Check) -> Check:
        checks.append(function)
        OPTIONAL[function.__name__] = optional
        return function

    return register


def require(holds: bool, text: str) -> None:
    if not holds:
        raise ConformanceError(text)


async def refused(call: Awaitable[object], text: str) -> None:
    try:
        await call
    except (StoragePoolException, NotImplementedError):
        return
    raise ConformanceError(text)


def origin(pool: Pool, name: str = "private", qube: QubeRef = QUBE, **more: object) -> Volume:
    """A writable volume that keeps its data."""
    config = {"name": name, "rw": True, "save_on_stop": True, "size": SIZE, **more}
    return pool.init_volume(qube, config)


def keeping(pool: Pool, revisions: int) -> Volume:
    """An origin that keeps so many revisions, or as many as the driver can."""
    volume = origin(pool)
    try:
        volume.revisions_to_keep = revisions
    except NotImplementedError:
        volume.revisions_to_keep = 1
    return volume


def snapshot(source: Volume, name: str = "root", qube: QubeRef = QUBE) -> Volume:
    config = {"name": name, "rw": True, "snap_on_start": True, "source": source}
    return source.pool.init_volume(qube, {**config, "size": source.size})


def volatile(pool: Pool) -> Volume:
    return pool.init_volume(QUBE, {"name": "volatile", "rw": True, "size": SIZE})


def write(path: str, data: bytes, offset: int = 0) -> None:
    """What a guest or an importer does."""
    with open(path, "r+b") as file:
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def read(path: str, count: int = -1) -> bytes:
    with open(path, "rb") as file:
        return file.read(count)


def exists(path: str) -> bool:
    return Path(path).exists()


def device(volume: Volume) -> str:
    """What a guest gets."""
    device = volume.block_device()
    assert device is not None
    return device.path


async def committed(volume: Volume, count: int = -1) -> bytes:
    """The committed data, through export."""
    path = await volume.export()
    try:
        return read(path, count)
    finally:
        await volume.export_end(path)


async def exported_is(volume: Volume, data: bytes, text: str) -> None:
    """Of a running volume; a driver may refuse to export it then."""
    try:
        found = await committed(volume, len(data))
    except StoragePoolException:
        return
    require(found == data, text)


async def load(volume: Volume, data: bytes, size: int = SIZE) -> None:
    """A whole import."""
    write(await volume.import_data(size), data)
    await volume.import_data_end(True)


async def run(volume: Volume, data: bytes) -> None:
    """One run of a guest that writes at the start of the volume."""
    await volume.start()
    write(device(volume), data)
    await volume.stop()
