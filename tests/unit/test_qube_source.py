"""Archives that lie in a qube: what it sends is taken, and whatever else it might send refused."""

from __future__ import annotations

import io
import itertools
import os
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import (
    ArchiveIOError,
    BackupError,
    DamagedArchive,
    NotABackup,
)
from qubesmanager.backend.backup.plan import HostState, PoolState, RestorePlan
from qubesmanager.backend.backup.plan_making import check_plan, make_plan
from qubesmanager.backend.backup.qfile import QfileLimits, QfileReader
from qubesmanager.backend.backup.qube_source import QubeSource
from qubesmanager.backend.backup.reader import BackupReader
from qubesmanager.backend.backup.restore import run_restore
from tests import qfile_sender
from tests.archives import LABELS, PASSPHRASE, ArchiveQube, make_archive, noise, pad
from tests.memory_target import MemoryTarget

SENDER = Path(qfile_sender.__file__)
HOST = HostState(labels=list(LABELS), pools=[PoolState("p", "file")], default_pool="p")
QUBES = [
    ArchiveQube("a", "StandaloneVM", size=200_000,
                volumes={"root": noise(9000, 1), "private": noise(30_000, 2)}),
    ArchiveQube("b", "StandaloneVM", size=200_000,
                volumes={"root": noise(100, 3), "private": b""}),
]  # fmt: skip


class Process:
    """A service call with a process behind it."""

    def __init__(self, fault: str = "") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-IS", str(SENDER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "FAULT": fault},
            bufsize=0,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self.stdin: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self.stdout: BinaryIO = self._process.stdout  # type: ignore[assignment]

    def wait(self) -> tuple[int, bytes]:
        assert self._process.stderr is not None
        self.stdin.close()
        self.stdout.close()
        said = self._process.stderr.read()
        self._process.stderr.close()
        return self._process.wait(), said

    def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            self.wait()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    return make_archive(folder / "a", QUBES, compression="none", chunk_bytes=8000)


def read(archive: Path, fault: str = "") -> tuple[RestorePlan, MemoryTarget, list[Process]]:
    calls: list[Process] = []

    def call() -> Process:
        calls.append(Process(fault))
        return calls[-1]

    reader = BackupReader("q:/x", PASSPHRASE, source=QubeSource("q", str(archive), call))
    try:
        plan = make_plan(reader.contents, HOST)
        plan.row("b").selected = False
        check_plan(plan, HOST)
        target = MemoryTarget()
        run_restore(reader, plan, target, lambda progress: None, threading.Event())
    finally:
        reader.close()
    return plan, target, calls


def test_only_what_is_wanted_comes_out_of_the_qube(archive: Path) -> None:
    plan, target, calls = read(archive)
    assert plan.ok
    assert not plan.notes
    assert target.qubes["a"].volumes == QUBES[0].volumes
    assert len(calls) == 3  # header, list of qubes, data


def test_every_stock_format(fixtures_dir: Path, manifest: dict[str, Any]) -> None:
    for name in ("v4-gzip.qbak", "v3-encrypted.qbak", "v2-gzip-multivolume.qbak"):
        record = manifest[name]
        source = QubeSource("q", str(fixtures_dir / name), Process)
        reader = BackupReader("q:/x", record["passphrase"].encode(), source=source)
        plan = make_plan(reader.contents, HOST)
        target = MemoryTarget()
        for row in plan.rows:
            row.problems = []
        run_restore(reader, plan, target, lambda progress: None, threading.Event())
        reader.close()
        for qube, expected in record["vms"].items():
            for volume, facts in expected["volumes"].items():
                assert target.qubes[qube].digest(volume) == facts["sha256"]


# The words that must be in the reason of each.
REASONS = {
    "traversal": "impossible name 'vm1/../../etc/passwd'",
    "absolute": "impossible name '/etc/passwd'",
    "empty-part": "impossible name",
    "odd-bytes": "impossible name",
    "control": "impossible name 'vm1/pri?vate.img'",
    "long-name": "a name of 201 bytes",
    "no-name-end": "impossible name",
    "twice": "twice",
    "symlink": "vm1/link is neither a file nor a directory",
    "device": "vm1/null is neither a file nor a directory",
    "huge": "1099511627776 bytes",
    "many": "more than",
    "more": "bytes that the backup says it has",
    "bad-time": "impossible time",
    "fat-directory": "sent with a content",
    "bad-end": "malformed",
    "cut": "stopped sending",
    "cut-in-file": "stopped sending in vm1/",
    "silent-status": "status 7",
    "words": "Reading from q failed: the disk?[31m has gone xxx",
}


@pytest.mark.parametrize("fault", qfile_sender.FAULTS)
def test_a_qube_that_misbehaves(archive: Path, fault: str) -> None:
    plan, target, _ = read(archive, fault)
    assert not plan.ok
    assert any(REASONS[fault] in note for note in plan.notes), plan.notes
    assert all(len(note) < 400 for note in plan.notes)
    for qube in target.qubes.values():
        for volume, data in qube.volumes.items():
            assert data == QUBES[0].volumes[volume]


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveIOError, match="q failed: .*/absent: No such file or directory"):
        BackupReader("q:/x", b"x", source=QubeSource("q", str(tmp_path / "absent"), Process))
    (tmp_path / "empty").write_bytes(bytes(10240))
    with pytest.raises(NotABackup):
        BackupReader("q:/x", b"x", source=QubeSource("q", str(tmp_path / "empty"), Process))
    with pytest.raises(ArchiveIOError, match="no place"):
        QubeSource("q", "/a\nvm1", Process)

    def refused() -> Process:
        raise OSError("q does not run")

    with pytest.raises(ArchiveIOError, match="q cannot be asked: q does not run"):
        BackupReader("q:/x", b"x", source=QubeSource("q", "/a", refused))


