"""One firewall rule and its text (admin-api.md section 5.1).

``action=accept dsthost=example.com proto=tcp dstports=443-443 comment=any words``: fields with
single spaces between, the comment last.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qubesmanager.protocol import QubesValueError

_HOST = re.compile(r"[a-z0-9._-]+\Z")
_COMMENT = re.compile(r"[A-Za-z0-9 :;,./_[\]-]*\Z")
_VALUE = re.compile(r"[A-Za-z0-9:;,./_[\]-]+\Z")
_NUMBER = re.compile(r"[0-9]{1,19}\Z")
_MAX_PORT = 65535
_MAX_ICMP_TYPE = 255


@dataclass(frozen=True)
class Rule:
    """A rule whose fields fit together. An absent field is None; ``expire`` is epoch seconds.

    ``destination`` is ``ADDRESS/PREFIX`` or a host name, ``family`` is 4, 6 or 0 (a name).
    """

    action: str
    destination: str | None = None
    family: int = 0
    proto: str | None = None
    specialtarget: str | None = None
    ports: tuple[int, int] | None = None
    icmptype: int | None = None
    expire: int | None = None
    comment: str | None = None

    def __post_init__(self) -> None:
        if self.ports is not None and self.proto not in ("tcp", "udp"):
            raise QubesValueError("dstports needs proto=tcp or proto=udp")
        if self.icmptype is not None and self.proto != "icmp":
            raise QubesValueError("icmptype needs proto=icmp")

    def is_expired(self, now_s: float) -> bool:
        return self.expire is not None and self.expire <= now_s

    @property
    def text(self) -> str:
        """The fields in the daemon's order."""
        words = self._words()
        if self.expire is not None:
            words.insert(1, f"expire={self.expire}")
        if self.comment is not None:
            words.append(f"comment={self.comment}")
        return " ".join(words)

    @property
    def bare_text(self) -> str:
        """What the rule does, without when it ends and what people say of it."""
        return " ".join(self._words())

    def _words(self) -> list[str]:
        words = [f"action={self.action}"]
        if self.destination is not None:
            key = {4: "dst4", 6: "dst6"}.get(self.family, "dsthost")
            words.append(f"{key}={self.destination}")
        if self.proto is not None:
            words.append(f"proto={self.proto}")
        if self.specialtarget is not None:
            words.append(f"specialtarget={self.specialtarget}")
        if self.ports is not None:
            words.append(f"dstports={self.ports[0]}-{self.ports[1]}")
        if self.icmptype is not None:
            words.append(f"icmptype={self.icmptype}")
        return words


ACCEPT_ALL = Rule("accept")


def parse_rule(untrusted_text: str) -> Rule:
    """QubesValueError for what is no rule."""
    head, separator, comment = untrusted_text.partition("comment=")
    if separator and head and not head.endswith(" "):
        raise QubesValueError(f"Not a firewall rule: {untrusted_text!r}")
    fields: dict[str, str] = {}
    if separator:
        head = head.removesuffix(" ")
    for word in head.split(" ") if head else ():
        key, equals, value = word.partition("=")
        if not equals or key in fields:
            raise QubesValueError(f"Not a firewall rule: {untrusted_text!r}")
        fields[key] = value
    if separator:
        fields["comment"] = comment
    return make_rule(fields)


def parse_rules(untrusted_text: str) -> tuple[Rule, ...]:
    """One rule a line. QubesValueError."""
    return tuple(parse_rule(line) for line in untrusted_text.removesuffix("\n").split("\n"))


def format_rules(rules: Iterable[Rule]) -> str:
    """One rule a line, each ended by a line feed."""
    return "".join(f"{rule.text}\n" for rule in rules)


def make_rule(untrusted_fields: Mapping[str, str]) -> Rule:
    """A rule from fields by name, as text or file have them. QubesValueError."""
    rule: Rule | None = None
    if "action" in untrusted_fields:
        rule = Rule(_one_of("action", ("accept", "drop"))(untrusted_fields["action"]))
    if rule is None:
        raise QubesValueError("A firewall rule needs an action")
    values: dict[str, object] = {}
    for key, untrusted_value in untrusted_fields.items():
        if key == "action":
            continue
        reader = _READERS.get(key)
        if reader is None:
            raise QubesValueError(f"Unknown field of a firewall rule: {key!r}")
        if key != "comment" and not _VALUE.match(untrusted_value):
            raise QubesValueError(f"Not a value for {key}: {untrusted_value!r}")
        for name, value in reader(untrusted_value).items():
            if name in values:
                raise QubesValueError("A firewall rule has at most one destination")
            values[name] = value
    return replace(rule, **values)  # type: ignore[arg-type]


def _one_of(key: str, words: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise QubesValueError(f"{key} is one of {', '.join(words)}, not {text!r}")
        return text

    return read


def _word(key: str, words: Sequence[str]) -> Callable[[str], dict[str, object]]:
    read = _one_of(key, words)
    return lambda text: {key: read(text)}


def _number(key: str, text: str, most: int) -> int:
    if not _NUMBER.match(text) or int(text) > most:
        raise QubesValueError(f"{key} is a number up to {most}, not {text!r}")
    return int(text)


def _read_ports(text: str) -> dict[str, object]:
    first, dash, last = text.partition("-")
    start = _number("dstports", first, _MAX_PORT)
    end = _number("dstports", last, _MAX_PORT) if dash else start
    if end < start:
        raise QubesValueError(f"Not a range of ports: {text!r}")
    return {"ports": (start, end)}


def _read_address(family: int) -> Callable[[str], dict[str, object]]:
    network = ipaddress.IPv4Network if family == 4 else ipaddress.IPv6Network

    def read(text: str) -> dict[str, object]:
        address, slash, prefix = text.partition("/")
        length = prefix if slash else ("128" if family == 6 else "32")
        try:
            if not (length.isascii() and length.isdigit()):
                raise ValueError("the prefix is no number")
            network(f"{address}/{length}", strict=False)
        except ValueError as error:
            raise QubesValueError(f"Not an IPv{family} address: {text!r}") from error
        return {"destination": f"{address}/{int(length)}", "family": family}

    return read


def _read_host(text: str) -> dict[str, object]:
    """A name; an address becomes one of its family."""
    address = text.partition("/")[0]
    try:
        family = ipaddress.ip_address(address).version
    except ValueError:
        if not _HOST.match(text):
            raise QubesValueError(f"Not a host name: {text!r}") from None
        return {"destination": text, "family": 0}
    return _read_address(family)(text)


def _read_comment(text: str) -> dict[str, object]:
    if not _COMMENT.match(text):
        raise QubesValueError(f"Not a comment of a firewall rule: {text!r}")
    return {"comment": text}


_READERS: Mapping[str, Callable[[str], dict[str, object]]] = {
    "proto": _word("proto", ("tcp", "udp", "icmp")),
    "specialtarget": _word("specialtarget", ("dns",)),
    "dst4": _read_address(4),
    "dst6": _read_address(6),
    "dsthost": _read_host,
    "dstname": _read_host,
    "dstports": _read_ports,
    "icmptype": lambda text: {"icmptype": _number("icmptype", text, _MAX_ICMP_TYPE)},
    "expire": lambda text: {"expire": _number("expire", text, 10**18)},
    "comment": _read_comment,
}
