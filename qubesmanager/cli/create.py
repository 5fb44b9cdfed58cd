"""`qube create`: a new qube."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.info import details
from qubesmanager.cli.session import OK, Session
from qubesmanager.client.system import System

CLASSES = ("AppVM", "TemplateVM", "StandaloneVM", "DispVM")
DEFAULT_LABEL = "red"


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "create",
        help="make a new qube",
        description="Make a new qube with its volumes. An AppVM without --template gets the "
        "default template, a DispVM the default disposable template.",
        epilog="examples:\n"
        "  qube create debian-12 --class TemplateVM\n"
        "  qube create work --class AppVM --template debian-12 --label blue",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--class", dest="klass", required=True, choices=CLASSES)
    parser.add_argument("--template", metavar="T")
    parser.add_argument("--label", metavar="L", default=DEFAULT_LABEL, help="default: red")
    parser.add_argument("--pool", metavar="P", help="keep its volumes in this pool")
    parser.set_defaults(run=run, doing="create {name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        qube = await System(connection).create_qube(
            options.klass, options.name, options.label, options.template, options.pool
        )
    session.answer(details(qube))
    return OK
