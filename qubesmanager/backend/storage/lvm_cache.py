"""What ``lvm`` says of all logical volumes, remembered until something changes (spec 3.3)."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .errors import StoragePoolException

log = logging.getLogger(__name__)

FIELDS = (
    "vg_name,pool_lv,name,lv_size,data_percent,lv_attr,origin,lv_metadata_size,metadata_percent"
)

USAGE_AGE_S = 30


@dataclass(frozen=True)
class LogicalVolume:
    """One line of ``lvs``. Sizes are bytes; ``attr`` as in lvs(8), ``origin`` is an LV's name."""

    size: int
    usage: int
    pool_lv: str
    attr: str
    origin: str
    metadata_size: int
    metadata_usage: int

    @property
    def is_thin_pool(self) -> bool:
        return self.attr.startswith("t")

    @property
    def metadata_percent(self) -> float:
        return 100 * self.metadata_usage / self.metadata_size if self.metadata_size else 0.0

    @property
    def clears_new_blocks(self) -> bool:
        """Whether a thin pool gives out blocks without what was in them before."""
        return self.attr[7:8] == "z"


Table = Mapping[str, LogicalVolume]


def parse_report(text: str) -> dict[str, LogicalVolume]:
    """``lvs --units b --reportformat=json`` with :data:`FIELDS`, by ``VG/LV``.

    StoragePoolException if it is something else.
    """
    try:
        rows = [row for report in json.loads(text)["report"] for row in report["lv"]]
        return {f"{row['vg_name']}/{row['lv_name']}": _parse_row(row) for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise StoragePoolException(f"lvm's list of volumes is not understood: {error!r}") from error


def _parse_row(row: Mapping[str, str]) -> LogicalVolume:
    size, metadata_size = _bytes(row["lv_size"]), _bytes(row["lv_metadata_size"])
    return LogicalVolume(
        size=size,
        usage=_part(size, row["data_percent"]),
        pool_lv=row["pool_lv"],
        attr=row["lv_attr"],
        origin=row["origin"],
        metadata_size=metadata_size,
        metadata_usage=_part(metadata_size, row["metadata_percent"]),
    )


def _bytes(text: str) -> int:
    return int(text.removesuffix("B") or 0)


def _part(size: int, percent: str) -> int:
    return int(size * float(percent or 0) / 100)


class LvmCache:
    """``read`` gives the report. Nothing is read before somebody asks; threads may ask."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._begun = 0
        self._table: Table | None = None
        self._read_at_s = 0.0
        self._refresh: asyncio.Future[None] | None = None
        #: Why the last reading failed, None if it did not.
        self.failure: str | None = None

    def reset(self) -> None:
        """Something has changed: read anew. Callers that wait at the same time share a reading."""
        seen = self._begun  # readings begun by now may have missed the change
        with self._lock:
            if self._begun <= seen:
                self._fill()

    def _fill(self) -> Table:
        self._begun += 1
        try:
            table = parse_report(self._read())
        except StoragePoolException as error:
            self._table = None
            self.failure = str(error)
            raise
        self._table = table
        self.failure = None
        self._read_at_s = time.monotonic()
        return table

    def table(self) -> Table:
        """By ``VG/LV``. StoragePoolException when ``lvm`` fails."""
        table = self._table
        if table is not None:
            return table
        with self._lock:
            return self._fill() if self._table is None else self._table

    def figures(self) -> Table:
        """The same for showing it: empty, with a line in the log, when ``lvm`` fails."""
        try:
            return self.table()
        except StoragePoolException as error:
            log.error("%s", error)
            with self._lock:
                self._table = {}
            return {}

    def recent(self) -> Table:
        """Figures for how much is used, which change by themselves: at most 30 s old.

        An event loop is not held up: it gets those at hand, and fresh ones the next time.
        """
        figures = self.figures()
        if not figures or time.monotonic() - self._read_at_s <= USAGE_AGE_S:
            return figures
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._reset_quietly()
            return self.figures()
        if self._refresh is None or self._refresh.done():
            self._refresh = loop.run_in_executor(None, self._reset_quietly)
        return figures

    def _reset_quietly(self) -> None:
        try:
            self.reset()
        except StoragePoolException as error:
            log.error("%s", error)
