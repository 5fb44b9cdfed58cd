"""A finished backup is read back, wherever it went; what cannot be read back is said."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.backend.backup.plan import Progress
from qubesmanager.client import restore_job
from qubesmanager.client.backup_check import BackupCheck, CheckResult
from qubesmanager.client.connection import Connection
from tests import qfile_sender
from tests.archives import BACKUP_ID, ArchiveQube, make_archive, noise
from tests.integration.stores import PASSPHRASE

pytestmark = pytest.mark.usefixtures("runtime")

SENDER = [sys.executable, str(Path(qfile_sender.__file__))]
QUBES = [
    ArchiveQube("solo", "StandaloneVM", size=1 << 20, volumes={"root": noise(9000), "private": b""})
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("disk") / "a", QUBES, chunk_bytes=4000)


@pytest.fixture(autouse=True)
def service(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of the process that is qubes.Restore in the qube; a test may change them."""
    words = list(SENDER)
    monkeypatch.setattr(restore_job, "service_command", lambda *_: words)
    return words


def report(archive: Path, **changes: Any) -> dict[str, Any]:
    """Of a backup into the qube sys-usb."""
    return {
        "state": "done",
        "target": f"{archive} in qube sys-usb",
        "place": "sys-usb",
        "location": str(archive),
        "backup_id": BACKUP_ID,
        "archive_bytes": archive.stat().st_size,
        **changes,
    }


async def checked(connection: Connection, report: dict[str, Any]) -> CheckResult:
    seen: list[Progress] = []
    result = await BackupCheck(connection).run(report, PASSPHRASE, seen.append)
    assert all(p.done_bytes <= p.total_bytes for p in seen)
    if result.ok:
        assert {p.total_bytes for p in seen} == {report["archive_bytes"]}
    return result


async def test_out_of_the_qube_that_has_it(connection: Connection, archive: Path) -> None:
    made = report(archive)
    assert connection.home is not None
    catalogue.add(connection.home, BackupRecord(made["target"], 1, ["solo"], "sys-usb"))
    catalogue.add(connection.home, BackupRecord(made["target"], 1, ["solo"], "sys-other"))
    assert await checked(connection, made) == CheckResult(True)
    first, second = catalogue.read(connection.home)
    assert first.verified_s > 0 and second.verified_s == 0
    assert await checked(connection, {**made, "place": "", "target": str(archive)}) == CheckResult(
        True
    )


async def test_what_is_wrong_there(connection: Connection, archive: Path, tmp_path: Path) -> None:
    data = bytearray(archive.read_bytes())
    data[data.index(b"vm1/root.img.001.enc\0") + 1024] ^= 1
    (tmp_path / "bad").write_bytes(data)
    cut = tmp_path / "cut"
    cut.write_bytes(archive.read_bytes()[:-20_000])
    for made, reason in (
        (report(tmp_path / "bad"), "solo: "),
        (report(cut), "solo: "),
        (report(archive, backup_id="another"), "another backup than the one just made"),
        (report(archive, location="/absent"), "No such file"),
    ):
        result = await checked(connection, made)
        assert (result.ok, result.tried) == (False, True)
        assert reason in result.reason


async def test_a_stock_service_that_names_no_file(
    connection: Connection, archive: Path, tmp_path: Path
) -> None:
    """The newest one in the folder is read, and counts only if it is this backup."""
    folder = tmp_path / "it's $HOME"
    folder.mkdir()
    for name, age_s in (("qubes-backup-1", 0), ("qubes-backup-2", 500)):
        (folder / name).write_bytes(archive.read_bytes() if age_s == 0 else b"old")
        os.utime(folder / name, (time.time() - age_s,) * 2)
    made = report(archive, location="", target=f"{folder}/ in qube sys-usb")
    assert await checked(connection, made) == CheckResult(True)
    for other in (
        {**made, "backup_id": "another"},
        {**made, "target": f"{tmp_path} in qube sys-usb"},
        {**made, "target": "gzip -c in qube sys-usb"},
    ):
        result = await checked(connection, other)
        assert (result.ok, result.tried) == (False, False)
        assert "does not say which file" in result.reason


async def test_what_nobody_can_read_back(
    connection: Connection, archive: Path, service: list[str]
) -> None:
    for status in (125, 126, 127):
        service[:] = ["sh", "-c", f"echo qubes.Restore is not here >&2; exit {status}"]
        result = await checked(connection, report(archive))
        assert (result.ok, result.tried) == (False, False)
        assert "qubes.Restore is not here" in result.reason
    for made, reason in (
        (report(archive, place="command", location=""), "a command took it"),
        ({"state": "done", "target": ""}, "the qubesd of this system does not say"),
    ):
        result = await checked(connection, made)
        assert (result.ok, result.tried) == (False, False)
        assert reason in result.reason
