"""Qubes of driver file cut off between the steps of files and devices: old or new data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import cut_table
from tests.conftest import ROOT

pytestmark = pytest.mark.lvm

#: What must occur, all of it and nothing else.
EXPECTED = {
    "start": {"old"},
    "stop": {"old", "new"},
    "start snapshot": {"old"},
    "stop snapshot": {"old"},
    "stop below a snapshot": {"old", "new"},
    "resize running": {"old", "new"},
    "import": {"old", "new"},
    "revert": {"old", "new"},
}


@pytest.mark.row("6.38", "6.40")
def test_every_cut(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.guest.file_cuts", str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    for line in result.stdout.splitlines():
        print(line)
    assert result.returncode == 0, result.stderr
    cuts = [json.loads(line) for line in result.stdout.splitlines()]
    outcomes = cut_table.judge(request, "file on device-mapper", cuts)
    for scenario, expected in EXPECTED.items():
        assert set(outcomes[scenario]) == expected, scenario
