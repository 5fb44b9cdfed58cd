"""Raw images into and out of volumes, holes kept (``admin-api.md`` 4.3).

An import is prepared by the daemon, which names the file or device to write; nothing of the
volume changes until `commit`. A dom0's daemon takes imports by a script instead, and has no
export::

    size, path = ImportBegin  ->  write / skip ...  ->  ImportEnd ok | fail
"""

from __future__ import annotations

import asyncio
import logging
import os
import stat
import subprocess
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from qubesmanager.client.connection import Connection, NoInternalSocket
from qubesmanager.protocol import (
    AdminError,
    DaemonCommunicationError,
    PermissionDenied,
    ProtocolError,
    QubesException,
    decode_reply,
)

_log = logging.getLogger(__name__)
_IMPORT_SCRIPT = Path("/etc/qubes-rpc/admin.vm.volume.ImportWithSize")
_ZEROS = bytes(1 << 20)


class VolumeError(QubesException):
    """Data could not be put into or taken out of a volume."""


class VolumeImport(ABC):
    """New contents of one volume, written from front to back.

    `write` and `skip` block and may be called from one thread; `commit` and `abort` are
    coroutines of the loop. Exactly one of the two ends the import.
    """

    def __init__(self, size_bytes: int) -> None:
        self.size_bytes = size_bytes
        self.done_bytes = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """The next bytes. Raises VolumeError when they do not fit or cannot be written."""
        self._claim(len(data))
        self._put(memoryview(data))
        self.done_bytes += len(data)

    def skip(self, length_bytes: int) -> None:
        """The next bytes read as zeros."""
        self._claim(length_bytes)
        self._put_zeros(length_bytes)
        self.done_bytes += length_bytes

    async def commit(self) -> None:
        """Make the new contents the volume's own. Raises VolumeError when bytes are missing."""
        if self.done_bytes != self.size_bytes:
            reason = f"{self.done_bytes} of {self.size_bytes} bytes came"
            await self.abort(reason)
            raise VolumeError(reason)
        await self._commit()

    @abstractmethod
    async def abort(self, reason: str) -> None:
        """Leave the volume as it was. Does not raise: the cause is already on its way."""

    @abstractmethod
    async def _commit(self) -> None: ...

    @abstractmethod
    def _put(self, data: memoryview) -> None: ...

    @abstractmethod
    def _put_zeros(self, length_bytes: int) -> None: ...

    def _claim(self, length_bytes: int) -> None:
        if self.done_bytes + length_bytes > self.size_bytes:
            raise VolumeError(f"more data than the {self.size_bytes} bytes of the volume")


async def begin_import(
    connection: Connection,
    qube: str,
    volume: str,
    size_bytes: int | None = None,
    data_bytes: int = 0,
) -> VolumeImport:
    """Begin to replace a volume's contents; without a size it keeps the one it has.

    With ``data_bytes``, how much will come besides holes, it is refused when that does not fit.
    """
    if connection.home is None:
        return await _ScriptImport.begin(connection, qube, volume, size_bytes)
    words = [size_bytes, data_bytes][: 2 if data_bytes else 1]
    payload = b"" if size_bytes is None else " ".join(map(str, words)).encode()
    async with naming_volumes(connection, qube, volume):
        reply = await connection.internal("internal.vm.volume.ImportBegin", volume, qube, payload)
    place = _parse_place(reply)
    target = _FileImport(connection, qube, volume, place)
    try:
        await asyncio.to_thread(target.open)
    except VolumeError as error:
        await target.abort(str(error))
        raise
    return target


@asynccontextmanager
async def naming_volumes(connection: Connection, qube: str, volume: str) -> AsyncIterator[None]:
    """The daemon's refusal of a volume that the qube does not have names those that it has."""
    try:
        yield
    except PermissionDenied as error:
        names = (await connection.call("admin.vm.volume.List", dest=qube)).decode().split()
        if volume in names:
            raise
        have = ", ".join(names) or "none"
        raise VolumeError(f"qube {qube} has no volume {volume}; its volumes: {have}") from error


@dataclass(frozen=True)
class Place:
    """The file or device that holds a volume's data."""

    size_bytes: int
    path: Path


@asynccontextmanager
async def exporting(connection: Connection, qube: str, volume: str) -> AsyncIterator[Place]:
    """The data of a volume to be read, held still until the context ends."""
    try:
        async with naming_volumes(connection, qube, volume):
            reply = await connection.internal("internal.vm.volume.ExportBegin", volume, qube)
    except (NoInternalSocket, ProtocolError) as error:
        raise VolumeError(
            f"the qubesd of this system has no call to read {qube}:{volume}"
        ) from error
    place = _parse_place(reply)
    try:
        yield place
    finally:
        payload = os.fsencode(place.path)
        await connection.internal("internal.vm.volume.ExportEnd", volume, qube, payload)


@asynccontextmanager
async def filling(
    connection: Connection, qube: str, volume: str, size_bytes: int
) -> AsyncIterator[Place]:
    """For another program to write a volume's new contents into; what it skips reads as zeros.

    They are the volume's when the context ends well; otherwise it keeps what it had.
    """
    payload = str(size_bytes).encode()
    try:
        async with naming_volumes(connection, qube, volume):
            reply = await connection.internal(
                "internal.vm.volume.ImportBegin", volume, qube, payload
            )
    except NoInternalSocket as error:
        raise VolumeError("only a qubesd of one's own lets images be written in place") from error
    place = _parse_place(reply)
    target = _FileImport(connection, qube, volume, place)
    try:
        await asyncio.to_thread(target.open)
        yield place
    except BaseException as error:
        await target.abort(str(error) or type(error).__name__)
        raise
    target.done_bytes = size_bytes
    await target.commit()


