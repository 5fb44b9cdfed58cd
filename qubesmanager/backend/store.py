"""``qubes.xml``: reading it into plain records, and writing records back.

The schema is the stock one (backup-format.md section 6)::

    qubes version="3.0"
      labels/label id="label-N" color= : name
      pools/pool name= driver= ...
      properties/property name= : value
      domains/domain id="domain-QID" class=
        properties/property name= : value
        features/feature name= : value
        tags/tag name=
        devices class= / device ...
        volume-config/volume name= pool= vid= ...

Anything else in there is kept as it is. A file that cannot be understood is refused with its
line and reason (StoreError) and left alone. Document types, and so entities, are refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from qubesmanager.backend.labels import Label, check_label_name
from qubesmanager.backend.storage.durable import replace_file
from qubesmanager.protocol import QubesInvalidLabelError

VERSION = "3.0"
FILE_NAME = "qubes.xml"
MAX_FILE_BYTES = 256 << 20


class StoreError(Exception):
    """A store that cannot be read. ``line`` counts from 1, 0 when no line is to blame."""

    def __init__(self, reason: str, line: int = 0, path: Path | None = None) -> None:
        super().__init__(reason, line, path)
        self.reason = reason
        self.line = line
        self.path = path

    def __str__(self) -> str:
        where = str(self.path) if self.path is not None else FILE_NAME
        return (
            f"{where}, line {self.line}: {self.reason}" if self.line else f"{where}: {self.reason}"
        )


@dataclass(frozen=True)
class Node:
    """An element that is kept as it is."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple[Node, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass
