"""A question at the terminal, asked while other things may go on."""

from __future__ import annotations

import asyncio
import sys

from qubesmanager.cli.session import Session


def can_ask(session: Session) -> bool:
    """Whether a person is there to answer; with ``--json`` a program is."""
    return not session.json and sys.stdin.isatty() and sys.stderr.isatty()


async def ask_yes(question: str) -> bool:
    """Return alone, and the end of the input, mean no. Ctrl-C ends it as it ends the command."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    loop = asyncio.get_running_loop()
    typed = asyncio.Event()
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(sys.stdin)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
