"""Figures for people: sizes, durations, and the rate and time left of a running job. Pure."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from qubesmanager.sizes import format_size

_WINDOW_S = 30.0
# The spread is that of the rates of stretches, each so long and ended by progress.
_STRETCH_S = 3.0
_STRETCHES = 20
_SPREAD_AFTER = 3
_STABLE_AFTER_FRACTION = 0.01
# A range wider than this says no more than that nobody knows.
_MAX_WIDTH = 4.0
_SMOOTHING_S = 6.0
# What comes at once after a wait says nothing of the speed.
_RATE_AFTER_S = 1.0
# Longer than between two chunks of 100 MiB: keys are derived, or a disk does not answer.
_STALLED_AFTER_S = 8.0
# A range that ends within so many minutes is told in steps of so many.
_STEPS_MIN = ((15, 1), (60, 5), (300, 15), (math.inf, 60))


@dataclass(frozen=True)
class TimeLeft:
    """Between these two, as far as the rates until now tell."""

    low_s: float
    high_s: float

    def minutes(self) -> tuple[int, int]:
        """In full minutes, rounded outwards to steps that an estimate deserves."""
        step = next(step for limit, step in _STEPS_MIN if self.high_s <= limit * 60)
        seconds = step * 60
        return int(self.low_s // seconds) * step, math.ceil(self.high_s / seconds) * step


@dataclass(frozen=True)
class Pace:
    """How fast a job goes: ``left`` is None until the rate can be trusted."""

    rate_bytes_s: float
    left: TimeLeft | None


class ProgressMeter:
    """Rate over the last seconds, and the time left as the spread of the rates has it.

    The caller gives the clock, so that nothing here sleeps or guesses. Work comes in bursts (a
    chunk of an archive every few seconds), so rates are compared over stretches that end with one;
    the time left lies between that at the mean rate plus and minus its standard deviation.
    Progress that goes backwards (a second job, a new total) starts the measurement again.
    """

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()
        self._begun: tuple[float, int] | None = None  # the stretch that goes on
        self._stretches: deque[tuple[float, int]] = deque(maxlen=_STRETCHES)  # seconds, bytes
        self._measured_bytes = 0
        self._left: TimeLeft | None = None
        self._moved_s = 0.0

    def update(self, done_bytes: int, total_bytes: int, now_s: float) -> Pace:
        """Take a sample at ``now_s`` (monotonic seconds). ``total_bytes`` 0: nobody knows it."""
        if self._samples and done_bytes < self._samples[-1][1]:
            self._reset()
        last_s, last_bytes = self._samples[-1] if self._samples else (now_s, done_bytes)
        if done_bytes > last_bytes:
            self._end_stretch(done_bytes, now_s)
        if done_bytes > last_bytes or not self._samples:
            self._moved_s = now_s
        self._samples.append((now_s, done_bytes))
        while len(self._samples) > 2 and now_s - self._samples[1][0] >= _WINDOW_S:
            self._samples.popleft()
        first_s, first_bytes = self._samples[0]
        span_s = now_s - first_s
        stalled = now_s - self._moved_s >= _STALLED_AFTER_S
        known = span_s >= _RATE_AFTER_S and not stalled
        rate = (done_bytes - first_bytes) / span_s if known else 0.0
        fresh = None if stalled else self._time_left(done_bytes, total_bytes)
        self._left = _smoothed(self._left, fresh, now_s - last_s)
        return Pace(rate, self._left)

    def _end_stretch(self, done_bytes: int, now_s: float) -> None:
        if self._begun is None:  # what was waited before the first of it is no rate
            self._begun = (now_s, done_bytes)
            return
        begun_s, begun_bytes = self._begun
        if now_s - begun_s >= _STRETCH_S:
            self._stretches.append((now_s - begun_s, done_bytes - begun_bytes))
            self._measured_bytes += done_bytes - begun_bytes
            self._begun = (now_s, done_bytes)

    def _time_left(self, done_bytes: int, total_bytes: int) -> TimeLeft | None:
        left_bytes = total_bytes - done_bytes
        count = len(self._stretches)
        enough = self._measured_bytes >= total_bytes * _STABLE_AFTER_FRACTION
        if left_bytes <= 0 or count < _SPREAD_AFTER or not enough:
            return None
        span_s = sum(seconds for seconds, _ in self._stretches)
        mean = sum(size for _, size in self._stretches) / span_s
        squares = sum(s * (size / s - mean) ** 2 for s, size in self._stretches) / span_s
        deviation = math.sqrt(squares * count / (count - 1))
        if deviation >= mean or (mean + deviation) > _MAX_WIDTH * (mean - deviation):
            return None
        return TimeLeft(left_bytes / (mean + deviation), left_bytes / (mean - deviation))


def _smoothed(before: TimeLeft | None, fresh: TimeLeft | None, step_s: float) -> TimeLeft | None:
    """Time passes, and a new measurement moves both ends of the range only by and by."""
    if before is None or fresh is None:
        return fresh
    weight = 1.0 - math.exp(-step_s / _SMOOTHING_S)

    def end(before_s: float, fresh_s: float) -> float:
        expected_s = max(0.0, before_s - step_s)
        return expected_s + weight * (fresh_s - expected_s)

    return TimeLeft(end(before.low_s, fresh.low_s), end(before.high_s, fresh.high_s))


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


def format_time_left(left: TimeLeft | None) -> str:
    """``3 to 5 min left``; empty while it is not known."""
    if left is None:
        return ""
    low, high = left.minutes()
    if high <= 1:
        return "less than a minute left"
    if not low:
        return f"less than {format_duration(high * 60)} left"
    if low == high:
        return f"about {format_duration(high * 60)} left"
    if high < 60:
        return f"{low} to {high} min left"
    return f"{format_duration(low * 60)} to {format_duration(high * 60)} left"
