"""qubes.xml of an archive, and the small files beside the volumes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.contents import (
    MAX_XML_BYTES,
    DeviceRecord,
    QubeRecord,
    parse_contents,
)
from qubesmanager.backend.backup.errors import DamagedArchive
from qubesmanager.backend.backup.extras import parse_firewall, parse_menu, parse_notes
from tests.archives import ArchiveQube, qubes_xml, with_paths

WORK = ArchiveQube(
    "work",
    label="label-6",
    template="tpl",
    netvm="net",
    properties={"memory": "700", "kernel": "", "default_dispvm": "dvm", "future": "x"},
    features={"service.crond": "1", "internal": "", "né": "1", "preload-dispvm": "disp1"},
    tags=("important", "with space"),
    devices=(("pci", "00_19.0"),),
    path="vm3/",
    size=12345,
)


def parse(*qubes: ArchiveQube) -> tuple[QubeRecord, ...]:
    return parse_contents(qubes_xml(with_paths(qubes)))


def test_a_qube() -> None:
    (record,) = parse(WORK)
    assert (record.name, record.klass, record.label) == ("work", "AppVM", "blue")
    assert (record.template, record.netvm, record.default_dispvm) == ("tpl", "net", "dvm")
    assert record.properties == {"memory": "700", "kernel": None}
    assert record.features == {"service.crond": "1", "internal": ""}
    assert record.tags == ("important",)
    assert (record.backup_path, record.size_bytes) == ("vm3", 12345)
    assert record.saved_volumes == ("private",)


def test_what_is_not_carried_over_is_noted() -> None:
    (record,) = parse(WORK)
    text = "\n".join(record.notes)
    for word in ("'future'", "'né'", "'with space'"):
        assert word in text


def test_devices() -> None:
    (record,) = parse(WORK)
    assert record.devices == (DeviceRecord("pci", "dom0", "00_19.0"),)
    (record,) = parse(replace(WORK, devices=(("pci", "../x"),)))
    assert record.devices == ()
    assert "dom0:../x has no possible name" in "\n".join(record.notes)


def test_a_device_wherever_it_is() -> None:
    (record,) = parse(replace(WORK, devices=(("usb", "*"),)))
    assert record.devices == (DeviceRecord("usb", "dom0", "*"),)


def test_no_netvm_and_default_netvm_differ() -> None:
    none, default = parse(ArchiveQube("a", netvm=None), ArchiveQube("b"))
    assert (none.netvm, default.netvm) == (None, "")


def test_label_by_name_by_number_or_unknown() -> None:
    a, b, c = parse(
        ArchiveQube("a", label="green"),
        ArchiveQube("b", label="label-4"),
        ArchiveQube("c", label="pink"),
    )
    assert (a.label, b.label, c.label) == ("green", "green", "")


def test_path_with_and_without_slash() -> None:
    a, b = parse(ArchiveQube("a", path="vm7/"), ArchiveQube("b", path="vm8"))
    assert (a.backup_path, b.backup_path) == ("vm7", "vm8")


def test_qubes_that_are_not_included_are_left_out() -> None:
    xml = qubes_xml(with_paths([WORK, ArchiveQube("other", included=False)]))
    emptied = xml.replace(
        b"<features></features>", b'<features><feature name="backup-content"/></features>'
    )
    for text in (xml, emptied):
        assert [record.name for record in parse_contents(text)] == ["work"]


def test_dom0() -> None:
    (record,) = parse(ArchiveQube("whatever", klass="AdminVM", path="dom0-home/user"))
    assert (record.name, record.backup_path) == ("dom0", "dom0-home/user")


def test_dom0_is_no_name_for_another_qube() -> None:
    with pytest.raises(DamagedArchive, match="impossible name"):
        parse(ArchiveQube("dom0"))


@pytest.mark.parametrize(
    "name",
    ["", "1abc", "a b", "../x", "a" * 32, "a\x7f", "ä"],
)
def test_impossible_names(name: str) -> None:
    with pytest.raises(DamagedArchive, match="impossible name"):
        parse(ArchiveQube(name))


@pytest.mark.parametrize(
    "path", ["/etc", "vm1/x", "../vm1", "appvms/x", "vm", "vmx/", "dom0-home/user", "vm1//", "vm²/"]
)
def test_impossible_directories(path: str) -> None:
    with pytest.raises(DamagedArchive, match="impossible directory"):
        parse(ArchiveQube("a", path=path))


def test_two_qubes_in_one_directory_or_of_one_name() -> None:
    with pytest.raises(DamagedArchive, match="directory vm1 to two"):
        parse(ArchiveQube("a", path="vm1/"), ArchiveQube("b", path="vm1"))
    with pytest.raises(DamagedArchive, match="name a to two"):
        parse(ArchiveQube("a"), ArchiveQube("a"))


def test_unknown_class() -> None:
    with pytest.raises(DamagedArchive, match="unknown class 'EvilVM'"):
        parse(ArchiveQube("a", klass="EvilVM"))


def test_impossible_size() -> None:
    xml = qubes_xml(with_paths([ArchiveQube("a", size=77777)])).replace(b"77777", b"-1")
    with pytest.raises(DamagedArchive, match="impossible size"):
        parse_contents(xml)


LAUGHS = (
    '<?xml version="1.0"{}?><!DOCTYPE qubes [<!ENTITY a "ha">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><qubes>&b;</qubes>'
)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE qubes SYSTEM "http://example.org/x.dtd"><qubes/>',
        b'<!DOCTYPE qubes [<!ENTITY x SYSTEM "file:///etc/passwd">]><qubes>&x;</qubes>',
        LAUGHS.format("").encode(),
        LAUGHS.format(' encoding="UTF-16"').encode("utf-16"),
        LAUGHS.format(' encoding="UTF-7"').encode("utf-7"),
        b"<qubes>&undefined;</qubes>",
        b"<qubes><domains>",
        b"",
        b"\xff\xfe",
        b"<qubes>\0</qubes>",
        b"<QubesVmCollection/>",
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
def test_hostile_documents(xml: bytes) -> None:
    with pytest.raises(DamagedArchive):
        parse_contents(xml)


def test_documents_have_a_limit() -> None:
    with pytest.raises(DamagedArchive, match="larger than"):
        parse_contents(b"<qubes>" + bytes(1) * MAX_XML_BYTES + b"</qubes>")


def test_counts_have_a_limit() -> None:
    with pytest.raises(DamagedArchive, match="more than 4096 qubes"):
        parse_contents(b"<qubes><domains>" + b"<domain/>" * 4097 + b"</domains></qubes>")
    with pytest.raises(DamagedArchive, match="more than 4096 entries"):
        parse(ArchiveQube("a", tags=tuple(f"t{i}" for i in range(4097))))


GOOD = qubes_xml(with_paths([WORK, ArchiveQube("tpl", klass="TemplateVM")]))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_damaged_document(position: int, value: bytes) -> None:
    damaged = GOOD[:position] + value + GOOD[position + len(value) :]
    try:
        parse_contents(damaged)
    except DamagedArchive as error:
        assert str(error).isprintable()


@settings(deadline=None)
@given(st.integers(0, len(GOOD) - 1))
def test_truncated_document(length: int) -> None:
    with pytest.raises(DamagedArchive):
        parse_contents(GOOD[:length])


def firewall(*rules: dict[str, str]) -> bytes:
    body = "".join(
        "<rule><properties>"
        + "".join(f'<property name="{key}">{value}</property>' for key, value in rule.items())
        + "</properties></rule>"
        for rule in rules
    )
    return f'<firewall version="2"><rules>{body}</rules></firewall>'.encode()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"action": "drop"}, "action=drop"),
        (
            {"action": "accept", "proto": "tcp", "dsthost": "192.0.2.0/24", "dstports": "443"},
            "action=accept proto=tcp dst4=192.0.2.0/24 dstports=443-443",
        ),
        ({"action": "accept", "dsthost": "192.0.2.7"}, "action=accept dst4=192.0.2.7/32"),
        ({"action": "accept", "dsthost": "2001:db8::1"}, "action=accept dst6=2001:db8::1/128"),
        ({"action": "accept", "dsthost": "0.0.0.0/0"}, "action=accept dst4=0.0.0.0/0"),
        ({"action": "accept", "dsthost": "Example.ORG"}, "action=accept dsthost=example.org"),
        ({"action": "accept", "dst4": "10.0.0.0/8"}, "action=accept dst4=10.0.0.0/8"),
        (
            {"action": "accept", "proto": "udp", "dstports": "1000-1010", "expire": "4102444800"},
            "action=accept proto=udp dstports=1000-1010 expire=4102444800",
        ),
        ({"action": "drop", "proto": "icmp", "icmptype": "8"}, "action=drop proto=icmp icmptype=8"),
        (
            {"comment": "let us in", "action": "accept", "specialtarget": "dns"},
            "action=accept specialtarget=dns comment=let us in",
        ),
    ],
)
def test_firewall_rules(rule: dict[str, str], text: str) -> None:
    assert parse_firewall(firewall(rule)) == [text]


def test_firewall_order_and_emptiness() -> None:
    rules = parse_firewall(firewall({"action": "accept", "dsthost": "a"}, {"action": "drop"}))
    assert rules == ["action=accept dsthost=a", "action=drop"]
    assert parse_firewall(firewall()) == ["action=drop"]


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"action": "reject"},
        {"action": "accept", "unknown": "1"},
        {"action": "accept", "proto": "gre"},
        {"action": "accept", "dsthost": "a b"},
        {"action": "accept", "dsthost": "10.0.0.0/99"},
        {"action": "accept", "dsthost": "a", "dst4": "1.2.3.4"},
        {"action": "accept", "dst4": "example.org"},
        {"action": "accept", "dstports": "80000"},
        {"action": "accept", "dstports": "9-1"},
        {"action": "accept", "dstports": "http"},
        {"action": "accept", "icmptype": "256"},
        {"action": "accept", "expire": "soon"},
        {"action": "accept", "comment": "a\naction=accept"},
        {"action": "accept dst4=0.0.0.0/0"},
    ],
)
def test_firewall_rules_that_are_refused(rule: dict[str, str]) -> None:
    with pytest.raises(DamagedArchive):
        parse_firewall(firewall(rule))


@pytest.mark.parametrize(
    "xml", [b"", b"<firewall/>", b'<firewall version="1"/>', b"<!DOCTYPE x><firewall/>", b"\0"]
)
def test_firewall_files_that_are_refused(xml: bytes) -> None:
    with pytest.raises(DamagedArchive):
        parse_firewall(xml)


def test_notes_and_menu() -> None:
    assert parse_notes("zażółć\n".encode()) == "zażółć\n"
    assert parse_menu(b"a.desktop\nb.desktop\n") == "a.desktop b.desktop"
    for parser in (parse_notes, parse_menu):
        with pytest.raises(DamagedArchive):
            parser(b"\xff")
    with pytest.raises(DamagedArchive):
        parse_notes(b"\0")
    with pytest.raises(DamagedArchive):
        parse_menu(b"a\x1b[2J")
