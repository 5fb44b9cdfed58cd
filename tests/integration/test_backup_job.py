"""Backup runs over a real store: what goes in, progress, cancel, failure (admin-api.md 4.5).

Key derivation at low cost; test_backup_with_real_programs.py does it at full strength.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from qubesmanager.backend import backup_job
from qubesmanager.backend.app import App
from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup.writer import Progress
from qubesmanager.backend.backup_job import BackupJob
from qubesmanager.backend.backup_jobs import KEPT_REPORTS, BackupJobs
from qubesmanager.backend.backup_profile import parse_profile
from qubesmanager.backend.new_store import create_store
from qubesmanager.protocol import (
    BackupAlreadyRunningError,
    BackupCancelledError,
    ProtocolError,
    QubesBackupProfileNotFoundError,
    QubesException,
)
from tests.fakes.held_backups import held_backups
from tests.real_programs import take_apart
from tests.waiting import until

MIB = 1 << 20
PASSPHRASE = "correct horse, ünïcode"


def profile(target: Path, **changes: Any) -> bytes:
    record = {
        "include": None,
        "destination_vm": "dom0",
        "destination_path": str(target),
        "compression": True,
        "passphrase_text": PASSPHRASE,
        **changes,
    }
    return yaml.safe_dump(record, allow_unicode=True).encode()


@pytest.fixture
async def app(tmp_path: Path) -> App:
    """tpl, work and personal (AppVMs), alone, disp; work has data, rules, notes and a menu."""
    await create_store(tmp_path / "home", "file-reflink")
    app = await App.load(tmp_path / "home")
    await app.add_qube("TemplateVM", "tpl", "black")
    work = await app.add_qube("AppVM", "work", "red", template="tpl")
    await app.add_qube("AppVM", "personal", "blue", template="tpl")
    await work.properties.set("template_for_dispvms", "True")
    await app.add_qube("DispVM", "disp", "red", template="work")
    await fill(app, "work", "private", b"data" * 102_400)
    await work.set_notes("für später")
    await work.features.set("menu-items", "a.desktop b.desktop")
    return app


@pytest.fixture
def jobs(app: App, tmp_path: Path) -> BackupJobs:
    return BackupJobs(app, tmp_path / "home", Cost(10))


async def fill(app: App, qube: str, volume: str, data: bytes, size: int = 2 << 30) -> str:
    """Put data at the beginning of a volume; the digest of the whole."""
    storage = app.qubes[qube].storage
    path = await storage.import_data(volume, size)
    with Path(path).open("r+b") as image:
        image.write(data)
    await storage.import_data_end(volume, True)
    return hashlib.sha256(data).hexdigest()


def domain(qubes_xml: bytes, name: str) -> Any:
    root = etree.fromstring(qubes_xml)
    return next(
        item
        for item in root.iter("domain")
        if item.xpath(f"properties/property[@name='name' and .='{name}']")
    )


# -- a good run


@pytest.mark.row("S0.1")
async def test_an_archive_that_plain_tools_take_apart(
    app: App, jobs: BackupJobs, tmp_path: Path, program: Callable[[str], str]
) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    app.events.add_handler("backup-*", lambda _s, event, **args: heard.append((event, args)))
    stamped: list[tuple[str, str]] = []
    for kind in ("property-pre-set", "property-set"):
        app.events.add_handler(
            f"{kind}:backup_timestamp",
            lambda s, event, **_args: stamped.append((event.partition(":")[0], s.name)),
        )
    target = tmp_path / "archive"
    began = int(time.time())
    jobs.set_profile("one", profile(target, include=["work", "disp", "tpl"]))
    await jobs.execute("one")

    apart = take_apart(target, PASSPHRASE, tmp_path, program)
    folder = f"vm{app.qubes['work'].qid}"
    image = apart.files[f"{folder}/private.img"]
    assert image.stat().st_size == 2 << 30
    with image.open("rb") as opened:
        assert opened.read(409_600) == b"data" * 102_400
    assert apart.files[f"{folder}/notes.txt"].read_text() == "für später"
    menu = apart.files[f"{folder}/whitelisted-appmenus.list"].read_text()
    assert menu == "a.desktop\nb.desktop\n"
    assert apart.files[f"vm{app.qubes['disp'].qid}/empty"].read_bytes() == b""
    assert f"vm{app.qubes['personal'].qid}/private.img" not in apart.files

    report: dict[str, Any] = jobs.report("one").to_dict()
    assert report["state"] == "done"
    assert report["target"] == str(target)
    assert report["done_bytes"] == report["total_bytes"] > 409_599
    rows = {row["name"]: row for row in report["qubes"]}
    assert set(rows) == {"work", "disp", "tpl"}
    assert {row["status"] for row in rows.values()} == {"saved"}
    assert rows["work"]["volumes"] == [
        {"name": "private", "size": 2 << 30, "bytes": 409_600, "status": "saved"}
    ]
    names = ["disp", "tpl", "work"]
    assert stamped == [("property-pre-set", n) for n in names] + [
        ("property-set", n) for n in names
    ]
    assert began <= int(app.qubes["work"].properties.get("backup_timestamp").value)
    assert app.qubes["personal"].properties.get("backup_timestamp").value == ""
    assert [args for event, args in heard if event == "backup-progress"][-1] == {
        "backup_profile": "one",
        "progress": 100.0,
    }
    last = [args for event, args in heard if event == "backup-job-progress"][-1]
    assert last["done_bytes"] == last["total_bytes"] == report["total_bytes"]
    assert set(last) == {"backup_profile", "done_bytes", "total_bytes", "qube", "volume"}


async def test_progress_that_stands_still_is_told_once(app: App, tmp_path: Path) -> None:
    heard: list[float] = []
    app.events.add_handler("backup-progress", lambda *_, progress, **_a: heard.append(progress))
    parsed = parse_profile("one", profile(tmp_path / "archive", include=["work"]))
    job = BackupJob(app, parsed, [app.qubes["work"]])
    for done in (10, 10, 10, 20, 20):
        job._on_progress(Progress(done, 100, "work", "private"))
        await job._tell()
    assert heard == [10.0, 20.0]


async def test_the_list_of_qubes_in_the_archive(
    app: App, jobs: BackupJobs, tmp_path: Path, program: Callable[[str], str]
) -> None:
    await app.qubes["work"].firewall.set(await app.qubes["personal"].firewall.rules())
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work", "disp"]))
    await jobs.execute("one")
    apart = take_apart(tmp_path / "archive", PASSPHRASE, tmp_path, program)
    qubes_xml = apart.files["qubes.xml"].read_bytes()
    root = etree.fromstring(qubes_xml)
    assert root.find("labels") is not None and root.find("properties") is not None
    assert len(root.findall("domains/domain")) == 2
    work = domain(qubes_xml, "work")
    features = {item.get("name"): item.text for item in work.iter("feature")}
    assert features["backup-content"] == "1"
    assert features["backup-path"] == f"vm{app.qubes['work'].qid}/"
    assert int(features["backup-size"]) >= 409_600
    assert f"vm{app.qubes['work'].qid}/firewall.xml" in apart.files
    # The store itself has none of them.
    assert "backup-content" not in app.qubes["work"].features
    assert b"backup-content" not in (tmp_path / "home/qubes.xml").read_bytes()


async def test_a_folder_as_target_gets_a_dated_name(jobs: BackupJobs, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    jobs.set_profile("one", profile(folder, include=["disp"], compression=False))
    await jobs.execute("one")
    (made,) = folder.iterdir()
    assert made.name.startswith("qubes-backup-")
    assert jobs.report("one").target == str(made)


async def test_all_that_want_to_be_in_backups(app: App, jobs: BackupJobs, tmp_path: Path) -> None:
    await app.qubes["personal"].properties.set("include_in_backups", "False")
    await app.qubes["tpl"].tags.add("backup-restore-in-progress")
    jobs.set_profile("one", profile(tmp_path / "archive", exclude=["@tag:none", "disp"]))
    await jobs.execute("one")
    rows = {row.name: row for row in jobs.report("one").qubes}
    assert {name: row.status.value for name, row in rows.items()} == {
        "work": "saved",
        "dom0": "skipped",
        "tpl": "skipped",
    }
    assert "dom0" in rows["dom0"].reason
    assert "restore" in rows["tpl"].reason


async def test_a_profile_in_a_file(app: App, jobs: BackupJobs, tmp_path: Path) -> None:
    (tmp_path / "home/backup").mkdir()
    (tmp_path / "home/backup/nightly.conf").write_bytes(
        profile(tmp_path / "archive", include=["@type:DispVM", "$tag:created-by-nobody"])
    )
    await jobs.execute("nightly")
    assert [row.name for row in jobs.report("nightly").qubes] == ["disp"]


async def test_info(app: App, jobs: BackupJobs, tmp_path: Path) -> None:
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work", "tpl"]))
    text = await jobs.info("one")
    assert [line.split()[:3] for line in text.splitlines()[:3]] == [
        ["VM", "type", "size"],
        ["tpl", "Template", "VM"],
        ["work", "VM", "0.4"],
    ]
    unselected = text.partition("VMs not selected for backup:\n")[2]
    assert unselected == "- dom0\n- disp\n- personal\n"
    assert not (tmp_path / "archive").exists()


# -- refusals: nothing is begun, nothing is left


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"include": ["nosuch"]}, "no qube 'nosuch'"),
        ({"include": []}, "no qube to back up"),
        ({"include": None, "exclude": ["@type:AppVM", "@type:TemplateVM", "disp"]}, "no qube to"),
        ({"include": ["@odd:x"]}, "what is '@odd:x'"),
        ({"include": "work"}, "'include' must be a list"),
        ({"exclude": ["nosuch"]}, "no qube 'nosuch'"),
        ({"destination_vm": "work"}, "needs running qubes"),
        ({"destination_vm": "no qube"}, "must be the name of a qube"),
        ({"destination_path": ""}, "destination_path is empty"),
        ({"destination_command": 7}, "destination_command must be text"),
        ({"emergency_sheet": "yes"}, "must be true or false"),
        ({"destination_path": "relative"}, "absolute path"),
        ({"compression": "nonsense"}, "no compression “nonsense”"),
        ({"compression": "zstd:20"}, "zstd, levels go from 1 to 19"),
        ({"compression": 7}, "compression must be"),
        ({"passphrase_text": None}, "has no passphrase_text"),
        ({"passphrase_text": 1234}, "must be text"),
        ({"passphrase_text": ""}, "passphrase is empty"),
        ({"passphrase_text": "a\tb"}, "control character"),
        ({"passphrase_vm": "work"}, "passphrase_vm"),
        ({"include_dom0": True}, "unknown key 'include_dom0'"),
    ],
)
async def test_refused_profiles(
    jobs: BackupJobs, tmp_path: Path, changes: dict[str, Any], text: str
) -> None:
    with pytest.raises(QubesException, match=text):
        jobs.set_profile("one", profile(tmp_path / "archive", **changes))
        await jobs.execute("one")
    assert list(tmp_path.glob("archive*")) == []


@pytest.mark.parametrize("text", [b"", b"- a", b"{", b"a: b: c", b"\xff\xfe\x00", b"!!python/x y"])
async def test_what_is_no_profile(jobs: BackupJobs, text: bytes) -> None:
    with pytest.raises(QubesException):
        jobs.set_profile("one", text)


@pytest.mark.parametrize("key", ["include", "destination_vm", "destination_path"])
async def test_missing_keys(jobs: BackupJobs, tmp_path: Path, key: str) -> None:
    record = yaml.safe_load(profile(tmp_path / "archive"))
    del record[key]
    with pytest.raises(QubesException, match=f"key '{key}' is missing"):
        jobs.set_profile("one", yaml.safe_dump(record).encode())


async def test_profile_names(jobs: BackupJobs, tmp_path: Path) -> None:
    for name in ("a/b", "..", ".hidden", "", "x" * 200, "a\nb"):
        with pytest.raises(ProtocolError):
            await jobs.execute(name)
    with pytest.raises(QubesBackupProfileNotFoundError):
        await jobs.execute("nosuch")
    with pytest.raises(QubesException, match="no backup 'nosuch' is running"):
        jobs.cancel("nosuch")
    with pytest.raises(QubesException, match="no backup 'nosuch' is remembered"):
        jobs.report("nosuch")


# -- failure, cancel, the end of the daemon


async def test_a_failure_names_its_cause_and_leaves_nothing(
    app: App, jobs: BackupJobs, tmp_path: Path
) -> None:
    (tmp_path / "home/appvms/work/firewall.xml").write_text("none")
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work"]))
    with pytest.raises(QubesException, match="Firewall of 'work'"):
        await jobs.execute("one")
    report = jobs.report("one")
    assert report.state.value == "failed"
    assert "Firewall of 'work'" in report.message
    assert {row.status.value for row in report.qubes} == {"failed"}
    assert list(tmp_path.glob("archive*")) == []
    assert app.qubes["work"].properties.get("backup_timestamp").value == ""


@pytest.mark.parametrize("late", [False, True])
async def test_a_qube_whose_disk_is_lost_keeps_no_other_from_being_saved(
    app: App, jobs: BackupJobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    (tmp_path / "home/appvms/work/private.img").unlink()
    said = "the data of volume private of qube work is missing"
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work", "personal"]))
    assert said in (await jobs.info("one"))
    if late:  # it is lost when the backup is under way
        monkeypatch.setattr(app.qubes["work"], "lost_data", dict)
    await jobs.execute("one")
    report = jobs.report("one")
    assert report.state.value == "done"
    rows = {row.name: row for row in report.qubes}
    assert (rows["work"].status.value, rows["personal"].status.value) == ("failed", "saved")
    assert said in rows["work"].reason
    stamped = {name: app.qubes[name].properties.get("backup_timestamp").value for name in rows}
    assert stamped["work"] == "" and stamped["personal"] != ""
    assert [record.qubes for record in catalogue.read(app.home)] == [["personal"]]
    assert (tmp_path / "archive").exists()


async def test_nothing_but_a_lost_disk(jobs: BackupJobs, tmp_path: Path) -> None:
    (tmp_path / "home/appvms/work/private.img").unlink()
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work"]))
    with pytest.raises(QubesException, match="no qube to back up: .* private of qube work is miss"):
        await jobs.execute("one")
    assert list(tmp_path.glob("archive*")) == []


async def test_an_existing_file_is_not_overwritten(jobs: BackupJobs, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("precious")
    jobs.set_profile("one", profile(tmp_path / "archive", include=["disp"]))
    with pytest.raises(QubesException, match="exists"):
        await jobs.execute("one")
    assert (tmp_path / "archive").read_text() == "precious"


async def test_the_passphrase_is_forgotten_after_the_run(
    jobs: BackupJobs, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    jobs.set_profile("one", profile(tmp_path / "archive", include=["disp"]))
    assert PASSPHRASE not in repr(jobs._profiles)
    await jobs.execute("one")
    with pytest.raises(QubesBackupProfileNotFoundError):
        await jobs.execute("one")
    assert PASSPHRASE not in caplog.text


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Runs stay in the middle until it is set; one that is cancelled may take its time to end."""
    monkeypatch.setattr(backup_job, "_CANCEL_GRACE_S", 60.0)
    with held_backups(monkeypatch) as event:
        yield event


