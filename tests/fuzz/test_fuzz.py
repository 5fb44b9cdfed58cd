"""Every target for some seconds, from its seeds and what earlier runs have kept."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import pytest

from tests.conftest import missing
from tests.fuzz.session import MAX_KEPT_BYTES, NAMES, fuzz, kept

SECONDS = 8


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found(name: str, record_property: Callable[[str, object], None]) -> None:
    if find_spec("atheris") is None:
        missing("atheris")
    outcome = fuzz(name, SECONDS)
    record_property("fuzzed", f"{name:12} {outcome.runs:10,} runs in {outcome.seconds} s")
    assert not outcome.finding, outcome.finding
    assert outcome.runs > 100


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_inputs_are_small(name: str) -> None:
    inputs = kept(name)
    assert inputs
    assert all(len(data) <= MAX_KEPT_BYTES for data in inputs)
    assert len(set(inputs)) == len(inputs)
