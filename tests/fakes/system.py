"""A System without a daemon: qubes in memory, events sent by the test."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qubesmanager.client.system import (
    Change,
    ChangeKind,
    LabelInfo,
    PoolInfo,
    QubeInfo,
    VolumeInfo,
)
from qubesmanager.protocol import PermissionDenied, PropertyValue, QubesVMInUseError

GIB = 1 << 30
NOW = int(time.time())
LABELS = {
    name: LabelInfo(name, index, colour)
    for index, (name, colour) in enumerate(
        {
            "red": "#cc0000",
            "orange": "#f57900",
            "yellow": "#edd400",
            "green": "#73d216",
            "gray": "#555753",
            "blue": "#3465a4",
            "purple": "#75507b",
            "black": "#000000",
        }.items(),
        1,
    )
}
POOLS = {
    "vm-pool": PoolInfo(
        "vm-pool",
        "file-reflink",
        500 * GIB,
        212 * GIB,
        {"dir_path": "/var/lib/qubes", "revisions_to_keep": "2"},
    ),
    "backup-disk": PoolInfo(
        "backup-disk", "file-reflink", 2000 * GIB, 1900 * GIB, {"dir_path": "/media/disk/qubes"}
    ),
    "linux-kernel": PoolInfo("linux-kernel", "linux-kernel", None, None),
}


def volume(name: str, used: float, size: float, **more: object) -> VolumeInfo:
    """Sizes in GiB; ``save_on_stop`` unless said otherwise."""
    options = {"rw": True, "save_on_stop": True, "snap_on_start": False, **more}
    return VolumeInfo(
        name, "vm-pool", f"appvms/x/{name}", int(size * GIB), int(used * GIB), **options
    )  # type: ignore[arg-type]


def qube(
    name: str,
    klass: str = "AppVM",
    label: str = "red",
    state: str = "Halted",
    template: str | None = None,
    netvm: str | None = None,
    used: float = 0.0,
    size: float = 2.0,
    backup: int | None = None,
    props: dict[str, str] | None = None,
    **more: object,
) -> QubeInfo:
    """A qube with the volumes that its class has."""
    properties = {
        "include_in_backups": PropertyValue("bool", "True", True),
        "autostart": PropertyValue("bool", "False", True),
        "label": PropertyValue("label", label, False),
        "netvm": PropertyValue("vm", netvm or "", False),
        "memory": PropertyValue("int", "400", True),
        "virt_mode": PropertyValue("str", "pvh", True),
    }
    if template is not None:
        properties["template"] = PropertyValue("vm", template, False)
    if backup is not None:
        properties["backup_timestamp"] = PropertyValue("int", str(backup), False)
    for key, value in (props or {}).items():
        properties[key] = PropertyValue("str", value, False)
    keeps_root = klass in ("TemplateVM", "StandaloneVM")
    volumes = (
        volume("root", used if keeps_root else 0, 20, save_on_stop=keeps_root, rw=keeps_root),
        volume("private", 0.1 if keeps_root else used, size, save_on_stop=klass != "DispVM"),
        volume("volatile", 0, 10, save_on_stop=False),
    )
    return QubeInfo(
        name=name,
        klass=klass,
        state=state,
        label=label,
        template=template,
        netvm=netvm,
        properties=properties,
        volumes=() if klass == "AdminVM" else volumes,
        **more,  # type: ignore[arg-type]
    )


class FakeConnection:
    """Only what windows ask of a connection besides calls."""

    def __init__(self, home: Path | None = Path("/home/user/.local/share/qubes")) -> None:
        self.home = home
        self.closed = False

    async def close(self) -> None:
        self.closed = True

    async def call(
        self, method: str, arg: str = "", dest: str = "dom0", payload: bytes = b""
    ) -> bytes:
        """One of `REPLIES`, by method and destination or by method alone."""
        await asyncio.sleep(0)
        for key in (f"{method} {dest}", method):
            if key in REPLIES:
                return REPLIES[key].encode()
        raise PermissionDenied(f"{method} of {dest}")

    internal = call


def _days_ago(days: float) -> str:
    return datetime.fromtimestamp(NOW - days * 86400, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _revisions() -> str:
    rows = [
        ("rev1", 30, "before-restore", True, "before the move to Debian 13", 900 << 20),
        ("rev2", 3, "shutdown", False, "", 210 << 20),
        ("rev3", 0.4, "before-revert", False, "", 35 << 20),
        ("rev4", 0.1, "shutdown", False, "", 12 << 20),
    ]
    keys = ("id", "time", "cause", "pinned", "note", "usage")
    return json.dumps([dict(zip(keys, (r[0], _days_ago(r[1]), *r[2:]), strict=True)) for r in rows])


def _reclaimable() -> str:
    rows = [
        ("1", "revision", "work", "private", 30, 900 << 20, True, "before the move", None),
        ("2", "revision", "work", "private", 3, 210 << 20, False, "", None),
        ("3", "volatile", "untrusted", "volatile", None, 3 << 30, False, "", "untrusted runs"),
        ("4", "orphan", None, None, None, 12 << 30, False, "no qube has it", None),
    ]
    return json.dumps(
        [
            {
                "item": item,
                "kind": kind,
                "pool": "vm-pool",
                "vid": f"appvms/{qube or 'gone'}/{volume or 'private'}",
                "qube": qube,
                "volume": volume,
                "revision": None,
                "time": _days_ago(days) if days else None,
                "bytes": size,
                "pinned": pinned,
                "note": note,
                "reason": reason,
            }
            for item, kind, qube, volume, days, size, pinned, note, reason in rows
        ]
    )


REPLIES = {
    "internal.vm.ListRestores": "[]",
    "internal.vm.ListRestores work": json.dumps(
        [
            {
                "time_s": NOW - 31 * 86400,
                "archive": "/media/usb/qubes-backup-2026-10-18T201500",
                "made": "2026-10-18T20:15:00",
            }
        ]
    ),
    "admin.vm.property.GetDefault": "",
    "admin.vm.List": "dom0 class=AdminVM state=Running\nsys-usb class=AppVM state=Running\n",
    "admin.vm.device.usb.Available": "1-4:046d:c52b device_id='046d:c52b' port_id='1-4'\n",
    "admin.deviceclass.List": "pci\nusb\n",
    "admin.vm.device.pci.Assigned sys-net": (
        "dom0+00_1f.6 device_id='0x8086:0x15fb::p020000' port_id='00_1f.6' devclass='pci' "
        "backend_domain='dom0' mode='required' frontend_domain='sys-net'\n"
    ),
    "admin.vm.device.usb.Assigned work": (
        "sys-usb+1-3 device_id='046d:c52b' port_id='1-3' devclass='usb' "
        "backend_domain='sys-usb' mode='ask-to-attach' frontend_domain='work'\n"
    ),
    "admin.vm.device.pci.Assigned": "",
    "admin.vm.device.usb.Assigned": "",
    "admin.vm.volume.List": "root\nprivate\nvolatile\n",
    "internal.vm.volume.ListRevisions": _revisions(),
    "admin.pool.List": "vm-pool\nbackup-disk\nlinux-kernel\n",
    "internal.pool.Reclaimable": _reclaimable(),
    "internal.pool.Info": '{"hindrance": null}',
    "internal.pool.Unusable": json.dumps(
        [
            {
                "config": {"name": "usb-disk", "driver": "file", "dir_path": "/media/usb/qubes"},
                "hindrance": "the folder /media/usb/qubes is not there",
            }
        ]
    ),
    "internal.vm.MovePlan": '{"volumes": ["private"], "stayed": {}, "drops": {"private": 4}}',
    "admin.pool.ListDrivers": (
        "file-reflink dir_path revisions_to_keep ephemeral_volatile setup_check\n"
        "lvm_thin volume_group thin_pool revisions_to_keep ephemeral_volatile\n"
        "file dir_path revisions_to_keep\nlinux-kernel dir_path\n"
    ),
    "admin.vm.firewall.Get": (
        "action=accept dsthost=example.com proto=tcp dstports=443-443 comment=the web shop\n"
        "action=accept proto=icmp\naction=accept specialtarget=dns\n"
        "action=drop dst4=10.0.0.0/8\naction=accept dst4=192.0.2.0/24 proto=tcp dstports=22-22 "
        "expire=4102444800\naction=drop\n"
    ),
}


class FakeSystem:
    """``tell`` sends a change as the event stream would."""

    def __init__(self, qubes: Iterable[QubeInfo] = ()) -> None:
        self.connection = FakeConnection()
        self.qubes = {one.name: one for one in qubes}
        self.pools = dict(POOLS)
        self.labels = dict(LABELS)
        self.global_properties = {
            "default_template": PropertyValue("vm", "fedora-42", False),
            "default_netvm": PropertyValue("vm", "sys-firewall", False),
            "default_dispvm": PropertyValue("vm", "default-dvm", False),
            "updatevm": PropertyValue("vm", "sys-firewall", False),
            "clockvm": PropertyValue("vm", "sys-net", False),
            "default_pool": PropertyValue("str", "vm-pool", True),
            "default_pool_private": PropertyValue("str", "vm-pool", True),
            "default_qrexec_timeout": PropertyValue("int", "60", True),
        }
        self.online = True
        self.start_disabled_reason: str | None = None
        self.watchers: list[Callable[[Change], None]] = []
        self.lost_reason = ""
        self.refuse: dict[str, Exception] = {}

    async def load(self) -> None:
        await asyncio.sleep(0)

    async def refresh(self, name: str) -> QubeInfo | None:
        await asyncio.sleep(0)
        return self.qubes.get(name)

    async def watch(self, on_change: Callable[[Change], None]) -> None:
        self.watchers.append(on_change)
        try:
            await asyncio.sleep(0)
            if self.lost_reason:
                on_change(Change(ChangeKind.LOST, reason=self.lost_reason))
            else:
                on_change(Change(ChangeKind.RELOADED))
            await asyncio.Event().wait()
        finally:
            self.watchers.remove(on_change)

    def tell(self, kind: ChangeKind, qube_name: str = "", reason: str = "") -> None:
        for watcher in list(self.watchers):
            watcher(Change(kind, qube_name, reason))

    def put(self, one: QubeInfo) -> None:
        """A qube that is new, or has changed, somewhere else."""
        known = one.name in self.qubes
        self.qubes[one.name] = one
        self.tell(ChangeKind.CHANGED if known else ChangeKind.ADDED, one.name)

    async def create_qube(
        self,
        klass: str,
        name: str,
        label: str,
        template: str | None = None,
        pool: str | None = None,
    ) -> QubeInfo:
        await asyncio.sleep(0)
        if name in self.refuse:
            raise self.refuse[name]
        made = qube(name, klass, label, template=template)
        if pool:
            made = replace(made, volumes=tuple(replace(v, pool=pool) for v in made.volumes))
        self.qubes[name] = made
        self.tell(ChangeKind.ADDED, name)
        return made

    async def remove_qube(self, name: str) -> None:
        await asyncio.sleep(0)
        if name in self.refuse:
            raise self.refuse[name]
        if any(other.template == name for other in self.qubes.values()):
            raise QubesVMInUseError(f"{name} is the template of other qubes")
        del self.qubes[name]
        self.tell(ChangeKind.REMOVED, name)


def household() -> list[QubeInfo]:
    """A small, lifelike set of qubes."""
    day, now = 86400, NOW
    return [
        qube("fedora-42", "TemplateVM", "black", used=6.0, backup=now - 9 * day),
        qube("debian-13", "TemplateVM", "black", used=4.4),
        qube(
            "sys-net",
            "AppVM",
            "red",
            "Running",
            "fedora-42",
            used=0.2,
            props={"provides_network": "True"},
        ),
        qube(
            "sys-firewall",
            "AppVM",
            "green",
            "Running",
            "fedora-42",
            "sys-net",
            used=0.1,
            props={"provides_network": "True"},
        ),
        qube(
            "work",
            "AppVM",
            "blue",
            "Running",
            "fedora-42",
            "sys-firewall",
            4.2,
            10.0,
            now - 2 * 3600,
            notes="Papers and mail of the office.\nThe calendar is in ~/calendar.",
            features={"service.cups": "1", "menu-items": "thunderbird.desktop"},
            tags=("work", "audio"),
        ),
        qube("personal", "AppVM", "yellow", "Halted", "fedora-42", "sys-firewall", 1.1, 2.0, now),
        qube("vault", "AppVM", "black", "Halted", "debian-13", None, 0.3, 2.0, now - 3 * day),
        qube("untrusted", "AppVM", "red", "Paused", "debian-13", "sys-firewall", 0.6, 2.0),
        qube(
            "default-dvm",
            "AppVM",
            "red",
            "Halted",
            "fedora-42",
            "sys-firewall",
            0.1,
            props={"template_for_dispvms": "True"},
        ),
        qube("disp-mail", "DispVM", "orange", "Halted", "default-dvm", "sys-firewall"),
        qube("win-10", "StandaloneVM", "purple", "Halted", None, None, 31.5, 5.0, now - 40 * day),
        qube(
            "half-way",
            "AppVM",
            "gray",
            "Halted",
            "debian-13",
            None,
            0.5,
            tags=("backup-restore-in-progress",),
            incomplete=True,
        ),
    ]


def crowd(count: int = 300) -> list[QubeInfo]:
    """Many qubes, some with the longest names there may be."""
    labels, base = list(LABELS), household()[:4]
    states = ("Halted", "Halted", "Running", "Paused")
    made = [
        qube(
            f"customer-{number}-a-rather-long-name"[:31] if number % 7 == 0 else f"work-{number}",
            "AppVM",
            labels[number % len(labels)],
            states[number % len(states)],
            "fedora-42" if number % 3 else "debian-13",
            "sys-firewall" if number % 5 else None,
            (number * 37 % 100) / 9,
            12.0,
            NOW - number * 7200 if number % 4 else None,
        )
        for number in range(count - len(base))
    ]
    return base + made
