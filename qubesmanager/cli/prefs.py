"""`qube prefs` and, for the system, `qube global`: properties read, set and reset."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.info import native
from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session, UsageError
from qubesmanager.client import next_start
from qubesmanager.client import qube as settings
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import System
from qubesmanager.protocol import PropertyValue, QubesVMNotFoundError

_NONE = "none"


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "prefs",
        help="show and change a qube's properties",
        description="Show a qube's properties, show one, or set it. In the list, D marks a value "
        "that is the default. The template of a qube that runs can be changed only from its next "
        "start on: --at-next-start puts it off, shows what waits, or with --default withdraws it.",
        epilog="examples:\n"
        "  qube prefs work\n"
        "  qube prefs work netvm\n"
        "  qube prefs work netvm sys-firewall\n"
        "  qube prefs work netvm none\n"
        "  qube prefs work netvm --default\n"
        "  qube prefs work template debian-13 --at-next-start\n"
        "  qube prefs work template --default --at-next-start",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    add_arguments(parser)
    parser.add_argument(
        "--at-next-start", action="store_true", help="for the template: from the next start on"
    )
    parser.set_defaults(run=run, doing="show properties of {qube}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("property", metavar="PROPERTY", nargs="?")
    parser.add_argument(
        "value", metavar="VALUE", nargs="?", help="the new value; none or '' unsets a qube's name"
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "-D", "--default", action="store_true", help="let PROPERTY follow its default again"
    )
    mode.add_argument("-g", "--get", action="store_true", help="only show PROPERTY")
    mode.add_argument(
        "--hide-default", action="store_true", help="list only what is not at its default"
    )
    mode.add_argument(
        "--help-properties", action="store_true", help="list what the properties mean"
    )


async def run(options: argparse.Namespace, session: Session) -> int:
    if options.at_next_start:
        return await _at_next_start(options, session)
    return await run_on(options.qube, options, session)


async def _at_next_start(options: argparse.Namespace, session: Session) -> int:
    options.doing = "put off the change of {qube}"
    _check(options)
    if options.property != "template" or options.help_properties:
        raise UsageError("--at-next-start goes with the property template")
    async with session.connection() as connection:
        if options.default:
            await next_start.withdraw(connection, options.qube)
        elif options.value is not None:
            await next_start.put_off(connection, options.qube, options.value)
        info = await System(connection).refresh(options.qube)
    if info is None:
        raise QubesVMNotFoundError(f"there is no qube {options.qube!r}")
    session.answer({"name": info.name, "template": info.template, "next": info.next_template})
    if options.value is None and not options.default:
        session.say(safe(info.next_template or ""))
    return OK


async def run_on(qube: str | None, options: argparse.Namespace, session: Session) -> int:
    """The verb for one qube, or for the system (None)."""
    options.doing = _doing(options) + (" of the system" if qube is None else " of {qube}")
    name, value = options.property, options.value
    _check(options)
    async with session.connection() as connection:
        if name is None:
            await _list(connection, qube, options, session)
            return OK
        if options.help_properties:
            text = await settings.property_help(connection, qube, name)
            session.answer({"name": name, "help": text})
            session.say(safe(text))
            return OK
        if options.default:
            await settings.reset_property(connection, qube, name)
        elif value is not None:
            await _set(connection, qube, name, value)
        now = await settings.get_property(connection, qube, name)
    session.answer(_facts(name, now))
    if value is None and not options.default:
        session.say(safe(now.value))
    return OK


def _doing(options: argparse.Namespace) -> str:
    """The template of what was asked for, should it fail."""
    if options.property is None:
        return "show the properties"
    if options.default:
        return "reset {property}"
    return "show {property}" if options.value is None else "set {property}"


def _check(options: argparse.Namespace) -> None:
    if options.property is None and (options.get or options.default):
        raise UsageError("name the PROPERTY")
    if options.value is not None and (options.get or options.default or options.help_properties):
        raise UsageError("a VALUE goes with none of --get, --default and --help-properties")
    if options.property is not None and options.hide_default:
        raise UsageError("--hide-default goes with the whole list")


async def _list(
    connection: Connection, qube: str | None, options: argparse.Namespace, session: Session
) -> None:
    if options.help_properties:
        names = await settings.property_names(connection, qube)
        texts = {name: await settings.property_help(connection, qube, name) for name in names}
        session.answer([{"name": name, "help": text} for name, text in texts.items()])
        session.say(table([(name, safe(text)) for name, text in texts.items()]))
        return
    found = await settings.properties(connection, qube)
    shown = {n: v for n, v in found.items() if not (options.hide_default and v.is_default)}
    session.answer([_facts(name, value) for name, value in shown.items()])
    if shown:
        rows = [(n, "D" if v.is_default else "-", safe(v.value)) for n, v in shown.items()]
        session.say(table(rows))


async def _set(connection: Connection, qube: str | None, name: str, value: str) -> None:
    """``none`` is no qube's name, so for such a property it means that there is none."""
    if value.lower() == _NONE:
        known = await settings.get_property(connection, qube, name)
        value = "" if known.type == "vm" else value
    await settings.set_property(connection, qube, name, value)


def _facts(name: str, value: PropertyValue) -> dict[str, Any]:
    return {
        "name": name,
        "value": native(value),
        "type": value.type,
        "default": value.is_default,
    }
