"""Names of earlier states beside a committed image (decision D3).

Written as ``private.img.7@2018-01-02T03:04:05Z``, id ``7``; the older form
``private.img@2018-01-02T03:04:05Z``, whose id is the time, is read, reverted to and pruned as
well. Numbers survive steps of the clock and two commits in one second. The time is that of the
last change of the data (mtime), in UTC.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
_SUFFIX = re.compile(rf"(?:\.(?P<number>[0-9]+))?@(?P<time>{_TIME})Z\Z")


@dataclass(frozen=True, order=True)
class Revision:
    """Sorts as the states came: those without a number by time, then by number."""

    number: int  # 0: none, the time is the id
    time: str  # ISO 8601, to the second
    path: Path = field(compare=False)

    @property
    def id(self) -> str:
        return str(self.number) if self.number else f"{self.time}Z"


def list_revisions(image: Path) -> list[Revision]:
    """Oldest first; none when the directory is missing."""
    try:
        names = [entry.name for entry in image.parent.iterdir()]
    except FileNotFoundError:
        return []
    found = []
    for name in names:
        match = name.startswith(image.name) and _SUFFIX.match(name, len(image.name))
        if match:
            number = int(match["number"] or 0)
            found.append(Revision(number, match["time"], image.with_name(name)))
    return sorted(found)


def add_revision(image: Path, duplicate: Callable[[Path, Path], None]) -> Revision:
    """Keep the state of ``image`` under the next number; ``duplicate(source, target)`` does it."""
    known = list_revisions(image)
    number = known[-1].number + 1 if known else 1
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(image.stat().st_mtime))
    made = Revision(number, stamp, image.with_name(f"{image.name}.{number}@{stamp}Z"))
    duplicate(image, made.path)
    return made
