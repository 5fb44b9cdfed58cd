"""Verification: everything is decoded to the end of its inner archive, and nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from qubesmanager.sizes import format_size

from . import extras
from .archive_pass import ArchivePass, OnProgress
from .compare import Comparison
from .errors import BackupCancelled, BackupError, DamagedArchive, NotEnoughMemory
from .home_tree import HomeTree
from .open_file import VolumeReceiver
from .plan import QubeRow, RestorePlan, Status, VolumeRow
from .plan_making import clear_results
from .reader import BackupReader

_ZEROS = bytes(1 << 20)
# Holes cost an archive nothing and a digest time: so much of them is hashed whatever its size is
# (a minute or two), and so many times its size.
_HASHED_HOLES_BYTES = 128 << 30
_HASHED_HOLES_RATIO = 64

# Where a qube's volume is here, None when it is not; may raise OSError.
FindHere = Callable[[str, str], Path | None]


def verify_archive(
    reader: BackupReader,
    plan: RestorePlan,
    on_progress: OnProgress,
    stop: Event,
    digests: bool = True,
    here: FindHere | None = None,
) -> None:
    """Read all of the selected rows' data; fill in sizes, SHA-256 and results. Blocks.

    Problems of the plan do not matter here. Rows that were not done when ``stop`` was set stay
    pending, and say so. Whether the data is that of the backup is found without ``digests``; those
    of large holes take longer than everything else, and are not computed (a note tells) where an
    archive is much too small for what it promises. With ``here``, volumes are compared with those
    that it finds, by the names of qube and volume.
    """
    clear_results(plan)
    run = _Verification(reader, plan, on_progress, stop)
    run.digests = digests
    run.here = here
    end: str | None = "the verification ended before it was complete"
    try:
        run.run()
    except BackupCancelled:
        end = None
    except NotEnoughMemory:  # which says nothing of the archive
        end = None
        raise
    except BackupError as error:
        end = error.message
        plan.notes.append(error.message)
    finally:
        run.settle(end)


class _Verification(ArchivePass):
    done_status = Status.VERIFIED
    reads_failed_rows = True
    digests = True
    here: FindHere | None = None
    _hashed_holes_bytes = 0

    def receiver(self, row: QubeRow, volume: VolumeRow) -> VolumeReceiver:
        counter = _Counter(volume)
        if self.digests:
            counter = _Digest(volume, self._check_stop, partial(self._may_hash, row, volume))
        if self.here is None:
            return counter
        find = partial(self.here, row.name, volume.name)
        return Comparison(counter, volume, find, self._check_stop)

    def _may_hash(self, row: QubeRow, volume: VolumeRow, hole_bytes: int) -> bool:
        """Called for each hole; all volumes of the archive share what is allowed."""
        archive_bytes = max(self.reader.size_bytes, self._position_bytes)
        allowed = _HASHED_HOLES_BYTES + _HASHED_HOLES_RATIO * archive_bytes
        if self._hashed_holes_bytes + hole_bytes <= allowed:
            self._hashed_holes_bytes += hole_bytes
            return True
        self.plan.notes.append(
            f"The digest of {row.name}:{volume.name} is not computed: too much of its"
            f" {format_size(volume.size)} is holes, in so small an archive."
        )
        return False

    def home_receiver(self, row: QubeRow, volume: VolumeRow) -> HomeTree:
        record = self.records[row.name]
        return HomeTree(record.backup_path, volume, record.size_bytes, row.notes)

    def take_extra(self, row: QubeRow, name: str, content: bytes) -> None:
        if name == extras.FIREWALL:
            extras.parse_firewall(content)
        elif name == extras.NOTES:
            extras.parse_notes(content)
        else:
            extras.parse_menu(content)

    def lost_extra(self, row: QubeRow, name: str) -> None:
        """Nothing was to be done with it; the row's reason tells."""

    def row_is_whole(self, row: QubeRow) -> None:
        row.status = Status.VERIFIED

    def settle(self, end: str | None) -> None:
        """None when it was cancelled: nothing is said of data that was not read."""
        self.settle_rows(end)
        for row in self.plan.selected:
            if row.status is Status.PENDING:
                row.reason = "not checked: the verification was cancelled"
                continue
            for volume in row.volumes:
                if volume.status is Status.PENDING:
                    volume.status = Status.FAILED
                    volume.reason = row.reason


class _Counter:
    """Counts a volume's bytes."""

    def __init__(self, volume: VolumeRow) -> None:
        self.volume = volume

    def begin(self, size_bytes: int) -> None:
        self.volume.size = size_bytes

    def data(self, piece: memoryview) -> None:
        self.volume.bytes += len(piece)

    def hole(self, length_bytes: int) -> None:
        self.volume.bytes += length_bytes

    def complete(self) -> None:
        if self.volume.bytes != self.volume.size:
            raise DamagedArchive("it is shorter than its size")

    def fail(self, reason: str) -> None:
        """There is nothing to undo."""


class _Digest(_Counter):
    """Computes its SHA-256 too, as long as ``may_hash`` allows it."""

    def __init__(
        self, volume: VolumeRow, check: Callable[[], None], may_hash: Callable[[int], bool]
    ) -> None:
        super().__init__(volume)
        self._check = check
        self._may_hash = may_hash
        self._wanted = True
        self._hash = hashlib.sha256()

    def data(self, piece: memoryview) -> None:
        super().data(piece)
        if self._wanted:
            self._hash.update(piece)

    def hole(self, length_bytes: int) -> None:
        super().hole(length_bytes)
        self._wanted = self._wanted and self._may_hash(length_bytes)
        while length_bytes and self._wanted:
            self._check()
            step = min(length_bytes, len(_ZEROS))
            self._hash.update(_ZEROS[:step] if step < len(_ZEROS) else _ZEROS)
            length_bytes -= step

    def complete(self) -> None:
        super().complete()
        if self._wanted:
            self.volume.sha256 = self._hash.hexdigest()
