"""A restore as an ordinary value: what the archive holds, what becomes of it, how it went.

The person edits rows before anything is changed: ``selected``, ``restored_as``, ``conflict``,
``pool``, ``label``, ``template``, ``netvm``, ``kernel`` and the pools of single volumes. The run
then fills ``status``, ``reason`` and the volumes.
Plans travel between processes as JSON objects (``to_dict``, ``from_dict``), and a plan that does
not have exactly this form is refused with ``ValueError``. The rules that fill and check a plan are
in ``plan_making``.

``template`` and ``netvm`` of a row are names on the machine that receives, after renames. Empty
text means the machine's default, ``None`` (netvm, kernel, default_dispvm) means none. The fields
``archived_...`` keep what the archive says, ``automatic_...`` what was proposed last, so that a
later check knows the person's own choice from a proposal. ``defaults`` names the fields that are
as this machine has them by default, not as the archive says.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .records import Record

_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-", re.ASCII)


class Status(StrEnum):
    """How a row or a volume stands; the value is what JSON carries."""

    PENDING = "pending"
    RESTORED = "restored"
    VERIFIED = "verified"
    SKIPPED = "skipped"
    FAILED = "failed"


class Conflict(StrEnum):
    """What to do when a qube of the row's name is on the machine already."""

    ASK = "ask"  # a problem, until the person decides
    RENAME = "rename"
    REPLACE = "replace"  # what its volumes hold now stays as a revision of each
    SKIP = "skip"


@dataclass
class VolumeRow(Record):
    """One volume of a qube. Sizes in bytes; sha256 is filled by a verification.

    ``pool`` is a wish, empty for the qube's; ``target_pool`` is where it goes.
    """

    name: str
    status: Status = Status.PENDING
    bytes: int = 0  # really written (or, when verifying, decoded), zeros included
    size: int = 0  # as the archive declares it; known once its data begins
    reason: str = ""
    pool: str = ""
    sha256: str = ""
    target_pool: str = ""
    compared: str = ""  # with the volume that is here, when that was asked for
    estimate_bytes: int = 0  # at most so much, by what the archive's list says
    kind: str = ""  # whose failure it was: the ``kind`` of a BackupError, empty where none is known


@dataclass
class Problem(Record):
    """Something that keeps a row from being restored, until it is edited or deselected."""

    field: str  # name | template | netvm | kernel | pool | label | space
    text: str
    cure: str = ""
    choices: list[str] = dataclasses.field(default_factory=list)


@dataclass
class PoolSpace(Record):
    """What the selected rows put into a pool, and what it has; None where nobody knows."""

    pool: str
    needed_bytes: int
    free_bytes: int | None = None

    @property
    def short(self) -> bool:
        return self.free_bytes is not None and self.needed_bytes > self.free_bytes


