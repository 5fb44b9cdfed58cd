"""The run of a restore plan against a target (backup-format.md section 8).

Order: stand-ins, templates, disposable templates, the rest; then links between them; then the data
in one pass over the archive. A qube is completed when all its volumes are committed and the archive
has moved on to another qube. At the end, a qube of which some volumes are whole and others not is
kept, marked as incomplete, so that a later run can go on with it; one without any is removed again,
after the others have been taken off it.

A run that goes on with an earlier one finds the rows marked ``begun`` and their whole volumes
RESTORED; those are not read again. A qube that replaces one that is here is made beside it, and
takes its place when it is whole: until then nothing of the old one has changed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event
from typing import Protocol

from . import extras
from .addresses import ADDRESSES
from .archive_pass import ArchivePass, OnProgress
from .contents import QubeRecord
from .errors import BackupCancelled, BackupError, DamagedArchive, TargetError
from .home_tree import HomeSink, HomeTree
from .open_file import Receiver
from .plan import QubeRow, RestorePlan, Status, VolumeRow
from .plan_making import clear_results, free_name
from .reader import BackupReader
from .verify import verify_archive

__all__ = ["RestoreTarget", "VolumeSink", "run_restore", "verify_archive"]

_log = logging.getLogger(__name__)

# Data that is all zeros is given to the sink as a hole, in pieces of this size.
_ZEROS = bytes(32 << 10)


class VolumeSink(Protocol):
    """One volume being written, from its first byte to its last. Errors are TargetError."""

    def write(self, data: memoryview | bytes) -> None:
        """The next bytes. The buffer is only valid during the call."""

    def skip(self, length: int) -> None:
        """The next ``length`` bytes read as zeros."""

    def commit(self) -> None:
        """All bytes were given; make them the volume's content, durably."""

    def abort(self, reason: str) -> None:
        """Give up; the volume stays as it was. Never raises for a sink that is already broken."""


class RestoreTarget(Protocol):
    """Where qubes are restored to. All calls block and come from one thread.

    Every method may raise TargetError with a sentence for the person.
    """

    def create_stand_in(self, name: str) -> None:
        """An empty TemplateVM, so that qubes whose template is nowhere can exist.

        Marked as being restored, like other qubes, until ``complete_qube`` or ``discard_qube``.
        """

    def create_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        """Make ``row.made_as``, marked as being restored; returns what could not be set.

        Takes class, label, template, kernel and pools from the row; properties (but those that
        link it), features and tags from the record. When it raises, nothing of that qube is left.
        """

    def adopt_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        """As ``create_qube`` for one that an earlier run made: its settings are set once more."""

    def volume_done(self, row: QubeRow, volume: VolumeRow) -> None:
        """Remember durably that this volume is whole, for a run that goes on with this one."""

    def link_qube(self, row: QubeRow, record: QubeRecord) -> list[str]:
        """Set ``row.netvm`` and ``row.default_dispvm`` ("" = leave the default, None = none), and
        the record's ``REFERENCES``; assign the devices, which may be other qubes'.

        Called when all qubes exist, and again when one of the two turned out to be damaged. Raises
        when the netvm cannot be set: a qube never gets more network than it had.
        """

    def unlink_qube(self, qube: str, record: QubeRecord, gone: str) -> list[str]:
        """Take back what ``link_qube`` has set of a qube that could not be restored: references of
        the record and devices.
        """

    def change_template(self, qube: str, template: str) -> None:
        """Give a qube another template, because its own could not be restored."""

    def open_volume(self, qube: str, volume: str, size: int) -> VolumeSink:
        """Begin to replace a volume's content by ``size`` bytes; it is resized to that."""

    def open_home(self) -> HomeSink:
        """A new folder in the person's home directory, for the files of dom0's user."""

    def set_firewall(self, qube: str, rules: list[str]) -> None:
        """Rule texts as in admin-api.md section 5.1."""

    def set_notes(self, qube: str, text: str) -> None:
        """Free text of the person."""

    def set_menu(self, qube: str, text: str) -> None:
        """The feature ``menu-items``: names separated by spaces."""

    def complete_qube(self, qube: str) -> None:
        """Everything is there: drop the mark."""

    def replace_qube(self, old: str, new: str) -> list[str]:
        """Let ``old`` have settings and data of ``new``, which goes; returns what is lost.

        What the volumes held stays as a revision of each. When it raises, both are as before.
        """

    def part_addresses(self, old: str, new: str) -> list[str]:
        """Give ``new`` the machine's default of each address that ``old`` has as well, beside
        which it stays; returns sentences that say so.
        """

    def discard_qube(self, qube: str) -> None:
        """Remove a qube that could not be restored as a whole.

        Raises while a qube is based on it or uses it for its network; it is then called again when
        others were discarded.
        """


