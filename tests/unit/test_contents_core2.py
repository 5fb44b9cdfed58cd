"""qubes.xml of version 2 and 3 archives: what the old kinds of qubes are today."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.contents import DeviceRecord, QubeRecord, parse_contents
from qubesmanager.backend.backup.errors import DamagedArchive
from qubesmanager.backend.backup.extras import parse_firewall

BASE = {"backup_content": "True", "backup_size": "4096"}
NET = '<QubesNetVm name="net" qid="2" label="red" template_qid="1" netid="1"/>'
TPL = '<QubesTemplateVm name="tpl" qid="1" label="black" template_qid="none"/>'


def document(*elements: str, default_netvm: str = "2") -> bytes:
    inside = "".join((TPL, NET, *elements))
    return (
        f'<QubesVmCollection default_netvm="{default_netvm}">{inside}</QubesVmCollection>'
    ).encode()


def element(kind: str = "QubesAppVm", **attributes: str) -> str:
    values = {"name": "work", "qid": "5", "label": "blue", "template_qid": "1"}
    values |= BASE | {"backup_path": "vm5", "uses_default_netvm": "True"} | attributes
    return f"<{kind} " + " ".join(f'{k}="{v}"' for k, v in values.items()) + "/>"


def parse(*elements: str, default_netvm: str = "2") -> tuple[QubeRecord, ...]:
    return parse_contents(document(*elements, default_netvm=default_netvm), 3)


def test_a_plain_qube() -> None:
    (record,) = parse(element())
    assert (record.name, record.klass, record.label) == ("work", "AppVM", "blue")
    assert (record.template, record.netvm, record.default_dispvm) == ("tpl", "", "")
    assert (record.properties, record.features, record.devices) == ({}, {}, ())
    assert (record.backup_path, record.size_bytes, record.notes) == ("vm5", 4096, ())


@pytest.mark.parametrize(
    ("kind", "template", "klass", "properties", "features"),
    [
        ("QubesAppVm", "1", "AppVM", {}, {}),
        ("QubesAppVm", "None", "StandaloneVM", {}, {"qrexec": "1", "gui": "1"}),
        ("QubesTemplateVm", "none", "TemplateVM", {}, {"qrexec": "1", "gui": "1"}),
        (
            "QubesTemplateHVm",
            "none",
            "TemplateVM",
            {"virt_mode": "hvm", "kernel": None},
            {"linux-stubdom": ""},
        ),
        ("QubesHVm", "1", "AppVM", {"virt_mode": "hvm", "kernel": None}, {"linux-stubdom": ""}),
        ("QubesProxyVm", "1", "AppVM", {"provides_network": "True"}, {}),
        ("QubesProxyVm", "none", "StandaloneVM", {"provides_network": "True"}, {}),
    ],
)
def test_kinds(
    kind: str,
    template: str,
    klass: str,
    properties: dict[str, str | None],
    features: dict[str, str],
) -> None:
    (record,) = parse(element(kind, template_qid=template))
    assert (record.klass, record.properties, record.features) == (klass, properties, features)


def test_properties_that_differ_from_the_old_defaults() -> None:
    same = {
        "include_in_backups": "True",
        "qrexec_timeout": "60",
        "vcpus": "2",
        "memory": "400",
        "maxmem": "4000",
        "default_user": "user",
        "debug": "False",
        "autostart": "False",
    }
    assert parse(element(**same))[0].properties == {}
    other = {name: value + "1" for name, value in same.items()}
    assert parse(element(**other))[0].properties == other


@pytest.mark.parametrize(
    ("attributes", "kernel"),
    [
        ({"kernel": "3.19", "uses_default_kernel": "True"}, {}),
        ({"kernel": "3.19"}, {}),
        ({"kernel": "3.19", "uses_default_kernel": "False"}, {"kernel": "3.19"}),
        ({"kernel": "None", "uses_default_kernel": "False"}, {"kernel": None}),
    ],
)
def test_kernels(attributes: dict[str, str], kernel: dict[str, str | None]) -> None:
    assert parse(element(**attributes))[0].properties == kernel


@pytest.mark.parametrize(
    ("attributes", "netvm"),
    [
        ({"uses_default_netvm": "False", "netvm_qid": "2"}, "net"),
        ({"uses_default_netvm": "False", "netvm_qid": "none"}, None),
        ({"uses_default_netvm": "False"}, None),
        ({"uses_default_netvm": "True", "netvm_qid": "none"}, ""),
        ({"uses_default_netvm": "False", "netvm_qid": "99"}, ""),
    ],
)
def test_network(attributes: dict[str, str], netvm: str | None) -> None:
    record = parse(element(**attributes))[0]
    assert record.netvm == netvm
    assert any("not in the list" in note for note in record.notes) == ("99" in str(attributes))


def test_network_of_disposables() -> None:
    """An own one, else the qube's; what is not the default needs a template of its own."""
    own = element(uses_default_dispvm_netvm="False", dispvm_netvm_qid="none")
    record, made = parse(own)
    assert record.default_dispvm == made.name == "disp-no-netvm"
    assert (made.klass, made.netvm, made.label, made.synthetic) == ("AppVM", None, "red", True)
    assert made.template_for_dispvms
    assert made.saved_volumes == ()
    inherited = element(uses_default_netvm="False", netvm_qid="none")
    assert parse(inherited)[0].default_dispvm == "disp-no-netvm"
    other = own.replace("vm5", "vm6").replace('"5"', '"6"').replace("work", "b")
    _, record, made = parse(element(), other)
    assert (record.default_dispvm, made.name) == ("disp-no-netvm", "disp-no-netvm")
    record, made = parse(element(uses_default_netvm="False", netvm_qid="2"), default_netvm="None")
    assert (record.default_dispvm, made.netvm) == ("disp-net", "net")


