"""Writes a version 4 archive to a stream (backup-format.md sections 1-3, 5 and 11).

Threads work at once: one reads, maps, compresses and cuts the volumes (``ChunkPipeline``), some
derive keys ahead (``KeyAhead``), and the caller's encrypts and writes the chunks in order. A chunk
goes to a file as it grows; its length is put into its header at its end. A pipe gets whole chunks.
Memory is bounded by the blocks between the threads and the derivations at a time (``memory_plan``)
and one sparse map; nothing is kept on disk.

Errors: ``SourceError`` (a volume), ``ArchiveIOError`` (the target), ``DerivationFailed`` (memory),
``PassphraseRefused``, ``ArchiveTooLarge``, ``BackupCancelled``; ``ValueError`` for a wrong call.
"""

from __future__ import annotations

import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from . import memory_plan, tar_writing
from .archive_output import ArchiveOutput
from .chunk_pipeline import POLL_S, ArchiveFile, Block, ChunkPipeline, Meter
from .errors import BackupCancelled, BackupError
from .home_tar import HomeSource, measure
from .key_ahead import ContainerKey, KeyAhead
from .memory_lack import telling_memory_lack
from .memory_plan import available_bytes
from .packing import compressor, packing
from .scrypt_container import OVERHEAD_BYTES, STOCK_COST, Cost, Sealer, encrypt
from .volume_source import Source, SourceError, VolumeSource, stored_bytes

__all__ = [
    "ArchiveFile",
    "ArchiveTooLarge",
    "FileReport",
    "HomeSource",
    "PassphraseRefused",
    "Progress",
    "SourceError",
    "VolumeSource",
    "WriteOptions",
    "check_passphrase",
    "declared_bytes",
    "new_backup_id",
    "stored_bytes",
    "write_archive",
]

MAX_CHUNK_BYTES = (512 << 20) - OVERHEAD_BYTES
MAX_QUBES_XML_BYTES = 1 << 20
MAX_COMBINED_PASSPHRASE_BYTES = 2046
MAX_MEMBER_BYTES = 80
_MEMBER = re.compile(r"(vm[0-9]+|dom0-home)/[A-Za-z0-9_][A-Za-z0-9_.-]*")
# Room for the longest backup id and chunk number beside a member name.
_PASSPHRASE_PREFIX_BYTES = 48
_HEADER = "backup-header"
_QUBES_XML = "qubes.xml.000"
_REPORT_INTERVAL_S = 0.2


class PassphraseRefused(BackupError):
    """A passphrase that the stock tools could not restore with (section 3.2)."""

    kind = "passphrase"


class ArchiveTooLarge(BackupError):
    """The description of the qubes does not fit the one chunk it may have."""

    kind = "too-large"


@dataclass(frozen=True)
class WriteOptions:
    """How an archive is made; the defaults are as strong as the stock tools' archives.

    ``chunk_bytes``, ``buffer_bytes`` (memory for data on its way) and ``lanes`` (derivations at a
    time, each with its own memory) 0 let ``memory_plan`` choose. ``backup_id`` "" makes a new one.
    """

    cost: Cost = STOCK_COST
    chunk_bytes: int = 0
    compression: str = "gzip"
    buffer_bytes: int = 0
    lanes: int = 0
    backup_id: str = ""


@dataclass(frozen=True)
class Progress:
    """Source bytes done, of the bytes that the file systems keep as data; now at this volume."""

    done_bytes: int
    total_bytes: int
    qube: str
    volume: str


@dataclass(frozen=True)
class FileReport:
    """One file that is in the archive now: real size, data left without zeros, archived size.

    ``notes`` are sentences on what of it could not be stored as it should.
    """

    member: str
    label: str
    part: str
    size_bytes: int
    data_bytes: int
    archived_bytes: int
    notes: tuple[str, ...] = ()


def check_passphrase(passphrase: bytes, longest_member: str = "x" * MAX_MEMBER_BYTES) -> None:
    """Raise ``PassphraseRefused`` for what the stock tools cannot type into scrypt's terminal."""
    if not passphrase:
        raise PassphraseRefused("The passphrase is empty.")
    try:
        text = passphrase.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PassphraseRefused("The passphrase is not valid UTF-8 text.") from error
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
        raise PassphraseRefused(
            "The passphrase has a control character (such as a tab or the end of a line) in it,"
            " which the stock restore tools cannot take."
        )
    room = MAX_COMBINED_PASSPHRASE_BYTES - _PASSPHRASE_PREFIX_BYTES - len(longest_member)
    if len(passphrase) > room:
        raise PassphraseRefused(
            f"The passphrase has {len(passphrase)} bytes; the archive format takes {room} at most."
        )


def declared_bytes(source: Source) -> int:
    """A file's part of ``backup-size``: never less than what it takes in the archive (2.3)."""
    if isinstance(source, HomeSource):
        stored = measure(source).tar_bytes
    else:
        stored = stored_bytes(source)
    return stored + stored // 64 + 16384


