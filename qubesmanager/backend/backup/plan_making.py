"""The rules of a restore plan: what each qube becomes here, and what keeps it from that.

``make_plan`` proposes, ``check_plan`` judges again after the person's edits. Both are pure: they
look at plain values and change only the plan (backup-format.md sections 8.2-8.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qubesmanager.protocol import MAX_NAME_LENGTH, is_qube_name
from qubesmanager.sizes import format_unlike

from .addresses import Owners, given_addresses
from .contents import BackupContents, QubeRecord
from .errors import printable
from .plan import (
    Conflict,
    HostQube,
    HostState,
    PoolSpace,
    Problem,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)

FALLBACK_LABEL = "red"
HOME_NAME = "home-restore-…"  # the run adds the time
_RENAME_LENGTH = MAX_NAME_LENGTH - 2
# Drivers that keep what is replaced as a revision.
_KEEPS_REVISIONS = frozenset({"file-reflink", "lvm_thin"})
# Since then the key of each piece depends on the backup, the file and the piece's number.
_BINDS_NAMES = 4
_NOT_RESTORED = {
    "RemoteVM": "qubes on other machines are not restored by this version",
}


def make_plan(contents: BackupContents, host: HostState) -> RestorePlan:
    """A plan that restores every qube of the archive under its own name."""
    plan = _unchecked(contents)
    for record, row in zip(contents.qubes, plan.rows, strict=True):
        if record.klass == "AdminVM":
            _ask_about_user(row, record.user, host.home_user)
        elif record.synthetic and _is_disposable_template(host, record.name):
            row.selected = False
            row.left_out = "This machine has a disposable template of that name already."
            row.fixed_notes.append(row.left_out)
    check_plan(plan, host)
    return plan


def archived_plan(contents: BackupContents) -> RestorePlan:
    """What the archive says, for no machine: to be looked at."""
    plan = _unchecked(contents)
    for row in plan.rows:
        row.template, row.netvm, row.kernel = (
            row.archived_template,
            row.archived_netvm,
            row.archived_kernel,
        )
        row.notes = list(row.fixed_notes)
    return plan


def _unchecked(contents: BackupContents) -> RestorePlan:
    archive = contents.archive
    return RestorePlan(
        archive=archive.path,
        version=archive.version,
        backup_id=archive.backup_id,
        encrypted=archive.encrypted,
        compression=archive.compression,
        size_bytes=archive.size_bytes,
        rows=[_row(record) for record in contents.qubes],
        notes=archive_notes(archive.version),
    )


def archive_notes(version: int) -> list[str]:
    """What no reading of the archive can find out (backup-format.md section 4.1)."""
    if version >= _BINDS_NAMES:
        return []
    return [
        f"In format {version} each piece of an archive is protected only by itself: whether the"
        f" pieces are in their order and all of this backup cannot be told for certain."
    ]


def _ask_about_user(row: QubeRow, archived: str, here: str) -> None:
    """Somebody else's files are not restored unless that is said."""
    whose = f"the user '{archived}'" if archived else "a user whom the backup does not name"
    row.fixed_notes.append(
        f"These are the files of {whose}. They come into a new folder in your home directory;"
        f" nothing there is changed."
    )
    row.selected = archived == here
    if row.selected:
        return
    row.left_out = (
        f"These are the files of the user '{archived}', and you are '{here}' here: they are"
        f" restored only when dom0 is selected."
        if archived
        else "The backup does not say whose files these are: they are restored only when dom0 is"
        " selected."
    )


def _is_disposable_template(host: HostState, name: str) -> bool:
    return name in host.qubes and host.qubes[name].template_for_dispvms


def _row(record: QubeRecord) -> QubeRow:
    row = QubeRow(
        name=record.name,
        klass=record.klass,
        label=record.label,
        restored_as=HOME_NAME if record.klass == "AdminVM" else record.name,
        size_bytes=record.size_bytes,
        volumes=[
            VolumeRow(name, estimate_bytes=_estimate(record, name)) for name in record.saved_volumes
        ],
        provides_network=record.provides_network,
        template_for_dispvms=record.template_for_dispvms,
        archived_label=record.label,
        automatic_label=record.label,
        archived_template=record.template,
        archived_netvm=record.netvm,
        archived_default_dispvm=record.default_dispvm,
        archived_kernel=record.properties.get("kernel", ""),
        archived_addresses=given_addresses(record.properties),
        fixed_notes=[*record.notes, *_device_notes(record)],
    )
    if record.klass in _NOT_RESTORED:
        row.selected = False
        row.status = Status.SKIPPED
        row.reason = _NOT_RESTORED[record.klass]
    return row


