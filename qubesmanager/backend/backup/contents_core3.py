"""``qubes.xml`` of version 4 archives (backup-format.md section 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from .errors import DamagedArchive, printable
from .qube_records import (
    CLASSES,
    LABEL_NAME,
    MAX_ITEMS,
    MAX_QUBES,
    DeviceRecord,
    QubeRecord,
    backup_path,
    may_be_name,
    size_of,
)

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
_PRELOADED = "preload-dispvm"
_FEATURE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,255}\Z")
_TAG_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}\Z")
_DEVICE_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:+@-]{0,254}\Z")
_ANY = "*"  # wherever such a device is
_SIZE = re.compile(r"[0-9]{1,18}\Z", re.ASCII)
_VOLUMES = "./volume-config/volume"
_IDENTITY = re.compile(r"[A-Za-z0-9_.:*?-]{1,255}\Z")


def parse_core3(root: etree._Element) -> tuple[QubeRecord, ...]:
    """The qubes that are included. Raises DamagedArchive."""
    if root.tag != "qubes":
        raise DamagedArchive(f"qubes.xml begins with {printable(str(root.tag))!r}, not with qubes.")
    labels = _labels(root)
    untrusted_domains = root.findall("./domains/domain")
    if len(untrusted_domains) > MAX_QUBES:
        raise DamagedArchive(f"qubes.xml lists more than {MAX_QUBES} qubes.")
    return tuple(
        _Domain(element, labels).record() for element in untrusted_domains if _is_included(element)
    )


def _labels(root: etree._Element) -> dict[str, str]:
    """Label names by id and by name, since a qube's label property holds either."""
    labels: dict[str, str] = {}
    for element in root.findall("./labels/label"):
        untrusted_name = (element.text or "").strip()
        if LABEL_NAME.match(untrusted_name):
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
        record_path = backup_path(untrusted_features["backup-path"], klass, name)
        properties = self._properties()
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
            size_bytes=size_of(untrusted_features.get("backup-size", ""), name),
            devices=self._devices(),
            notes=tuple(self._notes),
            volume_bytes=self._volume_bytes(),
        )

    def _volume_bytes(self) -> dict[str, int]:
        """Only an estimate of space is made of them, so what is no size is left out."""
        sizes = ((v.get("name", ""), v.get("size", "")) for v in self._element.iterfind(_VOLUMES))
        return {name: int(size) for name, size in sizes if name and _SIZE.match(size)}

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
        if not may_be_name(untrusted_name) or untrusted_name == "dom0":
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
        if not may_be_name(untrusted_value):
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
            if name in _BACKUP_FEATURES or _is_of_the_moment(name):
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

    def _devices(self) -> tuple[DeviceRecord, ...]:
        devices = []
        for group in self._element.findall("./devices"):
            klass = group.get("class", "")
            elements = group.findall("./device")
            if len(elements) > MAX_ITEMS:
                raise DamagedArchive(f"qubes.xml gives one qube more than {MAX_ITEMS} devices.")
            for element in elements:
                device = DeviceRecord(
                    klass,
                    element.get("backend-domain", ""),
                    element.get("id", ""),
                    _device_mode(element),
                    element.get("identity") or "*",
                    dict(_pairs(element, "./option")),
                )
                words = (klass, device.mode)
                places = (device.backend, device.ident)
                if (
                    all(map(_DEVICE_WORD.match, words))
                    and all(place == _ANY or _DEVICE_WORD.match(place) for place in places)
                    and _IDENTITY.match(device.identity)
                ):
                    devices.append(device)
                else:
                    where = printable(f"{device.backend}:{device.ident}")
                    self._notes.append(f"Its device {where} has no possible name.")
        return tuple(devices)


def _device_mode(element: etree._Element) -> str:
    """Files of older releases say only whether the qube can do without the device."""
    old = "auto-attach" if element.get("required", "yes") == "no" else "required"
    return element.get("mode") or old


def _is_of_the_moment(feature: str) -> bool:
    """Whether it tells which disposables were waiting when the backup was made."""
    return feature.startswith(_PRELOADED) and feature != _PRELOADED + "-max"
