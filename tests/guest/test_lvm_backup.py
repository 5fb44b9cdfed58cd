"""A qube on a thin pool, there and back: into an archive, and from it into the pool."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.backup.plan import Progress
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.storage import Pool
from qubesmanager.backend.storage.conformance_tools import read, write
from qubesmanager.client import locate
from tests.guest.conftest import GROUPS, POOL, listed, names
from tests.integration.archive_round import profile, restored

pytestmark = pytest.mark.lvm

MIB = 1024**2
SIZE = 24 * MIB  # not what a new qube gets


@pytest.fixture(autouse=True)
def _runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="qube-run-", dir="/run") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        for patience in ("_START_TIMEOUT_S", "_ANSWER_TIMEOUT_S"):  # an emulated processor is slow
            monkeypatch.setattr(locate, patience, 300)
        yield


async def make_archive(home: Path, target: Path) -> None:
    await create_store(home, "file")
    app = await App.load(home)
    await app.add_pool("thin", "lvm_thin", volume_group=GROUPS[0], thin_pool=POOL)
    await app.add_qube("TemplateVM", "tpl", "black")
    work = await app.add_qube("AppVM", "work", "red", template="tpl", pools={"private": "thin"})
    path = await work.storage.import_data("private", SIZE)
    write(path, b"first")
    write(path, b"last", SIZE - 4)
    await work.storage.import_data_end("private", True)
    jobs = BackupJobs(app, home, Cost(10))
    jobs.set_profile("one", profile(target, include=["work"]))
    await jobs.execute("one")
    rows = jobs.report("one").to_dict()["qubes"]
    assert [(row["name"], row["status"]) for row in rows] == [("work", "saved")]
    assert rows[0]["volumes"][0]["size"] == SIZE, "the archive has the length of the device"
    await app.close()


@pytest.mark.row("S1.12", "S1.13", "S1.14")
async def test_a_qube_of_the_thin_pool_comes_back(pool: Pool, tmp_path: Path) -> None:
    home, target = tmp_path / "home", tmp_path / "archive"
    await make_archive(home, target)
    there: list[set[str]] = []

    def look(progress: Progress) -> None:
        if progress.qube == "work":
            there.append({name for name in os.listdir("/dev/mapper") if "again" in name})

    connection = await locate.connect(home, private=True)
    try:
        result = await restored(connection, target, "work", "again", "thin", look)
    finally:
        await connection.close()
    assert result.ok, [row.reason for row in result.rows]
    assert there and all("qube--test-vm--again--private" in found for found in there), (
        "the volume is there before its data comes"
    )
    assert {"vm-again-private", "vm-work-private"} <= set(names())
    sizes = {row["lv_name"]: row["lv_size"] for row in listed("lv_name", "lv_size")}
    assert sizes["vm-again-private"] == f"{SIZE}B"
    data = read(f"/dev/{GROUPS[0]}/vm-again-private")
    assert data == b"first".ljust(SIZE - 4, b"\0") + b"last"
