"""One edit of many qubes: what each would change, and what came of it.

Properties by name, and names of our own: ``+tag`` adds a tag, ``-tag`` removes one;
``next_template`` is the template from the next start on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from qubesmanager.client import next_start, power
from qubesmanager.client import qube as calls
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import AdminError

ADD_TAG, REMOVE_TAG = "+tag", "-tag"
NEXT_TEMPLATE = "next_template"


@dataclass(frozen=True)
class Step:
    """One change of one qube; ``new`` None: back to the default."""

    qube: str
    name: str
    old: str
    new: str | None


def shared(infos: Sequence[QubeInfo], name: str) -> tuple[bool, str | None]:
    """(all have the same, that value); None where they follow the default."""
    values = {_stored(info, name) for info in infos if name in info.properties}
    return len(values) == 1, values.pop() if len(values) == 1 else None


def steps(infos: Sequence[QubeInfo], edits: Mapping[str, str | None]) -> list[Step]:
    """What really changes, qube by qube; one that has no such property is left out."""
    found = []
    for info in infos:
        for name, new in edits.items():
            if name in (ADD_TAG, REMOVE_TAG):
                if new and (new in info.tags) != (name == ADD_TAG):
                    found.append(Step(info.name, name, "", new))
            elif name in info.properties and _stored(info, name) != new:
                found.append(Step(info.name, name, info.property_value(name), new))
    return found


def is_made(step: Step, info: QubeInfo | None) -> bool:
    """The qube has what the step wants, whoever did it."""
    if info is None:
        return False
    if step.name in (ADD_TAG, REMOVE_TAG):
        return (step.new in info.tags) == (step.name == ADD_TAG)
    if step.name == NEXT_TEMPLATE:
        return step.new == info.next_template
    return step.name in info.properties and _stored(info, step.name) == step.new


async def apply(
    connection: Connection,
    wanted: Sequence[Step],
    restarted: Collection[str] = (),
    told: Callable[[int], None] = lambda answered: None,
) -> dict[Step, AdminError | None]:
    """Qubes at the same time, the steps of one in order; an error of one keeps no other.

    Those in ``restarted`` are shut down before their steps, where they run, and started after.
    ``told`` hears after each qube how many steps are answered.
    """
    results: dict[Step, AdminError | None] = {}

    async def one(name: str) -> None:
        await of_qube(name)
        told(len(results))

    async def of_qube(name: str) -> None:
        own = [step for step in wanted if step.qube == name]
        try:
            if name in restarted and await power.state(connection, name) != "Halted":
                await power.shutdown(connection, name, wait=True)
        except AdminError as error:
            results.update(dict.fromkeys(own, error))
            return
        for step in own:
            try:
                await _do(connection, step)
            except AdminError as error:
                results[step] = error
            else:
                results[step] = None
        try:
            if name in restarted:
                await power.start(connection, name)
        except AdminError as error:
            results[own[-1]] = results[own[-1]] or error

    await asyncio.gather(*(one(name) for name in dict.fromkeys(step.qube for step in wanted)))
    return results


async def _do(connection: Connection, step: Step) -> None:
    if step.name == ADD_TAG:
        await calls.add_tag(connection, step.qube, step.new or "")
    elif step.name == REMOVE_TAG:
        await calls.remove_tag(connection, step.qube, step.new or "")
    elif step.name == NEXT_TEMPLATE:
        await next_start.put_off(connection, step.qube, step.new or "")
    elif step.new is None:
        await calls.reset_property(connection, step.qube, step.name)
    else:
        await calls.set_property(connection, step.qube, step.name, step.new)


def _stored(info: QubeInfo, name: str) -> str | None:
    value = info.properties.get(name)
    return None if value is None or value.is_default else value.value
