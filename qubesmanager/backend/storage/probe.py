"""What the machine and a file system offer to pools."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .copying import is_reflink_supported
from .errors import StoragePoolException

DEVICE_MAPPER_CONTROL = Path("/dev/mapper/control")


@dataclass(frozen=True)
class Probe:
    """``reflink``: the file system shares blocks; ``device_mapper``: we may make devices."""

    reflink: bool
    device_mapper: bool
    root: bool


def probe(directory: str | os.PathLike[str]) -> Probe:
    """Look at the place where a pool may be made; blocking, leaves nothing behind.

    A directory that does not exist yet is judged by its nearest existing parent.
    StoragePoolException if nothing can be written there.
    """
    place = Path(directory).absolute()
    while not place.is_dir():
        place = place.parent
    try:
        reflink = is_reflink_supported(place)
    except OSError as error:
        raise StoragePoolException(f"no pool can be in {str(place)!r}: {error.strerror}") from error
    return Probe(reflink, _device_mapper_usable(), os.geteuid() == 0)


def _device_mapper_usable() -> bool:
    # dmsetup makes the node even for a kernel that has no device-mapper: only opening it tells.
    try:
        control = os.open(DEVICE_MAPPER_CONTROL, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    os.close(control)
    return True
