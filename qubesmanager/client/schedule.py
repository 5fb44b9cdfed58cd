"""Backups by the clock: a systemd user timer for each profile.

Files ``qube-backup-NAME.service`` and ``.timer`` in ``$XDG_CONFIG_HOME/systemd/user``. A run that
was missed is made up (``Persistent=``). The passphrase comes from the keyring, or from the qube
that the profile names.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from qubesmanager.client.profiles import check_name
from qubesmanager.protocol import QubesException

INTERVALS = ("hourly", "daily", "weekly", "monthly")
_SERVICE = """\
[Unit]
Description=Backup of qubes, profile {name}

[Service]
Type=oneshot
Nice=10
IOSchedulingClass=idle
ExecStart={command}
"""
_TIMER = """\
[Unit]
Description=Backup of qubes, profile {name}

[Timer]
OnCalendar={interval}
Persistent=true
RandomizedDelaySec=10m

[Install]
WantedBy=timers.target
"""


def unit_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the user's own units are."""
    config = environ.get("XDG_CONFIG_HOME", "")
    base = Path(config) if os.path.isabs(config) else Path.home() / ".config"
    return base / "systemd" / "user"


def unit_name(profile: str) -> str:
    return f"qube-backup-{check_name(profile)}"


def quoted(word: str) -> str:
    """A word as ExecStart= takes it (systemd.service(5), command lines)."""
    if any(ord(c) < 0x20 for c in word):
        raise QubesException(f"{word!r} cannot stand in a systemd unit")
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("%", "%%").replace("$", "$$") + '"'


async def turn_on(
    home: Path | None, profile: str, interval: str, *, keyring: bool = True
) -> tuple[Path, str]:
    """Write the units and start the timer. The timer's file, and why it does not run yet or ""."""
    timer = await asyncio.to_thread(_write_units, home, profile, interval, keyring)
    problem = await _systemctl("daemon-reload")
    if not problem:
        problem = await _systemctl("enable", "--now", timer.name)
    return timer, problem


def _write_units(home: Path | None, profile: str, interval: str, keyring: bool) -> Path:
    words = [sys.executable, "-P", "-m", "qubesmanager.cli.main"]
    words += [] if home is None else ["--home", os.path.abspath(home)]
    words += ["backup", "--profile", profile, *(["--keyring"] if keyring else [])]
    command = " ".join(quoted(word) for word in words)
    folder, unit = unit_folder(), unit_name(profile)
    texts = {
        f"{unit}.service": _SERVICE.format(name=profile, command=command),
        f"{unit}.timer": _TIMER.format(name=profile, interval=interval),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            new = folder / f"{name}~"
            new.write_text(text, encoding="utf-8")
            new.replace(folder / name)
    except OSError as error:
        raise QubesException(f"cannot write to {folder}: {error.strerror}") from error
    return folder / f"{unit}.timer"


async def turn_off(profile: str) -> bool:
    """Stop the timer and remove the units; False when there were none."""
    folder, unit = unit_folder(), unit_name(profile)
    if not (folder / f"{unit}.timer").exists():
        return False
    await _systemctl("disable", "--now", f"{unit}.timer")
    try:
        for suffix in ("timer", "service"):
            (folder / f"{unit}.{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise QubesException(f"cannot remove from {folder}: {error.strerror}") from error
    await _systemctl("daemon-reload")
    return True


async def _systemctl(*words: str) -> str:
    """What went wrong, or ""."""
    try:
        process = await asyncio.create_subprocess_exec(
            "systemctl",
            "--user",
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        return f"systemctl: {error.strerror}"
    _, said = await process.communicate()
    if not process.returncode:
        return ""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else f"systemctl ended with status {process.returncode}"
