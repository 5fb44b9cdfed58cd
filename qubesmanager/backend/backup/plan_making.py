"""The rules of a restore plan: what each qube becomes here, and what keeps it from that.

``make_plan`` proposes, ``check_plan`` judges again after the person's edits. Both are pure: they
look at plain values and change only the plan (backup-format.md sections 8.2-8.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qubesmanager.protocol import MAX_NAME_LENGTH, is_qube_name

from .contents import BackupContents, QubeRecord
from .plan import HostState, Problem, QubeRow, RestorePlan, Status, VolumeRow

FALLBACK_LABEL = "red"
HOME_NAME = "home-restore-…"  # the run adds the time
_RENAME_LENGTH = MAX_NAME_LENGTH - 2
_NOT_RESTORED = {
    "RemoteVM": "qubes on other machines are not restored by this version",
}


def make_plan(contents: BackupContents, host: HostState) -> RestorePlan:
    """A plan that restores every qube of the archive under its own name."""
    archive = contents.archive
    plan = RestorePlan(
        archive=archive.path,
        version=archive.version,
        backup_id=archive.backup_id,
        encrypted=archive.encrypted,
        compression=archive.compression,
        size_bytes=archive.size_bytes,
        rows=[_row(record) for record in contents.qubes],
    )
    for record, row in zip(contents.qubes, plan.rows, strict=True):
        if record.klass == "AdminVM":
            _ask_about_user(row, record.user, host.home_user)
        elif record.synthetic and _is_disposable_template(host, record.name):
            row.selected = False
            row.fixed_notes.append("This machine has a disposable template of that name already.")
    check_plan(plan, host)
    return plan


def _ask_about_user(row: QubeRow, archived: str, here: str) -> None:
    """Somebody else's files are not restored unless that is said."""
    row.fixed_notes.append(
        f"These are the files of the user {archived}. They come into a new folder in the home"
        f" directory of {here or 'the user'}; nothing there is changed."
    )
    row.selected = archived == here


def _is_disposable_template(host: HostState, name: str) -> bool:
    return name in host.qubes and host.qubes[name].template_for_dispvms


def _row(record: QubeRecord) -> QubeRow:
    row = QubeRow(
        name=record.name,
        klass=record.klass,
        label=record.label,
        restored_as=HOME_NAME if record.klass == "AdminVM" else record.name,
        size_bytes=record.size_bytes,
        volumes=[VolumeRow(name) for name in record.saved_volumes],
        provides_network=record.provides_network,
        template_for_dispvms=record.template_for_dispvms,
        archived_label=record.label,
        automatic_label=record.label,
        archived_template=record.template,
        archived_netvm=record.netvm,
        archived_default_dispvm=record.default_dispvm,
        fixed_notes=[*record.notes, *_device_notes(record)],
    )
    if record.klass in _NOT_RESTORED:
        row.selected = False
        row.status = Status.SKIPPED
        row.reason = _NOT_RESTORED[record.klass]
    return row


def _device_notes(record: QubeRecord) -> list[str]:
    """On another machine the same place may hold another device, so this is always told."""
    notes = []
    for klass in dict.fromkeys(device.klass for device in record.devices):
        idents = [f"{d.backend}:{d.ident}" for d in record.devices if d.klass == klass]
        kind = klass.upper() if klass in ("pci", "usb") else klass
        what = f"{kind} device" if len(idents) == 1 else f"{len(idents)} {kind} devices"
        notes.append(
            f"It gets the {what} {', '.join(idents)} as in the backup; look whether"
            f" that is right for this machine before you start it."
        )
    return notes


def clear_results(plan: RestorePlan) -> None:
    """Forget how an earlier run or verification of the plan went."""
    plan.notes = []
    for row in plan.rows:
        if row.klass in _NOT_RESTORED:
            continue
        row.status = Status.PENDING if row.selected else Status.SKIPPED
        row.reason = ""
        row.volumes = [VolumeRow(volume.name, pool=volume.pool) for volume in row.volumes]


def check_plan(plan: RestorePlan, host: HostState) -> None:
    """Recompute problems, notes, proposals and stand-ins from what the rows say now.

    A name or pool that the person set stays as it is; a label, template or netvm stays when it
    differs from the last proposal and is proposed anew otherwise.
    """
    _Check(plan, host).run()


