"""What libvirt is told of a machine: facts, turned into domain XML by a stylesheet, then checked.

The facts are a small document of our own (`facts_document`); ``qemu.xsl`` and ``xen.xsl`` beside
this module make libvirt's format of it (https://libvirt.org/formatdomain.html). A person may put
``NAME.xsl`` for one qube or ``default.xsl`` for all into the store's ``hypervisor/templates``. Such
a file usually takes over ours and changes one rule::

    <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:import href="stock:qemu.xsl"/>
      <xsl:template name="more-devices"><sound model="ich9"/></xsl:template>
    </xsl:stylesheet>

Values get into the XML as values, never as text that is read as XML again.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lxml import etree

HERE = Path(__file__).parent
RUN_NAMESPACE = "urn:qube-manager:run"
_QEMU_NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0"
_STOCK = "stock:"
_MAX_TEMPLATE_BYTES = 1 << 20
# libvirt gives out a PC's slots from below and does not know of these cards.
_LINK_SLOTS = range(0x1F, 0x0F, -1)
_DISK_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Their letters are theirs, whichever of them a qube has.
_FIXED = ("root", "private", "volatile", "kernel")


class DomainXMLError(Exception):
    """A template, or what came of it, that cannot be used."""


@dataclass(frozen=True)
class Disk:
    """A volume that is attached. ``lasting``: what is written matters after the run."""

    name: str
    path: str
    rw: bool
    lasting: bool


@dataclass(frozen=True)
class Network:
    """Xen's way to the netvm: by its name."""

    mac: str
    ip: str
    netvm: str


@dataclass(frozen=True)
class Link:
    """A network card whose wire is a pair of datagram sockets: its own and its peer's."""

    name: str
    mac: str
    own_socket: str
    peer_socket: str


@dataclass(frozen=True)
class MachineFacts:
    """All that a template may use. ``accelerator``: kvm, tcg or xen. ``outside_mac``: of a card
    that leads out of the host by whatever way its user has (QEMU's user-mode network).
    """

    name: str
    uuid: UUID
    accelerator: str
    emulator: str
    virt_mode: str
    memory_mib: int
    maxmem_mib: int
    vcpus: int
    kernel: str | None
    initrd: str | None
    command_line: str | None
    disks: Sequence[Disk]
    pci: Sequence[str]
    network: Network | None
    links: Sequence[Link]
    agent_socket: str
    console_log: str | None
    started_s: int
    outside_mac: str | None = None


def facts_document(facts: MachineFacts) -> etree._ElementTree:
    """``<machine ...>`` with ``<disk/>... <pci/>... <network/> <outside/> <link/>...``

    What is unset is absent.
    """
    root = etree.Element(
        "machine",
        {
            "name": facts.name,
            "uuid": str(facts.uuid),
            "accelerator": facts.accelerator,
            "emulator": facts.emulator,
            "virt-mode": facts.virt_mode,
            "memory-mib": str(facts.memory_mib),
            "maxmem-mib": str(facts.maxmem_mib),
            "vcpus": str(facts.vcpus),
            "agent-socket": facts.agent_socket,
            "started": str(facts.started_s),
        },
    )
    for name, value in (
        ("kernel", facts.kernel),
        ("initrd", facts.initrd),
        ("command-line", facts.command_line),
        ("console-log", facts.console_log),
    ):
        if value is not None:
            root.set(name, value)
    for letter, disk in _lettered(facts.disks):
        attributes = {"name": disk.name, "letter": letter, "path": disk.path}
        attributes["kind"] = "block" if _is_block_device(disk.path) else "file"
        attributes["access"] = "rw" if disk.rw else "ro"
        attributes["lasting"] = "yes" if disk.lasting else "no"
        etree.SubElement(root, "disk", attributes)
    for address in facts.pci:
        bus, _, rest = address.partition(":")
        slot, _, function = rest.partition(".")
        etree.SubElement(root, "pci", {"bus": bus, "slot": slot, "function": function})
    if len(facts.links) > len(_LINK_SLOTS):
        raise DomainXMLError(f"a machine can start with at most {len(_LINK_SLOTS)} network cards")
    if facts.network is not None:
        network = facts.network
        attributes = {"mac": network.mac, "ip": network.ip, "netvm": network.netvm}
        etree.SubElement(root, "network", attributes)
    if facts.outside_mac is not None:
        etree.SubElement(root, "outside", {"mac": facts.outside_mac})
    for number, link in zip(_LINK_SLOTS, facts.links, strict=False):
        attributes = {"name": link.name, "mac": link.mac, "slot": f"{number:#x}"}
        attributes.update({"own-socket": link.own_socket, "peer-socket": link.peer_socket})
        etree.SubElement(root, "link", attributes)
    return root.getroottree()


