"""The event stream (admin-api.md 1.5, section 3)."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from qubesmanager.backend.api.methods import ADMIN_VM, Call, MethodTable
from qubesmanager.protocol import Event

METHODS = MethodTable()


@METHODS.stream("admin.Events")
async def events(call: Call) -> AsyncGenerator[Event, None]:
    """All events when the destination is dom0, else those of that qube."""
    subject = None if call.qube.name == ADMIN_VM else call.qube.name
    with call.context.app.events.listen(subject) as listener:
        # Clients drop what they remember on this one, so it comes after the listener is there.
        yield Event("", "connection-established")
        async for event in listener:
            yield event
