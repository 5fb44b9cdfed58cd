"""A restore as an ordinary value: what the archive holds, what becomes of it, how it went.

The person edits rows before anything is changed: ``selected``, ``restored_as``, ``pool``,
``label``, ``template``, ``netvm``. The run then fills ``status``, ``reason`` and the volumes.
Plans travel between processes as JSON objects (``to_dict``, ``from_dict``), and a plan that does
not have exactly this form is refused with ``ValueError``. The rules that fill and check a plan are
in ``plan_making``.

``template`` and ``netvm`` of a row are names on the machine that receives, after renames. Empty
text means the machine's default, ``None`` (netvm, default_dispvm) means none. The fields
``archived_...`` keep what the archive says, ``automatic_...`` what was proposed last, so that a
later check knows the person's own choice from a proposal.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

from .records import Record


class Status(StrEnum):
    """How a row or a volume stands; the value is what JSON carries."""

    PENDING = "pending"
    RESTORED = "restored"
    VERIFIED = "verified"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass
class VolumeRow(Record):
    """One volume of a qube. Sizes in bytes; sha256 is filled by a verification."""

    name: str
    status: Status = Status.PENDING
    bytes: int = 0  # really written (or, when verifying, decoded), zeros included
    size: int = 0  # as the archive declares it; known once its data begins
    reason: str = ""
    pool: str = ""
    sha256: str = ""


@dataclass
class Problem(Record):
    """Something that keeps a row from being restored, until it is edited or deselected."""

    field: str  # name | template | netvm | pool | label | space
    text: str
    cure: str = ""
    choices: list[str] = dataclasses.field(default_factory=list)


@dataclass
class QubeRow(Record):
    """One qube of the archive."""

    name: str
    klass: str
    label: str
    template: str = ""
    netvm: str | None = ""
    default_dispvm: str | None = ""
    size_bytes: int = 0
    selected: bool = True
    restored_as: str = ""
    pool: str = ""
    notes: list[str] = dataclasses.field(default_factory=list)
    problems: list[Problem] = dataclasses.field(default_factory=list)
    volumes: list[VolumeRow] = dataclasses.field(default_factory=list)
    status: Status = Status.PENDING
    reason: str = ""
    provides_network: bool = False
    template_for_dispvms: bool = False
    archived_label: str = ""
    archived_template: str = ""
    archived_netvm: str | None = ""
    archived_default_dispvm: str | None = ""
    automatic_label: str = ""
    automatic_template: str = ""
    automatic_netvm: str | None = ""
    fixed_notes: list[str] = dataclasses.field(
        default_factory=list
    )  # the part of notes that no edit changes

    def volume(self, name: str) -> VolumeRow:
        """Raises KeyError when the qube has no such volume."""
        for volume in self.volumes:
            if volume.name == name:
                return volume
        raise KeyError(name)


@dataclass
class RestorePlan(Record):
    """The whole restore. ``stand_ins`` are empty templates that the run makes first."""

    archive: str
    version: int
    backup_id: str
    encrypted: bool
    compression: str
    size_bytes: int
    rows: list[QubeRow] = dataclasses.field(default_factory=list)
    stand_ins: list[str] = dataclasses.field(default_factory=list)
    fallback_template: str = ""  # for qubes whose template turns out to be damaged
    notes: list[str] = dataclasses.field(
        default_factory=list
    )  # about the archive, not about one qube

    @property
    def selected(self) -> list[QubeRow]:
        return [row for row in self.rows if row.selected]

    @property
    def problems(self) -> list[Problem]:
        """Those of the selected rows."""
        return [problem for row in self.selected for problem in row.problems]

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for was done, without any loss.

        A row that is restored and has a reason lost something beside its volumes.
        """
        done = (Status.RESTORED, Status.VERIFIED)
        return bool(self.selected) and all(
            row.status in done and not row.reason for row in self.selected
        )

    def row(self, name: str) -> QubeRow:
        """By the name in the archive. Raises KeyError."""
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)


@dataclass
class HostQube(Record):
    klass: str
    provides_network: bool = False
    template_for_dispvms: bool = False


@dataclass
class PoolState(Record):
    name: str
    driver: str
    free_bytes: int | None = None


@dataclass
class HostState(Record):
    """What the receiving machine has, as far as a plan must know it."""

    qubes: dict[str, HostQube] = dataclasses.field(default_factory=dict)
    labels: list[str] = dataclasses.field(default_factory=list)
    pools: list[PoolState] = dataclasses.field(default_factory=list)
    default_pool: str = ""
    default_template: str = ""
    default_netvm: str = ""
    default_dispvm: str = ""
    home_user: str = ""


@dataclass(frozen=True)
class Progress:
    """Position in the archive, in bytes of the archive, and what is being worked on."""

    done_bytes: int
    total_bytes: int
    qube: str = ""
    volume: str = ""
