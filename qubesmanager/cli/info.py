"""`qube info`: everything about one qube."""

from __future__ import annotations

import argparse
from typing import Any

from qubesmanager.cli.ls import state_text, summary
from qubesmanager.cli.output import safe, table
from qubesmanager.cli.session import OK, Session
from qubesmanager.client.system import QubeInfo, System, VolumeInfo
from qubesmanager.protocol import PropertyValue, QubesVMNotFoundError
from qubesmanager.sizes import format_size


def add_parser(verbs: Any) -> None:
    parser: argparse.ArgumentParser = verbs.add_parser(
        "info",
        help="show one qube",
        description="Show a qube's properties, features, tags and volumes.",
        epilog="examples:\n  qube info work\n  qube --json info work",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="NAME")
    parser.set_defaults(run=run, doing="show {name}")


async def run(options: argparse.Namespace, session: Session) -> int:
    async with session.connection() as connection:
        system = System(connection)
        await system.load()
    qube = system.qubes.get(options.name)
    if qube is None:
        raise QubesVMNotFoundError(f"there is no qube {options.name!r}. See them all: qube ls")
    session.answer(details(qube))
    session.say(_page(qube))
    return OK


def details(qube: QubeInfo) -> dict[str, Any]:
    """Everything of a qube; property values as numbers, booleans, strings or null."""
    return {
        **summary(qube),
        "next_template": qube.next_template,
        "properties": {name: native(value) for name, value in qube.properties.items()},
        "default_properties": [n for n, value in qube.properties.items() if value.is_default],
        "features": dict(qube.features),
        "tags": list(qube.tags),
        "notes": qube.notes,
        "volumes": [_volume(volume) for volume in qube.volumes],
        "unreachable": [{"name": n, "reason": why} for n, why in qube.unreachable.items()],
    }


def native(value: PropertyValue) -> str | int | bool | None:
    """A property's value as JSON has it; unset is null, but for texts."""
    if value.type == "bool":
        return value.value == "True"
    if value.type == "str":
        return value.value
    if value.value == "":
        return None
    return int(value.value) if value.type == "int" else value.value


def _volume(volume: VolumeInfo) -> dict[str, Any]:
    return {
        "name": volume.name,
        "pool": volume.pool,
        "vid": volume.vid,
        "size": volume.size,
        "usage": volume.usage,
        "rw": volume.rw,
        "save_on_stop": volume.save_on_stop,
        "snap_on_start": volume.snap_on_start,
        "source": volume.source or None,
        "revisions_to_keep": volume.revisions_to_keep,
        "is_outdated": volume.is_outdated,
        "problem": volume.problem or None,
    }


def _page(qube: QubeInfo) -> str:
    head = [
        ("name", qube.name),
        ("class", qube.klass),
        ("state", state_text(qube)),
        ("label", qube.label),
        ("template", _template(qube)),
        ("netvm", qube.netvm or "-"),
    ]
    parts = [table([(name, safe(value)) for name, value in head])]
    parts.append("volumes\n" + _indent(_volume_table(qube)) if qube.volumes else "no volumes")
    if qube.unreachable:
        rows = [(safe(name), safe(reason)) for name, reason in qube.unreachable.items()]
        parts.append("volumes that cannot be reached\n" + _indent(table(rows)))
    if wrong := [(safe(v.name), safe(v.problem)) for v in qube.volumes if v.problem]:
        parts.append("volumes that cannot be used\n" + _indent(table(wrong)))
    given = ("name", "qid", "uuid")  # every qube has its own
    chosen = [(name, v) for name, v in qube.properties.items() if not v.is_default]
    chosen = [(name, v) for name, v in chosen if name not in given]
    if chosen:
        rows = [(name, safe(value.value)) for name, value in chosen]
        parts.append("properties that are not at their default\n" + _indent(table(rows)))
    if qube.features:
        rows = [(safe(name), safe(value)) for name, value in qube.features.items()]
        parts.append("features\n" + _indent(table(rows)))
    if qube.tags:
        parts.append("tags\n" + _indent(safe(" ".join(qube.tags))))
    if qube.notes:
        parts.append("notes\n" + _indent(safe(qube.notes)))
    return "\n\n".join(parts)


def _template(qube: QubeInfo) -> str:
    waits = f", from the next start on {qube.next_template}" if qube.next_template else ""
    return (qube.template or "-") + waits


def _volume_table(qube: QubeInfo) -> str:
    rows = [("NAME", "POOL", "SIZE", "USED", "")]
    for volume in qube.volumes:
        kind = "own" if volume.save_on_stop else "of the template" if volume.source else "temporary"
        if not volume.rw:
            kind = "read-only"
        size, used = format_size(volume.size), format_size(volume.usage)
        rows.append((volume.name, safe(volume.pool), size, used, kind))
    return table(rows, right=[2, 3])


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
