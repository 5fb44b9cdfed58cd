"""Running ``lvm`` and its helpers; every function blocks and belongs into a thread (spec 3.3)."""

from __future__ import annotations

import logging
import os
import shlex
import subprocess
from pathlib import Path
from types import TracebackType

from . import durable
from .errors import StoragePoolException
from .lvm_cache import FIELDS, LvmCache
from .lvm_names import device_path
from .programs import as_root, run
from .threads import Stopped, report, stop_requested

log = logging.getLogger(__name__)

# Thin volumes may promise more than the pool holds: that is what they are for.
_EXPECTED = (
    "exceeds the size of thin pool",
    "You have not turned on protection against thin pools running out of space",
    "Set activation/thin_pool_autoextend_threshold below 100",
)
_SAME_SIZE = "matches existing size"
_LOOK_UP_S = 0.2
_SECTOR_BYTES = 512  # lvm takes no size between


def _run(*arguments: str) -> str:
    """``lvm`` with these arguments; StoragePoolException with what it says when it fails."""
    command = as_root("lvm", *arguments)
    ended = run(command)
    complaints = [
        line.strip()
        for line in ended.errors.splitlines()
        if line.strip() and not any(text in line for text in _EXPECTED)
    ]
    if ended.status:
        said = "; ".join(complaints) or f"status {ended.status}"
        raise StoragePoolException(f"{shlex.join(command)} failed: {said}")
    if complaints:
        log.warning("%s: %s", shlex.join(command), "; ".join(complaints))
    return ended.output


def _read_report() -> str:
    return _run(
        *("lvs", "--quiet", "--quiet", "--noheadings", "-o", FIELDS),
        *("--units", "b", "--reportformat=json"),
    )


#: One for the process: ``lvs`` lists all volume groups.
CACHE = LvmCache(_read_report)


class LvmChanges:
    """A series of changes; at its end, however it ends, :data:`CACHE` is read anew if any ran."""

    def __init__(self) -> None:
        self._changed = False

    def __enter__(self) -> LvmChanges:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.settle()

    def settle(self) -> None:
        """Let what follows see what was changed so far."""
        if self._changed:
            self._changed = False
            CACHE.reset()

    def _change(self, command: str, target: str, *arguments: str) -> None:
        self._changed = True
        log.info("%s %s", command, shlex.join(arguments))
        with durable.step(command, Path(target)):
            _run(command, *arguments)

    def remove(self, *vids: str) -> None:
        """Missing ones are fine. Discarding first, in steps, keeps the pool from standing still."""
        known = CACHE.table()
        there = [vid for vid in vids if vid in known or Path("/dev", vid).exists()]
        for vid in there:
            assert "/" in vid and not vid.startswith("/"), vid
            # What it says does not matter: removing frees it as well.
            run(as_root("blkdiscard", "-p", "1G", f"/dev/{vid}"))
        if there:
            self._change("lvremove", there[0], "--force", "--", *there)

    def clone(self, source: str, target: str) -> None:
        """A thin snapshot that stands for itself."""
        name = target.partition("/")[2]
        flags = ("--setactivationskip=n", "--activate=y", "--type=thin", f"--name={name}")
        self._change("lvcreate", target, *flags, "--", source)

    def create(self, thin_pool: str, vid: str, size: int) -> None:
        """``thin_pool`` is VG/POOL; ``size`` in bytes, rounded up to extents by lvm."""
        name = vid.partition("/")[2]
        flags = ("--thin", "--setactivationskip=n", "--activate=y", f"--name={name}")
        self._change(
            "lvcreate", vid, *flags, f"--virtualsize={_whole_sectors(size)}B", "--", thin_pool
        )

    def resize(self, vid: str, size: int) -> None:
        """lvm itself refuses to make it smaller."""
        try:
            self._change("lvresize", vid, f"--size={_whole_sectors(size)}B", "--", vid)
        except StoragePoolException as error:
            if _SAME_SIZE not in str(error):  # after rounding to extents
                raise

    def activate(self, vid: str) -> None:
        """Make the device appear if it is not there."""
        if not Path(device_path(vid)).exists():
            self._change("lvchange", vid, "--activate=y", "--", vid)

    def rename(self, vid: str, target: str) -> None:
        self._change("lvrename", target, "--", vid, target)


def _whole_sectors(size: int) -> int:
    return -(-size // _SECTOR_BYTES) * _SECTOR_BYTES


def copy_to_fresh(source: str, vid: str) -> None:
    """Copy a file or device onto a new thin volume, leaving out zeros.

    Only a *new* one: what is left out has to read as zeros already. StoragePoolException with
    the status of ``dd``; Stopped when the caller was cancelled.
    """
    target = f"/dev/{vid}"
    command = ["dd", f"if={source}", f"of={target}", "conv=sparse,nocreat,fsync"]
    command += ["bs=128K", "status=none"]
    if not (os.access(source, os.R_OK) and os.access(target, os.W_OK)):
        command = as_root(*command)
    with (
        durable.step("dd", Path(target)),
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process,
    ):
        while True:
            try:
                _, errors = process.communicate(timeout=_LOOK_UP_S)
                break
            except subprocess.TimeoutExpired as error:
                if stop_requested():
                    process.kill()
                    raise Stopped("the copy was cancelled") from error
                _report_position(process.pid)
    if process.returncode:
        said = errors.decode(errors="replace").strip()
        raise StoragePoolException(
            f"copying {source!r} failed: dd ended with status {process.returncode}: {said}"
        )


def _report_position(pid: int) -> None:
    """How far ``dd`` has come; of one that runs as root nobody tells us."""
    try:
        text = Path(f"/proc/{pid}/fdinfo/1").read_text()
    except OSError:
        return
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "pos":
            report(int(value))
