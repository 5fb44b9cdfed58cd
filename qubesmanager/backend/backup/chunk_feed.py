"""One pass over an archive's chunks, read and decrypted ahead of the caller.

The key of the next chunk is derived from its first bytes while the caller still works on the chunk
before it; the chunk itself is read when there is room. Chunks of up to 136 MiB are two in memory,
larger ones alone.

What comes out, in the order of the archive: ``Chunk`` (authentic text of the next chunk of a file),
``BrokenFile`` (this file's chunks are missing, out of order or not authentic; no more of it comes)
and at most one ``BrokenArchive`` at the end, when the archive cannot be followed any further.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from threading import Condition, Event
from types import TracebackType
from typing import Self

from .chunk_opening import HMAC_SUFFIX, ChunkOpener, ChunkRefused
from .errors import ArchiveIOError, BackupCancelled, DamagedArchive
from .header import MAX_HMAC_BYTES
from .outer_tar import MAX_CHUNK_BYTES, Member, OuterTar
from .scrypt_container import HEAD_BYTES

CHUNKS_IN_MEMORY = 2
MAX_BYTES_IN_MEMORY = 272 << 20
# 100 TiB in chunks of 100 MiB; their names are kept.
MAX_MEMBERS = 1 << 20
_POLL_S = 0.1


@dataclass
class Chunk:
    """Text of one chunk; place and size of its container in the archive (bytes)."""

    stem: str
    number: int
    text: memoryview
    start_bytes: int
    end_bytes: int
    size_bytes: int


@dataclass(frozen=True)
class BrokenFile:
    """Nothing more of this file can be had."""

    stem: str
    reason: str


@dataclass(frozen=True)
class BrokenArchive:
    """Nothing more of the archive can be had."""

    reason: str


Item = Chunk | BrokenFile | BrokenArchive


class ChunkFeed:
    """Iterate over it inside ``with``. Leaving ends the pass; a key derivation that runs just then
    is not waited for, and its result goes nowhere. The pool has one thread, so that the next pass
    begins after it and never derives a key at the same time.

    ``stems`` and ``strays`` are complete when the iteration has ended: every file seen, and the
    members that are no chunk at all.
    """

    def __init__(
        self,
        outer: OuterTar,
        wants: Callable[[str], bool],
        opener: ChunkOpener,
        stop: Event,
        pool: ThreadPoolExecutor,
    ) -> None:
        self.stems: dict[str, None] = {}
        self.strays: list[str] = []
        self._outer = outer
        self._wants = wants
        self._opener = opener
        self._pushed_back: Member | None = None
        self._stop = stop
        self._closed = Event()
        self._room = _Room()
        self._items: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._order = _ChunkOrder()
        self._pool = pool
        self._future: Future[None] | None = None

    def __enter__(self) -> Self:
        self._future = self._pool.submit(self._run)
        self._future.add_done_callback(lambda _: self._items.put(None))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()

    def __iter__(self) -> Iterator[Item]:
        """Raises BackupCancelled within a tenth of a second of the stop event."""
        assert self._future is not None
        while True:
            if self._stop.is_set():
                raise BackupCancelled("The restore was cancelled.")
            try:
                item = self._items.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if item is None:
                self._future.result()
                return
            yield item
            if isinstance(item, Chunk):
                size_bytes = item.size_bytes
                item.text.release()
                del item
                self._room.give_back(size_bytes)

    def _run(self) -> None:
        """The thread: it owns the archive."""
        with closing(self._outer) as outer:
            try:
                self._walk(outer)
            except (DamagedArchive, ArchiveIOError) as error:
                self._items.put(BrokenArchive(error.message))

    def _walk(self, outer: OuterTar) -> None:
        count = 0
        while not self._stopped and (member := self._next(outer)) is not None:
            count += 1
            if count > MAX_MEMBERS:
                raise DamagedArchive(f"The archive has more than {MAX_MEMBERS} parts.")
            match = self._opener.name.match(member.name)
            if match is None:
                self.strays.append(member.name)
                continue
            stem, number = match["stem"], int(match["number"])
            self.stems[stem] = None
            problem = self._order.check(stem, number)
            wanted = self._wants(stem)
            if wanted and problem:
                self._items.put(BrokenFile(stem, problem))
            if wanted and not self._order.is_broken(stem):
                self._hand_out(outer, member, stem, number)
            elif self._opener.sealed:
                self._take_hmac(outer, member)

    def _next(self, outer: OuterTar) -> Member | None:
        member, self._pushed_back = self._pushed_back, None
        return member if member is not None else outer.next()

    def _take_hmac(self, outer: OuterTar, chunk: Member) -> bytes | None:
        """The text of the member that must follow a chunk; None when another one does."""
        member = outer.next()
        if member is None or member.name != chunk.name + HMAC_SUFFIX:
            self._pushed_back = member
            return None
        return bytes(outer.read(MAX_HMAC_BYTES))

    @property
    def _stopped(self) -> bool:
        return self._stop.is_set() or self._closed.is_set()

    def _hand_out(self, outer: OuterTar, member: Member, stem: str, number: int) -> None:
        try:
            keys = self._opener.prepare(member.name, outer.peek(HEAD_BYTES))
        except ChunkRefused as error:
            self._refuse(stem, number, error)
            return
        while not self._room.take(member.size_bytes, _POLL_S):
            if self._stopped:
                return
        data = outer.read(MAX_CHUNK_BYTES)
        hmac = self._take_hmac(outer, member) if self._opener.sealed else b""
        try:
            if hmac is None:
                raise ChunkRefused("is not followed by its HMAC")
            text = self._opener.open(member.name, data, hmac, keys)
        except ChunkRefused as error:
            del data
            self._room.give_back(member.size_bytes)
            self._refuse(stem, number, error)
            return
        end_bytes = outer.position_bytes
        chunk = Chunk(stem, number, text, member.offset_bytes, end_bytes, member.size_bytes)
        self._items.put(chunk)

    def _refuse(self, stem: str, number: int, error: ChunkRefused) -> None:
        self._order.give_up(stem)
        self._items.put(BrokenFile(stem, f"chunk {number:03d} {error}"))


class _Room:
    """Memory for chunks: as many as fit, and one of any size."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._chunks = 0
        self._bytes = 0

    def take(self, size_bytes: int, timeout_s: float) -> bool:
        """Wait for room; False when there was none in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._fits(size_bytes), timeout_s):
                return False
            self._chunks += 1
            self._bytes += size_bytes
            return True

    def _fits(self, size_bytes: int) -> bool:
        if not self._chunks:
            return True
        fits = self._bytes + size_bytes <= MAX_BYTES_IN_MEMORY
        return fits and self._chunks < CHUNKS_IN_MEMORY

    def give_back(self, size_bytes: int) -> None:
        with self._changed:
            self._chunks -= 1
            self._bytes -= size_bytes
            self._changed.notify_all()


class _ChunkOrder:
    """Chunks of a file stand together and are numbered from 000 without a gap."""

    def __init__(self) -> None:
        self._stem = ""
        self._next = 0
        self._begun: set[str] = set()
        self._broken: set[str] = set()

    def give_up(self, stem: str) -> None:
        self._broken.add(stem)

    def is_broken(self, stem: str) -> bool:
        return stem in self._broken

    def check(self, stem: str, number: int) -> str:
        """Why this chunk may not follow, once for a file; else empty text."""
        if stem != self._stem and stem not in self._begun:
            self._next = 0
        problem = ""
        if stem != self._stem and stem in self._begun:
            problem = f"it goes on with chunk {number:03d} after another file, or stands twice"
        elif number < self._next:
            problem = f"chunk {number:03d} comes again after chunk {self._next - 1:03d}"
        elif number > self._next:
            problem = f"chunk {self._next:03d} is missing, the archive goes on with {number:03d}"
        self._stem = stem
        self._begun.add(stem)
        self._next = number + 1
        if not problem or stem in self._broken:
            return ""
        self._broken.add(stem)
        return problem
