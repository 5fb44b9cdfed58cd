"""Tree, saved views, completion, power and the batch sheet, without a daemon."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PyQt5.QtCore import QModelIndex, Qt

from qubesmanager.client import batch
from qubesmanager.client.batch import ADD_TAG, REMOVE_TAG
from qubesmanager.client.stats import Stats
from qubesmanager.protocol import PropertyValue, QubesException
from qubesmanager.ui.manager.console import open_console
from qubesmanager.ui.manager.power import Power, fitting, hindrance
from qubesmanager.ui.manager.search_line import proposals
from qubesmanager.ui.models.detail_models import VolumesModel
from qubesmanager.ui.models.qubes_filter import Facets, QubesFilter
from qubesmanager.ui.models.qubes_model import QubesModel, states_of
from qubesmanager.ui.models.qubes_tree import QubesTree
from qubesmanager.ui.models.table import NOTHING
from tests.fakes.system import LABELS, NOW, FakeSystem, crowd, household, qube, volume
from tests.ui_loop import play, turns
from tests.unit.test_ui_manager import Stage


@pytest.fixture
def filtered(qapp):
    model = QubesModel()
    proxy = QubesFilter(model)
    model.load({one.name: one for one in household()}, LABELS)
    return proxy


def drawn(tree: QubesTree, parent: QModelIndex = NOTHING, depth: int = 0) -> list[str]:
    """Names, indented by their depth."""
    lines = []
    for row in range(tree.rowCount(parent)):
        index = tree.index(row, 0, parent)
        lines.append("." * depth + tree.data(index))
        lines += drawn(tree, index, depth + 1)
    return lines


def test_the_tree_follows_networks_templates_and_the_filter(filtered, qtmodeltester):
    tree = QubesTree(filtered)
    tree.group_by("netvm")
    lines = drawn(tree)
    at = lines.index("sys-net")
    assert lines[at : at + 2] == ["sys-net", ".sys-firewall"] and "..work" in lines[at:]
    qtmodeltester.check(tree)
    tree.group_by("template")
    assert ".work" in drawn(tree)[drawn(tree).index("fedora-42") :]
    tree.group_by("netvm")
    filtered.set_facets(Facets(text="name:work"))
    tree.rebuild()
    assert drawn(tree) == ["sys-net", ".sys-firewall", "..work"]
    assert tree.data(tree.index_of("sys-net"), Qt.ForegroundRole) is not None, "it is faded"
    assert tree.data(tree.index_of("work"), Qt.ForegroundRole) is None


def test_the_tree_moves_a_qube_and_bears_a_ring(filtered):
    tree = QubesTree(filtered)
    tree.group_by("netvm")
    model = filtered.model
    work = model.records[model.row_of("work")]

    async def scene():
        model.put(replace(work, netvm="sys-net"))
        await turns()
        assert ".work" in drawn(tree)
        net = model.records[model.row_of("sys-net")]
        model.put(replace(net, netvm="work"))
        await turns()
        assert len([line for line in drawn(tree) if line.strip(".") == "work"]) == 1
        model.drop("sys-net")
        await turns()
        assert "work" in drawn(tree)

    play(scene())


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("te", "template:"),
        ("si", "size>"),
        ("template:de", "template:debian-13"),
        ("state:ru", "state:running"),
        ("label:", "label:black"),
        ("netvm:fire", "netvm:sys-firewall"),
    ],
)
def test_a_term_is_completed_in_both_parts(word, first):
    assert proposals(word, household())[0] == first


def test_plain_words_and_whole_terms_are_left_alone():
    assert proposals("", household()) == proposals("xyz", household()) == []
    assert proposals("label:purple", household()) == []


def test_a_chosen_completion_takes_the_place_of_its_word(qtbot, tmp_path):
    async def scene():
        s = Stage(qtbot, tmp_path, FakeSystem(household()))
        window = await s.start()
        line = window.search_edit
        line.setFocus()
        qtbot.keyClicks(line, "state:running templ")
        line.complete("template:fedora-42")
        assert line.text() == "state:running template:fedora-42"
        assert set(s.names()) == {"sys-firewall", "sys-net", "work"}
        window.saved_views.save("awake")
        line.clear()
        window.views.set_mode("template")
        window.saved_views.apply("awake")
        assert window.views.mode == "list" and line.text() == "state:running template:fedora-42"
        again = type(window.saved_views)(window.views, window.settings, window.notifier, window)
        assert again.known == window.saved_views.known
        again.save("other")
        again.rename("awake", "other")
        assert set(again.known) == {"awake", "other"}
        assert "keeps its name" in window.banner.text_label.text()
        view = again.known["awake"]
        again.rename("awake", "up")
        assert again.known["up"] == view and "awake" not in again.known
        again.rename("up", "awake")
        again.forget("other")
        again.forget("awake")
        assert not again.known
        await s.shut()

    play(scene())


def test_edited_settings_are_no_views(qtbot, tmp_path):
    from qubesmanager.ui.manager.saved_views import SETTING, SavedViews

    async def scene():
        s = Stage(qtbot, tmp_path, FakeSystem())
        window = await s.start()
        for text in ("[]", "{", '{"x": 1}', '{"x": {"text": ""}}', "null"):
            window.settings.setValue(SETTING, text)
            assert SavedViews(window.views, window.settings, window.notifier, window).known == {}
        await s.shut()

    play(scene())


def test_outdated_and_at_risk_are_beside_the_state(qapp):
    saved = qube("a", used=1, backup=NOW - 86400)
    old = qube("b", used=1, backup=NOW - 40 * 86400, state="Running")
    assert states_of(saved, NOW) == {"halted"}
    assert states_of(old, NOW) == {"running", "at-risk"}
    assert "at-risk" not in states_of(qube("c", used=0), NOW), "nothing to lose"
    gone = replace(saved, unreachable={"private": "its image is missing"})
    assert "at-risk" in states_of(gone, NOW)
    model, volumes = QubesModel(), VolumesModel()
    disk = model.columns[model.column_of("disk")]
    assert disk.text(gone) == "not usable" and "image is missing" in disk.tip(gone)
    volumes.show_qube(gone)
    last = volumes.records[-1]
    assert last.name == "private" and volumes.columns[-1].text(last) == "not usable"
    stale = replace(saved, volumes=(volume("root", 1, 2, is_outdated=True),))
    assert "outdated" in states_of(stale, NOW)


def test_figures_are_shown_of_running_qubes_only(filtered):
    model = filtered.model
    model.set_stats("work", Stats(700 << 20, 12))
    model.set_stats("vault", Stats(700 << 20, 12))
    model.set_stats("not-here", Stats(1, 1))
    cells = {
        name: model.data(model.index(model.row_of(name), model.column_of("memory")))
        for name in ("work", "vault")
    }
    assert cells == {"work": "700 MiB", "vault": "–"}


# -- power --------------------------------------------------------------------------------------


def test_power_says_why_not():
    running, halted = qube("r", state="Running"), qube("h")
    assert hindrance(Power.START, [halted], None) == ""
    assert hindrance(Power.START, [halted], "no hypervisor here") == "no hypervisor here"
    assert "Running" in hindrance(Power.START, [running], None)
    assert hindrance(Power.START, [running, halted], None) == ""
    assert fitting(Power.START, [running, halted]) == [halted]
    assert not hindrance(Power.START, [qube("lost", state="NA")], None)  # which tells more
    assert hindrance(Power.KILL, [], None)
    assert "restore" in hindrance(Power.START, [replace(halted, incomplete=True)], None)
    assert hindrance(Power.SHUTDOWN, [qube("dom0", "AdminVM", state="Running")], None)


# -- many at once -------------------------------------------------------------------------------


def test_only_what_changes_is_a_step():
    one = qube("a", label="red", template="t1", tags=("x",))
    two = qube("b", label="blue", template="t1")
    assert batch.shared([one, two], "label") == (False, None)
    assert batch.shared([one, two], "template") == (True, "t1")
    edits = {"label": "blue", ADD_TAG: "x", REMOVE_TAG: "gone", "memory": "500"}
    found = {(s.qube, s.name, s.new) for s in batch.steps([one, two], edits)}
    assert found == {
        ("a", "label", "blue"),
        ("b", ADD_TAG, "x"),
        ("a", "memory", "500"),
        ("b", "memory", "500"),
    }
    own = replace(one, properties={**one.properties, "memory": PropertyValue("int", "9", False)})
    assert [s.new for s in batch.steps([own], {"memory": None})] == [None]


def test_hundreds_of_qubes_make_a_tree(qapp):
    model = QubesModel()
    proxy = QubesFilter(model)
    model.load({one.name: one for one in crowd()}, LABELS)
    tree = QubesTree(proxy)
    tree.group_by("template")
    assert len(drawn(tree)) == len(model.records)


def test_a_console_opens_in_a_terminal_or_says_how(qapp, tmp_path, monkeypatch):
    told = tmp_path / "told"
    terminal = tmp_path / "xterm"
    terminal.write_text(f'#!/bin/sh\necho "$@" > {told}.new\nmv {told}.new {told}\n')
    terminal.chmod(0o700)

    async def scene():
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
        with pytest.raises(QubesException, match="qube console work"):
            await open_console(None, "work")
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        monkeypatch.setattr("qubesmanager.ui.manager.console.TERMINALS", {"xterm": ["-e"]})
        await open_console(tmp_path / "store", "work")
        while not told.exists():
            await asyncio.sleep(0.01)

    play(scene())
    words = told.read_text().split()
    assert words[0] == "-e" and words[-4:] == ["--home", str(tmp_path / "store"), "console", "work"]


def test_escape_takes_the_proposals_first_and_then_the_text(qtbot, tmp_path):
    async def scene():
        s = Stage(qtbot, tmp_path, FakeSystem(household()))
        window = await s.start()
        line = window.search_edit
        line.setFocus()
        qtbot.keyClicks(line, "templ")
        popup = line.popup.popup()
        assert popup.isVisible()
        qtbot.keyClick(popup, Qt.Key_Escape)
        assert not popup.isVisible() and line.text() == "templ"
        qtbot.keyClick(line, Qt.Key_Escape)
        assert line.text() == ""
        await s.shut()

    play(scene())
