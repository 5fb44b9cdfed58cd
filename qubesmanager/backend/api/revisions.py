"""Earlier states of volumes: the stock calls (admin-api.md 4.1), and ours for the rest."""

from __future__ import annotations

import json
import re

from qubesmanager.backend.api.context import CopySource
from qubesmanager.backend.api.methods import Call, MethodTable, Use, lines
from qubesmanager.backend.api.volumes import copy_token, find_volume, named, save, save_done
from qubesmanager.backend.storage.volume import Volume
from qubesmanager.protocol import ProtocolError, QubesValueError, StoragePoolException

METHODS = MethodTable()
INTERNAL_METHODS = MethodTable()

_REVISION = re.compile(r"[A-Za-z0-9:_.-]+\Z")
_MAX_NOTE = 1000


@METHODS.method("admin.vm.volume.ListSnapshots", arg=Use.REQUIRED)
async def volume_list_snapshots(call: Call) -> str:
    return lines(find_volume(call).revisions)


@METHODS.method("admin.vm.volume.Revert", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def volume_revert(call: Call) -> None:
    volume = find_volume(call)
    revision = _revision(call, volume, call.ascii_payload().strip())
    call.qube.life.refuse_lost()
    with named(call):
        await call.qube.storage.refuse_importing(volume.name)
        call.qube.storage.refuse_moving()
        await volume.revert(revision)
    await save_done(call, f"has the data of revision {revision}")
    await _tell(call)


@INTERNAL_METHODS.method("internal.vm.volume.ListRevisions", arg=Use.REQUIRED)
async def list_revisions(call: Call) -> str:
    """JSON, oldest first: ``[{"id", "time", "cause", "pinned", "note", "usage", "kept"}]``.

    ``time`` is that of the data and ``kept`` when they were put aside, both in UTC; ``usage`` the
    bytes that removing it frees; null or empty where nobody knows.
    """
    with named(call):
        found = await find_volume(call).describe_revisions()
    return json.dumps([vars(facts) for facts in found])


@INTERNAL_METHODS.method("internal.vm.volume.PinRevision", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def pin_revision(call: Call) -> None:
    """Payload: the id, and on the next line a note in UTF-8 if there is one."""
    volume = find_volume(call)
    try:
        untrusted_id, _, note = call.untrusted_payload.decode().partition("\n")
    except UnicodeDecodeError as error:
        raise ProtocolError("the note is not UTF-8") from error
    revision = _revision(call, volume, untrusted_id)
    note = note.strip()
    if len(note) > _MAX_NOTE or not note.isprintable():
        raise QubesValueError(f"a note is one line of at most {_MAX_NOTE} characters")
    with named(call):
        call.qube.storage.refuse_moving()
        await volume.pin(revision, note)
    await _changed(call)


@INTERNAL_METHODS.method("internal.vm.volume.UnpinRevision", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def unpin_revision(call: Call) -> None:
    """Payload: the id. What is too many goes when the next state is kept."""
    volume = find_volume(call)
    revision = _revision(call, volume, call.ascii_payload().strip())
    with named(call):
        call.qube.storage.refuse_moving()
        await volume.unpin(revision)
    await _changed(call)


@INTERNAL_METHODS.method(
    "internal.vm.volume.CloneRevisionFrom", arg=Use.REQUIRED, payload=Use.REQUIRED
)
async def clone_revision_from(call: Call) -> str:
    """As ``CloneFrom``, for an earlier state. Payload: the id. Reply: a token for ``CloneTo``."""
    volume = find_volume(call)
    return copy_token(call, CopySource(volume, _revision(call, volume, call.ascii_payload())))


async def _changed(call: Call) -> None:
    await save(call)
    await _tell(call)


async def _tell(call: Call) -> None:
    await call.qube.fire("domain-volume-revisions", volume=call.untrusted_arg)


def _revision(call: Call, volume: Volume, untrusted_id: str) -> str:
    if not _REVISION.match(untrusted_id):
        raise ProtocolError(f"not a revision: {untrusted_id[:80]!r}")
    if untrusted_id not in volume.revisions:
        raise StoragePoolException(
            f"volume {volume.name} of qube {call.qube.name} has no revision {untrusted_id}"
        )
    return untrusted_id
