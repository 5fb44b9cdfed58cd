"""`make bench`: measure everything, print the table, keep it in latest.json.

`python -m benchmarks NAME…` measures only the named groups and keeps nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from . import (
    bench_agent,
    bench_api,
    bench_archive,
    bench_memory,
    bench_restore,
    bench_storage,
    bench_store,
    bench_windows,
)
from .report import Row, machine, save, table

GROUPS: Mapping[str, Callable[[], list[Row]]] = {
    "store": bench_store.rows,
    "api": bench_api.rows,
    "archive": bench_archive.rows,
    "restore": bench_restore.rows,
    "memory": bench_memory.rows,
    "storage": bench_storage.rows,
    "agent": bench_agent.rows,
    "windows": bench_windows.rows,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        print(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
        return 2
    rows = []
    for name in names or GROUPS:
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        rows += GROUPS[name]()
    print(f"Machine: {machine()}\n")
    print(table(rows))
    if not names:
        save(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
