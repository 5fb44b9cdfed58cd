"""Which views of ``qube.vm_interface`` have changed, for whoever publishes them to running qubes.

Changes are collected until they are asked for, so a burst of events means one look at each view::

    with VmInterfaceWatch(app) as watch:
        while True:
            for stale in await watch.changes():
                ...  # compute the view of that qube anew and write what is different
"""

from __future__ import annotations

import asyncio
import enum
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING

from .qube.base import Qube
from .qube.changes import made_of
from .qube.network import connected

if TYPE_CHECKING:
    from .app import App


class View(enum.Enum):
    """``own_keys`` or ``netvm_keys``."""

    OWN = "own"
    CLIENTS = "clients"


@dataclass(frozen=True)
class Stale:
    """That view of the qube of that name may have changed."""

    qube: str
    view: View


# Properties that own_keys shows, and those of them that a netvm sees as well.
_SEEN_BY_NETVM = frozenset({"ip", "ip6", "visible_ip", "visible_ip6", "visible_gateway"})
_OWN = _SEEN_BY_NETVM | {
    "default_user", "debug", "template", "keyboard_layout", "guivm", "netvm", "mac", "dns",
    "visible_netmask", "visible_gateway6", "gateway", "gateway6", "provides_network",
}  # fmt: skip
_GATEWAY = frozenset({"ip", "ip6", "visible_ip", "visible_ip6", "gateway", "gateway6"})


class VmInterfaceWatch:
    """Listens while entered."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._stale: dict[Stale, None] = {}
        self._ready = asyncio.Event()
        self._handlers = (
            ("firewall-changed", self._on_firewall),
            ("property-set:*", self._on_property),
            ("property-reset:*", self._on_property),
            ("domain-feature-set:*", self._on_feature),
            ("domain-feature-delete:*", self._on_feature),
            ("domain-delete", self._on_delete),
        )

    def __enter__(self) -> VmInterfaceWatch:
        for pattern, handler in self._handlers:
            self._app.events.add_handler(pattern, handler)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for pattern, handler in self._handlers:
            self._app.events.remove_handler(pattern, handler)

    async def changes(self) -> list[Stale]:
        """Wait for the first change; all that have come together, each once."""
        await self._ready.wait()
        self._ready.clear()
        found = list(self._stale)
        self._stale.clear()
        return found

    # -- what makes which view stale

    def _mark(self, qube: Qube | None, view: View) -> None:
        if qube is not None:
            self._stale[Stale(qube.name, view)] = None
            self._ready.set()

    def _on_firewall(self, subject: Qube, event: str, **kwargs: object) -> None:
        self._mark(subject.netvm, View.CLIENTS)

    def _on_property(self, subject: object, event: str, **kwargs: object) -> None:
        name = str(kwargs["name"])
        old = self._app.qubes.get(str(kwargs.get("oldvalue")))
        if not isinstance(subject, Qube):
            if name == "default_netvm":
                self._mark(old, View.CLIENTS)
            return
        if name in _OWN:
            self._mark(subject, View.OWN)
        if name in _SEEN_BY_NETVM or name == "netvm":
            self._mark(subject.netvm, View.CLIENTS)
        if name == "netvm":
            self._mark(old, View.CLIENTS)
        if name in _GATEWAY:
            for client in connected(subject):
                self._mark(client, View.OWN)

    def _on_feature(self, subject: Qube, event: str, **kwargs: object) -> None:
        feature = str(kwargs["feature"])
        if feature.startswith(("service.", "vm-config.")):
            self._mark(subject, View.OWN)
        elif feature.startswith("net.fake-"):
            for qube in (subject, *made_of(subject)):
                self._mark(qube, View.OWN)
                self._mark(qube.netvm, View.CLIENTS)
        elif feature == "ipv6":
            for qube in (subject, *_behind(subject)):
                self._mark(qube, View.OWN)
                self._mark(qube.netvm, View.CLIENTS)

    def _on_delete(self, subject: object, event: str, **kwargs: object) -> None:
        gone = kwargs["vm"]
        assert isinstance(gone, Qube)
        self._mark(gone.netvm, View.CLIENTS)


def _behind(netvm: Qube) -> Iterator[Qube]:
    """Qubes whose packets go through this one."""
    waiting = deque([netvm])
    while waiting:
        for qube in connected(waiting.popleft()):
            yield qube
            # Nobody is behind the others.
            if qube.provides_network:
                waiting.append(qube)
