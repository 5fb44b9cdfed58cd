"""Calls of dom0's own services on the internal socket (admin-api.md 2.8)."""

from __future__ import annotations

import json

from qubesmanager.backend.api.methods import Call, Dest, MethodTable
from qubesmanager.backend.qube.base import Qube

METHODS = MethodTable()


@METHODS.method("internal.GetSystemInfo", dest=Dest.ADMIN)
async def get_system_info(call: Call) -> str:
    """What the qrexec policy has to know of every qube."""
    qubes = call.context.app.qubes.values()
    return json.dumps({"domains": {qube.name: _domain(qube) for qube in qubes}})


def _domain(qube: Qube) -> dict[str, object]:
    return {
        "internal": bool(qube.features.get("internal")),
        "tags": list(qube.tags),
        "type": qube.klass,
        "template_for_dispvms": qube.template_for_dispvms,
        "default_dispvm": _value(qube, "default_dispvm"),
        "icon": _value(qube, "icon"),
        "label": qube.label.color,
        "guivm": _value(qube, "guivm"),
        "relayvm": _value(qube, "relayvm"),
        "transport_rpc": _value(qube, "transport_rpc"),
        "power_state": qube.state,
        "uuid": str(qube.uuid),
    }


def _value(qube: Qube, name: str) -> object:
    """None also for a property that the class does not have."""
    return qube.properties.value(name) if name in qube.properties else None


@METHODS.method("internal.SuspendPre", "internal.SuspendPost", dest=Dest.ADMIN)
async def suspend(call: Call) -> None:
    """The machine goes to sleep, or wakes up. No qube runs that would have to be told."""
