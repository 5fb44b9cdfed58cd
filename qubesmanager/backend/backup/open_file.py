"""One file of the archive while its chunks come, and what comes out of it.

Mostly that is one volume or one small file. Templates of old archives are kept as one archive of
their whole directory, out of which several come (backup-format.md section 5.2); the files of dom0's
user are a tree too (5.3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .errors import DamagedArchive, printable
from .inner_file import Collected, FileDecoder
from .plan import QubeRow, VolumeRow
from .tar_steps import FileConsumer
from .tree_tar import DIRECTORY, FILE, TreeHandler, TreeMember


class Receiver(Protocol):
    """Takes one volume and either completes it or fails."""

    def complete(self) -> None:
        """All data was taken and the archive's file was whole."""

    def fail(self, reason: str) -> None:
        """No more data comes, and what came is worth nothing."""


class VolumeReceiver(FileConsumer, Receiver, Protocol):
    """Takes an image."""


class HomeReceiver(TreeHandler, Receiver, Protocol):
    """Takes the files of dom0's user."""


@dataclass
class Part:
    """What comes out under one name: a volume (with who takes it) or a small file."""

    name: str
    volume: VolumeRow | None = None
    receiver: Receiver | None = None
    collected: Collected | None = None
    consumer: FileConsumer | None = None


@dataclass
class OpenFile:
    """The file whose chunks are just coming. ``parts`` grows as they turn up in a tree."""

    stem: str
    row: QubeRow
    decoder: FileDecoder
    parts: list[Part] = field(default_factory=list)

    @property
    def volume_name(self) -> str:
        volume = self.parts[-1].volume if self.parts else None
        return volume.name if volume is not None else ""


class DirectoryParts:
    """Picks those files out of a qube's directory that ``make_part`` gives a part for."""

    def __init__(
        self, folder: str, parts: list[Part], make_part: Callable[[str], Part | None]
    ) -> None:
        self._folder = folder
        self._parts = parts
        self._make_part = make_part

    def begin(self, member: TreeMember) -> FileConsumer | None:
        name = self._name(member)
        if "/" in name or member.kind == DIRECTORY:
            return None
        part = self._make_part(name)
        if part is None:
            return None
        if member.kind != FILE:
            raise DamagedArchive(f"{name} is not a regular file")
        if any(known.name == name for known in self._parts):
            raise DamagedArchive(f"{name} stands twice in the directory")
        self._parts.append(part)
        return part.consumer

    def end(self, member: TreeMember) -> None:
        """Parts are completed when the whole archive was read."""

    def _name(self, member: TreeMember) -> str:
        """Below the directory: ``vm9/./root.img`` and ``vm9/root.img`` are both root.img."""
        folder, slash, name = (member.name.rstrip("/") + "/").partition(self._folder + "/")
        if folder or not slash:
            raise DamagedArchive(f"it holds {printable(member.name)!r}, which is out of place")
        return name.removeprefix("./").rstrip("/")
