"""`qube pool reclaimable`: what takes room for nothing, and its removal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import FAILED, OK, Session, UsageError, warn
from qubesmanager.client import pools
from qubesmanager.client.pools import Reclaimable
from qubesmanager.sizes import format_size

# What belongs to no qube is removed only when it is named: it may be somebody's.
_KINDS = ("revision", "import", "volatile", "snapshot")


def add_arguments(action: argparse.ArgumentParser) -> None:
    action.add_argument("pool", metavar="POOL", nargs="?", help="default: all pools")
    action.add_argument(
        "--free",
        metavar="ITEM",
        nargs="+",
        help="remove these items, or all of a kind: " + ", ".join(_KINDS) + ". A pinned revision "
        "and data of no qube (orphan) only when it is named itself",
    )


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        found = await pools.reclaimable(connection, options.pool)
        if options.free is None:
            session.answer([{"name": item.item, **asdict(item)} for item in found])
            if found:
                session.say(_table(found))
            return OK
        wanted = _wanted(found, options.free)
        outcomes = await pools.reclaim(connection, wanted) if wanted else {}
    sizes = {item.item: item.bytes for item in found}
    session.answer(
        [
            {"name": item, "ok": reason is None, "reason": reason, "bytes": sizes.get(item)}
            for item, reason in outcomes.items()
        ]
    )
    for item, reason in outcomes.items():
        if reason is not None:
            warn(f"{safe(item)} stays: {safe(reason)}")
        else:
            session.say(f"removed {safe(item)} ({_size(sizes.get(item))})")
    return OK if all(reason is None for reason in outcomes.values()) else FAILED


def _wanted(found: Sequence[Reclaimable], words: Sequence[str]) -> list[str]:
    """Ids; those of a kind that can be removed now. Raises UsageError."""
    wanted = []
    for word in words:
        if word in _KINDS:
            wanted += [
                item.item
                for item in found
                if item.kind == word and item.reason is None and not item.pinned
            ]
        elif ":" in word:
            wanted.append(word)
        else:
            raise UsageError(f"{word!r} is neither an item nor one of {', '.join(_KINDS)}")
    return wanted


def _table(found: Sequence[Reclaimable]) -> str:
    rows = [("FREES", "ITEM", "")]
    rows += [(_size(item.bytes), safe(item.item), safe(_remark(item))) for item in found]
    return table(rows, right=[0])


def _remark(item: Reclaimable) -> str:
    remarks = [item.time.replace("T", " ")] if item.time else []
    remarks += ["pinned"] if item.pinned else []
    remarks += [item.note] if item.note else []
    remarks += [f"stays: {item.reason}"] if item.reason else []
    return ", ".join(remarks)


def _size(size_bytes: int | None) -> str:
    return "?" if size_bytes is None else format_size(size_bytes)
