"""The tests of device-mapper and LVM, shared out to two virtual machines that have both.

Their kernel is that of Debian 12, so the confinement of processes is tested there as well.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests import cut_table
from tests.conftest import ROOT, missing
from tests.guest.machine import GuestResult, lacking, run_in_guest

#: What runs in one guest, so that two of them take about the same time.
SHARES = (
    ("test_lvm_conformance.py", "test_file_cuts.py", "test_moving.py", "test_confinement.py"),
    ("test_lvm_cuts.py", "test_lvm.py", "test_lvm_backup.py", "test_file_conformance.py"),
)
TIMEOUT_S = 1800  # for a machine that is busy; a quiet one takes less than 300


@pytest.fixture(scope="module")
def guests() -> Iterator[dict[tuple[str, ...], Future[GuestResult]]]:
    """By share, both at once; a guest takes a core and 1 GiB."""
    if reason := lacking():
        missing(reason)
    with ThreadPoolExecutor(len(SHARES)) as pool:
        yield {
            share: pool.submit(run_in_guest, [f"tests/guest/{name}" for name in share], TIMEOUT_S)
            for share in SHARES
        }


@pytest.mark.slow
@pytest.mark.root
@pytest.mark.timeout(TIMEOUT_S + 60)
@pytest.mark.parametrize("share", SHARES, ids=["one", "two"])
def test_in_guest(
    share: tuple[str, ...],
    guests: dict[tuple[str, ...], Future[GuestResult]],
    request: pytest.FixtureRequest,
) -> None:
    result = guests[share].result()
    print(result.output)
    cut_table.take_over(request, result.cuts)
    assert result.rc == 0, result.output
    assert result.junit is not None
    cases = list(ElementTree.fromstring(result.junit).iter("testcase"))
    bad = ("failure", "error", "skipped")
    outcomes = [[child.tag for child in case if child.tag in bad] for case in cases]
    assert not any(outcomes), "a test was skipped or failed"
    ran = {case.get("classname", "").rpartition(".")[2] + ".py" for case in cases}
    assert ran == set(share), "a file has no test that has run"


def test_every_file_is_in_a_share() -> None:
    there = sorted(path.name for path in (ROOT / "tests" / "guest").glob("test_*.py"))
    assert sorted(name for share in SHARES for name in share) == there
