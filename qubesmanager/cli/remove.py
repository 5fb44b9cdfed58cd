"""`qube remove`: qubes and their volumes go."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.session import FAILED, OK, Session, each
from qubesmanager.client.system import System


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "remove",
        help="remove qubes and their volumes",
        description="Remove halted qubes with all their volumes. They cannot be brought back, "
        "except from a backup.",
        epilog="examples:\n  qube remove work\n  qube remove work personal vault",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", metavar="NAME", nargs="+")
    parser.set_defaults(run=run, doing="remove {names[0]}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        remove = System(connection).remove_qube
        if len(options.names) == 1:
            await remove(options.names[0])
            session.answer({"name": options.names[0], "removed": True})
            return OK
        results = await each("remove", options.names, remove)
    session.answer([{**result, "removed": result["ok"]} for result in results])
    return OK if all(result["ok"] for result in results) else FAILED