def test_a_disposable_template_that_exists_is_not_made_up() -> None:
    known = '<QubesAppVm name="disp-no-netvm" qid="9" template_qid="1"/>'
    own = element(uses_default_dispvm_netvm="False", dispvm_netvm_qid="none")
    assert [record.name for record in parse(own, known)] == ["work"]


def test_services() -> None:
    services = "{u'meminfo-writer': True, &quot;ntpd&quot;: False,"
    services += " 'qubes-update-check': False, 'cups': True}"
    record = parse(element(services=services))[0]
    assert record.features == {
        "service.meminfo-writer": "1",
        "service.ntpd": "",
        "check-updates": "",
        "cups": "1",
    }
    assert not record.notes
    off = parse(element(services="{'meminfo-writer': False}"))[0]
    assert off.features == {"service.meminfo-writer": ""}
    assert "maxmem" in off.notes[0]


@pytest.mark.parametrize(
    "services",
    ["__import__('os')", "{'a': __import__('os')}", "{'a b': True}", "[" * 9000, "{'a': True"],
)
def test_services_are_never_evaluated(services: str) -> None:
    record = parse(element(services=services))[0]
    assert record.features == {}
    assert record.notes


def test_devices() -> None:
    record = parse(element(pcidevs="['00:19.0', u'02:00.0']"))[0]
    assert record.devices == (
        DeviceRecord("pci", "dom0", "00_19.0"),
        DeviceRecord("pci", "dom0", "02_00.0"),
    )
    record = parse(element(pcidevs="['00:19.0']", pci_strictreset="False"))[0]
    assert record.devices[0].options == {"no-strict-reset": "True"}
    record = parse(element(pcidevs="['../../x']"))[0]
    assert not record.devices
    assert "not understood" in record.notes[0]


def test_dom0() -> None:
    admin = element("QubesAdminVm", qid="0", name="dom0", backup_path="dom0-home/joe", memory="1")
    (record,) = parse(admin)
    assert (record.name, record.klass, record.user) == ("dom0", "AdminVM", "joe")
    assert record.properties == {}


@pytest.mark.parametrize("path", ["appvms/work", "servicevms/a.b", "vm-templates/x-1", "vm12"])
def test_directories(path: str) -> None:
    assert parse(element(backup_path=path))[0].backup_path == path


@pytest.mark.parametrize(
    "path", ["appvms/..", "appvms/.", "appvms/a/b", "/etc", "etc/x", "appvms/", "dom0-home/x"]
)
def test_impossible_directories(path: str) -> None:
    with pytest.raises(DamagedArchive, match="impossible directory"):
        parse(element(backup_path=path))


def test_what_is_not_in_the_backup_may_be_anything() -> None:
    strange = '<QubesEvilVm name="../x" qid="77"/><QubesDisposableVm qid="8" name="disp1"/>'
    assert [record.name for record in parse(element(), strange)] == ["work"]
    with pytest.raises(DamagedArchive, match="unknown class"):
        parse(element("QubesEvilVm"))


def test_old_firewall() -> None:
    rules = parse_firewall(
        b'<QubesFirewallRules policy="allow" dns="deny"><rule address="10.0.0.1" proto="udp"'
        b' port="53" expire="12"/><rule address="example.org" proto="any"/></QubesFirewallRules>'
    )
    assert rules == [
        "action=drop specialtarget=dns",
        "action=accept proto=icmp",
        "action=drop proto=udp dst4=10.0.0.1/32 dstports=53-53 expire=12",
        "action=drop dsthost=example.org",
        "action=accept",
    ]


@pytest.mark.parametrize(
    "text",
    [
        b"<QubesFirewallRules/>",
        b'<QubesFirewallRules policy="maybe"/>',
        b'<QubesFirewallRules policy="deny"><rule address="300.1.1.1"/></QubesFirewallRules>',
        b'<QubesFirewallRules policy="deny"><rule address="a;b"/></QubesFirewallRules>',
        b'<QubesFirewallRules policy="deny"><rule port="99999"/></QubesFirewallRules>',
        b'<QubesFirewallRules policy="deny"><rule port="9" toport="2"/></QubesFirewallRules>',
        b'<QubesFirewallRules policy="deny"><rule port="9" proto="any"/></QubesFirewallRules>',
        b'<QubesFirewallRules policy="deny"><rule netmask="33"/></QubesFirewallRules>',
    ],
)
def test_old_firewall_refused(text: bytes) -> None:
    with pytest.raises(DamagedArchive):
        parse_firewall(text)


WHOLE = document(
    element(services="{'cups': True}", pcidevs="['00:19.0']", uses_default_netvm="False"),
    element("QubesTemplateVm", name="t", qid="7", backup_path="vm-templates/t"),
)


@settings(deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 7), st.booleans())
def test_any_damage(position: int, bit: int, cut: bool) -> None:
    damaged = bytearray(WHOLE[:position] if cut else WHOLE)
    if not cut:
        damaged[position] ^= 1 << bit
    try:
        parse_contents(bytes(damaged), 2)
    except DamagedArchive as error:
        assert str(error)
