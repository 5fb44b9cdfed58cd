"""`qube move`: a qube's volumes to another pool."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import asdict
from typing import Any

from qubesmanager.cli.output import ProgressLine, safe
from qubesmanager.cli.session import OK, Session, on_interrupt, warn
from qubesmanager.client import moving
from qubesmanager.client.connection import Connection
from qubesmanager.client.moving import MoveProgress, MoveResult
from qubesmanager.protocol import QubesException

_EXAMPLES = """\
examples:
  qube move work --pool archive
  qube move work --pool fast --volume private
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "move",
        help="move a qube's volumes to another pool",
        description="Copy a qube's volumes to another pool, compare the copies, switch to them and "
        "remove the old ones. Name, settings and firewall stay; volumes that start from a moved "
        "one follow. Until the switch nothing has changed, so Ctrl-C is harmless. Earlier states "
        "do not come along.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="QUBE")
    parser.add_argument("-P", "--pool", required=True, metavar="POOL", help="where to")
    parser.add_argument("--volume", metavar="VOLUME", help="only this one, for example private")
    parser.set_defaults(run=run, doing="move {name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        result = await _move(connection, options)
    session.answer({"name": options.name, "pool": options.pool, **asdict(result)})
    volumes = ", ".join(result.moved)
    session.say(f"{safe(options.name)}: {safe(volumes)} moved to pool {safe(options.pool)}")
    for volume, why in result.stayed.items():
        session.say(f"{safe(volume)} stays: {safe(why)}")
    if result.dropped_revisions:
        session.say(f"{result.dropped_revisions} earlier states were removed with the old volumes")
    for note in result.notes:
        session.say(safe(note))
    return OK


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
