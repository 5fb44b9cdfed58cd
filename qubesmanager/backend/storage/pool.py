"""The pool: contract of all drivers (spec section 2.1)."""

from __future__ import annotations

import inspect
import logging
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import ClassVar

from .errors import NotEnoughSpace, StoragePoolException
from .leftovers import Stray
from .values import QubeRef, parse_bool, parse_int
from .volume import Volume

log = logging.getLogger(__name__)


class VolumeCollection:
    """The volumes of a pool: ``in``, index by vid or Volume, iteration; KeyError for others."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def __getitem__(self, item: str | Volume) -> Volume:
        if isinstance(item, Volume):
            if item.pool != self._pool:
                raise KeyError(item)
            return self._pool.get_volume(item.vid)
        return self._pool.get_volume(item)

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, str | Volume):
            return False
        try:
            self[item]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[Volume]:
        return iter(self._pool.list_volumes())

    def __len__(self) -> int:
        return len(self._pool.list_volumes())

    def keys(self) -> list[str]:
        """The vids."""
        return [volume.vid for volume in self]

    def values(self) -> list[Volume]:
        return list(self)


class Pool(ABC):
    """A place for volumes. Options come as strings from a store or as plain values."""

    driver: ClassVar[str]
    # False where volumes are only looked at, so nothing of a qube can be kept there.
    keeps_data: ClassVar[bool] = True
    #: Whether other systems of this kind may have volumes of theirs in the same place.
    is_shared: ClassVar[bool] = False

    def __init__(
        self, name: str, revisions_to_keep: int | str, ephemeral_volatile: bool | str
    ) -> None:
        self.name = name
        self._revisions_to_keep = 0
        self.revisions_to_keep = parse_int("revisions_to_keep", revisions_to_keep, -1)
        self.ephemeral_volatile = parse_bool("ephemeral_volatile", ephemeral_volatile)
        self._volumes: dict[str, Volume] = {}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Pool):
            return self.name == other.name
        return self.name == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    @classmethod
    def parameters(cls) -> Mapping[str, bool]:
        """The driver's options: name -> whether it is required."""
        return {
            name: parameter.default is inspect.Parameter.empty
            for name, parameter in inspect.signature(cls).parameters.items()
            if name != "name"
        }

    @property
    def revisions_to_keep(self) -> int:
        """For volumes that do not say otherwise. A driver's limit raises in the setter."""
        return self._revisions_to_keep

    @revisions_to_keep.setter
    def revisions_to_keep(self, value: int) -> None:
        self._revisions_to_keep = self._allowed_revisions(parse_int("revisions_to_keep", value, -1))

    def _allowed_revisions(self, wanted: int) -> int:
        """A driver's limit; raises to refuse."""
        return wanted

    @property
    def config(self) -> dict[str, str]:
        """For the store; building a pool from it gives an equal one."""
        config = {
            "name": self.name,
            "driver": self.driver,
            "revisions_to_keep": str(self.revisions_to_keep),
        }
        if self.ephemeral_volatile:
            config["ephemeral_volatile"] = str(self.ephemeral_volatile)
        return config

    async def setup(self) -> None:
        """Prepare the place; StoragePoolException if unusable, with nothing left behind."""
        raise NotImplementedError(f"{type(self).__name__}.setup")

    async def undo_setup(self) -> None:  # noqa: B027  (most make nothing)
        """The pool is not kept after all: what ``setup`` made goes as far as it is empty."""

    async def destroy(self) -> None:
        """The pool is being forgotten. Data stays (decision D9)."""
        log.info("pool %r is given up, its data stays", self.name)

    @abstractmethod
    def init_volume(self, qube: QubeRef, config: Mapping[str, object]) -> Volume:
        """The volume object for this configuration, registered; touches no disk.

        ``config`` has the keys of spec 1.1 as strings or plain values, ``source`` as a Volume.
        Raises StoragePoolException, or NotImplementedError for a kind that the driver lacks.
        """

    def _register(self, volume: Volume) -> Volume:
        self._volumes[volume.vid] = volume
        return volume

    def forget(self, volume: Volume) -> None:
        """The volume is gone from the disk; only drivers call this."""
        if self._volumes.get(volume.vid) is volume:
            del self._volumes[volume.vid]

    def get_volume(self, vid: str) -> Volume:
        """KeyError when there is none."""
        return self._volumes[vid]

    def list_volumes(self) -> list[Volume]:
        return list(self._volumes.values())

    def usual_vid(self, qube: QubeRef, volume: str) -> str:
        """Of a volume of that name whose configuration does not say it."""
        return f"{qube.dir_prefix}/{qube.name}/{volume}"

    async def strays(self, known: Collection[str]) -> list[Stray]:
        """What looks like volumes of qubes, besides those whose vids are known."""
        return []

    async def remove_stray(self, vid: str) -> None:
        """Delete all of a volume that nobody knows; it may be half there, or not at all."""
        if vid in self._volumes:
            raise StoragePoolException(f"volume {vid} is in use")
        await self._stray(vid).remove()

    def _stray(self, vid: str) -> Volume:
        raise NotImplementedError(f"{type(self).__name__}.remove_stray")

    @property
    def volumes(self) -> VolumeCollection:
        return VolumeCollection(self)

    @property
    def hindrance(self) -> str | None:
        """Why nothing in the pool can be used now, as when its disk is out; None when all can."""
        return None

    @property
    def size(self) -> int | None:
        """Bytes, None if unknown."""
        return None

    @property
    def usage(self) -> int | None:
        """Bytes, None if unknown."""
        return None

    @property
    def free(self) -> int | None:
        """Bytes that can still be put there by whoever we are, None if unknown."""
        size, usage = self.size, self.usage
        return None if size is None or usage is None else max(size - usage, 0)

    def require_room(self, what: str, needed: int) -> None:
        """NotEnoughSpace when ``needed`` bytes do not fit. Blocking."""
        free = self.free
        if free is not None and needed > free:
            raise NotEnoughSpace(what, needed, free, f"pool {self.name}")

    @property
    def shares_blocks(self) -> bool | None:
        """Whether a copy within the pool takes no room, None while that cannot be told."""
        return self.shares_blocks_with(self)

    def shares_blocks_with(self, other: Pool) -> bool:
        """Whether a copy of a volume of that pool takes no room here. Blocking."""
        return False

    @property
    def usage_details(self) -> dict[str, int]:
        """``data_size`` and ``data_usage`` in bytes where known; drivers may add more."""
        figures = {"data_size": self.size, "data_usage": self.usage}
        return {key: value for key, value in figures.items() if value is not None}

    def included_in(self, pools: Iterable[Pool]) -> Pool | None:
        """The other pool that physically holds this one, as far as it can be told."""
        return None
