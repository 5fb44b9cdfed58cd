"""Running a plan: fixtures of the stock tools, damage of every kind, and nothing half made left."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.derivations import KeyRequest
from qubesmanager.backend.backup.errors import BackupError, TargetError
from qubesmanager.backend.backup.look_inside import read_notes
from qubesmanager.backend.backup.plan import (
    Conflict,
    HostQube,
    HostState,
    PoolState,
    Progress,
    RestorePlan,
    Status,
)
from qubesmanager.backend.backup.plan_making import check_plan, make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from qubesmanager.backend.backup.scrypt_container import Keys
from qubesmanager.backend.backup.scrypt_lanes import LaneDeriver
from tests.archives import (
    LABELS,
    PASSPHRASE,
    ArchiveQube,
    Maker,
    OuterMember,
    compress,
    make_archive,
    noise,
    pax_sparse,
    qubes_xml,
    sparse_image,
    with_paths,
    write_outer,
)
from tests.memory_target import MemoryQube, MemoryTarget

HOST = HostState(labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p")
FIREWALL = (
    b'<firewall version="2"><rules><rule><properties><property name="action">accept</property>'
    b'<property name="dsthost">192.0.2.1</property></properties></rule></rules></firewall>'
)
ROOT, PRIVATE, WORK = sparse_image(200_000), noise(3000, 7), sparse_image(150_000, 9)
QUBES = [
    ArchiveQube("net", template="tpl", netvm=None, properties={"provides_network": "True"},
                volumes={"private": b""}),
    ArchiveQube("tpl", "TemplateVM", volumes={"root": ROOT, "private": PRIVATE}),
    ArchiveQube("dvm", template="tpl", properties={"template_for_dispvms": "True"},
                volumes={"private": bytes(8192)}),
    ArchiveQube("disp", "DispVM", template="dvm"),
    ArchiveQube("work", template="tpl", netvm="net", properties={"default_dispvm": "dvm"},
                volumes={"private": WORK},
                files={"firewall.xml": FIREWALL, "notes.txt": "żó".encode(),
                       "whitelisted-appmenus.list": b"a.desktop\nb.desktop\n"}),
    ArchiveQube("solo", "StandaloneVM", volumes={"root": PRIVATE, "private": ROOT},
                encoding="gnu-sparse"),
]  # fmt: skip
IMAGES = {qube.name: qube.volumes for qube in QUBES}
MAKER = Maker(chunk_bytes=20_000, compression="none")
Edit = Callable[[list[OuterMember]], list[OuterMember]]


def restore(
    path: Path,
    target: MemoryTarget | None = None,
    edit: Callable[[RestorePlan], None] = lambda plan: None,
    stop: threading.Event | None = None,
    passphrase: bytes = PASSPHRASE,
) -> tuple[RestorePlan, MemoryTarget, list[Progress]]:
    reader = BackupReader(path, passphrase)
    plan = make_plan(reader.contents, HOST)
    edit(plan)
    check_plan(plan, HOST)
    target = target or MemoryTarget()
    progress: list[Progress] = []
    run_restore(reader, plan, target, progress.append, stop or threading.Event())
    return plan, target, progress


def verify(path: Path, passphrase: bytes = PASSPHRASE) -> RestorePlan:
    reader = BackupReader(path, passphrase)
    plan = make_plan(reader.contents, HOST)
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    return plan


def archive(tmp_path: Path, edit: Edit = lambda members: members) -> Path:
    return write_outer(tmp_path / "archive", edit(MAKER.build(QUBES)))


def without(*prefixes: str) -> Edit:
    return lambda members: [m for m in members if not m.name.startswith(prefixes)]


def changed(name: str) -> Edit:
    """One byte of that member's text is another one."""

    def edit(members: list[OuterMember]) -> list[OuterMember]:
        assert any(m.name == name for m in members)
        return [
            OuterMember(m.name, m.data[:100] + bytes([m.data[100] ^ 1]) + m.data[101:])
            if m.name == name
            else m
            for m in members
        ]

    return edit


