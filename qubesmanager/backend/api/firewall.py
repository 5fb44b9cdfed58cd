"""Firewall rules of a qube (admin-api.md 2.7, 5.1)."""

from __future__ import annotations

from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use
from qubesmanager.backend.qube.firewall_rule import format_rules, parse_rules
from qubesmanager.protocol import QubesValueError

METHODS = MethodTable()


@METHODS.method("admin.vm.firewall.Get", dest=Dest.QUBE)
async def firewall_get(call: Call) -> str:
    return format_rules(await call.qube.firewall.rules())


@METHODS.method("admin.vm.firewall.Set", dest=Dest.QUBE, payload=Use.REQUIRED)
async def firewall_set(call: Call) -> None:
    try:
        untrusted_text = call.untrusted_payload.decode("ascii")
    except UnicodeDecodeError as error:
        raise QubesValueError("firewall rules must be ASCII text") from error
    await call.qube.firewall.set(parse_rules(untrusted_text))


@METHODS.method("admin.vm.firewall.Reload", dest=Dest.QUBE)
async def firewall_reload(call: Call) -> None:
    await call.qube.firewall.reload()
