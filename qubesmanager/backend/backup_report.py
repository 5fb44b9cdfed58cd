"""What became of a backup run, row by row: a value that reaches the person."""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass, field


class JobState(enum.Enum):
    """How far a run has come."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class RowStatus(enum.Enum):
    """What became of a qube or a volume. Saved means: it is in an archive that is whole."""

    PENDING = "pending"
    SAVED = "saved"
    FAILED = "failed"
    SKIPPED = "skipped"


class SavedState(enum.Enum):
    """Which state of a qube is in the archive."""

    HALTED = "halted"
    LAST_CLEAN = "last"
    SNAPSHOT = "snapshot"
    SHUT_DOWN = "restart"


@dataclass
class VolumeResult:
    """``bytes`` of data stored of a volume of ``size`` bytes."""

    name: str
    size: int
    bytes: int = 0
    status: RowStatus = RowStatus.PENDING


@dataclass
class QubeResult:
    """``remark`` says more about a saved state than that; ``state_s`` is its time if known."""

    name: str
    status: RowStatus = RowStatus.PENDING
    reason: str = ""
    state: SavedState = SavedState.HALTED
    state_s: int = 0
    remark: str = ""
    volumes: list[VolumeResult] = field(default_factory=list)

    def settle(self, status: RowStatus, reason: str = "") -> None:
        """Give the row and what is pending in it their final status."""
        if self.status is not RowStatus.PENDING:
            return
        self.status = status
        self.reason = reason
        for volume in self.volumes:
            volume.status = status


@dataclass
class Report:
    """A run. Bytes are what the archive takes in, before compression.

    ``place`` is "" for a file of this host. ``notes`` are sentences that the person should read
    also when all went well; ``leftovers`` are files of killed backups in the target's folder.
    ``archive_bytes``, ``sha256`` and ``backup_id`` are those of the finished archive; ``location``
    is its path there, "" where what has taken it does not say.
    """

    target: str
    state: JobState = JobState.RUNNING
    total_bytes: int = 0
    done_bytes: int = 0
    message: str = ""
    place: str = ""
    location: str = ""
    backup_id: str = ""
    archive_bytes: int = 0
    sha256: str = ""
    sheet: str = ""
    notes: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    qubes: list[QubeResult] = field(default_factory=list)

    def settle(self, state: JobState, message: str = "") -> None:
        """End the run: all rows are saved when it is done, and none otherwise."""
        self.state = state
        self.message = message
        status = RowStatus.SAVED if state is JobState.DONE else RowStatus.FAILED
        for qube in self.qubes:
            qube.settle(status, message)

    def to_dict(self) -> dict[str, object]:
        """Plain data for JSON, enums as their words."""
        return asdict(
            self,
            dict_factory=lambda items: {
                key: value.value if isinstance(value, enum.Enum) else value for key, value in items
            },
        )
