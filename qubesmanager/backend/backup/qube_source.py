"""An archive that lies in a qube, read through the service qubes.Restore (backup-format.md 9.2).

Each call begins at the start of the archive and sends what was asked for: the header, then the list
of qubes, then, a pass at a time, the folders of the qubes that are wanted. What comes is read as
tar (`qfile`). How the service is called is not known here.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol, cast

from .errors import ArchiveIOError, ServiceAbsent, printable
from .qfile import QfileLimits, QfileReader

_CHUNK_BYTES = 100 << 20
_HEAD = (
    (("backup-header", "backup-header.hmac"), QfileLimits(1 << 20, 2)),
    # By its beginning: version 4 adds ".enc", older ones a second file ".hmac".
    (("qubes.xml.000",), QfileLimits((1 << 20) + 4096, 2)),
)
_MAX_REASON = 1024
# Of the call itself: it failed, it was refused, nobody serves it (`service_call`, qrexec).
_NO_SERVICE = frozenset({125, 126, 127})


class ServiceCall(Protocol):
    """One call of the service. Errors are OSError."""

    stdin: BinaryIO
    stdout: BinaryIO

    def wait(self) -> tuple[int, bytes]:
        """Its exit status and the beginning of what it said on stderr; both streams are closed."""

    def kill(self) -> None:
        """End it at once, also while another thread reads from it. Silent when it is over."""


class QubeSource:
    """``open_call`` begins a call; ArchiveIOError when it cannot."""

    def __init__(self, qube: str, location: str, open_call: Callable[[], ServiceCall]) -> None:
        if not location or any(c in location for c in "\n\r\0"):
            raise ArchiveIOError(f"{printable(location)!r} is no place in a qube.")
        self._qube = qube
        self._location = location
        self._open_call = open_call
        self._running: ServiceCall | None = None
        self._closings = 0

    def head(self) -> BinaryIO:
        """Header and list of qubes."""
        return cast(
            BinaryIO, _Sequence([self._call(wanted, limits, 0) for wanted, limits in _HEAD])
        )

    def data(self, folders: list[str], backed_up_bytes: int) -> BinaryIO:
        """Everything below these folders, which hold so much by the list of qubes."""
        wanted = tuple(f"{folder}/" for folder in folders)
        # Stock writers count what is allocated, not what the layers of the archive add to it.
        total = backed_up_bytes + backed_up_bytes // 16 + (1 << 20) * (len(folders) + 1)
        files = 2 * (10 * len(folders) + total // _CHUNK_BYTES)
        limits = QfileLimits(total, files)
        return cast(BinaryIO, _Sequence([self._call(wanted, limits, self._closings)]))

    def close(self) -> None:
        """End what runs, or is just beginning; whoever reads from it gets an error."""
        self._closings += 1
        call, self._running = self._running, None
        if call is not None:
            call.kill()

    def _call(
        self, wanted: tuple[str, ...], limits: QfileLimits, closings: int
    ) -> Callable[[], _Call]:
        def begin() -> _Call:
            words = f"{self._location}\n{' '.join(wanted)}\n"
            try:
                call = self._running = self._open_call()
            except OSError as error:
                raise ServiceAbsent(f"{self._qube} cannot be asked: {error}.") from error
            if self._closings != closings:  # by whoever saw no call that runs
                call.kill()
                raise ArchiveIOError(f"Reading from {self._qube} was broken off.")
            return _Call(self._qube, call, words.encode(), limits)

        return begin


class _Call(io.RawIOBase):
    """The tar stream of one call. At its end the service must have ended well."""

    def __init__(self, qube: str, call: ServiceCall, request: bytes, limits: QfileLimits) -> None:
        super().__init__()
        self._qube = qube
        self._call = call
        self._reader = QfileReader(call.stdout, self._answer, limits)
        self._request = request
        self._is_over = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._is_over:
            return 0
        try:
            if self._request:
                self._send_request()
            count = self._reader.readinto(buffer)
        except ArchiveIOError as error:
            raise self._failure(error) from error
        if count == 0:
            self._is_over = True
            status, reason = self._call.wait()
            if status != 0:
                raise ArchiveIOError(self._sentence(status, reason))
        return count

    def close(self) -> None:
        if not self.closed and not self._is_over:
            self._call.kill()
            self._call.stdin.close()
            self._call.stdout.close()
        super().close()

    def _send_request(self) -> None:
        request, self._request = self._request, b""
        try:
            self._call.stdin.write(request)
            self._call.stdin.flush()
        except OSError:
            return  # it has ended, and reading will tell

    def _answer(self, record: bytes) -> None:
        self._call.stdin.write(record)
        self._call.stdin.flush()
        self._call.stdin.close()

    def _failure(self, error: ArchiveIOError) -> ArchiveIOError:
        """What the far side says is a better reason than that it has stopped."""
        self._is_over = True
        status, reason = self._call.wait()
        if status == 0 and not reason:
            return error
        kind = ServiceAbsent if status in _NO_SERVICE else ArchiveIOError
        return kind(self._sentence(status, reason))

    def _sentence(self, status: int, untrusted_reason: bytes) -> str:
        text = untrusted_reason[:_MAX_REASON].decode("ascii", "replace")
        said = printable(" ".join(text.split()).replace("\ufffd", "?"))
        return f"Reading from {self._qube} failed: {said or f'status {status}'}"


class _Sequence(io.RawIOBase):
    """Streams one after the other, each begun when the one before has ended."""

    def __init__(self, beginnings: list[Callable[[], _Call]]) -> None:
        super().__init__()
        self._beginnings = beginnings
        self._stream: _Call | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while True:
            if self._stream is None:
                if not self._beginnings:
                    return 0
                self._stream = self._beginnings.pop(0)()
            count = self._stream.readinto(buffer)
            if count:
                return count
            self._stream.close()
            self._stream = None

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        super().close()