async def _begin(app: App, jobs: BackupJobs, tmp_path: Path) -> asyncio.Task[None]:
    await fill(app, "work", "private", os.urandom(3 * MIB))
    jobs.set_profile("long", profile(tmp_path / "archive", include=["work", "personal", "tpl"]))
    task = asyncio.create_task(jobs.execute("long"))
    await until((tmp_path / "archive.incomplete").exists, task)
    return task


async def test_cancel(app: App, jobs: BackupJobs, tmp_path: Path, go_on: threading.Event) -> None:
    task = await _begin(app, jobs, tmp_path)
    assert jobs.report("long").state.value == "running"
    with pytest.raises(BackupAlreadyRunningError):
        await jobs.execute("long")
    jobs.cancel("long")
    with pytest.raises(BackupCancelledError):
        await task
    assert jobs.report("long").state.value == "cancelled"
    assert list(tmp_path.glob("archive*")) == []


async def test_it_goes_on_without_the_client(
    app: App, jobs: BackupJobs, tmp_path: Path, go_on: threading.Event
) -> None:
    task = await _begin(app, jobs, tmp_path)
    task.cancel()
    await asyncio.wait([task])
    assert jobs.report("long").state.value == "running"
    go_on.set()
    await until(lambda: jobs.report("long").state.value != "running")
    assert jobs.report("long").state.value == "done"
    assert (tmp_path / "archive").exists()
    await jobs.close()