@dataclass
class QubeRow(Record):
    """One qube of the archive.

    ``made_as`` is its name while it is being restored, another one than ``restored_as`` when it is
    to take the place of a qube that is here.
    ``begun``: an earlier run of the plan has made the qube, and this one goes on with it.
    ``kept``: it is here, incomplete, because some of its volumes are whole.
    ``left_out``: why the plan itself does not select it, until somebody does.
    ``losses``: what the machine refused of its settings; it is restored without.
    """

    name: str
    klass: str
    label: str
    template: str = ""
    netvm: str | None = ""
    default_dispvm: str | None = ""
    size_bytes: int = 0
    selected: bool = True
    restored_as: str = ""
    made_as: str = ""
    conflict: Conflict = Conflict.ASK
    pool: str = ""
    kernel: str | None = ""
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
    archived_kernel: str | None = ""
    archived_addresses: dict[str, str] = dataclasses.field(default_factory=dict)
    automatic_label: str = ""
    automatic_template: str = ""
    automatic_netvm: str | None = ""
    automatic_kernel: str | None = ""
    defaults: list[str] = dataclasses.field(default_factory=list)
    begun: bool = False
    kept: bool = False
    losses: list[str] = dataclasses.field(default_factory=list)
    left_out: str = ""
    fixed_notes: list[str] = dataclasses.field(
        default_factory=list
    )  # the part of notes that no edit changes

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of a qube that is here."""
        return self.made_as not in ("", self.restored_as)

    @property
    def is_done(self) -> bool:
        return self.status in (Status.RESTORED, Status.VERIFIED)

    @property
    def is_whole(self) -> bool:
        """Done without any loss; with a reason, something beside its volumes was lost."""
        return self.is_done and not self.reason and not self.losses

    def lose(self, sentences: Iterable[str]) -> None:
        """Each is said once, however often it was tried."""
        self.losses += [text for text in sentences if text not in self.losses]

    @property
    def worth_keeping(self) -> bool:
        """A template without its system is none, and others are better off with another one."""
        whole = {volume.name for volume in self.volumes if volume.status is Status.RESTORED}
        return "root" in whole if self.klass == "TemplateVM" else bool(whole)

    def keep(self) -> None:
        """It failed and stays all the same: say so, and what is missing."""
        self.kept = True
        missing = [volume for volume in self.volumes if volume.status is not Status.RESTORED]
        whys = [
            f"{volume.name} is missing because {(volume.reason or self.reason).rstrip('.')}"
            for volume in missing
        ]
        self.reason = f"kept, incomplete: {'; '.join(whys) or self.reason}"
        self.leave_replaced()

    def unsay_replacing(self) -> None:
        """What the plan said of it has not come true."""
        self.notes = [note for note in self.notes if not note.startswith("It replaces the qube ")]

    def leave_replaced(self) -> None:
        """It failed, so what it was to replace is as it was, and the row is about its own qube."""
        if not self.replaces:
            return
        old = f"{self.restored_as} here is unchanged"
        self.unsay_replacing()
        if self.kept:
            self.restored_as = self.made_as
            self.reason = f"{old}; what arrived is in {self.made_as}, {self.reason}"
        elif old not in self.reason:
            self.reason += f"; {old}"

    def volume(self, name: str) -> VolumeRow:
        """Raises KeyError when the qube has no such volume."""
        for volume in self.volumes:
            if volume.name == name:
                return volume
        raise KeyError(name)


@dataclass
class RestorePlan(Record):
    """The whole restore. ``stand_ins`` are empty templates that the run makes first.

    ``begun_stand_ins`` are those that an earlier run has made, which this one goes on with.
    """

    archive: str
    version: int
    backup_id: str
    encrypted: bool
    compression: str
    size_bytes: int
    rows: list[QubeRow] = dataclasses.field(default_factory=list)
    stand_ins: list[str] = dataclasses.field(default_factory=list)
    begun_stand_ins: list[str] = dataclasses.field(default_factory=list)
    space: list[PoolSpace] = dataclasses.field(default_factory=list)
    fallback_template: str = ""  # for qubes whose template turns out to be damaged
    notes: list[str] = dataclasses.field(
        default_factory=list
    )  # about the archive, not about one qube

    @property
    def date(self) -> str:
        """When the backup was begun, local time there, ISO 8601; empty when it does not say."""
        match = _DATE.match(self.backup_id)
        return "" if match is None else "{}-{}-{}T{}:{}:{}".format(*match.groups())

    @property
    def selected(self) -> list[QubeRow]:
        return [row for row in self.rows if row.selected]

    @property
    def unanswered(self) -> list[QubeRow]:
        """Left out, and nobody said that they shall be: whose files of dom0 they are was asked."""
        return [
            row for row in self.rows if row.klass == "AdminVM" and row.left_out and not row.selected
        ]

    @property
    def problems(self) -> list[Problem]:
        """Those of the selected rows."""
        return [problem for row in self.selected for problem in row.problems]

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for was done, without any loss."""
        return bool(self.selected) and all(row.is_whole for row in self.selected)

    def row(self, name: str) -> QubeRow:
        """By the name in the archive. Raises KeyError."""
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)


@dataclass
class HostQube(Record):
    """``pools``: where its own volumes are, by their names. ``addresses``: its ip, ip6 and mac,
    as far as it has them; not a mac that many have.
    """

    klass: str
    provides_network: bool = False
    template_for_dispvms: bool = False
    halted: bool = True
    incomplete: bool = False
    pools: dict[str, str] = dataclasses.field(default_factory=dict)
    addresses: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass
class PoolState(Record):
    """``copies``: a volume made of another one takes its space anew, sharing nothing."""

    name: str
    driver: str
    free_bytes: int | None = None
    copies: bool = False


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
    default_kernel: str = ""
    kernels: list[str] = dataclasses.field(default_factory=list)
    home_user: str = ""


@dataclass(frozen=True)
class Progress:
    """Position in the archive, in bytes of the archive, and what is being worked on."""

    done_bytes: int
    total_bytes: int
    qube: str = ""
    volume: str = ""
