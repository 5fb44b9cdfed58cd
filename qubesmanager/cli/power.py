"""`qube start`, `shutdown`, `restart`, `kill`, `pause`, `unpause`: qubes and whether they run."""

from __future__ import annotations

import argparse
import asyncio
import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from qubesmanager.cli.session import FAILED, OK, Session, each
from qubesmanager.client import power
from qubesmanager.client.connection import Connection
from qubesmanager.protocol import QubesException


@dataclass(frozen=True)
class _Verb:
    name: str
    act: Callable[..., Awaitable[None]]
    help: str
    description: str


async def _start(connection: Connection, qube: str) -> None:
    """The daemon lets any qube that is not halted be; a person who starts one wants it to run."""
    if await power.state(connection, qube) == "Paused":
        raise QubesException(f"it is paused; let it go on with: qube unpause {qube}")
    await power.start(connection, qube)


_VERBS = (
    _Verb("start", _start, "start qubes",
          "Start qubes, and the qubes that give them their network. Those that run already stay "
          "as they are. Returns when their virtual machines run."),
    _Verb("shutdown", power.shutdown, "shut qubes down",
          "Ask the systems in qubes to shut down. A qube that gives network to running ones is "
          "refused, as is one that is paused, unless --force is given."),
    _Verb("restart", power.restart, "shut qubes down and start them",
          "Shut qubes down, wait until they have ended, and start them again."),
    _Verb("kill", power.kill, "end qubes at once",
          "End qubes as if their power were cut. What they have not yet written is lost."),
    _Verb("pause", power.pause, "stop qubes where they are", "Stop qubes where they are."),
    _Verb("unpause", power.unpause, "let paused qubes go on", "Let paused qubes go on."),
)  # fmt: skip


def add_parser(verbs: Any) -> None:
    for verb in _VERBS:
        example = " --wait" if verb.name == "shutdown" else ""
        parser: argparse.ArgumentParser = verbs.add_parser(
            verb.name,
            help=verb.help,
            description=verb.description,
            epilog=f"examples:\n  qube {verb.name} work\n  qube {verb.name} work personal{example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("names", metavar="NAME", nargs="+")
        if verb.name == "shutdown":
            parser.add_argument(
                "--wait",
                action="store_true",
                help="until they have ended, at most each one's shutdown_timeout",
            )
            parser.add_argument(
                "--force", action="store_true", help="even if others need their network"
            )
        parser.set_defaults(run=functools.partial(_run, verb), doing=f"{verb.name} {{names[0]}}")


async def _run(verb: _Verb, options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        act = _bound(verb, options, connection)
        if len(options.names) == 1:
            await act(options.names[0])
            session.answer([{"name": options.names[0], "ok": True}])
            return OK
        # Side by side: each takes its seconds, and none needs the other's result.
        done = await asyncio.gather(*(each(verb.name, [name], act) for name in options.names))
    results = [result for results in done for result in results]
    session.answer(results)
    return OK if all(result["ok"] for result in results) else FAILED


def _bound(
    verb: _Verb, options: argparse.Namespace, connection: Connection
) -> Callable[[str], Awaitable[None]]:
    if verb.name == "shutdown":
        return functools.partial(verb.act, connection, wait=options.wait, force=options.force)
    return functools.partial(verb.act, connection)
