"""Which thin pool of LVM a directory lies on (spec section 2.3)."""

from __future__ import annotations

import functools
import logging
import os
import re
import subprocess
from pathlib import Path

from .programs import as_root

log = logging.getLogger(__name__)

_SYS_BLOCK = Path("/sys/dev/block")
_SUFFIX = "-tpool"
_TIMEOUT_S = 10


@functools.cache
def thin_pool_of(directory: str) -> tuple[str, str] | tuple[None, None]:
    """Volume group and thin pool that carry the directory's file system, else (None, None).

    Blocks at the first call for a directory, while ``dmsetup`` runs; the answer is remembered.
    """
    try:
        device = os.stat(directory).st_dev
        major, minor = os.major(device), os.minor(device)
        # Of other devices nobody is asked: where the kernel has no device-mapper at all, dmsetup
        # would leave a node for it behind.
        if not (_SYS_BLOCK / f"{major}:{minor}" / "dm").is_dir():
            return None, None
        table = _table(major, minor)
        if table is None:
            return None, None
        name = (_SYS_BLOCK / table / "dm" / "name").read_text().strip()
    except OSError as error:
        log.debug("no thin pool is known under %r: %s", directory, error)
        return None, None
    return split_pool_name(name) or (None, None)


def _table(major: int, minor: int) -> str | None:
    """MAJOR:MINOR of the pool of a thin device, None for another one."""
    command = as_root("dmsetup", "-j", str(major), "-m", str(minor), "table")
    try:
        output = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT_S,
            check=True,
            text=True,
        ).stdout
    except subprocess.SubprocessError:
        return None
    words = output.split()  # START LENGTH thin MAJOR:MINOR ID
    if len(words) < 4 or words[2] != "thin" or not re.fullmatch(r"\d+:\d+", words[3]):
        return None
    return words[3]


def split_pool_name(name: str) -> tuple[str, str] | None:
    """``my--vg-pool--1-tpool`` is (``my-vg``, ``pool-1``); None for any other form."""
    if not name.endswith(_SUFFIX):
        return None
    parts = name.removesuffix(_SUFFIX).replace("--", "\0").split("-")
    if len(parts) != 2 or not all(parts):
        return None
    return parts[0].replace("\0", "-"), parts[1].replace("\0", "-")
