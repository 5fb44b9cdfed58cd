"""The services that the stock client runs as programs, for a qubesd with sockets of its own.

``SOCKET.rpc`` beside ``SOCKET.sock`` stands for ``/etc/qubes-rpc``: the volume import service in
it (admin-api.md 4.3) reaches the qubesd of that socket. See docs/stock-tools.md.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path

log = logging.getLogger(__name__)

PROGRAM = "qubes-volume-import"
NAMES = ("admin.vm.volume.Import", "admin.vm.volume.ImportWithSize")


def rpc_folder(socket: Path) -> Path:
    """Where the services for the qubesd at ``socket`` are."""
    return socket.with_suffix(".rpc")


def make_rpc_folder(socket: Path) -> None:
    """Blocking. Only the stock tools need it, so a failure is logged."""
    beside = Path(sys.executable).with_name(PROGRAM)
    program = beside if beside.exists() else shutil.which(PROGRAM)
    if program is None:
        log.info("%s is not installed, so stock tools cannot fill volumes", PROGRAM)
        return
    folder = rpc_folder(socket)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for name in NAMES:
            new = folder / f"{name}~"
            new.unlink(missing_ok=True)
            new.symlink_to(program)
            os.replace(new, folder / name)
    except OSError as error:
        log.warning("stock tools cannot fill volumes: %s", error)


def remove_rpc_folder(socket: Path) -> None:
    """Blocking. What somebody else put there stays."""
    folder = rpc_folder(socket)
    for name in NAMES:
        if (folder / name).is_symlink():
            (folder / name).unlink(missing_ok=True)
    try:
        folder.rmdir()
    except OSError as error:
        log.debug("%s stays: %s", folder, error)
