"""The actions of `qube volume` that look at volumes or change their settings and states."""

from __future__ import annotations

import argparse
import re
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, CliError, Session, UsageError
from qubesmanager.client import revisions, volume_settings
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesVMNotFoundError
from qubesmanager.sizes import format_size

EXAMPLES = """\
  qube volume list work
  qube volume info work:private
  qube volume config work:private revisions_to_keep 3
  qube volume resize work:private 20GiB
"""
_FORM = "a qube and its volume, for example work:private"
_SIZE = re.compile(r"([0-9]{1,18})(?:([KMGT])(?:iB)?)?\Z", re.IGNORECASE)
_UNITS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_MAX_SIZE_BYTES = 2**63 - 1
_NUMBERS = ("size", "usage", "revisions_to_keep")
_SWITCHES = ("rw", "save_on_stop", "snap_on_start", "ephemeral", "is_outdated")


def add_actions(actions: Any) -> None:
    listing = _action(actions, "list", "list the volumes", run_list, "list volumes")
    listing.add_argument("qubes", metavar="QUBE", nargs="*", help="default: all qubes")
    listing.add_argument("-p", "--pool", metavar="P", help="only those in this pool")
    info = _action(actions, "info", "show one volume", run_info, "show {volume}")
    info.add_argument("volume", metavar="QUBE:VOLUME", help=_FORM)
    config = _action(actions, "config", "change a setting", run_config, "change {volume}")
    config.add_argument("volume", metavar="QUBE:VOLUME", help=_FORM)
    config.add_argument("setting", metavar="SETTING", choices=volume_settings.SETTINGS,
                        help=", ".join(volume_settings.SETTINGS))  # fmt: skip
    config.add_argument("value", metavar="VALUE")
    resize = _action(actions, "resize", "change the size", run_resize, "resize {volume}")
    resize.add_argument("volume", metavar="QUBE:VOLUME", help=_FORM)
    resize.add_argument("size", metavar="SIZE",
                        help="the new size: bytes, or with a unit: 20GiB (K, M, G, T: powers of "
                        "1024). Not how much to add")  # fmt: skip
    resize.add_argument("-f", "--force", action="store_true",
                        help="make it smaller even though data beyond is lost")  # fmt: skip


def _action(
    actions: Any, name: str, text: str, function: Any, doing: str
) -> argparse.ArgumentParser:
    action: argparse.ArgumentParser = actions.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog="examples:\n" + EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    action.set_defaults(run=function, doing=doing)
    return action


async def run_list(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        system = System(connection)
        await system.load()
    missing = [name for name in options.qubes if name not in system.qubes]
    if missing:
        raise QubesVMNotFoundError(f"there is no qube {' and no qube '.join(map(repr, missing))}")
    if options.pool is not None and options.pool not in system.pools:
        raise CliError(f"there is no pool {options.pool!r}")
    found = [
        (qube.name, volume)
        for qube in system.qubes.values()
        for volume in qube.volumes
        if (not options.qubes or qube.name in options.qubes) and options.pool in (None, volume.pool)
    ]
    session.answer(
        [
            {
                "name": f"{qube}:{volume.name}",
                "qube": qube,
                "volume": volume.name,
                "pool": volume.pool,
                "vid": volume.vid,
                "size": volume.size,
                "usage": volume.usage,
            }
            for qube, volume in found
        ]
    )
    rows = [("VOLUME", "POOL", "SIZE", "USED")]
    rows += [
        (safe(f"{qube}:{v.name}"), safe(v.pool), format_size(v.size), format_size(v.usage))
        for qube, v in found
    ]
    session.say(table(rows, right=[2, 3]))
    return OK


async def run_info(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    async with session.connection() as connection:
        info = await volume_settings.volume_info(connection, qube, volume)
        known = [found.id for found in await revisions.revisions(connection, qube, volume)]
        problem = await volume_settings.volume_problem(connection, qube, volume)
    facts: dict[str, Any] = {key: _native(key, text) for key, text in info.items()}
    answer = {"name": options.volume, **facts, "revisions": known, "problem": problem or None}
    session.answer(answer)
    rows = [*info.items(), ("revisions", " ".join(known) or "none")]
    rows += [("problem", problem)] if problem else []
    session.say(table([(safe(key), safe(text)) for key, text in rows]))
    return OK


async def run_config(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    setting = options.setting
    async with session.connection() as connection:
        await volume_settings.configure(connection, qube, volume, setting, options.value)
        info = await volume_settings.volume_info(connection, qube, volume)
    session.answer({"name": options.volume, setting: _native(setting, info.get(setting, ""))})
    return OK


async def run_resize(options: argparse.Namespace, session: Session) -> int:
    qube, volume = parse_volume(options.volume)
    size_bytes = parse_size(options.size)
    async with session.connection() as connection:
        await volume_settings.resize(connection, qube, volume, size_bytes, shrink=options.force)
    session.answer({"name": options.volume, "size": size_bytes})
    return OK


def parse_volume(text: str) -> tuple[str, str]:
    """``QUBE:VOLUME``. Raises UsageError."""
    qube, separator, volume = text.partition(":")
    if not separator or not qube or not volume:
        raise UsageError(f"{text!r} is not QUBE:VOLUME, for example work:private")
    return qube, volume


def parse_size(text: str) -> int:
    """Bytes, or a number with K, M, G or T (powers of 1024). Raises UsageError."""
    found = _SIZE.match(text)
    if found is None:
        raise UsageError(f"{text!r} is not a size, for example 20GiB or 2147483648")
    size_bytes = int(found[1]) << _UNITS[(found[2] or "").upper()]
    if size_bytes > _MAX_SIZE_BYTES:
        raise UsageError(f"{text} is more than any volume can have, which is 8388607T")
    return size_bytes


def _native(key: str, text: str) -> str | int | bool | None:
    """A fact as JSON has it."""
    if key in _SWITCHES:
        return text == "True"
    if key in _NUMBERS:
        return int(text) if text.lstrip("-").isdigit() else None
    return text or None
