"""`qube firewall` against a real qubesd."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.commands import Qube
from tests.integration.served import refused, served_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("firewall")) as qube:
        qube.run("create", "work", "--class", "StandaloneVM")
        yield qube


@pytest.fixture
def qube(store: Qube) -> Qube:
    store.run("firewall", "work", "reset")
    return store


def raw(qube: Qube) -> list[str]:
    return qube.run("firewall", "work", "list", "--raw").stdout.splitlines()


def test_rules_are_added_listed_and_deleted(qube: Qube) -> None:
    assert raw(qube) == ["action=accept"]
    said = qube.run("firewall", "work", "add", "accept", "example.com", "tcp", "443").stderr
    assert "rule 1 never decides: rule 0 before it (action=accept) fits everything" in said
    assert "To have it decide: --before 0, or delete rule 0" in said
    said = qube.run("firewall", "work", "add", "drop", "192.0.2.0/24", "--before", "0").stderr
    assert said == ""
    qube.run("firewall", "work", "add", "action=drop", "comment=nothing else", "proto=icmp")
    assert raw(qube) == [
        "action=drop dst4=192.0.2.0/24",
        "action=accept",
        "action=accept dsthost=example.com proto=tcp dstports=443-443",
        "action=drop proto=icmp comment=nothing else",
    ]
    listed = qube.json("firewall", "work")
    assert listed[3] == {
        "name": "3",
        "action": "drop",
        "proto": "icmp",
        "comment": "nothing else",
    }
    assert "443-443" in qube.run("firewall", "work").stdout
    qube.run("firewall", "work", "del", "--rule-no", "1")
    after = qube.json("firewall", "work", "del", "accept", "example.com", "tcp", "443")
    assert [rule["action"] for rule in after] == ["drop", "drop"]
    qube.run("firewall", "work", "del", "drop", "192.0.2.0/24")
    assert raw(qube) == ["action=drop proto=icmp comment=nothing else"]
    qube.run("firewall", "work", "reload")


def test_a_rule_for_two_hours(qube: Qube) -> None:
    begun = int(time.time())
    qube.run("firewall", "work", "add", "drop", "expire=+2h")
    expire = int(qube.json("firewall", "work")[1]["expire"])
    assert begun + 7200 <= expire <= int(time.time()) + 7200
    shown = time.strftime("%Y-%m-%d %H:%M", time.localtime(expire))
    assert shown in qube.run("firewall", "work").stdout
    assert "+30m" in refused(qube, "firewall", "work", "add", "drop", "expire=+2y", status=2)


def test_without_rules_nothing_passes(qube: Qube) -> None:
    """The last rule cannot be taken away, so the one that says the same takes its place."""
    qube.run("firewall", "work", "del", "--rule-no", "0")
    assert raw(qube) == ["action=drop"]
    qube.run("firewall", "work", "reset")
    assert raw(qube) == ["action=accept"]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("work", "add", "action=maybe"), 1, "cannot change the firewall of work"),
        (("work", "add", "action=drop", "nosuch=1"), 1, "nosuch"),
        (("work", "add", "dsthost=example.com"), 1, "action"),
        (("work", "add", "accept", "example.com", "icmp", "no"), 1, "icmptype"),
        (("work", "add", "maybe", "example.com"), 2, "accept or drop"),
        (("work", "add", "action=drop", "comment=\u00e9"), 1, "ASCII"),
        (("work", "add", "accept", "a\nb"), 1, "rule"),
        (("work", "add"), 2, "say the rule"),
        (("work", "add", "accept", "--before", "7"), 1, "no rule 7"),
        (("work", "del", "--rule-no", "7"), 1, "no rule 7"),
        (("work", "del", "drop"), 1, "no rule 'action=drop'"),
        (("work", "del"), 2, "--rule-no"),
        (("work", "reset", "accept"), 2, "takes no rule"),
        (("work", "list", "--before", "1"), 2, "--before"),
        (("work", "paint"), 2, "paint"),
        (("nobody",), 1, "nobody"),
        (("dom0",), 1, "dom0"),
    ],
)
def test_refused_and_unchanged(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(qube, "firewall", *words, status=status)
    assert raw(qube) == ["action=accept"]
