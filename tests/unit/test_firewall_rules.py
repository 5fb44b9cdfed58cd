"""Rules as fields: there and back, and what is said while somebody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qubesmanager.client.firewall_rules import Flaw, Rule

NOW_S = 1_800_000_000
TARGETS = st.sampled_from(
    ["", "192.0.2.1", "192.0.2.0/24", "2001:db8::1", "a.example", "0.0.0.0/0"]
)
COMMENTS = st.text(alphabet="abc 09:;,./_[]-", max_size=20)


@given(
    st.builds(
        Rule,
        action=st.sampled_from(["accept", "drop"]),
        target=TARGETS,
        proto=st.sampled_from(["tcp", "udp"]),
        ports=st.sampled_from(["", "443", "8000-8080"]),
        expire_s=st.sampled_from([0, NOW_S + 60]),
        comment=COMMENTS,
    )
)
def test_a_rule_comes_back_from_its_text(rule: Rule) -> None:
    assert rule.flaws(NOW_S) == []
    assert Rule.parse(rule.text()) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("action=accept", Rule()),
        ("action=drop dst4=10.0.0.0/8", Rule("drop", "10.0.0.0/8")),
        ("action=accept dst4=10.0.0.1/32", Rule(target="10.0.0.1")),
        ("action=accept proto=tcp dstports=22-22", Rule(proto="tcp", ports="22")),
        ("action=accept proto=icmp icmptype=8", Rule(proto="icmp", ports="8")),
        ("action=accept specialtarget=dns", Rule(special="dns")),
    ],
)
def test_the_daemon_s_words_are_read(text: str, rule: Rule) -> None:
    assert Rule.parse(text) == rule


@pytest.mark.parametrize(
    ("rule", "flaw"),
    [
        (Rule(target="no host"), Flaw.TARGET),
        (Rule(target="1.2.3"), Flaw.TARGET),
        (Rule(target="300.1.1.1"), Flaw.TARGET),
        (Rule(target="10.0.0.0/33"), Flaw.TARGET),
        (Rule(target="-x.example"), Flaw.TARGET),
        (Rule(proto="tcp", ports="http"), Flaw.PORTS),
        (Rule(proto="tcp", ports="70000"), Flaw.PORTS),
        (Rule(proto="tcp", ports="20-10"), Flaw.PORTS),
        (Rule(proto="tcp", ports="²"), Flaw.PORTS),
        (Rule(ports="80"), Flaw.PORTS_WITHOUT_PROTOCOL),
        (Rule(proto="icmp", ports="256"), Flaw.ICMP_TYPE),
        (Rule(comment="größer"), Flaw.COMMENT),
        (Rule(expire_s=NOW_S - 1), Flaw.EXPIRED),
    ],
)
def test_what_is_wrong_is_said(rule: Rule, flaw: Flaw) -> None:
    assert rule.flaws(NOW_S) == [flaw]
