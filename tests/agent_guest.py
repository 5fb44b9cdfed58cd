"""A guest with the real agent: Debian's cloud kernel, busybox, this machine's Python, in memory.

``make_kernel(folder)`` makes ``vmlinuz`` and ``initramfs`` as a store gives them to its qubes. The
guest mounts its private volume (``vdb``) on ``/rw``, with a new ext4 where there is none, and runs
the agent for ever. `Machine` is the same without libvirt: QEMU alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from tests.agent_port import AGENT
from tests.conftest import ROOT
from tests.guest.initramfs import Initramfs

KERNEL = ROOT / "build" / "guest"
PYTHON = Path("/usr/bin/python3")
MEMORY_MIB = 256
PORT_NAME = "org.qubes.agent.0"
# A second port, to compare with.
RAW_PORT_NAME = "raw"
_MODULES = ("virtio_pci", "virtio_blk", "virtio_console", "virtio-rng", "button", "evdev")
_PROGRAMS = ("/usr/sbin/mke2fs", "/usr/sbin/resize2fs")
_FOLDERS = ("bin", "dev", "proc", "sys", "tmp", "run", "rw", "mnt", "etc", "root", "etc/qubes-rpc")
_PASSWD = "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000::/rw:/bin/sh\n"
_GROUP = "root:x:0:\nuser:x:1000:\n"
_INIT = """\
#!/bin/busybox sh
export PATH=/usr/sbin:/usr/bin:/bin
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev
for module in /modules/*; do insmod $module 2>/dev/null; done
mkdir -p /dev/virtio-ports
for port in /sys/class/virtio-ports/*; do
    ln -s /dev/${port##*/} /dev/virtio-ports/$(cat $port/name)
done
mount -t tmpfs t /tmp; mount -t tmpfs r /run
if [ -b /dev/vdb ]; then
    mount -t ext4 /dev/vdb /rw 2>/dev/null || {
        /usr/sbin/mke2fs -q -t ext4 -E lazy_itable_init=1 /dev/vdb
        mount -t ext4 /dev/vdb /rw
    }
    chown 1000:1000 /rw
