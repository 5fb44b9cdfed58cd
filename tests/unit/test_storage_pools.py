"""Drivers as plug-ins, pools as objects, what a place offers."""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from qubesmanager.backend import storage
from qubesmanager.backend.storage import (
    QubeRef,
    StoragePoolException,
    StorageValueError,
    Volume,
    build_pool,
    drivers,
    probe,
)
from qubesmanager.backend.storage.directory import matching
from tests.storage_places import files

QUBE = QubeRef("work", "appvms")
ORIGIN = {"name": "private", "rw": True, "save_on_stop": True, "size": 4096}


@pytest.mark.row("6.5")
def test_drivers_are_entry_points() -> None:
    assert {"file", "file-reflink", "linux-kernel", "lvm_thin"} <= set(drivers())
    for name, driver in drivers().items():
        assert driver.driver == name


def test_broken_plugins_are_logged_and_left_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good = "qubesmanager.backend.storage.reflink:ReflinkPool"
    entries = [
        EntryPoint("gone", "no_such_module:Pool", storage.GROUP),
        EntryPoint("typo", "qubesmanager.backend.storage.reflink:NoPool", storage.GROUP),
        EntryPoint("function", "os.path:join", storage.GROUP),
        EntryPoint("good", good, storage.GROUP),
    ]
    monkeypatch.setattr(storage, "entry_points", lambda group: entries)
    assert list(drivers()) == ["good"]
    for name in ("gone", "typo", "function"):
        assert repr(name) in caplog.text


@pytest.mark.parametrize(
    ("driver", "options", "text"),
    [
        ("zfs", {}, "'zfs'"),
        ("file", {}, "dir_path"),
        ("file-reflink", {"dir_path": "/p", "colour": "red"}, "colour"),
        ("file-reflink", {"dir_path": "/p", "setup_check": "perhaps"}, "setup_check"),
        ("file-reflink", {"dir_path": "/p", "revisions_to_keep": "many"}, "revisions_to_keep"),
        ("file-reflink", {"dir_path": "/p", "revisions_to_keep": "-2"}, "revisions_to_keep"),
        ("linux-kernel", {"dir_path": "/p", "revisions_to_keep": "1"}, "revisions_to_keep"),
    ],
)
def test_bad_options_are_refused_by_name(driver: str, options: dict[str, str], text: str) -> None:
    with pytest.raises(StoragePoolException, match=text):
        build_pool(driver, "pool", **options)


def test_parameters_say_what_is_required() -> None:
    assert drivers()["file-reflink"].parameters() == {
        "dir_path": True,
        "revisions_to_keep": False,
        "setup_check": False,
        "ephemeral_volatile": False,
    }
    assert drivers()["linux-kernel"].parameters() == {"dir_path": True}


@pytest.mark.parametrize("word", ["yes", "No", "TRUE", "off", "1", "0"])
def test_boolean_words(word: str) -> None:
    pool = build_pool("file", "p", dir_path="/p", ephemeral_volatile=word)
    assert pool.ephemeral_volatile == (word in ("yes", "TRUE", "1"))


def test_one_shot_options_are_not_stored() -> None:
    pool = build_pool("file-reflink", "p", dir_path="/p", setup_check="no")
    assert pool.config == {
        "name": "p",
        "driver": "file-reflink",
        "dir_path": "/p",
        "revisions_to_keep": "1",
    }


def test_pool_defaults_reach_volumes(tmp_path: Path) -> None:
    pool = build_pool(
        "file-reflink",
        "p",
        dir_path=str(tmp_path),
        revisions_to_keep="4",
        ephemeral_volatile="yes",
    )
    origin = pool.init_volume(QUBE, ORIGIN)
    volatile = pool.init_volume(QUBE, {"name": "volatile", "rw": "True", "size": "1"})
    assert origin.revisions_to_keep == 4
    assert (origin.ephemeral, volatile.ephemeral) == (False, True)
    assert "ephemeral" not in volatile.config
    volatile.ephemeral = False
    assert volatile.config["ephemeral"] == "False"
    with pytest.raises(StorageValueError):
        origin.ephemeral = True
    with pytest.raises(StorageValueError):
        origin.revisions_to_keep = -2
    assert origin.revisions_to_keep == 4


def test_absent_methods_name_class_and_method(tmp_path: Path) -> None:
    pool = build_pool("file", "p", dir_path=str(tmp_path))
    volume = pool.init_volume(QUBE, ORIGIN)
    with pytest.raises(NotImplementedError, match=r"^FileVolume\.start$"):
        volume.start().send(None)


def test_block_device(tmp_path: Path) -> None:
    pool = build_pool("file-reflink", "p", dir_path=str(tmp_path))
    device = pool.init_volume(QUBE, ORIGIN).block_device()
    assert device == storage.BlockDevice(
        str(tmp_path / "appvms/work/private-dirty.img"), "private", rw=True
    )
    with pytest.raises(StoragePoolException):
        storage.BlockDevice("", "private", rw=True)


