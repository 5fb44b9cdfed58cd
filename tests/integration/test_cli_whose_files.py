"""Files of dom0 that somebody else had: the command asks whoever sits at its terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import PASSPHRASE
from tests.commands import Qube
from tests.hostile import HOME, entry, home
from tests.integration.served import served_store
from tests.integration.test_cli import Terminal

QUESTION = b"Restore them? [y/N] "


@pytest.fixture(scope="module")
def qube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("whose")) as served:
        yield served


@pytest.fixture
def terminal(qube: Qube, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """At the question."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    archive, secret = tmp_path / "a.qbak", tmp_path / "secret"
    archive.write_bytes(home(entry(f"{HOME}/letter", content=b"hello"))(4))
    secret.write_bytes(PASSPHRASE)
    command = [sys.executable, "-m", "qubesmanager.cli.main", "--home", str(qube.home)]
    words = ["restore", str(archive), "--conflict", "rename", "--passphrase-file", str(secret)]
    made = Terminal(*command, *words)
    made.expect(QUESTION)
    assert b"files of the user 'user'. They come into a new folder" in made.shown
    return made


@pytest.mark.parametrize(("typed", "letters"), [(b"y\n", ["hello"]), (b"\n", [])])
def test_the_answer_is_done(
    terminal: Terminal, tmp_path: Path, typed: bytes, letters: list[str]
) -> None:
    terminal.type(typed)
    assert terminal.finish() == 0, terminal.shown
    found = (tmp_path / "home").rglob("letter")
    assert [path.read_text() for path in found] == letters
    assert b"--select dom0" not in terminal.shown, "it was answered"


def test_interrupted_at_the_question(terminal: Terminal, qube: Qube, tmp_path: Path) -> None:
    before = qube.json("ls")
    terminal.type(b"\x03")
    assert terminal.finish() == 1
    assert b"qube: interrupted" in terminal.shown
    assert qube.json("ls") == before
    assert not list((tmp_path / "home").iterdir())
