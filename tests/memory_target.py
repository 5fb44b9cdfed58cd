"""A restore target in memory: keeps qubes and volumes as values, and fails where it is told to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from qubesmanager.backend.backup.addresses import ADDRESSES
from qubesmanager.backend.backup.contents import REFERENCES, QubeRecord
from qubesmanager.backend.backup.errors import TargetError
from qubesmanager.backend.backup.plan import QubeRow, VolumeRow


@dataclass
class MemoryQube:
    klass: str
    template: str = ""
    label: str = ""
    netvm: str | None = ""
    default_dispvm: str | None = ""
    properties: dict[str, str | None] = field(default_factory=dict)
    features: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    firewall: list[str] | None = None
    notes: str | None = None
    menu: str | None = None
    volumes: dict[str, bytes] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)  # audiovm and the like, and devices
    complete: bool = False

    def digest(self, volume: str) -> str:
        return hashlib.sha256(self.volumes[volume]).hexdigest()


def _references(record: QubeRecord) -> set[str]:
    named = {record.properties.get(name) or "" for name in REFERENCES}
    return named | {device.backend for device in record.devices}


class MemorySink:
    """Checks the contract: data in order, exactly the size, one end."""

    def __init__(self, target: MemoryTarget, qube: str, volume: str, size: int) -> None:
        self._target = target
        self._qube = qube
        self._volume = volume
        self._size = size
        self._content = bytearray()
        self._ended = False
        self.skipped = 0

    def write(self, data: memoryview | bytes) -> None:
        assert not self._ended
        self._target.step(f"write {self._qube}:{self._volume}")
        self._content += data
        assert len(self._content) <= self._size

    def skip(self, length: int) -> None:
        assert not self._ended
        self._content += bytes(length)
        self._target.skipped_bytes += length
        assert len(self._content) <= self._size

    def commit(self) -> None:
        assert not self._ended
        self._target.step(f"commit {self._qube}:{self._volume}")
        assert len(self._content) == self._size
        self._ended = True
        self._target.qubes[self._qube].volumes[self._volume] = bytes(self._content)

    def abort(self, reason: str) -> None:
        assert not self._ended
        assert reason
        self._ended = True
        self._target.log.append(f"abort {self._qube}:{self._volume}")


class MemoryHome:
    """Files of a home directory by path: content, "dir" or a link's target."""

    def __init__(self, target: MemoryTarget) -> None:
        self._target = target
        self._path: tuple[str, ...] = ()
        self._content = bytearray()
        self._size = -1
        self.entries: dict[str, bytes | str | tuple[str, str]] = {}

    def make_directory(self, path: tuple[str, ...], mode: int, mtime_s: int) -> None:
        self._add(path, "dir")

    def make_link(self, path: tuple[str, ...], target: str) -> None:
        self._add(path, ("symlink", target))

    def make_hard_link(self, path: tuple[str, ...], existing: tuple[str, ...]) -> None:
        self._add(path, self.entries["/".join(existing)])

    def begin_file(self, path: tuple[str, ...], size_bytes: int, mode: int, mtime_s: int) -> None:
        assert self._size == -1
        self._path, self._size, self._content = path, size_bytes, bytearray()

    def write(self, data: memoryview) -> None:
        self._content += data

    def skip(self, length: int) -> None:
        self._content += bytes(length)

    def end_file(self) -> None:
        assert len(self._content) == self._size
        self._size = -1
        self._add(self._path, bytes(self._content))

    def commit(self) -> str:
        self._target.step("commit home")
        assert self._target.home is None
        self._target.home = self.entries
        return "/home/user/home-restore-now"

    def abort(self, reason: str) -> None:
        assert reason
        self._target.log.append("abort home")

    def _add(self, path: tuple[str, ...], entry: bytes | str | tuple[str, str]) -> None:
        name = "/".join(path)
        assert entry == "dir" or name not in self.entries
        self.entries[name] = entry


