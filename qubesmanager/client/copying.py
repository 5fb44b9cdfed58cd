"""Copies of raw images between files, pipes and volumes, in a thread, holes kept."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import select
import stat
import threading
from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

CHUNK_BYTES = 1 << 20
_BLOCK_BYTES = 4096
_STOP_CHECK_S = 0.2
_ZEROS = bytes(CHUNK_BYTES)
_T = TypeVar("_T")


class Stopped(Exception):
    """The copy was told to stop before its end."""


class Sink(Protocol):
    """Where bytes go, from front to back."""

    def write(self, data: bytes) -> None: ...

    def skip(self, length_bytes: int) -> None: ...


class FdSink:
    """A file descriptor as a sink; zeros become holes at the end of a regular file."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._makes_holes = _is_at_end(fd)

    def write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._fd, view) :]

    def skip(self, length_bytes: int) -> None:
        if self._makes_holes:
            end = os.lseek(self._fd, length_bytes, os.SEEK_CUR)
            os.ftruncate(self._fd, end)
            return
        while length_bytes:
            part = min(length_bytes, CHUNK_BYTES)
            self.write(_ZEROS[:part])
            length_bytes -= part


def _is_at_end(fd: int) -> bool:
    """Whether going on in this file leaves what it holds alone: a caller may have opened any.

    What is appended to does not go by its position.
    """
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode) or fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_APPEND:
        return False
    return os.lseek(fd, 0, os.SEEK_CUR) == status.st_size


async def in_thread(work: Callable[[threading.Event], _T]) -> _T:
    """Run blocking work that looks at its stop flag; a cancelled caller waits for its end."""
    stop = threading.Event()
    task = asyncio.ensure_future(asyncio.to_thread(work, stop))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # seen: the cancellation is what the caller hears of
        raise


def copy_image(
    fd: int,
    size_bytes: int | None,
    sink: Sink,
    stop: threading.Event,
    on_progress: Callable[[int], None],
) -> int:
    """Copy ``size_bytes`` (None: all there is) from the start of a file or from a pipe.

    ``on_progress`` hears how many bytes are done. Returns that number. Raises Stopped, or OSError
    of the reading side; errors of the sink are the sink's.
    """
    done = 0
    for length, data in _pieces(fd, size_bytes, stop):
        _check(stop)
        if data is None:
            sink.skip(length)
        else:
            _give(data, sink)
        done += length
        on_progress(done)
    return done


def has_more(fd: int, size_bytes: int, stop: threading.Event) -> bool:
    """Whether a source has data beyond what `copy_image` took of it.

    For a pipe this waits until it is closed or more comes. Raises Stopped.
    """
    if stat.S_ISREG(os.fstat(fd).st_mode):
        return os.fstat(fd).st_size > size_bytes
    return bool(_read(fd, 1, stop))


def _give(data: bytes, sink: Sink) -> None:
    """Data to the sink, its blocks of zeros as holes."""
    if data == _ZEROS[: len(data)]:
        sink.skip(len(data))
        return
    start = 0
    for offset in range(0, len(data), _BLOCK_BYTES):
        block = data[offset : offset + _BLOCK_BYTES]
        if block == _ZEROS[: len(block)]:
            if offset > start:
                sink.write(data[start:offset])
            sink.skip(len(block))
            start = offset + len(block)
    if start < len(data):
        sink.write(data[start:])


def _check(stop: threading.Event) -> None:
    if stop.is_set():
        raise Stopped


def _pieces(
    fd: int, size_bytes: int | None, stop: threading.Event
) -> Iterator[tuple[int, bytes | None]]:
    """Lengths with their data, or None for a hole."""
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        yield from _stream_pieces(fd, size_bytes, stop)
        return
    end = os.fstat(fd).st_size
    if size_bytes is not None:
        end = min(end, size_bytes)
    offset = 0
    while offset < end:
        data_start = min(_seek_data(fd, offset), end)
        if data_start > offset:
            yield data_start - offset, None
        data_end = min(os.lseek(fd, data_start, os.SEEK_HOLE), end) if data_start < end else end
        offset = data_start
        while offset < data_end:
            data = os.pread(fd, min(CHUNK_BYTES, data_end - offset), offset)
            if not data:
                return
            yield len(data), data
            offset += len(data)


def _seek_data(fd: int, offset: int) -> int:
    """Where data begins again; the end of the file when only a hole is left."""
    try:
        return os.lseek(fd, offset, os.SEEK_DATA)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return os.fstat(fd).st_size
        raise


def _stream_pieces(
    fd: int, size_bytes: int | None, stop: threading.Event
) -> Iterator[tuple[int, bytes | None]]:
    """From a pipe or a device, in pieces of a full chunk so that zeros are found."""
    left = size_bytes
    while left is None or left > 0:
        wanted = CHUNK_BYTES if left is None else min(CHUNK_BYTES, left)
        parts = []
        while wanted and (part := _read(fd, wanted, stop)):
            parts.append(part)
            wanted -= len(part)
        data = b"".join(parts)
        if data:
            yield len(data), data
        if wanted:
            return
        if left is not None:
            left -= len(data)


def _read(fd: int, length_bytes: int, stop: threading.Event) -> bytes:
    """As os.read, but a pipe that nobody fills does not keep a stop waiting."""
    while not select.select([fd], [], [], _STOP_CHECK_S)[0]:
        _check(stop)
    return os.read(fd, length_bytes)
