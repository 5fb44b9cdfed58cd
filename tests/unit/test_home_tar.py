"""A home directory through the real GNU tar: everything comes back as it was."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from qubesmanager.backend.backup.home_tar import HomeTar, home_source, measure

MEMBER = "dom0-home/user"


def packed(home: Path, *excluded: Path) -> tuple[bytes, list[str]]:
    tar = HomeTar(home_source(str(home), [str(path) for path in excluded]), MEMBER)
    stream = b"".join(bytes(piece) for piece in tar.pieces())
    return stream, tar.notes


def unpacked(stream: bytes, folder: Path) -> Path:
    done = subprocess.run(
        ["tar", "-xpSf", "-", "-C", str(folder)], input=stream, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return folder / MEMBER


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (home / "docs").mkdir(parents=True)
    (home / "docs" / "letter.txt").write_text("Liebe Grüße")
    (home / "docs" / "letter.txt").chmod(0o640)
    os.link(home / "docs" / "letter.txt", home / "zz-same letter")
    (home / "link").symlink_to("docs/letter.txt")
    (home / "dangling").symlink_to("/nonexistent/" + "x" * 200)
    deep = home / ("d" * 90) / ("e" * 90)
    deep.mkdir(parents=True)
    (deep / ("f" * 200)).write_bytes(b"deep" * 1000)
    (home / os.fsdecode(b"not \xff utf-8")).write_bytes(b"bytes")
    (home / "größer").write_bytes(b"")
    (home / "secret").mkdir(mode=0o700)
    return home


def sparse_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50 << 20)
        file.seek(20 << 20)
        file.write(b"island" * 1000)


def listing(folder: Path) -> dict[bytes, tuple[object, ...]]:
    found = {}
    for parent, folders, files in os.walk(os.fsencode(folder)):
        for name in folders + files:
            path = os.path.join(parent, name)
            state = os.lstat(path)
            content: object = None
            if os.path.islink(path):
                content = os.readlink(path)  # noqa: PTH115
            elif os.path.isfile(path):
                content = Path(os.fsdecode(path)).read_bytes()
            mode = state.st_mode
            found[os.path.relpath(path, os.fsencode(folder))] = (mode, int(state.st_mtime), content)
    return found


def test_all_comes_back(home: Path, tmp_path: Path) -> None:
    sparse_file(home / "disk.img")
    sparse_file(home / ("d" * 90) / ("long" * 50))
    (home / "all-hole").touch()
    os.truncate(home / "all-hole", 1 << 20)
    (tmp_path / "out").mkdir()
    stream, notes = packed(home)
    assert notes == []
    assert len(stream) < 200_000
    target = unpacked(stream, tmp_path / "out")
    assert listing(target) == listing(home)
    assert (target / "disk.img").stat().st_blocks * 512 < 1 << 20
    same = (target / "zz-same letter").stat().st_ino
    assert same == (target / "docs" / "letter.txt").stat().st_ino


def test_the_size_is_right(home: Path) -> None:
    sparse_file(home / "disk.img")
    (home / "large").write_bytes(os.urandom(3_000_001))
    stream, _notes = packed(home)
    size = measure(home_source(str(home), []))
    assert len(stream) <= size.tar_bytes <= len(stream) + 200_000
    assert 3_000_000 < size.data_bytes < len(stream)


def test_what_is_excluded(home: Path, tmp_path: Path) -> None:
    (home / "backups").mkdir()
    (home / "backups" / "new").write_bytes(os.urandom(100_000))
    store = home / "store"
    store.mkdir()
    (store / "disk").write_bytes(os.urandom(100_000))
    (tmp_path / "alias").symlink_to(store)
    stream, _notes = packed(home, home / "backups" / "new", tmp_path / "alias")
    (tmp_path / "out").mkdir()
    target = unpacked(stream, tmp_path / "out")
    assert (target / "backups").is_dir()
    assert not (target / "backups" / "new").exists()
    assert not (target / "store").exists()


def test_sockets_and_pipes_are_left_out_and_said(home: Path, tmp_path: Path) -> None:
    os.mkfifo(home / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(home / "s"))
        stream, notes = packed(home)
    assert notes == ["2 sockets, pipes or devices are not in the backup"]
    (tmp_path / "out").mkdir()
    assert not (unpacked(stream, tmp_path / "out") / "pipe").exists()


def test_files_that_change_or_go_do_not_end_it(home: Path, tmp_path: Path) -> None:
    (home / "b-shrinks").write_bytes(os.urandom(3 << 20))
    (home / "c-goes").write_bytes(b"gone")
    tar = HomeTar(home_source(str(home), []), MEMBER)
    stream = bytearray()
    for piece in tar.pieces():
        stream += piece
        if b"b-shrinks" in bytes(piece[:200]):
            os.truncate(home / "b-shrinks", 1 << 20)
            (home / "c-goes").unlink()
    assert any("b-shrinks is not whole: it became shorter" in note for note in tar.notes)
    assert any("c-goes cannot be read" in note for note in tar.notes)
    (tmp_path / "out").mkdir()
    target = unpacked(bytes(stream), tmp_path / "out")
    assert (target / "b-shrinks").stat().st_size == 3 << 20
    assert (target / "docs" / "letter.txt").read_text() == "Liebe Grüße"


def test_many_unreadable_files_are_counted(home: Path, tmp_path: Path) -> None:
    for i in range(30):
        (home / f"a{i:02}").write_bytes(b"x")
    tar = HomeTar(home_source(str(home), []), MEMBER)
    for number, _piece in enumerate(tar.pieces()):
        if number == 0:
            # All names are known by now; the first file is being waited for.
            continue
        if number == 1:
            for i in range(1, 30):
                (home / f"a{i:02}").unlink()
    assert len(tar.notes) == 21
    assert tar.notes[-1] == "9 more files could not be read as they should"
