"""`qube notes`: what a person wrote about a qube."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from qubesmanager.cli.output import safe
from qubesmanager.cli.session import OK, CliError, Session
from qubesmanager.client import qube as settings


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "notes",
        help="show and change the notes about a qube",
        description="Show the notes about a qube, or replace, extend or delete them.",
        epilog="examples:\n"
        "  qube notes work\n"
        "  qube notes work --set 'for the tax office'\n"
        "  qube notes work --append 'moved to the new pool'\n"
        "  qube notes work --import notes.txt\n"
        "  qube notes work --delete",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--set", metavar="TEXT", help="replace the notes")
    mode.add_argument("--append", metavar="TEXT", help="add a line")
    mode.add_argument(
        "--import",
        dest="file",
        metavar="FILE",
        help="replace the notes by a file's text; - for standard input",
    )
    mode.add_argument("--delete", action="store_true", help="delete the notes")
    parser.set_defaults(run=run, doing="show or change the notes of {qube}")


async def run(options: argparse.Namespace, session: Session) -> int:
    text = _new_text(options)
    async with session.connection() as connection:
        if text is None and options.append is None:
            found = await settings.notes(connection, options.qube)
            if found.strip():
                session.say(safe(found.rstrip("\n").replace("\t", "    ")))
        else:
            if options.append is not None:
                before = (await settings.notes(connection, options.qube)).strip("\n")
                text = f"{before}\n{options.append}" if before else options.append
            await settings.set_notes(connection, options.qube, text or "")
            found = await settings.notes(connection, options.qube)
    session.answer({"name": options.qube, "notes": found if found.strip() else ""})
    return OK


def _new_text(options: argparse.Namespace) -> str | None:
    """What the notes shall be; None when that is not said."""
    if options.delete:
        return ""
    if options.file is None:
        text: str | None = options.set
        return text
    try:
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
        return data.decode()
    except OSError as error:
        raise CliError(f"cannot read {options.file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CliError(f"{options.file} is not UTF-8 text") from error