def statuses(plan: RestorePlan) -> dict[str, str]:
    return {row.name: row.status.value for row in plan.rows}


ALL_RESTORED = dict.fromkeys(["net", "tpl", "dvm", "disp", "work", "solo"], "restored")
V4 = [
    "v4-gzip.qbak",
    "v4-bzip2-multichunk.qbak",
    "v4-uncompressed-multichunk.qbak",
    "v4-zstd.qbak",
    pytest.param("v4-gzip-stock-kdf.qbak", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("name", V4)
def test_stock_archives(name: str, fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    record = manifest[name]
    passphrase = record["passphrase"].encode()
    plan, target, progress = restore(fixtures_dir / name, passphrase=passphrase)
    assert plan.ok
    assert not plan.notes
    assert not target.incomplete
    for qube_name, expected in record["vms"].items():
        qube = target.qubes[qube_name]
        row = plan.row(qube_name)
        assert set(qube.volumes) == set(expected["volumes"])
        for volume, facts in expected["volumes"].items():
            assert (qube.digest(volume), len(qube.volumes[volume])) == (
                facts["sha256"],
                facts["size"],
            )
            assert row.volume(volume).bytes == row.volume(volume).size == facts["size"]
        as_stock = expected["restored_as"]
        assert (qube.klass, qube.label) == (as_stock["class"], as_stock["label"])
        assert qube.firewall == as_stock.get("firewall")
        assert qube.notes == as_stock.get("notes")
        assert set(qube.tags) == set(as_stock["tags"])
        shown = {name: value or False for name, value in qube.features.items()}
        assert shown == as_stock["features"]
        given = dict(qube.properties)
        if qube.netvm != "":
            given["netvm"] = qube.netvm
        assert given == as_stock["properties"]
    done = [p.done_bytes for p in progress]
    assert done == sorted(done)
    assert done[-1] == progress[-1].total_bytes == record["bytes"]


@pytest.mark.parametrize("name", V4[:4])
def test_stock_archives_verified(name: str, fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    record = manifest[name]
    plan = verify(fixtures_dir / name, record["passphrase"].encode())
    assert plan.ok
    for qube_name, expected in record["vms"].items():
        for volume, facts in expected["volumes"].items():
            row = plan.row(qube_name).volume(volume)
            assert row.status is Status.VERIFIED
            assert (row.sha256, row.size) == (facts["sha256"], facts["size"])


@pytest.mark.parametrize("compression", ["gzip", "bzip2", "xz", "zstd", "lzma", "none"])
@pytest.mark.parametrize("encoding", ["pax-sparse", "gnu-sparse", "gnu", "ustar"])
def test_filters_and_encodings(tmp_path: Path, compression: str, encoding: str) -> None:
    qube = ArchiveQube("a", "StandaloneVM", volumes={"root": ROOT, "private": WORK})
    qube.encoding = encoding
    path = make_archive(tmp_path / "a", [qube], compression=compression, chunk_bytes=7777)
    plan, target, _ = restore(path)
    assert plan.ok
    assert target.qubes["a"].volumes == {"root": ROOT, "private": WORK}


def test_order_of_the_run(tmp_path: Path) -> None:
    plan, target, _ = restore(archive(tmp_path))
    assert statuses(plan) == ALL_RESTORED
    assert plan.ok
    creates = [step for step in target.log if step.startswith("create")]
    assert creates[0] == "create tpl"
    assert creates[1] == "create dvm"
    links = [i for i, step in enumerate(target.log) if step.startswith("link")]
    opens = [i for i, step in enumerate(target.log) if step.startswith("open")]
    assert target.log.index(creates[-1]) < links[0] <= links[-1] < opens[0]
    work = target.qubes["work"]
    assert (work.netvm, work.default_dispvm, work.template) == ("net", "dvm", "tpl")
    assert work.firewall == ["action=accept dst4=192.0.2.1/32"]
    assert (work.notes, work.menu) == ("żó", "a.desktop b.desktop")
    assert target.log.index("menu work") < target.log.index("complete work")


def test_zeros_are_skipped_even_where_the_archive_holds_them(tmp_path: Path) -> None:
    image = noise(70_000) + bytes(1_000_000) + b"end"
    qube = ArchiveQube("a", "StandaloneVM", volumes={"root": image, "private": b""}, encoding="gnu")
    _, target, _ = restore(make_archive(tmp_path / "a", [qube]))
    assert target.qubes["a"].volumes["root"] == image
    assert target.skipped_bytes > 900_000


def test_selection_and_new_names(tmp_path: Path) -> None:
    def edit(plan: RestorePlan) -> None:
        for row in plan.rows:
            row.selected = row.name in ("work", "tpl")
        plan.row("tpl").restored_as = "tpl-2"

    plan, target, _ = restore(archive(tmp_path), edit=edit)
    assert plan.ok
    assert set(target.qubes) == {"tpl-2", "work"}
    assert target.qubes["work"].template == "tpl-2"
    assert plan.row("solo").status is Status.SKIPPED


def test_rows_with_problems_fail_and_the_others_go_on(tmp_path: Path) -> None:
    def edit(plan: RestorePlan) -> None:
        plan.row("solo").pool = "no-such"

    plan, target, _ = restore(archive(tmp_path), edit=edit)
    assert statuses(plan) == ALL_RESTORED | {"solo": "failed"}
    assert "no-such" in plan.row("solo").reason
    assert {volume.status for volume in plan.row("solo").volumes} == {Status.FAILED}
    assert "solo" not in target.qubes


def test_stand_in_is_made_and_completed(tmp_path: Path) -> None:
    path = make_archive(
        tmp_path / "a", [ArchiveQube("work", template="tpl", volumes={"private": WORK})]
    )
    plan, target, _ = restore(path)
    assert plan.ok
    assert target.log[0] == "stand-in tpl"
    assert not target.incomplete
    assert target.qubes["work"].template == "tpl"


def test_stand_in_that_nobody_needs_in_the_end_goes(tmp_path: Path) -> None:
    made = MAKER.build([ArchiveQube("work", template="tpl", volumes={"private": WORK})])
    plan, target, _ = restore(write_outer(tmp_path / "a", made[:-1]))
    assert statuses(plan) == {"work": "failed"}
    assert target.qubes == {}
    assert plan.stand_ins == []


# -- damage ------------------------------------------------------------------------------------


def assert_only(plan: RestorePlan, target: MemoryTarget, failed: set[str], kept: str = "") -> None:
    """Those failed and are gone, the others are whole; of ``kept`` (QUBE:VOLUME) that volume is."""
    kept_qube, _, kept_volume = kept.partition(":")
    assert statuses(plan) == ALL_RESTORED | dict.fromkeys(failed, "failed")
    assert not plan.ok
    assert target.incomplete == [kept_qube] * bool(kept)
    assert {row.name for row in plan.rows if row.kept} == set(target.incomplete)
    assert set(ALL_RESTORED) - failed <= set(target.qubes)
    assert failed & set(target.qubes) == set(target.incomplete)
    for row in plan.rows:
        for volume in row.volumes:
            is_kept = f"{row.name}:{volume.name}" == kept
            is_whole = row.status is Status.RESTORED or is_kept
            assert (volume.status is Status.RESTORED) == is_whole
            assert (row.name in failed and not is_kept) == bool(volume.reason)
    if kept:
        made = target.qubes[kept_qube].volumes
        assert made == {kept_volume: IMAGES[kept_qube][kept_volume]}
        assert plan.row(kept_qube).reason.startswith("kept, incomplete: ")


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (without("vm6/root.img.000"), "root is missing because (chunk 000|it is not in the archi)"),
        (without("vm6/private.img.001"), "because chunk 001 is missing, the archive goes on"),
        (without("vm6/private.img"), "private is missing because it is not in the archive"),
        (without("vm6/private.img.002", "vm6/private.img.003", "vm6/private.img.004"), "private"),
        (changed("vm6/root.img.000.enc"), "root is missing because chunk 000 is damaged"),
        (changed("vm6/private.img.001.enc"), "private is missing because chunk 001 is damaged"),
    ],
)
def test_one_damaged_volume(tmp_path: Path, edit: Edit, reason: str) -> None:
    """The other one, perhaps the only copy of somebody's data, is kept."""
    plan, target, _ = restore(archive(tmp_path, edit))
    assert_only(plan, target, {"solo"}, "solo:private" if "root is" in reason else "solo:root")
    assert re.search(reason, plan.row("solo").reason)


def test_last_chunk_missing(tmp_path: Path) -> None:
    """Nothing in the outer archive tells of it."""
    plan, target, _ = restore(archive(tmp_path, lambda members: members[:-1]))
    assert_only(plan, target, {"solo"}, "solo:root")
    assert "last chunks are missing" in plan.row("solo").reason


def test_qube_that_is_not_in_the_archive_at_all(tmp_path: Path) -> None:
    plan, target, _ = restore(archive(tmp_path, without("vm6/")))
    assert_only(plan, target, {"solo"})
    report = verify(archive(tmp_path, without("vm6/")))
    assert report.row("solo").status is Status.FAILED
    assert not report.ok


def test_volume_that_stands_twice(tmp_path: Path) -> None:
    def edit(members: list[OuterMember]) -> list[OuterMember]:
        again = [m for m in members if m.name.startswith("vm6/root.img")]
        return members[:3] + again + members[3:]

    plan, target, _ = restore(archive(tmp_path, edit))
    assert statuses(plan) == ALL_RESTORED | {"solo": "failed"}
    assert "twice" in plan.row("solo").reason
    assert target.incomplete == ["solo"]  # its other volume is whole


def test_damaged_template_gives_way_to_a_stand_in(tmp_path: Path) -> None:
    plan, target, _ = restore(archive(tmp_path, changed("vm2/root.img.000.enc")))
    assert_only(plan, target, {"tpl"})
    assert plan.stand_ins == ["tpl-1"]
    assert {target.qubes[name].template for name in ("work", "net", "dvm")} == {"tpl-1"}
    assert any("tpl-1 instead" in note for note in plan.row("work").notes)


def test_damaged_template_gives_way_to_one_of_the_machine(tmp_path: Path) -> None:
    target = MemoryTarget()
    target.create_stand_in("debian")
    target.complete_qube("debian")
    reader = BackupReader(archive(tmp_path, changed("vm2/root.img.000.enc")), PASSPHRASE)
    plan = make_plan(reader.contents, HOST)
    plan.fallback_template = "debian"
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert target.qubes["work"].template == "debian"
    assert plan.stand_ins == []


def test_damaged_network_and_disposable_template(tmp_path: Path) -> None:
    path = archive(tmp_path, without("vm1/", "vm3/"))
    plan, target, _ = restore(path)
    assert_only(plan, target, {"net", "dvm", "disp"})
    work = target.qubes["work"]
    assert (work.netvm, work.default_dispvm) == (None, None)
    assert "disposable template dvm" in plan.row("disp").reason
    text = " ".join(plan.row("work").notes)
    assert "net could not be restored" in text


def test_what_names_a_damaged_qube_lets_go_of_it(tmp_path: Path) -> None:
    """Otherwise it could not be removed."""
    named = {"audiovm": "lost", "guivm": "other", "management_dispvm": "lost"}
    volumes = {"root": b"x", "private": b""}
    user = ArchiveQube("user", "StandaloneVM", volumes=volumes, properties=named)
    made = [user, *(ArchiveQube(n, "StandaloneVM", volumes=volumes) for n in ("lost", "other"))]
    xml = qubes_xml(with_paths(made)).replace(
        b"</tags>",
        b'</tags><devices class="usb"><device backend-domain="lost" id="1-1"/>'
        b'<device backend-domain="other" id="1-2"/></devices>',
        1,
    )
    members = [m for m in Maker(log_n=2).build(made, xml) if not m.name.startswith("vm2/")]
    plan, target, _ = restore(write_outer(tmp_path / "x", members))
    assert statuses(plan) == {"user": "restored", "lost": "failed", "other": "restored"}
    assert set(target.qubes) == {"user", "other"}
    assert target.qubes["user"].references == {"other"}
    assert "What it had of lost" in " ".join(plan.row("user").notes)


def test_damaged_firewall_closes_the_qube(tmp_path: Path) -> None:
    plan, target, _ = restore(archive(tmp_path, changed("vm5/firewall.xml.000.enc")))
    assert statuses(plan) == ALL_RESTORED
    assert not plan.ok
    assert target.qubes["work"].firewall == ["action=drop"]
    assert "firewall" in plan.row("work").reason
    assert not target.incomplete


def test_firewall_that_cannot_even_be_closed(tmp_path: Path) -> None:
    def before(step: str) -> None:
        if step == "firewall work":
            raise TargetError("No space left.")

    plan, target, _ = restore(archive(tmp_path), MemoryTarget(before))
    assert statuses(plan) == ALL_RESTORED | {"work": "failed"}
    assert target.incomplete == ["work"]  # so that it cannot be started


def test_damaged_notes_are_told(tmp_path: Path) -> None:
    plan, target, _ = restore(archive(tmp_path, changed("vm5/notes.txt.000.enc")))
    assert statuses(plan) == ALL_RESTORED
    assert "its notes could not be restored" in plan.row("work").reason
    assert target.qubes["work"].firewall == ["action=accept dst4=192.0.2.1/32"]
    assert not plan.ok
    assert not verify(archive(tmp_path, changed("vm5/notes.txt.000.enc"))).ok


def test_cut_between_a_volume_and_its_firewall(tmp_path: Path) -> None:
    """The volume is whole; that rules are missing must show."""
    members = MAKER.build(QUBES)
    end = next(i for i, m in enumerate(members) if m.name == "vm5/firewall.xml.000.enc")
    members[end:] = [OuterMember("vm5/x", b"", type=b"2")]
    plan, target, _ = restore(write_outer(tmp_path / "a", members))
    assert plan.row("work").status is Status.RESTORED
    assert "may be missing" in plan.row("work").reason
    assert target.qubes["work"].firewall == ["action=drop"]
    assert plan.row("solo").status is Status.FAILED


def test_cut_within_a_volume_says_nothing_of_its_firewall(tmp_path: Path) -> None:
    path = archive(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"vm6/root.img.000.enc") + 1000])
    plan, target, _ = restore(path)
    assert_only(plan, target, {"solo"})
    assert plan.row("solo").reason.startswith("root.img: The archive is cut off after")
    assert "firewall" not in plan.row("solo").reason


