"""The manual pages and the shell completion: true, readable, working."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.cli.main import build_parser
from tests.commands import Qube
from tests.integration.served import served_store

DOCS = Path(__file__).parents[2] / "docs"
RENEW = "run .venv/bin/python tools/command-docs"


def verbs(parser: argparse.ArgumentParser, words: str = "") -> Iterator[str]:
    below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not below:
        yield words
    for name, child in below[0].choices.items() if below else ():
        yield from verbs(child, f"{words} {name}".strip())


@pytest.mark.parametrize("words", list(verbs(build_parser())))
def test_every_verb_is_in_the_manual_and_completed(words: str) -> None:
    section = f".SS qube {words}\n".replace("-", "\\-")
    assert section in (DOCS / "man/qube.1").read_text(), RENEW
    verb, _, action = words.partition(" ")
    assert f'"{verb} {action}"' in (DOCS / "completion/qube").read_text(), RENEW


@pytest.mark.real
@pytest.mark.parametrize("page", ["qube.1", "qubesd.1"])
def test_the_manual_is_well_formed(page: str) -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed")
    command = ["groff", "-man", "-Tutf8", "-ww", str(DOCS / "man" / page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout)  # bold is printed twice


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Qube]:
    with served_store(tmp_path_factory.mktemp("completion")) as qube:
        qube.run("create", "debian", "--class", "TemplateVM")
        qube.run("create", "work", "--class", "AppVM", "--template", "debian")
        yield qube


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["pre"], {"prefs"}),
        (["--h"], {"--help", "--home"}),
        (["volume", "re"], {"revisions", "revert", "resize"}),
        (["prefs", "--hide"], {"--hide-default"}),
        (["prefs", "w"], {"work"}),
        (["volume", "list", ""], {"--help", "--pool", "dom0", "debian", "work"}),
        (["tags", "work", "d"], {"del", "dom0", "debian"}),
        (["nosuch", ""], set()),
    ],
)
def test_completion(store: Qube, words: list[str], expected: set[str]) -> None:
    script = (
        f'source "{DOCS}/completion/qube"\n'
        'COMP_WORDS=(qube "$@") COMP_CWORD=$#\n'
        '_qube; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script, "bash", "--home", str(store.home), *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": path},
    )
    assert done.stderr == ""
    assert set(done.stdout.split()) == expected
