"""`qube global`: the properties of the whole system."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.prefs import add_arguments, run_on
from qubesmanager.cli.session import Session


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "global",
        help="show and change the system's properties",
        description="Show the properties of the system, show one, or set it.",
        epilog="examples:\n"
        "  qube global\n"
        "  qube global default_template debian-12\n"
        "  qube global default_netvm none\n"
        "  qube global default_pool_root --default",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    parser.set_defaults(run=run, doing="show or change properties of the system")


async def run(options: argparse.Namespace, session: Session) -> int:
    return await run_on(None, options, session)