def test_lying_volume(tmp_path: Path) -> None:
    """More data than its map has, in a stream that is compressed extremely well."""
    stream = compress(pax_sparse("vm6/root.img", PRIVATE) + bytes(200 << 20), "gzip")
    maker = Maker()
    made = [m for m in maker.build(QUBES) if not m.name.startswith("vm6/root.img")]
    made += maker.stream("vm6/root.img", stream)
    plan, target, _ = restore(write_outer(tmp_path / "a", made))
    assert_only(plan, target, {"solo"}, "solo:private")


def test_strangers_are_noted(tmp_path: Path) -> None:
    extra = [
        *MAKER.file("vm77/private.img", b"x"),
        *MAKER.file("vm5/root.img", b"x"),
        OuterMember("readme", b"x"),
    ]
    path = archive(tmp_path, lambda members: members + extra)
    for plan in (restore(path)[0], verify(path)):
        text = "\n".join(plan.notes)
        for word in ("vm77/private.img", "vm5/root.img of work", "readme"):
            assert word in text
        assert plan.ok


def test_verification_goes_on_in_a_failed_qube(tmp_path: Path) -> None:
    plan = verify(archive(tmp_path, changed("vm6/root.img.000.enc")))
    solo = plan.row("solo")
    assert (solo.status, solo.volume("private").status) == (Status.FAILED, Status.VERIFIED)
    assert solo.volume("root").status is Status.FAILED


