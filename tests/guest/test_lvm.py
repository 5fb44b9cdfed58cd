"""Driver lvm_thin beyond the shared suite (storage.md section 6, checks 49 to 64)."""

from __future__ import annotations

import logging
import os
import subprocess
from pathlib import Path

import pytest

from qubesmanager.backend.storage import (
    Pool,
    QubeRef,
    StoragePoolException,
    Volume,
    build_pool,
    lvm_command,
    lvm_volume,
)
from qubesmanager.backend.storage.conformance_tools import (
    QUBE,
    SIZE,
    TEMPLATE,
    committed,
    device,
    keeping,
    load,
    origin,
    read,
    run,
    snapshot,
    volatile,
    write,
)
from qubesmanager.backend.storage.lvm_command import CACHE
from tests.guest.conftest import GROUPS, POOL, listed, lvm, make_pool, names

pytestmark = pytest.mark.lvm

GROUP = GROUPS[0]
NAME = "vm-work-private"


def uuid(name: str) -> str:
    return next(row["lv_uuid"] for row in listed("lv_name", "lv_uuid") if row["lv_name"] == name)


def origin_of(name: str) -> str:
    return next(row["origin"] for row in listed("lv_name", "origin") if row["lv_name"] == name)


@pytest.mark.row("6.49")
async def test_49_setup_wants_a_thin_pool(pool: Pool) -> None:
    lvm("lvcreate", "--size=8M", "--name=thick", GROUP)
    with pytest.raises(StoragePoolException, match=f"no thin pool {GROUP}/missing"):
        await build_pool("lvm_thin", "x", volume_group=GROUP, thin_pool="missing").setup()
    with pytest.raises(StoragePoolException, match="logical volume and no thin pool"):
        await build_pool("lvm_thin", "x", volume_group=GROUP, thin_pool="thick").setup()
    options = {k: v for k, v in pool.config.items() if k not in ("name", "driver")}
    assert options["volume_group"] == GROUP and options["thin_pool"] == POOL
    assert build_pool("lvm_thin", pool.name, **options) == pool


@pytest.mark.row("S1.1", "S1.6", "S1.9", "6.50", "6.55", "6.57", "6.59")
async def test_50_55_57_59_life_of_an_origin(pool: Pool) -> None:
    """From start to commit, with a resize on the way; a longer-named neighbour stays apart."""
    volume = origin(pool)
    assert volume.vid == f"{GROUP}/{NAME}"
    neighbour = origin(pool, "root", QubeRef("work-private", "appvms"))  # vm-work-private-root
    await volume.create()
    lvm(
        "lvcreate", "--thin", "--virtualsize=8M", f"--name={NAME}-root-1234-back", f"{GROUP}/{POOL}"
    )
    await neighbour.create()
    assert volume.revisions == {} and list(neighbour.revisions) == ["1234-back"]
    await load(volume, b"old")
    before = uuid(NAME)
    await volume.start()
    assert f"{NAME}-snap" in names()
    assert (
        device(volume).endswith("-snap")
        and volume.path == "/dev/mapper/qube--test-vm--work--private"
    )
    write(device(volume), b"new")
    running = uuid(f"{NAME}-snap")
    await volume.resize(2 * SIZE)
    sizes = {row["lv_name"]: row["lv_size"] for row in listed("lv_name", "lv_size")}
    assert sizes[f"{NAME}-snap"] == f"{2 * SIZE}B" and sizes[NAME] == f"{SIZE}B"
    await volume.stop()
    assert uuid(NAME) == running
    (revision,) = volume.revisions
    assert uuid(f"{NAME}-{revision}") == before
    assert f"{NAME}-snap" not in names()
    assert read(f"/dev/{GROUP}/{NAME}-{revision}", 3) == b"old"
    # Within a thin pool a clone is a snapshot.
    clone = origin(pool, "private", QubeRef("clone", "appvms"))
    await clone.create()
    await clone.import_volume(volume)
    assert origin_of("vm-clone-private") == NAME
    assert await committed(clone, 3) == b"new" and clone.size == 2 * SIZE


