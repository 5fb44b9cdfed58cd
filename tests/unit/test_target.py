"""The target file: whole under its name or not there, and never over another file."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from qubesmanager.backend.backup import target as target_module
from qubesmanager.backend.backup.errors import ArchiveIOError
from qubesmanager.backend.backup.target import (
    WINDOW_BYTES,
    FileTarget,
    Leftover,
    NotEnoughSpace,
    TargetExists,
    find_leftovers,
    remove_leftover,
    write_failure,
)


def test_a_committed_file_has_its_name_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with FileTarget(str(path)) as target:
        assert target.path == str(path) == target.file.name
        target.file.write(b"content")
        assert os.listdir(tmp_path) == ["backup.incomplete"]
        assert not target.committed
        target.commit()
        assert os.listdir(tmp_path) == ["backup"]
    assert path.read_bytes() == b"content"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_gets_a_dated_name(tmp_path: Path) -> None:
    with FileTarget(str(tmp_path), now=datetime(2026, 11, 21, 3, 12, 34)) as target:
        target.commit()
    assert os.listdir(tmp_path) == ["qubes-backup-2026-11-21T031234"]
    assert re.fullmatch(
        r".*/qubes-backup-\d{4}-\d\d-\d\dT\d{6}", FileTarget(str(tmp_path) + "/").path
    )


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with FileTarget("backup") as target:
        monkeypatch.chdir("/")
        target.commit()
    assert os.listdir(tmp_path) == ["backup"]


def test_without_commit_nothing_is_left(tmp_path: Path) -> None:
    with FileTarget(str(tmp_path / "one")) as target:
        target.file.write(b"content")
    with (
        pytest.raises(RuntimeError, match="in between"),
        FileTarget(str(tmp_path / "two")) as target,
    ):
        raise RuntimeError("in between")
    assert os.listdir(tmp_path) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    for name in ("backup", "backup.incomplete"):
        (tmp_path / name).write_bytes(b"precious")
        with pytest.raises(TargetExists, match=re.escape(f"{tmp_path / name} exists")):
            FileTarget(str(path)).__enter__()
        assert (tmp_path / name).read_bytes() == b"precious"
        (tmp_path / name).unlink()
    path.symlink_to("/nonexistent/place")
    with pytest.raises(TargetExists):
        FileTarget(str(path)).__enter__()
    assert path.is_symlink()


def test_a_name_taken_in_the_meantime(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    with FileTarget(str(path)) as target:
        target.file.write(b"ours")
        path.write_bytes(b"precious")
        with pytest.raises(TargetExists, match="in the meantime"):
            target.commit()
    assert os.listdir(tmp_path) == ["backup"]
    assert path.read_bytes() == b"precious"


class _OldLibc:
    """A C library on a file system that cannot rename without overwriting."""

    def __init__(self, number: int) -> None:
        self.number = number

    def renameat2(self, *_: object) -> int:
        ctypes.set_errno(self.number)
        return -1


def test_a_file_system_without_exclusive_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "backup"
    monkeypatch.setattr(target_module, "_libc", _OldLibc(22))
    with FileTarget(str(path)) as target:
        target.file.write(b"ours")
        target.commit()
    assert path.read_bytes() == b"ours"
    with FileTarget(str(tmp_path / "other")) as target:
        (tmp_path / "other").write_bytes(b"precious")
        with pytest.raises(TargetExists):
            target.commit()
    assert sorted(os.listdir(tmp_path)) == ["backup", "other"]
    assert (tmp_path / "other").read_bytes() == b"precious"
    monkeypatch.setattr(target_module, "_libc", _OldLibc(5))
    with (
        FileTarget(str(tmp_path / "third")) as target,
        pytest.raises(ArchiveIOError, match="third failed: Input/output error.*Check it"),
    ):
        target.commit()
    assert sorted(os.listdir(tmp_path)) == ["backup", "other"]


def test_places_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveIOError, match=f"The folder {tmp_path}/absent does not exist"):
        FileTarget(str(tmp_path / "absent" / "backup")).__enter__()
    with pytest.raises(ArchiveIOError, match="file failed: Not a directory"):
        FileTarget(str(tmp_path / "file" / "backup")).__enter__()
    with pytest.raises(ArchiveIOError, match="name is too long"):
        FileTarget(str(tmp_path / ("x" * 250))).__enter__()
    with pytest.raises(ArchiveIOError, match=r"Writing /proc.* failed"):
        FileTarget("/proc/backup").__enter__()
    assert os.listdir(tmp_path) == ["file"]


def test_too_little_space_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughSpace, match=r"free.*needs about 1024 PiB"):
        FileTarget(str(tmp_path / "backup"), needed_bytes=1 << 60).__enter__()
    assert os.listdir(tmp_path) == []


def test_file_descriptors_are_closed(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")
    for name in ("a", "a", "b/c"):
        try:
            with FileTarget(str(tmp_path / name)) as target:
                target.commit()
        except ArchiveIOError:
            pass
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_large_files_go_to_the_disk_in_windows(tmp_path: Path) -> None:
    piece = os.urandom(1 << 20)
    with FileTarget(str(tmp_path / "backup")) as target:
        for _ in range(3 * (WINDOW_BYTES >> 20) + 1):
            assert target.file.write(piece) == len(piece)
        target.commit()
    assert (tmp_path / "backup").stat().st_size == 3 * WINDOW_BYTES + (1 << 20)


def test_the_largest_file_allowed(tmp_path: Path) -> None:
    """In a process of its own whose files may have 100 kB."""
    code = """
