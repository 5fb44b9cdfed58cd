"""What every test may use: the fixture archives and the rule that missing parts fail in CI."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from qubesmanager.testing import outside_tests
from tests import cut_table

ROOT = Path(__file__).resolve().parent.parent
LONGEST = ("test_in_guest.py", "test_storage_crash.py")
# How long an example takes says how busy the machine is.
settings.register_profile(
    "busy", settings(), deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("busy")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns without one, and a warning fails a test
    _runtime = tempfile.TemporaryDirectory(prefix="qube-run-", dir="/tmp")
    os.environ["XDG_RUNTIME_DIR"] = _runtime.name


def missing(what: str) -> None:
    """End the test: a failure in CI, a skip that says why elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and with CI=true that is a failure", pytrace=False)
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def fixtures_dir() -> Path:
    """Archives made by the stock tools, with their digests in manifest.json."""
    default = ROOT.parent / "shared" / "fixtures" / "backups"
    folder = Path(os.environ.get("QUBES_FIXTURES", default))
    if not (folder / "manifest.json").is_file():
        missing(f"fixture archives ({folder})")
    return folder


@pytest.fixture(scope="session")
def manifest(fixtures_dir: Path) -> dict[str, dict[str, Any]]:
    """Fixture archives by file name."""
    records = json.loads((fixtures_dir / "manifest.json").read_text())
    return {record["file"]: record for record in records}


@pytest.fixture(scope="session")
def program() -> Any:
    """``program("scrypt")`` is the path of a real program."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            missing(f"the program {name}")
        assert path is not None
        return path

    return find


def pytest_configure(config: pytest.Config) -> None:
    # When all tests are run, those that other packages contribute are run with them.
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        config.args += map(str, outside_tests())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--row", help="only tests that show this row of tests/storage_rows.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest begin first, so that two processes end at about the same time.
    items.sort(key=lambda item: item.path.name not in LONGEST)
    if (wanted := config.getoption("--row")) is None:
        return
    shown = [item for item in items if any(wanted in m.args for m in item.iter_markers("row"))]
    config.hook.pytest_deselected(items=[item for item in items if item not in shown])
    items[:] = shown


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was cut, damaged and fuzzed, and how it ended, belongs to the result of a run."""
    ended = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    if lines := cut_table.table(ended):
        terminalreporter.section("operations of storage cut off")
        for line in lines:
            terminalreporter.write_line(line)
    passed = terminalreporter.getreports("passed")
    properties = [item for report in passed for item in report.user_properties]
    for kept, title in (("hostile", "hostile and damaged archives"), ("fuzzed", "fuzzed")):
        if lines := [str(value) for name, value in properties if name == kept]:
            terminalreporter.section(title)
            for line in lines:
                terminalreporter.write_line(line)
