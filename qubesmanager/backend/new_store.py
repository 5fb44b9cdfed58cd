"""Making a store for the first time (storage.md 2.2, with the driver that the person chose)."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path

from qubesmanager.protocol import QubesException, QubesValueError

from . import storage
from .labels import BUILT_IN
from .pool_places import Place, conflict
from .storage_errors import storage_errors
from .store import (
    FILE_NAME,
    DomainRecord,
    StoreRecord,
    domain_xml,
    same_directory,
    store_xml,
    write_store,
)

log = logging.getLogger(__name__)

BASE_POOL = "varlibqubes"
KERNEL_POOL = "linux-kernel"
LVM_POOL = "lvm"
DIRECTORIES = ("appvms", "vm-templates", "vm-kernels")


async def create_store(
    home: Path, pool_driver: str, pool_dir: Path | None = None, *, setup_check: bool | None = None
) -> None:
    """Make directories, pools and ``qubes.xml``; QubesException when that fails or there is one.

    ``pool_dir`` is where the volumes lie, by default ``home``. ``setup_check`` tells a driver
    whether to insist on a file system that suits it; None insists only where that one would do.
    On failure what was made is removed again.
    """
    home, volumes_dir = _absolute(home), _absolute(pool_dir or home)
    path = home / FILE_NAME
    drivers = storage.drivers()
    if pool_driver not in drivers:
        raise QubesValueError(f"Unknown storage driver {pool_driver!r}")
    if not set(drivers[pool_driver].parameters()) >= {"dir_path", "revisions_to_keep"}:
        raise QubesValueError(f"Driver {pool_driver!r} does not keep volumes in a directory")
    if path.exists():
        raise QubesException(f"There is a store already: {path}")
    pool, store = Place("its pool", volumes_dir), Place("the store", home)
    if reason := await asyncio.to_thread(conflict, pool, [store]):
        raise QubesException(f"No store can be made so: {reason}")
    made: list[Path] = []
    try:
        with storage_errors(f"Cannot make a store in {home}"):
            await asyncio.to_thread(_make_directories, home, volumes_dir, made)
            if setup_check is None:
                setup_check = (await asyncio.to_thread(storage.probe, volumes_dir)).reflink
            pools = await _make_pools(pool_driver, home, volumes_dir, setup_check)
            thin = await _root_thin_pool()
            properties = {"default_kernel": "", "default_pool_kernel": KERNEL_POOL}
            # With driver file a thin pool is the better default, by itself; another was chosen.
            if not same_directory(volumes_dir, home) or (thin and pool_driver != "file"):
                properties = {"default_pool": BASE_POOL, **properties}
            await asyncio.to_thread(write_store, path, _first_store([*pools, *thin], properties))
    except BaseException:
        await asyncio.to_thread(_remove_directories, made)
        raise


def _absolute(path: Path) -> Path:
    return path.absolute()


def _make_directories(home: Path, volumes_dir: Path, made: list[Path]) -> None:
    """Make both with all above them. ``made`` gets what was not there, also what pools will add."""
    for directory in (home, volumes_dir):
        missing = [path for path in (directory, *directory.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir(mode=0o700)
            made.append(path)
    inside = [parent / name for parent in (home, volumes_dir) for name in DIRECTORIES]
    made += [directory for directory in inside if not directory.exists()]


def _remove_directories(made: list[Path]) -> None:
    for directory in reversed(made):
        try:
            directory.rmdir()
        except OSError as error:
            log.info("%r stays: %s", str(directory), error)


async def _make_pools(
    driver: str, home: Path, volumes_dir: Path, setup_check: bool
) -> list[storage.Pool]:
    options = {"dir_path": str(volumes_dir)}
    if not setup_check and "setup_check" in storage.drivers()[driver].parameters():
        options["setup_check"] = "no"
    pools = [
        storage.build_pool(driver, BASE_POOL, **options),
        storage.build_pool(KERNEL_POOL, KERNEL_POOL, dir_path=str(home / "vm-kernels")),
    ]
    for pool in pools:
        await pool.setup()
    for name in DIRECTORIES:
        (home / name).mkdir(exist_ok=True)
    return pools


async def _root_thin_pool() -> list[storage.Pool]:
    """The thin pool under the root file system as a pool, if there is one (decision D8).

    Only for root: whoever else would be asked for a password at every start of a qube.
    """
    if os.geteuid() != 0:
        return []
    group, name = await asyncio.to_thread(storage.thin_pool_of, "/")
    if group is None or name is None:
        return []
    try:
        pool = storage.build_pool("lvm_thin", LVM_POOL, volume_group=group, thin_pool=name)
        await pool.setup()
    except storage.StoragePoolException as error:
        log.warning("thin pool %s/%s is not made a pool: %s", group, name, error)
        return []
    return [pool]


def _first_store(pools: list[storage.Pool], properties: dict[str, str]) -> bytes:
    admin = DomainRecord("AdminVM", {"label": "black"})
    record = StoreRecord(
        labels=BUILT_IN,
        pools=tuple(pool.config for pool in pools),
        properties=properties,
        domains=(admin,),
    )
    return store_xml(record, [domain_xml(admin)])
