"""Whether a backup can be written to a place, found out before the person waits for it."""

from __future__ import annotations

import enum
import os
import shutil
from dataclasses import dataclass
from pathlib import Path


class Verdict(enum.Enum):
    OK = "ok"
    NO_FOLDER = "no folder"
    NOT_A_FOLDER = "not a folder"
    NOT_WRITABLE = "not writable"
    EXISTS = "exists"
    BAD_NAME = "bad name"


@dataclass(frozen=True)
class TargetState:
    """``free_bytes`` is 0 when the folder cannot be asked. ``same_disk``: as the qubes' store."""

    verdict: Verdict
    free_bytes: int = 0
    same_disk: bool = False


def check_target(folder: Path, name: str, home: Path | None) -> TargetState:
    """Looks only, writes nothing; blocks as long as the file system does."""
    if not folder.exists():
        return TargetState(Verdict.NO_FOLDER)
    if not folder.is_dir():
        return TargetState(Verdict.NOT_A_FOLDER)
    free_bytes = shutil.disk_usage(folder).free
    same = home is not None and home.exists() and home.stat().st_dev == folder.stat().st_dev
    if not os.access(folder, os.W_OK | os.X_OK):
        verdict = Verdict.NOT_WRITABLE
    elif not name or name in (".", "..") or "/" in name or "\0" in name or len(name) > 200:
        verdict = Verdict.BAD_NAME
    elif (folder / name).exists() or (folder / f"{name}.incomplete").exists():
        verdict = Verdict.EXISTS
    else:
        verdict = Verdict.OK
    return TargetState(verdict, free_bytes, same)
