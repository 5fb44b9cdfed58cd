"""A qube into an archive and back under another name, for tests of where its volumes lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from qubesmanager.backend.backup.plan import Progress, RestorePlan
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreJob

PASSPHRASE = "correct horse"


def profile(target: Path, **more: Any) -> bytes:
    """What to back up, as BackupJobs takes it."""
    record = {
        "destination_vm": "dom0",
        "destination_path": str(target),
        "compression": True,
        "passphrase_text": PASSPHRASE,
        **more,
    }
    return yaml.safe_dump(record).encode()


async def restored(
    connection: Connection,
    archive: Path,
    qube: str,
    name: str,
    pool: str,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> RestorePlan:
    """The result of restoring only that qube, under the new name."""
    job = RestoreJob(connection)
    try:
        plan, host = await job.open(archive, PASSPHRASE.encode())
        for row in plan.rows:
            row.selected = row.name == qube
            if row.selected:
                row.restored_as, row.pool = name, pool
        check_plan(plan, host)
        return await job.run(plan, on_progress)
    finally:
        await job.close()
