"""Programs that need root, run from worker threads."""

from __future__ import annotations

import grp
import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from .errors import StoragePoolException

_GROUP = "qubes"


@dataclass(frozen=True)
class Ended:
    """``status`` is 0 for success; the texts are decoded leniently."""

    status: int
    output: str
    errors: str


def as_root(*command: str) -> list[str]:
    """With ``sudo`` in front unless we are root."""
    return [*([] if os.geteuid() == 0 else ["sudo"]), *command]


def run(command: Sequence[str]) -> Ended:
    """Run to the end, in English. StoragePoolException if there is no such program."""
    try:
        ended = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,  # some would ask whether we are sure
            capture_output=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except FileNotFoundError as error:
        raise StoragePoolException(f"the program {command[0]} is not installed") from error
    return Ended(
        ended.returncode,
        ended.stdout.decode(errors="replace"),
        ended.stderr.decode(errors="replace"),
    )


def run_well(*command: str) -> str:
    """Run as root, what it writes; StoragePoolException with what it says when it fails."""
    ended = run(as_root(*command))
    if ended.status:
        said = ended.errors.strip() or f"status {ended.status}"
        raise StoragePoolException(f"{shlex.join(command)} failed: {said}")
    return ended.output


def make_accessible(path: str) -> None:
    """Let this process read and write an active device that belongs to root."""
    if os.access(path, os.R_OK | os.W_OK):
        return
    try:
        group = grp.getgrnam(_GROUP).gr_gid
    except KeyError:
        group = os.getegid()
    if group not in (*os.getgroups(), os.getegid()):
        group = os.getegid()
    run_well("chgrp", str(group), path)
    run_well("chmod", "g+rw", path)
