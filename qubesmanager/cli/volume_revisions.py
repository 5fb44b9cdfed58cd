"""The actions of `qube volume` for earlier states: show them, go back, keep one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session
from qubesmanager.cli.volume_settings import parse_volume
from qubesmanager.client import revisions
from qubesmanager.client.revisions import Revision
from qubesmanager.sizes import format_size

EXAMPLES = """\
  qube volume revisions work:private
  qube volume revert work:private
  qube volume pin work:private 7 --note "before the upgrade"
  qube volume unpin work:private 7
"""


def add_actions(actions: Any) -> None:
    for name, text, function, doing in (
        ("revisions", "list the earlier states", run_revisions, "list states of {volume}"),
        ("revert", "go back to an earlier state; the present one becomes a revision, so a second "
                   "revert undoes the first", run_revert, "revert {volume}"),
        ("pin", "keep an earlier state, however many others come", run_pin, "pin {revision}"),
        ("unpin", "let an earlier state go in its turn", run_unpin, "unpin {revision}"),
    ):  # fmt: skip
        action = actions.add_parser(
            name,
            help=text.partition(";")[0],
            description=text[0].upper() + text[1:] + ".",
            epilog="examples:\n" + EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        action.set_defaults(run=function, doing=doing)
        action.add_argument("volume", metavar="QUBE:VOLUME")
        if name == "revert":
            action.add_argument(
                "revision", metavar="REVISION", nargs="?", help="default: the latest"
            )
        elif name != "revisions":
            action.add_argument("revision", metavar="REVISION")
        if name == "pin":
            action.add_argument("--note", metavar="TEXT", default="", help="why it is kept")


async def run_revisions(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    async with session.connection() as connection:
        found = await revisions.revisions(connection, qube, volume)
    session.answer([_facts(revision) for revision in found])
    if found:
        rows = [("REVISION", "TIME (UTC)", "CAUSE", "FREES", "PINNED", "NOTE")]
        session.say(table([*rows, *map(_row, found)], right=[3]))
    return OK


def _row(revision: Revision) -> tuple[str, ...]:
    return (
        safe(revision.id),
        safe((revision.time or "-").replace("T", " ")),
        safe(revision.cause or "-"),
        "-" if revision.usage is None else format_size(revision.usage),
        "yes" if revision.pinned else "-",
        safe(revision.note),
    )


def _facts(revision: Revision) -> dict[str, Any]:
    return {"name": revision.id, **{k: v for k, v in asdict(revision).items() if k != "id"}}


async def run_revert(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    async with session.connection() as connection:
        revision = await revisions.revert(connection, qube, volume, options.revision)
    session.answer({"name": options.volume, "revision": revision})
    session.say(f"{options.volume} is what it was at revision {safe(revision)}")
    return OK


async def run_pin(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    async with session.connection() as connection:
        await revisions.pin(connection, qube, volume, options.revision, options.note)
    session.answer({"name": options.volume, "revision": options.revision, "pinned": True})
    return OK


async def run_unpin(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    async with session.connection() as connection:
        await revisions.unpin(connection, qube, volume, options.revision)
    session.answer({"name": options.volume, "revision": options.revision, "pinned": False})
    return OK