async def test_the_end_of_the_daemon_cancels_and_cleans_up(
    app: App, jobs: BackupJobs, tmp_path: Path, go_on: threading.Event
) -> None:
    task = await _begin(app, jobs, tmp_path)
    await jobs.close()
    with pytest.raises(BackupCancelledError):
        await task
    assert list(tmp_path.glob("archive*")) == []
    with pytest.raises(BackupCancelledError):
        await jobs.execute("long")


async def test_reports_are_kept_for_a_while(jobs: BackupJobs, tmp_path: Path) -> None:
    for number in range(KEPT_REPORTS + 1):
        name = f"run{number}"
        jobs.set_profile(name, profile(tmp_path / "x/y", include=["disp"]))
        with pytest.raises(QubesException):
            await jobs.execute(name)
    jobs.report("run1")
    with pytest.raises(QubesException, match="remembered"):
        jobs.report("run0")


async def test_a_profile_where_qvm_backup_writes_it(app: App, tmp_path: Path) -> None:
    """The store's own file of that name comes first."""
    stock, own = tmp_path / "etc", tmp_path / "home" / "backup"
    jobs = BackupJobs(app, tmp_path / "home", Cost(10), stock_profiles=stock)
    for folder, target in ((stock, "there"), (own, "here")):
        folder.mkdir()
        (folder / "p.conf").write_bytes(profile(tmp_path / target, include=["work"]))
    await jobs.execute("p")
    assert (tmp_path / "here").exists()
    (own / "p.conf").unlink()
    await jobs.execute("p")
    assert (tmp_path / "there").exists()
    (stock / "p.conf").unlink()
    with pytest.raises(QubesBackupProfileNotFoundError):
        await jobs.execute("p")
