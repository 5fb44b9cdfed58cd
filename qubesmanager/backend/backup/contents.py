"""What ``qubes.xml`` of a version 4 archive says (backup-format.md section 6).

The file is authenticated, but only as trustworthy as the machine that wrote it: no document type,
no entities, sizes and counts are bounded, names are checked against their alphabets. Whatever of a
qube is not carried over is listed in the record's notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from qubesmanager.protocol import is_qube_name

from .errors import DamagedArchive, printable

MAX_XML_BYTES = 16 << 20
MAX_QUBES = 4096
MAX_ITEMS = 4096

# Volumes that a qube of each class owns, in the order of the archive.
SAVED_VOLUMES: Mapping[str, tuple[str, ...]] = {
    "TemplateVM": ("root", "private"),
    "StandaloneVM": ("root", "private"),
    "AppVM": ("private",),
    "DispVM": (),
}
CLASSES = frozenset(SAVED_VOLUMES) | {"AdminVM", "RemoteVM"}

# Never copied (they belong to the machine), or handled by the plan.
_NOT_COPIED = frozenset(
    [
        "name",
        "uuid",
        "qid",
        "dispid",
        "installed_by_rpm",
        "label",
        "template",
        "netvm",
        "default_dispvm",
    ]
)
_COPIED = frozenset(
    [
        "provides_network",
        "template_for_dispvms",
        "virt_mode",
        "kernel",
        "kernelopts",
        "memory",
        "maxmem",
        "vcpus",
        "stubdom_mem",
        "autostart",
        "debug",
        "default_user",
        "include_in_backups",
        "qrexec_timeout",
        "shutdown_timeout",
        "mac",
        "ip",
        "ip6",
        "audiovm",
        "guivm",
        "keyboard_layout",
        "management_dispvm",
        "bootmode",
        "appvm_default_bootmode",
        "devices_denied",
        "auto_cleanup",
        "backup_timestamp",
        "updateable",
    ]
)
_BACKUP_FEATURES = frozenset({"backup-content", "backup-path", "backup-size"})
_FEATURE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,255}\Z")
_TAG_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}\Z")
_LABEL_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
_QUBE_PATH = re.compile(r"(vm[0-9]{1,9})/?\Z")
_HOME_PATH = re.compile(r"(dom0-home/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})/?\Z")


@dataclass(frozen=True)
class QubeRecord:
    """One qube of the archive. A reference is a name in the archive, None = none, "" = default."""

    name: str
    klass: str
    label: str = ""
    template: str = ""
    netvm: str | None = ""
    default_dispvm: str | None = ""
    properties: Mapping[str, str | None] = field(default_factory=dict)
    features: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    backup_path: str = ""
    size_bytes: int = 0
    notes: tuple[str, ...] = ()

    @property
    def provides_network(self) -> bool:
        return self.properties.get("provides_network") == "True"

    @property
    def template_for_dispvms(self) -> bool:
        return self.properties.get("template_for_dispvms") == "True"

    @property
    def saved_volumes(self) -> tuple[str, ...]:
        return SAVED_VOLUMES.get(self.klass, ())


@dataclass(frozen=True)
class Archive:
    """The archive itself, as its header describes it."""

    path: str
    version: int
    backup_id: str
    encrypted: bool
    compression: str
    size_bytes: int


@dataclass(frozen=True)
class BackupContents:
    """What an archive holds: the qubes that it includes, in the order of its ``qubes.xml``."""

    archive: Archive
    qubes: tuple[QubeRecord, ...]

    def record(self, name: str) -> QubeRecord:
        """Raises KeyError."""
        for qube in self.qubes:
            if qube.name == name:
                return qube
        raise KeyError(name)


def parse_xml(untrusted_xml: bytes, what: str, max_bytes: int = MAX_XML_BYTES) -> etree._Element:
    """The root element of a document from an archive. Raises DamagedArchive naming ``what``."""
    if len(untrusted_xml) > max_bytes:
        raise DamagedArchive(f"{what} is larger than {max_bytes} bytes.")
    if b"\0" in untrusted_xml or b"<!DOCTYPE" in untrusted_xml or b"<!ENTITY" in untrusted_xml:
        raise DamagedArchive(f"{what} has a document type or entities, which are refused.")
    # The encoding is forced: under a declared UTF-16 or UTF-7 the search above would see nothing.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(untrusted_xml, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedArchive(f"{what} is not valid XML: {printable(str(error))}") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise DamagedArchive(f"{what} has a document type, which is refused.")
    return root


def parse_contents(untrusted_xml: bytes) -> tuple[QubeRecord, ...]:
    """The qubes that are in the backup; others that ``qubes.xml`` lists are left out.

    Raises DamagedArchive with the reason.
    """
    root = parse_xml(untrusted_xml, "qubes.xml")
    if root.tag != "qubes":
        raise DamagedArchive(f"qubes.xml begins with {printable(str(root.tag))!r}, not with qubes.")
    labels = _labels(root)
    untrusted_domains = root.findall("./domains/domain")
    if len(untrusted_domains) > MAX_QUBES:
        raise DamagedArchive(f"qubes.xml lists more than {MAX_QUBES} qubes.")
    records = tuple(
        _Domain(element, labels).record() for element in untrusted_domains if _is_included(element)
    )
    _refuse_repetition("the name", [record.name for record in records])
    _refuse_repetition("the directory", [record.backup_path for record in records])
    return records


def _refuse_repetition(what: str, values: list[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise DamagedArchive(f"qubes.xml gives {what} {value} to two qubes.")
        seen.add(value)


def _labels(root: etree._Element) -> dict[str, str]:
    """Label names by id and by name, since a qube's label property holds either."""
    labels: dict[str, str] = {}
    for element in root.findall("./labels/label"):
        untrusted_name = (element.text or "").strip()
        if _LABEL_NAME.match(untrusted_name):
            labels[untrusted_name] = untrusted_name
            labels.setdefault(element.get("id", untrusted_name), untrusted_name)
    return labels


