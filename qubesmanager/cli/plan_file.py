"""A restore's plan as a file: written, edited by a person or a program, and done.

The file is JSON with everything that `qube restore --list` shows. Only what a person may choose is
taken from it; the rest is worked out anew from the archive and this machine.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from qubesmanager.backend.backup.plan import RestorePlan
from qubesmanager.cli.session import CliError
from qubesmanager.client.resuming import apply_choices

_MAX_BYTES = 64 << 20


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
    """Put the file's choices into the archive's plan. Raises CliError when they do not fit.

    What it does not select, its reader has left out.
    """
    try:
        apply_choices(wishes, plan)
    except ValueError as error:
        raise CliError(str(error)) from error
    for row in plan.rows:
        row.left_out = ""