def run_restore(
    reader: BackupReader,
    plan: RestorePlan,
    target: RestoreTarget,
    on_progress: OnProgress,
    stop: Event,
    keeps: Callable[[], bool] | None = None,
) -> None:
    """Restore the selected rows and fill in every row's result. Blocks; call it from a thread.

    Returns when nothing is written any more and nothing half made is left unmarked, also after
    ``stop`` (the rows that were not done then say so). ``keeps`` tells at the end whether qubes
    with some whole volumes stay; without it, they do unless it was stopped. Failures of qubes are
    results, not exceptions.
    """
    clear_results(plan)
    for row in plan.selected:
        if row.problems and row.status is Status.PENDING:
            row.status = Status.FAILED
            row.reason = row.problems[0].text
            row.kept = row.begun
            row.leave_replaced()
    run = _Restore(reader, plan, target, on_progress, stop)
    end = "the restore ended before it was complete"
    try:
        run.create()
        run.run()
    except BackupCancelled:
        end = "the restore was cancelled"
    except BackupError as error:
        end = error.message
        plan.notes.append(error.message)
    finally:
        run.clean_up(end, not stop.is_set() if keeps is None else keeps())


class _Restore(ArchivePass):
    done_status = Status.RESTORED
    reads_failed_rows = False

    def __init__(
        self,
        reader: BackupReader,
        plan: RestorePlan,
        target: RestoreTarget,
        on_progress: OnProgress,
        stop: Event,
    ) -> None:
        super().__init__(reader, plan, on_progress, stop)
        self._target = target
        self._created: list[QubeRow] = []
        self._stand_ins: list[str] = []
        self._receivers: list[Receiver] = []
        self._given_up: set[str] = set()  # rows that failed before their data
        names = {row.name: row.restored_as for row in plan.selected if row.klass != "AdminVM"}
        self.records = {name: record.referring(names) for name, record in self.records.items()}
        for row in plan.selected:
            record = self.records[row.name]
            self.records[row.name] = record.lacking(set(ADDRESSES).intersection(row.defaults))
        for row in self.active_rows():
            if row.begun:
                self._pass_over(row)

    def _pass_over(self, row: QubeRow) -> None:
        """Volumes that an earlier run has completed are not read again.

        Old archives have a template's volumes in one file, which is read as a whole or not.
        """
        folder = self.records[row.name].backup_path
        done = [volume for volume in row.volumes if volume.status is Status.RESTORED]
        if len(done) == len(row.volumes):
            self._dropped.add(f"{folder}/.")
        elif self.reader.header.version < 4 and row.klass == "TemplateVM":
            for volume in done:
                volume.status, volume.bytes = Status.PENDING, 0
            return
        self._dropped.update(f"{folder}/{volume.name}.img" for volume in done)

    def create(self) -> None:
        """Make all qubes, then set what links them. Raises BackupCancelled, TargetError."""
        self.expect()
        qubes = [row for row in self.active_rows() if row.klass != "AdminVM"]
        rows = sorted(qubes, key=_creation_order)
        self._make_stand_ins(rows)
        for row in rows:
            self._check_stop()
            if row.name not in self.failed:
                self._create(row)
        self._take_up_done()
        for row in self._created:
            self._check_stop()
            if row.name not in self.failed:
                self._link(row)
        self._given_up = set(self.failed)

    def _gave_up(self, row: QubeRow) -> bool:
        return row.name in self._given_up

    def _make_stand_ins(self, rows: list[QubeRow]) -> None:
        for name in self.plan.stand_ins:
            users = [row for row in rows if row.template == name]
            if name in self.plan.begun_stand_ins:
                self._stand_ins.append(name)
                continue
            if not users:
                continue
            try:
                self._target.create_stand_in(name)
            except TargetError as error:
                for row in users:
                    self.fail(row, f"the template {name} could not be made: {_clause(error)}")
            else:
                self._stand_ins.append(name)

    def _create(self, row: QubeRow) -> None:
        make = self._target.adopt_qube if row.begun else self._target.create_qube
        try:
            row.lose(make(row, self.records[row.name]))
        except TargetError as error:
            self.fail(row, f"the qube could not be made: {_clause(error)}")
            if row.begun:
                self._created.append(row)
        else:
            self._created.append(row)

    def _take_up_done(self) -> None:
        """Qubes that an earlier run has completed, perhaps on a template in place of their own."""
        done = [row for row in self.plan.selected if row.begun and row.status is Status.RESTORED]
        for row in done:
            self._created.append(row)
            if row.template:
                try:
                    self._target.change_template(row.made_as, row.template)
                except TargetError as error:
                    row.reason = f"its template is not {row.template}: {_clause(error)}"

    def _link(self, row: QubeRow) -> None:
        for other in self.active_rows():
            if other.name in self.failed and not (other.begun or other.replaces):
                _forget(row, other.restored_as)
                self._strip(row, other.restored_as)
        try:
            row.lose(self._target.link_qube(row, self.records[row.name]))
        except TargetError as error:
            self.fail(row, f"its network could not be set: {_clause(error)}")

    def receiver(self, row: QubeRow, volume: VolumeRow) -> _SinkWriter:
        sink = _SinkWriter(self._target, row, volume)
        self._receivers.append(sink)
        return sink

    def home_receiver(self, row: QubeRow, volume: VolumeRow) -> HomeTree:
        record = self.records[row.name]
        home = HomeTree(
            record.backup_path, volume, record.size_bytes, row.notes, self._target.open_home
        )
        self._receivers.append(home)
        return home

    def take_extra(self, row: QubeRow, name: str, content: bytes) -> None:
        if name == extras.FIREWALL:
            self._target.set_firewall(row.made_as, extras.parse_firewall(content))
        elif name == extras.NOTES:
            self._target.set_notes(row.made_as, extras.parse_notes(content))
        else:
            self._target.set_menu(row.made_as, extras.parse_menu(content))

    def lost_extra(self, row: QubeRow, name: str) -> None:
        """A qube that had rules must not come back open to everything."""
        if name != extras.FIREWALL:
            return
        try:
            self._target.set_firewall(row.made_as, list(extras.DENY_ALL))
        except TargetError as error:
            self.fail(row, f"its firewall could not be set: {_clause(error)}")
        else:
            row.reason += "; its network traffic is blocked until you set rules anew"

    def row_is_whole(self, row: QubeRow) -> None:
        if row.klass == "AdminVM":
            row.status = Status.RESTORED
            return
        if row.replaces:
            self._replace(row)
            return
        try:
            self._target.complete_qube(row.made_as)
        except TargetError as error:
            self.fail(row, f"the qube could not be completed: {_clause(error)}")
        else:
            row.status = Status.RESTORED

    def _replace(self, row: QubeRow) -> None:
        """When the old one cannot be replaced, the new one stays beside it, as whole as it is."""
        try:
            row.lose(self._target.replace_qube(row.restored_as, row.made_as))
        except TargetError as error:
            old, row.restored_as = row.restored_as, row.made_as
            row.unsay_replacing()
            row.reason = (
                f"it could not replace {old} and is here as {row.made_as}: {_clause(error)}"
            )
            self._part_addresses(row, old)
            self.row_is_whole(row)
        else:
            row.status, row.made_as = Status.RESTORED, row.restored_as

    def _part_addresses(self, row: QubeRow, old: str) -> None:
        try:
            row.notes += self._target.part_addresses(old, row.made_as)
        except TargetError as error:
            row.reason += f"; it may have the addresses of {old}: {_clause(error)}"

    def clean_up(self, end: str, keeps: bool) -> None:
        """Settle every row: what is restored or kept stays. ``end`` is why at worst."""
        for receiver in self._receivers:
            receiver.fail(end)
        self._fail_disposables(keeps)
        self.settle_rows(end)
        for row in self._created:
            if row.status is Status.FAILED and keeps and row.worth_keeping:
                row.keep()
        gone = [row for row in self._created if row.status is Status.FAILED and not row.kept]
        gone.reverse()
        self._take_living_off(gone)
        self._discard(gone)
        for row in gone:
            row.leave_replaced()
        for name in self._stand_ins:
            self._settle_stand_in(name)
        for row in self.plan.selected:
            _settle_volumes(row)

    def _living(self) -> list[QubeRow]:
        return [row for row in self._created if row.kept or row.status is Status.RESTORED]

    def _fail_disposables(self, keeps: bool) -> None:
        """A disposable is nothing without its template, and keeps no data of its own."""
        failed = [row for row in self._created if row.name in self.failed]
        lost = {row.made_as for row in failed if not (keeps and row.worth_keeping)}
        for row in self._created:
            if row.klass == "DispVM" and row.template in lost and row.name not in self.failed:
                self.fail(row, f"its disposable template {row.template} could not be restored")

    def _discard(self, rows: list[QubeRow]) -> None:
        """Remove qubes; those that others of them still use take another round."""
        while rows:
            errors = {row.name: self._try_discard(row) for row in rows}
            left = [row for row in rows if errors[row.name]]
            if len(left) == len(rows):
                for row in left:
                    row.reason += f"; {row.made_as} could not be removed: {errors[row.name]}"
                return
            rows = left

    def _try_discard(self, row: QubeRow) -> str:
        """Empty text, or why it is still there."""
        try:
            self._target.discard_qube(row.made_as)
        except TargetError as error:
            return _clause(error)
        return ""

    def _take_living_off(self, lost: list[QubeRow]) -> None:
        """Let qubes that stay no longer depend on those that go."""
        for row in self._living():
            for gone in (other.made_as for other in lost):
                try:
                    self._take_off(row, gone)
                except TargetError as error:
                    row.reason = f"it could not be taken off {gone}: {_clause(error)}"

    def _take_off(self, row: QubeRow, gone: str) -> None:
        if row.template == gone:
            row.template = self._replacement(gone)
            self._target.change_template(row.made_as, row.template)
            row.notes.append(
                f"Its template {gone} could not be restored; it uses {row.template} instead."
            )
        record = self.records[row.name]
        if self._strip(row, gone):
            row.lose(self._target.unlink_qube(row.made_as, record, gone))
        if _forget(row, gone):
            row.lose(self._target.link_qube(row, self.records[row.name]))

    def _strip(self, row: QubeRow, gone: str) -> bool:
        """Drop what else refers to a qube that is not there; whether there was any."""
        record = self.records[row.name]
        rest = record.without(gone)
        if rest == record:
            return False
        self.records[row.name] = rest
        row.notes.append(f"What it had of {gone}, which could not be restored, is left out.")
        return True

    def _replacement(self, lost: str) -> str:
        if self.plan.fallback_template:
            return self.plan.fallback_template
        if not self._stand_ins:
            name = free_name(lost, {row.made_as for row in self._created})
            self._target.create_stand_in(name)
            self._stand_ins.append(name)
            self.plan.stand_ins.append(name)
        return self._stand_ins[0]

    def _settle_stand_in(self, name: str) -> None:
        try:
            if any(row.template == name for row in self._living()):
                self._target.complete_qube(name)
                return
            self._target.discard_qube(name)
            self.plan.stand_ins.remove(name)
        except TargetError as error:
            self.plan.notes.append(f"The empty template {name} was left unsettled: {error.message}")


