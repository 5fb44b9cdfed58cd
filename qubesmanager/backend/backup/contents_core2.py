"""``qubes.xml`` of version 2 and 3 archives, and what its qubes are today (section 7).

All data is in attributes, qubes refer to each other by number. The kinds of qubes of that time
become today's classes and properties; where an old qube had a network of its own for disposables,
it refers to a disposable template of that network, made up where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from qubesmanager.protocol import MAX_NAME_LENGTH

from .errors import DamagedArchive, printable
from .qube_records import (
    LABEL_NAME,
    MAX_ITEMS,
    MAX_QUBES,
    DeviceRecord,
    QubeRecord,
    backup_path,
    may_be_name,
    size_of,
)

_ADMIN = "QubesAdminVm"
_DISPOSABLE = "QubesDisposableVm"
_TEMPLATES = frozenset({"QubesTemplateVm", "QubesTemplateHVm"})
_HVMS = frozenset({"QubesHVm", "QubesTemplateHVm"})
_NETWORKS = frozenset({"QubesNetVm", "QubesProxyVm"})
_KINDS = _TEMPLATES | _HVMS | _NETWORKS | {_ADMIN, "QubesAppVm"}
# Properties of the same name, and the value that needs no saying.
_SAME = {
    "include_in_backups": "True",
    "qrexec_timeout": "60",
    "vcpus": "2",
    "memory": "400",
    "maxmem": "4000",
    "default_user": "user",
    "debug": "False",
    "mac": "None",
    "autostart": "False",
}
_SERVICES = {
    "ntpd": "service.ntpd",
    "meminfo-writer": "service.meminfo-writer",
    "qubes-update-check": "check-updates",
}
_MAX_LITERAL = 64 << 10
_SERVICE = re.compile(r"\s*u?(['\"])([A-Za-z0-9_.-]{1,200})\1\s*:\s*(True|False)\s*\Z", re.ASCII)
_PCI = re.compile(r"\s*u?(['\"])((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\1\s*\Z", re.ASCII)


def parse_core2(root: etree._Element) -> tuple[QubeRecord, ...]:
    """The qubes that are included, then those made up for them. Raises DamagedArchive."""
    if root.tag != "QubesVmCollection":
        raise DamagedArchive(
            f"qubes.xml begins with {printable(str(root.tag))!r}, not with QubesVmCollection."
        )
    if len(root) > MAX_QUBES:
        raise DamagedArchive(f"qubes.xml lists more than {MAX_QUBES} qubes.")
    names = _Names(root)
    records: list[QubeRecord] = []
    networks: dict[str, str | None] = {}  # of disposable templates that may have to be made up
    for element in root:
        if _is_included(element):
            qube = _Qube(element, names)
            records.append(qube.record())
            if qube.dispvm:
                networks[qube.dispvm] = qube.dispvm_netvm
    made_up = (_disposable(name, netvm) for name, netvm in networks.items() if not names.has(name))
    return (*records, *made_up)


def _is_included(element: etree._Element) -> bool:
    if element.tag == _DISPOSABLE:
        return False  # it kept nothing
    included = element.get("backup_content", "").lower() == "true" and element.get("backup_path")
    if included and element.tag not in _KINDS:
        raise DamagedArchive(
            f"qubes.xml has a qube of the unknown class {printable(str(element.tag))!r}."
        )
    return bool(included)


def _disposable(name: str, netvm: str | None) -> QubeRecord:
    network = f"the network qube {netvm}" if netvm else "no network"
    return QubeRecord(
        name=name,
        klass="AppVM",
        label="red",
        netvm=netvm,
        properties={"template_for_dispvms": "True"},
        notes=(f"It is made for disposables with {network}, as the backup's qubes had them.",),
        synthetic=True,
    )


class _Names:
    """Who has which number. Asking for one that nobody has gives empty text, the default."""

    def __init__(self, root: etree._Element) -> None:
        self._by_number: dict[str, str] = {}
        for element in root:
            untrusted_name = "dom0" if _is_dom0(element) else element.get("name", "")
            if may_be_name(untrusted_name):
                self._by_number[element.get("qid", "")] = untrusted_name
        self._names = frozenset(self._by_number.values())
        self.default_netvm = self.reference(root.get("default_netvm"))

    def has(self, name: str) -> bool:
        return name in self._names

    def reference(self, untrusted_number: str | None) -> str | None:
        """None where the number is missing or says so."""
        if untrusted_number is None or untrusted_number.lower() == "none":
            return None
        return self._by_number.get(untrusted_number, "")


def _is_dom0(element: etree._Element) -> bool:
    return element.tag == _ADMIN or element.get("qid") == "0"


class _Qube:
    """Reads one element; collects notes on what is not carried over."""

    def __init__(self, element: etree._Element, names: _Names) -> None:
        self._element = element
        self._kind = str(element.tag)
        self._names = names
        self._notes: list[str] = []
        self.dispvm = ""  # the disposable template that it gets, if it had a choice of its own
        self.dispvm_netvm: str | None = ""

    def record(self) -> QubeRecord:
        klass = self._class()
        name = self._name(klass)
        path = backup_path(self._element.get("backup_path", ""), klass, name, old=True)
        size_bytes = size_of(self._element.get("backup_size", ""), name)
        if klass == "AdminVM":
            return QubeRecord(name, klass, "black", backup_path=path, size_bytes=size_bytes)
        netvm = self._netvm()
        self._choose_dispvm(netvm)
        return QubeRecord(
            name=name,
            klass=klass,
            label=self._label(),
            template=self._template() if klass == "AppVM" else "",
            netvm=netvm,
            default_dispvm=self.dispvm,
            properties=self._properties(),
            features=self._features(klass),
            backup_path=path,
            size_bytes=size_bytes,
            devices=self._devices(),
            notes=tuple(self._notes),
        )

    def _class(self) -> str:
        if _is_dom0(self._element):
            return "AdminVM"
        if self._kind in _TEMPLATES:
            return "TemplateVM"
        alone = self._names.reference(self._element.get("template_qid", "none")) is None
        return "StandaloneVM" if alone else "AppVM"

    def _name(self, klass: str) -> str:
        if klass == "AdminVM":
            return "dom0"
        untrusted_name = self._element.get("name", "")
        if not may_be_name(untrusted_name) or untrusted_name == "dom0":
            raise DamagedArchive(
                f"qubes.xml has a qube with the impossible name {printable(untrusted_name)!r}."
            )
        return untrusted_name

    def _label(self) -> str:
        untrusted_label = self._element.get("label", "red")
        return untrusted_label if LABEL_NAME.match(untrusted_label) else ""

    def _template(self) -> str:
        return self._names.reference(self._element.get("template_qid")) or ""

    def _says(self, key: str) -> bool:
        """Whether the flag ``key`` is there and is not True."""
        return self._element.get(key, "True").lower() != "true"

    def _netvm(self) -> str | None:
        if self._kind == "QubesNetVm":
            return None
        if not self._says("uses_default_netvm"):
            return ""
        netvm = self._names.reference(self._element.get("netvm_qid"))
        if netvm == "":
            self._notes.append("Its network qube is not in the list of qubes; it uses the default.")
        return netvm

    def _choose_dispvm(self, netvm: str | None) -> None:
        default = self._names.default_netvm
        if self._says("uses_default_dispvm_netvm"):
            wanted = self._names.reference(self._element.get("dispvm_netvm_qid"))
        else:
            wanted = default if netvm == "" else netvm
        if wanted == default or wanted == "":
            return
        self.dispvm = f"disp-{wanted or 'no-netvm'}"[:MAX_NAME_LENGTH]
        self.dispvm_netvm = wanted

    def _properties(self) -> dict[str, str | None]:
        properties: dict[str, str | None] = {}
        if self._kind in _HVMS:
            properties["virt_mode"] = "hvm"
        if self._kind in _NETWORKS:
            properties["provides_network"] = "True"
        for name, default in _SAME.items():
            untrusted_value = self._element.get(name, default)
            if len(untrusted_value) > MAX_ITEMS:
                self._notes.append(f"Its property {name} has an impossible value and is left out.")
            elif untrusted_value != default:
                properties[name] = untrusted_value
        for name in ("kernel", "kernelopts"):
            untrusted_value = self._element.get(name, "")
            if self._says(f"uses_default_{name}") and len(untrusted_value) <= MAX_ITEMS:
                none = untrusted_value.lower() in ("", "none")
                properties[name] = None if none else untrusted_value
        if self._kind in _HVMS:
            properties["kernel"] = None
        return properties

    def _features(self, klass: str) -> dict[str, str]:
        features: dict[str, str] = {}
        if self._kind in _HVMS:
            features["linux-stubdom"] = ""
        if self._kind == "QubesTemplateVm" or (
            self._kind == "QubesAppVm" and klass == "StandaloneVM"
        ):
            features |= {"qrexec": "1", "gui": "1"}
        if self._element.get("internal", "").lower() == "true":
            features["internal"] = "1"
        for service, on in self._services():
            features[_SERVICES.get(service, service)] = "1" if on else ""
            if service == "meminfo-writer" and not on:
                self._notes.append(
                    "Its service meminfo-writer is off; that is said by its property maxmem now: 0."
                )
        return features

    def _services(self) -> Iterator[tuple[str, bool]]:
        for item in self._items("services", "{}"):
            match = _SERVICE.match(item)
            if match is None:
                self._notes.append(f"Its service {printable(item.strip())} is not understood.")
            else:
                yield match[2], match[3] == "True"

    def _devices(self) -> tuple[DeviceRecord, ...]:
        options: Mapping[str, str] = {}
        if self._element.get("pci_strictreset") == "False":
            options = {"no-strict-reset": "True"}
        devices = []
        for item in self._items("pcidevs", "[]"):
            match = _PCI.match(item)
            if match is None:
                self._notes.append(f"Its PCI device {printable(item.strip())} is not understood.")
            else:
                ident = match[2].replace(":", "_")
                devices.append(DeviceRecord("pci", "dom0", ident, options=options))
        return tuple(devices)

    def _items(self, name: str, brackets: str) -> list[str]:
        """The items of a flat Python literal, told apart by commas and not looked at further."""
        literal = self._element.get(name, brackets).strip()
        if len(literal) > _MAX_LITERAL or literal[:1] + literal[-1:] != brackets:
            self._notes.append(f"Its list of {name} is not understood and is left out.")
            return []
        items = [item for item in literal[1:-1].split(",") if item.strip()]
        if len(items) > MAX_ITEMS:
            self._notes.append(f"Its list of {name} is too long and is left out.")
            return []
        return items
