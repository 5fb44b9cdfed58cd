"""The three standard streams, whatever state the caller left them in."""

from __future__ import annotations

import io
import os
import sys

from qubesmanager.cli.errors import CliError

_STREAMS = ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY))


def prepare() -> None:
    """To be called first.

    A closed stream's number would go to the next file opened, a store's for example. What the
    terminal's character set lacks is shown as ``?`` instead of ending the command.
    """
    for number, mode in _STREAMS:
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is this one.
            os.open(os.devnull, mode)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  for the whole run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def write_line(text: str) -> None:
    """Raises CliError when nobody can have it; BrokenPipeError when the reader has left."""
    if sys.stdout is None:
        raise CliError("standard output is closed: the answer cannot be shown", "io")
    try:
        print(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _lost(error) from error


def finish() -> None:
    """Bring what was written to its reader. Errors as for `write_line`."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _lost(error) from error


def give_up_stdout() -> None:
    """Nobody reads what is still in the buffer; Python would complain once more at its exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stdout_fd() -> int:
    """For raw data. Raises CliError when standard output is closed."""
    if sys.stdout is None:
        raise CliError("standard output is closed", "io")
    return sys.stdout.fileno()


def takes_every_character() -> bool:
    return sys.stdout is None or "utf" in (sys.stdout.encoding or "utf-8").lower()


def _lost(error: OSError) -> CliError:
    give_up_stdout()
    return CliError(f"cannot write to standard output: {error.strerror}", "io")
