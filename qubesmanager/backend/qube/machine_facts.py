"""What a qube's virtual machine is made of: the facts that the template gets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager import places
from qubesmanager.backend.hypervisor import choice
from qubesmanager.backend.hypervisor.domain_xml import Disk, Link, MachineFacts, Network

from . import links

if TYPE_CHECKING:
    from .base import Qube

_COMMON_OPTIONS = "default-kernelopts-common.txt"
# Where a kernel says nothing of its own: Xen's is the root that stock kernels set up.
_XEN_OPTIONS = (
    "root=/dev/mapper/dmroot ro nomodeset console=hvc0 rd_NO_PLYMOUTH rd.plymouth.enable=0"
)
_QEMU_CONSOLE = "console=ttyS0"
# A busy host lets an emulated timer be late. A kernel that tries it just then takes it for broken,
# and panics when three more ways to get at it are too late as well.
_EMULATED = "no_timer_check"


def machine_facts(
    qube: Qube, accelerator: str, *, wired: bool, outside: bool = False
) -> MachineFacts:
    """Blocking. The volumes must be started. ``wired``: see ``links``. PlaceError, OSError.

    ``outside``: whether a net qube gets a way out of the host.
    """
    kernel = None if qube.kernel is None else qube.app.kernels_dir / qube.kernel
    initrd = None if kernel is None else kernel / "initramfs"
    agent_socket = places.agent_socket(qube.app.home, qube.qid)
    agent_socket.unlink(missing_ok=True)
    netvm = qube.netvm if accelerator == "xen" else None
    return MachineFacts(
        name=qube.name,
        uuid=qube.uuid,
        accelerator=accelerator,
        # On another host, or for its own service, libvirt knows best.
        emulator=(choice.emulator() or "") if wired else "",
        virt_mode=str(qube.properties.value("virt_mode")),
        memory_mib=_number(qube, "memory"),
        maxmem_mib=_number(qube, "maxmem"),
        vcpus=_number(qube, "vcpus"),
        kernel=None if kernel is None else str(kernel / "vmlinuz"),
        initrd=str(initrd) if initrd is not None and initrd.exists() else None,
        command_line=None if kernel is None else _command_line(qube, kernel, accelerator),
        disks=_disks(qube),
        pci=[
            assignment.device.port_id.replace("_", ":")
            for assignment in qube.devices.assigned("pci")
        ],
        network=None
        if netvm is None
        else Network(
            mac=str(qube.properties.value("mac")),
            ip=str(qube.properties.value("ip")),
            netvm=netvm.name,
        ),
        links=_links(qube) if wired else [],
        agent_socket=str(agent_socket),
        console_log=str(_console_log(qube)) if qube.properties.value("debug") else None,
        started_s=qube.life.started_s or 0,
        outside_mac=str(qube.properties.value("mac"))
        if wired and outside and _is_outermost(qube)
        else None,
    )


def _is_outermost(qube: Qube) -> bool:
    """It gives network, and gets none: by no netvm, nor by a card of the host's."""
    return qube.provides_network and qube.netvm is None and not any(qube.devices.assigned("pci"))


def _links(qube: Qube) -> list[Link]:
    """To the netvm, and to running qubes of which this is the netvm. None without a netvm."""
    own = [] if qube.netvm is None else [links.own_end(qube)]
    ends = [*own, *links.ends_of_clients(qube)]
    for end in ends:
        Path(end.own_socket).unlink(missing_ok=True)  # of a machine that was killed
    return ends


def _number(qube: Qube, name: str) -> int:
    value = qube.properties.value(name)
    assert isinstance(value, int)
    return value


def _disks(qube: Qube) -> list[Disk]:
    devices = {device.name: device for device in qube.storage.block_devices()}
    return [
        Disk(name, devices[name].path, devices[name].rw, lasting=volume.save_on_stop)
        for name, volume in qube.volumes.items()
        if name in devices
    ]


def _command_line(qube: Qube, kernel: Path, accelerator: str) -> str:
    """What every machine with that kernel gets, then the qube's own options."""
    try:
        common = (kernel / _COMMON_OPTIONS).read_text("ascii", "replace").strip()
    except FileNotFoundError:
        common = _XEN_OPTIONS if accelerator == "xen" else ""
    own = qube.kernel_command_line or ""
    words = [text for text in (common, own) if text]
    if accelerator != "xen" and _QEMU_CONSOLE not in " ".join(words):
        words.insert(0, _QEMU_CONSOLE)
    if accelerator == "tcg":
        words.insert(0, _EMULATED)
    return " ".join(words)


def _console_log(qube: Qube) -> Path:
    """Anew at each start. Only for debugging: a qube could fill the disk with it."""
    return qube.dir_path / "console.log"
