"""Storage: pools, volumes and their drivers. Knows no qubes, no sockets, no archives.

A driver is a :class:`Pool` class in the entry-point group ``qubes.storage``.
"""

from __future__ import annotations

import logging
from importlib.metadata import entry_points

from .errors import StoragePoolException, StorageValueError
from .pool import Pool, VolumeCollection
from .probe import Probe, probe
from .thin_root import thin_pool_of
from .values import QubeRef
from .volume import BlockDevice, Volume

__all__ = [
    "BlockDevice",
    "Pool",
    "Probe",
    "QubeRef",
    "StoragePoolException",
    "StorageValueError",
    "Volume",
    "VolumeCollection",
    "build_pool",
    "drivers",
    "probe",
    "thin_pool_of",
]

log = logging.getLogger(__name__)

GROUP = "qubes.storage"


def drivers() -> dict[str, type[Pool]]:
    """All drivers that can be loaded, by name. A broken plug-in is logged and left out."""
    found: dict[str, type[Pool]] = {}
    for entry in entry_points(group=GROUP):
        try:
            driver = entry.load()
        except Exception:  # a stranger's module may raise anything
            log.exception("storage driver %r cannot be loaded", entry.name)
            continue
        if isinstance(driver, type) and issubclass(driver, Pool):
            found[entry.name] = driver
        else:
            log.error("storage driver %r is no pool class: %r", entry.name, driver)
    return found


def build_pool(driver: str, name: str, **options: str) -> Pool:
    """A pool object from a store's words; touches no disk.

    StoragePoolException for an unknown driver, StorageValueError for unknown, missing or bad
    options.
    """
    try:
        pool_class = drivers()[driver]
    except KeyError as error:
        raise StoragePoolException(f"no storage driver is called {driver!r}") from error
    parameters = pool_class.parameters()
    if unknown := sorted(set(options) - set(parameters)):
        raise StorageValueError(f"driver {driver} has no option {', '.join(unknown)}")
    required = {option for option, needed in parameters.items() if needed}
    if lacking := sorted(required - set(options)):
        raise StorageValueError(f"driver {driver} needs the option {', '.join(lacking)}")
    return pool_class(name, **options)
