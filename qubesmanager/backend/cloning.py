"""Copies of qubes, and new names for them.

A copy has the settings, rules, notes and data of its source. A qube whose name changes is copied,
everybody who uses it is pointed to the copy, and the old one goes: in the store all in one save,
so a crash leaves the old qube, or it and an unused copy, or the new one. Earlier revisions of
its volumes are not taken along.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesVMInUseError

from .features import PROTECTED_FEATURES
from .properties import Write
from .qube.creation import plan_record
from .storage_errors import storage_errors
from .store import DomainRecord

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)

# What belongs to one qube alone. An address of its own would be in the network twice.
_NOT_COPIED = frozenset({"label", "template", "installed_by_rpm", "backup_timestamp", "ip", "ip6"})
_NOT_COPIED_TAGS = ("created-by-", "disp-created-by-", "backup-restore-", "guivm-", "audiovm-")
_COPIED_ATTRIBUTES = (
    ("pool", "size", "rw", "snap_on_start", "save_on_stop")
    + ("revisions_to_keep", "ephemeral")
)  # fmt: skip


async def clone_qube(
    app: App,
    source: Qube,
    name: str,
    *,
    label: str | None = None,
    pool: str | None = None,
    pools: Mapping[str, str] | None = None,
    created_by: str = "dom0",
) -> Qube:
    """A new qube that is like ``source``; of a running one as of its last start.

    Raises as ``App.add_qube``; on failure nothing is left of the copy.
    """
    record = _copy_of(app, source, name, label)
    return await _fill_new(app, source, record, pool, pools, created_by)


def _copy_of(app: App, source: Qube, name: str, label: str | None) -> DomainRecord:
    template = source.template
    record = plan_record(
        app,
        source.klass,
        name,
        source.label.name if label is None else label,
        None if template is None else template.name,
    )
    for prop, text in source.properties.stored().items():
        if prop not in _NOT_COPIED and source.properties.declaration(prop).write is Write.FREE:
            record.properties[prop] = text
    record.features.update(
        (feature, value)
        for feature, value in source.features.items()
        if feature not in PROTECTED_FEATURES
    )
    record.tags = tuple(tag for tag in source.tags if not tag.startswith(_NOT_COPIED_TAGS))
    record.devices = source.devices.nodes()
    record.volumes = tuple(
        {"name": volume["name"], **_copied(volume)}
        for volume in source.volume_records()
        if volume["name"] != "kernel"
    )
    return record


def _copied(volume: Mapping[str, str]) -> dict[str, str]:
    return {name: volume[name] for name in _COPIED_ATTRIBUTES if name in volume}


async def _fill_new(
    app: App,
    source: Qube,
    record: DomainRecord,
    pool: str | None = None,
    pools: Mapping[str, str] | None = None,
    created_by: str = "dom0",
) -> Qube:
    async def fill(made: Qube) -> None:
        for name, volume in made.volumes.items():
            if volume.save_on_stop and name in source.volumes:
                with storage_errors(f"Volume {name!r} of {source.name!r}"):
                    await made.storage.import_volume(name, source.volumes[name])
        rules = await source.firewall.rules()
        if rules != await made.firewall.rules():
            await made.firewall.set(rules)
        notes = await source.read_notes()
        if notes:
            await made.set_notes(notes)

    with source.held("it is being copied"):
        made = await app.make_qube(record, pool, pools, created_by=created_by, fill=fill)
        await made.fire("domain-clone-files", src=source)
    return made


async def rename_qube(app: App, qube: Qube, new_name: str) -> Qube:
    """Give a qube another name; returns it as it is from now on, with another number and uuid.

    QubesVMNotHaltedError; QubesVMInUseError while somebody who uses it runs or something is being
    done with it; QubesValueError and QubesVMAlreadyExistsError for the name.
    """
    refuse_rename(app, qube)
    old_name = qube.name
    record = _copy_of(app, qube, new_name, None)
    record.properties.update(
        (name, text)
        for name, text in qube.properties.stored().items()
        if name in ("ip", "ip6", "backup_timestamp")
    )
    renamed = await _fill_new(app, qube, record)
    try:
        refuse_rename(app, qube)
        try:
            changes = _point_elsewhere(app, qube, renamed)
            app.qubes.discard(qube)
            await app.save()
        except BaseException:
            if old_name not in app.qubes:
                app.qubes.add(qube)
            _point_elsewhere(app, renamed, qube)
            raise
    except BaseException:
        await app.remove_qube(renamed.name)
        raise
    await qube.remove_from_disk()
    log.info("%r is called %r from now on", old_name, new_name)
    for holder, name in changes:
        told = {"name": name, "newvalue": renamed, "oldvalue": old_name}
        await holder.fire(f"property-set:{name}", **told)
    await app.fire("domain-delete", vm=qube)
    await app.events.fire(qube, "domain-remove-from-disk")
    return renamed


def refuse_rename(app: App, qube: Qube) -> None:
    """Raise unless the qube may get another name now."""
    if qube.klass == "AdminVM" or qube.properties.kept("installed_by_rpm"):
        raise QubesVMInUseError(f"{qube.name!r} belongs to the system and keeps its name")
    if qube.klass != "RemoteVM":
        qube.refuse_while_running("The name")
    if qube.holds:
        raise QubesVMInUseError(f"{qube.name!r} keeps its name for now: {', '.join(qube.holds)}")
    running = [
        other.name
        for other in app.qubes_and_those_being_made()
        if other is not qube
        and other.klass not in ("AdminVM", "RemoteVM")
        and (other.is_running or app.qubes.get(other.name) is not other)
        and _uses(other, qube)
    ]
    if running:
        raise QubesVMInUseError(f"{qube.name!r} is used by running qubes: {', '.join(running)}")


def _uses(other: Qube, qube: Qube) -> bool:
    values = (other.properties.value(name) for name in other.properties.reference_names())
    return qube.name in values or qube.name in other.devices.backends()


def _point_elsewhere(app: App, old: Qube, new: Qube) -> list[tuple[App | Qube, str]]:
    """Whoever means the one means the other from now on; returns (holder, property)."""
    changes: list[tuple[App | Qube, str]] = []
    holders: list[App | Qube] = [app, *app.qubes.values()]
    for holder in holders:
        if holder is old:
            continue
        for name, used in list(holder.properties.references()):
            if used == old.name:
                holder.properties.put(name, new.name)
                changes.append((holder, name))
    for qube in app.qubes.values():
        qube.devices.rename_backend(old.name, new.name)
        for kind in ("guivm", "audiovm"):
            if f"{kind}-{old.name}" in qube.tags:
                qube.tags.drop(f"{kind}-{old.name}")
                qube.tags.put(f"{kind}-{new.name}")
    _follow_disks(app, new)
    return changes


def _follow_disks(app: App, template: Qube) -> None:
    """Snapshots of the old template's volumes become those of the new one's."""
    for qube in app.qubes.values():
        if qube.template is template:
            qube.storage.follow_template()
            qube.changed()
            _follow_disks(app, qube)
