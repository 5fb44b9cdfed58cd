"""Services in a qube, for clients: as a process whose pipes are the service's."""

from __future__ import annotations

import shutil
from pathlib import Path

from qubesmanager import service_call
from qubesmanager.client.connection import Connection
from qubesmanager.client.system import System
from qubesmanager.protocol import QubesException, is_qube_name

# Where a dom0 has it (also in older releases).
_QREXEC_PATH = "/usr/bin:/usr/lib/qubes"


def service_command(
    connection: Connection, qube: str, service: str, argument: str = "", user: str = ""
) -> list[str]:
    """The words of a process that is this call. Its exit status is that of the service.

    Our own daemon makes the call, or in a dom0 qrexec does. QubesException when neither can.
    """
    name = f"{service}+{argument}" if argument else service
    if connection.home is not None:
        return service_call.command(connection.endpoint.internal_socket, qube, name, user)
    program = shutil.which("qrexec-client", path=_QREXEC_PATH)
    if program is None:
        raise QubesException("this system has no qrexec-client, so no service can be called")
    return [program, "-d", qube, f"{user or 'DEFAULT'}:QUBESRPC {name} dom0"]


def command_service(words: list[str]) -> tuple[str, str]:
    """Service and argument that run a command in a qube, its words encoded as qrexec wants them."""
    return "qubes.VMExec", "+".join(_encode(word) for word in words)


def _encode(word: str) -> str:
    plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"
    parts = []
    for byte in word.encode("utf-8", "surrogateescape"):
        letter = chr(byte)
        parts.append(letter if letter in plain else "--" if letter == "-" else f"-{byte:02X}")
    return "".join(parts)


def service_targets(system: System) -> list[str]:
    """The qubes in which a service can be called now: those that run, by name."""
    return sorted(
        name
        for name, qube in system.qubes.items()
        if qube.state == "Running" and qube.klass not in ("AdminVM", "RemoteVM")
    )


def split_place(text: str) -> tuple[str, str] | None:
    """``QUBE:/path`` taken apart; None for a path of this machine, as one that exists here is."""
    qube, _, place = text.partition(":")
    is_here = Path(f"{qube}:").exists() or Path(text).exists()
    if not place.startswith("/") or not is_qube_name(qube) or is_here:
        return None
    return qube, place
