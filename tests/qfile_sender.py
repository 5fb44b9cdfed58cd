"""qubes.Restore as the specification says a qube does it, and as a hostile one might.

Run as a process: standard input has location, wanted names and, at the end, the result record.
``FAULT`` in the environment makes it misbehave.
"""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import zlib
from typing import BinaryIO

FAULT = os.environ.get("FAULT", "")
FAULTS = {
    "traversal": b"vm1/../../etc/passwd",
    "absolute": b"/etc/passwd",
    "empty-part": b"vm1//private.img.000.enc",
    "odd-bytes": b"vm1/pri\xffvate.img",
    "control": b"vm1/pri\nvate.img",
    "long-name": b"v" * 200,
    "no-name-end": b"vm1/x",
    "twice": b"",
    "symlink": b"vm1/link",
    "device": b"vm1/null",
    "huge": b"vm1/huge",
    "many": b"",
    "more": b"",
    "bad-time": b"vm1/x",
    "fat-directory": b"vm1",
    "bad-end": b"",
    "cut": b"",
    "cut-in-file": b"",
    "silent-status": b"",
    "words": b"",
}
RECORD = struct.Struct("<IIQIIII")
REGULAR, LINK, DEVICE, DIRECTORY = 0o100644, 0o120777, 0o020666, 0o040700


class Sender:
    def __init__(self) -> None:
        self.crc = 0
        self.out = sys.stdout.buffer
        self.folders: set[str] = set()

    def put(self, data: bytes) -> None:
        self.crc = zlib.crc32(data, self.crc)
        self.out.write(data)

    def record(self, name: bytes, mode: int, size: int, ns: int = 0, end: bytes = b"\0") -> None:
        self.put(RECORD.pack(len(name) + 1, mode, size, 1, ns, 1, ns) + name + end)

    def file(self, name: str, data: bytes) -> None:
        parts = name.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if folder not in self.folders:
                self.folders.add(folder)
                self.record(folder.encode(), DIRECTORY, 0)
        self.record(name.encode(), REGULAR, len(data))
        self.put(data)

    def misbehave(self, name: str, data: bytes) -> None:
        """Before the first file of a qube."""
        bad = FAULTS[FAULT]
        if FAULT in ("symlink", "device"):
            self.record(bad, LINK if FAULT == "symlink" else DEVICE, 4)
            self.put(b"/etc")
        elif FAULT == "huge":
            self.record(bad, REGULAR, 1 << 40)
        elif FAULT == "many":
            for number in range(1000):
                self.record(b"vm1/x%d" % number, REGULAR, 0)
        elif FAULT == "more":
            for number in range(400):
                self.file(f"vm1/more.{number:03d}.enc", bytes(1 << 20))
        elif FAULT == "twice":
            self.file(name, data)
        elif FAULT == "bad-time":
            self.record(bad, REGULAR, 0, ns=1_000_000_000)
        elif FAULT == "fat-directory":
            self.record(bad, DIRECTORY, 5)
            self.put(b"12345")
        elif FAULT == "bad-end":
            self.put(RECORD.pack(0, 1, 0, 0, 0, 0, 0))
        elif FAULT == "no-name-end":
            self.record(bad, REGULAR, 0, end=b"y")
        elif FAULT == "cut-in-file":
            self.record(name.encode(), REGULAR, len(data))
            self.put(data[: len(data) // 2])
            self.stop(0)
        elif FAULT == "cut":
            self.stop(0)
        elif FAULT == "words":
            sys.stderr.write("the disk\x1b[31m has gone\n" + "x" * 5000)
            self.stop(3)
        elif FAULT != "silent-status":
            self.record(bad, REGULAR, 0)

    def stop(self, status: int) -> None:
        self.out.flush()
        sys.exit(status)


def main() -> int:
    stdin: BinaryIO = sys.stdin.buffer
    place = stdin.readline().rstrip(b"\n").decode()
    wanted = stdin.readline().decode().split()
    sender = Sender()
    waiting, faulty = set(wanted), bool(FAULT)
    if os.path.isfile(place):
        source: BinaryIO = open(place, "rb")  # noqa: SIM115  as long as the process
    elif shutil.which(place.split(" ")[0]):
        made = subprocess.run(place, shell=True, stdout=subprocess.PIPE, check=False)
        source = io.BytesIO(made.stdout)
    else:
        sys.stderr.write(f"{place}: No such file or directory\n")
        return 1
    with tarfile.open(fileobj=source, ignore_zeros=True) as archive:
        for member in archive:
            hits = {word for word in wanted if member.name.startswith(word)}
            if wanted and not hits:
                if not waiting:
                    break
                continue
            waiting -= hits
            file = archive.extractfile(member)
            assert file is not None
            data = file.read()
            if faulty and member.name.startswith("vm"):
                faulty = False
                sender.misbehave(member.name, data)
            sender.file(member.name, data)
    sender.put(bytes(RECORD.size))
    sender.out.flush()
    code, zero, crc = struct.unpack("<IIQ", stdin.read(16))
    if FAULT == "silent-status" and not faulty:
        return 7
    return 0 if zero == 0 and (code == 122 or (code == 0 and crc == sender.crc)) else 5


if __name__ == "__main__":
    sys.exit(main())
