"""`qube service`: services of a qube, switched on and off."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session, UsageError
from qubesmanager.client import qube as settings
from qubesmanager.client.connection import Connection

_STATES = {"on": True, "off": False, "default": None}


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "service",
        help="switch a qube's services on and off",
        description="Show which services are switched on or off for a qube, or switch one. With "
        "`default` it is left to the template again. It counts from the qube's next start on.",
        epilog="examples:\n"
        "  qube service work\n"
        "  qube service work cups off\n"
        "  qube service work cups default",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    parser.add_argument("service", metavar="SERVICE", nargs="?")
    parser.add_argument("state", metavar="STATE", nargs="?", choices=_STATES,
                        help="on, off or default")  # fmt: skip
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("-e", "--enable", action="store_true", help="same as on")
    mode.add_argument("-d", "--disable", action="store_true", help="same as off")
    mode.add_argument("-D", "--default", "--unset", action="store_true", help="same as default")
    parser.set_defaults(run=run, doing="show services of {qube}")


async def run(options: argparse.Namespace, session: Session) -> int:
    state = _state(options)
    if options.service is not None:
        verb = "show" if state is None else "switch"
        options.doing = f"{verb} service {{service}} of {{qube}}"
    async with session.connection() as connection:
        if options.service is None:
            await _list(connection, options.qube, session)
        elif state is not None:
            on = _STATES[state]
            await settings.set_service(connection, options.qube, options.service, on)
            session.answer({"name": options.service, "on": on})
        else:
            found = await settings.service(connection, options.qube, options.service)
            session.answer({"name": options.service, "on": found})
            session.say({True: "on", False: "off", None: "default"}[found])
    return OK


def _state(options: argparse.Namespace) -> str | None:
    flags = {"on": options.enable, "off": options.disable, "default": options.default}
    chosen = next((state for state, given in flags.items() if given), None)
    if chosen is not None and options.service is None:
        raise UsageError("name the service")
    if chosen is not None and options.state is not None:
        raise UsageError("say the state once")
    state: str | None = options.state if chosen is None else chosen
    return state


async def _list(connection: Connection, qube: str, session: Session) -> None:
    found = await settings.services(connection, qube)
    session.answer([{"name": name, "on": on} for name, on in found.items()])
    if found:
        session.say(table([(safe(name), "on" if on else "off") for name, on in found.items()]))
