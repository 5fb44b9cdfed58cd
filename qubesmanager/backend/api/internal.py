"""Calls of our own on the internal socket: the whole inventory at once, and a sign of life."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Mapping

import qubesmanager
from qubesmanager.backend.api.filling import filling_facts
from qubesmanager.backend.api.methods import ADMIN_VM, Call, Dest, MethodTable, Use
from qubesmanager.backend.api.volumes import volume_facts
from qubesmanager.backend.app import App
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.storage.pool import Pool
from qubesmanager.protocol import PropertyValue

METHODS = MethodTable()

# A thousand qubes take a fifth of a second; others have their turn in between.
_SLICE_S = 0.005


@METHODS.method("internal.Ping", dest=Dest.ADMIN)
async def ping(call: Call) -> str:
    return json.dumps(
        {
            "pid": os.getpid(),
            "home": str(call.context.home),
            "version": qubesmanager.__version__,
            "ending": call.context.idle_watch.ending,
        }
    )


@METHODS.method("internal.Leave", dest=Dest.ADMIN, arg=Use.OPTIONAL)
async def leave(call: Call) -> str:
    """A client goes, and says so on the connection that it has kept open all the time.

    ``starter`` is the argument of the one for which the daemon was started. Reply: ``ends`` when
    the daemon ends now because nobody else is connected, else ``stays``.
    """
    starter = call.untrusted_arg == "starter"
    return "ends" if call.context.idle_watch.leave(starter=starter) else "stays"


@METHODS.method("internal.GetInventory")
async def inventory(call: Call) -> bytes:
    """All that a window shows, so that one call draws it; of one qube when that is asked.

    Keys: ``labels``, ``pools``, ``global``, ``hypervisor`` and ``qubes``; sizes are bytes, what is
    unknown or unset is null.
    """
    app = call.context.app
    qubes = list(app.qubes.values()) if call.qube.name == ADMIN_VM else [call.qube]
    texts = []
    since = time.monotonic()
    for qube in qubes:
        if time.monotonic() - since > _SLICE_S:
            await asyncio.sleep(0)
            since = time.monotonic()
        if app.qubes.get(qube.name) is qube:
            texts.append(_json(_qube_facts(qube)))
    facts = {
        "labels": [
            {"name": label.name, "index": label.index, "color": label.color}
            for label in app.labels.values()
        ],
        "pools": [_pool_facts(app, pool) for pool in app.pools.values()],
        "global": _property_facts(app.properties.all()),
        "hypervisor": {
            "uri": app.runs.uri,
            "accelerator": app.runs.accelerator,
            "start_disabled_reason": app.runs.start_disabled_reason,
        },
    }
    return f'{_json(facts)[:-1]},"qubes":[{",".join(texts)}]}}'.encode()


def _json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _pool_facts(app: App, pool: Pool) -> dict[str, object]:
    return {
        "name": pool.name,
        "driver": pool.driver,
        "size": pool.size,
        "usage": pool.usage,
        "config": pool.config,
        **filling_facts(app, pool),
    }


def _property_facts(properties: Mapping[str, PropertyValue]) -> dict[str, object]:
    return {
        name: {"value": value.value, "type": value.type, "default": value.is_default}
        for name, value in properties.items()
    }


def _qube_facts(qube: Qube) -> dict[str, object]:
    properties = qube.properties.all()
    return {
        "name": qube.name,
        "class": qube.klass,
        "state": qube.state,
        "start_time": qube.life.started_s,
        "last_end": "" if qube.life.last_ending is None else qube.life.last_ending.value,
        "label": properties["label"].value,
        "template": _reference(properties, "template"),
        "next_template": qube.next_template,
        "netvm": _reference(properties, "netvm"),
        "properties": _property_facts(properties),
        "features": dict(qube.features),
        "tags": list(qube.tags),
        "notes": qube.notes,
        "incomplete": qube.is_incomplete,
        "volumes": [
            {"name": name, **volume_facts(v), "problem": v.problem}
            for name, v in qube.volumes.items()
        ],
        "unreachable": qube.unreachable_volumes(),
        "lost": qube.lost_data(),
    }


def _reference(properties: Mapping[str, PropertyValue], name: str) -> str | None:
    """The name of the qube that a property points to, None when it is unset or absent."""
    value = properties.get(name)
    return value.value or None if value is not None else None
