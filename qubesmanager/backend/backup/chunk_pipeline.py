"""From volumes to chunks: the part of the writer that reads, maps, compresses and cuts.

It runs in a thread of its own, which lets others compress, and hands on the compressed data in
blocks. There is a fixed number of blocks; each must come back (``give_back``) before it is filled
again, so the pipeline is never further ahead of the encryption than these hold.
"""

from __future__ import annotations

import mmap
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from . import tar_writing
from .compression import Buffer
from .errors import BackupCancelled
from .home_tar import HomeSource, HomeTar
from .packing import THREADS, Compressor, compressor
from .volume_source import OpenVolume, Source, SourceError, VolumeSource

POLL_S = 0.1
BLOCK_BYTES = 4 << 20
_MAX_BLOCKS = 512
# Finding the zeros of a volume is about this much faster than compressing its data.
_SCAN_SHARE = 8
# A guess at a file's compressed size must exceed a chunk by an eighth before the key of the next
# chunk is derived ahead; before that much data nothing is guessed.
_GUESS_MARGIN = 8
_MIN_GUESS_BYTES = 16 << 20


@dataclass(frozen=True)
class ArchiveFile:
    """One file of the archive: ``vm3/private.img``, of the qube ``label``, its volume ``part``."""

    member: str
    source: Source
    label: str
    part: str


@dataclass
class Block:
    """The next piece of a chunk of a file's compressed stream, to be encrypted where it stands."""

    file_index: int
    number: int
    buffer: memoryview
    length: int = 0
    ends_chunk: bool = False
    # How much of all source data is in the archive when this block is in it.
    stored_until: int = 0

    @property
    def data(self) -> memoryview:
        return self.buffer[: self.length]


