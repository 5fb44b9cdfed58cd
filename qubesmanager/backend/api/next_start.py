"""A change of template that waits for the next start; a call of our own."""

from __future__ import annotations

from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use
from qubesmanager.backend.qube.next_start import put_off

INTERNAL_METHODS = MethodTable()


@INTERNAL_METHODS.method("internal.vm.SetNextTemplate", dest=Dest.QUBE, payload=Use.OPTIONAL)
async def set_next_template(call: Call) -> None:
    """Payload: the name; none withdraws what was wanted before."""
    await put_off(call.qube, call.ascii_payload())
