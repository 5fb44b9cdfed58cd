"""A second qube like one that exists: settings and data, or nothing at all.

The copy is made by the daemon volume by volume, so it costs next to nothing where the pool shares
blocks. Until it is whole it carries the mark of an incomplete qube; when anything fails it is
removed again, and the reason says which setting or volume was refused.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from types import MappingProxyType

from qubesmanager.client import devices, firewall, qube, revisions, volume_settings
from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import INCOMPLETE_TAG
from qubesmanager.client.leftovers import remove_qubes
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.protocol import (
    AdminError,
    DaemonAccessError,
    QubesException,
    QubesNoSuchPropertyError,
    QubesVMAlreadyExistsError,
    QubesVMNotFoundError,
)

_log = logging.getLogger(__name__)
_WITH_ROOT = ("TemplateVM", "StandaloneVM")
# Set when a qube is made, computed, or about the qube that it is a copy of.
_NOT_COPIED = frozenset(
    ("name", "uuid", "qid", "klass", "label", "template", "icon", "dispid", "is_preload")
    + ("updateable", "installed_by_rpm", "backup_timestamp", "start_time")
    + ("xid", "stubdom_xid", "stubdom_uuid", "gateway", "gateway6", "visible_netmask")
    + ("visible_ip", "visible_ip6", "visible_gateway", "visible_gateway6")
)
_TAGS_OF_OTHERS = re.compile(r"(created-by|disp-created-by|guivm|audiovm)-")
_FEATURES_OF_DAEMON = frozenset(
    ("deferred-netvm-original", "preload-dispvm", "preload-dispvm-completed")
    + ("preload-dispvm-in-progress",)
)


async def clone(
    system: System,
    source: str,
    name: str,
    klass: str | None = None,
    pool: str | None = None,
    states: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Make ``name`` a copy of ``source``, of another class or in another pool where one is given.

    Without ``pool`` each volume goes to the pool where the source has it. Volumes named in
    ``states`` get the data of that revision of theirs. Returns sentences about what could not be
    carried over and does not make the copy another qube. Raises the AdminError of what was refused;
    then there is no copy. `System.load` must have been called.
    """
    info = _source(system, source)
    await revisions.require_states(system.connection, source, states)
    async with _unfinished(system, info, name, klass or info.klass, pool) as made:
        warnings = await _copy(system, info, made, states)
        await qube.remove_tag(system.connection, name, INCOMPLETE_TAG)
    await system.refresh(name)
    return warnings


def _source(system: System, name: str) -> QubeInfo:
    info = system.qubes.get(name)
    if info is None:
        raise QubesVMNotFoundError(f"there is no qube {name!r}")
    if info.klass == "AdminVM":
        raise QubesException(f"{name} is the system itself and cannot be copied")
    if info.incomplete:
        raise QubesException(f"{name} is incomplete: a restore did not finish it")
    return info


@asynccontextmanager
async def _unfinished(
    system: System, source: QubeInfo, name: str, klass: str, pool: str | None
) -> AsyncIterator[QubeInfo]:
    """A new empty qube for the copy, removed when the context fails."""
    if name in system.qubes:
        raise QubesVMAlreadyExistsError(f"there is a qube {name!r} already")
    if klass != source.klass and klass not in _WITH_ROOT:
        raise QubesException(f"a {source.klass} cannot be copied to a {klass}")
    try:
        yield await _create(system, source, name, klass, pool)
    except QubesVMAlreadyExistsError:
        raise
    except BaseException:
        await asyncio.shield(_discard(system, name))
        raise


async def _create(
    system: System, source: QubeInfo, name: str, klass: str, pool: str | None
) -> QubeInfo:
    template = None if klass in _WITH_ROOT else source.template
    pools = {} if pool else _pools(system, source, klass)
    return await system.create_qube(
        klass, name, source.label, template, pool, pools=pools, incomplete=True
    )


def _pools(system: System, source: QubeInfo, klass: str) -> dict[str, str]:
    """The source's pool of each volume that this class keeps for itself."""
    own = {"volatile"}
    if klass != "DispVM":
        own.add("private")
    if klass in _WITH_ROOT:
        own.add("root")
    return {v.name: v.pool for v in source.volumes if v.name in own and v.pool in system.pools}


