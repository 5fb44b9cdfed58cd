"""`qube features`: a qube's features."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session, UsageError
from qubesmanager.client import qube as settings


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "features",
        help="show and change a qube's features",
        description="Show a qube's features, show one, or set it. An empty value means no; any "
        "other means yes.",
        epilog="examples:\n"
        "  qube features work\n"
        "  qube features work gui\n"
        "  qube features work gui 1\n"
        "  qube features work gui ''\n"
        "  qube features work gui --unset",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    parser.add_argument("feature", metavar="NAME", nargs="?")
    parser.add_argument("value", metavar="VALUE", nargs="?")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "-D", "--unset", "--default", "--delete", action="store_true", help="remove the feature"
    )
    mode.add_argument(
        "--inherited", action="store_true", help="ask the qube's templates where it has none"
    )
    parser.set_defaults(run=run, doing="show features of {qube}")


async def run(options: argparse.Namespace, session: Session) -> int:
    qube, name, value = options.qube, options.feature, options.value
    if name is None and (options.unset or options.inherited):
        raise UsageError("name the feature")
    if value is not None and (options.unset or options.inherited):
        raise UsageError("a VALUE goes with neither --unset nor --inherited")
    if name is not None:
        verb = "remove" if options.unset else "show" if value is None else "set"
        options.doing = f"{verb} feature {{feature}} of {{qube}}"
    async with session.connection() as connection:
        if name is None:
            found = await settings.features(connection, qube)
            session.answer([{"name": key, "value": text} for key, text in found.items()])
            if found:
                session.say(table([(safe(key), safe(text)) for key, text in found.items()]))
        elif options.unset:
            await settings.remove_feature(connection, qube, name)
            session.answer({"name": name, "value": None})
        elif value is not None:
            await settings.set_feature(connection, qube, name, value)
            session.answer({"name": name, "value": value})
        else:
            text = await settings.get_feature(connection, qube, name, inherited=options.inherited)
            session.answer({"name": name, "value": text})
            session.say(safe(text))
    return OK
