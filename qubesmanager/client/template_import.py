"""A template made of a disk image: of a distribution's cloud image, for example.

The image is not trusted. Its format is told by its first bytes and then imposed on ``qemu-img``,
never guessed by it; formats or images that name further files are refused, because such a name
could be any file of the person's. What reads it may take little memory and time.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from qubesmanager.client import qube
from qubesmanager.client.connection import Connection
from qubesmanager.client.inventory import INCOMPLETE_TAG
from qubesmanager.client.system import QubeInfo, System
from qubesmanager.client.volumes import Place, filling
from qubesmanager.protocol import AdminError, QubesException

DEFAULT_MEMORY_MIB = 1024
_MAX_BYTES = 16 << 40
_SECTOR_BYTES = 512
_HEAD_BYTES = 4096
# What reading a hostile image may take.
_LOOK_LIMITS = ("--as=1073741824", "--cpu=30")
_READ_LIMITS = ("--as=4294967296",)
_CHECK_LIMITS = ("--as=1073741824", "--cpu=600")
# Results of `qemu-img check` besides 0: nothing wrong but clusters that nobody uses; no such check.
_LEAKED, _NO_CHECK = 3, 63
# A damaged image gets a line for each cluster: kept are the first bytes and the last.
_COMPLAINT_BYTES = 4096
_PERCENT = re.compile(rb"\(([0-9.]+)/100%\)")
# First bytes -> qemu's driver. A VHD of fixed size has its mark at the end only: that is raw data.
_MAGIC = {b"QFI\xfb": "qcow2", b"vhdxfile": "vhdx", b"conectix": "vpc", b"KDMV": "vmdk"}
_VDI_MAGIC, _VDI_OFFSET = b"\x7f\x10\xda\xbe", 0x40
# Where the blocks of a VDI begin, the bytes of one, and how many there are.
_VDI_DATA, _VDI_BLOCK, _VDI_BLOCKS = 0x158, 0x178, 0x184
# Of VMware's kinds these are whole in one file.
_WHOLE_VMDK = ("monolithicSparse", "streamOptimized")
_TEXT_VMDK = b"# Disk DescriptorFile"

OnProgress = Callable[[float], object]


class ImageError(QubesException):
    """An image that cannot be imported."""


@dataclass(frozen=True)
class Image:
    """What an image is; ``size_bytes`` is that of the disk in it."""

    path: Path
    driver: str
    size_bytes: int
    is_device: bool = False

    @property
    def name_for_qemu(self) -> str:
        """Says which driver reads it, and that nothing lies below it."""
        node: dict[str, object] = {
            "driver": self.driver,
            "file": {
                "driver": "host_device" if self.is_device else "file",
                "filename": str(self.path),
                "locking": "off",
            },
        }
        if self.driver == "qcow2":
            node["backing"] = None
        return "json:" + json.dumps(node)


async def look_at(path: Path) -> Image:
    """Which image it is. ImageError when it is none, needs other files, or is damaged."""
    if shutil.which("qemu-img") is None:
        raise ImageError("images are read by qemu-img, which is missing (Debian: qemu-utils)")
    try:
        image = await asyncio.to_thread(_recognise, path)
    except OSError as error:
        raise ImageError(f"cannot read {path}: {error.strerror}") from error
    info = await _run(_LOOK_LIMITS, "info", "--output=json", image.name_for_qemu)
    try:
        facts = json.loads(info.output)
        size_bytes = int(facts["virtual-size"])
        details = facts.get("format-specific", {}).get("data", {})
        needs = facts.get("backing-filename") or details.get("data-file")
        kind = details.get("create-type")
        encrypted = bool(facts.get("encrypted"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImageError(f"{path}: qemu-img says nothing of use about it") from error
    if needs:
        raise ImageError(f"{path} is only a part: the rest of it is said to be in {needs!r}")
    if image.driver == "vmdk" and kind not in _WHOLE_VMDK:
        raise ImageError(f"{path} is a VMware image of kind {kind!r}, which names other files")
    if encrypted:
        raise ImageError(f"{path} is encrypted")
    if not 0 < size_bytes <= _MAX_BYTES:
        raise ImageError(f"{path} holds a disk of {size_bytes} bytes, which no volume can be")
    if image.driver != "raw":
        await _refuse_damaged(path, image)
    rounded = -(-size_bytes // _SECTOR_BYTES) * _SECTOR_BYTES
    return replace(image, size_bytes=rounded)


def _recognise(path: Path) -> Image:
    """Its size is not known yet."""
    # The open of a pipe would wait for a writer, and that of some devices does things.
    _refuse_other_kinds(path, path.stat())
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_other_kinds(path, status)
        head = file.read(_HEAD_BYTES)
        file.seek(0, os.SEEK_END)
        driver = _driver(path, head)
        if driver == "vdi":
            _refuse_cut_vdi(path, head, file.tell())
    return Image(path.absolute(), driver, 0, stat.S_ISBLK(status.st_mode))


def _refuse_other_kinds(path: Path, status: os.stat_result) -> None:
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISBLK(status.st_mode)):
        raise ImageError(f"{path} is neither a file nor a block device")


def _refuse_cut_vdi(path: Path, head: bytes, size_bytes: int) -> None:
    """qemu-img does not see that blocks of a VDI are missing, and reads zeros for them."""
    if len(head) < _VDI_BLOCKS + 4:
        raise ImageError(f"{path} is damaged or cut off: its header is not whole")
    data, block, blocks = (
        struct.unpack_from("<I", head, at)[0] for at in (_VDI_DATA, _VDI_BLOCK, _VDI_BLOCKS)
    )
    wanted = data + block * blocks
    if size_bytes < wanted:
        raise ImageError(
            f"{path} is damaged or cut off: it has {size_bytes} of the {wanted} bytes that its"
            " header tells of"
        )


async def _refuse_damaged(path: Path, image: Image) -> None:
    """Else qemu-img reads zeros for what is missing of an image, and sees nothing wrong."""
    checked = await _run(_CHECK_LIMITS, "check", image.name_for_qemu, refuse=False)
    if checked.status not in (0, _LEAKED, _NO_CHECK):
        raise ImageError(
            f"{path} is damaged or cut off, says qemu-img check: {checked.first_complaint}"
        )


def _driver(path: Path, head: bytes) -> str:
    for magic, driver in _MAGIC.items():
        if head.startswith(magic):
            return driver
    if head[_VDI_OFFSET:].startswith(_VDI_MAGIC):
        return "vdi"
    if head.startswith(_TEXT_VMDK):
        raise ImageError(f"{path} only describes a VMware image that lies in other files")
    if not head:
        raise ImageError(f"{path} is empty")
    return "raw"


async def import_template(
    connection: Connection,
    name: str,
    image: Image,
    *,
    label: str,
    pool: str | None = None,
    memory_mib: int = DEFAULT_MEMORY_MIB,
    on_progress: OnProgress = lambda percent: None,
) -> QubeInfo:
    """A new TemplateVM with the image as its root, which boots by itself; it all or nothing.

    It has no kernel from the host and is an hvm; both can be changed afterwards. Raises ImageError
    and whatever the daemon refuses with.
    """
    system = System(connection)
    await system.create_qube("TemplateVM", name, label, pool=pool, incomplete=True)
    try:
        async with filling(connection, name, "root", image.size_bytes) as place:
            await _convert(image, place, on_progress)
        for prop, value in (("virt_mode", "hvm"), ("kernel", ""), ("memory", str(memory_mib))):
            await qube.set_property(connection, name, prop, value)
        await qube.remove_tag(connection, name, INCOMPLETE_TAG)
    except BaseException as error:
        try:
            await system.remove_qube(name)
        except AdminError as also:
            raise ImageError(
                f"{error}; the unfinished {name} could not be removed: {also}"
            ) from error
        raise
    made = await system.refresh(name)
    assert made is not None, "made by us just now"
    return made


async def _convert(image: Image, place: Place, on_progress: OnProgress) -> None:
    """Straight into the volume, which reads as zeros: what is zero in the image is left out."""
    arguments = ["convert", "-p", "-n", "--target-is-zero", "-O", "raw"]
    await _run(_READ_LIMITS, *arguments, image.name_for_qemu, str(place.path), told=on_progress)


@dataclass(frozen=True)
class _Done:
    """How a qemu-img ended, and what it printed."""

    status: int
    output: bytes
    complaints: list[str]

    @property
    def first_complaint(self) -> str:
        return self._words(0)

    @property
    def last_complaint(self) -> str:
        return self._words(-1)

    def _words(self, index: int) -> str:
        if not self.complaints:
            return f"qemu-img ended with status {self.status}"
        return self.complaints[index].removeprefix("qemu-img: ").removeprefix("ERROR: ")


async def _run(
    limits: tuple[str, ...],
    *arguments: str,
    told: OnProgress | None = None,
    refuse: bool = True,
) -> _Done:
    """qemu-img within limits; ended with us. With ``refuse`` ImageError in its words."""
    process = await asyncio.create_subprocess_exec(
        "prlimit",
        *limits,
        "--",
        "qemu-img",
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    complaint = asyncio.create_task(_complaints(process.stderr))
    output = b""
    try:
        while said := await process.stdout.read(1 << 16):
            percents = _PERCENT.findall(said) if told is not None else []
            if told is not None and percents:
                told(float(percents[-1]))
            elif told is None:
                output += said
        await process.wait()
        done = _Done(process.returncode or 0, output, await complaint)
    finally:
        complaint.cancel()
        if process.returncode is None:
            process.kill()
            await asyncio.wait([complaint])
            await process.communicate()  # its end is told only when its pipes are empty
    if refuse and done.status != 0:
        raise ImageError(f"the image cannot be read: {done.last_complaint}")
    return done


async def _complaints(stream: asyncio.StreamReader) -> list[str]:
    """The first lines and the last, however many there are."""
    first = last = b""
    while said := await stream.read(1 << 16):
        room = _COMPLAINT_BYTES - len(first)
        first += said[:room]
        last = (last + said[room:])[-_COMPLAINT_BYTES:]
    lines = (first + last).decode("utf-8", "replace").splitlines()
    return [line.strip() for line in lines if line.strip()]
