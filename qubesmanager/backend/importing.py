"""An import that a client does: it was told a path, and writes there until it says that it is done.

Nobody tells us when a client is killed. So an import is under way for as long as somebody has its
path open, and before that for the few moments that a client takes to open it.
"""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass

from .file_use import is_open_elsewhere, users_of

_OPENED_WITHIN_S = 10.0


@dataclass(frozen=True)
class Import:
    """``written_ns`` and ``begun_s`` are of when the path was told."""

    path: str
    written_ns: int
    begun_s: float

    @classmethod
    def begin(cls, path: str) -> Import:
        """Blocking. OSError when there is nothing to write to."""
        return cls(path, os.stat(path).st_mtime_ns, time.monotonic())

    def is_under_way(self) -> bool:
        """Blocking. Whether a client has it, or may be about to open it."""
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            return False
        # There are no leases on devices.
        is_device = stat.S_ISBLK(found.st_mode)
        if users_of(self.path) if is_device else is_open_elsewhere(self.path):
            return True
        is_untouched = found.st_mtime_ns == self.written_ns
        return is_untouched and time.monotonic() - self.begun_s < _OPENED_WITHIN_S
