"""`qube move`: a qube's volumes to another pool."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from qubesmanager.cli.output import ProgressLine, safe
from qubesmanager.cli.session import OK, Session, on_interrupt, warn
from qubesmanager.client import moving
from qubesmanager.client.connection import Connection
from qubesmanager.client.moving import MovePlan, MoveProgress, MoveResult
from qubesmanager.protocol import QubesException

_EXAMPLES = """\
examples:
  qube move work --pool archive
  qube move work --pool archive --plan
  qube move work --pool fast --volume private
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "move",
        help="move a qube's volumes to another pool",
        description="Copy a qube's volumes to another pool, compare the copies, switch to them and "
        "remove the old ones. Name, settings and firewall stay; volumes that start from a moved "
        "one follow. Until the switch nothing has changed, so Ctrl-C is harmless. Earlier states "
        "do not come along: they are removed with the old volumes, which is said before it "
        "begins. While one of them is pinned the move is refused.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="QUBE")
    parser.add_argument("-P", "--pool", required=True, metavar="POOL", help="where to")
    parser.add_argument("--volume", metavar="VOLUME", help="only this one, for example private")
    parser.add_argument("--plan", action="store_true",
                        help="say what would be moved and removed, and do nothing")  # fmt: skip
    parser.set_defaults(run=run, doing="move {name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        plan = await moving.plan(connection, options.name, options.pool, options.volume)
        if options.plan:
            return _show(plan, options, session)
        if plan.drops:
            warn(f"{safe(_drops(plan))}; Ctrl-C keeps everything as it is")
        result = await _move(connection, options)
    session.answer({"name": options.name, "pool": options.pool, **asdict(result)})
    volumes = ", ".join(result.moved)
    session.say(f"{safe(options.name)}: {safe(volumes)} moved to pool {safe(options.pool)}")
    _say_stayed(result.stayed, session)
    if result.dropped_revisions:
        session.say(f"{result.dropped_revisions} earlier states were removed with the old volumes")
    for note in result.notes:
        session.say(safe(note))
    return OK


def _show(plan: MovePlan, options: argparse.Namespace, session: Session) -> int:
    session.answer({"name": options.name, "pool": options.pool, **asdict(plan)})
    volumes = ", ".join(plan.volumes)
    session.say(f"{safe(options.name)}: {safe(volumes)} would move to pool {safe(options.pool)}")
    _say_stayed(plan.stayed, session)
    if plan.drops:
        session.say(safe(_drops(plan)))
    return OK


def _drops(plan: MovePlan) -> str:
    counted = ", ".join(f"{count} of {volume}" for volume, count in plan.drops.items())
    return f"earlier states do not come along and will be removed: {counted}"


def _say_stayed(stayed: Mapping[str, str], session: Session) -> None:
    for volume, why in stayed.items():
        session.say(f"{safe(volume)} stays: {safe(why)}")


async def _move(connection: Connection, options: argparse.Namespace) -> MoveResult:
    with ProgressLine() as line:

        def show(progress: MoveProgress) -> None:
            what = f"{progress.phase} {options.name}:{progress.volume}"
            line.update(progress.done_bytes, progress.total_bytes, what)

        task = asyncio.ensure_future(
            moving.move(connection, options.name, options.pool, options.volume, show)
        )

        async def cancel() -> None:
            try:
                await moving.cancel(connection, options.name)
            except QubesException as error:
                warn(str(error))

        with on_interrupt(cancel):
            return await task