def test_digests_share_what_may_be_hashed_of_holes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A volume that is past it costs no more; one without holes has its digest all the same."""
    holes = noise(512) + bytes(60_000)
    images = {"a": holes, "b": holes, "c": noise(9000)}
    qubes = [ArchiveQube(name, volumes={"private": image}) for name, image in images.items()]
    path = make_archive(tmp_path / "a.qbak", qubes)
    size = path.stat().st_size
    monkeypatch.setattr("qubesmanager.backend.backup.verify._HASHED_HOLES_RATIO", 1)
    monkeypatch.setattr("qubesmanager.backend.backup.verify._HASHED_HOLES_BYTES", 90_000 - size)
    plan = verify(path)
    assert plan.ok
    digests = {row.name: row.volume("private").sha256 for row in plan.rows}
    wanted = {name: hashlib.sha256(image).hexdigest() for name, image in images.items()}
    assert digests == {**wanted, "b": ""}
    assert [note for note in plan.notes if "b:private is not computed" in note]


def test_verified_plan_can_be_restored(tmp_path: Path) -> None:
    reader = BackupReader(archive(tmp_path), PASSPHRASE)
    plan = make_plan(reader.contents, HOST)
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    assert set(statuses(plan).values()) == {"verified"}
    target = MemoryTarget()
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert statuses(plan) == ALL_RESTORED
    assert target.qubes["work"].volumes["private"] == WORK


def test_notes_are_read_and_nothing_else(tmp_path: Path) -> None:
    """Everything beside them may be damaged."""
    damaged = archive(tmp_path, changed("vm6/root.img.000.enc"))
    reader = BackupReader(damaged, PASSPHRASE)
    assert read_notes(reader, threading.Event()) == {"work": "żó"}
    reader.close()
    reader = BackupReader(archive(tmp_path, changed("vm5/notes.txt.000.enc")), PASSPHRASE)
    (text,) = read_notes(reader, threading.Event()).values()
    assert "cannot be read: chunk 000 is damaged" in text
    reader.close()


# -- a target that fails, and stopping ---------------------------------------------------------

STEPS = [
    "create tpl", "create work", "link work", "open solo:root", "write solo:root",
    "commit solo:private", "open tpl:root", "commit tpl:private", "complete work", "complete tpl",
    "notes work", "menu work", "create disp", "complete disp", "create dvm",
]  # fmt: skip


@pytest.mark.parametrize("failing", STEPS)
def test_target_that_fails_at_one_step(tmp_path: Path, failing: str) -> None:
    def before(step: str) -> None:
        if step == failing:
            raise TargetError("No space left on the device.")

    plan, target, _ = restore(archive(tmp_path), MemoryTarget(before))
    assert not plan.ok
    assert set(target.incomplete) == {row.name for row in plan.rows if row.kept}
    for row in plan.rows:
        assert row.status in (Status.RESTORED, Status.FAILED)
        there = row.status is Status.RESTORED or row.kept
        assert (row.restored_as in target.qubes) == there
        assert row.kept == (there and row.status is Status.FAILED)
    assert any("No space left" in row.reason for row in plan.rows)


def test_target_that_is_gone(tmp_path: Path) -> None:
    """Every row tells; the run ends."""
    gone = False

    def before(step: str) -> None:
        nonlocal gone
        gone = gone or step.startswith("write")
        if gone:
            raise TargetError("qubesd does not answer.")

    plan, _, _ = restore(archive(tmp_path), MemoryTarget(before))
    for row in plan.rows:
        assert row.status is Status.FAILED or row.name == "net"
        if row.status is Status.FAILED:
            assert "could not be removed" in row.reason


def test_error_of_the_program_still_cleans_up(tmp_path: Path) -> None:
    def before(step: str) -> None:
        if step == "commit tpl:root":
            raise ZeroDivisionError

    target = MemoryTarget(before)
    with pytest.raises(ZeroDivisionError):
        restore(archive(tmp_path), target)
    assert not target.incomplete


@pytest.mark.parametrize("at", ["create work", "link net", "write tpl:root", "commit work:private"])
def test_stop(tmp_path: Path, at: str) -> None:
    stop = threading.Event()

    def before(step: str) -> None:
        if step == at:
            stop.set()

    plan, target, _ = restore(archive(tmp_path), MemoryTarget(before), stop=stop)
    assert not target.incomplete
    assert "the restore was cancelled" in plan.row("solo").reason
    for row in plan.rows:
        assert (row.restored_as in target.qubes) == (row.status is Status.RESTORED)


def test_stop_within_a_bomb(tmp_path: Path) -> None:
    """A chunk that expands for a long time is left in the middle."""
    image = bytes(1 << 30)
    stream = compress(pax_sparse("vm1/root.img", image, [(0, len(image))]), "gzip")
    maker = Maker()
    made = maker.build([ArchiveQube("a", "StandaloneVM")])[:3] + maker.stream(
        "vm1/root.img", stream
    )
    stop = threading.Event()
    target = MemoryTarget(lambda step: stop.set() if step == "open a:root" else None)
    target.skipped_bytes = 0
    plan, target, _ = restore(write_outer(tmp_path / "a", made), target, stop=stop)
    assert target.skipped_bytes < 100 << 20
    assert "cancelled" in plan.row("a").reason


fuzz = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return archive(tmp_path_factory.mktemp("whole")).read_bytes()


@fuzz
@given(data=st.data())
def test_damage_never_restores_anything_wrong(
    whole: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    """Cut or changed anywhere: what is said to be restored is right, and the rest is gone."""
    content = bytearray(whole)
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    else:
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path = tmp_path / "damaged"
    path.write_bytes(content)
    try:
        plan, target, _ = restore(path)
    except BackupError as error:
        assert str(error)
        return
    assert set(target.incomplete) == {row.name for row in plan.rows if row.kept}
    for row in plan.rows:
        if row.status is Status.RESTORED:
            assert target.qubes[row.name].volumes == IMAGES[row.name]
            continue
        assert row.reason
        assert (row.name in target.qubes) == row.kept
        if row.kept:
            made = target.qubes[row.name].volumes
            assert made == {name: IMAGES[row.name][name] for name in made}
            assert made.keys() == {v.name for v in row.volumes if v.status is Status.RESTORED}


@pytest.mark.parametrize("reads_all", [False, True])
def test_keys_are_derived_ahead_of_what_is_selected_only(
    reads_all: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Already while qubes are made; what was begun for all that there is does not go on."""
    monkeypatch.setattr(LaneDeriver, "is_possible", staticmethod(lambda: False))
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})  # one key after the other
    first, selected, seen = threading.Event(), threading.Event(), threading.Event()
    folders: set[bytes] = set()
    real = KeyRequest.derive

    def derive(request: KeyRequest) -> Keys:
        if found := re.search(rb"!(vm\d+)/", request.secret):
            folders.add(found[1])
            first.set()
            assert not reads_all or selected.wait(60)
            if found[1] == b"vm6":
                seen.set()
        return real(request)

    def wait_for_keys(step: str) -> None:
        if step == "create solo":
            selected.set()
            assert seen.wait(60)

    monkeypatch.setattr(KeyRequest, "derive", derive)
    reader = BackupReader(archive(tmp_path), PASSPHRASE, reads_all=reads_all)
    assert not reads_all or first.wait(60)
    plan = make_plan(reader.contents, HOST)
    for row in plan.rows:
        row.selected = row.name == "solo"
    check_plan(plan, HOST)
    target = MemoryTarget(wait_for_keys)
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    reader.close()
    assert target.qubes["solo"].volumes == IMAGES["solo"]
    assert folders == ({b"vm1", b"vm6"} if reads_all else {b"vm6"})