@pytest.mark.row("6.51")
async def test_51_a_cut_commit_is_finished(pool: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await volume.start()
    write(device(volume), b"new")
    lvm("lvrename", GROUP, NAME, f"{NAME}-1500000000-back")
    CACHE.reset()
    assert volume.is_dirty()
    assert volume.path.endswith("-1500000000--back")
    await volume.start()
    assert read(device(volume), 3) == b"new"
    assert read(volume.path, 3) == bytes(3)
    await volume.stop()
    assert names() == [NAME, f"{NAME}-1500000000-back"]
    assert await committed(volume, 3) == b"new"


@pytest.mark.row("6.52", "6.53")
async def test_52_53_clock_set_back_and_none_kept(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = keeping(pool, 2)
    await volume.create()
    for now, data in ((2_000_000_000, b"one"), (1_000_000_000, b"two")):
        monkeypatch.setattr(lvm_volume.time, "time", lambda now=now: now)
        await run(volume, data)
    assert list(volume.revisions) == ["2000000000-back", "2000000001-back"]
    await volume.revert("2000000000-back")  # the empty one: too many now, and its data is in use
    assert list(volume.revisions) == ["2000000001-back", "2000000002-back"]
    volume.revisions_to_keep = 3
    await volume.revert("2000000001-back")
    assert origin_of(NAME) == f"{NAME}-2000000001-back"
    assert len(volume.revisions) == 3
    assert await committed(volume, 3) == b"one"
    volume.revisions_to_keep = 0
    await run(volume, b"six")
    assert names() == [NAME]


@pytest.mark.row("6.54", "6.56")
async def test_54_56_imports(pool: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await volume.import_data(2 * SIZE)
    for refused in (volume.import_data(SIZE), volume.import_volume(volume), volume.start()):
        with pytest.raises(StoragePoolException, match="being imported"):
            await refused
    await volume.import_data_end(False)
    assert names() == [NAME]
    await volume.start()
    with pytest.raises(StoragePoolException, match="stop the qube first"):
        await volume.import_data(SIZE)


async def test_cut_imports(pool: Pool) -> None:
    """An unfinished one is dropped when the service stops what does not run, a cut end finished."""
    volume = origin(pool)
    await volume.create()
    write(await volume.import_data(SIZE), b"half")
    await origin(pool).stop()
    assert names() == [NAME]
    lvm("lvrename", GROUP, NAME, f"{NAME}-1500000000-back")
    CACHE.reset()
    await origin(pool).stop()  # a cut revert
    assert names() == [NAME]
    write(await origin(pool).import_data(SIZE), b"whole")
    lvm("lvrename", GROUP, NAME, f"{NAME}-1500000000-back")
    CACHE.reset()
    await origin(pool).stop()
    assert names() == [NAME, f"{NAME}-1500000000-back"]
    assert await committed(volume, 5) == b"whole"


class Counted:
    """Commands that the driver has run since it was asked last."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._seen: list[str] = []
        real = lvm_command._run

        def counting(*arguments: str) -> str:
            self._seen.append(arguments[0])
            return real(*arguments)

        monkeypatch.setattr(lvm_command, "_run", counting)

    def take(self) -> list[str]:
        seen, self._seen[:] = list(self._seen), []
        return seen


@pytest.mark.row("S1.8", "6.58")
async def test_58_nothing_runs_where_nothing_changes(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CACHE, "_read", lambda: lvm_command._read_report())
    counted = Counted(monkeypatch)
    volume, source = origin(pool), origin(pool, "root", TEMPLATE)
    await volume.create()
    assert counted.take() == ["lvcreate", "lvs"]
    await volume.resize(SIZE)
    await volume.stop()
    await snapshot(source).stop()
    await volatile(pool).stop()
    await volume.verify()
    await volatile(pool).create()
    await volume.export()
    assert (volume.size, volume.usage, volume.revisions) == (SIZE, 0, {})
    assert counted.take() == []
    await volume.resize(SIZE - 1)  # the same number of extents
    assert counted.take() == ["lvresize", "lvs"]
    await volume.start()
    await volume.stop()
    assert counted.take() == ["lvcreate", "lvs", "lvrename", "lvrename", "lvs"]
    with pytest.raises(StoragePoolException, match="NOT reduced"):
        await volume.resize(SIZE // 2)
    assert counted.take() == ["lvresize", "lvs"], "the cache is read anew after a failure"


@pytest.mark.row("6.60", "6.63")
async def test_60_63_lists_and_figures(pool: Pool) -> None:
    volume = origin(pool)
    await volume.create()
    await run(volume, b"x" * SIZE)
    await volume.start()
    lvm("lvcreate", "--thin", "--virtualsize=8M", "--name=vm-other-private", f"{GROUP}/{POOL}")
    lvm("lvcreate", "--size=8M", "--name=thick", GROUP)
    CACHE.reset()
    assert sorted(pool.volumes.keys()) == [f"{GROUP}/vm-other-private", f"{GROUP}/{NAME}"]
    assert volume.usage == SIZE
    fields = ("lv_name", "lv_size", "data_percent", "lv_metadata_size", "metadata_percent")
    row = next(row for row in listed(*fields) if row["lv_name"] == POOL)
    size, metadata = (int(row[name].rstrip("B")) for name in ("lv_size", "lv_metadata_size"))
    assert pool.usage_details == {
        "data_size": size,
        "data_usage": int(size * float(row["data_percent"]) / 100),
        "metadata_size": metadata,
        "metadata_usage": int(metadata * float(row["metadata_percent"]) / 100),
    }
    assert pool.usage > SIZE // 2
    other = build_pool("lvm_thin", "x", volume_group="none", thin_pool="none")
    assert (other.size, other.hindrance) == (None, "there is no thin pool none/none")
    assert pool.hindrance is None


@pytest.mark.row("S1.2", "S1.7", "6.61")
async def test_61_a_volatile_is_new_at_every_start(pool: Pool) -> None:
    volume = volatile(pool)
    await volume.create()
    assert names() == []
    await volume.start()
    assert names() == ["vm-work-volatile"], "no snapshot beside it"
    first = uuid("vm-work-volatile")
    await volume.start()
    assert uuid("vm-work-volatile") != first
    await volume.resize(2 * SIZE)
    await volume.stop()
    assert names() == []
    assert volume.size == 2 * SIZE


@pytest.mark.row("6.62")
async def test_62_what_is_left_of_a_creation_can_be_removed(pool: Pool) -> None:
    lvm("lvcreate", "--thin", "--virtualsize=8M", f"--name={NAME}-import", f"{GROUP}/{POOL}")
    CACHE.reset()
    volume = origin(pool)
    await volume.remove()
    assert names() == []
    await volume.create()
    with pytest.raises(StoragePoolException, match="exists and is not overwritten"):
        await origin(pool).create()
    with pytest.raises(StoragePoolException, match="without a size"):
        await origin(pool, "sizeless", size=0).create()


@pytest.mark.row("S2.20", "6.64")
async def test_64_what_lvm_says(
    pool: Pool, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.WARNING)
    volume = origin(pool, size=10 * 1024**3)  # of a pool of 1 GiB
    await volume.create()
    warned = [record.getMessage() for record in caplog.records]
    assert not [text for text in warned if "exceed" in text or "protection" in text]
    assert volume.size == 10 * 1024**3
    with pytest.raises(StoragePoolException, match=r"lvresize .* failed: .*NOT reduced"):
        await volume.resize(SIZE)
    elsewhere = build_pool("file", "elsewhere", dir_path=str(tmp_path / "elsewhere"))
    await elsewhere.setup()
    source = origin(elsewhere, size=2 * SIZE)
    await source.create()
    await load(source, b"small", 2 * SIZE)
    await volume.import_volume(source)
    assert volume.size == 2 * SIZE, "the length is the source's"
    assert await committed(volume, 5) == b"small"


async def test_origin_snapshot(pool: Pool) -> None:
    source = origin(pool, "root", TEMPLATE)
    await source.create()
    await load(source, b"one")
    config = {"name": "root", "rw": True, "snap_on_start": True, "save_on_stop": True, "size": SIZE}
    volume: Volume = pool.init_volume(QUBE, {**config, "source": source})
    await volume.create()
    assert await committed(volume, 3) == b"one"
    await run(volume, b"own")
    assert await committed(volume, 3) == b"own"
    assert await committed(source, 3) == b"one"


@pytest.mark.row("S1.16")
async def test_export_activates(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    volume = origin(pool)
    await volume.create()
    await load(volume, b"data")
    lvm("lvchange", "--activate=n", f"{GROUP}/{NAME}")
    assert not Path(volume.path).exists()
    path = await volume.export()
    assert os.access(path, os.R_OK) and read(path, 4) == b"data"
    # A service that is not root gets it through its group.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert await volume.export() == path
    monkeypatch.undo()
    assert os.stat(path).st_mode & 0o060 == 0o060
    told = run_as_nobody(os.stat(path).st_gid, ["head", "-c4", path])
    assert told == b"data"
    assert run_as_nobody(65534, ["head", "-c4", path]) == b"", "others do not read it"


def run_as_nobody(group: int, command: list[str]) -> bytes:
    return subprocess.run(
        command, user=65534, group=group, extra_groups=[], capture_output=True, check=False
    ).stdout


async def test_pools_on_one_thin_pool_clone(pool: Pool) -> None:
    twin = make_pool(GROUP)
    twin.name = "twin"
    source, target = origin(pool), origin(twin, "private", QubeRef("b", "appvms"))
    await source.create()
    await target.create()
    await target.import_volume(source)
    assert origin_of("vm-b-private") == NAME
