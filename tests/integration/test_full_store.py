"""A store on a full disk is still shown, and says what is wrong when something must be written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Qube

pytestmark = pytest.mark.root


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
def test_full_disk(small_disk: Path) -> None:
    qube = Qube(small_disk / "store")
    qube.run("init")
    qube.run("create", "keep", "--class", "StandaloneVM")
    with (small_disk / "filler").open("wb", buffering=0) as filler, pytest.raises(OSError):
        while True:
            filler.write(bytes(4096))
    assert [row["name"] for row in qube.json("ls")] == ["dom0", "keep"]
    refused = qube.run("create", "more", "--class", "StandaloneVM", ok=False)
    assert refused.returncode == 1
    assert "No space left on device" in refused.stderr
    assert "Traceback" not in refused.stderr
    (small_disk / "filler").unlink()
    qube.run("remove", "keep")
    assert [row["name"] for row in qube.json("ls")] == ["dom0"]
