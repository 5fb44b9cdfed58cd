"""The wire between a qube and its netvm under QEMU: a pair of Unix datagram sockets.

Each end is a network card in one of the two machines, and whatever one sends the other gets; nobody
else can, since the sockets lie in the user's own runtime directory. No root, no bridge of the host
and no address on it. An end whose peer is away loses what it sends, like an unplugged cable: so
either machine may start, end or change its peer at any time.

What a qube with a netvm gets is the card. Addresses and forwarding are up to the systems inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager import places
from qubesmanager.backend.hypervisor.domain_xml import Link

from .network import connected

if TYPE_CHECKING:
    from .base import Qube

# What every other end of a qube's wire has as its address.
_MAC_OF_NETVM = "fe:ff:ff:ff:ff:ff"


def _sockets(client: Qube) -> tuple[Path, Path]:
    """The qube's own end, and its netvm's. PlaceError."""
    agent = places.agent_socket(client.app.home, client.qid)  # the same directory, a longer name
    return agent.with_name(f"wire-{client.qid}.up"), agent.with_name(f"wire-{client.qid}.dn")


def own_end(client: Qube) -> Link:
    """In the qube that has a netvm."""
    up, down = _sockets(client)
    return Link("netvm", str(client.properties.value("mac")), str(up), str(down))


def netvm_end(client: Qube) -> Link:
    """In the netvm. Its name is the run's: an earlier card may not have been let go yet."""
    up, down = _sockets(client)
    name = f"client-{client.qid}-{client.life.started_s or 0}"
    return Link(name, _MAC_OF_NETVM, str(down), str(up))


def ends_of_clients(netvm: Qube) -> list[Link]:
    """For a netvm that starts while qubes behind it run, after it had crashed for example."""
    return [netvm_end(client) for client in connected(netvm) if client.life.number >= 0]


def clean_up(client: Qube) -> None:
    """Blocking. OSError, PlaceError."""
    for socket in _sockets(client):
        socket.unlink(missing_ok=True)
