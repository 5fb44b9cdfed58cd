"""A finished archive is read back as a whole: only then a backup is known to be good."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.plan import Progress, RestorePlan, Status
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreError, RestoreJob

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CheckResult:
    """``reason`` says what is wrong, or why it could not be found out."""

    ok: bool
    reason: str = ""


class BackupCheck:
    """One archive, verified by a restore worker that changes nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._job = RestoreJob(connection)
        self._cancelled = False

    async def run(
        self, archive: Path, passphrase: bytes, on_progress: Callable[[Progress], None]
    ) -> CheckResult:
        """Read everything; the result also goes to the catalogue of the store."""
        try:
            result = await self._verify(archive, passphrase, on_progress)
        finally:
            await self._job.close()
        home = self._connection.home
        if home is not None and not self._cancelled:
            await asyncio.to_thread(_note, home, archive, result)
        return result

    async def cancel(self) -> None:
        """`run` then comes back soon, with a result that says so."""
        self._cancelled = True
        await self._job.cancel()

    async def _verify(
        self, archive: Path, passphrase: bytes, on_progress: Callable[[Progress], None]
    ) -> CheckResult:
        try:
            plan, _host = await self._job.open(archive, passphrase)
            for row in plan.rows:
                row.selected = row.status is not Status.SKIPPED
            plan = await self._job.verify(plan, on_progress)
        except RestoreError as error:
            return CheckResult(False, str(error))
        return CheckResult(plan.ok, "" if plan.ok else _why(plan))


def _why(plan: RestorePlan) -> str:
    failed = [row for row in plan.selected if row.status is not Status.VERIFIED]
    return " ".join([*plan.notes, *(f"{row.name}: {row.reason}" for row in failed)])


def _note(home: Path, archive: Path, result: CheckResult) -> None:
    try:
        catalogue.note_verified(home, str(archive), int(time.time()), result.reason)
    except catalogue.CatalogueError as error:
        _log.warning("the list of backups does not know of the check: %s", error)
