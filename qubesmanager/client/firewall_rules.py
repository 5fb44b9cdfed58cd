"""A firewall rule as fields that a person edits (``admin-api.md`` 5.1), checked before it is sent.

The daemon has the last word; what is found here is what can be said while somebody types.
"""

from __future__ import annotations

import enum
import ipaddress
import re
from dataclasses import dataclass

from qubesmanager.client.firewall import fields

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,252}[a-z0-9_])?\Z")
_COMMENT = re.compile(r"[A-Za-z0-9 :;,./_\[\]-]*\Z")
_TARGETS = ("dst4", "dst6", "dsthost", "dstname")
PROTOCOLS = ("", "tcp", "udp", "icmp")
MAX_PORT = 65535


class Flaw(enum.Enum):
    """What is wrong with a rule."""

    TARGET = "target"
    PORTS = "ports"
    PORTS_WITHOUT_PROTOCOL = "ports without protocol"
    ICMP_TYPE = "icmp type"
    COMMENT = "comment"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Rule:
    """``target`` is a host, an address or a network, empty for everywhere.

    ``special`` is "dns" or empty, ``expire_s`` seconds since the epoch or 0 for never. ``ports`` is
    ``443`` or ``8000-8080``; for icmp it is the type.
    """

    action: str = "accept"
    target: str = ""
    proto: str = ""
    ports: str = ""
    special: str = ""
    expire_s: int = 0
    comment: str = ""

    @classmethod
    def parse(cls, text: str) -> Rule:
        """From the daemon's words; a field that we do not know is an error of the daemon's."""
        found = fields(text)
        target = next((found[key] for key in _TARGETS if key in found), "")
        ports = found.get("dstports", "")
        first, _, last = ports.partition("-")
        expire = found.get("expire", "")
        return cls(
            action=found.get("action", ""),
            target=_short(target),
            proto=found.get("proto", ""),
            ports=(first if first == last else ports) or found.get("icmptype", ""),
            special=found.get("specialtarget", ""),
            expire_s=int(expire) if expire.isdigit() else 0,
            comment=found.get("comment", ""),
        )

    def text(self) -> str:
        """In the words of the Admin API."""
        words = [f"action={self.action}"]
        if self.proto:
            words.append(f"proto={self.proto}")
        if self.target:
            words.append(f"{_target_key(self.target)}={self.target}")
        if self.ports:
            words.append(f"{'icmptype' if self.proto == 'icmp' else 'dstports'}={self.ports}")
        if self.special:
            words.append(f"specialtarget={self.special}")
        if self.expire_s:
            words.append(f"expire={self.expire_s}")
        if self.comment:
            words.append(f"comment={self.comment}")
        return " ".join(words)

    def flaws(self, now_s: float) -> list[Flaw]:
        """What keeps it from being a rule; none when it is one."""
        found = []
        if self.target and not _is_target(self.target):
            found.append(Flaw.TARGET)
        if self.ports and self.proto == "icmp":
            if not self.ports.isdigit() or int(self.ports) > 255:
                found.append(Flaw.ICMP_TYPE)
        elif self.ports and not self.proto:
            found.append(Flaw.PORTS_WITHOUT_PROTOCOL)
        elif self.ports and not _are_ports(self.ports):
            found.append(Flaw.PORTS)
        if not _COMMENT.match(self.comment):
            found.append(Flaw.COMMENT)
        if self.expire_s and self.expire_s <= now_s:
            found.append(Flaw.EXPIRED)
        return found


def _short(target: str) -> str:
    """A single address without its prefix length."""
    return target.removesuffix("/32") if ":" not in target else target.removesuffix("/128")


def _network(target: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(target, strict=False)
    except ValueError:
        return None


def _target_key(target: str) -> str:
    network = _network(target)
    if network is None:
        return "dsthost"
    return "dst4" if network.version == 4 else "dst6"


def _is_target(target: str) -> bool:
    """A network, an address, or the name of a host; ``1.2.3`` is none of them."""
    if _network(target) is not None:
        return True
    looks_like_address = all(part.isdigit() for part in target.replace("/", ".").split("."))
    return bool(_HOST.match(target)) and not looks_like_address


def _are_ports(text: str) -> bool:
    first, dash, last = text.partition("-")
    numbers = [first, last] if dash else [first]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return False
    ports = [int(number) for number in numbers]
    return max(ports) <= MAX_PORT and ports == sorted(ports)
