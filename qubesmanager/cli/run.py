"""`qube run`: a command, or a service, inside a running qube."""

from __future__ import annotations

import argparse
import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Coroutine
from typing import Any, TypeVar

from qubesmanager.cli.session import OK, Session, UsageError
from qubesmanager.client.services import command_service, service_command

T = TypeVar("T")

_DESCRIPTION = """\
Run a command in a running qube, without a shell: its input and outputs are those of this command,
and so is its exit status. 125 means that it could not be called, 126 that the qube refused it, and
128 and more that a signal ended it. With --json its outputs are told as text in the document.
"""
_EXAMPLES = """\
examples:
  qube run work -- uname -a
  qube run --user root work -- apt-get update
  qube run work -- sh -c 'cd /srv && ls | wc -l'
  tar -c photos | qube run vault -- tar -x -C /home/user
  echo hello | qube run --service my.Echo+argument work
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "run",
        help="run a command in a qube",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--service", metavar="S", help="call the service S, or S+ARGUMENT, instead of a command"
    )
    parser.add_argument("--user", metavar="USER", default="", help="as this user of the qube")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("command", metavar="CMD", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run, prepare=prepare, doing="run a command in {name}")


def prepare(options: argparse.Namespace) -> None:
    if options.command[:1] == ["--"]:
        del options.command[0]
    if bool(options.command) == bool(options.service):
        raise UsageError("say what to run: NAME -- CMD, or --service S NAME (options go before)")


async def run(options: argparse.Namespace, session: Session) -> int:
    if options.service:
        service, _, argument = options.service.partition("+")
    else:
        service, argument = command_service(options.command)
    async with session.connection() as connection:
        words = service_command(connection, options.name, service, argument, options.user)
        if not session.json:
            process = await asyncio.create_subprocess_exec(*words)
            return await _ended(process, process.wait())
        process = await asyncio.create_subprocess_exec(
            *words, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
        )
        stdout, stderr = await _ended(process, process.communicate())
    status = process.returncode or OK
    session.answer(
        {
            "name": options.name,
            "service": service,
            "status": status,
            "stdout": stdout.decode("utf-8", "replace"),
            "stderr": stderr.decode("utf-8", "replace"),
        }
    )
    return status


async def _ended(process: Process, end: Coroutine[None, None, T]) -> T:
    """What its end tells. When we are told to end, so is the command."""
    try:
        return await end
    except asyncio.CancelledError:
        process.terminate()
        await process.communicate()  # its end is told only when its pipes are empty
        raise
