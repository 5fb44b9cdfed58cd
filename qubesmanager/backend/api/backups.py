"""Backup calls (admin-api.md 2.7, 4.5), and what our own client adds on the internal socket."""

from __future__ import annotations

import json

from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use

METHODS = MethodTable()
INTERNAL_METHODS = MethodTable()


@METHODS.method("admin.backup.Info", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def backup_info(call: Call) -> str:
    return await call.context.jobs.info(call.untrusted_arg)


@METHODS.method("admin.backup.Execute", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def backup_execute(call: Call) -> None:
    await call.context.jobs.execute(call.untrusted_arg)


@METHODS.method("admin.backup.Cancel", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def backup_cancel(call: Call) -> None:
    call.context.jobs.cancel(call.untrusted_arg)


@INTERNAL_METHODS.method(
    "internal.backup.SetProfile", dest=Dest.ADMIN, arg=Use.REQUIRED, payload=Use.REQUIRED
)
async def backup_set_profile(call: Call) -> None:
    call.context.jobs.set_profile(call.untrusted_arg, call.untrusted_payload)


@INTERNAL_METHODS.method("internal.backup.Report", dest=Dest.ADMIN, arg=Use.REQUIRED)
async def backup_report(call: Call) -> str:
    return json.dumps(call.context.jobs.report(call.untrusted_arg).to_dict())
