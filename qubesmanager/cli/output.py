"""Tables and progress lines for a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TextIO

from qubesmanager.client.progress import ProgressMeter, format_rate, format_time_left
from qubesmanager.sizes import format_size

_REFRESH_S = 0.2


def table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Aligned columns, two spaces apart; the columns numbered in ``right`` end together."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def counted(count: int, what: str) -> str:
    """``1 qube``, ``3 qubes``"""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def safe(untrusted_text: str) -> str:
    """Text that cannot steer a terminal: what does not print becomes ``?``, lines are kept."""
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in untrusted_text)


class ProgressLine:
    """One line on a terminal, written over again; silent where stderr is no terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()
        self._meter = ProgressMeter()
        self._next_s = 0.0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def update(
        self,
        done_bytes: int,
        total_bytes: int,
        what: str = "",
        fraction: float | None = None,
    ) -> None:
        """``fraction`` where the bytes are not known; ``total_bytes`` 0 where the end is not."""
        if not self._shown:
            return
        now_s = time.monotonic()
        if now_s < self._next_s and (done_bytes < total_bytes or not total_bytes):
            return
        self._next_s = now_s + _REFRESH_S
        if fraction is None and total_bytes:
            fraction = done_bytes / total_bytes
        parts = [] if fraction is None else [f"{min(100, int(fraction * 100)):3d} %"]
        if total_bytes or fraction is None:
            pace = self._meter.update(done_bytes, total_bytes, now_s)
            of = f" of {format_size(total_bytes)}" if total_bytes else ""
            parts.append(format_size(done_bytes) + of)
            parts.append(format_rate(pace.rate_bytes_s) if pace.rate_bytes_s else "")
            parts.append(format_time_left(pace.left))
        parts.append(what)
        self._stream.write("\r" + "  ".join(part for part in parts if part)[:200] + "\x1b[K")
        self._stream.flush()
