"""A backup run: what goes in, the writer in its thread, progress, result (admin-api.md 4.5).

The volumes are exported first, all of them, so that their sizes stand in the archive's
``qubes.xml``; then the writer reads them in a thread. Whatever happens, every export is ended, and
no half archive keeps its name: it is called ``….incomplete`` until it is whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import logging
import os
import threading
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from qubesmanager.backend.abandonable import Abandoned, run_abandonable
from qubesmanager.backend.app import App
from qubesmanager.backend.backup import catalogue
from qubesmanager.backend.backup.errors import ArchiveIOError, BackupCancelled, BackupError
from qubesmanager.backend.backup.scrypt_container import STOCK_COST, Cost
from qubesmanager.backend.backup.sheet import SHEET_NAME, emergency_sheet
from qubesmanager.backend.backup.target import SUFFIX, Target, find_leftovers, free_bytes
from qubesmanager.backend.backup.writer import (
    ArchiveFile,
    FileReport,
    Progress,
    SourceError,
    WriteOptions,
    check_passphrase,
    new_backup_id,
    write_archive,
)
from qubesmanager.backend.backup_files import (
    ADMIN_VM,
    HOME,
    backup_path,
    home_files,
    saved_volumes,
    sizes,
)
from qubesmanager.backend.backup_profile import Profile, Skipped
from qubesmanager.backend.backup_report import (
    JobState,
    QubeResult,
    Report,
    RowStatus,
    VolumeResult,
)
from qubesmanager.backend.backup_running import RunningQubes
from qubesmanager.backend.backup_target import ServiceCommand, open_target, target_name
from qubesmanager.backend.qube.base import Qube
from qubesmanager.backend.storage import StoragePoolException
from qubesmanager.backend.storage.threads import in_thread
from qubesmanager.protocol import BackupCancelledError, QubesException
from qubesmanager.sizes import format_unlike

log = logging.getLogger(__name__)

_TELL_INTERVAL_S = 1.0
_STALL_S = 60.0
# A cancelled writer ends within a second, unless the target holds it in the kernel.
_CANCEL_GRACE_S = 1.5


class BackupJob:
    """One run of one profile. ``report`` tells how it stands at any time."""

    def __init__(
        self,
        app: App,
        profile: Profile,
        qubes: Sequence[Qube],
        skipped: Sequence[Skipped] = (),
        cost: Cost = STOCK_COST,
        service_command: ServiceCommand | None = None,
    ) -> None:
        self._app = app
        self._profile = profile
        # The home of dom0 stands last in an archive.
        self._qubes = sorted(qubes, key=lambda qube: qube.name == ADMIN_VM)
        self._service_command = service_command
        self._options = WriteOptions(cost=cost, compression=profile.compression)
        self._stop = threading.Event()
        self._progress: Progress | None = None
        self._told: Progress | None = None
        self._last_bytes = 0
        self._last_moved_s = 0.0
        rows = {
            qube.name: QubeResult(
                qube.name,
                volumes=[VolumeResult(name, v.size) for name, v in saved_volumes(qube).items()],
            )
            for qube in self._qubes
        }
        if ADMIN_VM in rows:
            rows[ADMIN_VM].volumes = [VolumeResult(HOME, 0)]
        self._rows = rows
        place = "" if profile.destination_vm == ADMIN_VM else profile.destination_vm
        if profile.destination_command:
            place = "command"
        self.report = Report(target_name(profile), qubes=list(rows.values()), place=place)
        self.report.qubes += [
            QubeResult(
                item.qube.name, RowStatus.FAILED if item.is_lost else RowStatus.SKIPPED, item.reason
            )
            for item in skipped
        ]

    def cancel(self) -> None:
        """Ask for the end; ``run`` then raises BackupCancelledError."""
        self._stop.set()

    async def run(self) -> None:
        """Write the archive. BackupCancelledError, or QubesException with the cause."""
        await self.say("")
        log.info("backup %r begins, %d qubes", self._profile.name, len(self._qubes))
        try:
            await self._archive()
        except BackupCancelled as error:
            self.settle_cancelled()
            raise BackupCancelledError("the backup was cancelled") from error
        except Abandoned as error:
            self.settle_cancelled()
            self.report.notes.append(
                f"The target does not answer: {self.report.target}{SUFFIX} is removed when it does."
            )
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
        if self.report.sha256:
            await self._note_in_catalogue()

    def settle_cancelled(self) -> None:
        """The run ends, or never begins, since it was cancelled."""
        self.report.settle(JobState.CANCELLED, "the backup was cancelled")
        log.info("backup %r was cancelled", self._profile.name)

    @property
    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    async def _archive(self) -> None:
        async with contextlib.AsyncExitStack() as exports:
            files: list[ArchiveFile] = []
            features: dict[str, dict[str, str]] = {}
            for qube in self._qubes:
                exports.enter_context(qube.held("it is being backed up"))
            running = RunningQubes(self._profile.running, self._rows, self._stop)
            exports.push_async_callback(running.start_rest)
            await running.shut_down(self._qubes)
            for qube in list(self._qubes):
                try:
                    if qube.name == ADMIN_VM:
                        own = home_files(qube, await in_thread(self._not_in_home))
                    else:
                        own = await running.files(qube, exports)
                    size_bytes, data_bytes = await in_thread(sizes, own)
                except (QubesException, SourceError) as error:
                    self._leave_out(qube, error)
                    continue
                features[qube.name] = {
                    "backup-content": "1",
                    "backup-path": backup_path(qube),
                    "backup-size": str(size_bytes),
                }
                self.report.total_bytes += data_bytes
                files += own
            await running.start_early()
            qubes_xml = self._app.to_xml({qube.name for qube in self._qubes}, features)
            await in_thread(self._look_at_target)
            async with self._telling():
                body = functools.partial(self._write, qubes_xml, files)
                written = await run_abandonable(body, self._stop, _CANCEL_GRACE_S)
        for file in written:
            row = self._rows[file.label]
            self.report.notes += [f"{file.label}: {note}" for note in file.notes]
            for volume in row.volumes:
                if volume.name == file.part:
                    volume.bytes = file.data_bytes
                    volume.size = volume.size or file.size_bytes
        self.report.done_bytes = self.report.total_bytes

    def _leave_out(self, qube: Qube, error: Exception) -> None:
        """It cannot be read, which keeps no other from being saved; the last one's error is raised.

        Nothing of it has been written yet.
        """
        self._qubes.remove(qube)
        if not self._qubes:
            raise error
        log.warning("backup %r goes on without %r: %s", self._profile.name, qube.name, error)
        self._rows[qube.name].settle(RowStatus.FAILED, str(error))

    def _not_in_home(self) -> list[str]:
        """Places that the home's backup leaves out: archives, this one and those before, the store.

        Blocking.
        """
        places = [str(self._app.home), *self._earlier_archives()]
        if self._profile.is_local:
            path = Path(self._profile.destination_path)
            places += [str(path), f"{path}{SUFFIX}"] if not path.is_dir() else []
        return places

    def _earlier_archives(self) -> list[str]:
        """In the home; each backup would hold all those before it."""
        try:
            records = catalogue.read(self._app.home)
        except catalogue.CatalogueError as error:
            log.warning("earlier archives are not left out: %s", error)
            return []
        home = Path.home()
        here = {record.target for record in records if not record.place}
        inside = [a for a in here if Path(a).is_relative_to(home) and Path(a).is_file()]
        if inside:
            self.report.notes.append(
                f"{len(inside)} archives of earlier backups in {home} are left out."
                if len(inside) > 1
                else f"The archive of an earlier backup, {inside[0]}, is left out."
            )
        return inside

    def _look_at_target(self) -> None:
        """Blocking: what the person should know of the target before the long part."""
        if not self._profile.is_local:
            return
        path = Path(self._profile.destination_path)
        folder = str(path if path.is_dir() else path.parent)
        leftovers = find_leftovers(folder)
        self.report.leftovers = [item.path for item in leftovers if item.path != f"{path}{SUFFIX}"]
        if not Path(folder).is_dir():
            return  # said when the target is opened
        free = free_bytes(folder)
        if free < self.report.total_bytes:
            has, data = format_unlike(free, self.report.total_bytes)
            self.report.notes.append(
                f"The disk of {folder} has {has} free, and the qubes have {data} of data: the"
                " backup fits only if it can be compressed well enough."
            )

    def _write(self, qubes_xml: bytes, files: Sequence[ArchiveFile]) -> list[FileReport]:
        """Blocking, in a thread."""
        assert self._profile.passphrase is not None
        # How well data compresses is not known beforehand, so only then is the need certain.
        needed_bytes = self.report.total_bytes if self._options.compression == "none" else 0
        opened = open_target(self._profile, needed_bytes, self._stop, self._service_command)
        self.report.backup_id = new_backup_id()
        with opened as target:
            self.report.target = target.path
            written = write_archive(
                target.file,
                qubes_xml,
                files,
                self._profile.passphrase,
                dataclasses.replace(self._options, backup_id=self.report.backup_id),
                self._on_progress,
                self._stop,
            )
            target.commit()
        self._finish(target, files)
        return written

    def _finish(self, target: Target, files: Sequence[ArchiveFile]) -> None:
        """The archive is whole: what fails from now on is a note."""
        self.report.target = target.path
        self.report.location = target.location
        try:
            self.report.archive_bytes, self.report.sha256 = target.digest()
            if self._profile.emergency_sheet and self._profile.is_local:
                self.report.sheet = self._write_sheet(target.path, files)
        except (ArchiveIOError, OSError) as error:
            log.warning("after the backup", exc_info=True)
            self.report.notes.append(f"The archive is whole, but: {error}")

    def _write_sheet(self, archive: str, files: Sequence[ArchiveFile]) -> str:
        """README-RESTORE.txt beside the archive; under a longer name where there is one."""
        text = emergency_sheet(
            archive,
            [file.member for file in files],
            self._options.compression,
            self._options.cost.log_n,
            f"{time.strftime('%Y-%m-%d')}",
        )
        folder, _, name = archive.rpartition("/")
        for sheet in (f"{folder}/{SHEET_NAME}", f"{archive}.{SHEET_NAME}"):
            with (
                contextlib.suppress(FileExistsError),
                open(sheet, "x", encoding="utf-8") as file,
            ):
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
                return sheet
        raise OSError(f"{name}.{SHEET_NAME} is there already")

    def _on_progress(self, progress: Progress) -> None:
        """Called in the writer's thread: one assignment, which the loop looks at."""
        self._progress = progress

    # -- telling

    @contextlib.asynccontextmanager
    async def _telling(self) -> AsyncIterator[None]:
        """Events of the progress, once a second while it moves, and a last one at the end."""
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
        await self._watch_for_stall(progress.done_bytes)
        self.report.done_bytes = progress.done_bytes
        if progress == self._told:
            return
        self._told = progress
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

    async def say(self, message: str) -> None:
        """What it waits for, "" for nothing. Clients hear when that begins and ends."""
        waited, self.report.message = bool(self.report.message), message
        if bool(message) == waited:
            return
        if message:
            log.warning("backup %r: %s", self._profile.name, message)
        await self._app.events.fire(
            self._app,
            "backup-job-message",
            backup_profile=self._profile.name,
            message=message,
        )

    async def _watch_for_stall(self, done_bytes: int) -> None:
        """The report says so when nothing has moved for a minute."""
        now_s = time.monotonic()
        if done_bytes != self._last_bytes or not self._last_moved_s:
            self._last_bytes, self._last_moved_s = done_bytes, now_s
            await self.say("")
        elif now_s - self._last_moved_s >= _STALL_S:
            still_s = now_s - self._last_moved_s
            await self.say(f"nothing could be written for {still_s:.0f} seconds")

    async def _note_in_catalogue(self) -> None:
        record = catalogue.BackupRecord(
            target=self.report.target,
            finished_s=int(time.time()),
            qubes=[qube.name for qube in self._qubes],
            place=self.report.place,
            size_bytes=self.report.archive_bytes,
            sha256=self.report.sha256,
            profile=self._profile.name,
            compression=self._options.compression,
            data_bytes=self.report.total_bytes,
            will_verify=self._profile.will_verify,
            backup_id=self.report.backup_id,
        )
        try:
            await in_thread(catalogue.add, self._app.home, record)
        except catalogue.CatalogueError as error:
            log.warning("the backup is not in the catalogue", exc_info=True)
            self.report.notes.append(f"The backup is not in the list of backups: {error}")

    def _stamp(self, qube: Qube, now: int) -> dict[str, object]:
        """What the events of ``backup_timestamp`` tell (section 3, note 1)."""
        told: dict[str, object] = {"name": "backup_timestamp", "newvalue": now}
        old = qube.properties.kept("backup_timestamp")
        return told if old is None else {**told, "oldvalue": old}

    async def _note_time(self) -> None:
        """Set ``backup_timestamp`` of what was saved. A failure does not undo the archive."""
        now = int(time.time())
        qubes = [qube for qube in self._qubes if qube.name != ADMIN_VM]
        told = {qube.name: self._stamp(qube, now) for qube in qubes}
        for qube in qubes:
            await self._app.events.fire(
                qube, "property-pre-set:backup_timestamp", **told[qube.name]
            )
        try:
            for qube in qubes:
                qube.properties.put("backup_timestamp", now)
                qube.changed()
            await self._app.save()
        except OSError as error:
            log.exception("the time of the backup could not be noted")
            self.report.message = f"the archive is whole, but its time was not noted: {error}"
        for qube in qubes:
            await self._app.events.fire(qube, "property-set:backup_timestamp", **told[qube.name])


def check_writable(profile: Profile) -> None:
    """QubesException for a profile without a passphrase, or with one that nobody could type."""
    if profile.passphrase is None:
        raise QubesException(f"backup profile {profile.name!r} has no passphrase_text")
    try:
        check_passphrase(profile.passphrase)
    except BackupError as error:
        raise QubesException(str(error)) from error