# -- the stream alone ------------------------------------------------------------------------------


def stream(*files: tuple[str, bytes]) -> bytes:
    out = b""
    for name, data in files:
        out += struct.pack("<IIQIIII", len(name) + 1, 0o100644, len(data), 0, 0, 0, 0)
        out += name.encode() + b"\0" + data
    return out + bytes(32)


@pytest.fixture
def pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    read_fd, write_fd = os.pipe()
    with open(read_fd, "rb", buffering=0) as source, open(write_fd, "wb", buffering=0) as sink:
        yield source, sink


def test_the_answer_has_the_checksum_of_all_bytes(pipe: tuple[BinaryIO, BinaryIO]) -> None:
    source, sink = pipe
    sent = stream(("backup-header", b"x" * 700), ("backup-header.hmac", b"y"))
    sink.write(sent)
    answers: list[bytes] = []
    reader = QfileReader(source, answers.append, QfileLimits(1 << 20, 2))
    tar = io.BufferedReader(reader).read()
    assert len(tar) == 512 + 1024 + 512 + 512
    assert tar[512:1212] == b"x" * 700
    assert tar[-512:] == pad(b"y", 512)
    last = b"backup-header.hmac"
    assert answers == [
        struct.pack("<IIQI", 0, 0, zlib.crc32(sent), len(last)) + last,
    ]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_no_bytes_do_anything_else_than_be_refused(data: st.DataObject) -> None:
    whole = bytearray(stream(("vm1/private.img.000.enc", b"z" * 600), ("vm1/b", b"")))
    if data.draw(st.booleans()):
        for _ in range(data.draw(st.integers(1, 4))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        del whole[data.draw(st.integers(0, len(whole))) :]
    else:
        whole = bytearray(data.draw(st.binary(max_size=300)))
    read_fd, write_fd = os.pipe()
    with open(read_fd, "rb", buffering=0) as source:
        with open(write_fd, "wb", buffering=0) as sink:
            sink.write(whole)
        answers: list[bytes] = []
        reader = QfileReader(source, answers.append, QfileLimits(10_000, 4))
        try:
            tar = io.BufferedReader(reader, 512).read()
        except (DamagedArchive, ArchiveIOError) as error:
            assert isinstance(error, BackupError)
        else:
            assert len(tar) % 512 == 0
            assert len(tar) < 16_000
    assert len(answers) == 1


class Silent:
    """A call whose service never says anything; its pipes end when it is killed."""

    def __init__(self) -> None:
        stdin, stdout = os.pipe(), os.pipe()
        self._far = [stdin[0], stdout[1]]
        self.stdin: BinaryIO = open(stdin[1], "wb", buffering=0)  # noqa: SIM115
        self.stdout: BinaryIO = open(stdout[0], "rb", buffering=0)  # noqa: SIM115

    def kill(self) -> None:
        while self._far:
            os.close(self._far.pop())

    def wait(self) -> tuple[int, bytes]:
        self.kill()
        self.stdin.close()
        self.stdout.close()
        return -9, b""


@pytest.mark.parametrize("part", ["head", "data"])
def test_a_call_that_begins_while_it_is_broken_off(part: str) -> None:
    """Whoever breaks it off sees no call yet, and nobody would come a second time."""
    calls: list[Silent] = []

    def begin() -> Silent:
        source.close()
        calls.append(Silent())
        return calls[-1]

    source = QubeSource("q", "/x", begin)
    stream = source.head() if part == "head" else source.data(["vm1"], 100)
    with pytest.raises(ArchiveIOError, match="was broken off"):
        stream.readinto(bytearray(512))  # type: ignore[attr-defined]
    assert not calls[0]._far
    calls[0].wait()
    stream.close()


def test_after_it_was_broken_off_it_can_be_read_again() -> None:
    calls: list[Silent] = []

    def begin() -> Silent:
        calls.append(Silent())
        return calls[-1]

    source = QubeSource("q", "/x", begin)
    source.close()
    stream = source.data(["vm1"], 100)

    def break_off() -> None:
        while source._running is None:
            time.sleep(0.001)
        source.close()

    breaking = threading.Thread(target=break_off)
    breaking.start()
    with pytest.raises(ArchiveIOError, match="Reading from q"):
        stream.readinto(bytearray(512))  # type: ignore[attr-defined]
    breaking.join()
    assert len(calls) == 1
    stream.close()


WHOLE = stream(("vm1/root.img.000.enc", bytes(range(256)) * 5), ("vm1/empty", b""))


@settings(max_examples=60)
@given(cuts=st.lists(st.integers(1, 900), min_size=1, max_size=9), room=st.integers(1, 900))
def test_any_cut_gives_the_same_tar(cuts: list[int], room: int) -> None:
    """Whatever the kernel hands over at a time, and whatever room there is for it."""

    def tar_of(takes: Iterator[int], room: int) -> bytes:
        read_end, write_end = os.pipe()
        os.write(write_end, WHOLE)
        os.close(write_end)

        def readv(fd: int, buffers: list[memoryview]) -> int:
            data = os.read(fd, min(next(takes), len(buffers[0])))
            buffers[0][: len(data)] = data
            return len(data)

        got = b""
        with pytest.MonkeyPatch.context() as patch, open(read_end, "rb", buffering=0) as source:
            patch.setattr(os, "readv", readv)
            reader = QfileReader(source, lambda _record: None, QfileLimits(1 << 20, 5))
            buffer = bytearray(room)
            while count := reader.readinto(buffer):
                got += buffer[:count]
        return got

    assert tar_of(itertools.cycle(cuts), room) == tar_of(itertools.repeat(1 << 20), 1 << 16)
