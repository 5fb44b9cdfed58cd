"""A store on a full disk is still shown, and says what is wrong when something must be written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Qube

MIB = 1 << 20

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
    assert "a new qube needs 1.0 MiB, and pool varlibqubes has" in refused.stderr
    said = qube.run("prefs", "keep", "memory", "500", ok=False).stderr
    assert said.endswith("The store cannot be written: No space left on device\n")
    command = [qube.python, "-m", "qubesmanager.cli.main", "--home", str(qube.home)]
    command += ["volume", "import", "keep:private", "-"]
    for image, said in (
        (os.urandom(MIB), "No space left on device. With its --size told it need not be kept. The"),
        (bytes(MIB), "volume private of qube keep has the new data, but what the store notes of"),
    ):
        done = subprocess.run(command, input=image, capture_output=True, timeout=60, check=False)
        assert done.returncode == 1
        assert said in done.stderr.decode() and b"Traceback" not in done.stderr
    (small_disk / "filler").unlink()
    qube.run("remove", "keep")
    assert [row["name"] for row in qube.json("ls")] == ["dom0"]
