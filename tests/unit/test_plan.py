"""The restore plan: proposals, problems with their cures, edits, and the way through JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.contents import Archive, BackupContents, parse_contents
from qubesmanager.backend.backup.plan import (
    Conflict,
    HostQube,
    HostState,
    PoolState,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.backend.backup.plan_making import check_plan, free_name, make_plan
from qubesmanager.cli import plan_file
from qubesmanager.cli.session import CliError
from qubesmanager.protocol import is_qube_name
from tests.archives import ArchiveQube, qubes_xml, with_paths

TPL = ArchiveQube("tpl", klass="TemplateVM", size=100)
NET = ArchiveQube("net", template="tpl", netvm=None, properties={"provides_network": "True"})
DVM = ArchiveQube("dvm", template="tpl", properties={"template_for_dispvms": "True"})
DISP = ArchiveQube("disp", klass="DispVM", template="dvm")
WORK = ArchiveQube("work", template="tpl", netvm="net", properties={"default_dispvm": "dvm"})
ALL = (WORK, NET, TPL, DVM, DISP)


def contents(*qubes: ArchiveQube) -> BackupContents:
    archive = Archive("/x.qbak", 4, "id-1", True, "gzip", 4096)
    return BackupContents(archive, parse_contents(qubes_xml(with_paths(qubes))))


def host(**more: Any) -> HostState:
    state = HostState(
        labels=["red", "blue"],
        pools=[PoolState("default", "file"), PoolState("small", "file", 50)],
        default_pool="default",
    )
    for name, value in more.items():
        setattr(state, name, value)
    return state


def plan_of(*qubes: ArchiveQube, on: HostState | None = None) -> RestorePlan:
    return make_plan(contents(*qubes), on or host())


def test_everything_fits() -> None:
    plan = plan_of(*ALL)
    assert not plan.problems
    assert not plan.stand_ins
    assert [(row.name, row.template, row.netvm) for row in plan.rows] == [
        ("work", "tpl", "net"),
        ("net", "tpl", None),
        ("tpl", "", ""),
        ("dvm", "tpl", ""),
        ("disp", "dvm", ""),
    ]
    assert plan.row("work").default_dispvm == "dvm"
    assert [volume.name for volume in plan.row("tpl").volumes] == ["root", "private"]
    assert plan.row("disp").volumes == []
    assert plan.row("work").volume("private").target_pool == "default"
    with pytest.raises(KeyError):
        plan.row("work").volume("root")


def test_name_that_exists_is_a_problem_with_a_free_name() -> None:
    plan = plan_of(*ALL, on=host(qubes={"work": HostQube("AppVM"), "work-1": HostQube("AppVM")}))
    (problem,) = plan.problems
    assert (problem.field, problem.choices) == ("name", ["work-2"])
    assert "exists already" in problem.text
    plan.row("work").restored_as = "work-2"
    check_plan(plan, host(qubes={"work": HostQube("AppVM")}))
    assert not plan.problems


def test_references_follow_a_rename() -> None:
    plan = plan_of(*ALL)
    for name in ("tpl", "net", "dvm"):
        plan.row(name).restored_as = f"{name}-1"
    check_plan(plan, host())
    work = plan.row("work")
    assert (work.template, work.netvm, work.default_dispvm) == ("tpl-1", "net-1", "dvm-1")
    assert plan.row("disp").template == "dvm-1"


@pytest.mark.parametrize("name", ["", "dom0", "1x", "a" * 32, "x y"])
def test_impossible_new_names(name: str) -> None:
    plan = plan_of(*ALL)
    plan.row("work").restored_as = name
    check_plan(plan, host())
    (problem,) = plan.problems
    assert problem.field == "name"
    assert is_qube_name(problem.choices[0])


def test_a_typing_error_is_cured_by_the_name_of_the_archive_where_that_is_free() -> None:
    for here, cure in (({}, "work"), ({"work": HostQube("AppVM")}, "work-1")):
        plan = plan_of(WORK, TPL, on=host(qubes=here))
        plan.row("work").restored_as = "Bad name!"
        check_plan(plan, host(qubes=here))
        (problem,) = [p for p in plan.row("work").problems if p.field == "name"]
        assert problem.choices == [cure]


def test_two_rows_of_one_new_name() -> None:
    plan = plan_of(*ALL)
    plan.row("work").restored_as = "net"
    check_plan(plan, host())
    assert [problem.field for problem in plan.problems] == ["name", "name"]
    plan.row("net").selected = False
    check_plan(plan, host())
    assert not plan.problems


def test_missing_template_falls_back_to_one_of_the_machine() -> None:
    templates = {"debian": HostQube("TemplateVM"), "fedora": HostQube("TemplateVM")}
    plan = plan_of(WORK, NET, on=host(qubes=templates, default_template="fedora"))
    assert plan.row("work").template == "fedora"
    assert any("fedora instead" in note for note in plan.row("work").notes)
    assert plan_of(WORK, on=host(qubes=templates)).row("work").template == "debian"
    assert (
        plan_of(WORK, on=host(qubes={"tpl": HostQube("TemplateVM")})).row("work").notes[0][:15]
        == "Its network qub"
    )


def test_unselected_template_falls_back_and_comes_back() -> None:
    state = host(qubes={"fedora": HostQube("TemplateVM")}, default_template="fedora")
    plan = plan_of(*ALL, on=state)
    plan.row("tpl").selected = False
    check_plan(plan, state)
    assert plan.row("work").template == "fedora"
    plan.row("tpl").selected = True
    check_plan(plan, state)
    assert plan.row("work").template == "tpl"


def test_chosen_template_stays() -> None:
    state = host(qubes={"fedora": HostQube("TemplateVM"), "old": HostQube("TemplateVM")})
    plan = plan_of(*ALL, on=state)
    plan.row("work").template = "old"
    check_plan(plan, state)
    assert plan.row("work").template == "old"
    plan.row("work").template = "no-such"
    check_plan(plan, state)
    (problem,) = plan.problems
    assert problem.field == "template"
    assert problem.choices == ["fedora", "old", "tpl"]


@pytest.mark.parametrize("name", ["x-dm", "none", "default", "Domain-0"])
def test_names_that_are_possible_no_longer(name: str) -> None:
    """The others of the archive are not held up by one of them."""
    plan = plan_of(ArchiveQube(name, template="tpl"), TPL, ArchiveQube("a", template="tpl"))
    (problem,) = plan.problems
    assert (problem.field, problem.choices) == ("name", [f"{name}-1"])
    row = plan.row(name)
    row.conflict = Conflict.RENAME
    check_plan(plan, host())
    assert not plan.problems
    assert (row.restored_as, row.template) == (f"{name}-1", "tpl")
    assert f"{name} cannot be the name of a qube;" in " ".join(row.notes)
    lonely = plan_of(ArchiveQube("b", template=name))
    assert lonely.stand_ins == [f"{name}-1"]


def test_stand_in_on_a_bare_machine() -> None:
    plan = plan_of(WORK, NET)
    assert plan.stand_ins == ["tpl"]
    assert plan.row("work").template == plan.row("net").template == "tpl"
    assert any("empty template tpl" in note for note in plan.row("work").notes)
    assert not plan.problems


def test_who_never_named_a_template_gets_a_real_one() -> None:
    plan = plan_of(ArchiveQube("dvm"), TPL)
    assert (plan.row("dvm").template, plan.stand_ins) == ("tpl", [])
    here = {"z": HostQube("TemplateVM")}
    assert plan_of(ArchiveQube("dvm"), TPL, on=host(qubes=here)).row("dvm").template == "z"
    assert plan_of(ArchiveQube("dvm")).stand_ins == ["missing-template"]
    other = ArchiveQube("a-windows", klass="TemplateVM")
    assert plan_of(ArchiveQube("dvm"), WORK, TPL, other).row("dvm").template == "tpl"


def test_stand_in_does_not_take_a_name_that_is_taken() -> None:
    plan = plan_of(WORK, on=host(qubes={"tpl": HostQube("AppVM")}))
    assert plan.stand_ins == [plan.row("work").template] == ["tpl-1"]


def test_disposable_without_its_template() -> None:
    plan = plan_of(DISP)
    (problem,) = plan.problems
    assert problem.field == "template"
    assert "dvm" in problem.text
    other = {"dvm-here": HostQube("AppVM", template_for_dispvms=True)}
    plan = plan_of(DISP, on=host(qubes=other, default_dispvm="dvm-here"))
    assert plan.row("disp").template == "dvm-here"


def test_missing_netvm_and_dispvm_use_the_defaults_and_say_so() -> None:
    plan = plan_of(WORK, TPL, on=host(default_netvm="sys-firewall"))
    work = plan.row("work")
    assert (work.netvm, work.default_dispvm) == ("", "")
    text = " ".join(work.notes)
    assert "network qube net" in text
    assert "sys-firewall" in text
    assert "disposable template dvm" in text


def test_chosen_netvm() -> None:
    plan = plan_of(*ALL)
    for choice in (None, ""):
        plan.row("work").netvm = choice
        check_plan(plan, host())
        assert plan.row("work").netvm == choice
    plan.row("work").netvm = "tpl"
    check_plan(plan, host())
    assert [problem.field for problem in plan.problems] == ["netvm"]
    assert plan.problems[0].choices == ["net"]


def test_labels() -> None:
    plan = plan_of(ArchiveQube("a", klass="TemplateVM", label="green"))
    row = plan.row("a")
    assert row.label == "red"
    assert "label green" in row.notes[0]
    row.label = "blue"
    check_plan(plan, host())
    assert (row.label, row.notes) == ("blue", [])


def test_pools_and_space() -> None:
    plan = plan_of(TPL)
    row = plan.row("tpl")
    row.pool = "no-such"
    check_plan(plan, host())
    assert [problem.field for problem in plan.problems] == ["pool"]
    row.pool = "small"
    check_plan(plan, host())
    (problem,) = plan.problems
    assert (problem.field, problem.choices) == ("space", ["default"])
    assert {volume.target_pool for volume in row.volumes} == {"small"}


def test_a_volume_has_a_pool_of_its_own_and_space_is_counted_per_pool() -> None:
    state = host()
    state.pools = [PoolState("default", "file", 1000), PoolState("small", "file", 50)]
    plan = plan_of(TPL, ArchiveQube("other", "TemplateVM", size=70), on=state)
    assert [space.to_dict() for space in plan.space] == [
        {"pool": "default", "needed_bytes": 170, "free_bytes": 1000}
    ]
    plan.row("tpl").volume("private").pool = "small"
    check_plan(plan, state)
    assert [(s.pool, s.needed_bytes, s.short) for s in plan.space] == [
        ("default", 170, False),
        ("small", 100, True),
    ]
    assert plan.row("tpl").volume("root").target_pool == "default"
    assert [problem.field for problem in plan.problems] == ["space"]
    plan.row("tpl").volume("private").pool = "nowhere"
    check_plan(plan, state)
    assert [problem.field for problem in plan.problems] == ["pool"]


def test_kernels() -> None:
    kernel = ArchiveQube("a", "StandaloneVM", properties={"kernel": "6.1-x"})
    none = ArchiveQube("b", "StandaloneVM", properties={"kernel": ""})
    plan = plan_of(kernel, none, TPL, on=host(kernels=["6.1-x"], default_kernel="6.6-y"))
    assert [row.kernel for row in plan.rows] == ["6.1-x", None, ""]
    assert [("kernel" in row.defaults) for row in plan.rows] == [False, False, True]
    state = host(kernels=["6.6-y"], default_kernel="6.6-y")
    plan = plan_of(kernel, on=state)
    row = plan.row("a")
    assert (row.kernel, "kernel" in row.defaults) == ("", True)
    assert any("kernel 6.1-x is not here; it uses the default" in note for note in row.notes)
    row.kernel = "5"
    check_plan(plan, state)
    assert [(p.field, p.choices) for p in plan.problems] == [("kernel", ["6.6-y"])]
    row.kernel = None
    check_plan(plan, state)
    assert not plan.problems


def test_what_is_by_default_says_so() -> None:
    plan = plan_of(WORK, on=host(qubes={"fedora": HostQube("TemplateVM")}))
    assert set(plan.row("work").defaults) == {
        "template",
        "netvm",
        "kernel",
        "pool",
        "default_dispvm",
    } | ({"label"} if plan.row("work").label != WORK.label else set())


def test_an_address_is_kept_where_nobody_else_has_it() -> None:
    def asking(name: str, **properties: str) -> ArchiveQube:
        return ArchiveQube(name, "StandaloneVM", properties=dict(properties))

    qubes = (
        asking("work", ip="10.137.0.7", ip6="fd09::00:7", mac="00:16:3E:00:00:07"),
        asking("other", ip="10.137.0.8", mac="00:16:3e:00:00:08"),
        asking("third", ip="10.137.0.8", ip6="not one"),
    )
    here = HostQube(
        "StandaloneVM",
        addresses={"ip": "10.137.0.7", "ip6": "fd09::7", "mac": "00:16:3e:00:00:07"},
    )
    plan = plan_of(*qubes, on=host(qubes={"mine": here}))

    def left(name: str) -> set[str]:
        return {"ip", "ip6", "mac"}.intersection(plan.row(name).defaults)

    assert left("work") == {"ip", "ip6", "mac"}
    assert left("other") == set()
    assert left("third") == {"ip"}  # the one before has taken it
    assert not plan.problems
    assert len([note for note in plan.row("work").notes if "qube mine as well" in note]) == 3
    (note,) = plan.row("third").notes
    assert note.startswith("Its ip 10.137.0.8 is that of the qube other as well")

    state = host(qubes={"work": here})
    plan = plan_of(*qubes, on=state)
    row = plan.row("work")
    row.conflict = Conflict.REPLACE
    check_plan(plan, state)
    assert row.replaces and left("work") == set()  # its own comes back to it
    row.restored_as, row.conflict = "work", Conflict.RENAME
    check_plan(plan, state)
    assert row.restored_as == "work-1" and left("work") == {"ip", "ip6", "mac"}
    plan.row("other").selected = False
    check_plan(plan, state)
    assert left("third") == set()


def test_conflicts() -> None:
    here = {"work": HostQube("AppVM", pools={"private": "default"}), "tpl": HostQube("TemplateVM")}
    state = host(qubes=here)
    state.pools = [PoolState("default", "file-reflink"), PoolState("old", "file")]
    plan = plan_of(WORK, on=state)
    row = plan.row("work")
    assert [problem.field for problem in plan.problems] == ["name"]

    row.conflict = Conflict.RENAME
    check_plan(plan, state)
    assert (row.restored_as, row.made_as, row.replaces, plan.problems) == (
        "work-1",
        "work-1",
        False,
        [],
    )
    row.restored_as, row.conflict = "work", Conflict.REPLACE
    check_plan(plan, state)
    assert (row.restored_as, row.made_as, row.replaces) == ("work", "work-1", True)
    assert not plan.problems
    assert any("stays as a revision" in note for note in row.notes)

    row.conflict = Conflict.SKIP
    check_plan(plan, state)
    assert (row.selected, plan.problems) == (False, [])
    assert "left out" in " ".join(row.notes)


def test_a_replacement_is_there_twice_where_copies_take_their_space() -> None:
    here = {"tpl": HostQube("TemplateVM", pools={"root": "default", "private": "lvm"})}
    state = host(qubes=here)
    state.pools = [
        PoolState("default", "file-reflink", 150, copies=True),
        PoolState("lvm", "lvm_thin", 150),
    ]
    plan = plan_of(TPL, on=state)
    row = plan.row("tpl")
    row.conflict = Conflict.RENAME
    check_plan(plan, state)
    assert [(s.pool, s.needed_bytes) for s in plan.space] == [("default", 100)]
    row.restored_as, row.conflict = "tpl", Conflict.REPLACE
    check_plan(plan, state)
    assert [(s.pool, s.needed_bytes) for s in plan.space] == [("default", 200), ("lvm", 100)]
    assert [problem.field for problem in plan.problems] == ["space"]
    assert any("default makes whole copies" in note for note in row.notes)
    row.begun, row.volume("root").status = True, Status.RESTORED  # the copy is still to be made
    check_plan(plan, state)
    assert [(s.pool, s.needed_bytes) for s in plan.space] == [("default", 100), ("lvm", 100)]
    assert row.made_as == "tpl-1"


@pytest.mark.parametrize(
    ("old", "why"),
    [
        (HostQube("StandaloneVM"), "cannot replace"),
        (HostQube("AppVM", halted=False), "is running"),
        (HostQube("AppVM", incomplete=True), "left incomplete"),
        (HostQube("AppVM", pools={"private": "old"}), "keeps no earlier state"),
    ],
)
def test_replacements_that_would_lose_something(old: HostQube, why: str) -> None:
    state = host(qubes={"work": old, "tpl": HostQube("TemplateVM")})
    state.pools = [PoolState("default", "file-reflink"), PoolState("old", "file")]
    plan = plan_of(WORK, on=state)
    plan.row("work").conflict = Conflict.REPLACE
    check_plan(plan, state)
    (problem,) = plan.problems
    assert why in problem.text
    assert problem.choices == ["work-1"]


def test_references_to_a_replaced_qube_keep_its_name() -> None:
    here = {"tpl": HostQube("TemplateVM"), "net": HostQube("AppVM", provides_network=True)}
    state = host(qubes=here)
    state.pools = [PoolState("default", "lvm_thin")]
    plan = plan_of(*ALL, on=state)
    for name in ("tpl", "net"):
        plan.row(name).conflict = Conflict.REPLACE
    check_plan(plan, state)
    assert not plan.problems
    assert (plan.row("work").template, plan.row("work").netvm) == ("tpl", "net")


def test_rows_that_are_never_restored() -> None:
    plan = plan_of(ArchiveQube("r", klass="RemoteVM"))
    row = plan.row("r")
    assert (row.selected, row.status) == (False, Status.SKIPPED)
    assert row.reason
    assert not plan.problems


def test_home_of_dom0() -> None:
    """Selected only for the same user; never a name, pool or template to choose."""
    home = ArchiveQube("x", klass="AdminVM", path="dom0-home/joe", size=1 << 40)
    own = host(home_user="joe")
    for machine, selected in ((host(), False), (own, True)):
        row = make_plan(contents(home), machine).row("dom0")
        assert (row.selected, row.status) == (selected, Status.PENDING)
        assert [volume.name for volume in row.volumes] == ["home"]
        assert "user 'joe'" in row.notes[0]
        assert ("only when dom0 is selected" in row.left_out) == (not selected)
    plan = make_plan(contents(home), own)
    plan.row("dom0").restored_as = "other"
    check_plan(plan, own)
    assert plan.row("dom0").restored_as.startswith("home-restore-")
    assert not plan.problems


@pytest.mark.parametrize("name", ["", "gone"])
def test_a_machine_without_a_default_pool(name: str) -> None:
    """Known before anything is made."""
    machine = host(default_pool=name)
    plan = make_plan(contents(WORK, TPL), machine)
    assert {problem.field for row in plan.rows for problem in row.problems} == {"pool"}
    assert all(row.problems for row in plan.rows)
    for row in plan.rows:
        row.pool = machine.pools[0].name
    check_plan(plan, machine)
    assert not plan.problems


def edited(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> RestorePlan:
    """The plan of an archive after its file was written, changed and read."""
    plan, file = plan_of(WORK, TPL), tmp_path / "plan.json"
    plan_file.write(file, plan)
    data = json.loads(file.read_text())
    change({row["name"]: row for row in data["rows"]})
    file.write_text(json.dumps(data))
    plan_file.apply(plan_file.read(file), plan)
    check_plan(plan, host())
    return plan


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"volumes": [{"name": "private", "pool": "", "target_pool": "small"}]}, "target_pool"),
        ({"volumes": [{"name": "rood", "pool": ""}]}, "work has no volume rood"),
        ({"size_bytes": 5}, "size_bytes"),
        ({"name": "tpl"}, "twice"),
        ({"name": "other"}, "not of this backup"),
    ],
)
def test_what_has_no_effect_may_not_stand_in_a_plan_file(
    tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    with pytest.raises(CliError, match=told):
        edited(tmp_path, lambda rows: rows["work"].update(change))


def test_what_is_left_out_of_a_plan_file_means_nothing(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="lacks a field"):
        edited(tmp_path, lambda rows: rows["work"].pop("netvm"))


@pytest.mark.parametrize(
    ("name", "change", "field"),
    [
        ("work", {"volumes": [{"name": "private", "pool": "nowhere"}]}, "pool"),
        ("work", {"label": "pink"}, "label"),
        ("work", {"netvm": "nobody"}, "netvm"),
        ("tpl", {"template": "work"}, "template"),
    ],
)
def test_what_cannot_be_had_is_a_problem(
    tmp_path: Path, name: str, change: dict[str, Any], field: str
) -> None:
    plan = edited(tmp_path, lambda rows: rows[name].update(change))
    assert [problem.field for problem in plan.row(name).problems] == [field]


@pytest.mark.parametrize(
    ("word", "value"), [("none", None), (None, None), ("default", ""), ("", "")]
)
def test_words_of_the_command_line_in_a_plan_file(
    tmp_path: Path, word: str | None, value: str | None
) -> None:
    plan = edited(tmp_path, lambda rows: rows["work"].update(netvm=word, kernel=word))
    assert (plan.row("work").netvm, plan.row("work").kernel) == (value, value)


def test_devices_are_noted() -> None:
    plan = plan_of(
        ArchiveQube(
            "a",
            "StandaloneVM",
            devices=(("pci", "02_00.0"), ("pci", "03_00.0"), ("usb", "2-1"), ("mic", "m")),
        )
    )
    first, second, third = plan.row("a").notes
    assert "2 PCI devices dom0:02_00.0, dom0:03_00.0 as in the backup" in first
    assert "the USB device dom0:2-1" in second
    assert "the mic device dom0:m" in third


def test_notes_do_not_pile_up() -> None:
    plan = plan_of(WORK)
    before = list(plan.row("work").notes)
    for _ in range(3):
        check_plan(plan, host())
    assert plan.row("work").notes == before


def test_ok_means_everything_that_was_asked_for() -> None:
    plan = plan_of(*ALL)
    assert not plan.ok
    for row in plan.rows:
        row.status = Status.RESTORED
    assert plan.ok
    plan.row("work").reason = "its firewall rules could not be restored"
    assert not plan.ok
    plan.row("work").selected = False
    assert plan.ok
    for row in plan.rows:
        row.selected = False
    assert not plan.ok


@settings(deadline=None)
@given(st.text(alphabet="abc", min_size=1, max_size=31), st.integers(0, 98))
def test_free_name(name: str, taken_count: int) -> None:
    taken: set[str] = {name}
    for _ in range(taken_count):
        taken.add(free_name(name, taken))
    found = free_name(name, taken)
    if taken_count < 98:
        assert is_qube_name(found)
        assert found not in taken
    else:
        assert found == ""


def test_free_name_cuts_to_29() -> None:
    assert free_name("a" * 31, set()) == "a" * 29 + "-1"


def test_through_json() -> None:
    plan = plan_of(*ALL, on=host(qubes={"work": HostQube("AppVM")}))
    plan.row("net").volumes[0] = VolumeRow("private", Status.FAILED, 5, 10, "why", "default", "00")
    assert RestorePlan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan
    state = host(qubes={"work": HostQube("AppVM", True)})
    assert HostState.from_dict(json.loads(json.dumps(state.to_dict()))) == state


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": 5}, "QubeRow.name"),
        ({"selected": 1}, "QubeRow.selected"),
        ({"size_bytes": True}, "QubeRow.size_bytes"),
        ({"netvm": []}, "QubeRow.netvm"),
        ({"status": "done"}, "done"),
        ({"volumes": {}}, "QubeRow.volumes"),
        ({"volumes": [5]}, "VolumeRow"),
        ({"notes": [None]}, "QubeRow.notes"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_json_of_another_form(change: dict[str, object], named: str) -> None:
    data = QubeRow("a", "AppVM", "red").to_dict() | change
    with pytest.raises(ValueError, match=named):
        QubeRow.from_dict(data)


def test_json_that_lacks_a_field() -> None:
    with pytest.raises(ValueError, match="klass"):
        QubeRow.from_dict({"name": "a", "label": "red"})
    with pytest.raises(ValueError, match="object"):
        QubeRow.from_dict([])
