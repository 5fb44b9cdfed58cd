"""The outer archive as it is written: members one after another (backup-format.md section 1).

A member's header says its size and stands before its data. Where the output can go back
(``can_patch``), the header is written with an expected size and put right at the end of the data,
so that no chunk has to be kept in memory; elsewhere the size must be known at the beginning.

Errors: ``ArchiveIOError`` names the target, what failed and what can be done.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import BinaryIO

from . import tar_writing
from .errors import ArchiveIOError
from .target import write_failure

Bytes = bytes | bytearray | memoryview


class ArchiveOutput:
    """Writes members to ``out``; ``idle`` is called before every write and may raise.

    An output that is not ready may take nothing for a moment (``write`` returns None, as that of a
    raw non-blocking stream does); one that returns 0 takes no more.
    """

    def __init__(self, out: BinaryIO, idle: Callable[[], None]) -> None:
        self._out = out
        self._name = str(getattr(out, "name", "the target"))
        self._idle = idle
        self._mtime = int(time.time())
        self._position = 0
        self._member = ("", 0, 0)
        self.can_patch = out.seekable()

    @property
    def position(self) -> int:
        """Bytes written so far, the same as the place of the next one."""
        return self._position

    def begin(self, name: str, size: int) -> None:
        """The header of a member; ``size`` may be a guess if ``can_patch``."""
        self.write(tar_writing.outer_header(name, size, self._mtime))
        self._member = (name, size, self._position)

    def end(self) -> int:
        """End the member and put its header right; returns its size."""
        name, expected, start = self._member
        size = self._position - start
        self.write(tar_writing.outer_trailer(size))
        if size != expected:
            header = tar_writing.outer_header(name, size, self._mtime)
            self.patch(start - tar_writing.BLOCK_BYTES, header)
        return size

    def member(self, name: str, content: Bytes) -> int:
        """A whole member; returns the place of its content."""
        self.begin(name, len(content))
        start = self._position
        self.write(content)
        self.end()
        return start

    def write(self, data: Bytes) -> None:
        """The next bytes, all of them."""
        self._write(data)
        self._position += len(data)

    def patch(self, position: int, data: Bytes) -> None:
        """Write over bytes that were written before."""
        assert self.can_patch, "this output cannot go back"
        self._seek(position)
        self._write(data)
        self._seek(self._position)

    def _seek(self, position: int) -> None:
        try:
            self._out.seek(position, os.SEEK_SET)
        except OSError as error:
            raise write_failure(self._name, error) from error

    def _write(self, data: Bytes) -> None:
        rest = memoryview(data)
        while rest:
            self._idle()
            try:
                count: int | None = self._out.write(rest)
            except OSError as error:
                raise write_failure(self._name, error) from error
            if count is None:
                continue
            if not count:
                raise ArchiveIOError(f"Writing {self._name} failed: it takes no more data.")
            rest = rest[count:]