def _creation_order(row: QubeRow) -> int:
    if row.klass == "TemplateVM":
        return 0
    return 1 if row.template_for_dispvms else 2


def _clause(error: BackupError) -> str:
    """An error's sentence as the end of a longer one."""
    return error.message.rstrip(".")


def _forget(row: QubeRow, gone: str) -> bool:
    """Drop a row's references to a qube that is not there; whether it had any."""
    if gone not in (row.netvm, row.default_dispvm):
        return False
    if row.netvm == gone:
        row.netvm = None
        row.notes.append(f"Its network qube {gone} could not be restored; it has none now.")
    if row.default_dispvm == gone:
        row.default_dispvm = None
        row.notes.append(f"Its disposable template {gone} could not be restored.")
    return True


def _settle_volumes(row: QubeRow) -> None:
    """No volume of a qube that goes may look as if it were there."""
    if row.status is not Status.FAILED:
        return
    if row.kept:
        for volume in row.volumes:
            if volume.status is Status.PENDING:
                volume.status, volume.reason = Status.FAILED, row.reason
        return
    for volume in row.volumes:
        if volume.status is Status.RESTORED:
            volume.status = Status.SKIPPED
            volume.reason = "it was whole, and was removed together with its qube"
        elif volume.status is Status.PENDING:
            volume.status = Status.FAILED
            volume.reason = volume.reason or row.reason


