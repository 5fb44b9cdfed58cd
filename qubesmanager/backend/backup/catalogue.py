"""The list of backups made from a store: ``HOME/backups.json``.

What is in each archive, where it went, when, its size and digest, and when it was last verified. It
helps to find and to judge archives; restoring needs nothing of it. The file is replaced as a whole,
under a lock (``backups.json.lock``), since both qubesd and the programs that verify write to it.

::

    {"version": 1, "backups": [{"target": "/media/disk/x", "finished_s": 1795230000, …}, …]}

Errors: ``CatalogueError`` when it cannot be read or written, or is not what this program writes.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

FILE_NAME = "backups.json"
MAX_RECORDS = 1000
_VERSION = 1


class CatalogueError(Exception):
    """The catalogue cannot be used; the text says why."""


@dataclass
class BackupRecord:
    """One archive. Times are seconds since the epoch; ``verified_s`` 0 means never.

    ``will_verify``: whoever asked for it was going to verify it.

    ``place`` is "" for a file of this machine, else what took it: a qube's name, or "command".
    ``size_bytes`` is that of the archive, ``data_bytes`` what went into it before compression.
    """

    target: str
    finished_s: int
    qubes: list[str] = field(default_factory=list)
    place: str = ""
    size_bytes: int = 0
    sha256: str = ""
    profile: str = ""
    verified_s: int = 0
    verify_failure: str = ""
    compression: str = ""
    data_bytes: int = 0
    will_verify: bool = False
    backup_id: str = ""

    @property
    def lacks_verification(self) -> bool:
        """A file of this machine that was to be verified, which did not come to its end."""
        return self.will_verify and not (self.place or self.verified_s or self.verify_failure)


def read(home: Path) -> list[BackupRecord]:
    """All records, oldest first; none when there is no catalogue yet."""
    path = home / FILE_NAME
    try:
        untrusted = json.loads(path.read_bytes())
        if untrusted["version"] != _VERSION:
            raise CatalogueError(f"{path} was written by another version of this program.")
        return [_record(item) for item in untrusted["backups"]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CatalogueError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CatalogueError(f"{path} is not a list of backups ({error}).") from error


def add(home: Path, record: BackupRecord) -> None:
    """Append; what an older record says of the same file is no longer so and goes."""
    with _edited(home) as records:
        if not record.place:
            records[:] = [old for old in records if old.place or old.target != record.target]
        records.append(record)
        del records[:-MAX_RECORDS]


def note_verified(home: Path, target: str, now_s: int, failure: str = "", place: str = "") -> bool:
    """Note the result of verifying an archive; False when the catalogue does not know it."""
    with _edited(home) as records:
        for record in reversed(records):
            if (record.target, record.place) == (target, place):
                record.verify_failure = failure
                if not failure:
                    record.verified_s = now_s
                return True
    return False


def forget(home: Path, forgotten: BackupRecord) -> bool:
    """Take one out of the list, whatever becomes of its file; False when it is not there."""
    with _edited(home) as records:
        if forgotten not in records:
            return False
        records.remove(forgotten)
    return True


def _record(untrusted: dict[str, Any]) -> BackupRecord:
    known = {item.name for item in fields(BackupRecord)}
    record = BackupRecord(**{key: value for key, value in untrusted.items() if key in known})
    for item in fields(BackupRecord):
        value = getattr(record, item.name)
        expected = {"int": int, "str": str, "bool": bool, "list[str]": list}[str(item.type)]
        if not isinstance(value, expected):
            raise TypeError(f"{item.name} is {value!r}")
    return record


@contextlib.contextmanager
def _edited(home: Path) -> Iterator[list[BackupRecord]]:
    path = home / FILE_NAME
    try:
        with open(f"{path}.lock", "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            records = read(home)
            yield records
            _replace(path, {"version": _VERSION, "backups": [asdict(item) for item in records]})
    except OSError as error:
        raise CatalogueError(f"{path} cannot be written: {error.strerror}.") from error


def _replace(path: Path, document: dict[str, Any]) -> None:
    new = path.with_name(f"{path.name}~")
    with open(new, "wb", opener=_private) as file:
        file.write(json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
