"""What a qube that is to be created gets before it is in the store (admin-api.md 2.3.1)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from qubesmanager.backend.disposables import free_dispid
from qubesmanager.backend.properties import Type, Write
from qubesmanager.backend.storage_errors import storage_errors
from qubesmanager.backend.store import DomainRecord
from qubesmanager.protocol import (
    ProtocolError,
    QubesPropertyValueError,
    QubesValueError,
    QubesVMAlreadyExistsError,
    is_qube_name,
)

from .disk_config import VolumeConfig, add_template_volumes, choose_pools
from .kinds import CLASSES

if TYPE_CHECKING:
    from qubesmanager.backend.app import App

    from .base import Qube

# What a disposable does not take over from its template.
_NOT_TAKEN = frozenset(
    ("label", "template", "ip", "ip6", "mac", "autostart", "backup_timestamp", "auto_cleanup")
    + ("include_in_backups", "installed_by_rpm")
)


def plan_record(
    app: App, untrusted_class: str, untrusted_name: str, untrusted_label: str, template: str | None
) -> DomainRecord:
    """Name, uuid, label and template of a new qube, checked; the qid is the App's to give."""
    kind = CLASSES.get(untrusted_class)
    if kind is None or untrusted_class == "AdminVM":
        raise QubesValueError(f"Not a class to create a qube of: {untrusted_class!r}")
    if not is_qube_name(untrusted_name):
        raise QubesValueError(f"Not a name for a qube: {untrusted_name!r}")
    if untrusted_name in app.qubes:
        raise QubesVMAlreadyExistsError(f"There is a qube of that name: {untrusted_name!r}")
    properties = {
        "name": untrusted_name,
        "uuid": str(uuid.uuid4()),
        "label": app.labels.find(untrusted_label).name,
    }
    if kind.has_template:
        properties["template"] = _template(app, untrusted_class, template)
    elif template:
        raise ProtocolError(f"{_a(untrusted_class)} has no template")
    if untrusted_class == "DispVM":
        properties["dispid"] = str(free_dispid(app))
    return DomainRecord(untrusted_class, properties)


def _template(app: App, klass: str, untrusted_name: str | None) -> str:
    wanted = "default_dispvm" if klass == "DispVM" else "default_template"
    name = untrusted_name or app.properties.value(wanted)
    if not name:
        raise QubesPropertyValueError(f"{_a(klass)} needs a template, and there is no {wanted}")
    return app.check_reference(Type.VM, str(name))


def prepare(qube: Qube, pool: str | None, pools: Mapping[str, str] | None) -> None:
    """Template checked, tags, volumes in their pools. Touches no disk."""
    template = qube.template
    if template is not None:
        check = qube.properties.declaration("template").check
        assert check is not None
        check(qube, template.name)
        add_template_volumes(qube.volume_config, template.volume_config)
        if qube.klass == "DispVM":
            _take_over(qube, template)
    for name in ("guivm", "audiovm"):
        if name in qube.properties and (chosen := qube.properties.value(name)):
            qube.tags.put(f"{name}-{chosen}")
    for wanted in (pool, *(pools or {}).values()):
        if wanted is not None:
            qube.app.find_pool(wanted)
    with storage_errors():
        if pool is not None or pools:
            choose_pools(qube.volume_config, pool, pools)
        qube.build_storage(lenient=False)


def _take_over(qube: Qube, template: Qube) -> None:
    """A disposable begins with the settings of the qube that it is made of."""
    for name, text in template.properties.stored().items():
        if name in _NOT_TAKEN or name not in qube.properties:
            continue
        if qube.properties.declaration(name).write is Write.FREE:
            qube.properties.load(name, text)
    for name, value in template.features.items():
        if not name.startswith("preload-dispvm"):
            qube.features.put(name, value)
    for tag in template.tags:
        if not tag.startswith(("created-by-", "backup-restore-")):
            qube.tags.put(tag)
    for name, config in qube.volume_config.items():
        _take_over_volume(config, template, name)


def _take_over_volume(config: VolumeConfig, template: Qube, name: str) -> None:
    volume = template.volumes.get(name)
    if volume is None:
        return
    if not config.get("snap_on_start"):
        config.setdefault("pool", volume.pool.name)
    config["rw"] = volume.rw
    if "ephemeral" in volume.config:
        config["ephemeral"] = volume.ephemeral


def _a(klass: str) -> str:
    """The class with its article, at the beginning of a sentence."""
    return f"{'An' if klass[:1] in 'AEIOU' else 'A'} {klass}"
