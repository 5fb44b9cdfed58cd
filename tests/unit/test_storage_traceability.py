"""Every row of tests/storage_rows.py has a test that shows it, and no test names another row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from qubesmanager.backend.storage.conformance import CHECKS
from tests.conftest import ROOT
from tests.storage_rows import CHECK_ROWS, OPEN, ROWS


def marked(path: Path) -> Iterator[tuple[str, str]]:
    """Row and test for every marker in a file. Read, not imported: some need a guest."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.row":
                assert node.name.startswith("test_"), f"{path}: {node.name} is no test"
                for row in decorator.args:
                    yield ast.literal_eval(row), f"{path.relative_to(ROOT)}::{node.name}"


def shown() -> dict[str, list[str]]:
    """The tests of each row."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for row, test in marked(path):
            found.setdefault(row, []).append(test)
    for check, rows in CHECK_ROWS.items():
        for row in rows:
            found.setdefault(row, []).append(f"check {check}")
    return found


def test_every_row_has_a_test() -> None:
    found = shown()
    without = {row: text for row, text in ROWS.items() if row not in found and row not in OPEN}
    assert not without
    assert not set(found) - set(ROWS), "a test names a row that is not there"
    assert not set(found) & set(OPEN), "an open row has a test by now"
    assert set(OPEN) <= set(ROWS)


def test_every_check_that_shows_a_row_runs_on_every_driver() -> None:
    assert set(CHECK_ROWS) <= {check.__name__ for check in CHECKS}
    for path in (
        "unit/test_storage_conformance.py",
        "guest/test_lvm_conformance.py",
        "guest/test_file_conformance.py",
    ):
        text = (ROOT / "tests" / path).read_text()
        assert '@pytest.mark.parametrize("check", checks())' in text


def test_the_numbers_are_those_of_the_specification() -> None:
    counts = {"S0": 3, "S1": 16, "S2": 23, "S3": 17, "6": 74}
    assert list(ROWS) == [
        f"{part}.{n}" for part, last in counts.items() for n in range(1, last + 1)
    ]
