"""Volumes of qubes (admin-api.md 2.5, 4.1, 4.3, 4.4), and the export beside the stock import."""

from __future__ import annotations

import logging
import secrets
import string
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from qubesmanager.backend import storage
from qubesmanager.backend.api.context import CopySource, Export
from qubesmanager.backend.api.methods import Call, MethodTable, Use, lines, parse_bool, parse_int
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.storage.errors import in_words
from qubesmanager.backend.storage.threads import in_thread
from qubesmanager.backend.storage.volume import Volume
from qubesmanager.backend.storage_errors import storage_errors
from qubesmanager.protocol import (
    PermissionDenied,
    ProtocolError,
    QubesException,
    QubesValueError,
    QubesVMNotHaltedError,
    QubesVolumeCopyTokenNotFoundError,
    StoragePoolException,
)

log = logging.getLogger(__name__)

METHODS = MethodTable()
INTERNAL_METHODS = MethodTable()
# A large file system on a slow disk takes a while.
_GROW_TIMEOUT_S = 120.0

_TOKEN_ALPHABET = string.ascii_letters + string.digits
_TOKEN_LENGTH = 32
# Tokens that nobody came back for are forgotten, oldest first.
_MAX_SIZE_BYTES = 2**63 - 1
_MAX_TOKENS = 1000


def find_volume(call: Call) -> Volume:
    """The one that the argument names. PermissionDenied; StoragePoolException if out of reach."""
    volume = call.qube.volumes.get(call.untrusted_arg)
    if volume is None:
        if reason := call.qube.unreachable_volumes().get(call.untrusted_arg):
            raise StoragePoolException(
                f"volume {call.untrusted_arg} of qube {call.qube.name} is out of reach: {reason}"
            )
        raise PermissionDenied(f"Argument not in {list(call.qube.volumes)}")
    return volume


def named(call: Call) -> AbstractContextManager[None]:
    """Errors of the storage floor become the protocol's, preceded by what they are about."""
    return storage_errors(f"Volume {call.untrusted_arg!r} of {call.qube.name!r}")


@contextmanager
def _own_data(call: Call, volume: Volume) -> Iterator[None]:
    """As `named`, and says why a volume that keeps nothing of its own has no data to move."""
    try:
        with named(call):
            yield
    except StoragePoolException as error:
        if volume.save_on_stop or not isinstance(error.__cause__, NotImplementedError):
            raise
        raise _nothing_own(call, volume) from error


def _nothing_own(call: Call, volume: Volume) -> StoragePoolException:
    what = f"volume {volume.name} of qube {call.qube.name}"
    if volume.source is not None:
        why = f"is a snapshot of its template's ({volume.source.vid}), made anew at each start"
    else:
        why = "is emptied at each start"
    return StoragePoolException(f"{what} {why}: there is nothing of its own in it")


def _require_halted(qube: Qube) -> None:
    qube.life.refuse_lost()
    if qube.state != "Halted":
        raise QubesVMNotHaltedError(f"qube {qube.name!r} must be halted for this")


async def save(call: Call) -> None:
    """The store keeps a volume's attributes with its qube."""
    call.qube.changed()
    await call.qube.save()


async def save_done(call: Call, what: str) -> None:
    """The same after a change on the disk that stands. StoragePoolException when it fails."""
    try:
        await save(call)
    except QubesException as error:
        raise StoragePoolException(
            f"volume {call.untrusted_arg} of qube {call.qube.name} {what}, but what the store "
            f"notes of it is still of before: {error}"
        ) from error


async def _change(call: Call, name: str, value: int | bool) -> None:
    """Set an attribute of the volume and save; if that fails it is what it was."""
    volume = find_volume(call)
    # None: the volume has no setting of its own.
    before = getattr(volume, name) if name in volume.config else None
    with named(call):
        setattr(volume, name, value)
    try:
        await save(call)
    except BaseException:
        setattr(volume, name, before)
        call.qube.changed()
        raise


@METHODS.method("admin.vm.volume.List")
async def volume_list(call: Call) -> str:
    return lines(call.qube.volumes)


@METHODS.method("admin.vm.volume.Info", arg=Use.REQUIRED)
async def volume_info(call: Call) -> str:
    return lines(f"{key}={_text(value)}" for key, value in volume_facts(find_volume(call)).items())


def volume_facts(volume: Volume) -> dict[str, object]:
    """What ``Info`` tells of a volume, in its order. Sizes in bytes."""
    try:
        path = volume.path
    except NotImplementedError:
        path = None
    return {
        "pool": volume.pool.name,
        "vid": volume.vid,
        "size": volume.size,
        "usage": volume.usage,
        "rw": volume.rw,
        "source": volume.source.vid if volume.source is not None else None,
        "path": path,
        "save_on_stop": volume.save_on_stop,
        "snap_on_start": volume.snap_on_start,
        "revisions_to_keep": volume.revisions_to_keep,
        "ephemeral": volume.ephemeral,
        "is_outdated": volume.is_outdated(),
    }


