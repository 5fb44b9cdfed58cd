"""A virtual machine that has device-mapper and LVM, running this project's tests.

QEMU without KVM boots Debian's cloud kernel (``tools/guest-kernel``) with this machine's own root
file system by virtiofs, read only below a tmpfs: the guest sees the same Python, project and
programs, and changes nothing. It has four disks: ``vda`` and ``vdb`` for LVM, ``vdc`` with ext4
for files, ``vdd`` for the result, a tar archive with ``rc``, ``output``, ``junit.xml``, ``cuts``.

By hand: ``python -m tests.guest.machine [ARGUMENTS OF PYTEST]`` runs and prints the output.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.guest.initramfs import Initramfs

KERNEL = ROOT / "build" / "guest"
VIRTIOFSD = Path("/usr/lib/qemu/virtiofsd")
PROGRAMS = ("qemu-system-x86_64", "busybox", "modprobe", "lvm", "dmsetup", "thin_check", "mke2fs")

MEMORY_MIB = 1024
_DISKS = ("lvm1", "lvm2", "files", "result")
_DISK_BYTES = (2 * 1024**3, 2 * 1024**3, 1024**3, 8 * 1024**2)

_MODULES = (
    "virtio_pci",
    "virtio_blk",
    "virtiofs",
    "overlay",
    "loop",
    "dm-thin-pool",
    "dm-snapshot",
)

_INIT = """\
#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc p /proc
for module in $($b cat /modules); do $b insmod /$module 2>/dev/null; done
$b mount -t virtiofs -o ro hostroot /low
$b mount -t tmpfs t /up
$b mkdir /up/u /up/w
$b mount -t overlay -o lowerdir=/low,upperdir=/up/u,workdir=/up/w o /root
$b cp /guest.sh /root/guest.sh
$b umount /proc
exec $b switch_root /root /bin/bash /guest.sh
"""

# PID 1 of the guest. LVM without udev makes its device nodes itself; the rest of its settings
# only saves time: no copies of metadata in /etc, no look at other disks.
_GUEST = """\
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=/run
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev; mount -t tmpfs r /run
mkdir -p /dev/shm /dev/mapper; mount -t tmpfs m /dev/shm; ln -s /proc/self/fd /dev/fd
cat > /etc/lvm/lvmlocal.conf <<END
activation {{
 udev_sync = 0
 udev_rules = 0
 verify_udev_operations = 0
 monitoring = 0
}}
devices {{
 obtain_device_list_from_udev = 0
 use_devicesfile = 0
 filter = [ "a|^/dev/vd[ab]$|", "r|.*|" ]
 multipath_component_detection = 0
 md_component_detection = 0
}}
backup {{
 backup = 0
 archive = 0
}}
END
mkdir -p /run/files; mount /dev/vdc /run/files; mkdir /run/files/tmp; export TMPDIR=/run/files/tmp
cd {root}
export QUBE_TEST_GUEST=1 PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 PYTHONDONTWRITEBYTECODE=1
timeout -k 5 {seconds} {command} </dev/null >/run/output 2>&1
echo $? > /run/rc
cd /run; tar -cf /dev/vdd $(ls -d rc output junit.xml cuts 2>/dev/null)
sync
echo o > /proc/sysrq-trigger
while :; do sleep 1000; done
"""


@dataclass(frozen=True)
class GuestResult:
    """``rc`` is that of the command; ``junit`` is pytest's report, None if it made none.

    ``cuts`` is for tests/cut_table.py.
    """

    rc: int
    output: str
    junit: bytes | None
    cuts: str


class GuestFailed(Exception):
    """The guest did not get as far as writing a result; the text ends with its console."""


def lacking() -> str | None:
    """What is not there of all that the guest needs, None if nothing."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    for program in PROGRAMS:
        if shutil.which(program, path=path) is None:
            return f"the program {program}"
    if not VIRTIOFSD.exists():
        return f"the program {VIRTIOFSD}"
    if os.geteuid() != 0:
        return "root, which sharing the file system with a guest takes"
    if not (KERNEL / "release").exists():
        return f"the guest's kernel (make it by: tools/guest-kernel {KERNEL.relative_to(ROOT)})"
    return None


def run_in_guest(arguments: Sequence[str], timeout_s: int) -> GuestResult:
    """Boot, run pytest on the tests marked ``lvm`` with these arguments, power off."""
    command = [
        *(f"{ROOT}/.venv/bin/python", "-m", "pytest", "-c", "tests/guest/pytest.ini"),
        *(f"--rootdir={ROOT}", "-p", "pytest_asyncio.plugin", "-p", "no:cacheprovider"),
        *("-m", "lvm", "--junitxml=/run/junit.xml", *arguments),
    ]
    return command_in_guest(command, timeout_s)


