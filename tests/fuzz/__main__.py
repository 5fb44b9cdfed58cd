"""``python -m tests.fuzz --seconds N [TARGET…]``: each target for so long, and a table."""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.session import NAMES, fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="per target (default %(default)s)")
    parser.add_argument("--grow", action="store_true", help="keep what reaches new code")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(NAMES))
    options = parser.parse_args()
    if unknown := set(options.targets) - set(NAMES):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    findings = 0
    for name in options.targets or NAMES:
        outcome = fuzz(name, options.seconds, options.grow)
        findings += bool(outcome.finding)
        print(f"{name:12} {outcome.runs:10,} runs in {outcome.seconds} s", flush=True)
        if outcome.finding:
            print(outcome.finding)
    return min(findings, 1)


if __name__ == "__main__":
    sys.exit(main())
