"""An hvm as the template of another, and what else forbids a start."""

from __future__ import annotations

from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import RESTORE_TAG, Qube
from qubesmanager.backend.qube.start_rules import STAND_IN, check_start
from qubesmanager.protocol import (
    QubesPropertyValueError,
    QubesVMError,
    QubesVMInUseError,
)

from .stock_store import STANDALONE, WORK, fresh_app, stock_xml, write_stock_store


class RunningApp(App):
    """A system in which some qubes run."""

    running: frozenset[str] = frozenset()

    def power_state(self, qube: Qube) -> str:
        return "Running" if qube.name in self.running else super().power_state(qube)


@pytest.fixture
async def app(tmp_path: Path) -> RunningApp:
    """``win`` is an hvm without template; ``child`` and ``other`` are made of it."""
    app = await fresh_app(tmp_path / "home")
    win = await app.add_qube("StandaloneVM", "win", "red")
    await win.properties.set("virt_mode", "hvm")
    await app.add_qube("AppVM", "child", "red", template="win")
    await app.add_qube("AppVM", "other", "red", template="win")
    return await RunningApp.load(app.home)


@pytest.mark.row("S0.3")
async def test_an_hvm_made_of_an_hvm(app: RunningApp) -> None:
    child, win = app.qubes["child"], app.qubes["win"]
    assert child.template is win
    assert child.properties.get("virt_mode").value == "hvm"
    root = child.volumes["root"]
    assert root.snap_on_start
    assert root.source is win.volumes["root"]
    with pytest.raises(QubesVMInUseError, match="template of child"):
        await app.remove_qube("win")


async def test_all_of_them_stay_hvm(app: RunningApp) -> None:
    child, win = app.qubes["child"], app.qubes["win"]
    with pytest.raises(QubesPropertyValueError, match="must be hvm"):
        await child.properties.set("virt_mode", "pvh")
    with pytest.raises(QubesVMInUseError, match="child, other"):
        await win.properties.set("virt_mode", "pvh")
    with pytest.raises(QubesVMInUseError, match="child, other"):
        await win.properties.reset("virt_mode")
    for name in ("child", "other"):
        await app.qubes[name].properties.set("virt_mode", "hvm")
        await app.qubes[name].properties.set("template", "tpl")
        await app.qubes[name].properties.reset("virt_mode")
    await win.properties.reset("virt_mode")
    assert child.properties.get("virt_mode").value == "pvh"


async def test_which_qubes_can_be_templates(app: RunningApp) -> None:
    await app.add_qube("StandaloneVM", "linux", "red")
    work = await app.add_qube("AppVM", "work", "red")
    for name in ("linux", "child", "dom0"):
        with pytest.raises(QubesPropertyValueError, match="template"):
            await work.properties.set("template", name)
    await work.properties.set("virt_mode", "pvh")
    with pytest.raises(QubesPropertyValueError, match="template"):
        await work.properties.set("template", "win")
    await work.properties.reset("virt_mode")
    await work.properties.set("template", "win")
    assert work.volumes["root"].source is app.qubes["win"].volumes["root"]


@pytest.mark.row("S0.3")
async def test_never_both_running(app: RunningApp) -> None:
    child, other, win = (app.qubes[name] for name in ("child", "other", "win"))
    check_start(child)
    check_start(win)
    app.running = frozenset({"child"})
    with pytest.raises(QubesVMInUseError, match="child"):
        check_start(win)
    check_start(other)
    app.running = frozenset({"win"})
    for qube in (child, other):
        with pytest.raises(QubesVMInUseError, match="win"):
            check_start(qube)


async def test_nor_a_disposable_of_it(app: RunningApp) -> None:
    await app.qubes["win"].properties.set("template_for_dispvms", "True")
    await app.qubes["child"].properties.set("template_for_dispvms", "True")
    first = await app.add_qube("DispVM", "disp1", "red", "win")
    second = await app.add_qube("DispVM", "disp2", "red", "child")
    assert first.volumes["private"].source is app.qubes["win"].volumes["private"]
    app.running = frozenset({"win"})
    for qube in (first, second):
        with pytest.raises(QubesVMInUseError, match="win"):
            check_start(qube)
    again = await App.load(app.home)
    assert again.qubes["disp1"].template is again.qubes["win"]


async def test_qubes_of_a_template_run_together(app: RunningApp) -> None:
    work = await app.add_qube("AppVM", "work", "red")
    app.running = frozenset({"tpl", "work"})
    check_start(app.qubes["tpl"])
    check_start(work)


async def test_half_a_restore_does_not_start(app: RunningApp) -> None:
    win = app.qubes["win"]
    await win.tags.add(RESTORE_TAG)
    with pytest.raises(QubesVMError, match="restore"):
        check_start(win)


async def test_what_is_based_on_an_empty_stand_in_does_not_start(app: RunningApp) -> None:
    """A restore makes one where a template is nowhere; until it holds something, or another is
    chosen, there is nothing to start."""
    empty = await app.add_qube("TemplateVM", "missing-template", "black")
    await empty.features.set(STAND_IN, "1")
    work = await app.add_qube("AppVM", "work", "red", template="missing-template")
    await work.properties.set("template_for_dispvms", "True")
    disposable = await app.add_qube("DispVM", "disp1", "red", "work")
    for qube in (work, disposable):
        with pytest.raises(QubesVMError, match="qube prefs work template NAME"):
            check_start(qube)
    path = Path(await empty.storage.import_data("root", 1 << 20))
    path.write_bytes(b"system" * 1000)
    await empty.storage.import_data_end("root", True)
    check_start(work)
    check_start(disposable)


async def test_a_qube_without_its_volumes_does_not_start(tmp_path: Path) -> None:
    write_stock_store(tmp_path)
    app = await App.load(tmp_path)
    with pytest.raises(QubesVMError, match="volume root"):
        check_start(app.qubes["win"])


async def test_a_store_with_an_hvm_as_template(tmp_path: Path) -> None:
    standalone = STANDALONE.replace('pool="lvm" vid="qubes_dom0/vm-win-root"', "").replace(
        'name="root"', 'name="root" pool="varlibqubes" vid="appvms/win/root"'
    )
    child = WORK.replace(">debian-12<", ">win<").replace("vm-templates/debian-12", "appvms/win")
    text = stock_xml(tmp_path).replace(STANDALONE, standalone).replace(WORK, child)
    write_stock_store(tmp_path, text)
    app = await App.load(tmp_path)
    assert app.qubes["work"].template is app.qubes["win"]
    assert app.qubes["work"].properties.get("virt_mode").value == "hvm"
    assert app.qubes["work"].volumes["root"].source is app.qubes["win"].volumes["root"]