class _Check:
    def __init__(self, plan: RestorePlan, host: HostState) -> None:
        self._plan = plan
        self._host = host
        apart = {"AdminVM", *_NOT_RESTORED}
        self._rows = [row for row in plan.selected if row.klass not in apart]
        self._selected = {row.name: row for row in self._rows}
        self._names = Counter(row.restored_as for row in self._rows)
        self._pools = {pool.name: pool for pool in host.pools}

    def run(self) -> None:
        self._plan.stand_ins = []
        self._plan.fallback_template = self._any_template()
        for row in self._plan.rows:
            row.problems = []
            row.notes = list(row.fixed_notes)
            if row.klass == "AdminVM":
                row.restored_as = HOME_NAME
                continue
            for volume in row.volumes:
                volume.pool = row.pool or self._host.default_pool
        for row in self._rows:
            self._check_name(row)
            self._check_label(row)
            self._check_pool(row)
            self._check_template(row)
            self._check_netvm(row)
            self._check_default_dispvm(row)
        self._check_space()

    def _check_name(self, row: QubeRow) -> None:
        name = row.restored_as
        if not is_qube_name(name) or name == "dom0":
            text = f"{name!r} cannot be the name of a qube."
        elif name in self._host.qubes:
            text = f"A qube named {name} exists already."
        elif self._names[name] > 1:
            text = f"Two of the selected qubes would be named {name}."
        else:
            return
        base = name if is_qube_name(name) and name != "dom0" else row.name
        free = free_name(base, set(self._host.qubes) | set(self._names))
        choices = [free] if free else []
        row.problems.append(
            Problem("name", text, "Restore it under another name, or leave it out.", choices)
        )

    def _check_label(self, row: QubeRow) -> None:
        if row.label != row.automatic_label and row.label in self._host.labels:
            return
        row.label = row.automatic_label = row.archived_label
        if row.label in self._host.labels:
            return
        named = f"Its label {row.label} does not exist here" if row.label else "It has no label"
        row.label = row.automatic_label = FALLBACK_LABEL
        row.notes.append(f"{named}; it becomes {FALLBACK_LABEL}.")

    def _check_pool(self, row: QubeRow) -> None:
        if row.pool and row.pool not in self._pools:
            row.problems.append(
                Problem(
                    "pool",
                    f"There is no pool named {row.pool}.",
                    "Choose one of the pools of this machine.",
                    sorted(self._pools),
                )
            )

    def _check_template(self, row: QubeRow) -> None:
        if row.klass not in ("AppVM", "DispVM"):
            row.template = row.automatic_template = ""
            return
        possible = self._templates(disposable=row.klass == "DispVM")
        if row.template and row.template != row.automatic_template:
            if row.template not in possible:
                self._template_problem(row, row.template, possible)
            return
        archived = self._renamed(row.archived_template)
        if archived in possible:
            row.template = archived
        elif row.klass == "AppVM":
            row.template = self._other_template(row)
        else:
            row.template = self._other_disposable_template(row, possible)
        row.automatic_template = row.template

    def _template_problem(self, row: QubeRow, name: str, possible: list[str]) -> None:
        kind = "disposable template" if row.klass == "DispVM" else "template"
        what = f"Its {kind} {name}" if name else f"Its {kind}"
        row.problems.append(
            Problem(
                "template",
                f"{what} is neither on this machine nor among the selected qubes.",
                f"Select that {kind} as well, or choose another one.",
                possible,
            )
        )

    def _other_template(self, row: QubeRow) -> str:
        """The default template, any other one, or one that is made for the purpose."""
        missing = row.archived_template or "(none)"
        other = self._any_template()
        if other and not row.archived_template:
            return other  # it never named one
        if other:
            row.notes.append(
                f"Its template {missing} is neither here nor selected; it uses {other} instead."
            )
            return other
        name = row.archived_template or "missing-template"
        taken = set(self._host.qubes) | set(self._names)
        stand_in = name if name not in taken else free_name(name, taken)
        if not stand_in:
            self._template_problem(row, name, [])
            return ""
        if stand_in not in self._plan.stand_ins:
            self._plan.stand_ins.append(stand_in)
        row.notes.append(
            f"Its template {missing} is nowhere to be had, and this machine has none:"
            f" an empty template {stand_in} is made in its place. Give the qube a real template"
            f" before it is started."
        )
        return stand_in

    def _other_disposable_template(self, row: QubeRow, possible: list[str]) -> str:
        default = self._host.default_dispvm
        if default in possible:
            row.notes.append(
                f"Its disposable template {row.archived_template or '(none)'} is neither here nor"
                f" selected; it uses {default} instead."
            )
            return default
        self._template_problem(row, row.archived_template, possible)
        return ""

    def _check_netvm(self, row: QubeRow) -> None:
        possible = sorted(
            {name for name, qube in self._host.qubes.items() if qube.provides_network}
            | {other.restored_as for other in self._rows if other.provides_network}
        )
        if row.netvm and row.netvm != row.automatic_netvm:
            if row.netvm not in possible:
                row.problems.append(
                    Problem(
                        "netvm",
                        f"{row.netvm} is no qube that provides network.",
                        "Choose another one, or none.",
                        possible,
                    )
                )
            return
        if row.netvm != row.automatic_netvm:
            return  # the person chose none, or the default
        wanted = row.archived_netvm
        row.netvm = self._renamed(wanted) if wanted else wanted
        if row.netvm and row.netvm not in possible:
            row.netvm = ""
            default = self._host.default_netvm or "none"
            row.notes.append(
                f"Its network qube {wanted} is neither here nor selected;"
                f" it uses the default of this machine ({default})."
            )
        row.automatic_netvm = row.netvm

    def _check_default_dispvm(self, row: QubeRow) -> None:
        wanted = row.archived_default_dispvm
        row.default_dispvm = self._renamed(wanted) if wanted else wanted
        if row.default_dispvm and row.default_dispvm not in self._templates(disposable=True):
            row.default_dispvm = ""
            row.notes.append(
                f"Its disposable template {wanted} for opening files is neither here nor selected;"
                f" it uses the default of this machine."
            )

    def _check_space(self) -> None:
        needed: Counter[str] = Counter()
        for row in self._rows:
            needed[row.pool or self._host.default_pool] += row.size_bytes
        for row in self._rows:
            pool = self._pools.get(row.pool or self._host.default_pool)
            if pool is None or pool.free_bytes is None or needed[pool.name] <= pool.free_bytes:
                continue
            row.problems.append(
                Problem(
                    "space",
                    f"The selected qubes need {_mib(needed[pool.name])} in the pool {pool.name},"
                    f" which has {_mib(pool.free_bytes)} free.",
                    "Select fewer qubes, choose another pool, or make room.",
                    [other for other in sorted(self._pools) if other != pool.name],
                )
            )

    def _renamed(self, name: str) -> str:
        """What a reference inside the archive is called here."""
        row = self._selected.get(name)
        return row.restored_as if row is not None else name

    def _templates(self, *, disposable: bool) -> list[str]:
        if disposable:
            here = {n for n, qube in self._host.qubes.items() if qube.template_for_dispvms}
            selected = {row.restored_as for row in self._rows if row.template_for_dispvms}
        else:
            here = {n for n, qube in self._host.qubes.items() if qube.klass == "TemplateVM"}
            selected = {row.restored_as for row in self._rows if row.klass == "TemplateVM"}
        return sorted(here | selected)

    def _any_template(self) -> str:
        here = sorted(n for n, qube in self._host.qubes.items() if qube.klass == "TemplateVM")
        if self._host.default_template in here:
            return self._host.default_template
        return here[0] if here else ""


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name with ``-1`` to ``-98`` at its end, the first that is free; empty when none is."""
    taken = set(taken)
    for number in range(1, 99):
        suffix = f"-{number}"
        # 29 characters of the name stay (section 8.3); before two digits there is room for 28.
        candidate = name[: min(_RENAME_LENGTH, MAX_NAME_LENGTH - len(suffix))] + suffix
        if candidate not in taken and is_qube_name(candidate):
            return candidate
    return ""


def _mib(size_bytes: int) -> str:
    return f"{-(-size_bytes >> 20)} MiB"
