"""The desktop menu of a user who installed with pipx or runs a clone."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.conftest import ROOT

QUBE = Path(sys.executable).parent / "qube"


def test_install_and_remove(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    subprocess.run([QUBE, "menu", "install"], env=environment, check=True)
    entries = sorted((tmp_path / "applications").iterdir())
    assert [entry.name for entry in entries] == [
        "qubes-backup-restore.desktop",
        "qubes-backup.desktop",
        "qubes-qube-manager.desktop",
    ]
    for entry in entries:
        programs = [
            line.split('"')[1]
            for line in entry.read_text().splitlines()
            if line.startswith("Exec=")
        ]
        assert programs
        assert all(os.access(program, os.X_OK) for program in programs)
    icon = tmp_path / "icons/hicolor/scalable/apps/qubes-manager.svg"
    assert icon.read_bytes() == (ROOT / "qubesmanager/desktop/qubes-manager.svg").read_bytes()
    (metainfo,) = (tmp_path / "metainfo").iterdir()
    launched = ET.parse(metainfo).findtext("launchable")
    assert launched in [entry.name for entry in entries]
    subprocess.run([QUBE, "menu", "remove"], env=environment, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