import sys, resource, threading, os
from qubesmanager.backend.backup.errors import ArchiveIOError
from qubesmanager.backend.backup.target import FileTarget
from qubesmanager.backend.backup.writer import *
from qubesmanager.backend.backup.scrypt_container import Cost
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
files = [ArchiveFile("vm1/notes.txt", os.urandom(200_000), "work", "notes")]
options = WriteOptions(cost=Cost(log_n=4))
try:
    with FileTarget(sys.argv[1]) as target:
        write_archive(target.file, b"", files, b"p", options, print, threading.Event())
        target.commit()
except ArchiveIOError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "backup")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Writing {tmp_path}/backup failed: File too large. The file became" in done.stdout
    assert os.listdir(tmp_path) == []


@pytest.mark.root
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root for a mount")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no mount: {mounted.stderr.decode().strip()}")
    try:
        with (
            pytest.raises(OSError, match="No space left"),
            FileTarget(str(tmp_path / "backup")) as target,
        ):
            while target.file.write(bytes(5000)):
                pass
        assert os.listdir(tmp_path) == []
        with pytest.raises(NotEnoughSpace):
            FileTarget(str(tmp_path / "backup"), needed_bytes=70_000).__enter__()
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_killed_process_leaves_no_final_name(tmp_path: Path) -> None:
    code = """
import sys
from qubesmanager.backend.backup.target import FileTarget
with FileTarget(sys.argv[1]) as target:
    target.file.write(b"half")
    print("written", flush=True)
    sys.stdin.read()
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "backup")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"written\n"
        child.send_signal(signal.SIGKILL)
    assert os.listdir(tmp_path) == ["backup.incomplete"]


# ---- leftovers of killed backups

_ARCHIVE_BEGIN = b"backup-header" + bytes(499)


def test_what_a_killed_backup_left_is_found_and_replaced(tmp_path: Path) -> None:
    """The real writer, killed in the middle; then the same backup once more."""
    (tmp_path / "image").write_bytes(os.urandom(1_000_000))
    archives = tmp_path / "archives"
    archives.mkdir()
    code = """
import os, signal, sys, threading
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup.target import FileTarget
from qubesmanager.backend.backup.writer import *
source = VolumeSource(sys.argv[1], os.path.getsize(sys.argv[1]))
files = [ArchiveFile(f"vm{i}/private.img", source, "a", "b") for i in range(1, 9)]
def on_progress(progress):
    if sys.argv[3] == "die" and progress.done_bytes > 2_000_000:
        os.kill(os.getpid(), signal.SIGKILL)
