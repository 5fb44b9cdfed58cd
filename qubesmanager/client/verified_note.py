"""Notes in a store's list of backups how the verification of one of them went.

Whoever reads an archive gives up everything else before (`confinement`), so `begin` starts a
process that keeps the right to write the list. It hears the outcome on its standard input, and
notes nothing when it hears nothing.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord, CatalogueError
from qubesmanager.backend.backup.plan import RestorePlan, Status
from qubesmanager.client.services import split_place

_log = logging.getLogger(__name__)


class VerifiedNote:
    """A context manager; ``tell`` once, if there is anything to tell. Blocking, but for moments."""

    def __init__(self, home: Path, archive: Path) -> None:
        """Of an archive that this store's list does not know, nothing will be noted."""
        self._record = _find(home, archive)
        self._process: subprocess.Popen[bytes] | None = None
        if self._record is not None:
            target = (str(home), self._record.target, self._record.place)
            self._process = subprocess.Popen(
                (sys.executable, "-P", "-m", __name__, *target),
                stdin=subprocess.PIPE,
                start_new_session=True,  # a Ctrl-C is for the command
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Without a word before, the process notes nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate(b"")

    def tell(self, failure: str, backup_id: str = "") -> None:
        """All of it was read, and this was wrong; empty text when nothing was.

        ``backup_id`` is that of what was read, where it could be opened.
        """
        process, self._process = self._process, None
        if process is None or self._record is None:
            return
        if not failure and self._record.backup_id not in ("", backup_id):
            failure = "another backup is there now"
        process.communicate(json.dumps({"failure": failure}).encode())


def why_not_verified(plan: RestorePlan) -> str:
    """Empty text when all of it is as it was backed up."""
    if plan.ok:
        return ""
    failed = [row for row in plan.selected if row.status is not Status.VERIFIED]
    return " ".join([*plan.notes, *(f"{row.name}: {row.reason}" for row in failed)])


def _find(home: Path, archive: Path) -> BackupRecord | None:
    try:
        records = catalogue.read(home)
    except CatalogueError as error:
        _log.warning("the list of backups will not know of the verification: %s", error)
        return None
    qube, path = split_place(str(archive)) or ("", os.path.realpath(archive))
    there = [record for record in reversed(records) if record.place == qube]
    if qube:
        return next((r for r in there if r.target == f"{path} in qube {qube}"), None)
    return next((r for r in there if os.path.realpath(r.target) == path), None)


def main() -> int:
    home, target, place = sys.argv[1:]
    told = sys.stdin.buffer.read()
    if told:
        failure = str(json.loads(told)["failure"])
        try:
            catalogue.note_verified(Path(home), target, int(time.time()), failure, place)
        except CatalogueError as error:
            _log.error("the list of backups does not know of this verification: %s", error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
