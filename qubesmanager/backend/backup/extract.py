"""One volume out of an archive, for people who have nothing but the archive.

The same pass as a restore makes, with one file to go to instead of a qube: everything is checked,
and the image is complete or not there.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

from .archive_pass import ArchivePass, OnProgress
from .errors import (
    ArchiveIOError,
    BackupCancelled,
    BackupError,
    DamagedArchive,
    ServiceAbsent,
    TargetError,
)
from .home_tree import HomeTree
from .open_file import VolumeReceiver
from .plan import HostState, QubeRow, RestorePlan, Status, VolumeRow
from .plan_making import make_plan
from .reader import BackupReader

_ZEROS = bytes(1 << 20)
_UNFINISHED = ".incomplete"
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS)


class NoSuchVolume(BackupError):
    """The archive has no volume of that name."""

    kind = "not-found"


class ImageFile:
    """A new sparse file, under another name until it is complete. Errors: TargetError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unfinished = path.with_name(path.name + _UNFINISHED)
        if os.path.lexists(path):
            raise self._failed(FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)))
        try:
            self._file = open(self._unfinished, "xb", buffering=0)  # noqa: SIM115 - kept open
        except OSError as error:
            raise self._failed(error) from error
        os.fchmod(self._file.fileno(), 0o600)
        self._size_bytes = 0

    def begin(self, size_bytes: int) -> None:
        """Nothing is written of what the file system could not hold anyway."""
        self._size_bytes = size_bytes
        try:
            self._file.seek(size_bytes)
            self._file.seek(0)
        except OSError as error:
            # EINVAL: no file there can be that large.
            raise TargetError(
                f"{self._path} cannot be written: the file system has room for no file of"
                f" {size_bytes} bytes."
            ) from error

    def data(self, piece: memoryview) -> None:
        try:
            while piece:
                piece = piece[self._file.write(piece) or 0 :]
        except OSError as error:
            raise self._failed(error) from error

    def hole(self, length_bytes: int) -> None:
        self._file.seek(length_bytes, os.SEEK_CUR)

    def complete(self) -> None:
        """Nothing that exists is ever replaced."""
        try:
            if self._file.tell() != self._size_bytes:
                raise DamagedArchive("it is shorter than its size")
            self._file.truncate(self._size_bytes)
            os.fsync(self._file.fileno())
            self._name()
        except OSError as error:
            raise self._failed(error) from error
        finally:
            self.fail("")

    def fail(self, reason: str) -> None:
        """Remove what is not complete; silent when that was done."""
        if not self._file.closed:
            self._file.close()
            self._unfinished.unlink(missing_ok=True)

    def _name(self) -> None:
        try:
            os.link(self._unfinished, self._path)
        except OSError as error:
            # FAT and its kin have no links, and so no way to be sure: the last look is just before.
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(self._path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
            os.rename(self._unfinished, self._path)

    def _failed(self, error: OSError) -> TargetError:
        return TargetError(f"{self._path} cannot be written: {error.strerror}.")


class ImageStream:
    """A volume to a descriptor that can only be written on, as a pipe. Errors: TargetError.

    What went out cannot be taken back: only ``complete`` tells that it was all.
    """

    def __init__(self, descriptor: int, name: str, stop: Event) -> None:
        self._descriptor = descriptor
        self._name = name
        self._stop = stop
        self._left_bytes = 0

    def begin(self, size_bytes: int) -> None:
        self._left_bytes = size_bytes

    def data(self, piece: memoryview) -> None:
        self._left_bytes -= len(piece)
        try:
            while piece:
                piece = piece[os.write(self._descriptor, piece) :]
        except OSError as error:
            raise TargetError(f"{self._name} cannot be written: {error.strerror}.") from error

    def hole(self, length_bytes: int) -> None:
        for start in range(0, length_bytes, len(_ZEROS)):
            if self._stop.is_set():
                raise BackupCancelled("It was cancelled.")
            self.data(memoryview(_ZEROS)[: length_bytes - start])

    def complete(self) -> None:
        if self._left_bytes:
            raise DamagedArchive("it is shorter than its size")

    def fail(self, reason: str) -> None:
        """Who reads it is told by the command's end."""


def extract_volume(
    reader: BackupReader,
    qube: str,
    volume: str,
    file: VolumeReceiver,
    on_progress: OnProgress,
    stop: Event,
) -> VolumeRow:
    """Write one volume. Blocks; call it from a thread. Raises BackupError; the file is then gone.

    ``plan_of_volume`` tells beforehand whether there is such a volume.
    """
    run = _Extraction(reader, plan_of_volume(reader, qube, volume), file, on_progress, stop)
    try:
        run.run()
    finally:
        file.fail("it was not read to its end")
    (row,) = run.plan.selected
    (result,) = row.volumes
    if result.status is not Status.RESTORED:
        raise _failure(f"{qube}:{volume}", result)
    return result


def _failure(name: str, result: VolumeRow) -> BackupError:
    """Only a damaged archive is called that."""
    reason = result.reason.rstrip(".")
    if result.kind == TargetError.kind:
        return TargetError(f"{reason}.")
    if result.kind in (ArchiveIOError.kind, ServiceAbsent.kind):
        return ArchiveIOError(f"{name} could not be read: {reason}.")
    return DamagedArchive(f"{name} is damaged: {reason}.")


def plan_of_volume(reader: BackupReader, qube: str, volume: str) -> RestorePlan:
    """A plan of that volume alone. Raises NoSuchVolume, naming those that there are."""
    plan = make_plan(reader.contents, HostState())
    for row in plan.rows:
        row.selected = row.name == qube and row.klass != "AdminVM"
        row.status = Status.PENDING
    names = [f"{row.name}:{v.name}" for row in plan.rows if row.selected for v in row.volumes]
    if f"{qube}:{volume}" not in names:
        there = names or [row.name for row in plan.rows if row.volumes and row.klass != "AdminVM"]
        raise NoSuchVolume(
            f"The backup has no volume {qube}:{volume}. It has: {', '.join(there) or 'none'}."
        )
    (row,) = plan.selected
    row.volumes = [row.volume(volume)]
    return plan


class _Extraction(ArchivePass):
    done_status = Status.RESTORED
    reads_failed_rows = False

    def __init__(
        self,
        reader: BackupReader,
        plan: RestorePlan,
        file: VolumeReceiver,
        on_progress: OnProgress,
        stop: Event,
    ) -> None:
        super().__init__(reader, plan, on_progress, stop)
        self._file = file

    def receiver(self, row: QubeRow, volume: VolumeRow) -> _Counting:
        return _Counting(self._file, volume)

    def home_receiver(self, row: QubeRow, volume: VolumeRow) -> HomeTree:
        raise AssertionError("homes are never selected")

    def take_extra(self, row: QubeRow, name: str, content: bytes) -> None:
        """Only the volume is wanted."""

    def lost_extra(self, row: QubeRow, name: str) -> None:
        """Only the volume is wanted."""

    def row_is_whole(self, row: QubeRow) -> None:
        row.status = Status.RESTORED


class _Counting:
    """The file, and the row that tells how much went into it."""

    def __init__(self, file: VolumeReceiver, volume: VolumeRow) -> None:
        self._volume = volume
        self._file = file
        self.complete: Callable[[], None] = file.complete
        self.fail: Callable[[str], None] = file.fail

    def begin(self, size_bytes: int) -> None:
        self._volume.size = size_bytes
        self._file.begin(size_bytes)

    def data(self, piece: memoryview) -> None:
        self._file.data(piece)
        self._volume.bytes += len(piece)

    def hole(self, length_bytes: int) -> None:
        self._file.hole(length_bytes)
        self._volume.bytes += length_bytes
