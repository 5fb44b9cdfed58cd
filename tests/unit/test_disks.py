"""The storage object of a qube: class defaults, sources, pools, many volumes at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend.qube.disk_config import (
    GIB,
    VolumeConfig,
    add_template_volumes,
    choose_pools,
    default_volumes,
    dir_prefix,
    merge_volumes,
)
from qubesmanager.backend.qube.disks import Storage
from qubesmanager.backend.storage import Pool, QubeRef, StoragePoolException, Volume, build_pool
from qubesmanager.backend.storage.conformance_tools import committed, load, read
from qubesmanager.backend.storage.marks import Marks
from qubesmanager.backend.storage.volume import VolumeSpec
from qubesmanager.protocol import QubesException, QubesVMError
from tests.storage_places import files


class Qube:
    """A qube of the size that the storage needs."""

    kernel: str | None = None

    def __init__(self, host: Host, name: str, klass: str, template: Qube | None = None) -> None:
        self.host, self.name, self.klass, self.template = host, name, klass, template
        self.volume_lines: dict[str, int] = {}
        self.revision_marks: dict[str, Marks] = {}
        self.volume_config: dict[str, VolumeConfig] = default_volumes(klass)
        self.dir_path = host.home / dir_prefix(klass) / name
        self.built: Storage | None = None
        self.events: list[tuple[str, dict[str, object]]] = []

    @property
    def storage(self) -> Storage:
        if self.built is None:
            self.built = self.build()
        return self.built

    def build(self, **options: Any) -> Storage:
        return Storage(self, self.host.pools, self.host.default_pool, self.fire, **options)

    async def fire(self, event: str, **kwargs: object) -> None:
        self.events.append((event, kwargs))


class Host:
    """A store's pools."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kernels = build_pool("linux-kernel", "linux-kernel", dir_path=str(home / "vm-kernels"))
        self.pools: dict[str, Pool] = {"linux-kernel": kernels}
        for name in ("main", "other"):
            place = str(home if name == "main" else home / "other")
            self.pools[name] = build_pool("file-reflink", name, dir_path=place, setup_check="no")

    def default_pool(self, volume: str) -> Pool:
        return self.pools["linux-kernel" if volume == "kernel" else "main"]


@pytest.fixture
async def host(tmp_path: Path) -> Host:
    made = Host(tmp_path)
    for pool in made.pools.values():
        await pool.setup()
    return made


@pytest.fixture
def template(host: Host) -> Qube:
    return Qube(host, "debian", "TemplateVM")


@pytest.fixture
def work(host: Host, template: Qube) -> Qube:
    return Qube(host, "work", "AppVM", template)


def flags(volume: Volume) -> tuple[bool, bool, bool, int]:
    return volume.rw, volume.snap_on_start, volume.save_on_stop, volume.size


# -- what each class has


def test_template_and_standalone(host: Host, template: Qube) -> None:
    for qube in (template, Qube(host, "alone", "StandaloneVM")):
        volumes = qube.storage.volumes
        assert list(volumes) == ["root", "private", "volatile", "kernel"]
        assert flags(volumes["root"]) == (True, False, True, 10 * GIB)
        assert flags(volumes["private"]) == (True, False, True, 2 * GIB)
        assert flags(volumes["volatile"]) == (True, False, False, 10 * GIB)
        assert flags(volumes["kernel"]) == (False, False, False, 0)
    assert template.storage.volumes["root"].vid == "vm-templates/debian/root"
    assert qube.storage.volumes["root"].vid == "appvms/alone/root"


@pytest.mark.row("S1.4", "6.14")
def test_app_qube_takes_root_from_its_template(template: Qube, work: Qube) -> None:
    template.volume_config["root"].update(pool="other", size=3 * GIB)
    root = work.storage.volumes["root"]
    assert flags(root) == (True, True, False, 3 * GIB)
    assert root.source is template.storage.volumes["root"]
    assert root.pool == "other"
    assert work.storage.volumes["private"].pool == "main"


@pytest.mark.row("6.16")
def test_disposable_climbs_to_the_template(template: Qube, work: Qube) -> None:
    disposable = Qube(work.host, "disp1", "DispVM", work)
    volumes = disposable.storage.volumes
    assert volumes["root"].source is template.storage.volumes["root"]
    assert volumes["private"].source is work.storage.volumes["private"]
    assert flags(volumes["private"])[:3] == (True, True, False)
    assert volumes["volatile"].size == 12 * GIB


