"""How full pools are, when to warn, and what could be removed; calls of our own."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use
from qubesmanager.backend.app import App
from qubesmanager.backend.pool_watch import Levels, parse_percent
from qubesmanager.backend.reclaiming import reclaim, reclaimable
from qubesmanager.backend.storage.pool import Pool
from qubesmanager.backend.storage_errors import storage_errors
from qubesmanager.protocol import ProtocolError, QubesValueError

INTERNAL_METHODS = MethodTable()


def filling_facts(app: App, pool: Pool) -> dict[str, object]:
    """Sizes in bytes, null where unknown; ``over`` names what was found too full.

    ``hindrance`` says why nothing in it can be used now, null when all can; ``shares_blocks``
    whether copies in it take no room, null where that is not known.
    """
    details = pool.usage_details
    levels = app.pool_watch.levels(pool.name)
    return {
        "free": pool.free,
        "metadata_size": details.get("metadata_size"),
        "metadata_usage": details.get("metadata_usage"),
        "warn_percent": levels.data,
        "warn_metadata_percent": levels.metadata,
        "over": app.pool_watch.over(pool.name),
        "hindrance": pool.hindrance,
        "shares_blocks": pool.shares_blocks,
    }


@INTERNAL_METHODS.method("internal.pool.Info", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def pool_info(call: Call) -> str:
    """JSON of what the stock call leaves out."""
    app = call.context.app
    return json.dumps(filling_facts(app, app.find_pool(call.untrusted_arg)))


@INTERNAL_METHODS.method("internal.pool.Unusable", dest=Dest.ADMIN)
async def pool_unusable(call: Call) -> str:
    """JSON of the pools that could not be built: ``[{"config": as stored, "hindrance": why}]``."""
    app = call.context.app
    return json.dumps(
        [
            {"config": dict(config), "hindrance": app.unusable_reasons[name]}
            for name, config in app.unusable_pools.items()
        ]
    )


@INTERNAL_METHODS.method(
    "internal.pool.Set.warn_percent",
    "internal.pool.Set.warn_metadata_percent",
    dest=Dest.ADMIN,
    arg=Use.REQUIRED,
    payload=Use.REQUIRED,
)
async def pool_set_level(call: Call) -> None:
    """Payload: a percentage; 0 warns never."""
    app = call.context.app
    pool = app.find_pool(call.untrusted_arg).name
    try:
        percent = parse_percent(call.ascii_payload().strip())
    except ValueError as error:
        raise QubesValueError(str(error)) from error
    before = app.pool_watch.levels(pool)
    app.pool_watch.set_levels(pool, _changed(before, call.method, percent))
    try:
        await app.save()
    except BaseException:
        app.pool_watch.set_levels(pool, before)
        raise
    await app.pool_watch.look()


def _changed(levels: Levels, method: str, percent: int) -> Levels:
    if method.endswith("metadata_percent"):
        return replace(levels, metadata=percent)
    return replace(levels, data=percent)


@INTERNAL_METHODS.method("internal.pool.Reclaimable", dest=Dest.ADMIN, arg=Use.OPTIONAL)
async def pool_reclaimable(call: Call) -> str:
    """JSON: what could be removed from a pool, from all pools without an argument.

    Each has ``item`` (its id), ``kind``, ``pool``, ``vid``, ``qube``, ``volume``, ``revision``,
    ``time``, ``bytes``, ``pinned``, ``note``, and in ``reason`` why it cannot be removed now.
    """
    app = call.context.app
    pools = [app.find_pool(call.untrusted_arg)] if call.untrusted_arg else list(app.pools.values())
    with storage_errors():
        found = await reclaimable(app, pools)
    return json.dumps([asdict(item) for item in found])


@INTERNAL_METHODS.method("internal.pool.Reclaim", dest=Dest.ADMIN, payload=Use.REQUIRED)
async def pool_reclaim(call: Call) -> str:
    """Payload: ids, one a line. JSON: ``[{"item", "reason"}]``, reason null when it is removed."""
    try:
        wanted = call.untrusted_payload.decode().splitlines()
    except UnicodeDecodeError as error:
        raise ProtocolError("payload is not UTF-8") from error
    with storage_errors():
        outcomes = await reclaim(call.context.app, wanted)
    return json.dumps([asdict(outcome) for outcome in outcomes])