with FileTarget(sys.argv[2]) as target:
    write_archive(target.file, b"<qubes/>", files, b"secret",
                  WriteOptions(Cost(14), chunk_bytes=200_000), on_progress, threading.Event())
    target.commit()
"""
    words = [sys.executable, "-c", code, str(tmp_path / "image"), str(archives / "backup")]
    assert subprocess.run([*words, "die"], check=False).returncode == -signal.SIGKILL
    assert os.listdir(archives) == ["backup.incomplete"]
    (leftover,) = find_leftovers(str(archives))
    assert leftover.path == str(archives / "backup.incomplete")
    assert subprocess.run([*words, "live"], check=False).returncode == 0
    assert os.listdir(archives) == ["backup"]


def test_a_leftover_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    leftover = tmp_path / "backup.incomplete"
    leftover.write_bytes(_ARCHIVE_BEGIN + b"half of an archive")
    with FileTarget(str(tmp_path / "backup")) as target:
        target.file.write(b"new")
        assert find_leftovers(str(tmp_path)) == []
        target.commit()
    assert (tmp_path / "backup").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["backup"]


def test_what_another_backup_is_writing_is_no_leftover(tmp_path: Path) -> None:
    with FileTarget(str(tmp_path / "backup")) as first:
        first.file.write(_ARCHIVE_BEGIN)
        with pytest.raises(TargetExists, match="another backup is being written there"):
            FileTarget(str(tmp_path / "backup")).__enter__()
        assert not remove_leftover(str(tmp_path / "backup.incomplete"))
        first.commit()
    assert (tmp_path / "backup").read_bytes() == _ARCHIVE_BEGIN


def test_leftovers_of_a_folder(tmp_path: Path) -> None:
    for name, content, when in (
        ("old.incomplete", _ARCHIVE_BEGIN, 1),
        ("new.incomplete", _ARCHIVE_BEGIN + bytes(10), 2),
        ("film.incomplete", b"RIFF", 3),
        ("complete", _ARCHIVE_BEGIN, 4),
    ):
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (when, when))
    (tmp_path / "link.incomplete").symlink_to("old.incomplete")
    os.mkfifo(tmp_path / "fifo.incomplete")
    assert find_leftovers(str(tmp_path)) == [
        Leftover(str(tmp_path / "old.incomplete"), 512, 1),
        Leftover(str(tmp_path / "new.incomplete"), 522, 2),
    ]
    assert find_leftovers(str(tmp_path / "absent")) == []
    assert remove_leftover(str(tmp_path / "old.incomplete"))
    for name in ("film.incomplete", "complete.incomplete", "link.incomplete"):
        assert not remove_leftover(str(tmp_path / name))
    left = {"complete", "film.incomplete", "new.incomplete", "fifo.incomplete", "link.incomplete"}
    assert set(os.listdir(tmp_path)) == left


def test_the_file_can_be_patched(tmp_path: Path) -> None:
    with FileTarget(str(tmp_path / "backup")) as target:
        assert target.file.seekable()
        target.file.write(b"0123456789")
        target.file.seek(2)
        target.file.write(b"ab")
        target.file.seek(10)
        target.file.write(b"!")
        target.commit()
    assert (tmp_path / "backup").read_bytes() == b"01ab456789!"


def test_failures_say_what_to_do() -> None:
    for number in (28, 122, 27, 5, 30, 13):
        text = str(write_failure("/media/x", OSError(number, os.strerror(number))))
        assert text.startswith(f"Writing /media/x failed: {os.strerror(number)}. ")
        assert text.endswith(".")
        assert text.count(".") >= 2
    assert str(write_failure("x", OSError(9999, "odd"))) == "Writing x failed: odd."


def test_the_target_must_be_open() -> None:
    with pytest.raises(ValueError, match="not open"):
        _ = FileTarget("/tmp/backup").file