def test_classes_without_storage(host: Host) -> None:
    assert Qube(host, "dom0", "AdminVM").storage.volumes == {}
    with pytest.raises(TypeError):
        merge_volumes("AdminVM", given={"root": {}})
    assert merge_volumes("RemoteVM") == {}


def test_defaults_are_fresh_copies() -> None:
    default_volumes("AppVM")["private"]["size"] = 1
    assert default_volumes("AppVM")["private"]["size"] == 2 * GIB


# -- what a store says


@pytest.mark.row("S1.5", "6.18")
def test_store_overrides_key_by_key_and_adds_volumes(work: Qube) -> None:
    stored = [
        {"name": "private", "size": "4096", "rw": "False", "internal": "True"},
        {
            "name": "extra1",
            "pool": "other",
            "vid": "appvms/work/extra1",
            "rw": "True",
            "save_on_stop": "True",
            "size": "8192",
            "revisions_to_keep": "3",
        },
    ]
    work.volume_config = merge_volumes("AppVM", stored, {"volatile": {"size": 1}, "v": {"size": 2}})
    assert work.volume_config["v"] == {"name": "v", "size": 2}
    del work.volume_config["v"]
    volumes = work.storage.volumes
    assert flags(volumes["private"]) == (False, False, True, 4096)
    extra = volumes["extra1"]
    assert (extra.vid, extra.pool.name, extra.revisions_to_keep) == (
        "appvms/work/extra1",
        "other",
        3,
    )
    assert flags(extra) == (True, False, True, 8192)
    assert volumes["volatile"].size == 1
    again = merge_volumes("AppVM", [volume.config for volume in volumes.values()])
    assert again["extra1"]["save_on_stop"] is True
    work.volume_config = again
    assert {n: v.config for n, v in work.build().volumes.items()} == {
        n: v.config for n, v in volumes.items()
    }


@pytest.mark.row("6.19")
def test_a_child_loaded_before_its_template(template: Qube, work: Qube) -> None:
    stored = work.storage.volumes["root"].config
    fresh = Qube(Host(work.host.home), "debian", "TemplateVM")
    child = Qube(fresh.host, "work", "AppVM", fresh)
    child.volume_config = merge_volumes("AppVM", [stored])
    assert fresh.built is None
    assert child.storage.volumes["root"].source is fresh.storage.volumes["root"]


@pytest.mark.row("6.4")
def test_sources_that_are_not_to_be_had(host: Host, work: Qube) -> None:
    init = work.storage.init_volume
    with pytest.raises(StoragePoolException, match="not in pool main"):
        init("x", {"snap_on_start": True, "source": "appvms/none/x", "pool": "main"})
    with pytest.raises(StoragePoolException, match="no pool"):
        init("x", {"snap_on_start": True, "source": "appvms/none/x"})
    with pytest.raises(StoragePoolException, match="no template of work has a volume x"):
        init("x", {"snap_on_start": True, "source": None})
    with pytest.raises(QubesException, match="Unknown storage pool nowhere"):
        init("x", {"pool": "nowhere"})


@pytest.mark.row("S1.4")
def test_init_volume_registers(work: Qube) -> None:
    volume = work.storage.init_volume("extra", {"save_on_stop": True, "size": 1, "internal": True})
    assert work.storage.volumes["extra"] is volume
    assert work.storage.get_volume("extra") is work.storage.get_volume(volume) is volume
    with pytest.raises(KeyError):
        work.storage.get_volume("none")
    with pytest.raises(TypeError):
        work.storage.get_volume(7)  # type: ignore[arg-type]


async def test_an_unusable_volume_does_not_stop_a_store(
    work: Qube, caplog: pytest.LogCaptureFixture
) -> None:
    work.volume_config["private"]["pool"] = "gone"
    with pytest.raises(QubesException, match="gone"):
        work.build()
    assert "appvms/work/root" not in work.host.pools["main"].volumes
    storage = work.build(lenient=True)
    assert list(storage.unavailable) == ["private"]
    assert "private of work is unavailable" in caplog.text
    for refused in (storage.create(), storage.verify(), storage.start()):
        with pytest.raises(StoragePoolException, match="Unknown storage pool gone"):
            await refused
    assert "root" in storage.volumes


