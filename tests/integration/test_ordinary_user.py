"""The embedded default needs no root: an unprivileged user does the whole walk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Qube
from tests.conftest import ROOT

NOBODY = 65534
pytestmark = [pytest.mark.root, pytest.mark.slow]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of the unprivileged user's, below /tmp where everybody may go."""
    folder = Path(tempfile.mkdtemp(prefix="qube-user-", dir="/tmp"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


# In a mount namespace of the command's own, read-only: whatever happens to the test, no mount of
# the project is left where something that cleans up could follow it.
SEE_PROJECT = 'mount --bind "$0" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'


@pytest.mark.skipif(os.geteuid() != 0, reason="dropping privileges needs root")
def test_init_restore_list_backup(
    place: Path, fixtures_dir: Path, manifest: dict[str, dict[str, Any]]
) -> None:
    record = manifest["v4-gzip.qbak"]
    archive = place / "archive"
    shutil.copy(fixtures_dir / record["file"], archive)
    archive.chmod(0o644)
    code = place / "code"
    code.mkdir()
    runtime = place / "run"
    runtime.mkdir(mode=0o700)
    os.chown(runtime, NOBODY, NOBODY)
    qube = Qube(
        place / "store",
        prefix=(
            *("unshare", "--mount", "--propagation", "private"),
            *("sh", "-c", SEE_PROJECT, str(ROOT), str(code)),
            *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
        ),
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(place),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": str(code),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
        },
        python=str(code / ".venv" / "bin" / "python"),
    )
    qube.run("init")
    result = qube.json("restore", str(archive), passphrase=record["passphrase"])
    statuses = {row["name"]: row["status"] for row in result["qubes"] if row["name"] != "dom0"}
    assert statuses == dict.fromkeys(record["vms"], "restored")
    names = {row["name"] for row in qube.json("ls")}
    assert names >= set(record["vms"])
    qube.run(
        "backup", "--no-verify", "--to", str(place / "mine"), "demo-work", passphrase="secret words"
    )
    assert (place / "mine").stat().st_uid == NOBODY
    assert (place / "store" / "qubes.xml").stat().st_uid == NOBODY
