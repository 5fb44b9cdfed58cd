"""Marks that a restore leaves on qubes while it works on them, so that it can be gone on with.

They are features, saved by the daemon like all others: what they say survives whoever wrote it.

===================== ========================================================================
restore-journal       ``BACKUP ROW VOLUME=BYTES …``: which archive and qube of it this one is made
                      of, and which volumes are whole
restore-replaces      on a qube that is whole and takes the place of another one:
                      ``OLD VOLUME=REVISION …``, see `qubesmanager.client.replacing`
restore-replaced-by   on that other one, while it is neither the old qube nor the new one
restore-stand-in      on an empty template that was made in place of one that is nowhere: what is
                      based on it cannot start while it is empty
===================== ========================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qubesmanager.backend.backup.plan import RestorePlan
from qubesmanager.client.connection import Connection
from qubesmanager.client.qube import remove_feature, set_feature
from qubesmanager.protocol import QubesFeatureNotFoundError

JOURNAL = "restore-journal"
REPLACES = "restore-replaces"
REPLACED_BY = "restore-replaced-by"
STAND_IN = "restore-stand-in"
ALL = frozenset({JOURNAL, REPLACES, REPLACED_BY, STAND_IN})


def identity(plan: RestorePlan) -> str:
    """Which archive it is, in one word. Old ones have no name of their own, so the size counts."""
    return plan.backup_id or f"{plan.size_bytes}-bytes"


@dataclass(frozen=True)
class Mark:
    """``done``: sizes of whole volumes in bytes, by their names."""

    backup: str
    row: str
    done: Mapping[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return " ".join([self.backup, self.row, *(f"{n}={size}" for n, size in self.done.items())])

    def with_volume(self, name: str, size_bytes: int) -> Mark:
        return Mark(self.backup, self.row, {**self.done, name: size_bytes})


def parse_mark(text: str | None) -> Mark | None:
    """None where there is none, or nothing that this program would write."""
    words = (text or "").split(" ")
    if len(words) < 2:
        return None
    volumes = [word.partition("=") for word in words[2:]]
    if not all(name and size.isascii() and size.isdigit() for name, _, size in volumes):
        return None
    return Mark(words[0], words[1], {name: int(size) for name, _, size in volumes})


async def set_mark(connection: Connection, qube: str, mark: Mark) -> None:
    await set_feature(connection, qube, JOURNAL, mark.text)


async def drop(connection: Connection, qube: str, feature: str) -> None:
    """Also when it is not there."""
    try:
        await remove_feature(connection, qube, feature)
    except QubesFeatureNotFoundError:
        return
