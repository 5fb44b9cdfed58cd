"""The method tables of the two sockets (admin-api.md 1.1): what is not here does not exist."""

from __future__ import annotations

from qubesmanager.backend.api import (
    backups,
    devices,
    events,
    features,
    filling,
    firewall,
    from_qubes,
    internal,
    moving,
    next_start,
    pools,
    power,
    properties,
    qubes,
    restores,
    revisions,
    services,
    system_info,
    volumes,
)
from qubesmanager.backend.api.methods import MethodTable

ADMIN = MethodTable(
    properties.METHODS,
    qubes.METHODS,
    power.METHODS,
    devices.METHODS,
    features.METHODS,
    volumes.METHODS,
    revisions.METHODS,
    pools.METHODS,
    firewall.METHODS,
    backups.METHODS,
    events.METHODS,
)
INTERNAL = MethodTable(
    internal.METHODS,
    system_info.METHODS,
    qubes.INTERNAL_METHODS,
    volumes.INTERNAL_METHODS,
    revisions.INTERNAL_METHODS,
    restores.INTERNAL_METHODS,
    next_start.INTERNAL_METHODS,
    moving.INTERNAL_METHODS,
    filling.INTERNAL_METHODS,
    backups.INTERNAL_METHODS,
    services.METHODS,
    from_qubes.METHODS,
)
