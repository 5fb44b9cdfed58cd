"""Firewall files of version 2 and 3 archives, as today's rules (backup-format.md section 7).

Old rules were exceptions from a policy, with switches for DNS and ICMP beside them. Rule texts are
those of the Admin API. Errors: DamagedArchive.
"""

from __future__ import annotations

import ipaddress
import re

from lxml import etree

from .errors import DamagedArchive, printable

ROOT = "QubesFirewallRules"
MAX_RULES = 4096
_HOST_NAME = re.compile(r"[a-z0-9._-]{1,253}\Z")
_PROTOCOLS = frozenset({"tcp", "udp", "icmp"})


def parse_old_firewall(root: etree._Element) -> list[str]:
    """All rules in order, the last of them for everything else."""
    rules = root.findall("./rule")
    if len(rules) > MAX_RULES:
        raise DamagedArchive(f"it has more than {MAX_RULES} rules")
    policy = _policy(root, "policy", "")
    other = "drop" if policy == "accept" else "accept"
    return [
        f"action={_policy(root, 'dns', policy)} specialtarget=dns",
        f"action={_policy(root, 'icmp', policy)} proto=icmp",
        *(_rule(element, other) for element in rules),
        f"action={policy}",
    ]


def _policy(root: etree._Element, key: str, default: str) -> str:
    untrusted = root.get(key)
    if untrusted is None and default:
        return default
    actions = {"allow": "accept", "deny": "drop"}
    if untrusted not in actions:
        raise DamagedArchive(f"it has the impossible {key} {printable(str(untrusted))!r}")
    return actions[untrusted]


def _rule(element: etree._Element, action: str) -> str:
    words = [f"action={action}"]
    ports = _ports(element)
    proto = element.get("proto", "tcp" if ports else "any").lower()
    if proto != "any":
        if proto not in _PROTOCOLS:
            raise DamagedArchive(f"a rule has the impossible protocol {printable(proto)!r}")
        words.append(f"proto={proto}")
    words += _destination(element)
    if ports:
        if proto not in ("tcp", "udp"):
            raise DamagedArchive("a rule has ports but no protocol that has any")
        words.append(ports)
    if "expire" in element.attrib:
        words.append(f"expire={_number(element, 'expire', 1 << 53)}")
    return " ".join(words)


def _destination(element: etree._Element) -> list[str]:
    address = element.get("address", "0.0.0.0").strip().lower()  # noqa: S104 - any destination
    if re.fullmatch(r"[0-9.]+", address, re.ASCII) is None:
        if _HOST_NAME.match(address) is None:
            raise DamagedArchive(f"a rule has the impossible address {printable(address)!r}")
        return [f"dsthost={address}"]
    netmask = _number(element, "netmask", 32) if "netmask" in element.attrib else 32
    try:
        ipaddress.IPv4Address(address)
    except ValueError as error:
        raise DamagedArchive(f"a rule has the impossible address {printable(address)!r}") from error
    if netmask == 0:
        return []
    return [f"dst4={address}/{netmask}"]


def _ports(element: etree._Element) -> str:
    if element.get("port", "0") == "0":
        return ""
    first = _number(element, "port", 65535)
    last = _number(element, "toport", 65535) if "toport" in element.attrib else first
    if last < first:
        raise DamagedArchive("a rule has ports in reverse order")
    return f"dstports={first}-{last}"


def _number(element: etree._Element, key: str, most: int) -> int:
    value = element.get(key, "")
    if re.fullmatch(r"[0-9]{1,16}", value, re.ASCII) is None or int(value) > most:
        raise DamagedArchive(f"a rule has the impossible {key} {printable(value)!r}")
    return int(value)
