"""Backup runs into all kinds of targets, of the home of dom0, and what is left of them."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from qubesmanager.backend import backup_job
from qubesmanager.backend.app import App
from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup import target as target_module
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.new_store import create_store
from qubesmanager.protocol import BackupCancelledError, QubesException
from tests.fakes.held_backups import held_backups
from tests.integration.test_backup_job import PASSPHRASE, fill, profile
from tests.unit.test_process_target import SERVICE
from tests.waiting import PATIENCE_S, until

MIB = 1 << 20


@pytest.fixture
async def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """One qube with 3 MiB of noise; the user's home is tmp_path/user."""
    (tmp_path / "user").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    await create_store(tmp_path / "store", "file-reflink")
    app = await App.load(tmp_path / "store")
    await app.add_qube("StandaloneVM", "work", "red")
    await app.add_qube("StandaloneVM", "other", "red")
    await fill(app, "work", "private", os.urandom(3 * MIB), size=10 * MIB)
    return app


def call_service(qube: str, service: str) -> Sequence[str]:
    """How issue 7 will call a service in a running qube; here the qube is this machine."""
    assert (qube, service) == ("disk", "qubes.Backup")
    return [sys.executable, "-c", SERVICE]


@pytest.fixture
def jobs(app: App, tmp_path: Path) -> BackupJobs:
    return BackupJobs(app, tmp_path / "store", Cost(10), call_service)


async def run(jobs: BackupJobs, target: Path, **changes: object) -> None:
    jobs.set_profile("one", profile(target, **{"include": ["work"], **changes}))
    await jobs.execute("one")


# -- other targets than a file


