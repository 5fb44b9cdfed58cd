"""The files of dom0's user as they come out of an archive, checked one by one (section 5.3).

What is accepted: directories, regular files, symbolic links (kept as they are, never followed) and
hard links between the files. Names must lie below ``dom0-home/USER``; nothing may be absolute, go
up, or lead through a link. Devices, pipes and the like are left out and told. Nothing here touches
a file system: a ``HomeSink`` does, or nobody when the archive is only verified.

Errors: DamagedArchive, and what the sink raises.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .errors import DamagedArchive, TargetError, printable
from .plan import VolumeRow
from .tar_steps import FileConsumer
from .tree_tar import DIRECTORY, FILE, HARD_LINK, SYMBOLIC_LINK, TreeMember

MAX_DEPTH = 200
_MAX_NAME_BYTES = 255
_MAX_LINK_BYTES = 4095
_MAX_TOLD = 10
_ROOM_BYTES = 256 << 20

Path = tuple[str, ...]


class HomeSink(Protocol):
    """Where the files go. Paths are checked, relative, and of raw text. Errors are TargetError."""

    def make_directory(self, path: Path, mode: int, mtime_s: int) -> None:
        """Make it, or give an existing one these attributes."""

    def make_link(self, path: Path, target: str) -> None:
        """A symbolic link; its target is not looked at."""

    def make_hard_link(self, path: Path, existing: Path) -> None:
        """Another name of a file that was made before."""

    def begin_file(self, path: Path, size_bytes: int, mode: int, mtime_s: int) -> None:
        """A new file; its content follows in order."""

    def write(self, data: memoryview) -> None:
        """The next bytes. The buffer is only valid during the call."""

    def skip(self, length: int) -> None:
        """The next ``length`` bytes read as zeros."""

    def end_file(self) -> None:
        """All bytes were given."""

    def commit(self) -> str:
        """Keep everything; returns where it is."""

    def abort(self, reason: str) -> None:
        """Remove everything."""


class HomeTree:
    """Handles the members of a home directory's archive; fills the row of its one "volume"."""

    def __init__(
        self,
        folder: str,
        volume: VolumeRow,
        size_bytes: int,
        notes: list[str],
        open_sink: Callable[[], HomeSink] | None = None,
    ) -> None:
        """``folder``: ``dom0-home/USER``, or a dot for USER; ``size_bytes``: as in ``qubes.xml``.

        The sink is opened when the first member comes.
        """
        self._top = tuple(part for part in folder.split("/") if part != ".")
        self._volume = volume
        self._limit_bytes = 2 * size_bytes + _ROOM_BYTES
        self._notes = notes
        self._open_sink = open_sink
        self._sink: HomeSink | None = None
        self._links: set[Path] = set()
        self._left_out = 0

    def begin(self, member: TreeMember) -> FileConsumer | None:
        path = self._path(member.name)
        if self._open_sink is not None:
            self._sink = self._open_sink()
            self._open_sink = None
        if member.kind == FILE:
            if len(path) <= len(self._top):
                raise DamagedArchive(f"{printable(member.name)!r} is no directory")
            return _Content(self, path, member)
        if member.kind == DIRECTORY:
            if self._sink is not None:
                self._sink.make_directory(path, member.mode, member.mtime_s)
        elif member.kind == SYMBOLIC_LINK:
            self._link(path, member)
        elif member.kind == HARD_LINK:
            existing = self._path(member.link)
            if self._sink is not None:
                self._sink.make_hard_link(path, existing)
        else:
            self._leave_out(member)
        return None

    def end(self, member: TreeMember) -> None:
        if member.kind == FILE and self._sink is not None:
            self._sink.end_file()

    def complete(self) -> None:
        self._volume.size = self._volume.bytes
        if self._left_out > _MAX_TOLD:
            self._notes.append(f"{self._left_out - _MAX_TOLD} more special files are left out.")
        sink, self._sink = self._sink, None
        if sink is not None:
            self._notes.append(f"The files are in {printable(sink.commit())}.")

    def fail(self, reason: str) -> None:
        sink, self._sink = self._sink, None
        if sink is None:
            return
        try:
            sink.abort(reason)
        except TargetError as error:
            self._notes.append(error.message)

    def begin_content(self, path: Path, member: TreeMember, size_bytes: int) -> None:
        if self._sink is not None:
            self._sink.begin_file(path, size_bytes, member.mode, member.mtime_s)

    def take(self, piece: memoryview) -> None:
        self._volume.bytes += len(piece)
        if self._volume.bytes > self._limit_bytes:
            raise DamagedArchive("it expands to much more than the backup says it holds")
        if self._sink is not None:
            self._sink.write(piece)

    def skip(self, length_bytes: int) -> None:
        if self._sink is not None:
            self._sink.skip(length_bytes)

    def _link(self, path: Path, member: TreeMember) -> None:
        target = member.link.encode("utf-8", "surrogateescape")
        if not target or len(target) > _MAX_LINK_BYTES:
            raise DamagedArchive(f"the link {printable(member.name)!r} has an impossible target")
        self._links.add(path)
        if self._sink is not None:
            self._sink.make_link(path, member.link)

    def _leave_out(self, member: TreeMember) -> None:
        self._left_out += 1
        if self._left_out <= _MAX_TOLD:
            name = printable(member.name)
            self._notes.append(f"{name} is neither a file nor a folder and is left out.")

    def _path(self, untrusted_name: str) -> Path:
        """The components of a name below the top, or of the top itself."""
        shown = printable(untrusted_name)
        parts = [part for part in untrusted_name.rstrip("/").split("/") if part != "."]
        if any(part in ("", "..") or "\0" in part for part in parts):
            raise DamagedArchive(f"{shown!r} is not a name inside the home directory")
        path = tuple(parts)
        if not path or path[: len(self._top)] != self._top[: len(path)]:
            raise DamagedArchive(f"{shown!r} is outside of the home directory")
        too_long = any(len(p.encode("utf-8", "surrogateescape")) > _MAX_NAME_BYTES for p in path)
        if too_long or len(path) > MAX_DEPTH:
            raise DamagedArchive(f"{shown!r} is too long or lies too deep")
        if any(path[:length] in self._links for length in range(1, len(path))):
            raise DamagedArchive(f"{shown!r} leads through a link, which is refused")
        return path


class _Content:
    """One file's content on its way."""

    def __init__(self, tree: HomeTree, path: Path, member: TreeMember) -> None:
        self._tree = tree
        self._path = path
        self._member = member

    def begin(self, size_bytes: int) -> None:
        self._tree.begin_content(self._path, self._member, size_bytes)

    def data(self, piece: memoryview) -> None:
        self._tree.take(piece)

    def hole(self, length_bytes: int) -> None:
        self._tree.skip(length_bytes)
