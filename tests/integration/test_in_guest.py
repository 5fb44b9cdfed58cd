"""The tests of device-mapper and LVM, each file of them in a virtual machine that has both."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests import cut_table
from tests.conftest import ROOT, missing
from tests.guest.machine import GuestResult, lacking, run_in_guest

FILES = sorted(path.name for path in (ROOT / "tests" / "guest").glob("test_*.py"))
LONG = ("test_lvm_conformance.py", "test_lvm_cuts.py")  # more than two minutes
AT_ONCE = 2  # a guest takes a core and 1 GiB
TIMEOUT_S = 400


@pytest.fixture(scope="module")
def guests() -> Iterator[dict[str, Future[GuestResult]]]:
    """By the name of the file that runs in it; the longest first."""
    if reason := lacking():
        missing(reason)
    by_size = sorted(FILES, key=lambda name: name not in LONG)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {
            name: pool.submit(run_in_guest, [f"tests/guest/{name}"], TIMEOUT_S) for name in by_size
        }


@pytest.mark.slow
@pytest.mark.root
@pytest.mark.parametrize("name", FILES)
def test_in_guest(name: str, guests: dict[str, Future[GuestResult]]) -> None:
    result = guests[name].result()
    print(result.output)
    cut_table.take_over(result.cuts)
    assert result.rc == 0, result.output
    assert result.junit is not None
    cases = list(ElementTree.fromstring(result.junit).iter("testcase"))
    outcomes = [[child.tag for child in case if child.tag != "system-out"] for case in cases]
    assert cases, "no test has run"
    assert not any(outcomes), "a test was skipped or failed"