class MemoryTarget:
    """Implements RestoreTarget. ``before`` sees every step's text and may raise or act."""

    def __init__(self, before: Callable[[str], None] = lambda step: None) -> None:
        self.qubes: dict[str, MemoryQube] = {}
        self.log: list[str] = []
        self.skipped_bytes = 0
        self.replaced: dict[str, MemoryQube] = {}  # what was there before
        self.home: dict[str, bytes | str | tuple[str, str]] | None = None
        self._before = before

    def step(self, text: str) -> None:
        self._before(text)
        self.log.append(text)

    def create_stand_in(self, name: str) -> None:
        self.step(f"stand-in {name}")
        assert name not in self.qubes
        self.qubes[name] = MemoryQube("TemplateVM")

    def create_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        self.step(f"create {row.made_as}")
        assert row.made_as not in self.qubes
        if row.template and row.template not in self.qubes:
            raise TargetError(f"There is no template {row.template}.")
        self.qubes[row.made_as] = MemoryQube(
            row.klass,
            row.template,
            row.label,
            properties=dict(record.properties),
            features=dict(record.features),
            tags=record.tags,
        )
        return []

    def adopt_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        self.step(f"adopt {row.made_as}")
        assert not self.qubes[row.made_as].complete
        return []

    def volume_done(self, row: QubeRow, volume: VolumeRow) -> None:
        self.step(f"done {row.made_as}:{volume.name}")
        assert len(self.qubes[row.made_as].volumes[volume.name]) == volume.bytes

    def replace_qube(self, old: str, new: str) -> list[str]:
        self.step(f"replace {old} by {new}")
        self.replaced[old] = self.qubes[old]
        self.qubes[old] = self.qubes.pop(new)
        self.qubes[old].complete = True
        return []

    def link_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        self.step(f"link {row.made_as}")
        qube = self.qubes[row.made_as]
        for name in (row.netvm, row.default_dispvm):
            assert not name or name in self.qubes
        qube.netvm, qube.default_dispvm = row.netvm, row.default_dispvm
        qube.references = _references(record)
        return []

    def unlink_qube(self, qube: str, record: QubeRecord, gone: str) -> list[str]:
        self.step(f"unlink {qube} from {gone}")
        self.qubes[qube].references = _references(record) - {gone}
        return []

    def change_template(self, qube: str, template: str) -> None:
        self.step(f"template of {qube} {template}")
        assert template in self.qubes
        self.qubes[qube].template = template

    def open_volume(self, qube: str, volume: str, size: int) -> MemorySink:
        self.step(f"open {qube}:{volume}")
        return MemorySink(self, qube, volume, size)

    def open_home(self) -> MemoryHome:
        self.step("open home")
        return MemoryHome(self)

    def set_firewall(self, qube: str, rules: list[str]) -> None:
        self.step(f"firewall {qube}")
        assert not self.qubes[qube].complete
        self.qubes[qube].firewall = rules

    def set_notes(self, qube: str, text: str) -> None:
        self.step(f"notes {qube}")
        self.qubes[qube].notes = text

    def set_menu(self, qube: str, text: str) -> None:
        self.step(f"menu {qube}")
        self.qubes[qube].menu = text

    def complete_qube(self, qube: str) -> None:
        self.step(f"complete {qube}")
        self.qubes[qube].complete = True

    def part_addresses(self, old: str, new: str) -> list[str]:
        self.step(f"addresses of {new} not as {old}")
        theirs = self.qubes[old].properties
        own = self.qubes[new].properties
        twice = [name for name in ADDRESSES if name in own and own[name] == theirs.get(name)]
        for name in twice:
            del own[name]
        return [f"Its {name} is that of {old} as well." for name in twice]

    def discard_qube(self, qube: str) -> None:
        self.step(f"discard {qube}")
        users = [
            name
            for name, other in self.qubes.items()
            if name != qube
            and qube in (other.template, other.netvm, other.default_dispvm, *other.references)
        ]
        if users:
            raise TargetError(f"{qube} is in use by {users[0]}.")
        del self.qubes[qube]

    @property
    def incomplete(self) -> list[str]:
        return [name for name, qube in self.qubes.items() if not qube.complete]
