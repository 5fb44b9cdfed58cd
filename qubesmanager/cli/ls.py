"""`qube ls`: the qubes of the store."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session, warn
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.sizes import format_size

_HEAD = ("NAME", "CLASS", "STATE", "LABEL", "TEMPLATE", "NETVM", "DISK")
_DISK_COLUMN = len(_HEAD) - 1


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "ls",
        help="list the qubes",
        description="List the qubes. DISK is the space that a qube's own volumes take.",
        epilog="example:\n  qube --json ls",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, doing="list the qubes")


async def run(_: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        system = System(connection)
        await system.load()
    qubes = list(system.qubes.values())
    session.answer([summary(qube) for qube in qubes])
    for qube in qubes:
        for volume, reason in qube.unreachable.items():
            warn(f"volume {safe(volume)} of {safe(qube.name)} cannot be reached: {safe(reason)}")
        for volume in qube.lost.keys() - qube.unreachable.keys():
            warn(f"{safe(qube.name)}: {safe(qube.lost[volume])}")
    session.say(table([_HEAD, *(_row(qube) for qube in qubes)], right=[_DISK_COLUMN]))
    return OK


def summary(qube: QubeInfo) -> dict[str, Any]:
    """The facts of one qube that a list shows; sizes in bytes."""
    return {
        "name": qube.name,
        "class": qube.klass,
        "state": qube.state,
        "incomplete": qube.incomplete,
        "label": qube.label,
        "template": qube.template,
        "netvm": qube.netvm,
        "disk_used_bytes": qube.disk_used_bytes,
        "disk_size_bytes": qube.disk_size_bytes,
        "last_backup": qube.last_backup,
        "unreachable_volumes": list(qube.unreachable),
        "lost_volumes": list(qube.lost),
    }


def state_text(qube: QubeInfo) -> str:
    """An incomplete qube is not merely halted: it must not be taken for a whole one."""
    return "Incomplete" if qube.incomplete else qube.state


def _row(qube: QubeInfo) -> tuple[str, ...]:
    return (
        safe(qube.name),
        qube.klass,
        state_text(qube),
        safe(qube.label),
        safe(qube.template or "-"),
        safe(qube.netvm or "-"),
        _disk(qube),
    )


def _disk(qube: QubeInfo) -> str:
    if qube.unreachable:
        return "unreachable"
    if qube.lost:
        return "lost"
    return format_size(qube.disk_used_bytes) if qube.volumes else "-"
