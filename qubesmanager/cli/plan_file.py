"""A restore's plan as a file: written, edited by a person or a program, and done.

The file is JSON with everything that `qube restore --list` shows. Only what a person may choose is
taken from it; the rest is worked out anew from the archive and this machine.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from qubesmanager.backend.backup.plan import RestorePlan, Status
from qubesmanager.cli.session import CliError

_MAX_BYTES = 64 << 20
_CHOSEN = ("selected", "restored_as", "pool", "label", "template", "netvm")


def write(path: Path, plan: RestorePlan) -> None:
    """A new file; nothing is overwritten."""
    text = json.dumps(plan.to_dict(), indent=2, ensure_ascii=False) + "\n"
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CliError(f"cannot write the plan to {path}: {error.strerror}", "io") from error


def read(path: Path) -> RestorePlan:
    """Raises CliError, naming what is wrong with the file."""
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise CliError(f"cannot read the plan {path}: {error.strerror}", "io") from error
    if len(data) > _MAX_BYTES:
        raise CliError(f"the plan {path} is too large")
    try:
        return RestorePlan.from_dict(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise CliError(f"{path} is not a plan of a restore: {error}") from error


def apply(wishes: RestorePlan, plan: RestorePlan) -> None:
    """Put the file's choices into the archive's plan. Raises CliError when they do not fit."""
    known = {row.name: row for row in plan.rows}
    wanted = {row.name: row for row in wishes.rows}
    if wishes.backup_id != plan.backup_id or set(wanted) - set(known):
        raise CliError(
            f"the plan is not of this backup; it was made for {wishes.archive} "
            f"({wishes.backup_id or 'without identity'})."
        )
    for name, row in known.items():
        if name not in wanted:
            row.selected = False
            continue
        wish = wanted[name]
        if wish.selected and row.status is Status.SKIPPED:
            raise CliError(f"{name} cannot be restored: {row.reason}")
        for field in _CHOSEN:
            setattr(row, field, getattr(wish, field))