def test_what_cannot_replace_another_has_no_address_of_it(tmp_path: Path) -> None:
    """It stays beside that one, whole."""

    def refuse(step: str) -> None:
        if step.startswith("replace"):
            raise TargetError("The pool is full.")

    address = {"ip": "10.137.0.9"}
    images = {"root": b"", "private": b""}
    path = make_archive(
        tmp_path / "a",
        [ArchiveQube("solo", "StandaloneVM", properties={**address, "vcpus": "3"}, volumes=images)],
        log_n=2,
    )
    here = HostQube("StandaloneVM", addresses=address)
    host = dataclasses.replace(HOST, qubes={"solo": here})
    target = MemoryTarget(refuse)
    mine = target.qubes["solo"] = MemoryQube("StandaloneVM", properties=dict(address))
    reader = BackupReader(path, PASSPHRASE)
    plan = make_plan(reader.contents, host)
    row = plan.row("solo")
    row.conflict = Conflict.REPLACE
    check_plan(plan, host)
    assert "ip" not in row.defaults  # it would have taken the place of its owner
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert (row.status, row.restored_as) == (Status.RESTORED, "solo-1")
    assert mine.properties == address
    assert target.qubes["solo-1"].properties == {"vcpus": "3"}
    assert "Its ip is that of solo as well." in row.notes


