"""`qube` with standard streams that are full, closed, or of another character set."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import TIMEOUT_S, Qube
from tests.integration.served import served_store


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("streams")) as qube:
        qube.run("create", "work", "--class", "StandaloneVM")
        qube.run("notes", "work", "--set", "Zürich – ☂")
        yield qube


def shell(qube: Qube, line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = line.replace("QUBE", f"{sys.executable} -m qubesmanager.cli.main --home $STORE")
    return subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        timeout=TIMEOUT_S,
        env={**os.environ, "STORE": str(qube.home), **env},
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("QUBE ls >/dev/full", "cannot write to standard output: No space left on device"),
        ("QUBE --json ls >/dev/full", "cannot write to standard output: No space left"),
        ("QUBE ls >&-", "standard output is closed"),
        ("QUBE --json info work >&-", "standard output is closed"),
        ("QUBE volume export work:private - >&-", "standard output is closed"),
    ],
)
def test_output_that_goes_nowhere(qube: Qube, line: str, said: str) -> None:
    done = shell(qube, line)
    text = done.stderr.decode()
    assert done.returncode == 1
    assert text.startswith(f"qube: {said}"), text
    assert len(text.splitlines()) == 1, text


def test_a_closed_stderr_does_not_put_errors_into_the_output(qube: Qube) -> None:
    done = shell(qube, "QUBE info nobody 2>&-")
    assert (done.returncode, done.stdout) == (1, b"")


def test_no_file_of_the_store_gets_the_number_of_a_closed_stream(
    qube: Qube, tmp_path: Path
) -> None:
    (tmp_path / "image").write_bytes(b"x" * 4096)
    line = f"QUBE volume import work:private {tmp_path}/image >&- 2>&- <&-"
    assert shell(qube, line).returncode == 0
    qube.run("volume", "export", "work:private", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == b"x" * 4096


def test_a_terminal_that_knows_ascii_only(qube: Qube) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    shown = shell(qube, "QUBE info work", **ascii_only)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"Z?rich ? ?" in shown.stdout
    document = shell(qube, "QUBE --json info work", **ascii_only)
    assert json.loads(document.stdout.decode("ascii"))["notes"] == "Zürich – ☂"
