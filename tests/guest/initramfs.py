"""A small root file system for a Linux kernel: an uncompressed cpio archive ("newc").

Format: Linux, Documentation/driver-api/early-userspace/buffer-format.rst. Each entry is a header
of 13 numbers of 8 hex digits after the magic, the name and the data, each padded to 4 bytes.
"""

from __future__ import annotations

import stat
from pathlib import Path

_MAGIC = b"070701"
_END = "TRAILER!!!"


class Initramfs:
    """Entries are added in order; a directory comes before what lies in it."""

    def __init__(self) -> None:
        self._archive = bytearray()
        self._inode = 0

    def directory(self, name: str) -> None:
        self._entry(name, stat.S_IFDIR | 0o755, b"")

    def file(self, name: str, data: bytes, mode: int = 0o755) -> None:
        self._entry(name, stat.S_IFREG | mode, data)

    def character_device(self, name: str, major: int, minor: int) -> None:
        self._entry(name, stat.S_IFCHR | 0o600, b"", (major, minor))

    def write(self, path: Path) -> None:
        self._entry(_END, 0, b"")
        path.write_bytes(self._archive)

    def _entry(self, name: str, mode: int, data: bytes, device: tuple[int, int] = (0, 0)) -> None:
        self._inode += 1
        label = name.encode() + b"\0"
        owner, links, mtime, host = (0, 0), 1, 0, (0, 0)
        numbers = (self._inode, mode, *owner, links, mtime, len(data), *host, *device, len(label))
        self._archive += _MAGIC + b"".join(b"%08x" % number for number in (*numbers, 0)) + label
        self._pad()
        self._archive += data
        self._pad()

    def _pad(self) -> None:
        self._archive += bytes(-len(self._archive) % 4)
