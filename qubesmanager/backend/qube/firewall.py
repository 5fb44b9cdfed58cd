"""The firewall of a qube: its rules, kept in the qube's directory (admin-api.md section 5)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from qubesmanager.backend.storage.durable import replace_file
from qubesmanager.backend.storage.errors import in_words
from qubesmanager.backend.storage.threads import in_thread
from qubesmanager.protocol import QubesException

from .firewall_file import FirewallFileError, firewall_xml, parse_firewall
from .firewall_rule import ACCEPT_ALL, Rule

log = logging.getLogger(__name__)

FILE_NAME = "firewall.xml"


class Owner(Protocol):
    """The qube, as its firewall sees it."""

    name: str

    @property
    def dir_path(self) -> Path: ...

    async def fire(self, event: str, **kwargs: object) -> None: ...


class Firewall:
    """First match wins; what no rule matches is dropped. Without a file all is accepted."""

    def __init__(
        self, owner: Owner, note_expiry: Callable[[float | None], None] = lambda expiry_s: None
    ) -> None:
        """``note_expiry`` is told when the next rule will expire, in seconds since 1970."""
        self._owner = owner
        self._note_expiry = note_expiry
        self._writing = asyncio.Lock()

    @property
    def path(self) -> Path:
        return self._owner.dir_path / FILE_NAME

    async def rules(self) -> tuple[Rule, ...]:
        """The rules that have not expired. QubesException when the file cannot be understood."""
        return _current(await asyncio.to_thread(self._read))

    async def set(self, rules: Iterable[Rule]) -> None:
        """Replace all rules at once, without the expired ones; event ``firewall-changed``."""
        current = _current(rules)
        async with self._writing:
            await self._save(current)
        self._note_expiry(next_expiry(current))
        await self._owner.fire("firewall-changed")

    async def drop_expired(self) -> None:
        """Write the file without the rules that have expired; event ``firewall-changed``."""
        try:
            async with self._writing:
                stored = await asyncio.to_thread(self._read)
                current = _current(stored)
                if current != stored:
                    await self._save(current)
            self._note_expiry(next_expiry(current))
        finally:
            # Whatever became of the file, these rules no longer apply.
            await self._owner.fire("firewall-changed")

    async def take_over(self, other: Firewall) -> None:
        """The rules of another qube, for one that is made of it."""
        rules = await other.rules()
        if rules != (ACCEPT_ALL,):
            await self.set(rules)

    async def reload(self) -> None:
        """Tell everybody who applies the rules to read them. QubesException for a broken file."""
        self._note_expiry(next_expiry(await self.rules()))
        await self._owner.fire("firewall-changed")

    def _read(self) -> tuple[Rule, ...]:
        try:
            return parse_firewall(self.path.read_bytes())
        except FileNotFoundError:
            return (ACCEPT_ALL,)
        except (OSError, FirewallFileError) as error:
            said = in_words(error) if isinstance(error, OSError) else str(error)
            raise QubesException(
                f"Firewall of {self._owner.name!r} cannot be read from {self.path}: {said}"
            ) from error

    async def _save(self, rules: Iterable[Rule]) -> None:
        try:
            await in_thread(self._write, firewall_xml(rules))
        except OSError as error:
            raise QubesException(
                f"Firewall of {self._owner.name!r} cannot be written: {in_words(error)}"
            ) from error

    def _write(self, data: bytes) -> None:
        self.path.parent.mkdir(mode=0o775, parents=True, exist_ok=True)
        with replace_file(self.path, mode=0o664) as file:
            file.write(data)


def next_expiry(rules: Iterable[Rule]) -> float | None:
    """When the next of these rules expires, in seconds since 1970; None: never."""
    return min((rule.expire for rule in rules if rule.expire is not None), default=None)


def _current(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    now_s = time.time()
    return tuple(rule for rule in rules if not rule.is_expired(now_s))
