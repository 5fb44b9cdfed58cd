"""What every method of the Admin API may reach."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from qubesmanager.backend.app import App
from qubesmanager.backend.backup_jobs import BackupJobs
from qubesmanager.backend.idle_watch import IdleWatch
from qubesmanager.backend.moving import Move, MoveResult
from qubesmanager.backend.policy.questions import Questions
from qubesmanager.backend.services.services import Services
from qubesmanager.backend.storage.volume import Volume


@dataclass(frozen=True)
class Export:
    """A volume that a client reads from ``path`` until it says that it is done."""

    volume: Volume
    path: str


@dataclass(frozen=True)
class CopySource:
    """What a token of a copy stands for: a volume's data, or an earlier state of it."""

    volume: Volume
    revision: str | None = None


@dataclass(frozen=True)
class RunningMove:
    """A move and the task that does it."""

    move: Move
    task: asyncio.Task[MoveResult]


@dataclass
class Context:
    """One store as the methods see it, and what they remember between two calls."""

    app: App
    home: Path
    jobs: BackupJobs
    idle_watch: IdleWatch
    services: Services
    questions: Questions
    exports: list[Export] = field(default_factory=list)
    copy_tokens: dict[str, CopySource] = field(default_factory=dict)
    moves: dict[str, RunningMove] = field(default_factory=dict)
