"""The table of all cuts that a run of the tests has tried, shown at its end.

A test hands its cuts over as a property of its report, so that it does not matter which process
it ran in; a test in the guest leaves them in a file besides (tests/guest/machine.py).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

PROPERTY = "cuts"
#: Where the guest leaves them: on each line a place, and its cuts.
HANDED_OVER = Path("/run/cuts")

Cuts = Iterable[Mapping[str, str]]


def judge(test: pytest.FixtureRequest, place: str, cuts: Cuts) -> dict[str, list[str]]:
    """Hand the cuts over and check that each has an outcome; the outcomes by scenario."""
    text = json.dumps([place, list(cuts)])
    test.node.user_properties.append((PROPERTY, text))
    if "QUBE_TEST_GUEST" in os.environ:
        with HANDED_OVER.open("a") as file:
            file.write(text + "\n")
    return outcomes(cuts)


def outcomes(cuts: Cuts) -> dict[str, list[str]]:
    """By scenario; AssertionError if a cut left something that may not be."""
    bad = [cut for cut in cuts if "error" in cut]
    assert not bad, bad
    found: dict[str, list[str]] = {}
    for cut in cuts:
        found.setdefault(cut["scenario"], []).append(cut["outcome"])
    return found


def take_over(test: pytest.FixtureRequest, lines: str) -> None:
    """What the guest has left."""
    for line in lines.splitlines():
        test.node.user_properties.append((PROPERTY, line))


def table(reports: Iterable[Any]) -> list[str]:
    """Lines for people, from the reports of all tests."""
    handed = [
        text for report in reports for name, text in report.user_properties if name == PROPERTY
    ]
    places: dict[str, dict[str, Counter[str]]] = {}
    for place, cuts in map(json.loads, handed):
        for cut in cuts:
            counted = places.setdefault(place, {}).setdefault(cut["scenario"], Counter())
            counted[cut.get("outcome", "FAILED")] += 1
    lines = []
    total, failed = 0, 0
    for place, scenarios in sorted(places.items()):
        count = sum(counted.total() for counted in scenarios.values())
        lines.append(f"{place}: {count} cuts")
        for name, counted in scenarios.items():
            said = ", ".join(f"{outcome} {times}" for outcome, times in sorted(counted.items()))
            lines.append(f"    {name:22} {counted.total():4}   {said}")
            failed += counted["FAILED"]
        total += count
    if total:
        verdict = f"{failed} FAILED" if failed else "after each the old or the new data is there"
        lines.append(f"{total} cuts in {len(places)} places: {verdict}")
    return lines
