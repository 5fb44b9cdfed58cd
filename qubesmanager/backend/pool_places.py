"""Where a pool may lie: not among the qubes of another one, and not around another one.

A pool in the folder of somebody else's qube would be at the mercy of that qube's name and end.
What counts are the folders as they are, whatever links lead there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .storage.directory import PREFIXES


@dataclass(frozen=True)
class Place:
    """A folder below which qubes have theirs; of ``what`` the words say. Kernels are no qubes."""

    what: str
    path: Path
    has_qubes: bool = True

    def holds(self, other: Place) -> bool:
        """Whether the other one lies where this one keeps qubes."""
        inner = set(_ways(other.path))
        return self.has_qubes and any(
            part == path or part in path.parents
            for prefix in PREFIXES
            for part in _ways(self.path / prefix)
            for path in inner
        )


def _ways(path: Path) -> tuple[Path, Path]:
    """As it is written and as it is; it need not be there. Blocking."""
    return Path(os.path.abspath(path)), Path(os.path.realpath(path))


def place_of(config: Mapping[str, str]) -> Place | None:
    """Of a pool by its options; None for one that lies in no folder."""
    path = config.get("dir_path")
    if not path:
        return None
    return Place(f"the pool {config['name']}", Path(path), config.get("driver") != "linux-kernel")


def conflict(new: Place, known: Iterable[Place]) -> str | None:
    """Why the new one cannot be there, a sentence without its full stop."""
    for other in known:
        if other.holds(new):
            return f"{str(new.path)!r} lies among the qubes of {other.what} ({str(other.path)!r})"
        if new.holds(other):
            return (
                f"{other.what} ({str(other.path)!r}) would lie among the qubes"
                f" of a pool in {str(new.path)!r}"
            )
    return None


def conflicts(places: Iterable[Place]) -> Iterator[str]:
    """Those of a store that was made before they were refused."""
    known: list[Place] = []
    for place in places:
        if reason := conflict(place, known):
            yield reason
        known.append(place)