def new_backup_id() -> str:
    """Unique, also for two backups of one process in one second and for a clock set back."""
    moment = datetime.now().astimezone()
    return f"{moment:%Y%m%dT%H%M%S}-{os.getpid()}-{secrets.token_hex(4)}"


def header_text(compression: str, backup_id: str) -> bytes:
    """The member ``backup-header`` (section 2)."""
    kind = packing(compression).kind
    lines = (
        "version=4",
        "encrypted=True",
        f"compressed={kind != 'none'}",
        f"compression-filter={kind if kind != 'none' else 'gzip'}",
        "hmac-algorithm=scrypt",
        f"backup-id={backup_id}",
    )
    return "".join(f"{line}\n" for line in lines).encode("ascii")


@telling_memory_lack("write the backup")
def write_archive(
    out: BinaryIO,
    qubes_xml: bytes,
    files: Sequence[ArchiveFile],
    passphrase: bytes,
    options: WriteOptions,
    on_progress: Callable[[Progress], None],
    stop: threading.Event,
) -> list[FileReport]:
    """Write a whole archive; blocks, so call it in a worker thread.

    ``files`` of one qube stand together, and each qube has one at least (``vm3/empty`` with b"").
    ``on_progress`` is called in the calling thread, five times a second at most and at the end.
    After ``stop`` is set, nothing more is written within a second or so, and ``BackupCancelled`` is
    raised; a key derivation under way ends by itself a little later.
    """
    _check_call(files, options)
    longest = max((file.member for file in files), key=len, default=_QUBES_XML)
    check_passphrase(passphrase, longest)
    writer = _Writer(out, files, passphrase, options, on_progress, stop)
    try:
        return writer.run(qubes_xml)
    finally:
        writer.close()


def _check_call(files: Sequence[ArchiveFile], options: WriteOptions) -> None:
    packing(options.compression)
    if not 0 <= options.chunk_bytes <= MAX_CHUNK_BYTES:
        raise ValueError(f"chunks of {options.chunk_bytes} bytes are not possible")
    if options.lanes < 0:
        raise ValueError("less than no derivation")
    seen: set[str] = set()
    folders: list[str] = []
    for file in files:
        if not _MEMBER.fullmatch(file.member) or len(file.member) > MAX_MEMBER_BYTES:
            raise ValueError(f"not a member of an archive: {file.member!r}")
        if file.member in seen:
            raise ValueError(f"{file.member!r} occurs twice")
        seen.add(file.member)
        folder = file.member.partition("/")[0]
        if folder not in folders[-1:]:
            if folder in folders:
                raise ValueError(f"the files of {folder!r} do not stand together")
            folders.append(folder)


@dataclass(frozen=True)
class _HeadMember:
    """A member before the volumes; sealed with the key of ``key_name`` unless that is empty."""

    name: str
    text: bytes
    key_name: str = ""


