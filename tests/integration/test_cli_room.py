"""What takes room for nothing, and pools that fill up: `qube pool` against a real qubesd."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import noise
from tests.commands import Qube
from tests.conftest import missing
from tests.integration.served import refused, served_store
from tests.storage_places import files

MIB = 1 << 20


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("room")) as qube:
        qube.run("create", "work", "--class", "StandaloneVM")
        yield qube


def fill(qube: Qube, folder: Path, seed: int) -> None:
    (folder / "image").write_bytes(noise(MIB, seed))
    qube.run("volume", "import", "work:private", str(folder / "image"))


def room(qube: Qube, *words: str) -> dict[str, dict[str, object]]:
    return {row["item"]: row for row in qube.json("pool", "reclaimable", *words)}


def test_what_can_be_removed(qube: Qube, tmp_path: Path) -> None:
    qube.run("volume", "config", "work:private", "revisions_to_keep", "3")
    for seed in range(4):
        fill(qube, tmp_path, seed)
    qube.run("volume", "pin", "work:private", "3", "--note", "good")
    work = qube.home / "appvms" / "work"
    (work / "private-import.img").write_bytes(b"x" * MIB)
    (work / "volatile-dirty.img").write_bytes(b"x" * 2 * MIB)
    (work / "notes of mine.img").write_bytes(b"no volume")
    other = qube.home / "vm-templates" / "gone"
    other.mkdir()
    for name in ("root.img", "root.img.4@2020-01-01T00:00:00Z", "README"):
        (other / name).write_bytes(b"x" * MIB)

    found = room(qube, "varlibqubes")
    ids = {
        "revision:varlibqubes:appvms/work/private:2",
        "revision:varlibqubes:appvms/work/private:3",
        "revision:varlibqubes:appvms/work/private:4",
        "import:varlibqubes:appvms/work/private",
        "volatile:varlibqubes:appvms/work/volatile",
        "orphan:varlibqubes:vm-templates/gone/root",
    }
    assert set(found) == ids == set(room(qube))
    sizes = {item: row["bytes"] for item, row in found.items()}
    assert sizes["revision:varlibqubes:appvms/work/private:4"] == MIB
    assert sizes["volatile:varlibqubes:appvms/work/volatile"] == 2 * MIB
    assert sizes["orphan:varlibqubes:vm-templates/gone/root"] == 2 * MIB
    assert list(sizes.values()) == sorted(sizes.values(), reverse=True)
    table = qube.run("pool", "reclaimable").stdout
    assert "pinned, good" in table and "vm-templates/gone/root" in table

    freed = qube.json("pool", "reclaimable", "--free", "revision", "import", "volatile")
    assert {row["name"] for row in freed} == ids - {
        "revision:varlibqubes:appvms/work/private:3",  # pinned
        "orphan:varlibqubes:vm-templates/gone/root",  # of nobody we know
    }
    assert all(row["ok"] for row in freed)
    left = files(work)
    assert [name for name in left if name.startswith("private.img.")] == [
        name for name in left if name.startswith("private.img.3@")
    ]
    assert "notes of mine.img" in left and not {"private-import.img", "volatile-dirty.img"} & {
        *left
    }

    named = [
        "revision:varlibqubes:appvms/work/private:3",
        "orphan:varlibqubes:vm-templates/gone/root",
    ]
    qube.run("pool", "reclaimable", "--free", *named)
    assert room(qube) == {}
    assert files(other) == ["README"]
    assert qube.json("volume", "revisions", "work:private") == []
    assert "no such item" in refused(qube, "pool", "reclaimable", "--free", named[0])


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nosuch",), 1, "no pool 'nosuch'"),
        (("--free", "orphan"), 2, "neither an item"),
        (("--free", "revision:varlibqubes:appvms/work/private:99"), 1, "no such item"),
    ],
)
def test_refusals(qube: Qube, words: tuple[str, ...], status: int, said: str) -> None:
    assert said in refused(qube, "pool", "reclaimable", *words, status=status)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() != 0:
        missing("root, which mounting takes")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.root
def test_what_does_not_fit_is_not_begun(qube: Qube, small_disk: Path, tmp_path: Path) -> None:
    options = ["-o", f"dir_path={small_disk}/pool", "-o", "setup_check=no"]
    qube.run("pool", "add", "small", "file-reflink", *options)
    qube.run("create", "tiny", "--class", "StandaloneVM", "--pool", "small")
    image = tmp_path / "image"
    image.write_bytes(noise(8 * MIB, 1))
    os.truncate(image, 64 * MIB)
    for name in ("import into", "move"):
        if name == "move":
            qube.run("volume", "import", "work:private", str(image))
            said = refused(qube, "move", "work", "--pool", "small")
        else:
            said = refused(qube, "volume", "import", "tiny:private", str(image))
        assert "needs 8.0 MiB, and pool small has " in said and " free. What can be" in said
    assert qube.json("volume", "info", "tiny:private")["size"] == 2 << 30
    assert qube.json("volume", "info", "work:private")["pool"] == "varlibqubes"
    (tmp_path / "holes").touch()
    os.truncate(tmp_path / "holes", 64 * MIB)
    qube.run("volume", "import", "tiny:private", str(tmp_path / "holes"))
    qube.run("remove", "tiny")
    qube.run("pool", "remove", "small")


def test_levels(qube: Qube) -> None:
    made = qube.json("pool", "set", "varlibqubes", "warn_percent=1", "warn_metadata_percent=70")
    assert (made["warn_percent"], made["warn_metadata_percent"]) == (1, 70)
    assert made["over"] == ["data"], "any disk is filled to a percent"
    assert 0 < made["free"] <= made["size"]
    assert 'name="varlibqubes" data="1" metadata="70"' in (qube.home / "qubes.xml").read_text()
    assert qube.json("pool", "set", "varlibqubes", "warn_percent=0")["over"] == []
    assert "warn_percent" in qube.run("pool", "info", "varlibqubes").stdout
    for bad in ("101", "-1", "x", "1.5"):
        assert "not a percentage" in refused(
            qube, "pool", "set", "varlibqubes", f"warn_percent={bad}"
        )
