"""Volumes as a backup reads them: sparse, twice (map, then data), and never quietly changed."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from .errors import BackupError
from .home_tar import HomeSource, measure
from .sparse_map import SparseMap, allocated_extents, build_map

STEP_BYTES = 1 << 20


class SourceError(BackupError):
    """A volume could not be read, or changed while it was read."""

    kind = "source"


@dataclass(frozen=True)
class VolumeSource:
    """A volume to save: an image file or a block device of ``size_bytes``."""

    path: str
    size_bytes: int


Source = VolumeSource | HomeSource | bytes


def stored_bytes(source: Source) -> int:
    """Bytes that the file system keeps as data, found without reading them.

    All of a block device counts. Blocks of zeros inside data count too: a backup reads them.
    """
    if isinstance(source, bytes):
        return len(source)
    if isinstance(source, HomeSource):
        return measure(source).data_bytes
    with OpenVolume(source) as volume:
        return volume.stored_bytes()


class OpenVolume:
    """A volume open for reading; every failure is a ``SourceError`` that names it."""

    def __init__(self, source: VolumeSource) -> None:
        self.source = source
        try:
            self._fd = os.open(source.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            raise SourceError(f"{source.path} cannot be opened: {error.strerror}.") from error
        try:
            self._before = self._state()
        except BaseException:
            os.close(self._fd)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._fd)

    def stored_bytes(self) -> int:
        """See the function of the same name."""
        try:
            extents = allocated_extents(self._fd, self.source.size_bytes)
            return sum(end - start for start, end in extents)
        except OSError as error:
            raise self._unreadable(error) from error

    def map(self, on_read: Callable[[int], None]) -> SparseMap:
        """Read all data once; ``on_read(bytes)`` is called for every step and may raise."""

        def read(offset: int, buffer: memoryview) -> None:
            self._read(offset, buffer)
            on_read(len(buffer))

        try:
            return build_map(self._fd, self.source.size_bytes, read)
        except OSError as error:
            raise self._unreadable(error) from error

    def data(self, sparse_map: SparseMap) -> Iterator[memoryview]:
        """The data of all entries, back to back, in steps of one buffer that is used again."""
        buffer = memoryview(bytearray(STEP_BYTES))
        filled = 0
        for start, length in sparse_map:
            offset, end = start, start + length
            while offset < end:
                piece = buffer[filled : filled + end - offset]
                self._read(offset, piece)
                offset += len(piece)
                filled += len(piece)
                if filled == STEP_BYTES:
                    yield buffer
                    filled = 0
        if filled:
            yield buffer[:filled]

    def check_unchanged(self) -> None:
        """Raise ``SourceError`` when the volume is not as it was when it was opened."""
        if self._state() != self._before:
            raise SourceError(
                f"{self.source.path} was changed while it was read, so its copy would not be"
                " consistent. Shut the qube down, or try again."
            )

    def _state(self) -> tuple[int, int]:
        state = os.fstat(self._fd)
        if stat.S_ISREG(state.st_mode):
            size_bytes, changed_ns = state.st_size, state.st_mtime_ns
        elif stat.S_ISBLK(state.st_mode):
            size_bytes, changed_ns = os.lseek(self._fd, 0, os.SEEK_END), 0
        else:
            raise SourceError(f"{self.source.path} is neither a file nor a block device.")
        if size_bytes != self.source.size_bytes:
            raise SourceError(
                f"{self.source.path} has {size_bytes} bytes and not the expected"
                f" {self.source.size_bytes}. It was resized in the meantime; try again."
            )
        return size_bytes, changed_ns

    def _read(self, offset: int, buffer: memoryview) -> None:
        done = 0
        while done < len(buffer):
            try:
                count = os.preadv(self._fd, [buffer[done:]], offset + done)
            except OSError as error:
                raise self._unreadable(error, f" at byte {offset + done}") from error
            if not count:
                raise SourceError(
                    f"{self.source.path} became shorter while it was read: it ends at byte"
                    f" {offset + done}."
                )
            done += count

    def _unreadable(self, error: OSError, where: str = "") -> SourceError:
        return SourceError(f"{self.source.path} cannot be read{where}: {error.strerror}.")
