"""A disk that writes down what reaches it, to see what is left when the power goes.

A regular file served by FUSE (kernel: include/uapi/linux/fuse.h; libfuse is not needed for so
little) carries a loop device. Every write that arrives, and every flush, goes to a log before it
is answered; so the log at any moment tells which writes a disk with a volatile cache may have
lost: those after the last flush, all of them or any. What the file system above still holds in
memory never gets here, and is lost as well.

``python -m tests.logged_disk IMAGE LOG PLACE`` serves IMAGE as the file PLACE until that is
unmounted, and says ``ready`` on its output.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import random
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, missing

MAX_WRITE = 128 * 1024

_IN = struct.Struct("<IIQQIIII")  # length, opcode, unique, node, uid, gid, pid, padding
_OUT = struct.Struct("<IiQ")  # length, error, unique
_GETATTR, _OPEN, _READ, _WRITE, _RELEASE, _FSYNC, _FLUSH, _INIT = 3, 14, 15, 16, 18, 20, 25, 26
_FORGET, _DESTROY, _BATCH_FORGET = 2, 38, 42
_RANGE = struct.Struct("<QQI")  # file handle, offset, size
_RANGE_BYTES = 40
_RECORD = struct.Struct("<cQI")


def serve(image: Path, log: Path, place: Path) -> None:
    """Mount and answer until unmounted."""
    device = os.open("/dev/fuse", os.O_RDWR)
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"fd={device},rootmode={stat.S_IFREG | 0o600:o},user_id=0,group_id=0"
    if libc.mount(b"logged", bytes(place), b"fuse", 0, options.encode()):
        raise OSError(ctypes.get_errno(), "mounting by FUSE")
    with image.open("r+b", buffering=0) as disk, log.open("ab", buffering=0) as records:
        print("ready", flush=True)
        while True:
            try:
                request = os.read(device, MAX_WRITE + 4096)
            except OSError as error:
                if error.errno == errno.ENODEV:  # unmounted
                    return
                raise
            _, opcode, unique, *_ = _IN.unpack_from(request)
            if opcode in (_FORGET, _BATCH_FORGET):
                continue
            reply = _answer(opcode, request[_IN.size :], disk.fileno(), records.fileno())
            error, body = (-reply, b"") if isinstance(reply, int) else (0, reply)
            os.write(device, _OUT.pack(_OUT.size + len(body), error, unique) + body)


def _answer(opcode: int, body: bytes, disk: int, log: int) -> bytes | int:
    """The body of the reply, or an errno."""
    if opcode == _INIT:
        return struct.pack("<IIIIHHIIHHI28x", 7, 31, 0, 0, 8, 6, MAX_WRITE, 1, 0, 0, 0)
    if opcode == _GETATTR:
        size = os.fstat(disk).st_size
        figures = (
            1,
            size,
            size // 512,
            0,
            0,
            0,
            0,
            0,
            0,
            stat.S_IFREG | 0o600,
            1,
            0,
            0,
            0,
            4096,
            0,
        )
        return struct.pack("<QII", 3600, 0, 0) + struct.pack("<6Q10I", *figures)
    if opcode == _OPEN:
        return struct.pack("<QII", 0, 0, 0)
    if opcode == _READ:
        _, offset, size = _RANGE.unpack_from(body)
        return os.pread(disk, size, offset)
    if opcode == _WRITE:
        _, offset, size = _RANGE.unpack_from(body)
        data = body[_RANGE_BYTES : _RANGE_BYTES + size]
        os.pwrite(disk, data, offset)
        os.write(log, _RECORD.pack(b"W", offset, size) + data)
        return struct.pack("<II", size, 0)
    if opcode == _FSYNC:
        os.write(log, _RECORD.pack(b"F", 0, 0))
        return b""
    if opcode in (_FLUSH, _RELEASE, _DESTROY):
        return b""
    return errno.ENOSYS


@contextlib.contextmanager
def logged_disk(image: Path, log: Path) -> Iterator[Path]:
    """A loop device on ``image``, whose writes and flushes go to ``log``."""
    if os.geteuid() != 0:
        missing("root, which a disk that keeps a log takes")
    if not Path("/dev/fuse").exists():
        missing("/dev/fuse, for a disk that keeps a log")
    place = image.with_suffix(".served")
    place.touch()
    command = [sys.executable, "-m", "tests.logged_disk", str(image), str(log), str(place)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            assert server.stdout.readline() == b"ready\n", "the logged disk does not start"
            device = _run("losetup", "--find", "--show", str(place)).strip()
            try:
                yield Path(device)
            finally:
                _run("losetup", "--detach", device)
        finally:
            _run("umount", str(place))
            place.unlink()


@contextlib.contextmanager
def mounted(kind: str, device: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    _run("mount", "-t", kind, str(device), str(place))
    try:
        yield place
    finally:
        _run("umount", str(place))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def copy_sparse(source: Path, target: Path) -> None:
    _run("cp", "--sparse=always", str(source), str(target))


@dataclass(frozen=True)
class Write:
    offset: int
    data: bytes


class WriteLog:
    """What has reached a disk since ``before``, an image of it at the start of the log."""

    def __init__(self, before: Path, log: Path) -> None:
        self._before = before
        self._writes: list[Write] = []
        #: Number of writes that were there at each flush.
        self.flushes: list[int] = []
        self._ends: list[tuple[int, int]] = [(0, 0)]  # bytes of log -> number of writes
        data = log.read_bytes()
        at = 0
        while at < len(data):
            kind, offset, size = _RECORD.unpack_from(data, at)
            at += _RECORD.size
            if kind == b"F":
                self.flushes.append(len(self._writes))
            else:
                self._writes.append(Write(offset, data[at : at + size]))
                at += size
            self._ends.append((at, len(self._writes)))

    def position(self, log_bytes: int) -> int:
        """How many writes there were when the log had that length."""
        return max(count for end, count in self._ends if end <= log_bytes)

    def losses(self, position: int) -> Iterator[tuple[str, tuple[int, ...]]]:
        """What may be on the disk when the power goes there: which of its late writes, and all."""
        kept = max((flush for flush in self.flushes if flush <= position), default=0)
        late = range(kept, position)
        some = sorted(random.Random(position).sample(late, len(late) // 2))
        for name, present in (("none", []), ("some", some), ("all", list(late))):
            yield name, (*range(kept), *present)

    def restore(self, present: tuple[int, ...], image: Path) -> None:
        """The disk as it is with these writes only."""
        copy_sparse(self._before, image)
        with image.open("r+b") as disk:
            for number in present:
                write = self._writes[number]
                disk.seek(write.offset)
                disk.write(write.data)


if __name__ == "__main__":
    serve(*map(Path, sys.argv[1:]))
