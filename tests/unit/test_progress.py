"""Figures that people read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.client.progress import (
    ProgressMeter,
    format_duration,
    format_rate,
    format_size,
    format_time_left,
)

MIB = 1 << 20


def test_nothing_is_promised_before_the_rate_is_stable() -> None:
    meter = ProgressMeter()
    assert meter.update(0, 1000 * MIB, 100.0).seconds_left is None
    pace = meter.update(20 * MIB, 1000 * MIB, 102.0)
    assert pace.rate_bytes_s == 10 * MIB
    assert pace.seconds_left is None
    assert meter.update(30 * MIB, 1000 * MIB, 103.0).seconds_left is None
    pace = meter.update(40 * MIB, 1000 * MIB, 104.0)
    assert pace.seconds_left == pytest.approx(96)


def test_a_slow_start_promises_no_days() -> None:
    """Key derivations first, then a chunk of 100 MiB every three seconds (measured)."""
    meter = ProgressMeter()
    meter.update(0, 1400 * MIB, 0.0)
    assert meter.update(33_000, 1400 * MIB, 4.0).seconds_left is None
    assert meter.update(MIB, 1400 * MIB, 7.0).seconds_left is None
    for number in range(1, 14):
        now_s = 7.0 + 3 * number
        pace = meter.update((100 * number + 1) * MIB, 1400 * MIB, now_s)
        assert pace.seconds_left is not None
        assert pace.seconds_left < 180
    assert pace.seconds_left < 15


def test_rate_follows_the_last_seconds() -> None:
    meter = ProgressMeter()
    for second in range(30):
        meter.update(second * MIB, 10_000 * MIB, float(second))
    done = 29 * MIB
    for second in range(30, 90):
        done += 50 * MIB
        pace = meter.update(done, 10_000 * MIB, float(second))
    assert pace.rate_bytes_s == pytest.approx(50 * MIB, rel=0.01)
    assert pace.seconds_left == pytest.approx((10_000 * MIB - done) / (50 * MIB), rel=0.05)


def test_a_stall_ends_the_promise_and_the_end_is_zero() -> None:
    meter = ProgressMeter()
    for second in range(5):
        meter.update(second * MIB, 100 * MIB, float(second))
    for second in range(5, 60):
        pace = meter.update(4 * MIB, 100 * MIB, float(second))
    assert pace.rate_bytes_s == 0
    assert pace.seconds_left is None
    assert meter.update(100 * MIB, 100 * MIB, 61.0).seconds_left == 0


def test_without_a_total_there_is_a_rate_and_no_promise() -> None:
    meter = ProgressMeter()
    for second in range(20):
        pace = meter.update(second * MIB, 0, float(second))
    assert pace.rate_bytes_s == pytest.approx(MIB)
    assert pace.seconds_left is None


def test_going_backwards_starts_again() -> None:
    meter = ProgressMeter()
    for second in range(10):
        meter.update(second * MIB, 100 * MIB, float(second))
    pace = meter.update(0, 100 * MIB, 10.0)
    assert (pace.rate_bytes_s, pace.seconds_left) == (0.0, None)


def test_what_comes_at_once_and_what_stands_have_no_rate() -> None:
    meter = ProgressMeter()
    meter.update(0, 100 * MIB, 50.0)
    assert meter.update(99 * MIB, 100 * MIB, 50.03).rate_bytes_s == 0, "not 3.4 GiB/s"
    assert meter.update(99 * MIB, 100 * MIB, 53.0).rate_bytes_s > 0
    for second in range(54, 64):
        pace = meter.update(99 * MIB, 100 * MIB, float(second))
    assert (pace.rate_bytes_s, pace.seconds_left) == (0.0, None)


@given(
    st.lists(st.tuples(st.integers(0, 1 << 40), st.floats(0, 60)), min_size=1, max_size=60),
    st.integers(0, 1 << 41),
)
def test_never_negative_never_raises(steps: list[tuple[int, float]], total: int) -> None:
    meter = ProgressMeter()
    now_s = 0.0
    for done, step_s in steps:
        now_s += step_s
        pace = meter.update(done, total, now_s)
        assert pace.rate_bytes_s >= 0
        assert pace.seconds_left is None or pace.seconds_left >= 0


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (12 * MIB + MIB // 2, "12.5 MiB"),
        (148 * MIB, "148 MiB"),
        (1023 * MIB, "1.0 GiB"),
        (10 << 30, "10.0 GiB"),
        (3 << 60, "3072 PiB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert format_size(size) == text


def test_rates() -> None:
    assert format_rate(148 * MIB) == "148 MiB/s"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59.4, "59 s"), (60, "1 min"), (125, "2 min 5 s"), (3600, "1 h"),
     (3780, "1 h 3 min"), (86400 + 7200, "1 d 2 h")],
)  # fmt: skip
def test_durations(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (12, "less than a minute left"),
        (230, "about 4 min left"),
        (5000, "about 1 h 30 min left"),
    ],
)
def test_time_left(seconds: float | None, text: str) -> None:
    assert format_time_left(seconds) == text
