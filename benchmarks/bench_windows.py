"""The Manager window with 300 and 1,000 qubes: start, typing, a burst of events, memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from qubesmanager import places

from .bench_store import make_store
from .report import Row

COUNTS = (300, 1000)
RUNS = 3
AIM_START_S = 1.0
AIM_FRAME_MS = 50.0


def rows() -> list[Row]:
    found = []
    for count in COUNTS:
        runs = _runs(count)
        best = {key: min(run[key] for run in runs if key in run) for key in runs[-1]}
        note = f"{count} qubes; best of {RUNS}; offscreen"
        aim = {"against": "aim", "reference": AIM_START_S, "ratio": AIM_START_S / best["start_s"]}
        found += [
            Row("window: start to full table", best["start_s"], "s", note=note, **aim),
            _frame("window: a key typed in the search", best["key_ms"], note),
            _frame("window: the slowest key", best["slowest_key_ms"], note),
            Row("window: 1,000 events, all shown", best["burst_ms"], "ms", note=note),
            _frame("window: longest gap in that burst", best["burst_gap_ms"], note),
            _frame("window: a backup wizard opens", best["wizard_ms"], note),
            _frame("window: longest gap in a backup that is verified", best["backup_gap_ms"], note),
            Row("window: memory", best["memory_mib"], "MiB", note=note),
        ]
    return found


def _frame(name: str, value_ms: float, note: str) -> Row:
    return Row(name, value_ms, "ms", "aim", AIM_FRAME_MS, AIM_FRAME_MS / value_ms, note)


def _runs(count: int) -> list[dict[str, float]]:
    """Each run is a process of its own, on a qubesd that runs already."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        home = Path(folder) / "home"
        make_store(home, count)
        environ = {**os.environ, "XDG_RUNTIME_DIR": folder}
        os.chmod(folder, 0o700)
        try:
            command = [sys.executable, "-m", "benchmarks.windows_run", str(home)]
            runs = []
            for number in range(RUNS + 1):
                jobs = ["jobs"] if number == RUNS else []
                done = subprocess.run(
                    [*command, *jobs], env=environ, check=True, capture_output=True
                )
                runs.append(json.loads(done.stdout))
            return runs[1:]  # the first one had to start qubesd
        finally:
            if (holder := places.read_holder(home)) is not None:
                os.kill(holder.pid, signal.SIGTERM)
