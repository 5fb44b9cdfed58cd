"""Conformance: objects, and volumes of qubes that do not run."""

from __future__ import annotations

from . import build_pool
from .conformance_tools import (
    QUBE,
    SIZE,
    TEMPLATE,
    Check,
    ConformanceError,
    check,
    committed,
    load,
    origin,
    read,
    refused,
    require,
    snapshot,
    volatile,
    write,
)
from .errors import StoragePoolException
from .pool import Pool
from .volume import Volume, VolumeSpec

CHECKS: list[Check] = []


@check(CHECKS)
async def identity(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    require(pool == pool.name and str(pool) == pool.name, "a pool equals its name")
    require(str(volume) == volume.vid, "str(volume) is the vid")
    require(hash(volume) == hash(pool.get_volume(volume.vid)), "equal volumes hash alike")
    require(pool.volumes[volume] == volume == pool.volumes[volume.vid], "the pool knows it")
    require(volume in pool.volumes and volume.vid in pool.volumes.keys(), "it is listed")  # noqa: SIM118
    require(origin(other) not in pool.volumes, "a volume of another pool is not in this one")
    require("appvms/none/none" not in pool.volumes, "an unknown vid is not in the pool")


@check(CHECKS)
async def sources_and_flags_agree(pool: Pool, other: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    for bad in (
        {"snap_on_start": True},
        {"source": source},
        {"snap_on_start": True, "source": origin(other, "root", TEMPLATE)},
    ):
        try:
            pool.init_volume(QUBE, {"name": "root", "size": SIZE, **bad})
        except StoragePoolException as error:
            require("root" in str(error), "the refusal names the volume")
        else:
            raise ConformanceError(f"init_volume accepts {sorted(bad)} that do not agree")


@check(CHECKS)
async def config_round_trip(pool: Pool, other: Pool) -> None:
    source = origin(pool, "root", TEMPLATE, revisions_to_keep="0")
    for volume in (source, snapshot(source), volatile(pool)):
        config = volume.config
        require(all(isinstance(v, str) for v in config.values()), "config holds strings")
        again = pool.init_volume(QUBE, {**config, "source": volume.source})
        require(again == volume and again.config == config, f"config round trip: {config}")
    options = {k: v for k, v in pool.config.items() if k not in ("name", "driver")}
    require(build_pool(pool.driver, pool.name, **options).config == pool.config, "pool's config")


@check(CHECKS)
async def pool_figures(pool: Pool, other: Pool) -> None:
    size, usage = pool.size, pool.usage
    require(size is None or size > 0, "the size of a pool is positive or unknown")
    require(usage is None or usage >= 0, "the usage of a pool is a size or unknown")
    known = {"data_size": size, "data_usage": usage}
    for key, value in known.items():
        require((key in pool.usage_details) == (value is not None), f"{key} is given when known")


@check(CHECKS)
async def create_gives_zeros(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    require(await volume.create() is volume, "create returns the volume")
    await volume.verify()
    require(volume.size == SIZE, "size is the one asked for")
    require(await committed(volume) == bytes(SIZE), "a new volume reads as zeros")
    require(volume.usage < SIZE // 2, "a new volume allocates next to nothing")
    require(not volume.is_dirty() and not volume.is_outdated(), "a new volume is clean")
    require(volume.revisions == {}, "a new volume has no revisions")


@check(CHECKS)
async def verify_needs_data(pool: Pool, other: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    child = snapshot(source)
    await volatile(pool).verify()
    for volume in (source, child):
        await refused(volume.verify(), "verify passes without data")
    await source.create()
    await child.create()
    await source.verify()
    await child.verify()


@check(CHECKS)
async def import_replaces_data(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    path = await volume.import_data(2 * SIZE)
    require(read(path) == bytes(2 * SIZE), "an import begins with zeros")
    write(path, b"new", SIZE)
    require(await committed(volume) == bytes(SIZE), "data changes only at the end of an import")
    require(await volume.import_data_end(True) is volume, "import_data_end returns the volume")
    require(volume.size == 2 * SIZE, "an import brings its size")
    expected = bytes(SIZE) + b"new" + bytes(SIZE - 3)
    require(await committed(volume) == expected, "an import brings its data")
    await load(volume, b"", SIZE)
    require(await committed(volume) == bytes(SIZE), "an import of nothing gives zeros")


@check(CHECKS)
async def failed_import_changes_nothing(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await load(volume, b"kept")
    before = volume.revisions
    write(await volume.import_data(2 * SIZE), b"lost")
    await volume.import_data_end(False)
    require(await committed(volume, 4) == b"kept", "a failed import leaves the data")
    require(volume.size == SIZE and volume.revisions == before, "and size and revisions")
    await volume.import_data_end(False)
    await refused(volume.import_data_end(True), "an import ends well that was never begun")
    write(await volume.import_data(SIZE), b"abandoned")
    volume = origin(pool)  # as after a crash of the service
    await load(volume, b"later")
    require(await committed(volume, 9) == b"later\0\0\0\0", "an abandoned import leaks")


@check(CHECKS)
async def snapshots_and_volatiles_hold_no_data(pool: Pool, other: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    for volume in (snapshot(source), volatile(pool)):
        await volume.create()
        await refused(volume.export(), f"{volume.name} can be exported")
        await refused(volume.import_data(SIZE), f"{volume.name} can be imported into")
        require(await volume.import_volume(source) is volume, "import_volume does nothing")
        require(not volume.is_dirty() and volume.revisions == {}, "no data waits")


@check(CHECKS)
async def import_from_another_pool(pool: Pool, other: Pool) -> None:
    source, target = origin(other, size=2 * SIZE), origin(pool)
    await source.create()
    await target.create()
    await load(source, b"from afar", 2 * SIZE)
    require(await target.import_volume(source) is target, "import_volume returns the volume")
    require(target.size == 2 * SIZE, "size is the source's")
    require(await committed(target) == await committed(source), "data is the source's")
    require(target.usage < SIZE, "holes stay holes")
    await load(source, b"and changed")
    require(await committed(target, 9) == b"from afar", "the copy stands for itself")


class _VanishingVolume(Volume):
    """Exports a path that is not there."""

    ended = False

    async def export(self) -> str:
        return "/nonexistent/volume"

    async def export_end(self, path: str) -> None:
        self.ended = True


@check(CHECKS)
async def failing_source_changes_nothing(pool: Pool, other: Pool) -> None:
    target = origin(pool)
    await target.create()
    await load(target, b"kept")
    source = _VanishingVolume(
        other, "appvms/gone/private", VolumeSpec("private", save_on_stop=True)
    )
    try:
        await target.import_volume(source)
    except (OSError, StoragePoolException):
        require(source.ended, "export_end is called after a failure")
    else:
        raise ConformanceError("import_volume hides a failure of its source")
    require(await committed(target, 4) == b"kept", "a failed import leaves the data")
    await refused(target.import_data_end(True), "a failed import is still open")


@check(CHECKS)
async def resize_stopped(pool: Pool, other: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await load(volume, b"data")
    await volume.resize(2 * SIZE)
    require(volume.size == 2 * SIZE, "the volume grows")
    require(await committed(volume) == b"data" + bytes(2 * SIZE - 4), "growth is zeros")
    try:
        await volume.resize(SIZE)
    except StoragePoolException:
        size = 2 * SIZE  # a driver may refuse to cut data off
    else:
        size = SIZE
    require(await committed(volume) == b"data" + bytes(size - 4), "shrinking keeps the start")
    require(volume.size == size, "size is that of the data")
    scratch = volatile(pool)
    await scratch.create()
    await scratch.resize(2 * SIZE)
    require(scratch.size == 2 * SIZE, "a volatile takes a new nominal size")
    readonly = pool.init_volume(QUBE, {"name": "ro", "save_on_stop": True, "size": SIZE})
    await readonly.create()
    await refused(readonly.resize(2 * SIZE), "a read-only volume is resized")


@check(CHECKS)
async def remove_and_create_again(pool: Pool, other: Pool) -> None:
    sibling = origin(pool, "private2")
    volume = origin(pool)
    await sibling.create()
    await volume.create()
    await load(sibling, b"sibling")
    await load(volume, b"old life")
    write(await volume.import_data(SIZE), b"unfinished")
    require(await volume.remove() is volume, "remove returns the volume")
    require(volume not in pool.volumes, "a removed volume leaves the pool")
    await refused(volume.verify(), "data survives remove")
    await volume.remove()
    require(await committed(sibling, 7) == b"sibling", "a longer-named sibling is untouched")
    again = origin(pool)
    await again.create()
    require(await committed(again) == bytes(SIZE), "nothing of an old life shows")
    require(again.revisions == {}, "no revision of an old life is left")
    await again.remove()
    await origin(pool, "never-made").remove()


@check(CHECKS, "exists")
async def what_lies_in_the_pool(pool: Pool, other: Pool) -> None:
    volume, scratch = origin(pool), volatile(pool)
    require(not await volume.exists(), "nothing is there before create")
    await volume.create()
    require(await volume.exists(), "something is there after create")
    known = [volume.vid, scratch.vid]
    require(await pool.strays(known) == [], "what is known is no stray")
    require([stray.vid for stray in await pool.strays([])] == [volume.vid], "the rest is")
    write(await volume.import_data(SIZE), b"half")
    await scratch.create()
    await scratch.start()
    for made, kind in ((volume, "import"), (scratch, "volatile")):
        require([left.kind for left in await made.leftovers()] == [kind], f"{kind} is left over")
    await volume.drop_import()
    await scratch.stop()
    for made in (volume, scratch):
        require(await made.leftovers() == [], "what was left over is gone")
    require(await committed(volume) == bytes(SIZE), "the data is not")
    await refused(pool.remove_stray(volume.vid), "a volume in use is removed as a stray")
    pool.forget(volume)
    await pool.remove_stray(volume.vid)
    require(not await volume.exists() and await pool.strays([]) == [], "a stray can be removed")
