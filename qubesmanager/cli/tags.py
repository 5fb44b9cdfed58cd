"""`qube tags`: a qube's tags."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from qubesmanager.cli.output import safe
from qubesmanager.cli.session import FAILED, OK, Session, UsageError, each
from qubesmanager.client import qube as settings

_ACTIONS = ("list", "ls", "add", "del", "remove", "rm")


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "tags",
        help="list, add and remove a qube's tags",
        description="List a qube's tags, add some, or remove some. `list TAG` succeeds when the "
        "qube has that tag.",
        epilog="examples:\n"
        "  qube tags work\n"
        "  qube tags work add audited office\n"
        "  qube tags work del office\n"
        "  qube tags work list audited",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    parser.add_argument("action", metavar="ACTION", nargs="?", default="list", choices=_ACTIONS,
                        help="list (the default), add, del")  # fmt: skip
    parser.add_argument("tags", metavar="TAG", nargs="*")
    parser.set_defaults(run=run, doing="show or change tags of {qube}")


async def run(options: argparse.Namespace, session: Session) -> int:
    if options.action in ("list", "ls"):
        return await _list(options, session)
    if not options.tags:
        raise UsageError("name the tags")
    adds = options.action == "add"
    async with session.connection() as connection:
        await settings.tags(connection, options.qube)  # one complaint for a qube that is not there
        change = settings.add_tag if adds else settings.remove_tag
        what = f"{'add' if adds else 'remove'} tag"
        results = await each(what, options.tags, partial(change, connection, options.qube))
        tags = await settings.tags(connection, options.qube)
    session.answer({"name": options.qube, "tags": tags, "changes": results})
    return OK if all(result["ok"] for result in results) else FAILED


async def _list(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        tags = await settings.tags(connection, options.qube)
    shown = [tag for tag in tags if not options.tags or tag in options.tags]
    session.answer([{"name": tag} for tag in shown])
    for tag in shown:
        session.say(safe(tag))
    return OK if set(options.tags) <= set(shown) else FAILED
