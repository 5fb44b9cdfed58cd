"""An archive into a program: a command's standard input, or a qube's ``qubes.Backup`` service.

The service (backup-format.md section 9.1) reads one line with the directory or command of the
target, then the archive to its end. Its exit status alone decides; the first 1024 bytes of its
standard error, as printable ASCII, say why it failed. A command gets no such line.

Writing never blocks longer than a moment, so a receiver that is slow, or has stopped, can be waited
for and the job still be cancelled.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import logging
import os
import select
import signal
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import BinaryIO, Self, cast

from .errors import ArchiveIOError, BackupCancelled

log = logging.getLogger(__name__)

SERVICE = "qubes.Backup"
MAX_STDERR_BYTES = 1024
_POLL_MS = 100
_END_S = 1.0


class TargetEnded(ArchiveIOError):
    """The receiving program failed, or ended before the archive did."""


class ProcessTarget:
    """A new process of ``command`` (never a shell's text) that takes the archive.

    ``path`` names it for the person. ``location`` is the file that the service says it has made,
    after ``commit``. ``first_line`` is what the service reads first; line ends in
    it are removed, as the protocol has it. After ``stop`` is set, ``commit`` gives up waiting.
    """

    def __init__(
        self,
        command: Sequence[str],
        path: str,
        stop: threading.Event,
        first_line: str | None = None,
    ) -> None:
        self.path = path
        self.location = ""
        self.committed = False
        self._command = list(command)
        self._stop = stop
        self._first_line = first_line
        self._process: subprocess.Popen[bytes] | None = None
        self._listener = threading.Thread(target=self._listen, name="backup-target", daemon=True)
        self._said = b""
        self._answerer = threading.Thread(target=self._hear, name="backup-answer", daemon=True)
        self._answered = b""
        self._pipe: _Pipe | None = None

    @property
    def file(self) -> BinaryIO:
        if self._pipe is None:
            raise ValueError("the target is not open")
        return cast(BinaryIO, self._pipe)

    def __enter__(self) -> Self:
        try:
            # A session of its own, so that all that it starts can be ended with it.
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
            )
        except OSError as error:
            raise ArchiveIOError(
                f"{self.path} cannot be started: {self._command[0]}: {error.strerror}."
            ) from error
        assert self._process.stdin is not None
        self._listener.start()
        self._answerer.start()
        os.set_blocking(self._process.stdin.fileno(), False)
        self._pipe = _Pipe(self._process.stdin.fileno(), self.path, self._ended_early)
        if self._first_line is not None:
            line = "".join(c for c in self._first_line if c not in "\r\n")
            self._pipe.greeting = os.fsencode(line) + b"\n"
        return self

    def commit(self) -> None:
        """End of the data; then wait for the receiver's verdict."""
        process = self._process
        assert process is not None and process.stdin is not None and self._pipe is not None
        self._pipe.check_greeted()
        self._wait_until_read(process, self._pipe)
        process.stdin.close()
        while (status := self._wait(_POLL_MS / 1000)) is None:
            if self._stop.is_set():
                raise BackupCancelled("The backup was cancelled.")
        if status:
            raise TargetEnded(f"{self.path} did not take the backup{self._why(status)}.")
        self.committed = True
        self._name_what_was_kept()

    def _wait_until_read(self, process: subprocess.Popen[bytes], pipe: _Pipe) -> None:
        """A program that ends well may still have left in the pipe what it was to keep."""
        while True:
            has_ended = process.poll() is not None or pipe.has_no_reader()
            if not pipe.unread_bytes():
                return
            if has_ended:
                raise self._ended_early()
            if self._stop.wait(_POLL_MS / 1000):
                raise BackupCancelled("The backup was cancelled.")

    def _name_what_was_kept(self) -> None:
        """Our own service says which file it has made; others say nothing, or more.

        Only the file that was asked for, or a name right in that folder, is believed.
        """
        wanted = self._first_line or ""
        self._answerer.join(_END_S)
        place = os.fsdecode(self._answered.partition(b"\n")[0])
        name = place.removeprefix(f"{wanted.rstrip('/')}/")
        is_in_it = name not in ("", ".", "..", place) and "/" not in name
        is_it = place == wanted and not place.endswith("/")
        if wanted.startswith("/") and (is_in_it or is_it) and place.isprintable():
            self.location = place
            self.path = place + self.path.removeprefix(wanted)

    def digest(self) -> tuple[int, str]:
        """Size in bytes and SHA-256 (hex) of what was sent, the first line left out."""
        assert self._pipe is not None
        return self._pipe.sent_bytes, self._pipe.sha256.hexdigest()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        assert process is not None and process.stdin is not None
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.committed or process.poll() is not None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            self._wait(_END_S)
        with contextlib.suppress(OSError):
            process.stdin.close()
        for thread, pipe in (
            (self._listener, process.stderr),
            (self._answerer, process.stdout),
        ):
            thread.join(_END_S)
            if pipe is not None and not thread.is_alive():
                pipe.close()

    def _wait(self, timeout_s: float) -> int | None:
        assert self._process is not None
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def _listen(self) -> None:
        """Take in what the program says, so that it never waits for us; keep the beginning."""
        assert self._process is not None and self._process.stderr is not None
        while data := self._process.stderr.read(4096):
            self._said = (self._said + data)[:MAX_STDERR_BYTES]

    def _hear(self) -> None:
        """The same for its standard output, which is no part of the protocol."""
        assert self._process is not None and self._process.stdout is not None
        while data := self._process.stdout.read(65536):
            self._answered = (self._answered + data)[:MAX_STDERR_BYTES]

    def _ended_early(self) -> TargetEnded:
        status = self._wait(_END_S)
        return TargetEnded(f"{self.path} ended before the backup did{self._why(status)}.")

    def _why(self, status: int | None) -> str:
        self._listener.join(_END_S)
        text = "".join(chr(byte) if 0x20 <= byte < 0x7F else " " for byte in self._said)
        said = " ".join(text.split())
        how = "it closed its input" if status is None else f"status {status}"
        if status is not None and status < 0:
            how = f"signal {-status}"
        return f" ({how}: {said})" if said else f" ({how})"


class _Pipe(io.RawIOBase):
    """The writing end of a pipe: takes what there is room for, waiting a moment for it."""

    def __init__(self, fd: int, name: str, ended_early: Callable[[], ArchiveIOError]) -> None:
        self.name = name
        self.greeting = b""
        self.sent_bytes = 0
        self.sha256 = hashlib.sha256()
        self._fd = fd
        self._ended_early = ended_early

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd

    def check_greeted(self) -> None:
        """Send a first line that no data has followed."""
        while self.greeting:
            self._greet()

    def write(self, data: bytes | bytearray | memoryview, /) -> int | None:  # type: ignore[override]
        """None when there is no room just now."""
        if self.greeting:
            self._greet()
            return None
        count = self._send(data)
        if count:
            self.sha256.update(memoryview(data)[:count])
            self.sent_bytes += count
        return count

    def unread_bytes(self) -> int:
        """What the program has not read yet (FIONREAD; pipes have it at both ends)."""
        return int.from_bytes(fcntl.ioctl(self._fd, termios.FIONREAD, bytes(4)), sys.byteorder)

    def has_no_reader(self) -> bool:
        poll = select.poll()
        poll.register(self._fd, 0)
        return bool(poll.poll(0))

    def _greet(self) -> None:
        self.greeting = self.greeting[self._send(self.greeting) or 0 :]

    def _send(self, data: bytes | bytearray | memoryview) -> int | None:
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        if not poll.poll(_POLL_MS):
            return None
        try:
            return os.write(self._fd, data)
        except BlockingIOError:
            return None
        except BrokenPipeError as error:
            raise self._ended_early() from error
