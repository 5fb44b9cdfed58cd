"""Operations cut off at every step: afterwards the old or the new data is there, never neither."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.storage_places import loop_filesystem

BOTH = {"old", "new"}
EXPECTED = {
    "create": {"absent", "there"},
    "import_data": {"old"},
    "import_data_end": BOTH,
    "import_volume": BOTH,
    "start": {"old"},
    "stop": {"new"},
    "revert": BOTH,
    "resize": BOTH,
    "resize running": BOTH,
}


def cuts(driver: str, folder: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-W", "error", "-m", "tests.crash_cuts", driver, str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def judge(table: list[dict[str, object]]) -> None:
    """Print the table of cuts and outcomes; every one is allowed, and both sides occur."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in table:
        outcomes[str(line["scenario"])][str(line.get("outcome", "FAILED"))] += 1
    for scenario, counts in outcomes.items():
        print(f"{scenario:16} {counts.total():3} cuts  {dict(counts)}")
    assert not [line for line in table if "error" in line]
    for scenario, allowed in EXPECTED.items():
        if scenario in outcomes:
            assert set(outcomes[scenario]) == allowed, scenario


@pytest.mark.parametrize("driver", ["file", "file-reflink"])
def test_every_cut(driver: str, tmp_path: Path) -> None:
    table = cuts(driver, tmp_path)
    judge(table)
    named = {line["scenario"] for line in table}
    assert named >= {"create", "import_data_end", "import_volume", "remove"}
    assert (driver == "file") == ("stop" not in named)


@pytest.mark.root
@pytest.mark.parametrize("kind", ["btrfs", "xfs"])
def test_every_cut_with_reflinks(kind: str, tmp_path: Path) -> None:
    with loop_filesystem(kind, tmp_path) as place:
        judge(cuts("file-reflink", place))
