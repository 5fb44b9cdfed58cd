"""What the policy says of a call: the first rule that fits decides; without one it is denied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .rules import (
    ADMIN,
    ADMIN_TOKEN,
    DEFAULT,
    DISPVM,
    Action,
    Rule,
    System,
    normal_target,
)

NO_RULE = "no rule of the policy allows it"


@dataclass(frozen=True)
class Denied:
    reason: str
    notify: bool = True


@dataclass(frozen=True)
class Allowed:
    """``target`` is a qube, dom0, or ``@dispvm:TEMPLATE`` for a new disposable."""

    target: str
    user: str = ""
    autostart: bool = True
    notify: bool = False
    place: str = ""


@dataclass(frozen=True)
class Asked:
    """A person decides, and may choose one of ``targets``; ``default`` is among them or empty."""

    targets: tuple[str, ...]
    default: str
    rule: Rule

    def allowed(self, target: str) -> Allowed:
        """Raises ValueError for a target that was not to be chosen."""
        if target not in self.targets:
            raise ValueError(f"{target!r} cannot be chosen")
        rule = self.rule
        return Allowed(target, rule.user, rule.autostart, place=rule.place)


Decision = Denied | Allowed | Asked


def decide(
    rules: Sequence[Rule],
    service: str,
    argument: str,
    source: str,
    untrusted_target: str,
    system: System,
) -> Decision:
    """``source`` is in the system; the target may be anything that the caller named."""
    target = normal_target(untrusted_target, source, system)
    rule = _first(rules, service, argument, source, target, system)
    if rule is None:
        return Denied(NO_RULE)
    if rule.action is Action.DENY:
        return Denied(f"denied by {rule.place}", rule.notify)
    if rule.action is Action.ASK:
        return _question(rules, rule, service, argument, source, target, system)
    chosen = _resolve(rule.forced_target or target, source, system)
    if chosen is None:
        return Denied(f"{rule.place} allows it, but names no qube that there is")
    if chosen == source:
        return Denied("a qube does not call itself")
    return Allowed(chosen, rule.user, rule.autostart, rule.notify, rule.place)


def _first(
    rules: Iterable[Rule], service: str, argument: str, source: str, target: str, system: System
) -> Rule | None:
    fitting = (rule for rule in rules if rule.fits(service, argument, source, target, system))
    return next(fitting, None)


def _resolve(target: str, source: str, system: System) -> str | None:
    """The qube that is meant, or a new disposable; None when there is none."""
    normal = normal_target(target, source, system)
    if normal == ADMIN_TOKEN:
        return ADMIN
    return None if normal == DEFAULT else normal


def _question(
    rules: Sequence[Rule],
    rule: Rule,
    service: str,
    argument: str,
    source: str,
    target: str,
    system: System,
) -> Decision:
    if rule.forced_target is not None or target != DEFAULT:
        chosen = _resolve(rule.forced_target or target, source, system)
        found: Iterable[str] = [] if chosen is None else [chosen]
    else:
        found = _choices(rules, service, argument, source, system)
    choices = tuple(choice for choice in found if choice != source)
    if not choices:
        return Denied(f"{rule.place} asks, but there is no qube to choose")
    wish = rule.default_target or (target if target != DEFAULT else None)
    default = None if wish is None else _resolve(wish, source, system)
    return Asked(choices, default if default in choices else "", rule)


def _choices(
    rules: Sequence[Rule], service: str, argument: str, source: str, system: System
) -> Iterable[str]:
    """Every target for which the policy would not deny the same call."""
    names = [ADMIN_TOKEN, *sorted(name for name in system if name != ADMIN)]
    names += sorted(f"{DISPVM}:{name}" for name, qube in system.items() if qube.makes_disposables)
    for name in names:
        rule = _first(rules, service, argument, source, name, system)
        if rule is not None and rule.action is not Action.DENY:
            yield ADMIN if name == ADMIN_TOKEN else name
