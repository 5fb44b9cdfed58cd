"""How much memory a backup may take, from what the machine has free.

A key derivation at stock strength takes 1 GiB by itself; several at once are several times as much,
and run only where two fifths of what is free are enough for them. Beside them stand the blocks that
wait between the compressor and the encryption: enough of them to keep compressing while a key is
still being derived, and never so many that other programs suffer.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .scrypt_container import Cost

log = logging.getLogger(__name__)

MIB = 1 << 20
# Measured on mixed data, stock strength, 2 cores: beyond 256 MiB nothing is gained.
MAX_BUFFER_BYTES = 256 * MIB
MIN_BUFFER_BYTES = 32 * MIB
# The stock tools were seen to restore chunks of 400 MiB, with their 1 GB of temporary space.
MAX_CHUNK_BYTES = 400 * MIB
# A hand of four for every two cores: the other is for the data. More are not waited for.
MAX_LANES = 8
_LANES_A_CORE = 2
# Of chunks read ahead: two of stock size; three of the largest that we write, for keys to be
# derived while a chunk is worked on.
MIN_READ_BYTES = 272 * MIB
MAX_READ_BYTES = 1210 * MIB
_MEMINFO = Path("/proc/meminfo")
_OWN_GROUP = Path("/proc/self/cgroup")
_GROUPS = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Room:
    """Bytes of blocks in memory, bytes of compressed data in one chunk, derivations at a time."""

    buffer_bytes: int
    chunk_bytes: int
    lanes: int


def available_bytes() -> int:
    """What can be had without swapping, by this machine or as our control groups allow."""
    return max(0, min(_of_machine_bytes(), *_of_groups_bytes()))


def _of_groups_bytes() -> Iterator[int]:
    """What each control group (version 2) that we are in has left; files it caches do not count.

    Who takes more is killed, whatever else is free.
    """
    yield 1 << 62
    try:
        own = _OWN_GROUP.read_text(encoding="ascii").rpartition("0::/")[2].strip()
    except (OSError, UnicodeDecodeError):
        return
    for folder in (_GROUPS / own, *(_GROUPS / own).parents):
        try:
            limit = (folder / "memory.max").read_text().strip()
            used = int((folder / "memory.current").read_text())
            stat = (folder / "memory.stat").read_text()
        except (OSError, ValueError):
            continue
        cached = next((int(line[5:]) for line in stat.splitlines() if line[:5] == "file "), 0)
        if limit.isdigit():
            yield int(limit) - used + cached


def _of_machine_bytes() -> int:
    """MemAvailable of proc(5)."""
    for line in _MEMINFO.read_text(encoding="ascii").splitlines():
        key, _, value = line.partition(":")
        if key == "MemAvailable":
            return int(value.split()[0]) * 1024
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def choose(cost: Cost, can_patch: bool, available: int, cores: int) -> Room:
    """The room for one backup whose derivations take ``cost.memory_bytes`` each.

    An output that can go back takes chunks of any size as they come. One that cannot (a pipe) needs
    each chunk whole in memory first, with half of the blocks for the chunk after it.
    """
    most_lanes = min(MAX_LANES, _LANES_A_CORE * cores)
    lanes = max(1, min(most_lanes, _for_keys(available) // cost.memory_bytes))
    most_bytes = MAX_BUFFER_BYTES if can_patch else 2 * MAX_CHUNK_BYTES
    spare = (available - lanes * cost.memory_bytes) // 4
    buffer_bytes = max(MIN_BUFFER_BYTES, min(most_bytes, spare // MIB * MIB))
    chunk_bytes = MAX_CHUNK_BYTES if can_patch else buffer_bytes // 2
    log.info(
        "%d MiB of memory are available: %d MiB for data on its way, %d MiB for %d key"
        " derivations at a time; chunks of %d MiB",
        available // MIB,
        buffer_bytes // MIB,
        lanes * cost.memory_bytes // MIB,
        lanes,
        chunk_bytes // MIB,
    )
    return Room(buffer_bytes, chunk_bytes, lanes)


@dataclass(frozen=True)
class ReadingRoom:
    """Bytes for key derivations and for chunks read ahead (one of each there may be always)."""

    derivation_bytes: int
    chunk_bytes: int


def choose_for_reading(available: int, cores: int) -> ReadingRoom:
    """The room for reading one archive, whose derivations and chunks are not known yet."""
    lanes = min(MAX_LANES, _LANES_A_CORE * cores)
    derivation_bytes = min(lanes * Cost().memory_bytes, _for_keys(available))
    spare = (available - derivation_bytes) // 6
    return ReadingRoom(derivation_bytes, max(MIN_READ_BYTES, min(MAX_READ_BYTES, spare)))


def _for_keys(available: int) -> int:
    return available * 2 // 5
