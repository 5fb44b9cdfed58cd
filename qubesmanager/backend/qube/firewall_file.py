"""``firewall.xml``: rules of a qube on disk (admin-api.md section 5.2).

Version 2 is written; version 1 (or none), of release 3 and older, is read as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from qubesmanager.protocol import QubesValueError

from .firewall_rule import Rule, make_rule


class FirewallFileError(Exception):
    """Not a firewall file; the text says why."""


def firewall_xml(rules: Iterable[Rule]) -> bytes:
    """Version 2. Fields by name; a destination is always ``dsthost``, one port stands alone."""
    root = etree.Element("firewall", version="2")
    parent = etree.SubElement(root, "rules")
    for rule in rules:
        properties = etree.SubElement(etree.SubElement(parent, "rule"), "properties")
        for name, text in _fields(rule).items():
            etree.SubElement(properties, "property", name=name).text = text
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    assert isinstance(data, bytes)
    return data


def _fields(rule: Rule) -> dict[str, str]:
    fields: dict[str, object] = {
        "action": rule.action,
        "proto": rule.proto,
        "dsthost": rule.destination,
        "dstports": _ports(rule),
        "specialtarget": rule.specialtarget,
        "icmptype": rule.icmptype,
        "expire": rule.expire,
        "comment": rule.comment,
    }
    return {name: str(value) for name, value in fields.items() if value is not None}


def _ports(rule: Rule) -> str | None:
    if rule.ports is None:
        return None
    first, last = rule.ports
    return str(first) if first == last else f"{first}-{last}"


def parse_firewall(data: bytes) -> tuple[Rule, ...]:
    """The rules of either version, expired ones too. FirewallFileError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FirewallFileError(f"not XML: {error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise FirewallFileError("a document type declaration is not allowed")
    version = root.get("version", "1")
    try:
        if version == "2":
            return _read_version_2(root)
        if version == "1":
            return _read_version_1(root)
    except QubesValueError as error:
        raise FirewallFileError(error.message) from error
    raise FirewallFileError(f"unknown version {version!r}")


def _read_version_2(root: etree._Element) -> tuple[Rule, ...]:
    rules = []
    for element in root.iterfind("./rules/rule"):
        fields: dict[str, str] = {}
        for prop in element.iterfind("./properties/property"):
            name = prop.get("name", "")
            if name in fields:
                raise FirewallFileError(f"field {name!r} is given twice")
            fields[name] = _host(prop.text or "") if name == "dsthost" else prop.text or ""
        rules.append(make_rule(fields))
    return tuple(rules)


def _read_version_1(root: etree._Element) -> tuple[Rule, ...]:
    """A policy with exceptions from it; name service and ping are switches of their own."""
    policy = root.get("policy", "allow")
    exception = "drop" if policy == "allow" else "accept"
    rules = [
        Rule(_action(root.get("dns", policy)), specialtarget="dns"),
        Rule(_action(root.get("icmp", policy)), proto="icmp"),
    ]
    rules += [make_rule(_old_fields(element, exception)) for element in root.iterfind("./rule")]
    if policy == "allow":
        rules.append(Rule("accept"))
    return tuple(rules)


def _host(text: str) -> str:
    """Case means nothing in names of hosts; rules have them in lower case."""
    return text.lower()


def _action(word: str) -> str:
    return "accept" if word == "allow" else "drop"


def _old_fields(element: etree._Element, action: str) -> dict[str, str]:
    fields = {"action": action}
    address, netmask = element.get("address"), element.get("netmask")
    if address:
        # A host name has a netmask of 32 in old files; it means nothing there.
        is_name = any(char.isalpha() for char in address)
        host = address if is_name or not netmask else f"{address}/{netmask}"
        fields["dsthost"] = _host(host)
    proto = element.get("proto")
    if proto and proto != "any":
        fields["proto"] = proto
    port = element.get("port")
    if port and port != "0":
        fields["dstports"] = "-".join(filter(None, (port, element.get("toport"))))
        fields.setdefault("proto", "tcp")
    expire = element.get("expire")
    if expire:
        fields["expire"] = expire
    return fields