@pytest.mark.parametrize(
    ("lacking", "row_is_of", "left"),
    [("vm6/root.img", "solo-1", {"solo", "solo-1"}), ("vm6/", "solo", {"solo"})],
)
def test_a_failed_replacement_is_told_under_its_own_name(
    tmp_path: Path, lacking: str, row_is_of: str, left: set[str]
) -> None:
    """The qube that is here is the person's own and untouched; the row is about the new one."""
    host = dataclasses.replace(HOST, qubes={"solo": HostQube("StandaloneVM")})
    target = MemoryTarget()
    mine = target.qubes["solo"] = MemoryQube("StandaloneVM", volumes={"root": b"mine"})
    mine.complete = True
    reader = BackupReader(archive(tmp_path, without(lacking)), PASSPHRASE)
    plan = make_plan(reader.contents, host)
    row = plan.row("solo")
    row.conflict = Conflict.REPLACE
    check_plan(plan, host)
    assert "replaces" in " ".join(row.notes)
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert (row.status, row.restored_as) == (Status.FAILED, row_is_of)
    assert "replaces" not in " ".join(row.notes)
    assert target.qubes["solo"] is mine and mine.volumes == {"root": b"mine"}
    assert {name for name in target.qubes if name.startswith("solo")} == left
    assert "solo here is unchanged" in row.reason
    assert ("what arrived is in solo-1" in row.reason) == row.kept == ("solo-1" in left)


def test_a_cancelled_verification_says_nothing_of_what_it_has_not_read(tmp_path: Path) -> None:
    reader = BackupReader(archive(tmp_path), PASSPHRASE)
    plan = make_plan(reader.contents, HOST)
    stop = threading.Event()
    stop.set()
    verify_archive(reader, plan, lambda progress: None, stop)
    assert set(statuses(plan).values()) == {"pending"}
    assert {v.status.value for row in plan.selected for v in row.volumes} == {"pending"}
    assert all("not checked" in row.reason for row in plan.selected)
    assert not plan.ok
    reader.close()
