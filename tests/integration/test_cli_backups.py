"""`qube backups`, and `qube verify` of an archive that its list has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord
from tests.archives import (
    BACKUP_ID,
    PASSPHRASE,
    ArchiveQube,
    Maker,
    make_archive,
    noise,
    write_outer,
)
from tests.commands import Qube

pytestmark = pytest.mark.usefixtures("runtime")

SECRET = PASSPHRASE.decode()
DAY_S = 86_400


def solo(name: str) -> ArchiveQube:
    return ArchiveQube(name, "StandaloneVM", volumes={"root": noise(9000), "private": b""})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "here it is", [solo("solo")], log_n=2)


@pytest.fixture
def qube(tmp_path: Path, archive: Path) -> Qube:
    """Its list has an archive that is gone, one in a qube, one that is damaged and one here."""
    qube = Qube(tmp_path / "store")
    qube.home.mkdir()
    for record in (
        BackupRecord("/gone/backup", DAY_S, ["solo", "work"], verified_s=2 * DAY_S),
        BackupRecord("/mnt/ in qube disk", 3 * DAY_S, ["work"], "disk", will_verify=True),
        BackupRecord("/bad", 3 * DAY_S, list("abcde"), verify_failure="a: it is cut off"),
        BackupRecord(str(archive), 4 * DAY_S, ["solo"], will_verify=True, backup_id=BACKUP_ID),
    ):
        catalogue.add(qube.home, record)
    return qube


def test_what_was_backed_up_and_where_to(qube: Qube, archive: Path) -> None:
    qube.run("init")
    told = qube.run("backups", "list")
    head, *rows = told.stdout.splitlines()
    assert head.split() == ["MADE", "QUBES", "SIZE", "VERIFIED", "FILE"]
    for row, words in zip(
        rows,
        (
            ("solo", " no ", str(archive)),
            ("a, b, c and 2 others", " FAILED ", "/bad (not there)"),
            ("work", " no ", "/mnt/ in qube disk"),
            ("solo, work", "1970-01-0", "/gone/backup (not there)"),
        ),
        strict=True,
    ):
        assert all(word in row for word in words), row
    failed, unverified = told.stderr.splitlines()
    assert "/bad could not be verified: a: it is cut off" in failed
    assert "was to be verified" in unverified and f"qube verify '{archive}'" in unverified

    found = qube.json("backups", "list", "work")
    assert [(r["target"], r["there"]) for r in found] == [
        ("/mnt/ in qube disk", None),
        ("/gone/backup", False),
    ]

    wishes = ("/gone/backup", str(archive), "/mnt/ in qube disk", "/never/was", "/bad")
    done = qube.run("--json", "backups", "forget", *wishes, ok=False)
    assert done.returncode == 1
    assert [result["ok"] for result in json.loads(done.stdout)] == [True, False, True, False, True]
    assert "the file is there" in done.stderr and "not in the list" in done.stderr
    assert [record.target for record in catalogue.read(qube.home)] == [str(archive)]


def test_a_verification_is_noted_in_the_list(qube: Qube, archive: Path) -> None:
    def noted(*, ok: bool, passphrase: str = SECRET) -> BackupRecord:
        done = qube.run("verify", str(archive), passphrase=passphrase, ok=False)
        assert (done.returncode == 0) is ok, done.stderr
        return catalogue.read(qube.home)[-1]

    # Nothing is known of it by that.
    assert noted(ok=False, passphrase="not this one").lacks_verification
    whole = noted(ok=True)
    assert whole.verified_s > 0 and not whole.lacks_verification

    data = bytearray(archive.read_bytes())
    data[data.index(b"vm1/root.img.000.enc\0") + 1024] ^= 1
    archive.write_bytes(data)
    damaged = noted(ok=False)
    assert damaged.verified_s == whole.verified_s
    assert damaged.verify_failure.startswith("solo: ")

    archive.write_bytes(b"")
    assert "not a Qubes backup" in noted(ok=False).verify_failure
    members = Maker(backup_id="another", log_n=2).build([solo("solo")])
    write_outer(archive, members)
    assert noted(ok=True).verify_failure == "another backup is there now"
    assert [record.verified_s for record in catalogue.read(qube.home)[:2]] == [2 * DAY_S, 0]
