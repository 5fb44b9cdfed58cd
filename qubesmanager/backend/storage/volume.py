"""The volume: contract of all drivers (spec sections 1.1 and 1.2).

The two flags make the four kinds: volatile (neither), snapshot (``snap_on_start``), origin
(``save_on_stop``), origin-snapshot (both). The base class holds the attributes; what a driver
does not override answers with NotImplementedError naming class and method.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from .errors import StoragePoolException, StorageValueError
from .leftovers import Leftover
from .marks import Cause, Mark, Marks, RevisionFacts, utc_now
from .threads import in_thread
from .values import parse_bool, parse_int

if TYPE_CHECKING:
    from .pool import Pool

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class BlockDevice:
    """What a hypervisor attaches."""

    path: str
    name: str
    rw: bool
    domain: str | None = None
    devtype: str = "disk"

    def __post_init__(self) -> None:
        if not self.path or not self.name:
            raise StoragePoolException(f"a block device needs a path and a name: {self!r}")


@dataclass(frozen=True)
class VolumeSpec:
    """The attributes of a volume as its configuration gives them (spec 1.1). Sizes in bytes."""

    name: str
    vid: str | None = None
    size: int = 0
    rw: bool = False
    snap_on_start: bool = False
    save_on_stop: bool = False
    source: Volume | None = None
    revisions_to_keep: int | None = None
    ephemeral: bool | None = None

    @classmethod
    def parse(cls, config: Mapping[str, object]) -> VolumeSpec:
        """From strings or plain values. ``source`` must be a Volume by now.

        Keys that are not listed above are left to the driver. Raises StorageValueError for a
        value, StoragePoolException for a volume without a name.
        """
        name = config.get("name")
        if not isinstance(name, str) or not name:
            raise StoragePoolException("a volume needs a name")
        source = config.get("source")
        if source is not None and not isinstance(source, Volume):
            raise StoragePoolException(f"source of volume {name} is not a volume: {source!r}")
        vid = config.get("vid")
        keep = config.get("revisions_to_keep")
        ephemeral = config.get("ephemeral")
        return cls(
            name=name,
            vid=None if vid is None else str(vid),
            size=parse_int(f"size of volume {name}", config.get("size") or 0, 0),
            rw=parse_bool("rw", config.get("rw", False)),
            snap_on_start=parse_bool("snap_on_start", config.get("snap_on_start", False)),
            save_on_stop=parse_bool("save_on_stop", config.get("save_on_stop", False)),
            source=source,
            revisions_to_keep=None if keep is None else parse_int("revisions_to_keep", keep, -1),
            ephemeral=None if ephemeral is None else parse_bool("ephemeral", ephemeral),
        )


class Volume:
    """One disk of one qube. Sizes are bytes.

    Coroutines hold the volume's lock over the whole transition and do their blocking work in
    a thread; properties and ``is_dirty``/``is_outdated`` answer at once and take no lock.
    """

    def __init__(self, pool: Pool, vid: str, spec: VolumeSpec) -> None:
        if spec.snap_on_start and spec.source is None:
            raise StoragePoolException(f"volume {spec.name} is a snapshot and has no source")
        if spec.source is not None and not spec.snap_on_start:
            raise StoragePoolException(f"volume {spec.name} has a source and is no snapshot")
        if spec.source is not None and spec.source.pool != pool:
            raise StoragePoolException(
                f"volume {spec.name} lies in pool {pool} and its source in {spec.source.pool}"
            )
        self._vid = vid
        self.pool: Pool = pool
        self.name = spec.name
        self.rw = spec.rw
        self.snap_on_start = spec.snap_on_start
        self.save_on_stop = spec.save_on_stop
        self.source = spec.source
        self._nominal_size = spec.size
        self._revisions_to_keep = 0
        self.revisions_to_keep = (
            pool.revisions_to_keep if spec.revisions_to_keep is None else spec.revisions_to_keep
        )
        self._ephemeral: bool | None = None
        if spec.ephemeral is not None:
            self.ephemeral = spec.ephemeral
        #: Kept by whoever keeps the configuration.
        self.marks: Marks = {}
        # Earlier states that are being read: the path, and which it is; rotation leaves them.
        self._revisions_read: list[tuple[str, str]] = []
        self._lock = asyncio.Lock()

    #: Whether a guest may start and stop while committed data is being exported.
    runs_while_exported: ClassVar[bool] = False

    # -- identity

    @property
    def vid(self) -> str:
        """Unique in the pool."""
        return self._vid

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Volume):
            return NotImplemented
        return self.pool == other.pool and self.vid == other.vid

    def __hash__(self) -> int:
        return hash((self.pool.name, self.vid))

    def __str__(self) -> str:
        return self.vid

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.pool)!r}, {self.vid!r})"

    # -- attributes

    @property
    def size(self) -> int:
        """Nominal size; drivers look at the image where there is one.

        A snapshot that is not in use has the size of what it will be made of.
        """
        if self.snap_on_start and self.source is not None:
            return self.source.size
        return self._nominal_size

    @property
    def usage(self) -> int:
        """Allocated bytes."""
        return 0

    @property
    def path(self) -> str | None:
        """What backs the volume."""
        raise self._absent("path")

    @property
    def problem(self) -> str:
        """Why it cannot be used as things are, "" when it can; told at once, for lists."""
        return "" if self._lock.locked() else self._missing()

    def _missing(self) -> str:
        """What of the data is not there, as a sentence, "" for nothing. Quick: no program runs."""
        return ""

    @property
    def revisions_to_keep(self) -> int:
        """How many earlier states stay. StorageValueError or NotImplementedError when refused."""
        return self._revisions_to_keep

    @revisions_to_keep.setter
    def revisions_to_keep(self, value: int) -> None:
        self._revisions_to_keep = self._allowed_revisions(
            parse_int(f"revisions_to_keep of volume {self.name}", value, -1)
        )

    def _allowed_revisions(self, wanted: int) -> int:
        """A driver's limit; raises to refuse."""
        return wanted

    @property
    def _may_be_ephemeral(self) -> bool:
        return self.rw and not self.snap_on_start and not self.save_on_stop

    @property
    def ephemeral(self) -> bool:
        """Whether the contents are encrypted with a key that is forgotten at stop."""
        if self._ephemeral is not None:
            return self._ephemeral
        return self._may_be_ephemeral and self.pool.ephemeral_volatile

    @ephemeral.setter
    def ephemeral(self, value: bool | None) -> None:
        """None for what the pool says."""
        if value and not self._may_be_ephemeral:
            raise StorageValueError(f"volume {self.name} keeps data, so it cannot be ephemeral")
        self._ephemeral = value

    @property
    def config(self) -> dict[str, str]:
        """For the store: attributes as strings."""
        config = {
            "name": self.name,
            "pool": str(self.pool),
            "vid": self.vid,
            "revisions_to_keep": str(self.revisions_to_keep),
            "rw": str(self.rw),
            "save_on_stop": str(self.save_on_stop),
            "snap_on_start": str(self.snap_on_start),
        }
        if size := self.size:
            config["size"] = str(size)
        if self.source is not None:
            config["source"] = self.source.vid
        if self._ephemeral is not None:
            config["ephemeral"] = str(self._ephemeral)
        return config

    def block_device(self) -> BlockDevice | None:
        """What to attach, None when there is nothing."""
        path = self.path
        return None if path is None else BlockDevice(path, self.name, self.rw)

    # -- transitions

    async def create(self) -> Volume:
        """Make the committed data (origin: ``size`` zeros); throws away an older life's files."""
        raise self._absent("create")

    async def remove(self) -> Volume:
        """Delete everything of the volume, also when half-made, and leave the pool's list."""
        raise self._absent("remove")

    async def exists(self) -> bool:
        """Whether anything of it lies on the disk, of an older life too."""
        raise self._absent("exists")

    async def verify(self) -> None:
        """StoragePoolException naming what is missing, if committed data is missing."""
        raise self._absent("verify")

    def require_place(self) -> None:
        """StoragePoolException while the place of its data is not there, as when a disk is out.

        Blocking.
        """

    async def start(self) -> Volume:
        """Make ``path`` ready for a guest; idempotent."""
        raise self._absent("start")

    async def stop(self) -> Volume:
        """Commit or discard; idempotent."""
        raise self._absent("stop")

    async def resize(self, size: int) -> Volume:
        """New size in bytes; StoragePoolException for a read-only volume."""
        raise self._absent("resize")

    async def export(self) -> str:
        """Path whose bytes are the committed data; ``export_end`` must follow in all cases."""
        raise self._absent("export")

    async def export_now(self) -> str:
        """The same for what a guest has written until now, as after a power cut.

        It stays as it is while the guest goes on. StoragePoolException where that cannot be had.
        """
        raise self._absent("export_now")

    async def export_revision(self, revision: str) -> str:
        """The same for an earlier state, which stays until then whatever becomes of the volume.

        StoragePoolException when there is none of that id.
        """
        self._require_save_on_stop("export_revision")
        async with self._lock:
            self._time_of(revision)
            path = await in_thread(self._open_revision, revision)
            self._revisions_read.append((path, revision))
        return path

    async def export_end(self, path: str) -> None:
        """The reader of ``export``, ``export_now`` or ``export_revision`` has finished."""
        for reading in self._revisions_read:
            if reading[0] == path:
                self._revisions_read.remove(reading)
                return

    async def import_data(self, size: int) -> str:
        """Path of ``size`` zero bytes to write into; ``import_data_end`` must follow."""
        raise self._absent("import_data")

    async def import_data_end(self, success: bool) -> Volume:
        """Commit what was written, or (False) leave everything as before ``import_data``."""
        raise self._absent("import_data_end")

    async def import_volume(self, src: Volume, revision: str | None = None) -> Volume:
        """Replace the committed data by that of ``src``, or by an earlier state of it.

        Nothing when not ``save_on_stop``.
        """
        raise self._absent("import_volume")

    async def revert(self, revision: str | None = None) -> Volume:
        """Committed data := that revision, by default the newest; refused while dirty."""
        raise self._absent("revert")

    @property
    def revisions(self) -> dict[str, str]:
        """Id -> ISO 8601 UTC time to the second, oldest first."""
        return {}

    async def describe_revisions(self) -> list[RevisionFacts]:
        """Oldest first."""
        known = self.revisions
        usage = await in_thread(self._revision_usage, list(known)) if known else {}
        return [
            RevisionFacts(id, time, mark.cause, mark.pinned, mark.note, usage.get(id), mark.kept)
            for id, time in known.items()
            for mark in [self.mark_of(id, time)]
        ]

    def mark_of(self, revision: str, time: str) -> Mark:
        """What is noted of it; nothing when the note is of an earlier one with that id."""
        mark = self.marks.get(revision)
        return mark if mark is not None and mark.time == time else Mark(time)

    async def pin(self, revision: str, note: str = "") -> None:
        """Rotation leaves it from now on. StoragePoolException when there is none of that id."""
        await self._set_mark(revision, pinned=True, note=note)

    async def unpin(self, revision: str) -> None:
        """Rotation may take it. StoragePoolException when there is none of that id."""
        await self._set_mark(revision, pinned=False, note="")

    async def _set_mark(self, revision: str, *, pinned: bool, note: str) -> None:
        async with self._lock:  # or rotation may be about to take it
            time = self._time_of(revision)
            mark = self.mark_of(revision, time)
            self.marks[revision] = replace(mark, pinned=pinned, note=note)

    def note_restore(self) -> None:
        """The import that has just ended came from a backup."""
        for revision, time in list(self.revisions.items())[-1:]:
            self._note_cause(revision, time, Cause.RESTORE)

    async def remove_revision(self, revision: str) -> None:
        """Give up one earlier state, pinned or not, for its space."""
        async with self._lock:
            self._time_of(revision)
            if self._is_read(revision):
                raise StoragePoolException(f"revision {revision} of {self.vid} is being read")
            await in_thread(self._remove_revision, revision)
            self.marks.pop(revision, None)

    def is_dirty(self) -> bool:
        """Whether data waits for a commit."""
        return False

    def is_outdated(self) -> bool:
        """Whether the volume runs from a state that its source no longer has."""
        return False

    async def leftovers(self) -> list[Leftover]:
        """What a crash left of an import, or of a run that keeps nothing (``stop`` removes it)."""
        return []

    async def drop_import(self) -> None:
        """Remove what is left of an import that nobody ends any more."""
        raise self._absent("drop_import")

    # -- for drivers

    def _absent(self, method: str) -> NotImplementedError:
        return NotImplementedError(f"{type(self).__name__}.{method}")

    def _time_of(self, revision: str) -> str:
        time = self.revisions.get(revision)
        if time is None:
            raise self._no_revision(revision)
        return time

    def _no_revision(self, wanted: str | None) -> StoragePoolException:
        return StoragePoolException(
            f"volume {self.vid} has no revision {wanted}"
            if self.revisions
            else f"volume {self.vid} has no revisions"
        )

    def _revision_usage(self, revisions: list[str]) -> dict[str, int]:
        """Bytes that removing each would free, where that can be told. Blocking."""
        return {}

    def _open_revision(self, revision: str) -> str:
        """Path of its data. Blocking, under the lock; it is there."""
        raise self._absent("export_revision")

    def _remove_revision(self, revision: str) -> None:
        """Blocking; it is there."""
        raise self._absent("remove_revision")

    def _note_cause(self, revision: str, time: str, cause: Cause) -> None:
        """Of a revision that has just been made. What was noted of others that are gone goes."""
        for gone in set(self.marks) - set(self.revisions):
            del self.marks[gone]
        self.marks[revision] = Mark(time, cause, kept=utc_now())

    def _is_pinned(self, revision: str, time: str) -> bool:
        """Whether rotation leaves it."""
        return self.mark_of(revision, time).pinned or self._is_read(revision)

    def _is_read(self, revision: str) -> bool:
        return any(known == revision for _, known in self._revisions_read)

    async def _export_of(self, src: Volume, revision: str | None) -> str:
        """Of what is to be imported; ``src.export_end`` must follow."""
        return await (src.export() if revision is None else src.export_revision(revision))

    def _require_save_on_stop(self, method: str) -> None:
        if not self.save_on_stop:
            raise self._absent(method)

    def _refuse_dirty(self, consequence: str) -> None:
        if self.is_dirty():
            raise StoragePoolException(
                f"volume {self.vid} holds data that is not committed, {consequence}; "
                "stop the qube first"
            )

    async def _locked(self, body: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a blocking body in a thread, alone on this volume until it has really ended."""
        async with self._lock:
            return await in_thread(body, *args, **kwargs)
