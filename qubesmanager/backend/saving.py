"""Bringing the store to the disk, without holding up the event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qubesmanager.protocol import QubesException

from .storage.errors import in_words
from .storage.threads import in_thread
from .store import Node, StoreRecord, domain_xml, store_xml, write_store

if TYPE_CHECKING:
    from .app import App
    from .properties import Value
    from .qube.base import Qube

_SLICE_S = 0.001


class Saver:
    """Writes one App's store. Each qube's XML is kept and made anew only when it has changed."""

    def __init__(self, app: App, path: Path, extras: tuple[Node, ...]) -> None:
        self._app = app
        self._path = path
        self._extras = extras
        self._lock = asyncio.Lock()
        self._written: bytes | None = None
        self._kernel: Value = None

    async def save(self) -> None:
        """All changes made before this call are on the disk after it, or QubesException."""
        async with self._lock:
            head, domains = await self._collect()
            try:
                await in_thread(self._write, head, domains)
            except OSError as error:
                raise QubesException(f"The store cannot be written: {in_words(error)}") from error

    async def _collect(self) -> tuple[StoreRecord, tuple[str, ...]]:
        """The whole store as of one moment."""
        since = time.monotonic()
        for qube in self._to_ask():
            _refresh(qube, qube.volume_records())
            if time.monotonic() - since > _SLICE_S:
                await asyncio.sleep(0)
                since = time.monotonic()
        # From here on nothing else runs, so qubes that refer to each other are of one moment.
        for qube in self._to_ask():
            _refresh(qube, qube.volume_records())
        qubes = list(self._app.qubes.values())
        return self._head(), tuple(qube.xml for qube in qubes)

    def _to_ask(self) -> list[Qube]:
        """Qubes that have changed, and those whose volumes follow what has changed.

        A kernel volume is that of the template or of the system when the qube sets none.
        """
        qubes = list(self._app.qubes.values())
        kernel = self._app.properties.value("default_kernel")
        if kernel != self._kernel:
            self._kernel = kernel
            return qubes
        return [qube for qube in qubes if qube.is_stale or _has_stale_template(qube)]

    def _write(self, head: StoreRecord, domains: tuple[str, ...]) -> None:
        """Blocking; runs in a thread, one at a time."""
        data = store_xml(head, domains)
        if data == self._written:
            return
        if self._written is None:
            self._remove_leftovers()
        write_store(self._path, data)
        self._written = data

    def _remove_leftovers(self) -> None:
        """What a crash left of a file that was being written."""
        for path in self._path.parent.glob(f"{self._path.name}~*"):
            path.unlink(missing_ok=True)

    def _head(self) -> StoreRecord:
        app = self._app
        pools = [pool.config for pool in app.pools.values()]
        stored = app.properties.stored()
        # The stock daemon cannot do without a default kernel; an empty one means none.
        stored.setdefault("default_kernel", "")
        properties = {name: stored[name] for name in app.properties.names() if name in stored}
        return StoreRecord(
            labels=tuple(app.labels.values()),
            pools=(*pools, *app.unusable_pools.values()),
            properties={**properties, **app.unknown_properties},
            domains=(),
            extras=(*app.pool_watch.nodes(), *self._extras),
        )

    def to_xml(
        self,
        selected: Collection[str] | None,
        extra_features: Mapping[str, Mapping[str, str]],
    ) -> bytes:
        """The whole store, or for a backup only labels, properties and the selected qubes."""
        domains = []
        for qube in self._app.qubes.values():
            if selected is not None and qube.name not in selected:
                continue
            record = qube.record()
            if selected is not None:
                record.features = {
                    name: value for name, value in record.features.items() if _is_backed_up(name)
                }
                record.extras = qube.foreign_nodes  # revisions and the like are of this store
            record.features.update(extra_features.get(qube.name, {}))
            domains.append(domain_xml(record))
        head = self._head()
        if selected is not None:
            head.pools, head.extras = (), ()
        return store_xml(head, domains)


def _is_backed_up(feature: str) -> bool:
    """Whether a feature is the qube's own; preloaded disposables are not (backup-format.md 6)."""
    return not feature.startswith("preload-dispvm") or feature == "preload-dispvm-max"


def _has_stale_template(qube: Qube) -> bool:
    template = qube.template
    while template is not None:
        if template.is_stale:
            return True
        template = template.template
    return False


def _refresh(qube: Qube, volumes: tuple[Mapping[str, str], ...]) -> None:
    if not qube.is_stale and volumes == qube.written_volumes:
        return
    record = qube.record()
    qube.xml = domain_xml(record)
    qube.written_volumes = record.volumes
    qube.is_stale = False
