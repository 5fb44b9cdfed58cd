"""One target in this process: ``python -m tests.fuzz.run TARGET FOLDER [libFuzzer's arguments]``.

Its seeds are put into the folder first.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

from tests.fuzz.targets import TARGETS


def main() -> None:
    target = TARGETS[sys.argv[1]]
    for number, seed in enumerate(target.seeds()):
        (Path(sys.argv[2]) / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *sys.argv[3:]], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