def _lettered(disks: Sequence[Disk]) -> list[tuple[str, Disk]]:
    """root, private, volatile, kernel are the first four letters, whoever is missing."""
    letters = dict(zip(_FIXED, _DISK_LETTERS, strict=False))
    free = iter(_DISK_LETTERS[len(_FIXED) :])
    lettered = [(letters.get(disk.name) or next(free, ""), disk) for disk in disks]
    if not all(letter for letter, _ in lettered):
        raise DomainXMLError(f"a machine has at most {len(_DISK_LETTERS)} disks")
    return sorted(lettered, key=lambda pair: pair[0])


def _is_block_device(path: str) -> bool:
    try:
        return stat.S_ISBLK(Path(path).stat().st_mode)
    except OSError as error:
        raise DomainXMLError(f"the disk {path} is not there: {error.strerror}") from error


def build(facts: MachineFacts, stock: str, templates: Path) -> str:
    """Blocking. The domain XML by the person's template, else by ours of that name.

    DomainXMLError says which template is wrong and where.
    """
    path = next(
        (path for name in (facts.name, "default") if (path := templates / f"{name}.xsl").exists()),
        HERE / stock,
    )
    try:
        result = _transform(path)(facts_document(facts))
    except (etree.LxmlError, OSError) as error:
        raise DomainXMLError(f"the template {path}: {error}") from error
    root = result.getroot()
    if root is None:
        raise DomainXMLError(f"the template {path} makes no document")
    try:
        _check(root, facts)
    except DomainXMLError as error:
        raise DomainXMLError(f"the template {path}: {error}") from error
    return etree.tostring(root, encoding="unicode", pretty_print=True)


class _StockResolver(etree.Resolver):
    """``stock:qemu.xsl`` is ours."""

    def resolve(self, url: str, pubid: str, context: object) -> object:  # type: ignore[override]
        if not url.startswith(_STOCK):
            return None
        name = url.removeprefix(_STOCK)
        if name not in ("qemu.xsl", "xen.xsl"):
            raise DomainXMLError(f"there is no stock template {name!r}")
        return self.resolve_filename(str(HERE / name), context)


def _transform(path: Path) -> etree.XSLT:
    if path.stat().st_size > _MAX_TEMPLATE_BYTES:
        raise DomainXMLError(f"the template {path} is too long")
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_StockResolver())
    access = etree.XSLTAccessControl(
        read_network=False, write_network=False, write_file=False, create_dir=False
    )
    return etree.XSLT(etree.parse(path, parser), access_control=access)


def _check(root: etree._Element, facts: MachineFacts) -> None:
    """Whatever the template says: it is this machine, and one without netvm has no network."""
    if root.tag != "domain":
        raise DomainXMLError(f"makes <{root.tag!s}>, not <domain>")
    for tag, wanted in (("name", facts.name), ("uuid", str(facts.uuid))):
        if root.findtext(tag) != wanted:
            raise DomainXMLError(f"<{tag}> must be {wanted!r}, not {root.findtext(tag)!r}")
    ends = [root.findtext(f"on_{what}") for what in ("poweroff", "reboot", "crash")]
    if ends != ["destroy"] * 3:
        raise DomainXMLError("a machine must end (destroy) on_poweroff, on_reboot and on_crash")
    own = {disk.path for disk in facts.disks}
    for source in root.iterfind("./devices/disk/source"):
        path = source.get("file") or source.get("dev")
        shared = source.getparent().find("readonly") is not None  # type: ignore[union-attr]
        if path not in own and not shared:
            raise DomainXMLError(f"the disk {path!r} is no volume of this qube, and not read only")
    for path, why in (("./os/kernel", facts.kernel), ("./os/cmdline", facts.command_line)):
        if root.find(path) is not None and why is None:
            raise DomainXMLError("a host's kernel is given to a qube that boots its own")
    arguments = [arg.get("value", "") for arg in root.iterfind(f".//{{{_QEMU_NAMESPACE}}}arg")]
    has_card = root.find("./devices/interface") is not None or any(
        word in ("-net", "-netdev", "-nic") for word in arguments
    )
    may_have_one = facts.network or facts.links or facts.outside_mac
    if has_card and not may_have_one:
        raise DomainXMLError("a network interface is given to a qube that has no netvm")


def started_at(xml: str) -> int | None:
    """Blocking only for the processor. The second of the start that a running machine carries."""
    root = etree.fromstring(xml.encode())
    text = root.findtext(f"./metadata/{{{RUN_NAMESPACE}}}run/{{{RUN_NAMESPACE}}}started")
    return int(text) if text is not None and text.isdigit() else None
