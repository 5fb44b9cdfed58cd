"""Copies of qubes, and new names for them; whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.cloning import clone_qube, rename_qube
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.device_assignment import Assignment, Device, Mode
from qubesmanager.backend.qube.firewall_rule import parse_rules
from qubesmanager.protocol import (
    QubesException,
    QubesLabelNotFoundError,
    QubesValueError,
    QubesVMAlreadyExistsError,
    QubesVMInUseError,
    QubesVMNotHaltedError,
    StoragePoolException,
)

from .stock_store import fail_to_write, fresh_app

MIB = 2**20
DISK = Assignment(Device("block", "dom0", "sda"), Mode.AUTO, {"read-only": "True"})


class RunningApp(App):
    """A system in which some qubes run."""

    running: frozenset[str] = frozenset()

    def power_state(self, qube: Qube) -> str:
        return "Running" if qube.name in self.running else super().power_state(qube)


async def fill(qube: Qube, volume: str, data: bytes) -> None:
    path = Path(await qube.storage.import_data(volume, len(data)))
    path.write_bytes(data)
    await qube.storage.import_data_end(volume, True)


async def content(qube: Qube, volume: str) -> bytes:
    path = await qube.storage.export(volume)
    try:
        return Path(path).read_bytes()
    finally:
        await qube.storage.export_end(volume, path)


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


@pytest.fixture
async def work(app: App) -> Qube:
    """With something of everything."""
    work = await app.add_qube("AppVM", "work", "blue")
    for name, text in (
        ("memory", "512"), ("provides_network", "True"), ("netvm", ""), ("ip", "10.1.2.3"),
        ("template_for_dispvms", "True"), ("default_dispvm", "work"), ("autostart", "True"),
        ("backup_timestamp", "1700000000"), ("mac", "00:16:3e:5e:6c:99"),
    ):  # fmt: skip
        await work.properties.set(name, text)
    await work.features.set("menu-items", "a.desktop b.desktop")
    await work.tags.add("important")
    await work.devices.assign(DISK)
    await work.set_notes("to remember")
    await work.firewall.set(parse_rules("action=accept dst4=1.2.3.4/32\naction=drop\n"))
    await fill(work, "private", b"private data".ljust(3 * MIB, b"\0"))
    return work


SETTINGS = ("memory", "provides_network", "netvm", "template", "autostart", "mac", "label")


async def test_a_copy_is_like_its_source(app: App, work: Qube) -> None:
    with app.events.listen() as listener:
        copy = await clone_qube(app, work, "copy")
    assert [(e.subject, e.name, dict(e.args)) async for e in listener] == [
        ("", "domain-add", {"vm": "copy"}),
        ("copy", "domain-tag-add:created-by-dom0", {"tag": "created-by-dom0"}),
        ("copy", "domain-tag-add:important", {"tag": "important"}),
        ("copy", "domain-clone-files", {"src": "work"}),
    ]
    for found in (copy, (await App.load(app.home)).qubes["copy"]):
        for name in SETTINGS:
            assert found.properties.get(name) == work.properties.get(name)
        assert found.properties.get("ip").value == f"10.137.0.{copy.qid}"
        assert found.properties.get("backup_timestamp").value == ""
        assert found.properties.get("default_dispvm").value == "work"
        assert dict(found.features) == dict(work.features)
        assert set(found.tags) == set(work.tags)
        assert found.devices.assigned() == (DISK,)
        assert found.notes == "to remember"
        assert await found.firewall.rules() == await work.firewall.rules()
        assert found.volumes["private"].size == 3 * MIB
        assert await content(found, "private") == await content(work, "private")
        assert found.volumes["root"].source is found.template.volumes["root"]  # type: ignore[union-attr]
    assert copy.uuid != work.uuid
    assert copy.volumes["private"].vid != work.volumes["private"].vid
    await fill(copy, "private", b"other".ljust(MIB, b"\0"))
    assert (await content(work, "private")).startswith(b"private data")


@pytest.mark.parametrize("klass", ["TemplateVM", "StandaloneVM", "DispVM", "RemoteVM"])
async def test_copies_of_every_class(app: App, work: Qube, klass: str) -> None:
    source = await app.add_qube(klass, "source", "red", "work" if klass == "DispVM" else None)
    await source.tags.add("mine")
    if klass in ("TemplateVM", "StandaloneVM"):
        await fill(source, "root", b"system".ljust(MIB, b"\0"))
    copy = await clone_qube(app, source, "copy", label="green")
    assert copy.klass == klass
    assert copy.label.name == "green"
    assert "mine" in copy.tags
    if klass in ("TemplateVM", "StandaloneVM"):
        assert await content(copy, "root") == await content(source, "root")
    if klass == "DispVM":
        assert copy.properties.value("dispid") != source.properties.value("dispid")
    assert list(copy.volumes) == list(source.volumes)


async def test_a_copy_in_another_pool(app: App, work: Qube, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    await app.add_pool("second", "file", dir_path=str(tmp_path / "second"))
    copy = await clone_qube(app, work, "copy", pools={"private": "second"})
    assert copy.volumes["private"].pool.name == "second"
    assert await content(copy, "private") == await content(work, "private")


async def test_copies_that_are_refused(app: App, work: Qube) -> None:
    before = app.to_xml()
    with pytest.raises(QubesVMAlreadyExistsError):
        await clone_qube(app, work, "tpl")
    with pytest.raises(QubesValueError):
        await clone_qube(app, work, "1st")
    with pytest.raises(QubesValueError):
        await clone_qube(app, app.qubes["dom0"], "copy")
    with pytest.raises(QubesLabelNotFoundError):
        await clone_qube(app, work, "copy", label="mauve")
    with pytest.raises(QubesException, match="nowhere"):
        await clone_qube(app, work, "copy", pool="nowhere")
    assert app.to_xml() == before


@pytest.mark.parametrize("what", ["data", "notes", "firewall", "store"])
async def test_a_copy_that_fails_leaves_nothing(
    app: App, work: Qube, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what == "data":
        (work.dir_path / "private.img").unlink()
    before = app.to_xml()
    if what == "notes":
        (work.dir_path / "notes.txt").unlink()
        (work.dir_path / "notes.txt").mkdir()
    elif what == "firewall":
        work.firewall.path.write_text("nonsense")
    elif what == "store":
        fail_to_write(monkeypatch, "qubes.xml")
    with pytest.raises((QubesException, StoragePoolException)):
        await clone_qube(app, work, "copy")
    assert app.to_xml() == before
    assert not (app.home / "appvms" / "copy").exists()
    assert not work.holds


# -- another name


async def test_another_name(app: App, work: Qube) -> None:
    user = await app.add_qube("AppVM", "user", "red")
    for name in ("netvm", "guivm", "default_dispvm"):
        await user.properties.set(name, "work")
    await user.devices.assign(Assignment(Device("usb", "work", "1-1")))
    await app.add_qube("DispVM", "disp1", "red", "work")
    await app.properties.set("default_netvm", "work")
    with app.events.listen() as listener:
        renamed = await rename_qube(app, work, "job")
    names = [(event.subject, event.name) async for event in listener]
    assert names[:2] == [("", "domain-add"), ("job", "domain-tag-add:created-by-dom0")]
    assert ("", "property-set:default_netvm") in names
    assert ("user", "property-set:netvm") in names
    assert names[-2:] == [("", "domain-delete"), ("work", "domain-remove-from-disk")]
    for system in (app, await App.load(app.home)):
        job = system.qubes["job"]
        assert "work" not in system.qubes
        assert system.properties.get("default_netvm").value == "job"
        assert system.qubes["user"].netvm is job
        assert system.qubes["user"].properties.get("guivm").value == "job"
        assert "guivm-job" in system.qubes["user"].tags
        assert "guivm-work" not in system.qubes["user"].tags
        assert system.qubes["user"].devices.backends() == {"job"}
        assert system.qubes["disp1"].template is job
        assert system.qubes["disp1"].volumes["private"].source is job.volumes["private"]
        assert job.properties.get("default_dispvm").value == "job"
        assert job.properties.get("ip").value == "10.1.2.3"
        assert job.properties.get("backup_timestamp").value == "1700000000"
        assert (await content(job, "private")).startswith(b"private data")
        assert job.notes == "to remember"
    assert renamed is app.qubes["job"]
    assert not (app.home / "appvms" / "work").exists()


async def test_another_name_for_a_template(app: App, work: Qube) -> None:
    await app.add_qube("DispVM", "disp1", "red", "work")
    template = await rename_qube(app, app.qubes["tpl"], "debian-12")
    for system in (app, await App.load(app.home)):
        for name in ("work", "disp1"):
            root = system.qubes[name].volumes["root"]
            assert root.source is system.qubes["debian-12"].volumes["root"]
        assert system.properties.get("default_template").value == "debian-12"
    assert template.klass == "TemplateVM"
    assert not (app.home / "vm-templates" / "tpl").exists()


async def test_names_that_stay(app: App, work: Qube) -> None:
    user = await app.add_qube("AppVM", "user", "red")
    await user.properties.set("netvm", "work")
    running = await RunningApp.load(app.home)
    work = running.qubes["work"]
    before = running.to_xml()
    with pytest.raises(QubesVMInUseError):
        await rename_qube(running, running.qubes["dom0"], "dom1")
    running.running = frozenset({"work"})
    with pytest.raises(QubesVMNotHaltedError):
        await rename_qube(running, work, "job")
    running.running = frozenset({"user"})
    with pytest.raises(QubesVMInUseError, match="running qubes: user"):
        await rename_qube(running, work, "job")
    running.running = frozenset()
    with work.held("it is being backed up"), pytest.raises(QubesVMInUseError, match="backed up"):
        await rename_qube(running, work, "job")
    with pytest.raises(QubesVMAlreadyExistsError):
        await rename_qube(running, work, "user")
    with pytest.raises(QubesValueError):
        await rename_qube(running, work, "none")
    assert running.to_xml() == before


async def test_a_new_name_that_cannot_be_saved(
    app: App, work: Qube, monkeypatch: pytest.MonkeyPatch
) -> None:
    await app.add_qube("DispVM", "disp1", "red", "work")
    before, saves = app.to_xml(), 0
    save = app._saver.save

    async def fail_the_second_time() -> None:
        nonlocal saves
        saves += 1
        if saves == 2:
            raise QubesException("the disk is full")
        await save()

    monkeypatch.setattr(app._saver, "save", fail_the_second_time)
    with pytest.raises(QubesException, match="full"):
        await rename_qube(app, work, "job")
    assert app.to_xml() == before
    assert app.qubes["disp1"].volumes["private"].source is work.volumes["private"]
    assert not (app.home / "appvms" / "job").exists()
    assert (await App.load(app.home)).to_xml() == before
