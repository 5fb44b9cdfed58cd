"""Driver file-reflink beyond the shared suite: files, names, sizes, threads, loop devices."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import Pool, QubeRef, StoragePoolException, build_pool, durable
from qubesmanager.backend.storage.conformance_tools import (
    SIZE,
    committed,
    load,
    origin,
    read,
    run,
    snapshot,
    volatile,
    write,
)
from qubesmanager.backend.storage.loops import loop_devices
from tests import storage_places
from tests.storage_places import PLACES, files, place_of

REVISION = re.compile(r"private\.img\.(\d+)@\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module", params=PLACES)
def filesystem(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    with place_of(request.param, tmp_path_factory.mktemp("place")) as made:
        yield made


@pytest.fixture
def place(filesystem: Path) -> Iterator[Path]:
    """An empty directory on it."""
    made = filesystem / "test"
    made.mkdir()
    yield made
    shutil.rmtree(made)


@pytest.fixture
async def pool(place: Path) -> Pool:
    made = build_pool("file-reflink", "p", dir_path=str(place / "pool"), setup_check="no")
    await made.setup()
    return made


@pytest.fixture
def work(place: Path) -> Path:
    """The directory of the qube's volumes."""
    return place / "pool" / "appvms" / "work"


@pytest.fixture
def on_step() -> Iterator[None]:
    yield
    durable.on_step = None


# -- files and names


@pytest.mark.row("S2.7", "6.32", "6.33", "6.43", "6.44")
async def test_tree_of_a_life(pool: Pool, work: Path) -> None:
    volume = origin(pool, revisions_to_keep=3)
    await volume.create()
    assert files(work) == ["private.img"]
    assert volume.usage == 0
    await volume.start()
    assert files(work) == ["private-dirty.img", "private.img"]
    write(volume.path, b"data")
    inode = (work / "private-dirty.img").stat().st_ino
    await volume.stop()
    await run(volume, b"more")
    assert (work / "private.img").stat().st_ino != inode
    image, *revisions = files(work)
    assert image == "private.img"
    assert [REVISION.fullmatch(name)[1] for name in revisions] == ["1", "2"]
    assert list(volume.revisions) == ["1", "2"]
    assert {path.stat().st_mode & 0o777 for path in work.iterdir()} == {0o600}
    await volume.remove()
    assert not work.exists()


