"""The firewall of a qube: its rules, kept in the qube's directory (admin-api.md section 5)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from qubesmanager.backend.storage.durable import replace_file
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

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._writing = asyncio.Lock()

    @property
    def path(self) -> Path:
        return self._owner.dir_path / FILE_NAME

    async def rules(self) -> tuple[Rule, ...]:
        """The rules that have not expired. QubesException when the file cannot be understood."""
        return _current(await asyncio.to_thread(self._read))

    async def set(self, rules: Iterable[Rule]) -> None:
        """Replace all rules at once, without the expired ones; event ``firewall-changed``."""
        data = firewall_xml(_current(rules))
        async with self._writing:
            try:
                await asyncio.to_thread(self._write, data)
            except OSError as error:
                raise QubesException(
                    f"Firewall of {self._owner.name!r} cannot be written: {error}"
                ) from error
        await self.reload()

    async def take_over(self, other: Firewall) -> None:
        """The rules of another qube, for one that is made of it."""
        rules = await other.rules()
        if rules != (ACCEPT_ALL,):
            await self.set(rules)

    async def reload(self) -> None:
        """Tell everybody who applies the rules to read them."""
        await self._owner.fire("firewall-changed")

    def _read(self) -> tuple[Rule, ...]:
        try:
            return parse_firewall(self.path.read_bytes())
        except FileNotFoundError:
            return (ACCEPT_ALL,)
        except (OSError, FirewallFileError) as error:
            raise QubesException(
                f"Firewall of {self._owner.name!r} cannot be read from {self.path}: {error}"
            ) from error

    def _write(self, data: bytes) -> None:
        self.path.parent.mkdir(mode=0o775, parents=True, exist_ok=True)
        with replace_file(self.path, mode=0o664) as file:
            file.write(data)


def _current(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    now_s = time.time()
    return tuple(rule for rule in rules if not rule.is_expired(now_s))
