"""The hostile table, and damage at every place, for all versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archives import outer_bytes
from tests.hostile import VERSIONS, Case, Kit, Result, is_clean, run, table

fuzz = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
GOOD = {version: Kit(version).bytes() for version in VERSIONS}


@pytest.mark.parametrize(
    ("case", "version"), [pytest.param(c, v, id=f"v{v} {c.name}") for c, v in table()]
)
def test_table(
    case: Case, version: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    result = run(case.make(version), tmp_path)
    outcome, told = case.expected(version)
    record_property("hostile", f"v{version}  {case.name:45} {result.outcome}")
    assert result.outcome == result.verified == outcome, result.told
    assert re.search(told, result.told)
    if outcome != "whole":
        assert result.told
    # Two cases are beyond what the old formats can tell (backup-format.md section 4.1).
    assert is_clean(result) is (version not in case.foreign)


def is_reported(result: Result) -> bool:
    assert result.verified == result.outcome
    return result.outcome != "whole" and bool(result.told) and is_clean(result)


@pytest.mark.parametrize("version", VERSIONS)
def test_cut_at_every_boundary(version: int, tmp_path: Path) -> None:
    """Between two members nothing but a missing one can tell."""
    members = Kit(version).members
    for count in range(len(members)):
        result = run(outer_bytes(members[:count]), tmp_path)
        assert is_reported(result), (count, result)


@pytest.mark.parametrize("version", VERSIONS)
@fuzz
@given(data=st.data())
def test_cut_anywhere(version: int, tmp_path: Path, data: st.DataObject) -> None:
    """Only zeros at the very end may be missing."""
    content = GOOD[version]
    length = data.draw(st.integers(0, len(content) - 1))
    result = run(content[:length], tmp_path)
    if any(content[length:]):
        assert is_reported(result), result
    else:
        assert is_clean(result)


@pytest.mark.parametrize("version", VERSIONS)
@fuzz
@given(data=st.data())
def test_a_flipped_bit_anywhere(version: int, tmp_path: Path, data: st.DataObject) -> None:
    """It is reported, or it was in padding and changed nothing."""
    content = bytearray(GOOD[version])
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    result = run(bytes(content), tmp_path)
    assert is_clean(result)
    assert result.outcome == "whole" or result.told


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("compression", ["none", "gzip"])
@pytest.mark.parametrize("version", VERSIONS)
def test_all_layers(version: int, compression: str, encrypted: bool, tmp_path: Path) -> None:
    """In version 2 both at once are a bare zlib stream in the encrypted one."""
    result = run(Kit(version, compression, encrypted).bytes(), tmp_path)
    assert (result.outcome, is_clean(result)) == ("whole", True)
    assert set(result.target.qubes) == {"work", "tpl", "vault"}
