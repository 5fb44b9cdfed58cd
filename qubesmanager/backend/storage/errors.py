"""What can go wrong below a volume.

::

    Exception
    ├── StoragePoolException      refused or failed; the text is for the person
    │   └── StorageValueError     an option or attribute with a value that is not allowed
    └── NotImplementedError       the driver has no such operation ("FileVolume.revert")
    OSError                       from the file system, passed on as it came

The storage floor knows no Admin API: ``admin_name`` is what the daemon answers with.
"""

from __future__ import annotations

from typing import ClassVar


class StoragePoolException(Exception):
    """A pool or volume refused or failed; nothing that was whole is damaged."""

    admin_name: ClassVar[str] = "StoragePoolException"


class StorageValueError(StoragePoolException, ValueError):
    """A configuration value outside of what the driver takes."""

    admin_name: ClassVar[str] = "QubesValueError"