class _Writer:
    """The state of one archive being written."""

    def __init__(
        self,
        out: BinaryIO,
        files: Sequence[ArchiveFile],
        passphrase: bytes,
        options: WriteOptions,
        on_progress: Callable[[Progress], None],
        stop: threading.Event,
    ) -> None:
        self._out = ArchiveOutput(out, self._idle)
        self._files = files
        self._passphrase = passphrase
        self._options = options
        self._on_progress = on_progress
        self._stop = stop
        self._backup_id = options.backup_id or new_backup_id()
        cores = len(os.sched_getaffinity(0))
        room = memory_plan.choose(options.cost, self._out.can_patch, available_bytes(), cores)
        self._chunk_bytes = options.chunk_bytes or room.chunk_bytes
        self._buffer_bytes = options.buffer_bytes or room.buffer_bytes
        self._meter = Meter([stored_bytes(file.source) for file in files])
        self._current = 0
        self._reported_s = 0.0
        self._archived = [0] * len(files)
        self._lanes = options.lanes or room.lanes
        self._keys = KeyAhead(options.cost, self._passphrase_for, self._lanes)

    def close(self) -> None:
        self._keys.close()

    def run(self, qubes_xml: bytes) -> list[FileReport]:
        head = self._head(qubes_xml)
        # Where the head can be filled in at the end, its keys are derived when no others are
        # waited for; the first volume does not wait for them.
        first = len(self._files) if self._out.can_patch else -len(head)
        wishes = [
            (member.key_name, (first + order, 0))
            for order, member in enumerate(head)
            if member.key_name
        ]
        wishes += [(self._chunk_name(index, 0), (index, 0)) for index in range(len(self._files))]
        self._keys.may_want(self._possible_chunks(0, 0))
        self._keys.want(*wishes)
        pipeline = ChunkPipeline(
            self._files,
            self._chunk_bytes,
            self._buffer_bytes,
            not self._out.can_patch,
            self._options.compression,
            self._meter,
            self._want,
            self._lanes,
            self._stop,
        )
        with pipeline:
            places = [self._write_head(member) for member in head]
            if self._out.can_patch:
                self._stream_chunks(pipeline)
                for member, place in zip(head, places, strict=True):
                    if member.key_name:
                        self._out.patch(place, self._sealed(member))
            else:
                self._collect_chunks(pipeline)
        self._check_running()
        self._report(finished=True)
        return [
            FileReport(
                file.member,
                file.label,
                file.part,
                figures.size_bytes,
                figures.data_bytes,
                archived,
                figures.notes,
            )
            for file, figures, archived in zip(
                self._files, pipeline.figures, self._archived, strict=True
            )
        ]

    def _want(self, file_index: int, number: int) -> None:
        self._keys.may_want(self._possible_chunks(file_index, number))
        self._keys.want((self._chunk_name(file_index, number), (file_index, number)))

    def _possible_chunks(self, file_index: int, number: int) -> list[str]:
        """Some that may follow, from the size of the data before it is compressed."""
        names: list[str] = []
        for index in range(file_index, len(self._files)):
            most = self._meter.sizes[index] // self._chunk_bytes
            while number < most and len(names) < self._lanes:
                number += 1
                names.append(self._chunk_name(index, number))
            if len(names) == self._lanes:
                break
            number = 0
        return names

    def _chunk_name(self, file_index: int, number: int) -> str:
        return f"{self._files[file_index].member}.{number:03d}"

    def _passphrase_for(self, name: str) -> bytes:
        prefix = name if name == _HEADER else f"{self._backup_id}!{name}"
        return prefix.encode("ascii") + b"!" + self._passphrase

    def _head(self, qubes_xml: bytes) -> list[_HeadMember]:
        header = header_text(self._options.compression, self._backup_id)
        packer = compressor(self._options.compression)
        inner = tar_writing.plain_member("qubes.xml", qubes_xml)
        packed = bytes(packer.process(inner)) + packer.finish()
        if len(packed) + OVERHEAD_BYTES > MAX_QUBES_XML_BYTES:
            raise ArchiveTooLarge(
                f"The description of the qubes takes {len(packed)} bytes, more than the archive"
                " format allows. Back up fewer qubes at a time."
            )
        return [
            _HeadMember(_HEADER, header),
            _HeadMember(f"{_HEADER}.hmac", header, _HEADER),
            _HeadMember(f"{_QUBES_XML}.enc", packed, _QUBES_XML),
        ]

    def _write_head(self, member: _HeadMember) -> int:
        """Write it, or keep its place free; returns the place of its content."""
        if not member.key_name:
            content = member.text
        elif self._out.can_patch:
            content = bytes(len(member.text) + OVERHEAD_BYTES)
        else:
            content = self._sealed(member)
        return self._out.member(member.name, content)

    def _sealed(self, member: _HeadMember) -> bytes:
        key = self._key(member.key_name)
        return encrypt(member.text, key.keys, key.salt, self._options.cost)

    def _key(self, name: str) -> ContainerKey:
        while (key := self._keys.take(name, POLL_S)) is None:
            self._idle()
        return key

    def _stream_chunks(self, pipeline: ChunkPipeline) -> None:
        """Each block goes to the archive as it comes."""
        sealer: Sealer | None = None
        for block in pipeline.blocks(self._idle):
            if sealer is None:
                sealer = self._begin_chunk(block, self._chunk_bytes)
            self._write_block(sealer, block)
            pipeline.give_back(block)
            if block.ends_chunk:
                self._end_chunk(sealer, block)
                sealer = None

    def _collect_chunks(self, pipeline: ChunkPipeline) -> None:
        """All blocks of a chunk are kept until its length is known."""
        chunk: list[Block] = []
        for last in pipeline.blocks(self._idle):
            chunk.append(last)
            if not last.ends_chunk:
                continue
            sealer = self._begin_chunk(last, sum(block.length for block in chunk))
            for block in chunk:
                self._write_block(sealer, block)
                pipeline.give_back(block)
            self._end_chunk(sealer, last)
            chunk.clear()

    def _begin_chunk(self, block: Block, length: int) -> Sealer:
        name = self._chunk_name(block.file_index, block.number)
        key = self._key(name)
        self._current = block.file_index
        sealer = Sealer(key.keys, key.salt, self._options.cost)
        self._out.begin(f"{name}.enc", length + OVERHEAD_BYTES)
        self._out.write(sealer.head)
        return sealer

    def _write_block(self, sealer: Sealer, block: Block) -> None:
        sealer.seal(block.data)
        self._out.write(block.data)
        self._meter.stored_bytes = block.stored_until

    def _end_chunk(self, sealer: Sealer, block: Block) -> None:
        self._out.write(sealer.tail())
        self._archived[block.file_index] += self._out.end()

    def _check_running(self) -> None:
        if self._stop.is_set():
            raise BackupCancelled("The backup was cancelled.")

    def _idle(self) -> None:
        """Called many times a second, also while waiting."""
        self._check_running()
        if time.monotonic() - self._reported_s >= _REPORT_INTERVAL_S:
            self._report()

    def _report(self, finished: bool = False) -> None:
        self._reported_s = time.monotonic()
        total = self._meter.total_bytes
        done = total if finished else min(self._meter.done_bytes, total)
        current = self._files[self._current] if self._files else None
        label, part = (current.label, current.part) if current else ("", "")
        self._on_progress(Progress(done, total, label, part))
