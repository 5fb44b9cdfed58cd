"""What the options of `qube restore` change in a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qubesmanager.backend.backup.plan import (
    Conflict,
    HostState,
    QubeRow,
    RestorePlan,
    Status,
    VolumeRow,
)
from qubesmanager.cli.session import CliError, UsageError
from qubesmanager.protocol import QUBE_NAME_RULE, is_qube_name

# Options of the form QUBE=VALUE.
FIELDS = {
    "template": "give a qube another template",
    "netvm": "give a qube another net qube: a name, none, or default",
    "kernel": "give a qube another kernel: a name, none, or default",
    "label": "give a qube another label",
}
_EXAMPLE = {
    "--rename": "work=work-old",
    "--template": "work=debian-13",
    "--netvm": "work=none",
    "--kernel": "work=default",
    "--label": "work=red",
}
# What a netvm or kernel is called where it is no name.
WORDS: dict[str, str | None] = {"none": None, "default": ""}


@dataclass(frozen=True)
class Edits:
    """What the command line changes in a plan. Qubes are named as in the archive.

    ``conflicts`` and ``pools`` have an empty name for all qubes; ``pools`` is by qube and volume.
    """

    selected: list[str] | None = None
    renames: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    pools: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        named = [*(self.selected or ()), *self.renames, *self.conflicts]
        named += [qube for qube, _ in self.pools]
        named += [name for values in self.fields.values() for name in values]
        return [name for name in dict.fromkeys(named) if name]


def parse_renames(texts: list[str]) -> dict[str, str]:
    """New names by old ones. Raises UsageError."""
    renames = _pairs("--rename", "OLD=NEW", texts)
    for old, new in renames.items():
        if not is_qube_name(new) or new == "dom0":
            text = f"{old}={new}"
            raise UsageError(f"--rename {text!r}: {new!r} cannot be a name; {QUBE_NAME_RULE}")
    return renames


def parse_conflicts(texts: list[str]) -> dict[str, Conflict]:
    """What to do by the qube's name, an empty one for all. Raises UsageError."""
    words = [word for word in Conflict if word is not Conflict.ASK]
    found: dict[str, Conflict] = {}
    for text in texts:
        name, _, word = text.rpartition("=")
        if word not in words or name in found:
            raise UsageError(f"--conflict {text!r} is not [QUBE=]{'|'.join(words)}, once a qube")
        found[name] = Conflict(word)
    return found


def parse_pools(texts: list[str]) -> dict[tuple[str, str], str]:
    """Pools by the names of qube and volume, which are empty for all. Raises UsageError."""
    found: dict[tuple[str, str], str] = {}
    for text in texts:
        place, separator, pool = text.rpartition("=")
        name, colon, volume = place.partition(":")
        if not pool or (separator and not name) or (colon and not volume):
            raise UsageError(f"--pool {text!r} is not POOL, QUBE=POOL or QUBE:VOLUME=POOL")
        if (name, volume) in found:
            raise UsageError(f"--pool is given twice for {place or 'all qubes'}")
        found[name, volume] = pool
    return found


def parse_fields(name: str, texts: list[str]) -> dict[str, str | None]:
    """Values by the names of qubes. Raises UsageError."""
    pairs = _pairs(f"--{name}", f"QUBE={name.upper()}", texts)
    if name in ("template", "label"):
        return dict(pairs)
    return {qube: WORDS.get(value, value) for qube, value in pairs.items()}


def _pairs(flag: str, form: str, texts: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if not name or not value:
            raise UsageError(f"{flag} {text!r} is not {form}, for example {flag} {_EXAMPLE[flag]}")
        if name in pairs:
            raise UsageError(f"{flag} names {name} twice")
        pairs[name] = value
    return pairs


def parse_selection(texts: list[str] | None) -> list[str] | None:
    """Names from ``a,b``, given once or more often; None when nothing was selected."""
    if texts is None:
        return None
    names = [name for text in texts for name in text.split(",") if name]
    if not names:
        raise UsageError("--select names no qube")
    return names


def edit_plan(plan: RestorePlan, host: HostState, edits: Edits) -> None:
    """Put the command line's wishes into the plan. Raises CliError, naming what is unknown."""
    known = {row.name: row for row in plan.rows}
    unknown = [name for name in edits.names if name not in known]
    if unknown:
        raise CliError(
            f"the backup has no qube {', '.join(unknown)}. It has: {', '.join(sorted(known))}"
        )
    pools = [state.name for state in host.pools]
    for pool in edits.pools.values():
        if pool not in pools:
            raise CliError(f"there is no pool {pool}. There are: {', '.join(pools)}")
    for row in plan.rows:
        if edits.selected is not None:
            _select(row, row.name in edits.selected)
        row.restored_as = edits.renames.get(row.name, row.restored_as)
        row.conflict = edits.conflicts.get(row.name, edits.conflicts.get("", row.conflict))
        row.pool = edits.pools.get((row.name, ""), edits.pools.get(("", ""), row.pool))
    for (name, wanted), pool in edits.pools.items():
        if wanted:
            _volume(known[name], wanted).pool = pool
    for field_name, values in edits.fields.items():
        for name, value in values.items():
            setattr(known[name], field_name, value)
    idle = [name for name in edits.names if not known[name].selected]
    if idle:
        raise CliError(f"{idle[0]} is not selected, so nothing can be said about it")


def _volume(row: QubeRow, name: str) -> VolumeRow:
    try:
        return row.volume(name)
    except KeyError as error:
        have = ", ".join(volume.name for volume in row.volumes) or "none"
        raise CliError(f"{row.name} has no volume {name} in the backup; it has: {have}") from error


def _select(row: QubeRow, wanted: bool) -> None:
    if wanted and row.status is Status.SKIPPED:
        raise CliError(f"{row.name} cannot be restored: {row.reason}")
    row.selected, row.left_out = wanted, ""
