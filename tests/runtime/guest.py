"""What test qubes run: Debian's cloud kernel with a system of busybox, all of it in memory.

At its start a guest says on the serial line how many runs each disk has seen: ``BOOTED root=N
private=M volatile=K``, the number in a disk's first sector. It counts this one on each, then obeys
commands that come by the serial line. It heeds the power button.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT
from tests.guest.initramfs import Initramfs

KERNEL = ROOT / "build" / "guest"
NAME = "test"
MEMORY_MIB = 128
_MODULES = (
    "virtio_pci",
    "virtio_blk",
    "virtio_console",
    "virtio_net",
    "virtio-rng",
    "virtio_balloon",
    "button",
    "evdev",
    "pvpanic-mmio",
)
_DIRECTORIES = ("bin", "dev", "proc", "sys", "modules", "etc", "etc/acpi", "etc/acpi/PWRF", "tmp")
_INIT = """\
#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev
for module in /modules/*; do insmod $module; done
mkdir -p /dev/virtio-ports
for port in /sys/class/virtio-ports/*; do
    ln -s /dev/${port##*/} /dev/virtio-ports/$(cat $port/name)
done
exec 3<>/dev/ttyS0  # whoever opens it first throws away what has come
acpid -d -c /etc/acpi >/dev/null 2>&1 &
seen=
for pair in vda:root vdb:private vdc:volatile; do
    disk=/dev/${pair%:*} name=${pair#*:}
    [ -b $disk ] || continue
    runs=$(dd if=$disk bs=512 count=1 2>/dev/null | tr -dc 0-9)
    seen="$seen $name=${runs:-0}"
    printf '%-512d' $((${runs:-0} + 1)) | dd of=$disk bs=512 count=1 conv=notrunc 2>/dev/null
done
sync
echo "BOOTED$seen"
while :; do read -r line <&3 && eval "$line" >&3 2>&1; done
"""
_POWER_OFF = "#!/bin/sh\nsync\npoweroff -f\n"


def lacking() -> str | None:
    """What is not there of all that a guest needs, None if nothing."""
    for program in ("qemu-system-x86_64", "busybox"):
        if shutil.which(program) is None:
            return f"the program {program}"
    if not (KERNEL / "release").exists():
        return f"the guest's kernel (make it by: tools/guest-kernel {KERNEL.relative_to(ROOT)})"
    return None


def make_kernel(kernels: Path) -> None:
    """A kernel that a store can give to its qubes, under ``kernels/test``."""
    place = kernels / NAME
    place.mkdir(parents=True)
    release = (KERNEL / "release").read_text().strip()
    (place / "vmlinuz").symlink_to(KERNEL / "boot" / f"vmlinuz-{release}")
    (place / "default-kernelopts-nopci.txt").write_text("panic=-1 quiet\n")
    tree = Initramfs()
    for name in _DIRECTORIES:
        tree.directory(name)
    tree.character_device("dev/console", 5, 1)
    tree.character_device("dev/null", 1, 3)
    busybox = shutil.which("busybox")
    assert busybox is not None
    tree.file("bin/busybox", Path(busybox).read_bytes())
    for number, module in enumerate(_module_files(release)):
        tree.file(f"modules/{number:02}-{module.name}", module.read_bytes(), 0o644)
    tree.file("etc/acpi/PWRF/00000080", _POWER_OFF.encode())
    tree.file("init", _INIT.encode())
    tree.write(place / "initramfs")


def _module_files(release: str) -> list[Path]:
    """In the order of loading, each once."""
    files: dict[Path, None] = {}
    for module in _MODULES:
        command = ["/sbin/modprobe", "-d", KERNEL, "-S", release, "--show-depends", module]
        listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for line in listing.splitlines():
            action, _, name = line.strip().partition(" ")
            if action == "insmod":
                files[Path(name.strip())] = None
    return list(files)
