"""What is known of a volume's revisions beside their data: why one was made, whether it stays.

On the disk a revision is what every program of this layout makes and reads. Marks are kept in the
store, in an element of their own; whoever does not know them sees ordinary revisions.
"""

from __future__ import annotations

import enum
import time
from dataclasses import dataclass


class Cause(enum.StrEnum):
    """What replaced the state that the revision holds."""

    SHUTDOWN = "shutdown"
    REVERT = "before-revert"
    IMPORT = "before-import"
    COPY = "before-copy"
    RESTORE = "before-restore"


def utc_now() -> str:
    """ISO 8601 to the second, as the times of revisions are written."""
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())


@dataclass(frozen=True)
class Mark:
    """Of one revision. ``time`` is the revision's: ids come again once all revisions are gone.

    ``cause`` is None where nobody noted it; a pinned revision is left alone by rotation. ``kept``
    is when the state was put aside, in UTC like ``time``, which is the age of its data.
    """

    time: str
    cause: Cause | None = None
    pinned: bool = False
    note: str = ""
    kept: str = ""


@dataclass(frozen=True)
class RevisionFacts:
    """A revision as a person sees it. ``usage`` is what removing it frees, None if unknown."""

    id: str
    time: str
    cause: Cause | None
    pinned: bool
    note: str
    usage: int | None
    kept: str = ""


Marks = dict[str, Mark]
"""By revision id, of one volume."""
