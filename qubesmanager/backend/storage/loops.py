"""Loop devices that have to learn of a new size of their file (loop(4))."""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)

LOOP_SET_CAPACITY = 0x4C07
_SYS_BLOCK = Path("/sys/block")


def loop_devices(path: Path) -> list[Path]:
    """Devices in ``/dev`` whose backing file is this one; the kernel shows its real path."""
    wanted = os.fsencode(os.path.realpath(path)) + b"\n"
    found = []
    for backing in _SYS_BLOCK.glob("loop*/loop/backing_file"):
        try:
            if backing.read_bytes() == wanted:
                found.append(Path("/dev") / backing.parent.parent.name)
        except OSError as error:  # detached since it was listed
            if error.errno not in (errno.ENOENT, errno.ENXIO, errno.ENODEV):
                raise
    return found


def update_loop_sizes(path: Path) -> None:
    """Let every loop device on this file take over its present length."""
    for device in loop_devices(path):
        log.info("updating the size of %r", str(device))
        with open(device, "rb") as opened:
            fcntl.ioctl(opened.fileno(), LOOP_SET_CAPACITY)
