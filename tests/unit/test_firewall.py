"""Firewall rules: text, file in both versions, expiry."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.backend.qube.firewall import Firewall
from qubesmanager.backend.qube.firewall_file import (
    FirewallFileError,
    firewall_xml,
    parse_firewall,
)
from qubesmanager.backend.qube.firewall_rule import (
    ACCEPT_ALL,
    Rule,
    format_rules,
    parse_rule,
    parse_rules,
)
from qubesmanager.protocol import QubesException, QubesValueError


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("action=accept", "action=accept"),
        ("action=drop proto=icmp icmptype=8", "action=drop proto=icmp icmptype=8"),
        ("proto=tcp action=accept dstports=80", "action=accept proto=tcp dstports=80-80"),
        ("action=accept dst4=10.0.0.1", "action=accept dst4=10.0.0.1/32"),
        ("action=accept dst4=0.0.0.0/0", "action=accept dst4=0.0.0.0/0"),
        ("action=accept dst4=1.2.3.4/24", "action=accept dst4=1.2.3.4/24"),
        ("action=accept dst6=2001:db8::1", "action=accept dst6=2001:db8::1/128"),
        ("action=accept dsthost=1.2.3.4/24", "action=accept dst4=1.2.3.4/24"),
        ("action=accept dsthost=2001:db8::/32", "action=accept dst6=2001:db8::/32"),
        ("action=accept dsthost=www.qubes-os.org", "action=accept dsthost=www.qubes-os.org"),
        ("action=accept dstname=a_b.c", "action=accept dsthost=a_b.c"),
        (
            "action=accept specialtarget=dns proto=udp dsthost=a dstports=53-54 expire=99 "
            "comment=DNS, and: more [x]",
            "action=accept expire=99 dsthost=a proto=udp specialtarget=dns dstports=53-54 "
            "comment=DNS, and: more [x]",
        ),
        ("action=accept comment=", "action=accept comment="),
        ("action=accept comment=a comment", "action=accept comment=a comment"),
    ],
)
def test_text_of_rules(text: str, written: str) -> None:
    rule = parse_rule(text)
    assert rule.text == written
    assert parse_rule(written) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "action=",
        "action=allow",
        "proto=tcp",
        "action=accept  proto=tcp",
        " action=accept",
        "action=accept ",
        "action=accept action=drop",
        "action=accept proto",
        "action=accept colour=red",
        "action=accept proto=sctp",
        "action=accept dst4=10.0.0.1 dst6=::1",
        "action=accept dst4=::1",
        "action=accept dst4=10.0.0.256",
        "action=accept dst4=10.0.0.1/33",
        "action=accept dst4=10.0.0.1/",
        "action=accept dst4=10.0.0.1/255.255.255.0",
        "action=accept dst6=::1/129",
        "action=accept dsthost=WWW.example.com",
        "action=accept dsthost=a;b",
        "action=accept dstports=80",
        "action=accept proto=icmp dstports=80",
        "action=accept proto=tcp dstports=65536",
        "action=accept proto=tcp dstports=9-1",
        "action=accept proto=tcp dstports=-1",
        "action=accept proto=tcp dstports=1-",
        "action=accept proto=tcp icmptype=8",
        "action=accept proto=icmp icmptype=256",
        "action=accept expire=soon",
        "action=accept comment=käse",
        "action=acceptcomment=x",
        "action=accept dsthost=a\tproto=tcp",
    ],
)
def test_what_is_no_rule(text: str) -> None:
    with pytest.raises(QubesValueError):
        parse_rule(text)


def test_lists_of_rules() -> None:
    rules = parse_rules("action=drop proto=icmp\naction=accept\n")
    assert rules == (Rule("drop", proto="icmp"), ACCEPT_ALL)
    assert format_rules(rules) == "action=drop proto=icmp\naction=accept\n"
    assert parse_rules("action=accept") == (ACCEPT_ALL,)
    for text in ("", "\n", "action=accept\n\naction=drop", "action=accept\n\n"):
        with pytest.raises(QubesValueError):
            parse_rules(text)


NAMES = st.from_regex(r"[a-z][a-z0-9._-]{0,20}", fullmatch=True)
RULES = st.builds(
    lambda action, place, proto, ports, icmp, expire, comment: Rule(
        action,
        *place,
        proto=proto,
        ports=tuple(sorted(ports)) if proto in ("tcp", "udp") and ports else None,
        icmptype=icmp if proto == "icmp" else None,
        expire=expire,
        comment=comment,
    ),
    st.sampled_from(["accept", "drop"]),
    st.one_of(
        st.just((None, 0)),
        NAMES.map(lambda name: (name, 0)),
        st.tuples(st.ip_addresses(v=4), st.integers(0, 32)).map(lambda p: (f"{p[0]}/{p[1]}", 4)),
        st.tuples(st.ip_addresses(v=6), st.integers(0, 128)).map(lambda p: (f"{p[0]}/{p[1]}", 6)),
    ),
    st.sampled_from([None, "tcp", "udp", "icmp"]),
    st.none() | st.tuples(st.integers(0, 65535), st.integers(0, 65535)),
    st.none() | st.integers(0, 255),
    st.none() | st.integers(0, 10**12),
    st.none() | st.from_regex(re.compile(r"[A-Za-z0-9 :;,./_\[\]-]{0,30}"), fullmatch=True),
)


@given(RULES)
def test_rules_survive_as_text(rule: Rule) -> None:
    assert parse_rule(rule.text) == rule


@given(st.lists(RULES))
def test_rules_survive_in_a_file(rules: list[Rule]) -> None:
    kept = [rule for rule in rules if rule.comment is None or rule.comment.strip() == rule.comment]
    assert list(parse_firewall(firewall_xml(kept))) == kept


@given(st.text())
def test_any_text_is_a_rule_or_a_value_error(text: str) -> None:
    try:
        rule = parse_rule(text)
    except QubesValueError:
        return
    assert parse_rule(rule.text) == rule


@given(st.binary())
def test_any_file_is_rules_or_an_error(data: bytes) -> None:
    with pytest.raises(FirewallFileError):
        parse_firewall(data)


STOCK = b"""<firewall version="2"><rules>
  <rule><properties>
     <property name="action">accept</property>
     <property name="dsthost">1.2.3.4/24</property>
     <property name="proto">tcp</property>
     <property name="dstports">80</property>
     <property name="expire">4102444800</property>
     <property name="comment">a web server</property>
  </properties></rule>
  <rule><properties><property name="action">drop</property></properties></rule>
