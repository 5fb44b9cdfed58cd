"""The service that fills a volume: ``admin.vm.volume.Import`` and ``...ImportWithSize``.

A volume does not fit into a request of 64 KiB, so the stock tools run this program instead of
talking to qubesd (admin-api.md 4.3). It is installed as ``qubes-volume-import``; a dom0 has both
names in ``/etc/qubes-rpc`` as links to it, and the name it is called by decides::

    environment   QREXEC_REMOTE_DOMAIN   who calls        QREXEC_REQUESTED_TARGET   whose volume
    argument      the volume
    stdin         Import: data           ImportWithSize: the size in bytes, LF, data
    stdout        a reply as qubesd sends it (1.3); the exit status says nothing

Called as ``X.rpc/NAME`` it serves the qubesd with the socket ``X.sock`` (backend/rpc_folder.py);
``QUBESD_INTERNAL_SOCKET`` in the environment names yet another one than the system's.
"""

from __future__ import annotations

import errno
import os
import socket
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from qubesmanager.protocol import (
    AdminError,
    DaemonAccessError,
    ProtocolError,
    Request,
    decode_reply,
    encode_exception,
)

SYSTEM_SOCKET = Path("/run/qubesd.internal.sock")
# 20 digits and the line feed: more than any size, and no data is swallowed looking for it.
_SIZE_LINE_BYTES = 21
_CHUNK_BYTES = 1 << 20


class ImportFailed(Exception):
    """Why the volume keeps what it had; told to qubesd, which tells the caller."""


def main() -> int:
    """Entry point. The reply says all, so the exit status is always 0."""
    try:
        with open(0, "rb", buffering=0, closefd=False) as data:
            reply = run(Path(sys.argv[0]), sys.argv[1:], os.environ, data)
    except AdminError as error:
        name = "QubesException" if isinstance(error, DaemonAccessError) else type(error).__name__
        reply = encode_exception(name, str(error))
    sys.stdout.buffer.write(reply)
    sys.stdout.buffer.flush()
    return 0


def run(called_as: Path, arguments: list[str], environ: Mapping[str, str], data: BinaryIO) -> bytes:
    """The reply for the caller. AdminError for what goes wrong before qubesd has been asked.

    ``data`` must be unbuffered.
    """
    if len(arguments) != 1:
        raise ProtocolError("expected the name of a volume as the only argument")
    size = b""
    if called_as.name.endswith("ImportWithSize"):
        size = _read_size(data)
    daemon = Path(environ.get("QUBESD_INTERNAL_SOCKET", _socket_beside(called_as)))
    header = (
        _word(arguments[0]),
        _word(environ.get("QREXEC_REMOTE_DOMAIN", "dom0")),
        _word(environ.get("QREXEC_REQUESTED_TARGET", "")),
    )
    begun = _call(daemon, "ImportBegin", header, size)
    if not begun.startswith(b"0\0"):
        return begun
    size_text, _, path = decode_reply(begun).decode().partition(" ")
    try:
        _copy(data, Path(path), int(size_text))
    except ImportFailed as error:
        verdict = f"fail\n{error}".encode()
    else:
        verdict = b"ok"
    return _call(daemon, "ImportEnd", header, verdict)


def _socket_beside(called_as: Path) -> Path:
    folder = called_as.parent
    return folder.with_suffix(".internal.sock") if folder.suffix == ".rpc" else SYSTEM_SOCKET


def _read_size(data: BinaryIO) -> bytes:
    """The first line, as digits. Reads no byte beyond it."""
    line = b""
    while not line.endswith(b"\n"):
        byte = data.read(1)
        if not byte or len(line) >= _SIZE_LINE_BYTES:
            raise ProtocolError("expected the size in bytes and a line feed before the data")
        line += byte
    digits = line[:-1]
    if not digits.isdigit():
        raise ProtocolError(f"not a size: {digits!r}")
    return digits


def _word(untrusted_text: str) -> str:
    """What can stand in the header of a request, where a space would begin another word."""
    if not untrusted_text or not untrusted_text.isascii() or not untrusted_text.isprintable():
        raise ProtocolError(f"not a name: {untrusted_text[:80]!r}")
    if " " in untrusted_text:
        raise ProtocolError(f"not a name: {untrusted_text[:80]!r}")
    return untrusted_text


def _call(daemon: Path, name: str, header: tuple[str, str, str], payload: bytes) -> bytes:
    """The whole reply. DaemonAccessError when there is none."""
    volume, source, dest = header
    request = Request(f"internal.vm.volume.{name}", volume, source, dest, payload)
    reply = b""
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(daemon))
            client.sendall(request.encode())
            client.shutdown(socket.SHUT_WR)
            while chunk := client.recv(65536):
                reply += chunk
    except OSError as error:
        raise DaemonAccessError(f"qubesd does not answer on {daemon}: {error}") from error
    if not reply:
        raise DaemonAccessError(f"qubesd gave no answer on {daemon}")
    return reply


def _copy(data: BinaryIO, path: Path, size: int) -> None:
    """Exactly ``size`` bytes into an existing file or device, zeros as holes. ImportFailed."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        with open(fd, "wb", buffering=0) as out:
            _fill(data, out.fileno(), size)
            os.fdatasync(out.fileno())
    except OSError as error:
        what = "the volume's pool is full" if error.errno == errno.ENOSPC else error.strerror
        raise ImportFailed(f"writing the data failed: {what}") from error


def _fill(data: BinaryIO, out: int, size: int) -> None:
    is_file = stat.S_ISREG(os.fstat(out).st_mode)
    zeros = bytes(_CHUNK_BYTES)
    done = 0
    while chunk := data.read(min(_CHUNK_BYTES, size - done)):
        # A new image file reads as zeros where nothing was written; a device need not.
        if not (is_file and chunk == zeros[: len(chunk)]):
            _write(out, memoryview(chunk), done)
        done += len(chunk)
    if done < size:
        raise ImportFailed(f"only {done} of {size} bytes came")
    if data.read(1):
        raise ImportFailed(f"more than {size} bytes came")


def _write(out: int, chunk: memoryview, position: int) -> None:
    while chunk:
        written = os.pwrite(out, chunk, position)
        chunk, position = chunk[written:], position + written


if __name__ == "__main__":
    sys.exit(main())
