"""One qube: what follows a change of its properties, its notes, its kernels, its volumes."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    QubesNotesError,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMInUseError,
    QubesVMNotHaltedError,
    QubesVMNotStartedError,
)

from .stock_store import fail_to_write, fresh_app


@pytest.fixture
async def app(tmp_path: Path) -> App:
    return await fresh_app(tmp_path / "home")


@pytest.fixture
async def work(app: App) -> Qube:
    return await app.add_qube("AppVM", "work", "blue")


class RunningApp(App):
    """A system in which some qubes run."""

    running: frozenset[str] = frozenset()

    def power_state(self, qube: Qube) -> str:
        return "Running" if qube.name in self.running else super().power_state(qube)


async def run(app: App, *names: str) -> RunningApp:
    """The same store, with those qubes running."""
    running = await RunningApp.load(app.home)
    running.running = frozenset(names)
    return running


# -- defaults that come from elsewhere


async def test_values_of_the_template(app: App, work: Qube) -> None:
    template = app.qubes["tpl"]
    for name, text in (
        ("memory", "1000"), ("vcpus", "4"), ("default_user", "me"), ("qrexec_timeout", "90"),
        ("shutdown_timeout", "91"), ("virt_mode", "hvm"), ("maxmem", "1234"),
    ):  # fmt: skip
        await template.properties.set(name, text)
        if name != "maxmem":
            assert work.properties.get(name).value == text
        assert work.properties.is_default(name)
    assert work.properties.get("maxmem").value == "0"
    await template.features.set("qrexec", "1")
    assert work.properties.get("maxmem").value == "1234"
    await app.properties.set("default_qrexec_timeout", "33")
    await template.properties.reset("qrexec_timeout")
    assert work.properties.get("qrexec_timeout").value == "33"


async def test_memory_limits(app: App, work: Qube) -> None:
    template = app.qubes["tpl"]
    assert template.properties.get("maxmem").value == "4000"
    await template.features.set("os", "Linux")
    await template.properties.set("memory", "300")
    assert work.properties.get("maxmem").value == "3000"
    await template.properties.set("memory", "10000000")
    assert work.properties.get("maxmem").value == str(app.host_memory_mib // 2)


async def test_dependents_hear_of_the_template(app: App, work: Qube) -> None:
    await work.properties.set("template_for_dispvms", "True")
    await app.add_qube("DispVM", "disp1", "red", template="work")
    own = await app.add_qube("AppVM", "own", "red")
    await own.properties.set("memory", "100")
    with app.events.listen() as listener:
        await app.qubes["tpl"].properties.set("memory", "999")
        await app.qubes["tpl"].properties.reset("memory")
    told = [(event.subject, event.name) async for event in listener]
    assert told == [
        ("tpl", "property-pre-set:memory"),
        ("work", "property-reset:memory"),
        ("disp1", "property-reset:memory"),
        ("tpl", "property-set:memory"),
        ("tpl", "property-pre-reset:memory"),
        ("tpl", "property-pre-del:memory"),
        ("work", "property-reset:memory"),
        ("disp1", "property-reset:memory"),
        ("tpl", "property-reset:memory"),
        ("tpl", "property-del:memory"),
    ]


async def test_boot_modes(app: App, work: Qube) -> None:
    template = app.qubes["tpl"]
    assert work.properties.get("bootmode").value == "default"
    await template.features.set("boot-mode.appvm-default", "quiet")
    assert template.properties.get("appvm_default_bootmode").value == "quiet"
    assert work.properties.get("bootmode").value == "quiet"
    await work.features.set("boot-mode.active", "loud")
    assert work.properties.get("bootmode").value == "loud"


async def test_keyboards(app: App, work: Qube) -> None:
    assert work.properties.get("keyboard_layout").value == "us++"
    await app.qubes["dom0"].properties.set("keyboard_layout", "de+nodeadkeys+")
    assert work.properties.get("keyboard_layout").value == "de+nodeadkeys+"
    await work.properties.set("guivm", "")
    assert work.properties.get("keyboard_layout").value == "us++"


# -- consequences


async def test_label_and_icon(app: App, work: Qube) -> None:
    with app.events.listen() as listener:
        await work.properties.set("label", "green")
    assert [event.name async for event in listener] == [
        "property-pre-set:label", "property-reset:icon", "property-set:label",
    ]  # fmt: skip
    assert work.properties.get("icon").value == "appvm-green"


async def test_tags_name_the_gui_qube(app: App, work: Qube) -> None:
    await app.add_qube("AppVM", "gui", "red")
    with app.events.listen("work") as listener:
        await work.properties.set("guivm", "gui")
        await work.properties.set("guivm", "")
    names = [event.name async for event in listener]
    assert [name for name in names if "-tag-" in name] == [
        "domain-tag-delete:guivm-dom0", "domain-tag-add:guivm-gui", "domain-tag-delete:guivm-gui",
    ]  # fmt: skip
    await app.properties.set("default_audiovm", "gui")
    assert "audiovm-gui" in work.tags
    assert "audiovm-dom0" not in work.tags
    assert list((await App.load(app.home)).qubes["work"].tags) == list(work.tags)


async def test_the_clock_qube_gets_a_service(app: App, work: Qube) -> None:
    other = await app.add_qube("AppVM", "other", "red")
    await app.properties.set("clockvm", "work")
    assert work.features["service.clocksync"] == "1"
    await app.properties.set("clockvm", "other")
    assert work.features["service.clocksync"] == ""
    assert other.features["service.clocksync"] == "1"
    await app.properties.reset("clockvm")
    assert other.features["service.clocksync"] == ""


async def test_a_template_of_disposables_stays_one_while_used(app: App, work: Qube) -> None:
    await work.properties.set("template_for_dispvms", "True")
    await app.add_qube("DispVM", "disp1", "red", template="work")
    await app.properties.set("default_dispvm", "work")
    for act in (
        work.properties.set("template_for_dispvms", "False"),
        work.properties.reset("template_for_dispvms"),
    ):
        with pytest.raises(QubesVMInUseError, match="default_dispvm, template of disp1"):
            await act
    await app.remove_qube("disp1")
    await app.properties.reset("default_dispvm")
    await work.properties.set("template_for_dispvms", "False")


async def test_a_new_template_gives_new_sources(
    app: App, work: Qube, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = await app.add_qube("TemplateVM", "second", "black")
    await second.storage.resize("root", 5 << 30)
    await work.properties.set("template_for_dispvms", "True")
    disposable = await app.add_qube("DispVM", "disp1", "red", template="work")
    private = work.volumes["private"]
    with monkeypatch.context() as patch:
        fail_to_write(patch, "qubes.xml")
        with pytest.raises(Exception, match="No space"):
            await work.properties.set("template", "second")
    assert work.volumes["root"].source == app.qubes["tpl"].volumes["root"]
    await work.properties.set("template", "second")
    for qube in (work, disposable):
        assert qube.volumes["root"].source == second.volumes["root"]
        assert qube.volumes["root"].size == 5 << 30
    assert work.volumes["private"] is private
    again = await App.load(app.home)
    assert again.qubes["disp1"].volumes["root"].source == again.qubes["second"].volumes["root"]
    assert again.to_xml() == app.to_xml()


async def test_running_qubes(app: App, work: Qube) -> None:
    await app.add_qube("TemplateVM", "second", "black")
    net = await app.add_qube("AppVM", "net", "red")
    await net.properties.set("provides_network", "True")
    base = await app.add_qube("AppVM", "base", "red")
    await base.properties.set("template_for_dispvms", "True")
    await app.add_qube("DispVM", "disp1", "red", "base")
    app = await run(app, "work")
    work = app.qubes["work"]
    assert (work.state, work.is_running) == ("Running", True)
    with pytest.raises(QubesVMNotHaltedError):
        await work.properties.set("template", "second")
    with pytest.raises(QubesVMNotHaltedError):
        await work.properties.set("maxmem", "500")
    with pytest.raises(QubesVMNotHaltedError):
        await work.properties.reset("maxmem")
    with pytest.raises(QubesVMNotHaltedError):
        await app.remove_qube("work")
    with pytest.raises(QubesVMNotStartedError):
        await work.properties.set("netvm", "net")
    app.running = frozenset({"disp1"})
    with pytest.raises(QubesVMNotHaltedError, match="disp1"):
        await app.qubes["base"].properties.set("template", "second")
    app.running = frozenset({"work", "net"})
    await work.properties.set("netvm", "net")
    await work.properties.set("memory", "500")
    await work.properties.set("label", "red")


# -- kernels


def install(directory: Path, name: str, options: str | None = None) -> None:
    """A kernel as far as qubes are concerned."""
    (directory / name).mkdir(parents=True)
    (directory / name / "vmlinuz").touch()
    if options is not None:
        (directory / name / "default-kernelopts-nopci.txt").write_text(options + "\n")


async def test_kernels(app: App, work: Qube) -> None:
    assert app.kernels_dir == app.home / "vm-kernels"
    install(app.kernels_dir, "6.1.62")
    install(app.kernels_dir, "6.6.1", "root=/dev/x ro")
    (app.kernels_dir / "half").mkdir()
    for name in ("half", "6.2", ".", "..", "6.1.62/", "/"):
        with pytest.raises(QubesPropertyValueError):
            await work.properties.set("kernel", name)
        with pytest.raises(QubesPropertyValueError):
            await app.properties.set("default_kernel", name)
    assert (work.kernel, work.properties.get("kernelopts").value) == (None, "")
    await app.properties.set("default_kernel", "6.1.62")
    assert work.kernel == "6.1.62"
    assert work.properties.get("kernelopts").value == "swiotlb=2048"
    assert work.volumes["kernel"].vid == "6.1.62"
    await app.qubes["tpl"].properties.set("kernel", "6.6.1")
    assert work.properties.get("kernelopts").value == "root=/dev/x ro"
    await work.properties.set("kernel", "")
    assert (work.kernel, work.properties.get("kernelopts").value) == (None, "")
    again = await App.load(app.home)
    assert again.qubes["work"].kernel is None
    assert again.qubes["tpl"].kernel == "6.6.1"


# -- files


async def test_notes(app: App, work: Qube) -> None:
    path = app.home / "appvms" / "work" / "notes.txt"
    assert work.notes == ""
    await work.set_notes("Grüße\nzwei Zeilen")
    assert path.read_text() == "Grüße\nzwei Zeilen"
    path.write_text("edited")
    assert await work.read_notes() == work.notes == "edited"
    await work.set_notes("Grüße\nzwei Zeilen")
    assert (await App.load(app.home)).qubes["work"].notes == "Grüße\nzwei Zeilen"
    await work.set_notes("\n")
    assert not path.exists()
    assert work.notes == ""
    await work.set_notes("")


async def test_notes_of_a_qube_without_a_directory(app: App) -> None:
    far = await app.add_qube("RemoteVM", "far", "gray")
    await far.set_notes("far away")
    assert (await App.load(app.home)).qubes["far"].notes == "far away"
    await app.remove_qube("far")
    assert not (app.home / "appvms" / "far").exists()


async def test_notes_that_cannot_be_written(
    app: App, work: Qube, monkeypatch: pytest.MonkeyPatch
) -> None:
    await work.set_notes("before")
    fail_to_write(monkeypatch, "notes.txt")
    with pytest.raises(QubesNotesError):
        await work.set_notes("after")
    assert work.notes == "before"
    assert (await App.load(app.home)).qubes["work"].notes == "before"


async def test_notes_that_cannot_be_read(
    app: App, work: Qube, caplog: pytest.LogCaptureFixture
) -> None:
    (app.home / "appvms" / "work" / "notes.txt").mkdir()
    with pytest.raises(QubesNotesError):
        await work.read_notes()
    again = await App.load(app.home)
    assert "notes of 'work' cannot be read" in caplog.text
    assert again.qubes["work"].notes == ""


async def test_leftovers_of_a_crash_go_with_the_first_save(app: App) -> None:
    leftover = app.home / "qubes.xml~0123456789ab"
    leftover.write_text("half")
    other = app.home / "qubes.xml.backup"
    other.write_text("mine")
    again = await App.load(app.home)
    assert leftover.exists()
    await again.save()
    assert not leftover.exists()
    assert other.exists()


async def test_times_are_whole_seconds(app: App, work: Qube) -> None:
    await work.properties.set("backup_timestamp", "1700000000.75")
    assert work.properties.value("backup_timestamp") == 1700000000
    path = app.home / "qubes.xml"
    path.write_text(path.read_text().replace(">1700000000<", ">1600000000.123456<"))
    again = await App.load(app.home)
    assert again.qubes["work"].properties.get("backup_timestamp").value == "1600000000"
    for text in ("1.5e9", "-1.5", "1.", "soon", ""):
        with pytest.raises(QubesValueError):
            await work.properties.set("backup_timestamp", text)
    assert work.properties.get("start_time").value == ""


async def test_a_qube_with_its_own_kernel_gets_no_command_line(app: App, work: Qube) -> None:
    install(app.kernels_dir, "6.1.62")
    await work.properties.set("kernelopts", "quiet")
    assert work.properties.get("kernel").value == ""
    assert work.kernel_command_line is None
    await work.properties.set("kernel", "6.1.62")
    assert work.kernel_command_line == "quiet"