class _SinkWriter:
    """Takes one volume from the archive to the target's sink and counts what was written."""

    def __init__(self, target: RestoreTarget, row: QubeRow, volume: VolumeRow) -> None:
        self._target = target
        self._row = row
        self._qube = row.made_as
        self._volume = volume
        self._sink: VolumeSink | None = None

    def begin(self, size_bytes: int) -> None:
        self._volume.size = size_bytes
        self._sink = self._target.open_volume(self._qube, self._volume.name, size_bytes)

    def data(self, piece: memoryview) -> None:
        assert self._sink is not None
        start = 0
        for offset in range(0, len(piece), len(_ZEROS)):
            block = piece[offset : offset + len(_ZEROS)]
            if bytes(block) == _ZEROS:
                if offset > start:
                    self._sink.write(piece[start:offset])
                self._sink.skip(len(block))
                start = offset + len(block)
        if start < len(piece):
            self._sink.write(piece[start:])
        self._volume.bytes += len(piece)

    def hole(self, length_bytes: int) -> None:
        assert self._sink is not None
        self._sink.skip(length_bytes)
        self._volume.bytes += length_bytes

    def complete(self) -> None:
        """Raises TargetError; the sink is then broken, and ``fail`` puts it away."""
        assert self._sink is not None
        if self._volume.bytes != self._volume.size:
            raise DamagedArchive("it is shorter than its size")
        self._sink.commit()
        self._sink = None
        self._target.volume_done(self._row, self._volume)

    def fail(self, reason: str) -> None:
        sink, self._sink = self._sink, None
        if sink is None:
            return
        try:
            sink.abort(reason)
        except TargetError as error:
            # The volume was not committed, and the qube goes as a whole.
            _log.info("aborting %s of %s: %r", self._volume.name, self._qube, error.message)
