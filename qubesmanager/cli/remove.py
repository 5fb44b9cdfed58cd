"""`qube remove`: a qube and its volumes go."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.session import OK, Session
from qubesmanager.client.system import System


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "remove",
        help="remove a qube and its volumes",
        description="Remove a halted qube with all its volumes. They cannot be brought back, "
        "except from a backup.",
        epilog="example:\n  qube remove work",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME")
    parser.set_defaults(run=run, doing="remove {name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        await System(connection).remove_qube(options.name)
    session.answer({"name": options.name, "removed": True})
    return OK
