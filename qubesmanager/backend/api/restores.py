"""Which restores a qube is of; calls of our own, since only whoever restores can know."""

from __future__ import annotations

import json
from dataclasses import asdict

from qubesmanager.backend.api.methods import Call, Dest, MethodTable, Use
from qubesmanager.backend.qube.restores import MOST, Restore, Restores, merged
from qubesmanager.protocol import ProtocolError

INTERNAL_METHODS = MethodTable()


@INTERNAL_METHODS.method("internal.vm.ListRestores", dest=Dest.QUBE)
async def list_restores(call: Call) -> str:
    """JSON, oldest first: ``[{"time_s", "archive", "made"}]``."""
    return json.dumps([asdict(restore) for restore in call.qube.restores])


@INTERNAL_METHODS.method("internal.vm.NoteRestores", dest=Dest.QUBE, payload=Use.REQUIRED)
async def note_restores(call: Call) -> None:
    """Payload: as `list_restores` gives it. What is noted already stays.

    But for a qube that is incomplete: there it was noted by an earlier run of the same restore.
    """
    new = _parse(call.untrusted_payload)
    qube = call.qube
    before = qube.restores
    qube.restores = merged(() if qube.is_incomplete else before, new)
    qube.changed()
    try:
        await qube.save()
    except BaseException:
        qube.restores = before
        qube.changed()
        raise


def _parse(untrusted_payload: bytes) -> Restores:
    try:
        rows = json.loads(untrusted_payload)
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
            raise ValueError(f"a list of 1 to {MOST} is expected")
        return tuple(
            Restore(int(row["time_s"]), str(row["archive"]), str(row["made"])) for row in rows
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ProtocolError(f"not a list of restores: {error}") from error
