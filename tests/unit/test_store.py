"""Reading and writing qubes.xml; what cannot be understood is refused with its line."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qubesmanager.backend.app import App
from qubesmanager.backend.store import (
    Node,
    StoreError,
    domain_xml,
    parse_store,
    read_store,
    store_xml,
    write_store,
)

from .stock_store import (
    ADMIN,
    DISPOSABLE,
    DOMAINS,
    NET,
    PROPERTIES,
    REMOTE,
    STANDALONE,
    TEMPLATE,
    USB,
    WORK,
    stock_xml,
    write_stock_store,
)

HOME = Path("/var/lib/qubes")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_records_of_a_stock_store() -> None:
    record = parse_store(stock_xml(HOME).encode())
    assert [label.name for label in record.labels] == [
        "red",
        "green",
        "gray",
        "black",
        "deep-sky.2",
    ]
    assert [domain.klass for domain in record.domains].count("AppVM") == 3
    assert record.extras == (Node("weather", (), "", (Node("today", (("sky", "clear"),)),)),)
    work = record.domains[3]
    assert work.properties["colour_of_the_frame"] == "mauve & <teal>"
    assert work.features == {"menu-items": "a.desktop b.desktop", "internal": ""}
    assert work.devices[0].children[0].children[1].text == "xvdi"
    assert work.extras[0].children[0].text == "02:00"
    assert [volume["name"] for volume in work.volumes] == ["root", "extra1"]
    assert record.domains[6].properties["label"] == "label-8"


def test_what_is_written_reads_the_same() -> None:
    record = parse_store(stock_xml(HOME).encode())
    data = store_xml(record, [domain_xml(domain) for domain in record.domains])
    assert parse_store(data) == record


async def test_load_save_load_is_identical(tmp_path: Path) -> None:
    path = write_stock_store(tmp_path)
    before = read_store(path)
    app = await App.load(tmp_path)
    await app.save()
    first = path.read_bytes()
    written = read_store(path)
    assert written.labels == before.labels
    assert {pool["name"]: pool for pool in written.pools} == {
        pool["name"]: pool for pool in before.pools
    }
    assert written.properties == before.properties
    assert written.extras == before.extras
    was = {domain.properties.get("name", "dom0"): domain for domain in before.domains}
    for domain in written.domains:
        old = was.pop(domain.properties.get("name", "dom0"))
        label = old.properties["label"].replace("label-8", "black").replace("label-1", "red")
        assert domain.properties == {**old.properties, "label": label}
        assert domain.klass == old.klass
        assert domain.features == old.features
        assert set(domain.tags) == set(old.tags)
        assert domain.devices == old.devices
        assert domain.extras == old.extras
    assert not was
    again = await App.load(tmp_path)
    await again.save()
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("debian-12", TEMPLATE),
        ("sys-net", NET),
        ("work", WORK),
        ("win", STANDALONE),
        ("disp3603", DISPOSABLE),
        ("sys-usb", USB),
        ("far-away", REMOTE),
    ],
)
@pytest.mark.row("S1.5")
async def test_volumes_that_a_store_names_stay(tmp_path: Path, name: str, domain: str) -> None:
    path = write_stock_store(tmp_path)
    before = parse_store(stock_xml(tmp_path, (ADMIN, domain)).encode()).domains[1]
    await (await App.load(tmp_path)).save()
    after = next(d for d in read_store(path).domains if d.properties.get("name") == name)
    volumes = {volume["name"]: volume for volume in after.volumes}
    for old in before.volumes:
        if old["name"] != "kernel":
            kept = {key: value for key, value in old.items() if key != "internal"}
            assert kept.items() <= volumes[old["name"]].items()


async def test_a_stock_store_is_written_letter_by_letter(tmp_path: Path) -> None:
    """As the stock daemon writes it (an archive's), with one of everything else by hand."""
    text = (Path(__file__).parent / "data" / "stock_store.xml").read_text()
    path = write_stock_store(tmp_path, text.replace("@HOME@", str(tmp_path)))
    app = await App.load(tmp_path)
    await app.save()
    assert path.read_text().replace(str(tmp_path), "@HOME@") == text
    await app.qubes["demo-work"].tags.add("more")
    await app.qubes["demo-work"].tags.remove("more")
    assert path.read_text().replace(str(tmp_path), "@HOME@") == text


async def test_the_stock_daemon_needs_a_default_kernel(tmp_path: Path) -> None:
    path = write_stock_store(tmp_path, stock_xml(tmp_path, properties=""))
    await (await App.load(tmp_path)).save()
    assert read_store(path).properties["default_kernel"] == ""


async def test_a_disposable_without_a_number_gets_one(tmp_path: Path) -> None:
    line = '        <property name="dispid">3603</property>\n'
    path = write_stock_store(tmp_path, stock_xml(tmp_path).replace(line, ""))
    app = await App.load(tmp_path)
    dispid = app.qubes["disp3603"].properties.value("dispid")
    await app.save()
    record = next(d for d in read_store(path).domains if d.klass == "DispVM")
    assert record.properties["dispid"] == str(dispid)


BROKEN = {
    "root": ("<qubes version", "<cubes version", "mismatch"),
    "version": ('version="3.0"', 'version="4.7"', "4.7"),
    "unclosed": ("</features>", "<features>", ""),
    "unknown class": ('class="StandaloneVM"', 'class="ProxyVM"', "ProxyVM"),
    "label name": (">deep-sky.2</label>", ">1234</label>", "1234"),
    "label id": ('id="label-12"', 'id="twelve"', "twelve"),
    "same label": (">deep-sky.2</label>", ">black</label>", "black"),
    "same index": ('id="label-12"', 'id="label-8"', "8"),
    "same pool": ('<pool name="lvm"', '<pool name="varlibqubes"', "varlibqubes"),
    "dispid": ('"dispid">3603<', '"dispid">10000<', "dispid"),
    "pool without driver": (' driver="linux-kernel"', "", "driver"),
    "bad number": (">600</property>", ">lots</property>", "memory"),
    "negative memory": (">600</property>", ">-600</property>", "memory"),
    "bad switch": ('provides_network">True', 'provides_network">perhaps', "provides_network"),
    "mac": ("00:16:3e:5e:6c:11", "00:16:3e:5e:6c:zz", "mac"),
    "template": (
        ">debian-12</property>\n      </properties>\n      <features>\n        <feature "
        'name="servicevm"',
        ">gone</property>\n      </properties>\n      <features>\n"
        '        <feature name="servicevm"',
        "gone",
    ),
    "template of a disposable": (
        '<property name="template">work</property>',
        '<property name="template">debian-12</property>',
        "debian-12",
    ),
    "netvm": ('<property name="netvm">sys-net<', '<property name="netvm">sys-nut<', "sys-nut"),
    "global reference": ('"default_netvm">sys-net<', '"default_netvm">sys-nut<', "sys-nut"),
    "global number": ('"stats_interval">5<', '"stats_interval">five<', "stats_interval"),
    "same qid": ('<property name="qid">4<', '<property name="qid">3<', "qid"),
    "same uuid": (
        "de7a60e1-a6c2-4f9d-a38f-45e616b34bd0",
        "82fcc3cc-ab74-4216-8dba-954deefee014",
        "uuid",
    ),
    "same name": ('<property name="name">win<', '<property name="name">work<', "work"),
    "bad name": ('<property name="name">win<', '<property name="name">../etc<', "../etc"),
    "bad qid": ('<property name="qid">4<', '<property name="qid">10000<', "qid"),
    "bad uuid": ("de7a60e1-a6c2-4f9d-a38f-45e616b34bd0", "de7a60e1", "uuid"),
    "property twice": (
        '<property name="virt_mode">hvm</property>\n        <property name="netvm">sys-net',
        '<property name="kernel">hvm</property>\n        <property name="netvm">sys-net',
        "kernel",
    ),
    "nameless tag": ('<tag name="important"/>', "<tag/>", "name"),
    "foreign element": ('<tag name="important"/>', "<flag/>", "flag"),
    "element in a text": (">Linux</feature>", "><b>Linux</b></feature>", "feature"),
    "volume twice": ('<volume name="extra1"', '<volume name="root"', "root"),
    "nameless volume": ('<volume name="extra1"', "<volume", "name"),
    "namespace": ("<weather>", '<weather xmlns="urn:x">', "namespace"),
}


@pytest.mark.parametrize("kind", BROKEN)
async def test_a_broken_store_names_its_line_and_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    old, new, hint = BROKEN[kind]
    text = stock_xml(tmp_path)
    broken = text.replace(old, new, 1)
    assert broken != text
    path = write_stock_store(tmp_path, broken)
    with pytest.raises(StoreError) as caught:
        await App.load(tmp_path)
    assert caught.value.path == path
    assert hint in caught.value.reason
    assert str(path) in str(caught.value)
    # Where an element is not closed is a matter of opinion.
    if kind not in ("root", "unclosed"):
        assert caught.value.line == line_of(text, old), str(caught.value)
    assert caught.value.line > 0
    assert path.read_text() == broken
    assert [entry.name for entry in tmp_path.iterdir()] == ["qubes.xml"]


async def test_a_label_that_is_gone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The qube is trusted least until somebody says otherwise; the rest of the store is there."""
    text = stock_xml(tmp_path)
    write_stock_store(tmp_path, text.replace(">deep-sky.2</property>", ">no-such</property>", 1))
    app = await App.load(tmp_path)
    assert str(app.qubes["work"].properties.value("label")) == "red"
    line = line_of(text, ">deep-sky.2</property>")
    assert f"line {line} of the store: there is no label 'no-such'; qube 'work'" in caplog.text


def test_lines_are_right_far_down() -> None:
    text = stock_xml(HOME).replace("<domains>", "<domains>" + "\n" * 200_000)
    broken = text.replace(">600</property>", ">lots</property>")
    record = parse_store(broken.encode())
    assert record.domains[1].line_of("memory") == line_of(broken, ">lots<")


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE qubes [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE qubes SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE qubes [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        "<!DOCTYPE qubes>",
    ],
)
def test_a_document_type_is_refused(prolog: str) -> None:
    text = stock_xml(HOME).replace("<qubes ", prolog + "<qubes ")
    with pytest.raises(StoreError, match="document type"):
        parse_store(text.encode())
    with pytest.raises(StoreError):
        parse_store(text.replace(">Linux<", ">&a;<").encode())


def test_entities_that_grow_are_refused_at_once() -> None:
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)
    )
    text = f"<!DOCTYPE qubes [{entities}]><qubes version='3.0'><labels>&e11;</labels></qubes>"
    with pytest.raises(StoreError):
        parse_store(text.encode())


@given(st.data())
def test_truncated_or_damaged_text_gives_store_error_only(data: st.DataObject) -> None:
    raw = bytearray(stock_xml(HOME).encode())
    if data.draw(st.booleans()):
        del raw[data.draw(st.integers(0, len(raw) - 12)) :]
    else:
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] ^= data.draw(st.integers(1, 255))
        with contextlib.suppress(StoreError):
            parse_store(bytes(raw))
        return
    with pytest.raises(StoreError):
        parse_store(bytes(raw))


GOLDEN = (Path(__file__).parent / "data" / "stock_store.xml").read_text()
VALUES = [(m.start(1), m.end(1)) for m in re.finditer(r">([^<>\n]+)(?=<)", GOLDEN)]
VALUES += [(m.start(1), m.end(1)) for m in re.finditer(r'"([^"\n]*)"', GOLDEN)]
WORDS = sorted({GOLDEN[start:end] for start, end in VALUES})


@st.composite
def damaged_stores(draw: st.DrawFn) -> bytes:
    """A value that belongs elsewhere or nowhere, a line too few, too many or in the wrong place."""
    lines = GOLDEN.splitlines(keepends=True)
    match draw(st.sampled_from(("value", "lost", "twice"))):
        case "value":
            start, end = draw(st.sampled_from(VALUES))
            word = draw(st.sampled_from(["", "-1", "9" * 25, "é", "None", "\t", *WORDS]))
            return (GOLDEN[:start] + word + GOLDEN[end:]).encode()
        case "lost":
            del lines[draw(st.integers(0, len(lines) - 1))]
        case _:
            line = draw(st.sampled_from(lines))
            lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines).encode()


@settings(deadline=None, max_examples=150)
@given(data=damaged_stores())
async def test_a_damaged_store_is_refused_or_works(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / "qubes.xml").write_bytes(data.replace(b"@HOME@", bytes(home)))
    try:
        app = await App.load(home)
    except StoreError as error:
        assert error.line > 0 or "dom0" in error.reason
        return
    for qube in app.qubes.values():
        for name in qube.properties.names():
            qube.properties.get(name)
        list(qube.volumes)
    await app.save()
    assert (await App.load(home)).to_xml() == app.to_xml()


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\t\n\r")
    | st.sampled_from("<>&\"'")
)


@given(TEXT, TEXT)
def test_every_text_survives(feature: str, identity: str) -> None:
    record = parse_store(stock_xml(HOME).encode())
    work = record.domains[3]
    work.features["odd"] = feature
    work.devices = (Node("devices", (("class", identity),), "", (Node("device", (), feature),)),)
    data = store_xml(record, [domain_xml(domain) for domain in record.domains])
    assert parse_store(data) == record


def test_an_old_firewall_netvm_goes_to_those_that_provide_network() -> None:
    properties = PROPERTIES + '    <property name="default_fw_netvm">debian-12</property>\n'
    provides = '<property name="provides_network">True</property>'
    domains = [NET.replace('        <property name="netvm"></property>\n', "")]
    for domain in (ADMIN, TEMPLATE, WORK, STANDALONE, DISPOSABLE, REMOTE):
        domains.append(domain)
        if domain not in (ADMIN, REMOTE):
            line = '        <property name="name">'
            domains.append(domain.replace(line, f"        {provides}\n{line}"))
    text = re.sub(' id="domain-[0-9]+"', "", stock_xml(HOME, tuple(domains), properties))
    record = parse_store(text.encode())
    assert "default_fw_netvm" not in record.properties
    netvms = [(d.klass, d.properties.get("netvm")) for d in record.domains]
    assert netvms == [
        ("AppVM", "debian-12"),
        ("AdminVM", None),
        ("TemplateVM", ""),
        ("TemplateVM", ""),
        ("AppVM", None),
        ("AppVM", "debian-12"),
        ("StandaloneVM", "sys-net"),
        ("StandaloneVM", "sys-net"),
        ("DispVM", None),
        ("DispVM", "debian-12"),
        ("RemoteVM", None),
    ]


def test_an_old_firewall_netvm_that_is_the_default_only_goes() -> None:
    properties = PROPERTIES + '    <property name="default_fw_netvm">sys-net</property>\n'
    text = stock_xml(HOME, properties=properties)
    assert parse_store(text.encode()) == parse_store(stock_xml(HOME).encode())


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "qubes.xml"
    write_store(path, b"one")
    write_store(path, b"two")
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert os.listdir(tmp_path) == ["qubes.xml"]


def test_our_text_is_the_same_to_another_reader() -> None:
    record = parse_store(stock_xml(HOME).encode())
    data = store_xml(record, [domain_xml(domain) for domain in record.domains])
    root = etree.fromstring(data)
    assert root.tag == "qubes"
    assert root.get("version") == "3.0"
    assert [child.tag for child in root][:4] == ["labels", "pools", "properties", "domains"]
    assert len(root.findall("./domains/domain")) == len(DOMAINS)
    option = root.find("./domains/domain[@id='domain-2']/devices/device/option")
    assert option is not None
    assert option.text == "True"


def test_two_domains_of_one_id_are_refused() -> None:
    text = stock_xml(HOME).replace('id="domain-2"', 'id="domain-1"')
    with pytest.raises(StoreError, match="'domain-1' is given twice") as caught:
        parse_store(text.encode())
    assert caught.value.line == line_of(text, 'id="domain-1" class="AppVM"')


async def test_a_volume_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    extra = '<volume name="more" pool="varlibqubes" vid="appvms/work/more" rw="True" size="x"/>'
    text = stock_xml(tmp_path, (ADMIN, TEMPLATE, NET, WORK))
    before, after = text.split('<domain id="domain-3"')
    text = (
        before
        + '<domain id="domain-3"'
        + after.replace("</volume-config>", f"{extra}\n</volume-config>", 1)
    )
    write_stock_store(tmp_path, text)
    await App.load(tmp_path)
    assert f"(line {line_of(text, extra)} of the store) is unavailable" in caplog.text
