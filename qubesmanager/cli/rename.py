"""`qube rename`: another name for a qube."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.session import OK, Session, warn
from qubesmanager.client.renaming import rename
from qubesmanager.client.system import System


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "rename",
        help="give a halted qube another name",
        description="Give a halted qube another name. A name cannot be changed in place: the qube "
        "is copied with all its data, whatever names it (templates, network, disposables, defaults "
        "of the system) is set to the copy, and then the old one is removed. If any of it is "
        "refused, all is put back and the qube keeps its name.",
        epilog="example:\n  qube rename work office",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="OLD")
    parser.add_argument("new_name", metavar="NEW")
    parser.set_defaults(run=run, doing="rename {name} to {new_name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        system = System(connection)
        await system.load()
        done = await rename(system, options.name, options.new_name)
    for use in done.updated:
        session.say(f"{use} is now {options.new_name}")
    for warning in done.warnings:
        warn(warning)
    session.answer(
        {
            "name": options.new_name,
            "old_name": options.name,
            "updated": [{"name": use.qube, "property": use.property} for use in done.updated],
            "warnings": list(done.warnings),
        }
    )
    return OK
