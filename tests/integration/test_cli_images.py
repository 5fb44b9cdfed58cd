"""`qube volume import` and `export` refuse what would lose data, in words for people."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import TIMEOUT_S, Qube
from tests.integration.served import refused, served_store

DATA = b"old data" * 1000


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    folder = tmp_path_factory.mktemp("images")
    with served_store(folder) as qube:
        qube.run("create", "tpl", "--class", "TemplateVM")
        qube.run("create", "app", "--class", "AppVM", "--template", "tpl")
        (folder / "image").write_bytes(DATA)
        qube.run("volume", "import", "app:private", str(folder / "image"))
        yield qube


def feed(qube: Qube, data: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home)]
    command += ["volume", "import", "app:private", "-", *words]
    return subprocess.run(command, input=data, capture_output=True, timeout=TIMEOUT_S, check=False)


def unchanged(qube: Qube, folder: Path) -> bool:
    qube.run("volume", "export", "app:private", str(folder / "exported"))
    return (folder / "exported").read_bytes() == DATA


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        (b"", (), "standard input is empty"),
        (b"", ("--size", "1000"), "0 of 1000 bytes"),
        (b"x" * 999, ("--size", "1000"), "999 of 1000 bytes"),
        (b"x" * 1001, ("--size", "1000"), "more data than the 1000 bytes"),
    ],
)
def test_a_pipe_without_the_whole_image(
    qube: Qube, tmp_path: Path, data: bytes, words: tuple[str, ...], said: str
) -> None:
    done = feed(qube, data, *words)
    assert done.returncode == 1
    assert said in done.stderr.decode()
    assert unchanged(qube, tmp_path)


def test_files_without_the_whole_image(qube: Qube, tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.write_bytes(b"x" * 2000)
    (tmp_path / "empty").touch()
    imports = ("volume", "import", "app:private")
    said = refused(qube, *imports, str(image), "--size", "1000")
    assert "more data than the 1000 bytes" in said
    for content, size in ((b"x" * 2000, 2000), (b"x" * 2000, 9000), (b"", 2000)):
        image.write_bytes(content)
        os.truncate(image, size)  # the rest is a hole
        said = refused(qube, *imports, str(image), "--size", "1M")
        assert f"{image} has only {size} of 1048576 bytes" in said
    image.write_bytes(b"x" * 2000)
    assert "empty is empty" in refused(qube, *imports, str(tmp_path / "empty"))
    assert "/dev/null is empty" in refused(qube, *imports, "/dev/null")
    assert "is a folder" in refused(qube, *imports, str(tmp_path))
    assert "--size 0" in refused(qube, *imports, str(image), "--size", "0", status=2)
    assert "not a size" in refused(qube, *imports, str(image), "--size", "big", status=2)
    assert unchanged(qube, tmp_path)


def test_a_size_with_a_unit(qube: Qube, tmp_path: Path) -> None:
    qube.run("create", "other", "--class", "AppVM", "--template", "tpl")
    image = tmp_path / "image"
    image.write_bytes(b"x" * 2048)
    done = qube.json("volume", "import", "other:private", str(image), "--size", "2K")
    assert done["size"] == 2048


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        ("app:root", "is a snapshot of its template's"),
        ("app:volatile", "is emptied at each start"),
        ("app:nope", "has no volume nope; its volumes: root, private, volatile"),
        ("dom0:root", "qube dom0 has no volume root"),
    ],
)
def test_volumes_without_data_of_their_own(
    qube: Qube, tmp_path: Path, volume: str, said: str
) -> None:
    image = tmp_path / "image"
    image.write_bytes(b"x" * 512)
    assert said in refused(qube, "volume", "import", volume, str(image))
    assert said in refused(qube, "volume", "export", volume, str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "ż", "--class", "StandaloneVM"), "begins with a letter"),
        (("create", "", "--class", "StandaloneVM"), "begins with a letter"),
        (("create", "x" * 32, "--class", "StandaloneVM"), "at most 31 characters"),
        (("create", "new", "--class", "StandaloneVM", "--label", ""), "needs a label"),
        (("create", "new", "--class", "AppVM"), "An AppVM needs a template"),
    ],
)
def test_names_that_cannot_be(qube: Qube, words: tuple[str, ...], said: str) -> None:
    assert said in refused(qube, *words)


def test_a_file_where_the_store_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused(Qube(tmp_path / "file"), "init")
    assert f"{tmp_path}/file: File exists" in said
    assert "Errno" not in said
