"""Figures that people read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.client.progress import (
    Pace,
    ProgressMeter,
    TimeLeft,
    format_duration,
    format_rate,
    format_time_left,
)
from qubesmanager.ui import wording

MIB = 1 << 20


def steady(meter: ProgressMeter, rate: int, seconds: range, total: int, done: int = 0) -> Pace:
    for second in seconds:
        pace = meter.update(done, total, float(second))
        done += rate
    return pace


def test_nothing_is_promised_before_rates_can_be_compared() -> None:
    meter = ProgressMeter()
    for second in range(10):
        pace = meter.update(10 * MIB * second, 1000 * MIB, 100.0 + second)
        assert pace.left is None
    assert pace.rate_bytes_s == 10 * MIB
    pace = meter.update(100 * MIB, 1000 * MIB, 110.0)
    assert pace.left == TimeLeft(pytest.approx(90), pytest.approx(90))
    assert steady(ProgressMeter(), MIB, range(60), 100_000 * MIB).left is None, "not 1 % of it"


@pytest.mark.parametrize(
    ("rates", "left"),
    [
        ((10, 20, 30), TimeLeft(pytest.approx(1000 / 30), pytest.approx(1000 / 10))),
        ((19, 20, 21), TimeLeft(pytest.approx(1000 / 21), pytest.approx(1000 / 19))),
        ((5, 5, 50), None),  # anything can come of that
    ],
)
def test_the_range_is_as_wide_as_the_rates_are_apart(
    rates: tuple[int, ...], left: TimeLeft | None
) -> None:
    """Stretches of three seconds at these rates; whatever was waited before is none of them."""
    meter = ProgressMeter()
    meter.update(0, 1181 * MIB, 0.0)
    meter.update(MIB, 1181 * MIB, 7.0)
    done = MIB
    for number, rate in enumerate(rates, 1):
        done += 3 * rate * MIB
        pace = meter.update(done, 1181 * MIB, 7.0 + 3 * number)
    assert pace.left == left


def test_a_slow_start_promises_no_days() -> None:
    """Key derivations first, then a chunk of 100 MiB every three seconds (measured)."""
    meter = ProgressMeter()
    meter.update(0, 14_000 * MIB, 0.0)
    assert meter.update(33_000, 14_000 * MIB, 4.0).left is None
    assert meter.update(MIB, 14_000 * MIB, 7.0).left is None
    shown = 0
    for number in range(1, 139):
        now_s = 7.0 + 3 * number
        pace = meter.update((100 * number + 1) * MIB, 14_000 * MIB, now_s)
        if pace.left is not None:
            shown += 1
            truth_s = 3 * (140 - number)
            assert pace.left.low_s < truth_s + 3
            assert pace.left.high_s < 4 * truth_s + 60
    assert shown > 120
    assert pace.left is not None and pace.left.high_s < 30


def test_rate_and_range_follow_the_last_seconds() -> None:
    meter = ProgressMeter()
    steady(meter, MIB, range(30), 10_000 * MIB)
    done = 29 * MIB
    for second in range(30, 130):
        done += 50 * MIB
        pace = meter.update(done, 10_000 * MIB, float(second))
    assert pace.rate_bytes_s == pytest.approx(50 * MIB, rel=0.01)
    left_s = (10_000 * MIB - done) / (50 * MIB)
    assert pace.left == TimeLeft(pytest.approx(left_s, rel=0.05), pytest.approx(left_s, rel=0.05))


def test_a_stall_ends_the_promise_and_the_end_is_zero() -> None:
    meter = ProgressMeter()
    assert steady(meter, MIB, range(20), 100 * MIB).left is not None
    for second in range(20, 60):
        pace = meter.update(19 * MIB, 100 * MIB, float(second))
    assert pace == Pace(0, None)
    assert meter.update(100 * MIB, 100 * MIB, 61.0).left is None


def test_without_a_total_there_is_a_rate_and_no_promise() -> None:
    meter = ProgressMeter()
    for second in range(20):
        pace = meter.update(second * MIB, 0, float(second))
    assert pace == Pace(pytest.approx(MIB), None)


def test_going_backwards_starts_again() -> None:
    meter = ProgressMeter()
    for second in range(10):
        meter.update(second * MIB, 100 * MIB, float(second))
    pace = meter.update(0, 100 * MIB, 10.0)
    assert pace == Pace(0.0, None)


def test_what_comes_at_once_and_what_stands_have_no_rate() -> None:
    meter = ProgressMeter()
    meter.update(0, 100 * MIB, 50.0)
    assert meter.update(99 * MIB, 100 * MIB, 50.03).rate_bytes_s == 0, "not 3.4 GiB/s"
    assert meter.update(99 * MIB, 100 * MIB, 53.0).rate_bytes_s > 0
    for second in range(54, 64):
        pace = meter.update(99 * MIB, 100 * MIB, float(second))
    assert pace == Pace(0.0, None)


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
        assert pace.left is None or 0 <= pace.left.low_s <= pace.left.high_s


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
    ("left", "text"),
    [
        (None, ""),
        (TimeLeft(12, 59), "less than a minute left"),
        (TimeLeft(12, 61), "less than 2 min left"),
        (TimeLeft(181, 290), "3 to 5 min left"),
        (TimeLeft(120, 120), "about 2 min left"),
        (TimeLeft(1000, 2500), "15 to 45 min left"),
        (TimeLeft(3000, 5000), "45 min to 1 h 30 min left"),
        (TimeLeft(16_000, 30_000), "4 h to 9 h left"),
    ],
)
def test_time_left(left: TimeLeft | None, text: str) -> None:
    assert format_time_left(left) == text
    assert wording.time_left(left) == text
