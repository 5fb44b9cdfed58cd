"""What a virtual machine is to the rest of qubesd, whatever runs it."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from .domain_xml import Link


class HypervisorError(Exception):
    """What the hypervisor refused or failed to do, in its own words."""


class MachineGone(HypervisorError):
    """There is no such machine, or it runs no more."""


class MachineState(enum.Enum):
    """As far as anybody has to tell them apart."""

    RUNNING = "running"
    PAUSED = "paused"
    GONE = "gone"


class Ending(enum.Enum):
    """How a machine came to its end; the words are shown to people."""

    SHUT_DOWN = "shut down"
    KILLED = "killed"
    CRASHED = "crashed"


@dataclass(frozen=True)
class Figures:
    """One look at a running machine. Times in nanoseconds since its start, sizes in bytes."""

    memory_bytes: int
    resident_bytes: int
    cpu_time_ns: int
    vcpus: int
    disk_read_bytes: int
    disk_written_bytes: int


@dataclass(frozen=True)
class Machine:
    """A machine that was found; ``number`` is the hypervisor's, new at each start."""

    uuid: UUID
    number: int
    state: MachineState
    started_s: int | None


# Something has happened to that machine; what it is now must be asked for. The ending when it is
# known to have ended.
OnEvent = Callable[[UUID, Ending | None], None]


class Hypervisor(Protocol):
    """A connection. Every coroutine may raise HypervisorError, MachineGone for a known end."""

    uri: str

    @property
    def lost(self) -> str | None:
        """Why the connection is of no use any more."""

    async def machines(self) -> list[Machine]: ...

    async def state(self, uuid: UUID) -> MachineState: ...

    async def create(self, xml: str) -> int:
        """A machine that is paused, and gone for good when it ends. Its number."""

    async def resume(self, uuid: UUID) -> None: ...

    async def pause(self, uuid: UUID) -> None: ...

    async def ask_to_shut_down(self, uuid: UUID) -> None: ...

    async def destroy(self, uuid: UUID) -> None:
        """Returns when it is gone; no error when it was."""

    async def console(self, uuid: UUID) -> str:
        """Path of the terminal of its serial line."""

    async def resize_disk(self, uuid: UUID, path: str, size_bytes: int) -> None:
        """The image or device behind one of its disks has this size now."""

    async def plug_in(self, uuid: UUID, link: Link) -> None:
        """A network card for a machine that runs."""

    async def pull_out(self, uuid: UUID, link: Link) -> None:
        """Its wire at once, the card when the system inside lets it go. No error if not there."""

    async def figures(self) -> dict[UUID, Figures]: ...

    async def close(self) -> None: ...
