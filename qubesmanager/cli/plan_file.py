"""A restore's plan as a file: written, edited by a person or a program, and done.

The file is JSON with what a person may choose and nothing else, so that every change in it counts;
the rest is worked out anew from the archive and this machine.
"""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.backend.backup.plan import Conflict, QubeRow, RestorePlan, VolumeRow
from qubesmanager.backend.backup.records import Record
from qubesmanager.cli.plan_edits import WORDS
from qubesmanager.cli.session import CliError
from qubesmanager.client.resuming import apply_choices

_MAX_BYTES = 64 << 20
FIELDS_HELP = """\
fields of a plan, by the archive's names of qubes (nothing else may stand there):
  selected        whether it is restored
  restored_as     its name here
  conflict        what to do when that is taken: ask, rename, replace, skip
  pool            for all its volumes, or for one of its volumes; "" for the default
  label           one of this machine's
  template        a name, "" for what fits
  netvm, kernel   a name, null or "none" for none, "" or "default" for the default
"""


@dataclass
class Volume(Record):
    name: str
    pool: str


@dataclass
class Qube(Record):
    """Every field has to be there: one that is left out would quietly mean something."""

    name: str
    selected: bool
    restored_as: str
    conflict: Conflict
    pool: str
    label: str
    template: str
    netvm: str | None
    kernel: str | None
    volumes: list[Volume]


@dataclass
class Plan(Record):
    """``archive`` and ``backup_id`` tell which backup it is for."""

    archive: str
    backup_id: str
    rows: list[Qube]


def write(path: Path, plan: RestorePlan) -> None:
    """A new file; nothing is overwritten."""
    rows = [_wish(row) for row in plan.rows]
    wishes = Plan(plan.archive, plan.backup_id, rows).to_dict()
    text = json.dumps(wishes, indent=2, ensure_ascii=False) + "\n"
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CliError(f"cannot write the plan to {path}: {error.strerror}", "io") from error


def _wish(row: QubeRow) -> Qube:
    return Qube(
        row.name,
        row.selected,
        row.restored_as,
        row.conflict,
        row.pool,
        row.label,
        row.template,
        row.netvm,
        row.kernel,
        [Volume(volume.name, volume.pool) for volume in row.volumes],
    )


def read(path: Path) -> RestorePlan:
    """Only what was chosen is in it. Raises CliError, naming what is wrong with the file."""
    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise CliError(f"cannot read the plan {path}: {error.strerror}", "io") from error
    if len(data) > _MAX_BYTES:
        raise CliError(f"the plan {path} is too large")
    try:
        wishes = Plan.from_dict(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise CliError(
            f"{path} is not a plan of a restore: {error}. --plan-out writes one with every field"
            " that may be chosen."
        ) from error
    names = [wish.name for wish in wishes.rows]
    if len(set(names)) < len(names):
        raise CliError(f"the plan {path} names a qube twice.")
    rows = [_row(wish) for wish in wishes.rows]
    return RestorePlan(wishes.archive, 0, wishes.backup_id, False, "", 0, rows)


def _row(wish: Qube) -> QubeRow:
    return QubeRow(
        name=wish.name,
        klass="",
        label=wish.label,
        template=wish.template,
        netvm=_word(wish.netvm),
        kernel=_word(wish.kernel),
        selected=wish.selected,
        restored_as=wish.restored_as,
        conflict=wish.conflict,
        pool=wish.pool,
        volumes=[VolumeRow(volume.name, pool=volume.pool) for volume in wish.volumes],
    )


def _word(value: str | None) -> str | None:
    return None if value is None else WORDS.get(value, value)


def apply(wishes: RestorePlan, plan: RestorePlan) -> None:
    """Put the file's choices into the archive's plan. Raises CliError when they do not fit.

    What it does not select, its reader has left out.
    """
    homes = [(row, _wish(row)) for row in plan.rows if row.klass == "AdminVM"]
    try:
        apply_choices(wishes, plan)
    except ValueError as error:
        raise CliError(str(error)) from error
    for row, wish in homes:
        if dataclasses.replace(_wish(row), selected=wish.selected) != wish:
            raise CliError(f"of {row.name} nothing but selected can be chosen in the plan.")
    for row in plan.rows:
        row.left_out = ""