@pytest.mark.row("S2.9", "6.47")
async def test_setup_needs_reflinks_or_consent(tmp_path: Path) -> None:
    if probe(tmp_path).reflink:
        pytest.skip("the temporary directory has reflinks")
    place = tmp_path / "pool"
    with pytest.raises(StoragePoolException, match=f"{place}.*setup_check=no"):
        await build_pool("file-reflink", "p", dir_path=str(place)).setup()
    assert files(tmp_path) == []
    place.mkdir()
    with pytest.raises(StoragePoolException):
        await build_pool("file-reflink", "p", dir_path=str(place)).setup()
    assert files(place) == []
    await build_pool("file-reflink", "p", dir_path=str(place), setup_check="no").setup()
    assert files(place) == ["appvms", "vm-templates"]


@pytest.mark.parametrize("driver", ["file", "file-reflink", "linux-kernel"])
async def test_setup_without_a_parent_directory(driver: str, tmp_path: Path) -> None:
    pool = build_pool(driver, "p", dir_path=str(tmp_path / "no" / "pool"))
    with pytest.raises(StoragePoolException, match="make that directory, or mount its disk"):
        await pool.setup()
    assert files(tmp_path) == []


async def test_setup_that_meets_a_file_leaves_nothing_new(tmp_path: Path) -> None:
    (tmp_path / "vm-templates").write_bytes(b"")
    with pytest.raises(StoragePoolException):
        await build_pool("file", "p", dir_path=str(tmp_path)).setup()
    assert files(tmp_path) == ["vm-templates"]


@pytest.mark.row("S2.22", "6.22", "6.48")
def test_size_and_usage_are_those_of_the_file_system(tmp_path: Path) -> None:
    pool = build_pool("file", "p", dir_path=str(tmp_path))
    (tmp_path / "appvms").mkdir()
    figures = os.statvfs(tmp_path)
    assert pool.size == figures.f_frsize * figures.f_blocks
    assert pool.usage is not None
    assert 0 < pool.usage < pool.size
    assert set(pool.usage_details) == {"data_size", "data_usage"}
    absent = build_pool("file", "p", dir_path=str(tmp_path / "none"))
    assert (absent.size, absent.usage, absent.usage_details) == (None, None, {})


@pytest.mark.row("6.13")
def test_included_in_takes_the_deepest(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b" / "c")
    pools = [
        build_pool("file", name, dir_path=str(tmp_path / path))
        for name, path in (("a", "a"), ("b", "a/b"), ("c", "link"), ("elsewhere", "x"))
    ]
    a, b, c, elsewhere = pools
    assert c.included_in(pools) is b
    assert b.included_in(pools) is a
    assert a.included_in(pools) is None
    assert elsewhere.included_in(pools) is None


@pytest.mark.parametrize(
    "vid",
    [
        "other/work/private",
        "appvms/work",
        "appvms/../private",
        "appvms/work/../../private",
        "/appvms/work/private",
        "appvms/work/private-dirty",
        "appvms/work/private.img@x",
        "appvms/work/x/y",
        "appvms/work/a b",
        "",
    ],
)
def test_odd_volume_ids_are_refused(vid: str, tmp_path: Path) -> None:
    for driver in ("file", "file-reflink"):
        pool = build_pool(driver, "p", dir_path=str(tmp_path))
        config = {**ORIGIN, "vid": vid} if vid else {**ORIGIN, "name": "a/b"}
        with pytest.raises(StoragePoolException):
            pool.init_volume(QUBE, config)
        assert pool.list_volumes() == []


@pytest.mark.row("6.45")
def test_odd_prefix_is_refused(tmp_path: Path) -> None:
    pool = build_pool("file-reflink", "p", dir_path=str(tmp_path))
    with pytest.raises(StoragePoolException, match="template-vms"):
        pool.init_volume(QubeRef("t", "template-vms"), ORIGIN)


def test_probe_of_a_place_that_is_not_there_yet(tmp_path: Path) -> None:
    offer = probe(tmp_path / "not" / "yet")
    assert offer.root == (os.geteuid() == 0)
    kernel_has_it = "device-mapper" in Path("/proc/misc").read_text()
    assert offer.device_mapper == (kernel_has_it and os.access("/dev/mapper/control", os.W_OK))
    assert files(tmp_path) == []


@pytest.mark.root
def test_probe_where_nothing_can_be_written(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("takes root to become somebody else")
    code = (
        "import os, sys; os.setuid(65534)\n"
        "from qubesmanager.backend.storage import StoragePoolException, probe\n"
        "try: probe('/root-only')\n"
        "except StoragePoolException as error: sys.exit(7 if '/' in str(error) else 8)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 7


def test_the_collection_refuses_what_is_no_volume(tmp_path: Path) -> None:
    pool = build_pool("file", "p", dir_path=str(tmp_path))
    volume: Volume = pool.init_volume(QUBE, ORIGIN)
    assert 7 not in pool.volumes
    assert list(pool.volumes) == pool.volumes.values() == [volume]
    assert len(pool.volumes) == 1
    pool.forget(volume)
    with pytest.raises(KeyError):
        pool.volumes["appvms/work/private"]


def test_what_matches_in_a_folder_that_is_there_or_not(tmp_path: Path) -> None:
    for name in ("private.img~a", "private2.img~a", "private.img", "[x].img~b"):
        (tmp_path / name).touch()
    assert matching(tmp_path, "private.img~*") == [tmp_path / "private.img~a"]
    assert matching(tmp_path, glob.escape("[x].img") + "~*") == [tmp_path / "[x].img~b"]
    assert matching(tmp_path / "gone", "*") == []
