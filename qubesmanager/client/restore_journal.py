"""What a restore was to do, kept beside the store until it is done, so that it can be gone on with.

Which qubes and volumes are whole is said by marks on the qubes themselves (`restore_marks`); here
is what only the person knew: the plan. One JSON object a line: first the plan, then each row when
it was restored, which is what tells of those that bear no mark any more. A line that was cut off
while it was written does not count.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qubesmanager import places
from qubesmanager.backend.backup.plan import QubeRow, RestorePlan
from qubesmanager.client.restore_marks import identity

_MAX_BYTES = 256 << 20
_SUFFIX = ".restore"


@dataclass(frozen=True)
class Unfinished:
    """A restore that was cut: its plan, and the rows that were restored."""

    path: Path
    plan: RestorePlan
    restored: dict[str, QubeRow]

    @property
    def archive(self) -> Path:
        return Path(self.plan.archive)


class RestoreJournal:
    """Written while a plan is run. Errors are OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def begin(cls, home: Path | None, plan: RestorePlan) -> RestoreJournal:
        """Durable when this returns. What an earlier run of the same archive left is replaced."""
        folder = places.restores_dir(home)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / (re.sub(r"[^A-Za-z0-9-]", "_", identity(plan)) + _SUFFIX)
        new = path.with_suffix(".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_line({"plan": plan.to_dict()}))
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
        return cls(path)

    def row_done(self, row: QubeRow) -> None:
        with open(self._path, "ab") as file:
            file.write(_line({"row": row.to_dict()}))
            file.flush()
            os.fsync(file.fileno())

    def end(self) -> None:
        """Nothing is left to go on with."""
        self._path.unlink(missing_ok=True)


def unfinished(home: Path | None) -> list[Unfinished]:
    """The restores that were cut, the latest first. A file that is not one is passed over."""
    found = []
    for path in places.restores_dir(home).glob(f"*{_SUFFIX}"):
        entry = _read(path)
        if entry is not None:
            found.append((path.stat().st_mtime_ns, entry))
    return [entry for _, entry in sorted(found, key=lambda item: item[0], reverse=True)]


def _read(path: Path) -> Unfinished | None:
    with open(path, "rb") as file:
        lines = file.read(_MAX_BYTES).split(b"\n")[:-1]
    records = [record for line in lines if (record := _record(line)) is not None]
    try:
        plan = RestorePlan.from_dict(records[0]["plan"])
        rows = [QubeRow.from_dict(record["row"]) for record in records[1:]]
    except (IndexError, KeyError, ValueError):
        return None
    return Unfinished(path, plan, {row.name: row for row in rows})


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record).encode() + b"\n"
