"""The table of all cuts that a run of the tests has tried, shown at its end.

A test in the guest hands its cuts over in a file; see tests/guest/machine.py.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

#: Where the guest leaves them, a JSON list of place and cut on each line.
HANDED_OVER = Path("/run/cuts")

_cuts: dict[str, dict[str, Counter[str]]] = {}


def judge(place: str, cuts: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Enter the cuts of a place and check that each has an outcome; outcomes by scenario."""
    cuts = list(cuts)
    for cut in cuts:
        enter(place, cut)
    if "QUBE_TEST_GUEST" in os.environ:
        with HANDED_OVER.open("a") as file:
            file.writelines(json.dumps([place, cut]) + "\n" for cut in cuts)
    bad = [cut for cut in cuts if "error" in cut]
    assert not bad, f"{place}: {bad}"
    outcomes: dict[str, list[str]] = {}
    for cut in cuts:
        outcomes.setdefault(cut["scenario"], []).append(cut["outcome"])
    return outcomes


def enter(place: str, cut: Mapping[str, str]) -> None:
    scenarios = _cuts.setdefault(place, {})
    scenarios.setdefault(cut["scenario"], Counter())[cut.get("outcome", "FAILED")] += 1


def forget(place: str) -> None:
    """Of a test of this table."""
    del _cuts[place]


def take_over(lines: str) -> None:
    """What the guest has left."""
    for line in lines.splitlines():
        enter(*json.loads(line))


def table() -> list[str]:
    lines = []
    total, failed = 0, 0
    for place, scenarios in _cuts.items():
        count = sum(outcomes.total() for outcomes in scenarios.values())
        lines.append(f"{place}: {count} cuts")
        for name, outcomes in scenarios.items():
            said = ", ".join(f"{outcome} {times}" for outcome, times in sorted(outcomes.items()))
            lines.append(f"    {name:20} {outcomes.total():4}   {said}")
            failed += outcomes["FAILED"]
        total += count
    if total:
        verdict = f"{failed} FAILED" if failed else "after each the old or the new data is there"
        lines.append(f"{total} cuts in {len(_cuts)} places: {verdict}")
    return lines
