"""Driver ``lvm_thin``: thin volumes of LVM (spec section 3.3); the volumes are in lvm_volume.py."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import ClassVar

from .errors import NotEnoughSpace, StoragePoolException, StorageValueError
from .leftovers import Stray
from .lvm_command import CACHE
from .lvm_names import (
    QUBE_PREFIX,
    is_lvm_name,
    is_main,
    main_name,
    make_vid,
)
from .lvm_volume import LvmVolume
from .pool import Pool
from .threads import in_thread
from .values import QubeRef
from .volume import Volume, VolumeSpec

log = logging.getLogger(__name__)

_FULL_METADATA_PERCENT = 99


class LvmPool(Pool):
    """A thin pool. Options as in the store."""

    driver: ClassVar[str] = "lvm_thin"
    is_shared: ClassVar[bool] = True

    def __init__(
        self,
        name: str,
        volume_group: str,
        thin_pool: str,
        revisions_to_keep: int | str = 1,
        ephemeral_volatile: bool | str = False,
    ) -> None:
        super().__init__(name, revisions_to_keep, ephemeral_volatile)
        for what, word in (("volume group", volume_group), ("thin pool", thin_pool)):
            if not is_lvm_name(word):
                raise StorageValueError(f"{word!r} is no name of a {what}")
        self.volume_group = volume_group
        self.thin_pool = thin_pool

    @property
    def config(self) -> dict[str, str]:
        own = {"volume_group": self.volume_group, "thin_pool": self.thin_pool}
        return {**super().config, **own}

    @property
    def pool_vid(self) -> str:
        """``VG/POOL``."""
        return f"{self.volume_group}/{self.thin_pool}"

    async def setup(self) -> None:
        await in_thread(self._setup)

    def _setup(self) -> None:
        CACHE.reset()
        found = CACHE.table().get(self.pool_vid)
        if found is None:
            raise StoragePoolException(f"there is no thin pool {self.pool_vid}")
        if not found.is_thin_pool:
            raise StoragePoolException(f"{self.pool_vid} is a logical volume and no thin pool")
        if not found.clears_new_blocks:
            log.warning(
                "thin pool %s gives out blocks with what other qubes left in them; "
                "lvchange --zero y %s ends that",
                self.pool_vid,
                self.pool_vid,
            )

    def init_volume(self, qube: QubeRef, config: Mapping[str, object]) -> Volume:
        spec = VolumeSpec.parse(config)
        return self._register(LvmVolume(self, make_vid(self.volume_group, qube, spec), spec))

    def list_volumes(self) -> list[Volume]:
        """Those in use, and what else lies in the thin pool."""
        listed = {volume.vid: volume for volume in super().list_volumes()}
        for vid, found in CACHE.figures().items():
            group, _, name = vid.partition("/")
            ours = (group, found.pool_lv) == (self.volume_group, self.thin_pool)
            if ours and is_main(name) and vid not in listed:
                spec = VolumeSpec(name, vid, found.size, rw=True, save_on_stop=True)
                listed[vid] = LvmVolume(self, vid, spec)
        return list(listed.values())

    def usual_vid(self, qube: QubeRef, volume: str) -> str:
        return make_vid(self.volume_group, qube, VolumeSpec(volume))

    def _stray(self, vid: str) -> Volume:
        config = {"name": vid.partition("/")[2], "vid": vid, "rw": True, "save_on_stop": True}
        return self.init_volume(QubeRef("", ""), config)

    async def strays(self, known: Collection[str]) -> list[Stray]:
        """By their names volumes of qubes; maybe of another system that has the pool as well."""
        table = await in_thread(CACHE.table)
        found = set()
        for vid, volume in table.items():
            group, _, name = vid.partition("/")
            ours = (group, volume.pool_lv) == (self.volume_group, self.thin_pool)
            if ours and name.startswith(QUBE_PREFIX):
                found.add(f"{group}/{main_name(name)}")
        return [Stray(vid, None) for vid in sorted(found - set(known))]

    @property
    def hindrance(self) -> str | None:
        if self.pool_vid in CACHE.recent():
            return None
        return CACHE.failure or f"there is no thin pool {self.pool_vid}"

    @property
    def size(self) -> int | None:
        found = CACHE.recent().get(self.pool_vid)
        return found.size if found else None

    @property
    def usage(self) -> int | None:
        found = CACHE.recent().get(self.pool_vid)
        return found.usage if found else None

    @property
    def free(self) -> int | None:
        found = CACHE.recent().get(self.pool_vid)
        return max(found.size - found.usage, 0) if found else None

    def require_room(self, what: str, needed: int) -> None:
        """A thin pool that is full, or whose tables are, stops whatever runs on it."""
        super().require_room(what, max(needed, 1))
        found = CACHE.recent().get(self.pool_vid)
        if found and found.metadata_size and found.metadata_percent >= _FULL_METADATA_PERCENT:
            free = found.metadata_size - found.metadata_usage
            place = f"the metadata of thin pool {self.pool_vid}"
            raise NotEnoughSpace(what, found.metadata_size // 100, free, place)

    def shares_blocks_with(self, other: Pool) -> bool:
        return isinstance(other, LvmPool) and other.pool_vid == self.pool_vid

    @property
    def usage_details(self) -> dict[str, int]:
        details = super().usage_details
        if found := CACHE.recent().get(self.pool_vid):
            details["metadata_size"] = found.metadata_size
            details["metadata_usage"] = found.metadata_usage
        return details
