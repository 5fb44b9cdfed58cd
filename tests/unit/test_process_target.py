"""A program as the target: a qube's service by its byte protocol, a command, and their failures."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from qubesmanager.backend.backup.errors import ArchiveIOError, BackupCancelled
from qubesmanager.backend.backup.process_target import ProcessTarget, TargetEnded
from qubesmanager.backend.backup.scrypt_container import Cost
from qubesmanager.backend.backup.writer import (
    ArchiveFile,
    VolumeSource,
    WriteOptions,
    write_archive,
)
from tests.waiting import PATIENCE_S

# What backup-format.md section 9.1 says of the service, and nothing more.
KILLED = (-signal.SIGTERM, -signal.SIGKILL)
SERVICE = textwrap.dedent("""
    import datetime, os, subprocess, sys
    line = b""
    while not line.endswith(b"\\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit("no target line")
        line += byte
    target = line[:-1].decode()
    print("text that is thrown away" * 10000)
    if os.path.isdir(target):
        name = "qubes-backup-" + datetime.datetime.now().strftime("%Y-%m-%dT%H%M%S")
        with open(os.path.join(target, name), "xb") as out:
            while data := os.read(0, 65536):
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
    else:
        sys.exit(subprocess.run(target, shell=True).returncode)
""")

OPTIONS = WriteOptions(Cost(4), chunk_bytes=300_000, buffer_bytes=600_000)


def service(stop: threading.Event, first_line: str) -> ProcessTarget:
    return ProcessTarget([sys.executable, "-c", SERVICE], "qube disk", stop, first_line)


def command(words: str, stop: threading.Event | None = None) -> ProcessTarget:
    return ProcessTarget(["sh", "-c", words], "command", stop or threading.Event())


def save(target: ProcessTarget, path: Path, stop: threading.Event | None = None) -> None:
    files = [ArchiveFile("vm1/private.img", VolumeSource(str(path), path.stat().st_size), "a", "b")]
    with target:
        write_archive(
            target.file,
            b"<qubes/>",
            files,
            b"secret",
            OPTIONS,
            lambda progress: None,
            stop or threading.Event(),
        )
        target.commit()


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image"
    path.write_bytes(os.urandom(3_000_000))
    return path


def archive_ok(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"backup-header\0") and len(content) % 10240 == 0


def threads() -> list[str]:
    """Those of a backup that do not end by themselves."""
    for thread in threading.enumerate():
        if thread.name.startswith("backup-"):
            thread.join(60)
    return [t.name for t in threading.enumerate() if t.name.startswith("backup-")]


def test_a_folder_in_a_qube(tmp_path: Path, image: Path) -> None:
    folder = tmp_path / "disk with spaces"
    folder.mkdir()
    save(service(threading.Event(), str(folder)), image)
    (made,) = folder.iterdir()
    assert made.name.startswith("qubes-backup-")
    assert archive_ok(made)
    assert threads() == []


def test_a_command_in_a_qube(tmp_path: Path, image: Path) -> None:
    out = tmp_path / "out"
    save(service(threading.Event(), f"cat > {shlex.quote(str(out))}"), image)
    assert archive_ok(out)


def test_line_ends_in_the_target_line_are_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    target = ProcessTarget(["sh", "-c", f"cat > {out}"], "x", threading.Event(), "/a\r\nb")
    with target:
        assert target.file.write(b"data") is None
        while target.file.write(b"data") is None:
            pass
        target.commit()
    assert out.read_bytes() == b"/ab\ndata"


def test_a_command_gets_the_archive_alone(tmp_path: Path, image: Path) -> None:
    out = tmp_path / "out"
    save(command(f"cat > {out}"), image)
    assert archive_ok(out)


def test_a_first_line_without_data(tmp_path: Path) -> None:
    with ProcessTarget(
        ["sh", "-c", f"cat > {tmp_path}/out"], "x", threading.Event(), "/a"
    ) as target:
        target.commit()
    assert (tmp_path / "out").read_bytes() == b"/a\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("exit 1", r"ended before the backup did \(status 1\)"),
        ("head -c 100000 > /dev/null; echo bad disk >&2; exit 3", r"status 3: bad disk"),
        ("head -c 700000 > /dev/null", r"ended before the backup did \(status 0\)"),
        ("cat > /dev/null; echo 'no room' >&2; exit 1", r"did not take .*\(status 1: no room\)"),
        ("kill -9 $$", r"signal 9"),
        ("exec 0<&-; echo closed >&2; exec sleep 30", r"it closed its input"),
        ("cat > /dev/null; printf 'a\\033[1mb\\377' >&2; exit 1", r"a \[1mb\)"),
    ],
)
def test_receivers_that_fail(image: Path, words: str, message: str) -> None:
    with pytest.raises(TargetEnded, match=message):
        save(command(words), image)
    assert threads() == []


@pytest.mark.parametrize("words", ["sleep 0.5", "exec 0<&-; sleep 0.5", "head -c 100; sleep 0.2"])
def test_what_fits_into_the_pipe_has_to_be_read(words: str) -> None:
    with (
        pytest.raises(TargetEnded, match="ended before the backup did|closed its input"),
        ProcessTarget(["sh", "-c", words], "x", threading.Event()) as target,
    ):
        while target.file.write(bytes(40_000)) is None:
            pass
        target.commit()
    assert threads() == []


def test_a_program_that_never_reads_can_be_cancelled() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    with (
        pytest.raises(BackupCancelled),
        ProcessTarget(["sleep", "60"], "x", stop) as target,
    ):
        while target.file.write(bytes(40_000)) is None:
            pass
        target.commit()


def test_only_the_beginning_of_a_long_complaint_is_told(image: Path) -> None:
    with pytest.raises(TargetEnded) as caught:
        save(command("cat > /dev/null; yes x | head -c 9000000 >&2; exit 1"), image)
    assert len(str(caught.value)) < 1200


def test_a_program_that_is_not_there(image: Path) -> None:
    target = ProcessTarget(["/nonexistent/program"], "qube disk", threading.Event())
    with pytest.raises(ArchiveIOError, match=r"qube disk cannot be started.*No such file"):
        save(target, image)


def test_a_slow_receiver_is_waited_for(tmp_path: Path, image: Path) -> None:
    script = "while head -c 200000 | grep -c . > /dev/null; do sleep 0.02; done; cat > /dev/null"
    save(command(script), image)


@pytest.mark.parametrize("words", ["exec sleep 600", "cat > /dev/null; exec sleep 600"])
def test_a_receiver_that_has_stopped_can_be_cancelled(image: Path, words: str) -> None:
    """The first never reads, the second never ends: in both, cancel does not wait for that."""
    stop = threading.Event()
    target = command(words, stop)
    timer = threading.Timer(0.5, stop.set)
    timer.start()
    with pytest.raises(BackupCancelled):
        save(target, image, stop)
    assert target._process is not None and target._process.returncode in KILLED
    timer.join()
    assert threads() == []


def test_what_the_receiver_started_ends_with_it(tmp_path: Path, image: Path) -> None:
    stop = threading.Event()
    pid_file = tmp_path / "pid"
    target = command(f"sleep 600 & echo $! > {pid_file}; wait", stop)
    with target:
        while not pid_file.exists() or not pid_file.read_text().strip():
            assert target._process is not None and target._process.poll() is None
    # It has its signal; the kernel takes it away in its own time, and nobody else would.
    child = Path(f"/proc/{pid_file.read_text().strip()}/stat")
    deadline = time.monotonic() + PATIENCE_S
    while _is_alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _is_alive(stat: Path) -> bool:
    try:
        return stat.read_text().split()[2] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_the_target_must_be_open() -> None:
    with pytest.raises(ValueError, match="not open"):
        _ = command("cat").file


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        ("/mnt/qubes-backup-1\\n", "/mnt/qubes-backup-1 in qube disk"),
        ("/mnt/qubes-backup-1\\nmore\\n", "/mnt/qubes-backup-1 in qube disk"),
        ("", "/mnt/ in qube disk"),
        ("/mnt\\n", "/mnt/ in qube disk"),
        ("/mnt/\\n", "/mnt/ in qube disk"),
        ("/etc/passwd\\n", "/mnt/ in qube disk"),
        ("/mnt/../etc\\n", "/mnt/ in qube disk"),
        ("/mnt/a\\033[2J\\n", "/mnt/ in qube disk"),
        ("saved\\n", "/mnt/ in qube disk"),
    ],
)
def test_what_a_service_says_it_has_kept(answer: str, path: str) -> None:
    words = f"cat >/dev/null; printf '{answer}'"
    target = ProcessTarget(["sh", "-c", words], "/mnt/ in qube disk", threading.Event(), "/mnt/")
    with target:
        target.commit()
    assert target.path == path
    assert target.location == ("/mnt/qubes-backup-1" if "backup-1" in path else "")


@pytest.mark.parametrize(
    ("answer", "location"),
    [("/mnt/x.qbak\n", "/mnt/x.qbak"), ("/mnt/x.qbak", "/mnt/x.qbak"), ("/mnt/y\n", ""), ("", "")],
)
def test_what_a_service_says_of_a_file_that_it_was_asked_for(answer: str, location: str) -> None:
    words = f"cat >/dev/null; printf '{answer}'"
    target = ProcessTarget(["sh", "-c", words], "it", threading.Event(), "/mnt/x.qbak")
    with target:
        target.commit()
    assert target.location == location
