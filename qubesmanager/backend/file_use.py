"""Whether another process has a file open."""

from __future__ import annotations

import fcntl
import logging
import os
from pathlib import Path

log = logging.getLogger(__name__)


def is_open_elsewhere(path: str) -> bool:
    """Blocking. The kernel gives out a write lease only if nobody has the file (fcntl(2)).

    Only for regular files that are ours; of others, and where there are no leases, the answer is
    no, with a line in the log.
    """
    try:
        fd = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    except OSError as error:
        log.warning("cannot tell whether %s is in use: %s", path, error)
        return False
    try:
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError as error:
        log.info("cannot tell whether %s is in use: %s", path, error)
        return False
    finally:
        os.close(fd)
    return False


def users_of(path: str) -> list[int]:
    """Blocking. The processes that have a file open, as far as we may look into them."""
    try:
        wanted = os.stat(path)
    except OSError:
        return []
    found = []
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(os.path.samestat(wanted, os.stat(fd)) for fd in _descriptors(folder)):
                found.append(int(folder.parent.name))
        except OSError:
            continue  # it has ended, or is another user's
    return sorted(found)


def _descriptors(folder: Path) -> list[str]:
    return [f"{folder}/{name}" for name in os.listdir(folder)]
