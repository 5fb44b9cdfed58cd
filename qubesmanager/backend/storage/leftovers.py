"""What lies in a pool and serves nothing any more: its kinds, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Leftover:
    """Of a volume: an import that nobody ends, or what a run left that was cut off.

    ``usage`` is what removing it frees in bytes, None if unknown.
    """

    kind: Literal["import", "volatile", "snapshot"]
    usage: int | None


@dataclass(frozen=True)
class Stray:
    """Data that looks like a volume's and belongs to none that is known."""

    vid: str
    usage: int | None
