"""A size in bytes as people read it: three figures at most, in a unit in which they say something.

For the terminal, and for sentences that cross the socket; windows put the same figures into the
person's language (``ui.wording``).
"""

from __future__ import annotations

UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")
_EXACT_DIGITS = (2, 3)


def scaled(size_bytes: float) -> tuple[float, int]:
    """The figure, and which of ``UNITS`` it is in."""
    step = 0
    while abs(size_bytes) >= 999.5 and step < len(UNITS) - 1:
        size_bytes /= 1024
        step += 1
    return size_bytes, step


def digits(value: float, step: int) -> int:
    """How many there are behind the point of a scaled figure."""
    return 0 if step == 0 or abs(value) >= 99.95 else 1


def format_size(size_bytes: float) -> str:
    """``0 B``, ``900 B``, ``12.4 MiB``, ``1.0 GiB``"""
    value, step = scaled(size_bytes)
    return f"{value:.{digits(value, step)}f} {UNITS[step]}"


def format_unlike(one_bytes: int, other_bytes: int) -> tuple[str, str]:
    """Two sizes of which one is too large for the other: they never read the same."""
    one, other = format_size(one_bytes), format_size(other_bytes)
    if one_bytes == other_bytes or one != other:
        return one, other
    step = scaled(max(one_bytes, other_bytes))[1]
    for count in _EXACT_DIGITS:
        one, other = (
            f"{size_bytes / 1024**step:.{count}f} {UNITS[step]}"
            for size_bytes in (one_bytes, other_bytes)
        )
        if one != other:
            return one, other
    return f"{one_bytes} B", f"{other_bytes} B"
