"""Sizes as they are said in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.storage.errors import NotEnoughSpace
from qubesmanager.sizes import format_size, format_unlike

MIB, GIB = 1 << 20, 1 << 30


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1023, "1.0 KiB"),
        (1024, "1.0 KiB"),
        (12 * MIB + MIB // 2, "12.5 MiB"),
        (148 * MIB, "148 MiB"),
        (999 * MIB, "999 MiB"),
        (1023 * MIB, "1.0 GiB"),
        (10 * GIB, "10.0 GiB"),
        (3 << 60, "3072 PiB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert format_size(size) == text


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (40 * MIB, 2 * GIB, ("40.0 MiB", "2.0 GiB")),
        (GIB + 20 * MIB, GIB, ("1.02 GiB", "1.00 GiB")),
        (GIB + 1, GIB, ("1073741825 B", "1073741824 B")),
        (GIB, GIB, ("1.0 GiB", "1.0 GiB")),
        (0, 0, ("0 B", "0 B")),
    ],
)
def test_two_sizes_to_compare(one: int, other: int, texts: tuple[str, str]) -> None:
    assert format_unlike(one, other) == texts


@given(st.integers(1, 1 << 70))
def test_what_is_there_is_never_nought(size: int) -> None:
    assert not format_size(size).startswith("0")


@given(st.integers(0, 1 << 70), st.integers(0, 1 << 70))
def test_sizes_that_differ_never_read_the_same(one: int, other: int) -> None:
    texts = format_unlike(one, other)
    assert (texts[0] == texts[1]) is (one == other)


def test_a_disk_that_is_all_but_full_says_how_full() -> None:
    said = str(NotEnoughSpace("volume work:private", 30 * MIB, 12 << 10, "/pool"))
    assert said.startswith("volume work:private needs 30.0 MiB, and /pool has 12.0 KiB free.")
