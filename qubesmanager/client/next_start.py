"""What a qube that runs gets at its next start: another template.

Our own qubesd keeps it and makes the change; a dom0's has no place for it.
"""

from __future__ import annotations

from qubesmanager.client import qube as calls
from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import QubeInfo
from qubesmanager.protocol import QubesException


def can_put_off(connection: Connection) -> bool:
    return connection.home is not None


def puts_off(connection: Connection, info: QubeInfo) -> bool:
    """Another template cannot come to it now, and can at its next start."""
    return info.state != "Halted" and info.klass != "DispVM" and can_put_off(connection)


async def give(connection: Connection, info: QubeInfo, template: str) -> None:
    """That template as soon as it can be: now, or from the next start on. What waited is off."""
    if template == info.template:
        await withdraw(connection, info.name)
    elif puts_off(connection, info):
        await put_off(connection, info.name, template)
    else:
        await calls.set_property(connection, info.name, "template", template)


async def put_off(connection: Connection, qube: str, template: str) -> None:
    """From its next start on ``qube`` has that template. QubesException where nobody can."""
    if not can_put_off(connection):
        raise QubesException("the qubesd of this system cannot put a change off to the next start")
    await connection.internal("internal.vm.SetNextTemplate", "", qube, template.encode())


async def withdraw(connection: Connection, qube: str) -> None:
    """The qube keeps the template that it has. Nothing where nothing waits."""
    await put_off(connection, qube, "")
