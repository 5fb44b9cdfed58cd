"""Primitives that are on the disk when they return: contents, modes, order of steps, log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import durable
from tests.storage_places import files

Step = tuple[str, str, str]


@pytest.fixture
def steps() -> Iterator[list[Step]]:
    """What happens, as ("before" | "after", call, file name)."""
    seen: list[Step] = []
    durable.on_step = lambda when, call, path: seen.append((when, call, path.name))
    yield seen
    durable.on_step = None


def done(steps: list[Step]) -> list[tuple[str, str]]:
    return [(call, name.partition("~")[0]) for when, call, name in steps if when == "after"]


def test_replace_file_appears_whole_and_private(tmp_path: Path, steps: list[Step]) -> None:
    target = tmp_path / "private.img"
    target.write_bytes(b"old")
    target.chmod(0o664)
    with durable.replace_file(target) as file:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"
        assert Path(file.name).name.startswith("private.img~")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert files(tmp_path) == ["private.img"]
    assert done(steps) == [
        ("fsync", "private.img"),
        ("rename", "private.img"),
        ("fsync", tmp_path.name),
    ]


def test_replace_file_leaves_nothing_after_an_error(tmp_path: Path) -> None:
    target = tmp_path / "private.img"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), durable.replace_file(target) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"old"
    assert files(tmp_path) == ["private.img"]


def test_replace_file_deletes_its_temporary_when_closing_fails(tmp_path: Path) -> None:
    with pytest.raises(OSError), durable.replace_file(tmp_path / "image") as file:
        file.write(b"in the buffer")
        os.close(file.fileno())
    assert files(tmp_path) == []


def test_create_sparse(tmp_path: Path) -> None:
    image = tmp_path / "image"
    durable.create_sparse(image, 10 * 1024**3)
    assert image.stat().st_size == 10 * 1024**3
    assert image.stat().st_blocks == 0
    durable.create_sparse(image, 5)
    assert image.read_bytes() == bytes(5)


def test_rename_brings_both_directories_to_the_disk(tmp_path: Path, steps: list[Step]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    source, target = tmp_path / "a" / "x", tmp_path / "b" / "y"
    source.write_bytes(b"data")
    durable.rename(source, target)
    assert target.read_bytes() == b"data"
    assert not source.exists()
    assert done(steps) == [("rename", "y"), ("fsync", "b"), ("fsync", "a")]


def test_hardlink(tmp_path: Path, steps: list[Step]) -> None:
    source, target = tmp_path / "x", tmp_path / "y"
    source.write_bytes(b"data")
    durable.hardlink(source, target)
    assert target.samefile(source)
    assert done(steps) == [("link", "y"), ("fsync", tmp_path.name)]
    with pytest.raises(FileExistsError):
        durable.hardlink(source, target)


def test_remove(tmp_path: Path, steps: list[Step]) -> None:
    path = tmp_path / "x"
    assert durable.remove(path) is False
    path.write_bytes(b"")
    assert durable.remove(path) is True
    assert done(steps) == [("unlink", "x"), ("fsync", tmp_path.name)]
    with pytest.raises(OSError):
        durable.remove(tmp_path)


def test_mkdir_is_one_level_and_accepts_a_directory(tmp_path: Path) -> None:
    assert durable.mkdir(tmp_path / "a") is True
    assert durable.mkdir(tmp_path / "a") is False
    with pytest.raises(FileNotFoundError):
        durable.mkdir(tmp_path / "b" / "c")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileExistsError):
        durable.mkdir(tmp_path / "file")


def test_rmdir_ignores_absence_and_contents_only(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    assert durable.rmdir(folder) is False
    folder.mkdir()
    (folder / "kept").write_bytes(b"")
    assert durable.rmdir(folder) is False
    with pytest.raises(NotADirectoryError):
        durable.rmdir(folder / "kept")
    (folder / "kept").unlink()
    assert durable.rmdir(folder) is True


def test_resize_in_place(tmp_path: Path, steps: list[Step]) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    inode = path.stat().st_ino
    durable.resize(path, 4)
    assert path.read_bytes() == b"0123"
    durable.resize(path, 6)
    assert path.read_bytes() == b"0123\0\0"
    assert path.stat().st_ino == inode
    assert done(steps)[:2] == [("truncate", "x"), ("fsync", "x")]


@pytest.mark.row("S2.12")
def test_changes_of_names_are_logged_quoted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="qubesmanager.backend.storage")
    one, two = tmp_path / "one file", tmp_path / "two files"
    durable.create_sparse(one, 1)
    durable.rename(one, two)
    durable.remove(two)
    text = caplog.text
    for words in (f"creating '{one}'", f"renaming '{one}' to '{two}'", f"removed '{two}'"):
        assert words in text


def test_a_directory_that_a_sibling_takes_away_is_no_failure(tmp_path: Path) -> None:
    folder = tmp_path / "qube"
    folder.mkdir()
    (folder / "private.img").touch()

    def take_away(when: str, call: str, path: Path) -> None:
        if (when, call) == ("after", "unlink"):
            os.rmdir(folder)

    durable.on_step = take_away
    try:
        assert durable.remove(folder / "private.img")
    finally:
        durable.on_step = None
    assert not folder.exists()
