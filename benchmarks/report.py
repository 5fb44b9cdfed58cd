"""One row a measurement, printed as a table and kept in ``latest.json``."""

from __future__ import annotations

import datetime
import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

LATEST = Path(__file__).with_name("latest.json")


@dataclass(frozen=True)
class Row:
    """``ratio`` is how many times better than ``against`` (measured in the same run); None when
    the figure stands alone. ``note`` names the settings that the figure depends on."""

    name: str
    value: float
    unit: str
    against: str = ""
    reference: float | None = None
    ratio: float | None = None
    note: str = ""


def machine() -> str:
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {memory_gib:.0f} GiB, Linux {platform.release()}"


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | figure | against | ratio | settings |", "|---|---|---|---|---|"]
    for row in rows:
        against = row.against.replace("|", "\\|")
        if row.reference is not None:
            against += f" ({row.reference:,.4g} {row.unit})"
        ratio = "" if row.ratio is None else f"{row.ratio:.1f}x"
        lines.append(
            f"| {row.name} | {row.value:,.4g} {row.unit} | {against} | {ratio} | {row.note} |"
        )
    return "\n".join(lines)


def save(rows: list[Row]) -> None:
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    records = [{**asdict(row), "machine": machine(), "date": date} for row in rows]
    LATEST.write_text(json.dumps(records, indent=1) + "\n")
