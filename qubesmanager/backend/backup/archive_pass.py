"""One pass over an archive's files for the rows of a plan: what restoring and verifying share.

The pass routes each file to its row by its exact name, decodes it, and keeps the books: a volume is
done only when its whole inner archive was read, a row only when all its volumes were. What differs
(where data goes) is in a subclass. Rows are filled as the pass goes along.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import Event

from . import extras
from .chunk_feed import BrokenArchive, BrokenFile, Chunk, Gap
from .errors import (
    BackupCancelled,
    BackupError,
    BackupFormatError,
    DamagedArchive,
    TargetError,
)
from .inner_file import Collected
from .inner_tar import InnerTar
from .memory_lack import telling_memory_lack
from .open_file import DirectoryParts, HomeReceiver, OpenFile, Part, VolumeReceiver
from .plan import Progress, QubeRow, RestorePlan, Status, VolumeRow
from .qube_records import HOME_VOLUME
from .reader import BackupReader
from .tree_tar import TreeTar

_STEP_BYTES = 1 << 20
_MAX_NOTES = 20
_ALWAYS_UNREAD = frozenset({"empty"})
_DIRECTORY = "."
_LOSSES = {
    extras.FIREWALL: "its firewall rules could not be restored",
    extras.NOTES: "its notes could not be restored",
    extras.MENU: "its list of menu entries could not be restored",
}

OnProgress = Callable[[Progress], None]


class ArchivePass(ABC):
    """Base of the two passes. ``failed`` has the reasons of rows that cannot be completed."""

    done_status: Status
    reads_failed_rows: bool  # whether the other volumes of a row that failed matter

    def __init__(
        self, reader: BackupReader, plan: RestorePlan, on_progress: OnProgress, stop: Event
    ) -> None:
        self.reader = reader
        self.plan = plan
        self.failed: dict[str, list[str]] = {}
        self._on_progress = on_progress
        self._stop = stop
        self._open: OpenFile | None = None
        self._position_bytes = 0
        self._dropped: set[str] = set()  # files that are read no further
        self._folder = ""
        self._whole: set[str] = set()
        self._stems: Collection[str] = ()  # files seen, and already some that were read ahead
        self._suspected: dict[str, str] = {}  # folders beside which something is lost, and how
        self.records = {record.name: record for record in reader.contents.qubes}
        self._by_path = {
            record.backup_path: record for record in reader.contents.qubes if not record.synthetic
        }
        self._rows = self.active_rows()
        self._row_at = {
            self.records[row.name].backup_path: row
            for row in self._rows
            if not self.records[row.name].synthetic
        }

    def active_rows(self) -> list[QubeRow]:
        """Selected rows that are not settled yet."""
        return [row for row in self.plan.selected if row.status is Status.PENDING]

    @abstractmethod
    def receiver(self, row: QubeRow, volume: VolumeRow) -> VolumeReceiver:
        """Where a volume's data goes."""

    @abstractmethod
    def home_receiver(self, row: QubeRow, volume: VolumeRow) -> HomeReceiver:
        """Where the files of dom0's user go."""

    @abstractmethod
    def take_extra(self, row: QubeRow, name: str, content: bytes) -> None:
        """One of ``extras.NAMES``. Raises DamagedArchive or TargetError."""

    @abstractmethod
    def lost_extra(self, row: QubeRow, name: str) -> None:
        """One of ``extras.NAMES`` could not be read; the loss is noted already."""

    @abstractmethod
    def row_is_whole(self, row: QubeRow) -> None:
        """All volumes of the row are done, and its other files are over."""

    def fail(self, row: QubeRow, reason: str) -> None:
        self.failed.setdefault(row.name, []).append(reason)

    def settle_rows(self, end: str | None) -> None:
        """Give every selected row that is not done its reasons; ``end`` for those without one.

        With None those stay as they are.
        """
        for row in self.plan.selected:
            if end is not None and row.status is Status.PENDING and row.name not in self.failed:
                self.fail(row, end)
            if row.name in self.failed:
                row.status = Status.FAILED
                reasons = self.failed[row.name] + ([row.reason] if row.reason else [])
                row.reason = "; ".join(reasons)

    @telling_memory_lack("read the archive")
    def run(self) -> None:
        """Raises BackupCancelled on the stop event, and NotEnoughMemory; other errors become
        reasons of rows.
        """
        lost: BackupError | None = None
        self._tell(0)
        self.expect()
        with self.reader.chunks(self._wants, self._stop) as feed:
            self._stems = feed.stems
            for item in feed:
                if isinstance(item, BrokenArchive):
                    lost = item.error
                elif isinstance(item, Gap):
                    self._note_gap(item)
                elif isinstance(item, BrokenFile):
                    self._break_file(item)
                else:
                    self._take_chunk(item)
            self._close_file(lost)
            stems, strays = list(feed.stems), feed.strays
        self._settle_missing(lost)
        if lost and stems:
            self._suspect(stems[-1], "breaks off here")
        for row in self._rows:
            self._judge(row)
        self._note_strangers(stems, strays)
        if lost:
            self.plan.notes.append(lost.message)
        self._tell(self.reader.size_bytes or self._position_bytes)

    def expect(self) -> None:
        """Have the first keys derived, also while there is other work before ``run``."""
        self.reader.expect(self._wants)

    def _wants(self, stem: str) -> bool:
        """Called from the feed's thread; reads only what no other thread changes in place."""
        if stem in self._dropped:
            return False
        row, name = self._locate(stem)
        if row is None or self._gave_up(row):
            return False
        return bool(_parts_of(row, name))

    def _locate(self, stem: str) -> tuple[QubeRow | None, str]:
        """The row that a file of the archive belongs to, and the file's name within it."""
        if stem in self._row_at:
            return self._row_at[stem], HOME_VOLUME
        folder, _, name = stem.rpartition("/")
        if name == _DIRECTORY and self.reader.header.version == 4:
            return None, name
        return self._row_at.get(folder), name

    def _gave_up(self, row: QubeRow) -> bool:
        return row.name in self.failed and not self.reads_failed_rows

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise BackupCancelled("It was cancelled.")

    def _take_chunk(self, chunk: Chunk) -> None:
        if self._open is None or self._open.stem != chunk.stem:
            self._close_file(None)
            self._begin_file(chunk.stem)
        if self._open is not None:
            with self._costing(self._open):
                self._open.decoder.begin_chunk()
        for offset in range(0, len(chunk.text), _STEP_BYTES):
            self._check_stop()
            if self._open is None:
                return
            piece = chunk.text[offset : offset + _STEP_BYTES]
            with self._costing(self._open):
                self._open.decoder.feed(piece)
            self._tell(min(chunk.start_bytes + offset + len(piece), chunk.end_bytes))

    def _begin_file(self, stem: str) -> None:
        row, name = self._locate(stem)
        assert row is not None, "only wanted files come"
        self._enter_folder(self.records[row.name].backup_path)
        if stem in self._dropped or self._gave_up(row):
            return
        wanted = [volume for part in _parts_of(row, name) if (volume := _volume_of(row, part))]
        if any(volume.status is not Status.PENDING for volume in wanted):
            self._lose(
                row, stem, _parts_of(row, name), DamagedArchive("it stands twice in the archive")
            )
            return
        parts: list[Part] = []
        parser: InnerTar | TreeTar
        if name == HOME_VOLUME:
            home = self.home_receiver(row, row.volume(name))
            parts.append(Part(name, row.volume(name), home))
            parser = TreeTar(stem, home)
        elif name == _DIRECTORY:
            folder = stem.rpartition("/")[0]
            handler = DirectoryParts(folder, parts, lambda inside: self._part(row, inside))
            parser = TreeTar(stem, handler)
        else:
            part = self._part(row, name)
            assert part is not None and part.consumer is not None
            parts.append(part)
            parser = InnerTar(stem, part.consumer)
        decoder = self.reader.decoder(parser, self._check_stop)
        self._open = OpenFile(stem, row, decoder, parts)

    def _part(self, row: QubeRow, name: str) -> Part | None:
        """What a file of that name gives, if anything."""
        volume = _volume_of(row, name)
        if volume is not None:
            receiver = self.receiver(row, volume)
            return Part(name, volume, receiver, consumer=receiver)
        if name in extras.NAMES:
            collected = Collected(extras.MAX_EXTRA_BYTES)
            return Part(name, collected=collected, consumer=collected)
        return None

    @contextmanager
    def _costing(self, file: OpenFile) -> Iterator[None]:
        """What goes wrong inside costs that file alone."""
        try:
            yield
        except (BackupFormatError, TargetError) as error:
            self._lose_file(file, error)

    def _close_file(self, lost: BackupError | None) -> None:
        """The open file's chunks are over, because of ``lost`` if there is that."""
        file, self._open = self._open, None
        if file is None:
            return
        try:
            file.decoder.finish()
        except TargetError as error:
            self._lose_file(file, error)
            return
        except BackupFormatError as error:
            cut = DamagedArchive(f"its last chunks are missing: {error.message}")
            self._lose_file(file, lost or cut)
            return
        with self._costing(file):
            while file.parts:
                self._complete(file.row, file.parts[0])
                del file.parts[0]

    def _complete(self, row: QubeRow, part: Part) -> None:
        if part.receiver is not None:
            part.receiver.complete()
        if part.volume is not None:
            part.volume.status = self.done_status
        if part.collected is not None:
            self.take_extra(row, part.name, part.collected.content)

    def _enter_folder(self, folder: str) -> None:
        """A qube's files stand together, so one that is left behind is judged."""
        if self._folder != folder and self._folder in self._row_at:
            self._judge(self._row_at[self._folder])
        self._folder = folder

    def _judge(self, row: QubeRow) -> None:
        done = all(volume.status is self.done_status for volume in row.volumes)
        if done and row.name not in self.failed and row.name not in self._whole:
            self._whole.add(row.name)
            self._tell_suspicion(row)
            self.row_is_whole(row)

    def _break_file(self, broken: BrokenFile) -> None:
        if self._open is not None and self._open.stem == broken.stem:
            file, self._open = self._open, None
            self._lose_file(file, DamagedArchive(broken.reason))
            return
        self._close_file(None)
        row, name = self._locate(broken.stem)
        assert row is not None, "only wanted files come"
        self._lose(row, broken.stem, _parts_of(row, name), DamagedArchive(broken.reason))

    def _lose_file(self, file: OpenFile, why: BackupError) -> None:
        if self._open is file:
            self._open = None
        for part in file.parts:
            if part.receiver is not None:
                part.receiver.fail(why.message)
        _, name = self._locate(file.stem)
        whole = name != _DIRECTORY
        self._lose(
            file.row,
            file.stem,
            [part.name for part in file.parts] if whole else _parts_of(file.row, name),
            why,
        )

    def _lose(self, row: QubeRow, stem: str, parts: list[str], why: BackupError) -> None:
        """Books for a file of which nothing more can be used."""
        self._dropped.add(stem)
        for name in parts:
            volume = _volume_of(row, name)
            if volume is None:
                text = f"{_LOSSES[name]} ({name}: {why.message.rstrip('.')})"
                row.reason = f"{row.reason}; {text}" if row.reason else text
                self.lost_extra(row, name)
            elif volume.status is not Status.FAILED:
                volume.status, volume.kind = Status.FAILED, why.kind
                volume.reason = why.message
                self.fail(row, _of_volume(volume))

    def _note_gap(self, gap: Gap) -> None:
        """Volumes that are missing are seen as missing; small files are listed nowhere."""
        self.plan.notes.append(gap.reason)
        for stem in (gap.before, gap.after):
            self._suspect(stem, "is damaged beside it")

    def _suspect(self, stem: str, what: str) -> None:
        self._suspected[stem.rpartition("/")[0]] = what

    def _tell_suspicion(self, row: QubeRow) -> None:
        folder = self.records[row.name].backup_path
        what = self._suspected.pop(folder, "")
        if not what or row.klass == "AdminVM" or f"{folder}/{extras.FIREWALL}" in self._stems:
            return
        text = f"the archive {what}, so its firewall rules and notes may be missing"
        row.reason = f"{row.reason}; {text}" if row.reason else text
        self.lost_extra(row, extras.FIREWALL)

    def _settle_missing(self, lost: BackupError | None) -> None:
        missing = lost or DamagedArchive("it is not in the archive, which may have been cut short")
        for row in self._rows:
            for volume in row.volumes:
                if volume.status is not Status.PENDING:
                    continue
                if self._gave_up(row):
                    volume.status = Status.SKIPPED
                    volume.reason = "it was not read, because the qube had failed already"
                    continue
                volume.status, volume.kind = Status.FAILED, missing.kind
                volume.reason = missing.message
                self.fail(row, _of_volume(volume))

    def _note_strangers(self, stems: list[str], strays: list[str]) -> None:
        notes = [note for stem in stems if (note := self._stranger(stem))]
        notes += [f"The archive has {name}, which is no part of a backup." for name in strays]
        self.plan.notes += notes[:_MAX_NOTES]
        if len(notes) > _MAX_NOTES:
            self.plan.notes.append(f"There are {len(notes) - _MAX_NOTES} more such files.")

    def _stranger(self, stem: str) -> str:
        """What is odd about a file of the archive, or empty text."""
        folder, _, name = stem.rpartition("/")
        if stem in self._by_path or (name in _ALWAYS_UNREAD and folder in self._by_path):
            return ""
        record = self._by_path.get(folder)
        if record is None:
            return f"The archive has {stem}, which belongs to none of the qubes that it lists."
        if name in extras.NAMES or name in {f"{volume}.img" for volume in record.saved_volumes}:
            return ""
        if self.reader.header.version < 4:
            return ""  # icons, menus and kernels, which today's qubes have otherwise
        return f"{stem} of {record.name} is of no use and was left out."

    def _tell(self, position_bytes: int) -> None:
        qube = volume = ""
        if self._open is not None:
            qube = self._open.row.name
            volume = self._open.volume_name
        self._position_bytes = position_bytes
        self._on_progress(Progress(position_bytes, self.reader.size_bytes, qube, volume))


def _volume_of(row: QubeRow, file_name: str) -> VolumeRow | None:
    for volume in row.volumes:
        if file_name == _shown(volume):
            return volume
    return None


def _shown(volume: VolumeRow) -> str:
    """The name of a volume's file."""
    return volume.name if volume.name == HOME_VOLUME else f"{volume.name}.img"


def _of_volume(volume: VolumeRow) -> str:
    """A volume's reason as a part of its row's."""
    return f"{_shown(volume)}: {volume.reason.rstrip('.')}"


def without_volume(row_reason: str, volume: VolumeRow) -> str:
    """A row's reason less what it says of that volume."""
    return row_reason.replace(_of_volume(volume), "").replace("; ; ", "; ").strip("; ")


def _parts_of(row: QubeRow, file_name: str) -> list[str]:
    """What a file of the archive gives for its row; a directory is there for its volumes."""
    if file_name == _DIRECTORY and row.klass == "TemplateVM":
        return [_shown(volume) for volume in row.volumes]
    if file_name in extras.NAMES or _volume_of(row, file_name) is not None:
        return [file_name]
    return []
