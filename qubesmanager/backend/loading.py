"""From the records of a store to pools, global properties and qubes that fit together."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesLabelNotFoundError, QubesValueError, is_qube_name

from . import storage
from .collection import MAX_QID
from .disposables import free_dispid
from .properties import Write
from .qube.kinds import CLASSES, make_qube
from .qube.network import break_loops
from .store import DomainRecord, StoreError, StoreRecord

if TYPE_CHECKING:
    from .app import App
    from .qube.base import Qube

log = logging.getLogger(__name__)

# A StandaloneVM that is hvm may be the template of another one.
_TEMPLATE_CLASSES = ("TemplateVM", "StandaloneVM")
ADMIN_UUID = str(uuid.UUID(int=0))


def build_pools(app: App, record: StoreRecord) -> None:
    """A pool that cannot be built is logged and left out; the store keeps its entry."""
    for config in record.pools:
        name = config["name"]
        options = {key: value for key, value in config.items() if key not in ("name", "driver")}
        try:
            app.pools[name] = storage.build_pool(config["driver"], name, **options)
        except (storage.StoragePoolException, NotImplementedError) as error:
            log.error("pool %r cannot be used: %s", name, error)
            app.unusable_pools[name] = config
            app.unusable_reasons[name] = str(error)


def load_properties(app: App, record: StoreRecord) -> dict[str, str]:
    """Take the global properties; those that nobody knows are returned, to be kept."""
    unknown = {}
    for name, text in record.properties.items():
        if name not in app.properties:
            log.warning("unknown global property %r, kept as it is", name)
            unknown[name] = text
        elif app.properties.declaration(name).write is Write.NEVER:
            unknown[name] = text
        else:
            try:
                app.properties.load(name, text)
            except QubesValueError as error:
                raise StoreError(f"{name}: {error.message}", record.lines.get(name, 0)) from error
    return unknown


def load_qubes(app: App, record: StoreRecord) -> None:
    """Make all qubes, then check what they say of each other. StoreError with the line."""
    domains: dict[str, DomainRecord] = {}
    qids: dict[str, str] = {}
    for domain in record.domains:
        _complete(app, domain)
        name, qid = domain.properties["name"], domain.properties["qid"]
        if name in domains:
            raise StoreError(f"a second qube {name!r}", domain.line_of("name"))
        if qid in qids:
            raise StoreError(
                f"qube {name!r} has the qid {qid} of {qids[qid]!r}", domain.line_of("qid")
            )
        if uuid.UUID(domain.properties["uuid"]) in app.qubes.by_uuid:
            raise StoreError(f"the uuid of qube {name!r} is not its own", domain.line_of("uuid"))
        domains[name], qids[qid] = domain, name
        app.qubes.add(make_qube(app, domain))
    if "dom0" not in domains:
        raise StoreError("there is no qube dom0")
    for qube in app.qubes.values():
        _check_references(app, qube, domains[qube.name])
    for name, used in app.properties.references():
        if used not in app.qubes:
            raise StoreError(f"{name} is {used!r}, and there is no such qube", record.lines[name])
    for qube in app.qubes.values():
        if qube.klass == "DispVM" and qube.properties.kept("dispid") is None:
            qube.properties.put("dispid", free_dispid(app))
    break_loops(app)
    for qube in app.qubes.values():
        qube.build_storage_once()


def _complete(app: App, domain: DomainRecord) -> None:
    """Check what makes the identity of a qube; fill in what dom0 and old stores leave out."""
    properties = domain.properties
    if domain.klass not in CLASSES:
        raise StoreError(f"unknown class {domain.klass!r}", domain.line)
    if domain.klass == "AdminVM":
        for name, fixed in (("name", "dom0"), ("qid", "0"), ("uuid", ADMIN_UUID)):
            properties.setdefault(name, fixed)
            if properties[name] != fixed:
                raise StoreError(f"{name} of the AdminVM is {fixed}", domain.line_of(name))
        properties.setdefault("label", "black")
    for name in ("name", "qid", "label"):
        if name not in properties:
            raise StoreError(f"qube without {name}", domain.line)
    name = properties["name"]
    if not is_qube_name(name) or (name == "dom0") != (domain.klass == "AdminVM"):
        raise StoreError(f"{name!r} is no name for a {domain.klass}", domain.line_of("name"))
    qid = properties["qid"]
    if not (qid.isascii() and qid.isdigit() and int(qid) <= MAX_QID):
        raise StoreError(f"qid of {name!r} is not in 0…{MAX_QID}", domain.line_of("qid"))
    properties["qid"] = str(int(qid))
    try:
        properties["uuid"] = str(uuid.UUID(properties.get("uuid") or str(uuid.uuid4())))
    except ValueError as error:
        raise StoreError(f"uuid of {name!r} is none", domain.line_of("uuid")) from error
    lost = properties["label"]
    try:
        properties["label"] = app.labels.find(properties["label"]).name
    except QubesLabelNotFoundError as error:
        if not app.labels:
            raise StoreError(f"qube {name!r}: {error.message}", domain.line_of("label")) from error
        properties["label"] = least_trusted = next(iter(app.labels))
        log.error(
            "line %d of the store: there is no label %r; qube %r gets %s until it is given another",
            domain.line_of("label"), lost, name, least_trusted,
        )  # fmt: skip
    if CLASSES[domain.klass].has_template and not properties.get("template"):
        raise StoreError(f"qube {name!r} has no template", domain.line)


def _check_references(app: App, qube: Qube, domain: DomainRecord) -> None:
    for name, used in qube.properties.references():
        if used not in app.qubes:
            raise StoreError(
                f"{name} of qube {qube.name!r} is {used!r}, and there is no such qube",
                domain.line_of(name),
            )
    template = qube.template
    if template is None:
        return
    expected = ("AppVM", "StandaloneVM") if qube.klass == "DispVM" else _TEMPLATE_CLASSES
    if template.klass not in expected:
        raise StoreError(
            f"template of the {qube.klass} {qube.name!r} is {template.name!r}, a {template.klass}",
            domain.line_of("template"),
        )
