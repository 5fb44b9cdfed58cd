"""Profiles, the keyring, timers, and the check after a backup: the command from the outside."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.client import locate, schedule
from qubesmanager.client.backup_check import BackupCheck
from qubesmanager.client.backup_job import BackupRequest
from qubesmanager.protocol import QubesException, QubesValueError
from tests.archives import BACKUP_ID, ArchiveQube, make_archive, noise
from tests.commands import Qube
from tests.integration.stores import PASSPHRASE, runtime_dir

# A keyring that keeps passphrases in files, and a systemctl that notes its words.
_SECRET_TOOL = """#!/bin/sh
[ -z "$KEYRING_BROKEN" ] || { echo "no D-Bus" >&2; exit 1; }
verb=$1; shift
case $verb in
    store) shift; cat > "$KEYRING/$4" ;;
    lookup) [ -e "$KEYRING/$4" ] && cat "$KEYRING/$4" ;;
esac
"""
_SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$KEYRING/../systemctl"
[ -z "$SYSTEMCTL_BROKEN" ] || { echo "Failed to connect to bus" >&2; exit 1; }
"""


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> Iterator[None]:
    with runtime_dir():
        yield


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session with a keyring and systemd; the folder of the keyring."""
    programs, keyring = tmp_path / "programs", tmp_path / "keyring"
    programs.mkdir()
    keyring.mkdir()
    for name, text in (("secret-tool", _SECRET_TOOL), ("systemctl", _SYSTEMCTL)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("KEYRING", str(keyring))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return keyring


@pytest.fixture
def qube(tmp_path: Path, desktop: Path) -> Qube:
    command = Qube(tmp_path / "store")
    command.run("init")
    return command


@pytest.mark.slow
def test_a_profile_from_the_first_save_to_a_verified_backup(
    qube: Qube, tmp_path: Path, desktop: Path
) -> None:
    qube.run("create", "work", "--class", "StandaloneVM")
    target = tmp_path / "archive"
    words = ("--to", str(target), "--sheet", "--compression", "xz", "--save-profile", "weekly")
    qube.run("backup", *words, "work")
    file = tmp_path / "store" / "backup" / "weekly.conf"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert yaml.safe_load(file.read_text()) == {
        "include": ["work"],
        "exclude": [],
        "destination_vm": "dom0",
        "destination_path": str(target),
        "compression": "xz",
        "emergency_sheet": True,
    }
    refused = qube.run("backup", "--profile", "weekly", "--keyring", ok=False)
    assert "the keyring has no passphrase" in refused.stderr

    said = qube.run("backup", "schedule", "weekly", "--weekly", passphrase="in the ring")
    timer = tmp_path / "config" / "systemd" / "user" / "qube-backup-weekly.timer"
    assert str(timer) in said.stdout
    assert (desktop / "weekly").read_text() == "in the ring"
    assert "OnCalendar=weekly\nPersistent=true" in timer.read_text()
    service = timer.with_suffix(".service").read_text()
    assert "in the ring" not in service
    assert (tmp_path / "systemctl").read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable --now qube-backup-weekly.timer",
    ]

    # What the timer runs, word by word.
    (line,) = (line for line in service.splitlines() if line.startswith("ExecStart="))
    command = [word.strip('"') for word in line.removeprefix("ExecStart=").split(" ")]
    assert command[0] == sys.executable
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "verified: all of it can be read" in done.stdout
    assert (tmp_path / "README-RESTORE.txt").exists()
    (record,) = catalogue.read(tmp_path / "store")
    assert (record.target, record.profile, record.qubes) == (str(target), "weekly", ["work"])
    assert record.verified_s >= record.finished_s

    qube.run("backup", "schedule", "weekly", "--off")
    assert list(timer.parent.iterdir()) == []
    assert qube.run("backup", "schedule", "weekly", "--off", ok=False).returncode == 1


def test_a_timer_whose_passphrase_a_qube_tells(qube: Qube, tmp_path: Path, desktop: Path) -> None:
    words = ("--passphrase-qube", "vault", "--running", "snapshot", "--compression", "zstd:9")
    qube.run("backup", "--to", str(tmp_path), *words, "--save-profile", "p")
    record = yaml.safe_load((tmp_path / "store" / "backup" / "p.conf").read_text())
    assert record["passphrase_vm"] == "vault"
    assert record["running"] == "snapshot"
    assert record["compression"] == "zstd:9"
    qube.run("backup", "schedule", "p", "--daily")
    service = tmp_path / "config" / "systemd" / "user" / "qube-backup-p.service"
    assert '"--profile" "p"\n' in service.read_text()
    assert not (desktop / "p").exists(), "nothing went to the keyring"


def test_words_that_cannot_be_meant(qube: Qube, tmp_path: Path, desktop: Path) -> None:
    for words, message in (
        (("--weekly",), "belongs to: qube backup schedule"),
        (("schedule", "x"), "say how often"),
        (("schedule", "x", "y", "--daily"), "belongs to"),
        (("--profile", "x", "work"), "leave the rest out"),
        (("work",), "say where to"),
        (("--to", "/x/y", "--keyring"), "name one with --profile"),
        (("--to", "/x/y", "--passphrase-qube", "v"), "name one with --save-profile"),
        (("--to", "/x/y", "--compression", "zstd:99"), "levels go from 1 to 19"),
    ):
        done = qube.run("backup", *words, ok=False)
        assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    for words, message in (
        (("--profile", "none"), "there is no profile none. There are: none yet"),
        (("--profile", "../x"), "cannot be the name of a profile"),
        (("schedule", "none", "--daily"), "there is no profile none"),
    ):
        done = qube.run("backup", *words, ok=False)
        assert (done.returncode, message in done.stderr) == (1, True), done.stderr


def test_sessions_without_a_keyring_or_systemd(
    qube: Qube, tmp_path: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qube.run("backup", "--to", str(tmp_path), "--save-profile", "p")
    monkeypatch.setenv("SYSTEMCTL_BROKEN", "1")
    qube = replace(qube, env=dict(os.environ))
    done = qube.run("backup", "schedule", "p", "--daily", passphrase="x")
    assert "the timer is not running yet (Failed to connect to bus)" in done.stderr
    monkeypatch.setenv("KEYRING_BROKEN", "1")
    qube = replace(qube, env=dict(os.environ))
    done = qube.run("backup", "--profile", "p", "--keyring", ok=False)
    assert "the keyring does not answer: no D-Bus" in done.stderr
    monkeypatch.setenv("PATH", "/nonexistent")
    qube = replace(qube, env=dict(os.environ))
    done = qube.run("backup", "--profile", "p", "--keyring", ok=False)
    assert "needs the program secret-tool" in done.stderr


def test_profiles_that_a_person_wrote(qube: Qube, tmp_path: Path) -> None:
    folder = tmp_path / "store" / "backup"
    folder.mkdir(exist_ok=True)
    for text, message in (
        ("{", "is not YAML"),
        ("- a", "is not a backup profile"),
        ("include: x\n", "must be lists of names"),
        ("passphrase_file: x\n", "a key that this program does not know: passphrase_file"),
        ("include:\npassphrase_vm: vault\n", "qube vault did not give the passphrase"),
    ):
        (folder / "mine.conf").write_text(text)
        done = qube.run("backup", "--profile", "mine", ok=False)
        assert (done.returncode, message in done.stderr) == (1, True), done.stderr


def test_profiles_go_there_and_back() -> None:
    request = BackupRequest(
        Path("/a"),
        b"p",
        ("x",),
        ("y",),
        compression="zstd:9",
        qube="disk",
        command="c",
        sheet=True,
        running="restart",
        passphrase_vm="vault",
    )
    assert b"passphrase_vm" not in request.profile()
    assert BackupRequest.from_record(request.record(), b"p") == request
    assert BackupRequest.from_record({"include": None}, b"p").include is None


@pytest.mark.parametrize(
    "word", ["plain", "two words", 'a "quote"', "100%", "$HOME", "back\\slash"]
)
def test_words_in_a_unit(word: str) -> None:
    quoted = schedule.quoted(word)
    assert quoted[0] == quoted[-1] == '"'
    plain = quoted[1:-1].replace("%%", "%").replace("$$", "$")
    assert json.loads(f'"{plain}"') == word


def test_a_line_end_cannot_stand_in_a_unit() -> None:
    with pytest.raises(QubesException):
        schedule.quoted("a\nExecStart=evil")
    with pytest.raises(QubesValueError):
        schedule.unit_name("../x")


# -- the check after a backup


async def test_damage_is_found_and_noted(tmp_path: Path) -> None:
    home = tmp_path / "store"
    await locate.init_store(home, "file-reflink")
    qubes = [ArchiveQube("work", "StandaloneVM", volumes={"root": b"", "private": noise(70000)})]
    archive = make_archive(tmp_path / "archive", qubes)
    catalogue.add(home, BackupRecord(str(archive), 1))
    connection = await locate.connect(home, private=True)
    try:
        where = str(archive)
        report = {"target": where, "location": where, "backup_id": BACKUP_ID}
        good = await BackupCheck(connection).run(report, PASSPHRASE, lambda _: None)
        assert (good.ok, good.reason) == (True, "")
        (record,) = catalogue.read(home)
        assert record.verified_s > 1
        data = bytearray(archive.read_bytes())
        data[len(data) - 30000] ^= 1
        archive.write_bytes(data)
        bad = await BackupCheck(connection).run(report, PASSPHRASE, lambda _: None)
        assert not bad.ok
        assert "work" in bad.reason and "damaged" in bad.reason
        wrong = await BackupCheck(connection).run(report, b"other", lambda _: None)
        assert "passphrase is wrong" in wrong.reason
        assert "passphrase is wrong" in catalogue.read(home)[0].verify_failure
    finally:
        await connection.close()
