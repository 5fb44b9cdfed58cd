"""Whether a copy is right, to the byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.storage.comparing import first_difference

MIB = 1 << 20
SIZE = 3 * MIB + 12345


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same, once with holes and once without."""
    folder = tmp_path_factory.mktemp("compare")
    sparse, whole = folder / "sparse", folder / "whole"
    sparse.write_bytes(b"data" * 1000)
    os.truncate(sparse, SIZE)
    with sparse.open("r+b") as file:
        file.seek(2 * MIB)
        file.write(b"more")
    whole.write_bytes(sparse.read_bytes())
    return sparse, whole


def test_holes_are_zeros(images: tuple[Path, Path]) -> None:
    sparse, whole = images
    assert first_difference(sparse, whole, SIZE) is None
    assert first_difference(sparse, sparse, SIZE) is None
    assert first_difference(sparse, whole, 10 * SIZE) is None, "what is missing at the end is zeros"


@settings(deadline=None, max_examples=30)
@given(places=st.sets(st.integers(0, SIZE - 1), min_size=1, max_size=4), in_sparse=st.booleans())
def test_the_first_byte_that_differs(
    images: tuple[Path, Path], places: set[int], in_sparse: bool
) -> None:
    changed, other = images if in_sparse else images[::-1]
    with changed.open("r+b") as file:
        before = {place: os.pread(file.fileno(), 1, place) for place in places}
        for place, byte in before.items():
            os.pwrite(file.fileno(), bytes([byte[0] ^ 0x40]), place)
        try:
            assert first_difference(changed, other, SIZE) == min(places)
            assert first_difference(other, changed, min(places)) is None
        finally:
            for place, byte in before.items():
                os.pwrite(file.fileno(), byte, place)