async def _discard(system: System, name: str) -> None:
    """Remove what is unfinished. What stays is marked as incomplete."""
    info = None
    try:
        info = await system.refresh(name)
        if info is not None and info.incomplete:
            await remove_qubes(system.connection, [name])
            await system.refresh(name)
    except AdminError as error:
        if info is not None:
            _log.warning("unfinished qube %r stays: %r", name, str(error))
        elif isinstance(error, DaemonAccessError):
            _log.warning("unfinished qube %r may stay: %r", name, str(error))
        else:
            _log.debug("no qube %r to remove: %r", name, str(error))


async def _copy(
    system: System, source: QubeInfo, made: QubeInfo, states: Mapping[str, str]
) -> list[str]:
    connection = system.connection
    warnings = await _copy_properties(connection, source, made)
    for feature, value in source.features.items():
        if feature not in _FEATURES_OF_DAEMON and made.features.get(feature) != value:
            with naming(f"feature {feature}"):
                await qube.set_feature(connection, made.name, feature, value)
    for tag in source.tags:
        if tag not in made.tags and not _TAGS_OF_OTHERS.match(tag):
            with naming(f"tag {tag}"):
                await qube.add_tag(connection, made.name, tag)
    if source.notes:
        await qube.set_notes(connection, made.name, source.notes)
    await _copy_firewall(connection, source.name, made.name)
    await _copy_devices(connection, source.name, made.name)
    warnings += await _copy_volumes(system, source, made, states)
    return warnings


async def _copy_properties(connection: Connection, source: QubeInfo, made: QubeInfo) -> list[str]:
    """What the source has of its own. Only a property that the new class has not is left out."""
    warnings = []
    for name, value in source.properties.items():
        if value.is_default or name in _NOT_COPIED:
            continue
        try:
            with naming(f"property {name}"):
                await qube.set_property(connection, made.name, name, value.value)
        except QubesNoSuchPropertyError:
            warnings.append(f"A {made.klass} has no property {name}; it was {value.value!r}.")
    return warnings


async def _copy_firewall(connection: Connection, source: str, target: str) -> None:
    rules = await firewall.rules(connection, source)
    if rules != await firewall.rules(connection, target):
        with naming("the firewall rules"):
            await firewall.set_rules(connection, target, rules)


async def _copy_volumes(
    system: System, source: QubeInfo, made: QubeInfo, states: Mapping[str, str]
) -> list[str]:
    connection = system.connection
    warnings = []
    for volume in made.volumes:
        old = source.volume(volume.name)
        if old is None or not volume.rw:
            continue
        with naming(f"volume {volume.name}"):
            if volume.save_on_stop:
                owner = _owner(system, source, volume.name)
                state = states.get(volume.name)
                await volume_settings.copy_volume(connection, owner, made.name, volume.name, state)
            elif not volume.snap_on_start and old.size > volume.size:
                await volume_settings.resize(connection, made.name, volume.name, old.size)
        warnings += await _copy_volume_settings(connection, source.name, made.name, volume.name)
    return warnings


def _owner(system: System, source: QubeInfo, volume: str) -> str:
    """The qube whose volume is kept: the source itself, or the template that it is a view of."""
    owner = source
    while (found := owner.volume(volume)) is not None and found.snap_on_start:
        template = system.qubes.get(owner.template or "")
        if template is None:
            break
        owner = template
    return owner.name


async def _copy_volume_settings(
    connection: Connection, source: str, target: str, volume: str
) -> list[str]:
    """Another driver may refuse a setting; the data is the same without it."""
    warnings = []
    wanted = await volume_settings.volume_info(connection, source, volume)
    there = await volume_settings.volume_info(connection, target, volume)
    for setting in ("revisions_to_keep", "ephemeral"):
        value = wanted.get(setting, "")
        if value and there.get(setting) != value:
            try:
                await volume_settings.configure(connection, target, volume, setting, value)
            except QubesException as error:
                warnings.append(f"The {setting} of {volume} could not be set to {value}: {error}.")
    return warnings


async def _copy_devices(connection: Connection, source: str, target: str) -> None:
    for device in await devices.assignments(connection, source):
        with naming(f"device {device.port}"):
            await devices.assign(connection, target, device)


@contextmanager
def naming(what: str) -> Iterator[None]:
    """Errors within this context say what they are about; their class stays."""
    try:
        yield
    except DaemonAccessError:
        raise
    except AdminError as error:
        raise type(error)(f"{what}: {error}") from error
