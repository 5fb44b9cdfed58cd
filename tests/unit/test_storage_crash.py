"""Operations cut off at every step: afterwards the old or the new data is there, never neither."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cut_table
from tests.conftest import ROOT
from tests.crash_cuts import scenarios
from tests.storage_places import KINDS, loop_filesystem, memory_folder

BOTH = {"old", "new"}
#: What must occur, all of it and nothing else.
EXPECTED = {
    "create": {"absent", "there"},
    "import": BOTH,
    "import begins": {"old"},
    "import_volume": BOTH,
    "import unsynced": BOTH,
    "start": {"old"},
    "stop": BOTH,
    "run unsynced": BOTH,
    "revert": BOTH,
    "resize": BOTH,
    "resize running": BOTH,
    "save store": BOTH,
}


def run(module: str, *arguments: str | Path) -> list[dict[str, str]]:
    command = [sys.executable, "-W", "error", "-m", module, *map(str, arguments)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def judge(test: pytest.FixtureRequest, place: str, cuts: list[dict[str, str]], driver: str) -> None:
    outcomes = cut_table.judge(test, place, cuts)
    assert set(outcomes) >= {scenario.name for scenario in scenarios(driver)}
    for scenario, found in outcomes.items():
        if scenario in EXPECTED:
            assert set(found) == EXPECTED[scenario], scenario


@pytest.fixture(scope="module", params=KINDS)
def filesystem(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[str, Path]]:
    with memory_folder() as folder, loop_filesystem(request.param, folder) as place:
        yield request.param, place


@pytest.fixture
def folder() -> Iterator[Path]:
    with memory_folder() as made:
        yield made


@pytest.mark.root
@pytest.mark.parametrize("driver", ["file", "file-reflink"])
@pytest.mark.row("6.38", "6.40")
def test_every_cut(
    driver: str, filesystem: tuple[str, Path], request: pytest.FixtureRequest
) -> None:
    """The process ends; what it has written stays."""
    kind, place = filesystem
    folder = place / driver
    folder.mkdir()
    cuts = run("tests.crash_cuts", driver, folder)
    judge(request, f"{driver} on {kind}, process gone", cuts, driver)


@pytest.mark.root
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("driver", ["file", "file-reflink"])
@pytest.mark.row("6.38")
def test_every_loss_of_power(
    driver: str, kind: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    """The machine ends; what was not flushed is lost, all of it or any part."""
    cuts = run("tests.lost_writes", driver, kind, folder)
    judge(request, f"{driver} on {kind}, power gone", cuts, driver)


@pytest.mark.root
def test_a_missing_fsync_is_found(folder: Path) -> None:
    """So the test above can fail: without fsync neither state is left, and half a store."""
    wanted = [f"--only={name}" for name in ("import unsynced", "import_volume", "save store")]
    lines = run("tests.lost_writes", "file-reflink", "btrfs", folder, "--without-fsync", *wanted)
    errors = [line["error"] for line in lines if "error" in line]
    assert any("neither the old data nor the new" in error for error in errors)
    assert any("the store is damaged" in error for error in errors)
    with pytest.raises(AssertionError):
        cut_table.outcomes(lines)
