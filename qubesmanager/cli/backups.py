"""`qube backups`: which archives were made of this store's qubes, where they went, how they are."""

from __future__ import annotations

import argparse
import asyncio
import os
import shlex
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from qubesmanager.backend.backup.catalogue import BackupRecord
from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import FAILED, OK, CliError, Session, each, warn
from qubesmanager.client import history
from qubesmanager.client.connection import Connection
from qubesmanager.protocol import QubesException
from qubesmanager.sizes import format_size

_DESCRIPTION = """\
The backups that were made of this store: which qubes are in each, when it was made and last
verified, and where it is. Restoring needs nothing of this list. A backup whose file is there
cannot be forgotten; one whose file is gone, or in a qube, can.
"""
_EXAMPLES = """\
examples:
  qube backups list
  qube backups list work vault
  qube --json backups list
  qube backups forget /media/disk/qubes-backup-2026-11-21T101500
"""
_NAMES_SHOWN = 3


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "backups",
        help="list the backups that were made",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list the backups, the newest first")
    listing.add_argument("names", metavar="QUBE", nargs="*", help="only those with one of these")
    listing.set_defaults(run=run_list, doing="list the backups")
    forget = actions.add_parser("forget", help="take backups out of the list whose file is gone")
    forget.add_argument("files", metavar="FILE", nargs="+", help="as the list shows it")
    forget.set_defaults(run=run_forget, doing="forget backups")
    for action in (listing, forget):
        action.description = _DESCRIPTION
        action.epilog = _EXAMPLES
        action.formatter_class = argparse.RawDescriptionHelpFormatter


async def run_list(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        known = await _known(connection)
    wanted = set(options.names)
    found = [r for r in reversed(known) if not wanted or wanted.intersection(r.qubes)]
    there = await asyncio.to_thread(lambda: [_is_there(record) for record in found])
    session.answer([_facts(*pair) for pair in zip(found, there, strict=True)])
    if found:
        head = ("MADE", "QUBES", "SIZE", "VERIFIED", "FILE")
        rows = [_row(*pair) for pair in zip(found, there, strict=True)]
        session.say(table([head, *rows], right=[2]))
    else:
        of = f" of {safe(', '.join(options.names))}" if wanted else ""
        session.say(f"There is no backup{of} in the list.")
    for record in found:
        if record.verify_failure:
            warn(f"{safe(record.target)} could not be verified: {safe(record.verify_failure)}")
    await tell_unverified(found)
    return OK


async def tell_unverified(records: Iterable[BackupRecord]) -> None:
    """Of those that whoever made them was going to verify, and has not."""
    for record in records:
        there = await asyncio.to_thread(_is_there, record)
        if there and record.lacks_verification:
            warn(
                f"the backup of {_moment(record.finished_s)} was to be verified, and that has not"
                f" come to its end: qube verify {shlex.quote(safe(record.target))}"
            )


async def run_forget(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        await _known(connection)
        results = await each("forget", options.files, partial(_forget, connection))
    session.answer(results)
    return OK if all(result["ok"] for result in results) else FAILED


async def _known(connection: Connection) -> list[BackupRecord]:
    if connection.home is None:
        raise CliError("the qubesd of this system keeps no list of backups.")
    return await history.backups(connection)


async def _forget(connection: Connection, file: str) -> None:
    known = await history.backups(connection)
    found = [record for record in known if record.target in _spellings(file)]
    if not found:
        raise QubesException("it is not in the list of backups")
    for record in found:
        if await asyncio.to_thread(_is_there, record):
            raise QubesException("the file is there; an archive that is kept stays in the list")
        await history.forget(connection, record)


def _spellings(file: str) -> tuple[str, str]:
    """What is in a qube is not a path."""
    return file, os.path.abspath(file)


def _is_there(record: BackupRecord) -> bool | None:
    """None where that cannot be seen from here. Blocking."""
    return None if record.place else Path(record.target).exists()


def _facts(record: BackupRecord, there: bool | None) -> dict[str, Any]:
    return {**asdict(record), "there": there}


def _row(record: BackupRecord, there: bool | None) -> tuple[str, ...]:
    return (
        _moment(record.finished_s),
        _names(record.qubes),
        format_size(record.size_bytes),
        _verified(record),
        safe(record.target) + (" (not there)" if there is False else ""),
    )


def _names(names: list[str]) -> str:
    rest = len(names) - _NAMES_SHOWN
    shown = names if rest <= 1 else names[:_NAMES_SHOWN]
    return safe(", ".join(shown)) + (f" and {rest} others" if rest > 1 else "")


def _verified(record: BackupRecord) -> str:
    if record.verify_failure:
        return "FAILED"
    return _moment(record.verified_s) if record.verified_s else "no"


def _moment(seconds: int) -> str:
    """The time of this machine."""
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")
