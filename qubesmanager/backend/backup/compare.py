"""A volume of an archive beside the one that is here, byte by byte, while it is verified."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from .open_file import VolumeReceiver
from .plan import VolumeRow

_STEP_BYTES = 1 << 20
_ZEROS = bytes(_STEP_BYTES)

SAME = "same"
NOT_HERE = "not here"


class Comparison:
    """Passes on what comes to ``inner`` and says in the row how it compares to what is here.

    ``find`` gives the place of that, None when there is none, or raises OSError. The first
    difference is looked for, no more. ``check`` is called often and may raise.
    """

    def __init__(
        self,
        inner: VolumeReceiver,
        volume: VolumeRow,
        find: Callable[[], Path | None],
        check: Callable[[], None],
    ) -> None:
        self._inner = inner
        self._volume = volume
        self._find = find
        self._check = check
        self._file: BinaryIO | None = None
        self._offset_bytes = 0

    def begin(self, size_bytes: int) -> None:
        self._inner.begin(size_bytes)
        try:
            here = self._find()
            if here is None:
                self._say(NOT_HERE)
                return
            self._file = open(here, "rb", buffering=0)  # noqa: SIM115  closed by _say
            size_here = self._file.seek(0, os.SEEK_END)
        except OSError as error:
            self._say(f"cannot be read here: {error.strerror}")
            return
        if size_here != size_bytes:
            self._say(f"other size: {size_here} bytes here")

    def data(self, piece: memoryview) -> None:
        self._inner.data(piece)
        for start in range(0, len(piece), _STEP_BYTES):
            self._compare(piece[start : start + _STEP_BYTES])

    def hole(self, length_bytes: int) -> None:
        self._inner.hole(length_bytes)
        end = self._offset_bytes + length_bytes
        while self._file is not None and self._offset_bytes < end:
            self._check()
            # What is a hole here too need not be read.
            self._offset_bytes = min(end, _next_data(self._file, self._offset_bytes, end))
            self._compare(memoryview(_ZEROS)[: min(_STEP_BYTES, end - self._offset_bytes)])
        self._offset_bytes = end

    def complete(self) -> None:
        self._inner.complete()
        if self._file is not None:
            self._say(SAME)

    def fail(self, reason: str) -> None:
        self._inner.fail(reason)
        if self._file is not None:
            self._say("not compared to its end")

    def _compare(self, piece: memoryview) -> None:
        if self._file is None or not len(piece):
            return
        try:
            here = os.pread(self._file.fileno(), len(piece), self._offset_bytes)
        except OSError as error:
            self._say(f"cannot be read here: {error.strerror}")
            return
        if here != piece:
            pairs = zip(here, piece, strict=False)
            at = next((n for n, (a, b) in enumerate(pairs) if a != b), len(here))
            self._say(f"differs at byte {self._offset_bytes + at}")
        self._offset_bytes += len(piece)

    def _say(self, result: str) -> None:
        self._volume.compared = result
        if self._file is not None:
            self._file.close()
            self._file = None


def _next_data(file: BinaryIO, offset_bytes: int, end_bytes: int) -> int:
    """Where the next data begins at or after an offset; the end when there is none."""
    try:
        return os.lseek(file.fileno(), offset_bytes, os.SEEK_DATA)
    except OSError:  # ENXIO: no more data; a device may not know holes
        return offset_bytes if not os.path.isfile(f"/proc/self/fd/{file.fileno()}") else end_bytes