@pytest.mark.row("6.15")
def test_following_a_new_template(host: Host, template: Qube, work: Qube) -> None:
    new = Qube(host, "fedora", "TemplateVM")
    new.volume_config["root"].update(pool="other", size=4 * GIB)
    private = work.storage.volumes["private"]
    work.template = new
    work.storage.follow_template()
    root = work.storage.volumes["root"]
    assert root.source is new.storage.volumes["root"]
    assert (root.pool.name, root.size) == ("other", 4 * GIB)
    assert work.storage.volumes["private"] is private
    assert "appvms/work/root" not in host.pools["main"].volumes


@pytest.mark.row("6.20")
def test_volumes_that_only_the_template_has() -> None:
    config = default_volumes("AppVM")
    extra = {"name": "extra", "vid": "vm-templates/debian/extra", "size": 5, "save_on_stop": True}
    add_template_volumes(config, {**default_volumes("TemplateVM"), "extra": extra})
    assert config["extra"] == {"name": "extra", "size": 5, "save_on_stop": True}
    assert config["root"]["snap_on_start"] is True


def test_choice_of_pools(work: Qube) -> None:
    choose_pools(work.volume_config, pool="other")
    volumes = work.storage.volumes
    assert {name: volume.pool.name for name, volume in volumes.items()} == {
        "root": "main",
        "private": "other",
        "volatile": "other",
        "kernel": "linux-kernel",
    }
    config = default_volumes("AppVM")
    config["private"].update(vid="old", revisions_to_keep=7)
    choose_pools(config, pools={"private": "other"})
    assert config["private"]["pool"] == "other"
    assert not {"vid", "revisions_to_keep"} & set(config["private"])
    assert "pool" not in config["volatile"]
    with pytest.raises(StoragePoolException, match="same pool as its origin"):
        choose_pools(config, pools={"root": "other"})
    with pytest.raises(StoragePoolException, match="no volume nothing"):
        choose_pools(config, pools={"nothing": "other"})


# -- on the disk


async def test_life_on_disk(template: Qube, work: Qube) -> None:
    for qube in (template, work):
        await qube.storage.create_on_disk()
        assert await qube.storage.verify()
    assert [event for event, _ in work.events] == ["domain-create-on-disk", "domain-verify-files"]
    assert files(work.dir_path) == ["private.img"]
    await load(template.storage.volumes["root"], b"system")
    await work.storage.start()
    assert read(work.storage.volumes["root"].path, 6) == b"system"
    assert [device.name for device in work.storage.block_devices()] == [
        "root",
        "private",
        "volatile",
    ]
    await load(template.storage.volumes["root"], b"update")
    assert work.storage.outdated_volumes() == [work.storage.volumes["root"]]
    await work.storage.stop()
    assert work.storage.outdated_volumes() == []
    await work.storage.remove_from_disk()
    assert not work.dir_path.exists()
    assert list(work.host.pools["main"].volumes.keys()) == [
        f"vm-templates/debian/{name}" for name in ("root", "private", "volatile")
    ]


@pytest.mark.parametrize("was_there", [True, False])
async def test_undoing_a_creation_leaves_what_was_there(template: Qube, was_there: bool) -> None:
    stray = template.dir_path / "precious"
    if was_there:
        template.dir_path.mkdir(parents=True)
        stray.write_bytes(b"precious")
    await template.storage.create_on_disk()
    (template.dir_path / "firewall.xml").write_bytes(b"")
    await template.storage.undo_create_on_disk()
    if was_there:
        assert stray.read_bytes() == b"precious"
        assert not list(template.dir_path.glob("*.img"))
    else:
        assert not template.dir_path.exists()


@pytest.mark.row("S1.15")
async def test_data_in_and_out_by_name_and_volume(template: Qube) -> None:
    storage = template.storage
    await storage.create_on_disk()
    root = storage.volumes["root"]
    await storage.resize("root", 4096)
    for given in ("root", root):
        path = await storage.import_data(given)
        assert Path(path).stat().st_size == 4096
        Path(path).write_bytes(b"d" * 4096)
        await storage.import_data_end(given, True)
        exported = await storage.export(given)
        assert exported == await root.export()
        assert Path(exported).read_bytes() == b"d" * 4096
        await storage.export_end(given, exported)
    await storage.import_data("root", 8192)
    await storage.import_data_end("root", False)
    await storage.import_volume("private", root)
    assert await committed(storage.volumes["private"]) == b"d" * 4096
    assert template.events[-1] == ("domain-import-volume", {"name": "private", "source": root})
    assert storage.disk_utilization_bytes == 2 * 4096


