"""Driver lvm_thin as far as it goes without LVM: names, the report, the cache, a missing lvm.

What needs a real thin pool is in tests/guest.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.storage import (
    QubeRef,
    StoragePoolException,
    StorageValueError,
    build_pool,
    drivers,
    thin_root,
)
from qubesmanager.backend.storage.lvm_cache import LogicalVolume, LvmCache, parse_report
from qubesmanager.backend.storage.lvm_command import CACHE
from qubesmanager.backend.storage.lvm_names import (
    device_path,
    is_main,
    iso_time,
    revision_epochs,
    revision_vid,
)
from qubesmanager.backend.storage.programs import as_root
from qubesmanager.backend.storage.thin_root import split_pool_name, thin_pool_of
from qubesmanager.backend.store import read_store

WORK = QubeRef("work", "appvms")


def row(**changes: str) -> dict[str, str]:
    return {
        "vg_name": "vg",
        "pool_lv": "pool",
        "lv_name": "vm-work-private",
        "lv_size": "8388608B",
        "data_percent": "50.00",
        "lv_attr": "Vwi-a-tz--",
        "origin": "",
        "lv_metadata_size": "",
        "metadata_percent": "",
        **changes,
    }


def report(*rows: dict[str, str]) -> str:
    return json.dumps({"report": [{"lv": list(rows)}]})


def lvm_pool(**options: str):  # type: ignore[no-untyped-def]
    return build_pool("lvm_thin", "p", volume_group="vg", thin_pool="pool", **options)


@pytest.mark.row("6.10")
def test_10_options() -> None:
    assert drivers()["lvm_thin"].parameters() == {
        "volume_group": True,
        "thin_pool": True,
        "revisions_to_keep": False,
        "ephemeral_volatile": False,
    }
    for bad in ("", "-x", "a/b", "..", "a b", "x" * 128):
        with pytest.raises(StorageValueError):
            build_pool("lvm_thin", "p", volume_group="vg", thin_pool=bad)
        with pytest.raises(StorageValueError):
            build_pool("lvm_thin", "p", volume_group=bad, thin_pool="pool")


@pytest.mark.row("6.59", "6.60")
def test_names() -> None:
    assert device_path("my-vg/vm-a-root") == "/dev/mapper/my--vg-vm--a--root"
    assert revision_vid("vg/vm-a-root", 7) == "vg/vm-a-root-7-back"
    assert iso_time(1514862245) == "2018-01-02T03:04:05"
    vids = ["vg/vm-a", "vg/vm-a-20-back", "vg/vm-a-3-back", "vg/vm-a-root-5-back"]
    vids += ["vg/vm-a-x-back", "vg/vm-a-6-backup", "vg/vm-a-7-back-snap", "vg/vm-ab-8-back"]
    assert revision_epochs("vg/vm-a", vids) == [3, 20]
    assert revision_epochs("vg/vm-a-root", vids) == [5]
    hidden = ("x-snap", "x-import", "x-12-back")
    assert [name for name in (*hidden, "x", "x-back", "snap-x") if is_main(name)] == [
        "x",
        "x-back",
        "snap-x",
    ]


@pytest.mark.parametrize("vid", ["vg/-x", "vg/", "other/x", "x", "vg/a/b", "vg/x-snap", "vg/x y"])
def test_odd_vids_are_refused(vid: str) -> None:
    with pytest.raises(StoragePoolException):
        lvm_pool().init_volume(WORK, {"name": "private", "vid": vid})


def test_vids() -> None:
    config = {"name": "private", "save_on_stop": True}
    assert lvm_pool().init_volume(WORK, config).vid == "vg/vm-work-private"
    assert lvm_pool().init_volume(WORK, {**config, "vid": "vg/other"}).vid == "vg/other"
    nameless = lvm_pool().init_volume(QubeRef("", "appvms"), config)
    assert len(nameless.vid) > len("vg/vm--private") + 8


def test_report() -> None:
    pool = row(lv_name="pool", lv_attr="twi-aotz--", lv_metadata_size="4096B", pool_lv="")
    table = parse_report(report(row(), {**pool, "metadata_percent": "25.00"}))
    assert table["vg/vm-work-private"] == LogicalVolume(
        8388608, 4194304, "pool", "Vwi-a-tz--", "", 0, 0
    )
    assert table["vg/pool"].is_thin_pool and table["vg/pool"].metadata_usage == 1024
    assert table["vg/pool"].clears_new_blocks
    assert not table["vg/vm-work-private"].is_thin_pool
    assert parse_report(report()) == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"report": [{}]}', report({"lv_name": "x"})])
def test_a_report_of_something_else(text: str) -> None:
    with pytest.raises(StoragePoolException, match="not understood"):
        parse_report(text)


class Reports:
    """A source of reports that can be held up or broken."""

    def __init__(self) -> None:
        self.count = 0
        self.broken = False
        self.go = threading.Event()
        self.go.set()
        self.reading = threading.Event()

    def __call__(self) -> str:
        self.count += 1
        self.reading.set()
        assert self.go.wait(60)
        if self.broken:
            raise StoragePoolException("lvm is broken")
        return report(row(lv_name=f"reading{self.count}"))


def test_the_cache_reads_when_asked_and_when_changed() -> None:
    reports = Reports()
    cache = LvmCache(reports)
    assert reports.count == 0
    assert list(cache.table()) == list(cache.figures()) == ["vg/reading1"]
    cache.reset()
    assert list(cache.recent()) == ["vg/reading2"]
    reports.broken = True
    with pytest.raises(StoragePoolException):
        cache.reset()
    with pytest.raises(StoragePoolException):
        cache.table()  # nothing is decided on what may be old
    reports.broken = False
    assert list(cache.table()) == ["vg/reading5"]


def test_figures_of_a_broken_lvm(caplog: pytest.LogCaptureFixture) -> None:
    reports = Reports()
    reports.broken = True
    cache = LvmCache(reports)
    assert cache.figures() == cache.figures() == {}
    assert reports.count == 1, "it is asked once, not for every figure"
    assert "lvm is broken" in caplog.text


def test_resets_at_once_share_a_reading() -> None:
    reports = Reports()
    cache = LvmCache(reports)
    cache.table()
    reports.go.clear()
    reports.reading.clear()
    threads = [threading.Thread(target=cache.reset)]
    threads[0].start()
    assert reports.reading.wait(60)
    threads += [threading.Thread(target=cache.reset) for _ in range(4)]
    for thread in threads[1:]:
        thread.start()
    reports.go.set()
    for thread in threads:
        thread.join()
    assert 3 <= reports.count <= 6
    assert list(cache.table()) == [f"vg/reading{reports.count}"]


async def test_old_figures_are_replaced_without_waiting() -> None:
    reports = Reports()
    cache = LvmCache(reports)
    cache.table()
    assert list(cache.recent()) == ["vg/reading1"]
    cache._read_at_s -= 31
    assert list(cache.recent()) == ["vg/reading1"]
    assert cache._refresh is not None
    await cache._refresh
    assert list(cache.recent()) == ["vg/reading2"]
    cache._read_at_s -= 31
    assert list(await asyncio.to_thread(cache.recent)) == ["vg/reading3"]


async def test_without_lvm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(CACHE, "failure", None)
    monkeypatch.setattr(CACHE, "_table", None)
    pool = lvm_pool()
    volume = pool.init_volume(WORK, {"name": "private", "save_on_stop": True, "size": 5})
    for refused in (pool.setup(), volume.create(), volume.start(), volume.import_data(5)):
        with pytest.raises(StoragePoolException, match="not installed"):
            await refused
    assert volume.config["size"] == "5" and not volume.is_dirty()
    assert pool.usage is None and str(pool.hindrance).endswith("is not installed")
    monkeypatch.setattr(CACHE, "_table", None)


def test_nothing_runs_at_import() -> None:
    code = (
        "import subprocess as s; s.Popen.__init__ = None; import qubesmanager.backend.storage.lvm"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.row("S1.10")
def test_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert as_root("lvm", "lvs") == ["lvm", "lvs"]
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert as_root("lvm", "lvs") == ["sudo", "lvm", "lvs"]


class TestThinRoot:
    """Finding the thin pool under a directory, with a dmsetup that is a script."""

    @pytest.fixture
    def dmsetup(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """The script's answer; it writes its arguments to a file beside it."""
        program, answer = tmp_path / "dmsetup", tmp_path / "answer"
        program.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/calls\ncat {answer}\n')
        program.chmod(0o755)
        answer.write_text("0 1000 thin 253:300 7\n")
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        monkeypatch.setattr("os.geteuid", lambda: 0)
        block = tmp_path / "block" / "253:300" / "dm"
        block.mkdir(parents=True)
        (block / "name").write_text("my--vg-pool--1-tpool\n")
        for place in (tmp_path, Path("/")):
            number = place.stat().st_dev
            name = f"{os.major(number)}:{os.minor(number)}"
            (tmp_path / "block" / name / "dm").mkdir(parents=True, exist_ok=True)
        monkeypatch.setattr(thin_root, "_SYS_BLOCK", tmp_path / "block")
        thin_pool_of.cache_clear()
        yield answer
        thin_pool_of.cache_clear()

    def calls(self, dmsetup: Path) -> list[str]:
        return dmsetup.with_name("calls").read_text().splitlines()

    @pytest.mark.row("S2.15")
    def test_found_and_remembered(self, dmsetup: Path, tmp_path: Path) -> None:
        device = tmp_path.stat().st_dev
        for _ in range(2):
            assert thin_pool_of(str(tmp_path)) == ("my-vg", "pool-1")
        assert self.calls(dmsetup) == [f"-j {os.major(device)} -m {os.minor(device)} table"]

    @pytest.mark.parametrize(
        "said", ["", "0 1000 linear 8:1 0\n", "0 1000 thin\n", "0 9 thin x 7\n", "0 9 thin 253:1 7"]
    )
    def test_not_found_is_remembered_too(self, dmsetup: Path, tmp_path: Path, said: str) -> None:
        dmsetup.write_text(said)
        for _ in range(2):
            assert thin_pool_of(str(tmp_path)) == (None, None)
        assert len(self.calls(dmsetup)) == 1

    def test_a_disk_without_device_mapper(self, dmsetup: Path, tmp_path: Path) -> None:
        """Nobody is asked then: dmsetup would make a node for what the kernel does not have."""
        shutil.rmtree(tmp_path / "block")
        assert thin_pool_of(str(tmp_path)) == (None, None)
        assert not dmsetup.with_name("calls").exists()

    def test_no_directory_no_program(self, dmsetup: Path, tmp_path: Path) -> None:
        assert thin_pool_of(str(tmp_path / "none")) == (None, None)
        dmsetup.with_name("dmsetup").unlink()
        assert thin_pool_of(str(tmp_path)) == (None, None)

    @pytest.mark.row("6.13")
    def test_13_included_in(self, dmsetup: Path, tmp_path: Path) -> None:
        inner = build_pool("file", "inner", dir_path=str(tmp_path))
        other = build_pool("lvm_thin", "other", volume_group="my-vg", thin_pool="pool-2")
        holder = build_pool("lvm_thin", "holder", volume_group="my-vg", thin_pool="pool-1")
        assert inner.included_in([inner, other, holder]) is holder
        assert inner.included_in([inner, other]) is None

    @pytest.mark.row("S2.16")
    async def test_default_pool(self, dmsetup: Path, tmp_path: Path) -> None:
        home = tmp_path / "home"
        await create_store(home, "file")
        app = await App.load(home)
        assert app.default_pool == "varlibqubes"
        dmsetup.with_name("calls").unlink()  # of the creation
        thin_pool_of.cache_clear()
        assert App(home, read_store(home / "qubes.xml")).default_pool == "varlibqubes"
        assert not dmsetup.with_name("calls").exists(), "nobody has asked for LVM"
        for name, group in (("a", "other"), ("b", "my-vg")):
            app.pools[name] = build_pool("lvm_thin", name, volume_group=group, thin_pool="pool-1")
        for _ in range(2):
            assert app.default_pool == "b"
        assert len(self.calls(dmsetup)) == 1
        app.pools["default"] = app.pools["a"]
        assert app.default_pool.name == "a"

    @pytest.mark.parametrize(
        ("driver", "default"), [("file", "lvm"), ("file-reflink", "varlibqubes")]
    )
    async def test_a_fresh_store_has_the_thin_pool_of_the_root(
        self, dmsetup: Path, tmp_path: Path, driver: str, default: str
    ) -> None:
        """Decision D8, with an lvm that is a script as well."""
        pool = row(lv_name="pool-1", lv_attr="twi-aotzD-", pool_lv="", vg_name="my-vg")
        program = dmsetup.with_name("lvm")
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{report(pool)}\nEND\n")
        program.chmod(0o755)
        try:
            await create_store(tmp_path / "home", driver, setup_check=False)
            app = await App.load(tmp_path / "home")
            assert list(app.pools) == ["varlibqubes", "linux-kernel", "lvm"]
            assert app.pools["lvm"].config["volume_group"] == "my-vg"
            assert app.pools["lvm"].config["thin_pool"] == "pool-1"
            assert app.default_pool == default
        finally:
            CACHE._table = None

    async def test_a_fresh_store_without(
        self,
        dmsetup: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """An lvm that fails is said and left out; who is not root is not asked for a password."""
        program = dmsetup.with_name("lvm")
        program.write_text("#!/bin/sh\necho broken >&2\nexit 5\n")
        program.chmod(0o755)
        await create_store(tmp_path / "one", "file")
        assert "broken" in caplog.text
        caplog.clear()
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        dmsetup.with_name("calls").unlink()
        thin_pool_of.cache_clear()
        await create_store(tmp_path / "two", "file")
        for home in ("one", "two"):
            assert list((await App.load(tmp_path / home)).pools) == ["varlibqubes", "linux-kernel"]
        assert not dmsetup.with_name("calls").exists()
        CACHE._table = None

    @pytest.mark.parametrize(
        ("name", "parts"),
        [
            ("vg-pool-tpool", ("vg", "pool")),
            ("a---b-tpool", ("a-", "b")),
            ("vg-pool", None),
            ("vg-a-b-tpool", None),
            ("vg--pool-tpool", None),
            ("-pool-tpool", None),
        ],
    )
    def test_names_of_pools(self, name: str, parts: tuple[str, str] | None) -> None:
        assert split_pool_name(name) == parts