def command_in_guest(command: Sequence[str], timeout_s: int) -> GuestResult:
    """Boot, run a command of this machine from the project's directory, power off."""
    with tempfile.TemporaryDirectory(prefix="qube-guest-") as folder:
        place = Path(folder)
        script = _GUEST.format(root=ROOT, seconds=timeout_s - 15, command=shlex.join(command))
        _make_disks(place)
        _make_initramfs(place / "initramfs", script)
        with _shared_root(place / "root.sock"):
            console = _boot(place, timeout_s)
        return _read_result(place / "result.img", console)


def _make_disks(place: Path) -> None:
    sizes = dict(zip(_DISKS, _DISK_BYTES, strict=True))
    for name, size in sizes.items():
        with (place / f"{name}.img").open("wb") as disk:
            disk.truncate(size)
    subprocess.run(["/sbin/mke2fs", "-q", "-t", "ext4", "-F", place / "files.img"], check=True)


def _make_initramfs(path: Path, guest_script: str) -> None:
    release = (KERNEL / "release").read_text().strip()
    tree = Initramfs()
    for name in ("bin", "dev", "proc", "low", "up", "root"):
        tree.directory(name)
    tree.character_device("dev/console", 5, 1)
    tree.character_device("dev/null", 1, 3)
    busybox = shutil.which("busybox")
    assert busybox is not None
    tree.file("bin/busybox", Path(busybox).read_bytes())
    names = []
    for module in _module_files(release):
        names.append(f"{len(names):02}-{module.name}")
        tree.file(names[-1], module.read_bytes(), 0o644)
    tree.file("modules", "\n".join(names).encode(), 0o644)
    tree.file("guest.sh", guest_script.encode())
    tree.file("init", _INIT.encode())
    tree.write(path)


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


@contextlib.contextmanager
def _shared_root(path: Path) -> Iterator[None]:
    """virtiofsd on the root file system, listening on a socket of that path."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        command = [VIRTIOFSD, f"--fd={listening.fileno()}", "-o", "source=/"]
        command += ["-o", "sandbox=chroot", "-o", "cache=always", "-o", "log_level=err"]
        with subprocess.Popen(
            command, pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL
        ) as daemon:
            try:
                yield
            finally:
                daemon.kill()  # it has nothing to put in order


def _boot(place: Path, timeout_s: int) -> str:
    """Run the guest to its end; what it said on the console."""
    release = (KERNEL / "release").read_text().strip()
    size = f"{MEMORY_MIB}M"
    command: list[str | Path] = ["qemu-system-x86_64", "-accel", "tcg", "-m", size, "-machine"]
    command += ["pc,memory-backend=mem", "-object"]
    command += [f"memory-backend-memfd,id=mem,size={size},share=on"]
    command += ["-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot"]
    command += ["-kernel", KERNEL / "boot" / f"vmlinuz-{release}", "-initrd", place / "initramfs"]
    # Nothing in there is to be kept from anything: without guards against leaks an eighth faster.
    # On a busy machine an emulated timer is late, and a kernel that tries it just then panics.
    command += ["-append", "console=ttyS0 panic=-1 quiet mitigations=off no_timer_check"]
    command += ["-chardev", f"socket,id=root,path={place / 'root.sock'}"]
    command += ["-device", "vhost-user-fs-pci,chardev=root,tag=hostroot"]
    for disk in _DISKS:
        image = place / f"{disk}.img"
        command += ["-drive", f"file={image},format=raw,if=virtio,cache=unsafe,discard=unmap"]
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        console = (error.stdout or b"").decode(errors="replace")
        raise GuestFailed(f"the guest did not end in {timeout_s} s\n{console}") from error
    return (ended.stdout + ended.stderr).decode(errors="replace")


def _read_result(image: Path, console: str) -> GuestResult:
    try:
        with tarfile.open(image) as archive:
            members = {member.name: archive.extractfile(member) for member in archive}
            parts = {name: file.read() for name, file in members.items() if file is not None}
        output = parts["output"].decode(errors="replace")
        cuts = parts.get("cuts", b"").decode()
        return GuestResult(int(parts["rc"]), output, parts.get("junit.xml"), cuts)
    except (tarfile.TarError, KeyError) as error:
        raise GuestFailed(f"the guest left no result\n{console}") from error


def main() -> int:
    if reason := lacking():
        print(f"{reason} is missing", file=sys.stderr)
        return 1
    result = run_in_guest(sys.argv[1:] or ["tests/guest"], timeout_s=600)
    print(result.output)
    return result.rc


if __name__ == "__main__":
    sys.exit(main())