def _estimate(record: QubeRecord, volume: str) -> int:
    """The archive says how much data a qube has, and how large each of its volumes is."""
    largest = record.volume_bytes.get(volume) or record.size_bytes
    return min(largest, record.size_bytes)


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
    """Forget how an earlier run or verification of the plan went, unless it is gone on with."""
    plan.notes = archive_notes(plan.version)
    for row in plan.rows:
        if row.klass in _NOT_RESTORED or (row.begun and row.selected):
            continue
        row.status = Status.PENDING if row.selected else Status.SKIPPED
        row.reason = "" if row.selected else row.left_out
        row.losses = []
        row.kept = False
        row.volumes = [
            VolumeRow(
                volume.name,
                pool=volume.pool,
                target_pool=volume.target_pool,
                estimate_bytes=volume.estimate_bytes,
            )
            for volume in row.volumes
        ]


def check_plan(plan: RestorePlan, host: HostState) -> None:
    """Recompute problems, notes, proposals and stand-ins from what the rows say now.

    A name or pool that the person set stays as it is; a label, template, netvm or kernel stays when
    it differs from the last proposal and is proposed anew otherwise.
    """
    _Check(plan, host).run()


class _Check:
    def __init__(self, plan: RestorePlan, host: HostState) -> None:
        self._plan = plan
        self._host = host
        self._pools = {pool.name: pool for pool in host.pools}
        apart = {"AdminVM", *_NOT_RESTORED}
        for row in plan.rows:
            row.problems = []
            row.notes = list(row.fixed_notes)
            row.defaults = []
            row.made_as = row.made_as if row.begun else row.restored_as
            if row.klass not in apart:
                self._leave_out(row)
        self._rows = [row for row in plan.selected if row.klass not in apart]
        self._selected = {row.name: row for row in self._rows}
        self._names = Counter(row.restored_as for row in self._rows)

    def run(self) -> None:
        self._plan.stand_ins = list(self._plan.begun_stand_ins)
        self._plan.fallback_template = self._any_template()
        for row in self._rows:
            self._rename(row)
        for row in self._plan.rows:
            if row.klass == "AdminVM":
                row.restored_as = row.made_as = HOME_NAME
                continue
            for volume in row.volumes:
                volume.target_pool = volume.pool or row.pool or self._host.default_pool
        for row in self._rows:
            self._check_name(row)
            self._check_label(row)
            self._check_pools(row)
            self._check_template(row)
            self._check_netvm(row)
            self._check_kernel(row)
            self._check_default_dispvm(row)
        self._check_addresses()
        self._check_space()

    def _leave_out(self, row: QubeRow) -> None:
        if row.conflict is Conflict.SKIP and row.restored_as in self._host.qubes and not row.begun:
            row.selected = False
            row.left_out = f"A qube named {row.restored_as} exists already; it is left out."
            row.notes.append(row.left_out)

    def _taken(self) -> set[str]:
        return {*self._host.qubes, *self._names, *(row.made_as for row in self._rows)}

    def _rename(self, row: QubeRow) -> None:
        name = row.restored_as
        clash = name in self._host.qubes or self._names[name] > 1
        if row.conflict is not Conflict.RENAME or row.begun or (not clash and is_qube_name(name)):
            return
        free = free_name(name, self._taken())
        if free:
            self._names[name] -= 1
            self._names[free] += 1
            row.restored_as = row.made_as = free
            row.notes.append(
                f"A qube named {name} exists already; this one becomes {free}."
                if clash
                else f"{name} cannot be the name of a qube; this one becomes {free}."
            )

    def _check_name(self, row: QubeRow) -> None:
        name = row.restored_as
        if not is_qube_name(name) or name == "dom0":
            text = f"{name!r} cannot be the name of a qube."
        elif self._names[name] > 1:
            text = f"Two of the selected qubes would be named {name}."
        elif row.begun or name not in self._host.qubes:
            if row.replaces and name in self._host.qubes:
                self._take_place(row, self._host.qubes[name])
            return
        elif row.conflict is Conflict.REPLACE:
            self._check_replacement(row, self._host.qubes[name])
            return
        elif self._host.qubes[name].incomplete:
            text = f"A qube named {name} exists already; a restore has left it incomplete."
        else:
            text = f"A qube named {name} exists already."
        usable = is_qube_name(name) and name != "dom0"
        # A typing error is cured by the name of the archive, where that is free.
        archived = not usable and is_qube_name(row.name) and row.name not in self._taken()
        free = row.name if archived else free_name(name if usable else row.name, self._taken())
        choices = [free] if free else []
        cure = "Restore it under another name, or leave it out."
        if name in self._host.qubes and self._host.qubes[name].incomplete:
            cure = f"Go on with that restore. {cure}"
        row.problems.append(Problem("name", text, cure, choices))

    def _check_replacement(self, row: QubeRow, old: HostQube) -> None:
        """It is made under another name, and takes the old one's place when it is whole."""
        name = row.restored_as
        lossy = sorted(
            {
                pool
                for pool in old.pools.values()
                if pool in self._pools and self._pools[pool].driver not in _KEEPS_REVISIONS
            }
        )
        text = ""
        if old.klass != row.klass:
            text = f"{name} is a {old.klass} here, which a {row.klass} cannot replace."
        elif old.incomplete:
            text = f"{name} was left incomplete by a restore."
        elif not old.halted:
            text = f"{name} is running; shut it down to have it replaced."
        elif lossy:
            text = f"The pool {lossy[0]} keeps no earlier state of {name} when it is replaced."
        free = free_name(name, self._taken())
        if text or not free:
            cure = "Restore it under another name, or leave it out."
            row.problems.append(Problem("name", text, cure, [free] if free else []))
            return
        row.made_as = free
        self._take_place(row, old)

    def _take_place(self, row: QubeRow, old: HostQube) -> None:
        """Its volumes go where those of the old one are."""
        name = row.restored_as
        for volume in row.volumes:
            volume.target_pool = old.pools.get(volume.name, volume.target_pool)
        kept = " What its volumes hold now stays as a revision of each." if row.volumes else ""
        row.notes.append(f"It replaces the qube {name} that is here, with its settings.{kept}")
        twice = sorted({v.target_pool for v in row.volumes if self._copies(v.target_pool)})
        if twice:
            row.notes.append(
                f"The pool {twice[0]} makes whole copies, so until the old one is replaced the new"
                f" one is there twice."
            )

    def _check_label(self, row: QubeRow) -> None:
        if row.label != row.automatic_label:
            if row.label not in self._host.labels:
                row.problems.append(
                    Problem(
                        "label",
                        f"There is no label named {row.label}.",
                        "Choose one of the labels of this machine.",
                        list(self._host.labels),
                    )
                )
            return
        row.label = row.automatic_label = row.archived_label
        if row.label in self._host.labels:
            return
        named = f"Its label {row.label} does not exist here" if row.label else "It has no label"
        row.label = row.automatic_label = FALLBACK_LABEL
        row.defaults.append("label")
        row.notes.append(f"{named}; it becomes {FALLBACK_LABEL}.")

    def _check_pools(self, row: QubeRow) -> None:
        if not row.pool and not all(volume.pool for volume in row.volumes):
            row.defaults.append("pool")
        if not row.pool and self._host.default_pool not in self._pools and not row.begun:
            # Also where each volume has a pool of its own: what is not kept goes there.
            name = self._host.default_pool
            text = f"The default pool {name} is not there." if name else "There is no default pool."
            row.problems.append(
                Problem(
                    "pool",
                    text,
                    "Choose one of the pools of this machine.",
                    sorted(self._pools),
                )
            )
        for name in dict.fromkeys([row.pool, *(volume.pool for volume in row.volumes)]):
            if name and name not in self._pools:
                row.problems.append(
                    Problem(
                        "pool",
                        f"There is no pool named {name}.",
                        "Choose one of the pools of this machine.",
                        sorted(self._pools),
                    )
                )

    def _check_template(self, row: QubeRow) -> None:
        if row.klass not in ("AppVM", "DispVM"):
            if row.template:
                row.problems.append(
                    Problem(
                        "template",
                        f"A {row.klass} has no template, so {row.template} cannot be its own.",
                        "Choose none.",
                    )
                )
            return
        possible = self._templates(disposable=row.klass == "DispVM")
        if row.template and row.template != row.automatic_template:
            if row.template not in possible:
                self._template_problem(row, row.template, possible)
            return
        archived = self._renamed(row.archived_template)
        if archived in self._plan.begun_stand_ins:
            row.template = self._stand_in(row, archived)
        elif archived in possible:
            row.template = archived
        else:
            row.defaults.append("template")
            if row.klass == "AppVM":
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
        if not row.archived_template:  # it never named one, so any real one is right
            other = other or self._most_used_template()
            if other:
                return other
        if other:
            row.notes.append(
                f"Its template {missing} is neither here nor selected; it uses {other} instead."
            )
            return other
        name = row.archived_template or "missing-template"
        taken = set(self._host.qubes) | set(self._names)
        fits = name not in taken and is_qube_name(name)
        stand_in = name if fits else free_name(name, taken)
        if not stand_in:
            self._template_problem(row, name, [])
            return ""
        return self._stand_in(row, stand_in)

    def _stand_in(self, row: QubeRow, stand_in: str) -> str:
        if stand_in not in self._plan.stand_ins:
            self._plan.stand_ins.append(stand_in)
        missing = row.archived_template or "(none)"
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
        if row.netvm == "":
            row.defaults.append("netvm")
        row.automatic_netvm = row.netvm

    def _check_kernel(self, row: QubeRow) -> None:
        if row.kernel != row.automatic_kernel:
            if row.kernel and row.kernel not in self._host.kernels:
                row.problems.append(
                    Problem(
                        "kernel",
                        f"There is no kernel {row.kernel}.",
                        "Choose another one, or none.",
                        sorted(self._host.kernels),
                    )
                )
            return
        row.kernel = row.archived_kernel
        if row.kernel and row.kernel not in self._host.kernels:
            default = self._host.default_kernel or "none"
            row.notes.append(
                f"Its kernel {printable(row.kernel)} is not here; it uses the default of this"
                f" machine ({default})."
            )
            row.kernel = ""
        if row.kernel == "":
            row.defaults.append("kernel")
        row.automatic_kernel = row.kernel

    def _check_default_dispvm(self, row: QubeRow) -> None:
        wanted = row.archived_default_dispvm
        row.default_dispvm = self._renamed(wanted) if wanted else wanted
        if row.default_dispvm and row.default_dispvm not in self._templates(disposable=True):
            row.default_dispvm = ""
            row.notes.append(
                f"Its disposable template {wanted} for opening files is neither here nor selected;"
                f" it uses the default of this machine."
            )
        if row.default_dispvm == "":
            row.defaults.append("default_dispvm")

    def _check_addresses(self) -> None:
        """Who is here keeps its own; of the rest, each goes to the first that was given it."""
        owners = Owners()
        for name, qube in self._host.qubes.items():
            for kind, address in qube.addresses.items():
                owners.claim(kind, address, name)
        for row in self._rows:
            for kind, address in row.archived_addresses.items():
                owner = owners.claim(kind, address, row.restored_as)
                if owner not in (row.restored_as, row.made_as):
                    row.defaults.append(kind)
                    row.notes.append(
                        f"Its {kind} {printable(address)} is that of the qube {owner} as well, so"
                        f" it gets the default of this machine. If it needs one of its own, set"
                        f" that when it is restored."
                    )

    def _check_space(self) -> None:
        needed: Counter[str] = Counter()
        for row in self._rows:
            needed.update(self._needed(row))
        self._plan.space = [
            PoolSpace(name, size, self._pools[name].free_bytes if name in self._pools else None)
            for name, size in sorted(needed.items())
        ]
        short = {space.pool: space for space in self._plan.space if space.short}
        for row in self._rows:
            for name in sorted(short.keys() & {volume.target_pool for volume in row.volumes}):
                needed_text, free_text = format_unlike(
                    short[name].needed_bytes, short[name].free_bytes or 0
                )
                row.problems.append(
                    Problem(
                        "space",
                        f"The selected qubes need {needed_text} in the pool {name}, which has"
                        f" {free_text} free.",
                        "Select fewer qubes, choose another pool, or make room.",
                        [other for other in sorted(self._pools) if other != name],
                    )
                )

    def _needed(self, row: QubeRow) -> dict[str, int]:
        """By pool. What is in the archive about volumes are upper limits, about a qube its sum."""
        written: Counter[str] = Counter()
        copied: Counter[str] = Counter()  # from the new qube to the one that it replaces
        for volume in row.volumes:
            if volume.status is not Status.RESTORED:
                written[volume.target_pool] += volume.estimate_bytes
            if row.replaces and self._copies(volume.target_pool):
                copied[volume.target_pool] += volume.estimate_bytes
        return {
            name: min(written[name], row.size_bytes) + min(copied[name], row.size_bytes)
            for name in written | copied
        }

    def _copies(self, pool: str) -> bool:
        return pool in self._pools and self._pools[pool].copies

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

    def _most_used_template(self) -> str:
        used = [self._renamed(row.archived_template) for row in self._rows]
        return max(self._templates(disposable=False), key=used.count, default="")

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
