"""File systems to keep pools on: btrfs, XFS and ext4 on loop devices, and whatever /tmp is."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import missing

_MAKE = {
    "btrfs": ["mkfs.btrfs", "-q"],
    "xfs": ["mkfs.xfs", "-q", "-m", "reflink=1"],
    "ext4": ["mkfs.ext4", "-q", "-F"],
}
KINDS = tuple(_MAKE)
_IMAGE_BYTES = 512 * 1024**2
_PATIENCE_S = 60


def run(*command: str | Path) -> str:
    """Run a program that has to succeed."""
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}: {result.stderr}"
    return result.stdout


@contextlib.contextmanager
def memory_folder() -> Iterator[Path]:
    """A directory for disks that are soon gone: in memory, where a flush costs nothing."""
    memory = Path("/dev/shm")
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > _IMAGE_BYTES
    with tempfile.TemporaryDirectory(prefix="qube-", dir=memory if has_room else None) as folder:
        yield Path(folder)


def make_filesystem(kind: str, image: Path, size_bytes: int = _IMAGE_BYTES) -> None:
    """A new file system of that kind in a sparse file."""
    program = shutil.which(_MAKE[kind][0], path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if program is None:
        missing(f"the program {_MAKE[kind][0]}")
    with image.open("wb") as file:
        file.truncate(size_bytes)
    run(program, *_MAKE[kind][1:], image)


@contextlib.contextmanager
def loop_filesystem(kind: str, folder: Path, size_bytes: int = _IMAGE_BYTES) -> Iterator[Path]:
    """A mounted file system of that kind, in a sparse image below ``folder``."""
    if os.geteuid() != 0:
        missing(f"root, which mounting {kind} on a loop device takes")
    image, place = folder / f"{kind}.img", folder / kind
    place.mkdir()
    make_filesystem(kind, image, size_bytes)
    mounted = subprocess.run(
        ["mount", "-o", "loop", image, place], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        missing(f"mounting {kind} on a loop device ({mounted.stderr.strip()})")
    try:
        yield place
    finally:
        _unmount(place)


def _unmount(place: Path) -> None:
    """A child that another thread is just starting holds our files open until it runs."""
    end_s = time.monotonic() + _PATIENCE_S
    while subprocess.run(["umount", place], capture_output=True, check=False).returncode:
        if time.monotonic() > end_s:
            run("umount", place)
        time.sleep(0.1)


#: For a fixture: the temporary directory, which everybody has, and each kind of file system.
PLACES = ("plain", *(pytest.param(kind, marks=pytest.mark.root) for kind in KINDS))


@contextlib.contextmanager
def place_of(kind: str, folder: Path) -> Iterator[Path]:
    """A directory named after the kind, on a file system of that kind."""
    if kind == "plain":
        place = folder / kind
        place.mkdir()
        yield place
        return
    with memory_folder() as memory, loop_filesystem(kind, memory) as mounted:
        yield mounted


def files(folder: Path) -> list[str]:
    """Names in a directory, sorted; none without it."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
