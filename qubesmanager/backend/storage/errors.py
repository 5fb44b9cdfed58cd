"""What can go wrong below a volume.

::

    Exception
    ├── StoragePoolException      refused or failed; the text is for the person
    │   ├── StorageValueError     an option or attribute with a value that is not allowed
    │   └── NotEnoughSpace        refused because it could not be finished
    └── NotImplementedError       the driver has no such operation ("FileVolume.revert")
    OSError                       from the file system, passed on as it came

The storage floor knows no Admin API: ``admin_name`` is what the daemon answers with.
"""

from __future__ import annotations

import errno
from typing import ClassVar

from qubesmanager.sizes import format_unlike


class StoragePoolException(Exception):
    """A pool or volume refused or failed; nothing that was whole is damaged."""

    admin_name: ClassVar[str] = "StoragePoolException"


class StorageValueError(StoragePoolException, ValueError):
    """A configuration value outside of what the driver takes."""

    admin_name: ClassVar[str] = "QubesValueError"


class NotEnoughSpace(StoragePoolException):
    """Said before anything is changed. Sizes in bytes."""

    def __init__(self, what: str, needed: int, free: int, place: str) -> None:
        needs, has = format_unlike(needed, free)
        super().__init__(
            f"{what} needs {needs}, and {place} has {has} free. "
            "What can be freed is listed by: qube pool reclaimable"
        )
        self.needed = needed
        self.free = free


def in_words(error: OSError) -> str:
    """What the system said of which file, without its number."""
    if error.errno == errno.EFBIG:
        return "the file system has room for no file that large"
    if error.strerror is None:
        return str(error)
    names = [repr(str(name)) for name in (error.filename, error.filename2) if name is not None]
    return ": ".join([*names, error.strerror])
