"""Backup profiles as files: ``HOME/backup/NAME.conf``, in the stock YAML form.

This program never writes a passphrase into one; a person may (``passphrase_text``), as the stock
tools have it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml

from qubesmanager import places
from qubesmanager.protocol import QubesException, QubesValueError

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\Z")


def check_name(name: str) -> str:
    """The name when it can be a profile's. QubesValueError otherwise."""
    if not _NAME.match(name):
        raise QubesValueError(f"{name!r} cannot be the name of a profile")
    return name


def names(home: Path) -> list[str]:
    """All profiles of a store."""
    folder = places.profile_path(home, "x").parent
    return sorted(path.stem for path in folder.glob("*.conf"))


def load(home: Path, name: str) -> dict[str, Any]:
    """A profile's keys, not checked any further: qubesd does. QubesException."""
    path = places.profile_path(home, check_name(name))
    try:
        untrusted_record = yaml.safe_load(path.read_bytes())
    except FileNotFoundError as error:
        known = ", ".join(names(home)) or "none yet"
        raise QubesException(f"there is no profile {name}. There are: {known}") from error
    except OSError as error:
        raise QubesException(f"{path} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise QubesException(f"{path} is not YAML") from error
    if not isinstance(untrusted_record, dict):
        raise QubesException(f"{path} is not a backup profile")
    return untrusted_record


def save(home: Path, name: str, record: dict[str, Any]) -> Path:
    """Write a profile, replacing one of that name; a passphrase is left out. QubesException."""
    path = places.profile_path(home, check_name(name))
    kept = {key: value for key, value in record.items() if key != "passphrase_text"}
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)
    new = path.with_name(f"{path.name}~")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(new, "w", encoding="utf-8", opener=_private) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise QubesException(f"{path} cannot be written: {error.strerror}") from error
    return path


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
