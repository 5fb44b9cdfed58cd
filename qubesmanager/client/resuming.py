"""Going on with a restore that was cut: what of its plan is done, by the marks on the qubes."""

from __future__ import annotations

from collections.abc import Mapping

from qubesmanager.backend.backup.plan import HostState, QubeRow, RestorePlan, Status
from qubesmanager.backend.backup.plan_making import check_plan
from qubesmanager.client.inventory import QubeInfo
from qubesmanager.client.restore_journal import Unfinished
from qubesmanager.client.restore_marks import JOURNAL, identity, parse_mark

CHOSEN = ("selected", "restored_as", "conflict", "pool", "label", "template", "netvm", "kernel")


def apply_choices(wishes: RestorePlan, plan: RestorePlan) -> None:
    """Put what a person chose in one plan into another of the same archive. Raises ValueError."""
    known = {row.name: row for row in plan.rows}
    wanted = {row.name: row for row in wishes.rows}
    if wishes.backup_id != plan.backup_id or set(wanted) - set(known):
        raise ValueError(
            f"the plan is not of this backup; it was made for {wishes.archive} "
            f"({wishes.backup_id or 'without identity'})."
        )
    for name, row in known.items():
        if name not in wanted:
            row.selected = False
            continue
        wish = wanted[name]
        if wish.selected and row.status is Status.SKIPPED:
            raise ValueError(f"{name} cannot be restored: {row.reason}")
        for field in CHOSEN:
            setattr(row, field, getattr(wish, field))
        row.left_out = wish.left_out
        pools = {volume.name: volume.pool for volume in wish.volumes}
        unknown = sorted(pools.keys() - {volume.name for volume in row.volumes})
        if unknown:
            raise ValueError(f"{name} has no volume {unknown[0]} in the backup.")
        for volume in row.volumes:
            volume.pool = pools.get(volume.name, "")


def done_volumes(info: QubeInfo, plan: RestorePlan) -> dict[str, int]:
    """Sizes of the volumes that are whole, by the qube's mark; none when it is of another plan."""
    mark = parse_mark(info.features.get(JOURNAL))
    if mark is None or mark.backup != identity(plan):
        return {}
    sizes = {volume.name: volume.size for volume in info.volumes}
    return {name: size for name, size in mark.done.items() if sizes.get(name) == size}


def leave_done(plan: RestorePlan, before: RestorePlan) -> bool:
    """As it was chosen for a run that did not do all, without what it did; False: another archive.

    The plan is to be checked after it.
    """
    try:
        apply_choices(before, plan)
    except ValueError:
        return False
    for row in plan.selected:
        row.selected = before.row(row.name).status is not Status.RESTORED
    return True


def take_up(
    plan: RestorePlan, host: HostState, cut: Unfinished, qubes: Mapping[str, QubeInfo]
) -> None:
    """Make a fresh plan of the archive the one that was cut. ValueError for another archive."""
    before = cut.plan
    if plan.size_bytes and before.size_bytes and plan.size_bytes != before.size_bytes:
        raise ValueError(
            f"this is not the archive of the restore that was cut: it has {plan.size_bytes} bytes,"
            f" that one had {before.size_bytes}."
        )
    apply_choices(before, plan)
    for row in plan.selected:
        wish = before.row(row.name)
        row.made_as = wish.made_as
        if row.name in cut.restored:
            _take_up_restored(row, cut.restored[row.name], qubes)
        else:
            _take_up_begun(row, plan, qubes)
    stand_ins = set(before.stand_ins)
    plan.begun_stand_ins = sorted(name for name in stand_ins & qubes.keys())
    check_plan(plan, host)


def _take_up_restored(row: QubeRow, done: QubeRow, qubes: Mapping[str, QubeInfo]) -> None:
    """Unless somebody has removed it since."""
    if row.klass == "AdminVM" or (
        done.restored_as in qubes and not qubes[done.restored_as].incomplete
    ):
        row.restored_as = row.made_as = done.restored_as
        row.begun = True
        row.status, row.reason, row.volumes = done.status, done.reason, done.volumes
        row.losses = list(done.losses)


def _take_up_begun(row: QubeRow, plan: RestorePlan, qubes: Mapping[str, QubeInfo]) -> None:
    for name in dict.fromkeys((row.made_as, row.restored_as)):
        info = qubes.get(name)
        mark = parse_mark(info.features.get(JOURNAL)) if info is not None else None
        ours = mark is not None and (mark.backup, mark.row) == (identity(plan), row.name)
        if info is None or not (ours or (info.incomplete and mark is None)):
            continue
        row.begun, row.made_as = True, name
        done = done_volumes(info, plan)
        for volume in row.volumes:
            if volume.name in done:
                volume.status = Status.RESTORED
                volume.bytes = volume.size = done[volume.name]
        if not info.incomplete:
            row.status = Status.RESTORED
        return
