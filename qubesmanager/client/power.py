"""Start and end of qubes (``admin-api.md`` 2.3). Each raises the AdminError of the daemon."""

from __future__ import annotations

from qubesmanager.client.connection import Connection


async def start(connection: Connection, qube: str) -> None:
    """Returns when its virtual machine runs."""
    await connection.call("admin.vm.Start", "", qube)


async def state(connection: Connection, qube: str) -> str:
    """One of the words of ``admin.vm.List``: Halted, Running, Paused..."""
    told = (await connection.call("admin.vm.CurrentState", "", qube)).decode()
    return dict(word.split("=", 1) for word in told.split())["power_state"]


async def shutdown(
    connection: Connection, qube: str, *, wait: bool = False, force: bool = False
) -> None:
    """Ask it to end; with ``wait`` return when it has, with ``force`` whoever needs its network."""
    words = [word for word, wanted in (("force", force), ("wait", wait)) if wanted]
    await connection.call("admin.vm.Shutdown", "+".join(words), qube)


async def restart(connection: Connection, qube: str) -> None:
    await shutdown(connection, qube, wait=True)
    await start(connection, qube)


async def kill(connection: Connection, qube: str) -> None:
    """End it at once; what it has not written is lost."""
    await connection.call("admin.vm.Kill", "", qube)


async def pause(connection: Connection, qube: str) -> None:
    await connection.call("admin.vm.Pause", "", qube)


async def console(connection: Connection, qube: str) -> str:
    """Path of the terminal that the serial line of a running qube ends in."""
    return (await connection.call("admin.vm.Console", "", qube)).decode()


async def unpause(connection: Connection, qube: str) -> None:
    await connection.call("admin.vm.Unpause", "", qube)
