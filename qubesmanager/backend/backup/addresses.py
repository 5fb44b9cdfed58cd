"""Addresses of the network that a qube was given: none may belong to two qubes of one machine.

Qubes have addresses of their own by default. One that somebody set comes along in a backup, and
would make two of a kind where the qube it was taken from, or another one, has it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

ADDRESSES = ("ip", "ip6", "mac")


class Owners:
    """Who has which address; the first who claims one has it."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def claim(self, kind: str, address: str, name: str) -> str:
        """The name of whoever has it."""
        return self._names.setdefault((kind, _one_form(address)), name)


def given_addresses(properties: Mapping[str, str | None]) -> dict[str, str]:
    """Of a qube in an archive: those that were set."""
    return {kind: text for kind in ADDRESSES if (text := properties.get(kind))}


def _one_form(address: str) -> str:
    """An IPv6 address can be written in many ways, a MAC in two."""
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return address.lower()
