"""The outer archive: many one-member tar archives one after another (backup-format.md section 1).

Everything here is read before it is authenticated, so the rules are narrow: regular files only,
plain ASCII names, extended headers that change neither name nor size, bounded sizes. What breaks a
rule raises BrokenHeader, because nothing after it can be located with certainty; whoever can tell
by other means what belongs to the archive may ``search`` for it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from .errors import ArchiveIOError, DamagedArchive, printable
from .tar_block import BLOCK_BYTES, ZERO_BLOCK, parse_block, parse_pax

MAX_CHUNK_BYTES = 512 << 20
MAX_NAME_LENGTH = 255
_MAX_PAX_BYTES = 64 << 10
_SKIP_BYTES = 1 << 20
_SEARCH_BYTES = 64 << 10
_MAGIC, _MAGIC_OFFSET = b"ustar", 257

_TYPE_NAMES = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a device",
    b"4": "a device",
    b"6": "a pipe",
    b"S": "a sparse file",
    b"L": "a GNU long name",
}


class BrokenHeader(DamagedArchive):
    """Where a header was expected there is none, or none that is allowed."""

    def __init__(self, message: str, at_bytes: int) -> None:
        super().__init__(message)
        self.at_bytes = at_bytes


@dataclass(frozen=True)
class Member:
    """One regular file; ``offset_bytes`` is where its data begins in the archive."""

    name: str
    size_bytes: int
    offset_bytes: int


class OuterTar:
    """Walks over the members of an archive that is read from its present position.

    A file is skipped over by seeking; anything else by reading. ``close`` closes the stream.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._seekable = stream.seekable()
        self._end_bytes = self._find_end()
        self.position_bytes = stream.tell() if self._seekable else 0
        self._unread_bytes = 0  # data of the current member
        self._padding_bytes = 0
        self._head = b""  # what was read of it ahead
        self._last_block = b""
        self._found = b""  # what a search in a pipe has read too much
        self._member: Member | None = None

    def close(self) -> None:
        self._stream.close()

    def _find_end(self) -> int | None:
        if not self._seekable:
            return None
        here = self._stream.tell()
        end = self._stream.seek(0, os.SEEK_END)
        self._stream.seek(here)
        return end

    def next(self) -> Member | None:
        """The next regular file, or None at the end of the archive."""
        self.leave_member()
        while True:
            block = self._read_block()
            if block is None:
                return None
            if block == ZERO_BLOCK:
                continue
            member = self._interpret(block)
            if member is not None:
                self._member = member
                return member

    def peek(self, count: int) -> bytes:
        """The first bytes of the member that ``next`` gave; ``read`` gives them once more."""
        assert self._member is not None
        assert self._unread_bytes == self._member.size_bytes, "the beginning was read already"
        head = bytearray(min(count, self._member.size_bytes))
        self._fill(memoryview(head))
        self._unread_bytes -= len(head)
        self._head = bytes(head)
        return self._head

    def read(self, max_bytes: int) -> bytearray:
        """All data of the member that ``next`` gave. A larger one than allowed is refused."""
        assert self._member is not None
        known = len(self._head)
        assert self._unread_bytes + known == self._member.size_bytes, "a member is read once"
        if self._member.size_bytes > max_bytes:
            raise DamagedArchive(
                f"{self._member.name} is {self._member.size_bytes} bytes long,"
                f" at most {max_bytes} are allowed."
            )
        data = bytearray(self._member.size_bytes)
        data[:known] = self._head
        self._fill(memoryview(data)[known:])
        self._unread_bytes = 0
        self._head = b""
        return data

    def _fill(self, view: memoryview) -> None:
        filled = 0
        while filled < len(view):
            count = self._readinto(view[filled:])
            if count == 0:
                raise self._cut_off()
            filled += count

    def search(self, accept: Callable[[str], bool]) -> Member | None:
        """After a BrokenHeader: the next regular file of an accepted name, wherever it begins."""
        self._unread_bytes = self._padding_bytes = 0
        # Where bytes were lost or came in between, it may begin in the block that was none.
        window = bytearray(self._last_block)
        start = 0
        while True:
            place = window.find(_MAGIC, start)
            if place < 0 or place - _MAGIC_OFFSET + BLOCK_BYTES > len(window):
                # What may still be the beginning of a header stays.
                keep = place - _MAGIC_OFFSET if place >= 0 else len(window) - BLOCK_BYTES
                del window[: max(0, keep)]
                start = 0
                piece = bytearray(_SEARCH_BYTES)
                count = self._readinto(memoryview(piece))
                if count == 0:
                    return None
                window += piece[:count]
                continue
            start = place + 1
            head = place - _MAGIC_OFFSET
            if head >= 0 and (member := self._try_header(window, head, accept)) is not None:
                return member

    def _try_header(
        self, window: bytearray, head: int, accept: Callable[[str], bool]
    ) -> Member | None:
        """The member whose header begins there, and the reading goes on behind it."""
        data = head + BLOCK_BYTES
        here = self.position_bytes
        self.position_bytes = here - len(window) + data
        try:
            member = self._interpret(bytes(window[head:data]), only_files=True)
        except BrokenHeader:
            member = None
        if member is None or not accept(member.name):
            self._unread_bytes = self._padding_bytes = 0
            self.position_bytes = here
            return None
        if self._end_bytes is not None:
            self._seek(self.position_bytes)
        else:
            self._found = bytes(window[data:])
        self._member = member
        return member

    def _interpret(self, block: bytes, only_files: bool = False) -> Member | None:
        """A member, or None when the header was one to be passed over."""
        at = self.position_bytes - BLOCK_BYTES
        try:
            header = parse_block(block)
        except DamagedArchive as error:
            raise BrokenHeader(
                f"The archive cannot be followed any further at byte {at}: {error}.", at
            ) from error
        if header.type in (b"x", b"g") and not only_files:
            self._pass_extended_header(header.size_bytes, at)
            return None
        name = _checked_name(header.name, at)
        if header.type == b"5" and header.size_bytes == 0:
            return None
        if header.type != b"0":
            kind = _TYPE_NAMES.get(header.type, "of an unknown type")
            raise BrokenHeader(f"{name} in the archive is {kind}, which is refused.", at)
        if header.size_bytes > MAX_CHUNK_BYTES:
            raise BrokenHeader(
                f"{name} claims {header.size_bytes} bytes; one part of a backup has at most"
                f" {MAX_CHUNK_BYTES}.",
                at,
            )
        self._unread_bytes = header.size_bytes
        self._padding_bytes = -header.size_bytes % BLOCK_BYTES
        return Member(name, header.size_bytes, self.position_bytes)

    def _pass_extended_header(self, size_bytes: int, at: int) -> None:
        if size_bytes > _MAX_PAX_BYTES:
            raise BrokenHeader(f"The extended tar header at byte {at} is too large.", at)
        body = b""
        for _ in range(0, size_bytes, BLOCK_BYTES):
            block = self._read_block()
            if block is None:
                raise self._cut_off()
            body += block
        try:
            records = parse_pax(body[:size_bytes])
        except DamagedArchive as error:
            raise BrokenHeader(f"{error}, at byte {at}.", at) from error
        for key in records:
            if key in ("path", "linkpath", "size") or key.startswith("GNU.sparse"):
                raise BrokenHeader(
                    f"The extended tar header at byte {at} changes {printable(key)},"
                    f" which is refused.",
                    at,
                )

    def leave_member(self) -> None:
        """Go to where the next header begins, over what was not read of the current member."""
        self._head = b""
        rest = self._unread_bytes + self._padding_bytes
        if rest == 0:
            return
        if self._end_bytes is not None:
            data_end = self.position_bytes + self._unread_bytes
            if data_end > self._end_bytes:
                raise self._cut_off()
            # The padding of the very last member may be missing.
            target = min(data_end + self._padding_bytes, self._end_bytes)
            self.position_bytes = self._seek(target)
        else:
            self._read_over(rest)
        self._unread_bytes = self._padding_bytes = 0
        self._member = None

    def _read_over(self, rest: int) -> None:
        buffer = memoryview(bytearray(min(rest, _SKIP_BYTES)))
        while rest:
            count = self._readinto(buffer[: min(rest, len(buffer))])
            if count == 0:
                if rest <= self._padding_bytes:
                    return
                raise self._cut_off()
            rest -= count

    def _read_block(self) -> bytes | None:
        """The next 512 bytes; None at the end, where a shorter block of zeros is no loss."""
        block = bytearray(BLOCK_BYTES)
        view = memoryview(block)
        filled = 0
        while filled < BLOCK_BYTES:
            count = self._readinto(view[filled:])
            if count == 0:
                if any(block):
                    raise self._cut_off()
                return None
            filled += count
        self._last_block = bytes(block)
        return self._last_block

    def _readinto(self, view: memoryview) -> int:
        assert isinstance(self._stream, (io.RawIOBase, io.BufferedIOBase))
        if self._found:
            count = min(len(self._found), len(view))
            view[:count] = self._found[:count]
            self._found = self._found[count:]
            self.position_bytes += count
            return count
        try:
            count = self._stream.readinto(view) or 0
        except OSError as error:
            raise ArchiveIOError(
                f"The archive cannot be read at byte {self.position_bytes}: {error.strerror}."
            ) from error
        self.position_bytes += count
        return count

    def _seek(self, position_bytes: int) -> int:
        try:
            return self._stream.seek(position_bytes)
        except OSError as error:
            raise ArchiveIOError(
                f"The archive cannot be read at byte {position_bytes}: {error.strerror}."
            ) from error

    def _cut_off(self) -> DamagedArchive:
        where = f" in the middle of {self._member.name}" if self._member else ""
        end = self.position_bytes if self._end_bytes is None else self._end_bytes
        return DamagedArchive(f"The archive is cut off after {end} bytes{where}.")


def _checked_name(untrusted_name: str, at: int) -> str:
    if (
        not untrusted_name
        or len(untrusted_name) > MAX_NAME_LENGTH
        or not untrusted_name.isascii()
        or not untrusted_name.isprintable()
        or any(part in ("", ".", "..") for part in untrusted_name.rstrip("/").split("/"))
    ):
        raise BrokenHeader(
            f"The archive has the impossible name {printable(untrusted_name)!r} at byte {at}.", at
        )
    return untrusted_name
