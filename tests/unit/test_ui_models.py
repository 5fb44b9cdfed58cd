"""The item models: Qt's own tester, raw sorting, facets, narrow changes, plan edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PyQt5.QtCore import Qt

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.backend.qube.lifecycle import PowerState
from qubesmanager.ui import look
from qubesmanager.ui.manager.change_feed import AT_ONCE, ChangeFeed
from qubesmanager.ui.models.choice_model import ChoiceModel
from qubesmanager.ui.models.detail_models import FeaturesModel, VolumesModel
from qubesmanager.ui.models.plan_model import CHOICES_ROLE, PlanModel
from qubesmanager.ui.models.qubes_filter import Facets, QubesFilter
from qubesmanager.ui.models.qubes_model import (
    HEALTH_SIGNS,
    STATES,
    Health,
    QubesModel,
    kind_of,
    state_of,
)
from qubesmanager.ui.models.result_model import Outcome, ResultModel, ResultRow, VolumeResult
from qubesmanager.ui.models.sorting import natural_key
from qubesmanager.ui.models.table import RECORD_ROLE, SORT_ROLE, plain_tip
from qubesmanager.ui.models.text_filter import TextFilter
from tests.fakes.jobs import host, lifelike_plan, plan, row
from tests.fakes.system import LABELS, NOW, crowd, household, qube


def loaded(qubes) -> QubesModel:
    model = QubesModel()
    model.load({one.name: one for one in qubes}, LABELS)
    return model


def names(proxy) -> list[str]:
    return [record.name for record in proxy.records()]


# -- every model is what Qt expects -------------------------------------------------------------


def test_models_keep_the_rules_of_qt(qtmodeltester, qtbot):
    model = loaded(household())
    choice = ChoiceModel()
    choice.load(household(), LABELS, ())
    volumes = VolumesModel()
    volumes.set_records(household()[4].volumes)
    features = FeaturesModel()
    features.show_qube(household()[4])
    planned = PlanModel()
    planned.show_plan(lifelike_plan(), host("work"), LABELS)
    for one in (model, QubesFilter(model), choice, TextFilter(choice), volumes, features, planned):
        qtmodeltester.check(one, force_py=False)


def test_result_tree_keeps_the_rules_of_qt(qtmodeltester, qtbot):
    model = ResultModel()
    part = VolumeResult("private", Outcome.FAILED, 1, 3, "cut short")
    rows = [
        ResultRow("work", Outcome.FAILED, "cut short", volumes=(part,)),
        ResultRow("vault", Outcome.PENDING),
    ]
    model.set_rows(rows)
    qtmodeltester.check(model)
    model.set_rows([replace(rows[0], outcome=Outcome.RESTORED), rows[1]])
    qtmodeltester.check(model)


# -- sorting ------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [Qt.AscendingOrder, Qt.DescendingOrder])
def test_disk_use_sorts_by_bytes_beyond_32_bits(qtbot, order):
    sizes = {"small": 0.5, "big": 2.0, "huge": 900.0, "large": 31.0, "none": 0.0}
    model = loaded([qube(name, used=used, size=1000.0) for name, used in sizes.items()])
    proxy = QubesFilter(model)
    proxy.sort(model.column_of("disk"), order)
    expected = ["none", "small", "big", "large", "huge"]
    assert names(proxy) == (expected if order == Qt.AscendingOrder else expected[::-1])
    assert model.index(2, model.column_of("disk")).data(SORT_ROLE) == 900 << 30


def test_names_sort_naturally_whatever_the_case(qtbot):
    model = loaded([qube(name) for name in ("work10", "Work2", "work1", "a", "work02b")])
    proxy = QubesFilter(model)
    proxy.sort(0)
    assert names(proxy) == ["a", "work1", "Work2", "work02b", "work10"]
    assert natural_key("a10b2") < natural_key("a10b10")


def test_ties_are_broken_by_name(qtbot):
    model = loaded([qube(name, template="t") for name in ("c3", "c1", "c20", "c2")])
    proxy = QubesFilter(model)
    proxy.sort(model.column_of("template"))
    assert names(proxy) == ["c1", "c2", "c3", "c20"]


def test_labels_sort_by_their_index(qtbot):
    model = loaded([qube("a", label="purple"), qube("b", label="orange"), qube("c", label="red")])
    proxy = QubesFilter(model)
    proxy.sort(model.column_of("label"))
    assert names(proxy) == ["c", "b", "a"]


# -- the Manager's table ------------------------------------------------------------------------


def test_an_event_of_one_qube_tells_of_one_row(qtbot):
    model = loaded(household())
    changes = []
    model.dataChanged.connect(lambda first, last: changes.append((first.row(), last.row())))
    changed = replace(household()[4], state="Halted")
    with qtbot.assertNotEmitted(model.modelReset):
        model.put(changed)
    assert changes == [(4, 4)]
    assert model.index(4, 1).data() == "Halted"


def test_a_burst_is_shown_a_frame_at_a_time_and_nothing_of_it_is_lost(qtbot):
    shown = []
    feed = ChangeFeed(shown.append)
    names = [f"q{n}" for n in range(500)]
    for name in [*names, *names]:
        feed.changed(name)
    assert shown == names[:AT_ONCE], "the first at once, the others with the next frame"
    feed.forget("q400")
    qtbot.waitUntil(lambda: len(shown) >= AT_ONCE + 499, timeout=60_000)
    assert sorted(shown[AT_ONCE:]) == sorted(set(names) - {"q400"}), "each once, as it is then"
    qtbot.waitUntil(lambda: not feed._frame.isActive(), timeout=60_000)
    feed.changed("alone")
    assert shown[-1] == "alone"


def test_rows_that_come_one_by_one_are_where_a_sort_puts_them(qtbot):
    model = loaded(household())
    proxy = QubesFilter(model)
    names = [f"{stem}{number}" for number in (10, 2, 33, 7) for stem in ("work", "a", "Work", "z")]

    def in_order(column):
        def key(qube):
            row = model.row_of(qube.name)
            return model.sort_value(row, column), model.sort_value(row, 0)

        return sorted(model.records, key=key)

    for key in ("name", "label", "state"):
        column = model.column_of(key)
        proxy.sort(column)
        for number, name in enumerate(names):
            model.put(qube(f"{key}-{name}", label=("red", "blue")[number % 2]))
        assert proxy.records() == in_order(column)
        model.drop(f"{key}-{names[0]}")
        model.put(qube(f"{key}-again"))
        assert proxy.records() == in_order(column)


def test_new_and_gone_qubes_are_rows_inserted_and_removed(qtbot):
    model = loaded(household())
    count = model.rowCount()
    with qtbot.waitSignal(model.rowsInserted):
        model.put(qube("fresh"))
    assert model.row_of("fresh") == count
    with qtbot.waitSignal(model.rowsRemoved):
        model.drop("fedora-42")
    assert model.row_of("fedora-42") is None
    assert model.records[model.row_of("fresh")].name == "fresh"
    model.drop("never there")
    assert model.rowCount() == count


def test_cells_show_text_shape_and_record(qtbot):
    model = loaded(household())
    line = model.row_of("work")
    cells = [model.index(line, column).data() for column in range(model.columnCount())]
    assert cells[:5] == ["work", "Running", "AppVM", "fedora-42", "sys-firewall"]
    assert cells[5] == "4.2 / 10.0 GiB"
    assert not model.index(line, 1).data(Qt.DecorationRole).isNull()
    assert model.index(line, 0).data(RECORD_ROLE).name == "work"
    assert model.index(line, 1).data(Qt.AccessibleTextRole) == "State: Running"


def test_the_last_backup_shows_its_health(qtbot):
    model = QubesModel()
    model.load({q.name: q for q in household()}, LABELS)
    column = model.column_of("backup")

    def sign(name):
        icon = model.index(model.row_of(name), column).data(Qt.DecorationRole)
        return None if icon is None else icon.cacheKey()

    def known(key):
        return look.icon(*HEALTH_SIGNS[key]).cacheKey()

    assert sign("personal") is None
    assert sign("win-10") == known(Health.OLD)
    told = []
    model.dataChanged.connect(lambda first, last: told.append((first.column(), last.column())))
    ok = BackupRecord("/a", NOW, ["personal", "vault", "work"], verified_s=1)
    bad = BackupRecord("/b", NOW + 1, ["work"], verify_failure="chunk 3 was changed")
    old = BackupRecord("/c", NOW - 99 * 86400, ["fedora-42"], verified_s=1)
    model.set_backups([old, ok, bad])
    assert told == [(column, column)]
    assert sign("personal") == sign("vault") == known(Health.VERIFIED)
    assert sign("work") == known(Health.BAD), "the newest one counts"
    assert sign("fedora-42") is None, "its last backup is another one"
    cell = model.index(model.row_of("work"), column)
    assert cell.data(Qt.ToolTipRole).endswith("\nit could not be verified")
    model.set_backups([old, ok, bad])
    assert len(told) == 1


def test_kind_and_state_come_from_class_and_properties():
    found = {one.name: (kind_of(one), state_of(one)) for one in household()}
    assert found["sys-net"] == ("service", "running")
    assert found["default-dvm"][0] == "disposable"
    assert found["disp-mail"][0] == "disposable"
    assert found["win-10"][0] == "standalone"
    assert found["half-way"][1] == "unfinished"
    assert found["untrusted"] == ("app", "paused")


def test_every_state_of_the_daemon_has_a_word_a_sign_and_a_facet(qtbot):
    for state in PowerState:
        model = loaded([qube("work", state=state.value)])
        cell = model.index(0, model.column_of("state"))
        assert state_of(model.records[0]) in STATES
        words = ("Running", "Paused", "Starting", "Stopping", "Halted", "Lost")
        assert cell.data() in words
        assert not cell.data(Qt.DecorationRole).isNull()
    assert "disks" in loaded([qube("work", state="NA")]).index(0, 1).data(Qt.ToolTipRole)


def test_text_of_a_qube_stays_text_in_a_tooltip():
    assert plain_tip("plain") == "plain"
    assert "&lt;b>" in plain_tip("<b>bold</b>")


# -- facets -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facets", "expected"),
    [
        (Facets(kinds=frozenset({"template"})), {"fedora-42", "debian-13"}),
        (Facets(states=frozenset({"running"})), {"sys-net", "sys-firewall", "work"}),
        (
            Facets(kinds=frozenset({"app", "service"}), states=frozenset({"running"})),
            {"sys-net", "sys-firewall", "work"},
        ),
        (Facets(kinds=frozenset({"app"}), states=frozenset({"running"})), {"work"}),
        (
            Facets(kinds=frozenset({"template", "standalone"})),
            {"fedora-42", "debian-13", "win-10"},
        ),
        (Facets(text="debian-13 halted"), {"debian-13", "vault"}),
        (Facets(text="CALENDAR"), {"work"}),
        (Facets(text="audio"), {"work"}),
        (Facets(text="no such thing"), set()),
        (Facets(text="template:debian halted"), {"vault"}),
        (Facets(text="used>30G"), {"win-10"}),
        (Facets(text="class:standalone size<1T NAME:win"), {"win-10"}),
        (Facets(text="used>30"), {one.name for one in household() if one.disk_used_bytes > 30}),
        (Facets(text="size>9G used<5G class:app"), {"work"}),
        (Facets(text="colour:red"), set()),
        (Facets(text="  "), {one.name for one in household()}),
    ],
)
def test_facets_are_and_between_groups_and_or_inside(qtbot, facets, expected):
    proxy = QubesFilter(loaded(household()))
    proxy.set_facets(facets)
    assert set(names(proxy)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("work template:debian size>1G state:run", ""),
        ("xyzzy:foo", "There is no term “xyzzy:”."),
        ("-state:running", "There is no term “-state:”. Did you mean state:?"),
        ("netvm:", "What to look for stands right after “netvm:”, without a space."),
        ("templat:foo", "There is no term “templat:”. Did you mean template:?"),
        ("state:runing", "Nothing is “state:runing”. Did you mean state:running?"),
        ("size>big", "“size>big” is not understood; sizes are written size>10G."),
        ("12:30", ""),
    ],
)
def test_what_is_no_term_is_told(qtbot, text, told):
    proxy = QubesFilter(loaded(household()))
    proxy.set_facets(Facets(text=text))
    assert " ".join(proxy.remarks()) == told


def test_a_qube_leaves_the_list_when_it_no_longer_matches(qtbot):
    model = loaded(household())
    proxy = QubesFilter(model)
    proxy.set_facets(Facets(states=frozenset({"running"})))
    model.put(replace(household()[4], state="Halted"))
    assert "work" not in names(proxy)


def test_facets_toggle():
    facets = Facets().toggled("kinds", "app").toggled("states", "running")
    assert (facets.kinds, facets.states) == ({"app"}, {"running"})
    assert facets.narrows
    assert facets.toggled("kinds", "app").toggled("states", "running") == Facets()


def test_three_hundred_qubes_filter_and_sort(qtbot):
    proxy = QubesFilter(loaded(crowd(300)))
    assert proxy.rowCount() == 300
    proxy.set_facets(Facets(text="customer"))
    proxy.sort(0)
    shown = names(proxy)
    assert shown == sorted(shown, key=natural_key)
    assert all("customer" in name for name in shown)


# -- what to back up ----------------------------------------------------------------------------


def test_choice_starts_with_what_is_included_and_can_be_saved(qtbot):
    model = ChoiceModel()
    left_out = qube("scratch", props={"include_in_backups": "False"})
    model.load([*household(), left_out], LABELS, ())
    assert "scratch" not in model.chosen
    assert "half-way" not in model.chosen
    assert {"work", "vault"} <= model.chosen
    model.load(household(), LABELS, {"vault", "half-way"})
    assert model.chosen == {"vault"}


def test_choice_leaves_out_what_is_lost(qtbot):
    model = ChoiceModel()
    lost = {"private": "it is missing"}
    model.load([qube("gone", lost=lost), qube("runs", state="Running", lost=lost)], LABELS, ())
    assert model.chosen == {"runs"}, "what runs may still have it"
    assert "private" in model.index(0, 4).data()


def test_choice_is_ticked_in_the_cell(qtbot):
    model = ChoiceModel()
    model.now = lambda: datetime.fromtimestamp(NOW)
    model.load(household(), LABELS, {"vault"})
    line = [one.name for one in model.records].index("work")
    with qtbot.waitSignal(model.chosen_changed):
        assert model.setData(model.index(line, 0), Qt.Checked, Qt.CheckStateRole)
    assert model.chosen == {"vault", "work"}
    assert model.index(line, 0).data(Qt.CheckStateRole) == Qt.Checked
    assert model.index(line, 3).data() == "2 h ago"
    assert "before its start" in model.index(line, 4).data()
    unfinished = [one.name for one in model.records].index("half-way")
    assert not model.setData(model.index(unfinished, 0), Qt.Checked, Qt.CheckStateRole)


# -- the plan -----------------------------------------------------------------------------------


def planned(*rows, here=()) -> PlanModel:
    model = PlanModel()
    made = plan(*rows) if rows else lifelike_plan()
    model.show_plan(made, host(*here), LABELS)
    model.check()
    return model


def test_an_edit_is_checked_at_once(qtbot):
    model = planned(here=("work",))
    taken = model.plan.row("work")
    assert [problem.field for problem in taken.problems] == ["name"]
    index = model.index(0, model.column_of("new"))
    assert not index.data(Qt.DecorationRole).isNull()
    with qtbot.waitSignal(model.edited):
        assert model.setData(index, "office")
    assert (taken.restored_as, taken.problems) == ("office", [])
    assert model.setData(index, "not a name!")
    assert taken.problems


def test_two_rows_of_the_same_name_clash_and_part_again(qtbot):
    model = planned(row("a"), row("b"))
    model.assign(model.plan.row("b"), "name", "a")
    assert len(model.plan.problems) == 2
    model.cure_all()
    assert model.plan.problems == []
    assert len({one.restored_as for one in model.plan.rows}) == 2


def test_cells_offer_what_there_is(qtbot):
    model = planned()
    line = 0
    templates = model.index(line, model.column_of("template")).data(CHOICES_ROLE)
    assert [text for text, _ in templates] == ["debian-13", "fedora-42", "whonix-17"]
    pools = model.index(line, model.column_of("pool")).data(CHOICES_ROLE)
    assert pools == [("default (vm-pool)", ""), ("vm-pool", "vm-pool"), ("backup-disk",) * 2]
    nets = dict(model.index(line, model.column_of("netvm")).data(CHOICES_ROLE))
    assert nets["none"] is None
    assert {"sys-firewall", "sys-vpn"} <= set(nets)
    standalone = [one.klass for one in model.records].index("StandaloneVM")
    assert model.index(standalone, model.column_of("template")).data(CHOICES_ROLE) is None


def test_choosing_a_netvm_pool_and_template(qtbot):
    model = planned()
    assert model.setData(model.index(0, model.column_of("netvm")), None)
    assert model.setData(model.index(0, model.column_of("pool")), "backup-disk")
    assert model.setData(model.index(0, model.column_of("template")), "debian-13")
    first = model.plan.rows[0]
    assert (first.netvm, first.pool, first.template) == (None, "backup-disk", "debian-13")
    assert first.problems == []


def test_what_is_not_restored_cannot_be_ticked(qtbot):
    model = planned()
    line = [one.name for one in model.records].index("dom0")
    assert not model.setData(model.index(line, 0), Qt.Checked, Qt.CheckStateRole)
    model.select(model.records, True)
    assert not model.plan.row("dom0").selected
    assert "home directories" in model.index(line, model.column_of("remarks")).data()


def test_leaving_a_template_out_is_noted_at_its_users(qtbot):
    model = planned(row("tpl", "TemplateVM"), row("app", template="tpl"))
    assert model.plan.row("app").template == "tpl"
    model.setData(model.index(0, 0), Qt.Unchecked, Qt.CheckStateRole)
    assert model.plan.row("app").template == "fedora-42"
    assert model.plan.row("app").notes


# -- results ------------------------------------------------------------------------------------


def test_results_change_in_place(qtbot):
    model = ResultModel()
    rows = [ResultRow("a", Outcome.PENDING), ResultRow("b", Outcome.PENDING)]
    model.set_rows(rows)
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([rows[0], replace(rows[1], outcome=Outcome.RESTORED, new_name="b-1")])
    assert model.index(1, model.NAME).data() == "b → b-1"
    assert model.index(1, model.OUTCOME).data() == "Restored"
