"""An archive on a medium that nobody can write to, a home directory that cannot be written to."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archives import PASSPHRASE, ArchiveQube, make_archive, noise
from tests.commands import Qube
from tests.conftest import ROOT

QUBES = [
    ArchiveQube(
        "solo",
        "StandaloneVM",
        template=None,
        netvm=None,
        volumes={"root": noise(9000), "private": b""},
        files={"notes.txt": b"call Ann"},
    )
]
# In a mount namespace of the command's own, so that nothing is left to unmount.
SEALED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
pytestmark = [
    pytest.mark.root,
    pytest.mark.skipif(os.geteuid() != 0, reason="mounting takes root"),
]


@pytest.fixture
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="qube-ro-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def sealed(place: Path) -> Qube:
    """The command where all of ``place`` is read-only, but for sockets and a folder elsewhere.

    Its own default home, below ``place``, has no store.
    """
    (place / "home").mkdir()
    make_archive(place / "archive", QUBES)
    runtime = place / "run"  # mounted over by the command's own
    runtime.mkdir(mode=0o700)
    return Qube(
        place / "home" / "store",
        prefix=(
            *("unshare", "--mount", "--propagation", "private"),
            *("sh", "-c", SEALED, str(place)),
        ),
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(place / "home"),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
    )


def names(listed: Any) -> list[str]:
    return [row["name"] for row in listed["qubes"]]


def test_without_any_store(sealed: Qube, place: Path, tmp_path: Path) -> None:
    secret = PASSPHRASE.decode()
    archive = str(place / "archive")
    listed = sealed.json("restore", archive, "--list", "--notes", passphrase=secret)
    (row,) = listed["qubes"]
    assert (row["name"], row["class"], row["netvm"]) == ("solo", "StandaloneVM", None)
    assert (row["text"], row["problems"]) == ("call Ann", [])
    done = sealed.run("restore", archive, "--list", "--pool", "p", passphrase=secret, ok=False)
    assert done.returncode == 1 and "Read-only file system" in done.stderr
    checked = sealed.json("verify", archive, passphrase=secret)
    assert checked["ok"] and names(checked) == ["solo"]
    image = tmp_path / "root.img"
    sealed.run("backup-extract", archive, "solo:root", str(image), passphrase=secret)
    assert image.read_bytes() == noise(9000)
    done = sealed.run(
        "backup-extract", archive, "solo:root", f"{place}/x", passphrase=secret, ok=False
    )
    assert done.returncode == 1 and "Read-only file system" in done.stderr


def test_a_store_that_cannot_be_written_to(sealed: Qube, place: Path) -> None:
    secret = PASSPHRASE.decode()
    archive = str(place / "archive")
    Qube(sealed.home, env=sealed.env).run("init")
    done = sealed.run("restore", archive, "--list", passphrase=secret)
    assert "solo" in done.stdout
    assert "this is what the archive says" in done.stderr
    assert sealed.json("verify", archive, passphrase=secret)["ok"]
