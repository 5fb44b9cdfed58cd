"""The folder that a home directory is restored into: nothing in the archive leads out of it."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qubesmanager.backend.backup.errors import DamagedArchive, TargetError
from qubesmanager.backend.backup.home_folder import HomeFolder
from qubesmanager.backend.backup.home_tree import HomeTree
from qubesmanager.backend.backup.plan import VolumeRow
from qubesmanager.backend.backup.tree_tar import TreeTar
from tests.archives import gnu_sparse_member, noise, pad, tar_header

NOW = datetime(2026, 11, 21, 10, 30, 59)
TOP = "dom0-home/user"
NAME = "home-restore-2026-11-21-103059"


def unpack(home: Path, stream: bytes, step: int = 1 << 16) -> tuple[HomeTree, list[str]]:
    """Raises what the archive or the folder raises, after cleaning up."""
    notes: list[str] = []
    tree = HomeTree(TOP, VolumeRow("home"), 1 << 20, notes, lambda: HomeFolder(home, NOW))
    parser = TreeTar(TOP, tree)
    try:
        for start in range(0, len(stream), step):
            parser.feed(stream[start : start + step])
        parser.finish()
        tree.complete()
    except (DamagedArchive, TargetError):
        tree.fail("it is over")
        raise
    return tree, notes


def entry(name: str, type_: bytes = b"0", content: bytes = b"", link: str = "") -> bytes:
    return tar_header(name, len(content), type_, gnu=True, at157=link.encode()) + pad(content)


def archive(*entries: bytes) -> bytes:
    return pad(entry(f"{TOP}/", b"5") + b"".join(entries) + bytes(1024), 10240)


def test_what_gnu_tar_made(tmp_path: Path, program: Callable[[str], str]) -> None:
    """Long names, odd names, links of both kinds, holes, modes and times."""
    source = tmp_path / "source" / "dom0-home" / "user"
    source.mkdir(parents=True)
    (source / "empty").mkdir()
    (source / ("d" * 120) / "sub").mkdir(parents=True)
    (source / ("d" * 120) / "sub" / ("n" * 200)).write_bytes(b"long")
    (source / "zażółć").write_bytes(noise(5000))
    os.mkdir(os.fsencode(source) + b"/\xff\xfe")
    os.symlink("/etc/passwd", source / "absolute")
    os.symlink("x" * 150, source / "long-link")
    (source / "script").write_bytes(b"#!/bin/sh\n")
    (source / "script").chmod(0o4755)
    os.link(source / "script", source / "same")
    with open(source / "sparse", "wb") as file:
        file.seek(1 << 20)
        file.write(b"end")
        file.truncate(1 << 22)
    (source / "private").mkdir(mode=0o500)
    os.utime(source / "empty", (1e9, 1e9))
    os.utime(source / "zażółć", (1e9, 1e9))
    for options in (["--format=gnu", "--sparse"], ["--format=pax", "--sparse"]):
        command = [program("tar"), "-C", str(tmp_path / "source"), "-c", *options, TOP]
        tar = subprocess.run(command, capture_output=True, check=True).stdout
        home = tmp_path / f"home{options[0]}"
        home.mkdir()
        _, notes = unpack(home, tar, 1000)
        (made,) = home.iterdir()
        assert made.name == NAME
        assert notes == [f"The files are in {made}."]
        top = made / TOP
        found = sorted(os.fsencode(p.relative_to(top)) for p in top.rglob("*"))
        assert found == sorted(os.fsencode(p.relative_to(source)) for p in source.rglob("*"))
        for path in source.rglob("*"):
            here = top / path.relative_to(source)
            if path.is_symlink():
                assert here.readlink() == path.readlink()
            elif path.is_file():
                assert here.read_bytes() == path.read_bytes()
        assert (top / "sparse").stat().st_blocks * 512 < 1 << 20
        assert (top / "script").stat().st_ino == (top / "same").stat().st_ino
        assert stat.S_IMODE((top / "script").stat().st_mode) == 0o755
        assert stat.S_IMODE((top / "private").stat().st_mode) == 0o700
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
        assert (top / "empty").stat().st_mtime == (top / "zażółć").stat().st_mtime == 1e9
        assert top.stat().st_uid == home.stat().st_uid


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(TargetError, match="exists"):
        unpack(tmp_path, archive(entry(f"{TOP}/a")))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


HOSTILE = {
    "up": entry(f"{TOP}/../../x"),
    "absolute": entry("/tmp/x"),
    "empty part": entry(f"{TOP}//x"),
    "elsewhere": entry("dom0-home/joe/x"),
    "the top is a file": entry(TOP),
    "through a link": entry(f"{TOP}/l", b"2", link="..") + entry(f"{TOP}/l/x", content=b"x"),
    "link over a folder": entry(f"{TOP}/d/", b"5") + entry(f"{TOP}/d", b"2", link="/etc"),
    "file twice": entry(f"{TOP}/a") * 2,
    "file over a link": entry(f"{TOP}/l", b"2", link="/etc/x") + entry(f"{TOP}/l", content=b"x"),
    "hard link up": entry(f"{TOP}/h", b"1", link="../../../etc/passwd"),
    "hard link to nothing": entry(f"{TOP}/h", b"1", link=f"{TOP}/none"),
    "hard link through a link": entry(f"{TOP}/l", b"2", link="/etc")
    + entry(f"{TOP}/h", b"1", link=f"{TOP}/l/passwd"),
    "link to nothing": entry(f"{TOP}/l", b"2"),
    "bomb": gnu_sparse_member(f"{TOP}/b", noise(1 << 10), [(0, 512), (0, 512)]),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile(case: str, tmp_path: Path) -> None:
    """The folder goes away again, and nothing was made beside it."""
    home = tmp_path / "home"
    home.mkdir()
    with pytest.raises((DamagedArchive, TargetError)):
        unpack(home, archive(entry(f"{TOP}/good", content=b"x"), HOSTILE[case]))
    assert list(home.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_absurd_times_and_modes(tmp_path: Path) -> None:
    late = tar_header(f"{TOP}/a", 0, gnu=True, at136=b"\x80" + b"\x7f" * 11)
    early = tar_header(f"{TOP}/b", 0, gnu=True, at136=b"\xff" * 12)
    loose = tar_header(f"{TOP}/c", 0, gnu=True, at100=b"0007777\0")
    unpack(tmp_path, archive(late, early, loose))
    top = tmp_path / NAME / TOP
    assert ((top / "a").stat().st_mtime, (top / "b").stat().st_mtime) == ((1 << 32) - 1, 0)
    assert stat.S_IMODE((top / "c").stat().st_mode) == 0o777


def test_special_files_are_left_out_and_told(tmp_path: Path) -> None:
    special = [entry(f"{TOP}/dev{i}", type_) for i, type_ in enumerate([b"3", b"4", b"6"] * 5)]
    _, notes = unpack(tmp_path, archive(*special))
    assert len(notes) == 12
    assert "dev0 is neither" in notes[0]
    assert notes[10] == "5 more special files are left out."
    assert list((tmp_path / NAME / TOP).iterdir()) == []


def test_a_link_that_appears_meanwhile(tmp_path: Path) -> None:
    """Somebody else puts a link where a directory was: it is not followed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = HomeFolder(tmp_path, NOW)
    folder.make_directory(("a",), 0o755, 0)
    folder.make_directory(("b",), 0o755, 0)
    unfinished = tmp_path / (NAME + ".incomplete")
    (unfinished / "a").rmdir()
    os.symlink(outside, unfinished / "a")
    with pytest.raises(TargetError):
        folder.begin_file(("a", "x"), 0, 0o644, 0)
    folder.abort("test")
    assert list(outside.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["outside"]


GOOD = archive(
    entry(f"{TOP}/d/", b"5"),
    entry(f"{TOP}/d/f", content=noise(700)),
    entry(f"{TOP}/l", b"2", link="d/f"),
    gnu_sparse_member(f"{TOP}/s", noise(512) + bytes(8192) + noise(512, 1)),
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(position=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7), cut=st.booleans())
def test_any_damage(
    tmp_path_factory: pytest.TempPathFactory, position: int, bit: int, cut: bool
) -> None:
    """Only the documented errors come out, and nothing stays after one."""
    home = tmp_path_factory.mktemp("home")
    damaged = bytearray(GOOD[:position] if cut else GOOD)
    if not cut:
        damaged[position] ^= 1 << bit
    try:
        unpack(home, bytes(damaged))
    except (DamagedArchive, TargetError) as error:
        assert str(error)
        assert list(home.iterdir()) == []
    else:
        assert [path.name for path in home.iterdir()] == [NAME]
