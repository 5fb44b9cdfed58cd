"""Driver linux-kernel: follows the qube's kernel, never writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend.storage import (
    BlockDevice,
    Pool,
    QubeRef,
    StoragePoolException,
    StorageValueError,
    build_pool,
)
from qubesmanager.backend.storage.conformance_tools import origin


class Qube:
    kernel: str | None = "6.6.1"


@pytest.fixture
async def pool(tmp_path: Path) -> Pool:
    place = tmp_path / "vm-kernels"
    made = build_pool("linux-kernel", "linux-kernel", dir_path=str(place))
    await made.setup()
    for version in ("6.6.1", "6.12.3"):
        (place / version).mkdir()
        (place / version / "vmlinuz").write_bytes(b"kernel")
        (place / version / "modules.img").write_bytes(version.encode())
    (place / "bare").mkdir()
    return made


def volume_of(pool: Pool, qube: Qube, **more: Any) -> Any:
    owner = QubeRef("work", "appvms", lambda: qube.kernel)
    return pool.init_volume(owner, {"name": "kernel", "rw": False, **more})


@pytest.mark.row("6.66", "6.68")
async def test_follows_the_kernel(pool: Pool, tmp_path: Path) -> None:
    qube = Qube()
    volume = volume_of(pool, qube)
    assert volume.vid == "6.6.1"
    qube.kernel = "6.12.3"
    path = str(tmp_path / "vm-kernels" / "6.12.3" / "modules.img")
    assert (volume.vid, volume.path, volume.size) == ("6.12.3", path, 6)
    assert volume.block_device() == BlockDevice(path, "kernel", rw=False)
    await volume.verify()
    qube.kernel = "bare"
    assert volume.block_device() is None
    with pytest.raises(StoragePoolException, match="vmlinuz"):
        await volume.verify()
    qube.kernel = None
    assert (volume.path, volume.size, volume.block_device()) == (None, 0, None)
    assert "vid" not in volume.config
    await volume.verify()


@pytest.mark.row("6.12", "6.67")
def test_lists_versions(pool: Pool) -> None:
    assert pool.volumes.keys() == ["6.12.3", "6.6.1", "bare"]
    assert pool.get_volume("6.6.1").size == 5
    for vid in ("7.0", "../6.6.1", "..", "", "6.6.1/vmlinuz"):
        with pytest.raises(KeyError):
            pool.get_volume(vid)
    assert pool.usage_details == {}
    assert pool.config["driver"] == "linux-kernel"


async def test_states_do_not_change(pool: Pool) -> None:
    volume = volume_of(pool, Qube(), snap_on_start="True")
    for change in (volume.create, volume.start, volume.stop, volume.remove):
        assert await change() is volume
    assert await volume.import_volume(volume_of(pool, Qube())) is volume
    assert (volume.revisions, volume.usage, volume.is_dirty()) == ({}, 0, False)


@pytest.mark.row("6.65")
async def test_refusals(pool: Pool, tmp_path: Path) -> None:
    for attribute in ({"rw": True}, {"revisions_to_keep": 1}, {"ephemeral": True}):
        with pytest.raises(StorageValueError):
            volume_of(pool, Qube(), **attribute)
    with pytest.raises(NotImplementedError):
        volume_of(pool, Qube(), save_on_stop=True)
    data = origin(build_pool("file", "p", dir_path=str(tmp_path)))
    with pytest.raises(StoragePoolException, match="kernel"):
        await volume_of(pool, Qube()).import_volume(data)
