"""What happened to a qube's data: earlier states of its volumes, backups that have it, restores."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.catalogue import BackupRecord, CatalogueError
from qubesmanager.client import revisions
from qubesmanager.client.connection import Connection
from qubesmanager.client.restores import Restored, restores
from qubesmanager.client.revisions import Revision
from qubesmanager.client.system import QubeInfo
from qubesmanager.protocol import QubesException

_TELLING_RECORDS = 5


@dataclass(frozen=True)
class Seen:
    """A change that a window saw: a setting's name and values, or ``started``, ``paused``…"""

    what: str
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True)
class Happening:
    """``backup``, ``restored``, ``revision`` of ``volume``, or ``seen``; ``when_s`` is since the
    epoch."""

    when_s: float
    backup: BackupRecord | None = None
    restored: Restored | None = None
    volume: str = ""
    revision: Revision | None = None
    seen: Seen | None = None


async def backups(connection: Connection) -> list[BackupRecord]:
    """The catalogue of this store, oldest first; a dom0's daemon keeps none. QubesException."""
    if connection.home is None:
        return []
    try:
        return await asyncio.to_thread(catalogue.read, connection.home)
    except CatalogueError as error:
        raise QubesException(str(error)) from error


async def forget(connection: Connection, record: BackupRecord) -> None:
    """Take a backup out of that list; its file is nobody's business here. QubesException."""
    assert connection.home is not None, "a dom0's daemon keeps no list"
    try:
        await asyncio.to_thread(catalogue.forget, connection.home, record)
    except CatalogueError as error:
        raise QubesException(str(error)) from error


def compressed_share(
    records: Sequence[BackupRecord], compression: bool | str, names: Collection[str]
) -> float | None:
    """What part of its data an archive of those qubes is likely to take, by earlier ones.

    The newest ones made with the same compression count, those with one of the qubes before
    others. None where nothing is known.
    """
    method = compression if isinstance(compression, str) else ("gzip" if compression else "none")
    alike = [r for r in records if r.compression == method and r.data_bytes and r.size_bytes]
    near = [record for record in alike if not set(names).isdisjoint(record.qubes)]
    newest = (near or alike)[-_TELLING_RECORDS:]
    data_bytes = sum(record.data_bytes for record in newest)
    return sum(record.size_bytes for record in newest) / data_bytes if newest else None


async def of_qube(connection: Connection, info: QubeInfo) -> list[Happening]:
    """Newest first. Raises AdminError."""
    found = [
        Happening(record.finished_s, backup=record)
        for record in await backups(connection)
        if info.name in record.qubes
    ]
    found += [
        Happening(restored.time_s, restored=restored)
        for restored in await restores(connection, info.name)
    ]
    for volume in info.volumes:
        if volume.save_on_stop:
            states = await revisions.revisions(connection, info.name, volume.name)
            found += [
                Happening(kept_s(state), volume=volume.name, revision=state) for state in states
            ]
    return newest_first(found)


def newest_first(found: Iterable[Happening]) -> list[Happening]:
    return sorted(found, key=lambda happening: happening.when_s, reverse=True)


def kept_s(revision: Revision) -> float:
    """When that state was put aside, where it was noted; else the time of its data."""
    return _seconds(revision.kept) or time_s(revision)


def time_s(revision: Revision) -> float:
    """When its data were last changed; 0 where the daemon gave no time."""
    return _seconds(revision.time or "")


def _seconds(text: str) -> float:
    """Since the epoch; the daemon's times are UTC whether they say so or not."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0.0
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
