"""`qube pool`: storage pools."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli import pool_room
from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session, UsageError
from qubesmanager.client import pools
from qubesmanager.client.pools import PoolDetails
from qubesmanager.sizes import format_size

_EXAMPLES = """\
examples:
  qube pool list
  qube pool info default
  qube pool volumes default
  qube pool drivers
  qube pool add archive file-reflink -o dir_path=/mnt/archive/qubes
  qube pool set archive revisions_to_keep=2 warn_percent=85
  qube pool reclaimable archive
  qube pool reclaimable --free revision:archive:appvms/work/private:3
  qube pool reclaimable archive --free import volatile
  qube pool remove archive
"""


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "pool",
        help="show, add, change and remove storage pools",
        description="Places where volumes are kept. Removing one forgets it; its data stays.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, text, function, doing in (
        ("list", "list the pools", run_list, "list the pools"),
        ("drivers", "list the drivers with their options", run_drivers, "list the drivers"),
        ("info", "show one pool", run_info, "show pool {pool}"),
        ("volumes", "list the volumes in a pool", run_volumes, "list the volumes of {pool}"),
        ("add", "make a pool", run_add, "add pool {pool}"),
        ("set", "change a pool", run_set, "change pool {pool}"),
        ("remove", "forget a pool that holds no volumes", run_remove, "remove pool {pool}"),
        ("reclaimable", "list what could be removed to make room, or remove it",
         pool_room.run, "look for room"),
    ):  # fmt: skip
        action = actions.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog=_EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        action.set_defaults(run=function, doing=doing)
        if name == "reclaimable":
            pool_room.add_arguments(action)
        elif name not in ("list", "drivers"):
            action.add_argument("pool", metavar="POOL")
        if name == "add":
            action.add_argument("driver", metavar="DRIVER")
            action.add_argument("-o", "--option", dest="options", metavar="NAME=VALUE",
                                action="append", default=[])  # fmt: skip
        if name == "set":
            action.add_argument("options", metavar="NAME=VALUE", nargs="+",
                                help=", ".join((*pools.SETTINGS, *pools.LEVELS)))  # fmt: skip


async def run_list(_: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        names = await pools.pool_names(connection)
        found = [await pools.pool(connection, name) for name in names]
        found += await pools.unusable_pools(connection)
    session.answer([_facts(pool) for pool in found])
    rows = [("NAME", "DRIVER", "SIZE", "USED", "FREE", "")]
    rows += [
        (safe(p.name), p.driver, _size(p.size), _size(p.usage), _size(p.free), safe(_remark(p)))
        for p in found
    ]
    session.say(table(rows, right=[2, 3, 4]))
    return OK


async def run_drivers(_: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        found = await pools.drivers(connection)
    session.answer([{"name": name, "options": options} for name, options in found.items()])
    session.say(table([(name, " ".join(options)) for name, options in found.items()]))
    return OK


async def run_info(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        pool = await pools.pool(connection, options.pool)
    session.answer(_facts(pool))
    rows = [("name", pool.name), ("driver", pool.driver), *pool.config.items()]
    rows += [("size", _size(pool.size)), ("used", _used(pool)), ("free", _size(pool.free))]
    if pool.warn_percent is not None:
        rows.append(("warn_percent", str(pool.warn_percent)))
    if pool.metadata_size is not None:
        rows.append(("metadata size", _size(pool.metadata_size)))
        rows.append(("metadata used", _size(pool.metadata_usage)))
        rows.append(("warn_metadata_percent", str(pool.warn_metadata_percent)))
    if pool.included_in is not None:
        rows.append(("part of", pool.included_in))
    if remark := _remark(pool):
        rows.append(("warning", remark))
    session.say(table([(safe(name), safe(text)) for name, text in rows]))
    return OK


async def run_volumes(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        found = await pools.pool_volumes(connection, options.pool)
    session.answer([{"name": vid} for vid in found])
    for vid in found:
        session.say(safe(vid))
    return OK


async def run_add(options: argparse.Namespace, session: Session) -> int:
    chosen = _pairs(options.options)
    async with session.connection() as connection:
        await pools.add_pool(connection, options.pool, options.driver, chosen)
        pool = await pools.pool(connection, options.pool)
    session.answer(_facts(pool))
    return OK


async def run_set(options: argparse.Namespace, session: Session) -> int:
    chosen = _pairs(options.options)
    async with session.connection() as connection:
        for name, value in chosen.items():
            await pools.set_pool(connection, options.pool, name, value)
        pool = await pools.pool(connection, options.pool)
    session.answer(_facts(pool))
    return OK


async def run_remove(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        await pools.remove_pool(connection, options.pool)
    session.answer({"name": options.pool, "removed": True})
    return OK


def _pairs(words: list[str]) -> dict[str, str]:
    """``NAME=VALUE`` words. Raises UsageError."""
    found: dict[str, str] = {}
    for word in words:
        name, separator, value = word.partition("=")
        if not separator or not name:
            raise UsageError(f"{word!r} is not NAME=VALUE")
        if name in found:
            raise UsageError(f"{name} is given twice")
        found[name] = value
    return found


def _facts(pool: PoolDetails) -> dict[str, Any]:
    return {
        "name": pool.name,
        "driver": pool.driver,
        "size": pool.size,
        "usage": pool.usage,
        "included_in": pool.included_in,
        "free": pool.free,
        "capacity": pool.capacity,
        "metadata_size": pool.metadata_size,
        "metadata_usage": pool.metadata_usage,
        "warn_percent": pool.warn_percent,
        "warn_metadata_percent": pool.warn_metadata_percent,
        "over": list(pool.over),
        "hindrance": pool.hindrance,
        "config": dict(pool.config),
    }


def _remark(pool: PoolDetails) -> str:
    """What is wrong with it: it cannot be used, or is fuller than the level to warn at."""
    if pool.hindrance is not None:
        return pool.hindrance
    kinds = (
        ("", pool.usage, pool.capacity, pool.warn_percent),
        ("its metadata ", pool.metadata_usage, pool.metadata_size, pool.warn_metadata_percent),
    )
    return ", ".join(
        f"{what}full to {100 * part // whole} %"
        for what, part, whole, level in kinds
        if level and whole and part is not None and 100 * part // whole >= level
    )


def _used(pool: PoolDetails) -> str:
    """With its share of what volumes can have, as df tells it."""
    if pool.usage is None or not pool.capacity:
        return _size(pool.usage)
    percent = 100 * pool.usage // pool.capacity
    return f"{_size(pool.usage)} of {_size(pool.capacity)} ({percent} %)"


def _size(size_bytes: int | None) -> str:
    return "-" if size_bytes is None else format_size(size_bytes)
