"""What we write, anybody gets back: our archives taken apart by tar, scrypt and gzip alone.

At full strength a container costs three seconds to make and as many to open, so these archives hold
few of them; every shape of image and every filter is tested at low cost in test_writer.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Qube
from tests.real_programs import take_apart

pytestmark = [pytest.mark.real, pytest.mark.slow]


def _pattern(path: Path) -> str:
    """Data, a long hole, zeros that are allocated, data up to an odd end."""
    with path.open("wb") as image:
        image.write(b"begin" * 1000)
        image.seek(3 * 2**20)
        image.write(bytes(65536) + b"middle" * 3000)
        image.seek(7 * 2**20 + 1536)
        image.write(b"end")
        image.truncate(7 * 2**20 + 2048)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_archive_opens_with_plain_tools(tmp_path: Path, program: Callable[[str], str]) -> None:
    qube = Qube(tmp_path / "store")
    qube.run("init")
    qube.run("create", "alone", "--class", "StandaloneVM", "--label", "green")
    digest = _pattern(tmp_path / "image")
    qube.run("volume", "import", "alone:private", str(tmp_path / "image"))
    archive = tmp_path / "archive"
    passphrase = "zażółć gęślą jaźń"
    qube.run("backup", "--no-verify", "--to", str(archive), "alone", passphrase=passphrase)

    apart = take_apart(archive, passphrase, tmp_path, program)

    private = next(name for name in apart.files if name.endswith("/private.img"))
    assert apart.sha256(private) == digest
    root = next(name for name in apart.files if name.endswith("/root.img"))
    assert apart.files[root].stat().st_size == 10 * 2**30
    assert apart.files[root].stat().st_blocks == 0
    assert apart.header["version"] == "4"


def test_fixture_qubes_survive_the_round_trip(
    tmp_path: Path,
    fixtures_dir: Path,
    manifest: dict[str, dict[str, Any]],
    program: Callable[[str], str],
) -> None:
    record = manifest["v4-gzip.qbak"]
    qube = Qube(tmp_path / "store")
    qube.run("init")
    wanted_qubes = ["demo-tpl", "demo-work"]
    words = ("restore", str(fixtures_dir / record["file"]), "--select", ",".join(wanted_qubes))
    qube.run(*words, passphrase=record["passphrase"])
    archive = tmp_path / "again"
    qube.run(
        "backup", "--no-verify", "--to", str(archive), *wanted_qubes, passphrase="second passphrase"
    )

    apart = take_apart(archive, "second passphrase", tmp_path, program)

    wanted = sorted(
        (volume["sha256"], volume["size"])
        for name in wanted_qubes
        for volume in record["vms"][name]["volumes"].values()
    )
    found = sorted(
        (apart.sha256(name), path.stat().st_size)
        for name, path in apart.files.items()
        if name.endswith(".img")
    )
    assert found == wanted
    notes = [path for name, path in apart.files.items() if name.endswith("/notes.txt")]
    assert [path.read_text() for path in notes] == [
        record["vms"]["demo-work"]["restored_as"]["notes"]
    ]
