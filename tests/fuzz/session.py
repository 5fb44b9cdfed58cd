"""A run of libFuzzer over one target: seeds and kept inputs in, counts and findings out."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus")
NAMES = (
    "header",
    "container",
    "outer",
    "inner",
    "tree",
    "sparse_map",
    "core3",
    "core2",
    "small_files",
    "compressed",
    "qfile",
)
MAX_INPUT_BYTES = 16 << 10
# Of inputs, so that the corpus stays small.
MAX_KEPT, MAX_KEPT_BYTES = 80, 2 << 10
_LIMITS = ("-rss_limit_mb=1500", "-timeout=20", f"-max_len={MAX_INPUT_BYTES}")


@dataclass(frozen=True)
class Outcome:
    """``finding`` is empty, or what went wrong with the input in it."""

    runs: int
    seconds: int
    finding: str


def kept(name: str) -> list[bytes]:
    path = CORPUS / f"{name}.txt"
    return [base64.b64decode(line) for line in path.read_text().split()] if path.exists() else []


def fuzz(name: str, seconds: int, grow: bool = False) -> Outcome:
    with tempfile.TemporaryDirectory(prefix=f"fuzz-{name}-") as folder:
        top = Path(folder)
        found, start = top / "found", top / "start"
        found.mkdir()
        start.mkdir()
        for number, data in enumerate(kept(name)):
            (start / f"{number}").write_bytes(data)
        outcome = _run(name, top, [f"-max_total_time={seconds}", str(found), str(start)], seconds)
        if grow and not outcome.finding:
            _grow(name, found)
        return outcome


def _run(name: str, top: Path, words: list[str], seconds: int) -> Outcome:
    command = [sys.executable, "-m", "tests.fuzz.run", name, str(top / "start"), *_LIMITS]
    command += ["-print_final_stats=1", f"-artifact_prefix={top}/finding-", *words]
    # A process begins with the memory that the one before had at its highest (getrusage(2)), and a
    # limit would be that of the tests: so a small shell stands between.
    done = subprocess.run(
        ["sh", "-c", '"$@"; exit $?', "sh", *command],
        capture_output=True,
        cwd=CORPUS.parents[2],
        timeout=seconds + 120,
        check=False,
    )
    text = done.stderr.decode("utf-8", "replace") + done.stdout.decode("utf-8", "replace")
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    finding = ""
    if done.returncode:
        inputs = [path.read_bytes() for path in top.glob("finding-*")]
        shown = "".join(f"\ninput: {base64.b64encode(data).decode()}" for data in inputs)
        finding = f"{name}: status {done.returncode}{shown}\n{text[-6000:]}"
    return Outcome(int(runs[1]) if runs else 0, seconds, finding)


def _grow(name: str, found: Path) -> None:
    """Add a sample of all sizes of what reached new code."""
    inputs = {*kept(name), *(path.read_bytes() for path in found.iterdir())}
    small = sorted((data for data in inputs if 0 < len(data) <= MAX_KEPT_BYTES), key=_order)
    sample = small[:: -(-len(small) // MAX_KEPT)]
    lines = "".join(f"{base64.b64encode(data).decode()}\n" for data in sample)
    (CORPUS / f"{name}.txt").write_text(lines)


def _order(data: bytes) -> tuple[int, bytes]:
    return len(data), hashlib.sha256(data).digest()
