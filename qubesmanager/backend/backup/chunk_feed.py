"""One pass over an archive's chunks, read and decrypted ahead of the caller.

Two threads work in a row: one reads, as far ahead as there is room, and asks for the keys of each
chunk as soon as it has seen its first bytes; the other opens the chunks in their order when their
keys have come.

What comes out, in the order of the archive: ``Chunk`` (authentic text of the next chunk of a file),
``BrokenFile`` (this file's chunks are missing, out of order or not authentic; no more of it comes),
``Gap`` (bytes that are no archive were passed over) and at most one ``BrokenArchive`` at the end,
when the archive cannot be followed any further.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from threading import Condition, Event
from types import TracebackType
from typing import Self

from .chunk_opening import HMAC_SUFFIX, ChunkOpener, ChunkRefused
from .derivations import Derivations
from .errors import ArchiveIOError, BackupCancelled, DamagedArchive
from .header import MAX_HMAC_BYTES
from .outer_tar import MAX_CHUNK_BYTES, BrokenHeader, Member, OuterTar
from .scrypt_container import HEAD_BYTES, Keys

THREADS = 2
CHUNKS_IN_MEMORY = 16
# 100 TiB in chunks of 100 MiB; their names are kept.
MAX_MEMBERS = 1 << 20
MAX_GAPS = 50
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
class Gap:
    """Something is lost between two files; ``before`` may be empty text, both may be the same."""

    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class BrokenArchive:
    """Nothing more of the archive can be had."""

    error: DamagedArchive | ArchiveIOError

    @property
    def reason(self) -> str:
        return self.error.message


@dataclass(frozen=True)
class Ahead:
    """What a feed reads ahead with: ``THREADS`` threads, and room for chunks."""

    pool: ThreadPoolExecutor
    derivations: Derivations
    chunk_bytes: int


@dataclass
class _Sealed:
    """A chunk that was read and not opened yet."""

    member: Member
    stem: str
    number: int
    data: bytearray
    hmac: bytes | None
    keys: Future[Keys] | None
    end_bytes: int


Item = Chunk | BrokenFile | Gap | BrokenArchive


class ChunkFeed:
    """The items of one pass; a context manager that can be iterated over once.

    ``stems`` and ``strays`` are complete when the iteration has ended: every file seen, and the
    members that are no chunk at all.
    """

    def __init__(
        self,
        outer: OuterTar,
        wants: Callable[[str], bool],
        opener: ChunkOpener,
        stop: Event,
        ahead: Ahead,
    ) -> None:
        self.stems: dict[str, None] = {}
        self.strays: list[str] = []
        self._outer = outer
        self._wants = wants
        self._opener = opener
        self._pushed_back: Member | None = None
        self._stop = stop
        self._closed = Event()
        self._ahead = ahead
        self._room = _Room(ahead.chunk_bytes)
        self._read: queue.SimpleQueue[_Sealed | Item | None] = queue.SimpleQueue()
        self._items: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._order = _ChunkOrder()
        self._gap = ""  # why the last files may not be all that there was
        self._gaps = 0
        self._last_stem = ""
        self._futures: list[Future[None]] = []

    def __enter__(self) -> Self:
        reading = self._ahead.pool.submit(self._run)
        reading.add_done_callback(lambda _: self._read.put(None))
        opening = self._ahead.pool.submit(self._open_all)
        opening.add_done_callback(lambda _: self._items.put(None))
        self._futures = [reading, opening]
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
        while True:
            self._check_stop()
            try:
                item = self._items.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if item is None:
                for future in self._futures:
                    future.result()
                self._check_stop()  # which may be why there is no more
                return
            yield item
            if isinstance(item, Chunk):
                size_bytes = item.size_bytes
                item.text.release()
                del item
                self._room.give_back(size_bytes)

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise BackupCancelled("The restore was cancelled.")

    @property
    def _stopped(self) -> bool:
        return self._stop.is_set() or self._closed.is_set()

    # -- the reading thread, which owns the archive

    def _run(self) -> None:
        with closing(self._outer) as outer:
            try:
                self._walk(outer)
            except (DamagedArchive, ArchiveIOError) as error:
                self._read.put(BrokenArchive(error))

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
            if self._gap:
                self._read.put(Gap(self._last_stem, stem, self._gap))
                self._gap = ""
            self._last_stem = stem
            self.stems[stem] = None
            problem = self._order.check(stem, number)
            wanted = self._wants(stem)
            if wanted and problem:
                self._read.put(BrokenFile(stem, problem))
            if wanted and not self._order.is_broken(stem):
                self._hand_on(outer, member, stem, number)
            elif self._opener.sealed:
                self._take_hmac(outer, member)

    def _next(self, outer: OuterTar) -> Member | None:
        member, self._pushed_back = self._pushed_back, None
        if member is not None:
            return member
        try:
            return outer.next()
        except BrokenHeader as error:
            if not self._opener.binds_names or self._gaps == MAX_GAPS:
                raise
            self._gaps += 1
            found = outer.search(lambda name: self._opener.name.match(name) is not None)
            if found is None:
                raise
            passed = found.offset_bytes - error.at_bytes
            self._gap = f"{error.message} {passed} bytes were passed over."
            return found

    def _take_hmac(self, outer: OuterTar, chunk: Member) -> bytes | None:
        """The text of the member that must follow a chunk; None when another one does."""
        member = outer.next()
        if member is None or member.name != chunk.name + HMAC_SUFFIX:
            self._pushed_back = member
            return None
        # A larger one is left unread, and refused for what it lacks.
        return bytes(outer.read(MAX_HMAC_BYTES)) if member.size_bytes <= MAX_HMAC_BYTES else b""

    def _hand_on(self, outer: OuterTar, member: Member, stem: str, number: int) -> None:
        try:
            request = self._opener.request(member.name, outer.peek(HEAD_BYTES))
        except ChunkRefused as error:
            self._order.give_up(stem)
            self._read.put(_refusal(stem, number, error))
            return
        keys = None if request is None else self._ahead.derivations.ask(request)
        while not self._room.take(member.size_bytes, _POLL_S):
            if self._stopped:
                _forget(keys)
                return
        data = outer.read(MAX_CHUNK_BYTES)
        hmac = self._take_hmac(outer, member) if self._opener.sealed else b""
        end_bytes = outer.position_bytes
        self._read.put(_Sealed(member, stem, number, data, hmac, keys, end_bytes))

    # -- the opening thread

    def _open_all(self) -> None:
        try:
            self._open_each()
        finally:
            self._closed.set()  # nobody makes room any more for what the other thread reads

    def _open_each(self) -> None:
        refused: set[str] = set()
        while (item := self._read.get()) is not None:
            if not isinstance(item, _Sealed):
                if not isinstance(item, BrokenFile) or item.stem not in refused:
                    self._items.put(item)
                continue
            if item.stem in refused or self._stopped:
                _forget(item.keys)
                self._room.give_back(item.member.size_bytes)
                continue
            try:
                self._open(item)
            except ChunkRefused as error:
                # What was read of it ahead is dropped; the reading thread reads no more of it.
                self._order.give_up(item.stem)
                refused.add(item.stem)
                self._room.give_back(item.member.size_bytes)
                self._items.put(_refusal(item.stem, item.number, error))

    def _open(self, sealed: _Sealed) -> None:
        if sealed.hmac is None:
            raise ChunkRefused("is not followed by its HMAC")
        keys = None
        if sealed.keys is not None:
            while not sealed.keys.done() and not self._stopped:
                wait((sealed.keys,), _POLL_S)
            if self._stopped:
                _forget(sealed.keys)
                return
            keys = sealed.keys.result()
        member = sealed.member
        # The opening thread keeps ``sealed`` until it has the next one, which needs the memory.
        data, sealed.data = sealed.data, bytearray()
        text = self._opener.open(member.name, data, sealed.hmac, keys)
        self._items.put(
            Chunk(
                sealed.stem,
                sealed.number,
                text,
                member.offset_bytes,
                sealed.end_bytes,
                member.size_bytes,
            )
        )


def _refusal(stem: str, number: int, error: ChunkRefused) -> BrokenFile:
    return BrokenFile(stem, f"chunk {number:03d} {error}")


def _forget(keys: Future[Keys] | None) -> None:
    if keys is not None:
        keys.cancel()


class _Room:
    """Memory for chunks: as many as fit, and one of any size."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
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
        fits = self._bytes + size_bytes <= self._max_bytes
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
