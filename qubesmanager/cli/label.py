"""`qube label`: the labels that qubes can have."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import FAILED, OK, Session, each
from qubesmanager.client import pools

_EXAMPLES = """\
examples:
  qube label list
  qube label create teal '#1a9c8c'
  qube label remove teal
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "label",
        help="list, create and remove labels",
        description="Labels tell by a color how far a qube is trusted. The eight that every system "
        "has stay; others can be created, and removed while no qube has them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the labels")
    listing.set_defaults(run=run_list, doing="list the labels")
    create = actions.add_parser("create", help="make a label")
    create.add_argument("label", metavar="NAME")
    create.add_argument("color", metavar="COLOR", help="#rrggbb")
    create.set_defaults(run=run_create, doing="create label {label}")
    remove = actions.add_parser("remove", help="remove labels that no qube has")
    remove.add_argument("labels", metavar="NAME", nargs="+")
    remove.set_defaults(run=run_remove, doing="remove labels")
    for action in (listing, create, remove):
        action.epilog = _EXAMPLES
        action.formatter_class = argparse.RawDescriptionHelpFormatter


async def run_list(_: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        found = await pools.labels(connection)
    session.answer([{"name": x.name, "index": x.index, "color": x.color} for x in found])
    rows = [("NAME", "INDEX", "COLOR"), *((safe(x.name), str(x.index), x.color) for x in found)]
    session.say(table(rows, right=[1]))
    return OK


async def run_create(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        await pools.create_label(connection, options.label, options.color)
        made = next(x for x in await pools.labels(connection) if x.name == options.label)
    session.answer({"name": made.name, "index": made.index, "color": made.color})
    return OK


async def run_remove(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        act = partial(pools.remove_label, connection)
        results = await each("remove label", options.labels, act)
    session.answer(results)
    return OK if all(result["ok"] for result in results) else FAILED