@pytest.mark.row("6.43")
async def test_a_foreign_file_keeps_the_directory(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    work.mkdir()
    (work / "notes.txt").write_text("mine")
    await volume.create()
    await volume.remove()
    assert files(work) == ["notes.txt"]


@pytest.mark.row("S3.16", "S3.17")
async def test_stale_temporaries_of_this_volume_only(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    own = [
        "private.img~x",
        "private.img.3@2018-01-02T03:04:05Z~x",
        "private.img@2018-01-02T03:04:05Z~x",
        "private-dirty.img~x",
        "private-import.img~x",
        "private-precache.img~x",
        "private-import.img",
    ]
    others = ["private2.img~x", "private.imgs", "other.img~x", "private-import2.img"]
    for name in own + others:
        (work / name).write_bytes(b"stale")
    await volume.start()
    assert files(work) == sorted([*others, "private.img", "private-dirty.img"])


@pytest.mark.row("S3.1")
async def test_create_clears_an_older_life(pool: Pool, work: Path) -> None:
    work.mkdir()
    for name in (
        "private.img",
        "private-dirty.img",
        "private-import.img",
        "private-precache.img",
        "private.img.4@2018-01-02T03:04:05Z",
        "private.img@2018-01-02T03:04:05Z",
    ):
        (work / name).write_bytes(b"from another life")
    volume = origin(pool)
    await volume.create()
    assert files(work) == ["private.img"]
    assert (volume.size, volume.revisions, volume.is_dirty()) == (SIZE, {}, False)
    scratch = volatile(pool)
    (work / "volatile-dirty.img").write_bytes(b"from another life")
    await scratch.create()
    assert files(work) == ["private.img"]


async def test_a_precache_of_another_version_never_outlives_its_image(
    pool: Pool, work: Path
) -> None:
    volume = origin(pool)
    await volume.create()
    await run(volume, b"one")
    stale = work / "private-precache.img"
    for change in (
        lambda: load(volume, b"two"),
        lambda: volume.revert(),
        lambda: volume.resize(2 * SIZE),
        lambda: run(volume, b"six"),
    ):
        stale.write_bytes(b"old state")
        await change()
        assert not stale.exists()


# -- revisions


async def test_legacy_revisions_are_older_and_pruned_first(pool: Pool, work: Path) -> None:
    volume = origin(pool, revisions_to_keep=3)
    await volume.create()
    (work / "private.img@2031-01-01T00:00:00Z").write_bytes(b"b")
    (work / "private.img@2030-01-01T00:00:00Z").write_bytes(b"a")
    (work / "private.img.10@2001-01-01T00:00:00Z").write_bytes(b"c")
    (work / "private.img.9@2002-01-01T00:00:00Z").write_bytes(b"d")
    assert list(volume.revisions) == ["2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "9", "10"]
    assert volume.revisions["9"] == "2002-01-01T00:00:00"
    await volume.revert("2031-01-01T00:00:00Z")
    assert await committed(volume) == b"b"
    assert list(volume.revisions) == ["2030-01-01T00:00:00Z", "9", "10", "11"]
    await run(volume, b"x")
    assert list(volume.revisions) == ["10", "11", "12"]


async def test_a_revision_has_the_time_of_its_data(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    os.utime(work / "private.img", (1514862245, 1514862245))
    await run(volume, b"data")
    assert volume.revisions == {"1": "2018-01-02T03:04:05"}


@pytest.mark.row("6.36")
async def test_ids_rise_when_the_clock_is_set_back(pool: Pool, work: Path) -> None:
    volume = origin(pool, revisions_to_keep=5)
    await volume.create()
    for hour in (9, 5, 7):
        os.utime(work / "private.img", (hour * 3600, hour * 3600))
        await run(volume, b"at %d" % hour)
    assert [when[11:13] for when in volume.revisions.values()] == ["09", "05", "07"]
    assert list(volume.revisions) == ["1", "2", "3"]


@pytest.mark.row("6.34")
async def test_pruning_follows_a_changed_limit(pool: Pool) -> None:
    volume = origin(pool, revisions_to_keep=5)
    await volume.create()
    for number in range(4):
        await run(volume, b"%d" % number)
    assert len(volume.revisions) == 4
    volume.revisions_to_keep = 1
    await run(volume, b"last")
    assert list(volume.revisions) == ["5"]


async def test_revert_to_another_name_of_the_same_file(pool: Pool, work: Path) -> None:
    """A commit cut off after step 2 leaves a revision equal to the committed data."""
    volume = origin(pool, revisions_to_keep=0)
    await volume.create()
    await load(volume, b"data")
    os.link(work / "private.img", work / "private.img.1@2018-01-02T03:04:05Z")
    await volume.revert()
    assert files(work) == ["private.img"]
    assert await committed(volume, 4) == b"data"


@pytest.mark.row("6.35")
async def test_errors_of_revert(pool: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    with pytest.raises(StoragePoolException, match="appvms/work/private has no revisions"):
        await volume.revert()
    await run(volume, b"data")
    with pytest.raises(StoragePoolException, match="no revision 99"):
        await volume.revert("99")
    await volume.start()
    with pytest.raises(StoragePoolException, match="stop the qube first"):
        await volume.revert()


async def test_without_hard_links_copies_are_made(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(durable, "hardlink", refuse)
    source = origin(pool, "root", QubeRef("template", "vm-templates"))
    child = snapshot(source)
    await source.create()
    await load(source, b"one")
    await child.start()
    await run(source, b"two")
    await source.revert()
    assert await committed(source, 3) == b"one"
    assert read(child.path, 3) == b"one"


async def test_another_failure_of_linking_is_not_hidden(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, work: Path
) -> None:
    volume = origin(pool)
    await volume.create()
    await volume.start()

    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EIO, "disk trouble")

    monkeypatch.setattr(durable, "hardlink", refuse)
    with pytest.raises(OSError, match="disk trouble"):
        await volume.stop()
    assert volume.is_dirty()


# -- sizes


@pytest.mark.row("S3.9", "6.41")
async def test_size_is_that_of_the_image(pool: Pool, work: Path) -> None:
    source = origin(pool, "root", QubeRef("template", "vm-templates"))
    await source.create()
    stale = origin(pool, "root", QubeRef("template", "vm-templates"), size=1)
    assert stale.size == SIZE
    assert stale.config["size"] == str(SIZE)

    child = snapshot(source)
    await child.start()
    await child.stop()
    await source.resize(2 * SIZE)
    await child.start()
    assert child.size == 2 * SIZE
    await child.stop()

    await run(source, b"committed, so that the older state has a revision")
    await source.resize(3 * SIZE)
    await source.revert()
    assert source.size == 2 * SIZE
    await load(source, b"", SIZE // 2)
    assert source.size == SIZE // 2

    scratch = volatile(pool)
    await scratch.start()
    os.truncate(work / "volatile-dirty.img", 5 * 4096)
    assert scratch.size == 5 * 4096
    await scratch.stop()
    assert scratch.size == 5 * 4096


@pytest.mark.row("S2.6")
async def test_discarded_blocks_lower_the_usage(pool: Pool, work: Path) -> None:
    volume = origin(pool)
    await volume.create()
    await volume.start()
    write(volume.path, b"x" * SIZE)
    full = volume.usage
    assert full >= SIZE
    storage_places.run(
        "fallocate", "--punch-hole", "--offset=0", f"--length={SIZE // 2}", volume.path or ""
    )
    assert volume.usage <= full - SIZE // 2


async def test_a_snapshot_that_is_not_in_use_follows_its_source(pool: Pool) -> None:
    source = origin(pool, "root", QubeRef("template", "vm-templates"))
    await source.create()
    child = snapshot(source)
    assert child.size == SIZE
    await source.import_data(SIZE // 2)
    await source.import_data_end(True)
    assert child.size == SIZE // 2
    assert child.config["size"] == str(SIZE // 2)


@pytest.mark.row("S3.10")
async def test_resizes_at_once_end_with_the_last(pool: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    sizes = [SIZE + 4096 * number for number in range(1, 9)]
    await asyncio.gather(*(volume.resize(size) for size in sizes))
    assert volume.size == sizes[-1]


# -- order and threads


@pytest.mark.row("S3.8")
async def test_a_commit_syncs_before_it_renames(pool: Pool, on_step: None) -> None:
    volume = origin(pool)
    await volume.create()
    await volume.start()
    seen: list[tuple[str, str]] = []
    durable.on_step = lambda when, call, path: seen.append((f"{when} {call}", path.name))
    await volume.stop()
    synced = seen.index(("after fsync", "private-dirty.img"))
    kept = next(i for i, (step, _) in enumerate(seen) if step == "after link")
    renamed = seen.index(("before rename", "private.img"))
    assert synced < kept < renamed


@pytest.mark.row("S3.13")
async def test_volumes_work_in_parallel_and_the_loop_goes_on(pool: Pool, on_step: None) -> None:
    """Each copy waits for the other one and for a coroutine; a deadlock would end in a timeout."""
    one, two = origin(pool, "one"), origin(pool, "two")
    await asyncio.gather(one.create(), two.create())
    both, ticked = threading.Barrier(2, timeout=60), threading.Event()
    inside = threading.Semaphore(0)

    def meet(when: str, call: str, path: Path) -> None:
        if (when, call) == ("before", "clone"):
            both.wait()
            inside.release()
            assert ticked.wait(timeout=60)

    durable.on_step = meet

    async def tick() -> None:
        while not inside.acquire(blocking=False):
            await asyncio.sleep(0)
        ticked.set()

    await asyncio.gather(one.start(), two.start(), tick())
    assert one.is_dirty()
    assert two.is_dirty()


async def test_cancelling_waits_for_the_thread(pool: Pool, work: Path, on_step: None) -> None:
    volume = origin(pool)
    await volume.create()
    entered, leave = threading.Event(), threading.Event()

    def hold(when: str, call: str, path: Path) -> None:
        if (when, call) == ("before", "clone"):
            entered.set()
            assert leave.wait(timeout=60)

    durable.on_step = hold
    task = asyncio.create_task(volume.start())
    while not entered.is_set():
        await asyncio.sleep(0)
    task.cancel()
    for _ in range(20):
        await asyncio.sleep(0)
        task.cancel()
    assert not task.done()
    leave.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert files(work) == ["private-dirty.img", "private.img"]


# -- other places


@pytest.mark.row("S2.8")
async def test_a_tree_of_driver_file_is_taken_over(place: Path) -> None:
    plain = build_pool("file", "p", dir_path=str(place))
    await plain.setup()
    template = origin(plain, "root", QubeRef("template", "vm-templates"))
    private = origin(plain)
    for volume, data in ((template, b"system"), (private, b"data")):
        await volume.create()
        await load(volume, data)
    (place / "appvms/work/private-cow.img.old").write_bytes(b"left over")

    pool = build_pool("file-reflink", "p", dir_path=str(place), setup_check="no")
    await pool.setup()
    source = pool.init_volume(QubeRef("template", "vm-templates"), template.config)
    kept = pool.init_volume(QubeRef("work", "appvms"), private.config)
    root = snapshot(source)
    for volume in (source, kept, root):
        await volume.verify()
        await volume.start()
    assert read(root.path, 6) == b"system"
    assert read(kept.path, 4) == b"data"
    write(kept.path, b"more")
    await kept.stop()
    assert await committed(kept, 4) == b"more"


@pytest.mark.root
async def test_what_a_guest_discards_is_free(pool: Pool) -> None:
    """By a loop device, as a hypervisor attaches it; and it is free after the commit too."""
    if os.geteuid() != 0:
        pytest.skip("loop devices take root")
    volume = origin(pool)
    await volume.create()
    await volume.start()
    Path(volume.path or "").write_bytes(b"x" * SIZE)
    device = storage_places.run("losetup", "--find", "--show", volume.path or "").strip()
    try:
        assert volume.usage == SIZE
        storage_places.run("blkdiscard", "--offset", SIZE // 4, "--length", SIZE // 2, device)
    finally:
        storage_places.run("losetup", "--detach", device)
    assert volume.usage == SIZE // 2
    await volume.stop()
    assert volume.usage == SIZE // 2
    expected = b"x" * (SIZE // 4) + bytes(SIZE // 2) + b"x" * (SIZE // 4)
    assert await committed(volume) == expected


@pytest.mark.root
@pytest.mark.row("6.42")
async def test_loop_devices_follow_a_resize(pool: Pool, place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("loop devices take root")
    volume = origin(pool)
    await volume.create()
    await volume.start()
    link, unrelated = place / "link.img", place / "unrelated.img"
    link.symlink_to(volume.path or "")
    unrelated.write_bytes(bytes(SIZE))
    devices = [
        storage_places.run("losetup", "--find", "--show", path).strip()
        for path in (volume.path, link, unrelated)
    ]
    try:
        assert sorted(map(str, loop_devices(Path(volume.path or "")))) == sorted(devices[:2])
        os.truncate(unrelated, 4 * SIZE)
        await volume.resize(2 * SIZE)
        sizes = [int(storage_places.run("blockdev", "--getsize64", device)) for device in devices]
        assert sizes == [2 * SIZE, 2 * SIZE, SIZE]
    finally:
        for device in devices:
            storage_places.run("losetup", "--detach", device)
