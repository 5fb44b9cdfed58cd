"""A backup run: what goes in, the writer in its thread, progress, result (admin-api.md 4.5).

The volumes are exported first, all of them, so that their sizes stand in the archive's
``qubes.xml``; then the writer reads them in a thread. Whatever happens, every export is ended, and
no half archive keeps its name: it is called ``….incomplete`` until it is whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import AsyncIterator, Sequence

from qubesmanager.backend.app import App
from qubesmanager.backend.backup.errors import BackupCancelled, BackupError
from qubesmanager.backend.backup.scrypt_container import STOCK_COST, Cost
from qubesmanager.backend.backup.target import FileTarget
from qubesmanager.backend.backup.writer import (
    ArchiveFile,
    FileReport,
    Progress,
    VolumeSource,
    WriteOptions,
    check_passphrase,
    declared_bytes,
    stored_bytes,
    write_archive,
)
from qubesmanager.backend.backup_profile import Profile, Skipped
from qubesmanager.backend.backup_report import (
    JobState,
    QubeResult,
    Report,
    RowStatus,
    VolumeResult,
)
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.qube.firewall_file import firewall_xml
from qubesmanager.backend.storage import StoragePoolException, Volume
from qubesmanager.backend.storage.threads import in_thread
from qubesmanager.protocol import BackupCancelledError, QubesException

log = logging.getLogger(__name__)

_TELL_INTERVAL_S = 1.0


def saved_volumes(qube: Qube) -> dict[str, Volume]:
    """The volumes of a qube that a backup takes in: those whose data lasts."""
    return {name: volume for name, volume in qube.volumes.items() if volume.save_on_stop}


class BackupJob:
    """One run of one profile. ``report`` tells how it stands at any time."""

    def __init__(
        self,
        app: App,
        profile: Profile,
        qubes: Sequence[Qube],
        skipped: Sequence[Skipped] = (),
        cost: Cost = STOCK_COST,
    ) -> None:
        self._app = app
        self._profile = profile
        self._qubes = qubes
        self._options = WriteOptions(cost=cost, compression=profile.compression)
        self._stop = threading.Event()
        self._progress: Progress | None = None
        rows = {
            qube.name: QubeResult(
                qube.name,
                volumes=[VolumeResult(name, v.size) for name, v in saved_volumes(qube).items()],
            )
            for qube in qubes
        }
        self._rows = rows
        self.report = Report(str(profile.destination_path), qubes=list(rows.values()))
        self.report.qubes += [
            QubeResult(item.qube.name, RowStatus.SKIPPED, item.reason) for item in skipped
        ]

    def cancel(self) -> None:
        """Ask for the end; ``run`` then raises BackupCancelledError."""
        self._stop.set()

    async def run(self) -> None:
        """Write the archive. BackupCancelledError, or QubesException with the cause."""
        log.info("backup %r begins, %d qubes", self._profile.name, len(self._qubes))
        try:
            await self._archive()
        except BackupCancelled as error:
            self.report.settle(JobState.CANCELLED, "the backup was cancelled")
            log.info("backup %r was cancelled", self._profile.name)
            raise BackupCancelledError("the backup was cancelled") from error
        except (BackupError, StoragePoolException, QubesException, OSError) as error:
            self.report.settle(JobState.FAILED, str(error))
            log.warning("backup %r failed", self._profile.name, exc_info=True)
            raise QubesException(str(error)) from error
        except BaseException:
            self.report.settle(JobState.FAILED, "internal error, see the log of qubesd")
            raise
        self.report.settle(JobState.DONE)
        log.info("backup %r is done: %s", self._profile.name, self.report.target)
        await self._note_time()

    async def _archive(self) -> None:
        async with contextlib.AsyncExitStack() as exports:
            files: list[ArchiveFile] = []
            features: dict[str, dict[str, str]] = {}
            for qube in self._qubes:
                exports.enter_context(qube.held("it is being backed up"))
            for qube in self._qubes:
                own = await self._files(qube, exports)
                size_bytes, data_bytes = await in_thread(_sizes, own)
                features[qube.name] = {
                    "backup-content": "1",
                    "backup-path": _folder(qube),
                    "backup-size": str(size_bytes),
                }
                self.report.total_bytes += data_bytes
                files += own
            qubes_xml = self._app.to_xml({qube.name for qube in self._qubes}, features)
            async with self._telling():
                written = await in_thread(self._write, qubes_xml, files)
        for file in written:
            for volume in self._rows[file.label].volumes:
                if volume.name == file.part:
                    volume.bytes = file.data_bytes
        self.report.done_bytes = self.report.total_bytes

    async def _files(self, qube: Qube, exports: contextlib.AsyncExitStack) -> list[ArchiveFile]:
        """What is stored of a qube; ``exports`` ends what has to be ended afterwards."""
        folder = _folder(qube)
        files = []
        for name, volume in saved_volumes(qube).items():
            try:
                path = await qube.storage.export(volume)
            except (StoragePoolException, NotImplementedError, OSError) as error:
                raise QubesException(
                    f"volume {name} of qube {qube.name} cannot be read: {error}"
                ) from error
            exports.push_async_callback(qube.storage.export_end, volume, path)
            source = VolumeSource(path, volume.size)
            files.append(ArchiveFile(f"{folder}{name}.img", source, qube.name, name))
        if not files:
            files.append(ArchiveFile(f"{folder}empty", b"", qube.name, ""))
        files += [
            ArchiveFile(folder + name, data, qube.name, "")
            for name, data in (await _small_files(qube)).items()
        ]
        return files

    def _write(self, qubes_xml: bytes, files: Sequence[ArchiveFile]) -> list[FileReport]:
        """Blocking, in a thread."""
        assert self._profile.passphrase is not None
        # How well data compresses is not known beforehand, so only then is the need certain.
        needed_bytes = self.report.total_bytes if self._options.compression == "none" else 0
        with FileTarget(str(self._profile.destination_path), needed_bytes) as target:
            self.report.target = target.path
            written = write_archive(
                target.file,
                qubes_xml,
                files,
                self._profile.passphrase,
                self._options,
                self._on_progress,
                self._stop,
            )
            target.commit()
        return written

    def _on_progress(self, progress: Progress) -> None:
        """Called in the writer's thread: one assignment, which the loop looks at."""
        self._progress = progress

    # -- telling

    @contextlib.asynccontextmanager
    async def _telling(self) -> AsyncIterator[None]:
        """Events of the progress, once a second, and a last one at the end."""
        task = asyncio.create_task(self._tell_repeatedly())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])
            await self._tell()

    async def _tell_repeatedly(self) -> None:
        while True:
            await asyncio.sleep(_TELL_INTERVAL_S)
            await self._tell()

    async def _tell(self) -> None:
        progress = self._progress
        if progress is None or not progress.total_bytes:
            return
        self.report.done_bytes = progress.done_bytes
        fire, name = self._app.events.fire, self._profile.name
        percent = 100 * progress.done_bytes / progress.total_bytes
        await fire(self._app, "backup-progress", backup_profile=name, progress=percent)
        await fire(
            self._app,
            "backup-job-progress",
            backup_profile=name,
            done_bytes=progress.done_bytes,
            total_bytes=progress.total_bytes,
            qube=progress.qube,
            volume=progress.volume,
        )

    async def _note_time(self) -> None:
        """Set ``backup_timestamp`` of what was saved. A failure does not undo the archive."""
        now = int(time.time())
        try:
            for qube in self._qubes:
                qube.properties.put("backup_timestamp", now)
                qube.changed()
            await self._app.save()
        except OSError as error:
            log.exception("the time of the backup could not be noted")
            self.report.message = f"the archive is whole, but its time was not noted: {error}"
        for qube in self._qubes:
            await self._app.events.fire(
                qube, "property-set:backup_timestamp", name="backup_timestamp", newvalue=now
            )


def check_writable(profile: Profile) -> None:
    """QubesException for a profile without a passphrase, or with one that nobody could type."""
    if profile.passphrase is None:
        raise QubesException(f"backup profile {profile.name!r} has no passphrase_text")
    try:
        check_passphrase(profile.passphrase)
    except BackupError as error:
        raise QubesException(str(error)) from error


def _folder(qube: Qube) -> str:
    return f"vm{qube.qid}/"


def _sizes(files: Sequence[ArchiveFile]) -> tuple[int, int]:
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