def _is_included(domain: etree._Element) -> bool:
    features = dict(_pairs(domain, "./features/feature"))
    return bool(features.get("backup-content")) and bool(features.get("backup-path"))


def _pairs(domain: etree._Element, path: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the elements below ``path``; all untrusted."""
    elements = domain.findall(path)
    if len(elements) > MAX_ITEMS:
        raise DamagedArchive(f"qubes.xml gives one qube more than {MAX_ITEMS} entries of one kind.")
    for element in elements:
        yield element.get("name", ""), element.text or ""


class _Domain:
    """Reads one ``domain`` element; collects notes on what is not carried over."""

    def __init__(self, element: etree._Element, labels: Mapping[str, str]) -> None:
        self._element = element
        self._labels = labels
        self._notes: list[str] = []
        self._untrusted = dict(_pairs(element, "./properties/property"))

    def record(self) -> QubeRecord:
        klass = self._class()
        name = self._name(klass)
        untrusted_features = dict(_pairs(self._element, "./features/feature"))
        record_path = _backup_path(untrusted_features["backup-path"], klass, name)
        properties = self._properties()
        self._devices()
        return QubeRecord(
            name=name,
            klass=klass,
            label=self._label(),
            template=self._reference("template") or "",
            netvm=self._reference("netvm"),
            default_dispvm=self._reference("default_dispvm"),
            properties=properties,
            features=self._features(untrusted_features),
            tags=self._tags(),
            backup_path=record_path,
            size_bytes=_size(untrusted_features.get("backup-size", ""), name),
            notes=tuple(self._notes),
        )

    def _class(self) -> str:
        untrusted_class = self._element.get("class", "")
        if untrusted_class not in CLASSES:
            raise DamagedArchive(
                f"qubes.xml has a qube of the unknown class {printable(untrusted_class)!r}."
            )
        return untrusted_class

    def _name(self, klass: str) -> str:
        if klass == "AdminVM":
            return "dom0"
        untrusted_name = self._untrusted.get("name", "")
        if not is_qube_name(untrusted_name) or untrusted_name == "dom0":
            raise DamagedArchive(
                f"qubes.xml has a qube with the impossible name {printable(untrusted_name)!r}."
            )
        return untrusted_name

    def _label(self) -> str:
        untrusted_label = self._untrusted.get("label", "")
        return self._labels.get(untrusted_label, "")

    def _reference(self, name: str) -> str | None:
        """A property that names another qube."""
        if name not in self._untrusted:
            return ""
        untrusted_value = self._untrusted[name]
        if untrusted_value in ("", "None"):
            return None
        if not is_qube_name(untrusted_value):
            self._notes.append(
                f"Its {name} {printable(untrusted_value)!r} is not a possible name and is left out."
            )
            return ""
        return untrusted_value

    def _properties(self) -> dict[str, str | None]:
        properties: dict[str, str | None] = {}
        for name, untrusted_value in self._untrusted.items():
            if name in _NOT_COPIED:
                continue
            if name not in _COPIED:
                self._notes.append(f"Its property {printable(name)!r} is not known and left out.")
            elif "\0" in untrusted_value or len(untrusted_value) > 4096:
                self._notes.append(f"Its property {name} has an impossible value and is left out.")
            else:
                properties[name] = untrusted_value or None
        return properties

    def _features(self, untrusted_features: Mapping[str, str]) -> dict[str, str]:
        features = {}
        for name, value in untrusted_features.items():
            if name in _BACKUP_FEATURES:
                continue
            if _FEATURE_NAME.match(name):
                features[name] = value
            else:
                self._notes.append(f"Its feature {printable(name)!r} has no possible name.")
        return features

    def _tags(self) -> tuple[str, ...]:
        tags = []
        for untrusted_tag, _ in _pairs(self._element, "./tags/tag"):
            if _TAG_NAME.match(untrusted_tag):
                tags.append(untrusted_tag)
            else:
                self._notes.append(f"Its tag {printable(untrusted_tag)!r} has no possible name.")
        return tuple(tags)

    def _devices(self) -> None:
        for group in self._element.findall("./devices"):
            kind = printable(group.get("class", "?"))
            for device in group.findall("./device"):
                where = f"{device.get('backend-domain', '?')}:{device.get('id', '?')}"
                self._notes.append(
                    f"The assignment of the {kind} device {printable(where)} is not restored."
                )


def _backup_path(untrusted_path: str, klass: str, name: str) -> str:
    """The qube's directory in the archive, without the slash at its end."""
    pattern = _HOME_PATH if klass == "AdminVM" else _QUBE_PATH
    match = pattern.match(untrusted_path)
    if match is None:
        raise DamagedArchive(
            f"qubes.xml gives {name} the impossible directory {printable(untrusted_path)!r}."
        )
    return match.group(1)


def _size(untrusted_size: str, name: str) -> int:
    text = untrusted_size.strip() or "0"
    if not re.fullmatch(r"[0-9]{1,18}", text, re.ASCII):
        raise DamagedArchive(f"qubes.xml gives {name} the impossible size {printable(text)!r}.")
    return int(text)
