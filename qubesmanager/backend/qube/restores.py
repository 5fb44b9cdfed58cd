"""Which restores made a qube, or replaced it: an element of our own in the store.

::

    restores
      restore time= archive= made=

The stock daemon passes over it, as over that of the marks of revisions (`revision_marks`).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from qubesmanager.backend.store import Node

log = logging.getLogger(__name__)

TAG = "restores"
# The latest ones of a qube; nobody looks for more.
MOST = 20

_MAX_ARCHIVE = 4096
_MADE = re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)?\Z", re.ASCII)
_MAX_TIME_S = 2**40


@dataclass(frozen=True, order=True)
class Restore:
    """``time_s`` is since the epoch; ``made`` when the backup was begun, in the time of that place,
    ISO 8601 to the second, empty where the archive does not say. Raises ValueError."""

    time_s: int
    archive: str
    made: str

    def __post_init__(self) -> None:
        if not 0 <= self.time_s <= _MAX_TIME_S:
            raise ValueError(f"not a time: {self.time_s}")
        if not 0 < len(self.archive) <= _MAX_ARCHIVE or not self.archive.isprintable():
            raise ValueError("an archive's name is one line of text")
        if not _MADE.match(self.made):
            raise ValueError(f"not the time of a backup: {self.made[:80]!r}")


Restores = tuple[Restore, ...]


def merged(*parts: Restores) -> Restores:
    """Each once, oldest first."""
    return tuple(sorted({restore for part in parts for restore in part}))[-MOST:]


def read_restores(nodes: tuple[Node, ...]) -> tuple[Restores, tuple[Node, ...]]:
    """What is noted, and the nodes that are something else. What is none is logged and left out."""
    found = []
    for node in nodes:
        for child in node.children if node.tag == TAG else ():
            attributes = dict(child.attributes)
            try:
                found.append(
                    Restore(
                        int(attributes["time"]), attributes["archive"], attributes.get("made", "")
                    )
                )
            except (KeyError, ValueError) as error:
                log.warning("line %d of the store notes no restore: %r", child.line, error)
    return merged(tuple(found)), tuple(node for node in nodes if node.tag != TAG)


def restores_nodes(restores: Restores) -> tuple[Node, ...]:
    """The element for the store, none without restores."""
    children = tuple(
        Node(
            "restore",
            (("time", str(one.time_s)), ("archive", one.archive), ("made", one.made)),
        )
        for one in restores
    )
    return (Node(TAG, children=children),) if children else ()