fi
echo BOOTED
while :; do python3 -IS /qube_agent.pyc serve; echo "agent ended: $?"; sleep 0.2; done
"""


def lacking() -> str | None:
    """What is not there of all that a guest needs, None if nothing."""
    for program in ("qemu-system-x86_64", "busybox"):
        if shutil.which(program) is None:
            return f"the program {program}"
    for path in (PYTHON, *map(Path, _PROGRAMS)):
        if not path.exists():
            return f"the program {path}"
    if not (KERNEL / "release").exists():
        return f"the guest's kernel (make it by: tools/guest-kernel {KERNEL.relative_to(ROOT)})"
    return None


def make_kernel(folder: Path) -> None:
    """``vmlinuz`` and ``initramfs`` in ``folder``, which is made."""
    folder.mkdir(parents=True)
    release = (KERNEL / "release").read_text().strip()
    (folder / "vmlinuz").symlink_to(KERNEL / "boot" / f"vmlinuz-{release}")
    (folder / "default-kernelopts-nopci.txt").write_text("panic=-1 quiet\n")
    tree = _Tree()
    for name in _FOLDERS:
        tree.folder(name)
    tree.image.character_device("dev/console", 5, 1)
    tree.image.character_device("dev/null", 1, 3)
    busybox = shutil.which("busybox")
    assert busybox is not None
    tree.put("bin/busybox", Path(busybox).read_bytes())
    for number, module in enumerate(_module_files(release)):
        tree.put(f"modules/{number:02}-{module.name}", module.read_bytes())
    for path in (str(PYTHON), *_PROGRAMS):
        tree.program(path)
    with tempfile.TemporaryDirectory() as place:
        compiled = Path(place) / "qube_agent.pyc"
        command = (
            "import py_compile, sys; py_compile.compile(sys.argv[1], sys.argv[2], doraise=True)"
        )
        subprocess.run([str(PYTHON), "-c", command, str(AGENT), str(compiled)], check=True)
        tree.put("qube_agent.pyc", compiled.read_bytes())
    for file in _python_files():
        tree.put(file.lstrip("/"), Path(file).read_bytes())
    tree.put("etc/passwd", _PASSWD.encode())
    tree.put("etc/group", _GROUP.encode())
    tree.put("init", _INIT.encode())
    tree.image.write(folder / "initramfs")


class _Tree:
    """An initramfs in which each name is made once, and folders by themselves."""

    def __init__(self) -> None:
        self.image = Initramfs()
        self._there: set[str] = set()

    def folder(self, name: str) -> None:
        if name and name not in self._there:
            self.folder(name.rpartition("/")[0])
            self._there.add(name)
            self.image.directory(name)

    def put(self, name: str, data: bytes) -> None:
        if name not in self._there:
            self.folder(name.rpartition("/")[0])
            self._there.add(name)
            self.image.file(name, data)

    def program(self, path: str) -> None:
        """With the libraries that the loader wants for it."""
        self.put(path.lstrip("/"), Path(path).read_bytes())
        listing = subprocess.run(["ldd", path], check=True, capture_output=True, text=True).stdout
        for word in listing.split():
            if word.startswith("/"):
                self.put(word.lstrip("/"), Path(word).read_bytes())


def _python_files() -> list[str]:
    """The modules that the agent imports, compiled, and what Python itself needs to begin."""
    command = (
        "import runpy, sys, encodings.idna, encodings.latin_1, encodings.ascii, shlex\n"
        "runpy.run_path(sys.argv[1], run_name='agent')\n"
        "for m in list(sys.modules.values()):\n"
        "    for f in (getattr(m, '__file__', None), getattr(m, '__cached__', None)):\n"
        "        if f: print(f)\n"
    )
    listing = subprocess.run(
        [str(PYTHON), "-IS", "-c", command, str(AGENT)], check=True, capture_output=True, text=True
    ).stdout
    return [file for file in listing.splitlines() if Path(file).is_file()]


def _module_files(release: str) -> list[Path]:
    """In the order of loading, each once."""
    files: dict[Path, None] = {}
    for module in _MODULES:
        command = ["/sbin/modprobe", "-d", str(KERNEL), "-S", release, "--show-depends", module]
        listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for line in listing.splitlines():
            action, _, name = line.strip().partition(" ")
            if action == "insmod":
                files[Path(name.strip())] = None
    return list(files)


class Machine:
    """One running guest. ``socket`` is the host's end of its port."""

    def __init__(self, place: Path, process: asyncio.subprocess.Process) -> None:
        self.socket = place / "agent.sock"
        self.raw_socket = place / "raw.sock"
        self.console = place / "console"
        self.process = process

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@contextlib.asynccontextmanager
async def running(kernel: Path, place: Path, disk_bytes: int) -> AsyncIterator[Machine]:
    """Boot a guest of ``kernel`` with an empty private disk; it is killed at the end."""
    for name in ("vda", "vdb"):
        with (place / name).open("wb") as disk:
            disk.truncate(disk_bytes if name == "vdb" else 1024 * 1024)
    command: list[str | Path] = ["qemu-system-x86_64", "-accel", "tcg", "-m", f"{MEMORY_MIB}"]
    command += ["-nodefaults", "-display", "none", "-serial", f"file:{place / 'console'}"]
    command += ["-no-reboot", "-kernel", kernel / "vmlinuz", "-initrd", kernel / "initramfs"]
    options = "console=ttyS0 panic=-1 quiet no_timer_check"  # the last: for a busy machine
    command += ["-append", options, "-device", "virtio-serial"]
    command += ["-chardev", f"socket,id=c,path={place / 'agent.sock'},server=on,wait=off"]
    command += ["-device", f"virtserialport,chardev=c,name={PORT_NAME}"]
    command += ["-chardev", f"socket,id=r,path={place / 'raw.sock'},server=on,wait=off"]
    command += ["-device", f"virtserialport,chardev=r,name={RAW_PORT_NAME}"]
    for name in ("vda", "vdb"):
        command += ["-drive", f"file={place / name},format=raw,if=virtio,cache=unsafe"]
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.DEVNULL)
    machine = Machine(place, process)
    try:
        yield machine
    finally:
        await machine.kill()
