"""Where a passphrase comes from: a file, standard input, or a person at the terminal."""

from __future__ import annotations

import getpass
import sys
from typing import BinaryIO

from qubesmanager.cli.session import CliError

_LIMIT_BYTES = 1 << 16


def read_passphrase(source: str | None, *, twice: bool = False) -> bytes:
    """The bytes up to the first newline of a file (``-``: stdin), or what is typed unseen.

    ``twice`` asks again, for a passphrase that is being chosen; such a one is not empty.
    """
    if source is None:
        passphrase = _ask(twice)
    elif source == "-":
        passphrase = _first_line(sys.stdin.buffer, "standard input")
    else:
        try:
            with open(source, "rb") as file:
                passphrase = _first_line(file, source)
        except OSError as error:
            raise CliError(f"cannot read the passphrase file {source}: {error.strerror}") from error
    if twice and not passphrase:
        raise CliError("the passphrase is empty: a backup needs one. Nothing was written.")
    return passphrase


def _first_line(file: BinaryIO, name: str) -> bytes:
    line = file.readline(_LIMIT_BYTES + 1)
    if len(line) > _LIMIT_BYTES:
        raise CliError(f"the first line of {name} is too long for a passphrase")
    return line.removesuffix(b"\n")


def _ask(twice: bool) -> bytes:
    if not sys.stdin.isatty():
        raise CliError(
            "there is no terminal to ask for the passphrase. Give it with --passphrase-file FILE, "
            "or - for standard input."
        )
    try:
        passphrase = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("Again: ") != passphrase:
            raise CliError("the two passphrases differ. Nothing was written.")
    except EOFError as error:
        raise CliError("no passphrase was given") from error
    return passphrase.encode("utf-8", "surrogateescape")
