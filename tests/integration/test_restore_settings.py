"""Everything that an archive can say of a qube, restored by a real worker into a real qubesd."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest

from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client.connection import Connection
from qubesmanager.client.restore_job import RestoreJob
from qubesmanager.client.system import System
from qubesmanager.restore_target import ClientTarget
from tests.archives import ArchiveQube, Maker, noise, qubes_xml, with_paths, write_outer
from tests.integration.stores import PASSPHRASE, digest

pytestmark = pytest.mark.usefixtures("runtime")

FIREWALL = b"""<firewall version="2"><rules>
<rule><properties><property name="action">accept</property>
 <property name="specialtarget">dns</property></properties></rule>
<rule><properties><property name="action">accept</property><property name="proto">tcp</property>
 <property name="dsthost">192.0.2.0/24</property><property name="dstports">1-9</property>
 <property name="comment">to the office: printers</property></properties></rule>
<rule><properties><property name="action">accept</property>
 <property name="dsthost">2001:db8::1</property></properties></rule>
<rule><properties><property name="action">drop</property><property name="proto">icmp</property>
 <property name="icmptype">8</property></properties></rule>
<rule><properties><property name="action">accept</property>
 <property name="dsthost">example.org</property>
 <property name="expire">4102444800</property></properties></rule>
