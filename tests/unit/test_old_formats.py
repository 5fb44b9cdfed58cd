"""Archives of format versions 2 and 3 that the stock tools made, restored and verified."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend.backup.errors import WrongPassphrase
from qubesmanager.backend.backup.plan import HostQube, HostState, PoolState, RestorePlan, Status
from qubesmanager.backend.backup.plan_making import archive_notes, make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from tests.archives import LABELS, PASSPHRASE, ArchiveQube, OuterMember, noise, write_outer
from tests.memory_target import MemoryQube, MemoryTarget
from tests.old_archives import OldMaker, core2_xml, with_old_paths

TEMPLATE = "default-template"
HOST = HostState(
    qubes={TEMPLATE: HostQube("TemplateVM")},
    labels=list(LABELS),
    pools=[PoolState("p", "file")],
    default_pool="p",
    default_template=TEMPLATE,
    home_user="user",
)
OLD = [
    "v2-encrypted-sha1.qbak",
    "v2-gzip.qbak",
    "v2-gzip-multivolume.qbak",
    "v2-plain.qbak",
    "v3-encrypted.qbak",
    "v3-encrypted-bzip2-multichunk.qbak",
    "v3-gzip.qbak",
    "v3-plain.qbak",
]


def opened(path: Path, passphrase: str) -> tuple[BackupReader, RestorePlan]:
    reader = BackupReader(path, passphrase.encode())
    return reader, make_plan(reader.contents, HOST)


def as_stock(manifest: dict[str, Any], name: str, qube: str) -> dict[str, Any] | None:
    """What the stock tools set; those that read version 2 did not say, so as in version 3."""
    for record in [manifest[name], manifest["v3-gzip.qbak"]]:
        facts = record["vms"].get(qube, {}).get("restored_as")
        if facts is not None:
            return dict(facts)
    return None


def check_settings(qube: MemoryQube, expected: dict[str, Any]) -> None:
    assert (qube.klass, qube.label) == (expected["class"], expected["label"])
    assert qube.template == (expected["template"] or "")
    given: dict[str, Any] = {name: value or None for name, value in qube.properties.items()}
    for name in ("netvm", "default_dispvm"):
        if getattr(qube, name) != "":
            given[name] = getattr(qube, name)
    wanted = {k: None if v in (None, "") else str(v) for k, v in expected["properties"].items()}
    assert given == wanted
    assert qube.features == {k: "1" if v else "" for k, v in expected["features"].items()}
    assert qube.firewall == expected.get("firewall")
    assert qube.menu == expected.get("menu")
    assert list(qube.tags) == expected["tags"]


@pytest.mark.parametrize("name", OLD)
def test_restored(name: str, fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    record = manifest[name]
    reader, plan = opened(fixtures_dir / name, record["passphrase"])
    assert plan.version == record["version"]
    target = MemoryTarget()
    target.qubes[TEMPLATE] = MemoryQube("TemplateVM", complete=True)
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert [row.reason for row in plan.rows if row.reason] == []
    assert plan.ok
    assert plan.notes == archive_notes(record["version"]) != []
    assert not target.incomplete
    for qube_name, expected in record["vms"].items():
        qube = target.qubes[qube_name]
        found = {v: (qube.digest(v), len(qube.volumes[v])) for v in qube.volumes}
        assert found == {v: (f["sha256"], f["size"]) for v, f in expected["volumes"].items()}
        settings = as_stock(manifest, name, qube_name)
        if settings is not None:
            check_settings(qube, settings)
    synthetic = record.get("synthetic_vms", {})
    if record["version"] == 3:
        assert set(target.qubes) == {TEMPLATE, *record["vms"], *synthetic}
    for qube_name, facts in synthetic.items():
        expected = {"template": TEMPLATE, "features": {}, "tags": []} | {
            k: v for k, v in facts.items() if v is not None
        }
        check_settings(target.qubes[qube_name], expected)


@pytest.mark.parametrize("name", OLD)
def test_devices_are_told(name: str, fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    reader, plan = opened(fixtures_dir / name, manifest[name]["passphrase"])
    for qube_name in manifest[name]["vms"]:
        settings = as_stock(manifest, name, qube_name) or {"devices": {}}
        (record,) = [r for r in reader.contents.qubes if r.name == qube_name]
        wanted = [(backend, ident) for backend, ident, *_ in settings["devices"].get("pci", [])]
        assert [(d.backend, d.ident) for d in record.devices] == wanted
        told = [note for note in plan.row(qube_name).notes if "PCI device" in note]
        assert len(told) == bool(wanted)
        assert all(ident in told[0] for _, ident in wanted)


@pytest.mark.parametrize("name", OLD)
def test_verified(name: str, fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    record = manifest[name]
    reader, plan = opened(fixtures_dir / name, record["passphrase"])
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    assert plan.ok
    for qube_name, expected in record["vms"].items():
        for volume, facts in expected["volumes"].items():
            row = plan.row(qube_name).volume(volume)
            assert (row.status, row.sha256, row.size) == (
                Status.VERIFIED,
                facts["sha256"],
                facts["size"],
            )


@pytest.mark.parametrize("name", [*OLD, "v4-gzip.qbak"])
def test_home(name: str, fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    record = manifest[name]
    if "dom0_home" not in record:
        pytest.skip("without home")
    reader, plan = opened(fixtures_dir / name, record["passphrase"])
    for row in plan.rows:
        row.selected = row.klass == "AdminVM"
    target = MemoryTarget()
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert plan.row("dom0").reason == ""
    assert plan.ok
    assert target.home is not None
    shown: dict[str, Any] = {}
    for path, entry in target.home.items():
        if isinstance(entry, bytes):
            shown[path] = [len(entry), hashlib.sha256(entry).hexdigest()]
        else:
            shown[path] = list(entry) if isinstance(entry, tuple) else entry
    wanted = {path.rstrip("/"): entry for path, entry in record["dom0_home"].items()}
    for path, entry in wanted.items():
        if entry == "symlink":
            assert shown[path][0] == "symlink"
        elif path != "dom0-home":
            assert shown[path] == entry, path
    assert len(target.home) >= len(wanted) - 1


@pytest.mark.parametrize("name", OLD)
def test_wrong_passphrase(name: str, fixtures_dir: Path) -> None:
    with pytest.raises(WrongPassphrase):
        BackupReader(fixtures_dir / name, b"old passphrase 3.3")


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_without_header(tmp_path: Path, encrypted: bool, compression: str) -> None:
    """R2 beta 3: what was done is seen at the beginning of the list of qubes."""
    if encrypted and compression != "none":
        pytest.skip("was refused then")
    maker = OldMaker(2, encrypted, compression, digest="sha1")
    qube = ArchiveQube("work", "StandaloneVM", volumes={"private": noise(9000), "root": b""})
    path = write_outer(tmp_path / "archive", maker.build([qube])[2:])
    reader, plan = opened(path, PASSPHRASE.decode())
    assert (plan.version, plan.encrypted, plan.compression != "none") == (
        2,
        encrypted,
        compression != "none",
    )
    target = MemoryTarget()
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    assert plan.ok
    assert target.qubes["work"].volumes == qube.volumes
    with pytest.raises(WrongPassphrase):
        opened(path, "other")


@pytest.mark.parametrize("digest", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_digests(tmp_path: Path, digest: str) -> None:
    qube = ArchiveQube("work", "StandaloneVM", volumes={"private": noise(900), "root": b""})
    path = write_outer(tmp_path / "archive", OldMaker(3, digest=digest).build([qube]))
    reader, plan = opened(path, PASSPHRASE.decode())
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    assert plan.ok


@pytest.mark.parametrize(
    ("maker", "is_seen"),
    [
        (OldMaker(2, chunk_bytes=5120), True),  # each volume says how much is to come
        (OldMaker(3, compression="gzip", chunk_bytes=5120), True),  # its checksum is of all of it
        (OldMaker(3, chunk_bytes=5120), False),
        (OldMaker(3, encrypted=True, chunk_bytes=5120), False),
    ],
)
def test_pieces_that_changed_places(tmp_path: Path, maker: OldMaker, is_seen: bool) -> None:
    """Nothing binds a piece to its name, so where it cannot be seen it is said that it cannot."""
    solo = ArchiveQube("solo", "StandaloneVM", volumes={"private": noise(20000), "root": b""})
    members = maker.build([solo])
    found = {member.name: member.data for member in members}
    first, second = "vm1/private.img.001", "vm1/private.img.002"
    places = {first: second, second: first}
    places |= {f"{name}.hmac": f"{other}.hmac" for name, other in places.items()}
    swapped = [OuterMember(m.name, found[places.get(m.name, m.name)]) for m in members]
    reader, plan = opened(write_outer(tmp_path / "archive", swapped), PASSPHRASE.decode())
    assert any("order" in note for note in plan.notes)
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    assert plan.ok != is_seen
    assert any("order" in note for note in plan.notes)


def test_unwanted_files_are_not_checked(tmp_path: Path) -> None:
    """Their chunks and HMACs are passed over."""
    qubes = [
        ArchiveQube(name, "StandaloneVM", volumes={"private": noise(900), "root": b""})
        for name in ("a", "b")
    ]
    members = OldMaker(3).build(qubes)
    nonsense = [OuterMember(m.name, b"x" * 600) if m.name.startswith("vm1") else m for m in members]
    reader, plan = opened(write_outer(tmp_path / "archive", nonsense), PASSPHRASE.decode())
    plan.row("a").selected = False
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    assert plan.ok
    assert plan.row("b").volume("private").size == 900


def test_synthetic_rows(tmp_path: Path) -> None:
    """Not proposed where the machine has such a template already."""
    lonely = {"uses_default_dispvm_netvm": "False", "dispvm_netvm_qid": "none"}
    net = ArchiveQube("net", "QubesNetVm", volumes={"private": b""})
    work = ArchiveQube("work", properties=lonely, volumes={"private": b"x"}, template="tpl")
    tpl = ArchiveQube("tpl", "TemplateVM", included=False)
    xml = core2_xml(with_old_paths([net, work, tpl])).replace(
        b'default_netvm="None"', b'default_netvm="1"'
    )
    path = write_outer(tmp_path / "archive", OldMaker(3).build([net, work, tpl], xml))
    reader, plan = opened(path, PASSPHRASE.decode())
    row = plan.row("disp-no-netvm")
    assert (row.selected, row.template, row.netvm, row.volumes) == (True, TEMPLATE, None, [])
    assert plan.row("work").default_dispvm == "disp-no-netvm"
    known = replace(HOST, qubes={**HOST.qubes, row.name: HostQube("AppVM", False, True)})
    plan = make_plan(reader.contents, known)
    assert not plan.row(row.name).selected
    assert plan.row("work").default_dispvm == "disp-no-netvm"
    assert not plan.problems
