"""Rows of tests/storage_rows.py that are about the Admin API, at a real qubesd."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.app import App
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.new_store import create_store
from qubesmanager.backend.storage.conformance_tools import write
from qubesmanager.client import locate
from qubesmanager.protocol import AdminError
from tests.integration.archive_round import profile, restored
from tests.integration.daemon import Daemon
from tests.integration.stores import runtime_dir

GIB = 1024**3
BEGIN, END = "internal.vm.volume.ImportBegin", "internal.vm.volume.ImportEnd"


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    home = tmp_path / "home"
    asyncio.run(create_store(home, "file-reflink"))
    daemon = Daemon(home)
    daemon.call("admin.vm.Create.StandaloneVM", "", "dom0", "name=work label=red")
    yield daemon
    daemon.process.terminate()
    assert daemon.process.wait(timeout=60) == 0


def info(daemon: Daemon) -> dict[str, str]:
    lines = daemon.call("admin.vm.volume.Info", "private", "work").splitlines()
    return dict(line.split("=", 1) for line in lines)


def revisions(daemon: Daemon) -> list[str]:
    return daemon.call("admin.vm.volume.ListSnapshots", "private", "work").split()


def put(daemon: Daemon, data: bytes, size: int = 4096) -> None:
    _, path = daemon.internal(BEGIN, "private", "work", str(size)).split(" ", 1)
    with open(path, "r+b") as image:
        image.write(data)
    daemon.internal(END, "private", "work", "ok")


@pytest.mark.row("S2.14", "S2.17")
def test_revisions_to_keep_is_stored_and_the_next_commit_prunes(daemon: Daemon) -> None:
    daemon.call("admin.vm.volume.Set.revisions_to_keep", "private", "work", "3")
    for number in range(5):
        put(daemon, b"%d" % number)
    assert revisions(daemon) == ["3", "4", "5"], "the last one is the latest"
    daemon.call("admin.vm.volume.Set.revisions_to_keep", "private", "work", "1")
    assert len(revisions(daemon)) == 3, "nothing goes before a commit"
    daemon.process.terminate()
    assert daemon.process.wait(timeout=60) == 0
    again = Daemon(daemon.home)
    daemon.process = again.process
    assert info(again)["revisions_to_keep"] == "1"
    put(again, b"last")
    assert revisions(again) == ["6"]


@pytest.mark.row("S3.2", "S3.3", "6.25")
def test_an_import_with_a_new_size_leaves_the_volume_until_its_end(daemon: Daemon) -> None:
    put(daemon, b"old")
    size, path = daemon.internal(BEGIN, "private", "work", str(4 * GIB)).split(" ", 1)
    assert int(size) == Path(path).stat().st_size == 4 * GIB
    image = daemon.home / "appvms/work/private.img"
    assert image.read_bytes() == b"old".ljust(4096, b"\0")
    assert info(daemon)["size"] == "4096"
    with open(path, "r+b") as opened:
        opened.write(b"new")
    daemon.internal(END, "private", "work", "ok")
    assert image.stat().st_size == 4 * GIB
    assert info(daemon)["size"] == str(4 * GIB)
    for old_name in ("internal.vm.volume.Import", "internal.vm.volume.ImportWithSize"):
        with pytest.raises(AdminError):
            daemon.internal(old_name, "private", "work", "")


@pytest.mark.row("S2.22")
def test_a_pool_tells_its_size_and_usage(daemon: Daemon) -> None:
    lines = daemon.call("admin.pool.Info", "varlibqubes").splitlines()
    told = dict(line.split("=", 1) for line in lines)
    assert 0 < int(told["usage"]) < int(told["size"])


@pytest.mark.row("S1.13")
async def test_a_large_private_volume_comes_back_with_its_length(tmp_path: Path) -> None:
    home, target = tmp_path / "home", tmp_path / "archive"
    await create_store(home, "file-reflink")
    app = await App.load(home)
    await app.add_qube("TemplateVM", "tpl", "black")
    work = await app.add_qube("AppVM", "work", "red", template="tpl")
    assert work.volumes["private"].size == 2 * GIB
    path = await work.storage.import_data("private", 5 * GIB)
    write(path, b"end", 5 * GIB - 3)
    await work.storage.import_data_end("private", True)
    jobs = BackupJobs(app, home, Cost(10))
    jobs.set_profile("one", profile(target, include=["work"]))
    await jobs.execute("one")
    await app.close()
    with runtime_dir():
        connection = await locate.connect(home, private=True)
        try:
            again = await restored(connection, target, "work", "again", pool="varlibqubes")
        finally:
            await connection.close()
    assert again.ok
    image = home / "appvms/again/private.img"
    assert image.stat().st_size == 5 * GIB
    with image.open("rb") as opened:
        opened.seek(5 * GIB - 3)
        assert opened.read() == b"end"
