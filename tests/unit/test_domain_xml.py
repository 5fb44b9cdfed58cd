"""What libvirt is told of a machine: by our templates, by a person's, and what is refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from qubesmanager.backend.hypervisor import kvm
from qubesmanager.backend.hypervisor.choice import read_choice
from qubesmanager.backend.hypervisor.domain_xml import (
    Disk,
    DomainXMLError,
    Link,
    MachineFacts,
    Network,
    build,
    started_at,
)
from qubesmanager.backend.hypervisor.machine import HypervisorError
from tests.conftest import missing
from tests.runtime import guest

UUID_TEXT = "00000000-0000-0000-0000-0000000000aa"
SCHEMA = Path("/usr/share/libvirt/schemas/domain.rng")


@pytest.fixture
def facts(tmp_path: Path) -> MachineFacts:
    """Whatever a person may call things: what is XML in a value stays a value."""
    odd = tmp_path / "a <b> & 'c'.img"
    odd.touch()
    return MachineFacts(
        name="work",
        uuid=UUID(UUID_TEXT),
        accelerator="tcg",
        emulator="/usr/bin/qemu-system-x86_64",
        virt_mode="pvh",
        memory_mib=400,
        maxmem_mib=4000,
        vcpus=2,
        kernel="/kernels/6.1/vmlinuz",
        initrd="/kernels/6.1/initramfs",
        command_line='root=/dev/vda "quoted" <&>',
        disks=[
            Disk("root", str(odd), rw=True, lasting=False),
            Disk("private", str(odd), rw=True, lasting=True),
            Disk("kernel", str(odd), rw=False, lasting=False),
            Disk("extra", str(odd), rw=True, lasting=True),
        ],
        pci=["00:1f.2"],
        network=None,
        links=[],
        agent_socket="/run/agent.sock",
        console_log=None,
        started_s=1234,
    )


def made(facts: MachineFacts, tmp_path: Path, stock: str = "qemu.xsl") -> etree._Element:
    return etree.fromstring(build(facts, stock, tmp_path / "templates").encode())


def test_qemu(facts: MachineFacts, tmp_path: Path) -> None:
    root = made(facts, tmp_path)
    assert (root.get("type"), root.findtext("name"), root.findtext("uuid")) == (
        "qemu",
        "work",
        UUID_TEXT,
    )
    assert root.findtext("os/cmdline") == facts.command_line
    disks = {
        disk.find("target").get("dev"): disk.findtext("serial")
        for disk in root.iterfind("devices/disk")
    }
    assert disks == {"vda": "root", "vdb": "private", "vdd": "kernel", "vde": "extra"}
    assert root.find("devices/disk/source").get("file") == facts.disks[0].path
    (readonly,) = (
        disk for disk in root.iterfind("devices/disk") if disk.find("readonly") is not None
    )
    assert readonly.findtext("serial") == "kernel"
    assert root.find("devices/hostdev/source/address").get("slot") == "0x1f"
    assert root.find("devices/channel/target").get("name") == "org.qubes.agent.0"
    assert started_at(etree.tostring(root, encoding="unicode")) == 1234
    assert made(replace(facts, accelerator="kvm"), tmp_path).get("type") == "kvm"


def test_a_way_out_of_the_host(facts: MachineFacts, tmp_path: Path) -> None:
    root = made(replace(facts, outside_mac="00:16:3e:5e:6c:00"), tmp_path)
    (card,) = root.iterfind("devices/interface")
    assert (card.get("type"), card.find("mac").get("address")) == ("user", "00:16:3e:5e:6c:00")
    assert made(facts, tmp_path).find("devices/interface") is None


def test_a_qube_that_boots_itself(facts: MachineFacts, tmp_path: Path) -> None:
    own = replace(facts, kernel=None, initrd=None, command_line=None, virt_mode="hvm")
    for stock in ("qemu.xsl", "xen.xsl"):
        root = made(own, tmp_path, stock)
        assert root.find("os/kernel") is root.find("os/cmdline") is None
        assert root.find("os/boot").get("dev") == "hd"


@pytest.mark.parametrize(
    ("virt_mode", "kind"), [("pvh", "xenpvh"), ("hvm", "hvm"), ("pv", "linux")]
)
def test_xen(facts: MachineFacts, tmp_path: Path, virt_mode: str, kind: str) -> None:
    network = Network("00:16:3e:5e:6c:00", "10.137.0.5", "sys-net")
    root = made(
        replace(facts, accelerator="xen", virt_mode=virt_mode, network=network), tmp_path, "xen.xsl"
    )
    assert (root.get("type"), root.findtext("os/type")) == ("xen", kind)
    assert (root.findtext("memory"), root.findtext("currentMemory")) == ("4000", "400")
    assert root.find("devices/interface/backenddomain").get("name") == "sys-net"
    targets = [disk.find("target").get("dev") for disk in root.iterfind("devices/disk")]
    assert targets == ["xvda", "xvdb", "xvdd", "xvde"]


@pytest.mark.parametrize("stock", ["qemu.xsl", "xen.xsl"])
def test_libvirt_knows_the_form(facts: MachineFacts, tmp_path: Path, stock: str) -> None:
    """By its own schema."""
    if not SCHEMA.exists():
        missing(str(SCHEMA))
    wired = replace(
        facts,
        links=[Link("netvm", "00:16:3e:5e:6c:00", "/run/a", "/run/b")],
        console_log="/l",
        outside_mac="00:16:3e:5e:6c:01",
    )
    text = build(wired if stock == "qemu.xsl" else facts, stock, tmp_path)
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(etree.fromstring(text.encode())), schema.error_log


def test_a_template_of_a_person(facts: MachineFacts, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "default.xsl").write_text(style('<sound model="ich9"/>'))
    assert made(facts, tmp_path).find("devices/sound").get("model") == "ich9"
    (templates / "work.xsl").write_text(style("<tpm><backend type='emulator'/></tpm>"))
    assert made(facts, tmp_path).find("devices/sound") is None
    assert made(facts, tmp_path).find("devices/tpm") is not None


def style(devices: str, more: str = "") -> str:
    return f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
  <xsl:import href="stock:qemu.xsl"/>
  <xsl:template name="more-devices">{devices}</xsl:template>
  {more}
</xsl:stylesheet>
"""


