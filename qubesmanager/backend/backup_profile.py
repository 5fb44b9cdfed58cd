"""Backup profiles: what to save, where to and how (admin-api.md 4.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from qubesmanager.backend.backup_running import Running
from qubesmanager.backend.qube.base import Qube
from qubesmanager.protocol import (
    ProtocolError,
    QubesBackupProfileNotFoundError,
    QubesException,
    is_qube_name,
)

ADMIN_VM = "dom0"

_PROFILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\Z")
_KEYS = frozenset(
    {
        "include",
        "exclude",
        "destination_vm",
        "destination_path",
        "compression",
        "passphrase_text",
        "passphrase_vm",
        # Not in stock profiles:
        "destination_command",
        "emergency_sheet",
        "running",
        "will_verify",
    }
)


def check_profile_name(untrusted_name: str) -> str:
    """The name when it can be a file's; ProtocolError otherwise."""
    if not _PROFILE_NAME.match(untrusted_name):
        raise ProtocolError(f"not a name for a backup profile: {untrusted_name[:80]!r}")
    return untrusted_name


@dataclass(frozen=True)
class Profile:
    """A profile that has been checked as far as it goes without the store.

    ``include`` None stands for every qube that wants to be in backups. ``compression`` is the
    name of a filter, or ``none``. The archive goes to the file or folder ``destination_path`` of
    this host; or, if ``destination_vm`` is not dom0, to what that qube understands by it; or, if
    there is one, to the standard input of ``destination_command``, run by a shell of this host.
    The qube ``passphrase_vm`` is asked for the passphrase when there is none here.
    ``will_verify``: whoever asks for this backup is going to verify it.
    """

    name: str
    include: tuple[str, ...] | None
    exclude: tuple[str, ...]
    destination_vm: str
    destination_path: str
    destination_command: str
    compression: str
    emergency_sheet: bool
    running: Running
    passphrase_vm: str
    will_verify: bool
    passphrase: bytes | None = field(repr=False)

    @property
    def is_local(self) -> bool:
        """Whether the archive becomes a file of this host."""
        return self.destination_vm == ADMIN_VM and not self.destination_command


@dataclass(frozen=True)
class Skipped:
    """A qube that the profile means and that is not saved all the same.

    ``is_lost``: its data is not there, so the backup has failed for it.
    """

    qube: Qube
    reason: str
    is_lost: bool = False