@dataclass(frozen=True)
class FileFigures:
    """What became of one file: its real size, and the bytes left after holes and zeros.

    ``notes`` say what of a home is not in the archive as it should be.
    """

    size_bytes: int
    data_bytes: int
    notes: tuple[str, ...] = ()


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
    """Makes the blocks of ``files`` in order; a context that ends its thread in any case.

    ``on_chunk(file_index, number)`` is called in the pipeline's thread as soon as there will be
    such a chunk: for certain, or by a good guess ahead of time (then it is called twice). So many
    chunks ``ahead`` are guessed at most.
    ``buffer_bytes`` is what all blocks together take; one chunk and two blocks at least if
    ``whole_chunks``, that is, if the other side gives no block back before the chunk's end.
    """

    def __init__(
        self,
        files: Sequence[ArchiveFile],
        chunk_bytes: int,
        buffer_bytes: int,
        whole_chunks: bool,
        compression: str,
        meter: Meter,
        on_chunk: Callable[[int, int], None],
        ahead: int,
        stop: threading.Event,
    ) -> None:
        self._files = files
        self.chunk_bytes = chunk_bytes
        self.block_bytes = min(BLOCK_BYTES, chunk_bytes)
        needed = -(-chunk_bytes // self.block_bytes) if whole_chunks else 0
        wished = min(buffer_bytes // self.block_bytes, _MAX_BLOCKS)
        self._block_count = max(wished, needed + 2)
        self._compression = compression
        self._meter = meter
        self.on_chunk = on_chunk
        self.ahead = ahead
        self._stop = stop
        self._abandoned = threading.Event()
        self._blocks: queue.SimpleQueue[Block] = queue.SimpleQueue()
        # Last in, first out: memory that was used once is used again before more is taken.
        self._free: queue.LifoQueue[memoryview] = queue.LifoQueue()
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="backup-chunks")
        self._packers = ThreadPoolExecutor(THREADS, thread_name_prefix="backup-packing")
        self._work: Future[None] | None = None
        self.figures: list[FileFigures] = []

    def __enter__(self) -> ChunkPipeline:
        # Pages of a mapping take memory only once they are used; a bytearray's do at once.
        size = self._block_count * self.block_bytes
        pages = memoryview(mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
        for offset in range(0, size, self.block_bytes):
            self._free.put(pages[offset : offset + self.block_bytes])
        self._work = self._executor.submit(self._produce)
        return self

    def __exit__(self, *_: object) -> None:
        self._abandoned.set()
        self._executor.shutdown()
        self._packers.shutdown(cancel_futures=True)

    def blocks(self, idle: Callable[[], None]) -> Iterator[Block]:
        """All blocks in order; raises what ended the pipeline. ``idle`` is called while waiting."""
        assert self._work is not None
        while True:
            finished = self._work.done()
            if finished and self._work.exception() is not None:
                self._work.result()
            try:
                yield self._blocks.get(timeout=POLL_S if not finished else 0)
            except queue.Empty:
                if finished:
                    return
                idle()

    def give_back(self, block: Block) -> None:
        """The block is written; its buffer may be filled again."""
        self._free.put(block.buffer)

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

    def submit(self, block: Block) -> None:
        """A block is complete."""
        self._blocks.put(block)

    def _produce(self) -> None:
        stored = 0
        for index, file in enumerate(self._files):
            cutter = _Cutter(self, index, compressor(self._compression, self._packers))
            cutter.stored = stored
            if isinstance(file.source, bytes):
                figures = self._small_file(file.member, file.source, cutter)
            elif isinstance(file.source, HomeSource):
                figures = self._home(file.member, file.source, cutter)
            else:
                figures = self._volume(file.member, file.source, cutter)
            stored += self._meter.sizes[index]
            cutter.stored = stored
            cutter.finish()
            self.figures.append(figures)

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
                cutter.expect_more(data_bytes - done)
            cutter.feed(tar_writing.sparse_suffix(sparse_map))
            volume.check_unchanged()
        return FileFigures(source.size_bytes, data_bytes)

    def _home(self, member: str, source: HomeSource, cutter: _Cutter) -> FileFigures:
        tree = HomeTar(source, member)
        before, size = cutter.stored, self._meter.sizes[cutter.file_index]
        try:
            for data in tree.pieces():
                self.check_running()
                cutter.feed(data)
                cutter.stored = before + min(tree.data_bytes, size)
                cutter.expect_more(size - tree.data_bytes)
        except OSError as error:
            raise SourceError(f"{source.folder} cannot be read: {error.strerror}.") from error
        self._meter.searched_bytes += size
        return FileFigures(tree.data_bytes, tree.data_bytes, tuple(tree.notes))

    def _searched(self, count: int) -> None:
        self._meter.searched_bytes += count
        self.check_running()


class _Cutter:
    """Compresses one file's stream and cuts it into chunks, and these into blocks."""

    def __init__(self, pipeline: ChunkPipeline, file_index: int, packer: Compressor) -> None:
        self.file_index = file_index
        self.stored = 0
        self._pipeline = pipeline
        self._packer = packer
        self._number = 0
        self._chunk_length = 0
        self._block: Block | None = None
        self._bytes_in = 0
        self._bytes_out = 0
        self._foreseen = 0

    def feed(self, data: Buffer) -> None:
        """The next bytes of the inner tar."""
        self._bytes_in += len(data)
        self._cut(self._packer.process(data))

    def expect_more(self, bytes_to_come: int) -> None:
        """Foresee the next chunks, when what is still to come will hardly fit this one."""
        if self._bytes_in < _MIN_GUESS_BYTES:
            return
        guess = bytes_to_come * self._bytes_out // self._bytes_in
        guess -= guess // _GUESS_MARGIN + self._pipeline.chunk_bytes - self._chunk_length
        count = min(-(-guess // self._pipeline.chunk_bytes), self._pipeline.ahead)
        for number in range(max(self._foreseen, self._number) + 1, self._number + count + 1):
            self._foreseen = number
            self._pipeline.on_chunk(self.file_index, number)

    def finish(self) -> None:
        """End of the file."""
        self._cut(self._packer.finish())
        if self._chunk_length:
            self._submit(self._block or self._new_block(), ends_chunk=True)

    def _cut(self, packed: Buffer) -> None:
        rest = memoryview(packed)
        self._bytes_out += len(rest)
        while rest:
            if not self._chunk_length:
                self._pipeline.on_chunk(self.file_index, self._number)
            block = self._block = self._block or self._new_block()
            room = self._pipeline.chunk_bytes - self._chunk_length
            count = min(len(rest), self._pipeline.block_bytes - block.length, room)
            block.buffer[block.length : block.length + count] = rest[:count]
            block.length += count
            self._chunk_length += count
            rest = rest[count:]
            if count == room or block.length == self._pipeline.block_bytes:
                self._submit(block, ends_chunk=count == room)

    def _new_block(self) -> Block:
        return Block(self.file_index, self._number, self._pipeline.free_buffer())

    def _submit(self, block: Block, ends_chunk: bool) -> None:
        block.stored_until = self.stored
        block.ends_chunk = ends_chunk
        self._pipeline.submit(block)
        self._block = None
        if ends_chunk:
            self._number += 1
            self._chunk_length = 0
