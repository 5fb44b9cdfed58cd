"""Qubes: list, create, remove, notes (admin-api.md 2.3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qubesmanager.backend.api.methods import ADMIN_VM, Call, Dest, MethodTable, Use
from qubesmanager.backend.disposables import create_disposable
from qubesmanager.backend.qube.base import RESTORE_TAG
from qubesmanager.protocol import (
    QUBE_NAME_RULE,
    PermissionDenied,
    ProtocolError,
    QubesException,
    QubesValueError,
    is_qube_name,
)

METHODS = MethodTable()
INTERNAL_METHODS = MethodTable()

_CLASSES = ("AppVM", "TemplateVM", "StandaloneVM", "DispVM", "RemoteVM")
_POOL_VOLUMES = frozenset({"root", "private", "volatile", "kernel"})
# The nominal limit of the stock daemon; a request is shorter anyway.
_MAX_NOTES_BYTES = 256_000


@METHODS.method("admin.vm.List")
async def vm_list(call: Call) -> str:
    """Every qube when the destination is dom0, else just the destination."""
    qubes = [call.qube] if call.qube.name != ADMIN_VM else call.context.app.qubes.values()
    return "".join(
        f"{qube.name} class={qube.klass} state={qube.state} uuid={qube.uuid}\n" for qube in qubes
    )


@METHODS.method(
    *(f"admin.vm.Create.{klass}" for klass in _CLASSES),
    dest=Dest.ADMIN,
    arg=Use.OPTIONAL,
    payload=Use.REQUIRED,
)
async def vm_create(call: Call) -> None:
    words = _create_words(call.ascii_payload())
    if "pool" in words or any(key.startswith("pool:") for key in words):
        raise ProtocolError("a pool is given with admin.vm.CreateInPool")
    await _create(call, words, pool=None, pools={})


@METHODS.method(
    *(f"admin.vm.CreateInPool.{klass}" for klass in _CLASSES),
    dest=Dest.ADMIN,
    arg=Use.OPTIONAL,
    payload=Use.REQUIRED,
)
async def vm_create_in_pool(call: Call) -> None:
    words = _create_words(call.ascii_payload())
    pool = words.get("pool")
    pools = {key[5:]: value for key, value in words.items() if key.startswith("pool:")}
    if pool is None and not pools:
        raise ProtocolError("creation in a pool requested without naming one")
    if pool is not None and pools:
        raise ProtocolError("either one pool for all volumes or pools for single volumes")
    await _create(call, words, pool, pools)


@INTERNAL_METHODS.method(
    *(f"internal.vm.CreateIncomplete.{klass}" for klass in _CLASSES),
    dest=Dest.ADMIN,
    arg=Use.OPTIONAL,
    payload=Use.REQUIRED,
)
async def vm_create_incomplete(call: Call) -> None:
    """As Create or CreateInPool, marked as being restored from its first save on.

    With a stock Create and a tag set afterwards, a crash between the two would leave an empty qube
    that looks whole.
    """
    words = _create_words(call.ascii_payload())
    pools = {key[5:]: value for key, value in words.items() if key.startswith("pool:")}
    await _create(call, words, words.get("pool"), pools, tags=(RESTORE_TAG,))


def _create_words(untrusted_text: str) -> dict[str, str]:
    """The payload of section 2.3.1: ``name=N label=L`` and pools. Raises ProtocolError."""
    words: dict[str, str] = {}
    for word in untrusted_text.split(" "):
        key, separator, value = word.partition("=")
        if not separator or not value:
            raise ProtocolError(f"expected key=value, not {word[:80]!r}")
        known = key in {"name", "label", "pool"} or (
            key.startswith("pool:") and key[5:] in _POOL_VOLUMES
        )
        if not known:
            raise ProtocolError(f"unknown key {key[:80]!r}")
        if key in words:
            raise ProtocolError(f"key {key!r} is given twice")
        words[key] = value
    for key in ("name", "label"):
        if key not in words:
            raise ProtocolError(f"creation requested without key {key!r}")
    return words


async def _create(
    call: Call,
    words: Mapping[str, str],
    pool: str | None,
    pools: Mapping[str, str],
    tags: Collection[str] = (),
) -> None:
    name = words["name"]
    if not is_qube_name(name):
        raise QubesValueError(f"not a valid qube name: {name[:80]!r} ({QUBE_NAME_RULE})")
    klass = call.method.rpartition(".")[2]
    await call.context.app.add_qube(
        klass,
        name,
        words["label"],
        template=call.untrusted_arg or None,
        pool=pool,
        pools=dict(pools) or None,
        tags=tags,
        created_by=call.source,
    )


@METHODS.method("admin.vm.Remove")
async def vm_remove(call: Call) -> None:
    await call.context.app.remove_qube(call.qube.name)


@METHODS.method("admin.vm.CreateDisposable", arg=Use.OPTIONAL, payload=Use.OPTIONAL)
async def vm_create_disposable(call: Call) -> str:
    """Of the destination, or of the caller's ``default_dispvm`` when that is dom0."""
    if call.untrusted_arg not in {"", "preload"}:
        raise PermissionDenied("Argument not in ['', 'preload']")
    if call.untrusted_payload not in {b"", b"uuid"}:
        raise ProtocolError("expected no payload, or 'uuid'")
    if call.untrusted_arg:
        raise QubesException("disposables are not started ahead of their use here")
    app = call.context.app
    template = None if call.qube.name == ADMIN_VM else call.qube
    qube = await create_disposable(app, app.qubes[call.source], template)
    return f"uuid:{qube.uuid}" if call.untrusted_payload else qube.name


@METHODS.method("admin.vm.notes.Get", dest=Dest.QUBE)
async def notes_get(call: Call) -> str:
    return await call.qube.read_notes()


@METHODS.method("admin.vm.notes.Set", dest=Dest.QUBE, payload=Use.REQUIRED)
async def notes_set(call: Call) -> None:
    if len(call.untrusted_payload) > _MAX_NOTES_BYTES:
        raise QubesValueError(f"notes may have {_MAX_NOTES_BYTES} bytes")
    try:
        untrusted_text = call.untrusted_payload.decode()
    except UnicodeDecodeError as error:
        raise QubesValueError("notes must be UTF-8 text") from error
    await call.qube.set_notes(_safe_text(untrusted_text))


def _safe_text(untrusted_text: str) -> str:
    """Characters that could fool a display (controls, direction marks, …) become ``_``."""
    return "".join(char if char.isprintable() or char in "\n\t" else "_" for char in untrusted_text)