@INTERNAL_METHODS.method("internal.vm.volume.Problem", arg=Use.REQUIRED)
async def volume_problem(call: Call) -> str:
    """Why the volume cannot be used as things are; nothing when it can."""
    volume = find_volume(call)
    hindrance = await in_thread(lambda: volume.pool.hindrance)
    try:
        if hindrance is None:
            await volume.verify()
    except (storage.StoragePoolException, OSError) as error:
        return in_words(error) if isinstance(error, OSError) else str(error)
    return hindrance or ""


def _text(value: object) -> str:
    return "" if value is None else str(value)


@METHODS.method("admin.vm.volume.Resize", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def volume_resize(call: Call) -> None:
    volume = find_volume(call)
    size = parse_int(call.ascii_payload().strip())
    if volume.snap_on_start:
        raise StoragePoolException(
            f"volume {volume.name} of qube {call.qube.name} is a snapshot of its template's "
            "volume; resize that one"
        )
    if size == 0:
        raise StoragePoolException("a volume of 0 bytes could hold nothing; its size stays")
    _require_possible(size)
    call.qube.life.refuse_lost()
    before = volume.size
    with named(call):
        await call.qube.storage.resize(volume, size)
    try:
        await save(call)
    except BaseException as error:
        await _undo_resize(call, volume, before, size, error)
        raise
    if call.qube.state != "Halted":
        await _grow_inside(call, volume.name, size)


async def _undo_resize(
    call: Call, volume: Volume, before: int, size: int, error: BaseException
) -> None:
    """The store has not taken the new size. StoragePoolException when the volume keeps it.

    Nobody has been told of room that was added, so nothing lies there; data that was cut off is
    gone, and zeros in its place would be no better.
    """
    try:
        if size >= before or not volume.save_on_stop:
            await call.qube.storage.resize(volume, before)
            return
        why = "what was cut off is gone"
    except (storage.StoragePoolException, NotImplementedError, OSError) as failed:
        why = str(failed)
    finally:
        call.qube.changed()
    raise StoragePoolException(
        f"volume {volume.name} of qube {call.qube.name} has {volume.size} bytes now, but the store"
        f" could not be saved ({error}) and the size could not be put back: {why}"
    ) from error


async def _grow_inside(call: Call, volume: str, size: int) -> None:
    """StoragePoolException when the qube does not make use of it: the image has grown all the same.

    The file system of a volume is grown by a service inside, as only the qube may write to it.
    """
    try:
        await call.qube.life.resize_disk(volume, size)
        await call.context.services.run_service(
            call.qube,
            "qubes.ResizeDisk",
            stdin=f"{volume}\n".encode(),
            user="root",
            timeout_s=_GROW_TIMEOUT_S,
        )
    except QubesException as error:
        raise StoragePoolException(
            f"the image of {volume} has its new size, but {call.qube.name} was not made to use it:"
            f" {error}. Resize the file system inside by hand, or restart the qube"
        ) from error


@METHODS.method("admin.vm.volume.Set.revisions_to_keep", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def volume_set_revisions_to_keep(call: Call) -> None:
    volume = find_volume(call)
    count = parse_int(call.ascii_payload(), allow_negative=True)
    if count < -1:
        raise QubesValueError("revisions_to_keep must be -1 (none, no snapshots), 0 or more")
    if -1 in {count, volume.revisions_to_keep}:
        _require_halted(call.qube)
    await _change(call, "revisions_to_keep", count)


@METHODS.method("admin.vm.volume.Set.rw", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def volume_set_rw(call: Call) -> None:
    find_volume(call)
    writable = parse_bool(call.ascii_payload())
    _require_halted(call.qube)
    await _change(call, "rw", writable)


@METHODS.method("admin.vm.volume.Set.ephemeral", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def volume_set_ephemeral(call: Call) -> None:
    find_volume(call)
    ephemeral = parse_bool(call.ascii_payload())
    _require_halted(call.qube)
    await _change(call, "ephemeral", ephemeral)


def _require_possible(size_bytes: int) -> None:
    """No file is larger than an off_t says (lseek(2))."""
    if size_bytes > _MAX_SIZE_BYTES:
        raise StoragePoolException(
            f"no volume can have {size_bytes} bytes; the most that a file has is {_MAX_SIZE_BYTES}"
        )


def _require_own_data(call: Call, volume: Volume) -> None:
    """Only a volume that is kept when its qube stops has data to copy from or to."""
    if not volume.save_on_stop:
        raise StoragePoolException(
            f"volume {volume.name} of qube {call.qube.name} keeps no data of its own, "
            "so nothing can be copied from or to it"
        )


# -- copying between qubes


@METHODS.method("admin.vm.volume.CloneFrom", arg=Use.REQUIRED)
async def volume_clone_from(call: Call) -> str:
    volume = find_volume(call)
    _require_own_data(call, volume)
    with storage_errors():
        await call.qube.storage.refuse_importing(volume.name)
    return copy_token(call, CopySource(volume))


def copy_token(call: Call, source: CopySource) -> str:
    """What ``CloneTo`` takes, once."""
    tokens = call.context.copy_tokens
    token = "".join(secrets.choice(_TOKEN_ALPHABET) for _ in range(_TOKEN_LENGTH))
    tokens[token] = source
    while len(tokens) > _MAX_TOKENS:
        del tokens[next(iter(tokens))]
    return token


@METHODS.method("admin.vm.volume.CloneTo", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def volume_clone_to(call: Call) -> None:
    untrusted_token = call.ascii_payload().strip()
    source = call.context.copy_tokens.pop(untrusted_token, None)
    if source is None:
        raise QubesVolumeCopyTokenNotFoundError("no such token, or it has been used")
    volume = find_volume(call)
    _require_own_data(call, volume)
    _require_halted(call.qube)
    with named(call):
        await call.qube.storage.import_volume(volume, source.volume, source.revision)
    await save_done(call, "has the copied data")


# -- data in and out; the client itself reads and writes the path (section 4.3)


@INTERNAL_METHODS.method("internal.vm.volume.ImportBegin", arg=Use.REQUIRED, payload=Use.OPTIONAL)
async def import_begin(call: Call) -> str:
    """Payload: empty for the present size, or a size; ours also how much data will come."""
    volume = find_volume(call)
    untrusted_size, _, untrusted_data = call.ascii_payload().partition(" ")
    size = parse_int(untrusted_size) if untrusted_size else volume.size
    _require_possible(size)
    if untrusted_data:
        with named(call):
            what = f"the data for volume {volume.name}"
            await in_thread(volume.pool.require_room, what, parse_int(untrusted_data))
    return f"{size} {await _begin_import(call, volume, size)}"


@METHODS.method("admin.vm.volume.Clear", arg=Use.REQUIRED)
async def volume_clear(call: Call) -> None:
    """An import of nothing but zeros at the present size."""
    volume = find_volume(call)
    await _begin_import(call, volume, volume.size)
    await _end_import(call, volume, accept=True)
    await save_done(call, "is empty")


async def _begin_import(call: Call, volume: Volume, size: int) -> str:
    """The path for the new data. Raises when the qube runs or another import is under way."""
    _require_halted(call.qube)
    if not volume.save_on_stop:
        raise _nothing_own(call, volume)
    # A second import would be mixed up with one that is still being written.
    with storage_errors():
        await call.qube.storage.refuse_importing(volume.name)
    await call.qube.fire("domain-volume-import-begin", volume=volume.name, size=size)
    try:
        _require_halted(call.qube)  # somebody may have started it meanwhile
        with named(call):
            return await call.qube.storage.import_data(volume, size)
    except BaseException:
        await call.qube.fire("domain-volume-import-end", volume=volume.name, success=False)
        raise


async def _end_import(call: Call, volume: Volume, accept: bool) -> None:
    """Take the new data, or keep what was; whatever happens, tell."""
    success = False
    try:
        with named(call):
            await call.qube.storage.import_data_end(volume, accept)
        success = accept
    finally:
        await call.qube.fire("domain-volume-import-end", volume=volume.name, success=success)


@INTERNAL_METHODS.method("internal.vm.volume.ImportEnd", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def import_end(call: Call) -> None:
    volume = find_volume(call)
    verdict, _, untrusted_reason = call.untrusted_payload.partition(b"\n")
    if verdict not in {b"ok", b"fail"} or (verdict == b"ok" and untrusted_reason):
        raise ProtocolError("expected 'ok', or 'fail' and a reason on the next line")
    if volume.name not in call.qube.storage.imports:
        raise StoragePoolException(
            f"no import into volume {volume.name} of qube {call.qube.name} is in progress; if one "
            "was, qubesd has begun anew since then, and the volume is what it was before"
        )
    await _end_import(call, volume, accept=verdict == b"ok")
    if verdict != b"ok":
        reason = untrusted_reason.decode("utf-8", "replace")
        raise QubesException(f"Data import failed: {reason}")
    if call.qube.is_incomplete:
        volume.note_restore()
    await save_done(call, "has the new data")


@INTERNAL_METHODS.method("internal.vm.volume.ExportBegin", arg=Use.REQUIRED)
async def export_begin(call: Call) -> str:
    volume = find_volume(call)
    with _own_data(call, volume):
        path = await call.qube.storage.export(volume)
    call.context.exports.append(Export(volume, path))
    return f"{volume.size} {path}"


@INTERNAL_METHODS.method("internal.vm.volume.ExportEnd", arg=Use.REQUIRED, payload=Use.REQUIRED)
async def export_end(call: Call) -> None:
    # Only a path that was handed out comes back to the driver, which may delete it.
    export = Export(find_volume(call), call.untrusted_payload.decode("utf-8", "replace"))
    if export not in call.context.exports:
        raise QubesValueError("no export of that volume with that path is open")
    call.context.exports.remove(export)
    with named(call):
        await call.qube.storage.export_end(export.volume, export.path)
