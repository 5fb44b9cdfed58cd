"""Creating, removing and moving a qube, cut off at every step: the next start clears up."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXPECTED = {
    "create qube": {"absent", "there"},
    "create disposable": {"absent", "there"},
    "remove qube": {"absent", "there"},
    "move qube": {"old", "new"},
}


@pytest.fixture
def memory() -> Iterator[Path]:
    """Without a disk below: what is tried is the end of a process, and fsync costs nothing."""
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    ("drivers", "scenarios"),
    [
        (("file-reflink", "file"), tuple(EXPECTED)),
        (("file", "file-reflink"), ("create qube",)),
    ],
    ids=["reflink to file", "file"],
)
def test_every_cut(drivers: tuple[str, ...], scenarios: tuple[str, ...], memory: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.store_cuts", *drivers, str(memory)]
    done = subprocess.run(
        [*command, *scenarios], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    table = [json.loads(line) for line in done.stdout.splitlines()]
    assert not [line for line in table if "error" in line]
    outcomes = Counter((line["scenario"], line["outcome"]) for line in table)
    print(*(f"{name}: {outcome} {count}" for (name, outcome), count in outcomes.items()), sep="\n")
    for scenario in scenarios:
        found = {outcome for name, outcome in outcomes if name == scenario}
        assert found == EXPECTED[scenario], scenario
