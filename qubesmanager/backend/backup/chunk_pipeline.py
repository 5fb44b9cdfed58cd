"""From volumes to chunks: the part of the writer that reads, maps, compresses and cuts.

It runs in a thread of its own and is at most two chunks ahead of whoever takes them: there are
only two buffers, and each must come back (``give_back``) before a third chunk is begun.
"""

from __future__ import annotations

import mmap
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from . import tar_writing
from .compression import Buffer, Compressor, compressor
from .errors import BackupCancelled
from .volume_source import OpenVolume, VolumeSource

POLL_S = 0.1
BUFFERS = 2
# Finding the zeros of a volume is about this much faster than compressing its data.
_SCAN_SHARE = 8


@dataclass(frozen=True)
class ArchiveFile:
    """One file of the archive: ``vm3/private.img``, of the qube ``label``, its volume ``part``."""

    member: str
    source: VolumeSource | bytes
    label: str
    part: str


@dataclass
class Chunk:
    """One full (or last) piece of a file's compressed stream, to be encrypted where it stands."""

    file_index: int
    number: int
    buffer: memoryview
    length: int = 0
    # How much of all source data is in the archive when this chunk is in it.
    stored_until: int = 0


@dataclass(frozen=True)
class FileFigures:
    """What became of one file: its real size, and the bytes left after holes and zeros."""

    size_bytes: int
    data_bytes: int


class Meter:
    """Source bytes done, of those that the file systems keep as data.

    Searching a byte for zeros counts an eighth, storing it the rest. The producer counts what it
    has searched, the writer what it has written: each its own number.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.total_bytes = sum(sizes)
        self.searched_bytes = 0
        self.stored_bytes = 0

    @property
    def done_bytes(self) -> int:
        searched = self.searched_bytes // _SCAN_SHARE
        return searched + self.stored_bytes - self.stored_bytes // _SCAN_SHARE


class ChunkPipeline:
    """Makes the chunks of ``files`` in order; a context that ends its thread in any case.

    ``on_begin(file_index, number)`` is called in the pipeline's thread as soon as it is certain
    that there will be such a chunk.
    """

    def __init__(
        self,
        files: Sequence[ArchiveFile],
        chunk_bytes: int,
        compression: str,
        meter: Meter,
        on_begin: Callable[[int, int], None],
        stop: threading.Event,
    ) -> None:
        self._files = files
        self._chunk_bytes = chunk_bytes
        self._compression = compression
        self._meter = meter
        self._on_begin = on_begin
        self._stop = stop
        self._abandoned = threading.Event()
        self._chunks: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
        self._free: queue.SimpleQueue[memoryview] = queue.SimpleQueue()
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="backup-chunks")
        self._work: Future[None] | None = None
        self.figures: list[FileFigures] = []

    def __enter__(self) -> ChunkPipeline:
        for _ in range(BUFFERS):
            # Pages of a mapping take memory only once they are used; a bytearray's do at once.
            pages = mmap.mmap(-1, self._chunk_bytes, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            self._free.put(memoryview(pages))
        self._work = self._executor.submit(self._produce)
        return self

    def __exit__(self, *_: object) -> None:
        self._abandoned.set()
        self._executor.shutdown()

    def chunks(self, idle: Callable[[], None]) -> Iterator[Chunk]:
        """All chunks in order; raises what ended the pipeline. ``idle`` is called while waiting."""
        assert self._work is not None
        while True:
            finished = self._work.done()
            if finished and self._work.exception() is not None:
                self._work.result()
            try:
                yield self._chunks.get(timeout=POLL_S if not finished else 0)
            except queue.Empty:
                if finished:
                    return
                idle()

    def give_back(self, chunk: Chunk) -> None:
        """The chunk is written; its buffer may be filled again."""
        self._free.put(chunk.buffer)

    def check_running(self) -> None:
        """Raise ``BackupCancelled`` when nobody wants the result any more."""
        if self._stop.is_set() or self._abandoned.is_set():
            raise BackupCancelled("The backup was cancelled.")

    def free_buffer(self) -> memoryview:
        """Wait for one of the buffers."""
        while True:
            self.check_running()
            try:
                return self._free.get(timeout=POLL_S)
            except queue.Empty:
                continue

    def submit(self, chunk: Chunk) -> None:
        """A chunk is complete."""
        self._chunks.put(chunk)

    def _produce(self) -> None:
        stored = 0
        for index, file in enumerate(self._files):
            cutter = _Cutter(self, index, self._chunk_bytes, compressor(self._compression))
            cutter.stored = stored
            if isinstance(file.source, bytes):
                figures = self._small_file(file.member, file.source, cutter)
            else:
                figures = self._volume(file.member, file.source, cutter)
            stored += self._meter.sizes[index]
            cutter.stored = stored
            cutter.finish()
            self.figures.append(figures)

    def begin(self, file_index: int, number: int) -> Chunk:
        """The next chunk, when there is room for it."""
        self._on_begin(file_index, number)
        return Chunk(file_index, number, self.free_buffer())

    def _small_file(self, member: str, content: bytes, cutter: _Cutter) -> FileFigures:
        self._meter.searched_bytes += len(content)
        cutter.feed(tar_writing.plain_member(member, content))
        return FileFigures(len(content), len(content))

    def _volume(self, member: str, source: VolumeSource, cutter: _Cutter) -> FileFigures:
        with OpenVolume(source) as volume:
            sparse_map = volume.map(self._searched)
            for piece in tar_writing.sparse_prefix(member, sparse_map):
                cutter.feed(piece)
            before, done, data_bytes = cutter.stored, 0, sparse_map.data_bytes
            size = self._meter.sizes[cutter.file_index]
            for data in volume.data(sparse_map):
                self.check_running()
                cutter.feed(data)
                done += len(data)
                cutter.stored = before + size * done // data_bytes
            cutter.feed(tar_writing.sparse_suffix(sparse_map))
            volume.check_unchanged()
        return FileFigures(source.size_bytes, data_bytes)

    def _searched(self, count: int) -> None:
        self._meter.searched_bytes += count
        self.check_running()


class _Cutter:
    """Compresses one file's stream and cuts it into chunks."""

    def __init__(
        self, pipeline: ChunkPipeline, file_index: int, chunk_bytes: int, packer: Compressor
    ) -> None:
        self.file_index = file_index
        self.stored = 0
        self._pipeline = pipeline
        self._chunk_bytes = chunk_bytes
        self._packer = packer
        self._number = 0
        self._chunk: Chunk | None = None

    def feed(self, data: Buffer) -> None:
        """The next bytes of the inner tar."""
        self._cut(self._packer.process(data))

    def finish(self) -> None:
        """End of the file."""
        self._cut(self._packer.finish())
        self._submit()

    def _cut(self, packed: Buffer) -> None:
        rest = memoryview(packed)
        while rest:
            if self._chunk is None:
                self._chunk = self._pipeline.begin(self.file_index, self._number)
            chunk = self._chunk
            count = min(len(rest), self._chunk_bytes - chunk.length)
            chunk.buffer[chunk.length : chunk.length + count] = rest[:count]
            chunk.length += count
            rest = rest[count:]
            if chunk.length == self._chunk_bytes:
                self._submit()

    def _submit(self) -> None:
        if self._chunk is not None:
            self._chunk.stored_until = self.stored
            self._pipeline.submit(self._chunk)
            self._chunk = None
            self._number += 1
