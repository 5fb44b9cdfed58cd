"""A finished archive is read back as a whole: only then a backup is known to be good.

One in this machine is read as a file; one that a qube has taken comes back out of it through its
service qubes.Restore, as in a restore.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import shlex
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.errors import ServiceAbsent
from qubesmanager.backend.backup.plan import Progress, Status
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreError, RestoreJob
from qubesmanager.client.verified_note import why_not_verified

_log = logging.getLogger(__name__)
_BY_COMMAND = "command"

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class CheckResult:
    """``reason`` says what is wrong; or, when nothing was ``tried``, why that cannot be found out:
    the archive may be as good as any other.
    """

    ok: bool
    reason: str = ""
    tried: bool = True


class BackupCheck:
    """One archive, verified by a restore worker that changes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._job = RestoreJob(connection)
        self._cancelled = False
        self._is_guess = False  # whether it is the archive is known when it is open

    async def run(
        self, report: Mapping[str, Any], passphrase: bytes, on_progress: OnProgress
    ) -> CheckResult:
        """Read everything of what a backup's report says was made, wherever that is.

        The result also goes to the catalogue of the store.
        """
        place, location = str(report.get("place") or ""), str(report.get("location") or "")
        if place == _BY_COMMAND:
            return CheckResult(False, "a command took it, which does not give it back", False)
        self._is_guess = not location
        if not location and place:
            location = _newest_in(str(report["target"]).removesuffix(f" in qube {place}"))
        if not location:
            who = f"the qube {place}" if place else "the qubesd of this system"
            return CheckResult(False, f"{who} does not say which file it has made", False)
        total_bytes = int(report.get("archive_bytes") or 0)

        def show(progress: Progress) -> None:
            # What comes out of a qube has no size; here it is known what went in.
            known = progress.total_bytes or max(total_bytes, progress.done_bytes)
            on_progress(dataclasses.replace(progress, total_bytes=known))

        archive = Path(f"{place}:{location}" if place else location)
        try:
            result = await self._verify(archive, passphrase, show, str(report["backup_id"]))
        finally:
            await self._job.close()
        home = self._connection.home
        if home is not None and result.tried and not self._cancelled:
            await asyncio.to_thread(_note, home, str(report["target"]), place, result)
        return result

    async def cancel(self) -> None:
        """`run` then comes back soon, with a result that says so."""
        self._cancelled = True
        await self._job.cancel()

    async def _verify(
        self, archive: Path, passphrase: bytes, on_progress: OnProgress, backup_id: str
    ) -> CheckResult:
        try:
            plan, _host = await self._job.open(archive, passphrase)
            if backup_id != plan.backup_id:
                raise RestoreError("other-archive", "this is another backup than the one just made")
            for row in plan.rows:
                row.selected = row.status is not Status.SKIPPED
        except RestoreError as error:
            if self._is_guess:
                lack = f"the qube does not say which file it has made ({error})"
                return CheckResult(False, lack, tried=False)
            return CheckResult(False, str(error), tried=error.kind != ServiceAbsent.kind)
        try:
            plan = await self._job.verify(plan, on_progress)
        except RestoreError as error:
            return CheckResult(False, str(error))
        return CheckResult(plan.ok, why_not_verified(plan))


def _newest_in(folder: str) -> str:
    """A command in a qube that gives the archive which its stock service has just made there.

    That tells no name; it makes one of the time, in a folder only.
    """
    if not folder.startswith("/"):
        return ""
    archives = f"{shlex.quote(folder.rstrip('/'))}/qubes-backup-*"
    script = f'exec cat "$(ls -td {archives} | head -n 1)"'
    return f"/bin/sh -c {shlex.quote(script)}"


def _note(home: Path, target: str, place: str, result: CheckResult) -> None:
    try:
        catalogue.note_verified(home, target, int(time.time()), result.reason, place)
    except catalogue.CatalogueError as error:
        _log.warning("the list of backups does not know of the check: %s", error)
