"""What every verb of the `qube` command shares: the store, the output, the way to fail."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qubesmanager.cli import streams
from qubesmanager.cli.errors import CliError, UsageError
from qubesmanager.client import locate
from qubesmanager.client.connection import Connection
from qubesmanager.protocol import AdminError, DaemonAccessError

__all__ = [
    "FAILED",
    "OK",
    "USAGE",
    "CliError",
    "Session",
    "UsageError",
    "each",
    "on_interrupt",
    "warn",
]

OK = 0
FAILED = 1
USAGE = 2


@dataclass(frozen=True)
class Session:
    """The options that stand before the verb."""

    home: Path | None
    json: bool

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A qubesd for the length of the verb; a named store's own daemon ends with it."""
        connection = await locate.connect(self.home, private=self.home is not None)
        try:
            yield connection
        finally:
            await connection.close()

    def say(self, text: str) -> None:
        """For people; silent with ``--json``."""
        if not self.json:
            streams.write_line(text)

    def answer(self, document: Any) -> None:
        """The one JSON document; nothing without ``--json``."""
        if self.json:
            ascii_only = not streams.takes_every_character()
            streams.write_line(json.dumps(document, indent=2, ensure_ascii=ascii_only))


async def each(
    what: str, names: Iterable[str], act: Callable[[str], Awaitable[object]]
) -> list[dict[str, Any]]:
    """Do something to each of several; what fails is said at once and keeps no other from it.

    Returns one object for each: ``name``, ``ok`` and, where it failed, ``reason``.
    """
    results: list[dict[str, Any]] = []
    for name in names:
        try:
            await act(name)
        except DaemonAccessError:
            raise
        except AdminError as error:
            warn(f"cannot {what} {name}: {error}")
            results.append({"name": name, "ok": False, "reason": str(error)})
        else:
            results.append({"name": name, "ok": True})
    return results


def warn(text: str) -> None:
    """A line on stderr that is not the end of the command."""
    print(f"qube: {text}", file=sys.stderr)


@contextmanager
def on_interrupt(act: Callable[[], Awaitable[None]]) -> Iterator[None]:
    """Within this context Ctrl-C and SIGTERM ask a job to end instead of ending the command.

    The job's own result then tells what became of it. A second one is the same wish.
    """
    loop = asyncio.get_running_loop()
    asked: list[asyncio.Future[None]] = []

    def ask() -> None:
        if not asked:
            asked.append(asyncio.ensure_future(act()))

    handled = (signal.SIGINT, signal.SIGTERM)
    for number in handled:
        loop.add_signal_handler(number, ask)
    try:
        yield
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
