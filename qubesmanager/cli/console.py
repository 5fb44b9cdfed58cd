"""`qube console`: the serial line of a running qube, in this terminal."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import fcntl
import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from typing import Any

from qubesmanager.cli.session import OK, CliError, Session, warn
from qubesmanager.client import power

_LEAVE = b"\x1d"  # Ctrl-]
_READ_BYTES = 1 << 16


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "console",
        help="work on the serial line of a running qube",
        description="Connect this terminal with the serial line of a running qube: what its "
        "kernel says and, where the system has one there, a login. Ctrl-] leaves it; the qube "
        "does not mind. With --json only the path of its terminal is told.",
        epilog="examples:\n  qube console work\n  echo date | timeout 5 qube console work",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME")
    parser.set_defaults(run=run, doing="open the console of {name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        path = await power.console(connection, options.name)
        session.answer({"name": options.name, "path": path})
        if not session.json:
            with _opened(path, options.name) as line:
                await _talk(line, sys.stdin.fileno())
    return OK


@contextlib.contextmanager
def _opened(path: str, name: str) -> Iterator[int]:
    """The terminal, for this command alone: two readers would each get half of what it says."""
    try:
        line = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise CliError(f"cannot open {path}: {error.strerror}", "io") from error
    try:
        try:
            fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CliError(f"the console of {name} is open elsewhere", "busy") from error
        yield line
    finally:
        os.close(line)


async def _talk(line: int, keyboard: int) -> None:
    """Until Ctrl-] or the end of the qube. At the end of the input there is still an answer."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def from_line() -> None:
        said = _read(line)
        if said:
            os.write(sys.stdout.fileno(), said)
        else:
            warn("the qube has ended")
            ended.set()

    def from_keyboard() -> None:
        typed = _read(keyboard)
        before, leave, _ = typed.partition(_LEAVE)
        if before:
            os.write(line, before)
        if not typed:
            loop.remove_reader(keyboard)
        elif leave:
            ended.set()

    with _raw(keyboard), _reading(loop, line, from_line), _reading(loop, keyboard, from_keyboard):
        await ended.wait()


def _read(fd: int) -> bytes:
    """Empty at the end; a terminal whose other side has closed says so by an error."""
    try:
        return os.read(fd, _READ_BYTES)
    except OSError:
        return b""


@contextlib.contextmanager
def _reading(
    loop: asyncio.AbstractEventLoop, fd: int, callback: Callable[[], None]
) -> Iterator[None]:
    try:
        loop.add_reader(fd, callback)
    except PermissionError as error:
        raise CliError("the input must be a terminal or a pipe, not a file", "usage") from error
    try:
        yield
    finally:
        loop.remove_reader(fd)


@contextlib.contextmanager
def _raw(keyboard: int) -> Iterator[None]:
    """Keys go to the qube as they are typed, Ctrl-C too."""
    if not os.isatty(keyboard):
        yield
        return
    before = termios.tcgetattr(keyboard)
    warn("Ctrl-] leaves the console")
    tty.setraw(keyboard)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
