"""`qube clone`: a second qube like one that exists."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.create import CLASSES
from qubesmanager.cli.info import details
from qubesmanager.cli.session import OK, Session, warn
from qubesmanager.client.cloning import clone
from qubesmanager.client.system import System


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "clone",
        help="copy a qube",
        description="Make a new qube with the settings, rules, notes, device assignments and data "
        "of another one. It is copied as a whole or not at all. Each volume goes to the pool where "
        "the source has it, unless --pool says otherwise. With --revision a volume of the copy has "
        "the data of an earlier state; qube volume revisions lists them.",
        epilog="examples:\n"
        "  qube clone work work-2\n"
        "  qube clone debian-12 mail --class StandaloneVM\n"
        "  qube clone work work-slow --pool archive\n"
        "  qube clone work work-before --revision private:7",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="SOURCE")
    parser.add_argument("name", metavar="NEW")
    parser.add_argument("-C", "--class", dest="klass", choices=CLASSES,
                        help="default: the source's class")  # fmt: skip
    parser.add_argument("-P", "--pool", metavar="P", help="keep its volumes in this pool")
    parser.add_argument("--revision", metavar="VOLUME:REVISION", dest="states", action="append",
                        default=[], type=_state,
                        help="this volume as it was at that revision; may be given for several "
                        "volumes")  # fmt: skip
    parser.set_defaults(run=run, doing="copy {source} to {name}")


def _state(text: str) -> tuple[str, str]:
    """Ids of older revisions have colons in them."""
    volume, colon, revision = text.partition(":")
    if not (volume and colon and revision):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form VOLUME:REVISION")
    return volume, revision


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        system = System(connection)
        await system.load()
        warnings = await clone(
            system,
            options.source,
            options.name,
            options.klass,
            options.pool,
            dict(options.states),
        )
    for warning in warnings:
        warn(warning)
    session.answer({**details(system.qubes[options.name]), "warnings": warnings})
    return OK
