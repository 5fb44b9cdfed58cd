"""Two edits of the same list of firewall rules, put together where their order leaves no doubt.

The first rule that fits decides, so the place of a rule is part of what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from qubesmanager.client.firewall_rules import Rule


@dataclass
class _Edit:
    """``added`` is by the number of the old rule before which it stands."""

    gone: set[int] = field(default_factory=set)
    replaced: set[int] = field(default_factory=set)
    added: dict[int, list[Rule]] = field(default_factory=dict)


def merged(base: Sequence[Rule], mine: Sequence[Rule], theirs: Sequence[Rule]) -> list[Rule] | None:
    """What both made of ``base``; None where only a person can say what is meant."""
    ours, others = _edit(base, mine), _edit(base, theirs)
    for replaced, gone in ((ours.replaced, others.gone), (others.replaced, ours.gone)):
        if replaced & gone and list(mine) != list(theirs):
            return None
    result: list[Rule] = []
    for number in range(len(base) + 1):
        added = _both(others.added.get(number, []), ours.added.get(number, []))
        if added is None:
            return None
        result += added
        if number < len(base) and number not in ours.gone | others.gone:
            result.append(base[number])
    if any(_is_doubtful(rule, base, mine, theirs, result) for rule in {*base, *result}):
        return None
    return result


def _edit(base: Sequence[Rule], after: Sequence[Rule]) -> _Edit:
    edit = _Edit()
    matcher = SequenceMatcher(None, list(base), list(after), autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        edit.gone.update(range(first, last))
        if start < end:
            edit.replaced.update(range(first, last))
            edit.added[first] = list(after[start:end])
    return edit


def _both(theirs: list[Rule], mine: list[Rule]) -> list[Rule] | None:
    """At one place: rules that all accept, or all drop, may stand in either order."""
    if not theirs or not mine or theirs == mine:
        return theirs or mine
    if len({rule.action for rule in theirs + mine}) > 1:
        return None
    return theirs + [rule for rule in mine if rule not in theirs]


def _is_doubtful(
    rule: Rule,
    base: Sequence[Rule],
    mine: Sequence[Rule],
    theirs: Sequence[Rule],
    result: list[Rule],
) -> bool:
    """Both put it somewhere, at different places; or one moved what the other removed."""
    if result.count(rule) > max(mine.count(rule), theirs.count(rule)):
        return True
    return rule in base and rule in result and (rule not in mine or rule not in theirs)