def _parse_place(reply: bytes) -> Place:
    size, _, path = reply.decode("utf-8", "surrogateescape").rstrip("\n").partition(" ")
    if not size.isdigit() or not path.startswith("/"):
        raise DaemonCommunicationError(f"not a size and a path: {reply[:200]!r}")
    return Place(int(size), Path(path))


class _FileImport(VolumeImport):
    """Writes to the file or device that ImportBegin named."""

    def __init__(self, connection: Connection, qube: str, volume: str, place: Place) -> None:
        super().__init__(place.size_bytes)
        self._connection = connection
        self._qube = qube
        self._volume = volume
        self._path = place.path
        self._fd = -1

    def open(self) -> None:
        try:
            self._fd = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC)
            if stat.S_ISREG(os.fstat(self._fd).st_mode):
                # Whatever was prepared there, what is skipped now has to read as zeros.
                os.ftruncate(self._fd, 0)
                os.ftruncate(self._fd, self.size_bytes)
        except OSError as error:
            raise VolumeError(f"cannot write {self._path}: {error.strerror}") from error

    def _put(self, data: memoryview) -> None:
        offset = self.done_bytes
        try:
            while data:
                written = os.pwrite(self._fd, data, offset)
                offset += written
                data = data[written:]
        except OSError as error:
            raise VolumeError(f"cannot write {self._path}: {error.strerror}") from error

    def _put_zeros(self, length_bytes: int) -> None:
        """A block device is a new thin volume: it reads as zeros, and writing them takes room."""

    async def _commit(self) -> None:
        try:
            await asyncio.to_thread(os.fdatasync, self._fd)
        except OSError as error:
            reason = f"cannot write {self._path}: {error.strerror}"
            await self.abort(reason)
            raise VolumeError(reason) from error
        try:
            await self._end(b"ok")
        finally:  # not before: a file that nobody has open is taken for given up
            self._close()

    async def abort(self, reason: str) -> None:
        self._close()
        try:
            await self._end(b"fail\n" + reason.encode("utf-8", "replace")[:4096])
        except AdminError as error:  # the usual answer to "fail" is an error that says so
            _log.debug("import of %r:%r given up: %r", self._qube, self._volume, str(error))

    async def _end(self, payload: bytes) -> None:
        method = "internal.vm.volume.ImportEnd"
        await self._connection.internal(method, self._volume, self._qube, payload)

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


class _ScriptImport(VolumeImport):
    """A dom0's way: the service script reads the size and the data and answers like a call."""

    def __init__(self, size_bytes: int, process: subprocess.Popen[bytes]) -> None:
        super().__init__(size_bytes)
        self._process = process

    @classmethod
    async def begin(
        cls, connection: Connection, qube: str, volume: str, size_bytes: int | None
    ) -> _ScriptImport:
        if size_bytes is None:
            info = (await connection.call("admin.vm.volume.Info", volume, qube)).decode()
            sizes = [line[5:] for line in info.splitlines() if line.startswith("size=")]
            size_bytes = int(sizes[0]) if sizes and sizes[0].isdigit() else 0
        variables = ["QREXEC_REMOTE_DOMAIN=dom0", f"QREXEC_REQUESTED_TARGET={qube}"]
        command = ["env", *variables, str(_IMPORT_SCRIPT), volume]
        if os.getuid() != 0:
            command.insert(0, "sudo")
        process = await asyncio.to_thread(_start_script, command)
        target = cls(size_bytes, process)
        await asyncio.to_thread(target._put, memoryview(b"%d\n" % size_bytes))
        return target

    def _put(self, data: memoryview) -> None:
        assert self._process.stdin is not None
        try:
            while data:
                data = data[self._process.stdin.write(data) :]
        except OSError as error:
            raise VolumeError(f"the import ended early: {self._answer()}") from error

    def _put_zeros(self, length_bytes: int) -> None:
        while length_bytes:
            rest = min(len(_ZEROS), length_bytes)
            self._put(memoryview(_ZEROS)[:rest])
            length_bytes -= rest

    async def _commit(self) -> None:
        reply = await asyncio.to_thread(self._finish)
        decode_reply(reply)

    async def abort(self, reason: str) -> None:
        # The script itself calls too little data a failure and keeps the volume as it was.
        reply = await asyncio.to_thread(self._finish)
        _log.debug("import given up (%r): %r", reason, reply[:200])

    def _finish(self) -> bytes:
        """The script's whole answer. A second call gives nothing more."""
        if self._process.stdout is None or self._process.stdout.closed:
            return b""
        return self._process.communicate()[0]

    def _answer(self) -> str:
        try:
            decode_reply(self._finish())
        except AdminError as error:
            return str(error)
        return "no reason given"


def _start_script(command: list[str]) -> subprocess.Popen[bytes]:
    if not _IMPORT_SCRIPT.exists():
        raise VolumeError(f"this system has no {_IMPORT_SCRIPT} to import with")
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