async def test_a_folder_in_a_qube(jobs: BackupJobs, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    await run(jobs, tmp_path / "disk", destination_vm="disk")
    (archive,) = (tmp_path / "disk").iterdir()
    report = jobs.report("one")
    assert report.state.value == "done"
    assert (report.place, report.target) == ("disk", f"{tmp_path}/disk in qube disk")
    assert report.sha256 == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert report.archive_bytes == archive.stat().st_size
    (record,) = catalogue.read(tmp_path / "store")
    assert (record.place, record.sha256) == ("disk", report.sha256)
    assert report.location == ""  # the stock service does not say which file it has made


async def test_the_passphrase_from_a_qube(app: App, tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def tell(qube: str, service: str) -> Sequence[str]:
        asked.append((qube, service))
        return ["echo", PASSPHRASE]

    jobs = BackupJobs(app, tmp_path / "store", Cost(10), tell)
    changes = {"passphrase_text": None, "passphrase_vm": "vault"}
    await run(jobs, tmp_path / "archive", **changes)
    assert asked == [("vault", "qubes.BackupPassphrase+one")]
    assert jobs.report("one").state.value == "done"
    deaf = BackupJobs(app, tmp_path / "store", Cost(10), lambda _qube, _service: ["false"])
    for others, reason in ((deaf, "vault did not give"), (BackupJobs(app, tmp_path), "cannot ask")):
        with pytest.raises(QubesException, match=reason):
            await run(others, tmp_path / "another", **changes)
    assert not (tmp_path / "another").exists()


async def test_a_command(jobs: BackupJobs, tmp_path: Path) -> None:
    command = f"cat > '{tmp_path}/out'"
    await run(jobs, tmp_path, destination_command=command)
    assert (tmp_path / "out").read_bytes().startswith(b"backup-header\0")
    assert jobs.report("one").place == "command"


async def test_a_receiver_that_fails_is_told(jobs: BackupJobs, tmp_path: Path) -> None:
    with pytest.raises(QubesException, match=r"status 1: no room left"):
        await run(jobs, tmp_path, destination_command="echo no room left >&2; exit 1")
    assert catalogue.read(tmp_path / "store") == []


async def test_cancel_while_the_receiver_hangs(jobs: BackupJobs, tmp_path: Path) -> None:
    jobs.set_profile(
        "one",
        profile(
            tmp_path,
            include=["work"],
            destination_command=f"touch {tmp_path}/up; exec sleep 600",
        ),
    )
    task = asyncio.create_task(jobs.execute("one"))
    await until((tmp_path / "up").exists, task)
    jobs.cancel("one")
    with pytest.raises(BackupCancelledError):
        await task


# -- the home of dom0


async def test_the_home_of_dom0(
    app: App, jobs: BackupJobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "user"
    (home / "docs").mkdir()
    (home / "docs" / "letter").write_text("hello")
    os.mkfifo(home / "pipe")
    await run(jobs, home / "archive", include=["dom0", "work"], emergency_sheet=True)
    report = jobs.report("one")
    rows = {row.name: row for row in report.qubes}
    assert rows["dom0"].status.value == "saved"
    assert rows["dom0"].volumes[0].bytes == len("hello")
    assert report.notes == ["dom0: 1 sockets, pipes or devices are not in the backup"]
    follow_the_sheet(Path(report.sheet), tmp_path / "by-hand")
    unpacked = tmp_path / "by-hand" / "restored" / "dom0-home"
    (tree,) = (path for path in unpacked.iterdir() if path.is_dir())
    assert (tree / "docs" / "letter").read_text() == "hello"
    assert sorted(os.listdir(tree)) == ["docs"]
    names = subprocess.run(
        ["tar", "-itf", str(home / "archive")], capture_output=True, check=True, text=True
    ).stdout.splitlines()
    assert names[-1] == f"dom0-home/{tree.name}.000.enc"


async def test_archives_in_the_home_do_not_swallow_each_other(
    jobs: BackupJobs, tmp_path: Path
) -> None:
    folder = tmp_path / "user" / "backups"
    folder.mkdir()
    (folder / "notes").write_text("mine")
    for number in range(3):
        await run(jobs, folder / f"archive-{number}", include=["dom0"])
    report = jobs.report("one")
    assert report.total_bytes == len("mine")
    assert [note for note in report.notes if note.startswith("2 archives of earlier backups")]


async def test_a_store_in_the_home_is_not_saved_twice(
    app: App, jobs: BackupJobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    await run(jobs, tmp_path / "archive", include=["dom0"])
    assert jobs.report("one").total_bytes < MIB
    assert (tmp_path / "archive").stat().st_size < MIB


# -- the emergency sheet


def follow_the_sheet(sheet: Path, folder: Path, archive: Path | None = None) -> str:
    """Cut the indented lines out as the sheet says, and give them to a shell.

    What it complained of; of another archive than the sheet's, which must fail.
    """
    folder.mkdir()
    script = subprocess.run(
        ["sed", "-n", "s/^    //p", str(sheet)], capture_output=True, check=True, text=True
    ).stdout
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        text=True,
        env=os.environ | ({"ARCHIVE": str(archive)} if archive else {}),
    )
    assert (done.returncode == 0) is (archive is None), done.stderr
    return done.stderr


@pytest.mark.real
@pytest.mark.parametrize("compression", ["gzip", "pigz", "zstd:7", "xz", "bzip2", "lzma", False])
async def test_the_sheet_word_by_word(
    app: App, jobs: BackupJobs, tmp_path: Path, program, compression: str | bool
) -> None:
    for name in ("tar", "scrypt", "gzip", "zstd", "xz", "bzip2"):
        program(name)
    archive = tmp_path / "a 'strange' name"
    await run(jobs, archive, compression=compression, emergency_sheet=True)
    sheet = tmp_path / "README-RESTORE.txt"
    assert jobs.report("one").sheet == str(sheet)
    text = sheet.read_text()
    assert PASSPHRASE not in text
    assert "work" not in text
    follow_the_sheet(sheet, tmp_path / "by-hand")
    folder = f"vm{app.qubes['work'].qid}"
    private = tmp_path / "by-hand" / "restored" / folder / "private.img"
    original = tmp_path / "store" / "appvms" / "work" / "private.img"
    assert private.read_bytes() == original.read_bytes()
    assert b"work" in (tmp_path / "by-hand" / "restored" / "qubes.xml").read_bytes()


@pytest.mark.real
@pytest.mark.parametrize("compression", ["gzip", False])
async def test_the_sheet_notices_a_changed_byte(
    jobs: BackupJobs, tmp_path: Path, compression: str | bool
) -> None:
    """Also in the last bytes of a part, which tar and gzip do not need."""
    archive = tmp_path / "archive"
    await run(jobs, archive, compression=compression, emergency_sheet=True)
    with tarfile.open(archive, ignore_zeros=True) as members:
        part = next(member for member in members if "private.img.000" in member.name)
    changed = bytearray(archive.read_bytes())
    changed[part.offset_data + part.size - 1] ^= 1
    (tmp_path / "changed").write_bytes(changed)
    sheet = tmp_path / "README-RESTORE.txt"
    told = follow_the_sheet(sheet, tmp_path / "by-hand", tmp_path / "changed")
    assert f"{part.name.removesuffix('.enc')} is DAMAGED" in told


async def test_a_second_sheet_has_the_name_of_its_archive(jobs: BackupJobs, tmp_path: Path) -> None:
    (tmp_path / "README-RESTORE.txt").write_text("mine")
    await run(jobs, tmp_path / "archive", emergency_sheet=True)
    assert (tmp_path / "README-RESTORE.txt").read_text() == "mine"
    assert jobs.report("one").sheet == f"{tmp_path}/archive.README-RESTORE.txt"


# -- the catalogue


async def test_the_catalogue_knows_what_was_made(jobs: BackupJobs, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    await run(jobs, archive, will_verify=True)
    (record,) = catalogue.read(tmp_path / "store")
    assert record.target == str(archive)
    assert record.lacks_verification
    assert record.backup_id == jobs.report("one").backup_id != ""
    assert record.qubes == ["work"]
    assert record.size_bytes == archive.stat().st_size
    assert record.sha256 == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert record.profile == "one"
    assert record.verified_s == 0
    assert abs(record.finished_s - time.time()) < 60


async def test_a_broken_catalogue_does_not_undo_a_backup(jobs: BackupJobs, tmp_path: Path) -> None:
    (tmp_path / "store" / "backups.json").write_text("{")
    await run(jobs, tmp_path / "archive")
    report = jobs.report("one")
    assert report.state.value == "done"
    assert "not in the list of backups" in report.notes[0]


# -- leftovers, hanging disks, other jobs


async def test_leftovers_of_killed_backups_are_named(jobs: BackupJobs, tmp_path: Path) -> None:
    for name in ("old.incomplete", "archive.incomplete"):
        (tmp_path / name).write_bytes(b"backup-header" + bytes(499))
    await run(jobs, tmp_path / "archive")
    assert jobs.report("one").leftovers == [str(tmp_path / "old.incomplete")]
    assert not (tmp_path / "archive.incomplete").exists()
    assert (tmp_path / "archive").exists()


async def test_a_disk_that_hangs_does_not_hold_up_a_cancel(
    jobs: BackupJobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer is left in the kernel; when it comes back it makes no archive any more."""
    hangs, goes_on = threading.Event(), threading.Event()
    real = os.fsync

    def fsync(fd: int) -> None:
        if "archive.incomplete" in os.readlink(f"/proc/self/fd/{fd}"):  # noqa: PTH115
            hangs.set()
            assert goes_on.wait(PATIENCE_S), "the cancelled run waits for its disk"
        real(fd)

    monkeypatch.setattr(target_module.os, "fsync", fsync)
    jobs.set_profile("one", profile(tmp_path / "archive", include=["work"]))
    task = asyncio.create_task(jobs.execute("one"))
    await until(hangs.is_set, task)
    jobs.cancel("one")
    with pytest.raises(BackupCancelledError):
        await task
    report = jobs.report("one")
    assert report.state.value == "cancelled"
    assert "does not answer" in report.notes[-1]
    goes_on.set()
    for thread in threading.enumerate():
        if thread.name == "backup-writer":
            await asyncio.to_thread(thread.join, PATIENCE_S)
    assert list(tmp_path.glob("archive*")) == []


async def test_backups_wait_for_each_other(
    jobs: BackupJobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits(name: str) -> bool:
        return name in jobs._jobs and "waiting" in jobs.report(name).message

    for name in ("first", "second", "third"):
        jobs.set_profile(name, profile(tmp_path / name, include=["work"]))
    with held_backups(monkeypatch) as go_on:
        first = asyncio.create_task(jobs.execute("first"))
        await until((tmp_path / "first.incomplete").exists, first)
        second, third = (asyncio.create_task(jobs.execute(name)) for name in ("second", "third"))
        await until(lambda: waits("second"), second)
        await until(lambda: waits("third"), third)
        assert not (tmp_path / "second.incomplete").exists()
        jobs.cancel("third")
        with pytest.raises(BackupCancelledError):
            await third
        go_on.set()
        await asyncio.gather(first, second)
    assert {path.name for path in tmp_path.glob("*") if path.is_file()} == {"first", "second"}
    assert jobs.report("second").message == ""


async def test_a_stall_is_told(
    app: App, jobs: BackupJobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_job, "_STALL_S", 0.3)
    monkeypatch.setattr(backup_job, "_TELL_INTERVAL_S", 0.05)
    go = tmp_path / "go"
    command = f"until [ -e {go} ]; do sleep 0.02; done; cat > /dev/null"
    jobs.set_profile("one", profile(tmp_path, include=["work"], destination_command=command))
    task = asyncio.create_task(jobs.execute("one"))
    told: list[str] = []
    app.events.add_handler(
        "backup-job-message", lambda _app, _event, message, **_more: told.append(message)
    )
    await until(lambda: told and told[-1], task)
    assert jobs.report("one").message.startswith("nothing could be written for")
    go.touch()
    await task
    assert jobs.report("one").message == ""
    # On a busy machine it may have stood still more than once.
    assert all(message.startswith("nothing could be written for") for message in told[::2])
    assert set(told[1::2]) == {""}


@pytest.mark.parametrize("place", ["appvms/other", "archive"])
async def test_no_archive_among_the_qubes(
    app: App, jobs: BackupJobs, tmp_path: Path, place: str
) -> None:
    """It would be removed with a qube."""
    with pytest.raises(QubesException, match="in the folder of .*choose a place outside"):
        await run(jobs, tmp_path / "store" / place)
    (tmp_path / "link").symlink_to(tmp_path / "store" / "appvms")
    with pytest.raises(QubesException, match="in the folder of"):
        await run(jobs, tmp_path / "link" / "other")


async def test_a_name_that_is_taken_is_refused_before_a_turn_is_waited_for(
    app: App, jobs: BackupJobs, tmp_path: Path
) -> None:
    (tmp_path / "there").write_text("mine")
    async with jobs._turn, asyncio.timeout(PATIENCE_S):
        with pytest.raises(QubesException, match="exists already"):
            await run(jobs, tmp_path / "there")
