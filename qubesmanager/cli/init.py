"""`qube init`: a new store."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from qubesmanager import places
from qubesmanager.cli.session import OK, CliError, Session
from qubesmanager.client import locate

DRIVERS = ("file-reflink", "file")


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "init",
        help="make a store",
        description="Make a store in --home, with one pool for the volumes of its qubes.",
        epilog="examples:\n  qube init\n  qube --home /srv/qubes init --pool-driver file-reflink",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--pool-driver",
        metavar="D",
        choices=DRIVERS,
        help="how volumes are kept: file-reflink or file; without it the one that fits the file "
        "system is chosen",
    )
    parser.add_argument(
        "--pool-dir", type=Path, metavar="DIR", help="keep the volumes in DIR instead of the store"
    )
    parser.set_defaults(run=run, doing="make the store")


async def run(options: argparse.Namespace, session: Session) -> int:
    home = session.home or places.default_home()
    if session.home is None and places.SYSTEM_SOCKET.exists():
        raise CliError(
            "this system has its own qubesd, which is the default here. "
            "Say where another store shall be: qube --home DIR init"
        )
    probe = await locate.probe(home, options.pool_dir)
    driver = options.pool_driver or str(probe["recommended"])
    await locate.init_store(home, driver, options.pool_dir)
    session.say(f"Made a store at {home} with the pool driver {driver}.")
    chosen = options.pool_driver is not None
    for line in limits(driver, probe) if chosen else [str(probe["reason"])]:
        session.say(line)
    session.answer(
        {
            "home": str(home),
            "pool_driver": driver,
            "pool_dir": None if options.pool_dir is None else str(options.pool_dir),
            "reason": "" if chosen else probe["reason"],
            "limits": limits(driver, probe),
        }
    )
    return OK


def limits(driver: str, probe: dict[str, object]) -> list[str]:
    """What the driver cannot do, or costs, at that place."""
    if driver == "file":
        missing = [
            name
            for name, there in (("device-mapper", probe["device_mapper"]), ("root", probe["root"]))
            if not there
        ]
        if missing:
            return [
                f"The driver file keeps qubes, but cannot run them from a shared template here "
                f"(no {' and no '.join(missing)}), and a copy of a volume takes its full space."
            ]
        return ["The driver file copies a volume in full where a revision or a clone is made."]
    if not probe["reflink"]:
        return [
            "This file system has no reflinks, so the pool is set up with setup_check=no: "
            "starting a qube, cloning one and resizing a stopped one copy whole volumes, which "
            "takes time and space."
        ]
    return []
