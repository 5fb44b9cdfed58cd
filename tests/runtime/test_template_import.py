"""Templates made of disk images: of every format that is whole in one file, and of no other."""

from __future__ import annotations

import json
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
        # A failure leaves nothing: the image was cut off after it was looked at.
        image.write_bytes(image.read_bytes()[: -(16 << 10)])
        failed = qube.run("--json", "template", "import", "second", str(image), ok=False)
        assert failed.returncode == 1, failed.stdout
        assert json.loads(failed.stdout)["error"]["message"]
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
