"""A home directory as one tar stream (backup-format.md section 5.3): ``dom0-home/<user>/…``.

Everything GNU tar can unpack: GNU headers with long names, symbolic and hard links kept as such,
holes kept as PAX 1.0 sparse members, names of any bytes. Sockets, pipes and devices are left out.

A home is in use while it is saved. A file that cannot be read, or that changed meanwhile, does not
end the backup: ``notes`` names it, and the stream stays whole (what is missing of a file is zeros).
"""

from __future__ import annotations

import os
import stat
import tarfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from .sparse_map import SparseMap, allocated_extents
from .tar_writing import BLOCK_BYTES, END, map_text, padding

STEP_BYTES = 1 << 20
MAX_NOTES = 20


@dataclass(frozen=True)
class HomeSource:
    """A directory to save under ``member``, without what is in ``excluded`` (absolute paths)."""

    folder: str
    excluded: frozenset[str] = frozenset()


@dataclass
class HomeSize:
    """Found by a walk that reads no file: bytes kept as data, and those of the tar."""

    data_bytes: int = 0
    tar_bytes: int = 0


@dataclass
class _Walk:
    source: HomeSource
    notes: list[str] = field(default_factory=list)
    more_notes: int = 0

    def note(self, text: str) -> None:
        if len(self.notes) < MAX_NOTES:
            self.notes.append(text)
        else:
            self.more_notes += 1

    def entries(self, folder: str) -> Iterator[tuple[str, os.stat_result]]:
        """Every entry below, parents first, in the order of names."""
        try:
            with os.scandir(folder) as scan:
                found = sorted(scan, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            self.note(f"{folder} cannot be read: {error.strerror}")
            return
        for entry in found:
            if entry.path in self.source.excluded:
                continue
            try:
                state = entry.stat(follow_symlinks=False)
            except OSError as error:
                self.note(f"{entry.path} cannot be read: {error.strerror}")
                continue
            yield entry.path, state
            if stat.S_ISDIR(state.st_mode):
                yield from self.entries(entry.path)


def home_source(folder: str, excluded: Collection[str]) -> HomeSource:
    """``excluded`` are files and folders as anybody names them; links in them are followed."""
    real = os.path.realpath(folder)
    return HomeSource(real, frozenset(os.path.realpath(path) for path in excluded))


def measure(source: HomeSource) -> HomeSize:
    """What saving the directory would take, as of now."""
    size = HomeSize(tar_bytes=BLOCK_BYTES + len(END))
    seen: set[tuple[int, int]] = set()
    for path, state in _Walk(source).entries(source.folder):
        # Header, and for a long name or link a header and the text of each.
        size.tar_bytes += BLOCK_BYTES + 4 * BLOCK_BYTES * (len(os.fsencode(path)) > 80)
        if stat.S_ISLNK(state.st_mode):
            size.tar_bytes += state.st_size + 3 * BLOCK_BYTES
        if not stat.S_ISREG(state.st_mode) or (state.st_dev, state.st_ino) in seen:
            continue
        if state.st_nlink > 1:
            seen.add((state.st_dev, state.st_ino))
        data_bytes = _data_bytes(path, state)
        size.data_bytes += data_bytes
        # A sparse map takes up to 40 bytes for every hole, and holes are blocks.
        size.tar_bytes += data_bytes + data_bytes // 64 + 4 * BLOCK_BYTES
    return size


def _data_bytes(path: str, state: os.stat_result) -> int:
    if state.st_blocks * 512 >= state.st_size:
        return state.st_size
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return 0
    try:
        return sum(end - start for start, end in allocated_extents(fd, state.st_size))
    finally:
        os.close(fd)


class HomeTar:
    """``pieces`` makes the stream, once. After it ``notes`` tells what is not as it should be."""

    def __init__(self, source: HomeSource, member: str) -> None:
        self._source = source
        self._member = member
        self._walk = _Walk(source)
        self._links: dict[tuple[int, int], str] = {}
        self._left_out = 0
        self.data_bytes = 0

    @property
    def notes(self) -> list[str]:
        notes = list(self._walk.notes)
        if self._walk.more_notes:
            notes.append(f"{self._walk.more_notes} more files could not be read as they should")
        if self._left_out:
            notes.append(f"{self._left_out} sockets, pipes or devices are not in the backup")
        return notes

    def pieces(self) -> Iterator[bytes | memoryview]:
        """The tar, in pieces of up to ``STEP_BYTES`` that are used again after each step."""
        yield self._header(self._source.folder, os.stat(self._source.folder), self._member)
        for path, state in self._walk.entries(self._source.folder):
            name = self._member + path.removeprefix(self._source.folder)
            if stat.S_ISREG(state.st_mode):
                yield from self._file(path, state, name)
            elif stat.S_ISLNK(state.st_mode):
                yield from self._link(path, state, name)
            elif stat.S_ISDIR(state.st_mode):
                yield self._header(path, state, name)
            else:
                self._left_out += 1
        yield END

    def _header(self, path: str, state: os.stat_result, name: str) -> bytes:
        info = _info(state, name)
        info.type = tarfile.DIRTYPE
        return _encoded(info)

    def _link(self, path: str, state: os.stat_result, name: str) -> Iterator[bytes]:
        info = _info(state, name)
        info.type = tarfile.SYMTYPE
        try:
            info.linkname = os.readlink(path)  # noqa: PTH115  Path would change its text
        except OSError as error:
            self._walk.note(f"{path} cannot be read: {error.strerror}")
            return
        yield _encoded(info)

    def _file(self, path: str, state: os.stat_result, name: str) -> Iterator[bytes | memoryview]:
        identity = (state.st_dev, state.st_ino)
        if identity in self._links:
            info = _info(state, name)
            info.type, info.linkname = tarfile.LNKTYPE, self._links[identity]
            yield _encoded(info)
            return
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            self._walk.note(f"{path} cannot be read: {error.strerror}")
            return
        try:
            opened = os.fstat(fd)
            if not stat.S_ISREG(opened.st_mode):
                self._walk.note(f"{path} was replaced while it was read")
                return
            yield from self._content(fd, path, opened, name)
        finally:
            os.close(fd)
        if state.st_nlink > 1:
            self._links[identity] = name

    def _content(
        self, fd: int, path: str, state: os.stat_result, name: str
    ) -> Iterator[bytes | memoryview]:
        sparse_map = SparseMap(state.st_size)
        for start, end in allocated_extents(fd, state.st_size):
            sparse_map.add(start, end)
        if sparse_map.data_bytes == state.st_size:
            info = _info(state, name)
            info.size = state.st_size
            yield _encoded(info)
        else:
            yield from _sparse_head(state, name, sparse_map)
        yield from self._data(fd, path, sparse_map)
        yield padding(sparse_map.data_bytes)
        self.data_bytes += sparse_map.data_bytes
        if os.fstat(fd).st_mtime_ns != state.st_mtime_ns:
            self._walk.note(f"{path} was changed while it was read")

    def _data(self, fd: int, path: str, sparse_map: SparseMap) -> Iterator[memoryview]:
        buffer = memoryview(bytearray(STEP_BYTES))
        broken = False
        for start, length in sparse_map:
            for offset in range(start, start + length, STEP_BYTES):
                piece = buffer[: min(STEP_BYTES, start + length - offset)]
                problem = "" if broken else _fill(fd, piece, offset)
                if broken or problem:
                    piece[:] = bytes(len(piece))
                if problem:
                    broken = True
                    self._walk.note(f"{path} is not whole: {problem}")
                yield piece


def _fill(fd: int, piece: memoryview, offset: int) -> str:
    """Read all of ``piece``, or say why not."""
    done = 0
    while done < len(piece):
        try:
            count = os.preadv(fd, [piece[done:]], offset + done)
        except OSError as error:
            return f"{error.strerror} at byte {offset + done}"
        if not count:
            return f"it became shorter than {offset + len(piece)} bytes"
        done += count
    return ""


def _info(state: os.stat_result, name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.mode = stat.S_IMODE(state.st_mode)
    info.uid, info.gid = state.st_uid, state.st_gid
    info.mtime = int(state.st_mtime)
    return info


def _encoded(info: tarfile.TarInfo) -> bytes:
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def _sparse_head(state: os.stat_result, name: str, sparse_map: SparseMap) -> Iterator[bytes]:
    map_bytes = sum(map(len, map_text(sparse_map)))
    folder, _, base = name.rpartition("/")
    info = _info(state, f"{folder}/GNUSparseFile.0/{base}")
    info.size = map_bytes + -map_bytes % BLOCK_BYTES + sparse_map.data_bytes
    info.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": name,
        "GNU.sparse.realsize": str(sparse_map.size_bytes),
    }
    yield info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
    yield from map_text(sparse_map)
    yield padding(map_bytes)