def parse_profile(name: str, untrusted_text: bytes) -> Profile:
    """A profile from its YAML. QubesException names the key that is missing or wrong."""
    try:
        untrusted_record = yaml.safe_load(untrusted_text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = "" if mark is None else f" at line {mark.line + 1}"
        raise QubesException(f"backup profile {name!r} is not YAML{where}") from error
    if not isinstance(untrusted_record, dict):
        raise QubesException(f"backup profile {name!r} is not a mapping of keys")
    return _Reader(name, untrusted_record).profile()


class _Reader:
    """Takes the keys out of a profile, refusing what it does not understand."""

    def __init__(self, name: str, untrusted_record: Mapping[object, Any]) -> None:
        self._name = name
        self._record = untrusted_record

    def profile(self) -> Profile:
        unknown = [str(key)[:80] for key in self._record if key not in _KEYS]
        if unknown:
            raise self._error(f"unknown key {unknown[0]!r}")
        command = self._text("destination_command")
        wanted = ("include", "destination_vm", "destination_path")
        for key in wanted[:1] if command else wanted:
            if key not in self._record:
                raise self._error(f"key {key!r} is missing")
        destination_vm = self._text("destination_vm") or ADMIN_VM
        if destination_vm != ADMIN_VM and not is_qube_name(destination_vm):
            raise self._error("destination_vm must be the name of a qube")
        return Profile(
            self._name,
            include=None if self._record["include"] is None else self._names("include"),
            exclude=self._names("exclude"),
            destination_vm=destination_vm,
            destination_path="" if command else self._path(destination_vm),
            destination_command=command,
            emergency_sheet=self._flag("emergency_sheet"),
            running=self._running(),
            passphrase_vm=self._passphrase_vm(),
            will_verify=self._flag("will_verify"),
            compression=self._compression(),
            passphrase=self._passphrase(),
        )

    def _error(self, text: str) -> QubesException:
        return QubesException(f"backup profile {self._name!r}: {text}")

    def _names(self, key: str) -> tuple[str, ...]:
        items = self._record.get(key) or []
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self._error(f"{key!r} must be a list of names")
        return tuple(items)

    def _text(self, key: str) -> str:
        text = self._record.get(key) or ""
        if not isinstance(text, str) or "\0" in text:
            raise self._error(f"{key} must be text")
        return text

    def _flag(self, key: str) -> bool:
        value = self._record.get(key, False)
        if not isinstance(value, bool):
            raise self._error(f"{key} must be true or false")
        return value

    def _path(self, destination_vm: str) -> str:
        path = self._text("destination_path")
        if not path:
            raise self._error("destination_path is empty")
        if destination_vm == ADMIN_VM and not Path(path).is_absolute():
            raise self._error("destination_path must be an absolute path")
        return path

    def _compression(self) -> str:
        value = self._record.get("compression", True)
        if isinstance(value, bool):
            return "gzip" if value else "none"
        if not isinstance(value, str) or not value.isprintable():
            raise self._error("compression must be true, false or the name of a filter")
        return value

    def _running(self) -> Running:
        value = self._record.get("running", Running.LAST.value)
        try:
            return Running(value)
        except ValueError as error:
            ways = ", ".join(way.value for way in Running)
            raise self._error(f"running must be one of {ways}") from error

    def _passphrase_vm(self) -> str:
        name = self._text("passphrase_vm")
        if name and not is_qube_name(name):
            raise self._error("passphrase_vm must be the name of a qube")
        if name and self._record.get("passphrase_text") is not None:
            raise self._error("has both passphrase_text and passphrase_vm")
        return name

    def _passphrase(self) -> bytes | None:
        value = self._record.get("passphrase_text")
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._error("passphrase_text must be text; put it in quotes")
        return value.encode()


def read_profile(name: str, path: Path) -> Profile:
    """The profile in a file. QubesBackupProfileNotFoundError when there is none."""
    try:
        untrusted_text = path.read_bytes()
    except FileNotFoundError as error:
        raise QubesBackupProfileNotFoundError(f"no backup profile {name!r} ({path})") from error
    except OSError as error:
        raise QubesException(f"backup profile {name!r} cannot be read: {error}") from error
    return parse_profile(name, untrusted_text)


def select(
    profile: Profile, qubes: Mapping[str, Qube]
) -> tuple[list[Qube], list[Skipped], list[Qube]]:
    """Which qubes the profile means: to save, meant but skipped, not meant.

    Raises QubesException for a name that does not exist and for a named qube that may not be saved.
    """
    excluded = set(_resolve(profile, profile.exclude, qubes))
    named: set[str] = set()
    if profile.include is None:
        meant = {
            name
            for name, qube in qubes.items()
            if qube.properties.get("include_in_backups").value == "True"
        }
    else:
        meant = set(_resolve(profile, profile.include, qubes))
        named = {item for item in profile.include if not item.startswith(("@", "$"))}
    meant -= excluded
    saved, skipped, others = [], [], []
    for name, qube in qubes.items():
        if name not in meant:
            others.append(qube)
            continue
        if lost := _lost(qube, profile.running):
            skipped.append(Skipped(qube, lost, is_lost=True))
            continue
        reason = _obstacle(qube)
        if reason is None or name == ADMIN_VM and name in named:
            saved.append(qube)
        elif name in named:
            raise QubesException(f"cannot back up {name!r}: {reason}")
        else:
            skipped.append(Skipped(qube, reason))
    return saved, skipped, others


def _lost(qube: Qube, running: Running) -> str:
    """Why its data cannot be read, "" when it can, or may be once what runs has been asked."""
    if qube.is_incomplete or (qube.is_running and running is not Running.LAST):
        return ""
    return "; ".join(qube.lost_data().values())


def _obstacle(qube: Qube) -> str | None:
    if qube.name == ADMIN_VM:
        return "the home directory of dom0 is saved only when dom0 is named"
    if qube.is_incomplete:
        return "its own restore has not ended, so it may be half-made"
    return None


def _resolve(profile: Profile, items: Sequence[str], qubes: Mapping[str, Qube]) -> Iterator[str]:
    """Names of the qubes that ``NAME``, ``@tag:T`` and ``@type:CLASS`` mean."""
    rules: Mapping[str, Callable[[str], Iterable[str]]] = {
        "tag": lambda tag: (name for name, qube in qubes.items() if tag in qube.tags),
        "type": lambda klass: (name for name, qube in qubes.items() if qube.klass == klass),
    }
    for item in items:
        if item.startswith(("@", "$")):
            kind, _, word = item[1:].partition(":")
            if kind not in rules or not word:
                raise QubesException(f"backup profile {profile.name!r}: what is {item[:80]!r}?")
            yield from rules[kind](word)
        elif is_qube_name(item) and item in qubes:
            yield item
        else:
            raise QubesException(f"backup profile {profile.name!r}: no qube {item[:80]!r}")
