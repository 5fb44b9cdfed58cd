"""`qube firewall`: the rules of a qube's network traffic."""

from __future__ import annotations

import argparse
import time
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session, UsageError, warn
from qubesmanager.client import firewall
from qubesmanager.client.connection import Connection
from qubesmanager.protocol import QubesValueError

_EXAMPLES = """\
examples:
  qube firewall work
  qube firewall work add accept example.com tcp 443
  qube firewall work add action=accept dsthost=192.0.2.0/24 proto=udp dstports=53-53 --before 0
  qube firewall work add action=drop 'comment=nothing else'
  qube firewall work del --rule-no 2
  qube firewall work reset

fields of a rule: action=accept|drop dsthost=NAME|ADDRESS[/BITS] proto=tcp|udp|icmp
  dstports=N[-M] icmptype=N specialtarget=dns expire=+2h (or 30m, 1d; or seconds
  since 1970) comment=TEXT
"""
_ACTIONS = ("list", "add", "del", "reset", "reload")
_SHOWN = ("action", "dsthost", "proto", "dstports", "specialtarget", "icmptype", "expire")


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "firewall",
        help="show and change a qube's firewall rules",
        description="Show a qube's firewall rules, add or delete one, or reset them to one that "
        "accepts everything. The first rule that fits decides, so one behind a rule that fits "
        "everything never does; what none fits is dropped.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("qube", metavar="QUBE")
    parser.add_argument("action", metavar="ACTION", nargs="?", default="list", choices=_ACTIONS,
                        help="list (the default), add, del, reset, reload")  # fmt: skip
    parser.add_argument("rule", metavar="RULE", nargs="*",
                        help="fields, or ACTION [HOST [PROTO [PORTS]]]")  # fmt: skip
    parser.add_argument("--before", type=int, metavar="N", help="add before the rule of number N")
    parser.add_argument("--rule-no", type=int, metavar="N", help="delete the rule of number N")
    parser.add_argument("--raw", action="store_true", help="list the rules as they are written")
    parser.set_defaults(run=run, doing="show the firewall of {qube}")


async def run(options: argparse.Namespace, session: Session) -> int:
    _check(options)
    if options.action not in ("list", "reload"):
        options.doing = "change the firewall of {qube}"
    async with session.connection() as connection:
        if options.action == "reload":
            await firewall.reload(connection, options.qube)
        rules = await _changed(connection, options)
    session.answer([{"name": str(n), **firewall.fields(text)} for n, text in enumerate(rules)])
    if options.action == "add":
        added = len(rules) - 1 if options.before is None else options.before
        if (taken := firewall.undecided(rules).get(added)) is not None:
            warn(
                f"rule {added} never decides: rule {taken} before it ({safe(rules[taken])}) fits "
                f"everything. To have it decide: --before {taken}, or delete rule {taken}"
            )
    if options.action == "list":
        session.say("\n".join(map(safe, rules)) if options.raw else _table(rules))
    return OK


def _check(options: argparse.Namespace) -> None:
    action = options.action
    if action == "add" and not options.rule:
        raise UsageError("say the rule, for example: accept example.com tcp 443")
    if action == "del" and bool(options.rule) == (options.rule_no is not None):
        raise UsageError("say which rule: --rule-no N or its fields")
    if action not in ("add", "del") and options.rule:
        raise UsageError(f"{action} takes no rule")
    if (options.before is not None and action != "add") or (
        options.rule_no is not None and action != "del"
    ):
        raise UsageError("--before goes with add, --rule-no with del")


async def _changed(connection: Connection, options: argparse.Namespace) -> list[str]:
    """Do what was asked; the rules after it."""
    qube = options.qube
    if options.action == "reset":
        await firewall.set_rules(connection, qube, [firewall.ACCEPT_ALL])
    elif options.action == "add":
        return await firewall.add_rule(connection, qube, _rule(options.rule), options.before)
    elif options.action == "del":
        number = options.rule_no
        if number is None:
            number = await firewall.find_rule(connection, qube, _rule(options.rule))
        return await firewall.remove_rule(connection, qube, number)
    return await firewall.rules(connection, qube)


def _rule(words: list[str]) -> str:
    try:
        return firewall.rule_text(words)
    except QubesValueError as error:
        raise UsageError(str(error)) from error


def _table(rules: list[str]) -> str:
    head = ("NO", "ACTION", "HOST", "PROTOCOL", "PORTS", "TARGET", "ICMP", "EXPIRES", "COMMENT")
    rows: list[tuple[str, ...]] = [head]
    for number, text in enumerate(rules):
        found = firewall.fields(text)
        found["dsthost"] = found.get("dst4") or found.get("dst6") or found.get("dsthost") or "-"
        if "expire" in found:
            found["expire"] = time.strftime("%Y-%m-%d %H:%M", time.localtime(int(found["expire"])))
        cells = [found.get(name, "-") for name in _SHOWN]
        rows.append((str(number), *map(safe, cells), safe(found.get("comment", "-"))))
    return table(rows)
