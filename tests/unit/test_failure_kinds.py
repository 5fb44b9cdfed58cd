"""Whose failure it was: the archive's, that of what holds it, or the receiving side's."""

from __future__ import annotations

import errno
import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qubesmanager.backend.backup.errors import ArchiveIOError, DamagedArchive, TargetError
from qubesmanager.backend.backup.extract import ImageFile, extract_volume
from qubesmanager.backend.backup.plan import HostState, PoolState, RestorePlan, Status
from qubesmanager.backend.backup.plan_making import make_plan
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore, verify_archive
from qubesmanager.backend.backup.scrypt_container import Limits
from tests.archives import LABELS, PASSPHRASE, ArchiveQube, Maker, OuterMember, noise, write_outer
from tests.memory_target import MemoryTarget

HOST = HostState(labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p")
QUBES = [
    ArchiveQube("work", volumes={"private": noise(50_000)}),
    ArchiveQube("vault", volumes={"private": noise(900, 4)}),
]


def archive(tmp_path: Path, damaged: bool = False) -> Path:
    members = Maker(log_n=2).build(QUBES)
    if damaged:
        at = next(i for i, m in enumerate(members) if m.name.startswith("vm1/private.img"))
        data = members[at].data
        members[at] = OuterMember(members[at].name, data[:-1] + bytes([data[-1] ^ 1]))
    return write_outer(tmp_path / "archive", members)


def lose_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on reading fails; no disk that does can be had in a test."""

    def fail(self: object, max_bytes: int) -> bytearray:
        raise ArchiveIOError("The archive cannot be read: Input/output error.")

    monkeypatch.setattr("qubesmanager.backend.backup.chunk_feed.OuterTar.read", fail)


@contextmanager
def limited_files() -> Iterator[None]:
    """No file of this process may become larger than 20 KB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def opened(path: Path) -> tuple[BackupReader, RestorePlan]:
    reader = BackupReader(path, PASSPHRASE)
    return reader, make_plan(reader.contents, HOST)


def extract(reader: BackupReader, image: Path) -> None:
    stop = threading.Event()
    extract_volume(reader, "work", "private", ImageFile(image), lambda progress: None, stop)


def test_extraction_of_a_damaged_archive(tmp_path: Path) -> None:
    reader, _ = opened(archive(tmp_path, damaged=True))
    with pytest.raises(DamagedArchive, match="^work:private is damaged: chunk 000 "):
        extract(reader, tmp_path / "image")
    assert not list(tmp_path.glob("image*"))


def test_chunk_with_a_key_that_is_too_dear(tmp_path: Path) -> None:
    """A chunk that costs more than the rest; another copy of it would not cost less."""
    members = Maker(log_n=2).build(QUBES)
    at = next(i for i, m in enumerate(members) if m.name.startswith("vm1/private.img"))
    dear = Maker(log_n=5).chunk("vm1/private.img", 0, b"")
    members[at] = OuterMember(members[at].name, dear.data)
    path = write_outer(tmp_path / "archive", members)
    reader = BackupReader(path, PASSPHRASE, Limits(memory_bytes=1 << 13))
    plan = make_plan(reader.contents, HOST)
    verify_archive(reader, plan, lambda progress: None, threading.Event())
    reason = plan.row("work").volume("private").reason
    assert reason.startswith("chunk 000 cannot be opened: A scrypt container asks for a key")


def test_extraction_to_where_it_does_not_fit(tmp_path: Path) -> None:
    reader, _ = opened(archive(tmp_path))
    with limited_files(), pytest.raises(TargetError) as caught:
        extract(reader, tmp_path / "image")
    expected = f"{tmp_path}/image cannot be written: {os.strerror(errno.EFBIG)}."
    assert caught.value.message == expected
    assert not list(tmp_path.glob("image*"))


def test_extraction_from_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, _ = opened(archive(tmp_path))
    lose_disk(monkeypatch)
    with pytest.raises(ArchiveIOError, match="^work:private could not be read: The archive"):
        extract(reader, tmp_path / "image")


def restored(path: Path, target: MemoryTarget) -> RestorePlan:
    reader, plan = opened(path)
    run_restore(reader, plan, target, lambda progress: None, threading.Event())
    return plan


def test_restore_of_a_damaged_archive(tmp_path: Path) -> None:
    path = archive(tmp_path, damaged=True)
    reader, checked = opened(path)
    verify_archive(reader, checked, lambda progress: None, threading.Event())
    for plan in (restored(path, MemoryTarget()), checked):
        assert plan.row("work").volume("private").kind == "damaged"
        assert plan.row("vault").volume("private").kind == ""


@pytest.mark.parametrize("step", ["open", "write", "commit"])
def test_restore_to_a_target_that_fails(tmp_path: Path, step: str) -> None:
    def before(what: str) -> None:
        if what == f"{step} work:private":
            raise TargetError("No space left on the device.")

    plan = restored(archive(tmp_path), MemoryTarget(before))
    volume = plan.row("work").volume("private")
    assert (volume.status, volume.kind) == (Status.FAILED, "target")
    assert plan.row("vault").volume("private").kind == ""


def test_restore_from_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, plan = opened(archive(tmp_path))
    lose_disk(monkeypatch)
    run_restore(reader, plan, MemoryTarget(), lambda progress: None, threading.Event())
    assert {v.kind for row in plan.rows for v in row.volumes} == {"io"}