</rules></firewall>
"""


def test_a_stock_file() -> None:
    rules = parse_firewall(STOCK)
    assert [rule.text for rule in rules] == [
        "action=accept expire=4102444800 dst4=1.2.3.4/24 proto=tcp dstports=80-80 "
        "comment=a web server",
        "action=drop",
    ]
    written = firewall_xml(rules)
    assert parse_firewall(written) == rules
    assert b'<property name="dstports">80</property>' in written
    assert b'<property name="dsthost">1.2.3.4/24</property>' in written
    assert b"dst4" not in written


@pytest.mark.parametrize("version", ['version="1" ', ""])
def test_a_file_of_an_old_release_that_denies(version: str) -> None:
    text = (
        f'<QubesFirewallRules {version}policy="deny" dns="allow" icmp="deny">'
        '<rule address="10.0.0.0" netmask="8" proto="tcp" port="22"/>'
        '<rule address="www.Example.com" netmask="32" proto="udp" port="1000" toport="2000"/>'
        '<rule address="0.0.0.0" netmask="0" proto="any" expire="4102444800"/>'
        "</QubesFirewallRules>"
    )
    assert [rule.text for rule in parse_firewall(text.encode())] == [
        "action=accept specialtarget=dns",
        "action=drop proto=icmp",
        "action=accept dst4=10.0.0.0/8 proto=tcp dstports=22-22",
        "action=accept dsthost=www.example.com proto=udp dstports=1000-2000",
        "action=accept expire=4102444800 dst4=0.0.0.0/0",
    ]


def test_a_file_of_an_old_release_that_allows() -> None:
    text = '<r policy="allow" dns="deny"><rule address="8.8.8.8" netmask="32" port="53"/></r>'
    assert [rule.text for rule in parse_firewall(text.encode())] == [
        "action=drop specialtarget=dns",
        "action=accept proto=icmp",
        "action=drop dst4=8.8.8.8/32 proto=tcp dstports=53-53",
        "action=accept",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'version="2"', b'version="3"'),
        (b">accept<", b">perhaps<"),
        (b'name="proto"', b'name="dsthost"'),
        (b"<firewall", b"<!DOCTYPE firewall><firewall"),
    ],
)
def test_a_broken_file(old: bytes, new: bytes) -> None:
    with pytest.raises(FirewallFileError):
        parse_firewall(STOCK.replace(old, new, 1))


class Owner:
    """A qube with a directory."""

    name = "work"

    def __init__(self, dir_path: Path) -> None:
        self.dir_path = dir_path
        self.fired: list[str] = []

    async def fire(self, event: str, **kwargs: object) -> None:
        self.fired.append(event)


async def test_the_firewall_of_a_qube(tmp_path: Path) -> None:
    owner = Owner(tmp_path / "work")
    firewall = Firewall(owner)
    assert await firewall.rules() == (ACCEPT_ALL,)
    expired = Rule("accept", expire=1000)
    later = Rule("drop", expire=4102444800)
    await firewall.set([expired, later])
    assert owner.fired == ["firewall-changed"]
    assert await firewall.rules() == (later,)
    assert parse_firewall(firewall.path.read_bytes()) == (later,)
    assert stat.S_IMODE(firewall.path.stat().st_mode) == 0o664
    assert [path.name for path in owner.dir_path.iterdir()] == ["firewall.xml"]
    firewall.path.write_bytes(firewall_xml([expired, later]))
    assert await firewall.rules() == (later,)
    await firewall.set([])
    assert await firewall.rules() == ()


async def test_a_broken_file_is_named(tmp_path: Path) -> None:
    firewall = Firewall(Owner(tmp_path))
    firewall.path.write_text("nonsense")
    with pytest.raises(QubesException, match=re.escape(str(firewall.path))):
        await firewall.rules()
    assert firewall.path.read_text() == "nonsense"


async def test_a_failed_write_changes_nothing(tmp_path: Path) -> None:
    owner = Owner(tmp_path / "file")
    owner.dir_path.write_text("in the way")
    with pytest.raises(QubesException):
        await Firewall(owner).set([ACCEPT_ALL])
    assert owner.fired == []
