"""Storage pools (admin-api.md 2.5, 4.2)."""

from __future__ import annotations

from qubesmanager.backend import storage
from qubesmanager.backend.api.methods import (
    Call,
    Dest,
    MethodTable,
    Use,
    lines,
    parse_bool,
    parse_int,
)
from qubesmanager.backend.storage.pool import Pool
from qubesmanager.backend.storage_errors import storage_errors
from qubesmanager.protocol import (
    PermissionDenied,
    ProtocolError,
    QubesException,
    QubesValueError,
    is_pool_name,
)

METHODS = MethodTable()


def _pool(call: Call) -> Pool:
    pool = call.context.app.pools.get(call.untrusted_arg)
    if pool is None:
        raise PermissionDenied(f"Argument not in {list(call.context.app.pools)}")
    return pool


@METHODS.method("admin.pool.List", dest=Dest.ADMIN)
async def pool_list(call: Call) -> str:
    return lines(call.context.app.pools)


@METHODS.method("admin.pool.ListDrivers", dest=Dest.ADMIN)
async def pool_list_drivers(call: Call) -> str:
    drivers = storage.drivers()
    return lines(f"{name} {' '.join(drivers[name].parameters())}" for name in sorted(drivers))


@METHODS.method("admin.pool.Info", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def pool_info(call: Call) -> str:
    pool = _pool(call)
    words = [f"{key}={value}" for key, value in sorted(pool.config.items())]
    if pool.size is not None:
        words.append(f"size={pool.size}")
    if pool.usage is not None:
        words.append(f"usage={pool.usage}")
    outer = pool.included_in(call.context.app.pools.values())
    if outer is not None:
        words.append(f"included_in={outer}")
    return lines(words)


@METHODS.method("admin.pool.UsageDetails", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def pool_usage_details(call: Call) -> str:
    return lines(f"{key}={value}" for key, value in sorted(_pool(call).usage_details.items()))


@METHODS.method("admin.pool.Add", dest=Dest.ADMIN, arg=Use.REQUIRED, payload=Use.REQUIRED)
async def pool_add(call: Call) -> None:
    driver = call.untrusted_arg
    known = storage.drivers()
    if driver not in known:
        raise PermissionDenied(f"Argument not in {sorted(known)}")
    options: dict[str, str] = {}
    try:
        untrusted_text = call.untrusted_payload.decode()  # a directory may be called anything
    except UnicodeDecodeError as error:
        raise ProtocolError("the options of a pool are not UTF-8 text") from error
    for line in untrusted_text.removesuffix("\n").split("\n"):
        key, separator, value = line.partition("=")
        if not separator or not key:
            raise ProtocolError(f"expected key=value, not {line[:80]!r}")
        if key in options:
            raise ProtocolError(f"option {key!r} is given twice")
        if not value.isprintable():
            raise ProtocolError(f"option {key!r} must be printable text")
        options[key] = value
    name = options.pop("name", "")
    if not is_pool_name(name):
        raise ProtocolError(
            f"not a pool name: {name[:80]!r}; one has 1 to 63 of A-Z a-z 0-9 _ . -, not dots only"
        )
    parameters = known[driver].parameters()
    for key in options:
        if key not in parameters:
            raise ProtocolError(f"driver {driver!r} has no option {key[:80]!r}")
    missing = [key for key, required in parameters.items() if required and key not in options]
    if missing:
        raise QubesException(f"driver {driver!r} needs the option {', '.join(missing)}")
    await call.context.app.add_pool(name, driver, **options)


@METHODS.method("admin.pool.Remove", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def pool_remove(call: Call) -> None:
    # One that this machine cannot set up may be forgotten as well.
    if call.untrusted_arg not in call.context.app.unusable_pools:
        _pool(call)
    await call.context.app.remove_pool(call.untrusted_arg)


@METHODS.method(
    "admin.pool.Set.revisions_to_keep", dest=Dest.ADMIN, arg=Use.REQUIRED, payload=Use.REQUIRED
)
async def pool_set_revisions_to_keep(call: Call) -> None:
    pool = _pool(call)
    count = parse_int(call.ascii_payload(), allow_negative=True)
    if count < -1:
        raise QubesValueError("revisions_to_keep must be -1 (none, no snapshots), 0 or more")
    await _change(call, pool, "revisions_to_keep", count)


@METHODS.method(
    "admin.pool.Set.ephemeral_volatile", dest=Dest.ADMIN, arg=Use.REQUIRED, payload=Use.REQUIRED
)
async def pool_set_ephemeral_volatile(call: Call) -> None:
    pool = _pool(call)
    if "ephemeral_volatile" not in pool.parameters():
        raise QubesValueError(f"a pool of driver {pool.driver} has no volatile volumes")
    await _change(call, pool, "ephemeral_volatile", parse_bool(call.ascii_payload()))


async def _change(call: Call, pool: Pool, name: str, value: int | bool) -> None:
    """Set an attribute of the pool and save; if that fails it is what it was."""
    before = getattr(pool, name)
    with storage_errors(f"Pool {pool.name!r}"):
        setattr(pool, name, value)
    try:
        await call.context.app.save()
    except BaseException:
        setattr(pool, name, before)
        raise


@METHODS.method("admin.pool.volume.List", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def pool_volume_list(call: Call) -> str:
    return lines(sorted(volume.vid for volume in _pool(call).list_volumes()))
