"""The text console of a qube: `qube console` in whatever terminal this desktop has."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

from PyQt5.QtCore import QCoreApplication

from qubesmanager.protocol import QubesException

# Each takes the command after the words given here.
TERMINALS = {
    "x-terminal-emulator": ["-e"],
    "gnome-terminal": ["--"],
    "konsole": ["-e"],
    "xfce4-terminal": ["-x"],
    "xterm": ["-e"],
}


async def open_console(home: Path | None, qube: str) -> None:
    """Start the terminal, which then lives by itself. QubesException where there is none."""
    found = next((name for name in TERMINALS if shutil.which(name)), None)
    if found is None:
        text = QCoreApplication.translate(
            "Actions", "No terminal program was found. In one, type: {command}"
        )
        raise QubesException(text.format(command=f"qube console {qube}"))
    place = [] if home is None else ["--home", str(home)]
    command = [sys.executable, "-P", "-m", "qubesmanager.cli.main", *place, "console", qube]
    # A shell starts it and ends: were it our own child, its transport would end it with us.
    words = ["sh", "-c", '"$@" &', "sh", found, *TERMINALS[found], *command]
    shell = await asyncio.create_subprocess_exec(
        *words, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
    )
    await shell.wait()
