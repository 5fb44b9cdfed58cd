"""Removing qubes that a restore began and could not finish."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable

from qubesmanager.client import devices
from qubesmanager.client.connection import Connection
from qubesmanager.protocol import (
    DaemonAccessError,
    PermissionDenied,
    ProtocolError,
    QubesException,
    QubesVMNotFoundError,
)

_log = logging.getLogger(__name__)
_REFERENCES = ("default_dispvm", "netvm", "audiovm", "guivm", "management_dispvm")


async def remove_qubes(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Remove them all, whichever of them depend on which.

    Returns the reason of every qube that is still there. Raises DaemonAccessError.
    """
    failures: dict[str, str] = {}
    for name in names:
        await _forget_references(connection, name)
    remaining = set(names)
    while remaining:
        failures = {}
        for name in sorted(remaining):
            try:
                await connection.call("admin.vm.Remove", dest=name)
            except QubesVMNotFoundError:
                continue
            except QubesException as error:
                failures[name] = str(error)
        if set(failures) == remaining:
            break
        remaining = set(failures)
    for name, reason in failures.items():
        _log.warning("unfinished qube %r stays: %r", name, reason)
    return failures


async def _forget_references(connection: Connection, name: str) -> None:
    """Two qubes may name each other, and then neither could go first."""
    for reference in _REFERENCES:
        try:
            await connection.call("admin.vm.property.Set", reference, name)
        except DaemonAccessError:
            raise
        except (QubesException, ProtocolError, PermissionDenied) as error:
            _log.debug("%r of %r stays: %r", reference, name, str(error))
    try:
        for use in await devices.assignments(connection, name):
            await devices.unassign(connection, name, use)
    except DaemonAccessError:
        raise
    except (QubesException, ProtocolError, PermissionDenied) as error:
        _log.debug("devices of %r stay: %r", name, str(error))


def how_to_remove(names: str) -> str:
    """The sentence for qubes, with spaces between, that stay behind unfinished."""
    return f"It is marked as incomplete; remove it with: qube remove {names}"


def what_stays(name: str, reason: str) -> str:
    """Sentences about an unfinished qube that could not be removed."""
    why = reason.rstrip(".")
    return f"{_beginning(name)} {why}. {how_to_remove(name)}"


def still_true(notes: Iterable[str], gone: Iterable[str]) -> list[str]:
    """The notes but for what they said of unfinished qubes that are gone by now."""
    stale = tuple(_beginning(name) for name in gone)
    return [note for note in notes if not note.startswith(stale)]


def _beginning(name: str) -> str:
    return f"The incomplete qube {name} could not be removed:"
