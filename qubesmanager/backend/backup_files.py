"""What a backup stores of a qube: volumes, small files, and for dom0 a home directory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pwd
from collections.abc import Collection, Sequence
from pathlib import Path

from qubesmanager.backend.backup.home_tar import home_source
from qubesmanager.backend.backup.writer import (
    ArchiveFile,
    VolumeSource,
    declared_bytes,
    stored_bytes,
)
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.firewall_file import firewall_xml
from qubesmanager.backend.storage import StoragePoolException, Volume
from qubesmanager.backend.storage.threads import in_thread
from qubesmanager.protocol import QubesException

ADMIN_VM = "dom0"
HOME = "home"


def saved_volumes(qube: Qube) -> dict[str, Volume]:
    """The volumes of a qube that a backup takes in: those whose data lasts."""
    return {name: volume for name, volume in qube.volumes.items() if volume.save_on_stop}


def backup_path(qube: Qube) -> str:
    """The feature of that name: where in the archive the qube's files are."""
    if qube.name == ADMIN_VM:
        return f"dom0-home/{pwd.getpwuid(os.getuid()).pw_name}"
    return f"vm{qube.qid}/"


async def qube_files(
    qube: Qube, exports: contextlib.AsyncExitStack, *, now: bool = False
) -> list[ArchiveFile]:
    """What is stored of a qube; ``exports`` ends what has to be ended afterwards.

    Committed data, or, with ``now``, what a running qube has written until now, of all volumes as
    near to one moment as they can be had.
    """
    folder = backup_path(qube)
    files = []
    for name, path in (await _exported(qube, exports, now=now)).items():
        # Not the volume's size: that of a qube which runs may have grown since its last stop.
        source = VolumeSource(path, await in_thread(size_bytes, path))
        files.append(ArchiveFile(f"{folder}{name}.img", source, qube.name, name))
    if not files:
        files.append(ArchiveFile(f"{folder}empty", b"", qube.name, ""))
    files += [
        ArchiveFile(folder + name, data, qube.name, "")
        for name, data in (await _small_files(qube)).items()
    ]
    return files


async def _exported(qube: Qube, exports: contextlib.AsyncExitStack, *, now: bool) -> dict[str, str]:
    """Paths by the names of volumes, all asked for at once. QubesException when one is refused."""
    export = qube.storage.export_now if now else qube.storage.export

    async def export_one(volume: Volume) -> str:
        path = await export(volume)
        exports.push_async_callback(qube.storage.export_end, volume, path)
        return path

    volumes = saved_volumes(qube)
    answers = await asyncio.gather(*map(export_one, volumes.values()), return_exceptions=True)
    paths: dict[str, str] = {}
    for name, answer in zip(volumes, answers, strict=True):
        if isinstance(answer, StoragePoolException | NotImplementedError | OSError):
            raise QubesException(
                f"volume {name} of qube {qube.name} cannot be read: {answer}"
            ) from answer
        if isinstance(answer, BaseException):
            raise answer
        paths[name] = answer
    return paths


def size_bytes(path: str) -> int:
    """Blocking: of a file or block device. QubesException when it cannot be opened."""
    try:
        with open(path, "rb") as file:
            return file.seek(0, os.SEEK_END)
    except OSError as error:
        raise QubesException(f"{path} cannot be opened: {error.strerror}") from error


def home_files(admin: Qube, excluded: Collection[str]) -> list[ArchiveFile]:
    """The home of the user that qubesd runs as, without the archive and the store."""
    source = home_source(str(Path.home()), excluded)
    return [ArchiveFile(backup_path(admin), source, admin.name, HOME)]


def sizes(files: Sequence[ArchiveFile]) -> tuple[int, int]:
    """Blocking: what the archive declares for these files, and the data in them, in bytes."""
    return (
        sum(declared_bytes(file.source) for file in files),
        sum(stored_bytes(file.source) for file in files),
    )


async def _small_files(qube: Qube) -> dict[str, bytes]:
    """Files beside the volumes: firewall, notes, menu (backup-format.md 1.1)."""
    files = {}
    if await asyncio.to_thread(qube.firewall.path.exists):
        files["firewall.xml"] = firewall_xml(await qube.firewall.rules())
    notes = await qube.read_notes()
    if notes:
        files["notes.txt"] = notes.encode()
    menu = qube.features.get("menu-items", "").split()
    if menu:
        files["whitelisted-appmenus.list"] = "".join(f"{item}\n" for item in menu).encode()
    return files
