"""Which volumes a qube has before any driver is asked (spec section 1.3).

A configuration is ``{volume name: {attribute: value}}``. The key ``source`` with None means
"the volume of the same name of my template"; a string is a vid in the pool of the same entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qubesmanager.backend.storage import StoragePoolException

GIB = 1024**3
PRIVATE_SIZE = 2 * GIB
ROOT_SIZE = 10 * GIB
VOLATILE_SIZE = 10 * GIB

#: The volume that has the modules of the qube's kernel, and no data.
KERNEL = "kernel"

VolumeConfig = dict[str, object]

_SURVIVES_CLONING = ("name", "pool", "size", "rw", "snap_on_start", "save_on_stop", "source")


def _volume(name: str, **attributes: object) -> VolumeConfig:
    return {
        "name": name,
        "snap_on_start": False,
        "save_on_stop": False,
        "rw": True,
        **attributes,
    }


def dir_prefix(klass: str) -> str:
    """The directory below a pool or store that holds qubes of this class."""
    return "vm-templates" if klass == "TemplateVM" else "appvms"


def default_volumes(klass: str) -> dict[str, VolumeConfig]:
    """A fresh copy of the volumes of a class; none for classes without storage."""
    if klass not in ("TemplateVM", "StandaloneVM", "AppVM", "DispVM"):
        return {}
    root = _volume("root", save_on_stop=True, size=ROOT_SIZE)
    private = _volume("private", save_on_stop=True, size=PRIVATE_SIZE)
    volatile_size = VOLATILE_SIZE
    if klass in ("AppVM", "DispVM"):
        root = _volume("root", snap_on_start=True, source=None)
    if klass == "DispVM":
        private = _volume("private", snap_on_start=True, source=None)
        volatile_size = ROOT_SIZE + PRIVATE_SIZE
    volumes = (
        root,
        private,
        _volume("volatile", size=volatile_size),
        _volume(KERNEL, rw=False),
    )
    return {str(volume["name"]): volume for volume in volumes}


def merge_volumes(
    klass: str,
    stored: Iterable[Mapping[str, str]] = (),
    given: Mapping[str, Mapping[str, object]] | None = None,
) -> dict[str, VolumeConfig]:
    """Class defaults, overridden key by key by a store's entries, then by ``given``.

    An entry whose name the class lacks becomes an extra volume. ``True`` and ``False`` become
    booleans, other strings stay for the driver. TypeError when volumes are given to a class
    without any.
    """
    config = default_volumes(klass)
    if given and not config:
        raise TypeError(f"a qube of class {klass} has no volumes to configure")
    for entry in stored:
        name = entry["name"]
        config.setdefault(name, {}).update(from_strings(entry))
    for name, attributes in (given or {}).items():
        config.setdefault(name, {"name": name}).update(attributes)
    return config


def from_strings(entry: Mapping[str, str]) -> VolumeConfig:
    """A volume's attributes in the store as the configuration has them."""
    return {
        key: {"True": True, "False": False}.get(value, value)
        for key, value in entry.items()
        if key != "internal"
    }


def add_template_volumes(
    config: dict[str, VolumeConfig], template_config: Mapping[str, Mapping[str, object]]
) -> None:
    """A new AppVM or DispVM also gets the volumes that only its template has, under own vids."""
    for name, attributes in template_config.items():
        if name not in config:
            config[name] = {key: value for key, value in attributes.items() if key != "vid"}


def choose_pools(
    config: dict[str, VolumeConfig],
    pool: str | None = None,
    pools: Mapping[str, str] | None = None,
) -> None:
    """Place the volumes of a new qube.

    ``pool`` is for every writable volume that is no snapshot, ``pools`` for exactly the volumes
    that it names. StoragePoolException when a snapshot would leave the pool of its origin or a
    volume does not exist.
    """
    assert pool is None or pools is None, "one pool for all and a map exclude each other"
    chosen = dict(pools or {})
    if pool is not None:
        chosen = {
            name: pool
            for name, attributes in config.items()
            if attributes.get("rw") and not attributes.get("snap_on_start")
        }
    for name, pool_name in chosen.items():
        if name not in config:
            raise StoragePoolException(f"there is no volume {name} to place in pool {pool_name}")
        attributes = config[name]
        if attributes.get("snap_on_start"):
            raise StoragePoolException(
                f"volume {name} must be in the same pool as its origin; it cannot be moved alone"
            )
        kept = {key: attributes[key] for key in _SURVIVES_CLONING if key in attributes}
        config[name] = {**kept, "pool": pool_name}
