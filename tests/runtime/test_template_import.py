"""Templates made of disk images: of every format that is whole in one file, and of no other."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from qubesmanager.client import template_import
from tests.commands import Qube
from tests.integration.stores import runtime_dir
from tests.runtime.conftest import MachineStore

SIZE = 4 << 20
# Real mode: writes the text at 0x7c20 to the first serial port, byte by byte, then halts.
_CODE = bytes.fromhex("31c0 8ed8 be20 7cba f803 ac08 c074 03ee ebf8 f4eb fd".replace(" ", ""))
_SAYS = b"\r\nDISK BOOTED by itself\r\n\0"


def bootable() -> bytes:
    """A disk whose first sector is a program, and whose last byte is there to be seen."""
    sector = (_CODE.ljust(0x20, b"\0") + _SAYS).ljust(510, b"\0") + b"\x55\xaa"
    return sector.ljust(SIZE - 1, b"\0") + b"!"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "disk.raw"
    path.write_bytes(bootable())
    return path


def convert(raw: Path, driver: str, *options: str) -> Path:
    path = raw.with_suffix(f".{driver}")
    command = ["qemu-img", "convert", "-f", "raw", "-O", driver, *options, raw, path]
    subprocess.run(command, check=True)
    return path


@pytest.mark.parametrize("driver", ["raw", "qcow2", "vdi", "vhdx", "vpc", "vmdk"])
async def test_formats(raw: Path, driver: str) -> None:
    image = await template_import.look_at(raw if driver == "raw" else convert(raw, driver))
    # VHD counts in cylinders and ends the disk with the last whole one.
    assert image.driver == driver
    assert SIZE <= image.size_bytes < SIZE + (1 << 20)


async def test_images_that_need_other_files_are_refused(raw: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.qcow2"
    backed = ["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", raw, overlay]
    subprocess.run(backed, check=True)
    with pytest.raises(template_import.ImageError, match="only a part"):
        await template_import.look_at(overlay)
    apart = convert(raw, "qcow2", "-o", f"data_file={tmp_path / 'data'}")
    with pytest.raises(template_import.ImageError, match="only a part"):
        await template_import.look_at(apart)
    flat = convert(raw, "vmdk", "-o", "subformat=monolithicFlat")
    with pytest.raises(template_import.ImageError, match="lies in other files"):
        await template_import.look_at(flat)


async def test_no_image(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    with pytest.raises(template_import.ImageError, match="is empty"):
        await template_import.look_at(path)
    with pytest.raises(template_import.ImageError, match="cannot read"):
        await template_import.look_at(tmp_path / "nowhere")
    path.write_bytes(b"QFI\xfb" + bytes(100))
    with pytest.raises(template_import.ImageError, match="cannot be read"):
        await template_import.look_at(path)


@pytest.mark.parametrize("driver", ["qcow2", "vdi", "vhdx", "vpc", "vmdk"])
async def test_cut_images_are_refused(tmp_path: Path, driver: str) -> None:
    raw = tmp_path / "disk.raw"
    raw.write_bytes(random.Random(1).randbytes(2 * SIZE))
    path = convert(raw, driver)
    whole = path.read_bytes()
    assert (await template_import.look_at(path)).driver == driver
    for length in (len(whole) - SIZE, 200):
        path.write_bytes(whole[:length])
        with pytest.raises(template_import.ImageError, match="damaged or cut off|cannot be read"):
            await template_import.look_at(path)


async def test_what_is_said_of_a_cut_image(tmp_path: Path) -> None:
    raw = tmp_path / "disk.raw"
    raw.write_bytes(random.Random(1).randbytes(2 * SIZE))
    path = convert(raw, "qcow2")
    os.truncate(path, SIZE)
    with pytest.raises(template_import.ImageError) as caught:
        await template_import.look_at(path)
    said = str(caught.value)
    assert said.startswith(f"{path} is damaged or cut off, says qemu-img check: "), said
    assert "exceeding the end of the file" in said and "\n" not in said


async def test_an_image_that_only_wastes_room_is_taken(raw: Path) -> None:
    path = convert(raw, "qcow2")
    # Another cluster at the end that the refcounts tell of and nothing uses: a leak.
    with path.open("r+b") as file:
        file.seek(48)
        file.seek(int.from_bytes(file.read(8), "big"))
        block = int.from_bytes(file.read(8), "big")
        end = file.seek(0, os.SEEK_END)
        cluster = -(-end // 65536)
        file.truncate((cluster + 1) * 65536)
        file.seek(block + 2 * cluster)
        file.write((1).to_bytes(2, "big"))
    checked = subprocess.run(["qemu-img", "check", "-f", "qcow2", path], capture_output=True)
    assert checked.returncode == 3, checked
    assert (await template_import.look_at(path)).size_bytes == SIZE


async def test_only_files_and_block_devices_are_looked_at(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (fifo, tmp_path, Path("/dev/zero")):
        with pytest.raises(template_import.ImageError, match="neither a file nor a block device"):
            await asyncio.wait_for(template_import.look_at(path), 60)


def test_the_command(raw: Path, tmp_path: Path) -> None:
    image = convert(raw, "qcow2", "-c")
    with runtime_dir():
        qube = Qube(tmp_path / "home")
        qube.run("init")
        made = qube.json("template", "import", "cloud", str(image))
        assert made["class"] == "TemplateVM"
        (root,) = (volume for volume in made["volumes"] if volume["name"] == "root")
        assert root["size"] == SIZE
        values = {
            name: qube.json("prefs", "cloud", name)["value"]
            for name in ("kernel", "virt_mode", "memory")
        }
        assert values == {"kernel": "", "virt_mode": "hvm", "memory": 1024}
        stored = tmp_path / "home" / "vm-templates" / "cloud" / "root.img"
        assert stored.read_bytes() == bootable()
        assert stored.stat().st_blocks * 512 < SIZE // 4
        # A failure leaves nothing: the compressed data, which no check reads, is spoilt.
        spoilt = bytearray(image.read_bytes())
        first = image.stat().st_size - (image.stat().st_size % 65536 or 65536)
        spoilt[first : first + 4096] = b"\xff" * len(spoilt[first : first + 4096])
        image.write_bytes(spoilt)
        failed = qube.run("--json", "template", "import", "second", str(image), ok=False)
        assert failed.returncode == 1, failed.stdout
        assert "the image cannot be read" in json.loads(failed.stdout)["error"]["message"]
        assert "second" not in {row["name"] for row in qube.json("ls")}


@pytest.mark.slow
def test_an_imported_disk_boots(store: MachineStore, raw: Path) -> None:
    command = ("template", "import", "cloud", str(convert(raw, "qcow2")), "--memory", "64")
    Qube(store.home).run(*command)
    store.call("admin.vm.Create.AppVM", "cloud", payload="name=work label=blue")
    store.set("work", debug="True")
    store.call("admin.vm.Start", "", "work")
    store.console_says("work", "DISK BOOTED by itself")
    store.call("admin.vm.Kill", "", "work")