<rule><properties><property name="action">drop</property></properties></rule>
</rules></firewall>"""
RULES = [
    "action=accept specialtarget=dns",
    "action=accept proto=tcp dst4=192.0.2.0/24 dstports=1-9 comment=to the office: printers",
    "action=accept dst6=2001:db8::1/128",
    "action=drop proto=icmp icmptype=8",
    "action=accept dsthost=example.org expire=4102444800",
    "action=drop",
]
DEVICES = b"""<devices class="pci">
<device backend-domain="dom0" id="00_19.0" mode="required" identity="0x8086:0x15d7::p020000">
<option name="no-strict-reset">True</option><option name="permissive">True</option></device>
<device backend-domain="dom0" id="00_1f.3" required="yes"/></devices>
<devices class="usb"><device backend-domain="net" id="2-1" required="no"/>
<device backend-domain="net" id="*" mode="ask-to-attach" identity="0x1050:0x0407::u030101"/>
</devices>
<devices class="block"><device backend-domain="net" id="sda" required="no">
<option name="read-only">yes</option></device></devices>"""
ASSIGNED = {
    "pci": [
        "dom0+00_19.0:0x8086:0x15d7::p020000 mode='required'"
        " _no-strict-reset='True' _permissive='True'",
        "dom0+00_1f.3:* mode='required'",
    ],
    "usb": [
        "net-1+2-1:* mode='auto-attach'",
        "net-1+*:0x1050:0x0407::u030101 mode='ask-to-attach'",
    ],
    "block": ["net-1+sda:* mode='auto-attach' _read-only='yes'"],
}
PROPERTIES = {
    "autostart": "True",
    "backup_timestamp": "1700000000",
    "bootmode": "default",
    "debug": "True",
    "default_user": "joe",
    "include_in_backups": "False",
    "ip": "10.137.0.77",
    "kernelopts": 'nopat quote="x" <&>',
    "mac": "00:16:3e:5e:6c:01",
    "maxmem": "0",
    "memory": "731",
    "provides_network": "True",
    "qrexec_timeout": "61",
    "shutdown_timeout": "62",
    "stubdom_mem": "333",
    "template_for_dispvms": "True",
    "vcpus": "3",
    "virt_mode": "hvm",
}
# They name qubes that come later, and under another name.
REFERENCES = {"audiovm": "net", "guivm": "net", "management_dispvm": "dvm"}
FEATURES = {
    "empty": "",
    "service.x": "1",
    "vm-config.a_b": "<&> \"'; $(x)",
    "menu-favorites": "a b",
}
IMAGES = {"root": noise(513, 1), "private": b""}


def make(path: Path) -> Path:
    qubes = with_paths(
        [
            ArchiveQube(
                "all",
                "StandaloneVM",
                label="purple",
                netvm="net",
                properties={**PROPERTIES, **REFERENCES, "kernel": "", "default_dispvm": "dvm"},
                features=FEATURES,
                tags=("important", "a_b-9"),
                volumes=IMAGES,
                files={
                    "firewall.xml": FIREWALL,
                    "notes.txt": "line\n\tzażółć ☂\n".encode(),
                    "whitelisted-appmenus.list": b"a.desktop\nb.desktop\n\n",
                },
            ),
            ArchiveQube("dvm", template="tpl", volumes={"private": noise(1)}),
            ArchiveQube("net", template="tpl", netvm=None, volumes={"private": noise(7 << 20, 3)}),
            ArchiveQube("tpl", "TemplateVM", label="black", volumes={"root": b"", "private": b""}),
        ]
    )
    qubes[1].properties["template_for_dispvms"] = "True"
    qubes[2].properties["provides_network"] = "True"
    xml = qubes_xml(qubes)
    assert xml.count(b"</tags>") == len(qubes)
    xml = xml.replace(b"</tags>", b"</tags>" + DEVICES, 1)
    return write_outer(path, Maker(log_n=2).build(qubes, xml))


async def test_all_that_an_archive_can_say(connection: Connection, tmp_path: Path) -> None:
    """Also where it names other qubes, which come later and are called otherwise."""
    job = RestoreJob(connection)
    await System(connection).create_qube("TemplateVM", "net", "red")
    try:
        plan, host = await job.open(make(tmp_path / "a"), PASSPHRASE)
        plan.row("net").restored_as = "net-1"
        check_plan(plan, host)
        result = await job.run(plan, lambda progress: None)
    finally:
        await job.close()
    assert result.ok, [row.reason for row in result.rows]
    assert [loss for row in result.rows for loss in row.losses] == []
    system = System(connection)
    await system.load()
    qube = system.qubes["all"]
    assert (qube.klass, qube.label) == ("StandaloneVM", "purple")
    wanted = PROPERTIES | {"audiovm": "net-1", "guivm": "net-1", "management_dispvm": "dvm"}
    wanted |= {"netvm": "net-1", "default_dispvm": "dvm", "kernel": ""}
    found = {name: qube.properties[name] for name in wanted}
    assert {name: value.value for name, value in found.items()} == wanted
    assert not [name for name, value in found.items() if value.is_default]
    set_here = {name for name, value in qube.properties.items() if not value.is_default}
    assert set_here - wanted.keys() <= {"name", "qid", "uuid", "label", "klass", "xid"}
    features = FEATURES | {"menu-items": "a.desktop b.desktop", "servicevm": "1"}
    assert dict(qube.features) == features
    tags = {tag for tag in qube.tags if not tag.startswith(("created-by-", "audiovm-", "guivm-"))}
    assert tags == {"important", "a_b-9"}
    assert {"audiovm-net-1", "guivm-net-1"} <= set(qube.tags)
    text = (await connection.call("admin.vm.firewall.Get", "", "all")).decode()
    assert [sorted(rule.split()) for rule in text.splitlines()] == [
        sorted(rule.split()) for rule in RULES
    ]
    notes = await connection.call("admin.vm.notes.Get", "", "all")
    assert notes.decode() == "line\n\tzażółć ☂\n"
    for kind, lines in ASSIGNED.items():
        text = (await connection.call(f"admin.vm.device.{kind}.Assigned", "", "all")).decode()
        for line, expected in zip(sorted(text.splitlines()), sorted(lines), strict=True):
            place, *words = expected.split(" ")
            assert line.startswith(f"{place} ")
            assert set(words) <= set(line.split(" "))
    for volume, image in IMAGES.items():
        assert await digest(connection, "all", volume) == (
            hashlib.sha256(image).hexdigest(),
            len(image),
        )
    assert (await digest(connection, "net-1", "private"))[1] == 7 << 20
    assert (await digest(connection, "dvm", "private"))[1] == 1


async def test_addresses_of_a_qube_that_stays_beside_another(connection: Connection) -> None:
    """What could not replace it: only what both of them have is given up."""
    system = System(connection)
    for name, mac in (("old", "00:16:3e:00:00:01"), ("old-1", "00:16:3e:00:00:02")):
        await system.create_qube("StandaloneVM", name, "red")
        await connection.call("admin.vm.property.Set", "ip", name, b"10.137.0.77")
        await connection.call("admin.vm.property.Set", "mac", name, mac.encode())
    target = ClientTarget(connection, asyncio.get_running_loop(), "", "", "")
    (note,) = await asyncio.to_thread(target.part_addresses, "old", "old-1")
    assert note.startswith("Its ip 10.137.0.77 is that of old as well")
    await system.load()
    old, new = (system.qubes[name].properties for name in ("old", "old-1"))
    assert (old["ip"].value, new["ip"].is_default) == ("10.137.0.77", True)
    assert not new["mac"].is_default
    assert await asyncio.to_thread(target.part_addresses, "old", "gone") == []
