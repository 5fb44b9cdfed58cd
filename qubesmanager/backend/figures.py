"""What running qubes take of the host: rates, from two looks at counters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from .hypervisor.machine import Figures


@dataclass(frozen=True)
class Usage:
    """Between two looks. ``cpu_percent`` is of all the processors that the qube has."""

    memory_bytes: int
    resident_bytes: int
    cpu_time_ns: int
    cpu_percent: int
    vcpus: int
    disk_read_bytes_per_s: int
    disk_written_bytes_per_s: int


class UsageMeter:
    """Remembers the look before. A machine's first has no rates yet: they are 0."""

    def __init__(self) -> None:
        self._before: Mapping[UUID, Figures] = {}
        self._before_ns = 0

    def measure(self, now: Mapping[UUID, Figures], now_ns: int) -> dict[UUID, Usage]:
        """``now_ns`` of a clock that is never set."""
        elapsed_ns = now_ns - self._before_ns
        usages = {
            uuid: _usage(self._before.get(uuid, figures), figures, elapsed_ns)
            for uuid, figures in now.items()
        }
        self._before, self._before_ns = now, now_ns
        return usages


def _usage(before: Figures, now: Figures, elapsed_ns: int) -> Usage:
    if now.cpu_time_ns < before.cpu_time_ns:
        before = now  # another run
    seconds = max(elapsed_ns, 1) / 1e9
    busy = (now.cpu_time_ns - before.cpu_time_ns) / max(elapsed_ns, 1) / max(now.vcpus, 1)
    return Usage(
        memory_bytes=now.memory_bytes,
        resident_bytes=now.resident_bytes,
        cpu_time_ns=now.cpu_time_ns,
        # QEMU's own threads count too, so a busy machine takes more than its processors.
        cpu_percent=min(round(busy * 100), 100),
        vcpus=now.vcpus,
        disk_read_bytes_per_s=round((now.disk_read_bytes - before.disk_read_bytes) / seconds),
        disk_written_bytes_per_s=round(
            (now.disk_written_bytes - before.disk_written_bytes) / seconds
        ),
    )
