"""Operations of lvm_thin cut off between their commands: old or new data, never neither."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests import cut_table
from tests.conftest import ROOT
from tests.guest.conftest import GROUPS, POOL

pytestmark = pytest.mark.lvm

#: Outcome of every cut, from the one before the first command to the one after the last.
EXPECTED = {
    "create": ["absent", "there"],
    "start": ["old", "old"],
    "stop": ["old", "old", "new", "new"],
    "import end": ["old", "old", "new", "new", "new"],
    "import_volume": ["old", "old", "new", "new"],
    "revert": ["new", "new", "old", "old"],
    "resize": ["old", "new"],
    "remove": ["4 left", "0 left"],
}


@pytest.mark.row("6.38")
def test_every_cut(volume_groups: None, request: pytest.FixtureRequest) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.guest.lvm_cuts", GROUPS[0], POOL]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    for line in result.stdout.splitlines():
        print(line)
    assert result.returncode == 0, result.stderr
    cuts = [json.loads(line) for line in result.stdout.splitlines()]
    assert cut_table.judge(request, "lvm_thin", cuts) == EXPECTED
