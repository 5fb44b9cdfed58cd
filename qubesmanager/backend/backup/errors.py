"""What may go wrong with a backup archive, told apart for the person who reads it.

::

    BackupError                     kind
    ├── WrongPassphrase             wrong-passphrase   the header does not open with this passphrase
    ├── BackupCancelled             cancelled          the person stopped it
    ├── ArchiveIOError              io                 the file system did not do what was asked
    │   └── ServiceAbsent           no-service         a qube that cannot be asked for an archive
    ├── NotEnoughMemory             memory             this process got no more memory
    ├── TargetError                 target             the receiving side refused or failed
    └── BackupFormatError           damaged            bytes that do not follow the format
        ├── NotABackup              not-a-backup       not an archive of this kind at all
        ├── UnsupportedBackup       unsupported        a backup that this program does not read
        └── DamagedArchive          damaged            bytes are missing, changed or out of order

Every message is a whole sentence for the person. Text from an archive goes through ``printable``
before it becomes part of one (backup-format.md section 8.1).
"""

from __future__ import annotations

from typing import ClassVar

MAX_SHOWN = 120


class BackupError(Exception):
    """Anything that ends a backup or a restore, or a part of it, without success."""

    kind: ClassVar[str] = "failed"

    @property
    def message(self) -> str:
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        return self.message


class WrongPassphrase(BackupError):
    """The passphrase does not open the archive's header."""

    kind = "wrong-passphrase"


class BackupCancelled(BackupError):
    """Stopped on request; what was half made is gone again."""

    kind = "cancelled"


class ArchiveIOError(BackupError):
    """Reading or writing the archive file failed (a missing file, a full disk, a bad device)."""

    kind = "io"


class ServiceAbsent(ArchiveIOError):
    """The service that reads an archive in a qube cannot be called, so nothing is known of it."""

    kind = "no-service"


class NotEnoughMemory(BackupError):
    """More memory was needed than there is, or than this process may take."""

    kind = "memory"


class TargetError(BackupError):
    """The side that receives qubes and volumes refused, or could not go on."""

    kind = "target"


class BackupFormatError(BackupError):
    """Bytes that do not follow the archive format."""

    kind = "damaged"


class NotABackup(BackupFormatError):
    """The file is not a Qubes backup archive."""

    kind = "not-a-backup"


class UnsupportedBackup(BackupFormatError):
    """A backup that uses a version or a method which this program does not read."""

    kind = "unsupported"


class DamagedArchive(BackupFormatError):
    """A part of the archive is missing, changed, cut short or out of order."""


def printable(untrusted_text: str) -> str:
    """The text with everything but plain printable characters shown as ``?``, cut to 120."""
    text = "".join(c if c.isprintable() else "?" for c in untrusted_text)
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
