"""What an archive's ``qubes.xml`` is turned into, and the rules that all its versions share.

The file is authenticated, but only as trustworthy as the machine that wrote it: no document type,
no entities, sizes and counts are bounded, names are checked against their alphabets. Whatever of a
qube is not carried over is listed in the record's notes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from .errors import DamagedArchive, printable

MAX_XML_BYTES = 16 << 20
MAX_QUBES = 4096
MAX_ITEMS = 4096

# Volumes that a qube of each class owns, in the order of the archive. The files of dom0's user
# count as one.
HOME_VOLUME = "home"
SAVED_VOLUMES: Mapping[str, tuple[str, ...]] = {
    "AdminVM": (HOME_VOLUME,),
    "TemplateVM": ("root", "private"),
    "StandaloneVM": ("root", "private"),
    "AppVM": ("private",),
    "DispVM": (),
}
CLASSES = frozenset(SAVED_VOLUMES) | {"RemoteVM"}
# Properties that name another qube, beside those that a plan deals with.
REFERENCES = ("audiovm", "guivm", "management_dispvm")

# Wider than what a qube may be named today, so that old ones can be restored under another name.
_QUBE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,30}\Z")
LABEL_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
_QUBE_PATH = re.compile(r"(vm[0-9]{1,9})/?\Z")
_OLD_QUBE_PATH = re.compile(
    r"(vm[0-9]{1,9}|(?:appvms|servicevms|vm-templates)/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})/?\Z"
)
# Some old archives name no user.
_HOME_PATH = re.compile(r"(dom0-home/(?:\.|[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}))/?\Z")


@dataclass(frozen=True)
class DeviceRecord:
    """A device that was assigned to a qube, in the words of the Admin API.

    ``identity`` tells what it is, ``*`` for anything at that place.
    """

    klass: str
    backend: str
    ident: str
    mode: str = "required"
    identity: str = "*"
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QubeRecord:
    """One qube of the archive. A reference is a name in the archive, None = none, "" = default.

    ``synthetic`` ones are not in the archive; older releases did without them, and what refers to
    them needs them today.
    """

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
    devices: tuple[DeviceRecord, ...] = ()
    synthetic: bool = False
    volume_bytes: Mapping[str, int] = field(default_factory=dict)  # as large as these look inside

    @property
    def provides_network(self) -> bool:
        return self.properties.get("provides_network") == "True"

    @property
    def template_for_dispvms(self) -> bool:
        return self.properties.get("template_for_dispvms") == "True"

    @property
    def saved_volumes(self) -> tuple[str, ...]:
        return () if self.synthetic else SAVED_VOLUMES.get(self.klass, ())

    def referring(self, names: Mapping[str, str]) -> QubeRecord:
        """The same, where qubes of the archive are called otherwise."""
        changed = {
            name: names[value]
            for name in REFERENCES
            if (value := self.properties.get(name)) and value in names
        }
        devices = (replace(d, backend=names.get(d.backend, d.backend)) for d in self.devices)
        return replace(self, properties={**self.properties, **changed}, devices=tuple(devices))

    def without(self, gone: str) -> QubeRecord:
        """The same, but for references to that qube and devices of it."""
        properties = {
            name: value
            for name, value in self.properties.items()
            if name not in REFERENCES or value != gone
        }
        devices = tuple(device for device in self.devices if device.backend != gone)
        return replace(self, properties=properties, devices=devices)

    def lacking(self, names: Collection[str]) -> QubeRecord:
        """The same without these properties."""
        properties = {name: value for name, value in self.properties.items() if name not in names}
        return replace(self, properties=properties)

    @property
    def user(self) -> str:
        """Of dom0's record: the name of the user whose files these are, if it is given."""
        return self.backup_path.rpartition("/")[2].removeprefix(".")


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
    if b"\0" in untrusted_xml:
        raise DamagedArchive(f"{what} is not text in UTF-8: it has zero bytes.")
    if b"<!DOCTYPE" in untrusted_xml or b"<!ENTITY" in untrusted_xml:
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
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise DamagedArchive(f"{what} is not valid XML: {printable(str(error))}") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise DamagedArchive(f"{what} has a document type, which is refused.")
    return root


def may_be_name(untrusted_name: str) -> bool:
    """Whether a qube of some release could have this name; dom0 has the right form as well."""
    return _QUBE_NAME.match(untrusted_name) is not None


def backup_path(untrusted_path: str, klass: str, name: str, old: bool = False) -> str:
    """The qube's directory in the archive, without the slash at its end."""
    if klass == "AdminVM":
        pattern = _HOME_PATH
    else:
        pattern = _OLD_QUBE_PATH if old else _QUBE_PATH
    match = pattern.match(untrusted_path)
    if match is None:
        raise DamagedArchive(
            f"qubes.xml gives {name} the impossible directory {printable(untrusted_path)!r}."
        )
    return match.group(1)


def size_of(untrusted_size: str, name: str) -> int:
    """A decimal number of bytes; nothing counts as 0."""
    text = untrusted_size.strip() or "0"
    if not re.fullmatch(r"[0-9]{1,18}", text, re.ASCII):
        raise DamagedArchive(f"qubes.xml gives {name} the impossible size {printable(text)!r}.")
    return int(text)
