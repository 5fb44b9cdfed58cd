"""A qube's small files beside its volumes: firewall rules, notes, menu entries.

Each parser takes the untrusted content and returns plain text in the form in which the Admin API
takes it, or raises DamagedArchive (backup-format.md section 6, admin-api.md section 5).
"""

from __future__ import annotations

import ipaddress
import re

from lxml import etree

from . import old_firewall
from .errors import DamagedArchive, printable
from .qube_records import parse_xml

FIREWALL = "firewall.xml"
NOTES = "notes.txt"
MENU = "whitelisted-appmenus.list"
NAMES = (FIREWALL, NOTES, MENU)
MAX_EXTRA_BYTES = 1 << 20
MAX_RULES = 4096
DENY_ALL = ("action=drop",)

_PROTOCOLS = frozenset({"tcp", "udp", "icmp"})
_HOST_NAME = re.compile(r"[a-z0-9._-]{1,253}\Z")
_PORTS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?\Z", re.ASCII)
_COMMENT = re.compile(r"[A-Za-z0-9 :;,./_[\]-]*\Z")
_KEYS = frozenset(
    {
        "action",
        "proto",
        "dsthost",
        "dstname",
        "dst4",
        "dst6",
        "dstports",
        "icmptype",
        "specialtarget",
        "expire",
        "comment",
    }
)


def parse_firewall(untrusted_xml: bytes) -> list[str]:
    """Rule texts in order, at least one: an empty list of rules means that all is dropped."""
    root = parse_xml(untrusted_xml, "it", MAX_EXTRA_BYTES)
    if root.tag == old_firewall.ROOT:
        return old_firewall.parse_old_firewall(root)
    if root.tag != "firewall" or root.get("version") != "2":
        raise DamagedArchive("it is not a firewall file of version 2")
    rules = [_rule(element) for element in root.findall("./rules/rule")]
    if len(rules) > MAX_RULES:
        raise DamagedArchive(f"it has more than {MAX_RULES} rules")
    return rules or list(DENY_ALL)


def _rule(element: etree._Element) -> str:
    untrusted: dict[str, str] = {}
    for item in element.findall("./properties/property"):
        key = item.get("name", "")
        if key not in _KEYS or key in untrusted:
            raise DamagedArchive(f"a rule has the unknown or repeated key {printable(key)!r}")
        untrusted[key] = (item.text or "").strip()
    words = [_choice(untrusted, "action", frozenset({"accept", "drop"}))]
    if "proto" in untrusted:
        words.append(_choice(untrusted, "proto", _PROTOCOLS))
    words += _destination(untrusted)
    if "dstports" in untrusted:
        words.append(_port_range(untrusted["dstports"]))
    if "icmptype" in untrusted:
        words.append(_number(untrusted, "icmptype", 255))
    if "specialtarget" in untrusted:
        words.append(_choice(untrusted, "specialtarget", frozenset({"dns"})))
    if "expire" in untrusted:
        words.append(_number(untrusted, "expire", 1 << 53))
    if "comment" in untrusted:
        if _COMMENT.match(untrusted["comment"]) is None:
            raise DamagedArchive("a rule has a comment with characters that are not allowed")
        words.append(f"comment={untrusted['comment']}")
    return " ".join(words)


def _choice(untrusted: dict[str, str], key: str, choices: frozenset[str]) -> str:
    value = untrusted.get(key, "")
    if value not in choices:
        raise DamagedArchive(f"a rule has the impossible {key} {printable(value)!r}")
    return f"{key}={value}"


def _number(untrusted: dict[str, str], key: str, most: int) -> str:
    value = untrusted[key]
    if re.fullmatch(r"[0-9]{1,16}", value, re.ASCII) is None or int(value) > most:
        raise DamagedArchive(f"a rule has the impossible {key} {printable(value)!r}")
    return f"{key}={int(value)}"


def _destination(untrusted: dict[str, str]) -> list[str]:
    keys = [key for key in ("dsthost", "dstname", "dst4", "dst6") if key in untrusted]
    if len(keys) > 1:
        raise DamagedArchive("a rule has two destinations")
    if not keys:
        return []
    value = untrusted[keys[0]].lower()
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError as error:
        if keys[0] in ("dst4", "dst6") or "/" in value or _HOST_NAME.match(value) is None:
            raise DamagedArchive(
                f"a rule has the impossible destination {printable(value)!r}"
            ) from error
        return [f"dsthost={value}"]
    # The address is kept as written: 10.1.2.3/8 and 10.0.0.0/8 mean the same to the firewall.
    address = value.split("/", 1)[0]
    return [f"dst{network.version}={address}/{network.prefixlen}"]


def _port_range(untrusted_ports: str) -> str:
    match = _PORTS.match(untrusted_ports)
    if match is None:
        raise DamagedArchive(f"a rule has the impossible ports {printable(untrusted_ports)!r}")
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    if not first <= last <= 65535:
        raise DamagedArchive(f"a rule has the impossible ports {printable(untrusted_ports)!r}")
    return f"dstports={first}-{last}"


def parse_notes(untrusted_text: bytes) -> str:
    """Notes as text; NUL is the one character that they may not have."""
    try:
        text = untrusted_text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DamagedArchive("it is not UTF-8 text") from error
    if "\0" in text:
        raise DamagedArchive("it is not text")
    return text


def parse_menu(untrusted_list: bytes) -> str:
    """Names of menu entries, separated by single spaces."""
    try:
        words = untrusted_list.decode("ascii").split()
    except UnicodeDecodeError as error:
        raise DamagedArchive("it is not ASCII text") from error
    if not all(word.isprintable() for word in words):
        raise DamagedArchive("it has unprintable characters")
    return " ".join(words)