async def test_clone(template: Qube) -> None:
    await template.storage.create_on_disk()
    await load(template.storage.volumes["root"], b"system")
    copy = Qube(template.host, "copy", "TemplateVM")
    await copy.storage.clone(template.storage)
    assert await committed(copy.storage.volumes["root"], 6) == b"system"
    assert list(copy.storage.volumes) == list(template.storage.volumes)


async def test_verify_wants_the_directory(work: Qube) -> None:
    with pytest.raises(QubesVMError, match="VM directory does not exist"):
        await work.storage.verify()


@pytest.mark.row("S2.13")
async def test_existing_directory_and_stray_file(template: Qube) -> None:
    template.dir_path.mkdir(parents=True)
    (template.dir_path / "stray").write_text("kept")
    await template.storage.create_on_disk()
    assert files(template.dir_path) == ["private.img", "root.img", "stray"]
    await template.storage.remove()
    assert files(template.dir_path) == ["stray"]


async def test_a_refused_creation_leaves_what_was_there(template: Qube) -> None:
    plain = build_pool("file", "main", dir_path=str(template.host.home))
    template.host.pools["main"] = plain
    template.dir_path.mkdir(parents=True)
    (template.dir_path / "private.img").write_bytes(b"precious")
    with pytest.raises(StoragePoolException, match="exists"):
        await template.storage.create_on_disk()
    assert files(template.dir_path) == ["private.img"]
    assert (template.dir_path / "private.img").read_bytes() == b"precious"
    assert plain.list_volumes() == []


@pytest.mark.row("S3.15", "6.71")
async def test_a_clone_removes_what_it_made_and_nothing_else(template: Qube) -> None:
    await template.storage.create_on_disk()
    copy = Qube(template.host, "copy", "TemplateVM")
    plain = build_pool("file", "plain", dir_path=str(template.host.home))
    template.host.pools["plain"] = plain
    copy.volume_config["private"]["pool"] = "plain"
    copy.dir_path.mkdir(parents=True)
    (copy.dir_path / "private.img").write_bytes(b"precious")
    with pytest.raises(StoragePoolException, match="exists"):
        await copy.storage.clone(template.storage)
    assert files(copy.dir_path) == ["private.img"]
    assert (copy.dir_path / "private.img").read_bytes() == b"precious"


async def test_directory_goes_in_all_cases(work: Qube, template: Qube) -> None:
    work.dir_path.mkdir(parents=True)
    (work.dir_path / "firewall.xml").write_text("")
    await work.storage.remove_from_disk()
    assert not work.dir_path.exists()
    await work.storage.remove_from_disk()


# -- many at once


class ScriptedVolume(Volume):
    """Does what its pool's script says for its name, and tells the order."""

    pool: ScriptedPool

    async def _act(self, method: str) -> Volume:
        self.pool.log.append(f"{method} {self.name} begins")
        await self.pool.script.get((method, self.name), _at_once)()
        self.pool.log.append(f"{method} {self.name} ends")
        return self

    async def create(self) -> Volume:
        return await self._act("create")

    async def start(self) -> Volume:
        return await self._act("start")

    async def remove(self) -> Volume:
        return await self._act("remove")

    def stop(self) -> Any:
        """Not a coroutine: a driver may do it like this as well."""
        self.pool.log.append(f"stop {self.name}")
        if ("stop", self.name) in self.pool.script:
            raise StoragePoolException("cannot stop")
        return self


class ScriptedPool(Pool):
    driver = "scripted"

    def __init__(self, name: str) -> None:
        super().__init__(name, 1, False)
        self.log: list[str] = []
        self.script: dict[tuple[str, str], Callable[[], Any]] = {}

    def init_volume(self, qube: QubeRef, config: Mapping[str, object]) -> Volume:
        return self._register(ScriptedVolume(self, str(config["name"]), VolumeSpec.parse(config)))


async def _at_once() -> None:
    """Succeed."""


@pytest.fixture
def pool(host: Host) -> ScriptedPool:
    host.pools["scripted"] = ScriptedPool("scripted")
    return host.pools["scripted"]  # type: ignore[return-value]