@pytest.mark.parametrize(
    ("devices", "more", "words"),
    [
        ("<interface type='user'/>", "", "no netvm"),
        (
            "",
            "<xsl:template name='more'><qemu:commandline><qemu:arg value='-nic'/>"
            "</qemu:commandline></xsl:template>",
            "no netvm",
        ),
        ("<disk type='file'><source file='/etc/shadow'/></disk>", "", "no volume of this qube"),
        ("", "<xsl:template match='/machine'><domain/></xsl:template>", "<name> must be 'work'"),
        ("", "<xsl:template match='/machine'><other/></xsl:template>", "makes <other>"),
        ("", "<xsl:template match='/machine'/>", "makes no document"),
        ("<xsl:value-of select='document(\"http://x/\")'/>", "", "template"),
        ("<unclosed>", "", "work.xsl"),
    ],
)
def test_templates_that_are_refused(
    facts: MachineFacts, tmp_path: Path, devices: str, more: str, words: str
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "work.xsl").write_text(style(devices, more))
    with pytest.raises(DomainXMLError, match=words):
        made(facts, tmp_path)


def test_a_disk_that_is_away(facts: MachineFacts, tmp_path: Path) -> None:
    Path(facts.disks[0].path).unlink()
    with pytest.raises(DomainXMLError, match="is not there"):
        made(facts, tmp_path)


def test_which_hypervisor(tmp_path: Path) -> None:
    config = tmp_path / "hypervisor.conf"
    assert read_choice(config).accelerator == "auto"
    config.write_text("[hypervisor]\nuri = qemu+ssh://host/system\naccelerator = kvm\n")
    assert read_choice(config).uri == "qemu+ssh://host/system"
    assert not read_choice(config).is_xen
    config.write_text("[hypervisor]\nuri = xen+ssh://host/\n")
    assert read_choice(config).is_xen
    config.write_text("[hypervisor]\noutside = user\n")
    assert read_choice(config).outside
    wrong = ("accelerator = fast", "outside = yes", "acelerator = tcg")
    for text in (*(f"[hypervisor]\n{line}\n" for line in wrong), "hypervisor\n", "\xff"):
        config.write_bytes(text.encode("latin-1"))
        with pytest.raises(HypervisorError, match="hypervisor.conf"):
            read_choice(config)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"uri = none\n", "line 1: the line [hypervisor] has to come first"),
        (
            b"[hypervisor]\n\nnonsense\nmore nonsense\n",
            "line 3: this is not of the form NAME = VALUE",
        ),
        (b"[hypervisor]\nuri = a\nuri = b\n", "line 3: uri is said twice"),
        (b"[hypervisor]\n[hypervisor]\n", "line 2: [hypervisor] is there twice"),
        (b"[hypervisor]\nuri = \xff\n", "line 2: this is not text in UTF-8"),
    ],
)
def test_a_broken_choice_is_told_in_one_sentence(tmp_path: Path, text: bytes, fault: str) -> None:
    config = tmp_path / "hypervisor.conf"
    config.write_bytes(text)
    with pytest.raises(HypervisorError) as caught:
        read_choice(config)
    assert str(caught.value) == f"{config}, {fault}"


async def test_the_probe_of_kvm_boots_a_kernel() -> None:
    """Whether KVM works here is up to this machine; that emulation works is not."""
    if reason := guest.lacking():
        missing(reason)
    release = (guest.KERNEL / "release").read_text().strip()
    emulator = Path(shutil.which("qemu-system-x86_64") or "")
    kernel = guest.KERNEL / "boot" / f"vmlinuz-{release}"
    assert await kvm.boots(emulator, kernel, "tcg", timeout_s=60)
    assert not await kvm.boots(emulator, Path("/dev/null"), "tcg", timeout_s=60)
