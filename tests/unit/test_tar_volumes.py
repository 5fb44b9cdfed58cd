"""Multi-volume and directory archives that the real GNU tar made."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qubesmanager.backend.backup.errors import DamagedArchive
from qubesmanager.backend.backup.inner_tar import InnerTar
from qubesmanager.backend.backup.tar_steps import FileConsumer, TarParser
from qubesmanager.backend.backup.tree_tar import FILE, TreeMember, TreeTar
from tests.archives import noise

Program = Callable[[str], str]
NAME = "vm1/private.img"
TAPE_KIB = 20


class Kept:
    """A consumer and a handler that keeps everything."""

    def __init__(self) -> None:
        self.files: dict[str, bytearray] = {}
        self.sizes: dict[str, int] = {}
        self._name = ""

    def begin(self, member: TreeMember) -> FileConsumer | None:
        if member.kind != FILE:
            return None
        return One(self, member.name)

    def end(self, member: TreeMember) -> None:
        if member.kind == FILE:
            assert len(self.files[member.name]) == self.sizes[member.name]


class One:
    def __init__(self, kept: Kept, name: str) -> None:
        self._kept, self._name = kept, name

    def begin(self, size_bytes: int) -> None:
        assert self._name not in self._kept.files
        self._kept.files[self._name] = bytearray()
        self._kept.sizes[self._name] = size_bytes

    def data(self, piece: memoryview) -> None:
        self._kept.files[self._name] += piece

    def hole(self, length_bytes: int) -> None:
        self._kept.files[self._name] += bytes(length_bytes)


def volumes(tar: str, folder: Path, name: str, *options: str) -> list[bytes]:
    tapes = [folder / f"tape{number}" for number in range(40)]
    files = [word for tape in tapes for word in ("-f", str(tape))]
    subprocess.run(
        [tar, "-C", str(folder), "-c", "-M", "-L", str(TAPE_KIB), "--format=gnu", *options]
        + [*files, name],
        check=True,
        capture_output=True,
    )
    return [tape.read_bytes() for tape in tapes if tape.exists()]


def feed(parser: TarParser, tapes: list[bytes], step: int = 999) -> None:
    for number, tape in enumerate(tapes):
        if number:
            parser.next_volume()
        for start in range(0, len(tape), step):
            parser.feed(tape[start : start + step])
    parser.finish()


@pytest.fixture
def image(tmp_path: Path) -> bytes:
    content = noise(90_000)
    (tmp_path / "vm1").mkdir()
    (tmp_path / NAME).write_bytes(content)
    return content


@pytest.mark.real
def test_one_file(tmp_path: Path, image: bytes, program: Program) -> None:
    tapes = volumes(program("tar"), tmp_path, NAME)
    assert len(tapes) == 5
    kept = Kept()
    feed(InnerTar(NAME, One(kept, NAME)), tapes)
    assert kept.files[NAME] == image


@pytest.mark.real
@pytest.mark.parametrize("size", [TAPE_KIB * 1024 * 2 - 1024, TAPE_KIB * 1024 - 512, 0, 1])
def test_files_that_end_with_a_tape(tmp_path: Path, size: int, program: Program) -> None:
    (tmp_path / "vm1").mkdir()
    (tmp_path / NAME).write_bytes(noise(size))
    kept = Kept()
    feed(InnerTar(NAME, One(kept, NAME)), volumes(program("tar"), tmp_path, NAME))
    assert kept.files[NAME] == noise(size)


@pytest.mark.real
def test_a_sparse_file(tmp_path: Path, program: Program) -> None:
    content = noise(30_000) + bytes(200_000) + noise(30_000, 1) + bytes(50_000)
    (tmp_path / "vm1").mkdir()
    with (tmp_path / NAME).open("wb") as file:
        file.write(content[:30_000])
        file.seek(230_000)
        file.write(content[230_000:260_000])
        file.truncate(len(content))
    kept = Kept()
    feed(InnerTar(NAME, One(kept, NAME)), volumes(program("tar"), tmp_path, NAME, "--sparse"))
    assert kept.files[NAME] == content


@pytest.mark.real
def test_a_directory(tmp_path: Path, program: Program) -> None:
    """Broken off in the middle of any member, also of one with a long name."""
    names = ["vm1/a", "vm1/b", f"vm1/{'d' * 99}/{'n' * 99}", "vm1/z"]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(noise(17_000 + 6000 * number, number))
    tapes = volumes(program("tar"), tmp_path, "vm1")
    assert len(tapes) > 4
    kept = Kept()
    feed(TreeTar("vm1/.", kept), tapes)
    assert kept.files == {
        name: noise(17_000 + 6000 * number, number) for number, name in enumerate(names)
    }


@pytest.mark.real
def test_tapes_missing_or_exchanged(tmp_path: Path, image: bytes, program: Program) -> None:
    tapes = volumes(program("tar"), tmp_path, NAME)
    for order in ([0, 2, 3, 4], [0, 2, 1, 3, 4], [1, 2, 3, 4], [0, 1, 2, 3], [0, 1, 1, 3, 4]):
        with pytest.raises(DamagedArchive):
            feed(InnerTar(NAME, One(Kept(), NAME)), [tapes[number] for number in order])


@pytest.mark.real
def test_cut_tape(tmp_path: Path, image: bytes, program: Program) -> None:
    tapes = volumes(program("tar"), tmp_path, NAME)
    for length in (0, 100, 512, 5000):
        with pytest.raises(DamagedArchive):
            feed(InnerTar(NAME, One(Kept(), NAME)), [tapes[0], tapes[1][:length], *tapes[2:]])
