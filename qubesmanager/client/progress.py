"""Figures for people: sizes, durations, and the rate and time left of a running job. Pure."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

_WINDOW_S = 30.0
_STABLE_AFTER_S = 3.0
_STABLE_AFTER_BURSTS = 3
_STABLE_AFTER_FRACTION = 0.01
_SMOOTHING_S = 4.0
# What comes at once after a wait says nothing of the speed.
_RATE_AFTER_S = 1.0
# Longer than between two chunks of 100 MiB: keys are derived, or a disk does not answer.
_STALLED_AFTER_S = 8.0
_UNITS = ("KiB", "MiB", "GiB", "TiB", "PiB")


@dataclass(frozen=True)
class Pace:
    """How fast a job goes: ``seconds_left`` is None until the rate can be trusted."""

    rate_bytes_s: float
    seconds_left: float | None


class ProgressMeter:
    """Rate over the last seconds and the time left that follows from it.

    The caller gives the clock, so that nothing here sleeps or guesses. Work comes in bursts (a
    chunk of an archive every few seconds), so time left is promised only after several of them.
    Progress that goes backwards (a second job, a new total) starts the measurement again.
    """

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()
        self._start: tuple[float, int] | None = None
        self._bursts = 0
        self._left_s: float | None = None
        self._moved_s = 0.0

    def update(self, done_bytes: int, total_bytes: int, now_s: float) -> Pace:
        """Take a sample at ``now_s`` (monotonic seconds). ``total_bytes`` 0: nobody knows it."""
        if self._samples and done_bytes < self._samples[-1][1]:
            self._reset()
        last_s, last_bytes = self._samples[-1] if self._samples else (now_s, done_bytes)
        if self._start is None:
            self._start = (now_s, done_bytes)
        if done_bytes > last_bytes or not self._samples:
            self._moved_s = now_s
        self._bursts += done_bytes > last_bytes
        self._samples.append((now_s, done_bytes))
        while len(self._samples) > 2 and now_s - self._samples[1][0] >= _WINDOW_S:
            self._samples.popleft()
        first_s, first_bytes = self._samples[0]
        span_s = now_s - first_s
        stalled = now_s - self._moved_s >= _STALLED_AFTER_S
        known = span_s >= _RATE_AFTER_S and not stalled
        rate = (done_bytes - first_bytes) / span_s if known else 0.0
        self._left_s = self._time_left(done_bytes, total_bytes, rate, now_s, now_s - last_s)
        return Pace(rate, self._left_s)

    def _time_left(
        self, done_bytes: int, total_bytes: int, rate: float, now_s: float, step_s: float
    ) -> float | None:
        assert self._start is not None
        if not total_bytes:
            return None
        if done_bytes >= total_bytes:
            return 0.0
        start_s, start_bytes = self._start
        stable = (
            rate > 0
            and self._bursts >= _STABLE_AFTER_BURSTS
            and now_s - start_s >= _STABLE_AFTER_S
            and done_bytes - start_bytes >= total_bytes * _STABLE_AFTER_FRACTION
        )
        if not stable:
            return None
        fresh_s = (total_bytes - done_bytes) / rate
        if self._left_s is None:
            return fresh_s
        expected_s = max(0.0, self._left_s - step_s)
        weight = 1.0 - math.exp(-step_s / _SMOOTHING_S)
        return expected_s + weight * (fresh_s - expected_s)


def format_size(size_bytes: int | float) -> str:
    """``0 B``, ``900 B``, ``12.4 MiB``, ``1.0 GiB``: three figures at most, binary units."""
    if abs(size_bytes) < 1024:
        return f"{int(size_bytes)} B"
    value = float(size_bytes)
    for unit in _UNITS:
        value /= 1024
        if abs(value) < 999.5 or unit == _UNITS[-1]:
            break
    return f"{value:.0f} {unit}" if abs(value) >= 99.95 else f"{value:.1f} {unit}"


def format_rate(bytes_per_second: float) -> str:
    return f"{format_size(bytes_per_second)}/s"


def format_duration(seconds: float) -> str:
    """``5 s``, ``2 min 5 s``, ``1 h 3 min``, ``2 d 4 h``."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    for limit, big, big_s, small, small_s in (
        (3600, "min", 60, "s", 1),
        (86400, "h", 3600, "min", 60),
        (None, "d", 86400, "h", 3600),
    ):
        if limit is None or whole < limit:
            rest = whole % big_s // small_s
            return f"{whole // big_s} {big}" + (f" {rest} {small}" if rest else "")
    raise AssertionError("the last row has no limit")


def format_time_left(seconds: float | None) -> str:
    """``about 4 min left``, rounded as an estimate deserves; empty while it is not known."""
    if seconds is None:
        return ""
    if seconds < 60:
        return "less than a minute left"
    if seconds < 3600:
        return f"about {round(seconds / 60)} min left"
    step_s = 900
    return f"about {format_duration(round(seconds / step_s) * step_s)} left"