@pytest.fixture
def storage(host: Host, pool: ScriptedPool) -> Storage:
    qube = Qube(host, "many", "StandaloneVM")
    qube.volume_config = {
        name: {"name": name, "pool": "scripted", "save_on_stop": True}
        for name in ("one", "two", "three")
    }
    return qube.storage


def fail(error: BaseException, after: asyncio.Event | None = None) -> Callable[[], Any]:
    async def act() -> None:
        if after is not None:
            await after.wait()
        raise error

    return act


@pytest.mark.row("6.69")
async def test_all_begin_before_one_ends(storage: Storage, pool: ScriptedPool) -> None:
    meeting = asyncio.Barrier(3)
    pool.script = {("start", name): meeting.wait for name in ("one", "two", "three")}
    await storage.start()
    assert pool.log[:3] == ["start one begins", "start two begins", "start three begins"]


@pytest.mark.row("S3.15", "6.70")
async def test_first_failure_in_order_is_raised_others_logged_all_waited_for(
    storage: Storage, pool: ScriptedPool, caplog: pytest.LogCaptureFixture
) -> None:
    late = asyncio.Event()

    async def third() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        late.set()

    pool.script = {
        ("create", "one"): fail(StoragePoolException("first"), after=late),
        ("create", "two"): fail(OSError("second")),
        ("create", "three"): third,
    }
    with pytest.raises(StoragePoolException, match="first"):
        await storage.create()
    assert "create three ends" in pool.log
    assert pool.log[-2:] == ["remove three begins", "remove three ends"]
    assert "volume two of many failed: OSError('second')" in caplog.text
    assert "first" not in caplog.text


@pytest.mark.row("6.72")
async def test_failed_start_stops_those_that_started(storage: Storage, pool: ScriptedPool) -> None:
    pool.script = {("start", "two"): fail(StoragePoolException("no"))}
    with pytest.raises(StoragePoolException, match="no"):
        await storage.start()
    assert pool.log[-2:] == ["stop one", "stop three"]


async def test_stop_attempts_all(storage: Storage, pool: ScriptedPool) -> None:
    pool.script = {("stop", "one"): _at_once}
    with pytest.raises(StoragePoolException, match="cannot stop"):
        await storage.stop()
    assert pool.log == ["stop one", "stop two", "stop three"]


@pytest.mark.row("6.74")
async def test_remove_goes_on_after_an_oserror(
    storage: Storage, pool: ScriptedPool, caplog: pytest.LogCaptureFixture
) -> None:
    pool.script = {
        ("stop", "one"): _at_once,
        ("remove", "one"): fail(OSError("disk gone")),
    }
    with caplog.at_level(logging.ERROR):
        await storage.remove()
    assert "remove three ends" in pool.log
    assert "disk gone" in caplog.text
    assert "cannot stop" in caplog.text
    pool.script = {("remove", "two"): fail(StoragePoolException("refused"))}
    with pytest.raises(StoragePoolException, match="refused"):
        await storage.remove()


async def test_cancelled_creation_is_undone(storage: Storage, pool: ScriptedPool) -> None:
    forever = asyncio.Event()
    pool.script = {("create", "two"): forever.wait}
    task = asyncio.create_task(storage.create())
    while "create one ends" not in pool.log:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert {"remove one ends", "remove two ends", "remove three ends"} <= set(pool.log)


# -- kernels and data apart


def test_kernels_have_a_pool_of_their_own(
    host: Host, template: Qube, caplog: pytest.LogCaptureFixture
) -> None:
    work = Qube(host, "work", "AppVM", template)
    work.volume_config["kernel"]["pool"] = "main"
    with pytest.raises(StoragePoolException, match="pool main is for data"):
        work.build()
    with pytest.raises(StoragePoolException, match="private cannot be in pool linux-kernel"):
        template.storage.init_volume("private", {"pool": "linux-kernel", "rw": True})
    # A store that has it so, from before this was refused, is read as it was meant.
    work.volume_config["kernel"]["vid"] = "appvms/work/kernel"
    mended = work.build(lenient=True)
    assert mended.volumes["kernel"].pool == "linux-kernel" and not mended.unavailable
    assert "kernels of work are in pool linux-kernel, not main" in caplog.text
    caplog.clear()