class DomainRecord:
    """One qube as the store has it. ``lines`` tells where each property and volume stands."""

    klass: str
    properties: dict[str, str]
    features: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    devices: tuple[Node, ...] = ()
    volumes: tuple[Mapping[str, str], ...] = ()
    extras: tuple[Node, ...] = ()
    line: int = field(default=0, compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    volume_lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def line_of(self, property_name: str) -> int:
        return self.lines.get(property_name, self.line)


@dataclass
class StoreRecord:
    """A whole store."""

    labels: tuple[Label, ...]
    pools: tuple[Mapping[str, str], ...]
    properties: dict[str, str]
    domains: tuple[DomainRecord, ...]
    extras: tuple[Node, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


# -- reading


def read_store(path: Path) -> StoreRecord:
    """Blocking. StoreError for what cannot be understood, OSError for what cannot be read."""
    size_bytes = path.stat().st_size
    if size_bytes > MAX_FILE_BYTES:
        raise StoreError(f"{size_bytes} bytes are too many for a store", path=path)
    try:
        return parse_store(path.read_bytes())
    except StoreError as error:
        raise StoreError(error.reason, error.line, path) from error


def parse_store(data: bytes) -> StoreRecord:
    """StoreError with line and reason."""
    root = _parse_xml(data)
    if root.tag != "qubes":
        raise StoreError(f"the root element is {root.tag!r}, not 'qubes'", _line(root))
    version = root.get("version", VERSION)
    if version != VERSION:
        raise StoreError(f"version {version!r} of the store is not {VERSION}", _line(root))
    sections = _sections(root, ("labels", "pools", "properties", "domains"))
    properties, lines = _read_properties(sections.get("properties"))
    labels, pools = _items(sections.get("labels"), "label"), _items(sections.get("pools"), "pool")
    record = StoreRecord(
        labels=tuple(_read_label(item) for item in labels),
        pools=tuple(_read_pool(item) for item in pools),
        properties=properties,
        domains=tuple(_read_domain(item) for item in _items(sections.get("domains"), "domain")),
        extras=tuple(_keep(child) for child in root if child.tag not in sections),
        lines=lines,
    )
    _refuse_doubles("label", labels, [label.name for label in record.labels])
    _refuse_doubles("index of a label", labels, [str(label.index) for label in record.labels])
    _refuse_doubles("pool", pools, [pool["name"] for pool in record.pools])
    with_id = [item for item in _items(sections.get("domains"), "domain") if item.get("id")]
    _refuse_doubles("id of a domain", with_id, [item.get("id", "") for item in with_id])
    _migrate(record)
    return record


def _parse_xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        # The text ends with the place, which the person gets from us.
        reason = str(error.msg or "not XML").partition(", line ")[0]
        raise StoreError(reason, error.lineno or 1) from error
    if root.getroottree().docinfo.doctype:
        raise StoreError("a document type declaration is not allowed", 1)
    return root


def _line(element: etree._Element) -> int:
    return element.sourceline or 0


def _sections(parent: etree._Element, names: tuple[str, ...]) -> dict[str, etree._Element]:
    """The children of those names; each may stand there once."""
    found: dict[str, etree._Element] = {}
    for child in parent:
        if child.tag in names:
            if child.tag in found:
                raise StoreError(f"a second {child.tag!r}", _line(child))
            found[str(child.tag)] = child
    return found


def _items(section: etree._Element | None, tag: str) -> list[etree._Element]:
    if section is None:
        return []
    for child in section:
        if child.tag != tag:
            raise StoreError(f"{child.tag!r} where {tag!r} belongs", _line(child))
    return list(section)


def _attribute(element: etree._Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        raise StoreError(f"{element.tag!r} has no attribute {name!r}", _line(element))
    return value


def _text(element: etree._Element) -> str:
    if len(element):
        raise StoreError(f"{element.tag!r} may hold text only", _line(element))
    return element.text or ""


def _read_label(element: etree._Element) -> Label:
    store_id = _attribute(element, "id")
    number = store_id.removeprefix("label-")
    if not (number.isascii() and number.isdigit()):
        raise StoreError(f"id {store_id!r} of a label is not 'label-N'", _line(element))
    try:
        name = check_label_name(_text(element))
    except QubesInvalidLabelError as error:
        raise StoreError(error.message, _line(element)) from error
    return Label(int(number), _attribute(element, "color"), name)


def _read_pool(element: etree._Element) -> Mapping[str, str]:
    _attribute(element, "name")
    _attribute(element, "driver")
    return _attributes(element)


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _read_properties(
    section: etree._Element | None,
) -> tuple[dict[str, str], dict[str, int]]:
    properties: dict[str, str] = {}
    lines: dict[str, int] = {}
    for element in _items(section, "property"):
        name = _attribute(element, "name")
        if name in properties:
            raise StoreError(f"property {name!r} is given twice", _line(element))
        # Older stores refer to a label by the attribute ``ref``.
        properties[name] = element.get("ref") or _text(element)
        lines[name] = _line(element)
    return properties, lines


def _read_domain(element: etree._Element) -> DomainRecord:
    names = ("properties", "features", "tags", "volume-config")
    sections = _sections(element, names)
    properties, lines = _read_properties(sections.get("properties"))
    features = {}
    for feature in _items(sections.get("features"), "feature"):
        features[_attribute(feature, "name")] = _text(feature)
    tags = [_attribute(tag, "name") for tag in _items(sections.get("tags"), "tag")]
    volumes: list[dict[str, str]] = []
    volume_lines: dict[str, int] = {}
    for volume in _items(sections.get("volume-config"), "volume"):
        name = _attribute(volume, "name")
        if any(name == other["name"] for other in volumes):
            raise StoreError(f"volume {name!r} is given twice", _line(volume))
        volumes.append(_attributes(volume))
        volume_lines[name] = _line(volume)
    others = [child for child in element if child.tag not in sections]
    return DomainRecord(
        klass=_attribute(element, "class"),
        properties=properties,
        features=features,
        tags=tuple(dict.fromkeys(tags)),
        devices=tuple(_keep(child) for child in others if child.tag == "devices"),
        volumes=tuple(volumes),
        extras=tuple(_keep(child) for child in others if child.tag != "devices"),
        line=_line(element),
        lines=lines,
        volume_lines=volume_lines,
    )


def _keep(element: etree._Element) -> Node:
    if any(str(name).startswith("{") for name in (element.tag, *element.attrib)):
        raise StoreError("XML namespaces are not used in a store", _line(element))
    children = tuple(_keep(child) for child in element)
    text = element.text or ""
    return Node(
        str(element.tag),
        tuple(_attributes(element).items()),
        # Between elements there is only indentation.
        "" if children and not text.strip() else text,
        children,
        _line(element),
    )


def _refuse_doubles(what: str, elements: list[etree._Element], names: list[str]) -> None:
    seen: set[str] = set()
    for element, name in zip(elements, names, strict=True):
        if name in seen:
            raise StoreError(f"{what} {name!r} is given twice", _line(element))
        seen.add(name)


def _migrate(record: StoreRecord) -> None:
    """Bring global properties of other releases to what they mean today."""
    properties = record.properties
    # Written for a kernel that is not set.
    if properties.get("default_kernel") == "None":
        properties["default_kernel"] = ""
    if "default_fw_netvm" in properties:
        _migrate_firewall_netvm(record, properties.pop("default_fw_netvm"))


def _migrate_firewall_netvm(record: StoreRecord, firewall_netvm: str) -> None:
    """It was the default netvm of the qubes that provide network themselves."""
    if firewall_netvm == record.properties.get("default_netvm", ""):
        return
    for domain in record.domains:
        provides = domain.properties.get("provides_network", "").lower() == "true"
        if provides and domain.klass != "TemplateVM":
            domain.properties.setdefault("netvm", firewall_netvm)


# -- writing


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


def escape(text: str) -> str:
    """Text between tags."""
    return text.translate(_ESCAPES)


def quote(text: str) -> str:
    """An attribute's value with its quotes."""
    return f'"{text.translate(_ATTRIBUTE_ESCAPES)}"'


def domain_xml(record: DomainRecord) -> str:
    """The element of one qube, indented, with a line feed at its end."""
    number = record.properties.get("qid", "0")
    lines = [f'    <domain id="domain-{number}" class={quote(record.klass)}>']
    lines.append("      <properties>")
    lines += _property_lines(record.properties, "        ")
    lines.append("      </properties>")
    lines += _section_lines(
        "features",
        [
            f"        <feature name={quote(name)}>{escape(value)}</feature>"
            for name, value in record.features.items()
        ],
    )
    lines += _section_lines("tags", [f"        <tag name={quote(tag)}/>" for tag in record.tags])
    for node in record.devices:
        lines += _node_lines(node, "      ")
    if record.volumes:
        lines.append("      <volume-config>")
        lines += [f"        <volume{_attribute_text(volume)}/>" for volume in record.volumes]
        lines.append("      </volume-config>")
    for node in record.extras:
        lines += _node_lines(node, "      ")
    lines.append("    </domain>\n")
    return "\n".join(lines)


def _section_lines(tag: str, items: list[str]) -> list[str]:
    return [f"      <{tag}>", *items, f"      </{tag}>"] if items else [f"      <{tag}/>"]


def store_xml(record: StoreRecord, domains: Iterable[str]) -> bytes:
    """The whole file. ``domains`` are the elements that ``domain_xml`` made."""
    lines = ["<?xml version='1.0' encoding='utf-8'?>", f'<qubes version="{VERSION}">']
    lines.append("  <labels>")
    for label in record.labels:
        attributes = f"id={quote(label.store_id)} color={quote(label.color)}"
        lines.append(f"    <label {attributes}>{escape(label.name)}</label>")
    lines.append("  </labels>")
    lines.append("  <pools>")
    lines += [f"    <pool{_attribute_text(pool)}/>" for pool in record.pools]
    lines.append("  </pools>")
    lines.append("  <properties>")
    lines += _property_lines(record.properties, "    ")
    lines.append("  </properties>")
    lines.append("  <domains>\n")
    tail = ["  </domains>"]
    for node in record.extras:
        tail += _node_lines(node, "  ")
    tail.append("</qubes>\n")
    return ("\n".join(lines) + "".join(domains) + "\n".join(tail)).encode()


def _property_lines(properties: Mapping[str, str], indent: str) -> list[str]:
    return [
        f"{indent}<property name={quote(name)}>{escape(text)}</property>"
        for name, text in properties.items()
    ]


def _attribute_text(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quote(value)}" for name, value in attributes.items())


def _node_lines(node: Node, indent: str) -> list[str]:
    start = f"{indent}<{node.tag}{_attribute_text(dict(node.attributes))}"
    text = escape(node.text)
    if not node.children:
        return [f"{start}>{text}</{node.tag}>" if text else f"{start}/>"]
    lines = [f"{start}>{text}"]
    for child in node.children:
        lines += _node_lines(child, indent + "  ")
    lines.append(f"{indent}</{node.tag}>")
    return lines


def write_store(path: Path, data: bytes) -> None:
    """Blocking. Replace the file at once and for good, mode 0660; OSError leaves the old one."""
    with replace_file(path, mode=0o660) as temporary:
        temporary.write(data)


def same_directory(one: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Whether two names mean one directory, links resolved. Either may be absent."""
    return os.path.realpath(one) == os.path.realpath(other)
